"""Who may send how much over the event channel, and who waits for a turn.

A page sends an event when somebody does something. What comes faster than a person's pace is let
through one by one, the more slowly the later the event loop is; so it takes the time that is left
over, and whoever answers a survey meanwhile is not behind it in any queue.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

PACE, PACE_BURST = 3.0, 12.0
"""Events a second, and at once, of one connection that are a person's: one step of a survey takes
seconds, a page that opens sends a few."""
ADDRESS_EVENTS, ADDRESS_BURST = 200.0, 1200.0
"""Events a second, and at once, of one address: eighty people who answer send about ten."""
ADDRESS_SOCKETS, ADDRESS_SOCKETS_BURST = 10.0, 400.0
"""New sockets a second, and at once, of one address: eighty people may all reload a few times."""
WAITING: Final = 20
"""How many events wait for a turn; further ones are dropped."""
_EVERY: Final = 0.005
_PATIENCE: Final = 4
"""For each second by which the loop is late, as many are left to others."""
_LONGEST: Final = 0.1
_MOST_ADDRESSES: Final = 20_000

Clock = Callable[[], float]


class Bucket:
    """A budget that fills up again: so much a second, so much at once."""

    __slots__ = ("_burst", "_clock", "_last", "_left", "_rate")

    def __init__(self, rate: float, burst: float, clock: Clock = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._left, self._last = burst, clock()

    def take(self) -> bool:
        """Take one, if there is one."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._last) * self._rate)
        self._last = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Address:
    """What one address may still do."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.open = 0
        self.sockets = Bucket(ADDRESS_SOCKETS, ADDRESS_SOCKETS_BURST, clock)
        self.events = Bucket(ADDRESS_EVENTS, ADDRESS_BURST, clock)


class Addresses:
    """The addresses that were seen lately, under a keyed hash; in memory only.

    When there are too many, whoever has nothing open is forgotten first.
    """

    def __init__(self, clock: Clock = time.monotonic, most: int = _MOST_ADDRESSES) -> None:
        self._clock = clock
        self._most = most
        self._known: OrderedDict[bytes, Address] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def of(self, key: bytes) -> Address:
        """Return what is known of an address."""
        address = self._known.get(key)
        if address is None:
            address = self._known[key] = Address(self._clock)
            while len(self._known) > self._most:
                oldest, found = self._known.popitem(last=False)
                if found.open:
                    self._known[oldest] = found
                    break
        self._known.move_to_end(key)
        return address


class Turns:
    """Lets one at a time through, and leaves time for everybody else in between."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._calling: asyncio.Task[None] | None = None

    async def take(self) -> bool:
        """Wait for a turn; False at once where too many wait."""
        if len(self._waiting) >= WAITING:
            return False
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        if self._calling is None or self._calling.done():
            self._calling = asyncio.create_task(self._call())
        await turn
        return True

    async def _call(self) -> None:
        loop, pause = asyncio.get_running_loop(), 0.0
        while self._waiting:
            due = loop.time() + pause
            await asyncio.sleep(pause)
            turn = self._waiting.popleft()
            if not turn.done():  # else its socket has gone
                turn.set_result(None)
            late = max(0.0, loop.time() - due)
            pause = min(_LONGEST, _EVERY + _PATIENCE * late)
