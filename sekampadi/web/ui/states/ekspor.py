"""The Excel file of a table: the page asks for it, follows it, and lets the browser fetch it."""

import asyncio
import time
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import format_angka, t
from sekampadi.services.akun.sesi import find_principal
from sekampadi.services.tabel import ekspor
from sekampadi.web.commands import Command, tell_page
from sekampadi.web.context import as_person, in_thread
from sekampadi.web.guard import session_token
from sekampadi.web.reflex_seam.events import Event
from sekampadi.web.ui.states.tabel import TabelMixin

LOOK_EVERY = 0.4
"""Seconds between two looks at how far a file is."""
LOOK_FOR = 15 * 60
"""Seconds after which nobody waits for a file any more."""


class EksporMixin(TabelMixin, mixin=True):
    """A table that may be taken away as a file."""

    ekspor_jalan: bool = False
    ekspor_persen: int = 0
    ekspor_teks: str = ""
    ekspor_tautan: str = ""
    _ekspor_id: str = ""

    @rx.event
    async def unduh_excel(self) -> Any:
        """Have the Excel file of what is filtered made, and show how far it is."""
        self.ekspor_tautan = ""
        try:
            self._ekspor_id = await as_person(ekspor.start_ekspor, self._table(), self._given())
        except DomainError as error:
            self.ekspor_jalan, self.ekspor_teks = False, error.message
            return None
        self.ekspor_jalan, self.ekspor_persen = True, 0
        self.ekspor_teks = t("Menyiapkan berkas Excel …")
        follow: Any = type(self).tunggu_ekspor
        return follow()

    @rx.event(background=True)
    async def tunggu_ekspor(self) -> Event | None:
        """Follow the file until it is there, then let the browser fetch it."""
        async with self:
            name, secret = self._ekspor_id, session_token(self)
        deadline = time.monotonic() + LOOK_FOR
        while name and time.monotonic() < deadline:
            principal = await in_thread(find_principal, secret)
            try:
                state = await in_thread(ekspor.read_ekspor, principal, name)
            except DomainError as error:
                async with self:
                    self.ekspor_jalan, self.ekspor_teks = False, error.message
                return None
            async with self:
                if self._ekspor_id != name:
                    return None
                self._show_ekspor(state)
            if state.finished:
                break
            await asyncio.sleep(LOOK_EVERY)
        if not self.ekspor_tautan:
            return None
        return tell_page(Command.FETCH, self.ekspor_tautan)

    def _show_ekspor(self, state: ekspor.Ekspor) -> None:
        done, total = format_angka(state.selesai), format_angka(state.total)
        self.ekspor_jalan = not state.finished
        self.ekspor_persen = 100 * state.selesai // state.total if state.total else 0
        if state.status == "siap":
            self.ekspor_tautan = f"/unduh/ekspor/{state.id}.xlsx"
            self.ekspor_teks = t("Berkas Excel siap: {n} baris.", n=done)
        elif state.status == "gagal":
            self.ekspor_teks = state.pesan
        elif state.status == "jalan":
            self.ekspor_teks = t("Menulis {a} dari {b} baris …", a=done, b=total)
        else:
            self.ekspor_teks = t("Menunggu giliran …")
