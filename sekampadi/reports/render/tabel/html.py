"""A table of a report as markup for xhtml2pdf, its texts broken by our own measure."""

from collections.abc import Sequence
from html import escape
from typing import Final

from sekampadi import theme
from sekampadi.i18n import t
from sekampadi.reports.model import Cell, Table
from sekampadi.reports.render.tabel.aksara import (
    flowing,
    markup,
    readable,
    runs_leftward,
    wrap,
)
from sekampadi.reports.render.tabel.lebar import PADDING, SIZES, layout

MOST_LINES: Final = 40
"""Lines of a cell: a line of a table cannot be taller than a page."""
_KEPT: Final = 11
"""Lines up to which a table stays on one page: ten and their total."""
_TALLEST: Final = 400.0
"""Points up to which lines are kept together."""
_FEW: Final = 3
"""Lines of a longer table that never stand alone at the end or the beginning of a page."""
_LEADING: Final = 1.22
_ABOVE, _BELOW = 1.6, 2.1
"""Points above and below a cell's text."""


def table_css(aksen: str, muda: str) -> str:
    """Write the styles of tables.

    Args:
        aksen: the accent of the government.
        muda: its light shade.
    """
    # By class: parsing a style for each of a thousand cells takes longer than setting them.
    sizes = " ".join(
        f".{_size_class(s)} td, .{_size_class(s)} th {{ font-size: {s}pt; line-height: {s * _LEADING:.2f}pt; }}"
        for s in SIZES
    )
    return f"""
.isi th {{ background-color: {aksen}; color: {theme.PADA_AKSEN}; text-align: left; vertical-align: bottom; font-weight: bold; }}
.isi td, .isi th {{ padding: {_ABOVE}pt {PADDING}pt {_BELOW}pt {PADDING}pt; }}
.isi td {{ vertical-align: top; border-bottom: 0.5pt solid {theme.GARIS}; }}
.isi .kepala {{ border-bottom: 0; padding: 0; }}
.isi .bawah {{ border-bottom: 0; padding: 3pt 0 0 0; }}
.isi .jaga {{ border-bottom: 0; padding: 0; font-size: 1pt; line-height: 1pt; }}
.utuh {{ page-break-inside: avoid; }}
{sizes}
.isi .k {{ text-align: right; }}
.isi .t {{ background-color: {muda}; font-weight: bold; border-bottom: 0.5pt solid {aksen}; }}
.kecil {{ font-size: 8pt; line-height: 11pt; color: {theme.TEKS_REDUP}; margin: 3pt 0 0 0; }}
"""


class TableMarkup:
    """Writes one table.

    Args:
        width: points it may take.
    """

    def __init__(self, table: Table, width: float) -> None:
        self.table = table
        self.set = layout(table, width)
        self.lost = False
        """Whether letters had to be replaced."""

    def write(self, heads: Sequence[str] = (), *, beside: bool = False) -> str:
        """Write it beneath its headings.

        The headings of a long one are lines of its head: kept together with it they would leave
        the rest of the page empty. They are repeated with it then, which reads well.

        Args:
            beside: whether it stands in a row with others, which is never broken.
        """
        table, set_ = self.table, self.set
        count = len(table.columns)
        names = "".join(
            f'<th class="{"k" if k else "m"}" style="width:{w:.2f}pt">'
            + self._text(column, w, bold=True)[0]
            + "</th>"
            for column, w, k in zip(table.columns, set_.widths, table.numeric, strict=True)
        )
        rows = [self._row(row, total=total) for row, total in table.lines]
        if not table.rows:
            rows.insert(0, (f'<td colspan="{count}">{escape(t("Belum ada data."))}</td>', 1))
        heights = [n * set_.size * _LEADING + _ABOVE + _BELOW for _, n in rows]
        notes = self._notes()
        sizes = f'class="isi {_size_class(set_.size)}"'
        if beside or (len(rows) <= _KEPT and sum(heights) <= _TALLEST):
            body = "".join(f"<tr>{cells}</tr>" for cells, _ in rows)
            inner = f"<table {sizes}><thead><tr>{names}</tr></thead>{body}</table>{notes}"
            whole = "".join(heads) + inner
            return whole if beside else f'<div class="utuh">{whole}</div>'
        above = '<p class="sela">&nbsp;</p>' if heads else ""
        inside = "".join(
            f'<tr><td class="kepala" colspan="{count}">{head}</td></tr>' for head in heads
        )
        if notes:  # a line like the others, so that they do not stand alone on the next page
            rows.append((f'<td class="bawah" colspan="{count}">{notes}</td>', 1))
            heights.append(3.0 + 12.0 * notes.count("<p"))
        body = "".join(
            f"<tr>{cells}{guard}</tr>"
            for (cells, _), guard in zip(rows, _guards(heights), strict=True)
        )
        return f"{above}<table {sizes}><thead>{inside}<tr>{names}</tr></thead>{body}</table>"

    def _row(self, row: Sequence[Cell], *, total: bool) -> tuple[str, int]:
        """Write the cells of one line; tell how many lines of text it takes."""
        cells: list[str] = []
        most = 1
        for cell, width, numeric in zip(row, self.set.widths, self.table.numeric, strict=True):
            # A gap, a class or a word among numbers stands where they stand.
            names = " ".join(n for n, on in (("k", numeric), ("t", total)) if on)
            text, lines = self._text(cell.text, width, bold=total)
            most = max(most, lines)
            if cell.tone:
                text = f'<b><font color="{cell.tone}">{text}</font></b>'
            if runs_leftward(cell.text):
                text = f'<div dir="rtl">{text}</div>'
            cells.append(f'<td class="{names}">{text}</td>')
        return "".join(cells), most

    def _text(self, text: str, width: float, *, bold: bool) -> tuple[str, int]:
        """Break a text into lines of markup, and cut what no page could hold."""
        words, lost = readable(text)
        self.lost |= lost
        lines = wrap(words, self.set.size, width - 2 * PADDING - 0.5, bold=bold)
        if len(lines) > MOST_LINES:
            lines = [*lines[: MOST_LINES - 1], "…"]
        return "<br/>".join(markup(line, "&nbsp;") for line in lines), len(lines)

    def _notes(self) -> str:
        notes = list(self.table.notes)
        if self.lost:
            notes.append(
                t("Tulisan dalam aksara yang tidak tersedia diganti; utuhnya ada di berkas Excel.")
            )
        return "".join(f'<p class="kecil">{flowing(note)}</p>' for note in notes)


def _guards(heights: Sequence[float]) -> list[str]:
    """Return a cell for each line that keeps the first few, and the last few, on one page."""
    guards = [""] * len(heights)
    if len(heights) >= 2 * _FEW:
        for at in (0, len(heights) - _FEW):
            if sum(heights[at : at + _FEW]) < _TALLEST:
                guards[at] = f'<td class="jaga" rowspan="{_FEW}" style="width:0.1pt"></td>'
    return guards


def _size_class(size: float) -> str:
    return f"s{round(size * 10)}"
