"""Where Chromium is on this machine. ``python -m tests.e2e.browser`` prints it, with ``bare`` the one without windows."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BARE = ("chromium-headless-shell", "chrome-headless-shell")
"""The same engine with nothing around its pages.

The windows of the whole browser, which nobody sees, cost more than the pages in them."""
ARGUMENTS = [
    "--no-sandbox",  # a container has no user namespaces to make one of
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class ChromiumNotFoundError(Exception):
    """No Chromium was found; the message says what helps."""


def find_chromium(*, bare: bool = False) -> str:
    """Return the path of a Chromium.

    Args:
        bare: take one without windows, if there is one.

    Raises:
        ChromiumNotFoundError: when there is none.
    """
    named = os.environ.get("SEKAMPADI_CHROMIUM")
    if named:
        if Path(named).is_file():
            return named
        raise ChromiumNotFoundError(f"SEKAMPADI_CHROMIUM names {named}, which does not exist.")
    for name in (*BARE, *NAMES) if bare else NAMES:
        path = shutil.which(name)
        if path:
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if own and Path(own).is_file():
        return own
    raise ChromiumNotFoundError(
        "The browser tests need Chromium, and there is none. `make test` installs it; "
        "SEKAMPADI_CHROMIUM names one in an unusual place."
    )


if __name__ == "__main__":
    try:
        sys.stdout.write(find_chromium(bare="bare" in sys.argv) + "\n")
    except ChromiumNotFoundError as error:
        sys.exit(str(error))
