"""Every number in a sentence of a report is the number of one of its cells: reads them back.

A number is what begins and ends with a digit: ``2.349``, ``86,60``, ``0,001``. Which numbers are no
figures of the report is said by rule, each with its reason (``BUKAN_ANGKA``).
"""

import re
from collections.abc import Iterable, Iterator

from sekampadi.i18n import _BULAN
from sekampadi.reports.model import MINUS, Chart, Report
from sekampadi.services.tahunan.bahan import BahanTahunan

_ANGKA = re.compile(r"(?<![\w.,/])[+−-]?\d+(?:\.\d{3})*(?:,\d+)?(?![\w/])")
_TAHUN = r"(?:19|20)\d\d"
BUKAN_ANGKA = {
    "a line's own number": r"^\d{1,2}\. ",
    "a regulation's number": r"\bNomor \d+\b",
    "a sheet's number": r"\b\d{4}/[A-Z0-9-]+/[A-Z]+-?[IV]*/\d{4}",
    "a day": rf"\b\d{{1,2}} (?:{'|'.join(_BULAN)}) {_TAHUN}\b",
    "a year": rf"\b{_TAHUN}\b(?![.,]\d)",
    "an unsur": r"\bU[1-9]\b",
    "a weight": r"\(bobot [^)]*\)",
    "the confidence of a margin": r"\btaraf 95 %",
    "a bound of the rules": r"\bkurang dari (?:5|10|2,00)\b",
    "an age group": r"(?:[≤≥] )?\b\d\d(?:–\d\d)? tahun\b",
    "the scale of an answer": r"\bbernilai 1 sampai 4\b",
    "a degree": r"\bD4/S-1\b",
    "a version of a question set": r"\bversi \d+\b",
    "a level of p": r"\bp (?:<|≥|di bawah) 0,0\d+\b",
}
"""Numbers that are names, days and rules: nobody looks for them in a table."""


def numbers_of(text: str) -> Iterator[str]:
    """Yield the numbers of a sentence that are figures, without their sign."""
    for rule in BUKAN_ANGKA.values():
        text = re.sub(rule, " ", text)
    for found in _ANGKA.findall(text):
        yield found.lstrip("+-" + MINUS)


def cells_of(report: Report) -> frozenset[str]:
    """Return the numbers of all cells and key figures, as they are printed, without their sign."""
    cells = [figure.cell for figure in report.figures]
    for table in report.tables:
        # The first of all lines is no figure.
        counted = [at for at, head in enumerate(table.columns) if head == "No."]
        cells += [c for line, _ in table.lines for at, c in enumerate(line) if at not in counted]
    printed = [cell.text for cell in cells if cell.format.numeric and cell.value is not None]
    # Small print in a cell is a part of it: a p beneath its verdict.
    small = [n for cell in cells for n in _ANGKA.findall(cell.small)]
    each = [*(p.removesuffix(" %") for p in printed), *small]
    return frozenset(p.lstrip("+-" + MINUS) for p in each)


def written_by_people(bahan: BahanTahunan) -> frozenset[str]:
    """Return the paragraphs and cells that people have written: their numbers are their own."""
    each = [b.naskah.isi for b in bahan.bagian if b.naskah]
    cells = {cell for isi in each for line in isi.baris for cell in line}
    return frozenset({p for isi in each for p in isi.alinea} | cells)


def sentences_of(report: Report) -> Iterable[str]:
    """Return all paragraphs, and the words for who cannot see a chart."""
    yield from report.text
    for section in report.sections:
        yield from section.text
        for kunci in section.isi:
            if isinstance(chart := report.find(kunci), Chart):
                yield chart.alt


def strangers(report: Report, bahan: BahanTahunan) -> list[str]:
    """Return each number that is of no cell, with the sentence in which it stands."""
    known, people = cells_of(report), written_by_people(bahan)
    return [
        f"{number}: {text}"
        for text in sentences_of(report)
        if text.removeprefix("NIP ") not in people
        for number in numbers_of(text)
        if number not in known
    ]
