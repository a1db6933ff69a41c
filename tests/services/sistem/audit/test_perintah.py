"""What commands leave in the trail, and what ``audit-check`` says as people type it."""

import json
import tarfile
from pathlib import Path

import pytest
from sqlmodel import col, select

from sekampadi.db.migrate import downgrade
from sekampadi.db.models import Audit
from sekampadi.services.sistem.audit.kepala import list_kepala
from sekampadi.services.sistem.audit.periksa import check_audit
from sekampadi.services.sistem.audit.perintah import migrate
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
from tests import factories
from tests.conftest import Content
from tests.services.sistem.audit.rusak import fill, sql, tamper
from tests.unit.test_safekeeping import Keeping, run  # noqa: F401 - a fixture

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def content() -> Content:
    return factories.make_cast


def _acts(rt: Runtime) -> list[tuple[str, str]]:
    with rt.reading() as session:
        rows = session.exec(select(Audit).order_by(col(Audit.id)))
        return [(a.aksi, a.objek) for a in rows if a.aksi.startswith(("sistem.", "cadangan."))]


def test_commands_leave_their_rows(rt: Runtime, database_url: str, run: Keeping) -> None:  # noqa: F811
    assert run("rebuild-rekap", url=database_url)[0] == 0
    assert run("mark-answers", url=database_url)[0] == 0
    assert run("backup", "aman", url=database_url)[0] == 0
    (path,) = (run.folder / "aman").iterdir()
    assert _acts(rt) == [("sistem.rekap", ""), ("sistem.tanda", ""), ("cadangan.buat", path.name)]
    before = _acts(rt)
    rt.engine.dispose()
    assert run("restore", "--replace", str(path), url=database_url, typed="GANTI\n")[0] == 0
    assert _acts(rt) == [*before, ("cadangan.pulih", "")]
    rt.engine.dispose()
    target = f"sqlite:///{run.folder}/lain.db"
    assert run("migrate", url=target)[0] == 0
    assert run("move-data", "--from", database_url, "--to", target)[0] == 0
    moved = Runtime.open(rt.settings.model_copy(update={"database_url": target}))
    try:
        assert _acts(moved) == [*before, ("cadangan.pulih", ""), ("cadangan.pindah", "")]
    finally:
        moved.engine.dispose()
    assert run("audit-check", url=target)[0] == 0


def test_old_tables_are_brought_up_and_bound(rt: Runtime) -> None:
    downgrade(rt.engine, "0017")
    assert migrate(rt)
    assert [aksi for aksi, _ in _acts(rt)] == ["sistem.migrasi"]
    assert check_audit(rt).utuh
    assert not migrate(rt)
    assert len(_acts(rt)) == 1


def test_a_check_as_it_is_typed(rt: Runtime, database_url: str, run: Keeping) -> None:  # noqa: F811
    run("rebuild-rekap", url=database_url)
    status, out, err = run("audit-check", url=database_url)
    assert (status, out.splitlines()[-1]) == (0, "Jejak audit utuh.")
    assert "Belum ada kepala cadangan" in err
    assert run("backup", "aman", url=database_url)[0] == 0
    (path,) = (run.folder / "aman").iterdir()
    with tarfile.open(path) as archive:
        file = archive.extractfile("manifest.json")
        assert file is not None
        head = json.load(file)["audit"]
    status, out, err = run("audit-check", url=database_url)
    assert status == 0, out
    lines = out.splitlines()
    assert lines[-2:] == [
        f"Kepala rantai: {head}",
        "Jejak audit utuh, sesuai dengan 1 kepala cadangan.",
    ]
    newest = int(head.partition(":")[0])
    for how in ((), ("--backup", str(path)), ("--head", head)):
        assert run("audit-check", *how, url=database_url)[0] == 0
    tamper(rt, sql(f"DELETE FROM audit WHERE id = {newest}"))
    for how in ((), ("--backup", str(path)), ("--head", head)):
        status, out, err = run("audit-check", *how, url=database_url)
        assert status == 1
        assert out.splitlines()[0] == (
            f"Baris {newest}, yang terbaru saat dicadangkan, tidak ada: ujungnya dipotong."
        )
        assert "1 temuan pada jejak audit." in err
    status, _, err = run("audit-check", "--head", "nonsens", url=database_url)
    assert (status, err) == (
        1,
        "Kepala rantai ditulis sebagai nomor baris, titik dua, dan 64 huruf jejaknya.\n",
    )


def test_a_restored_state_has_its_own_heads(rt: Runtime, database_url: str, run: Keeping) -> None:  # noqa: F811
    run("backup", "satu", url=database_url)
    (first,) = (run.folder / "satu").iterdir()
    run("rebuild-rekap", url=database_url)
    run("backup", "dua", url=database_url)
    folder = run.folder / "data"
    settings = rt.settings.model_copy(update={"data_dir": folder})
    assert len(list_kepala(settings)) == 2
    rt.engine.dispose()
    assert run("restore", "--replace", str(first), url=database_url, typed="GANTI\n")[0] == 0
    # The later rows are rightly gone: nobody has cut them off.
    status, out, _ = run("audit-check", url=database_url)
    assert (status, len(list_kepala(settings))) == (0, 1), out
    aside = [p.name for p in folder.iterdir() if p.name.startswith("audit-kepala.txt.lama-")]
    assert len(aside) == 1


def test_many_findings_are_counted(rt: Runtime, database_url: str, run: Keeping) -> None:  # noqa: F811
    run("rebuild-rekap", url=database_url)
    own = Runtime(rt.engine, _development(rt))
    fill(own, 150)
    tamper(own, sql("UPDATE audit SET objek = 'x'"))
    status, out, err = run("audit-check", url=database_url)
    assert status == 1
    assert len(out.splitlines()) == 100 + 2
    assert "… dan 51 temuan lain." in err


def _development(rt: Runtime) -> Settings:
    """Return the settings that a command has when nobody has set anything."""

    return Settings(_env_file=None, data_dir=Path(rt.settings.data_dir))
