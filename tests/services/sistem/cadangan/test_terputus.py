"""Processes that are killed or find the disk full leave nothing that looks whole, and no half state."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sekampadi.services.sistem.cadangan.cadangan import backup
from sekampadi.services.sistem.cadangan.pindah import is_fresh
from sekampadi.services.sistem.cadangan.postgres import count_others
from sekampadi.services.sistem.cadangan.pulih import restore
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import check_files
from tests.services.sistem.cadangan.conftest import PROGRAMS, digests, read_files

ROOT = Path(__file__).resolve().parents[4]


def _command(rt: Runtime, *words: str, limit: int | None = None) -> "subprocess.Popen[str]":
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SEKAMPADI_")} | {
        "SEKAMPADI_DATA_DIR": str(rt.settings.data_dir),
        "SEKAMPADI_DATABASE_URL": rt.settings.database_url,
        "SEKAMPADI_PG_BIN": str(PROGRAMS),
        "PYTHONPATH": str(ROOT),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "sekampadi", *words],
        cwd=rt.settings.data_dir,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    if limit is not None:  # long before it has begun to write
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (limit, limit))
    return process


@pytest.mark.parametrize("sign", ["database.*", "sekampadi-*.tar"])
def test_a_killed_one_leaves_nothing_that_looks_whole(
    rt: Runtime, sidik: list[str], tmp_path: Path, sign: str
) -> None:
    folder = tmp_path / "cadangan"
    folder.mkdir()
    for _ in range(5):  # one that was done before it was seen is no use
        process = _command(rt, "backup", str(folder))
        while process.poll() is None and not list(folder.glob(f".sekampadi-kerja-*/{sign}")):
            time.sleep(0.001)
        process.kill()
        process.communicate()
        if process.returncode == -signal.SIGKILL:
            break
        for path in folder.glob("*.tar"):
            path.unlink()
    assert process.returncode == -signal.SIGKILL
    assert list(folder.glob("*.tar")) == []
    assert len(list(folder.glob(".sekampadi-kerja-*"))) == 1
    before = read_files(rt.settings.data_dir)
    made = backup(rt, folder)  # the next one cleans up
    assert [p.name for p in folder.iterdir()] == [made.path.name]
    assert list(rt.settings.data_dir.glob(".sekampadi-kerja-*")) == []
    assert read_files(rt.settings.data_dir) == before


def test_a_killed_restore_has_done_nothing_or_all(
    rt: Runtime, empty: Runtime, sidik: list[str], tmp_path: Path
) -> None:
    """Killed at ten moments; what a program of PostgreSQL has begun it may end by itself."""
    before, path = digests(rt), backup(rt, tmp_path / "cadangan").path
    killed = 0
    for moment in range(10):
        process = _command(empty, "restore", str(path))
        while process.poll() is None and not list(
            empty.settings.data_dir.glob(".sekampadi-kerja-*")
        ):
            time.sleep(0.001)
        time.sleep(moment * 0.1)
        process.kill()
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        if empty.engine.dialect.name == "postgresql":
            empty.engine.dispose()
            with empty.engine.connect() as connection:
                while count_others(connection):
                    time.sleep(0.01)
        if not is_fresh(empty.engine):
            break
        empty.engine.dispose()
    assert killed
    if is_fresh(empty.engine):
        empty.engine.dispose()
        restore(empty, path)
    assert digests(empty) == before
    assert check_files(empty).differences == ()


@pytest.mark.parametrize("while_", ["copying", "packing"])
def test_a_full_disk_is_told_and_leaves_nothing(
    rt: Runtime, sidik: list[str], tmp_path: Path, while_: str
) -> None:
    """A file can be no longer: first the copy of the database, then the archive that holds it."""
    folder = tmp_path / "cadangan"
    whole = backup(rt, tmp_path / "utuh").path.stat().st_size
    limit = 30_000 if while_ == "copying" else whole - 2_000
    process = _command(rt, "backup", str(folder), limit=limit)
    out, err = process.communicate()
    assert (process.returncode, out) == (1, ""), err
    *before, last = err.strip().splitlines()
    assert ("Menulis berkas cadangan …" in before) == (while_ == "packing")
    assert last == (
        "Ruang penyimpanan tidak cukup. Tidak ada yang disimpan; kosongkan ruang dan ulangi."
    )
    assert list(folder.iterdir()) == []
    assert list(rt.settings.data_dir.glob(".sekampadi-kerja-*")) == []
