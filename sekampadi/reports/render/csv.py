"""A report as CSV, for the Excel of an Indonesian desk and for programs.

UTF-8 with a byte order mark, or Excel reads it in the code page of the machine; semicolons between
the values and a comma in the decimals, because that is what Excel expects under Indonesian settings.
Numbers carry no separators of thousands. Every table stands under a line with its title.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from sekampadi.i18n import t
from sekampadi.reports.model import Cell, Report
from sekampadi.reports.render.excel.xlsx import RISKY, clean_text

DELIMITER: Final = ";"
BOM: Final = "\ufeff"


def safe_value(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe keeps it a text."""
    text = clean_text(text)
    return "'" + text if text.lstrip().startswith(RISKY) or text.startswith(RISKY) else text


def _value(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, int | Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    if value is None and cell.format.numeric and cell.empty == "–":
        return ""
    return safe_value(cell.plain)


def report_lines(report: Report) -> Iterator[list[str]]:
    """Return the lines of a report as values."""
    for text in (report.title, report.subtitle, *report.heading):
        if text:
            yield [safe_value(text)]
    yield []
    for figure in report.figures:
        unit = [safe_value(figure.unit)] if figure.unit else []
        yield [safe_value(figure.label), _value(figure.cell), *unit]
    for table in report.tables:
        yield []
        yield [safe_value(table.title)]
        yield [safe_value(c) for c in table.columns]
        for row, _ in table.lines:
            yield [_value(cell) for cell in row]
        if not table.rows:
            yield [t("Belum ada data.")]
        yield from ([safe_value(note)] for note in table.notes)
    if report.text or report.notes:
        yield []
    yield from ([safe_value(text)] for text in (*report.text, *report.notes))


def render_csv(report: Report) -> bytes:
    """Render a report as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=DELIMITER, lineterminator="\r\n").writerows(report_lines(report))
    return (BOM + out.getvalue()).encode()
