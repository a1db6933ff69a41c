"""A site of somebody else: a second server under another name, with a page that shows card and badge."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_DOT = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Situs dinas</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script>
window.told = { shift: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) told.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
addEventListener("load", () => { told.loaded = true; });
</script></head><body><main>
<h1>Dinas Contoh</h1>
%s
<p>Kalimat sesudahnya.</p>
<img id="titik" src="/titik.gif" alt="" width="10" height="10">
<button type="button">Tekan</button>
</main><script src="/sendiri.js"></script>
</body></html>"""
_OWN = b"document.querySelector('button').onclick = (event) => { event.target.textContent = 'Ditekan'; };"


class Gate:
    """Stands before a server and lets nothing through before it is opened: as slow as can be.

    Args:
        target: the server's address.
    """

    def __init__(self, target: str) -> None:
        self.target, self.opened, self.asked = target, threading.Event(), 0

    def fetch(self, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
        """Wait until the gate is open, then ask the server."""
        self.asked += 1
        self.opened.wait(60)
        try:
            with urllib.request.urlopen(self.target + path) as answer:
                return answer.status, list(answer.headers.items()), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, list(error.headers.items()), error.read()


@contextmanager
def serve(html: str = "", gate: Gate | None = None) -> Iterator[str]:
    """Serve a page with this inside at another site than ``localhost``; or a gate. Yield its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if gate is not None:
                status, headers, body = gate.fetch(self.path)
            else:
                status, kind, body = self._own()
                headers = [("Content-Type", kind), ("Cache-Control", "no-store")]
            self.send_response(status)
            for name, value in headers:
                if name.lower() not in {"transfer-encoding", "content-length", "date", "server"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _own(self) -> tuple[int, str, bytes]:
            if self.path == "/titik.gif":
                return 200, "image/gif", _DOT
            if self.path == "/sendiri.js":
                return 200, "text/javascript", _OWN
            if self.path == "/":
                return 200, "text/html", (PAGE % html).encode()
            return 404, "text/plain", b""

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        if gate is not None:
            gate.opened.set()
        server.shutdown()
        thread.join(10)
        server.server_close()
