"""Who may manage whose account (decree, J.2 and J.3)."""

from typing import Final

from sekampadi.domain.izin import Permission, Principal, Role

DIHAPUS: Final = "(dihapus)"
"""Stands where the name of somebody stood whose personal data was deleted."""


def emptied_name(operator_id: int) -> str:
    """Return what an account is called when its personal data was deleted: no username anybody may have."""
    return f"(dihapus-{operator_id})"


def is_emptied(username: str) -> bool:
    """Tell whether the personal data of an account was deleted, by its username."""
    return username.startswith("(dihapus-")


def roles_to_give(acting: Principal) -> tuple[Role, ...]:
    """Return the roles a person may give to accounts, and whose accounts it may change.

    Admin Pemprov gives all. Admin UPP gives the roles of an UPP but its Pimpinan, who approves what
    he hands in: through such an account he would approve it himself. Pengelola Sistem gives all but
    Admin Pemprov: through a new account, or a reset password of one, it could take the rights
    it is not meant to have.
    """
    if not acting.may(Permission.OPERATOR_MANAGE):
        return ()
    if acting.role.of_upp:
        return tuple(r for r in Role if r.of_upp and r is not Role.PIMPINAN_UPP)
    if acting.role is Role.PENGELOLA_SISTEM:
        return tuple(role for role in Role if role is not Role.ADMIN_PEMPROV)
    return tuple(Role)


def may_manage(acting: Principal, role: Role, upp_id: int | None) -> bool:
    """Tell whether a person may add, change or close an account of a role and UPP, if any."""
    if role not in roles_to_give(acting):
        return False
    return not acting.role.of_upp or (upp_id is not None and acting.scope.covers(upp_id))
