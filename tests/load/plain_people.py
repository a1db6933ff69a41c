"""People who fill in plain surveys, in processes of their own and as lean as is fair.

Each has a connection of his own for each survey, and asks for what a browser asks for: the page, and
four forms, each with the draft of the page before, no faster than the answers come. What they answer
is made before they begin, since they share the processors with the server they measure.
"""

import html
import multiprocessing
import random
import re
import select
import socket
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from urllib.parse import quote_plus, urlencode

from sekampadi.domain.survei.survei import Langkah
from tests import factories

_DRAFT = re.compile(rb'name="draf" value="([^"]*)"')
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_THANKS = b"Jawaban Anda sudah terkirim."
LAYANAN = 40
"""How many they answer about: ``layanan-0`` and so on."""
_PATIENCE = 30.0
_READ = 1 << 16


@dataclass
class Tally:
    """What all people together have done: seconds of connecting and of each request, thanks."""

    connects: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)
    thanked: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Add what others have done."""
        self.connects += other.connects
        self.requests += other.requests
        self.thanked += other.thanked
        self.errors += other.errors


@dataclass(frozen=True)
class Crowd:
    """How many people there are in all, in how many processes, for how many seconds."""

    people: int
    seconds: float
    processes: int = 1


@dataclass(frozen=True)
class _Answers:
    """What one person sends: the first request, and each form without its draft."""

    page: bytes
    path: str
    forms: tuple[str, ...]


def _answers(rng: random.Random, port: int) -> _Answers:
    path, isian = f"/lembar/layanan-{rng.randrange(LAYANAN)}", factories.random_isian(rng)
    forms = tuple(
        urlencode({f: str(isian[f]) for f in langkah.fields} | {"langkah": int(langkah)})
        for langkah in Langkah
    )
    return _Answers(f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode(), path, forms)


def _form(answers: _Answers, port: int, form: str, page: bytes) -> bytes:
    found = _DRAFT.search(page)
    draft = quote_plus(html.unescape(found[1].decode())) if found else "%7B%7D"
    body = f"{form}&draf={draft}&ke=lanjut"
    return (
        f"POST {answers.path} HTTP/1.1\r\nHost: localhost:{port}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def _whole(got: bytearray) -> bool:
    head = got.find(b"\r\n\r\n")
    if head < 0:
        return False
    length = _LENGTH.search(got, 0, head)
    assert length is not None, "an answer without its length"
    return len(got) >= head + 4 + int(length[1])


class _Person:
    """One survey after the other; gives the connection that waits for an answer, each time it does."""

    def __init__(self, port: int, rng: random.Random, stock: list[_Answers], tally: Tally) -> None:
        self._port = port
        self._rng = rng
        self._stock = stock
        self._tally = tally

    def surveys(self, until: float) -> Iterator[socket.socket]:
        while time.monotonic() < until:
            try:
                yield from self._survey(self._rng.choice(self._stock))
                self._tally.thanked += 1
            except (OSError, AssertionError) as error:
                self._tally.errors.append(repr(error))

    def _survey(self, answers: _Answers) -> Iterator[socket.socket]:
        began = time.perf_counter()
        with socket.create_connection(("127.0.0.1", self._port), _PATIENCE) as line:
            self._tally.connects.append(time.perf_counter() - began)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            page = yield from self._ask(line, answers.page)
            drafted = _DRAFT.search(page) is not None
            for form in answers.forms:
                page = yield from self._ask(line, _form(answers, self._port, form, page))
            # The ceiling thanks nobody.
            assert not drafted or _THANKS in page or b"x" * 3000 in page, "no thanks"

    def _ask(self, line: socket.socket, request: bytes) -> Generator[socket.socket, None, bytes]:
        began = time.perf_counter()
        line.sendall(request)
        got = bytearray()
        while not _whole(got):
            yield line
            some = line.recv(_READ)
            if not some:
                raise ConnectionResetError("the server has gone")
            got += some
        self._tally.requests.append(time.perf_counter() - began)
        assert got.startswith(b"HTTP/1.1 200"), bytes(got[:80])
        return bytes(got)


def _live(crowd: Crowd, port: int, seed: int, ready: Connection) -> None:
    """Be some of the people; ``ready`` is told, says when to begin, and is handed what was done."""
    tally, rng = Tally(), random.Random(seed)
    stock = [_answers(rng, port) for _ in range(3000)]
    ready.send(None)
    ready.recv()
    until, poll = time.monotonic() + crowd.seconds, select.epoll()
    waiting: dict[int, tuple[socket.socket, Iterator[socket.socket]]] = {}

    def go_on(person: Iterator[socket.socket], before: socket.socket | None) -> None:
        line = next(person, None)
        if line is None:
            return
        if line is not before:  # one that was closed is not waited for any more
            poll.register(line, select.EPOLLIN)
        waiting[line.fileno()] = (line, person)

    for _ in range(crowd.people):
        go_on(_Person(port, rng, stock, tally).surveys(until), None)
    while waiting:
        heard = poll.poll(_PATIENCE)
        if not heard:
            tally.errors.append(f"{len(waiting)} people wait in vain for {_PATIENCE:.0f} s")
            break
        for number, _ in heard:
            line, person = waiting.pop(number)
            go_on(person, line)
    ready.send(tally)


def load(port: int, crowd: Crowd) -> Tally:
    """Let them all begin at once; return what they have done when the last is through.

    Raises:
        EOFError: one of the processes has died; it has said why.
    """
    spawn, tally, lines = multiprocessing.get_context("spawn"), Tally(), []
    for number in range(crowd.processes):
        own = Crowd(crowd.people // crowd.processes, crowd.seconds)
        here, there = spawn.Pipe()
        given = (own, port, time.monotonic_ns() + number, there)
        process = spawn.Process(target=_live, args=given, daemon=True)
        process.start()
        there.close()  # so that a process that dies is heard of
        lines.append((process, here))
    for _, line in lines:
        line.recv()
    for _, line in lines:
        line.send(None)
    for process, line in lines:
        tally.add(line.recv())
        process.join()
    return tally
