"""Charts for paper: same numbers, colours and order as the screen, nothing outside, vectors and pictures."""

import io
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth

from sekampadi import theme
from sekampadi.reports.model import Chart, ChartKind, Palette, Series
from sekampadi.reports.render.chart import MOST_LABELS, colours, draw_chart
from sekampadi.reports.render.drawing import Drawing, Shape, Stroke, Text, to_png, to_svg
from sekampadi.reports.render.fonts import BOLD, REGULAR
from tests.reports.laporan_contoh import HOSTILE, NAMA_200, charts, empty

D = Decimal


def _edges(drawing: Drawing) -> tuple[float, float, float, float]:
    xs: list[float] = []
    ys: list[float] = []
    for part in drawing.parts:
        if isinstance(part, Text):
            wide = stringWidth(part.text, BOLD if part.bold else REGULAR, part.size)
            start = {"start": 0.0, "middle": wide / 2, "end": wide}[part.anchor]
            xs += [part.x - start, part.x - start + wide]
            ys += [part.y - part.size, part.y]
        else:
            points = part.corners if isinstance(part, Shape) else part.points
            xs += [p[0] for p in points]
            ys += [p[1] for p in points]
    return min(xs), max(xs), min(ys), max(ys)


@pytest.mark.parametrize("width", [240.0, 505.0, 752.0])
@pytest.mark.parametrize("nama", ["", NAMA_200, HOSTILE, "W" * 200, " "])
def test_nothing_lies_outside(width: float, nama: str):
    for chart in (*charts(nama), *empty().charts):
        for drawing in draw_chart(chart, width):
            left, right, top, bottom = _edges(drawing)
            assert left >= -0.5, chart.kunci
            assert right <= drawing.width + 0.5 <= width + 1, chart.kunci
            assert top >= -2
            assert bottom <= drawing.height + 0.5


@pytest.mark.parametrize("chart", charts(), ids=lambda c: c.kunci)
def test_every_number_is_written_out(chart: Chart):
    (drawing,) = draw_chart(chart, 505)
    texts = [p.text for p in drawing.parts if isinstance(p, Text)]
    if chart.kind is ChartKind.BATANG:
        bold = [p.text for p in drawing.parts if isinstance(p, Text) and p.bold]
        assert bold == [
            "3,48", "3,34", "3,38", "3,76", "3,28", "3,38", "3,52", "3,31", "3,76"
        ]  # fmt: skip
    if chart.kind is ChartKind.TUMPUK:
        assert {"Nilai 1", "Nilai 4", "1", "12"} <= set(texts)
    if chart.kind is ChartKind.GARIS:
        assert {"86,18", "90"} <= set(texts)


def test_the_colours_are_those_of_the_screen_in_their_order():
    tumpuk = charts()[1]
    assert colours(tumpuk, 4) == [theme.SKOR[s] for s in (1, 2, 3, 4)]
    assert colours(charts()[2], 6) == list(theme.GRAFIK)
    assert colours(charts()[0], 2, "#123456") == ["#123456", "#123456"]
    (drawing,) = draw_chart(tumpuk, 505)
    fills = [p.fill for p in drawing.parts if isinstance(p, Shape)]
    assert fills[:4] == [theme.SKOR[s] for s in (1, 2, 3, 4)]


def test_stacked_bars_differ_without_colour():
    (drawing,) = draw_chart(charts()[1], 505)
    hatched = {
        tuple(sorted({round(b[0] - a[0] != 0) + 2 * round(b[1] - a[1] != 0) for a, b in pairwise(p.points)}))
        for p in drawing.parts
        if isinstance(p, Stroke)
    }  # fmt: skip
    assert hatched == {(1,), (2,), (3,)}  # lying, standing and slanted lines; the best is solid


def test_many_bars_go_on_in_a_further_drawing_on_the_same_scale():
    values = tuple(D(i) for i in range(60, 120))
    chart = Chart(
        "x", "x", ChartKind.BATANG, tuple(f"UPP {i}" for i in range(60)), (Series("n", values),), Palette.AKSEN
    )  # fmt: skip
    drawings = draw_chart(chart, 505)
    assert len(drawings) == -(-60 // MOST_LABELS)
    texts = [p.text for d in drawings for p in d.parts if isinstance(p, Text)]
    assert [x for x in texts if x.startswith("UPP")] == [f"UPP {i}" for i in range(60)]
    longest = max(
        p.corners[1][0] - p.corners[0][0]
        for p in drawings[0].parts
        if isinstance(p, Shape) and p.fill == theme.AKSEN
    )
    ground = next(p for p in drawings[0].parts if isinstance(p, Shape))
    assert longest < 0.75 * (ground.corners[1][0] - ground.corners[0][0])  # 79 of 119


def test_a_value_beyond_the_axis_stays_on_it():
    chart = replace(charts()[0], high=D(3), low=D(2))
    (drawing,) = draw_chart(chart, 505)
    assert _edges(drawing)[1] <= 505.5


def test_svg_and_png_are_made_of_the_same_drawing():
    for chart in charts(HOSTILE):
        for drawing in draw_chart(chart, 300):
            svg = to_svg(drawing)
            assert "<script>" not in svg
            picture = Image.open(io.BytesIO(to_png(drawing)))
            assert picture.size == (round(drawing.width * 3), round(drawing.height * 3))
