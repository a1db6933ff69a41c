"""What a change of the master tables has to know: which kode are taken, and what has been used."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from sekampadi.db.models import (
    Audit,
    FaktorKedua,
    Jawaban,
    KodeTerpasang,
    KunciApi,
    Kunjungan,
    LaporanTahunan,
    Layanan,
    LayarTerhubung,
    Operator,
    RekapBulan,
    RekapUppBulan,
    UndanganBulan,
    Upp,
)
from sekampadi.db.types import stored_id


def _exists(session: Session, statement: Select[Any]) -> bool:
    return session.connection().execute(statement.limit(1)).first() is not None


def kode_taken(session: Session, kode: str) -> bool:
    """Tell whether an UPP or a layanan has a kode already: it is unique over both."""
    return any(
        _exists(session, select(column).where(column == kode))
        for column in (col(Upp.kode), col(Layanan.kode))
    )


def lock_upp(session: Session, ids: Iterable[int]) -> None:
    """Let nobody else change some UPP before this transaction ends."""
    session.connection().execute(
        select(col(Upp.id))
        .where(col(Upp.id).in_(sorted(ids)))
        .order_by(col(Upp.id))
        .with_for_update()
    ).all()


_USERS_OF_UPP: dict[str, Any] = {
    "jawaban": RekapUppBulan.c.upp_id,
    "layanan": col(Layanan.upp_id),
    "upt": col(aliased(Upp).induk_id),
    "operator": col(Operator.upp_id),
    "kode": col(KodeTerpasang.upp_id),
    "kunjungan": col(Kunjungan.upp_id),
    "tahunan": col(LaporanTahunan.upp_id),
    "layar": col(LayarTerhubung.upp_id),
    "kunci": col(KunciApi.upp_id),
}
_USERS_OF_LAYANAN: tuple[Any, ...] = (
    RekapBulan.c.layanan_id,
    col(Jawaban.layanan_id),  # also when all of them were removed
    col(KodeTerpasang.layanan_id),
    col(
        UndanganBulan.layanan_id
    ),  # of which there is one with every invitation and answer in the box
)


def _names_row(column: Any, row_id: Any) -> ColumnElement[bool]:
    return exists().where(column == row_id)


def what_uses_upp(session: Session, upp_id: int) -> str:
    """Return what belongs to an UPP, as :data:`_USERS_OF_UPP` calls it; empty for nothing."""
    return next(
        (
            name
            for name, column in _USERS_OF_UPP.items()
            if _exists(session, select(column).where(column == upp_id))
        ),
        "",
    )


@dataclass(frozen=True, slots=True)
class UppUse:
    """What stands in the way of acts on an UPP."""

    used: bool
    aktif: bool
    has_active_upt: bool
    induk_closed: bool


def uses_of_upp(session: Session, ids: Collection[int]) -> dict[int, UppUse]:
    """Tell of some UPP what stands in the way of acts on them, in one statement."""
    upt, induk = aliased(Upp), aliased(Upp)
    used = or_(*(_names_row(column, col(Upp.id)) for column in _USERS_OF_UPP.values()))
    rows = session.connection().execute(
        select(
            col(Upp.id),
            used,
            col(Upp.aktif),
            exists().where(and_(col(upt.induk_id) == col(Upp.id), col(upt.aktif))),
            exists().where(and_(col(induk.id) == col(Upp.induk_id), ~col(induk.aktif))),
        ).where(col(Upp.id).in_(sorted(ids)))
    )
    return {stored_id(row[0]): UppUse(*map(bool, row[1:])) for row in rows}


def used_layanan(session: Session, ids: Collection[int]) -> set[int]:
    """Return which layanan have ever been answered about, also when the answers were removed.

    Those whose code hangs somewhere count, too.
    """
    used = or_(*(_names_row(column, col(Layanan.id)) for column in _USERS_OF_LAYANAN))
    statement = select(col(Layanan.id)).where(col(Layanan.id).in_(sorted(ids)), used)
    return {stored_id(i) for i in session.connection().execute(statement).scalars()}


def operator_used(session: Session, operator_id: int) -> bool:
    """Tell whether an account has ever acted."""
    return _exists(session, select(col(Audit.id)).where(col(Audit.operator_id) == operator_id))


@dataclass(frozen=True, slots=True)
class OperatorUse:
    """Whose account it is, and what stands in the way of acts on it."""

    role: str
    upp_id: int | None
    aktif: bool
    used: bool  # it has acted
    username: str
    faktor: bool  # it has a second factor
    kaitan: bool  # it is linked with the provider of logins
    admins: int  # active accounts of an Admin Pemprov in all


def uses_of_operator(
    session: Session, ids: Collection[int], admin_role: str
) -> dict[int, OperatorUse]:
    """Tell of some accounts what stands in the way of acts on them, in one statement."""
    admin = aliased(Operator)
    admins = (
        select(func.count())
        .select_from(admin)
        .where(col(admin.role) == admin_role, col(admin.aktif))
        .scalar_subquery()
    )
    rows = session.connection().execute(
        select(
            col(Operator.id),
            col(Operator.role),
            col(Operator.upp_id),
            col(Operator.aktif),
            _names_row(col(Audit.operator_id), col(Operator.id)),
            col(Operator.username),
            _names_row(col(FaktorKedua.operator_id), col(Operator.id)),
            col(Operator.oidc_sub).is_not(None),
            admins,
        ).where(col(Operator.id).in_(sorted(ids)))
    )
    return {stored_id(row[0]): OperatorUse(*row[1:]) for row in rows}
