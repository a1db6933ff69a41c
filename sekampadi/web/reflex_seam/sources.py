"""The pages' sources, which a development server watches; only ``serve --reload`` needs them."""

from pathlib import Path
from typing import Final

from reflex.utils.build import set_env_json

WEB_DIR: Final = Path(".web")
"""Where Reflex writes them, with Vite and all that the pages are made of."""
VITE: Final = WEB_DIR / "node_modules" / "@react-router" / "dev" / "bin.cjs"
CONFIG: Final = "vite.config.js"
"""Reflex's own configuration of Vite; ours adds to it."""


def developing(port: int) -> dict[str, str]:
    """Return what the server of the sources needs beside what every server does."""
    return {"REFLEX_ENV_MODE": "dev", "REFLEX_API_URL": f"http://localhost:{port}"}


def write_addresses() -> None:
    """Write into the sources where events go; otherwise only ``reflex run`` and a build do."""
    set_env_json()  # type: ignore[no-untyped-call]
