"""PEKPPP: the UPP and year that the address names, or all UPP of a year."""

from datetime import timedelta

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.laporan.pelaksanaan import TAHUN_MIN
from sekampadi.domain.periode import first_of_triwulan
from sekampadi.domain.teks import write_address
from sekampadi.services.pengajuan.pekppp.pekppp import READ, load_daftar_pekppp, load_pekppp
from sekampadi.web.context import as_person, logged_in, runtime
from sekampadi.web.declare import state_permission
from sekampadi.web.pengajuan.pekppp.tampilan import PATH, PekpppTampil, show_daftar, show_lembar
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.tabel import Pilih, parse_id


@state_permission(READ)
class PekpppState(rx.State):
    """What the page shows."""

    tampil: PekpppTampil = PekpppTampil()

    @rx.event
    async def muat(self) -> None:
        """Read what the address names; without an UPP, all of them for who sees several."""
        query, person, today = self.router.url.query_parameters, logged_in(), runtime().today()
        # Until the first triwulan is over, the year of the last one.
        usual = (first_of_triwulan(today) - timedelta(days=1)).year
        given = query.get("tahun", "")
        tahun = (parse_id(given) or 0) if given else usual
        years = [Pilih(str(y), str(y)) for y in range(today.year, TAHUN_MIN - 1, -1)]
        upp = query.get("upp", "")
        try:
            if upp or person.scope.is_one_upp:
                lembar = await as_person(load_pekppp, upp, tahun)
                unduh = person.may(Permission.LAPORAN_EXPORT)
                self.tampil = show_lembar(lembar, years, unduh=unduh)
            else:
                daftar = await as_person(load_daftar_pekppp, tahun)
                self.tampil = show_daftar(daftar, query.get("urut", ""), years)
        except DomainError as error:
            self.tampil = PekpppTampil(galat=error.message)

    @rx.event
    def pilih_upp(self, kode: str) -> EventSpec:
        """Show another UPP, or all of them."""
        return rx.redirect(write_address(PATH, upp=str(kode), tahun=self.tampil.tahun))

    @rx.event
    def pilih_tahun(self, tahun: str) -> EventSpec:
        """Show another year."""
        return rx.redirect(write_address(PATH, upp=self.tampil.upp, tahun=str(tahun)))
