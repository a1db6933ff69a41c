"""A table of a report as WordprocessingML: its head repeats, short ones stay on one page."""

from collections.abc import Callable, Sequence
from typing import Final
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from sekampadi import theme
from sekampadi.i18n import t
from sekampadi.reports.model import Cell, Picture, Table
from sekampadi.reports.render.excel.xlsx import clean_text
from sekampadi.reports.render.tabel.aksara import readable, runs_leftward, tie, wrap
from sekampadi.reports.render.tabel.baris import GAP
from sekampadi.reports.render.tabel.lanjutan import Part, height_of, let_flow
from sekampadi.reports.render.tabel.lebar import (
    PADDING,
    Layout,
    layout,
    pictures_tall,
    shared_heads,
)

TWIPS: Final = 20
_STRETCH: Final = 1.12
"""A program may not take our typeface; the letters in its place may be wider than those we measure."""
_HEADS: Final = 1.15
"""And those of headings, which are bold: a typeface that is put in may be wider by 28 in a hundred."""
_LEADING: Final = 1.2
_BETWEEN: Final = 2.4
"""Points above and below a paragraph of a cell."""
_RULE: Final = 0.5
_TOGETHER: Final = 260.0
"""Points up to which a short table stays on one page: the first one has room for it."""
_GUARDED: Final = 200.0
"""Points up to which lines that would stand alone are kept with others."""
_KEPT: Final = 11
"""Lines up to which a table stays on one page: ten and their total."""
_FEW: Final = 3
"""Lines of a longer one that never stand alone."""
_WITH_TOTALS: Final = 2
"""Lines that stay with the totals."""
_NO_ROOM: Final = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
_BLANK_RUN: Final = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
_ROOM: Final = '<w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'


def cell_xml(
    text: str,
    width: float,
    *,
    bold: bool = False,
    size: float = 10,
    colour: str = theme.TEKS,
    fill: str = "",
    right: bool = False,
    span: int = 1,
    keep: bool = False,
    small: str = "",
    pictures: str = "",
    open_: Sequence[str] = (),
    middle: bool = False,
    merge: str = "",
) -> str:
    """Write a cell, each line of its text a paragraph.

    Args:
        keep: holds its line on the page of the next one.
        small: words in small print beneath the text.
        pictures: runs that show some, above it.
        open_: its sides without a rule.
        middle: whether its text stands in the middle.
        merge: ``restart`` where it goes on in the next line, ``continue`` there.
    """
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill.lstrip("#")}"/>' if fill else ""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    tall = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    place = "center" if middle else "right" if right else "left"
    sides = "".join(f'<w:{side} w:val="nil"/>' for side in open_)
    edges = f"<w:tcBorders>{sides}</w:tcBorders>" if sides else ""

    def paragraph(runs: str, *, leftward: bool = False) -> str:
        return (
            f"<w:p><w:pPr>{'<w:keepNext/>' if keep else ''}{'<w:bidi/>' if leftward else ''}"
            '<w:spacing w:before="24" w:after="24" w:line="240" w:lineRule="auto"/>'
            f'<w:jc w:val="{place}"/></w:pPr>{runs}</w:p>'
        )

    def line(words: str, size: float, colour: str, *, bold: bool) -> str:
        leftward = runs_leftward(words)
        run = (
            f"<w:r><w:rPr>{'<w:b/>' if bold else ''}"
            f'<w:color w:val="{colour.lstrip("#")}"/><w:sz w:val="{round(size * 2)}"/>'
            f"{'<w:rtl/>' if leftward else ''}</w:rPr>"
            f'<w:t xml:space="preserve">{escape(tie(clean_text(words).strip()))}</w:t></w:r>'
        )
        return paragraph(run, leftward=leftward)

    said = paragraph(pictures) if pictures else ""
    if text or not said:
        said += "".join(line(x, size, colour, bold=bold) for x in text.split("\n"))
    if small:
        said += line(small, size - 1, theme.TEKS_REDUP, bold=False)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/>{wide}{tall}{edges}{shade}</w:tcPr>'
        f"{said}</w:tc>"
    )


def row_xml(cells: Sequence[str], *, head: bool = False) -> str:
    """Write a line that no page breaks; ``head`` repeats it on each."""
    mark = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{''.join(cells)}</w:tr>"


def grid_xml(
    widths: Sequence[float], rows: Sequence[str], *, lines: bool = True, inside: bool = False
) -> str:
    """Write a table of lines, or without rules and room what only stands side by side.

    Args:
        inside: whether it stands in a cell of another one.
    """
    edge = theme.GARIS.lstrip("#")
    kind = f'w:val="single" w:sz="4" w:space="0" w:color="{edge}"' if lines else 'w:val="nil"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f"<w:{side} {kind}/>" for side in sides)
    grid = "".join(f'<w:gridCol w:w="{round(w * TWIPS)}"/>' for w in widths)
    total = sum(round(w * TWIPS) for w in widths)
    # Else its texts begin where those of paragraphs do, and its rules stand out.
    indent = '<w:tblInd w:w="80" w:type="dxa"/>' if lines and not inside else ""
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/>{indent}'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_ROOM if lines else _NO_ROOM}</w:tblCellMar>"
        f'<w:tblLook w:val="0020" w:firstRow="{1 if lines else 0}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def table_xml(
    table: Table,
    width: float,
    aksen: str,
    muda: str,
    *,
    inside: bool = False,
    show: Callable[[Picture], str] = lambda _: "",
) -> str:
    """Write a table in the accent of the government and its light shade.

    Args:
        inside: whether it stands in a cell of another one.
        show: takes a picture into the file, and writes the run that shows it.
    """
    set_ = layout(table, width, stretch=_STRETCH, heads=_HEADS)
    size, numeric = set_.size, table.numeric
    lines = table.lines
    rows = _head_rows(table, set_, aksen)
    grid, heights = _lines_of(table, set_, _STRETCH)
    kept = _kept(table, heights)
    for at, (row, total) in enumerate(lines):
        keep, last = kept[at], at == len(lines) - 1
        below = lines[at + 1][0] if not last else ()
        cells = [
            cell_xml(
                "\n".join(text for text, _ in grid[at][i]),
                width,
                bold=total or bool(cell.tone),
                size=size,
                colour=cell.tone or theme.TEKS,
                fill=muda if total else "",
                right=k,
                keep=keep,
                small=cell.small,
                pictures=_BLANK_RUN.join(map(show, cell.pictures)),
                open_=[
                    side
                    for side, on in (
                        ("top", cell.continues),
                        ("bottom", bool(below) and below[i].continues),
                    )
                    if on
                ],
            )
            for i, (cell, width, k) in enumerate(zip(row, set_.widths, numeric, strict=True))
        ]
        rows.append(row_xml(cells))
    if not table.rows:
        cells = [cell_xml(t("Belum ada data."), width, size=size, span=len(table.columns))]
        rows.insert(1, row_xml(cells))
    return grid_xml(set_.widths, rows, inside=inside)


def heights_of(table: Table, width: float, stretch: float) -> list[tuple[float, bool]]:
    """Return about how tall each line is, its head first, and whether it stays with the next one.

    Args:
        stretch: how wide the letters on the paper are, to those we measure.
    """
    set_ = layout(table, width, stretch=_STRETCH, heads=_HEADS)
    head = _head_tall(table, set_, stretch)
    _, heights = _lines_of(table, set_, stretch)
    kept = _kept(table, _lines_of(table, set_, _STRETCH)[1])
    none = [] if table.rows else [(set_.size * _LEADING + _BETWEEN, False)]
    boxes = [(head, True), *none, *zip(heights, kept, strict=True)]
    return [(tall + _RULE, keep) for tall, keep in boxes]


def _head_rows(table: Table, set_: Layout, aksen: str) -> list[str]:
    """Write the headings: on two lines where columns share one."""

    def cell(
        text: str, width: float, *, right: bool = False, span: int = 1, merge: str = ""
    ) -> str:
        return cell_xml(
            text, width, bold=True, size=set_.size, colour=theme.PADA_AKSEN, fill=aksen, right=right,
            span=span, keep=True, middle=bool(text) and not merge and span > 1, merge=merge,
        )  # fmt: skip

    columns = list(zip(table.heads, set_.widths, table.numeric, strict=True))
    if not shared_heads(table):
        return [row_xml([cell(c, w, right=k) for c, w, k in columns], head=True)]
    first, second, at = list[str](), list[str](), 0
    for above, span in shared_heads(table):
        own = columns[at : at + span]
        if above:
            first.append(cell(above, sum(w for _, w, _ in own), span=span))
            second += [cell(c, w, right=k) for c, w, k in own]
        else:
            first += [cell(c, w, right=k, merge="restart") for c, w, k in own]
            second += [cell("", w, merge="continue") for _, w, _ in own]
        at += span
    return [row_xml(first, head=True), row_xml(second, head=True)]


def _head_tall(table: Table, set_: Layout, stretch: float) -> float:
    """Return about how tall the headings are together."""
    each = [
        _tall(c, set_.size * stretch, w - 2 * PADDING, set_.size)
        for c, w in zip(table.heads, set_.widths, strict=True)
    ]
    tallest, at = max(each), 0
    for above, span in shared_heads(table):
        if above:
            room = sum(set_.widths[at : at + span]) - 2 * PADDING
            both = _tall(above, set_.size * stretch, room, set_.size) + max(each[at : at + span])
            tallest = max(tallest, both)
        at += span
    return tallest


def _lines_of(
    table: Table, set_: Layout, stretch: float
) -> tuple[list[list[list[Part]]], list[float]]:
    """Return what stands in each cell from top to bottom, and about how tall each line is."""
    size = set_.size
    grid = [
        [
            _paragraphs(cell, size, w - 2 * PADDING, stretch)
            for cell, w in zip(row, set_.widths, strict=True)
        ]
        for row, _ in table.lines
    ]
    let_flow(table, grid)
    heights = [
        max(
            height_of(parts) + _more(cell, size, w, stretch)
            for parts, cell, w in zip(own, row, set_.widths, strict=True)
        )
        for own, (row, _) in zip(grid, table.lines, strict=True)
    ]
    return grid, heights


def _kept(table: Table, heights: Sequence[float]) -> list[bool]:
    """Tell which lines stay on the page of the next one."""
    count = len(heights)
    short = count <= _KEPT and sum(heights) <= _TOGETHER
    last = max(_FEW, len(table.totals) + _WITH_TOTALS)
    first, last_ones = (sum(part) <= _GUARDED for part in (heights[:_FEW], heights[-last:]))
    kept = [
        short or (at < _FEW - 1 and first) or (at >= count - last and last_ones)
        for at in range(count)
    ]
    return [*kept[:-1], bool(table.notes)] if kept else []


def _paragraphs(cell: Cell, size: float, room: float, stretch: float) -> list[Part]:
    """Return the paragraphs of a cell, each with about how tall it is."""
    if cell.continues and not cell.text:
        return []
    return [(x, _tall(x, size * stretch, room, size)) for x in cell.text.split("\n")]


def _tall(text: str, measured: float, room: float, size: float) -> float:
    lines = wrap(readable(text)[0], measured, room)
    return len(lines) * size * _LEADING + _BETWEEN


def _more(cell: Cell, size: float, width: float, stretch: float) -> float:
    """Return about how tall is what stands in a cell beside its text."""
    room = width - 2 * PADDING
    small = _tall(cell.small, (size - 1) * stretch, room, size - 1) if cell.small else 0.0
    return small + pictures_tall(cell, room)


def beside_xml(parts: Sequence[tuple[str, Table]], width: float, aksen: str, muda: str) -> str:
    """Write tables side by side, each beneath its heading, in a table without rules."""
    cells = []
    for judul, table in parts:
        head = (
            '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>'
            f"<w:r><w:t>{escape(clean_text(judul))}</w:t></w:r></w:p>"
            if judul
            else ""
        )
        notes = "".join(
            f'<w:p><w:r><w:rPr><w:color w:val="{theme.TEKS_REDUP.lstrip("#")}"/><w:sz w:val="17"/>'
            f"</w:rPr><w:t>{escape(clean_text(note))}</w:t></w:r></w:p>"
            for note in table.notes
        )
        # A cell must end in a paragraph.
        end = (
            notes
            or '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
        )
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/></w:tcPr>'
            f"{head}{table_xml(table, width, aksen, muda, inside=True)}{end}</w:tc>"
        )
    cells += [_blank(width)] * (2 - len(cells))
    row = row_xml([cells[0], _blank(GAP), cells[1]])
    return grid_xml((width, GAP, width), [row], lines=False)


def stack_xml(parts: Sequence[str], width: float) -> str:
    """Write tables one below the other that no page parts: in a line of their own, never split.

    Word would hold each on the page of the next; LibreOffice does not where tables lie in tables.
    """
    gap = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
    wide = f'<w:tcPr><w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/></w:tcPr>'
    return grid_xml(
        (width,), [row_xml([f"<w:tc>{wide}{gap.join(parts)}{gap}</w:tc>"])], lines=False
    )


def _blank(width: float) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
