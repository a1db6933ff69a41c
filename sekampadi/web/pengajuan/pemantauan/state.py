"""Monitoring of all UPP: the triwulan and the part that the address names."""

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.kunjungan import StatusTemuan
from sekampadi.domain.teks import write_address
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.pemantauan import notes_of
from sekampadi.services.pengajuan.pemantauan.pemantauan import (
    Pemantauan,
    load_pemantauan,
    load_temuan_semua,
)
from sekampadi.web.context import as_person, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.pengajuan.pemantauan.tampilan import (
    BarisPantau,
    TemuanTampil,
    offer_triwulan,
    show_baris,
    show_jumlah,
    show_temuan,
)
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.tabel import Pilih

_URUT = (StatusTemuan.LEWAT, StatusTemuan.TERBUKA, StatusTemuan.DIJAWAB, StatusTemuan.SELESAI)


@state_permission(Permission.PEMANTAUAN_READ)
class PemantauanState(rx.State):
    """The UPP that a person sees."""

    triwulan: str = ""
    bagian: str = ""
    pilihan: list[Pilih] = []
    ringkas: str = ""
    baris: list[BarisPantau] = []
    jumlah: BarisPantau = BarisPantau()
    catatan: list[str] = []
    temuan: list[TemuanTampil] = []
    galat: str = ""

    @rx.event
    async def muat(self) -> None:
        """Read what the address names."""
        query = dict(self.router.url.query_parameters)
        self.bagian = "temuan" if query.get("bagian") == "temuan" else ""
        self.pilihan = offer_triwulan(runtime().today())
        self.galat, self.baris, self.temuan, self.catatan = "", [], [], []
        self.ringkas, self.jumlah = "", BarisPantau()
        asked = Triwulan.parse(query.get("triwulan", ""))
        self.triwulan = (asked or Triwulan.of(runtime().today())).kunci
        if self.bagian:
            await self._show_temuan()
            return
        try:
            self._show(await as_person(load_pemantauan, asked))
        except DomainError as error:
            self.galat = error.message

    def _show(self, found: Pemantauan) -> None:
        self.ringkas = t(
            "{a} dari {b} UPP perlu perhatian.",
            a=format_angka(found.perlu),
            b=format_angka(len(found.baris)),
        )
        self.baris = [show_baris(b, found) for b in found.baris]
        self.jumlah = show_jumlah(found)
        self.catatan = list(notes_of(found))

    async def _show_temuan(self) -> None:
        rows = [(f, v.upp) for v in await as_person(load_temuan_semua) for f in v.temuan]
        rows.sort(key=lambda x: (_URUT.index(x[0].status), str(x[0].target or "9"), x[1].nama))
        done = sum(not f.status.terbuka for f, _ in rows)
        self.temuan = [show_temuan(f, u.nama, u.kode) for f, u in rows if f.status.terbuka]
        self.ringkas = t(
            "{a} temuan terbuka, {b} di antaranya lewat target; {c} sudah selesai.",
            a=format_angka(len(rows) - done),
            b=format_angka(sum(f.status is StatusTemuan.LEWAT for f, _ in rows)),
            c=format_angka(done),
        )

    @rx.event
    def pilih_triwulan(self, kunci: str) -> EventSpec | None:
        """Show another triwulan."""
        triwulan = Triwulan.parse(kunci)
        if triwulan is None:
            return None
        return rx.redirect(write_address("/admin/pemantauan", triwulan=triwulan.kunci))
