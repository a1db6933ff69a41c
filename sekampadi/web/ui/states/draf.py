"""What every form has whose typing is kept as a draft by ``assets/tindak-lanjut.js``.

The browser keeps what is typed at once, and sends it here a second after the last key
(``simpan_draf``); it opens the form again after the server, or the page, was away (``buka_lagi``).
How such a form is drawn is in ``sekampadi/web/ui/draf.py``. A state that uses this declares its
handlers itself: who may write is different for each.
"""

import secrets
from collections.abc import Awaitable
from datetime import datetime
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t
from sekampadi.web.commands import Command, tell_page
from sekampadi.web.ui.states.formulir import FormulirMixin
from sekampadi.web.ui.states.tabel import parse_id
from sekampadi.web.ui.states.tampilan import jam


def as_record(data: object) -> dict[str, Any]:
    """Return what the script sends of a form; a browser may send anything."""
    return {str(k): v for k, v in data.items()} if isinstance(data, dict) else {}


class DrafMixin(FormulirMixin, mixin=True):
    """The form that is open. All it takes to save goes with it, so that it outlives the server.

    ``objek`` names the form, and its draft, within ``rencana``: the plan, dossier or report.
    ``versi`` is what the form changes, ``dasar`` what else tells whether that has changed.
    """

    objek: str = ""
    rencana: str = ""
    versi: int = 0
    dasar: str = ""
    tiket: str = ""
    draf_pada: str = ""
    ada_draf: bool = False
    _sudah: str = ""
    """The ticket of the form that was saved last: a second press saves nothing."""

    @rx.event
    def masuk(self) -> None:
        """Begin with nothing open; see :mod:`sekampadi.web.ui.states.formulir`."""
        self._close_all()
        self._say("")

    def _close_all(self) -> None:
        self._close()
        self.objek = self.draf_pada = ""
        self.ada_draf = False

    def _on(self, versi: int) -> None:
        """Let the form that was just opened change this version, under a ticket of its own."""
        self.versi, self.tiket = versi, secrets.token_hex(8)

    def _tell_draf(self, pada: datetime | None) -> None:
        """Say since when there is a draft of the form; None for none."""
        self.draf_pada, self.ada_draf = jam(pada) if pada else "", pada is not None

    def _is_saved(self, tiket: object) -> bool:
        """Tell whether a form is the one that was saved last."""
        return bool(self._sudah) and tiket == self._sudah

    async def _open(self, objek: str, rencana: str, *, fresh: bool = False) -> bool:
        """Open a form; tell whether the person may write it. Each state says how.

        Args:
            fresh: with what is saved, also where there is a draft.

        Raises:
            DomainError: what the use cases raise.
        """
        raise NotImplementedError

    async def _try_open(self, objek: object, rencana: object) -> Any:
        """Open a form, or say why not; then the browser forgets that it had it open."""
        try:
            if await self._open(str(objek), str(rencana)):
                return None
        except DomainError as error:
            self._close_all()
            self._say("", gagal=error.message)
        return tell_page(Command.DRAF_FORGET)

    async def _try_open_again(self, data: object) -> Any:
        """Open the form that a browser had open, as it names it."""
        record = as_record(data)
        return await self._try_open(record.get("objek", ""), record.get("rencana", ""))

    async def _keep(self, record: dict[str, Any], objek: str, kept: Awaitable[datetime]) -> Any:
        """Tell the browser whether its draft is kept, and since when.

        Args:
            record: as the browser sent it.
            kept: keeps it, and returns the moment.
        """
        rencana = str(record.get("rencana", ""))
        try:
            words, done = t("Draf disimpan {jam}", jam=jam(await kept)[-5:]), True
            self.ada_draf = self.ada_draf or (objek, rencana) == (self.objek, self.rencana)
        except DomainError as error:
            words, done = error.message, False
        ke = parse_id(record.get("ke")) or 0
        return tell_page(Command.DRAF_KEPT, objek, ke, words, done)

    def _end(self, words: str, shown: Any) -> Any:
        """Close the form because it is done with; the browser forgets what was typed.

        Args:
            words: what is said.
            shown: the event that shows the page anew.
        """
        self._sudah, objek = self.tiket, self.objek
        self._close_all()
        self._say(words)
        return [tell_page(Command.DRAF_DONE, objek), shown]
