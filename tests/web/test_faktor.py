"""The second factor in states and guard: what they send, keep, and let through."""

import json
import pickle
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import reflex as rx
from reflex.state import BaseState

from sekampadi.domain.faktor import code_at
from sekampadi.domain.izin import Role
from sekampadi.services.akun.coba_masuk import AsalMasuk
from sekampadi.services.akun.faktor import load_faktor, reset_faktor_as_system
from sekampadi.services.akun.sesi import (
    find_principal,
    issue_ticket,
    mark_of,
    redeem_ticket,
)
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web import guard as guard_module
from sekampadi.web.akun.faktor.state import FaktorState
from sekampadi.web.akun.sesi.state import LoginState, SesiState
from sekampadi.web.binding import Bindings
from sekampadi.web.context import set_principal, use_runtime
from sekampadi.web.guard import Guard
from sekampadi.web.live import Hub
from sekampadi.web.master.operator.state import OperatorState
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast
from tests.faktor import NEXT, secret_in, set_up

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
TAB = "11111111-1111-4111-8111-111111111111.tanda"


@pytest.fixture(autouse=True)
def process(rt: Runtime) -> Iterator[None]:
    """Make the runtime that of the process, as the composition root does."""
    use_runtime(rt)
    yield
    set_principal(None)


def tab(kind: type[BaseState]) -> Any:
    return kind(_reflex_internal_init=True)


async def run(state: BaseState, handler: str, *args: object) -> Any:
    """Handle an event as the framework does, without the guard."""
    done = type(state).event_handlers[handler].fn(state, *args)
    return await done if hasattr(done, "__await__") else done


def sent(state: Any) -> str:
    """Return all that a browser could be sent of a state."""
    return json.dumps({name: getattr(state, name) for name in state.base_vars}, default=str)


async def test_the_login_keeps_what_waits_to_itself(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    phone = set_up(rt, cast.people[Role.ADMIN_UPP])
    clock.advance(NEXT)
    page = tab(LoginState)
    await run(page, "periksa", {"kode": phone.code(rt.now())})
    assert "kata sandi" in page.galat, "nothing waits"
    await run(page, "masuk", {"username": "admin_upp", "password": PASSWORD})
    assert (page.tahap, page.galat) == ("kode", "")
    waiting = page._tertunda
    assert len(waiting) > 40
    assert waiting not in sent(page)
    for odd in (None, {}, {"kode": None}, {"kode": ["1"]}, {"kode": "000000"}, []):
        await run(page, "periksa", odd)
        assert page.galat
        assert page.tahap == "kode"
    await run(page, "pakai", "pemulihan")
    assert (page.tahap, page.galat) == ("pemulihan", "")
    for odd in ("lain", ["kode"], {"a": 1}, None, 7):
        await run(page, "pakai", odd)
        assert page.tahap == "pemulihan"
    entered = await run(page, "periksa", {"kode": phone.pemulihan[0]})
    assert "/sesi/masuk?tiket=" in str(entered)
    assert "next=%2Fadmin%2Fakun" in str(entered), "wrong codes and a recovery code are told first"
    assert (page.tahap, page._tertunda, page.galat) == ("", "", "")


async def test_a_login_goes_on_in_its_tab_in_another_process(
    rt: Runtime, cast: Cast, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = set_up(rt, cast.people[Role.ADMIN_UPP])
    clock.advance(NEXT)
    monkeypatch.setattr(
        "sekampadi.web.akun.sesi.state.asal_masuk_of", lambda _state: AsalMasuk(tab=TAB)
    )
    here, there = tab(LoginState), tab(LoginState)
    await run(there, "muat")
    assert there.tahap == ""
    await run(here, "masuk", {"username": "admin_upp", "password": PASSWORD})
    await run(there, "muat")
    assert (there.tahap, here._tertunda != there._tertunda) == ("kode", True)
    await run(there, "pakai", "")
    await run(there, "muat")
    assert there.tahap == "", "who wants to type the password again is left in peace"
    again = tab(LoginState)
    await run(again, "muat")
    entered = await run(again, "periksa", {"kode": phone.code(rt.now())})
    assert "next=%2Fadmin%2Fakun" not in str(entered), "there is nothing to tell"
    assert "/sesi/masuk?tiket=" in str(entered)


async def test_a_login_that_has_waited_too_long_begins_anew(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    phone = set_up(rt, cast.people[Role.ADMIN_UPP])
    clock.advance(NEXT)
    given = {"username": "admin_upp", "password": PASSWORD}
    page = tab(LoginState)
    await run(page, "masuk", given)
    await run(page, "muat")
    assert page.tahap == "kode", "a connection that comes back takes nothing away"
    clock.advance(timedelta(minutes=5))
    await run(page, "periksa", {"kode": phone.code(rt.now())})
    assert (page.tahap, page._tertunda) == ("", "")
    assert "habis" in page.galat
    await run(page, "masuk", given)
    clock.advance(timedelta(minutes=5))
    await run(page, "muat")
    assert (page.tahap, page._tertunda) == ("", "")
    await run(page, "masuk", given)
    await run(page, "pakai", "")
    assert (page.tahap, page._tertunda) == ("", "")


async def test_what_is_shown_is_forgotten_and_never_in_redis(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    set_principal(cast.people[Role.ADMIN_UPP])
    page = tab(FaktorState)
    await run(page, "masuk")
    assert not page.aktif
    for odd in ("hapus_semua", "pindai", "kode", ["mulai"], {"a": 1}, None):
        await run(page, "buka", odd)
        assert page.form == ""
    await run(page, "buka", "mulai")
    await run(page, "lanjut", {"sandi": "salah-salah-salah"})
    assert page.salah == {"sandi": "Kata sandi salah."}
    await run(page, "lanjut", {"sandi": PASSWORD})
    secret = secret_in(page.alamat)
    assert (page.form, page.rahasia.replace(" ", "")) == ("pindai", secret)
    assert page.qr.startswith("M")
    stored = pickle.dumps(page.__getstate__())
    for shown in (secret, page.rahasia, page.alamat, page.qr):
        assert shown.encode() not in stored
    # Redis has brought the page back without them: they are read again.
    page.rahasia = page.alamat = page.qr = ""
    await run(page, "muat")
    assert secret_in(page.alamat) == secret
    await run(page, "pastikan", {"kode": "000000"})
    assert (page.form, list(page.salah)) == ("pindai", ["kode"])
    await run(page, "pastikan", {"kode": code_at(secret, rt.now())})
    codes = list(page.kode)
    assert (page.form, len(codes), page.aktif, page.sisa) == ("kode", 10, True, 10)
    assert (page.rahasia, page.alamat, page.qr) == ("", "", "")
    assert page.untuk == "Akun admin_upp di localhost:3000, dibuat 15 Mei 2023."
    assert not any(code.encode() in pickle.dumps(page.__getstate__()) for code in codes)
    # The second click of two.
    await run(page, "pastikan", {"kode": code_at(secret, rt.now())})
    assert list(page.kode) == codes
    follows = await run(page, "selesai")
    assert follows is SesiState.muat or "muat" in str(follows)
    assert not any(code in sent(page) for code in codes)
    assert await run(page, "selesai") is None
    clock.advance(NEXT)
    await run(page, "buka", "pemulihan")
    await run(page, "lanjut", {"sandi": PASSWORD, "kode": codes[0]})
    assert (page.form, len(page.kode)) == ("kode", 10)
    await run(page, "tutup")
    assert page.kode == []


@pytest.fixture
def asked(rt: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what asks the guard for handlers in the tab of Admin Pemprov, who has to have one."""
    rt.settings = rt.settings.model_copy(update={"second_factor": "required"})
    secret, _ = redeem_ticket(rt, issue_ticket(rt, "admin_pemprov", PASSWORD))
    principal = find_principal(rt, secret)
    assert principal is not None
    monkeypatch.setattr(guard_module, "current_tab", lambda: TAB)
    app: Any = SimpleNamespace()
    bindings = Bindings(app, Hub())
    guard = Guard(Hub(), bindings, frozenset())
    state: Any = rx.State(_reflex_internal_init=True)

    async def ask(kind: type[rx.State], handler: str) -> str:
        registered: Any = SimpleNamespace(handler=kind.event_handlers[handler], states=(kind,))
        update = await guard.ask(state, handler, registered)
        if update is None:
            return ""
        said = str(update)
        return next(c for c in ("faktor.harus", "sesi.required", "izin.denied") if c in said)

    async def bind() -> None:
        bindings.bind("sid", TAB, (secret, mark_of(secret, principal)))

    return SimpleNamespace(ask=ask, bind=bind, secret=secret, principal=principal)


async def test_the_guard_lets_who_has_to_have_one_to_the_own_account_only(
    asked: Any, rt: Runtime, clock: SettableClock
) -> None:
    await asked.bind()
    for kind, handler in ((FaktorState, "buka"), (FaktorState, "pastikan"), (SesiState, "muat")):
        assert await asked.ask(kind, handler) == ""
    assert await asked.ask(OperatorState, "muat") == "faktor.harus"
    assert await asked.ask(OperatorState, "simpan") == "faktor.harus"
    set_up(rt, asked.principal, token=asked.secret)
    assert await asked.ask(OperatorState, "muat") == "", "the next event finds it"
    assert not load_faktor(rt, find_principal(rt, asked.secret)).harus
    reset_faktor_as_system(rt, username="admin_pemprov")
    assert await asked.ask(OperatorState, "muat") == "sesi.required", "refused within one event"
