"""The migration of invitations: four tables that have no hidden order, and nothing else touched."""

from sqlalchemy import Engine, MetaData, text

from sekampadi.db.migrate import downgrade, upgrade
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
from tests import factories
from tests.undangan import answer, invite, token_of

BEFORE = "0021"
TABLES = {"undangan", "undangan_terpakai", "kotak_jawaban", "undangan_bulan"}


def _names(engine: Engine) -> set[str]:
    found = MetaData()
    found.reflect(engine)
    return set(found.tables)


def test_invitations_come_and_go_and_answers_stay(bare_engine: Engine, settings: Settings) -> None:
    upgrade(bare_engine)
    rt = Runtime(bare_engine, settings)
    cast = factories.make_cast(rt)
    before = factories.submit(rt, "layanan-a1")
    downgrade(bare_engine, BEFORE)
    assert not _names(bare_engine) & TABLES
    upgrade(bare_engine)
    assert _names(bare_engine) >= TABLES
    with rt.reading() as session:
        assert session.connection().execute(text("SELECT count(*) FROM jawaban")).scalar() == 1
    assert before
    answer(rt, token_of(invite(rt, cast, "REG-1")))
    if bare_engine.dialect.name == "sqlite":
        with rt.reading() as session:
            found = session.connection().execute(
                text("SELECT name FROM pragma_table_list WHERE wr = 1")
            )
            assert {row[0] for row in found} >= TABLES - {"undangan_bulan"}
    downgrade(bare_engine, BEFORE)
    assert not _names(bare_engine) & TABLES
