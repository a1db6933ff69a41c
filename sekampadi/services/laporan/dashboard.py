"""The dashboard: figures of a part of the province, and of the province the UPP compared (decree, J.2 b and J.3 b)."""

from dataclasses import dataclass

from sqlmodel import Session

from sekampadi.db.queries.master import LayananRow, list_layanan
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.cakupan import Cakupan, CakupanOption, list_pilihan, resolve_cakupan
from sekampadi.services.laporan.figures import CapaianUpp, Figures, read_capaian, read_figures
from sekampadi.services.laporan.ringkas import (
    SETAHUN,
    TREN,
    Ringkas,
    keep_sampel,
    read_ringkas,
)
from sekampadi.services.sistem.runtime import Runtime, require

FRESH_SECONDS = 3.0
"""How old the parts and layanan that are offered may be where nobody has done anything since.

Hundreds come back within seconds when a server does, and most of them see the same."""


@dataclass(frozen=True, slots=True)
class DashboardSnapshot:
    """What a dashboard shows at a moment."""

    figures: Figures  # of all answers since the beginning
    ringkas: Ringkas  # the running triwulan, and the ones before it
    capaian: CapaianUpp | None  # None where the part is not the province


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The first view of a dashboard."""

    snapshot: DashboardSnapshot
    pilihan: tuple[CakupanOption, ...]  # the parts the person may pick
    layanan: tuple[LayananRow, ...]  # the active ones of the part; none for the province


@dataclass(frozen=True, slots=True)
class _Part:
    """What a dashboard shows that changes by acts only; of who may see the same, all see the same."""

    cakupan: Cakupan
    pilihan: tuple[CakupanOption, ...]
    layanan: tuple[LayananRow, ...]


def _name(person: Principal, kunci: str) -> str:
    ids = person.scope.upp_ids
    seen = "*" if ids is None else ",".join(str(i) for i in sorted(ids))
    return f"dashboard/{person.role.value}/{person.upp_id}/{seen}/{kunci}"


def _read_part(session: Session, person: Principal, kunci: str) -> _Part:
    cakupan = resolve_cakupan(session, person, kunci)
    layanan = (
        row
        for row in list_layanan(session, cakupan.scope)
        if cakupan.upp_ids is not None and row.upp.id in cakupan.upp_ids
    )
    return _Part(cakupan, tuple(list_pilihan(session, person)), tuple(layanan))


def load_dashboard(rt: Runtime, principal: Principal | None, kunci: str = "") -> Dashboard:
    """Read a dashboard for a person, its figures anew."""
    person = require(principal, Permission.DASHBOARD_READ)
    part = rt.keep(
        _name(person, kunci),
        lambda session: _read_part(session, person, kunci),
        seconds=FRESH_SECONDS,
        until_act=True,
    )
    snapshot = read_snapshot(rt, part.cakupan, many=TREN)
    return Dashboard(snapshot, part.pilihan, part.layanan)


def load_pilihan(rt: Runtime, principal: Principal | None) -> tuple[CakupanOption, ...]:
    """List the parts of the province a person may read figures of, the default first."""
    person = require(principal, Permission.LAPORAN_READ)
    with rt.reading() as session:
        return tuple(list_pilihan(session, person))


def read_snapshot(rt: Runtime, cakupan: Cakupan, *, many: int = SETAHUN) -> DashboardSnapshot:
    """Read a dashboard anew for all who watch a part that :func:`load_dashboard` allowed them.

    With fewer than ``TREN`` triwulan there is no trend: it stays as it is while people answer.
    """
    sampel = keep_sampel(rt, cakupan)
    with rt.reading() as session:
        figures = read_figures(session, rt, cakupan, Periode())
        ringkas = read_ringkas(session, rt, cakupan, sampel, many)
        whole = cakupan.upp_ids is None and cakupan.scope.upp_ids is None
        capaian = read_capaian(session, rt, cakupan, Periode()) if whole else None
    return DashboardSnapshot(figures, ringkas, capaian)
