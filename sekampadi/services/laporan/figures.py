"""Figures: the one place from which screens, documents, API and command line take n, IKM and groups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow, count_layanan, list_upp, metode_of
from sekampadi.db.queries.rekap import JumlahSkor, read_jumlah_per_upp, read_rekap
from sekampadi.domain.ikm import (
    HasilIkm,
    Metode,
    compute_ikm,
    compute_ikm_of_rekap,
    compute_rata_rata_upp,
)
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.laporan.uji import Sebaran
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.cakupan import Cakupan, resolve_cakupan
from sekampadi.services.sistem.runtime import Runtime, authorize

PUBLIC_MIN = 5
"""Fewer people than this are not shown in public."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a part of the province in a period."""

    cakupan: Cakupan
    periode: Periode
    rekap: Rekap
    hasil: HasilIkm  # the index of ``rekap``
    jumlah_layanan: int  # the active ones
    dibaca: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Capaian:
    """One UPP's line: its own layanan only."""

    upp: UppRow
    hasil: HasilIkm


@dataclass(frozen=True, slots=True)
class CapaianUpp:
    """All UPP a person may see, and the mean of their indices."""

    baris: tuple[Capaian, ...]
    rata_rata: Decimal | None


def read_figures(session: Session, rt: Runtime, cakupan: Cakupan, periode: Periode) -> Figures:
    """Read figures for an already authorized use case."""
    rekap = read_rekap(session, cakupan.selection(periode))
    metode = metode_of(session, periode, rt.today())
    return Figures(
        cakupan,
        periode,
        rekap,
        compute_ikm_of_rekap(rekap, metode),
        sum(row.is_open for row in cakupan.dipilih)
        if cakupan.dipilih
        else count_layanan(session, cakupan.scope, upp_ids=cakupan.upp_ids),
        rt.now(),
    )


def load_figures(
    rt: Runtime,
    principal: Principal | None,
    *,
    kunci: str = "",
    layanan_kode: str = "",
    periode: Periode,
) -> Figures:
    """Read the figures of a part of the province for a person, or for a key that is for it."""
    of_key = principal is not None and principal.kunci_id is not None
    authorize(principal, Permission.API_ANGKA if of_key else Permission.DASHBOARD_READ)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, principal, kunci, layanan_kode)
        return read_figures(session, rt, cakupan, periode)


def load_figures_as_system(
    rt: Runtime, *, kunci: str = "", layanan_kode: str = "", periode: Periode
) -> Figures:
    """Read figures for whoever has a shell on the server: any part, any days, nothing hidden."""
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, None, kunci, layanan_kode)
        return read_figures(session, rt, cakupan, periode)


def hasil_per_upp(
    rekaps: Mapping[int, Sebaran], upp: Iterable[UppRow], metode: Metode
) -> dict[int, HasilIkm]:
    """Return the index of each UPP with answers, in the order of ``upp``: by name."""
    return {
        u.id: compute_ikm(of_upp.n, of_upp.jumlah, metode)
        for u in upp
        if (of_upp := rekaps.get(u.id)) is not None
    }


def read_capaian(session: Session, rt: Runtime, cakupan: Cakupan, periode: Periode) -> CapaianUpp:
    """Read the index of every UPP of a part, also of those without answers (decree, J.3 b)."""
    sums = read_jumlah_per_upp(session, cakupan.selection(periode))
    metode = metode_of(session, periode, rt.today())
    none = JumlahSkor()
    baris = tuple(
        Capaian(upp, compute_ikm(of_upp.n, of_upp.jumlah, metode))
        for upp in list_upp(session, cakupan.scope, active_only=False)
        for of_upp in [sums.get(upp.id, none)]
        if upp.aktif or upp.id in sums
    )
    return CapaianUpp(baris, compute_rata_rata_upp(b.hasil for b in baris))
