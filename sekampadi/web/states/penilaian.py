"""Penilaian: the answers, and what a moderator does with them."""

from collections.abc import Sequence

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.moderasi import Status, Tanda, Tindakan
from sekampadi.i18n import format_angka, t
from sekampadi.services import moderasi
from sekampadi.services.jawaban import TABLE_PENILAIAN, load_layanan_tujuan
from sekampadi.services.moderasi import HasilModerasi
from sekampadi.services.tabel import Table, TableRow, TableView
from sekampadi.web.context import current_principal, in_thread
from sekampadi.web.declare import handler_permission, state_permission
from sekampadi.web.states.tabel import BarisTabel, Pilih, TabelMixin, parse_id

_JUDUL = {
    Tindakan.HAPUS: t("Hapus {n} jawaban dari semua angka"),
    Tindakan.PULIHKAN: t("Pulihkan {n} jawaban ke semua angka"),
    Tindakan.PINDAH: t("Pindahkan {n} jawaban ke layanan lain"),
}
_SELESAI = {
    Tindakan.HAPUS: t("{n} jawaban dihapus. Angka sudah dihitung ulang."),
    Tindakan.PULIHKAN: t("{n} jawaban dipulihkan. Angka sudah dihitung ulang."),
    Tindakan.PINDAH: t("{n} jawaban dipindahkan. Angka sudah dihitung ulang."),
    Tindakan.TINJAU: t("{n} jawaban ditandai sudah ditinjau."),
}

_QUOTED = 160
"""Characters of a suggestion that say which answer is meant."""


@state_permission(Permission.JAWABAN_READ)
class PenilaianState(TabelMixin, rx.State):
    """The table of answers, and the act that is being asked for."""

    dihapus: bool = False
    tindakan: str = ""
    judul_tindakan: str = ""
    rincian_tindakan: str = ""
    galat_tindakan: str = ""
    layanan_tujuan: list[Pilih] = []
    _sasaran: list[int] = []

    def _table(self) -> Table:
        return TABLE_PENILAIAN

    def _row(self, row: TableRow, nomor: int) -> BarisTabel:
        shown = super()._row(row, nomor)
        bits = 0 if row.values["ditinjau"] else int(row.values["tanda"])
        extra = {
            "skor_umum": str(row.values["umum"]),
            "tanda": "; ".join(Tanda(bits).alasan),
        }
        return BarisTabel(shown.id, shown.nomor, shown.sel | extra)

    def _show(self, view: TableView) -> None:
        super()._show(view)
        self.dihapus = self.saring.get("status") == Status.DIHAPUS.value

    @rx.event
    async def muat(self) -> None:
        """Read the page of the table that the address names."""
        self._say("")
        self.ekspor_teks = ""
        self._close()
        await self._reload(dict(self.router.url.query_parameters))

    def _close(self) -> None:
        self.tindakan = self.galat_tindakan = self.rincian_tindakan = ""
        self._sasaran = []

    def _describe(self, ids: Sequence[int]) -> str:
        """Say which answers an act is for, so that a slip of the line is seen before it happens."""
        rows = [b for b in self.baris if int(b.id) in ids]
        if len(rows) != 1:
            return t("Baris {nomor}", nomor=", ".join(f"#{b.nomor}" for b in rows))
        [row] = rows
        text = t(
            "Baris #{nomor}: {tanggal}, {upp}, {layanan}",
            nomor=row.nomor,
            **{k: row.sel[k] for k in ("tanggal", "upp", "layanan")},
        )
        saran = row.sel["saran"]
        short = saran if len(saran) <= _QUOTED else saran[:_QUOTED].rstrip() + " …"
        return f"{text}. “{short}”" if saran else text + "."

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    async def minta(self, tindakan: str, id_baris: str) -> None:
        """Ask for the reason of an act.

        Args:
            tindakan: what is to be done.
            id_baris: the answer; empty for all that are selected.
        """
        ids = [parse_id(i) for i in ([id_baris] if id_baris else self.terpilih)]
        self._sasaran = [i for i in ids if i is not None]
        if str(tindakan) not in {x.value for x in _JUDUL} or not self._sasaran:
            return
        wanted = Tindakan(str(tindakan))
        self._say("")
        self.galat_tindakan = ""
        self.rincian_tindakan = self._describe(self._sasaran)
        self.judul_tindakan = _JUDUL[wanted].format(n=format_angka(len(self._sasaran)))
        if wanted is Tindakan.PINDAH:
            options = await in_thread(load_layanan_tujuan, current_principal())
            self.layanan_tujuan = [Pilih(o.value, o.label) for o in options]
        self.tindakan = wanted.value

    @rx.event
    def batal(self) -> None:
        """Do nothing after all."""
        self._close()

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    async def kerjakan(self, data: dict[str, str]) -> None:
        """Do what was asked for.

        Args:
            data: the fields ``alasan`` and, for a move, ``layanan``.
        """
        data = data if isinstance(data, dict) else {}
        if self.tindakan not in {x.value for x in _JUDUL}:
            return
        wanted, person, ids = Tindakan(self.tindakan), current_principal(), list(self._sasaran)
        alasan, layanan = data.get("alasan"), str(data.get("layanan") or "")
        try:
            if wanted is Tindakan.HAPUS:
                done = await in_thread(moderasi.remove, person, ids, alasan)
            elif wanted is Tindakan.PULIHKAN:
                done = await in_thread(moderasi.restore, person, ids, alasan)
            else:
                done = await in_thread(moderasi.move, person, ids, layanan, alasan)
        except DomainError as error:
            self.galat_tindakan = error.message
            return
        self._close()
        await self._finish(wanted, done)

    @rx.event
    @handler_permission(Permission.JAWABAN_MODERATE)
    async def tinjau(self, id_baris: str) -> None:
        """Say that marked answers are all right.

        Args:
            id_baris: the answer; empty for all that are selected.
        """
        ids: Sequence[int | None] = [
            parse_id(i) for i in ([id_baris] if id_baris else self.terpilih)
        ]
        try:
            done = await in_thread(
                moderasi.review, current_principal(), [i for i in ids if i is not None]
            )
        except DomainError as error:
            await self._reload()
            self._say("", gagal=error.message)
            return
        await self._finish(Tindakan.TINJAU, done)

    async def _finish(self, tindakan: Tindakan, done: HasilModerasi) -> None:
        await self._reload()
        skipped = format_angka(done.dilewati)
        if not done.diubah:
            self._say(t("Tidak ada yang berubah: {n} jawaban sudah demikian.", n=skipped))
            return
        words = _SELESAI[tindakan].format(n=format_angka(done.diubah))
        if done.dilewati:
            words += " " + t("{n} lainnya sudah demikian sebelumnya.", n=skipped)
        self._say(words)
