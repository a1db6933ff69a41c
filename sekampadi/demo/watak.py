"""The demonstration's characters: who visits an office, how busy it is on a day, how good each unsur is."""

import math
from collections.abc import Mapping
from datetime import date
from functools import cache
from random import Random

from sekampadi.db.models import JenisUpp
from sekampadi.demo.kalender import is_libur, is_weekend
from sekampadi.demo.katalog import RSUD_SOEDARSO, ContohUpp
from sekampadi.domain.survei.responden import KelompokUsia, Pekerjaan, Pendidikan
from sekampadi.domain.survei.unsur import URUTAN, Unsur

MEAN = 3.47
"""Where an ordinary unsur of an ordinary office lies before scores are rounded and cut at 4."""

_UNSUR: Mapping[Unsur, float] = {
    Unsur.PERSYARATAN: 0.02,
    Unsur.PROSEDUR: 0.0,
    Unsur.WAKTU: -0.10,
    Unsur.BIAYA: 0.18,
    Unsur.PRODUK: -0.03,
    Unsur.KOMPETENSI: 0.02,
    Unsur.PERILAKU: 0.08,
    Unsur.SARANA: -0.12,
    Unsur.PENGADUAN: 0.10,
}

TINDAK_LANJUT = (RSUD_SOEDARSO, Unsur.WAKTU, date(2026, 2, 2))
"""An office whose unsur is poor until a follow-up, and visibly better within four months."""
_BEFORE, _GAIN, _GAIN_DAYS = -0.55, 0.75, 120

SENYAP = ("uppd-kapuas-hulu", date(2026, 6, 15))
"""An office from which no answer comes from that day on."""

_WEAK: Mapping[tuple[str, Unsur], float] = {
    ("dinas-pupr", Unsur.PENGADUAN): -0.25,
    ("dinas-perhubungan", Unsur.SARANA): -0.25,
    ("uppd-sintang", Unsur.SARANA): -0.30,
    ("dinas-lhk", Unsur.WAKTU): -0.20,
    ("biro-pbj", Unsur.PROSEDUR): -0.20,
}

Orang = str
"""Who mostly comes: a key of :data:`PEKERJAAN`."""

PEKERJAAN: Mapping[Orang, tuple[float, ...]] = {
    "pegawai": (78, 1, 7, 4, 4, 6),
    "kesehatan": (14, 1, 20, 12, 13, 40),
    "samsat": (15, 3, 33, 22, 8, 19),
    "pelajar": (15, 0.3, 6, 3, 65, 10.7),
    "usaha": (18, 1, 33, 25, 5, 18),
    "umum": (32, 1, 17, 9, 16, 25),
}
"""How often each pekerjaan, in order, is met."""

USIA: Mapping[Pekerjaan, tuple[float, ...]] = {
    Pekerjaan.ASN: (0, 5, 28, 38, 25, 4),
    Pekerjaan.TNI_POLRI: (0, 12, 35, 35, 17, 1),
    Pekerjaan.SWASTA: (2, 25, 38, 23, 10, 2),
    Pekerjaan.WIRASWASTA: (1, 12, 30, 33, 19, 5),
    Pekerjaan.PELAJAR: (46, 50, 4, 0, 0, 0),
    Pekerjaan.MASYARAKAT: (5, 14, 24, 28, 20, 9),
}
"""How often each age class is met, by pekerjaan."""

PENDIDIKAN: Mapping[Pekerjaan, tuple[float, ...]] = {
    Pekerjaan.ASN: (0.2, 0.5, 9, 17, 58, 15),
    Pekerjaan.TNI_POLRI: (0, 0, 55, 10, 32, 3),
    Pekerjaan.SWASTA: (2, 4, 42, 20, 31, 1),
    Pekerjaan.WIRASWASTA: (5, 9, 50, 14, 21, 1),
    Pekerjaan.PELAJAR: (1, 9, 66, 8, 15, 1),
    Pekerjaan.MASYARAKAT: (12, 16, 50, 8, 13, 1),
}
"""How often each pendidikan is met, by pekerjaan."""

PENDIDIKAN_USIA: Mapping[KelompokUsia, tuple[float, ...]] = {
    KelompokUsia.SAMPAI_19: (1, 4, 8, 0.1, 0, 0),
    KelompokUsia.U20_25: (0.5, 0.7, 4, 3, 3, 0),
    KelompokUsia.U26_35: (0.7, 0.8, 2, 3, 4, 3),
    KelompokUsia.U36_45: (1, 1, 2, 2, 4, 5),
    KelompokUsia.U46_55: (2, 2, 2, 2, 3, 5),
    KelompokUsia.MULAI_56: (4, 3, 2, 1, 2, 3),
}
"""How an age class shifts the pendidikan."""

PENDIDIKAN_URUTAN: tuple[Pendidikan, ...] = Pendidikan.by_number()
PEKERJAAN_URUTAN: tuple[Pekerjaan, ...] = Pekerjaan.by_number()
USIA_URUTAN: tuple[KelompokUsia, ...] = KelompokUsia.by_number()

RENTANG: Mapping[KelompokUsia, tuple[int, int]] = {
    KelompokUsia.SAMPAI_19: (15, 19),
    KelompokUsia.U20_25: (20, 25),
    KelompokUsia.U26_35: (26, 35),
    KelompokUsia.U36_45: (36, 45),
    KelompokUsia.U46_55: (46, 55),
    KelompokUsia.MULAI_56: (56, 71),
}
"""Ages met in each class."""

_ORANG: Mapping[str, Orang] = {
    **dict.fromkeys(("bkd", "bpkad", "bpsdm", "bappeda", "inspektorat", "dinas-pmd"), "pegawai"),
    **dict.fromkeys(
        ("dinas-perpustakaan", "dinas-dikbud", "museum-kalbar", "balitbang", "kesbangpol"),
        "pelajar",
    ),
    **dict.fromkeys(
        (
            "dinas-pmptsp",
            "dinas-perindag-esdm",
            "dinas-koperasi-ukm",
            "dinas-kelautan-perikanan",
            "dinas-perkebunan-peternakan",
            "biro-pbj",
            "bapenda",
            "dinas-lhk",
            "dinas-perhubungan",
        ),
        "usaha",
    ),
    "labkes": "kesehatan",
}


def orang_of(upp: ContohUpp) -> Orang:
    """Return who mostly comes to an office."""
    if upp.jenis is JenisUpp.RUMAH_SAKIT:
        return "kesehatan"
    if upp.kode.startswith("uppd-"):
        return "samsat"
    return _ORANG.get(upp.kode, "pegawai" if upp.jenis is JenisUpp.BIRO else "umum")


def is_silent(upp: ContohUpp, day: date) -> bool:
    """Tell whether an office has fallen silent."""
    return upp.kode == SENYAP[0] and day >= SENYAP[1]


def busyness(upp: ContohUpp, day: date) -> float:
    """Return an office's share of a day's answers, relative to the other offices."""
    if is_silent(upp, day):
        return 0.0
    weight = upp.ramai
    if is_weekend(day) or is_libur(day):
        if upp.jenis is JenisUpp.RUMAH_SAKIT:
            return weight
        if upp.kode in {"dinas-perpustakaan", "museum-kalbar"}:
            return weight * 1.2
        return weight * (0.5 if upp.kode.startswith("uppd-") and day.weekday() == 5 else 0.1)
    if upp.kode == "dinas-dikbud" and day.month in {6, 7}:
        weight *= 2.2  # admission of new pupils
    if upp.kode in {"bpkad", "biro-pbj"} and day.month >= 10:
        weight *= 1.6  # end of the budget year
    if upp.kode.startswith("uppd-") and day.month in {9, 10, 11}:
        weight *= 1.3  # months of tax relief
    return weight


@cache
def _offsets(upp: ContohUpp) -> tuple[float, ...]:
    rng = Random(f"sekampadi/watak/{upp.kode}")  # noqa: S311 - repeatable on purpose
    return tuple(
        MEAN + upp.mutu + _UNSUR[u] + rng.gauss(0, 0.08) + _WEAK.get((upp.kode, u), 0.0)
        for u in URUTAN
    )


def _follow_up(day: date) -> float:
    passed = (day - TINDAK_LANJUT[2]).days
    return _BEFORE + _GAIN * min(1.0, max(0.0, passed / _GAIN_DAYS))


@cache
def quality(upp: ContohUpp, day: date) -> tuple[float, ...]:
    """Return where the nine unsur of an office lie on a day; moves a little with every quarter."""
    quarter = (day.month - 1) // 3
    rng = Random(f"sekampadi/triwulan/{upp.kode}/{day.year}/{quarter}")  # noqa: S311
    years = (day - date(2023, 1, 1)).days / 365
    drift = 0.04 * (1 - math.exp(-years / 2)) + rng.gauss(0, 0.03)
    result = [x + drift for x in _offsets(upp)]
    if upp.kode == TINDAK_LANJUT[0]:
        result[URUTAN.index(TINDAK_LANJUT[1])] += _follow_up(day)
    return tuple(result)
