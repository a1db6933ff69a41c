"""Cakupan: which part of the province a figure speaks of, as a person picks it."""

from dataclasses import dataclass

from sqlmodel import Session

from sekampadi.db.queries.master import (
    LayananRow,
    UppRow,
    find_layanan,
    find_upp,
    get_upp,
    list_layanan,
    list_upp,
    list_upt_ids,
)
from sekampadi.db.queries.rekap import Selection
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import PROVINSI, Principal, Scope
from sekampadi.domain.laporan.satuan import N_SATUAN
from sekampadi.domain.periode import Periode
from sekampadi.i18n import t
from sekampadi.services.sistem.pengaturan import identitas_of

WITH_UPT = "+upt"
"""Behind the kode of an UPP: together with its UPT."""

LAYANAN_MAX = 50
"""Most layanan that are picked one by one."""


@dataclass(frozen=True, slots=True)
class Cakupan:
    """A part of the province."""

    kunci: str  # in an address: empty for all one may see, ``kode``, ``kode+upt``
    nama: str  # in a heading
    upp: UppRow | None  # None for the province
    layanan: LayananRow | None  # None for all or for several
    upp_ids: frozenset[int] | None  # None for the province
    scope: Scope  # of the asking person
    beberapa: tuple[LayananRow, ...] = ()  # when several were picked

    @property
    def dipilih(self) -> tuple[LayananRow, ...]:
        """The layanan that were picked by themselves; none when it speaks of all."""
        return self.beberapa or ((self.layanan,) if self.layanan else ())

    @property
    def satu_upp(self) -> bool:
        """Whether it is one UPP, all of it and nothing else."""
        return self.upp is not None and not self.dipilih and len(self.upp_ids or ()) == 1

    @property
    def per_satuan(self) -> bool:
        """Whether its index is judged by its UPP, not by its answers (decision 73).

        So are the province, however few UPP it has, and an induk that has ten UPP together with its
        UPT, where enough of them have answers (:attr:`bagian`); not what was picked by layanan.
        """
        return not self.dipilih and (self.upp_ids is None or len(self.upp_ids) >= N_SATUAN)

    @property
    def bagian(self) -> bool:
        """Whether it is a part of the province: its answers say whether its UPP are units enough."""
        return self.upp_ids is not None

    def selection(self, periode: Periode) -> Selection:
        """Return the selection of its answers in a period."""
        picked = frozenset(row.id for row in self.dipilih)
        return Selection(self.scope, periode, self.upp_ids, picked or None)


@dataclass(frozen=True, slots=True)
class CakupanOption:
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


def require_upp(session: Session, scope: Scope, kode: str) -> UppRow:
    """Find an UPP by its kode; one outside the scope is refused as one that does not exist."""
    upp = find_upp(session, scope, kode)
    if upp is None:
        raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
    return upp


def require_upp_of(session: Session, person: Principal, kode: str) -> UppRow:
    """Find an UPP that a person sees, without a kode the own one.

    Raises:
        NotFoundError: ``upp.unknown``.
    """
    if kode or person.upp_id is None:
        return require_upp(session, person.scope, kode)
    upp = get_upp(session, person.upp_id)
    if upp is None:
        raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
    return upp


def require_layanan(session: Session, scope: Scope, kode: str) -> LayananRow:
    """Find a layanan by its kode; one outside the scope is refused as one that does not exist."""
    layanan = find_layanan(session, scope, kode)
    if layanan is None:
        raise layanan_unknown()
    return layanan


def layanan_unknown() -> NotFoundError:
    """Return what is said of a layanan that does not exist."""
    return NotFoundError("layanan.unknown", t("Layanan tidak ditemukan."))


def split_layanan(text: str) -> tuple[str, ...]:
    """Read how an address names layanan: one kode, or several with commas between them."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _of_layanan(
    session: Session, principal: Principal | None, kunci: str, picked: tuple[str, ...]
) -> Cakupan:
    scope = principal.scope if principal else PROVINSI
    named = resolve_cakupan(session, principal, kunci).upp_ids if kunci else None
    rows: list[LayananRow] = []
    for kode in picked[: LAYANAN_MAX + 1]:
        row = require_layanan(session, scope, kode)
        if named is not None and row.upp.id not in named:
            raise layanan_unknown()
        rows.append(row)
    if len(rows) > LAYANAN_MAX:
        raise DomainError("layanan.too_many", t("Pilih paling banyak {n} layanan.", n=LAYANAN_MAX))
    first, upp_ids = rows[0], frozenset(row.upp.id for row in rows)
    if len(rows) == 1:
        name = f"{first.nama} – {first.upp.nama}"
        return Cakupan(first.upp.kode, name, first.upp, first, upp_ids, scope)
    if len(upp_ids) == 1:
        name = t("{n} layanan – {upp}", n=len(rows), upp=first.upp.nama)
        return Cakupan(first.upp.kode, name, first.upp, None, upp_ids, scope, tuple(rows))
    name = t("{n} layanan dari {m} UPP", n=len(rows), m=len(upp_ids))
    return Cakupan(kunci, name, None, None, upp_ids, scope, tuple(rows))


def resolve_cakupan(
    session: Session,
    principal: Principal | None,
    kunci: str = "",
    layanan_kode: str | tuple[str, ...] = "",
) -> Cakupan:
    """Find the part of the province that an address names.

    Args:
        kunci: ``""`` (all one may see), ``kode`` of an UPP, or ``kode+upt``.
        layanan_kode: ``kode`` of a layanan, or of several (:func:`split_layanan`), which must
            belong to the part when one is named.

    Raises:
        NotFoundError: ``upp.unknown`` or ``layanan.unknown``, also for what lies outside the scope.
        DomainError: ``layanan.too_many`` for more than :data:`LAYANAN_MAX`.
    """
    scope = principal.scope if principal else PROVINSI
    picked = (layanan_kode,) if isinstance(layanan_kode, str) else layanan_kode
    if any(picked):
        return _of_layanan(session, principal, kunci, tuple(dict.fromkeys(picked)))
    if not kunci:
        return _default(session, principal)
    upp = require_upp(session, scope, kunci.removesuffix(WITH_UPT))
    if kunci.endswith(WITH_UPT):
        return _with_upt(session, scope, upp)
    return Cakupan(upp.kode, upp.nama, upp, None, frozenset({upp.id}), scope)


def list_pilihan_layanan(
    session: Session, scope: Scope, upp_ids: frozenset[int] | None
) -> tuple[CakupanOption, ...]:
    """List the layanan of some UPP, or of a scope; of several UPP each carries its UPP's name."""
    rows = list_layanan(session, scope, upp_ids=upp_ids, active_only=False)
    many = len({r.upp.id for r in rows}) > 1
    return tuple(
        CakupanOption(r.kode, f"{r.nama} – {r.upp.nama}" if many else r.nama) for r in rows
    )


def list_pilihan(session: Session, principal: Principal) -> list[CakupanOption]:
    """List the parts a person may pick, the default first."""
    default = _default(session, principal)
    rows = list_upp(session, principal.scope, active_only=False)
    parents = {row.induk_id for row in rows}
    result = [CakupanOption(default.kunci, default.nama)]
    for row in rows:
        if row.id in parents and default.kunci != row.kode + WITH_UPT:
            result.append(CakupanOption(row.kode + WITH_UPT, t("{upp} beserta UPT", upp=row.nama)))
        if default.kunci or default.upp is None:
            result.append(CakupanOption(row.kode, row.nama))
    return result
