"""A real HTTP server that is told of events, and can be down, slow, or send one elsewhere."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Penerima:
    """What it was sent, and what it answers."""

    port: int = 0
    status: int = 204
    lokasi: str = ""
    seen: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/masuk"


@contextmanager
def receiving() -> Iterator[Penerima]:
    """Run a receiver."""
    kept = Penerima()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.seen.append((dict(self.headers), body))
            if kept.status < 300:
                kept.taken.append((dict(self.headers), body))
            self.send_response(kept.status)
            if kept.lokasi:
                self.send_header("Location", kept.lokasi)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
