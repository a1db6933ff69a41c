"""The logins of somebody else's account: seen and ended by who manages it, when it was taken over."""

from sekampadi.domain.akun import may_manage
from sekampadi.domain.audit.rantai import objek_akun
from sekampadi.domain.errors import ForbiddenError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.i18n import t
from sekampadi.services.akun.sesi import end_sessions
from sekampadi.services.akun.sesi_saya import SesiRow, end_one, list_sessions
from sekampadi.services.master.hak_operator import managed_account, visible_account
from sekampadi.services.sistem.runtime import Runtime, record, require

_P = Permission.OPERATOR_MANAGE


def list_sesi_operator(
    rt: Runtime, principal: Principal | None, operator_id: int
) -> tuple[str, list[SesiRow]]:
    """Return the username of an account that the person manages, and its logins.

    Raises:
        NotFoundError: ``operator.unknown``.
        ForbiddenError: ``operator.denied``.
    """
    acting = require(principal, _P)
    with rt.reading() as session:
        operator = visible_account(session, acting, operator_id)
        if not may_manage(acting, Role(operator.role), operator.upp_id):
            raise ForbiddenError("operator.denied", t("Anda tidak berhak mengubah akun ini."))
        return operator.username, list_sessions(rt, session, operator_id)


def end_sesi_operator(
    rt: Runtime, principal: Principal | None, operator_id: int, kunci: str
) -> None:
    """End one login of another account.

    Raises:
        NotFoundError: ``operator.unknown``, ``sesi.unknown``.
        ConflictError: ``operator.self``.
        ForbiddenError: ``operator.denied``.
    """
    acting = require(principal, _P)
    with rt.writing() as session:
        managed_account(session, acting, operator_id)
        gawai = end_one(rt, session, operator_id, kunci)
        record(session, acting, "operator.akhiri_sesi", objek_akun(operator_id), gawai=gawai)


def end_all_sesi_operator(rt: Runtime, principal: Principal | None, operator_id: int) -> None:
    """End all logins of another account, and the tickets that would begin one.

    Raises:
        NotFoundError: ``operator.unknown``.
        ConflictError: ``operator.self``.
        ForbiddenError: ``operator.denied``.
    """
    acting = require(principal, _P)
    with rt.writing() as session:
        managed_account(session, acting, operator_id)
        end_sessions(session, operator_id)
        record(session, acting, "operator.akhiri_semua_sesi", objek_akun(operator_id))
