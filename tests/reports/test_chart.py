"""Charts for paper: same numbers, colours and order as the screen, nothing outside, vectors and pictures."""

import io
import random
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth

from sekampadi import theme
from sekampadi.reports.model import Chart, ChartKind, Palette, Series
from sekampadi.reports.render.chart import MOST_LABELS, colours, draw_chart, round_grades
from sekampadi.reports.render.drawing import Drawing, Shape, Stroke, Text, to_png, to_svg
from sekampadi.reports.render.fonts import BOLD, REGULAR
from sekampadi.reports.render.grafik.label import Kotak, place_labels
from sekampadi.reports.render.grafik.peta import ink_on, shade
from tests.reports.laporan_contoh import (
    HOSTILE,
    NAMA_200,
    NRR,
    RHO,
    SUDUT,
    charts,
    empty,
    matrix,
    quadrants,
    rho_of,
    triangle,
)

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
    others = (quadrants(nama), triangle(nama), matrix(nama))
    for chart in (*charts(nama), *others, *empty().charts):
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


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        ("80.1", "84.1", "80 81 82 83 84 85"),
        ("78.3", "88.3", "75 80 85 90"),
        ("60", "100", "60 70 80 90 100"),
        ("97.90", "100", "97 98 99 100"),
        ("0", "0.26", "0.0 0.1 0.2 0.3"),
        ("-0.3", "0.9", "-0.5 0.0 0.5 1.0"),
        ("0", "4000", "0 1000 2000 3000 4000"),
    ],
)
def test_a_scale_has_few_round_numbers_and_holds_all(low: str, high: str, wanted: str):
    assert " ".join(map(str, round_grades(D(low), D(high)))) == wanted


def test_a_line_with_a_scale_says_why_it_is_broken():
    line = replace(charts()[2], axis=True, gap="belum ada jawaban", low=D("82.1"), high=D("92.1"))
    (drawing,) = draw_chart(line, 505)
    texts = [p.text for p in drawing.parts if isinstance(p, Text)]
    scale = {int(p.text): p.y for p in drawing.parts if isinstance(p, Text) and p.anchor == "end"}
    assert sorted(scale) == [80, 85, 90, 95]
    across = [p.points for p in drawing.parts if isinstance(p, Stroke) and p.colour == theme.GARIS]
    assert sorted({round(a[1], 1) for a, _ in across}) == sorted(round(y - 2.6, 1) for y in scale.values())  # fmt: skip
    # Each point lies between the lines of its scale as its number does.
    dot = next(p for p in drawing.parts if isinstance(p, Shape) and p.fill != "#FFFFFF")
    middle = (min(y for _, y in dot.corners) + max(y for _, y in dot.corners)) / 2
    wanted = scale[85] - 2.6 - (scale[85] - scale[90]) * (86.18 - 85) / 5
    assert middle == pytest.approx(wanted, abs=0.1)
    assert "Tanda –: belum ada jawaban. Garis terputus di situ." in texts
    assert "–" in texts
    whole = replace(line, series=(Series("IKM", (D(86), D(87), D(90))),))
    said = [p.text for p in draw_chart(whole, 505)[0].parts if isinstance(p, Text)]
    assert not any("terputus" in text for text in said)


def test_svg_and_png_are_made_of_the_same_drawing():
    for chart in (*charts(HOSTILE), quadrants(HOSTILE), triangle(HOSTILE), matrix(HOSTILE)):
        for drawing in draw_chart(chart, 300):
            svg = to_svg(drawing)
            assert "<script>" not in svg
            picture = Image.open(io.BytesIO(to_png(drawing)))
            assert picture.size == (round(drawing.width * 3), round(drawing.height * 3))


def _texts(drawing: Drawing) -> list[Text]:
    return [p for p in drawing.parts if isinstance(p, Text)]


def _box(text: Text) -> Kotak:
    wide = stringWidth(text.text, BOLD if text.bold else REGULAR, text.size)
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return Kotak(left, text.y - text.size * 0.72, left + wide, text.y)


def _marks(drawing: Drawing) -> list[Text]:
    """Names of points, not those of the key beside them, which begin at one and the same place."""
    return [x for x in _texts(drawing) if x.text in MARKS and x.anchor == "middle"]


MARKS = tuple(f"U{i}" for i in range(1, 10))
DISC = "#123456"


def _discs(drawing: Drawing) -> list[tuple[float, float]]:
    shapes = [p for p in drawing.parts if isinstance(p, Shape) and p.fill == DISC]
    return [
        (
            sum(x for x, _ in s.corners[:-1]) / (len(s.corners) - 1),
            sum(y for _, y in s.corners[:-1]) / (len(s.corners) - 1),
        )
        for s in shapes
    ]


def test_points_lie_in_the_order_of_their_numbers_and_in_their_quadrants():
    (drawing,) = draw_chart(quadrants(), 505, aksen=DISC)
    places = _discs(drawing)
    assert len(places) == 9
    x, y = [D(v) for v in NRR], [D(v) for v in RHO]
    shaded = next(p for p in drawing.parts if isinstance(p, Shape) and p.fill == theme.AKSEN_MUDA)
    corner = shaded.corners[2]  # where the lines cross
    for i, (px, py) in enumerate(places):
        assert (px < corner[0]) == (x[i] < D("3.47")), i
        assert (py < corner[1]) == (y[i] > D("0.44")), i
        for j, (qx, qy) in enumerate(places):
            assert (px < qx) == (x[i] < x[j])
            assert (py < qy) == (y[i] > y[j])
    # As far apart as their numbers: by U4 and U5 along, by U9 and U8 upright.
    along = (places[3][0] - places[4][0]) / float(x[3] - x[4])
    assert along == pytest.approx((places[6][0] - places[4][0]) / float(x[6] - x[4]), rel=0.02)
    names = {t.text: t for t in _texts(drawing) if t.text in SUDUT}
    assert [
        (names[s].x < corner[0], names[s].y < corner[1]) for s in SUDUT
    ] == [(True, True), (False, True), (True, False), (False, False)]  # fmt: skip


def test_every_number_of_the_quadrants_is_written_out():
    (drawing,) = draw_chart(quadrants(), 505)
    texts = [x.text for x in _texts(drawing)]
    assert "3,48 / 0,49" in texts
    assert "3,31 / −0,05" in texts
    assert {"rata-rata 3,47", "0,44", "Kinerja", "Kepentingan tersirat", "Persyaratan"} <= set(
        texts
    )


@pytest.mark.parametrize("spread", [0.5, 0.2, 0.1])
@pytest.mark.parametrize("seed", range(12))
def test_names_of_points_cover_neither_points_nor_each_other(spread: float, seed: int):
    rng = random.Random(seed)
    x, y = (
        tuple(f"{base + rng.uniform(-spread, spread) * k:.2f}" for _ in range(9))
        for base, k in ((3.2, 1), (0.45, 0.7))
    )
    (drawing,) = draw_chart(quadrants(x=x, y=y, lines=("3.20", "0.45")), 505, aksen=DISC)
    boxes = [_box(mark) for mark in _marks(drawing)]
    assert len(boxes) == 9
    names = [_box(text) for text in _texts(drawing) if text.text in SUDUT]
    points = [Kotak.around(p, 6, 6) for p in _discs(drawing)]
    for at, box in enumerate(boxes):
        assert not any(box.common(other) for other in boxes[at + 1 :])
        assert not any(box.common(other) for other in (*names, *points))


def test_points_in_one_place_have_their_names_around_it():
    same = quadrants(x=("3.20",) * 9, y=("0.45",) * 9, lines=("3.20", "0.45"))
    (drawing,) = draw_chart(same, 505, aksen=DISC)
    boxes = [_box(mark) for mark in _marks(drawing)]
    assert not any(a.common(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_what_hardly_differs_does_not_look_far_apart():
    near = quadrants(x=("3.20", *["3.21"] * 8), y=("0.45",) * 9, lines=("3.21", "0.45"))
    (drawing,) = draw_chart(near, 505, aksen=DISC)
    places = _discs(drawing)
    assert 0 < places[1][0] - places[0][0] < 505 / 20


def test_a_point_without_a_number_is_left_out_and_said_so():
    gap = quadrants(y=(*RHO[:8], None))
    (drawing,) = draw_chart(gap, 505, aksen=DISC)
    assert len(_discs(drawing)) == 8
    assert [x.text for x in _marks(drawing)] == list(MARKS[:8])
    assert "3,76 / –" in [x.text for x in _texts(drawing)]
    (nothing,) = draw_chart(quadrants(x=(None,) * 9), 505, aksen=DISC)
    assert "belum ada data" in [x.text for x in _texts(nothing)]


def test_names_of_points_keep_clear_of_those_of_quadrants():
    frame, name = Kotak(0, 0, 200, 100), Kotak(60, 40, 140, 60)
    for x in range(40, 160, 7):
        (place,) = place_labels([(float(x), 62.0)], [(14.0, 8.0)], frame, (name,), ())
        assert not place.kotak.common(name)
    # Of two places as near as each other the one that covers no line.
    (free,) = place_labels([(50.0, 50.0)], [(14.0, 8.0)], frame, (), ())
    line = Kotak(free.kotak.left, 0, free.kotak.right, 100)
    (moved,) = place_labels([(50.0, 50.0)], [(14.0, 8.0)], frame, (), (line,))
    assert not moved.kotak.common(line)


def test_a_crowd_beyond_what_fits_still_has_every_name():
    frame = Kotak(0, 0, 60, 40)
    places = place_labels([(30.0, 20.0)] * 30, [(14.0, 8.0)] * 30, frame, (), ())
    assert len(places) == 30
    assert all(p.kotak.within(frame) for p in places)


def test_a_chart_of_quadrants_that_lacks_something_is_refused():
    whole = quadrants()
    for change in ({"series": whole.series[:1]}, {"bounds": ()}, {"areas": SUDUT[:3]}):
        with pytest.raises(ValueError, match="lacks"):
            replace(whole, **change)


def test_of_a_matrix_of_pairs_only_the_triangle_is_drawn():
    (drawing,) = draw_chart(triangle(), 505)
    texts = _texts(drawing)
    heads = [x for x in texts if x.text in MARKS]
    assert [x.text for x in heads] == list(MARKS[:8])
    cells = [x for x in texts if x.anchor == "middle" and x.text not in MARKS]
    expected = [rho_of(i, j) for i in range(1, 9) for j in range(i)]
    written = [
        f"{v:.2f}".replace(".", ",").replace("-", "−") if v is not None else "–" for v in expected
    ]
    assert [x.text for x in cells] == written
    # Each stands beneath the short name of its column.
    column = {x.text: x.x for x in heads}
    where = [j for i in range(1, 9) for j in range(i)]
    assert [x.x for x in cells] == pytest.approx([column[f"U{j + 1}"] for j in where])


def test_the_larger_the_darker_and_its_number_can_be_read():
    (drawing,) = draw_chart(matrix(), 505)
    tones = []
    parts = drawing.parts
    for at, part in enumerate(parts):
        if isinstance(part, Text) and part.anchor == "middle" and "," in part.text:
            box = parts[at - 1]
            assert isinstance(box, Shape)
            assert theme.contrast(part.colour, box.fill) >= 4.5
            tones.append((D(part.text.replace(",", ".")), theme.luminance(box.fill)))
    assert len(tones) == 27
    ordered = sorted(tones)
    for (a, light), (b, dark) in pairwise(ordered):
        assert light > dark if a < b else light == dark


@pytest.mark.parametrize("aksen", [theme.AKSEN, "#8A1538", "#0B3D91", "#C08A1E", "#000000"])
def test_every_shade_carries_its_number(aksen: str):
    shades = [shade(aksen, step / 100) for step in range(101)]
    assert (shades[0], shades[100]) == ("#FFFFFF", aksen)
    assert all(theme.contrast(ink_on(tone), tone) >= 4.5 for tone in shades)


def test_negative_numbers_are_as_dark_and_keep_their_sign():
    chart = Chart(
        "x", "x", ChartKind.PETA, ("a", "b"), (Series("k", (D("-0.40"), D("0.40"))),), high=D(1)
    )
    (drawing,) = draw_chart(chart, 505)
    fills = [p.fill for p in drawing.parts if isinstance(p, Shape)]
    assert fills[0] == fills[1]
    assert [x.text for x in _texts(drawing) if "," in x.text] == ["−0,40", "0,40"]
