"""Citizens for load tests: tabs that stay open and fill in survey after survey."""

import asyncio
import json
import math
import random
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp

from sekampadi.domain.survei.survei import Langkah
from tests import factories
from tests.load.wire import Wire

STATE = "reflex___state____state.sekampadi___web___survei___state____survei_state"
THINK = 0.08
"""Seconds between two steps: nobody thinks so fast, so fewer tabs make the same load."""


@dataclass(frozen=True)
class Given:
    """An answer that was thanked for.

    Args:
        layanan: what it is about.
        sent: when its last step was sent.
        thanked: when the thanks came.
        order: how many last steps about the UPP had been sent when the thanks came; a screen that
            counts so many has it.
    """

    layanan: str
    sent: float
    thanked: float
    order: dict[str, int]


@dataclass
class Tally:
    """What all citizens together have done.

    Args:
        scopes_of: layanan -> the scopes its answers count in.
    """

    scopes_of: dict[str, tuple[str, ...]]
    sent: dict[str, int] = field(default_factory=dict)
    given: list[Given] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    late: int = 0
    errors: list[str] = field(default_factory=list)


class Citizen:
    """One tab on the survey of one layanan."""

    def __init__(self, http: aiohttp.ClientSession, url: str, layanan: str, seed: int) -> None:
        self.wire = Wire(http, url)
        self.layanan = layanan
        self._rng = random.Random(seed)

    async def arrive(self) -> None:
        """Open the survey."""
        await self.wire.open()
        await self.wire.load("/survei", '"is_hydrated_rx_state_":true', layanan=self.layanan)

    async def answer(self, tally: Tally) -> None:
        """Fill in one complete survey, from opening it to the thanks."""
        identity, isian = str(uuid.uuid4()), factories.random_isian(self._rng)
        await self._step(tally, "muat", {}, '"draft"')
        for langkah in Langkah:
            await asyncio.sleep(THINK)
            began = time.monotonic()
            if langkah is Langkah.SARAN:
                for scope in tally.scopes_of[self.layanan]:
                    tally.sent[scope] = tally.sent.get(scope, 0) + 1
            await self.send_step(langkah, identity, isian)
            tally.steps.append(time.monotonic() - began)
        order = {s: tally.sent[s] for s in tally.scopes_of[self.layanan]}
        tally.given.append(Given(self.layanan, began, time.monotonic(), order))

    async def begin(self) -> None:
        """Begin another survey where one was sent."""
        await self.wire.ask(f"{STATE}.muat", {}, "/survei", '"draft"', layanan=self.layanan)

    async def send_step(self, langkah: Langkah, identity: str, isian: Mapping[str, object]) -> None:
        """Send one step with the whole draft, and wait for what comes of it: of the last, thanks."""
        draf = {"uuid": identity, "layanan": self.layanan, "langkah": int(langkah)}
        draf |= {"isian": isian, "mulai": 0, "waktu": 90_000}
        data = {"langkah": str(int(langkah)), "draf": json.dumps(draf)}
        data |= {f: str(isian[f]) for f in langkah.fields if f in isian}
        # That it has begun is said with the identity, too, and is no thanks.
        thanks = f'"selesai_rx_state_":"{identity}"'
        until = thanks if langkah is Langkah.SARAN else '"delta"'
        asked = {"data": data}
        await self.wire.ask(f"{STATE}.lanjut", asked, "/survei", until, layanan=self.layanan)

    async def _step(self, tally: Tally, name: str, payload: dict[str, object], until: str) -> None:
        began = time.monotonic()
        await self.wire.ask(f"{STATE}.{name}", payload, "/survei", until, layanan=self.layanan)
        tally.steps.append(time.monotonic() - began)


async def stream(
    citizens: list[Citizen],
    tally: Tally,
    rate: float,
    seconds: float = math.inf,
    *,
    idle: float = 30.0,
) -> None:
    """Let surveys begin at a steady rate, each by a citizen who is free.

    Args:
        citizens: who may answer.
        tally: where it is counted.
        rate: surveys a second.
        seconds: for how long they begin; by default until this is cancelled.
        idle: seconds to wait for the last of them, also when cancelled.
    """
    free: asyncio.Queue[Citizen] = asyncio.Queue()
    for citizen in citizens:
        free.put_nowait(citizen)
    running: set[asyncio.Task[None]] = set()

    async def one(citizen: Citizen) -> None:
        try:
            await citizen.answer(tally)
        except (OSError, aiohttp.ClientError, AssertionError) as error:
            tally.errors.append(repr(error))
        free.put_nowait(citizen)

    began, number = time.monotonic(), 0
    try:
        while number < rate * seconds:
            due = began + number / rate
            number += 1
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            citizen = await free.get()
            tally.late += time.monotonic() - due > 0.1
            task = asyncio.create_task(one(citizen))
            running.add(task)
            task.add_done_callback(running.discard)
    finally:
        if running:
            await asyncio.wait(running, timeout=idle)
