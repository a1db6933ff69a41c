"""Rights declared in the pages: what each state, handler and page says, role by role.

What each may is written by hand in ``tests/hak_akses.toml``. That the guard asks for what is
declared is seen over a real socket in ``tests/e2e/test_guard_walk.py``; this needs no server.
"""

from collections.abc import Iterator

import pytest
import reflex as rx
from reflex.state import BaseState
from reflex_base.registry import RegisteredEventHandler

from sekampadi.domain.izin import PROVINSI, Permission, Principal, Role, may
from sekampadi.web.declare import permission_of
from sekampadi.web.routes import ROUTES
from tests.hak_akses import handler_rights, page_rights, short_name, wall_rights


def _person(role: Role | None) -> Principal | None:
    return None if role is None else Principal(1, "seseorang", role, None, "", PROVINSI)


def _states(state: type[BaseState] = rx.State) -> Iterator[type[BaseState]]:
    yield state
    for below in state.get_substates():
        yield from _states(below)


def _declared() -> dict[tuple[str, str], Permission | None]:
    return {
        short_name(f"{state.get_full_name()}.{name}"): permission_of(
            RegisteredEventHandler(handler=handler, states=(state,))
        )
        for state in _states()
        if state is rx.State or state.__module__.startswith(("sekampadi.", "reflex."))
        for name, handler in state.event_handlers.items()
    }


@pytest.mark.parametrize("role", [None, *Role])
def test_role_by_handler(role: Role | None) -> None:
    declared, rights, name = _declared(), handler_rights(), role.value if role else ""
    assert len(declared) > 200
    wrong = [
        f"{'.'.join(key)} says {permission}"
        for key, permission in declared.items()
        if (permission is not None and may(_person(role), permission)) != (name in rights[key])
    ]
    assert wrong == []


@pytest.mark.parametrize("role", [None, *Role])
def test_role_by_page(role: Role | None) -> None:
    name = role.value if role else ""
    opened = {route.path for route in ROUTES if may(_person(role), route.permission)}
    assert opened == {path for path, roles in page_rights().items() if name in roles}


@pytest.mark.parametrize("role", [Role.PIMPINAN, Role.PIMPINAN_UPP])
def test_a_wall_by_handler_and_page(role: Role) -> None:
    """Whatever its role says it shows, a connected wall may open the leaders' screen and nothing else."""
    wall = Principal(0, "Lobi", role, None, "", PROVINSI, layar_id=1)
    public = {key for key, roles in handler_rights().items() if "" in roles}
    let_in = {key for key, p in _declared().items() if p is not None and may(wall, p)}
    assert {".".join(key) for key in let_in - public} == wall_rights("handler")
    opened = {route.path for route in ROUTES if may(wall, route.permission)}
    open_to_all = {path for path, roles in page_rights().items() if "" in roles}
    assert opened - open_to_all == wall_rights("halaman")
