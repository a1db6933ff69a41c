"""A table of a report as WordprocessingML: its head repeats, short ones stay on one page."""

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from sekampadi import theme
from sekampadi.i18n import t
from sekampadi.reports.model import Table
from sekampadi.reports.render.excel.xlsx import clean_text
from sekampadi.reports.render.tabel.aksara import runs_leftward
from sekampadi.reports.render.tabel.baris import GAP
from sekampadi.reports.render.tabel.lebar import layout

TWIPS: Final = 20
_STRETCH: Final = 1.12
"""A machine may lack the typeface; the letters in its place are wider than those we measure."""
_KEPT: Final = 11
"""Lines up to which a table stays on one page: ten and their total."""
_FEW: Final = 3
"""Lines of a longer one that never stand alone."""
_NO_ROOM: Final = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
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
) -> str:
    """Write a cell; ``keep`` holds its line on the page of the next one."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill.lstrip("#")}"/>' if fill else ""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    leftward = runs_leftward(text)
    words = escape(clean_text(text).strip())
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/>{wide}{shade}</w:tcPr>'
        f"<w:p><w:pPr>{'<w:keepNext/>' if keep else ''}{'<w:bidi/>' if leftward else ''}"
        f'<w:spacing w:before="24" w:after="24" w:line="240" w:lineRule="auto"/><w:jc w:val="{"right" if right else "left"}"/></w:pPr>'
        f"<w:r><w:rPr>{'<w:b/>' if bold else ''}"
        f'<w:color w:val="{colour.lstrip("#")}"/><w:sz w:val="{round(size * 2)}"/>'
        f"{'<w:rtl/>' if leftward else ''}</w:rPr>"
        f'<w:t xml:space="preserve">{words}</w:t></w:r></w:p></w:tc>'
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


def table_xml(table: Table, width: float, aksen: str, muda: str, *, inside: bool = False) -> str:
    """Write a table in the accent of the government and its light shade."""
    set_ = layout(table, width, stretch=_STRETCH)
    size, numeric = set_.size, table.numeric
    lines = table.lines
    cells = [
        cell_xml(
            c, w, bold=True, size=size, colour=theme.PADA_AKSEN, fill=aksen, right=k, keep=True
        )
        for c, w, k in zip(table.columns, set_.widths, numeric, strict=True)
    ]
    rows = [row_xml(cells, head=True)]
    for at, (row, total) in enumerate(lines):
        last = at == len(lines) - 1
        near = len(lines) <= _KEPT or at < _FEW - 1 or at >= len(lines) - _FEW
        keep = bool(table.notes) if last else near
        cells = [
            cell_xml(
                cell.text,
                width,
                bold=total or bool(cell.tone),
                size=size,
                colour=cell.tone or theme.TEKS,
                fill=muda if total else "",
                right=k,
                keep=keep,
            )
            for cell, width, k in zip(row, set_.widths, numeric, strict=True)
        ]
        rows.append(row_xml(cells))
    if not table.rows:
        cells = [cell_xml(t("Belum ada data."), width, size=size, span=len(table.columns))]
        rows.insert(1, row_xml(cells))
    return grid_xml(set_.widths, rows, inside=inside)


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
