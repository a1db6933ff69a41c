"""The port that Prometheus reads, of its own: what strangers reach has no metrics."""

import asyncio
import contextlib
import errno
import logging
import time
from collections.abc import AsyncIterator, Iterator
from typing import Final

from prometheus_client import GCCollector, ProcessCollector, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from sekampadi.metrics.counters import LAG_LONGEST, LOOP_LAG, REGISTRY
from sekampadi.services.sistem.kesiapan import AlasanSiap
from sekampadi.services.sistem.metrik import Metrik, read_metrics
from sekampadi.services.sistem.runtime import Runtime

logger = logging.getLogger(__name__)

FRESH: Final = 1.0
"""Seconds for which one look serves all who read."""
PORTS_AT_LEAST: Final = 16
"""Ports that are tried, one after another: each process of a server has one, twice while a new
version takes over."""
_LOOK_EVERY: Final = 0.02
"""Seconds; of a pause that begins in between, so much at most is not seen."""


def _gauge(name: str, text: str, values: dict[str, float], label: str = "") -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"sekampadi_{name}", text, labels=[label] if label else None)
    for key, value in values.items():
        family.add_metric([key] if label else [], value)
    return family


TOLD: Final = 0.05
"""Seconds of a pause that the log tells of."""


class LookCollector(Collector):
    """Makes metrics of what is measured when somebody looks."""

    def __init__(self, rt: Runtime) -> None:
        self._rt = rt
        self._seen: Metrik | None = None
        self._since = 0.0

    def describe(self) -> list[Metric]:
        """Name nothing beforehand: it would have to look."""
        return []

    def _look(self) -> Metrik:
        now = time.monotonic()
        if self._seen is None or now - self._since >= FRESH:
            self._seen, self._since = read_metrics(self._rt), now
        return self._seen

    def collect(self) -> Iterator[Metric]:
        """Look, and make metrics of it."""
        seen = self._look()
        yield _gauge(
            "ready",
            "1 when this process can serve people.",
            {"": float(not any(r.blocks for r in seen.reasons))},
        )
        yield _gauge(
            "reason",
            "1 for each reason that /api/health/ready tells.",
            {r.value: float(r in seen.reasons) for r in AlasanSiap},
            "code",
        )
        if seen.waiting is not None:
            yield _gauge("outbox_due", "Messages that are due.", {"": seen.waiting})
            yield _gauge("outbox_oldest_seconds", "Age of the oldest of them.", {"": seen.oldest})
        if seen.backup_age is not None:
            yield _gauge(
                "backup_age_seconds", "Since the last backup was made.", {"": seen.backup_age}
            )
        yield _gauge(
            "database_connections",
            "Connections of the pool.",
            dict(seen.connections),
            "state",
        )
        yield _gauge("lane_jobs", "Jobs that are done or wait, by lane.", dict(seen.lanes), "lane")
        for name, values in seen.gauges.items():
            yield _gauge(name, f"What {name} tells of itself.", dict(values), "what")


def open_port(rt: Runtime) -> tuple[int, contextlib.ExitStack] | None:
    """Begin to serve the metrics, and return at which port; None when they are off.

    Of several processes each takes the next port that is free, twice as many as processes, or
    :data:`PORTS_AT_LEAST`.

    Raises:
        OSError: when none of them can be had.
    """
    first = rt.settings.metrics_port
    if not first:
        return None
    tried = max(PORTS_AT_LEAST, 2 * rt.settings.workers)
    for port in range(first, min(first + tried, 65536)):
        try:
            server, thread = start_http_server(port, rt.settings.metrics_host, REGISTRY)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            continue
        closing = contextlib.ExitStack()
        closing.callback(thread.join, 2.0)
        closing.callback(server.server_close)
        closing.callback(server.shutdown)
        look = LookCollector(rt)
        REGISTRY.register(look)
        # These two register themselves.
        own: tuple[Collector, ...] = (ProcessCollector(registry=REGISTRY), GCCollector(REGISTRY))
        for collector in (look, *own):
            closing.callback(REGISTRY.unregister, collector)
        return port, closing
    raise OSError(errno.EADDRINUSE, f"no port is free from {first} on")


async def _watch_the_loop() -> None:
    while True:
        began = time.perf_counter()
        own, all_threads = time.thread_time(), time.process_time()
        await asyncio.sleep(_LOOK_EVERY)
        lag = max(0.0, time.perf_counter() - began - _LOOK_EVERY)
        LOOP_LAG.observe(lag)
        LAG_LONGEST.note(lag)
        if lag >= TOLD:
            own, all_threads = time.thread_time() - own, time.process_time() - all_threads
            # What is neither its own work nor other threads', others of the machine had.
            logger.info(
                "the event loop paused for %.0f ms: %.0f of its own work, %.0f of other threads",
                1000 * lag, 1000 * own, 1000 * max(0.0, all_threads - own),
            )  # fmt: skip


@contextlib.asynccontextmanager
async def serving_metrics(rt: Runtime) -> AsyncIterator[None]:
    """Serve the metrics as long as the server lives; people are served without them, too."""
    try:
        opened = await asyncio.to_thread(open_port, rt)
    except OSError as error:
        logger.error("the metrics are not served: %s", error.strerror)
        opened = None
    if opened is None:
        yield
        return
    port, closing = opened
    logger.info("metrics at %s port %d", rt.settings.metrics_host, port)
    task = asyncio.create_task(_watch_the_loop())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await asyncio.to_thread(closing.close)
