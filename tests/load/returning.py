"""Pages of load tests that come back by themselves: citizens who answer until thanked, screens that stay."""

import asyncio
import random
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp

from sekampadi.domain.survei.survei import Langkah
from tests import factories
from tests.load.bench_live import FIGURES, Province, Screen
from tests.load.bench_survei import hello
from tests.load.respondents import Citizen
from tests.load.wire import TROUBLE, Wire

THINK = 0.08


@dataclass
class Book:
    """What has happened.

    Args:
        thanked: identity -> when the thanks came.
        waits: seconds from the last step to the thanks, of those who had no trouble.
        returns: of each screen that has come, when its figures were right, and after how many seconds of
            its new connection.
        late: seconds from when a killed process served again until the last screen was right.
        away: screens that show no right figures now.
        counted: scope -> answers that were there at the beginning or are thanked for.
        troubles: how often a citizen's connection ended or failed.
    """

    counted: dict[str, int]
    thanked: dict[str, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    returns: list[tuple[float, float]] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    away: set[int] = field(default_factory=set)
    troubles: int = 0

    def thank(self, identity: str, scopes: tuple[str, ...]) -> None:
        """Take down that an answer was thanked for: from now on figures without it are wrong."""
        self.thanked[identity] = time.monotonic()
        for scope in scopes:
            self.counted[scope] += 1


class StubbornVisitor:
    """A citizen's page that answers one survey after the other until it is told to stop."""

    def __init__(
        self, http: aiohttp.ClientSession, url: str, province: Province, number: int
    ) -> None:
        layanan = sorted(province.scopes_of)[number % len(province.scopes_of)]
        self._scopes = province.scopes_of[layanan]
        self._new = lambda: Citizen(http, url, layanan, number)
        self._citizen: Citizen | None = None
        self._rng = random.Random(number)

    async def answer(self, book: Book) -> None:
        """Answer once, and again by the same identity until there are thanks."""
        identity, isian = str(uuid.uuid4()), factories.random_isian(self._rng)
        step, troubled = Langkah.RESPONDEN, False
        while True:
            try:
                if self._citizen is None:
                    citizen = self._new()
                    async with asyncio.timeout(10):
                        await citizen.arrive()
                    self._citizen = citizen
                for step in [langkah for langkah in Langkah if langkah >= step]:
                    await asyncio.sleep(THINK)
                    began = time.monotonic()
                    async with asyncio.timeout(10):
                        await self._citizen.send_step(step, identity, isian)
            except TROUBLE:
                book.troubles += 1
                troubled = True
                await self.leave()
                await asyncio.sleep(0.3 + self._rng.random())
            else:
                book.thank(identity, self._scopes)
                if not troubled:
                    book.waits.append(time.monotonic() - began)
                return

    async def leave(self) -> None:
        """Close the page."""
        citizen, self._citizen = self._citizen, None
        if citizen is not None:
            try:
                await citizen.wire.close()
            except TROUBLE:
                return


async def stay(  # the page of one screen
    http: aiohttp.ClientSession, url: str, cookie: str, screen: Screen, book: Book
) -> None:
    """Keep a dashboard open: it comes back under the name it had, as a page does.

    It is right as soon as it shows all that was thanked for when it began to connect.
    """
    token, rng = str(uuid.uuid4()), random.Random(screen.scope)
    query = {"cakupan": screen.scope} if screen.scope else {}
    first = True
    while True:
        began, wanted, right = time.monotonic(), book.counted[screen.scope], asyncio.Event()
        book.away.add(id(screen))

        def hear(text: str, at: float, wanted: int = wanted, right: asyncio.Event = right) -> None:
            screen.hear(text, at)
            if screen.last >= wanted and not right.is_set() and FIGURES in text:
                right.set()

        wire = Wire(http, url, cookie, hear, token)
        try:
            async with asyncio.timeout(20):
                await wire.enter(hello(first=first), "/admin", FIGURES, **query)
                await right.wait()
            first = False
            now = time.monotonic()
            book.returns.append((now, now - began))
            book.away.discard(id(screen))
            await wire.closed()
        except TROUBLE:
            await asyncio.sleep(0.2)
        finally:
            with suppress(TROUBLE):
                await wire.close()
        book.away.add(id(screen))
        await asyncio.sleep(0.2 + rng.random())
