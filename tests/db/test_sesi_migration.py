"""The migration of logins: who is logged in while it runs is not thrown out."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, MetaData

from sekampadi.db.engine import write_session
from sekampadi.db.migrate import downgrade, upgrade
from sekampadi.domain.izin import Role
from sekampadi.services.akun.diam import hash_token
from sekampadi.services.akun.sesi import find_principal
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
from tests.factories import connect_wall, make_operator

BEFORE = "0017"
COOKIE = "c" * 43


def _tables(engine: Engine) -> MetaData:
    found = MetaData()
    found.reflect(engine)
    return found


def test_a_login_from_before_goes_on(bare_engine: Engine, settings: Settings) -> None:
    upgrade(bare_engine, BEFORE)
    rt = Runtime(bare_engine, settings)
    with rt.writing() as session:
        session.connection().execute(
            _tables(bare_engine).tables["operator"].insert(),
            {
                **{"id": 7, "username": "admin", "password_hash": "x", "aktif": True},
                **{"role": Role.PIMPINAN.value, "dibuat": datetime.now(UTC), "harus_ganti": False},
            },
        )
        session.connection().execute(
            _tables(bare_engine).tables["sesi"].insert(),
            {
                **{"token_hash": hash_token(COOKIE), "operator_id": 7},
                "dibuat": datetime.now(UTC) - timedelta(hours=3),
                "berlaku_sampai": datetime.now(UTC) + timedelta(hours=3),
            },
        )
    upgrade(bare_engine)
    person = find_principal(rt, COOKIE)
    assert person is not None
    assert person.username == "admin"
    sesi = _tables(bare_engine).tables["sesi"]
    assert not sesi.c.terakhir.nullable
    assert {fk.column.table.name for fk in sesi.foreign_keys} == {"operator"}
    assert {i.name for i in sesi.indexes} == {"ix_sesi_berlaku_sampai", "ix_sesi_operator_id"}
    connect_wall(rt, make_operator(rt, "pemprov"))
    downgrade(bare_engine, BEFORE)
    assert "layar_terhubung" not in _tables(bare_engine).tables
    sesi = _tables(bare_engine).tables["sesi"]
    assert {c.name for c in sesi.columns} == {
        *("token_hash", "operator_id", "dibuat", "berlaku_sampai"),
    }
    with write_session(bare_engine) as session:
        assert len(session.connection().execute(sesi.select()).all()) == 1
    upgrade(bare_engine)
    assert find_principal(rt, COOKIE) is not None
