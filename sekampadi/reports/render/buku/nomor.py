"""Numbers of pages in the PDF of a long report, written once all of its pages are drawn.

A document that asks for them while it is drawn is laid out twice, and knows arabic ones only.
"""

import io
import itertools
from dataclasses import dataclass, replace
from typing import Any, Final

from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from sekampadi import theme
from sekampadi.i18n import t
from sekampadi.reports.render.buku.markup import FOOT, BookMarkup
from sekampadi.reports.render.buku.susunan import roman_number
from sekampadi.reports.render.buku.tanda import Tags, write_tags
from sekampadi.reports.render.chart_dasar import wide
from sekampadi.reports.render.fonts import REGULAR, register_fonts
from sekampadi.reports.render.laporan_html import MARGIN

_SIZE: Final = 9.5
_SMALL: Final = 8.0
_FORM: Final = NameObject("/Nomor")
_BASE: Final = 2.2
"""Points from the lower edge of a link to the line its letters stand on."""
_RAISED: Final = 3.0
"""And from there to that of the name of the report."""
_DOT: Final = 3.6
"""Points from one dot to the next."""


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a line of a list, in points from the lower left, and the page it leads to."""

    key: str
    page: int
    low: float
    right: float
    leads_to: int


def write_numbers(body: bytes, book: BookMarkup, tags: Tags) -> bytes:
    """Write the number at the foot of each page but the cover, and behind each line of the lists.

    Args:
        body: what was drawn of ``book``.
        tags: what was found of it meanwhile.
    """
    register_fonts()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    ends = _ends(writer, book)
    places = {end.key: end.leads_to for end in ends}
    count = len(writer.pages)
    first = 1
    if book.plan.roman:
        keys = (part.key for part in book.plan.parts if part.first)
        first = next((places[key] for key in keys), count)
    numbers = [roman_number(i) if i < first else str(i - first + 1) for i in range(count)]
    for index, drawn in enumerate(_drawn(writer, numbers, ends)):
        _stamp(writer, index, drawn)
    writer.set_page_label(0, 0, prefix=t("Sampul"))
    if first > 1:
        writer.set_page_label(1, first - 1, style=PageLabelStyle.LOWERCASE_ROMAN, start=1)
    if first < count:
        writer.set_page_label(first, count - 1, style=PageLabelStyle.DECIMAL, start=1)
    write_tags(writer, tags)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _ends(writer: PdfWriter, book: BookMarkup) -> list[_End]:
    """Find where the lines of the lists end, and to which page they lead.

    Each line is a link of its own, and they come in the order in which they were written; a line
    in several typefaces is several links at the same height.
    """
    pages = {
        page.indirect_reference.idnum: at
        for at, page in enumerate(writer.pages)
        if page.indirect_reference
    }
    lines: list[_End] = []
    for index, page in enumerate(writer.pages):
        for note in page.get("/Annots", ()):
            link = note.get_object()
            if link.get("/Subtype") == "/Link" and "/Dest" in link:
                _, low, right, _ = (float(x) for x in link["/Rect"])
                if lines and lines[-1].page == index and abs(lines[-1].low - low) < 1:
                    lines.pop()
                lines.append(_End("", index, low, right, pages[next(iter(link["/Dest"])).idnum]))
    at = itertools.accumulate(count for _, count in book.listed)
    return [replace(lines[n - 1], key=key) for (key, _), n in zip(book.listed, at, strict=True)]


def _drawn(writer: PdfWriter, numbers: list[str], ends: list[_End]) -> list[Any]:
    """Draw what is to be written on each page, on pages of their own."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1)
    for index, page in enumerate(writer.pages):
        right = float(page.mediabox.width) - MARGIN
        if index:
            canvas.setFont(REGULAR, _SMALL)
            canvas.setFillColor(theme.TEKS_REDUP)
            canvas.drawRightString(right, FOOT + _RAISED, numbers[index])
        canvas.setFont(REGULAR, _SIZE)
        canvas.setFillColor(theme.TEKS)
        for end in ends:
            if end.page == index:
                words, base = numbers[end.leads_to], end.low + _BASE
                canvas.drawRightString(right, base, words)
                stop = right - wide("88", _SIZE) - 4
                for dot in range(int(max(0, stop - end.right - 3) // _DOT)):
                    canvas.drawRightString(stop - dot * _DOT, base, ".")
        canvas.showPage()
    canvas.save()
    return list(PdfReader(out).pages)


def _stamp(writer: PdfWriter, index: int, drawn: Any) -> None:
    """Put a drawn page onto another one, without reading what stands there."""
    page = writer.pages[index]
    form = DecodedStreamObject()
    form.set_data(drawn.get_contents().get_data())
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): page.mediabox,
            NameObject("/Resources"): drawn["/Resources"].clone(writer),
        }
    )
    use = DecodedStreamObject()
    use.set_data(b" /Artifact <</Type /Pagination>> BDC q /Nomor Do Q EMC")
    resources: Any = page["/Resources"].get_object()
    shown = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    shown[_FORM] = writer._add_object(form.flate_encode())
    own = page.raw_get("/Contents")
    parts = own if isinstance(own, ArrayObject) else [own]
    page[NameObject("/Contents")] = ArrayObject([*parts, writer._add_object(use)])
