"""The figures once more, from the single answers in plain Python: nothing here is shared with the program.

Raw rows are read with three SELECTs; filtering, counting, dividing and rounding are done by hand.
Tests hold what services and documents say against this.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, getcontext
from math import sqrt
from statistics import fmean, variance
from typing import Any

from scipy.special import stdtr, stdtrit
from sqlalchemy import Engine, text

getcontext().prec = 60

NAMES = ("u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9")
WEIGHTS = {
    "sekampadi": Decimal("0.111"),
    "tepat": Decimal(1) / Decimal(9),
    "permen": Decimal("0.11"),
}
AGES = (
    ("<=19", 0, 19),
    ("20-25", 20, 25),
    ("26-35", 26, 35),
    ("36-45", 36, 45),
    ("46-55", 46, 55),
    (">=56", 56, 999),
)
CLASSES = (("88.31", "A", "Sangat Baik"), ("76.61", "B", "Baik"), ("65.00", "C", "Kurang Baik"))


def half_up(value: Decimal, places: str = "0.01") -> Decimal:
    """Round as people do."""
    return value.quantize(Decimal(places), ROUND_HALF_UP)


def comma(value: Decimal | int | None) -> str:
    """Write a number as an Indonesian document does."""
    if value is None:
        return "–"
    whole, _, rest = str(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{rest}" if rest else grouped


def classify(value: Decimal | None) -> tuple[str, str] | None:
    """Return the class of an index and its words."""
    if value is None:
        return None
    for lower, letter, words in CLASSES:
        if value >= Decimal(lower):
            return letter, words
    return "D", "Tidak Baik"


@dataclass(frozen=True)
class Unsur:
    """One unsur, by hand."""

    jumlah: int
    nrr: Decimal | None
    tertimbang: Decimal | None
    nik: Decimal | None
    mutu: tuple[str, str] | None
    sebaran: tuple[int, int, int, int]


@dataclass(frozen=True)
class Hitungan:
    """The figures of some answers, by hand."""

    n: int
    ikm: Decimal | None
    exact: Decimal | None
    mutu: tuple[str, str] | None
    margin: Decimal | None
    unsur: tuple[Unsur, ...]
    umum: dict[int, int]
    jenis_kelamin: dict[str, int]
    usia: dict[str, int]
    pendidikan: dict[str, int]
    pekerjaan: dict[str, int]
    saran: list[str]


class Jawaban:
    """All answers of a database, removed ones left out.

    Args:
        engine: the database.
    """

    def __init__(self, engine: Engine) -> None:
        with engine.connect() as connection:
            self.upp = {r["id"]: dict(r) for r in self._all(connection, "upp")}
            self.layanan = {r["id"]: dict(r) for r in self._all(connection, "layanan")}
            self.rows = [
                dict(r) for r in self._all(connection, "jawaban") if r["dihapus_pada"] is None
            ]
        for row in self.rows:
            row["upp_id"] = self.layanan[row["layanan_id"]]["upp_id"]
            if isinstance(row["tanggal"], str):
                row["tanggal"] = date(*(int(part) for part in row["tanggal"].split("-")))

    @staticmethod
    def _all(connection: Any, table: str) -> list[Mapping[str, Any]]:
        return list(connection.execute(text(f"SELECT * FROM {table}")).mappings())

    def pick(
        self,
        dari: date | None = None,
        sampai: date | None = None,
        *,
        upp: Iterable[int] | None = None,
        layanan: Iterable[int] | None = None,
    ) -> list[dict[str, Any]]:
        """Return the answers of a part of the province in some days, both ends included."""
        some_upp = None if upp is None else set(upp)
        some_layanan = None if layanan is None else set(layanan)
        found = []
        for row in self.rows:
            if dari is not None and row["tanggal"] < dari:
                continue
            if sampai is not None and row["tanggal"] > sampai:
                continue
            if some_upp is not None and row["upp_id"] not in some_upp:
                continue
            if some_layanan is not None and row["layanan_id"] not in some_layanan:
                continue
            found.append(row)
        return sorted(found, key=lambda row: (row["tanggal"], row["id"]))

    def by_upp(
        self, rows: Sequence[Mapping[str, Any]], metode: str = "sekampadi"
    ) -> dict[int, Hitungan]:
        """Work out the figures of each UPP that has answers among these."""
        ids = {row["upp_id"] for row in rows}
        return {i: hitung([r for r in rows if r["upp_id"] == i], metode) for i in ids}


def rata_rata(each: Iterable[Hitungan]) -> Decimal | None:
    """Return the mean of the unrounded indices."""
    known = [h.exact for h in each if h.exact is not None]
    return half_up(sum(known, Decimal(0)) / len(known)) if known else None


def _count(values: Iterable[Any]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


def _age(years: int) -> str:
    return next(name for name, low, high in AGES if low <= years <= high)


def _unsur(scores: Sequence[int], weight: Decimal) -> Unsur:
    n = len(scores)
    if not n:
        return Unsur(0, None, None, None, None, (0, 0, 0, 0))
    mean = Decimal(sum(scores)) / n
    nik = half_up(mean * 25)
    spread = (scores.count(1), scores.count(2), scores.count(3), scores.count(4))
    return Unsur(sum(scores), half_up(mean), half_up(mean * weight), nik, classify(nik), spread)


def hitung(
    rows: Sequence[Mapping[str, Any]], metode: str = "sekampadi", populasi: int | None = None
) -> Hitungan:
    """Work out the figures of some answers.

    Args:
        rows: the answers.
        metode: the weight method.
        populasi: people served, when known and it is the own report of an UPP.
    """
    weight, n = WEIGHTS[metode], len(rows)
    # One index for each answer: their mean is the index, and their spread its margin.
    points = [sum(Decimal(row[u]) for u in NAMES) * weight * 25 for row in rows]
    exact = sum(points, Decimal(0)) / n if n else None
    margin = None
    if exact is not None and n >= 10 and len(set(points)) > 1:
        variance = sum(((p - exact) ** 2 for p in points), Decimal(0)) / (n - 1)
        if populasi is not None and populasi >= n:
            variance *= Decimal(populasi - n) / populasi
        margin = half_up(Decimal(float(stdtrit(n - 1, 0.975))) * (variance / n).sqrt())
    # A weight of one ninth is not exact here, so the index is cleaned of the last digits.
    ikm = half_up(half_up(exact, "1." + "0" * 40)) if exact is not None else None
    return Hitungan(
        n,
        ikm,
        exact,
        classify(ikm),
        margin,
        tuple(_unsur([row[u] for row in rows], weight) for u in NAMES),
        _count(row["umum"] for row in rows),
        _count(row["jenis_kelamin"] for row in rows),
        _count(_age(row["usia"]) for row in rows),
        _count(row["pendidikan"] for row in rows),
        _count(row["pekerjaan"] for row in rows),
        [row["saran"] for row in rows if row["saran"]],
    )


@dataclass(frozen=True)
class Beda:
    """What became of a mean, by hand: its change, the margin of it, and two p (a fall; either way)."""

    selisih: float
    margin: Decimal | None
    p_turun: float
    p_dua: float


def bandingkan(now: Sequence[float], then: Sequence[float]) -> Beda | None:
    """Compare two means (Welch); None with fewer than ten answers in one of them.

    What is all alike takes the variance of the other; two of that kind are not for here.
    """
    if min(len(now), len(then)) < 10:
        return None
    first, second = variance(now), variance(then)
    first, second = first or second, second or first
    a, b = first / len(now), second / len(then)
    df = (a + b) ** 2 / (a**2 / (len(now) - 1) + b**2 / (len(then) - 1))
    change, error = fmean(now) - fmean(then), sqrt(a + b)
    margin = half_up(Decimal(float(stdtrit(df, 0.975)) * error))
    fell = float(stdtr(df, change / error))
    return Beda(change, margin, fell, 2 * min(fell, 1 - fell))


def bersama(p: Sequence[float]) -> list[float]:
    """Correct the p of tests made together (Holm): the largest of all lesser ones times what is left."""
    order = sorted(p)
    return [max(min(1.0, x * (len(p) - k)) for k, x in enumerate(order) if x <= own) for own in p]


def simpulkan(
    pairs: Sequence[tuple[Beda, Decimal]], *, dua_arah: bool = False
) -> list[tuple[str, float]]:
    """Name changes that were tested together, each with its p.

    Args:
        pairs: the test, and the change of the printed figures.
        dua_arah: whether a fall takes a test of both sides, too.
    """
    both = bersama([b.p_dua for b, _ in pairs])
    down = both if dua_arah else bersama([b.p_turun if b.selisih < 0 else 1.0 for b, _ in pairs])
    found = []
    for (beda, change), p_down, p_both in zip(pairs, down, both, strict=True):
        fell = beda.selisih < 0
        large = abs(change) >= 2
        p = p_down if large and fell else p_both
        if p < 0.05 and (beda.margin is None or abs(change) > beda.margin):
            word = ("turun" if fell else "naik") if large else "bergeser"
        else:
            word, p = "belum dapat dibedakan", max(p_down, p_both) if fell else p_both
        found.append((word, p))
    return found
