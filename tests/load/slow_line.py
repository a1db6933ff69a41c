"""A slow line to a server: so many bits a second for all connections together, and so long a way.

A browser's own throttle leaves websockets alone, and a page of ours is usable by one.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

RATE = 1_600_000
"""Bits a second down; up it is not felt."""
TRIP = 0.150
"""Seconds there and back."""
_CHUNK = 8 * 1024


class _Line:
    """Forwards connections; what is free of the line is shared by all of them."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free = 0.0

    def _due(self, size: int, rate: float) -> float:
        now = asyncio.get_running_loop().time()
        if not rate:
            return now + TRIP / 2
        self._free = max(now, self._free) + size * 8 / rate
        return self._free + TRIP / 2

    async def _pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, rate: float
    ) -> None:
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def deliver() -> None:
            loop = asyncio.get_running_loop()
            while True:
                due, data = await waiting.get()
                await asyncio.sleep(max(0.0, due - loop.time()))
                if not data:
                    break
                sink.write(data)
                await sink.drain()
            sink.close()

        task = asyncio.create_task(deliver())
        with suppress(OSError):
            while data := await source.read(_CHUNK):
                waiting.put_nowait((self._due(len(data), rate), data))
        waiting.put_nowait((self._due(0, 0.0), b""))
        with suppress(OSError):
            await task

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Forward one connection; it is there after one trip, as a handshake takes."""
        await asyncio.sleep(TRIP)
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        with suppress(asyncio.CancelledError):  # the line is taken down; streams look at what ends
            await asyncio.gather(self._pump(reader, back, 0.0), self._pump(there, writer, RATE))


@contextmanager
def slow_line(port: int) -> Iterator[int]:
    """Yield a port behind which a server's port is far away."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> asyncio.Server:
        return await asyncio.start_server(_Line(port).serve, "127.0.0.1", 0)

    async def end(server: asyncio.Server) -> None:
        server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    server = asyncio.run_coroutine_threadsafe(start(), loop).result()
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        asyncio.run_coroutine_threadsafe(end(server), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
