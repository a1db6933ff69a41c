"""Cakupan: which part of the province a figure speaks of, as a person picks it."""

from dataclasses import dataclass

from sqlmodel import Session

from sekampadi.db.queries.master import (
    LayananRow,
    UppRow,
    find_layanan,
    find_upp,
    get_upp,
    list_upp,
    list_upt_ids,
)
from sekampadi.db.queries.rekap import Selection
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import PROVINSI, Principal, Scope
from sekampadi.domain.periode import Periode
from sekampadi.i18n import t
from sekampadi.services.pengaturan import identitas_of

WITH_UPT = "+upt"
"""Behind the kode of an UPP: together with its UPT."""


@dataclass(frozen=True, slots=True)
class Cakupan:
    """A part of the province.

    Args:
        kunci: how an address names it: empty for all one may see, ``kode``, ``kode+upt``.
        nama: how a heading names it.
        upp: the UPP, None for the province.
        layanan: the layanan, None for all.
        upp_ids: the UPP it consists of; None for the province.
        scope: what the asking person may see.
    """

    kunci: str
    nama: str
    upp: UppRow | None
    layanan: LayananRow | None
    upp_ids: frozenset[int] | None
    scope: Scope

    def selection(self, periode: Periode) -> Selection:
        """Return the selection of its answers in a period."""
        return Selection(
            self.scope, periode, self.upp_ids, self.layanan.id if self.layanan else None
        )


@dataclass(frozen=True, slots=True)
class Pilihan:
    """One line of the list in which a person picks a cakupan."""

    kunci: str
    nama: str


def _with_upt(session: Session, scope: Scope, upp: UppRow) -> Cakupan:
    ids = frozenset({upp.id}) | list_upt_ids(session, upp.id)
    return Cakupan(upp.kode + WITH_UPT, t("{upp} beserta UPT", upp=upp.nama), upp, None, ids, scope)


def _default(session: Session, principal: Principal | None) -> Cakupan:
    if principal is None or not principal.role.of_upp:
        return Cakupan("", identitas_of(session).daerah, None, None, None, PROVINSI)
    upp = get_upp(session, principal.upp_id) if principal.upp_id is not None else None
    if upp is None:
        raise NotFoundError("upp.unknown", t("Akun ini belum terhubung dengan UPP."))
    if list_upt_ids(session, upp.id):
        return _with_upt(session, principal.scope, upp)
    return Cakupan("", upp.nama, upp, None, frozenset({upp.id}), principal.scope)


def resolve_cakupan(
    session: Session, principal: Principal | None, kunci: str = "", layanan_kode: str = ""
) -> Cakupan:
    """Find the part of the province that an address names.

    Args:
        session: a session.
        principal: who asks; None may ask for any part, for public figures.
        kunci: ``""`` (all one may see), ``kode`` of an UPP, or ``kode+upt``.
        layanan_kode: ``kode`` of a layanan, which must belong to the part when one is named.

    Raises:
        NotFoundError: ``upp.unknown`` or ``layanan.unknown``, also for what lies outside the scope.
    """
    scope = principal.scope if principal else PROVINSI
    if layanan_kode:
        layanan = find_layanan(session, scope, layanan_kode)
        named = resolve_cakupan(session, principal, kunci).upp_ids if kunci else None
        if layanan is None or (named is not None and layanan.upp.id not in named):
            raise NotFoundError("layanan.unknown", t("Layanan tidak ditemukan."))
        return Cakupan(
            layanan.upp.kode,
            f"{layanan.nama} – {layanan.upp.nama}",
            layanan.upp,
            layanan,
            frozenset({layanan.upp.id}),
            scope,
        )
    if not kunci:
        return _default(session, principal)
    upp = find_upp(session, scope, kunci.removesuffix(WITH_UPT))
    if upp is None:
        raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
    if kunci.endswith(WITH_UPT):
        return _with_upt(session, scope, upp)
    return Cakupan(upp.kode, upp.nama, upp, None, frozenset({upp.id}), scope)


def list_pilihan(session: Session, principal: Principal) -> list[Pilihan]:
    """List the parts a person may pick, the default first."""
    default = _default(session, principal)
    rows = list_upp(session, principal.scope, active_only=False)
    parents = {row.induk_id for row in rows}
    result = [Pilihan(default.kunci, default.nama)]
    for row in rows:
        if row.id in parents and default.kunci != row.kode + WITH_UPT:
            result.append(Pilihan(row.kode + WITH_UPT, t("{upp} beserta UPT", upp=row.nama)))
        if default.kunci or default.upp is None:
            result.append(Pilihan(row.kode, row.nama))
    return result
