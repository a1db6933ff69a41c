"""Figures of an annual report's statistics, worked out in another way."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from math import sqrt

import pytest

from sekampadi.domain.survei.responden import words_of
from sekampadi.reports.build.olah.statistik import statistik_tables
from sekampadi.reports.model import Cell, Chart, ChartKind
from tests.reports.statistik_contoh import (
    NAMA,
    Jawaban9,
    random_case,
    tables_of,
    texts_of,
)
from tests.unit.domain.tahunan import acuan
from tests.unit.domain.tahunan.acuan import over_all_seeds


def _shown(x: float | None, places: int = 2) -> str:
    """Round as a person would who sees the number to nine places."""
    if x is None:
        return "–"
    value = Decimal(f"{x:.9f}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{value or abs(value)}".replace(".", ",").replace("-", "−")


def _shown_p(p: float | None) -> str:
    if p is None:
        return "–"
    if p < 0.001:
        return "< 0,001"
    # What is below 0,05 is also written so.
    return "0,049" if 0.0495 <= p < 0.05 else _shown(p, 3)


def _near_p(cell: Cell, p: float | None) -> bool:
    """A p that lies a hair from a thousandth may be rounded to either side of it."""
    hair = 1e-9
    return cell.text in {_shown_p(None if p is None else max(0.0, p + x)) for x in (-hair, 0, hair)}


def column_of(answers: Jawaban9, at: int) -> list[float]:
    return [float(row[at]) for row in answers.nilai]


def rho_of(x: list[float], y: list[float]) -> float | None:
    if len(x) < 10 or acuan.too_few_differ(x, y):
        return None
    return acuan.pearson(acuan.mean_ranks(x), acuan.mean_ranks(y))


def _family(ps: list[float | None]) -> list[float | None]:
    known = iter(acuan.step_up([p for p in ps if p is not None]))
    return [None if p is None else next(known) for p in ps]


@over_all_seeds
def test_univariat_and_keandalan_as_another_computation_prints_them(seed: int) -> None:
    answers, blocks = random_case(seed)
    n = answers.n
    assert bool(blocks["univariat"].isi) == (n > 0)
    if n:
        table = tables_of(blocks["univariat"])["statistik_univariat"]
        for at, row in enumerate(table.rows):
            own = column_of(answers, at)
            counts = [own.count(float(s)) for s in (1, 2, 3, 4)]
            cells = [x for c in counts for x in (f"{c}", _shown(100 * c / n, 1) + " %")]
            spread = sqrt(acuan.variance(own)) if n > 1 else None
            assert texts_of(row) == [NAMA[at], *cells, _shown(sum(own) / n), _shown(spread)]
            assert row[-2].value == answers.hasil.unsur[at].nrr
        assert table.totals[0][1].value == n
    totals = [float(sum(row)) for row in answers.nilai]
    if n < 10 or len(set(totals)) == 1:
        assert blocks["keandalan"].isi == ()
        return
    table = tables_of(blocks["keandalan"])["statistik_keandalan"]
    spread9 = sum(acuan.variance(column_of(answers, at)) for at in range(9))
    assert table.totals[0][1].text == _shown(9 / 8 * (1 - spread9 / acuan.variance(totals)))
    for at, row in enumerate(table.rows):
        own = column_of(answers, at)
        rest = [t - o for t, o in zip(totals, own, strict=True)]
        varies = len(set(own)) > 1 and len(set(rest)) > 1
        assert row[1].text == _shown(acuan.pearson(own, rest) if varies else None)


@over_all_seeds
def test_pairs_as_another_computation_prints_them(seed: int) -> None:
    answers, blocks = random_case(seed)
    pairs = list(combinations(range(9), 2))
    rho = [rho_of(column_of(answers, a), column_of(answers, b)) for a, b in pairs]
    blok = blocks["bivariat"]
    if not any(r is not None for r in rho):
        assert blok.isi == ()
        return
    p = [None if r is None else acuan.p_of_rho(r, answers.n) for r in rho]
    found = dict(zip(pairs, zip(rho, p, _family(p), strict=True), strict=True))
    table = tables_of(blok)["statistik_spearman"]
    assert len(table.rows) == 36
    sizes = []
    for number, row in enumerate(table.rows, start=1):
        r, p_one, p_bh = found.pop((NAMA.index(row[1].text), NAMA.index(row[2].text)))
        assert (row[0].value, row[3].text) == (number, _shown(r))
        assert _near_p(row[5], p_one)
        assert _near_p(row[6], p_bh)
        sizes.append(-1.0 if r is None else abs(r))
        proven = p_bh is not None and p_bh < 0.05
        assert (row[4].text not in {"tidak terbukti", "–"}) == proven
    assert sizes == pytest.approx(sorted(sizes, reverse=True), abs=1e-9)
    known = sum(r is not None for r in rho)
    proven_pairs = sum(x is not None and x < 0.05 for x in _family(p))
    assert [row[3].value for row in table.totals] == [known, proven_pairs]


@dataclass(frozen=True)
class Sendiri:
    """Kruskal-Wallis of a grouping, worked out here.

    Args:
        n: answers of the groups of five and more, of which there are ``groups``.
        left_out: answers of the smaller ones.
        h: by unsur; None where all answers are alike.
    """

    n: int
    groups: int
    left_out: int
    h: list[float | None]

    @property
    def p(self) -> list[float | None]:
        """By unsur, as ``h``."""
        return [None if x is None else acuan.p_of_chi2(x, self.groups - 1) for x in self.h]

    @property
    def epsilon2(self) -> list[float | None]:
        """By unsur, as ``h``."""
        return [None if x is None else x / (self.n - 1) for x in self.h]


def _sendiri(answers: Jawaban9, kunci: str) -> Sendiri:
    cells = answers.kelompok[kunci]
    large = [c for c in dict.fromkeys(cells) if cells.count(c) >= 5]
    n = sum(cells.count(c) for c in large)
    h: list[float | None] = []
    for at in range(9):
        groups = [
            [float(row[at]) for row, c in zip(answers.nilai, cells, strict=True) if c == name]
            for name in large
        ]
        varies = not acuan.groups_too_alike(groups)
        h.append(acuan.kruskal(groups) if len(large) > 1 and varies else None)
    return Sendiri(n, len(large), len(cells) - n, h)


def _family_of_groupings(answers: Jawaban9) -> dict[str, list[float | None]]:
    """Correct the p of all groupings as one family; return them by grouping."""
    p = [x for kunci in answers.kelompok for x in _sendiri(answers, kunci).p]
    corrected = _family(p)
    return {k: corrected[9 * i : 9 * i + 9] for i, k in enumerate(answers.kelompok)}


@over_all_seeds
def test_groups_as_another_computation_prints_them(seed: int) -> None:
    answers, blocks = random_case(seed)
    tables, corrected = tables_of(blocks["kelompok"]), _family_of_groupings(answers)
    for kunci in answers.kelompok:
        own = _sendiri(answers, kunci)
        if own.groups < 2 or not any(x is not None for x in own.h):
            assert f"statistik_kelompok_{kunci}" not in tables
            continue
        table = tables[f"statistik_kelompok_{kunci}"]
        for at, (row, p_bh) in enumerate(zip(table.rows, corrected[kunci], strict=True)):
            by_name = dict(zip(table.columns, row, strict=True))
            assert by_name["Unsur pelayanan"].text == NAMA[at]
            assert by_name["Epsilon kuadrat"].text == _shown(own.epsilon2[at], 3)
            assert _near_p(by_name["p terkoreksi"], p_bh)
            if "H" in by_name:
                assert by_name["H"].text == _shown(own.h[at])
                assert _near_p(by_name["p"], own.p[at])


def _exact(cell: Cell, value: float | None) -> bool:
    """Whether a cell of the Excel file has a figure to its six places."""
    if value is None:
        return cell.value is None
    return cell.value is not None and abs(float(str(cell.value)) - value) <= 0.6e-6


def _exact_p(cell: Cell, p: float | None) -> bool:
    """Likewise for a p, which is told to be below a millionth where it is."""
    return cell.text == "< 0,000001" if p is not None and p < 1e-6 else _exact(cell, p)


@over_all_seeds
def test_groups_of_the_excel_file_as_another_computation_finds_them(seed: int) -> None:
    answers, _ = random_case(seed)
    olah = next(x for x in statistik_tables(answers.statistik) if x.kunci == "olah_kelompok")
    lines = [dict(zip(olah.columns, row, strict=True)) for row in olah.rows]
    assert len(lines) == 9 * len(answers.kelompok)
    corrected = _family_of_groupings(answers)
    # A corrected p of one grouping may be the p of another, and must not tell more than that one.
    each = [_sendiri(answers, kunci) for kunci in answers.kelompok]
    coarse = any(0 < own.left_out < 5 for own in each)
    for at, line in enumerate(lines):
        kunci = list(answers.kelompok)[at // 9]
        own, unsur = _sendiri(answers, kunci), at % 9
        assert (line["Kelompok"].text, line["Unsur"].text) == (words_of(kunci), NAMA[unsur])
        h, p, size = own.h[unsur], own.p[unsur], own.epsilon2[unsur]
        p_bh = corrected[kunci][unsur]
        # Of one to four people who are left out nothing may tell how many they are.
        if h is not None and 0 < own.left_out < 5:
            assert {line[name].value for name in ("Jawaban", "H", "p")} == {None}
            assert line["Epsilon kuadrat"].text == _shown(size, 3)
            assert _near_p(line["p terkoreksi"], p_bh)
            continue
        assert _exact(line["H"], h)
        assert _exact_p(line["p"], p)
        if coarse and p_bh is not None:
            assert _near_p(line["p terkoreksi"], p_bh)
        else:
            assert _exact_p(line["p terkoreksi"], p_bh)
        assert _exact(line["Epsilon kuadrat"], size)
        if h is not None:
            assert (line["Jawaban"].value, line["Derajat bebas"].value) == (own.n, own.groups - 1)


@over_all_seeds
def test_importance_as_another_computation_prints_it(seed: int) -> None:
    answers, blocks = random_case(seed)
    rated = [at for at, u in enumerate(answers.umum) if u is not None]
    whole = [float(answers.umum[at] or 0) for at in rated]
    rho = [rho_of([column_of(answers, at)[i] for i in rated], whole) for at in range(9)]
    blok = blocks["kepentingan"]
    known = [at for at in range(9) if rho[at] is not None]
    if not known:
        assert blok.isi == ()
        return
    p = _family([None if r is None else acuan.p_of_rho(r, len(rated)) for r in rho])
    table = tables_of(blok)["statistik_kepentingan"]
    means = [sum(column_of(answers, at)) / answers.n for at in range(9)]
    for at, row in enumerate(table.rows):
        assert texts_of(row[:2]) == [NAMA[at], _shown(rho[at])]
        assert _near_p(row[2], p[at])
        assert row[3].value == answers.hasil.unsur[at].nrr
    line = table.totals[0]
    assert line[1].text == _shown(sum(rho[at] or 0 for at in known) / len(known))
    assert line[3].text == _shown(sum(means[at] for at in known) / len(known))
    assert table.totals[1][1].value == len(rated)
    # Without any proof nothing is put into a quadrant, in words, table or picture.
    proven = any(x is not None and x < 0.05 for x in p)
    charts = [x for x in blok.isi if isinstance(x, Chart)]
    assert ("Kuadran" in table.columns) == (len(charts) == 1) == proven
    if proven:
        assert charts[0].kind is ChartKind.KUADRAN
        assert [v is None for v in charts[0].series[1].nilai] == [r is None for r in rho]
