"""What the decree prints of the first half of 2023 (K.2 d to g, L.1), as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sekampadi.domain.survei.responden import Kelompok

GOLDEN_MULAI = date(2023, 1, 1)
TRIWULAN_AKHIR = date(2023, 3, 31)
GOLDEN_AKHIR = date(2023, 6, 7)

JUMLAH_KESELURUHAN = 4563
JUMLAH_TRIWULAN = 2349
TOTAL_TRIWULAN = 72_950
"""The sum of all scores of the first quarter: the middle of those that give 86.18."""

BIRO_TRIWULAN = 29
BIRO_KESELURUHAN = 84
BIRO_JUMLAH: tuple[int, ...] = (101, 97, 98, 109, 95, 98, 102, 96, 109)
"""Biro Organisasi's sums of U1 to U9 in the first quarter."""

PROVINSI_GROUPS: Mapping[Kelompok, tuple[int, ...]] = {
    Kelompok.JENIS_KELAMIN: (1399, 950),
    Kelompok.USIA: (238, 453, 587, 647, 351, 73),
    Kelompok.PENDIDIKAN: (77, 127, 792, 399, 813, 141),
    Kelompok.PEKERJAAN: (650, 25, 449, 244, 516, 465),
}
"""The province's respondents of the first quarter, cells in the order of the sheet (L.1)."""

BIRO_TRIWULAN_GROUPS: Mapping[Kelompok, tuple[int, ...]] = {
    Kelompok.JENIS_KELAMIN: (15, 14),
    Kelompok.USIA: (1, 3, 12, 8, 4, 1),
    Kelompok.PENDIDIKAN: (3, 0, 2, 2, 21, 1),
    Kelompok.PEKERJAAN: (25, 0, 1, 0, 1, 2),
}
"""Biro Organisasi's 29 of them; the decree does not print these, only what holds over the 84."""

BIRO_SISA_GROUPS: Mapping[Kelompok, tuple[int, ...]] = {
    Kelompok.JENIS_KELAMIN: (27, 26),
    Kelompok.USIA: (1, 6, 21, 17, 7, 1),
    Kelompok.PENDIDIKAN: (13, 0, 1, 1, 37, 1),
    Kelompok.PEKERJAAN: (44, 0, 2, 0, 1, 6),
}
"""Biro Organisasi's 53 answers after the quarter, without the two printed respondents.

With the 29 and those two they make the pies of K.2 e: 43 L and 41 P, 59 D4/S-1, 17 SD/MI and
8 others, 70 ASN and 14 others.
"""


@dataclass(frozen=True, slots=True)
class BarisLaporan:
    """A line of the laporan as printed in K.2 g; one that was not printed has no scores."""

    tanggal: date
    nilai: tuple[int, ...] | None


def _line(day: int, month: int, nilai: str = "") -> BarisLaporan:
    return BarisLaporan(date(2023, month, day), tuple(map(int, nilai)) or None)


BARIS_LAPORAN: tuple[BarisLaporan, ...] = (
    _line(17, 1, "333433434"),
    _line(13, 2, "333433334"),
    _line(13, 2, "434333434"),
    _line(22, 2, "333333334"),
    _line(22, 2, "333333334"),
    _line(28, 2, "333333334"),
    _line(2, 3, "333433334"),
    _line(9, 3, "333433444"),
    _line(21, 3, "434434443"),
    *(_line(day, 3) for day in (10, 13, 14, 16, 17, 20, 24, 24, 27, 27, 28, 29)),
    _line(9, 3, "444444444"),
    _line(9, 3, "444444444"),
    _line(13, 3, "443434443"),
    _line(15, 3, "444444444"),
    _line(15, 3, "444444444"),
    _line(21, 3, "444444444"),
    _line(30, 3, "443343444"),
    _line(31, 3, "443433334"),
)
"""No. Res 1 to 29; 10 to 21 are not printed, only their days and sums are ours to choose.

The printed list is not strictly by date. Our laporan is, so a printed line keeps its date and
scores, not always its number.
"""


@dataclass(frozen=True, slots=True)
class BarisPenilaian:
    """A line of the list of penilaian as printed in K.2 f."""

    umum: int
    nilai: tuple[int, ...]
    saran: str
    tanggal: date


BARIS_PENILAIAN: tuple[BarisPenilaian, ...] = (
    BarisPenilaian(4, (3, 3, 3, 4, 3, 3, 3, 3, 4), "", date(2023, 6, 6)),
    BarisPenilaian(4, (4,) * 9, "Terima kasih", date(2023, 6, 6)),
    BarisPenilaian(3, (2, 4, 3, 2, 1, 3, 1, 2, 2), "treewww", GOLDEN_AKHIR),
    BarisPenilaian(4, (4,) * 9, "ruang tunggu agak panas", GOLDEN_AKHIR),
)
"""Rows 81 to 84, all about Pelayanan Konsultasi; the last two are of the last day."""

RESPONDEN_TERBARU: tuple[tuple[int, str, str, str], ...] = (
    (33, "L", "D4/S-1", "ASN"),
    (19, "P", "SD/MI", "Masyarakat"),
)
"""The two newest respondents, printed in K.2 e, the newest first."""
