"""``make sbom``: the bill of materials (CycloneDX) of what is installed and of what pages are bundled from.

``python -m tests.supply.sbom FILE``. ``cyclonedx-py`` reads the lock, hashes included; the packages of
the pages, which it does not know, are added here from npm's lock, licences of both from where they stand.
"""

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from tests.supply.licences import distribution_of, licence_of
from tests.supply.locked import ROOT, RUNTIME, NpmPackage, read_npm

DEFAULT = ROOT / ".build" / "sbom.json"


def _npm_component(package: NpmPackage) -> dict[str, Any]:
    scope, _, name = package.name.rpartition("/")
    purl = f"pkg:npm/{scope.replace('@', '%40') + '/' if scope else ''}{name}@{package.version}"
    component: dict[str, Any] = {
        "bom-ref": purl,
        "type": "library",
        "name": name,
        "version": package.version,
        "purl": purl,
    }
    if scope:
        component["group"] = scope
    if package.licence:
        component["licenses"] = _licences(package.licence)
    algorithm, _, digest = package.integrity.partition("-")
    if algorithm == "sha512":
        content = base64.b64decode(digest).hex()
        component["hashes"] = [{"alg": "SHA-512", "content": content}]
    return component


def _licences(expression: str) -> list[dict[str, Any]]:
    return [{"expression": expression}]


def make_sbom() -> dict[str, Any]:
    """Return the bill of materials.

    Raises:
        subprocess.CalledProcessError: when the lock cannot be read.
    """
    done = subprocess.run(
        [
            *(sys.executable, "-m", "cyclonedx_py", "requirements", str(RUNTIME)),
            *("--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible"),
            *("--output-format", "JSON", "--output-file", "-"),
        ],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    )
    bom: dict[str, Any] = json.loads(done.stdout)
    for component in bom["components"]:
        name = canonicalize_name(component["name"])
        if licence := licence_of(name, distribution_of(name)):
            component["licenses"] = _licences(licence)
    bom["components"] += [_npm_component(package) for package in read_npm()]
    return bom


def main() -> int:
    """Write it to the file that is named."""
    path = Path(sys.argv[1]) if sys.argv[1:] else DEFAULT
    path.parent.mkdir(parents=True, exist_ok=True)
    bom = make_sbom()
    path.write_text(json.dumps(bom, indent=2) + "\n", encoding="utf-8")
    sys.stderr.write(f"{path}: {len(bom['components'])} components\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
