"""The hub: one read a change for all screens, at most once an interval, and nothing lost."""

import asyncio
import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from sekampadi.domain.izin import PROVINSI, Scope
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.web.live import Hub, Watch

PATIENCE = 2.0
FAST = 0.05


def part(*upp_ids: int) -> Cakupan:
    ids = frozenset(upp_ids)
    scope = Scope(ids) if ids else PROVINSI
    return Cakupan("-".join(map(str, upp_ids)), "x", None, None, ids or None, scope)


class Source:
    """Something that changes, and remembers when it was read."""

    def __init__(self) -> None:
        self.value = 0
        self.times: list[float] = []
        self.broken = False
        self.slow = 0.0

    def __call__(self) -> int:
        self.times.append(time.monotonic())
        seen = self.value
        time.sleep(self.slow)
        if self.broken:
            raise OSError("the database is away")
        return seen


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0.005)


async def first(hub: Hub, watch: Watch) -> Any:
    return await hub.next(watch, PATIENCE)


async def test_one_read_serves_all_watchers() -> None:
    hub, source = Hub(FAST), Source()
    watches = [hub.watch(f"tab-{i}", "/admin", part(), source) for i in range(200)]
    assert await asyncio.gather(*(hub.next(w, PATIENCE) for w in watches)) == [0] * 200
    source.value = 1
    hub.notify(7)
    assert await asyncio.gather(*(hub.next(w, PATIENCE) for w in watches)) == [1] * 200
    assert len(source.times) == hub.reads == 2
    assert hub.stats() == {"watchers": 200, "channels": 1, "reads": 2}


async def test_a_storm_of_changes_is_read_once_an_interval_and_its_end_is_shown() -> None:
    hub, source = Hub(0.1), Source()
    watch = hub.watch("tab", "/admin", part(), source)
    shown = [await first(hub, watch)]
    began = time.monotonic()
    while time.monotonic() - began < 0.55:
        source.value += 1
        hub.notify(1)
        await asyncio.sleep(0.002)
    async with asyncio.timeout(PATIENCE):
        while shown[-1] != source.value:
            shown.append(await first(hub, watch))
    gaps = [b - a for a, b in zip(source.times, source.times[1:], strict=False)]
    assert min(gaps) > 0.09
    assert len(source.times) <= 9
    assert shown == sorted(shown)


async def test_what_changes_during_a_read_is_read_again() -> None:
    hub, source = Hub(FAST), Source()
    source.slow = 0.1
    watch = hub.watch("tab", "/admin", part(), source)
    await until(lambda: bool(source.times))
    source.value = 5
    hub.notify(1)
    assert await first(hub, watch) == 0
    assert await first(hub, watch) == 5


async def test_what_changed_before_the_watch_began_is_shown() -> None:
    hub, source = Hub(FAST), Source()
    loaded = source()  # the page's own first read
    source.value = 3  # and an answer that nobody was told of, because nobody watched
    hub.notify(1)
    watch = hub.watch("tab", "/admin", part(), source)
    assert (loaded, await first(hub, watch)) == (0, 3)


async def test_a_late_watcher_of_a_quiet_channel_gets_the_figures() -> None:
    hub, source = Hub(FAST), Source()
    early = hub.watch("early", "/admin", part(), source)
    await first(hub, early)
    late = hub.watch("late", "/admin", part(), source)
    assert await first(hub, late) == 0


async def test_a_change_concerns_only_the_parts_it_lies_in() -> None:
    hub = Hub(FAST)
    sources = {ids: Source() for ids in ((), (1,), (2,), (1, 2))}
    watches = {
        ids: hub.watch(str(ids), "/admin", part(*ids), source) for ids, source in sources.items()
    }
    for watch in watches.values():
        await first(hub, watch)
    hub.notify(2)
    await until(lambda: hub.reads == 7)
    await asyncio.sleep(3 * FAST)
    assert {ids: len(s.times) for ids, s in sources.items()} == {(): 2, (1,): 1, (2,): 2, (1, 2): 2}
    hub.notify_all()
    await until(lambda: hub.reads == 11)


async def test_kinds_of_snapshot_do_not_mix() -> None:
    hub, other = Hub(FAST), Source()
    other.value = 9
    a = hub.watch("a", "/admin", part(), Source())
    b = hub.watch("b", "/admin/layar", part(), other, jenis="layar")
    assert (await first(hub, a), await first(hub, b)) == (0, 9)


async def test_a_failure_is_told_and_mends_itself_without_a_change() -> None:
    hub, source = Hub(FAST, retry=0.1), Source()
    watch = hub.watch("tab", "/admin", part(), source)
    await first(hub, watch)
    source.broken = True
    hub.notify(1)
    with pytest.raises(RuntimeError):
        await first(hub, watch)
    source.broken, source.value = False, 4
    assert await first(hub, watch) == 4
    assert await hub.next(watch, 0.3) is None, "a sound channel is not read again and again"


async def test_a_retry_does_not_hurry() -> None:
    hub, source = Hub(0.01, retry=0.15), Source()
    source.broken = True
    hub.watch("tab", "/admin", part(), source)
    await asyncio.sleep(0.4)
    hub.drop("tab")
    assert 2 <= len(source.times) <= 3


async def test_a_watch_ends_when_its_tab_goes() -> None:
    hub, source = Hub(FAST), Source()
    for end in (
        lambda: hub.drop("tab"),
        lambda: hub.moved("tab", "/admin/laporan"),
        lambda: hub.left("tab", "sid"),
        lambda: hub.watch("tab", "/admin", part(), source),
    ):
        old = hub.watch("tab", "/admin", part(), source, sid="sid")
        await first(hub, old)
        waiting = asyncio.create_task(hub.next(old, 60))
        await asyncio.sleep(0)
        end()
        assert await asyncio.wait_for(waiting, PATIENCE) is None
        assert old.closed
        hub.drop("tab")
        assert hub.stats()["watchers"] == hub.stats()["channels"] == 0


async def test_the_same_page_and_an_older_connection_do_not_end_a_watch() -> None:
    hub = Hub(FAST)
    watch = hub.watch("tab", "/admin", part(), Source(), sid="new")
    hub.moved("tab", "/admin")
    hub.left("tab", "old")
    hub.left("other", "new")
    assert not watch.closed
    assert hub.watchers == 1


async def test_a_channel_nobody_watches_is_forgotten_and_not_read() -> None:
    hub, source = Hub(FAST), Source()
    await first(hub, hub.watch("tab", "/admin", part(), source, max_age=0.05))
    hub.drop("tab")
    await until(lambda: not hub._channels)
    hub.notify(1)
    await asyncio.sleep(4 * FAST)
    assert len(source.times) == 1


async def test_a_page_loaded_over_and_over_is_read_once_an_interval() -> None:
    hub, source = Hub(0.2), Source()
    for _ in range(30):
        await first(hub, hub.watch("tab", "/admin", part(), source)) if not source.times else None
        hub.watch("tab", "/admin", part(), source)
        await asyncio.sleep(0.005)
        hub.drop("tab")
    gaps = [b - a for a, b in itertools.pairwise(source.times)]
    assert all(gap > 0.15 for gap in gaps), gaps


async def test_figures_of_today_are_read_again_by_the_clock() -> None:
    hub, source = Hub(0.01), Source()
    watch = hub.watch("tab", "/admin", part(), source, max_age=0.1)
    for value in range(3):
        source.value = value
        assert await first(hub, watch) == value
    assert source.times[-1] - source.times[0] > 0.15


async def test_changes_may_be_told_from_any_thread() -> None:
    hub, source = Hub(0.01), Source()
    watch = hub.watch("tab", "/admin", part(), source)
    await first(hub, watch)
    source.value = 8

    def tell() -> None:
        for _ in range(100):
            hub.notify(1)

    threads = [threading.Thread(target=tell) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert await first(hub, watch) == 8
    for thread in threads:
        thread.join()


def test_nobody_listens_before_the_first_watch() -> None:
    hub = Hub()
    hub.notify(1)
    hub.notify_all()
    assert hub.stats() == {"watchers": 0, "channels": 0, "reads": 0}
