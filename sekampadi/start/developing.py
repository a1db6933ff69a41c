"""Serve the sources themselves while somebody works on them: the command ``serve --reload``.

Two processes: the application, which granian starts anew when a module has changed and which then
writes the pages' sources anew, and Vite, which shows the browser what has changed of them. The
browser talks to Vite, and Vite hands on what is no page, so that cookies and events have one
address as in production. Nothing of this is in the way of a build: that stays as it was.
"""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sekampadi.building import ROOT, build_environment, build_frontend, tidy_lock
from sekampadi.i18n import t
from sekampadi.serving import answers, check_port, serve_environment
from sekampadi.settings import get_settings
from sekampadi.web.reflex_seam.outside import EVENT_PATH
from sekampadi.web.reflex_seam.sources import (
    CONFIG,
    VITE,
    WEB_DIR,
    developing,
    write_addresses,
)

_READY_SECONDS = 90
_CONFIG_NAME = "vite.dev.js"
_CONFIG = """\
import base from "./%(base)s";
const to = { target: "http://127.0.0.1:%(backend)d", xfwd: true };
export default (env) => {
  const config = base(env);
  const proxy = Object.fromEntries(%(paths)s.map((path) => [path, to]));
  proxy["^%(events)s"] = { ...to, ws: true };
  config.server = { ...config.server, port: %(port)d, strictPort: true, proxy };
  return config;
};
"""


def proxied_paths(paths: list[str]) -> list[str]:
    """Return the routes, ``{...}`` where they vary, as the regular expressions Vite hands on by."""
    heads = {path.split("{", maxsplit=1)[0] for path in paths}
    shortest = {h for h in heads if not any(h != o and h.startswith(o) for o in heads)}
    return sorted("^" + re.escape(head) for head in shortest)


def _write_config(port: int, backend: int) -> None:
    # Late: it loads the whole application, which only this command and the server need.
    from sekampadi.api.routes import ROUTES

    paths = json.dumps(proxied_paths([route.path for route in ROUTES]))
    text = _CONFIG % {
        "base": CONFIG,
        "events": EVENT_PATH,
        "backend": backend,
        "port": port,
        "paths": paths,
    }
    (ROOT / WEB_DIR / _CONFIG_NAME).write_text(text, encoding="utf-8")


def development_environment(port: int) -> dict[str, str]:
    """Return the environment of both processes: the tools of a build, the settings of a server."""
    # A build knows no database and no secret; what it says of them is not for a server.
    tools = {k: v for k, v in build_environment().items() if not k.startswith("SEKAMPADI_")}
    own = {k: v for k, v in os.environ.items() if k.startswith("SEKAMPADI_")}
    return tools | serve_environment(get_settings(), port) | own | developing(port)


def serve_sources(host: str, port: int, tell: Callable[[str], None]) -> int:
    """Serve until the process is told to stop; return the exit status."""
    backend = port + 1  # of the application; the browser finds Vite at the port it asks for
    check_port(host, port)
    check_port("127.0.0.1", backend)
    if not (ROOT / VITE).is_file():
        build_frontend(tell=tell)  # brings Vite and what the pages need
    environment = development_environment(port)
    _write_config(port, backend)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it
    children = [_start([sys.executable, "-m", __name__, str(backend)], ROOT, environment)]
    try:
        if not _wait(f"http://127.0.0.1:{backend}/api/health", children):
            return 1
        vite = ["node", str(ROOT / VITE), "dev", "--config", _CONFIG_NAME, "--host", host]
        children.append(_start(vite, ROOT / WEB_DIR, environment))
        tell(t("SEKAMPADI siap: {url}   (berhenti dengan Ctrl+C)", url=f"http://localhost:{port}"))
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for child in reversed(children):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
            child.wait()
        tidy_lock()


def _start(
    command: list[str], folder: Path, environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    # Both start processes of their own, which have to end with them.
    return subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True)  # noqa: S603 - fixed


def _wait(url: str, children: list[subprocess.Popen[bytes]]) -> bool:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline and all(child.poll() is None for child in children):
        if answers(url):
            return True
        time.sleep(0.2)
    return False


def main(port: int) -> None:
    """Run the application with reload: the child of :func:`serve_sources`."""
    from granian.constants import Interfaces
    from granian.server import Server

    write_addresses()
    Server(
        target="sekampadi.sekampadi:serve",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        log_access=False,
        reload=True,
        reload_paths=[ROOT / "sekampadi", ROOT / "assets"],
        reload_ignore_worker_failure=True,
        workers_kill_timeout=2,
        working_dir=ROOT,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
