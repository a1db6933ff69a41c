"""Build the pages, unless the build already belongs to the present sources.

``reflex run --env prod`` builds anew at every start; here a build is kept for as long as nothing
it is made from has changed.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from sekampadi.i18n import t
from sekampadi.web.reflex_seam import outside

ROOT = Path(__file__).resolve().parent.parent
SITE_DIR = ROOT / outside.SITE_DIR
"""The finished pages, scripts and styles."""
STAMP = ROOT / outside.BUILD_DIR / "sources.json"
WORK_DIR = ROOT / ".build"
BUILD_LOG = WORK_DIR / "build.log"

_SOURCES = (
    "sekampadi/**/*.py",
    "sekampadi/**/*.mo",
    "assets/**/*",
    "rxconfig.py",
    "requirements.lock",
)
_LOCK_FILES = ("reflex.lock/*.json",)  # the build itself may rewrite them


class BuildError(Exception):
    """The pages cannot be built; the message is the sentence for the person."""


def _digest(patterns: tuple[str, ...]) -> str:
    found = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    digest = hashlib.sha256()
    for path in sorted(found):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _fingerprint() -> dict[str, str]:
    return {
        "sources": _digest(_SOURCES),
        "lock": _digest(_LOCK_FILES),
        "reflex": version("reflex"),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }


def is_built() -> bool:
    """Tell whether the build belongs to the sources as they are now."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return (SITE_DIR / "index.html").is_file() and stamp == _fingerprint()


def build_environment() -> dict[str, str]:
    """Return the environment of a build: npm of the virtual environment, no look-ups, no data."""
    programs = Path(sys.executable).parent  # not resolved: a link would leave the environment
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}",
        **outside.building(WORK_DIR),
        # Lock files hold no addresses: everyone has a registry, a mirror or a proxy of their own.
        "npm_config_omit_lockfile_registry_resolved": "true",
        "npm_config_replace_registry_host": "always",
        "npm_config_audit": "false",
        "npm_config_fund": "false",
        "npm_config_update_notifier": "false",
        "npm_config_fetch_retries": "3",
        # The pages are the same for every installation: a build knows no secret and no database.
        "SEKAMPADI_ENV": "development",
        "SEKAMPADI_DATA_DIR": str(WORK_DIR / "data"),
        "SEKAMPADI_DATABASE_URL": "",
        "SEKAMPADI_REDIS_URL": "",
    }
    if not environment.get("NPM_CONFIG_REGISTRY"):
        # Reflex would time two public registries; npm knows the one this machine uses.
        npm = shutil.which("npm", path=environment["PATH"])
        if npm is None:
            raise BuildError(
                t("npm tidak ditemukan; pasang ulang paket: pip install -r requirements.txt")
            )
        answer = subprocess.run(  # noqa: S603 - a fixed command
            [npm, "config", "get", "registry"],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode == 0 and answer.stdout.strip().startswith("http"):
            environment["NPM_CONFIG_REGISTRY"] = answer.stdout.strip()
    return environment


@contextmanager
def _build_lock() -> Iterator[None]:
    """Let one process at a time look at the build and change it."""
    WORK_DIR.mkdir(exist_ok=True)
    with (WORK_DIR / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def tidy_lock() -> None:
    """Put the package list in one order; Reflex's depends on what was there before."""
    path = ROOT / "reflex.lock" / "package.json"
    text = path.read_text(encoding="utf-8")
    tidy = json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n"
    if tidy != text:
        path.write_text(tidy, encoding="utf-8")


def _ignore(_text: str) -> None:
    pass


def build_frontend(force: bool = False, tell: Callable[[str], None] = _ignore) -> bool:
    """Build the pages unless the build belongs to the present sources; return whether it was done."""
    with _build_lock():
        if not force and is_built():
            return False
        tell(t("Membangun halaman (biasanya kurang dari satu menit) …"))
        began = time.monotonic()
        before = _fingerprint()
        STAMP.unlink(missing_ok=True)
        with BUILD_LOG.open("w", encoding="utf-8") as log:
            done = subprocess.run(  # noqa: S603 - a fixed command
                [
                    *(sys.executable, "-m", "reflex", "export"),
                    *("--frontend-only", "--no-zip", "--env", "prod"),
                ],
                cwd=ROOT,
                env=build_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode or not (SITE_DIR / "index.html").is_file():
            tail = BUILD_LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-40:]
            raise BuildError(
                t("Halaman gagal dibangun. Akhir dari {log}:", log=BUILD_LOG.relative_to(ROOT))
                + "\n"
                + "\n".join(tail)
            )
        tidy_lock()
        # Sources as they were at the beginning: what changed meanwhile is built next time.
        stamp = before | {"lock": _fingerprint()["lock"]}
        STAMP.write_text(json.dumps(stamp), encoding="utf-8")
        tell(t("Halaman selesai dibangun dalam {n} detik.", n=round(time.monotonic() - began)))
        return True
