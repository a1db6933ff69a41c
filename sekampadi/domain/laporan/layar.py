"""Layar: what leaders are told of the figures: why they moved, and what needs their attention."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Self

from sekampadi.domain.ikm import HasilIkm, Metode, compute_ikm, round_half_up
from sekampadi.domain.laporan.peringkat import Bagian
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.i18n import format_angka, t


@dataclass(frozen=True, slots=True)
class Hitung:
    """As much of the counters as an index and its margin need.

    Args:
        n: answers.
        jumlah: the sums of their nine scores.
        total_kuadrat: sum of the squares of the answers' totals.
    """

    n: int = 0
    jumlah: tuple[int, ...] = (0,) * len(URUTAN)
    total_kuadrat: int = 0

    def __add__(self, other: Self) -> Self:
        """Merge two sets that share no answer."""
        sums = tuple(a + b for a, b in zip(self.jumlah, other.jumlah, strict=True))
        return type(self)(self.n + other.n, sums, self.total_kuadrat + other.total_kuadrat)

    def __sub__(self, other: Self) -> Self:
        """Leave out a set that is part of this one."""
        sums = tuple(a - b for a, b in zip(self.jumlah, other.jumlah, strict=True))
        return type(self)(self.n - other.n, sums, self.total_kuadrat - other.total_kuadrat)

    def hasil(self, metode: Metode) -> HasilIkm:
        """Compute the index."""
        return _hasil(self, metode)


@lru_cache(maxsize=1024)
def _hasil(hitung: Hitung, metode: Metode) -> HasilIkm:
    # From one look at the screen to the next most parts have not changed.
    return compute_ikm(hitung.n, hitung.jumlah, metode)


def total(parts: Iterable[Hitung]) -> Hitung:
    """Merge any number of sets that share no answer."""
    result = Hitung()
    for part in parts:
        result = result + part
    return result


@dataclass(frozen=True, slots=True)
class Gerak:
    """How an index moved, and what moved it most.

    Args:
        dari: before.
        ke: after.
        n_dari: answers before.
        n_ke: answers after.
        unsur: the unsur that changed most in the direction of the index; None when it stood still.
        unsur_selisih: by how much its NRR changed.
        bagian: the part (a layanan) that pulled most in that direction.
        bagian_n: its answers after.
    """

    dari: Decimal
    ke: Decimal
    n_dari: int
    n_ke: int
    unsur: Unsur | None
    unsur_selisih: Decimal
    bagian: int | None
    bagian_n: int

    @property
    def selisih(self) -> Decimal:
        """The difference of the two published figures."""
        return self.ke - self.dari


def _signed(value: Fraction) -> Decimal:
    return round_half_up(value) if value >= 0 else -round_half_up(-value)


def pulls(
    before: Mapping[int, Hitung], after: Mapping[int, Hitung], metode: Metode
) -> dict[int, Fraction]:
    """Return how far each part pulled the index; together exactly its change.

    Args:
        before: part -> its answers before.
        after: part -> its answers after.
        metode: the weight method.

    Each part pulls with its share of the answers times its distance from the index before: so a
    part counts that became better or worse, and one that only grew or shrank.
    """
    was, now = total(before.values()), total(after.values())
    base = was.hasil(metode).exact
    if base is None or not now.n:
        return {}

    def share(part: Hitung | None, whole: int) -> Fraction:
        # (index of the part - base) x its share of the answers, with the answers cancelled out.
        return (metode.bobot * 25 * sum(part.jumlah) - base * part.n) / whole if part else none

    none = Fraction(0)
    return {
        key: share(after.get(key), now.n) - share(before.get(key), was.n)
        for key in before.keys() | after.keys()
    }


def explain(
    before: Mapping[int, Hitung], after: Mapping[int, Hitung], metode: Metode
) -> Gerak | None:
    """Say how an index moved and why; None when one of the two does not exist.

    Args:
        before: part -> its answers before.
        after: part -> its answers after.
        metode: the weight method of both: another method is no movement of the citizens' opinion.
    """
    was, now = total(before.values()), total(after.values())
    a, b = was.hasil(metode), now.hasil(metode)
    if a.nilai is None or b.nilai is None or a.exact is None or b.exact is None:
        return None
    change = b.exact - a.exact
    if not change:
        return Gerak(a.nilai, b.nilai, was.n, now.n, None, Decimal("0.00"), None, 0)
    sign = 1 if change > 0 else -1
    moved = {
        u: Fraction(y, now.n) - Fraction(x, was.n)
        for u, x, y in zip(URUTAN, was.jumlah, now.jumlah, strict=True)
    }
    unsur = max(URUTAN, key=lambda u: sign * moved[u])
    pulled = pulls(before, after, metode)
    part = max(sorted(pulled), key=lambda k: sign * pulled[k])
    n = after[part].n if part in after else 0
    return Gerak(a.nilai, b.nilai, was.n, now.n, unsur, _signed(moved[unsur]), part, n)


def format_selisih(value: Decimal) -> str:
    """Write a change with its sign, ``+0,12``; ``±0,00`` when there is none."""
    if not value:
        return "±" + format_angka(abs(value))
    return ("+" if value > 0 else "−") + format_angka(abs(value))


def _because(gerak: Gerak, bagian: str) -> str:
    if gerak.unsur is None or not gerak.selisih:
        return ""  # what cannot be seen in the figure needs no reason
    words = t(
        "yang paling {kerja}: unsur {unsur}",
        kerja=t("mendorong") if gerak.selisih > 0 else t("menekan"),
        unsur=gerak.unsur.nama,
    )
    if gerak.unsur_selisih:
        words += f" ({format_selisih(gerak.unsur_selisih)})"
    if bagian:
        words += t(
            " dan layanan {bagian} ({n} jawaban)", bagian=bagian, n=format_angka(gerak.bagian_n)
        )
    return words


def _moved(gerak: Gerak) -> str:
    nilai = format_angka(gerak.ke)
    if not gerak.selisih:
        return t("IKM tetap {nilai}", nilai=nilai)
    kerja = t("naik") if gerak.selisih > 0 else t("turun")
    return t(
        "IKM {kerja} {selisih} menjadi {nilai}",
        kerja=kerja,
        selisih=format_angka(abs(gerak.selisih)),
        nilai=nilai,
    )


def sentence_since_yesterday(gerak: Gerak | None, bagian: str, hari_ini: int) -> str:
    """Say in one sentence why the running quarter's index moved since yesterday.

    Args:
        gerak: the movement; None when there was nothing to compare with.
        bagian: the name of the layanan that pulled most.
        hari_ini: answers of today.
    """
    if not hari_ini:
        return t("Belum ada jawaban hari ini; angka masih seperti kemarin.")
    answers = format_angka(hari_ini)
    if gerak is None:
        return t("Hari ini masuk {n} jawaban, yang pertama pada triwulan ini.", n=answers)
    because = _because(gerak, bagian)
    return t(
        "Sejak kemarin {gerak} dengan {n} jawaban baru{sebab}.",
        gerak=_moved(gerak),
        n=answers,
        sebab="; " + because if because else "",
    )


def sentence_since_quarter(gerak: Gerak | None, bagian: str, lalu: str) -> str:
    """Say in one sentence why the index differs from that of the quarter before.

    Args:
        gerak: the movement; None when one of the two quarters has no answers.
        bagian: the name of the layanan that pulled most.
        lalu: the name of the quarter before.
    """
    if gerak is None:
        return t("Belum dapat dibandingkan dengan {lalu}: belum ada cukup data.", lalu=lalu)
    because = _because(gerak, bagian)
    return t(
        "Dibandingkan {lalu} ({nilai} dari {n_dari} jawaban) {gerak} dari {n_ke} jawaban{sebab}.",
        lalu=lalu,
        nilai=format_angka(gerak.dari),
        n_dari=format_angka(gerak.n_dari),
        gerak=_moved(gerak),
        n_ke=format_angka(gerak.n_ke),
        sebab="; " + because if because else "",
    )


class JenisPerhatian(StrEnum):
    """What needs attention, the most urgent first."""

    UNSUR = "unsur"
    TURUN = "turun"
    DIAM = "diam"
    KURANG = "kurang"


@dataclass(frozen=True, slots=True)
class AmbangPerhatian:
    """When something needs attention.

    Args:
        unsur: an unsur's NRR below this; 2.60 is where "kurang baik" ends (PermenPANRB 14/2017).
        unsur_n: answers an unsur's figure needs before it means something.
        turun: points an index falls against the quarter before.
        turun_n: answers both quarters need.
        diam_hari: days without an answer.
        akhir_hari: days before its end in which a quarter counts as about to end.
        cukup: answers a quarter needs.
    """

    unsur: Decimal = Decimal("2.60")
    unsur_n: int = 5
    turun: Decimal = Decimal("2.00")
    turun_n: int = 10
    diam_hari: int = 14
    akhir_hari: int = 14
    cukup: int = 30


AMBANG_PERHATIAN = AmbangPerhatian()
"""The thresholds as shipped."""


@dataclass(frozen=True, slots=True)
class Perhatian:
    """Something that needs attention, in one sentence."""

    jenis: JenisPerhatian
    bagian: Bagian
    kalimat: str


def _low_unsur(bagian: Bagian, ambang: AmbangPerhatian) -> str:
    if bagian.kini.n < ambang.unsur_n:
        return ""
    low = [x for x in bagian.kini.unsur if x.nrr is not None and x.nrr < ambang.unsur]
    low.sort(key=lambda x: x.nrr or Decimal(0))
    return ", ".join(f"{x.unsur.nama} {format_angka(x.nrr)}" for x in low)


def find_perhatian(
    bagian: Sequence[Bagian],
    hari_ini: date,
    akhir: date,
    ambang: AmbangPerhatian = AMBANG_PERHATIAN,
) -> tuple[Perhatian, ...]:
    """Return what needs attention, the most urgent first.

    Args:
        hari_ini: the province's current day.
        akhir: the last day of the running quarter.
    """
    left = (akhir - hari_ini).days
    found: list[Perhatian] = []
    for b in bagian:

        def add(jenis: JenisPerhatian, kalimat: str, b: Bagian = b) -> None:
            found.append(Perhatian(jenis, b, kalimat))

        if low := _low_unsur(b, ambang):
            batas = format_angka(ambang.unsur)
            add(JenisPerhatian.UNSUR, t("unsur di bawah {batas}: {unsur}", batas=batas, unsur=low))
        if b.kini.nilai is not None and b.lalu.nilai is not None:
            fall = b.lalu.nilai - b.kini.nilai
            if fall >= ambang.turun and min(b.kini.n, b.lalu.n) >= ambang.turun_n:
                words = t(
                    "IKM turun {turun}, dari {dari} menjadi {ke}",
                    turun=format_angka(fall),
                    dari=format_angka(b.lalu.nilai),
                    ke=format_angka(b.kini.nilai),
                )
                add(JenisPerhatian.TURUN, words)
        if b.aktif and not b.akhir_ini:
            words = t("tidak ada jawaban selama {n} hari terakhir", n=ambang.diam_hari)
            add(JenisPerhatian.DIAM, words)
        elif b.aktif and left <= ambang.akhir_hari and b.kini.n < ambang.cukup:
            words = t(
                "baru {n} dari {cukup} jawaban, sedangkan triwulan berakhir {sisa} hari lagi",
                n=b.kini.n,
                cukup=ambang.cukup,
                sisa=left,
            )
            add(JenisPerhatian.KURANG, words)
    order = list(JenisPerhatian)
    return tuple(sorted(found, key=lambda p: (order.index(p.jenis), p.bagian.nama)))
