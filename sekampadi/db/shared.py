"""What several processes know together, in Redis: who tried what how often, and word of acts.

Nothing here is worth keeping: Redis may be gone, or come back empty, at any moment. Whoever asks
finds :class:`UnreachableError` then, and goes on with what his own process knows.
"""

import hashlib
import logging
import secrets
import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar

import redis

from sekampadi.keys import key_id, secret_of

logger = logging.getLogger(__name__)

T = TypeVar("T")

PREFIX: Final = "sekampadi:"
CHANNEL: Final = PREFIX + "kabar"
PATIENCE: Final = 0.5
"""Seconds an answer may take: it is on this machine, or beside it."""
REST: Final = 2.0
"""Seconds in which nobody asks again after a failure, so that a dead Redis holds nobody up."""
_KEY_SECONDS: Final = 30.0
_DAY: Final = 86_400


class UnreachableError(Exception):
    """Redis did not answer; what was asked of it has to be decided without it."""


class SharedStore:
    """A Redis that all processes of a service share. May be used from any thread.

    Args:
        url: its address.
        secrets_: what goes into every name beside the random part of the day, so that neither who
            reads Redis nor who knows the secret alone can tell an address from its name. Of several
            the first one begins a day; a day that another has begun goes on with that one.
    """

    def __init__(self, url: str, *secrets_: str) -> None:
        self.url = url
        self._secrets = secrets_
        self._client = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
        )
        self._lock = threading.Lock()
        self._rests_until = 0.0
        self._day: date | None = None
        self._random = self._key = b""
        self._id = ""
        self._key_until = 0.0
        self.own: Final = secrets.token_hex(6)
        """Which process speaks: its own screens have been told already."""

    def ask(self, question: Callable[["redis.Redis"], T]) -> T:
        """Ask Redis.

        Raises:
            UnreachableError: when it does not answer, or did not a moment ago.
        """
        if time.monotonic() < self._rests_until:
            raise UnreachableError
        try:
            return question(self._client)
        except redis.RedisError as error:
            if time.monotonic() >= self._rests_until:
                logger.warning("Redis does not answer: %s", type(error).__name__)
            self._rests_until = time.monotonic() + REST
            raise UnreachableError from None

    def name(self, kind: str, text: str, day: date) -> str:
        """Return under what something is kept that may name a person, an address or an account.

        It is a hash under a key made anew each day, in memory only; another day's names are found
        by nobody.

        Raises:
            UnreachableError: when the key of the day cannot be asked for.
        """
        digest = hashlib.blake2b(
            text.encode(errors="backslashreplace"),
            key=self._key_of(day),
            person=kind.encode()[:16],
            digest_size=16,
        )
        return f"{PREFIX}{kind}:{digest.hexdigest()}"

    def _key_of(self, day: date) -> bytes:
        with self._lock:
            if self._day == day and time.monotonic() < self._key_until:
                return self._key
            name = f"{PREFIX}kunci:{day.isoformat()}"
            # A Redis that has come back empty is given the key that processes already use.
            known, id_ = self._random, self._id
            if self._day != day:
                known, id_ = secrets.token_bytes(32), key_id(self._secrets[0])

            def agree(client: "redis.Redis") -> Any:
                # Which secret has begun the day: a process that has a newer one counts on with it.
                client.set(name, known, nx=True, ex=2 * _DAY)
                client.set(f"{name}:id", id_, nx=True, ex=2 * _DAY)
                return client.mget(name, f"{name}:id")

            found, began = self.ask(agree)
            self._random = found if isinstance(found, bytes) else known
            self._id = began.decode(errors="replace") if isinstance(began, bytes) else id_
            self._day, self._key_until = day, time.monotonic() + _KEY_SECONDS
            secret = secret_of(self._secrets, self._id).encode()
            mixed = hashlib.blake2b(self._random, key=hashlib.sha256(secret).digest())
            self._key = mixed.digest()
            return self._key

    def publish(self, word: str) -> None:
        """Tell the other processes, without waiting for anybody; what is not told is logged."""
        try:
            self.ask(lambda client: client.publish(CHANNEL, f"{self.own}:{word}"))
        except UnreachableError:
            logger.warning("other processes were not told of a change")

    def close(self) -> None:
        """Close its connections."""
        self._client.close()
