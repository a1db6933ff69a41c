"""The years before a report."""

from collections.abc import Mapping
from dataclasses import dataclass

from sekampadi.db.queries.tahunan.naskah import IkmLamaRow
from sekampadi.domain.ikm import HasilIkm, Metode
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.laporan.perbandingan import Perubahan
from sekampadi.domain.tahunan.perbandingan import GerakUnsur


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
