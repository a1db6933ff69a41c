"""The migration of pelaksanaan keeps what was there, and its checks hold."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, inspect
from sqlalchemy.exc import IntegrityError

from sekampadi.db.migrate import downgrade, upgrade

UPP = {"id": 1, "kode": "upp-a", "nama": "A", "jenis": "Dinas", "aktif": True}
ROW: dict[str, Any] = {
    **{"upp_id": 1, "tahun": 2023, "triwulan": 1, "pelaksana": "mandiri", "pihak_ketiga": ""},
    **{"dilayani": 50, "dibagikan": 40, "kembali": 30, "diubah_oleh": "roorg"},
}


def _table(engine: Engine, name: str) -> Any:
    tables = MetaData()
    tables.reflect(engine)
    return tables.tables[name]


def _moment(engine: Engine) -> Any:
    moment = datetime(2023, 4, 1, tzinfo=UTC)
    return moment.replace(tzinfo=None) if engine.dialect.name == "sqlite" else moment


def test_up_down_and_up_again_with_data(bare_engine: Engine) -> None:
    upgrade(bare_engine, "0003")
    with bare_engine.execution_options(writes=True).begin() as connection:
        connection.execute(_table(bare_engine, "upp").insert(), UPP)
    upgrade(bare_engine, "0004")
    row = ROW | {"diubah": _moment(bare_engine)}
    table = _table(bare_engine, "pelaksanaan")
    with bare_engine.execution_options(writes=True).begin() as connection:
        connection.execute(table.insert(), row)
        found = connection.execute(table.select()).mappings().one()
        assert {k: found[k] for k in ROW} == ROW
    for wrong in ({"triwulan": 5}, {"triwulan": 2, "dilayani": 0}, {"triwulan": 2, "kembali": 41}):
        with (
            pytest.raises(IntegrityError),
            bare_engine.execution_options(writes=True).begin() as connection,
        ):
            connection.execute(table.insert(), row | wrong)
    downgrade(bare_engine, "0003")
    assert "pelaksanaan" not in inspect(bare_engine).get_table_names()
    with bare_engine.connect() as connection:
        upp = connection.execute(_table(bare_engine, "upp").select()).mappings().one()
    assert (upp["kode"], upp["nama"]) == ("upp-a", "A")
    upgrade(bare_engine, "0004")
    assert "pelaksanaan" in inspect(bare_engine).get_table_names()
