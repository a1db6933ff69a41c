"""What is counted where it happens. Labels come from this program's own words: nobody can add any.

Nothing here tells who did something, or which layanan it was about.
"""

import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from sekampadi.domain.errors import DomainError

REGISTRY: Final = CollectorRegistry()
STORED: Final = "stored"
REPEATED: Final = "repeated"
_SECONDS: Final = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 15.0)

ANSWERS: Final = Counter(
    "sekampadi_answers",
    "Answers that came in, by the way they came and what became of them: stored, repeated, or the"
    " code they were refused with.",
    ("source", "outcome"),
    registry=REGISTRY,
)
REQUESTS: Final = Counter(
    "sekampadi_http_requests",
    "HTTP requests, by route and status.",
    ("route", "status"),
    registry=REGISTRY,
)
REQUEST_SECONDS: Final = Histogram(
    "sekampadi_http_request_seconds",
    "How long HTTP requests took, by route.",
    ("route",),
    buckets=_SECONDS,
    registry=REGISTRY,
)
EVENTS: Final = Counter(
    "sekampadi_events",
    "Events of pages, by handler, and whether the guard let them through.",
    ("handler", "outcome"),
    registry=REGISTRY,
)
SOCKETS: Final = Gauge("sekampadi_sockets", "Websockets of pages that are open.", registry=REGISTRY)
SOCKETS_REFUSED: Final = Counter(
    "sekampadi_sockets_refused", "Websockets that were not taken.", registry=REGISTRY
)
LOOP_LAG: Final = Histogram(
    "sekampadi_event_loop_lag_seconds",
    "How much later than asked for the event loop came back, looked at fifty times a second.",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0),
    registry=REGISTRY,
)


WINDOW: Final = 60
"""Seconds of which the longest pause is told: at least the time from one scrape to the next."""
PAUSE_LONGEST: Final = Gauge(
    "sekampadi_pause_longest_seconds",
    "The longest pause of the last minute: of the event loop, whatever the cause, and of one"
    " collection of garbage.",
    ("of",),
    registry=REGISTRY,
)


class Longest:
    """The longest of what was noted within about a minute, whoever reads it how often.

    A place for each second, made once: what is made while people come would hold the memory that
    they have left (decision 68).
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._second = array("q", [-WINDOW] * WINDOW)
        self._longest = array("d", [0.0] * WINDOW)

    def note(self, value: float) -> None:
        """Note a time in seconds. From one thread at a time."""
        now = int(self._clock())
        place = now % WINDOW
        if self._second[place] != now:
            self._second[place], self._longest[place] = now, 0.0
        self._longest[place] = max(self._longest[place], value)

    def read(self) -> float:
        """Return it, 0 when there is none. From any thread."""
        since = int(self._clock()) - WINDOW
        pairs = zip(self._second, self._longest, strict=True)
        return max((value for second, value in pairs if second > since), default=0.0)


LAG_LONGEST: Final = Longest()
COLLECTION_LONGEST: Final = Longest()
PAUSE_LONGEST.labels("loop").set_function(LAG_LONGEST.read)
PAUSE_LONGEST.labels("collection").set_function(COLLECTION_LONGEST.read)


class AnswerOutcome:
    """What became of an answer that is being taken."""

    new = False


@contextmanager
def counting_answer(source: str) -> Iterator[AnswerOutcome]:
    """Count an answer when its fate is known, refused and failed ones too."""
    found = AnswerOutcome()
    try:
        yield found
    except DomainError as error:
        ANSWERS.labels(source, error.code).inc()
        raise
    except Exception:
        ANSWERS.labels(source, "failed").inc()
        raise
    ANSWERS.labels(source, STORED if found.new else REPEATED).inc()


@cache
def _requests(route: str, status: int) -> tuple[Counter, Histogram]:
    # To find the place of labels takes longer than to count there.
    return REQUESTS.labels(route, str(status)), REQUEST_SECONDS.labels(route)


@cache
def _events(name: str, allowed: bool) -> Counter:
    state, _, handler = name.rpartition(".")
    outcome = "allowed" if allowed else "denied"
    return EVENTS.labels(f"{state.rpartition('____')[2]}.{handler}", outcome)


def count_request(route: str, status: int, seconds: float) -> None:
    """Count an HTTP request by the template of its route, never by its address."""
    requests, took = _requests(route, status)
    requests.inc()
    took.observe(seconds)


def count_event(name: str, *, allowed: bool) -> None:
    """Count an event of a registered handler, by its class and its own name."""
    _events(name, allowed).inc()
