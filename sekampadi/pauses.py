"""What keeps the event loop's pauses short: garbage collection, and threads that hand over.

A full collection looks at every object of the process and stops all visitors meanwhile: with 500
open dashboards a third of a second, every few seconds. What has been there for a while is
therefore left out of the automatic ones, and looked at as a whole only now and then; objects
without cycles are given back at once, as always.
"""

import asyncio
import contextlib
import gc
import sys
from collections.abc import AsyncIterator

EVERY = 300.0
"""Seconds between two looks at everything: what visitors who have left occupied is given back."""
SWITCH = 0.001
"""Seconds after which a busy thread hands over. Python's 5 ms are what each step of a survey
would wait whenever a document or a figure is being made beside it."""


def collect_all() -> None:
    """Collect everything, then leave what is still there out of later collections."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


async def _now_and_then(every: float) -> None:
    while True:
        await asyncio.sleep(every)
        collect_all()


@contextlib.asynccontextmanager
async def short_pauses(every: float = EVERY) -> AsyncIterator[None]:
    """Keep pauses short as long as the server lives."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    collect_all()
    task = asyncio.create_task(_now_and_then(every))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        gc.unfreeze()
        sys.setswitchinterval(before)
