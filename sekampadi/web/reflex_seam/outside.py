"""What Reflex shows to the outside: environment, folders, frames, logs. Imports nothing of it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

BUILD_DIR: Final = Path(".web/build")
"""Where an export leaves its work: the server looks nowhere else."""
SITE_DIR: Final = BUILD_DIR / "client"
"""The finished pages, scripts and styles in it."""

EVENT_PATH: Final = "/_event"
"""Address of the socket, and the namespace in it: the gate stands before Reflex and has to know."""
CONNECT_FRAME: Final = f"40{EVENT_PATH},"
EVENT_PACKET: Final = "42"
"""How a frame begins that is a message of Engine.IO (4), and in it an event of Socket.IO (2)."""
EVENT_FRAME: Final = f'{EVENT_PACKET}{EVENT_PATH},["event"'
PAGE_FRAME: Final = re.compile(
    rf'1|2|3|5|6|4[01]{EVENT_PATH},|42{EVENT_PATH},\["(?:event|ping|client_error)"'
)
"""How the frames of a page begin: all others are dropped before anything decodes them."""

DIRECT_SEND: Final = "sekampadi.direct_send"
"""Where a socket's scope holds what sends to it past the layers between the gate and Reflex's end."""

EVENT_LOGGER: Final = "reflex_base.event.processor.base_state_processor"
"""It writes what a browser sent into the log, unescaped; the guard says what is worth saying."""
LOGGERS: Final = ("reflex", "reflex_base", "engineio", "socketio")
"""They write whole events, headers too: their lines are cut."""

ORIGINS: Final = "REFLEX_CORS_ALLOWED_ORIGINS"
"""It wins over the configuration: which other sites' scripts may read and send."""
STATES: Final = "REFLEX_STATE_MANAGER_MODE"
STATES_IN_FILES: Final = "disk"
"""Where states are kept; files would hold visitors' addresses and cookies."""

SERVE_THE_BUILD: Final[Mapping[str, str]] = {
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
}
"""What ``reflex run --env prod --single-port`` sets after its build; it would build every time."""


def building(work_dir: Path) -> dict[str, str]:
    """Return the environment of an export: npm of the virtual environment, no state, no look-ups.

    What Reflex keeps between builds goes into ``work_dir``, instead of the person's home.
    """
    return {
        "REFLEX_DIR": str(work_dir / "reflex"),
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_USE_NPM": "1",
        STATES: "memory",
    }


def serving(
    work_dir: Path, *, redis_url: str, trusted_proxies: int, kept_seconds: int, frame_max: int
) -> dict[str, str]:
    """Return the environment of the server; without an address of Redis states are kept in memory.

    ``kept_seconds`` is how long a visitor's state waits for him, ``frame_max`` the bytes of one
    message of a page.
    """
    environment = {
        "REFLEX_DIR": str(work_dir / "reflex"),
        "REFLEX_CHECK_LATEST_VERSION": "false",
        # A dead connection is noticed within 25 s instead of Reflex's 145.
        "REFLEX_SOCKET_INTERVAL": "10s",
        "REFLEX_SOCKET_TIMEOUT": "15s",
        "REFLEX_REDIS_TOKEN_EXPIRATION": str(kept_seconds),
        # Never Reflex's default, files: they would hold visitors' addresses and cookies.
        STATES: "redis" if redis_url else "memory",
        # One setting tells both who a visitor is.
        "REFLEX_TRUSTED_PROXY_HOPS": str(trusted_proxies),
        "REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE": str(frame_max),
    }
    return environment | ({"REFLEX_REDIS_URL": redis_url} if redis_url else {})
