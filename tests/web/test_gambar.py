"""Charts on the screen: the drawing of the paper, whole at every width, in colours that follow the page."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from sekampadi.domain.ikm import Metode, compute_ikm
from sekampadi.reports.build.tren import trend_chart
from sekampadi.reports.model import Chart, Series
from sekampadi.reports.render.fonts import BOLD, REGULAR
from sekampadi.theme import css_variables
from sekampadi.web.ui.states.gambar import (
    MIDDLE,
    ShownChart,
    ShownDrawing,
    show_chart,
    show_line,
)
from tests.architecture.test_layers import PROGRAM, SOURCES
from tests.reports.laporan_contoh import HOSTILE, NAMA_200, charts, empty

D = Decimal
YEAR = [D(v) for v in ("86.60", "86.10", "86.90", "87.20", "86.00", "85.50", "86.40")]
TREND = trend_chart("Tren", [f"I {2018 + i}" for i in range(7)], YEAR, least=D(2))


def _widths(shown: ShownChart) -> tuple[ShownDrawing, ShownDrawing]:
    return shown.wide, shown.narrow


@pytest.mark.parametrize("nama", ["", NAMA_200, HOSTILE, "W" * 200])
def test_everything_lies_inside_at_every_width(nama: str) -> None:
    for chart in (*charts(nama), *empty().charts[:-1], TREND):
        for wide in (520, MIDDLE):
            for drawing in _widths(show_chart(chart, wide)):
                _, _, width, height = map(float, drawing.box.split())
                for text in drawing.texts:
                    font = BOLD if text.weight == 700 else REGULAR
                    long = stringWidth(text.text, font, float(text.size))
                    left = (
                        float(text.x) - {"start": 0, "middle": long / 2, "end": long}[text.anchor]
                    )
                    assert -1 <= left <= left + long <= width + 1, (chart.kunci, text)
                    assert 0 <= float(text.y) <= height
                for shape in drawing.shapes:
                    for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", shape.d):
                        assert -1 <= float(x) <= width + 1
                        assert -1 <= float(y) <= height + 1


@pytest.mark.parametrize("chart", [charts()[0], TREND], ids=["batang", "tren"])
def test_every_number_of_bars_and_points_is_written(chart: Chart) -> None:
    numbers = [str(v).replace(".", ",") for v in chart.series[0].nilai]
    for drawing in _widths(show_chart(chart, MIDDLE)):
        texts = [text.text for text in drawing.texts]
        assert set(numbers) - set(texts) == set()


def test_numbers_that_would_overlap_are_left_out_but_not_the_newest() -> None:
    months = trend_chart("Tren", ["Jan"] * 12, [D("86.10") + i for i in range(12)], least=D("0.25"))
    wide, narrow = _widths(show_chart(months, MIDDLE))
    assert [t.text for t in wide.texts].count("Jan") == 12
    written = [t for t in narrow.texts if t.text[0].isdigit()]
    assert 3 < len(written) < 12
    assert written[-1].text == "97,10"
    ends = [(float(t.x), stringWidth(t.text, BOLD, float(t.size)) / 2) for t in written]
    for (x, half), (other, half_other) in pairwise(ends):
        assert x + half < other - half_other


def test_a_line_shows_the_classes_it_passes_and_a_dip_its_number_below() -> None:
    wide, _ = _widths(show_chart(replace(TREND, high=D(88)), MIDDLE))
    assert [t.text for t in wide.texts if t.text.startswith("Mutu")] == []  # it begins at 88,31
    higher = replace(TREND, high=D(90), series=(Series("x", tuple(v + 2 for v in YEAR)),))
    wide, _ = _widths(show_chart(higher, MIDDLE))
    assert [t.text for t in wide.texts if t.text.startswith("Mutu")] == ["Mutu A"]
    heights = {t.text: float(t.y) for t in wide.texts}
    # The points are 36 apart: the figure of the dip stands below its own, that of the peak above.
    assert heights["87,50"] - heights["89,20"] > 36 + 12


@pytest.mark.parametrize(
    ("points", "said"),
    [
        # A month of nine answers is neither the best nor the worst.
        (
            [(9, 4), (10, 3), (60, 2), (1, 1)],
            "Tertinggi 74,93 (Bulan 1), terendah 49,95 (Bulan 2).",
        ),
        ([(10, 3), (9, 4)], ""),
        ([(10, 3), (60, 3)], ""),
        ([(0, 0)], "Belum ada data."),
    ],
)
def test_highest_and_lowest_are_of_points_with_answers_enough(
    points: list[tuple[int, int]], said: str
) -> None:
    line = show_line(
        "IKM",
        [
            (f"Bulan {at}", f"B{at}", compute_ikm(n, [n * score] * 9, Metode.SEKAMPADI))
            for at, (n, score) in enumerate(points)
        ],
        least=D(2),
    )
    assert line.kalimat == said


def test_many_bars_stay_one_drawing() -> None:
    labels = tuple(f"Dinas {i}" for i in range(60))
    series = Series("x", tuple(D(50 + i % 50) for i in range(60)))
    chart = replace(charts()[0], labels=labels, series=(series,), high=D(100))
    for drawing in _widths(show_chart(chart)):
        assert sum(text.text.startswith("Dinas ") for text in drawing.texts) == 60


def test_every_colour_is_one_that_the_page_can_change() -> None:
    known = set(re.findall(r"--[\w-]+", css_variables()))
    for chart in charts():
        for drawing in _widths(show_chart(chart)):
            used = {c for s in drawing.shapes for c in (s.fill, s.stroke)}
            used |= {text.fill for text in drawing.texts}
            names = {m[1] for c in used if (m := re.fullmatch(r"var\((--[\w-]+)\)", c))}
            assert len(names) == len(used - {"none"})
            assert names <= known


def test_no_page_takes_markup_from_a_state() -> None:
    for path in SOURCES:
        if path.is_relative_to(PROGRAM / "web"):
            text = path.read_text(encoding="utf-8")
            assert "rx.html(" not in text
            assert "dangerously" not in text, path
