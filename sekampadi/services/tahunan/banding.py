"""The years before a report, and of the province what goes by its UPP as the units."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sekampadi.db.queries.tahunan.naskah import IkmLamaRow
from sekampadi.domain.ikm import HasilIkm, Metode, compute_ikm_of_rekap
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.laporan.perbandingan import Perubahan
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.laporan.uji import Beda
from sekampadi.domain.tahunan.perbandingan import GerakUnsur
from sekampadi.domain.tahunan.satuan import compare_tahun, margin_satuan
from sekampadi.services.laporan.laporan_lengkap import AnggotaCakupan, LaporanLengkap


@dataclass(frozen=True, slots=True)
class SatuanTahun:
    """The province in a year before, with its UPP as the units (``domain/tahunan/satuan.py``).

    Args:
        margin: of its index at 95 %; None where there are too few UPP, or all are alike.
        ikm: the change of the index since then; None where there are too few UPP.
        unsur: likewise of the nine unsur.
    """

    margin: Decimal | None
    ikm: Beda | None
    unsur: tuple[Beda | None, ...]


@dataclass(frozen=True, slots=True)
class TahunBanding:
    """A year before the report's; one of the two, or neither, is known.

    Args:
        hasil: its index by the weight method of the report's year, so that the two can be compared;
            None without answers.
        metode_asli: the method in force then: where it is another one, the figure published at the
            time was another one, too.
        perubahan: of the report's year since then; None without answers in either.
        unsur: likewise of each unsur.
        perangkat: question sets under which people answered then.
        lama: typed in by hand from an earlier report.
        tersembunyi: whether its answers and figures were taken out (``lindung.protect``).
        satuan: of the province, what goes by its UPP as the units; None for an UPP.
    """

    tahun: int
    hasil: HasilIkm | None
    ketelitian: Ketelitian | None
    metode_asli: Metode
    perubahan: Perubahan | None
    unsur: tuple[GerakUnsur, ...]
    perangkat: tuple[Mapping[str, object], ...]
    lama: IkmLamaRow | None
    tersembunyi: bool = False
    satuan: SatuanTahun | None = None


def hasil_per_upp(laporan: LaporanLengkap) -> dict[int, HasilIkm]:
    """Return the index of each UPP with answers, by name."""
    return {row.upp.id: row.hasil for row in laporan.per_upp if row.hasil.n}


def compare_satuan_tahun(
    laporan: LaporanLengkap, rekaps: Mapping[int, Rekap], anggota: AnggotaCakupan
) -> SatuanTahun:
    """Compare the province with a year before.

    Args:
        laporan: of the report's year.
        rekaps: the counters of each UPP in the year before.
        anggota: all UPP, by name.
    """
    metode = laporan.figures.hasil.metode
    then = {u.id: compute_ikm_of_rekap(rekaps[u.id], metode) for u in anggota.upp if u.id in rekaps}
    return SatuanTahun(margin_satuan(then), *compare_tahun(hasil_per_upp(laporan), then))
