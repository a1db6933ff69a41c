"""What is opened over the report that a page shows: it closes when the page shows another one."""

import reflex as rx

from sekampadi.web.tahunan.state import TahunanState
from sekampadi.web.ui.states.versi import VersiMixin


class TerbukaMixin(VersiMixin, mixin=True):
    """A form, or a question, of one report."""

    _at: tuple[str, str] = ("", "")
    """The report it was opened over: kode of the UPP, and year."""

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close()
        self._say("")

    @rx.event
    async def ikuti(self) -> None:
        """Close what is open of another report than the page shows."""
        page = await self.get_state(TahunanState)
        if self._at != (page.tampil.upp, page.tampil.tahun):
            self._close()
            self._say("")
