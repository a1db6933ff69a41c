"""Statements that are made ready once."""

import traceback
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
    bindparam,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError, OperationalError

from sekampadi.db.siap import Siap
from sekampadi.db.types import UtcDateTime
from sekampadi.services.sistem.runtime import Runtime

_NOTES = Table(
    "catatan_uji",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("nama", Uuid, nullable=False, unique=True),
    Column("saat", UtcDateTime, nullable=False),
    Column("hari", Date, nullable=False),
    Column("kata", String(10), nullable=False, default="biasa"),
)
_AT = datetime(2023, 5, 15, 3, 4, 5, tzinfo=UTC)


def _row(**others: Any) -> dict[str, Any]:
    return {"nama": uuid.UUID(int=7), "saat": _AT, "hari": _AT.date()} | others


def test_it_stores_what_the_statement_itself_would(rt: Runtime) -> None:
    ready = Siap(insert(_NOTES).returning(_NOTES.c.id))
    with rt.writing() as session:
        connection = session.connection()
        _NOTES.create(connection)
        first = ready.run(connection, _row()).scalar_one()
        second = ready.run(connection, _row(nama=uuid.UUID(int=8))).scalar_one()
        found = connection.execute(select(_NOTES).order_by(_NOTES.c.id)).all()
    expected = [(first, uuid.UUID(int=7)), (second, uuid.UUID(int=8))]
    assert [tuple(row) for row in found] == [(*e, _AT, _AT.date(), "biasa") for e in expected]


def test_its_failures_are_those_of_the_statement(rt: Runtime) -> None:
    ready = Siap(insert(_NOTES))
    with rt.writing() as session:
        connection = session.connection()
        _NOTES.create(connection)
        ready.run(connection, _row())
        with pytest.raises(IntegrityError):
            ready.run(connection, _row())
        session.rollback()


def test_other_names_than_before_are_refused(rt: Runtime) -> None:
    ready = Siap(insert(_NOTES))
    with rt.writing() as session:
        _NOTES.create(session.connection())
        ready.run(session.connection(), _row())
        with pytest.raises(ValueError, match="other names"):
            ready.run(session.connection(), _row(id=9, nama=uuid.UUID(int=9)))
        session.rollback()


def test_a_default_that_has_to_be_computed_is_refused(rt: Runtime) -> None:
    table = Table(
        "hitung_uji", MetaData(), Column("id", Integer), Column("n", Integer, default=int)
    )
    with rt.reading() as session, pytest.raises(ValueError, match="n has a default"):
        Siap(insert(table)).run(session.connection(), {"id": 1})


def test_several_rows_at_once_are_stored_as_one_by_one(rt: Runtime) -> None:
    ready, rows = Siap(insert(_NOTES)), [_row(nama=uuid.UUID(int=n)) for n in (1, 2, 3)]
    with rt.writing() as session:
        connection = session.connection()
        _NOTES.create(connection)
        ready.run_all(connection, rows)
        found = connection.execute(select(_NOTES).order_by(_NOTES.c.id)).all()
    assert [row.nama for row in found] == [uuid.UUID(int=n) for n in (1, 2, 3)]
    assert {tuple(row)[2:] for row in found} == {(_AT, _AT.date(), "biasa")}


def test_by_the_driver_alone_it_stores_finds_and_fails_alike(rt: Runtime) -> None:
    ready = Siap(insert(_NOTES).returning(_NOTES.c.id))
    find = Siap(select(_NOTES.c.hari).where(_NOTES.c.nama == bindparam("nama")))
    with rt.writing() as session:
        connection = session.connection()
        _NOTES.create(connection)
        assert find.first(connection, {"nama": uuid.UUID(int=7)}) is None
        assert ready.first(connection, _row()) == (1,)
        assert len(connection.execute(select(_NOTES)).all()) == 1
        found = find.first(connection, {"nama": uuid.UUID(int=7)})
        assert found is not None
        assert str(found[0]) == "2023-05-15"
        with pytest.raises(IntegrityError) as caught:
            ready.first(connection, _row(kata="rahasia"))
        session.rollback()
    assert "rahasia" not in str(caught.value)


def test_a_failure_tells_nobodys_words(rt: Runtime) -> None:
    table = f"kata_{uuid.uuid4().hex[:8]}"
    with rt.writing() as session:
        session.connection().exec_driver_sql(f"CREATE TABLE {table} (n int CHECK (n < 5), s text)")
    statement = Siap(text(f"INSERT INTO {table} (n, s) VALUES (:n, :s) RETURNING n"))
    with pytest.raises(IntegrityError) as failed, rt.writing() as session:
        statement.first(session.connection(), {"n": 7, "s": "RAHASIA nomor 0812"})
    told = "".join(traceback.format_exception(failed.value))
    assert "check" in told.lower()
    assert "RAHASIA" not in told.replace('"RAHASIA nomor 0812"', "")


def test_a_lost_connection_is_not_used_again(rt: Runtime) -> None:
    if rt.engine.dialect.name == "sqlite":
        return  # a file is not lost
    ready = Siap(select(literal(1)).where(literal(2) == bindparam("dua")))
    with rt.reading() as session:
        connection = session.connection()
        own = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with rt.reading() as other:
            other.connection().exec_driver_sql(f"SELECT pg_terminate_backend({own})")
        with pytest.raises(OperationalError) as caught:
            ready.first(connection, {"dua": 2})
        session.close()
    assert caught.value.connection_invalidated
    with rt.reading() as session:
        assert ready.first(session.connection(), {"dua": 2}) == (1,)


def test_of_several_rows_the_first_is_given(rt: Runtime) -> None:
    find = Siap(
        select(_NOTES.c.kata).where(_NOTES.c.hari == bindparam("hari")).order_by(_NOTES.c.kata)
    )
    with rt.writing() as session:
        connection = session.connection()
        _NOTES.create(connection)
        for number, kata in enumerate(("b", "a", "c")):
            Siap(insert(_NOTES)).run(connection, _row(nama=uuid.UUID(int=number), kata=kata))
        assert find.first(connection, {"hari": _AT.date()}) == ("a",)
