"""A limit on requests per address, which never keeps an address: only a keyed hash, in memory."""

import asyncio
import hashlib
import math
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from starlette.requests import HTTPConnection

from sekampadi.services.akun.coba_masuk import network_of

MAX_ADDRESSES = 20_000
_asking: Final = ThreadPoolExecutor(2, "batas")
"""Who asks Redis for all processes; never long."""


def client_address(request: HTTPConnection, trusted_proxy_hops: int = 0) -> str:
    """Return the address of who asks.

    Of ``X-Forwarded-For`` only what proxies of our own have appended is believed.
    """
    direct = request.client.host if request.client else ""
    if trusted_proxy_hops <= 0:
        return direct
    forwarded = [p.strip() for p in request.headers.get("x-forwarded-for", "").split(",")]
    chain = [p for p in forwarded if p]
    return chain[-trusted_proxy_hops] if len(chain) >= trusted_proxy_hops else direct


class RateLimiter:
    """A bucket of requests per address that refills steadily; it may be emptied at once.

    ``shared`` counts an address (and so many a minute) for all processes, and says None when this
    one has to count by itself.
    """

    def __init__(
        self,
        per_minute: int = 120,
        clock: Callable[[], float] = time.monotonic,
        *,
        shared: Callable[[str, int], int | None] | None = None,
    ) -> None:
        self.per_minute = per_minute
        self._shared = shared
        self._clock = clock
        # Made anew at every start: what is kept says nothing outside this process.
        self._key = secrets.token_bytes(32)
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def _bucket(self, address: str) -> bytes:
        text = network_of(address).encode(errors="backslashreplace")
        return hashlib.blake2b(text, key=self._key, digest_size=16).digest()

    async def ask(self, address: str) -> int:
        """Count a request as :meth:`take`, together with the other processes if there are any."""
        if self._shared is None:
            return self.take(address)
        wait = await asyncio.get_running_loop().run_in_executor(
            _asking, self._shared, address, self.per_minute
        )
        return self.take(address) if wait is None else wait

    def left(self, address: str) -> int | None:
        """Return how many requests would be taken now; None where others count as well."""
        if self._shared is not None:
            return None
        left, last = self._buckets.get(self._bucket(address), (float(self.per_minute), 0.0))
        left += max(0.0, self._clock() - last) * self.per_minute / 60
        return int(min(float(self.per_minute), left))

    def take(self, address: str) -> int:
        """Count a request; return 0 when it is taken, otherwise the whole seconds to wait."""
        now, rate = self._clock(), self.per_minute / 60
        bucket = self._bucket(address)
        left, last = self._buckets.pop(bucket, (float(self.per_minute), now))
        left = min(float(self.per_minute), left + (now - last) * rate)
        taken = left >= 1
        self._buckets[bucket] = (left - 1 if taken else left, now)
        if len(self._buckets) > MAX_ADDRESSES:
            self._buckets.popitem(last=False)
        return 0 if taken else max(1, math.ceil((1 - left) / rate))
