"""What is counted where it happens. Labels come from this program's own words: nobody can add any.

Nothing here tells who did something, or which layanan it was about.
"""

from collections.abc import Iterator
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
    "How much later than asked for the event loop came back, looked at four times a second.",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0),
    registry=REGISTRY,
)


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
