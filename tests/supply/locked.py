"""The packages that are locked: those of Python by ``.ci/lock``, those of the pages by npm."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
RUNTIME, DEV = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
NPM = ROOT / "reflex.lock" / "package-lock.json"
_GIVEN_NPM = {"xmlhttprequest-ssl": "MIT"}
"""What npm's lock does not say: read in the package."""
_PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Locked:
    """A package of a lock.

    Args:
        name: as the index writes it, in small letters.
        marker: where it is installed; empty for everywhere.
        hashes: SHA-256 of each file it may be installed from.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def here(self) -> bool:
        """Whether it is installed on a machine such as this one."""
        return not self.marker or Marker(self.marker).evaluate()


def read_lock(path: Path) -> list[Locked]:
    """Read a lock; what is no line of one is refused."""
    found: list[Locked] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if pin := _PIN.match(text):
            name = canonicalize_name(pin[1])
            found.append(Locked(name, pin[2], (pin[3] or "").strip(), ()))
        elif hashes := _HASH.findall(text):
            last = found.pop()
            found.append(Locked(last.name, last.version, last.marker, (*last.hashes, *hashes)))
        else:
            raise ValueError(f"{path.name}: {text}")
    return found


def read_pins(path: Path) -> dict[str, str]:
    """Read what a requirements file pins itself: name -> version."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pins = (_PIN.match(line.strip()) for line in lines)
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


@dataclass(frozen=True)
class NpmPackage:
    """A package that is bundled into the pages, or may be."""

    name: str
    version: str
    licence: str
    integrity: str


def read_npm() -> list[NpmPackage]:
    """List the packages of the pages; those that only build them are left out."""
    found = {(p.name, p.version): p for p in _npm()}
    return [found[key] for key in sorted(found)]


def _npm() -> Iterator[NpmPackage]:
    packages = json.loads(NPM.read_text(encoding="utf-8"))["packages"]
    for path, told in packages.items():
        if path and not told.get("dev") and not told.get("devOptional"):
            name = path.rpartition("node_modules/")[2]
            yield NpmPackage(
                name,
                str(told["version"]),
                str(told.get("license", _GIVEN_NPM.get(name, ""))),
                str(told.get("integrity", "")),
            )
