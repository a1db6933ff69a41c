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
