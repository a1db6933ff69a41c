"""Who waits for a place among the large files, and how places come back; with real processes."""

import asyncio
import io
import logging
import os
import resource
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from sekampadi.api.http import proses
from sekampadi.db.models import Audit
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.periode import Periode
from sekampadi.reports.build.berkas import FileJob
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Login
from tests.factories import Cast

pytestmark = pytest.mark.usefixtures("cold_children")  # they are found by their command lines

ALAMAT = "/unduh/laporan-tahunan.pdf?tahun=2023"
HANGS = 100.0
"""Seconds after which a test that waits in vain is given up."""


def _makers() -> set[int]:
    """Return the ids of the processes that make files for this one."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:  # it has ended meanwhile
            continue
        if words[2:4] == [b"sekampadi.reports.build.berkas", str(os.getpid()).encode()]:
            found.add(int(folder.name))
    return found


async def _until(reached: Callable[[], object]) -> None:
    async with asyncio.timeout(HANGS):
        while not reached():  # noqa: ASYNC110 - a process tells nobody that it has begun
            await asyncio.sleep(0.005)


async def _halted(known: set[int]) -> int:
    """Wait for a new process, and halt it: what it makes takes as long as the test likes."""
    await _until(lambda: _makers() - known)
    (pid,) = _makers() - known
    os.kill(pid, signal.SIGSTOP)
    return pid


def _rows(rt: Runtime) -> list[int | None]:
    with rt.reading() as session:
        found = session.exec(select(Audit).where(Audit.aksi == "ekspor.tahunan").order_by("id"))
        return [row.operator_id for row in found]


def _job(rt: Runtime, person: Principal, jenis: str = "tahunan") -> FileJob:
    return FileJob(
        *(jenis, rt.settings, person, "", (), Periode.tahun(2023), rt.now()), ending="pdf"
    )


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Every place has come back at the end, and nobody waits any more."""
    yield
    assert not proses._owners
    assert not proses._queue
    for _ in range(proses.MOST):
        assert proses._places.acquire(blocking=False)
    for _ in range(proses.MOST):
        proses._places.release()


async def test_a_third_is_told_while_two_are_not_yet_made_and_leaves_no_line(
    rt: Runtime, cast: Cast, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [cast.people[Role.ADMIN_UPP], cast.admin_b, cast.people[Role.ADMIN_PEMPROV]]
    a, b, third = [await login(person) for person in people]
    long, pids = [], set[int]()
    for browser in (a, b):
        long.append(asyncio.create_task(browser.get(ALAMAT)))
        pids.add(await _halted(pids))
    monkeypatch.setattr(proses, "PATIENCE", 0.3)
    try:
        answer = await asyncio.wait_for(third.get(ALAMAT), HANGS)
        assert answer.status_code == 503
        assert "Berkas besar lain sedang dibuat" in answer.text
        assert not any(task.done() for task in long)
        assert _rows(rt) == []
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
    assert [(await task).status_code for task in long] == [200, 200]
    assert {*_rows(rt)} == {person.operator_id for person in people[:2]}


async def test_a_third_waits_for_a_place_that_comes_back(
    rt: Runtime, cast: Cast, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [cast.people[Role.ADMIN_UPP], cast.admin_b, cast.people[Role.ADMIN_PEMPROV]]
    a, b, third = [await login(person) for person in people]
    monkeypatch.setattr(proses, "PATIENCE", HANGS)
    first = asyncio.create_task(a.get(ALAMAT))
    halted = {await _halted(set())}
    second = asyncio.create_task(b.get(ALAMAT))
    halted.add(await _halted(halted))
    waits = asyncio.create_task(third.get(ALAMAT))
    await _until(lambda: proses._queue)
    assert _makers() == halted, "nothing is made without a place"
    second.cancel()  # its browser has gone; the first is halted to the end of the test
    assert (await asyncio.wait_for(waits, HANGS)).status_code == 200
    assert not first.done()
    first.cancel()
    await asyncio.wait({first, second})
    assert _makers() == set()
    assert _rows(rt) == [people[2].operator_id], "who went away before took nothing away"


async def test_who_leaves_the_queue_and_who_comes_twice(
    rt: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proses, "PATIENCE", HANGS)
    monkeypatch.setattr(proses, "WAITING", 1)
    jobs = [_job(rt, cast.people[Role.ADMIN_UPP]), _job(rt, cast.admin_b)]
    places = [await proses.MakingPlace.wait_for(job) for job in jobs]
    province = _job(rt, cast.people[Role.ADMIN_PEMPROV])
    waits = asyncio.create_task(proses.Making.begun(province))
    await asyncio.sleep(0)
    assert len(proses._queue) == 1
    other = _job(rt, cast.people[Role.KABAG_TATALAKSANA])
    for job, word in ((province, "Anda yang lain"), (jobs[0], "Anda yang lain"), (other, "lain")):
        with pytest.raises(DomainError, match=word) as caught:
            await asyncio.wait_for(proses.Making.begun(job), HANGS)
        assert caught.value.code == "berkas.busy"
    waits.cancel()
    await asyncio.wait({waits})
    assert waits.cancelled()
    for place in places:
        place.give_back()


async def test_who_takes_a_file_slowly_keeps_nobody_from_making_his(
    rt: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proses, "_CHUNK", 5000)
    slow = []
    for person in (cast.people[Role.ADMIN_UPP], cast.admin_b):
        pieces = (await proses.Making.begun(_job(rt, person))).pieces()
        slow.append((pieces, [await anext(pieces)]))
    # Both have taken 5,000 bytes and take no more: their files lie there, and a third is made.
    monkeypatch.setattr(proses, "PATIENCE", HANGS)
    third = await proses.Making.begun(_job(rt, cast.people[Role.ADMIN_PEMPROV]))
    assert len(b"".join([piece async for piece in third.pieces()])) > 5000
    # But nobody has two on the disk.
    with pytest.raises(DomainError, match="dibuat atau diunduh"):
        proses.MakingPlace.take(_job(rt, cast.people[Role.PIMPINAN_UPP]))
    (first, begun), (second, _) = slow
    begun += [piece async for piece in first]
    assert len(begun) > 1
    whole = b"".join(begun)
    assert whole.startswith(b"%PDF")
    assert whole.rstrip().endswith(b"%%EOF")
    await second.aclose()  # its browser has gone
    assert _makers() == set()


async def test_what_is_larger_than_the_disk_is_asked_for_is_made_as_it_is_taken(
    rt: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proses, "_CHUNK", 5000)
    monkeypatch.setattr(proses, "AHEAD", 10_000)
    making = await proses.Making.begun(_job(rt, cast.people[Role.ADMIN_UPP]))
    pieces = making.pieces()
    size = len(await anext(pieces))
    await _until(lambda: making._made > proses.AHEAD)
    await asyncio.sleep(3 * proses._LOOK_EVERY)
    assert making._made <= proses.AHEAD + 5000
    async for piece in pieces:
        size += len(piece)
    assert size == making._made
    assert size > 3 * proses.AHEAD


async def test_who_takes_nothing_at_all_is_let_go(
    rt: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = _job(rt, cast.people[Role.ADMIN_UPP])
    answer = await proses.hand_on(job, "a.pdf", "application/pdf")
    monkeypatch.setattr(proses, "LIMIT", 0.3)
    sent = []

    async def receive() -> Any:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message["type"])
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    scope = {"type": "http", "asgi": {"spec_version": "2.3"}, "method": "GET", "headers": []}
    async with asyncio.timeout(HANGS):
        with pytest.raises(TimeoutError):
            await answer(scope, receive, send)
    assert sent == ["http.response.start", "http.response.body"]
    assert proses._owners == set()


async def test_who_has_gone_is_no_failure_in_the_log(
    rt: Runtime, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, proses.logger.name)
    making = proses.Making(_job(rt, cast.people[Role.ADMIN_UPP]))
    os.kill(making._child.pid, signal.SIGSTOP)
    waits = asyncio.create_task(asyncio.to_thread(making.begin))
    await asyncio.sleep(0)
    making.close()
    with pytest.raises(DomainError):
        await waits
    [line] = [r for r in caplog.records if r.name == proses.logger.name]
    assert (line.levelno, line.message) == (logging.INFO, "nobody waits for a file any more")


async def test_what_a_process_kept_on_the_disk_goes_with_it(
    rt: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = tmp_path / "sementara"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    job = replace(_job(rt, cast.people[Role.ADMIN_UPP]), ending="xlsx")
    making = proses.Making(job)
    (folder,) = place.iterdir()
    (folder / "laporan.xlsx").write_bytes(b"PK")
    os.kill(making._child.pid, signal.SIGKILL)
    making.close()
    assert list(place.iterdir()) == []
    # It is where the process works: without it nothing can be made.
    making = proses.Making(job)
    os.kill(making._child.pid, signal.SIGSTOP)
    (folder,) = place.iterdir()
    folder.rmdir()
    os.kill(making._child.pid, signal.SIGCONT)
    with pytest.raises(DomainError) as caught:
        await asyncio.to_thread(making.begin)
    assert caught.value.code == "berkas.failed"


class _SmallDisk(io.RawIOBase):
    """A file that takes a few bytes at a time, and none beyond its size."""

    def __init__(self, size: int) -> None:
        self.held, self._size = b"", size

    def writable(self) -> bool:
        return True

    def write(self, given: Any) -> int:
        taken = bytes(given)[: min(3, self._size - len(self.held))]
        self.held += taken
        return len(taken)


def test_a_piece_is_written_as_a_whole_or_not_at_all() -> None:
    disk = _SmallDisk(11)
    proses._write(disk, b"0123456789")
    assert disk.held == b"0123456789"
    with pytest.raises(OSError, match="not written as a whole"):
        proses._write(disk, b"0123456789")


async def test_a_file_that_the_disk_has_no_room_for_is_not_handed_on_as_a_whole(
    rt: Runtime, cast: Cast
) -> None:
    making = await proses.Making.begun(_job(rt, cast.people[Role.ADMIN_UPP]))
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, usual[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            async for _ in making.pieces():
                pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert _makers() == set()


async def test_what_cannot_begin_gives_its_place_back(
    rt: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    with pytest.raises(DomainError) as caught:
        await proses.Making.begun(_job(rt, person, "tidak-ada"))
    assert caught.value.code == "berkas.failed"
    with pytest.raises(DomainError) as caught:
        await proses.Making.begun(_job(rt, cast.people[Role.PETUGAS_LAYANAN]))
    assert caught.value.code == "izin.denied"
    monkeypatch.setattr(proses, "BEGIN_LIMITS", {"tahunan": 0.01})
    with pytest.raises(DomainError, match="terlalu lama") as caught:
        await proses.Making.begun(_job(rt, person))
    assert caught.value.code == "berkas.timeout"


async def test_a_line_that_cannot_be_written_hands_nothing_on(rt: Runtime, cast: Cast) -> None:
    async def note() -> None:
        raise DomainError("contoh.refused", "Tidak boleh.")

    job = _job(rt, cast.people[Role.ADMIN_PEMPROV])
    with pytest.raises(DomainError, match="Tidak boleh"):
        await proses.hand_on(job, "a.pdf", "application/pdf", note=note)
    assert _makers() == set()
