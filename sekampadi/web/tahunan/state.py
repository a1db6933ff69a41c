"""The annual report that the address names: its parts, or the one that is open."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.periode import first_of_triwulan
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tahunan.bagian import DOKUMENTASI, CaraIsi
from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.i18n import t
from sekampadi.reports.build.tahunan.laporan import build_tahunan
from sekampadi.services.laporan.cakupan import WITH_UPT
from sekampadi.services.laporan.dashboard import load_pilihan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan, load_bahan
from sekampadi.services.tahunan.keadaan import load_keadaan_tahun
from sekampadi.services.tahunan.naskah import HalamanBagian, load_bagian
from sekampadi.services.tahunan.objek import READ, list_tahun, tell_bukan_penulis
from sekampadi.services.tahunan.saran import load_saran_tahun
from sekampadi.web.context import as_person, in_thread, logged_in, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.tahunan.bagian.tampilan import (
    TANPA,
    PratinjauTampil,
    SaranBuka,
    address_of,
    preview,
    show_bagian,
    show_saran,
    show_teks_saran,
    show_usulan,
)
from sekampadi.web.tahunan.foto.tampilan import show_foto, tell_foto
from sekampadi.web.tahunan.serah import load_serah
from sekampadi.web.tahunan.tampilan import TahunanTampil, show_laporan
from sekampadi.web.ui.states.tabel import Pilih, parse_id
from sekampadi.web.ui.states.tampilan import Tab


def usual_tahun() -> int:
    """Return the year whose report one comes for: until the first triwulan is over, the last one."""
    return (first_of_triwulan(runtime().today()) - timedelta(days=1)).year


def _preview(_: Runtime, bahan: BahanTahunan, kunci: str) -> PratinjauTampil:
    """Write what the program says in a part; nothing of one that is a person's alone."""
    b = bahan.tertulis(kunci)
    if b.bagian.cara not in {CaraIsi.TAMBAH, CaraIsi.GANTI}:
        return PratinjauTampil()
    report = build_tahunan(bahan, None, BentukTahunan.KEPUTUSAN)
    shown = preview(report, b.bagian.judul, b.isi)
    if b.bagian.cara is CaraIsi.GANTI and b.isi.kosong:
        return replace(shown, usulan=show_usulan(report, kunci))
    return shown


@state_permission(READ)
class TahunanState(rx.State):
    """What the page shows."""

    siap: bool = False
    galat: str = ""
    tampil: TahunanTampil = TahunanTampil()
    semua: str = ""  # the address of the report with none of its parts open
    pilihan_upp: list[Tab] = []
    pilihan_tahun: list[Pilih] = []
    _diminta: tuple[str, ...] = ()
    """What the address named when it was read last."""

    @rx.event
    async def muat(self) -> AsyncGenerator[None]:
        """Read the report, and the part of it, that the address names.

        What another address showed goes first: it would be used in the meantime as if it were this
        one's. Where a lost connection is back the address is the same, and what is typed stays.
        """
        asked = tuple(self._read_address().values())
        if asked != self._diminta:
            self.siap, self.galat, self.tampil = False, "", TahunanTampil()
            self.semua, self.pilihan_upp, self._diminta = "", [], asked
            yield
        await self._reload()

    @rx.event
    async def segarkan(self) -> None:
        """Read it again, because something of it has changed."""
        await self._reload()

    def _read_address(self) -> dict[str, str]:
        query = dict(self.router.url.query_parameters)
        names = ("upp", "tahun", "bagian", "versi", "unsur", "halaman")
        return {name: query.get(name, "")[:120] for name in names}

    async def _reload(self) -> None:
        asked = self._read_address()
        tahun = asked["tahun"] or str(usual_tahun())
        self.pilihan_tahun = [Pilih(str(y), str(y)) for y in list_tahun(runtime())]
        try:
            # The list of all parts says nothing of suggestions; counting them takes longest.
            saran = bool(asked["bagian"])
            bahan = await as_person(load_bahan, asked["upp"], tahun, saran=saran)
            self.tampil = await self._show(bahan, asked)
            self.galat, self.semua = "", address_of(bahan.objek.kode, bahan.objek.tahun)
            keadaan = await as_person(load_keadaan_tahun, asked["upp"], tahun)
            self.pilihan_tahun = [Pilih(str(y), f"{y} – {k.label}") for y, k in keadaan.items()]
            await self._offer(bahan)
        except DomainError as error:
            self.galat, self.tampil, self.pilihan_upp = error.message, TahunanTampil(), []
        self.siap = True

    async def _offer(self, bahan: BahanTahunan) -> None:
        """Offer the reports of all that one sees: of each UPP, and of the province."""
        rows = await as_person(load_pilihan)
        found = [
            Tab(row.kunci, row.nama, address_of(row.kunci, bahan.objek.tahun))
            for row in rows
            if not row.kunci.endswith(WITH_UPT)
        ]
        self.pilihan_upp = found if len(found) > 1 else []

    async def _show(self, bahan: BahanTahunan, asked: dict[str, str]) -> TahunanTampil:
        person = logged_in()
        unduh = person.may(Permission.LAPORAN_EXPORT)
        shown = show_laporan(bahan, kenapa=tell_bukan_penulis(person, bahan.objek), unduh=unduh)
        if not asked["bagian"]:
            return replace(shown, serah=await in_thread(load_serah, person, bahan))
        kode, tahun = bahan.objek.kode, bahan.objek.tahun
        seen = parse_id(asked["versi"]) or 0
        page: HalamanBagian = await as_person(
            load_bagian, kode, tahun, asked["bagian"], dilihat=seen
        )
        kunci = page.tertulis.bagian.kunci
        shown = replace(
            shown,
            buka=show_bagian(page, shown.bagian, await in_thread(_preview, bahan, kunci)),
        )
        if kunci == DOKUMENTASI:
            return replace(shown, foto=show_foto(bahan), foto_kata=tell_foto(bahan.foto))
        if kunci != "saran" or bahan.saran is None:
            return shown
        unsur = asked["unsur"]
        return replace(
            shown,
            saran=show_saran(bahan.saran, kode, str(tahun), unsur),
            saran_jumlah=t("{n} saran sepanjang tahun", n=bahan.saran.jumlah),
            saran_buka=await self._texts(kode, str(tahun), unsur, asked["halaman"]),
        )

    async def _texts(self, upp: str, tahun: str, unsur: str, halaman: str) -> list[SaranBuka]:
        if not unsur:
            return []
        number = parse_id(halaman) or 1
        about = "" if unsur == TANPA else unsur
        page = await as_person(load_saran_tahun, upp, tahun, unsur=about, halaman=number)
        judul = Unsur(about).nama if about in URUTAN else t("Saran yang tidak menyebut unsur")
        return [show_teks_saran(page, judul, (upp, tahun, unsur), number)]

    @rx.event
    def pilih_tahun(self, tahun: str) -> EventSpec:
        """Show the report of another year, and of it the part that is open."""
        bagian = self.tampil.buka.kunci
        return rx.redirect(address_of(self.tampil.upp, str(tahun), bagian=bagian))


def shows_report(page: TahunanState, rencana: str) -> bool:
    """Tell whether the address of a page, and what it shows, are of the report that a form names.

    No method of the state, or every browser could call it.

    Args:
        rencana: as :attr:`TahunanTampil.kunci` names it.
    """
    asked = page._read_address()
    _, kode, tahun = [*rencana.split("/"), "", ""][:3]
    return (
        bool(rencana)
        and rencana == page.tampil.kunci
        and asked["upp"] in {"", kode}
        and asked["tahun"] in {"", tahun}
    )
