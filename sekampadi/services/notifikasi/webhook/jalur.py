"""Lanes: several webhooks are served at once, each by one lane at a time, so that a slow one delays no other."""

import logging
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import Final

from sekampadi.domain.notifikasi.outbox import JenisPesan
from sekampadi.services.notifikasi.outbox import Penangan, deliver_next, list_webhook_due
from sekampadi.services.sistem.runtime import Runtime

logger = logging.getLogger(__name__)

LEBAR: Final = 4
"""Webhooks that are served at the same time."""
GILIRAN: Final = 5.0
"""Seconds after which a lane lets another webhook have its turn; a try that has begun is finished."""
_PALING_BANYAK: Final = 50


class JalurWebhook:
    """The lanes of the one process that works; they have no threads until something is due."""

    def __init__(self, rt: Runtime, penangan: Mapping[JenisPesan, Penangan]) -> None:
        self._rt, self._penangan = rt, penangan
        self._pool: ThreadPoolExecutor | None = None
        self._jalan: dict[int, Future[None]] = {}
        self._terakhir: dict[int, float] = {}
        """When each was served last: who has waited longest comes first."""
        self._berhenti = threading.Event()

    def start(self) -> int:
        """Serve what is due, without waiting for it; return how many lanes were begun."""
        self._jalan = {i: f for i, f in self._jalan.items() if not f.done()}
        due = [i for i in list_webhook_due(self._rt) if i not in self._jalan]
        due.sort(key=lambda i: self._terakhir.get(i, 0.0))
        if due and self._pool is None:
            self._pool = ThreadPoolExecutor(LEBAR, "webhook")
        begun = due[: LEBAR - len(self._jalan)]
        for webhook_id in begun:
            if self._pool is not None:
                self._terakhir[webhook_id] = time.monotonic()
                self._jalan[webhook_id] = self._pool.submit(self._serve, webhook_id)
        return len(begun)

    def _serve(self, webhook_id: int) -> None:
        end = time.monotonic() + GILIRAN
        try:
            for _ in range(_PALING_BANYAK):
                if self._berhenti.is_set() or time.monotonic() >= end:
                    return
                if not deliver_next(self._rt, self._penangan, webhook_id):
                    return
        except Exception:
            # The database may be away: what was taken is due again by itself.
            logger.exception("a lane of webhooks failed")

    def wait(self) -> None:
        """Wait until the lanes that were begun have ended."""
        wait_for(list(self._jalan.values()))

    def close(self) -> None:
        """Begin nothing more, and wait for what is being sent."""
        self._berhenti.set()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
