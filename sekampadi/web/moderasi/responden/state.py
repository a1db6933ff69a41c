"""Responden: who answered, as a pie for each grouping and a list."""

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.services.moderasi.jawaban import TABLE_RESPONDEN, load_kelompok
from sekampadi.services.tabel.tabel import TableSource
from sekampadi.web.context import as_person
from sekampadi.web.declare import state_permission
from sekampadi.web.laporan.figur import Grafik, show_grafik
from sekampadi.web.ui.states.ekspor import EksporMixin


@state_permission(Permission.JAWABAN_READ)
class RespondenState(EksporMixin, rx.State):
    """The table of respondents."""

    grafik: list[Grafik] = []

    def _table(self) -> TableSource:
        return TABLE_RESPONDEN

    @rx.event
    async def muat(self) -> None:
        """Read the pies and the page of the table that the address names."""
        given = dict(self.router.url.query_parameters)
        self._say("")
        self.ekspor_teks = ""
        try:
            rekap = await as_person(load_kelompok, given)
        except DomainError:
            rekap = None  # the table says what is wrong
        self.grafik = show_grafik(rekap.groups) if rekap is not None else []
        await self._reload(given)
