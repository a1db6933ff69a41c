"""What a tab begins with is sent to it, and not kept for it."""

from collections.abc import Iterator
from typing import Any

import pytest
import reflex as rx
from reflex.state import BaseState
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import json_dumps

import sekampadi.web.routes  # noqa: F401 - all pages, and so all states
from sekampadi.domain.izin import Permission
from sekampadi.web.akun.sesi.state import LoginState
from sekampadi.web.declare import state_permission
from sekampadi.web.laporan.dashboard.state import DashboardState
from sekampadi.web.reflex_seam import states


@pytest.fixture(autouse=True)
def everybody_receives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Withhold nothing: let each tab belong to a login."""

    class Everybody:
        def owns(self, tab: str) -> bool:
            return True

    monkeypatch.setattr("sekampadi.web.binding._bindings", [Everybody()])


@pytest.fixture
def apart() -> Iterator[None]:
    """Let states of a test be none of the app's."""
    with RegistrationContext.ensure_context().fork():
        yield


def tab() -> BaseState:
    return rx.State(_reflex_internal_init=True)


def ours(root: BaseState) -> Iterator[BaseState]:
    found = [s for s in root.substates.values() if type(s).__module__.startswith("sekampadi.")]
    assert len(found) > 25
    yield from found


def held(state: BaseState) -> set[str]:
    return set(state.base_vars) & set(vars(state))


def test_a_hydration_says_what_reflex_would_and_leaves_nothing_in_the_tab() -> None:
    for ready, plain in zip(ours(tab()), ours(tab()), strict=True):
        ready._reset_client_storage()
        BaseState._reset_client_storage(plain)
        kept = held(ready)
        assert kept == held(plain)  # what the browser keeps, and only that
        said = ready.dict()
        assert json_dumps(said) == json_dumps(BaseState.dict(plain))
        assert said[ready.get_full_name()]
        assert held(ready) == kept


def test_what_was_changed_is_sent_as_it_is_now_and_to_nobody_else() -> None:
    root, other = tab(), tab()
    page, strange = (
        r.get_substate(DashboardState.get_full_name().split(".")) for r in (root, other)
    )
    before = json_dumps(strange.dict())
    page.kunci = "upp-a"
    page.pilihan.append("lain")
    sent: Any = page.dict()[page.get_full_name()]
    names = {k.partition("_rx_")[0]: v for k, v in sent.items()}
    assert (names["kunci"], names["pilihan"], names["upp_kode"]) == ("upp-a", ["lain"], "")
    assert json_dumps(strange.dict()) == before
    page.reset()
    assert json_dumps(page.dict()) == before


@pytest.mark.usefixtures("apart")
def test_what_the_browser_keeps_is_still_reset() -> None:
    class Diingat(rx.State):
        nama: str = rx.LocalStorage("awal")
        lain: str = "awal"

    states.hand_on_beginnings(Diingat)
    page: Any = Diingat(_reflex_internal_init=True)
    page.nama = page.lain = "lain"
    page._reset_client_storage()
    assert (page.nama, page.lain) == ("awal", "lain")


@pytest.mark.usefixtures("apart")
def test_a_computed_variable_is_refused() -> None:
    with pytest.raises(TypeError, match="computed"):

        @state_permission(Permission.PUBLIC)
        class Dihitung(rx.State):
            @rx.var
            def nama(self) -> str:
                return "x"


def test_the_first_values_of_the_build_are_left_to_reflex() -> None:
    page = tab().get_substate(LoginState.get_full_name().split("."))
    assert page.dict(initial=True) == BaseState.dict(page, initial=True)
