"""Counting in :mod:`sekampadi.db.shared`: what happened lately, and budgets that fill up again.

Each is one command of Redis, so two processes never count past one another. All raise
:class:`~sekampadi.db.shared.UnreachableError`.
"""

import math
import secrets
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sekampadi.db.shared import SharedStore
from sekampadi.domain.periode import SKEW, local_date

_BUCKET: Final = """
local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local rate, most = tonumber(ARGV[1]), tonumber(ARGV[2])
local left = tonumber(kept[1]) or most
left = math.min(most, left + math.max(0, now - (tonumber(kept[2]) or now)) * rate)
local wait = 0
if left >= 1 then left = left - 1 else wait = (1 - left) / rate end
redis.call('HSET', KEYS[1], 'left', tostring(left), 'at', tostring(now))
redis.call('EXPIRE', KEYS[1], math.ceil(most / rate) + 1)
return tostring(wait)
"""


_UNLESS: Final = """
local found = 0
for _, name in ipairs(KEYS) do found = found + redis.call('ZCOUNT', name, '(' .. ARGV[1], ARGV[2]) end
if found >= tonumber(ARGV[5]) then return 0 end
local name = KEYS[#KEYS]
redis.call('ZREMRANGEBYSCORE', name, '(' .. ARGV[2], '+inf')
redis.call('ZADD', name, ARGV[3], ARGV[4])
redis.call('EXPIRE', name, ARGV[6])
return 1
"""


def add_recent(
    shared: SharedStore, kind: str, key: str, now: datetime, window: timedelta, *, most: int
) -> None:
    """Count that something happened; only the newest ``most`` are remembered, for one window."""
    name = shared.name(kind, key, local_date(now))
    at, ahead = now.timestamp(), f"({(now + SKEW).timestamp()}"

    def add(client: Any) -> None:
        steps = client.pipeline()
        # From before the clock was set back: they would be the newest for as long.
        steps.zremrangebyscore(name, ahead, "+inf")
        steps.zadd(name, {secrets.token_hex(8): at})
        steps.zremrangebyrank(name, 0, -most - 1)
        steps.expire(name, window)
        steps.execute()

    shared.ask(add)


def add_unless(
    shared: SharedStore,
    kind: str,
    key: str,
    now: datetime,
    window: timedelta,
    *,
    mark: str,
    most: int,
) -> bool:
    """Count that something happens, unless it happened so often within the window; tell whether it counts.

    Args:
        mark: what names this one for :func:`forget_one`.
        most: how often it may have happened at most, with this one.
    """
    names = _names(shared, kind, key, now, window)
    given = ((now - window).timestamp(), (now + SKEW).timestamp(), now.timestamp())
    seconds = int(window.total_seconds())
    told = [repr(moment) for moment in given] + [mark, str(most), str(seconds)]
    return bool(shared.ask(lambda client: client.eval(_UNLESS, len(names), *names, *told)))


def forget_one(shared: SharedStore, kind: str, key: str, now: datetime, mark: str) -> None:
    """Forget one that :func:`add_unless` has counted at the same moment."""
    name = shared.name(kind, key, local_date(now))
    shared.ask(lambda client: client.zrem(name, mark))


def count_recent(shared: SharedStore, kind: str, key: str, now: datetime, window: timedelta) -> int:
    """Return how often something happened within the window before a moment."""
    names = _names(shared, kind, key, now, window)
    since, until = (now - window).timestamp(), (now + SKEW).timestamp()

    def count(client: Any) -> int:
        return sum(cast(int, client.zcount(name, f"({since}", until)) for name in names)

    return shared.ask(count)


def forget_recent(
    shared: SharedStore, kind: str, key: str, now: datetime, window: timedelta
) -> None:
    """Forget how often something happened."""
    names = _names(shared, kind, key, now, window)
    shared.ask(lambda client: client.delete(*names))


def _names(shared: SharedStore, kind: str, key: str, now: datetime, window: timedelta) -> list[str]:
    """Return under which names the window lies: a name is of one day, and it may begin before."""
    days = sorted({local_date(now - window), local_date(now)})
    return [shared.name(kind, key, day) for day in days]


def take_from_bucket(shared: SharedStore, name: str, rate: float, most: float) -> int:
    """Take one from a budget of so many a second and at most so many at once.

    Args:
        name: of :meth:`~sekampadi.db.shared.SharedStore.name`.

    Returns:
        0 when there was one, otherwise the whole seconds to wait for it.
    """
    found = shared.ask(lambda client: client.eval(_BUCKET, 1, name, str(rate), str(most)))
    wait = float(cast(bytes, found))
    return math.ceil(wait) if wait > 0 else 0
