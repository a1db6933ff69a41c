"""Pauses of the event loop: what lives is left alone, what is garbage is still given back."""

import asyncio
import gc
import sys
import weakref
from itertools import count

import pytest

from sekampadi.metrics.counters import COLLECTION_LONGEST, Longest
from sekampadi.pauses import PATIENCE, SWITCH, short_pauses


class Ring:
    """An object that holds itself, so that only a collection can give it back."""

    def __init__(self) -> None:
        self.me = self


def test_what_lives_is_left_out_and_garbage_is_given_back() -> None:
    async def live() -> None:
        before = sys.getswitchinterval()
        ring = Ring()
        gone = asyncio.Event()
        known = weakref.ref(ring, lambda _: gone.set())
        async with short_pauses(every=0.02):
            assert sys.getswitchinterval() == pytest.approx(SWITCH)
            assert gc.get_freeze_count() > 0
            del ring  # frozen while it lived: an automatic collection does not look at it
            gc.collect()
            assert known() is not None
            async with asyncio.timeout(5):
                await gone.wait()
        assert gc.get_freeze_count() == 0
        assert sys.getswitchinterval() == before

    asyncio.run(live())


def test_what_a_middle_collection_has_left_is_not_looked_at_again() -> None:
    async def live() -> None:
        before = gc.get_threshold()
        async with short_pauses():
            assert gc.get_threshold()[0] > before[0]
            frozen = gc.get_freeze_count()
            kept = [Ring() for _ in range(100)]
            gc.collect(0)
            assert gc.get_freeze_count() == frozen
            gc.collect(1)
            assert gc.get_freeze_count() >= frozen + len(kept)
            ring = weakref.ref(Ring())  # young garbage is still given back
            gc.collect(0)
            assert ring() is None
        assert gc.get_threshold() == before
        assert gc.get_freeze_count() == 0

    asyncio.run(live())


def test_while_people_are_there_nobody_looks_at_everything_until_patience_ends() -> None:
    async def live() -> None:
        looks = count()
        ring = Ring()
        gone = asyncio.Event()
        known = weakref.ref(ring, lambda _: gone.set())
        alive: list[bool] = []

        def busy() -> float:
            alive.append(known() is not None)
            return float(next(looks))

        async with short_pauses(every=0.002, used=busy):
            del ring
            async with asyncio.timeout(20):
                await gone.wait()
        # Asked once at the beginning, then each time; the last time the ring was still there.
        assert alive[: PATIENCE + 1] == [True] * (PATIENCE + 1)

    asyncio.run(live())


def test_when_hardly_anybody_is_there_everything_is_looked_at_each_time() -> None:
    async def live() -> None:
        ring = Ring()
        known = weakref.ref(ring)
        alive: list[bool] = []

        def idle() -> float:
            alive.append(known() is not None)
            return 1e-6 * len(alive)

        async with short_pauses(every=0.002, used=idle):
            del ring
            async with asyncio.timeout(20):
                while len(alive) < 3:  # noqa: ASYNC110 - what looks is a task of its own
                    await asyncio.sleep(0.002)
        # Asked at the beginning, before the first look, and after it.
        assert alive[:3] == [True, True, False]

    asyncio.run(live())


def test_the_longest_pause_of_a_minute_is_told() -> None:
    now = [1000.0]
    longest = Longest(lambda: now[0])
    assert longest.read() == 0.0
    longest.note(0.2)
    longest.note(0.05)
    now[0] += 30
    longest.note(0.1)
    assert longest.read() == 0.2
    now[0] += 40
    assert longest.read() == 0.1
    longest.note(0.01)
    now[0] += 30
    assert longest.read() == 0.01
    now[0] += 3600
    assert longest.read() == 0.0


def test_each_collection_is_timed() -> None:
    async def live() -> None:
        async with short_pauses():
            gc.collect()
        assert COLLECTION_LONGEST.read() > 0

    asyncio.run(live())
