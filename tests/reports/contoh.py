"""Figures made by hand, without a database: the golden figures of the decree and odd cases."""

from datetime import UTC, date, datetime

from sekampadi.db.queries.master import LayananRow, UppRow
from sekampadi.domain.ikm import Metode, compute_ikm_of_rekap
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.laporan.rekap import Rekap, Sebaran
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.laporan.figures import Figures

TRIWULAN_I = Periode.triwulan(2023, 1)
DIBACA = datetime(2023, 6, 7, 3, 0, tzinfo=UTC)
DICETAK = date(2023, 6, 7)

GROUPS_PROVINSI: dict[Kelompok, dict[str, int]] = {
    Kelompok.JENIS_KELAMIN: {"L": 1399, "P": 950},
    Kelompok.USIA: {
        "<=19": 238,
        "20-25": 453,
        "26-35": 587,
        "36-45": 647,
        "46-55": 351,
        ">=56": 73,
    },
    Kelompok.PENDIDIKAN: {
        "SD/MI": 77,
        "SMP/MTs": 127,
        "SMA/K/MA": 792,
        "D1-D3": 399,
        "D4/S-1": 813,
        "S2/S3": 141,
    },
    Kelompok.PEKERJAAN: {
        "ASN": 650,
        "TNI/POLRI": 25,
        "Pegawai Swasta": 449,
        "Wiraswasta/Usahawan": 244,
        "Pelajar/Mahasiswa": 516,
        "Masyarakat": 465,
    },
}


def spread(n: int, jumlah: int) -> Sebaran:
    """Find some distribution of ``n`` scores with a given sum."""
    low, extra = divmod(jumlah, n)
    counts = [0, 0, 0, 0]
    counts[low - 1] = n - extra
    if extra:
        counts[low] = extra
    return counts[0], counts[1], counts[2], counts[3]


def rekap_provinsi() -> Rekap:
    """The province's first quarter of 2023: 2,349 answers, a total score of 72,950."""
    sums = [8105] * 8 + [72950 - 8 * 8105]
    return Rekap(n=2349, sebaran=tuple(spread(2349, s) for s in sums), groups=GROUPS_PROVINSI)


def rekap_biro() -> Rekap:
    """Biro Organisasi's first quarter of 2023: 29 answers, 86.60."""
    sums = (101, 97, 98, 109, 95, 98, 102, 96, 109)
    groups = {
        Kelompok.JENIS_KELAMIN: {"L": 15, "P": 14},
        Kelompok.USIA: {"<=19": 1, "20-25": 10, "26-35": 9, "36-45": 6, "46-55": 3, ">=56": 0},
        Kelompok.PENDIDIKAN: {
            "SD/MI": 5,
            "SMP/MTs": 0,
            "SMA/K/MA": 2,
            "D1-D3": 1,
            "D4/S-1": 21,
            "S2/S3": 0,
        },
        Kelompok.PEKERJAAN: {
            "ASN": 24,
            "TNI/POLRI": 0,
            "Pegawai Swasta": 0,
            "Wiraswasta/Usahawan": 0,
            "Pelajar/Mahasiswa": 1,
            "Masyarakat": 4,
        },
    }
    return Rekap(n=29, sebaran=tuple(spread(29, s) for s in sums), groups=groups)


def provinsi() -> Cakupan:
    return Cakupan("", "Provinsi Kalimantan Barat", None, None, None, PROVINSI)


def upp(nama: str = "Biro Organisasi", layanan: str = "") -> Cakupan:
    row = UppRow(1, "biro-organisasi", nama, "biro", None, True)
    service = LayananRow(1, "konsultasi", layanan, "0", "1 Jam", True, row) if layanan else None
    title = f"{layanan} – {nama}" if layanan else nama
    return Cakupan(row.kode, title, row, service, frozenset({1}), PROVINSI)


def figures(
    rekap: Rekap,
    cakupan: Cakupan,
    periode: Periode = TRIWULAN_I,
    metode: Metode = Metode.SEKAMPADI,
    dibaca: datetime = DIBACA,
) -> Figures:
    return Figures(cakupan, periode, rekap, compute_ikm_of_rekap(rekap, metode), 4, dibaca)
