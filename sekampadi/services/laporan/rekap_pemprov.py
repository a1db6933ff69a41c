"""Rekap Pemprov: all UPP of the province side by side in a period (decree, J.3 and L.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow
from sekampadi.db.queries.pelaksanaan import list_pelaksanaan
from sekampadi.db.queries.rekap import JumlahSkor, read_jumlah_per_upp
from sekampadi.db.queries.tindak_lanjut_ringkas import list_ada_rencana
from sekampadi.domain.ikm import HasilIkm, NilaiUnsur, compute_ikm, compute_rata_rata_upp
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.ketelitian import Ketelitian, compute_ketelitian
from sekampadi.domain.laporan.pelaksanaan import triwulan_of
from sekampadi.domain.laporan.perbandingan import Perubahan, compare, judge, periode_before
from sekampadi.domain.laporan.peringkat import Kedudukan, group
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.cakupan import resolve_cakupan
from sekampadi.services.laporan.laporan_lengkap import (
    LaporanLengkap,
    read_laporan_lengkap,
)
from sekampadi.services.laporan.pelaksanaan import RekapPelaksanaan, summarise
from sekampadi.services.sistem.runtime import Runtime, authorize


@dataclass(frozen=True, slots=True)
class BarisRekap:
    """One UPP with answers, its own layanan only."""

    upp: UppRow
    hasil: HasilIkm
    ketelitian: Ketelitian
    terendah: tuple[NilaiUnsur, ...]  # several when they are equal
    tertinggi: tuple[NilaiUnsur, ...]  # likewise
    tren: Perubahan | None  # since the period before; None for an open end
    kedudukan: Kedudukan | None  # against all others; None when it cannot be compared
    tindak_lanjut: bool | None  # None without a published sheet, and for days that are no triwulan
    pelaksanaan: RekapPelaksanaan


@dataclass(frozen=True, slots=True)
class RekapPemprov:
    """The province in a period."""

    laporan: LaporanLengkap  # of the province as one (*gabungan responden*)
    rata_rata: Decimal | None  # of the indices of the UPP with answers (*rata-rata UPP*)
    baris: tuple[BarisRekap, ...]  # the UPP with answers, by name
    tanpa_jawaban: tuple[UppRow, ...]  # the active UPP without, by name


def sort_rekap(baris: Sequence[BarisRekap], urut: str) -> list[BarisRekap]:
    """Put the UPP, which come by name, in order.

    ``ikm`` puts those above the others first: within a group they stay by name, those that cannot
    be compared come last. Anything else leaves them by name.
    """
    if urut != "ikm":
        return list(baris)
    order = list(Kedudukan)
    return sorted(baris, key=lambda b: order.index(b.kedudukan) if b.kedudukan else len(order))


def extremes(hasil: HasilIkm) -> tuple[tuple[NilaiUnsur, ...], tuple[NilaiUnsur, ...]]:
    """Return the unsur with the lowest and with the highest mean; all of them when they are equal."""
    if not hasil.n:
        return (), ()
    sums = [u.jumlah for u in hasil.unsur]
    return (
        tuple(u for u in hasil.unsur if u.jumlah == min(sums)),
        tuple(u for u in hasil.unsur if u.jumlah == max(sums)),
    )


def _lines(session: Session, laporan: LaporanLengkap) -> tuple[list[BarisRekap], list[UppRow]]:
    figures, cakupan = laporan.figures, laporan.figures.cakupan
    metode, earlier = figures.hasil.metode, periode_before(figures.periode)
    then: dict[int, JumlahSkor] = {}
    if earlier is not None:
        then = read_jumlah_per_upp(session, cakupan.selection(earlier))
    triwulan = triwulan_of(figures.periode)
    told = list_pelaksanaan(session, cakupan.scope, triwulan)
    with_answers = [row for row in laporan.per_upp if row.hasil.n]
    planned = list_ada_rencana(session, [row.upp for row in with_answers], triwulan)
    places = group([row.ketelitian for row in with_answers])
    rekaps = [then.get(row.upp.id, JumlahSkor()) for row in with_answers]
    befores = [compute_ikm(rekap.n, rekap.jumlah, metode) for rekap in rekaps]
    sure = [compute_ketelitian(*pair) for pair in zip(rekaps, befores, strict=True)]
    pairs = zip((row.ketelitian for row in with_answers), sure, strict=True)
    changes = judge(list(pairs))
    lines: list[BarisRekap] = []
    for row, place, before, teliti, change in zip(
        with_answers, places, befores, sure, changes, strict=True
    ):
        tren = compare(row.hasil, before, row.ketelitian, teliti, change) if earlier else None
        low, high = extremes(row.hasil)
        mine = summarise((r for r in told if r.upp_id == row.upp.id), len(triwulan))
        # A triwulan without a sheet asks for no plan; of the others none may be missing.
        plans = [there for (upp_id, _), there in planned.items() if upp_id == row.upp.id]
        lines.append(
            BarisRekap(
                row.upp,
                row.hasil,
                row.ketelitian,
                low,
                high,
                tren,
                place,
                all(plans) if plans else None,
                mine,
            )
        )
    return lines, [row.upp for row in laporan.per_upp if not row.hasil.n]


def load_rekap_pemprov(
    rt: Runtime, principal: Principal | None, periode: Periode, *, unduh: bool = False
) -> RekapPemprov:
    """Read the rekap of the province; for a document (``unduh``) it takes the right to export."""
    authorize(principal, Permission.REKAP_READ)
    if unduh:
        authorize(principal, Permission.LAPORAN_EXPORT)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, principal)
        laporan = read_laporan_lengkap(session, rt, cakupan, periode, per_layanan=False)
        return read_rekap_pemprov(session, laporan)


def read_rekap_pemprov(session: Session, laporan: LaporanLengkap) -> RekapPemprov:
    """Read the rekap around the report of the province, for an already authorized use case."""
    lines, without = _lines(session, laporan)
    mean = compute_rata_rata_upp(row.hasil for row in lines)
    return RekapPemprov(laporan, mean, tuple(lines), tuple(without))
