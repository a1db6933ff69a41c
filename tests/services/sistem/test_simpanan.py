"""The store of files and the command that holds it against its rows."""

import os
import stat
from pathlib import Path

import pytest
from sqlmodel import select

from sekampadi.cli import main
from sekampadi.db.models import BuktiKegiatan
from sekampadi.domain.izin import Role
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import check_files, path_of
from sekampadi.services.tindak_lanjut.bukti import add_bukti
from sekampadi.settings import get_settings
from tests.bukti import DuaKegiatan, done, make_dua, pdf, picture, snapshot
from tests.conftest import Content, Copy

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def content() -> Content:
    """Give every test a plan."""
    return make_dua


@pytest.fixture
def sidik(rt: Runtime, copied: Copy) -> list[str]:
    """Store a photo and a PDF, and return their fingerprints."""
    dua: DuaKegiatan = copied.made
    admin = dua.cast.people[Role.ADMIN_UPP]
    return [
        add_bukti(rt, admin, dua.kegiatan[0], nama=nama, data=data).sidik
        for nama, data in (("loket.jpg", picture()), ("surat.pdf", done(pdf())))
    ]


@pytest.fixture
def run(
    rt: Runtime,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> "Run":
    for name in [n for n in os.environ if n.startswith("SEKAMPADI_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(rt.settings.data_dir)  # nobody's .env is read
    monkeypatch.setenv("SEKAMPADI_DATA_DIR", str(rt.settings.data_dir))
    monkeypatch.setenv("SEKAMPADI_DATABASE_URL", database_url)
    get_settings.cache_clear()
    return Run(capsys)


class Run:
    """Runs the command."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> tuple[int, list[str]]:
        """Return its status and the lines of its result."""
        status = main(["check-berkas", *words])
        return status, self._capsys.readouterr().out.splitlines()


@pytest.fixture(autouse=True)
def _settings() -> None:
    get_settings.cache_clear()


def test_nobody_but_the_owner_reads_it(rt: Runtime, sidik: list[str]) -> None:
    path = path_of(rt.settings, sidik[0])
    for folder in (path.parent, path.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_what_is_no_fingerprint_is_no_path(rt: Runtime, name: str) -> None:
    with pytest.raises(ValueError, match="no fingerprint"):
        path_of(rt.settings, name)


def test_an_empty_store_is_whole(run: Run) -> None:
    assert run() == (0, ["Berkas bukti lengkap: 0 berkas."])


def test_a_whole_store_is_whole(run: Run, sidik: list[str]) -> None:
    assert run() == (0, ["Berkas bukti lengkap: 2 berkas."])


def test_what_is_missing_or_changed_is_named(rt: Runtime, run: Run, sidik: list[str]) -> None:
    path_of(rt.settings, sidik[0]).unlink()
    with path_of(rt.settings, sidik[1]).open("ab") as file:
        file.write(b"x")
    status, lines = run("--clean")
    assert status == 1
    assert lines == [
        f"Berkas hilang: {sidik[0]} (loket.jpg, kegiatan 1)",
        f"Isi berkas berubah: {sidik[1]} (surat.pdf, kegiatan 1)",
    ]


def test_what_no_row_names_is_told_and_cleared_away(
    rt: Runtime, run: Run, sidik: list[str]
) -> None:
    with rt.writing() as session:
        session.delete(session.exec(select(BuktiKegiatan)).first())
    root = rt.settings.data_dir / "berkas"
    left, fresh, strange = root / "masuk" / "lama", root / "masuk" / "baru", root / "catatan.txt"
    for path in (left, fresh, strange):
        path.write_bytes(b"x")
    os.utime(left, (1, 1))  # of a process that was killed; the other may be on its way
    status, lines = run()
    assert status == 1
    assert lines == [
        f"Berkas tanpa catatan: {sidik[0]}",
        "Berkas asing: catatan.txt",
        "Berkas asing: masuk/lama",
    ]
    before = snapshot(rt.settings.data_dir)
    assert run("--clean") == (1, ["2 berkas tanpa catatan dihapus.", "Berkas asing: catatan.txt"])
    gone = {*before} - {*snapshot(rt.settings.data_dir)}
    assert gone == {f"berkas/{sidik[0][:2]}/{sidik[0]}", "berkas/masuk/lama"}
    strange.unlink()
    assert run() == (0, ["Berkas bukti lengkap: 1 berkas."])


def test_a_link_is_no_file_of_the_store(rt: Runtime, sidik: list[str]) -> None:
    path = path_of(rt.settings, sidik[0])
    elsewhere = Path(rt.settings.data_dir) / "lain"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    found = check_files(rt)
    assert found.strange == (f"{sidik[0][:2]}/{sidik[0]}",)
