"""Pauses of the event loop: what lives is left alone, what is garbage is still given back."""

import asyncio
import gc
import sys
import weakref

from sekampadi.pauses import SWITCH, short_pauses


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
            assert sys.getswitchinterval() == SWITCH
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
