"""The migration of keys: what was stored before stays, and a key can be made after it."""

from sqlalchemy import Engine, inspect

from sekampadi.db.migrate import downgrade, upgrade
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.izin import Role
from sekampadi.services.kunci.masuk import find_kunci
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
from tests.factories import make_key, make_operator, make_upp


def test_keys_come_and_go_and_leave_the_rest(bare_engine: Engine, settings: Settings) -> None:
    upgrade(bare_engine, "0021")
    rt = Runtime(bare_engine, settings)
    make_upp(rt, "upp-a")
    upgrade(bare_engine)
    person = make_operator(rt, "pemprov", Role.ADMIN_PEMPROV)
    key = make_key(rt, person, "upp-a", Guna.KIRIM)
    assert find_kunci(rt, key).upp_nama == "UPP-A"
    uniques = inspect(bare_engine).get_unique_constraints("kunci_api")
    assert [u["column_names"] for u in uniques] == [["sidik"]]
    downgrade(bare_engine, "0021")
    assert "kunci_api" not in inspect(bare_engine).get_table_names()
    upgrade(bare_engine)
    assert len(make_key(rt, person, "upp-a", Guna.KIRIM)) == 47
