"""The commands for backups, as people type them: words, status, and what has to be typed."""

import io
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from sekampadi.cli import main
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import get_settings
from tests import factories
from tests.conftest import Content

TABLES = len(SQLModel.metadata.tables)

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def content() -> Content:
    return factories.make_cast


class Keeping:
    """Runs a command on a data folder."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        self._patch, self._capsys, self.folder = monkeypatch, capsys, folder

    def __call__(self, *words: str, url: str = "", typed: str = "") -> tuple[int, str, str]:
        """Return status, output and errors."""
        self._patch.setenv("SEKAMPADI_DATABASE_URL", url)
        self._patch.setattr(sys, "stdin", io.StringIO(typed))
        get_settings.cache_clear()
        try:
            status = main(words)
        except SystemExit as stopped:
            status = int(str(stopped.code))
        out, err = self._capsys.readouterr()
        return status, out, err


@pytest.fixture
def run(
    rt: Runtime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Keeping]:
    for name in [n for n in os.environ if n.startswith("SEKAMPADI_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)  # nobody's .env is read
    monkeypatch.setenv("SEKAMPADI_DATA_DIR", str(tmp_path / "data"))
    yield Keeping(monkeypatch, capsys, tmp_path)
    get_settings.cache_clear()


def test_a_backup_is_made_looked_at_and_restored(
    rt: Runtime, database_url: str, run: Keeping, tmp_path: Path
) -> None:
    factories.submit(rt, "layanan-a1", day=date(2023, 5, 15))
    rt.engine.dispose()
    status, out, err = run("backup", "aman", "--keep", "7d4w12m", url=database_url)
    assert status == 0, err
    (path,) = (tmp_path / "aman").iterdir()
    assert out.splitlines()[0] == f"Cadangan: {path}"
    assert out.splitlines()[1].endswith(" baris, 0 berkas bukti.")
    assert err.splitlines()[-1] == "Mencoba memulihkan cadangan …"
    secret = "only-for-development"
    assert secret not in out + err

    status, out, _ = run("backup", "--verify", f"aman/{path.name}", url=database_url)
    assert (status, out.startswith(f"Cadangan utuh: {TABLES} tabel, ")) == (0, True)

    status, out, err = run("restore", f"aman/{path.name}")  # into the data folder's own
    assert status == 0, err
    lines = out.splitlines()
    assert lines[0].startswith("Dipulihkan keadaan ")
    assert (
        lines[1] == f"Pengaturan saat itu tersimpan di {tmp_path}/data/pengaturan-dari-cadangan.env"
    )
    assert lines[2:] == ["Rekap cocok dengan jawaban."]
    assert run("check-rekap")[:2] == (0, "Rekap cocok dengan jawaban.\n")

    status, out, err = run("restore", f"aman/{path.name}")
    assert (status, out) == (1, "")
    assert err.splitlines() == ["Basis data tujuan sudah berisi data. Tidak ada yang diubah."]

    status, out, err = run("restore", "--replace", f"aman/{path.name}", typed="ya\n")
    assert (status, out) == (1, "")
    assert err.splitlines()[-1] == "Tidak dilanjutkan. Tidak ada yang diubah."

    status, out, err = run("restore", "--replace", f"aman/{path.name}", typed="GANTI\n")
    assert status == 0, err
    assert out.splitlines()[1].startswith(
        f"Basis data sebelumnya tersimpan di {tmp_path}/data/sekampadi.db.lama-"
    )


def test_another_key_is_told_and_not_shown(
    rt: Runtime,
    database_url: str,
    run: Keeping,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rt.engine.dispose()
    monkeypatch.setenv("SEKAMPADI_SECRET_KEY", "x" * 40)
    assert run("backup", "aman", "--no-verify", url=database_url)[0] == 0
    monkeypatch.setenv("SEKAMPADI_SECRET_KEY", "y" * 40)
    (path,) = (tmp_path / "aman").iterdir()
    assert path.name.endswith("-belum-diperiksa.tar")
    status, out, err = run("restore", str(path))
    assert status == 0
    assert "SEKAMPADI_SECRET_KEY di sini berbeda dari yang dicadangkan." in err
    assert "x" * 40 not in out + err
    kept = (tmp_path / "data" / "pengaturan-dari-cadangan.env").read_text(encoding="utf-8")
    assert f"SEKAMPADI_SECRET_KEY='{'x' * 40}'\n" in kept


def test_data_moves(rt: Runtime, database_url: str, run: Keeping, tmp_path: Path) -> None:
    rt.engine.dispose()
    target = f"sqlite:///{tmp_path}/lain.db"
    status, out, err = run("move-data", "--from", database_url, "--to", target)
    assert status == 0, err
    assert out.splitlines()[0].startswith(f"Disalin dan dicocokkan: {TABLES} tabel, ")
    assert run("move-data", "--from", database_url, "--to", target)[::2] == (
        1,
        "Memindahkan data …\nBasis data tujuan sudah berisi data. Tidak ada yang diubah.\n",
    )
    none = f"sqlite:///{tmp_path}/tidak-ada.db"
    assert run("move-data", "--from", none, "--to", target)[2].endswith("asal tidak ada.\n")
    assert not (tmp_path / "tidak-ada.db").exists()
    assert run("move-data", "--from", target, "--to", target)[::2] == (1, "Asal dan tujuan sama.\n")


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "--keep", "selamanya"),
        ("backup", "--no-verify", "--verify", "a.tar"),
        ("move-data", "--from", "mysql://a", "--to", "sqlite:///b"),
        ("move-data", "--to", "sqlite:///b"),
        ("restore",),
    ],
)
def test_wrong_words_are_told(run: Keeping, words: tuple[str, ...]) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.startswith("usage:")


def test_what_is_not_there_and_what_nobody_tries_is_told(
    rt: Runtime, database_url: str, run: Keeping
) -> None:
    rt.engine.dispose()
    status, out, err = run("restore", "tidak-ada.tar", url=database_url)
    assert (status, out) == (1, "")
    assert "tidak-ada.tar" in err
    assert run("backup", "--keep", "7d", "--no-verify", url=database_url)[::2] == (
        1,
        "--keep hanya untuk cadangan baru yang diperiksa.\n",
    )
