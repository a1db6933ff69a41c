"""Whose accounts a person may manage."""

import pytest

from sekampadi.domain.akun import may_manage, roles_to_give
from sekampadi.domain.izin import PROVINSI, Principal, Role, Scope

GIVEN = {
    # Not the Pimpinan UPP: he approves what the Admin UPP hands in.
    Role.ADMIN_UPP: {Role.PETUGAS_LAYANAN, Role.ADMIN_UPP},
    Role.ADMIN_PEMPROV: set(Role),
    Role.PENGELOLA_SISTEM: set(Role) - {Role.ADMIN_PEMPROV},
}
"""Role -> the roles it may give; all others give none."""


def person(role: Role) -> Principal:
    if role.of_upp:
        return Principal(1, "seseorang", role, 7, "UPP", Scope(frozenset({7, 8})))
    return Principal(1, "seseorang", role, None, "", PROVINSI)


@pytest.mark.parametrize("role", list(Role))
def test_roles_that_may_be_given(role: Role) -> None:
    assert set(roles_to_give(person(role))) == GIVEN.get(role, set())


@pytest.mark.parametrize("acting", list(Role))
@pytest.mark.parametrize("role", list(Role))
def test_an_account_is_managed_inside_the_scope(acting: Role, role: Role) -> None:
    may = role in GIVEN.get(acting, set())
    inside = {7: True, 8: True, 9: not acting.of_upp, None: not acting.of_upp}
    for upp_id, known in inside.items():
        assert may_manage(person(acting), role, upp_id) == (may and known), upp_id
