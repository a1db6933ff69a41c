"""Ringkas: the running triwulan of a part of the province in a few figures, and the ones before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from sekampadi.db.queries.layar import list_metode, read_bulan, read_upp_bulan
from sekampadi.db.queries.pelaksanaan import list_pelaksanaan
from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.laporan.layar import Hitung
from sekampadi.domain.laporan.pelaksanaan import triwulan_of
from sekampadi.domain.laporan.sampel import minimum_sample
from sekampadi.domain.laporan.tren import (
    Kini,
    TriwulanBanding,
    hitung_of,
    in_force,
    judge,
    list_triwulan,
)
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.laporan.laporan_lengkap import read_anggota, read_populasi
from sekampadi.services.sistem.runtime import Runtime

TREN = 9
"""Triwulan that are read: eight that are over, and the running one."""
SETAHUN = 5
"""Triwulan from that of a year ago to the running one."""


@dataclass(frozen=True, slots=True)
class SampelMinimum:
    """How many answers the running triwulan needs.

    Args:
        populasi: people served in it, as far as all have told; None otherwise.
        minimum: answers that so many people need; None while nothing is known.
        menurut: the triwulan whose number of people that is: the running one seldom has any yet.
    """

    populasi: int | None = None
    minimum: int | None = None
    menurut: Periode | None = None


@dataclass(frozen=True, slots=True)
class TitikTriwulan:
    """A point of the trend, with the weight method of its own time."""

    triwulan: Periode
    hasil: HasilIkm


@dataclass(frozen=True, slots=True)
class Ringkas:
    """The running triwulan, its sample, and the trend up to it, oldest first."""

    triwulan: Periode
    kini: Kini
    sampel: SampelMinimum
    tren: tuple[TitikTriwulan, ...]


def read_sampel(
    session: Session, cakupan: Cakupan, triwulan: Periode, lalu: Periode
) -> SampelMinimum:
    """Read how many answers the running triwulan needs, for an already authorized use case.

    It asks for every UPP and layanan: whoever watches live keeps the result for a while.
    """
    asked = (triwulan, lalu)
    wanted = {one: periode for periode in asked for one in triwulan_of(periode)}
    told = list_pelaksanaan(session, cakupan.scope, wanted, cakupan.upp_ids)
    # Seldom told before the triwulan is over: then nothing else need be asked.
    known = {wanted[row.triwulan] for row in told}
    for periode in (p for p in asked if p in known):
        anggota = read_anggota(session, cakupan)
        populasi = read_populasi(session, cakupan, periode, anggota)[1]
        if populasi:
            own = populasi if periode == triwulan else None
            return SampelMinimum(own, minimum_sample(populasi), periode)
    return SampelMinimum()


def _name(cakupan: Cakupan) -> str:
    # Who may see some UPP may see how many people they served: the scope need not be part of it.
    return f"sampel/{sorted(cakupan.upp_ids) if cakupan.upp_ids is not None else ''}"


def keep_sampel(rt: Runtime, cakupan: Cakupan) -> SampelMinimum:
    """Return the sample as it was read lately; live screens ask for it with every change.

    Who has just told how many people were served sees it: that is an act.
    """
    lalu, kini = list_triwulan(rt.today(), 2)
    return rt.keep(
        _name(cakupan),
        lambda session: read_sampel(session, cakupan, kini, lalu),
        until_act=True,
    )


def _per_upp(
    session: Session, cakupan: Cakupan, each: tuple[Periode, ...]
) -> Mapping[Periode, Mapping[int, Hitung]]:
    """Return of triwulan what each UPP says, by name; of none where UPP are no units."""
    if not cakupan.per_satuan:
        return {}
    return read_upp_bulan(session, cakupan.selection(Periode()), each)


def read_ringkas(
    session: Session, rt: Runtime, cakupan: Cakupan, sampel: SampelMinimum, many: int = TREN
) -> Ringkas:
    """Read the running triwulan and its trend, for an already authorized use case.

    Args:
        many: triwulan to read, at least from that of a year ago to the running one.
    """
    triwulan = list_triwulan(rt.today(), many)
    months = read_bulan(session, cakupan.selection(Periode(triwulan[0].dari)))
    methods = list_metode(session)
    metode = {p: in_force(methods, p.sampai or date.max) for p in triwulan}
    *_, lalu, kini = triwulan
    # As its laporan does, which looks at the triwulan before and at that of a year ago.
    each = kini, lalu, triwulan[-SETAHUN:][0]
    upp = _per_upp(session, cakupan, each)
    now, then, year = (TriwulanBanding(hitung_of(months, p), upp.get(p)) for p in each)
    return Ringkas(
        kini,
        judge(now, then, year, metode[kini], sampel.populasi, bagian=cakupan.bagian),
        sampel,
        tuple(TitikTriwulan(p, hitung_of(months, p).hasil(metode[p])) for p in triwulan),
    )
