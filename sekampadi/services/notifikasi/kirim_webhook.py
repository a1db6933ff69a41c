"""Sending webhooks: signed, bounded in time, and only into the open internet.

The address is a person's, the machine that asks it is the server. So its name is looked up once,
every address behind it must be public, and exactly that address is connected to: a name that
points elsewhere a moment later gains nothing. A redirect that keeps the POST (307, 308) is followed a
few times, each as if it were the first address; any other is refused.
"""

import hashlib
import hmac
import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from urllib.parse import urljoin, urlsplit

from sekampadi.domain.notifikasi.outbox import is_public_address, is_webhook_address
from sekampadi.services.notifikasi.outbox import KirimError

TIMEOUT = 10.0
"""Seconds a webhook may take as a whole, redirects included."""
ALIHAN_MAKS = 3
"""Redirects that are followed."""
_KEEP_POST = frozenset({307, 308})

_PORTS = {"https": 443, "http": 80}


def sign(keys: Sequence[str], moment: int, body: bytes) -> str:
    """Return the header that proves whose a webhook is: ``t=<seconds>,v1=<hex>``.

    The signature is HMAC-SHA256 over ``<moment>.<body>``; the receiver refuses an old moment. While the
    program's secret is being replaced there is one ``v1`` for each key, and one that fits is enough.
    """
    signed = f"{moment}.".encode() + body
    return f"t={moment}" + "".join(
        f",v1={hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()}" for key in keys
    )


def _find_addresses(host: str, port: int, *, private: bool) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise KirimError("nama server webhook tidak ditemukan") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private and not all(is_public_address(a) for a in addresses):
        raise KirimError("alamat webhook mengarah ke jaringan dalam", final=True)
    return addresses


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that has been looked at, under the name it was found by."""

    def __init__(self, host: str, port: int, addresses: list[str], *, tls: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self._addresses = addresses
        self._tls = tls
        self._raw: socket.socket | None = None
        self._expired = False

    def connect(self) -> None:
        """Connect to the first address that answers."""
        error: OSError = OSError("no address")
        for address in self._addresses:
            try:
                self._raw = self.sock = socket.create_connection((address, self.port), TIMEOUT)
                break
            except OSError as failed:
                error = failed
                if self._expired:
                    break
        else:
            raise error
        if self._raw is None or self._expired:
            raise TimeoutError
        if self._tls:
            context = ssl.create_default_context()
            # The handshake comes after the assignment, so that it can be ended in the middle.
            self._secure = self.sock = context.wrap_socket(
                self._raw, server_hostname=self.host, do_handshake_on_connect=False
            )
            self._secure.do_handshake()

    def expire(self) -> None:
        """End it from another thread, wherever it stands."""
        self._expired = True
        for sock in (self._raw, self.sock):
            if sock is not None:
                try:
                    sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it has ended by itself, or its TLS half has taken it over


def _post(
    address: str, body: bytes, headers: Mapping[str, str], *, private: bool, seconds: float
) -> tuple[int, str]:
    """Send a body once; return the status, and where else it should go according to the answer."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    addresses = _find_addresses(host, port, private=private)
    connection = _Pinned(host, port, addresses, tls=parts.scheme == "https")
    # Each read has a time limit of its own; one who sends a byte at a time would never meet it.
    timer = threading.Timer(seconds, connection.expire)
    timer.daemon = True
    timer.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")
    except (OSError, http.client.HTTPException, ValueError) as error:
        name = "TimeoutError" if connection._expired else type(error).__name__
        raise KirimError(f"webhook: {name}") from None
    finally:
        timer.cancel()
        connection.close()


def _next_address(address: str, location: str, *, private: bool) -> str:
    """Return where a redirect leads.

    Raises:
        KirimError: for what is no address of a webhook, or leaves https.
    """
    try:
        found = urljoin(address, location)
        leaves = urlsplit(address).scheme == "https" and urlsplit(found).scheme != "https"
    except ValueError:
        raise KirimError("webhook: pengalihan tidak sah") from None
    if leaves or not is_webhook_address(found, plain=private):
        raise KirimError("webhook: pengalihan tidak sah")
    return found


def send_webhook(
    address: str,
    payload: Mapping[str, object],
    *,
    keys: Sequence[str],
    kunci: str,
    moment: int,
    private: bool,
) -> int:
    """Send a webhook as ``POST`` with a JSON body; return the status it was taken with.

    Args:
        keys: what signs it, see :func:`sign`.
        kunci: names the message, so that the receiver can tell a repeated one.
        moment: now, in seconds of the epoch.
        private: whether addresses inside private networks, and without https, are allowed.

    Raises:
        KirimError: unless it was answered with 2xx in time; final for a forbidden address, unless only
            a redirect led there.
    """
    if not is_webhook_address(address, plain=private):
        raise KirimError("alamat webhook tidak sah", final=True)
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "SEKAMPADI",
        "Idempotency-Key": kunci,
        "X-Sekampadi-Signature": sign(keys, moment, body),
    }
    end = time.monotonic() + TIMEOUT
    for hop in range(ALIHAN_MAKS + 1):
        left = end - time.monotonic()
        if left <= 0:
            raise KirimError("webhook: TimeoutError")
        try:
            status, location = _post(address, body, headers, private=private, seconds=left)
        except KirimError as error:
            # Where a receiver sends one on may be mended there before the next try.
            raise KirimError(error.reason, final=error.final and not hop) from None
        if 200 <= status < 300:
            return status
        if status not in _KEEP_POST or not location:
            raise KirimError(f"webhook: HTTP {status}")
        address = _next_address(address, location, private=private)
    raise KirimError("webhook: terlalu banyak pengalihan")
