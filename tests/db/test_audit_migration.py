"""The chain comes over rows that are there, which say numbers instead of names from then on."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, text
from sqlalchemy.exc import DBAPIError

from sekampadi.db.migrate import downgrade, upgrade
from sekampadi.services.sistem.audit.periksa import Jenis, check_audit
from sekampadi.services.sistem.runtime import Runtime, record
from tests.conftest import make_settings

BEFORE = "0017"
MOMENT = datetime(2023, 4, 1, 5, 6, 7, 890123, tzinfo=UTC)
PEOPLE = {1: "roorg", 2: "dinkes.baru", 4: "budi"}
ROLE = {"role": "admin_upp", "upp_id": None}
ACTS: list[tuple[int | None, str, str, dict[str, Any]]] = [
    (None, "operator.buat", "roorg", {"role": "admin_pemprov"}),
    (1, "operator.buat", "budi", {"username": "budi", **ROLE}),  # 2, before it was renamed
    (None, "login.gagal", "budi", {}),
    (None, "login.gagal", "?", {}),
    (1, "operator.buat", "sekali", {"username": "sekali", **ROLE}),
    (1, "operator.hapus", "sekali", {"username": "sekali", **ROLE}),
    (1, "delegasi.tambah", "delegasi/1", {"kepada": "budi", "peran": "ketua_tim"}),
    (2, "akun.ubah", "dinkes", {"sebelum": "budi"}),
    (
        *(1, "operator.ubah", "dinkes.baru"),
        {
            "sebelum": {"username": "dinkes", "role": "pimpinan"},
            "sesudah": {"username": "dinkes.baru", "role": "admin_upp"},
        },
    ),
    (1, "operator.buat", "budi", {"username": "budi", **ROLE}),  # 4, another one
    (4, "akun.kata_sandi", "budi", {}),
    (4, "upp.ubah", "upp-a", {"sebelum": {"nama": "budi"}, "sesudah": {"nama": "é\u2028"}}),
]
TOLD = [
    ("operator/1", {"role": "admin_pemprov"}),
    ("operator/2", ROLE),
    ("operator/2", {}),
    ("operator/0", {}),
    ("operator/0", ROLE),
    ("operator/0", ROLE),
    ("delegasi/1", {"kepada": 2, "peran": "ketua_tim"}),
    ("operator/2", {}),
    ("operator/2", {"sebelum": {"role": "pimpinan"}, "sesudah": {"role": "admin_upp"}}),
    ("operator/4", ROLE),
    ("operator/4", {}),
    ("upp-a", {"sebelum": {"nama": "budi"}, "sesudah": {"nama": "é\u2028"}}),
]


def _table(engine: Engine, name: str) -> Any:
    tables = MetaData()
    tables.reflect(engine)
    return tables.tables[name]


def _fill(engine: Engine, acts: list[tuple[int | None, str, str, dict[str, Any]]]) -> None:
    stored = MOMENT.replace(tzinfo=None) if engine.dialect.name == "sqlite" else MOMENT
    person = {"password_hash": "x", "role": "admin_upp", "aktif": True, "harus_ganti": False}
    with engine.execution_options(writes=True).begin() as connection:
        for number, username in PEOPLE.items():
            connection.execute(
                _table(engine, "operator").insert(),
                person | {"id": number, "username": username, "dibuat": stored},
            )
        rows = [
            {
                "id": 3 * i,  # a chain does not need numbers without gaps
                "waktu": stored + timedelta(seconds=i),
                **{"operator_id": who, "aksi": aksi, "objek": objek, "rincian": rincian},
            }
            for i, (who, aksi, objek, rincian) in enumerate(acts, start=1)
        ]
        connection.execute(_table(engine, "audit").insert(), rows)


def _read(engine: Engine) -> list[tuple[str, Any]]:
    audit = _table(engine, "audit")
    with engine.connect() as connection:
        rows = connection.execute(audit.select().order_by(audit.c.id)).mappings()
        return [(r["objek"], r["rincian"]) for r in rows]


def test_rows_that_are_there_are_chained_and_lose_names(
    bare_engine: Engine, tmp_path: Path
) -> None:
    upgrade(bare_engine, BEFORE)
    _fill(bare_engine, ACTS)
    upgrade(bare_engine, "0020")
    assert _read(bare_engine) == TOLD
    rt = Runtime(bare_engine, make_settings("", tmp_path))
    # Nothing with a key binds them yet; the command that has made them leaves that.
    assert [f.jenis for f in check_audit(rt).temuan] == [Jenis.TANPA_KUNCI]
    with rt.writing() as session:
        record(session, None, "sistem.migrasi", "0020")
    hasil = check_audit(rt)
    assert (hasil.baris, hasil.temuan) == (len(ACTS) + 1, [])
    assert hasil.kepala is not None
    assert hasil.kepala.id == 3 * len(ACTS) + 1
    with pytest.raises(DBAPIError, match="audit: rows are not"), bare_engine.begin() as connection:
        connection.execute(text("DELETE FROM audit"))

    downgrade(bare_engine, BEFORE)
    assert _read(bare_engine)[:-1] == TOLD
    upgrade(bare_engine, "0020")
    assert _read(bare_engine)[:-1] == TOLD
    assert [f.jenis for f in check_audit(rt).temuan] == [Jenis.TANPA_KUNCI]


def test_many_rows_are_chained_slice_by_slice(bare_engine: Engine, tmp_path: Path) -> None:
    upgrade(bare_engine, BEFORE)
    _fill(bare_engine, [(1, "login.masuk", "", {"n": i}) for i in range(4_100)])
    upgrade(bare_engine, "0020")
    rt = Runtime(bare_engine, make_settings("", tmp_path))
    with rt.writing() as session:
        record(session, None, "sistem.migrasi", "0020")
    hasil = check_audit(rt)
    assert (hasil.baris, hasil.temuan) == (4_101, [])


def test_no_row_is_no_chain(bare_engine: Engine, tmp_path: Path) -> None:
    upgrade(bare_engine, "0020")
    hasil = check_audit(Runtime(bare_engine, make_settings("", tmp_path)))
    assert (hasil.utuh, hasil.kepala, hasil.baris) == (True, None, 0)
