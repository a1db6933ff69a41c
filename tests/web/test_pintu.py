"""The doors of the event channel, each by itself: who may connect, and whose event is heard."""

from types import SimpleNamespace
from typing import Any

import pytest
import reflex as rx
from sqlmodel import select

from sekampadi.db.models import Operator
from sekampadi.domain.izin import Permission, Role
from sekampadi.services.akun.sesi import find_principal, issue_ticket, mark_of, redeem_ticket
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web import guard as guard_module
from sekampadi.web.binding import Bindings
from sekampadi.web.commands import Command
from sekampadi.web.context import current_principal, use_runtime
from sekampadi.web.declare import permission_of
from sekampadi.web.guard import Guard
from sekampadi.web.laporan.dashboard.state import DashboardState
from sekampadi.web.live import Hub
from sekampadi.web.master.operator.state import OperatorState
from sekampadi.web.reflex_seam.sockets import Handshake
from sekampadi.web.tabs import Tabs
from tests import factories

NAME = "11111111-1111-4111-8111-111111111111"
TAB = f"{NAME}.tanda"


@pytest.mark.parametrize(
    ("tokens", "origin", "reason"),
    [
        ([NAME], "http://localhost:3000", ""),
        ([NAME], None, ""),  # programs and tests say none
        ([NAME], "http://localhost:3001", "origin"),
        ([NAME], "http://jahat.example", "origin"),
        ([NAME], "http://localhost:3000.jahat.example", "origin"),
        ([NAME], "null", "origin"),
        ([NAME], "http://[", "origin"),
        ([NAME], "http://[::1", "origin"),
        ([NAME], "//", "origin"),
        ([NAME], "http://localhost:3000@x", "origin"),
        ([], "http://localhost:3000", "token"),
        ([NAME, NAME], "http://localhost:3000", "token"),
        ([TAB], "http://localhost:3000", "token"),
        ([f"{NAME}\n"], "http://localhost:3000", "token"),
        (["x"], "http://localhost:3000", "token"),
    ],
)
def test_a_socket_is_refused(tokens: list[str], origin: str | None, reason: str) -> None:
    app: Any = SimpleNamespace()
    hub = Hub()
    door = Tabs(app, hub, Bindings(app, hub))
    assert door.refuses(Handshake(tokens, "", origin, "localhost:3000")) == reason


def _registered(state: Any, handler: str) -> Any:
    return SimpleNamespace(handler=state.event_handlers[handler], states=(state,))


@pytest.fixture
def entered(rt: Runtime, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a guard before the tab of who reads reports and manages no accounts."""
    use_runtime(rt)
    factories.make_operator(rt, "pimpinan", Role.PIMPINAN)
    secret, _ = redeem_ticket(rt, issue_ticket(rt, "pimpinan", factories.PASSWORD))
    principal = find_principal(rt, secret)
    assert principal is not None
    monkeypatch.setattr(guard_module, "current_tab", lambda: TAB)
    app: Any = SimpleNamespace()
    hub = Hub()
    bindings = Bindings(app, hub)
    guard = Guard(hub, bindings, frozenset())
    state: Any = rx.State(_reflex_internal_init=True)

    async def told(asked: Any, handler: str) -> tuple[Any, ...]:
        answer = await guard.ask(state, f"x.{handler}", _registered(asked, handler))
        if answer is None:
            return ()
        [event] = answer.events
        assert event.payload["value"]["name"] == Command.DENIED
        return tuple(event.payload["value"]["words"])

    def enter() -> None:
        bindings.bind("sid", TAB, (secret, mark_of(secret, principal)))

    return SimpleNamespace(told=told, enter=enter)


async def test_the_guard_denies_whoever_has_no_right(entered: Any) -> None:
    assert permission_of(_registered(OperatorState, "muat")) is Permission.OPERATOR_MANAGE
    assert await entered.told(DashboardState, "muat") == ("sesi.required", "x.muat", False)
    entered.enter()
    assert await entered.told(DashboardState, "muat") == ()
    person = current_principal()
    assert person is not None
    assert person.username == "pimpinan"
    assert await entered.told(OperatorState, "muat") == ("izin.denied", "x.muat", False)
    assert current_principal() is None


async def test_a_tab_is_nobodys_once_its_login_has_other_rights(entered: Any, rt: Runtime) -> None:
    entered.enter()
    assert await entered.told(DashboardState, "muat") == ()
    with rt.writing() as session:
        [operator] = session.exec(select(Operator)).all()
        operator.role = Role.KABAG_TATALAKSANA
        session.add(operator)
    assert await entered.told(DashboardState, "muat") == ("sesi.required", "x.muat", False)
