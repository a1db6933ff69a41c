"""Serve the finished build.

The pages are built once (:mod:`sekampadi.building`) and granian serves them together with the
application, in the way ``reflex run --env prod --single-port`` does, without its build at every
start.
"""

import multiprocessing
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sekampadi.building import ROOT, SITE_DIR, WORK_DIR
from sekampadi.children import SERVER_PID
from sekampadi.i18n import t
from sekampadi.settings import Settings, get_settings
from sekampadi.web.reflex_seam import outside

READY_SECONDS = 120
_ORPHANS = 2.0
"""Seconds for which a port may still be held by what a killed server has left."""
STOP_SECONDS = 10
START_SECONDS = 15.0
"""How long a worker may take to be ready: so long the one that it replaces (SIGHUP) goes on."""
VISITOR_SECONDS = 1800
"""How long what a visitor has left keeps occupied, also in memory. The draft of a survey is in the
browser, a login in its cookie, so nothing is lost with it."""
FRAME_MAX = 96 * 1024
"""Bytes of one message of a page; the longest form has a quarter."""


class ServingError(Exception):
    """The pages cannot be served; the message is the sentence for the person."""


def serve_environment(settings: Settings, port: int) -> dict[str, str]:
    """Return what has to be in the environment; what is already there wins."""
    environment = outside.serving(
        WORK_DIR,
        redis_url=settings.redis_url,
        trusted_proxies=settings.trusted_proxies,
        kept_seconds=VISITOR_SECONDS,
        frame_max=FRAME_MAX,
    )
    # Granian's own allocator gives back what many sockets occupied only while others come and
    # go, if nobody looks: a tenth of a megabyte for each, until the next busy hour.
    environment["_RJEM_MALLOC_CONF"] = "background_thread:true,dirty_decay_ms:3000,muzzy_decay_ms:0"
    if "base_url" not in settings.model_fields_set:
        environment["SEKAMPADI_BASE_URL"] = f"http://localhost:{port}"
    return environment


def check_port(host: str, port: int) -> None:
    """Refuse an address that this process cannot listen on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise _unusable(host, port, error) from None


@contextmanager
def claiming_port(host: str, port: int) -> Iterator[None]:
    """Keep an address from another server that begins at the same moment, as :func:`check_port` refuses it.

    Granian's socket lets others listen beside it. Of two that have looked before either listens,
    each would get a part of the visitors and know nothing of the other's.
    """
    with socket.socket(socket.AF_UNIX) as claim:
        if sys.platform == "linux":  # a name without a file, gone with the process
            try:
                claim.bind(f"\0sekampadi:{host}:{port}")
            except OSError as error:
                raise _unusable(host, port, error) from None
        _wait_for_port(host, port)
        yield


def _wait_for_port(host: str, port: int) -> None:
    """Wait a little for a port that a killed server's worker still has (``children.end_with_parent``)."""
    ends = time.monotonic() + _ORPHANS
    while True:
        try:
            check_port(host, port)
        except ServingError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.05)
        else:
            return


def _unusable(host: str, port: int, error: OSError) -> ServingError:
    return ServingError(
        t(
            "Alamat {host}, porta {port}, tidak dapat dipakai: {reason}. "
            "Pilih porta lain, misalnya: make run PORT=3001",
            host=host,
            port=port,
            reason=error.strerror,
        )
    )


def answers(url: str, timeout: float = 2.0) -> bool:
    """Tell whether a server answers an address with status 200."""
    # A proxy of the environment is for the world outside, not for this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=timeout) as response:
            return int(response.status) == 200
    except (urllib.error.URLError, OSError):
        return False


def _announce(health: str, public: str, tell: Callable[[str], None]) -> None:
    """Tell the address as soon as the server really answers."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if answers(health):
            tell(t("SEKAMPADI siap: {url}   (berhenti dengan Ctrl+C)", url=public))
            return
        time.sleep(0.2)
    tell(t("Server tidak menjawab {url} dalam {n} detik.", url=health, n=READY_SECONDS))


def serve(host: str, port: int, tell: Callable[[str], None]) -> int:
    """Serve the finished build until the process is told to stop; return the exit status.

    Raises:
        ServingError: when the pages are not built, or the address is another's.
    """
    with claiming_port(host, port):
        return _serve(host, port, tell)


def _serve(host: str, port: int, tell: Callable[[str], None]) -> int:
    settings = get_settings()
    if not (SITE_DIR / "index.html").is_file():
        raise ServingError(t("Halaman belum dibangun. Jalankan: python -m sekampadi build"))
    for name, value in serve_environment(settings, port).items():
        os.environ.setdefault(name, value)
    os.environ.update(outside.SERVE_THE_BUILD)
    os.environ[SERVER_PID] = str(os.getpid())
    # Late: the other commands need no server.
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    # A thread lives in this process, and a fork would copy its locks.
    multiprocessing.set_start_method("spawn")
    server: Any = Server(
        target="sekampadi.sekampadi:serve",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        # A dead one of several is replaced while the others serve. One alone ends the server, whose
        # keeper starts it anew: here nobody would see that it fails again and again.
        respawn_failed_workers=settings.workers > 1,
        respawn_interval=START_SECONDS,
        log_level=LogLevels.debug if settings.log_level == "DEBUG" else LogLevels.warning,
        log_access=False,  # addresses of events carry the visitor's token
        workers_kill_timeout=STOP_SECONDS,
        working_dir=ROOT,
    )
    local = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - only compared
    public = os.environ.get("SEKAMPADI_BASE_URL") or settings.base_url
    health = f"http://{local}:{port}/api/health"
    threading.Thread(target=_announce, args=(health, public, tell), daemon=True).start()
    server.serve()
    return 0
