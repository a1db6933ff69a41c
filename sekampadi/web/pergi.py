"""Tabs that have gone: what the server keeps for them until they come back.

The draft of a survey is in the browser, and a page that connects again is hydrated anew, so little
is lost with what is dropped: a step appears a moment later. A page that is closed or left says so,
and hardly ever comes back; a connection that only broke may be a phone in a lift.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

KEPT: Final = 1000
"""How many are kept at most; a state has 6 to 80 KB."""
CLOSED, LOST = 10.0, 300.0
"""Seconds for which a tab is kept that has said goodbye, and one that has not."""
_AGAIN: Final = 5.0


class GoneTabs:
    """The tabs that have gone and are still kept.

    ``drop`` drops what is kept of a tab, and says False while that is still at work.
    """

    def __init__(
        self,
        drop: Callable[[str], bool],
        most: int = KEPT,
        closed: float = CLOSED,
        lost: float = LOST,
    ) -> None:
        self._drop = drop
        self._most = most
        self._closed = closed
        self._lost = lost
        self._tabs: OrderedDict[str, asyncio.TimerHandle] = OrderedDict()

    def __len__(self) -> int:
        return len(self._tabs)

    def left(self, tab: str, *, goodbye: bool = False) -> None:
        """Remember that a tab has gone, and drop those gone longest when there are too many."""
        self.came_back(tab)
        self._keep(tab, self._closed if goodbye else self._lost)
        for _ in range(len(self._tabs) - self._most):
            self._end(next(iter(self._tabs)))

    def came_back(self, tab: str) -> None:
        """Forget that a tab had gone."""
        timer = self._tabs.pop(tab, None)
        if timer is not None:
            timer.cancel()

    def _keep(self, tab: str, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self._tabs[tab] = loop.call_later(seconds, self._end, tab)

    def _end(self, tab: str) -> None:
        self.came_back(tab)
        if not self._drop(tab):
            self._keep(tab, _AGAIN)
