"""The migration that lets the oldest suggestions be found keeps all answers, and can be undone."""

from uuid import uuid4

from sqlalchemy import Engine, MetaData, inspect, text

from sekampadi.db.migrate import downgrade, upgrade
from tests.db.test_migrations import _FIRST_ROWS

NAME = "ix_jawaban_saran_tanggal"


def _names(engine: Engine) -> set[str | None]:
    return {index["name"] for index in inspect(engine).get_indexes("jawaban")}


def _rows(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT id, tanggal, saran FROM jawaban ORDER BY id"))
        return [tuple(row) for row in found]


def test_up_down_and_up_again_with_answers(bare_engine: Engine) -> None:
    upgrade(bare_engine, "0017")
    assert NAME not in _names(bare_engine)
    tables = MetaData()
    tables.reflect(bare_engine, only=["upp", "layanan", "jawaban"])
    with bare_engine.execution_options(writes=True).begin() as connection:
        for name in ("upp", "layanan"):
            connection.execute(tables.tables[name].insert(), _FIRST_ROWS[name])
        for number, saran in enumerate(("", "antrean \U0001f600", "x" * 2000), start=1):
            identity = uuid4()
            row = _FIRST_ROWS["jawaban"] | {"id": number, "saran": saran}
            row["uuid"] = identity.hex if connection.dialect.name == "sqlite" else identity
            connection.execute(tables.tables["jawaban"].insert(), row)
    before = _rows(bare_engine)
    assert len(before) == 3
    for _ in range(2):
        upgrade(bare_engine, "0021")
        assert NAME in _names(bare_engine)
        assert _rows(bare_engine) == before
        downgrade(bare_engine, "0017")
        assert NAME not in _names(bare_engine)
        assert _rows(bare_engine) == before
