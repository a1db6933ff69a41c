"""Operator: accounts as admins manage them (decree, J.2, J.3 and K.2 c)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from sekampadi.db.models import Operator
from sekampadi.db.queries.master import UppRow, find_upp, get_upp, list_upp
from sekampadi.db.queries.tata import operator_used
from sekampadi.db.types import stored_id
from sekampadi.domain.akun import roles_to_give
from sekampadi.domain.audit.rantai import objek_akun
from sekampadi.domain.errors import ConflictError, FieldErrors
from sekampadi.domain.isian import FormReader, clean_line
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.i18n import t
from sekampadi.services.akun.faktor import drop_faktor, reset_faktor
from sekampadi.services.akun.oidc.kaitan import reset_kaitan
from sekampadi.services.akun.passwords import USERNAME, hash_password, make_password
from sekampadi.services.akun.sesi import end_sessions, tell_rights_changed
from sekampadi.services.master.hak_operator import (
    check_still_acting,
    keep_an_admin,
    managed_account,
    visible_account,
)
from sekampadi.services.master.nama_operator import replace_name
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula, status_words

_P = Permission.OPERATOR_MANAGE


@dataclass(frozen=True, slots=True)
class RincianOperator:
    """An account as its form shows it."""

    id: int
    username: str
    role: Role
    upp: UppRow | None  # None for a role of the province
    aktif: bool = True


@dataclass(frozen=True, slots=True)
class SandiBaru:
    """The only copy of a one-time password."""

    username: str
    kata_sandi: str


@contextmanager
def unique_username() -> Iterator[None]:
    """Turn the database's refusal of a username taken at this moment into a field's error.

    Raises:
        FieldErrors: ``username.taken``.
    """
    try:
        yield
    except IntegrityError:
        taken = ConflictError("username.taken", t("Username ini sudah dipakai."))
        raise FieldErrors({"username": taken}) from None


@dataclass(frozen=True, slots=True)
class _Isian:
    username: str
    role: Role
    upp_id: int | None


def read_username(session: Session, reader: FormReader, operator_id: int | None) -> str:
    """Read a username that is free or the account's own; what is wrong is noted in the reader."""
    username = reader.text("username", t("Username"), least=1, most=60).lower()
    if "username" in reader.errors:
        return username
    if not USERNAME.fullmatch(username):
        reader.wrong(
            "username",
            "username.format",
            t(
                "Username terdiri atas 3 sampai 60 huruf kecil, angka, titik, garis bawah, atau "
                "tanda hubung, tanpa spasi."
            ),
        )
        return username
    taken = session.exec(select(Operator.id).where(col(Operator.username) == username)).first()
    if taken is not None and taken != operator_id:
        reader.wrong("username", "username.taken", t("Username ini sudah dipakai."))
    return username


def _parse(
    session: Session, acting: Principal, isian: Mapping[str, object], operator_id: int | None
) -> _Isian:
    reader = FormReader(isian)
    username = read_username(session, reader, operator_id)
    role = reader.choice("role", t("Hak akses"), Role)
    kode = clean_line(isian.get("upp"))
    upp = find_upp(session, acting.scope, kode) if role and role.of_upp else None
    if role and role not in roles_to_give(acting):
        reader.wrong("role", "role.denied", t("Anda tidak dapat memberikan hak akses ini."))
    elif role and role.of_upp and upp is None:
        reader.wrong("upp", "upp.missing", t("Pilih UPP untuk hak akses ini."))
    elif upp and not upp.aktif:
        reader.wrong("upp", "upp.inactive", t("UPP ini tidak aktif."))
    reader.check()
    if role is None:
        raise AssertionError("unreachable: the reader has refused it")
    return _Isian(username, role, upp.id if upp else None)


def load_operator(rt: Runtime, principal: Principal | None, operator_id: int) -> RincianOperator:
    """Read an account for its form."""
    acting = require(principal, _P)
    with rt.reading() as session:
        operator = visible_account(session, acting, operator_id)
        return _rincian(session, operator)


def _rincian(session: Session, operator: Operator) -> RincianOperator:
    with session.no_autoflush:
        upp = get_upp(session, operator.upp_id) if operator.upp_id is not None else None
    return RincianOperator(
        *(stored_id(operator.id), operator.username, Role(operator.role), upp), operator.aktif
    )


def isian_operator(rincian: RincianOperator) -> dict[str, str]:
    """Return what the form of an account shows of it."""
    return {
        "username": rincian.username,
        "role": rincian.role.value,
        "upp": rincian.upp.kode if rincian.upp else "",
        "status": status_words(rincian.aktif),
    }


def list_pilihan_akun(
    rt: Runtime, principal: Principal | None
) -> tuple[tuple[Role, ...], list[UppRow]]:
    """List the roles and the UPP a person may give to an account."""
    acting = require(principal, _P)
    with rt.reading() as session:
        return roles_to_give(acting), list_upp(session, acting.scope)


def _fields(operator: Operator) -> dict[str, object]:
    return {"role": operator.role, "upp_id": operator.upp_id}


def _objek(operator: Operator) -> str:
    return objek_akun(stored_id(operator.id))


def create_account(
    rt: Runtime, principal: Principal | None, isian: Mapping[str, object]
) -> SandiBaru:
    """Add an account with a one-time password, which its owner changes at the first login."""
    acting = require(principal, _P)
    password = make_password()
    password_hash = hash_password(password)
    with unique_username(), rt.writing() as session:
        check_still_acting(session, acting)
        fields = _parse(session, acting, isian, None)
        operator = Operator(
            username=fields.username,
            password_hash=password_hash,
            role=fields.role.value,
            upp_id=fields.upp_id,
            harus_ganti=True,
            dibuat=rt.now(),
        )
        session.add(operator)
        session.flush()
        record(session, acting, "operator.buat", _objek(operator), **_fields(operator))
    return SandiBaru(fields.username, password)


def update_account(
    rt: Runtime,
    principal: Principal | None,
    operator_id: int,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> None:
    """Change the username, role and UPP of somebody else's account.

    Args:
        semula: as :func:`isian_operator` when the form was opened; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        ConflictError: ``operator.self``, ``operator.last_admin``.
    """
    acting = require(principal, _P)
    with unique_username(), rt.writing() as session:
        operator = managed_account(session, acting, operator_id)
        before, seen = _fields(operator), isian_operator(_rincian(session, operator))
        fields = _parse(session, acting, isian, operator_id)
        if fields.role is not Role.ADMIN_PEMPROV:
            keep_an_admin(session, operator)
        username, operator.username = operator.username, fields.username
        renamed = username != fields.username
        operator.role, operator.upp_id = fields.role.value, fields.upp_id
        baru = isian_operator(_rincian(session, operator))
        check_semula(
            *(session, semula, seen, baru), aksi=("operator.", "akun."), objek=_objek(operator)
        )
        session.add(operator)
        if renamed:
            replace_name(session, username, fields.username)
        record(
            session,
            acting,
            "operator.ubah",
            _objek(operator),
            username_diubah=renamed,
            sebelum=before,
            sesudah=_fields(operator),
        )
        tell_rights_changed(session)


def set_account_active(
    rt: Runtime, principal: Principal | None, operator_id: int, active: bool
) -> None:
    """Close an account, which ends its sessions at once, or open it again."""
    acting = require(principal, _P)
    with rt.writing() as session:
        operator = managed_account(session, acting, operator_id)
        if operator.aktif == active:
            return
        if not active:
            keep_an_admin(session, operator)
            end_sessions(session, operator_id)
        operator.aktif = active
        session.add(operator)
        aksi = "operator.aktif" if active else "operator.nonaktif"
        record(session, acting, aksi, _objek(operator))


def reset_account_password(rt: Runtime, principal: Principal | None, operator_id: int) -> SandiBaru:
    """Give an account a new one-time password; its sessions end."""
    acting = require(principal, _P)
    password = make_password()
    password_hash = hash_password(password)
    with rt.writing() as session:
        operator = managed_account(session, acting, operator_id)
        operator.password_hash, operator.harus_ganti = password_hash, True
        session.add(operator)
        end_sessions(session, operator_id)
        record(session, acting, "operator.kata_sandi", _objek(operator))
        return SandiBaru(operator.username, password)


def reset_account_faktor(rt: Runtime, principal: Principal | None, operator_id: int) -> None:
    """Take the second factor of somebody else's account away; its sessions end.

    Raises:
        ConflictError: ``operator.self``, ``faktor.none``.
    """
    acting = require(principal, _P)
    with rt.writing() as session:
        reset_faktor(session, acting, managed_account(session, acting, operator_id))


def reset_account_kaitan(rt: Runtime, principal: Principal | None, operator_id: int) -> None:
    """Take the link of somebody else's account to the provider of logins away; its sessions end.

    Raises:
        ConflictError: ``operator.self``, ``oidc.none``.
    """
    acting = require(principal, _P)
    with rt.writing() as session:
        reset_kaitan(session, acting, managed_account(session, acting, operator_id))


def delete_account(rt: Runtime, principal: Principal | None, operator_id: int) -> None:
    """Delete an account that has never acted."""
    acting = require(principal, _P)
    with rt.writing() as session:
        operator = managed_account(session, acting, operator_id)
        keep_an_admin(session, operator)
        if operator_used(session, operator_id):
            raise ConflictError(
                "operator.used",
                t("Akun ini sudah pernah dipakai, jadi hanya dapat dinonaktifkan."),
            )
        end_sessions(session, operator_id)
        drop_faktor(session, operator_id)
        record(session, acting, "operator.hapus", _objek(operator), **_fields(operator))
        session.delete(operator)
