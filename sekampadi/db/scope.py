"""The boundary between UPP: turns what a person may see into a WHERE, used by every query."""

from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, true
from sqlmodel import Session, col, select

from sekampadi.db.models import Upp
from sekampadi.domain.izin import PROVINSI, Role, Scope


def within(scope: Scope, column: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Restrict a column that holds an UPP's id to a scope."""
    return true() if scope.upp_ids is None else column.in_(sorted(scope.upp_ids))


def load_scope(session: Session, role: Role, upp_id: int | None) -> Scope:
    """Return what an account may see: the province, or its UPP with its UPT; nothing when it has no UPP."""
    if not role.of_upp:
        return PROVINSI
    if upp_id is None:
        return Scope(frozenset())
    children = session.exec(select(Upp.id).where(col(Upp.induk_id) == upp_id)).all()
    return Scope(frozenset({upp_id, *(c for c in children if c is not None)}))
