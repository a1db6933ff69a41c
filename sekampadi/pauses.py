"""What keeps the event loop's pauses short: garbage collection, and threads that hand over.

A full collection looks at every object of the process and stops all visitors meanwhile: with 500
open dashboards a third of a second, every few seconds. What two collections have left alone is
therefore left out of all later ones, and looked at as a whole only when hardly anybody is there to
wait; objects without cycles are given back at once, as always, and so are the states of tabs that
have gone, which Reflex takes apart. A visit leaves no cycles.
"""

import asyncio
import contextlib
import gc
import os
import sys
import time
from collections.abc import AsyncIterator, Callable

from sekampadi.metrics.counters import COLLECTION_LONGEST

EVERY = 300.0
"""Seconds between two looks at everything, when it is quiet."""
QUIET = 0.1
"""Share of a processor below which it is quiet."""
PATIENCE = 48
"""How often such a look waits for quiet before it comes nonetheless: four hours."""
YOUNG, MIDDLE = 3_000, 2
"""New objects after which the young ones are looked at, and how often that until those left are.

With Python's 700 and 10 most of what an event makes is looked at before the event is done with it:
with 500 open dashboards an eighth of all the time. With 5,000 and 4 those left were 25,000 to 80,000, since
what goes is subtracted from what is new, and one look took up to 100 ms."""
SWITCH = 0.0002
"""Seconds after which a busy thread hands over. A thread that stores answers gives way some fifteen times a
group, at each statement, and then waits as long as this until it may go on: with a millisecond a group
took 17 ms of which the database needed two, with Python's five a step of a survey waited for a tenth."""


def collect_all() -> None:
    """Collect everything, then leave what is still there out of later collections."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class _Collections:
    """Hears of each collection, in whatever thread: notes how long it took, and puts aside."""

    def __init__(self) -> None:
        self._began = 0.0

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.perf_counter()
            return
        COLLECTION_LONGEST.note(time.perf_counter() - self._began)
        # What is left of the middle ones has just been looked at, so hardly any garbage is put aside.
        if info["generation"] == 1:
            gc.freeze()


def _used() -> float:
    times = os.times()
    return times.user + times.system


async def _now_and_then(every: float, used: Callable[[], float]) -> None:
    waited, now = 0, used()
    while True:
        await asyncio.sleep(every)
        before, now = now, used()
        waited += 1
        if now - before < QUIET * every or waited >= PATIENCE:
            waited = 0
            collect_all()
            now = used()


@contextlib.asynccontextmanager
async def short_pauses(
    every: float = EVERY, used: Callable[[], float] = _used
) -> AsyncIterator[None]:
    """Keep pauses short as long as the server lives; ``used`` tells its processor time so far."""
    before, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(YOUNG, MIDDLE)
    collections = _Collections()
    gc.callbacks.append(collections)
    collect_all()
    task = asyncio.create_task(_now_and_then(every, used))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        gc.callbacks.remove(collections)
        gc.set_threshold(*thresholds)
        gc.unfreeze()
        sys.setswitchinterval(before)
