"""Accounts from the command line: the first admin, and a forgotten password."""

from sqlmodel import col, select

from sekampadi.db.models import Operator, Upp
from sekampadi.db.types import stored_id
from sekampadi.domain.audit.rantai import objek_akun
from sekampadi.domain.errors import ConflictError, DomainError, NotFoundError
from sekampadi.domain.izin import PROVINSI, Role
from sekampadi.i18n import t
from sekampadi.services.akun.passwords import USERNAME, hash_password
from sekampadi.services.akun.sesi import end_sessions
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.sistem.runtime import Runtime, record


def _names(rt: Runtime, username: str, upp_kode: str | None) -> list[str]:
    """Return what everybody knows about an account, which its password must not hold."""
    if not USERNAME.fullmatch(username):
        return []
    with rt.reading() as session:
        if upp_kode is None:
            upp = session.exec(
                select(Upp)
                .join(Operator, col(Operator.upp_id) == col(Upp.id))
                .where(col(Operator.username) == username)
            ).one_or_none()
        else:
            upp = session.exec(select(Upp).where(col(Upp.kode) == upp_kode)).one_or_none()
        return [username, *((upp.kode, upp.nama) if upp else ())]


def create_operator(
    rt: Runtime, *, username: str, password: str, role: Role, upp_kode: str | None = None
) -> int:
    """Make an account from the command line or the demonstration, and return its id.

    Raises:
        DomainError: ``username.format``, ``operator.upp_required``, and what
            :func:`check_new_password` raises.
        ConflictError: ``username.taken``.
    """
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise DomainError(
            "username.format",
            t("Username terdiri atas 3 sampai 60 huruf kecil, angka, titik, atau tanda hubung."),
        )
    if role.of_upp != bool(upp_kode):
        raise DomainError(
            "operator.upp_required", t("UPP diisi untuk hak akses di UPP, dan hanya untuk itu.")
        )
    password_hash = hash_password(password, names=_names(rt, username, upp_kode))
    with rt.writing() as session:
        if session.exec(select(Operator.id).where(col(Operator.username) == username)).first():
            raise ConflictError("username.taken", t("Username ini sudah dipakai."))
        upp = require_upp(session, PROVINSI, upp_kode) if upp_kode else None
        operator = Operator(
            username=username,
            password_hash=password_hash,
            role=role.value,
            upp_id=upp.id if upp else None,
            dibuat=rt.now(),
        )
        session.add(operator)
        session.flush()
        operator_id = stored_id(operator.id)
        record(session, None, "operator.buat", objek_akun(operator_id), role=role.value)
        return operator_id


def reset_password(rt: Runtime, *, username: str, password: str) -> None:
    """Set a new password from the command line and end all sessions of the account."""
    username = username.strip().lower()
    password_hash = hash_password(password, names=_names(rt, username, None))
    with rt.writing() as session:
        operator = session.exec(
            select(Operator).where(col(Operator.username) == username)
        ).one_or_none()
        if operator is None:
            raise NotFoundError("operator.unknown", t("Operator tidak ditemukan."))
        operator.password_hash = password_hash
        session.add(operator)
        end_sessions(session, stored_id(operator.id))
        record(session, None, "operator.kata_sandi", objek_akun(stored_id(operator.id)))
