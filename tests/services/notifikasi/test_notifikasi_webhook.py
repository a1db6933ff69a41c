"""Notices by webhook, against a real HTTP server; and the addresses that are refused."""

import hashlib
import hmac
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sekampadi.db.models import Saluran
from sekampadi.domain.izin import Role
from sekampadi.services.notifikasi import kirim_webhook
from sekampadi.services.notifikasi.kirim_webhook import send_webhook, sign
from sekampadi.services.notifikasi.notifikasi import (
    save_saluran,
)
from sekampadi.services.notifikasi.outbox import KirimError
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.notifikasi.peringatan import save_aturan
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.notifikasi import make_authority, outbox_rows, tell, with_settings
from tests.penerima import receiving


@dataclass
class Receiver:
    """A real HTTP server that keeps what it is sent."""

    port: int = 0
    status: int = 204
    seen: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    before: Callable[[BaseHTTPRequestHandler], None] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/masuk?a=1"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if kept.before:
                kept.before(self)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.seen.append((self.path, dict(self.headers), body))
            self.send_response(kept.status)
            self.send_header("Location", kept.url)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield kept
    server.shutdown()
    server.server_close()


def send(address: str, *, private: bool = True) -> None:
    send_webhook(address, {"a": "ä"}, keys=["k"], kunci="webhook/1", moment=1000, private=private)


def test_a_notice_goes_out_signed(rt: Runtime, cast: Cast, receiver: Receiver) -> None:
    rt = with_settings(rt, webhook_private=True)
    person = cast.people[Role.PIMPINAN]
    saluran = save_saluran(rt, person, {"webhook": receiver.url})
    save_aturan(rt, person, {"jenis": "buruk", "cakupan": "", "lewat_webhook": "ya"})
    factories.submit(rt, "layanan-a1", factories.isian(umum="1", saran="Budi minta uang"))
    PekerjaOutbox(rt).step()
    ((path, headers, body),) = receiver.seen
    assert path == "/masuk?a=1"
    stamp, signature = headers["X-Sekampadi-Signature"].split(",")
    moment = stamp.removeprefix("t=")
    expected = hmac.new(saluran.kunci.encode(), f"{moment}.".encode() + body, hashlib.sha256)
    assert signature == "v1=" + expected.hexdigest()
    assert int(moment) == int(rt.now().timestamp())
    payload = json.loads(body)
    assert payload["id"] == headers["Idempotency-Key"]
    assert (payload["jenis"], payload["judul"], payload["upp"]) == (
        *("buruk", "Penilaian Buruk", "upp-a"),
    )
    assert b"Budi" not in body
    assert {r.status for r in outbox_rows(rt)} == {"selesai"}
    with rt.reading() as session:
        stored = session.get(Saluran, person.operator_id)
    assert saluran.kunci not in repr(stored), "no key lies in the database"


def test_a_failed_webhook_is_sent_again_with_the_same_number(
    rt: Runtime, cast: Cast, clock: SettableClock, receiver: Receiver
) -> None:
    rt = with_settings(rt, webhook_private=True)
    person = cast.people[Role.PIMPINAN]
    save_saluran(rt, person, {"webhook": receiver.url})
    tell(rt, person, webhook=True)
    worker = PekerjaOutbox(rt)
    receiver.status = 503
    worker.step()
    assert [(r.status, r.galat) for r in outbox_rows(rt)] == [("antri", "webhook: HTTP 503")]
    receiver.status = 200
    clock.advance(timedelta(seconds=31))
    worker.step()
    assert [r.status for r in outbox_rows(rt)] == ["selesai"]
    assert len({headers["Idempotency-Key"] for _, headers, _ in receiver.seen}) == 1
    assert len(receiver.seen) == 2


@pytest.mark.parametrize("status", [301, 302, 303])
def test_other_redirects_are_not_followed(receiver: Receiver, status: int) -> None:
    receiver.status = status
    with pytest.raises(KirimError, match=str(status)):
        send(receiver.url)
    assert len(receiver.seen) == 1


@pytest.mark.parametrize("status", [307, 308])
def test_redirects_that_keep_the_post_are_followed_a_few_times(
    receiver: Receiver, status: int
) -> None:
    receiver.status = status
    with pytest.raises(KirimError, match="terlalu banyak"):
        send(receiver.url)
    assert len(receiver.seen) == 1 + kirim_webhook.ALIHAN_MAKS
    with receiving() as inside:
        inside.status, inside.lokasi = status, receiver.url
        receiver.status = 204
        send(inside.url)
    assert receiver.seen[-1][2] == inside.seen[0][1]


def test_a_redirect_into_a_network_is_refused(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each hop is looked up and judged as the first address was."""
    asked: list[str] = []

    def judge(host: str, port: int, *, private: bool) -> list[str]:
        asked.append(host)
        return real(host, port, private=len(asked) == 1)

    real = kirim_webhook._find_addresses
    monkeypatch.setattr(kirim_webhook, "_find_addresses", judge)
    with receiving() as first:
        first.status, first.lokasi = 307, receiver.url
        with pytest.raises(KirimError, match="jaringan dalam") as caught:
            send(first.url)
    assert not caught.value.final
    assert (len(asked), receiver.seen) == (2, [])


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "10.0.0.1", "169.254.169.254"),
        *("[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "127.1"),
    ],
)
def test_addresses_inside_are_refused_for_good(receiver: Receiver, host: str) -> None:
    with pytest.raises(KirimError) as caught:
        send(f"https://{host}:{receiver.port}/", private=False)
    assert caught.value.final or "tidak ditemukan" in caught.value.reason
    assert receiver.seen == []


def test_a_name_that_points_inside_is_refused(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(_host: str, port: int, **_: Any) -> list[Any]:
        kind = socket.SOCK_STREAM
        return [
            (socket.AF_INET, kind, 6, "", ("8.8.8.8", port)),
            (socket.AF_INET, kind, 6, "", ("127.0.0.1", port)),
        ]

    monkeypatch.setattr(kirim_webhook.socket, "getaddrinfo", resolve)
    with pytest.raises(KirimError, match="jaringan dalam") as caught:
        send(f"https://contoh.go.id:{receiver.port}/", private=False)
    assert caught.value.final
    assert receiver.seen == []


def test_the_address_that_was_checked_is_the_one_connected_to(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that points elsewhere at the second look gains nothing: there is no second look."""
    looked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        looked.append(str(host))
        return real("127.0.0.1" if host == "contoh.go.id" else host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    send(f"http://contoh.go.id:{receiver.port}/")
    assert looked.count("contoh.go.id") == 1
    assert receiver.seen[0][1]["Host"] == f"contoh.go.id:{receiver.port}"


def test_without_https_only_where_it_is_allowed(receiver: Receiver) -> None:
    with pytest.raises(KirimError, match="tidak sah"):
        send(receiver.url, private=False)
    send(receiver.url)
    assert receiver.seen[0][2] == '{"a":"ä"}'.encode()
    assert receiver.seen[0][1]["X-Sekampadi-Signature"] == sign("k", 1000, receiver.seen[0][2])


def test_https_proves_who_answers(
    tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    ca, path = make_authority(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ca.issue_cert("localhost").configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)
    address = f"https://localhost:{listener.getsockname()[1]}/"
    served: list[bytes] = []

    def serve() -> None:
        for _ in range(2):
            raw, _peer = listener.accept()
            try:
                with context.wrap_socket(raw, server_side=True) as sock:
                    data = b""
                    while not data.endswith(b"}"):  # closing with something unread is a reset
                        data += sock.recv(65536) or b"}"
                    served.append(data)
                    sock.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
            except (ssl.SSLError, OSError):
                raw.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with pytest.raises(KirimError, match="SSLCertVerificationError"):
        send(address)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    send(address)
    thread.join(20)
    listener.close()
    assert len(served) == 1


def test_one_who_answers_a_byte_at_a_time_does_not_hold_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kirim_webhook, "TIMEOUT", 1.0)
    listener = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        # Whole after four seconds: without a limit for all of it the message would be sent.
        raw, _peer = listener.accept()
        with raw, suppress(OSError):
            for letter in b"HTTP/1.1 200 OK\r\n\r\n":
                raw.sendall(bytes([letter]))
                time.sleep(0.2)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    with pytest.raises(KirimError, match="TimeoutError"):
        send(f"http://127.0.0.1:{listener.getsockname()[1]}/")
    thread.join(5)
    listener.close()
