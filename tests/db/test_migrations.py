"""Migrations: the way up and down, the tables they make, and the data they keep."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, MetaData, inspect
from sqlmodel import select

from sekampadi.db.engine import read_session, write_session
from sekampadi.db.kata import KATA
from sekampadi.db.migrate import downgrade, is_current, upgrade
from sekampadi.db.models import Butir, MetodeBobot, Perangkat, Upp, metadata
from sekampadi.db.queries.master import metode_of, perangkat_in_force
from sekampadi.domain.ikm import Metode
from sekampadi.domain.periode import Periode
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
from tests import factories
from tests.perangkat import PERANGKAT_RESMI, PERANGKAT_SEKAMPADI


def _tables(engine: Engine) -> set[str]:
    found = set(inspect(engine).get_table_names()) - {"alembic_version"}
    return {name for name in found if not name.startswith(KATA)}


def test_up_down_and_up_again(bare_engine: Engine) -> None:
    assert not is_current(bare_engine)
    upgrade(bare_engine)
    assert is_current(bare_engine)
    assert _tables(bare_engine) == set(metadata.tables)
    downgrade(bare_engine, "base")
    assert _tables(bare_engine) == set()
    assert not is_current(bare_engine)
    upgrade(bare_engine)
    assert _tables(bare_engine) == set(metadata.tables)
    upgrade(bare_engine)  # a second time changes nothing
    with read_session(bare_engine) as session:
        assert len(session.exec(select(Perangkat)).all()) == 2


def test_the_migrations_make_the_tables_of_the_program(rt: Runtime) -> None:
    with rt.engine.connect() as connection:
        opts = {
            "compare_type": True,
            # The search index is the database's own: neither is it the same on both.
            "include_name": lambda name, kind, _: kind != "table" or not name.startswith(KATA),
        }
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []


def test_the_constraints_of_the_migrations_are_those_of_the_program(rt: Runtime) -> None:
    # Alembic does not compare checks; the names and number of them must agree.
    inspector = inspect(rt.engine)
    for table in metadata.sorted_tables:
        found = {c["name"] for c in inspector.get_check_constraints(table.name)}
        wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        assert found == wanted, table.name


_MOMENT = datetime(2023, 3, 31, 16, 59, tzinfo=UTC)
_FIRST_ROWS: dict[str, dict[str, Any]] = {
    "upp": {"id": 1, "kode": "upp-a", "nama": "A", "jenis": "Dinas", "aktif": True},
    "layanan": {
        **{"id": 1, "upp_id": 1, "kode": "layanan-a1", "nama": "A1", "biaya": "0"},
        **{"standar_waktu": "1 Jam", "aktif": True},
    },
    "operator": {
        **{"id": 1, "username": "admin", "password_hash": "x", "role": "admin_upp", "upp_id": 1},
        **{"aktif": True, "dibuat": _MOMENT},
    },
    "jawaban": {
        **{"id": 1, "uuid": uuid4(), "layanan_id": 1, "perangkat_id": 1, "tempat_id": 0},
        **{"sumber": "daring", "waktu": _MOMENT, "tanggal": date(2023, 3, 31), "usia": 35},
        **{"jenis_kelamin": "P", "pendidikan": "SD/MI", "pekerjaan": "ASN", "umum": 3},
        **{f"u{i}": 3 for i in range(1, 10)},
        "saran": "Tetap ada",
    },
    "audit": {
        **{"id": 1, "waktu": _MOMENT, "operator_id": 1, "aksi": "login.masuk", "objek": ""},
        "rincian": {"dari": "uji"},
    },
}
"""A row of each table as the first migration made it; later columns are none of its business."""


def _read_first_columns(engine: Engine) -> dict[str, dict[str, Any]]:
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        found = {
            name: connection.execute(tables.tables[name].select()).mappings().one()
            for name in _FIRST_ROWS
        }
    return {name: {c: found[name][c] for c in row} for name, row in _FIRST_ROWS.items()}


def test_later_migrations_keep_the_data_of_the_first_tables(bare_engine: Engine) -> None:
    """Up to the newest tables, back to the first, and up again."""
    upgrade(bare_engine, "0001")
    tables = MetaData()
    tables.reflect(bare_engine)
    with bare_engine.execution_options(writes=True).begin() as connection:
        for name, row in _FIRST_ROWS.items():
            values = dict(row)
            if bare_engine.dialect.name == "sqlite" and "uuid" in values:
                values["uuid"] = values["uuid"].hex  # reflected as text
            connection.execute(tables.tables[name].insert(), values)
    before = _read_first_columns(bare_engine)
    upgrade(bare_engine)
    assert _read_first_columns(bare_engine) == before
    downgrade(bare_engine, "0001")
    assert _read_first_columns(bare_engine) == before
    upgrade(bare_engine)
    assert _read_first_columns(bare_engine) == before


def test_a_moment_comes_back_as_it_was(rt: Runtime) -> None:
    late = datetime(2023, 3, 31, 16, 59, 59, 123456, tzinfo=UTC)
    identity = uuid4()
    factories.make_layanan(rt, factories.make_upp(rt, "upp-x"), "layanan-x")
    factories.submit(Runtime(rt.engine, rt.settings, lambda: late), "layanan-x", identity=identity)
    table = metadata.tables["jawaban"]
    with read_session(rt.engine) as session:
        row = session.connection().execute(table.select()).mappings().one()
    assert row["waktu"] == late
    assert row["waktu"].utcoffset().total_seconds() == 0
    assert row["tanggal"] == date(2023, 3, 31)
    assert row["uuid"] == identity


def test_both_question_sets_are_there_and_the_decrees_is_in_force(rt: Runtime) -> None:
    with rt.reading() as session:
        found = perangkat_in_force(session, date(2023, 1, 1))
        assert found is not None
        assert found[1] == PERANGKAT_SEKAMPADI
        assert perangkat_in_force(session, date(2019, 12, 31)) is None
        resmi = session.exec(select(Perangkat).where(Perangkat.kode == "resmi")).one()
        assert resmi.status == "draf"
        butir = {
            b.unsur: b for b in session.exec(select(Butir).where(Butir.perangkat_id == resmi.id))
        }
        session.expunge_all()
    for pertanyaan in PERANGKAT_RESMI.pertanyaan:
        row = butir[pertanyaan.unsur.value]
        assert row.teks == pertanyaan.teks
        assert (row.opsi_1, row.opsi_2, row.opsi_3, row.opsi_4) == pertanyaan.opsi
    assert (resmi.nama, resmi.umum) == (PERANGKAT_RESMI.nama, PERANGKAT_RESMI.umum)


def test_a_third_question_set_can_be_added_after_the_two(rt: Runtime) -> None:
    with rt.writing() as session:
        session.add(
            Perangkat(
                kode="resmi",
                versi=2,
                nama="Versi dua",
                umum="?",
                status="berlaku",
                berlaku_dari=date(2024, 1, 1),
            )
        )
        session.flush()
        session.add_all(
            Butir(
                perangkat_id=3, unsur=p.unsur.value, teks="?", opsi_1="1", opsi_2="2", opsi_3="3",
                opsi_4="4",
            )
            for p in PERANGKAT_RESMI.pertanyaan
        )  # fmt: skip
    with rt.reading() as session:
        newest = perangkat_in_force(session, date(2024, 1, 1))
        older = perangkat_in_force(session, date(2023, 12, 31))
    assert newest is not None
    assert older is not None
    assert (newest[0], older[0]) == (3, 1)


def test_the_method_of_a_period_is_the_one_in_force_on_its_last_day(rt: Runtime) -> None:
    today = date(2024, 6, 15)
    with rt.writing() as session:
        session.add(MetodeBobot(berlaku_dari=date(2024, 1, 1), metode="tepat"))
        session.add(MetodeBobot(berlaku_dari=date(2025, 1, 1), metode="permen"))
    with rt.reading() as session:
        assert metode_of(session, Periode.tahun(2023), today) is Metode.SEKAMPADI
        assert metode_of(session, Periode(None, date(2023, 12, 31)), today) is Metode.SEKAMPADI
        assert (
            metode_of(session, Periode(date(2023, 12, 1), date(2024, 1, 1)), today) is Metode.TEPAT
        )
        assert metode_of(session, Periode(), today) is Metode.TEPAT
        assert metode_of(session, Periode.tahun(2025), today) is Metode.PERMEN
        assert metode_of(session, Periode(None, date(2019, 1, 1)), today) is Metode.SEKAMPADI


def test_settings_and_runtime_open_the_database_they_name(settings: Settings) -> None:
    runtime = Runtime.open(settings)
    try:
        assert is_current(runtime.engine)
        assert runtime.now().tzinfo is not None
    finally:
        runtime.engine.dispose()


def test_an_error_undoes_the_whole_transaction(rt: Runtime) -> None:
    def write() -> None:
        with write_session(rt.engine) as session:
            session.add(Upp(kode="x", nama="X", jenis="Dinas"))
            session.flush()
            raise OSError("power cut")

    with pytest.raises(OSError, match="power cut"):
        write()
    with rt.reading() as session:
        assert session.exec(select(Upp)).all() == []
