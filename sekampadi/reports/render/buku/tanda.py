"""Tags of a PDF: what is a heading, a paragraph, a table or a figure, for who hears it read.

The PDF library draws without saying what it draws. While a document is drawn for a :class:`Tags`, its
paragraphs and tables are asked what they are, and mark what they write; what is mere decoration or
stands again on each page is marked as such. :func:`write_tags` puts the tree into the finished file.

Not had this way: links are no parts of the tree, and a paragraph that a page parts is two.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from xhtml2pdf.xhtml2pdf_reportlab import PmlPageTemplate, PmlParagraph, PmlTable

_ARTIFACT: Final = "/Artifact BMC"
_END: Final = "EMC"
_GUARD: Final = 1.0
"""Points up to which a column is no column but keeps lines together."""


@dataclass(slots=True)
class Element:
    """A part of a document: its kind as PDF names it, and what it holds."""

    kind: str
    parts: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    """What is drawn of it: the page, from 0, and the number on that page."""
    alt: str = ""
    more: dict[str, int | str] = field(default_factory=dict)
    """Of a cell: how many columns and rows it spans, and whose heading it is."""


@dataclass(slots=True)
class Tags:
    """Collects what is drawn of a document, in its order.

    Args:
        alts: words for each picture, by its address; of pictures that are alike for one after the
            other, as they are drawn.
    """

    alts: Mapping[str, Sequence[str]]
    shown: dict[str, int] = field(default_factory=dict)
    root: Element = field(default_factory=lambda: Element("Document"))
    counts: dict[int, int] = field(default_factory=dict)
    table: Element | None = None  # the last one, which may go on on the next page
    cell: Element | None = None  # the one being drawn
    silent: int = 0  # how deep in what stands on each page

    def mark(self, canvas: Any, element: Element) -> str:
        """Take note of what is about to be drawn, and return what the page says before it."""
        page = canvas.getPageNumber() - 1
        number = self.counts.get(page, 0)
        self.counts[page] = number + 1
        element.marks.append((page, number))
        return f"/{element.kind} <</MCID {number}>> BDC"

    def place(self, paragraph: Any) -> Element | None:
        """Find which part a paragraph is; None for decoration."""
        images = [f.cbDefn.image for f in paragraph.frags if hasattr(f, "cbDefn") and f.cbDefn.kind == "img"]  # fmt: skip
        alt = " ".join(filter(None, (self._alt(str(image.src)) for image in images)))
        words = "".join(str(getattr(f, "text", "") or "") for f in paragraph.frags).strip("\xa0 \n")
        if self.silent or not (words or alt):
            return None
        if images and alt:
            own = Element("Figure", alt=alt)
        elif self.cell is not None:
            return self.cell
        elif getattr(paragraph, "outline", False):
            own = Element(f"H{min(paragraph.outlineLevel + 1, 6)}")
        else:
            own = Element("P")
        (self.cell or self.root).parts.append(own)
        return own

    def _alt(self, address: str) -> str:
        words = self.alts.get(address, ())
        at = self.shown[address] = self.shown.get(address, -1) + 1
        return words[min(at, len(words) - 1)] if words else ""

    def draw_table(self, table: Any, event: str, place: tuple[int, int]) -> None:
        """Follow a table with headings while it is drawn.

        Args:
            place: line and column of a cell.
        """
        heads = table._repeatCount()
        if event == "startTable" and not (table._cutTop and self.table):
            self.table = Element("Table")
            self.root.parts.append(self.table)
        if self.table is None:
            return
        line, column = place
        again = table._cutTop and line < heads
        if event == "startRow":
            self.silent += again
            if not again:
                self.table.parts.append(Element("TR"))
        elif event == "endRow":
            self.silent -= again
        elif event == "startCell" and not again and table._colWidths[column] > _GUARD:
            self.cell = Element("TH" if line < heads else "TD")
            if line < heads:
                self.cell.more["Scope"] = "/Column"
            first, top, last, low = (getattr(table, "_spanRanges", {}).get((column, line)) or (0,) * 4)  # fmt: skip
            spans = (("ColSpan", last - first + 1), ("RowSpan", low - top + 1))
            self.cell.more |= {name: count for name, count in spans if count > 1}
            self.table.parts[-1].parts.append(self.cell)
        elif event == "endCell":
            self.cell = None


_TAGS: ContextVar[Tags | None] = ContextVar("_TAGS", default=None)


@contextmanager
def tagging(tags: Tags | None) -> Iterator[None]:
    """Have all that is drawn meanwhile tagged; nothing where ``tags`` is None."""
    before = _TAGS.set(tags)
    try:
        yield
    finally:
        _TAGS.reset(before)


def _draw_paragraph(self: Any) -> None:
    tags = _TAGS.get()
    if tags is None:
        _paragraph(self)
        return
    own = tags.place(self)
    self.canv._code.append(_ARTIFACT if own is None else tags.mark(self.canv, own))
    _paragraph(self)
    self.canv._code.append(_END)


def _draw_table(self: Any, canvas: Any, x: float, y: float, **more: Any) -> None:
    tags = _TAGS.get()
    if tags is None:
        _table(self, canvas, x, y, **more)
        return
    at = (0, 0)

    def follow(table: Any, event: str, *place: Any) -> None:
        nonlocal at
        if event in {"startBG", "startLines"}:
            canvas._code.append(_ARTIFACT)
        elif event in {"endBG", "endLines"}:
            canvas._code.append(_END)
        elif table._repeatCount():
            at = (int(place[0]), int(place[1]) if len(place) > 1 else 0) if place else at
            tags.draw_table(table, event, at)

    self._renderCB = follow
    _table(self, canvas, x, y, **more)


def _draw_static(self: Any, frame: Any, canvas: Any, renumber: Any) -> None:
    tags = _TAGS.get()
    if tags is None:
        _static(self, frame, canvas, renumber)
        return
    tags.silent += 1
    try:
        _static(self, frame, canvas, renumber)
    finally:
        tags.silent -= 1


_paragraph, _table, _static = (
    PmlParagraph.draw,
    PmlTable.drawOn,
    PmlPageTemplate._drawStaticFrame,
)
PmlParagraph.draw, PmlTable.drawOn = _draw_paragraph, _draw_table
PmlPageTemplate._drawStaticFrame = _draw_static


def write_tags(writer: PdfWriter, tags: Tags) -> None:
    """Put the tree of what was drawn into a file, page by page as it was drawn."""
    owners: dict[tuple[int, int], Any] = {}
    pages = list(writer.pages)  # each look at them there counts anew

    def write(element: Element, parent: Any) -> Any:
        own = DictionaryObject(
            {NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): NameObject(f"/{element.kind}")}
        )  # fmt: skip
        link = writer._add_object(own)
        own[NameObject("/P")] = parent
        kids = ArrayObject()
        for page, number in element.marks:
            own.setdefault(NameObject("/Pg"), pages[page].indirect_reference)
            kids.append(NumberObject(number))
            owners[page, number] = link
        kids.extend(write(part, link) for part in element.parts)
        if kids:
            own[NameObject("/K")] = kids
        if element.alt:
            own[NameObject("/Alt")] = TextStringObject(element.alt)
        if element.more:
            about = DictionaryObject({NameObject("/O"): NameObject("/Table")})
            for name, value in element.more.items():
                shown = NameObject(value) if isinstance(value, str) else NumberObject(value)
                about[NameObject(f"/{name}")] = shown
            own[NameObject("/A")] = about
        return link

    tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    root = writer._add_object(tree)
    tree[NameObject("/K")] = write(tags.root, root)
    numbers = ArrayObject()
    for page, count in sorted(tags.counts.items()):
        pages[page][NameObject("/StructParents")] = NumberObject(page)
        pages[page][NameObject("/Tabs")] = NameObject("/S")
        each = ArrayObject(owners[page, number] for number in range(count))
        numbers.extend((NumberObject(page), writer._add_object(each)))
    tree[NameObject("/ParentTree")] = writer._add_object(
        DictionaryObject({NameObject("/Nums"): numbers})
    )
    tree[NameObject("/ParentTreeNextKey")] = NumberObject(len(pages))
    writer.root_object[NameObject("/StructTreeRoot")] = root
    writer.root_object[NameObject("/MarkInfo")] = DictionaryObject(
        {NameObject("/Marked"): BooleanObject(True)}
    )
    # Readers show the name of the document then, and not that of its file.
    views = writer.root_object.setdefault(NameObject("/ViewerPreferences"), DictionaryObject())
    views.get_object()[NameObject("/DisplayDocTitle")] = BooleanObject(True)
