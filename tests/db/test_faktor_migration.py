"""The migration of second factors keeps the accounts that were there, both ways."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, MetaData, inspect

from sekampadi.db.migrate import downgrade, upgrade

TABLES = {"faktor_kedua", "calon_faktor", "kode_pemulihan", "masuk_tertunda"}


def _table(engine: Engine, name: str) -> Any:
    tables = MetaData()
    tables.reflect(engine)
    return tables.tables[name]


def test_up_down_and_up_again_with_data(bare_engine: Engine) -> None:
    upgrade(bare_engine, "0017")
    moment: Any = datetime(2026, 11, 30, tzinfo=UTC)
    if bare_engine.dialect.name == "sqlite":
        moment = moment.replace(tzinfo=None)
    person = {
        **{"id": 7, "username": "roorg", "password_hash": "x", "role": "admin_pemprov"},
        **{"aktif": True, "harus_ganti": False, "dibuat": moment},
    }
    with bare_engine.execution_options(writes=True).begin() as connection:
        connection.execute(_table(bare_engine, "operator").insert(), person)
    upgrade(bare_engine, "0018")
    rows: dict[str, dict[str, Any]] = {
        "faktor_kedua": {"rahasia": "r", "langkah": 2**40, "gagal": 0, "sejak": moment},
        "calon_faktor": {"rahasia": "c", "dibuat": moment},
        "kode_pemulihan": {"kode_hash": "h" * 81},
        "masuk_tertunda": {"token_hash": "0" * 64, "berlaku_sampai": moment, "percobaan": 0},
    }
    assert rows.keys() == TABLES
    with bare_engine.execution_options(writes=True).begin() as connection:
        for name, row in rows.items():
            table = _table(bare_engine, name)
            connection.execute(table.insert(), row | {"operator_id": 7})
            found = connection.execute(table.select()).mappings().one()
            assert {k: found[k] for k in row} == row
    downgrade(bare_engine, "0017")
    assert not TABLES & {*inspect(bare_engine).get_table_names()}
    with bare_engine.connect() as connection:
        kept = connection.execute(_table(bare_engine, "operator").select()).mappings().one()
    assert kept["username"] == "roorg"
    upgrade(bare_engine, "0018")
    assert {*inspect(bare_engine).get_table_names()} >= TABLES


def test_what_was_counted_before_windows_counts_on(bare_engine: Engine) -> None:
    upgrade(bare_engine, "0021")
    moment: Any = datetime(2026, 11, 30, tzinfo=UTC)
    if bare_engine.dialect.name == "sqlite":
        moment = moment.replace(tzinfo=None)
    with bare_engine.execution_options(writes=True).begin() as connection:
        connection.execute(
            _table(bare_engine, "operator").insert(),
            {
                **{"id": 7, "username": "roorg", "password_hash": "x", "role": "admin_pemprov"},
                **{"aktif": True, "harus_ganti": False, "dibuat": moment},
            },
        )
        for name, row in (
            ("faktor_kedua", {"rahasia": "r", "langkah": 1, "gagal": 48, "sejak": moment}),
            ("masuk_tertunda", {"token_hash": "0" * 64, "berlaku_sampai": moment, "percobaan": 2}),
            ("tiket_masuk", {"token_hash": "1" * 64, "berlaku_sampai": moment}),
        ):
            connection.execute(_table(bare_engine, name).insert(), row | {"operator_id": 7})
    for _ in range(2):
        upgrade(bare_engine, "0026")
        with bare_engine.connect() as connection:
            found = connection.execute(_table(bare_engine, "faktor_kedua").select()).mappings()
            row = dict(found.one())
            assert (row["gagal"], row["dasar"], row["diberi_tahu"]) == (48, 0, 0)
            assert row["gagal_sejak"] is row["pemulihan_pada"] is None
            waits = connection.execute(_table(bare_engine, "masuk_tertunda").select()).mappings()
            assert [(w["percobaan"], w["salah"], w["tab_hash"]) for w in waits] == [(2, 0, "")]
            tickets = connection.execute(_table(bare_engine, "tiket_masuk").select()).mappings()
            assert [bool(ticket["kabar"]) for ticket in tickets] == [False]
        downgrade(bare_engine, "0021")
    with bare_engine.connect() as connection:
        kept = connection.execute(_table(bare_engine, "faktor_kedua").select()).mappings().one()
    assert kept["gagal"] == 48
    assert "dasar" not in kept
