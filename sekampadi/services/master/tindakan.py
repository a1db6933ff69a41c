"""What may be done with the rows of Tabel Master, so that nothing is offered that would be refused.

The use cases ask again: between reading a page and acting on it others act, too.
"""

from collections.abc import Collection

from sqlmodel import Session

from sekampadi.db.queries.tata import (
    OperatorUse,
    UppUse,
    used_layanan,
    uses_of_operator,
    uses_of_upp,
)
from sekampadi.domain.akun import is_emptied, may_manage
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.tabel.tabel import Acts

UBAH, AKTIF, NONAKTIF, HAPUS, SANDI, DIRI = "ubah", "aktif", "nonaktif", "hapus", "sandi", "diri"
SALINAN, KOSONGKAN = "salinan", "kosongkan"
FAKTOR, KAITAN = "faktor", "kaitan"
"""The acts; ``DIRI`` stands for the own account, which is changed at its own page."""


def _kept(**acts: bool) -> frozenset[str]:
    return frozenset(key for key, possible in acts.items() if possible)


def _of_upp(use: UppUse) -> frozenset[str]:
    return _kept(
        ubah=True,
        nonaktif=use.aktif and not use.has_active_upt,
        aktif=not use.aktif and not use.induk_closed,
        hapus=not use.used,
    )


def acts_on_upp(session: Session, _principal: Principal, ids: Collection[int]) -> Acts:
    """Tell what may be done with some UPP."""
    return {upp_id: _of_upp(use) for upp_id, use in uses_of_upp(session, ids).items()}


def acts_on_layanan(session: Session, _principal: Principal, ids: Collection[int]) -> Acts:
    """Tell what may be done with some layanan; opening and closing them is never refused."""
    used = used_layanan(session, ids)
    return {i: _kept(ubah=True, aktif=True, nonaktif=True, hapus=i not in used) for i in ids}


def _of_operator(principal: Principal, operator_id: int, use: OperatorUse) -> frozenset[str]:
    if operator_id == principal.operator_id:
        return frozenset({DIRI})
    role = Role(use.role)
    if not may_manage(principal, role, use.upp_id):
        return frozenset()
    if is_emptied(use.username):
        return frozenset()
    last = role is Role.ADMIN_PEMPROV and use.aktif and use.admins <= 1
    return _kept(
        ubah=True,
        sandi=True,
        faktor=use.faktor,
        kaitan=use.kaitan,
        nonaktif=use.aktif and not last,
        aktif=not use.aktif,
        hapus=not use.used and not last,
        salinan=True,
        kosongkan=not use.aktif,
    )


def acts_on_operator(session: Session, principal: Principal, ids: Collection[int]) -> Acts:
    """Tell what may be done with some accounts."""
    found = uses_of_operator(session, ids, Role.ADMIN_PEMPROV.value)
    return {i: _of_operator(principal, i, use) for i, use in found.items()}
