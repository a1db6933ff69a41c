"""Two processes of one server: what one stores the other shows, and one that is killed takes nothing with it."""

import asyncio
import signal
import time
from collections import Counter

import aiohttp
import pytest
from redis import Redis
from sqlmodel import select

from sekampadi.db.models import Jawaban
from sekampadi.domain.izin import Role
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.serving import answers
from tests.e2e.conftest import StartServer
from tests.e2e.harness import AppServer
from tests.e2e.processes import (
    Stubborn,
    answer_on,
    kill,
    open_on,
    post_on,
    wait_workers,
    worker_of,
    workers,
)
from tests.e2e.test_hub import Viewer, log_in

TWO = {"SEKAMPADI_WORKERS": "2"}


@pytest.fixture
def server(start_server: StartServer, redis_url: str) -> AppServer:
    server = start_server("cast", redis_url=redis_url, extra=TWO)
    wait_workers(server, 2)
    return server


async def test_what_one_process_does_the_other_shows(server: AppServer) -> None:
    pids = workers(server)
    with server.runtime() as rt:
        cookies = [log_in(rt, Role.PIMPINAN) for _ in pids]
    viewers = [Viewer(server, cookie) for cookie in cookies]
    for viewer, pid in zip(viewers, pids, strict=True):
        await open_on(viewer, server, pid)
        await viewer.look(cakupan="upp-a")
        await viewer.sees("0")
    async with aiohttp.ClientSession() as http:
        for number, pid in enumerate(pids, 1):
            await answer_on(http, server, pid, "layanan-a1")
            for viewer in viewers:
                await viewer.sees(str(number))
    # The login of the second screen ends in the process that does not have it.
    assert post_on(server, pids[0], "/sesi/keluar", cookies[1]) == 303
    async with asyncio.timeout(5):  # a look at all logins comes only every ten seconds
        while not any("sesi.required" in call for call in viewers[1].calls()):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    for viewer in viewers:
        await viewer.close()


@pytest.mark.long
async def test_processes_are_replaced_while_people_answer(server: AppServer) -> None:
    old = frozenset(workers(server))
    assert server.process is not None
    server.process.send_signal(signal.SIGHUP)
    asked = 0
    async with aiohttp.ClientSession() as http:
        people = [Stubborn(http, server, "layanan-a1", i) for i in range(10)]
        ends = time.monotonic() + 120

        async def come(number: int) -> bool:
            await asyncio.sleep(number * 4)
            return await people[number].answer(ends)

        answering = asyncio.gather(*(come(i) for i in range(len(people))))
        while old & {*workers(server)} or len(workers(server)) < len(old):
            assert time.monotonic() < ends
            assert await asyncio.to_thread(answers, f"{server.url}/api/health"), "a request failed"
            asked += 1
            await asyncio.sleep(0.05)
        assert all(await answering)
    assert asked > 50
    with server.runtime() as rt:
        with rt.reading() as session:
            stored = {str(i) for i in session.exec(select(Jawaban.uuid))}
        assert stored == {person.identity for person in people}
        assert check_rekap(rt) == []


async def test_a_killed_process_takes_nothing_with_it(
    start_server: StartServer, redis_url: str, pg_database_url: str
) -> None:
    server = start_server("cast", database_url=pg_database_url, redis_url=redis_url, extra=TWO)
    victim, other = wait_workers(server, 2)
    with server.runtime() as rt:
        cookie = log_in(rt, Role.PIMPINAN)
    viewer = Viewer(server, cookie)
    await open_on(viewer, server, victim)
    await viewer.look(cakupan="upp-a")
    await viewer.sees("0")
    ends = time.monotonic() + 40
    async with aiohttp.ClientSession() as http:
        people = [Stubborn(http, server, f"layanan-a{1 + i % 2}", i) for i in range(24)]

        async def come(number: int) -> bool:
            await asyncio.sleep(number * 0.06)
            return await people[number].answer(ends)

        answering = [asyncio.create_task(come(i)) for i in range(len(people))]
        while not any(p.port and worker_of(server, p.port) == victim for p in people):
            assert time.monotonic() < ends
            await asyncio.sleep(0.05)
        kill(victim)
        # What it was doing for this tab was not done, and its lock is nobody's.
        with Redis.from_url(redis_url) as redis:
            (record,) = redis.keys(f"token_manager_socket_record_{viewer.token}*")
            tab = record.decode().removeprefix("token_manager_socket_record_")
            redis.set(f"{tab}_lock", "the dead one's", px=600_000)
        # The tab comes back under its name, and is still that of its login.
        again = Viewer(server, cookie, viewer.token)
        await asyncio.sleep(0.2)
        await again.__aenter__()
        assert again.new_tokens == []
        await again.look(cakupan="upp-a")
        assert all(await asyncio.gather(*answering))
    assert any(person.losses for person in people), "nobody was answering when it was killed"
    await again.sees(str(len(people)))
    assert await asyncio.to_thread(wait_workers, server, 2, frozenset({victim}))
    assert other in workers(server)
    with server.runtime() as rt:
        with rt.reading() as session:
            stored = Counter(str(i) for i in session.exec(select(Jawaban.uuid)))
        assert stored == Counter(person.identity for person in people)
        assert check_rekap(rt) == []
    assert worker_of(server, again.port) == other
    await again.close()
