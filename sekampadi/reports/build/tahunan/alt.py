"""What a chart shows, in a sentence with its main figures, for those who cannot see it.

The figures are those of the chart itself: what it does not show, its words do not tell.
"""

from collections.abc import Sequence
from decimal import Decimal

from sekampadi.i18n import t
from sekampadi.reports.build.tahunan.tulisan import join_words, list_names
from sekampadi.reports.model import Cell, Chart

Point = tuple[str, int | Decimal]
"""A label with its number."""


def _points(chart: Chart) -> list[Point]:
    """Return the labels of the first series that have a number."""
    (series, *_) = chart.series
    return [(a, v) for a, v in zip(chart.labels, series.nilai, strict=True) if v is not None]


def _at(points: Sequence[Point], value: int | Decimal) -> list[str]:
    return [name for name, own in points if own == value]


def trend_words(chart: Chart) -> str:
    """Say where the line of one series begins and ends, its highest and lowest point, and its gaps.

    Nothing is said of a rise or fall: that two numbers differ is no proof of one.
    """
    points = _points(chart)
    if not points:
        return t("Belum ada data.")

    def shown(value: int | Decimal) -> str:
        return Cell(value, chart.format).text

    (start, first), (end, last) = points[0], points[-1]
    values = [v for _, v in points]
    low, high = min(values), max(values)
    if low == high:
        words = t(
            "{nilai} pada {daftar}", nilai=shown(low), daftar=join_words([n for n, _ in points])
        )
    elif len(points) == 2:
        words = t(
            "{a} pada {awal} dan {b} pada {akhir}", a=shown(first), awal=start, b=shown(last), akhir=end
        )  # fmt: skip
    else:
        words = t(
            "{a} pada {awal}, {b} pada {akhir}; tertinggi {atas} ({di_atas}), terendah {bawah} ({di_bawah})",
            a=shown(first),
            awal=start,
            b=shown(last),
            akhir=end,
            atas=shown(high),
            di_atas=join_words(_at(points, high)),
            bawah=shown(low),
            di_bawah=join_words(_at(points, low)),
        )  # fmt: skip
    known = {name for name, _ in points}
    missing = [name for name in chart.labels if name not in known]
    if missing:
        words += t("; tanpa nilai: {daftar}", daftar=join_words(missing))
    return f"{chart.series[0].nama}: {words}."


def bar_words(chart: Chart, unit: str = "") -> str:
    """Say which bars of one series are the longest and the shortest.

    Args:
        unit: what is counted; empty for numbers that have none.
    """
    points = _points(chart)
    if not points:
        return t("Belum ada data.")

    def shown(value: int | Decimal) -> str:
        return f"{Cell(value, chart.format).text} {unit}".rstrip()

    values = [v for _, v in points]
    low, high = min(values), max(values)
    some = t(" di antara yang ditampilkan") if len(points) < len(chart.labels) else ""
    if low == high:
        return t("{judul}: sama{some}, {nilai}.", judul=chart.title, some=some, nilai=shown(low))
    most, least = (t("terbanyak"), t("paling sedikit")) if unit else (t("tertinggi"), t("terendah"))
    return t(
        "{judul}: {most} {atas} ({a}), {least}{some} {bawah} ({b}).",
        judul=chart.title,
        most=most,
        least=least,
        some=some,
        atas=list_names(_at(points, high)),
        a=shown(high),
        bawah=list_names(_at(points, low)),
        b=shown(low),
    )
