"""What keeps the event loop's pauses short: garbage collection, and threads that hand over.

A full collection looks at every object of the process and stops all visitors meanwhile: with 500
open dashboards a third of a second, every few seconds. What two collections have left alone is
therefore left out of all later ones, and looked at as a whole only now and then; objects without
cycles are given back at once, as always, and so are the states of tabs that have gone, which
Reflex takes apart.
"""

import asyncio
import contextlib
import gc
import sys
from collections.abc import AsyncIterator

EVERY = 300.0
"""Seconds between two looks at everything: what visitors who have left occupied is given back."""
YOUNG, MIDDLE = 5_000, 4
"""New objects after which the young ones are looked at, and how often that until those left are.

With Python's 700 and 10 most of what an event makes is looked at before the event is done with it:
with 500 open dashboards an eighth of all the time. Ten times as many as here, and one look takes 100 ms."""
SWITCH = 0.001
"""Seconds after which a busy thread hands over. Python's 5 ms are what each step of a survey
would wait whenever a document or a figure is being made beside it."""


def collect_all() -> None:
    """Collect everything, then leave what is still there out of later collections."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _put_aside(phase: str, info: dict[str, int]) -> None:
    # What is left of the middle ones has just been looked at, so hardly any garbage is put aside.
    if phase == "stop" and info["generation"] == 1:
        gc.freeze()


async def _now_and_then(every: float) -> None:
    while True:
        await asyncio.sleep(every)
        collect_all()


@contextlib.asynccontextmanager
async def short_pauses(every: float = EVERY) -> AsyncIterator[None]:
    """Keep pauses short as long as the server lives."""
    before, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(YOUNG, MIDDLE)
    gc.callbacks.append(_put_aside)
    collect_all()
    task = asyncio.create_task(_now_and_then(every))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        gc.callbacks.remove(_put_aside)
        gc.set_threshold(*thresholds)
        gc.unfreeze()
        sys.setswitchinterval(before)
