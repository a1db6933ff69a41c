"""A loop whose clock stands still until nobody has anything to do; then it jumps to the next alarm.

What shall happen every second is seen without waiting, and to the second: no busy machine makes a
test fail, and none is let off with "about a second".
"""

import asyncio
import functools
import inspect
import selectors
from collections.abc import Callable, Coroutine
from typing import Any

PATIENCE = 10.0
"""Seconds, of the real clock, in which a thread must say that it ends."""


class _Selector(selectors.DefaultSelector):
    """Waits in truth only for threads that work."""

    loop: "JamMaya"

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready, or move the clock on."""
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if self.loop.working:
            return super().select(None)
        if timeout is None:
            # At the end the loop waits for its threads to go.
            if not (ready := super().select(PATIENCE)):
                raise RuntimeError("everybody waits, and nothing will happen any more")
            return ready
        self.loop.now += timeout
        return []


class JamMaya(asyncio.SelectorEventLoop):
    """The loop. ``now`` are its seconds; ``working`` counts threads that are at work."""

    def __init__(self) -> None:
        self.now = 0.0
        self.working = 0
        selector = _Selector()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        """Return the seconds of this clock."""
        return self.now

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        """Let a thread work; the clock stands still meanwhile."""
        self.working += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._rested)
        return future

    def _rested(self, _future: object) -> None:
        self.working -= 1


def jam_maya(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run an asynchronous test on such a loop."""

    @functools.wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        with asyncio.Runner(loop_factory=JamMaya) as runner:
            runner.run(test(*args, **kwargs))

    assert inspect.iscoroutinefunction(test)
    del run.__wrapped__  # type: ignore[attr-defined]
    return run
