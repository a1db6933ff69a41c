"""The data folder and the database are for their owner alone."""

from pathlib import Path

from pydantic import SecretStr

from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings


def _mode(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


def test_nobody_else_reads_the_database(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    old = folder / "sekampadi.db"
    old.touch(0o644)  # as an earlier version has left it
    settings = Settings(_env_file=None, data_dir=folder, secret_key=SecretStr("k" * 32))
    rt = Runtime.open(settings)
    with rt.writing() as session:
        session.connection().exec_driver_sql("CREATE TABLE x (y)")
        modes = {path.name: _mode(path) for path in folder.iterdir()}
    rt.engine.dispose()
    names = {"sekampadi.db", "sekampadi.db-wal", "sekampadi.db-shm", "sekampadi.db-turn"}
    assert modes == dict.fromkeys(names, "0o600")
    assert _mode(folder) == "0o700"
