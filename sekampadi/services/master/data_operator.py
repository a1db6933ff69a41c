"""The personal data of an account: a copy for its owner, and its deletion (UU 27/2022, Pasal 7 and 8).

The row of the account stays, emptied: the audit trail and published papers point at its number. Whatever
else belongs to an account is deleted unless it is listed here, so that a new table is none that was
forgotten; in a copy it is counted only, so that no secret gets into one unseen.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, delete, func, select
from sqlmodel import Session, SQLModel, col

from sekampadi.db.models import Audit, Operator, Upp
from sekampadi.db.types import stored_id
from sekampadi.domain.akun import DIHAPUS, emptied_name
from sekampadi.domain.audit.rantai import objek_akun
from sekampadi.domain.errors import ConflictError, UnauthenticatedError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.i18n import t
from sekampadi.services.akun.sesi import end_sessions
from sekampadi.services.master.hak_operator import managed_account
from sekampadi.services.master.nama_operator import replace_name
from sekampadi.services.sistem.runtime import Runtime, record, require

_P: Final = Permission.OPERATOR_MANAGE
JEJAK_MAX: Final = 10_000
"""Lines of the audit trail in a copy, the newest; of more the copy says how many there are."""
_OPERATOR: Final = str(Operator.__tablename__)

TETAP: Final = frozenset(
    {
        "audit",
        "langkah",
        "delegasi",
        "temuan",
        "publikasi",
        "layar_terhubung",
        "kunci_api",
        "webhook",
    }
)
"""What points at an account and stays: acts of office, which others rely on. They hold its number."""
_DISALIN: Final[Mapping[str, tuple[str, ...]]] = {
    "saluran": ("email", "webhook", "diubah"),
    "peringatan": ("jenis", "cakupan", "ambang", "min_n", "kata", "email", "webhook"),
    "notifikasi": ("waktu", "judul", "isi", "dibaca"),
    "sesi": ("gawai", "dibuat", "terakhir", "berlaku_sampai"),
    "delegasi": ("peran", "bentuk", "dari", "sampai", "dasar"),
    "langkah": ("waktu", "aksi", "dari", "ke", "oleh", "catatan"),
    "publikasi": ("nomor", "oleh"),
    "temuan": ("diubah_pada", "uraian", "rekomendasi"),
    "draf": ("objek", "isi", "diubah_pada"),
    "draf_dossier": ("isi", "diubah_pada"),
    "draf_tahunan": ("bagian", "isi", "diubah_pada"),
}
"""What a copy holds of each table; hashes and keys are none of it."""


def _owned() -> Iterator[tuple[Table, Column[Any]]]:
    """List every column that points at an account."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == _OPERATOR for key in column.foreign_keys):
                yield table, column


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _rows(session: Session, table: Table, owner: Column[Any], operator_id: int) -> list[Any]:
    columns = [table.c[name] for name in _DISALIN[table.name] if name in table.c]
    order = list(table.primary_key.columns)
    query = select(*columns).where(owner == operator_id).order_by(*order)
    return [
        {name: _plain(value) for name, value in row.items()}
        for row in session.connection().execute(query).mappings()
    ]


def _count(session: Session, table: Table, where: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(table).where(where)
    return int(session.connection().execute(query).scalar_one())


def _acts(session: Session, operator_id: int) -> list[dict[str, object]]:
    query = (
        select(col(Audit.waktu), col(Audit.aksi), col(Audit.objek))
        .where(col(Audit.operator_id) == operator_id)
        .order_by(col(Audit.id).desc())
        .limit(JEJAK_MAX)
    )
    rows = session.connection().execute(query)
    return [{"waktu": _plain(w), "aksi": aksi, "objek": objek} for w, aksi, objek in rows]


def _copy(session: Session, operator: Operator, now: datetime) -> dict[str, object]:
    operator_id = stored_id(operator.id)
    upp = session.get(Upp, operator.upp_id) if operator.upp_id is not None else None
    found: dict[str, object] = {
        "dibuat_pada": now.isoformat(),
        "akun": {
            "nomor": operator_id,
            "username": operator.username,
            "hak_akses": Role(operator.role).label,
            "upp": upp.nama if upp else None,
            "aktif": operator.aktif,
            "layanan_masuk": operator.oidc_sub is not None,
            "dibuat": operator.dibuat.isoformat(),
        },
        "jejak_audit": _acts(session, operator_id),
    }
    more: dict[str, int] = {}
    for table, column in _owned():
        if table.name in _DISALIN:
            found[table.name] = _rows(session, table, column, operator_id)
        else:
            more[table.name] = _count(session, table, column == operator_id)
    found["jumlah_baris_lain"] = more
    return found


def copy_data_saya(rt: Runtime, principal: Principal | None) -> dict[str, object]:
    """Return what is kept about the person itself, without hashes and keys."""
    person = require(principal, Permission.SESSION)
    with rt.reading() as session:
        operator = session.get(Operator, person.operator_id)
        if operator is None:
            raise UnauthenticatedError("sesi.required", t("Silakan masuk terlebih dahulu."))
        return _copy(session, operator, rt.now())


def copy_data_operator(
    rt: Runtime, principal: Principal | None, operator_id: int
) -> dict[str, object]:
    """Return what is kept about somebody whose account the person manages, without hashes and keys.

    Raises:
        NotFoundError: ``operator.unknown``.
        ConflictError: ``operator.self``, ``operator.emptied``.
        ForbiddenError: ``operator.denied``.
    """
    acting = require(principal, _P)
    with rt.writing() as session:
        operator = managed_account(session, acting, operator_id)
        record(session, acting, "operator.salinan", objek_akun(operator_id))
        return _copy(session, operator, rt.now())


def empty_account(rt: Runtime, principal: Principal | None, operator_id: int) -> None:
    """Delete the personal data of an account that was closed; nobody can log in with it ever again.

    The audit trail keeps its number; papers that were published or handed in keep the names in them.

    Raises:
        NotFoundError: ``operator.unknown``.
        ConflictError: ``operator.active``, ``operator.self``, ``operator.emptied``.
        ForbiddenError: ``operator.denied``.
    """
    acting = require(principal, _P)
    with rt.writing() as session:
        operator = managed_account(session, acting, operator_id)
        if operator.aktif:
            raise ConflictError(
                "operator.active",
                t("Nonaktifkan akun ini dahulu, baru data pribadinya dapat dihapus."),
            )
        username, connection = operator.username, session.connection()
        end_sessions(session, operator_id)
        for table, column in _owned():
            if table.name not in TETAP:
                connection.execute(delete(table).where(column == operator_id))
        replace_name(session, username, DIHAPUS)
        operator.username = emptied_name(operator_id)
        # No password fits it: what verifies one knows no such hash.
        operator.password_hash, operator.harus_ganti = "", False
        operator.oidc_sub = None
        session.add(operator)
        record(session, acting, "operator.kosongkan", objek_akun(operator_id))
