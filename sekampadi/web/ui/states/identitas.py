"""Under whose name every page stands."""

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.services.sistem.pengaturan import load_identitas, peek_identitas
from sekampadi.web.context import in_thread, runtime
from sekampadi.web.declare import loads_at_once, state_permission


@state_permission(Permission.PUBLIC)
class IdentitasState(rx.State):
    """The names of the government; the pages are built without them, so one build serves all."""

    daerah: str = ""
    pengelola: str = ""
    lapor: str = ""

    @rx.event
    @loads_at_once
    async def muat(self) -> None:
        """Show the names; they are kept in the process and cost no read."""
        identitas = peek_identitas(runtime())
        if identitas is None:
            identitas = await in_thread(load_identitas)
        for name in ("daerah", "pengelola", "lapor"):
            if getattr(self, name) != (known := getattr(identitas, name)):
                setattr(self, name, known)
