"""What processes know together by a real Redis, and what each does while it is away."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import redis

from sekampadi.db.kabar_redis import ACT, RIGHTS, Ears, RedisListener, alive_channel
from sekampadi.db.shared import CHANNEL, SharedStore, UnreachableError
from sekampadi.db.shared_counts import (
    add_recent,
    count_recent,
    forget_recent,
    take_from_bucket,
)
from tests.conftest import make_clock

SOON = 5.0
TODAY = date(2023, 5, 15)
SECRET = "what all processes of one service know"
NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def processes(redis_url: str) -> Iterator[tuple[SharedStore, SharedStore]]:
    """Return the stores of two processes, on a Redis that is empty."""
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
    one, other = SharedStore(redis_url, SECRET), SharedStore(redis_url, SECRET)
    yield one, other
    one.close()
    other.close()


def test_processes_make_the_same_name_of_an_address_for_one_day(
    processes: tuple[SharedStore, SharedStore], redis_url: str
) -> None:
    one, other = processes
    name = one.name("alamat", "198.51.100.7", TODAY)
    assert other.name("alamat", "198.51.100.7", TODAY) == name
    assert "198.51.100.7" not in name
    assert other.name("alamat", "198.51.100.8", TODAY) != name
    assert other.name("nama", "198.51.100.7", TODAY) != name
    assert one.name("alamat", "198.51.100.7", TODAY + timedelta(days=1)) != name
    stranger = SharedStore(redis_url, "who can read Redis but does not know the secret")
    assert stranger.name("alamat", "198.51.100.7", TODAY) != name
    stranger.close()


def test_a_redis_that_has_come_back_empty_is_given_the_key_in_use(
    processes: tuple[SharedStore, SharedStore], redis_url: str
) -> None:
    one, other = processes
    name = one.name("alamat", "198.51.100.7", TODAY)
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
    one._key_until = 0.0  # half a minute later
    assert one.name("alamat", "198.51.100.7", TODAY) == name
    assert other.name("alamat", "198.51.100.7", TODAY) == name


def test_both_count_what_happened_lately(processes: tuple[SharedStore, SharedStore]) -> None:
    one, other = processes
    clock, window = make_clock(), timedelta(minutes=10)
    for shared in (one, other, one):
        add_recent(shared, "uji", "siapa", clock(), window, most=40)
        clock.advance(timedelta(minutes=4))
    assert count_recent(other, "uji", "siapa", clock(), window) == 2  # the first is too old
    assert count_recent(other, "uji", "lain", clock(), window) == 0
    forget_recent(other, "uji", "siapa", clock(), window)
    assert count_recent(one, "uji", "siapa", clock(), window) == 0


def test_a_window_goes_past_midnight(processes: tuple[SharedStore, SharedStore]) -> None:
    one, other = processes
    before = datetime(2023, 5, 15, 16, 58, tzinfo=UTC)  # two minutes before the province's midnight
    after, window = before + timedelta(minutes=4), timedelta(minutes=10)
    add_recent(one, "uji", "siapa", before, window, most=40)
    add_recent(one, "uji", "siapa", after, window, most=40)
    assert count_recent(other, "uji", "siapa", after, window) == 2
    assert count_recent(other, "uji", "siapa", after + timedelta(minutes=7), window) == 1
    forget_recent(other, "uji", "siapa", after, window)
    assert count_recent(one, "uji", "siapa", after, window) == 0


def test_only_so_many_are_remembered(processes: tuple[SharedStore, SharedStore]) -> None:
    one, other = processes
    clock, window = make_clock(), timedelta(minutes=10)
    for _ in range(9):
        add_recent(one, "uji", "siapa", clock(), window, most=5)
    assert count_recent(other, "uji", "siapa", clock(), window) == 5


def test_one_budget_is_for_both(processes: tuple[SharedStore, SharedStore]) -> None:
    one, other = processes
    name = one.name("laju", "198.51.100.7", TODAY)
    waits = [take_from_bucket(shared, name, 0.1, 4.0) for shared in (one, other) * 3]
    assert waits[:4] == [0, 0, 0, 0]
    assert all(wait in (9, 10) for wait in waits[4:])


def test_without_redis_everybody_is_told_so_at_once() -> None:
    shared = SharedStore(NOBODY, SECRET)
    for _ in range(3):
        with pytest.raises(UnreachableError):
            shared.name("alamat", "198.51.100.7", TODAY)
    shared.publish(ACT)  # lost, and no error
    shared.close()


class Heard:
    """What a process has heard."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._news = threading.Condition()
        self.ears = Ears(
            lambda upp_id: self._add(str(upp_id)),
            lambda: self._add("gap"),
            lambda: self._add(RIGHTS),
            lambda: self._add(ACT),
            lambda text: self._add(f"answer {text}"),
        )

    def _add(self, word: str) -> None:
        with self._news:
            self.words.append(word)
            self._news.notify_all()

    def wait(self, *words: str) -> None:
        with self._news:
            assert self._news.wait_for(lambda: self.words == [*words], SOON), self.words
            self.words.clear()


Hear = Callable[[SharedStore, str], Heard]


@pytest.fixture
def hear() -> Iterator[Hear]:
    """Return what lets a process listen."""
    listeners: list[RedisListener] = []

    def begin(shared: SharedStore, process: str = "") -> Heard:
        heard = Heard()
        listeners.append(RedisListener(shared, heard.ears, process))
        listeners[-1].start()
        heard.wait("gap", RIGHTS, ACT)  # what was said before was not heard
        return heard

    yield begin
    for listener in listeners:
        listener.stop()


def test_word_reaches_the_others_and_not_the_speaker(
    processes: tuple[SharedStore, SharedStore], hear: Hear, redis_url: str
) -> None:
    one, other = processes
    mine = hear(one, "")
    theirs = hear(other, "")
    mine.wait("gap")  # another one is new: whom it replaces may have died without a word
    for word in ("7", RIGHTS, ACT, "kiriman [1]"):
        one.publish(word)
    theirs.wait("7", RIGHTS, ACT, "answer [1]")
    with redis.Redis.from_url(redis_url) as client:
        for nonsense in (b"", b":", b"x:", b"x:-3", b"x:1a", "x:٣".encode(), b"\xff:7"):
            client.publish(CHANNEL, nonsense)
    other.publish("8")
    mine.wait("7", "8")  # of the nonsense, a number is a number whoever speaks
    theirs.wait("7")


def test_a_word_that_nobody_understands_ends_nothing(
    processes: tuple[SharedStore, SharedStore],
) -> None:
    one, other = processes
    heard = Heard()

    def stumble(text: str) -> None:
        raise OverflowError(text)

    listener = RedisListener(other, replace(heard.ears, answer=stumble))
    listener.start()
    heard.wait("gap", RIGHTS, ACT)
    for word in ("kiriman [1]", "7", "kiriman [2]", RIGHTS):
        one.publish(word)
    heard.wait("7", RIGHTS)
    listener.stop()


def test_whoever_dies_is_listened_to_by_nobody(
    processes: tuple[SharedStore, SharedStore], redis_url: str
) -> None:
    listener = RedisListener(processes[0], Heard().ears, "sebuah-proses")
    listener.start()
    assert listener.listening.wait(SOON)
    with redis.Redis.from_url(redis_url) as client:
        channel = alive_channel("sebuah-proses")
        assert client.pubsub_numsub(channel) == [(channel.encode(), 1)]
        listener.stop()
        deadline = time.monotonic() + SOON
        while client.pubsub_numsub(channel) != [(channel.encode(), 0)]:
            assert time.monotonic() < deadline
