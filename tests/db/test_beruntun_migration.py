"""The migration that brings bursts, the hash of suggestions and the moment of closing."""

from uuid import uuid4

import pytest
from sqlalchemy import Engine, MetaData, text

from sekampadi.db.migrate import downgrade, upgrade
from sekampadi.domain.moderasi import Tanda, sidik_saran
from tests.db.test_migrations import _FIRST_ROWS

SARAN = [
    "",
    "Terima kasih",
    "Ruang tunggu perlu AC",
    "RUANG tunggu, perlu AC!!",
    "Ṣelamat pagi semua",
]


@pytest.fixture
def older(bare_engine: Engine) -> Engine:
    """Return a database before the migration, with answers."""
    upgrade(bare_engine, "0008")
    tables = MetaData()
    tables.reflect(bare_engine)
    with bare_engine.execution_options(writes=True).begin() as connection:
        for name in ("upp", "layanan"):
            connection.execute(tables.tables[name].insert(), _FIRST_ROWS[name])
        for number, saran in enumerate(SARAN, start=1):
            row = _FIRST_ROWS["jawaban"] | {"id": number, "saran": saran, "tanda": number}
            identity = uuid4()
            row["uuid"] = identity.hex if connection.dialect.name == "sqlite" else identity
            connection.execute(tables.tables["jawaban"].insert(), row)
    return bare_engine


def _rows(engine: Engine, columns: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT {columns} FROM jawaban ORDER BY id"))
        return [tuple(row) for row in found]


def test_the_answers_that_are_there_get_their_hash_and_keep_all_else(older: Engine) -> None:
    before = _rows(older, "id, saran, tanda")
    upgrade(older)
    assert _rows(older, "id, saran, tanda") == before
    assert _rows(older, "saran_sidik, beruntun") == [(sidik_saran(s), None) for s in SARAN]
    hashes = [row[0] for row in _rows(older, "saran_sidik")]
    assert hashes[:2] == [None, None]
    assert hashes[2] == hashes[3] != hashes[4]
    with older.connect() as connection:
        for table in ("layanan", "upp"):
            assert connection.execute(text(f"SELECT ditutup_pada FROM {table}")).all() == [(None,)]


def test_going_back_leaves_the_marks_that_the_older_program_can_name(older: Engine) -> None:
    upgrade(older)
    with older.execution_options(writes=True).begin() as connection:
        bits = int(Tanda.BERUNTUN | Tanda.POLA | Tanda.BERULANG)
        connection.execute(text("UPDATE jawaban SET tanda = :b WHERE id = 1"), {"b": bits})
    downgrade(older, "0008")
    assert _rows(older, "tanda")[0] == (int(Tanda.BERULANG),)
    assert [row[0] for row in _rows(older, "saran")] == SARAN
    upgrade(older)
    assert [row[0] for row in _rows(older, "saran_sidik")] == [sidik_saran(s) for s in SARAN]
