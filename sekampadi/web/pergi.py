"""Tabs of nobody that have gone: their states wait for them, but not more than a few hundred.

A visitor who comes back within half an hour finds the page as it was. Whoever opens and closes
connections fills the memory with such states; so those gone longest are dropped first. A survey
loses nothing by it, its draft is in the browser. In Redis they expire by themselves.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

KEPT: Final = 1000
"""A state has 33 to 116 KB."""


class GoneTabs:
    """The tabs that have gone and are still kept.

    ``drop`` drops what is kept of a tab, and says False while that is still at work.
    """

    def __init__(self, drop: Callable[[str], bool], most: int = KEPT) -> None:
        self._drop = drop
        self._most = most
        self._tabs: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._tabs)

    def left(self, tab: str) -> None:
        """Remember that a tab has gone, and drop those gone longest when there are too many."""
        self._tabs[tab] = None
        self._tabs.move_to_end(tab)
        for _ in range(len(self._tabs) - self._most):
            oldest, _ = self._tabs.popitem(last=False)
            if not self._drop(oldest):
                self._tabs[oldest] = None

    def came_back(self, tab: str) -> None:
        """Forget that a tab had gone."""
        self._tabs.pop(tab, None)
