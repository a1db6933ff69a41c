"""A table of a report as markup for xhtml2pdf, its texts broken by our own measure."""

import base64
from collections.abc import Sequence
from html import escape
from typing import Final

from sekampadi import theme
from sekampadi.i18n import t
from sekampadi.reports.model import Cell, Picture, Table
from sekampadi.reports.render.tabel.aksara import (
    flowing,
    markup,
    readable,
    runs_leftward,
    wrap,
)
from sekampadi.reports.render.tabel.lanjutan import Part, cut, height_of, let_flow
from sekampadi.reports.render.tabel.lebar import (
    PADDING,
    PICTURE_GAP,
    SIZES,
    layout,
    picture_rows,
    picture_size,
    shared_heads,
)

_KEPT: Final = 11
"""Lines up to which a table stays on one page: ten and their total."""
_TALLEST: Final = 400.0
"""Points up to which a line is never parted."""
_PX: Final = 0.75
"""Points of a pixel in the library's reckoning."""
_TOGETHER: Final = 260.0
"""Points up to which a short table stands on one page: the first one has room for it."""
_GUARDED: Final = 200.0
"""Points up to which the first lines, and the last ones, of a longer table are."""
_HEAD: Final = 4.0
"""Sizes of letters that a head of three lines is tall."""
_FEW: Final = 3
"""Lines of a longer table that never stand alone at the end or the beginning of a page."""
_WITH_TOTALS: Final = 2
"""Lines that stay with the totals."""
_LEADING: Final = 1.22
KECIL: Final = 8.0
"""The size of letters in small print."""
_HALUS: Final = 7.0
"""And of those beneath the text of a cell."""
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
.isi .atas {{ text-align: center; border-bottom: 0.5pt solid {theme.PADA_AKSEN}; }}
.isi td {{ vertical-align: top; border-bottom: 0.5pt solid {theme.GARIS}; }}
.isi .kepala {{ border-bottom: 0; padding: 0; }}
.isi .bawah {{ border-bottom: 0; padding: 3pt 0 0 0; }}
.isi .l {{ border-bottom: 0; }}
.foto {{ margin: 0 0 {PICTURE_GAP}pt 0; }}
.halus {{ font-size: {_HALUS}pt; color: {theme.TEKS_REDUP}; }}
.isi .jaga {{ border-bottom: 0; padding: 0; font-size: 1pt; line-height: 1pt; }}
.utuh {{ page-break-inside: avoid; }}
{sizes}
.isi .k {{ text-align: right; }}
.isi .t {{ background-color: {muda}; font-weight: bold; border-bottom: 0.5pt solid {aksen}; }}
.kecil {{ font-size: {KECIL}pt; line-height: 11pt; color: {theme.TEKS_REDUP}; margin: 3pt 0 0 0; }}
"""


def jpeg_uri(picture: Picture) -> str:
    """Return the address by which a document carries a picture in itself."""
    return "data:image/jpeg;base64," + base64.b64encode(picture.jpeg).decode()


class TableMarkup:
    """Writes one table; its pictures are collected, because only those may be shown.

    Args:
        width: points it may take.
    """

    def __init__(self, table: Table, width: float) -> None:
        self.table = table
        self.set = layout(table, width)
        self.pictures: set[str] = set()
        self.lost = False
        """Whether letters had to be replaced."""

    def write(
        self, heads: Sequence[str] = (), *, lead: Sequence[str] = (), beside: bool = False
    ) -> str:
        """Write it beneath its headings.

        The headings of a long one are lines of its head: kept together with it they would leave
        the rest of the page empty. They are repeated with it then, which reads well.

        Args:
            lead: paragraphs that lead up to it, with their headings: they are not repeated.
            beside: whether it stands in a row with others, which is never broken.
        """
        table, set_ = self.table, self.set
        count = len(table.columns)
        names = self._heads()
        grid = [
            [self._parts(c, w, bold=total) for c, w in zip(row, set_.widths, strict=True)]
            for row, total in table.lines
        ]
        let_flow(table, grid)
        rows = [piece for at, cells in enumerate(grid) for piece in self._row(at, cells)]
        if not table.rows:
            none = f'<td colspan="{count}">{escape(t("Belum ada data."))}</td>'
            rows.insert(0, (none, set_.size * _LEADING + _ABOVE + _BELOW))
        heights = [tall for _, tall in rows]
        notes = self._notes()
        sizes = f'class="isi {_size_class(set_.size)}"'
        if beside or (len(rows) <= _KEPT and sum(heights) <= _TOGETHER):
            body = "".join(f"<tr>{cells}</tr>" for cells, _ in rows)
            inner = f"<table {sizes}><thead>{names}</thead>{body}</table>{notes}"
            whole = "".join((*lead, *heads, inner))
            return whole if beside else f'<div class="utuh">{whole}</div>'
        above = '<p class="sela">&nbsp;</p>' if heads else ""
        if lead:
            # What leads up to it stays with it where its first lines have no room: they take the
            # room for a moment, and give it back.
            first = sum(heights[:_FEW])
            room = (first if first < _GUARDED else heights[0]) + _HEAD * set_.size
            above = "".join((*lead, *(f'<pdf:spacer height="{x:.0f}pt"/>' for x in (room, -room))))
        inside = "".join(
            f'<tr><td class="kepala" colspan="{count}">{head}</td></tr>' for head in heads
        )
        # The totals take lines with them to the next page: alone they would add up nothing there.
        last = max(_FEW, len(table.totals) + _WITH_TOTALS) + bool(notes)
        if notes:  # a line like the others, so that they do not stand alone on the next page
            heights.append(3.0 + 12.0 * notes.count("<p"))
            rows.append((f'<td class="bawah" colspan="{count}">{notes}</td>', heights[-1]))
        body = "".join(
            f"<tr>{cells}{guard}</tr>"
            for (cells, _), guard in zip(rows, _guards(heights, last), strict=True)
        )
        return f"{above}<table {sizes}><thead>{inside}{names}</thead>{body}</table>"

    def _heads(self) -> str:
        """Write the headings: on two lines where columns share one."""
        table, widths = self.table, self.set.widths
        columns = zip(table.heads, widths, table.numeric, strict=True)
        cells = [
            (
                f'<th class="{"k" if k else "m"}" style="width:{w:.2f}pt"',
                self._text(head, w, bold=True),
            )
            for head, w, k in columns
        ]

        def written(own: Sequence[tuple[str, str]], more: str = "") -> str:
            return "".join(f"{start}{more}>{words}</th>" for start, words in own)

        if not shared_heads(table):
            return f"<tr>{written(cells)}</tr>"
        first, second, at = "", "", 0
        for above, span in shared_heads(table):
            own = cells[at : at + span]
            if above:
                room = sum(widths[at : at + span])
                words = self._text(above, room, bold=True)
                first += (
                    f'<th class="atas" colspan="{span}" style="width:{room:.2f}pt">{words}</th>'
                )
                second += written(own)
            else:
                first += written(own, ' rowspan="2"')
            at += span
        return f"<tr>{first}</tr><tr>{second}</tr>"

    def _row(self, at: int, cells: list[list[Part]]) -> list[tuple[str, float]]:
        """Write the cells of a line, in pieces where it is tall; tell how tall each piece is."""
        row, total = self.table.lines[at]
        below = self.table.rows[at + 1] if at + 1 < len(self.table.rows) else ()
        pieces = [cells] if max(map(height_of, cells)) <= _TALLEST else cut(cells)
        found = []
        for piece, parts in enumerate(pieces, start=1):
            html = ""
            for column, (cell, own) in enumerate(zip(row, parts, strict=True)):
                # A gap, a class or a word among numbers stands where they stand.
                open_ = piece < len(pieces) or (bool(below) and below[column].continues)
                marks = (("k", self.table.numeric[column]), ("t", total), ("l", open_))
                names = " ".join(n for n, on in marks if on)
                html += f'<td class="{names}">{_joined(own, cell.tone)}</td>'
            found.append((html, max(map(height_of, parts)) + _ABOVE + _BELOW))
        return found

    def _parts(self, cell: Cell, width: float, *, bold: bool) -> list[Part]:
        """Return what stands in a cell from top to bottom: rows of pictures, then lines of text."""
        room = width - 2 * PADDING - 0.5
        found = list[Part]()
        for row in picture_rows(cell, room):
            html = "&nbsp;&nbsp;".join(map(self._picture, row))
            tall = max(picture_size(picture)[1] for picture in row)
            found.append((f'<p class="foto">{html}</p>', tall + PICTURE_GAP))
        if cell.text or not (found or cell.continues):
            for paragraph in cell.text.split("\n"):
                found += self._lines(paragraph, room, bold=bold)
        for line, tall in (
            self._lines(cell.small, room, bold=False, size=_HALUS) if cell.small else ()
        ):
            found.append((f'<span class="halus">{line}</span>', tall))
        return found

    def _picture(self, picture: Picture) -> str:
        wide, tall = picture_size(picture)
        uri = jpeg_uri(picture)
        self.pictures.add(uri)
        return f'<img src="{uri}" width="{wide / _PX:.2f}" height="{tall / _PX:.2f}">'

    def _text(self, text: str, width: float, *, bold: bool) -> str:
        """Write a heading, broken into lines."""
        return "<br/>".join(
            html for html, _ in self._lines(text, width - 2 * PADDING - 0.5, bold=bold)
        )

    def _lines(self, text: str, room: float, *, bold: bool, size: float = 0) -> list[Part]:
        """Break a text into lines of markup."""
        words, lost = readable(text)
        self.lost |= lost
        lines = [markup(x, "&nbsp;") for x in wrap(words, size or self.set.size, room, bold=bold)]
        if runs_leftward(text):
            lines = [f'<div dir="rtl">{line}</div>' for line in lines]
        return [(line, self.set.size * _LEADING) for line in lines]

    def _notes(self) -> str:
        notes = list(self.table.notes)
        if self.lost:
            notes.append(
                t("Tulisan dalam aksara yang tidak tersedia diganti; utuhnya ada di berkas Excel.")
            )
        room = (sum(self.set.widths), KECIL)
        return "".join(f'<p class="kecil">{flowing(note, room)}</p>' for note in notes)


def _joined(parts: Sequence[Part], tone: str) -> str:
    """Write what stands in a cell; a break parts only lines, blocks stand by themselves."""
    html, after_line = "", False
    for part, _ in parts:
        line = not part.startswith(("<p", "<div"))
        html += f"<br/>{part}" if line and after_line else part
        after_line = line
    return f'<b><font color="{tone}">{html}</font></b>' if tone else html


def _guards(heights: Sequence[float], last: int) -> list[str]:
    """Return a cell for each line that keeps the first few, and the last ones, on one page."""
    guards = [""] * len(heights)
    if len(heights) >= _FEW + last:
        for at, count in ((0, _FEW), (len(heights) - last, last)):
            if sum(heights[at : at + count]) < _GUARDED:
                guards[at] = f'<td class="jaga" rowspan="{count}" style="width:0.1pt"></td>'
    return guards


def _size_class(size: float) -> str:
    return f"s{round(size * 10)}"
