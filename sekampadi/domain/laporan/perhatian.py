"""Perhatian: what leaders have to look at. A figure is only named when it is more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sekampadi.domain.laporan.perbandingan import Arah, judge
from sekampadi.domain.laporan.peringkat import Bagian
from sekampadi.domain.laporan.uji import N_UJI, TARAF, Beda, against, holm
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.i18n import format_angka, t

UNSUR_MIN = Decimal("2.60")
"""NRR where "kurang baik" ends (PermenPANRB 14/2017)."""
DIAM_HARI = 14
"""Days without an answer."""
AKHIR_HARI = 14
"""Days before its end in which a quarter counts as about to end."""
CUKUP = 30
"""Answers a quarter needs."""
_SKALA = 25
"""An NRR in points of the index."""


class JenisPerhatian(StrEnum):
    """What needs attention."""

    TURUN = "turun"
    UNSUR = "unsur"
    DIAM = "diam"
    KURANG = "kurang"


@dataclass(frozen=True, slots=True)
class Perhatian:
    """Something that needs attention, in one sentence.

    Args:
        buruk: how bad it is, in points of the index.
    """

    jenis: JenisPerhatian
    bagian: Bagian
    kalimat: str
    buruk: Fraction


def _give_or_take(value: Decimal | None, beda: Beda) -> str:
    """Write a figure with its margin; without one where no answer differs from another."""
    words = format_angka(value)
    return words if beda.margin is None else f"{words} ± {format_angka(beda.margin)}"


def _fallen(bagian: Sequence[Bagian]) -> list[Perhatian]:
    found = []
    changes = judge([(b.teliti_kini, b.teliti_lalu) for b in bagian])
    for b, change in zip(bagian, changes, strict=True):
        if change.arah is not Arah.TURUN or change.beda is None:
            continue
        if b.kini.nilai is None or b.lalu.nilai is None:
            continue
        words = t(
            "IKM turun {turun} poin, dari {dari} (n {n_dari}) menjadi {ke} (n {n_ke})",
            turun=_give_or_take(b.lalu.nilai - b.kini.nilai, change.beda),
            dari=format_angka(b.lalu.nilai),
            n_dari=format_angka(b.lalu.n),
            ke=format_angka(b.kini.nilai),
            n_ke=format_angka(b.kini.n),
        )
        found.append(Perhatian(JenisPerhatian.TURUN, b, words, -change.beda.selisih))
    return found


def _low_unsur(bagian: Sequence[Bagian]) -> list[Perhatian]:
    """Return the parts with an unsur below the bound, one-sided and corrected for all unsur of all."""
    tests: list[tuple[Bagian, Unsur, Beda]] = []
    for b in bagian:
        for unsur, sampel in zip(URUTAN, b.hitung.unsur(), strict=True):
            if beda := against(sampel, Fraction(UNSUR_MIN)):
                tests.append((b, unsur, beda))
    low: dict[int, list[tuple[Unsur, Beda]]] = {}
    corrected = holm([x.p_turun if x.selisih < 0 else 1.0 for *_, x in tests])
    for (b, unsur, beda), p in zip(tests, corrected, strict=True):
        if p < TARAF:
            low.setdefault(b.id, []).append((unsur, beda))
    found = []
    for b in bagian:
        mine = sorted(low.get(b.id, ()), key=lambda pair: pair[1].selisih)
        if not mine:
            continue
        nrr = {x.unsur: x.nrr for x in b.kini.unsur}
        alike = all(beda.margin is None for _, beda in mine)
        same = t(" (semua jawaban sama)")
        said = ", ".join(
            f"{u.nama} {_give_or_take(nrr[u], beda)}"
            + (same if beda.margin is None and not alike else "")
            for u, beda in mine
        )
        said += same if alike else ""
        words = t("unsur di bawah {batas}: {unsur}", batas=format_angka(UNSUR_MIN), unsur=said)
        worst = -mine[0][1].selisih * _SKALA
        found.append(Perhatian(JenisPerhatian.UNSUR, b, words, worst))
    return found


def find_perhatian(bagian: Sequence[Bagian]) -> tuple[Perhatian, ...]:
    """Return what needs attention and is more than chance, the worst first."""
    found = [*_fallen(bagian), *_low_unsur(bagian)]
    return tuple(sorted(found, key=lambda p: (-p.buruk, p.bagian.nama)))


def tell_nothing(bagian: Sequence[Bagian], sebutan: str) -> str:
    """Say that nothing was found to need attention, or that nothing could be looked at.

    Args:
        bagian: the parts that were looked at.
        sebutan: what one of them is called.
    """
    now = [b for b in bagian if b.kini.n >= N_UJI]
    if not now:
        return t(
            "Belum dapat dinilai: belum ada {bagian} dengan {n} jawaban pada triwulan ini.",
            bagian=sebutan,
            n=N_UJI,
        )
    if not any(b.lalu.n >= N_UJI for b in now):
        return t(
            "Tidak ada {bagian} dengan unsur rendah yang melampaui faktor kebetulan; penurunan belum "
            "dapat dinilai, karena jawaban triwulan lalu terlalu sedikit.",
            bagian=sebutan,
        )
    return t(
        "Tidak ada {bagian} dengan penurunan atau unsur rendah yang melampaui faktor kebetulan.",
        bagian=sebutan,
    )


@dataclass(frozen=True, slots=True)
class Pengumpulan:
    """Parts from which too few answers come: counted, not estimated.

    Args:
        bagian: which, by name.
    """

    jenis: JenisPerhatian
    kalimat: str
    bagian: tuple[Bagian, ...]


def find_pengumpulan(
    bagian: Sequence[Bagian], hari_ini: date, akhir: date
) -> tuple[Pengumpulan, ...]:
    """Return where too few answers come from.

    Args:
        hari_ini: the province's current day.
        akhir: the last day of the running quarter.
    """
    left = (akhir - hari_ini).days
    active = sorted((b for b in bagian if b.aktif), key=lambda b: b.nama)
    silent = tuple(b for b in active if not b.akhir_ini and not b.baru)
    few = tuple(b for b in active if b.akhir_ini and b.kini.n < CUKUP)
    found = []
    if silent:
        words = t("Tidak ada jawaban selama {n} hari terakhir", n=DIAM_HARI)
        found.append(Pengumpulan(JenisPerhatian.DIAM, words, silent))
    if few and left <= AKHIR_HARI:
        words = t(
            "Belum {cukup} jawaban, sedangkan triwulan berakhir {sisa} hari lagi",
            cukup=CUKUP,
            sisa=left,
        )
        found.append(Pengumpulan(JenisPerhatian.KURANG, words, few))
    return tuple(found)
