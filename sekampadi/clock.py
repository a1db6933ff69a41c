"""The clock: handed in, so that tests and the wall screen's soak can set it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the current moment, aware, in UTC."""


def system_clock() -> datetime:
    """Return the machine's current moment in UTC."""
    return datetime.now(UTC)
