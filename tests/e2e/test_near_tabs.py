"""A visitor stays with the process that serves him: when his tab is duplicated, and when Redis goes.

Redis comes back empty; surveys go on meanwhile, and pages of logins come back by themselves.
"""

import asyncio
import uuid
from collections.abc import Iterator

import aiohttp
import pytest
from socketio.exceptions import ConnectionError as SocketError
from sqlmodel import select

from sekampadi.db.models import Jawaban
from sekampadi.domain.izin import Role
from sekampadi.domain.survei.survei import Langkah
from tests import factories
from tests.e2e.conftest import Beginnings
from tests.e2e.harness import AppServer
from tests.e2e.processes import wait_workers, worker_of
from tests.e2e.test_hub import Viewer, log_in
from tests.e2e.warm import Warm
from tests.load.respondents import Citizen
from tests.load.services import OwnRedis
from tests.load.wire import Wire

LAYANAN = "layanan-a1"
DIFFERENT = '"berbeda_rx_state_":true'
TWO = {"SEKAMPADI_WORKERS": "2"}


@pytest.fixture(scope="module")
def own_redis() -> Iterator[OwnRedis]:
    redis = OwnRedis()
    redis.start()
    yield redis
    redis.kill()


@pytest.fixture(scope="module")
def server(
    own_redis: OwnRedis,
    warm: Warm,
    template_databases: Beginnings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[AppServer]:
    """Serve with two processes."""
    folder = tmp_path_factory.mktemp("pergi")
    server = AppServer(folder, redis_url=own_redis.url, extra=TWO, warm=warm)
    server.use_database(template_databases["cast"])
    server.start()
    wait_workers(server, 2)
    yield server
    server.stop()


class Person:
    """Somebody who fills in a survey step by step, in one tab that stays open."""

    def __init__(
        self, http: aiohttp.ClientSession, server: AppServer, seed: int, token: str = ""
    ) -> None:
        self.said: list[str] = []
        self.citizen = Citizen(http, server.url, LAYANAN, seed)
        self.citizen.wire = Wire(
            http, server.url, hear=lambda text, _: self.said.append(text), token=token
        )
        self.identity = str(uuid.uuid4())
        self._isian = factories.random_isian(self.citizen._rng)

    async def step(self, *steps: Langkah) -> None:
        """Press Lanjut once for each step, and see what comes of it; of the last, thanks."""
        for step in steps:
            async with asyncio.timeout(5):
                await self.citizen.send_step(step, self.identity, self._isian)


async def _duplicate(http: aiohttp.ClientSession, server: AppServer, one: Person) -> Person:
    """Open a tab under the name of another until a different process has it."""
    held = worker_of(server, one.citizen.wire.port)
    for seed in range(100, 160):
        other = Person(http, server, seed, one.citizen.wire.token)
        try:
            await other.citizen.arrive()
        except AssertionError as error:
            # The process that has the first gives it another name, before it greets it.
            assert "new_token" in str(error)  # noqa: PT017 - the wire's own word
            continue
        assert worker_of(server, other.citizen.wire.port) != held
        return other
    raise AssertionError("no connection went to the other process")


def _stored(server: AppServer) -> list[str]:
    with server.runtime() as rt, rt.reading() as session:
        return sorted(str(found) for found in session.exec(select(Jawaban.uuid)))


async def test_two_tabs_of_one_name_are_two_people(server: AppServer) -> None:
    before = _stored(server)
    async with aiohttp.ClientSession() as http:
        one = Person(http, server, 10)
        await one.citizen.arrive()
        await one.step(*list(Langkah)[:2])
        other = await _duplicate(http, server, one)
        await other.step(*Langkah)
        # The first stands where it stood.
        await one.step(*list(Langkah)[2:])
        assert _stored(server) == sorted([*before, one.identity, other.identity])
        # Whoever sends under the identity of what was sent before is told if it was another answer.
        again, differently = Person(http, server, 11), Person(http, server, 12)
        for person in (again, differently):
            await person.citizen.arrive()
            person.identity = one.identity
        again._isian = one._isian
        assert differently._isian != one._isian
        for person in (again, differently):
            await person.step(*Langkah)
        everybody = (one, other, again, differently)
        told = [person for person in everybody if any(DIFFERENT in text for text in person.said)]
        assert told == [differently]
        for person in everybody:
            await person.citizen.wire.close()
    assert _stored(server) == sorted([*before, one.identity, other.identity])


async def test_a_survey_goes_on_while_redis_is_away_and_after(
    server: AppServer, own_redis: OwnRedis
) -> None:
    responden, umum, skm, saran = Langkah
    async with aiohttp.ClientSession() as http:
        people = [Person(http, server, seed) for seed in range(6)]
        for person in people:
            await person.citizen.arrive()
            await person.step(responden)
        before, during = people[:3], people[3:]
        own_redis.kill()
        for person in people:
            await person.step(umum)
        late = Person(http, server, 6)
        await late.citizen.arrive()
        await late.step(responden, umum)
        for person in before:
            await person.step(skm, saran)
        own_redis.start()  # empty
        for person in (*during, late):
            await person.step(skm, saran)
        for person in (*people, late):
            assert not person.citizen.wire.closed_by_server
            await person.citizen.wire.close()
    assert set(_stored(server)) >= {person.identity for person in (*people, late)}
    server.check_log()  # before anything of a login has failed


async def test_a_login_s_page_says_so_and_comes_back(
    server: AppServer, own_redis: OwnRedis
) -> None:
    with server.runtime() as rt:
        cookie = log_in(rt, Role.PIMPINAN)
    viewer = Viewer(server, cookie)
    await viewer.__aenter__()
    await viewer.look()
    await viewer.sees(str(len(_stored(server))))
    own_redis.kill()
    viewer.updates.clear()
    await viewer.look()
    async with asyncio.timeout(10):
        while not any("failed(" in call for call in viewer.calls()):  # noqa: ASYNC110 - another task hears
            await asyncio.sleep(0.02)
    # Whoever loads a page now is told that there is no connection; his browser tries again.
    other = Viewer(server, cookie)
    with pytest.raises(SocketError):
        await other.__aenter__()
    own_redis.start()  # empty
    await other.__aenter__()
    await other.look()
    async with aiohttp.ClientSession() as http:
        person = Person(http, server, 1)
        await person.citizen.arrive()
        await person.step(*Langkah)
        await person.citizen.wire.close()
    new = str(len(_stored(server)))
    await viewer.sees(new)
    viewer.updates.clear()
    await viewer.look()
    await viewer.sees(new)
    await other.sees(new)
    for page in (viewer, other):
        await page.close()
