"""Rekap Pemprov: all UPP of the province side by side in a period (decree, J.3 and L.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow
from sekampadi.db.queries.pelaksanaan import list_pelaksanaan
from sekampadi.db.queries.rekap import read_rekap_per_upp
from sekampadi.domain.ikm import HasilIkm, NilaiUnsur, compute_ikm_of_rekap, compute_rata_rata_upp
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.ketelitian import Ketelitian, Posisi, compute_ketelitian, rank
from sekampadi.domain.laporan.pelaksanaan import triwulan_of
from sekampadi.domain.laporan.perbandingan import Perubahan, compare, periode_before
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.cakupan import resolve_cakupan
from sekampadi.services.laporan.laporan_lengkap import (
    LaporanLengkap,
    read_anggota,
    read_laporan_lengkap,
    read_populasi,
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
    posisi: Posisi | None  # among the others; None when it cannot be compared
    tindak_lanjut: bool | None  # None while nothing is known of any
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

    ``ikm`` puts the highest band first: those that cannot be told apart stay by name, those that
    cannot be compared come last. Anything else leaves them by name.
    """
    if urut != "ikm":
        return list(baris)
    return sorted(baris, key=lambda b: (b.posisi is None, b.posisi.kelompok if b.posisi else 0))


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
    then: dict[int, Rekap] = {}
    served_then: Mapping[int, int | None] = {}
    if earlier is not None:
        then = read_rekap_per_upp(session, cakupan.selection(earlier))
        served_then = read_populasi(session, cakupan, earlier, read_anggota(session, cakupan))[0]
    triwulan = triwulan_of(figures.periode)
    told = list_pelaksanaan(session, cakupan.scope, triwulan)
    with_answers = [row for row in laporan.per_upp if row.hasil.n]
    places = rank([row.ketelitian for row in with_answers])
    lines: list[BarisRekap] = []
    for row, place in zip(with_answers, places, strict=True):
        rekap = then.get(row.upp.id, Rekap())
        before = compute_ikm_of_rekap(rekap, metode)
        teliti = compute_ketelitian(rekap, before, served_then.get(row.upp.id))
        tren = compare(row.hasil, before, row.ketelitian, teliti) if earlier else None
        low, high = extremes(row.hasil)
        mine = summarise((r for r in told if r.upp_id == row.upp.id), len(triwulan))
        lines.append(
            BarisRekap(
                row.upp,
                row.hasil,
                row.ketelitian,
                low,
                high,
                tren,
                place,
                None,
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
        lines, without = _lines(session, laporan)
    mean = compute_rata_rata_upp(row.hasil for row in lines)
    return RekapPemprov(laporan, mean, tuple(lines), tuple(without))
