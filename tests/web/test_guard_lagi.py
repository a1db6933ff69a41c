"""The guard asked again for what the same event loads: who is behind it is known, and may be gone by then."""

from types import SimpleNamespace
from typing import Any

import pytest
import reflex as rx

from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import (
    end_session,
    find_principal,
    issue_ticket,
    mark_of,
    redeem_ticket,
)
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web import guard as guard_module
from sekampadi.web.binding import Bindings
from sekampadi.web.context import current_principal, use_runtime
from sekampadi.web.guard import Guard
from sekampadi.web.laporan.dashboard.state import DashboardState
from sekampadi.web.layar.state import LayarState
from sekampadi.web.live import Hub
from sekampadi.web.routes import ROUTES
from sekampadi.web.ui.states.identitas import IdentitasState
from tests import factories

TAB = "11111111-1111-4111-8111-111111111111.tanda"
NAME = "dashboard.muat"


@pytest.fixture
def asked(rt: Runtime, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what asks for the dashboard in the tab of a leader, whose session can be ended."""
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
    handler = DashboardState.event_handlers["muat"]
    registered: Any = SimpleNamespace(handler=handler, states=(DashboardState,))
    state: Any = rx.State(_reflex_internal_init=True)

    async def ask(*, again: bool) -> bool:
        return await guard.ask(state, NAME, registered, again=again) is None

    async def bind() -> None:
        bindings.bind("sid", TAB, (secret, mark_of(secret, principal)))

    def end() -> None:
        end_session(rt, secret)

    return SimpleNamespace(ask=ask, bind=bind, end=end, bindings=bindings)


async def test_who_is_known_is_not_asked_for_twice(asked: Any) -> None:
    await asked.bind()
    assert await asked.ask(again=False)
    asked.end()
    assert await asked.ask(again=True), "a moment ago the session stood"
    person = current_principal()
    assert person is not None
    assert person.username == "pimpinan"
    assert not await asked.ask(again=False), (
        "the next event looks, a page that is opened first of all"
    )
    assert not await asked.ask(again=True), "and what it loads is of nobody"
    assert current_principal() is None


async def test_a_tab_that_was_taken_from_its_login_is_nobody_s_at_once(asked: Any) -> None:
    await asked.bind()
    assert await asked.ask(again=False)
    asked.end()
    del asked.bindings._logins[TAB]  # as a look at the ended logins does
    assert not await asked.ask(again=True)
    assert current_principal() is None


async def test_what_is_known_grows_old(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    await asked.bind()
    assert await asked.ask(again=False)
    asked.end()
    monkeypatch.setattr(guard_module, "KNOWN", 0.0)
    assert not await asked.ask(again=True)


async def test_who_is_known_in_one_tab_is_not_known_in_another(
    asked: Any, rt: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asked.bind()
    assert await asked.ask(again=False)
    other = "22222222-2222-4222-8222-222222222222.lain"
    factories.make_operator(rt, "tim", Role.ADMIN_PEMPROV)
    secret, _ = redeem_ticket(rt, issue_ticket(rt, "tim", factories.PASSWORD))
    principal = find_principal(rt, secret)
    assert principal is not None
    asked.bindings.bind("sid-2", other, (secret, mark_of(secret, principal)))
    monkeypatch.setattr(guard_module, "current_tab", lambda: other)
    assert await asked.ask(again=True)
    person = current_principal()
    assert person is not None
    assert person.username == "tim"


def test_a_dashboard_is_loaded_by_one_event(asked: Any) -> None:
    """Hundreds of them come back at once, when a process has died (decision 72)."""
    bindings = asked.bindings
    guard = Guard(Hub(), bindings, frozenset())
    bindings.owns = lambda _tab: True  # of a login
    shown = [route for route in ROUTES if route.path in {"/admin", "/admin/layar"}]
    assert len(shown) == 2
    handlers = [IdentitasState.muat, *(h for route in shown for h in route.on_load)]
    handlers += [DashboardState.muat, DashboardState.pantau, LayarState.pantau]  # what follows
    for handler in handlers:
        registered: Any = SimpleNamespace(handler=handler, states=(DashboardState,))
        assert guard.opens(registered), handler.fn.__qualname__
