"""Handlers of pages on a real database: what they refuse, and in whose lane they work."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from reflex.state import BaseState

from sekampadi.domain.izin import Role
from sekampadi.services.akun.coba_masuk import device_cookie
from sekampadi.services.moderasi.moderasi_beruntun import list_beruntun, remove_beruntun
from sekampadi.services.sistem.antrean import KEJADIAN, PENCARIAN, SANDI
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web.akun.sesi.state import LoginState
from sekampadi.web.context import set_principal, use_runtime
from sekampadi.web.moderasi.penilaian.state import PenilaianState
from sekampadi.web.reflex_seam.states import remember_origin
from sekampadi.web.survei.beranda.state import BerandaState
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast
from tests.services.survei.test_beruntun import burst

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def process(rt: Runtime) -> Iterator[None]:
    """Make the runtime that of the process, as the composition root does."""
    use_runtime(rt)
    yield
    set_principal(None)


def tab(kind: type[BaseState]) -> Any:
    """Open a tab of nobody's."""
    return kind(_reflex_internal_init=True)


async def run(state: BaseState, handler: str, *args: object) -> None:
    """Handle an event as the framework does, without the guard."""
    await type(state).event_handlers[handler].fn(state, *args)


async def test_the_second_tap_of_two_does_not_review_the_line_that_moved_up(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    person = cast.people[Role.ADMIN_UPP]
    for _ in range(2):
        burst(rt, clock, 10)
        clock.advance(timedelta(hours=1))
    set_principal(person)
    page = tab(PenilaianState)
    await run(page, "muat")
    first, second = (b.kunci for b in page.beruntun)
    await run(page, "tinjau_beruntun", first)
    await run(page, "tinjau_beruntun", second)
    assert [b.kunci for b in page.beruntun] == [second]
    assert [b.perlu for b in list_beruntun(rt, person).baris] == [10]
    page._ditinjau_pada -= 2  # a while later it is meant
    await run(page, "tinjau_beruntun", second)
    assert page.beruntun == []


@pytest.mark.parametrize("pada", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_a_removal_at_the_end_of_time_undoes_nothing(
    pada: str, rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    person = cast.people[Role.ADMIN_UPP]
    burst(rt, clock, 10)
    [line] = list_beruntun(rt, person).baris
    remove_beruntun(rt, person, line.beruntun, "kiriman program")
    set_principal(person)
    page = tab(PenilaianState)
    await run(page, "muat")
    for moment in (pada, pada[:19], "kemarin", None):
        await run(page, "urungkan_beruntun", str(line.beruntun), moment)
        assert (page.berita, page.gagal) == ("", "")
    await run(page, "urungkan_beruntun", str(line.beruntun), page.beruntun[0].pada)
    assert page.berita == "10 jawaban dipulihkan. Angka sudah dihitung ulang."


async def test_a_full_search_says_so_and_holds_nobody_up(rt: Runtime, cast: Cast) -> None:
    page, door = tab(BerandaState), threading.Event()
    await run(page, "cari", "layanan a1")
    found = page.temuan
    assert [p.kode for p in found] == ["layanan-a1"]
    jobs = [asyncio.create_task(PENCARIAN.run(door.wait)) for _ in range(PENCARIAN._most)]
    try:
        await asyncio.sleep(0)
        assert PENCARIAN.inside == PENCARIAN._most
        await run(page, "cari", "layanan b1")
        assert page.hasil_cari == "Layanan sedang sangat sibuk. Coba lagi sebentar lagi."
        assert page.temuan == found
        assert await KEJADIAN.run(lambda: 7) == 7
    finally:
        door.set()
        await asyncio.gather(*jobs)
    await run(page, "cari", "layanan b1")
    assert [p.kode for p in page.temuan] == ["layanan-b1"]


async def test_strangers_who_log_in_keep_no_known_browser_waiting(rt: Runtime, cast: Cast) -> None:
    username = cast.people[Role.ADMIN_UPP].username
    name, value = device_cookie(rt.settings, username)
    stranger, known, door = tab(LoginState), tab(LoginState), threading.Event()
    for page, cookie in ((stranger, "lain=1"), (known, f"{name}={value}")):
        page.router_data = {"sid": cookie}
        remember_origin(cookie, {"cookie": cookie}, "203.0.113.7")
    jobs = [asyncio.create_task(SANDI.run(door.wait)) for _ in range(SANDI._most)]
    try:
        await asyncio.sleep(0)
        assert SANDI.inside == SANDI._most
        data = {"username": username, "password": PASSWORD}
        await run(stranger, "masuk", data)
        assert stranger.galat == "Layanan sedang sangat sibuk. Coba lagi sebentar lagi."
        assert (await known.event_handlers["masuk"].fn(known, data)) is not None
        assert known.galat == ""
    finally:
        door.set()
        await asyncio.gather(*jobs)
