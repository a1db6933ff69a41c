"""What a tab costs: its states are made when they are asked for, a public page is loaded at once."""

import asyncio
import re
import uuid
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

import pytest
import reflex as rx
from redis.asyncio import Redis
from reflex.istate.manager.token import BaseStateToken

from sekampadi.web.reflex_seam import events, lazy, outside, prompt, states
from sekampadi.web.reflex_seam.lazy_redis import LazyRedis
from tests.architecture.kecil import TAB, House, house, until

Made: TypeAlias = Callable[[], AbstractAsyncContextManager[House]]
READY = "is_hydrated_rx_state_"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Made:
    """Return what builds and runs the app; a state's context is that of the test's own task."""
    return lambda: house(monkeypatch, tmp_path)


def tree(house: House) -> Any:
    return house.app.state_manager.states[BaseStateToken(ident=TAB, cls=rx.State).cache_key]


def sent(page: Any) -> list[str]:
    """Return the names of the states that a page was told of."""
    names = {name for update in page.updates for name in update.get("delta", {})}
    # Reflex numbers the states of functions.
    return sorted(re.sub(r"_\d+$", "", name.rpartition("____")[2]) for name in names)


async def hydrate(house: House, at: str, hashes: object) -> Any:
    page = await house.page()
    page.event(events.HYDRATE, at=at, hashes=hashes)
    await until(lambda: page.told(f'"{READY}": true'), "a hydration")
    await until(lambda: not house.app._event_processor._token_queues, "nothing more to do")
    return page


async def test_only_what_was_asked_for_is_made_and_sent(made: Made) -> None:
    async with made() as house:
        page = await hydrate(house, "/coba", await lazy._first_hashes())
        assert sent(page) == ["state"]
        house.gate.set()
        page.event(house.name(house.umum, "hitung"), kali=3)
        await until(lambda: page.told('"angka_rx_state_": 3'), "a delta")
        assert sent(page) == ["state", "umum_state"]
        assert list(tree(house).substates) == [house.umum.get_name()]
        assert house.rahasia.get_name() in tree(house).substates


@pytest.mark.parametrize("hashes", [[], None, ["0" * 16]])
async def test_a_page_that_holds_other_values_is_sent_all(hashes: object, made: Made) -> None:
    async with made() as house:
        house.open = {TAB}
        page = await hydrate(house, "/coba", hashes)
        assert {"rahasia_state", "umum_state"} <= set(sent(page))
        assert page.told('"isi_rx_state_": "mula-mula"')
        assert not {house.umum.get_name(), house.rahasia.get_name()} & set(tree(house).substates)


async def test_what_strangers_may_not_see_is_not_sent_unmade_either(made: Made) -> None:
    async with made() as house:
        page = await hydrate(house, "/coba", [])
        assert "rahasia_state" not in sent(page)


@pytest.mark.parametrize("opens", [True, False])
async def test_a_page_is_loaded_the_same_in_one_frame_or_many(opens: bool, made: Made) -> None:
    async with made() as house:
        house.opens = opens
        page = await hydrate(house, "/muatan", await lazy._first_hashes())
        held: dict[str, Any] = {}
        for update in page.updates:
            for values in update.get("delta", {}).values():
                held |= values
        calls = [e["payload"] for u in page.updates for e in u.get("events", [])]
        assert (held[READY], held["daftar_rx_state_"]) == (True, [7])
        told = {call["value"]["name"]: call["value"] for call in calls}
        hears = {"answer": house.name(house.umum, "hitung"), "argument": "kali"}
        assert told == {
            "tujuh": {"name": "tujuh", "words": [7]} | hears,
            "gagal": {"name": "gagal", "words": []},
        }
        assert "rahasia_state" not in sent(page)
        asked = [name for _, name, _ in house.asked]
        muat, gagal = (house.name(house.umum, name) for name in ("muat", "gagal"))
        # Whatever is loaded was asked about before, in its turn.
        assert asked[:4] == [events.HYDRATE, events.PAGE_LOAD, gagal, muat]
        assert (len(page.updates) == 1) is opens


@pytest.mark.parametrize("opens", [True, False])
async def test_what_follows_a_load_is_told_with_it(opens: bool, made: Made) -> None:
    async with made() as house:
        house.opens = opens
        page = await hydrate(house, "/rantai", await lazy._first_hashes())
        told = [v for u in page.updates for v in u.get("delta", {}).values()]
        numbers = [v["angka_rx_state_"] for v in told if "angka_rx_state_" in v]
        assert numbers == ([2] if opens else [1, 2])
        mulai, susul = (house.name(house.umum, name) for name in ("mulai", "susul"))
        asked = [name for _, name, _ in house.asked if not name.endswith(".set_is_hydrated")]
        assert asked == [events.HYDRATE, events.PAGE_LOAD, mulai, susul]
        assert (len(page.updates) == 1) is opens


async def test_what_follows_is_denied_like_any_event(made: Made) -> None:
    async with made() as house:
        house.opens = True
        house.deny.add(house.name(house.umum, "susul"))
        page = await hydrate(house, "/rantai", await lazy._first_hashes())
        await until(lambda: page.told('"tidak"'), "a denial")
        assert page.told('"angka_rx_state_": 1')
        assert not page.told('"angka_rx_state_": 2')


async def test_pages_that_come_back_together_keep_nobody_waiting(made: Made) -> None:
    async with made() as house:
        house.opens = True
        many = [f"{number:08}-0000-4000-8000-000000000000" for number in range(prompt.TOGETHER + 3)]
        house.waits |= set(many)
        pages = [await house.page(token) for token in many]
        for page in pages:
            page.event(events.HYDRATE, at="/tunggu", hashes=await lazy._first_hashes())
        await until(lambda: len(house.handled) == prompt.TOGETHER, "some are loaded")
        citizen = await house.page()
        citizen.event(events.HYDRATE, at="/rantai", hashes=await lazy._first_hashes())
        await until(lambda: citizen.told('"angka_rx_state_": 2'), "who does not wait is loaded")
        assert len(house.handled) == prompt.TOGETHER
        house.gate.set()
        await until(lambda: len(house.handled) == len(many), "the others are loaded, too")


async def test_a_load_that_is_denied_does_not_run(made: Made) -> None:
    async with made() as house:
        house.opens = True
        house.deny.add(house.name(house.umum, "muat"))
        page = await hydrate(house, "/muatan", await lazy._first_hashes())
        assert page.told('"tidak"')
        assert "umum_state" not in sent(page)


async def test_a_tab_that_is_loaded_again_is_sent_what_it_had(made: Made) -> None:
    async with made() as house:
        house.opens = True
        page = await hydrate(house, "/muatan", await lazy._first_hashes())
        house.gate.set()
        page.event(house.name(house.umum, "hitung"), kali=3)
        await until(lambda: page.told('"angka_rx_state_": 3'), "a delta")
        page.close()
        await until(lambda: house.door.gone, "it has gone")
        again = await hydrate(house, "/muatan", await lazy._first_hashes())
        assert again.told('"angka_rx_state_": 3')
        assert sent(again) == ["state", "umum_state"]


async def test_a_page_that_connects_again_is_sent_what_is_made(made: Made) -> None:
    async with made() as house:
        house.opens, house.open = True, {TAB}
        first = await hydrate(house, "/rantai", None)
        assert {"rahasia_state", "umum_state"} <= set(sent(first)), "it says nothing, and is new"
        first.close()
        await asyncio.wait_for(first.task, 5)
        tree(house).substates[house.umum.get_name()].daftar = [4]  # told to nobody
        again = await hydrate(house, "/rantai", None)
        assert sent(again) == ["state", "umum_state"]
        assert again.told('"daftar_rx_state_": [4]')
        again.close()
        await asyncio.wait_for(again.task, 5)
        other = await hydrate(house, "/rantai", ["0" * 16])
        assert {"rahasia_state", "umum_state"} <= set(sent(other)), (
            "loaded anew, from another build"
        )


async def test_a_tab_that_was_forgotten_goes_on_under_its_name(made: Made) -> None:
    async with made() as house:
        house.opens = True
        house.gate.set()
        page = await hydrate(house, "/muatan", await lazy._first_hashes())
        page.send(f"41{outside.EVENT_PATH},")
        await until(lambda: house.door.gone, "it has gone")
        page.close()
        gone = tree(house)
        assert states.drop_state(house.app, TAB) is True
        assert len(gone.substates) == 0
        again = await house.page()
        # What was clicked meanwhile comes first; the state is made anew for it.
        again.event(house.name(house.umum, "hitung"), at="/muatan", kali=3)
        await until(lambda: again.told('"angka_rx_state_": 3'), "it is handled")
        assert "rahasia_state" not in sent(again)


async def test_a_goodbye_is_told_from_a_broken_connection(made: Made) -> None:
    async with made() as house:
        page = await house.page()
        page.send(f"41{outside.EVENT_PATH},")
        await until(lambda: house.door.gone, "it has gone")
        assert house.door.goodbyes == [True]
        page.close()
        await asyncio.wait_for(page.task, 5)
        other = await house.page()
        other.close()
        await asyncio.wait_for(other.task, 5)
        assert house.door.goodbyes == [True, False]


async def test_what_has_expired_goes_without_a_look_at_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr(lazy, "time", SimpleNamespace(time=lambda: now))
    monkeypatch.setattr("reflex.istate.manager.memory.time", SimpleNamespace(time=lambda: now))
    manager = lazy.LazyMemory(token_expiration=100)
    tokens = [BaseStateToken(ident=name, cls=rx.State) for name in ("a", "busy", "b", "c")]
    for token in tokens:
        await manager.get_state(token)
        now += 10
    await manager.get_state(tokens[0])  # it was here again
    async with await manager._get_state_lock(tokens[1]):
        now = 1125.0
        assert manager._purge_expired_tokens() == 1130.0
        assert [t.ident for _, t in manager._token_expires_at.values()] == ["busy", "c", "a"]
    manager._purge_expired_tokens()
    assert [t.ident for _, t in manager._token_expires_at.values()] == ["c", "a"]
    assert set(manager.states) == {t.cache_key for t in (tokens[3], tokens[0])}
    await manager.close()


async def test_events_begin_at_once_in_the_order_of_their_tab(made: Made) -> None:
    async with made() as house:
        processor = house.app._event_processor
        page = await house.page()
        for kali in (1, 10, 100):
            page.event(house.name(house.umum, "hitung"), kali=kali)
        await until(lambda: house.handled == [1], "the first has begun")
        assert type(processor) is prompt.PromptProcessor
        assert processor._queue.empty()
        [first, *_] = [entry.ctx for entry, _ in processor._token_queues[TAB]]
        assert type(first) is prompt.NumberedContext
        house.gate.set()
        await until(lambda: page.told('"angka_rx_state_": 111'), "all three")
        assert house.handled == [1, 10, 100]


async def test_an_answer_waits_for_what_is_in_the_queue(made: Made) -> None:
    async with made() as house:
        page = await house.page()
        [sid] = house.door.sids
        server = house.app.sio
        session = server.eio.sockets[server.manager.eio_sid_from_sid(sid, outside.EVENT_PATH)]
        await session.line._writing.acquire()
        many = [house.socket.emit("event", {"n": n}, to=sid) for n in range(3)]
        await asyncio.gather(*many)
        update = events.StateUpdate(delta={"x": {"n": 3}})
        await house.socket.emit_update(update, TAB)
        session.line._writing.release()
        await until(lambda: len(page.updates) == 4, "all are written")
        assert [u.get("n", 3) for u in page.updates] == [0, 1, 2, 3]


async def test_of_a_tab_in_redis_only_what_is_there_is_made(made: Made, redis_url: str) -> None:
    manager = LazyRedis(redis=Redis.from_url(redis_url))
    async with made() as house:
        whole = BaseStateToken(ident=str(uuid.uuid4()), cls=rx.State)
        async with manager.modify_state(whole) as root:
            assert lazy.is_new(root)
            assert not root.substates.told, "a page that connects again is told all"
            root.is_hydrated = True
            umum = await root.get_state(house.umum)
            umum.daftar = [1, 2]
        async with manager.modify_state(whole) as root:
            assert list(root.substates) == [house.umum.get_name()]
            assert root.substates.told
            umum = await root.get_state(house.umum)
            assert (umum.daftar, umum.parent_state) == ([1, 2], root)
            assert (await root.get_state(house.rahasia)).isi == "mula-mula"
        # An event of one state has that of Redis, too, and not one that was made.
        async with manager.modify_state(whole.with_cls(house.umum)) as root:
            assert root.substates[house.umum.get_name()].daftar == [1, 2]
            assert not isinstance(root.substates, lazy.Substates)
    await manager.close()


def test_nothing_of_a_tab_that_was_let_go_holds_itself() -> None:
    root = rx.State(init_substates=False, _reflex_internal_init=True)
    substates = lazy.Substates(root)
    substates.clear()
    with pytest.raises(KeyError):
        substates["apa pun"]
