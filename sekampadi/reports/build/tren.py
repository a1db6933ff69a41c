"""An index over time, as a line: the wall's months, and the periods that are published."""

from collections.abc import Sequence
from decimal import Decimal

from sekampadi.domain.ikm import BATAS_MUTU
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import HUNDRED
from sekampadi.reports.model import Chart, ChartKind, Palette, Series


def trend_chart(
    title: str, labels: Sequence[str], values: Sequence[Decimal | None], *, least: Decimal
) -> Chart:
    """Return an index over time as a line, with the classes it passes through.

    The axis spans twice ``least`` at least, or noise would look like a fall, and ends with 100, the
    largest index there is. A None breaks the line; one value there must be.
    """
    known = [v for v in values if v is not None]
    middle = (max(known) + min(known)) / 2
    half = max((max(known) - min(known)) * Decimal("0.65"), least)
    high = min(middle + half, HUNDRED)
    return Chart(
        "tren",
        title,
        ChartKind.GARIS,
        tuple(labels),
        (Series(t("Nilai IKM"), tuple(values)),),
        Palette.AKSEN,
        low=high - 2 * half,
        high=high,
        bounds=tuple((t("Mutu {mutu}", mutu=name), b) for name, b in BATAS_MUTU.items()),
    )
