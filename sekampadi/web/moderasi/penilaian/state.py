"""Penilaian: the answers, and what a moderator does with them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.moderasi import StatusJawaban, Tanda, Tindakan
from sekampadi.domain.periode import ZONA
from sekampadi.domain.survei.beruntun import BarisBeruntun
from sekampadi.i18n import format_angka, format_jam, t
from sekampadi.services.moderasi import moderasi, moderasi_beruntun
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN, load_layanan_tujuan
from sekampadi.services.moderasi.moderasi import HasilModerasi
from sekampadi.services.moderasi.pengaduan import mark_pengaduan
from sekampadi.services.moderasi.urungkan import undo_remove
from sekampadi.services.publik.tunda import tell_tunda
from sekampadi.services.tabel.tabel import TableRow, TableSource, TableView
from sekampadi.web.context import as_person
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.ui.states.ekspor import EksporMixin
from sekampadi.web.ui.states.formulir import FormulirMixin, clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import BarisTabel, Pilih, parse_id

_SEKALI = 1.5
"""Seconds within which a second tap on "Sudah ditinjau" is the same one."""
_JUDUL = {
    Tindakan.HAPUS: t("Hapus {n} jawaban dari semua angka?"),
    Tindakan.PULIHKAN: t("Pulihkan {n} jawaban ke semua angka?"),
    Tindakan.PINDAH: t("Pindahkan {n} jawaban ke layanan lain?"),
}
_TOMBOL = {
    Tindakan.HAPUS: t("Hapus {n} jawaban"),
    Tindakan.PULIHKAN: t("Pulihkan {n} jawaban"),
    Tindakan.PINDAH: t("Pindahkan {n} jawaban"),
}
_SELESAI = {
    Tindakan.HAPUS: t("{n} jawaban dihapus. Angka sudah dihitung ulang."),
    Tindakan.PULIHKAN: t("{n} jawaban dipulihkan. Angka sudah dihitung ulang."),
    Tindakan.PINDAH: t("{n} jawaban dipindahkan. Angka sudah dihitung ulang."),
    Tindakan.TINJAU: t("{n} jawaban ditandai sudah ditinjau."),
    Tindakan.ADUKAN: t("{n} jawaban ditandai sebagai pengaduan. Angkanya tidak berubah."),
    Tindakan.BUKAN_ADUAN: t("Tanda pengaduan pada {n} jawaban dilepas."),
}

_QUOTED = 80
"""Characters of a suggestion that say which answer is meant."""
_TOLD = 5
"""Answers that a dialog tells one by one; the others are counted."""
_NAMED = 2
"""Names of layanan that a line of a burst says; the others are counted."""


@dataclass(frozen=True)
class Beruntun:
    """A burst, as its line on the page; ``perlu`` says that some of it waits for a look.

    ``dihapus`` says who removed how many of it and why, ``pada`` when; both are empty before.
    """

    kunci: str
    kapan: str
    layanan: str
    jumlah: str
    pola: str
    perlu: bool
    dihapus: str
    pada: str


def _moment(moment: datetime) -> str:
    local = moment.astimezone(ZONA)
    return f"{local:%d-%m-%Y} {format_jam(local)}"


def _line(baris: BarisBeruntun) -> Beruntun:
    kapan = _moment(baris.dari)
    if baris.sampai.astimezone(ZONA).date() != baris.dari.astimezone(ZONA).date():
        kapan += f" – {_moment(baris.sampai)}"
    elif baris.sampai > baris.dari:
        kapan += f" – {format_jam(baris.sampai.astimezone(ZONA))}"
    layanan = ", ".join(baris.layanan[:_NAMED])
    if (more := len(baris.layanan) - _NAMED) > 0:
        layanan += " " + t("dan {n} layanan lain", n=format_angka(more))
    dihapus = ""
    if (hapus := baris.hapus) is not None:
        dihapus = t(
            "{n} jawaban dihapus {kapan} oleh {oleh}: {alasan}",
            n=format_angka(hapus.jumlah),
            kapan=_moment(hapus.pada),
            oleh=hapus.oleh,
            alasan=hapus.alasan,
        )
    return Beruntun(
        kunci=str(baris.beruntun),
        kapan=kapan,
        layanan=layanan,
        jumlah=format_angka(baris.jumlah),
        pola="; ".join(baris.tanda.alasan),
        perlu=baris.perlu > 0,
        dihapus=dihapus,
        pada=hapus.pada.isoformat() if hapus else "",
    )


def _describe_row(row: BarisTabel, *, with_upp: bool) -> str:
    places = [row.sel[k] for k in (("upp", "layanan") if with_upp else ("layanan",))]
    saran = " ".join(row.sel.get("saran", "").split())
    short = saran if len(saran) <= _QUOTED else saran[:_QUOTED].rstrip() + " …"
    text = " · ".join([row.sel["tanggal"], *places])
    return f"{text} · “{short}”" if saran else text


@dataclass(frozen=True)
class _Urung:
    """The last removal of this page: its answers or its burst, and its moment."""

    ids: list[int]
    beruntun: str
    pada: datetime


@state_permission(Permission.JAWABAN_READ)
class PenilaianState(EksporMixin, FormulirMixin, rx.State):
    """The table of answers, and the act that is being asked for."""

    dihapus: bool = False
    rincian: list[str] = []
    tombol_form: str = ""
    tentang: str = ""
    layanan_tujuan: list[Pilih] = []
    beruntun: list[Beruntun] = []
    beruntun_lebih: bool = False
    _sasaran: list[int] = []
    _menunggu: list[int] = []
    """Those of them that waited for a look when the person asked."""
    _sasaran_beruntun: str = ""
    _ditinjau_pada: float = 0.0
    _urung: _Urung | None = None

    def _table(self) -> TableSource:
        return TABLE_PENILAIAN

    def _row(self, row: TableRow, nomor: int) -> BarisTabel:
        shown = super()._row(row, nomor)
        bits = 0 if row.values["ditinjau"] else int(row.values["tanda"])
        extra = {
            "skor_umum": str(row.values["umum"]),
            "tanda": "; ".join(Tanda(bits).alasan),
            "pengaduan": "1" if row.values.get("pengaduan") else "",
        }
        return BarisTabel(shown.id, shown.nomor, shown.sel | extra)

    def _show(self, view: TableView) -> None:
        super()._show(view)
        self.dihapus = self.saring.get("status") == StatusJawaban.DIHAPUS.value

    @rx.event
    async def muat(self) -> None:
        """Read the page of the table that the address names; what is being typed stays."""
        self.ekspor_teks = ""
        await self._reload(dict(self.router.url.query_parameters))
        await self._read_beruntun()

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._say("")

    async def _read_beruntun(self) -> None:
        found = await as_person(moderasi_beruntun.list_beruntun)
        self.beruntun = [_line(b) for b in found.baris]
        self.beruntun_lebih = found.lebih

    def _close(self) -> None:
        super()._close()
        self._sasaran, self._sasaran_beruntun, self.tentang = [], "", ""

    def _describe(self, ids: Sequence[int]) -> list[str]:
        """Say which answers an act is for, so that a slip of the line is seen before it happens."""
        rows = [b for b in self.baris if int(b.id) in ids]
        several = len({b.sel["upp"] for b in rows}) > 1
        told = [_describe_row(row, with_upp=several) for row in rows[:_TOLD]]
        if (more := len(ids) - len(told)) > 0:
            told.append(t("dan {n} lagi", n=format_angka(more)))
        return told

    def _open(self, wanted: Tindakan, jumlah: str, rincian: list[str], about: str) -> None:
        """Open the dialog; ``about`` names what it is for, so that a reason is kept for no other."""
        self._say("")
        self._open_form(wanted.value, _JUDUL[wanted].format(n=jumlah), {})
        self.tentang = about
        self.tombol_form, self.rincian = _TOMBOL[wanted].format(n=jumlah), rincian

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    async def minta(self, tindakan: str, id_baris: str) -> None:
        """Ask for the reason of an act; without an ``id_baris`` it is for all that are selected."""
        ids = self._ids(id_baris)
        if str(tindakan) not in {x.value for x in _JUDUL} or not ids:
            return
        if not {str(i) for i in ids} <= {b.id for b in self.baris}:
            # Nobody decides about an answer that he does not see.
            self._close()
            self._say("", gagal=t("Jawaban yang dipilih tidak ada di daftar ini. Muat ulang."))
            return
        wanted = Tindakan(str(tindakan))
        about = ",".join(str(i) for i in sorted(ids))
        self._open(wanted, format_angka(len(ids)), self._describe(ids), about)
        self._sasaran = ids
        waiting = {b.id for b in self.baris if b.sel["tanda"]}
        self._menunggu = [i for i in ids if str(i) in waiting]
        if wanted is Tindakan.PINDAH:
            options = await as_person(load_layanan_tujuan)
            self.layanan_tujuan = [Pilih(o.value, o.label) for o in options]

    def _ids(self, id_baris: str) -> list[int]:
        """Return the answer a button names, or all that are selected."""
        ids = [parse_id(i) for i in ([id_baris] if id_baris else self.terpilih)]
        return [i for i in ids if i is not None]

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    def minta_beruntun(self, kunci: str) -> None:
        """Ask for the reason of removing a whole burst."""
        found = next((b for b in self.beruntun if b.kunci == str(kunci)), None)
        if found is None:
            return
        told = [t("Kiriman beruntun {kapan}", kapan=found.kapan), found.layanan, found.pola]
        self._open(Tindakan.HAPUS, found.jumlah, told, f"beruntun {found.kunci}")
        self._sasaran_beruntun = found.kunci

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    async def urungkan_beruntun(self, kunci: str, pada: str) -> None:
        """Bring back what a removal of a burst took out, whose moment its line says."""
        try:
            moment = datetime.fromisoformat(str(pada))
        except ValueError:
            return
        if moment.tzinfo is None or not 2000 <= moment.year <= 9000:
            return  # at the ends of time no other zone can be told
        self._close()
        undo = moderasi_beruntun.undo_remove_beruntun
        await self._try(Tindakan.PULIHKAN, undo, str(kunci), moment)

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    async def tinjau_beruntun(self, kunci: str) -> None:
        """Say that a whole burst is all right."""
        if time.monotonic() - self._ditinjau_pada < _SEKALI:
            return  # the second tap of two, which meets the line that has moved up
        self._close()
        await self._try(Tindakan.TINJAU, moderasi_beruntun.review_beruntun, str(kunci))
        self._ditinjau_pada = time.monotonic()

    async def _try(
        self, tindakan: Tindakan, act: Callable[..., HasilModerasi], *args: object
    ) -> None:
        try:
            done = await as_person(act, *args)
        except DomainError as error:
            await self._reload()
            await self._read_beruntun()
            self._say("", gagal=error.message)
            return
        await self._finish(tindakan, done)

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    async def kerjakan(self, data: dict[str, str]) -> None:
        """Do what was asked for."""
        if not self.form:
            return
        wanted, ids = Tindakan(self.form), list(self._sasaran)
        isian = clean_form(data)
        alasan, layanan = isian.get("alasan"), str(isian.get("layanan", ""))
        with refusals_shown(self, data):
            if burst := self._sasaran_beruntun:
                done = await as_person(moderasi_beruntun.remove_beruntun, burst, alasan)
            elif wanted is Tindakan.HAPUS:
                # Told once who has found one all right meanwhile, a person decides as he likes.
                waited, self._menunggu = self._menunggu, []
                done = await as_person(moderasi.remove, ids, alasan, waited)
            elif wanted is Tindakan.PULIHKAN:
                done = await as_person(moderasi.restore, ids, alasan)
            else:
                done = await as_person(moderasi.move, ids, layanan, alasan)
            self._close()
            await self._finish(wanted, done)
            self._urung = _Urung(ids, burst, done.pada) if done.pada else None

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    async def urungkan(self) -> None:
        """Take the last removal of this page back; a second click finds it taken back already."""
        last, self._urung = self._urung, None
        if last is None:
            return
        if last.beruntun:
            act, what = moderasi_beruntun.undo_remove_beruntun, last.beruntun
            await self._try(Tindakan.PULIHKAN, act, what, last.pada)
        else:
            await self._try(Tindakan.PULIHKAN, undo_remove, last.ids, last.pada)

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    async def tinjau(self, id_baris: str) -> None:
        """Say that marked answers are all right; without an ``id_baris`` all that are selected."""
        await self._try(Tindakan.TINJAU, moderasi.review, self._ids(id_baris))

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    async def adukan(self, id_baris: str, pengaduan: bool) -> None:
        """Mark a suggestion as a complaint, or take the mark away; without an ``id_baris`` of all selected."""
        marks = pengaduan is True
        tindakan = Tindakan.ADUKAN if marks else Tindakan.BUKAN_ADUAN
        await self._try(tindakan, partial(mark_pengaduan, pengaduan=marks), self._ids(id_baris))

    async def _finish(self, tindakan: Tindakan, done: HasilModerasi) -> None:
        await self._reload()
        await self._read_beruntun()
        skipped = format_angka(done.dilewati)
        if not done.diubah:
            self._say(t("Tidak ada yang berubah: {n} jawaban sudah demikian.", n=skipped))
            return
        words = _SELESAI[tindakan].format(n=format_angka(done.diubah))
        if done.dilewati:
            words += " " + t("{n} lainnya sudah demikian sebelumnya.", n=skipped)
        self._say(f"{words} {tell_tunda(done.tertunda)}".rstrip(), urung=done.pada is not None)
