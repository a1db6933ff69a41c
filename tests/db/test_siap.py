"""Statements that are made ready once."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Column, Date, Integer, MetaData, String, Table, Uuid, insert, select
from sqlalchemy.exc import IntegrityError

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
