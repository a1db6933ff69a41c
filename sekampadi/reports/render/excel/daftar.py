"""The sheet of an Excel file that lists the others."""

from collections.abc import Iterable
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink

from sekampadi import theme
from sekampadi.i18n import t
from sekampadi.reports.render.excel.cetak import TEXT, font, set_page
from sekampadi.reports.render.excel.xlsx import written_cell

_WIDTHS: Final = (34.0, 66.0)


def begin_contents(book: Workbook, above: str) -> Any:
    """Make the sheet, which stands before those that are made later; return it.

    Args:
        above: what stands above each page.
    """
    sheet = book.create_sheet(t("Daftar isi"))
    for letter, width in zip("AB", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    set_page(sheet, above, landscape=False, rows="")
    return sheet


def end_contents(sheet: Any, listed: Iterable[tuple[str, str]]) -> None:
    """List sheets, each name a link to its own, with the title of what stands there."""
    rows = [(t("Lembar"), t("Isi")), *listed]
    for row, (name, title) in enumerate(rows, start=1):
        cells = [written_cell(sheet, text) for text in (name, title)]
        for cell in cells:
            cell.font, cell.alignment = font(bold=row == 1), TEXT
        if row > 1:
            cells[0].font = font(colour=theme.AKSEN)
            # By hand: a cell that is written at once does not know its place.
            place = "'" + name.replace("'", "''") + "'!A1"
            cells[0]._hyperlink = Hyperlink(ref=f"A{row}", location=place)
        sheet.append(cells)
