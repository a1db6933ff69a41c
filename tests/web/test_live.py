"""The hub: one read a change for all screens, at most once an interval, and nothing lost.

Whatever is read is delivered, as in the product; the clock is that of :mod:`tests.web.jam_maya`.
"""

import asyncio
import itertools
import threading
from collections.abc import Callable
from typing import Any

import pytest

from sekampadi.domain.izin import PROVINSI, Scope
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.web.live import READERS, Channel, Hub, Watch
from tests.web.jam_maya import jam_maya

PATIENCE = 600.0
GONE = "the figures could not be read"


def part(*upp_ids: int) -> Cakupan:
    ids = frozenset(upp_ids)
    scope = Scope(ids) if ids else PROVINSI
    return Cakupan("-".join(map(str, upp_ids)), "x", None, None, ids or None, scope)


class Source:
    """Something that changes, and remembers when it was read."""

    def __init__(self, value: int = 0) -> None:
        self.value = value
        self.times: list[float] = []
        self.broken = False
        self.door = threading.Event()
        self.door.set()
        self.loop = asyncio.get_running_loop()
        self.begun = asyncio.Event()

    def __call__(self) -> int:
        self.times.append(self.loop.time())
        seen = self.value
        self.loop.call_soon_threadsafe(self.begun.set)
        self.door.wait(10)
        if self.broken:
            raise OSError("the database is away")
        return seen


class Wall:
    """Screens before which somebody stands: what was brought to them, and when."""

    def __init__(self) -> None:
        self.brought: asyncio.Queue[Any] = asyncio.Queue()
        self.tokens: list[set[str]] = []
        self.times: list[float] = []
        self.broken = False

    async def deliver(self, channel: Channel) -> None:
        self.times.append(asyncio.get_running_loop().time())
        self.tokens.append({w.token for w in channel.watchers})
        self.brought.put_nowait(GONE if channel.failed else channel.snapshot)
        if self.broken:
            raise ConnectionResetError("a tab has gone while it was written to")

    async def next(self) -> Any:
        async with asyncio.timeout(PATIENCE):
            return await self.brought.get()

    async def stays_as_it_is(self) -> bool:
        """Tell whether nothing is brought, however long one waits."""
        await asyncio.sleep(PATIENCE)
        return self.brought.empty()


def look(
    hub: Hub, wall: Wall, source: Callable[[], Any], token: str = "tab", *ids: int, **more: Any
) -> Watch:
    return hub.watch(token, more.pop("path", "/admin"), part(*ids), source, wall.deliver, **more)


@jam_maya
async def test_one_read_serves_all_watchers() -> None:
    hub, source, wall = Hub(), Source(), Wall()
    tokens = {f"tab-{i}" for i in range(200)}
    for token in tokens:
        look(hub, wall, source, token)
    assert await wall.next() == 0
    source.value = 1
    hub.notify(7)
    assert await wall.next() == 1
    assert wall.tokens == [tokens, tokens]
    assert len(source.times) == hub.reads == 2
    assert hub.stats() == {"watchers": 200, "channels": 1, "reads": 2}
    assert await wall.stays_as_it_is()


@jam_maya
async def test_a_storm_of_changes_is_read_once_an_interval_and_its_end_is_shown() -> None:
    hub, source, wall = Hub(1.0), Source(), Wall()
    look(hub, wall, source)
    assert await wall.next() == 0
    for _ in range(5500):
        source.value += 1
        hub.notify(1)
        await asyncio.sleep(0.001)
    shown = [await wall.next() for _ in range(6)]
    assert source.times == pytest.approx([0, 1, 2, 3, 4, 5, 6])
    assert shown == sorted(shown)
    assert shown[-1] == source.value == 5500
    assert await wall.stays_as_it_is()


@jam_maya
async def test_what_changes_during_a_read_is_read_again() -> None:
    hub, source, wall = Hub(), Source(), Wall()
    source.door.clear()
    look(hub, wall, source)
    await source.begun.wait()
    source.value = 5
    hub.notify(1)
    await asyncio.sleep(0)
    source.door.set()
    assert (await wall.next(), await wall.next()) == (0, 5)
    assert await wall.stays_as_it_is()


@jam_maya
async def test_what_changed_before_the_watch_began_is_shown() -> None:
    hub, source, wall = Hub(), Source(), Wall()
    loaded = source()  # the page's own first read
    source.value = 3  # and an answer that nobody was told of, because nobody watched
    hub.notify(1)
    look(hub, wall, source)
    assert (loaded, await wall.next()) == (0, 3)


@jam_maya
async def test_a_page_that_has_just_read_is_not_read_for_again() -> None:
    hub, source, wall = Hub(), Source(), Wall()
    since = hub.moment()
    for number in range(20):
        look(hub, wall, source, f"tab-{number}", since=since)
    assert await wall.stays_as_it_is()
    assert hub.reads == 0
    source.value = 1
    hub.notify(1)
    assert await wall.next() == 1
    assert len(wall.tokens[0]) == 20


@jam_maya
async def test_what_changed_while_a_page_was_reading_is_shown() -> None:
    for changed, told in ((1, True), (2, False), (None, True)):
        hub, source, one, whole = Hub(), Source(), Wall(), Wall()
        since = hub.moment()
        source.value = 3
        hub.notify_all() if changed is None else hub.notify(changed)
        await asyncio.sleep(0)
        look(hub, one, source, "one", 1, since=since)
        look(hub, whole, source, "whole", since=since)
        assert await whole.next() == 3
        assert one.brought.qsize() == told
        look(hub, whole, source, "late", since=hub.moment())
        assert await whole.stays_as_it_is()


@jam_maya
async def test_who_comes_late_with_fresh_figures_does_not_put_off_the_clock() -> None:
    hub, source, wall = Hub(1.0), Source(), Wall()
    for number in range(20):
        look(hub, wall, source, f"tab-{number}", since=hub.moment(), max_age=60.0)
        await asyncio.sleep(5)
    assert source.times == pytest.approx([60])


@jam_maya
async def test_a_late_watcher_of_a_quiet_channel_gets_the_figures() -> None:
    hub, source, wall = Hub(), Source(), Wall()
    look(hub, wall, source, "early")
    await wall.next()
    look(hub, wall, source, "late")
    assert await wall.next() == 0
    assert wall.tokens == [{"early"}, {"early", "late"}]


@jam_maya
async def test_a_change_concerns_only_the_parts_it_lies_in() -> None:
    hub, walls = Hub(), {ids: Wall() for ids in ((), (1,), (2,), (1, 2))}
    sources = {ids: Source() for ids in walls}
    for ids, wall in walls.items():
        look(hub, wall, sources[ids], str(ids), *ids)
        await wall.next()
    hub.notify(2)
    await asyncio.sleep(PATIENCE)
    assert {ids: len(s.times) for ids, s in sources.items()} == {(): 2, (1,): 1, (2,): 2, (1, 2): 2}
    hub.notify_all()
    await asyncio.sleep(PATIENCE)
    assert {ids: len(s.times) for ids, s in sources.items()} == {(): 3, (1,): 2, (2,): 3, (1, 2): 3}


@jam_maya
async def test_kinds_of_snapshot_do_not_mix() -> None:
    hub, here, there = Hub(), Wall(), Wall()
    look(hub, here, Source(0), "a")
    look(hub, there, Source(9), "b", path="/admin/layar", jenis="layar")
    assert (await here.next(), await there.next()) == (0, 9)


@jam_maya
async def test_a_failure_is_told_and_mends_itself_without_a_change() -> None:
    hub, source, wall = Hub(1.0, retry=3.0), Source(), Wall()
    look(hub, wall, source)
    await wall.next()
    source.broken = True
    hub.notify(1)
    assert await wall.next() == GONE
    assert await wall.next() == GONE
    source.broken, source.value = False, 4
    assert await wall.next() == 4
    assert source.times == pytest.approx([0, 1, 4, 7]), "a retry does not hurry"
    assert await wall.stays_as_it_is(), "a sound channel is not read again and again"


@jam_maya
async def test_a_broken_connection_ends_nobody_elses_figures() -> None:
    hub, source, wall = Hub(), Source(), Wall()
    look(hub, wall, source)
    wall.broken = True
    assert await wall.next() == 0
    source.value, wall.broken = 1, False
    hub.notify(1)
    assert await wall.next() == 1


@jam_maya
async def test_a_watch_ends_when_its_tab_goes() -> None:
    hub, source, other = Hub(), Source(), Wall()
    for end in (
        lambda: hub.drop("tab"),
        lambda: hub.moved("tab", "/admin/laporan"),
        lambda: hub.left("tab", "sid"),
        lambda: look(hub, other, source, "tab", 1),
    ):
        wall = Wall()
        old = look(hub, wall, source, sid="sid")
        await wall.next()
        end()
        assert old not in hub.watches
        hub.notify(1)
        assert await wall.stays_as_it_is()
        hub.drop("tab")
        assert hub.stats()["watchers"] == hub.stats()["channels"] == 0


@jam_maya
async def test_nothing_is_brought_to_a_tab_that_goes_during_the_read() -> None:
    hub, source, wall = Hub(), Source(), Wall()
    source.door.clear()
    look(hub, wall, source, "stays")
    look(hub, wall, source, "goes")
    await source.begun.wait()
    hub.drop("goes")
    source.door.set()
    await wall.next()
    assert wall.tokens == [{"stays"}]


@jam_maya
async def test_the_same_page_and_an_older_connection_do_not_end_a_watch() -> None:
    hub = Hub()
    watch = look(hub, Wall(), Source(), sid="new")
    hub.moved("tab", "/admin")
    hub.left("tab", "old")
    hub.left("other", "new")
    assert hub.watches == (watch,)


@jam_maya
async def test_a_channel_nobody_watches_is_forgotten_and_not_read() -> None:
    hub, source, wall = Hub(), Source(), Wall()
    look(hub, wall, source, max_age=5.0)
    await wall.next()
    hub.drop("tab")
    hub.notify(1)
    assert await wall.stays_as_it_is()
    assert len(source.times) == 1
    assert not hub._channels


@jam_maya
async def test_a_page_loaded_over_and_over_is_read_once_an_interval() -> None:
    hub, source, wall = Hub(1.0), Source(), Wall()
    for _ in range(300):
        look(hub, wall, source)
        await asyncio.sleep(0.05)
        hub.drop("tab")
    gaps = [b - a for a, b in itertools.pairwise(source.times)]
    assert len(gaps) >= 5
    assert min(gaps) == pytest.approx(1.0)


@jam_maya
async def test_figures_of_today_are_read_again_by_the_clock() -> None:
    hub, source, wall = Hub(1.0), Source(), Wall()
    look(hub, wall, source, max_age=60.0)
    for value in range(3):
        source.value = value
        assert await wall.next() == value
    assert source.times == pytest.approx([0, 60, 120])


@jam_maya
async def test_few_channels_are_read_at_the_same_time() -> None:
    hub, walls = Hub(), [Wall() for _ in range(READERS + 2)]
    sources = [Source() for _ in walls]
    for at, (wall, source) in enumerate(zip(walls, sources, strict=True)):
        source.door.clear()
        look(hub, wall, source, f"tab-{at}", at)
    for source in sources[:READERS]:
        await source.begun.wait()
    assert [len(s.times) for s in sources] == [1] * READERS + [0, 0]
    for source in sources:
        source.door.set()
    assert [await wall.next() for wall in walls] == [0] * len(walls)


@jam_maya
async def test_changes_may_be_told_from_any_thread() -> None:
    hub, source, wall = Hub(), Source(), Wall()
    look(hub, wall, source)
    await wall.next()
    source.value = 8

    def tell() -> None:
        for _ in range(100):
            hub.notify(1)

    await asyncio.gather(*(asyncio.to_thread(tell) for _ in range(8)))
    assert await wall.next() == 8


def test_nobody_listens_before_the_first_watch() -> None:
    hub = Hub()
    hub.notify(1)
    hub.notify_all()
    assert hub.stats() == {"watchers": 0, "channels": 0, "reads": 0}
