"""Whose account a person may see and change, asked inside the transaction that changes it."""

from sqlmodel import Session, col, select

from sekampadi.db.models import Operator
from sekampadi.db.scope import within
from sekampadi.domain.akun import is_emptied, may_manage
from sekampadi.domain.errors import ConflictError, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Principal, Role
from sekampadi.i18n import t


def visible_account(session: Session, acting: Principal, operator_id: int) -> Operator:
    """Load an account within the person's scope, so that he may see it."""
    operator = session.exec(
        select(Operator).where(
            col(Operator.id) == operator_id, within(acting.scope, col(Operator.upp_id))
        )
    ).one_or_none()
    if operator is None:
        raise NotFoundError("operator.unknown", t("Operator tidak ditemukan."))
    return operator


def managed_account(session: Session, acting: Principal, operator_id: int) -> Operator:
    """Load an account that the person may still change; its own is changed at its own page.

    Raises:
        ConflictError: ``operator.self``, ``operator.emptied``.
        ForbiddenError: ``operator.denied``.
    """
    # The admins are locked before anything is read: of two who remove each other one is refused.
    session.exec(
        select(Operator.id)
        .where(col(Operator.role) == Role.ADMIN_PEMPROV.value)
        .order_by(col(Operator.id))
        .with_for_update()
    ).all()
    session.exec(
        select(Operator.id).where(col(Operator.id) == operator_id).with_for_update()
    ).first()
    operator = visible_account(session, acting, operator_id)
    if operator.id == acting.operator_id:
        raise ConflictError(
            "operator.self",
            t("Ini akun Anda sendiri. Ubah username dan kata sandinya di halaman Akun saya."),
        )
    if not may_manage(acting, Role(operator.role), operator.upp_id):
        raise ForbiddenError("operator.denied", t("Anda tidak berhak mengubah akun ini."))
    if is_emptied(operator.username):
        raise ConflictError(
            "operator.emptied",
            t("Data pribadi akun ini sudah dihapus; akunnya tidak dipakai lagi."),
        )
    check_still_acting(session, acting)
    return operator


def check_still_acting(session: Session, acting: Principal) -> None:
    """Refuse who has been closed or demoted since this request was let in.

    Raises:
        ForbiddenError: ``izin.denied``.
    """
    row = session.get(Operator, acting.operator_id, populate_existing=True)
    if row is None or not row.aktif or row.role != acting.role.value:
        raise ForbiddenError("izin.denied", t("Anda tidak berhak melakukan ini."))


def keep_an_admin(session: Session, operator: Operator) -> None:
    """Refuse to lose the last active Admin Pemprov; :func:`managed_account` holds the lock.

    Raises:
        ConflictError: ``operator.last_admin``.
    """
    if operator.role != Role.ADMIN_PEMPROV.value or not operator.aktif:
        return
    active = session.exec(
        select(Operator.id).where(
            col(Operator.role) == Role.ADMIN_PEMPROV.value, col(Operator.aktif)
        )
    ).all()
    if set(active) <= {operator.id}:
        raise ConflictError(
            "operator.last_admin",
            t("Ini Admin Pemprov aktif yang terakhir. Buat atau aktifkan Admin Pemprov lain dulu."),
        )
