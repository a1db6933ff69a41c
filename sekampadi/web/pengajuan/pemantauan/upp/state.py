"""Monitoring of one UPP: its figures, codes, visits and findings, and the forms of the latter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.kunjungan import JenisKunjungan
from sekampadi.i18n import format_hari, format_tanggal, t
from sekampadi.services.pengajuan.pemantauan import kunjungan, temuan
from sekampadi.services.pengajuan.pemantauan.kode import KodeRow
from sekampadi.services.pengajuan.pemantauan.kunjungan import KunjunganRow
from sekampadi.services.pengajuan.pemantauan.pemantauan import PemantauanUpp, load_pemantauan_upp
from sekampadi.web.context import as_person, runtime
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.pengajuan.pemantauan.tampilan import (
    SelPantau,
    TemuanTampil,
    offer_triwulan,
    show_sel,
    show_temuan,
    upp_address,
)
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.formulir import Confirmation, clean_form, refusals_shown
from sekampadi.web.ui.states.tabel import Pilih, parse_id
from sekampadi.web.ui.states.versi import VersiMixin

_WRITE = Permission.PEMANTAUAN_WRITE


@dataclass(frozen=True)
class KodeTampil:
    """A code that hangs or hung; ``foto`` is the address of its photo, empty for none."""

    id: str
    tempat: str
    rincian: str
    foto: str
    lepas: str


@dataclass(frozen=True)
class KunjunganTampil:
    """A visit with its findings."""

    id: str
    versi: str
    judul: str
    petugas: str
    catatan: str
    tanggal: str
    jenis: str
    temuan: list[TemuanTampil] = field(default_factory=list)


def _kode(row: KodeRow) -> KodeTampil:
    since = t("sejak {tanggal}", tanggal=format_hari(row.tanggal))
    parts = (row.media.label, row.layanan_nama or t("semua layanan"), since, row.keterangan)
    return KodeTampil(
        str(row.id),
        row.tempat,
        " · ".join(part for part in parts if part),
        f"/unduh/kode-qr/{row.kunci}" if row.kunci else "",
        t("dilepas {tanggal}", tanggal=format_hari(row.dilepas_pada)) if row.dilepas_pada else "",
    )


def _kunjungan(row: KunjunganRow) -> KunjunganTampil:
    return KunjunganTampil(
        str(row.id),
        str(row.versi),
        f"{format_tanggal(row.tanggal)} · {row.jenis.label}",
        row.petugas,
        row.catatan,
        format_hari(row.tanggal),
        row.jenis.value,
        [show_temuan(one) for one in row.temuan],
    )


@state_permission(Permission.PEMANTAUAN_READ)
class PemantauanUppState(VersiMixin, rx.State):
    """One UPP."""

    upp: str = ""
    nama: str = ""
    triwulan: str = ""
    pilihan: list[Pilih] = []
    perhatian: list[str] = []
    sel: list[SelPantau] = []
    kode: list[KodeTampil] = []
    kunjungan: list[KunjunganTampil] = []
    boleh_tulis: bool = False
    boleh_jawab: bool = False
    galat: str = ""
    _versi: int = 0
    """That of the row whose form is open."""

    @rx.event
    async def muat(self) -> None:
        """Read the UPP that the address names; what is being typed stays."""
        query = dict(self.router.url.query_parameters)
        self.upp, asked = query.get("upp", "")[:120], Triwulan.parse(query.get("triwulan", ""))
        self.pilihan = offer_triwulan(runtime().today())
        self.triwulan = (asked or Triwulan.of(runtime().today())).kunci
        await self._reload()

    async def _reload(self) -> None:
        self.galat = ""
        try:
            found = await as_person(load_pemantauan_upp, self.upp, Triwulan.parse(self.triwulan))
        except DomainError as error:
            self.galat = error.message
            self.nama, self.sel, self.kode, self.kunjungan = "", [], [], []
            self.perhatian, self.boleh_tulis, self.boleh_jawab = [], False, False
            return
        self._show(found)

    def _show(self, found: PemantauanUpp) -> None:
        baris = found.baris
        self.upp, self.nama = baris.upp.kode, baris.upp.nama
        self.perhatian = [p.label for p in baris.perhatian]
        self.sel = show_sel(baris.keadaan, found.pemantauan.hari)
        self.kode = [_kode(row) for row in found.kode]
        self.kunjungan = [_kunjungan(row) for row in found.kunjungan]
        self.boleh_tulis, self.boleh_jawab = found.boleh_tulis, found.boleh_jawab

    @rx.event
    def masuk(self) -> None:
        """Begin with no form open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._say("")

    @rx.event
    def pilih_triwulan(self, kunci: str) -> EventSpec | None:
        """Show another triwulan."""
        triwulan = Triwulan.parse(kunci)
        return rx.redirect(upp_address(self.upp, triwulan.kunci)) if triwulan else None

    def _open(self, form: str, judul: str, isian: dict[str, str], row: str, versi: str) -> None:
        self._say("")
        self._open_row(form, judul, isian, row)
        self._versi = parse_id(versi) or 0

    def _headings(self) -> Mapping[str, str]:
        of_form = {
            "kunjungan": {
                "tanggal": t("Tanggal"),
                "jenis": t("Jenis"),
                "petugas": t("Petugas"),
                "catatan": t("Catatan"),
            },
            "ubah": {
                "uraian": t("Temuan"),
                "rekomendasi": t("Rekomendasi"),
                "penanggung_jawab": t("Penanggung jawab"),
                "target": t("Target"),
                "tindakan": t("Tindak lanjut"),
            },
            "tindakan": {"tindakan": t("Tindak lanjut")},
            "catatan": {"tindakan": t("Tindak lanjut"), "catatan": t("Yang masih kurang")},
        }
        return of_form.get(self.form, {})

    def _said(self, field: str, value: str) -> str:
        known = field == "jenis" and value in set(JenisKunjungan)
        return JenisKunjungan(value).label if known else value

    def _seen_now(self, kini: Mapping[str, str]) -> None:
        self._versi = parse_id(kini.get("versi", "")) or 0

    async def _take_stored(self) -> None:
        self._close()
        await self._reload()

    @rx.event
    @handler_permission(_WRITE)
    def buka_kunjungan(self, id_baris: str) -> None:
        """Open the form of a visit; without an id of a new one."""
        row = next((k for k in self.kunjungan if k.id == str(id_baris)), None)
        if row is None:
            today = format_hari(runtime().today())
            isian = {"tanggal": today, "jenis": JenisKunjungan.BERKALA.value}
            self._open("kunjungan", t("Catat kunjungan"), isian, "", "")
            return
        isian = {
            "tanggal": row.tanggal,
            "jenis": row.jenis,
            "petugas": row.petugas,
            "catatan": row.catatan,
        }
        self._open("kunjungan", t("Ubah kunjungan"), isian, row.id, row.versi)

    @rx.event
    @handler_permission(_WRITE)
    def buka_temuan(self, id_kunjungan: str) -> None:
        """Open the form of a new finding of a visit."""
        if any(k.id == str(id_kunjungan) for k in self.kunjungan):
            self._open("temuan", t("Tambah temuan"), {}, str(id_kunjungan), "")

    def _find(self, id_baris: str) -> TemuanTampil | None:
        rows = (one for k in self.kunjungan for one in k.temuan)
        return next((one for one in rows if one.id == str(id_baris)), None)

    @rx.event
    @handler_permission(_WRITE)
    def ubah_temuan(self, form: str, id_baris: str) -> None:
        """Open the form by which a finding is corrected (``ubah``), or given back (``catatan``)."""
        row = self._find(id_baris)
        if row is None or form not in {"ubah", "catatan"}:
            return
        if form == "catatan":
            self._open("catatan", t("Minta dilengkapi"), {}, row.id, row.versi)
            return
        isian = {
            "uraian": row.uraian,
            "rekomendasi": row.rekomendasi,
            "penanggung_jawab": row.orang,
            "target": row.hari,
        }
        self._open("ubah", t("Ubah temuan"), isian, row.id, row.versi)

    @rx.event
    @handler_permission(Permission.PEMANTAUAN_ANSWER)
    def buka_tindakan(self, id_baris: str) -> None:
        """Open the form in which the UPP says what it has done."""
        row = self._find(id_baris)
        if row is not None:
            isian = {"tindakan": row.tindakan}
            self._open("tindakan", t("Tindak lanjut temuan"), isian, row.id, row.versi)

    @rx.event
    @handler_permission(_WRITE)
    async def simpan(self, data: dict[str, Any]) -> None:
        """Take the form of a visit or of a finding."""
        isian, number = clean_form(data), parse_id(self.form_id) or 0
        said = ""
        with refusals_shown(self, data):
            if self.form == "kunjungan" and number:
                await as_person(kunjungan.change_kunjungan, number, self._versi, isian)
                said = t("Perubahan disimpan.")
            elif self.form == "kunjungan":
                await as_person(kunjungan.add_kunjungan, self.upp, isian)
                said = t("Kunjungan dicatat.")
            elif self.form == "temuan":
                await as_person(temuan.add_temuan, number, isian)
                said = t("Temuan dicatat, dan UPP diberi tahu.")
            elif self.form == "ubah":
                await as_person(temuan.change_temuan, number, self._versi, isian)
                said = t("Perubahan disimpan.")
            elif self.form == "catatan":
                await as_person(temuan.return_temuan, number, self._versi, isian)
                said = t("UPP diminta melengkapi.")
        await self._after(said)

    @rx.event
    @handler_permission(Permission.PEMANTAUAN_ANSWER)
    async def jawab(self, data: dict[str, Any]) -> None:
        """Take what the UPP has done."""
        said = ""
        if self.form != "tindakan":
            return
        with refusals_shown(self, data):
            number = parse_id(self.form_id) or 0
            await as_person(temuan.answer_temuan, number, self._versi, clean_form(data))
            said = t("Tindak lanjut dikirim kepada pemeriksa.")
        await self._after(said)

    async def _after(self, said: str) -> None:
        if said:
            self._close()
            await self._reload()
            self._say(said)
        elif self.gagal or self.galat_tindakan or self.beda:
            await self._reload()  # the row is gone, or another than the page shows

    @rx.event
    @handler_permission(_WRITE)
    def minta(self, tindakan: str, id_baris: str) -> None:
        """Ask before something is taken away, or a finding closed."""
        row = self._find(id_baris)
        visit = next((k for k in self.kunjungan if k.id == str(id_baris)), None)
        self._say("")
        if tindakan == "selesai" and row is not None:
            words = t("Nyatakan selesai")
            self._ask(Confirmation("selesai", row.id, t("Temuan selesai?"), row.uraian, words))
            self._versi = parse_id(row.versi) or 0
        elif tindakan == "temuan" and row is not None:
            judul, words = t("Hapus temuan?"), t("Hapus temuan")
            self._ask(Confirmation("temuan", row.id, judul, row.uraian, words, bahaya=True))
        elif tindakan == "kunjungan" and visit is not None:
            judul, words = t("Hapus kunjungan?"), t("Hapus kunjungan")
            self._ask(Confirmation("kunjungan", visit.id, judul, visit.judul, words, bahaya=True))

    @rx.event
    @handler_permission(_WRITE)
    async def lakukan(self) -> None:
        """Do what was asked about."""
        asked, number = self.tanya.tindakan, parse_id(self.tanya.id) or 0
        said = ""
        with refusals_shown(self):
            if asked == "selesai":
                await as_person(temuan.close_temuan, number, self._versi)
                said = t("Temuan dinyatakan selesai.")
            elif asked == "temuan":
                await as_person(temuan.remove_temuan, number)
                said = t("Temuan dihapus.")
            elif asked == "kunjungan":
                await as_person(kunjungan.remove_kunjungan, number)
                said = t("Kunjungan dihapus.")
        await self._after(said)
