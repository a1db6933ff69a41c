"""A long report as a Word file: cover, lists of contents, captions, pages that are numbered.

The lists are links with the number of a page each, and no table of contents in Word's sense: in
one of those LibreOffice prints the numbers that the file brings, while these it works out. Word
works them out when its reader updates the fields; until then :mod:`.halaman` has told them.
"""

import io
import math
from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from sekampadi import theme
from sekampadi.i18n import t
from sekampadi.reports.model import Chart, KeyFigure, Photo, Report, Table
from sekampadi.reports.render.buku.susunan import (
    BookPart,
    Counted,
    Entry,
    photo_size,
    plan_of,
    roman_number,
)
from sekampadi.reports.render.tabel.word import heights_of, table_xml
from sekampadi.reports.render.word.halaman import LEADING, STRETCH, Pages
from sekampadi.reports.render.word.kertas import Paper
from sekampadi.reports.render.word.tulis import (
    add_bookmark,
    add_field,
    describe,
    link_to,
    list_style,
    number_pages,
    plain_text,
    rgb,
    set_font,
)

_HEADINGS: Final = {1: (13.5, 12.0), 2: (11.0, 8.0), 3: (10.0, 6.0)}
"""Letters of the headings, and points above them."""
_AFTER: Final = 3.0
_CAPTION: Final = 9.0
_GAP: Final = 6.0
"""Points of the paragraph beneath a table."""
_NOTE: Final = 3.0
"""Points between a table and its notes, and between these."""
_INDENT: Final = 14.0
_BEFORE: Final = 8.0
"""Points above the caption of a table, and beneath that of a figure."""
_NUMBER: Final = 30.0
"""Points at the end of a line of the contents that belong to the number."""
_BENEATH: Final = 6.0
"""Points between a drawing and what follows it."""
_TOP: Final = 30.0
_MARK: Final = 84
_EDGES: Final = 80.0
"""Points above and below what is written on a page."""


class BookPaper(Paper):
    """A Word file of a report that is a book, being written."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.plan = plan_of(report)
        self.bookmarks = 0
        self.fresh = False  # whether a page has just begun
        self.last: Any = None  # the paragraph written last
        self.shown: dict[str, Any] = {}  # what holds the number of a bookmark's page in the lists
        self.written: dict[str, str] = {}
        tall = (595 if report.landscape else 842) - _EDGES
        self.pages = Pages(tall, self.width)

    def write(self) -> bytes:
        """Return the file."""
        self._setup()
        self._styles()
        self._cover()
        self._end_section()
        for at, part in enumerate(self.plan.parts):
            if part.first and at:
                self._end_section(roman=True)
            self._part(part, opening=not at)
        arabic = any(part.first for part in self.plan.parts)
        self._take_numbers(roman=not arabic)
        number_pages(self.document.element.body[-1], "" if arabic else "lowerRoman")
        for key, place in self.shown.items():
            place.text = self.written[key]
        return self._saved()

    def _styles(self) -> None:
        styles = self.document.styles
        for level, (size, before) in _HEADINGS.items():
            style = styles[f"Heading {level}"]
            set_font(style, size, self.aksen if level == 1 else theme.TEKS)
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(_AFTER)
        styles["Heading 3"].font.bold = True
        set_font(styles["Caption"], _CAPTION, theme.TEKS)
        styles["Caption"].paragraph_format.space_after = Pt(_AFTER)
        for level in range(1, 4):
            left = (level - 1) * _INDENT
            styles.element.append(
                list_style(f"toc {level}", f"TOC{level}", self.width, left=left, hanging=_INDENT)
            )
        styles.element.append(
            list_style("table of figures", "TableofFigures", self.width, hanging=_INDENT)
        )

    def _footer(self, paragraph: Any) -> None:
        """Write the number of the page only: how many there are says little where two counts run."""
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_field(paragraph, "PAGE")

    def _end_section(self, *, roman: bool | None = None) -> None:
        """Let what follows begin on a new page, counted anew.

        Args:
            roman: whether the pages that end here have roman numbers; None for the cover.
        """
        own = deepcopy(self.document.element.body[-1])
        if roman is None:
            for part in own.findall(qn("w:footerReference")):
                own.remove(part)
        else:
            number_pages(own, "lowerRoman" if roman else "")
        # In the last paragraph, and not in one of its own: that could stand alone on a page.
        self.last._p.get_or_add_pPr().append(own)
        self.fresh = True
        self._take_numbers(roman=bool(roman))
        self.pages.turn(1)

    def _take_numbers(self, *, roman: bool) -> None:
        """Keep the numbers of the pages that end here."""
        self.pages.turn()
        for key, page in self.pages.places.items():
            self.written.setdefault(key, roman_number(page) if roman else str(page))

    def _cover(self) -> None:
        report = self.report
        picture = self.document.add_paragraph()
        picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture.paragraph_format.space_before = Pt(_TOP)
        self._mark(picture, _MARK)
        used = _TOP + _MARK + 2 * _GAP
        used += self._line(report.lines.get("instansi", ""), 14, colour=self.tua)
        used += self._line(report.title, 26, before=90, style="Title")
        used += self._line(report.subtitle, 15, before=10)
        used += sum(self._line(text, 11, before=6, bold=False) for text in report.heading)
        foot = [text for text in (report.book.cover if report.book else ()) if text.strip()]
        need = sum(self._tall(text, 12) + _GAP for text in foot)
        for at, text in enumerate(foot):
            self._line(text, 12, before=_GAP if at else max(40, self.pages.tall - used - need - 30))

    def _line(
        self,
        text: str,
        size: float,
        *,
        before: float = 0,
        style: str = "",
        bold: bool = True,
        colour: str = theme.TEKS,
    ) -> float:
        """Write a line of the cover; return how tall it is."""
        if not text.strip():
            return 0
        paragraph = self.last = self.document.add_paragraph(style=style or None)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        about = paragraph.paragraph_format
        about.space_before, about.space_after, about.line_spacing = Pt(before), Pt(0), 1.0
        run = paragraph.add_run(plain_text(text))
        run.bold, run.font.size = bold, Pt(size)
        if not style:
            run.font.color.rgb = rgb(colour)
        return before + self._tall(text, size)

    def _tall(self, text: str, size: float) -> float:
        own = Pages(10_000, self.width)
        return own.write(text, size, bold=True, after=0, spread=1)

    def _part(self, part: BookPart, *, opening: bool) -> None:
        section = part.section
        if section.title:
            self._heading(Entry(part.key, section.title, part.level), opens=part.opens)
        if opening:
            self._opening()
        self._paragraphs(section, [text.endswith(":") for text in section.text])
        if section.contents:
            self._lists()
        for row in part.rows:
            counted = row[0]
            if isinstance(counted.item, Photo):
                self._photos(row)
            elif isinstance(counted.item, Chart):
                self._figure(counted, counted.item)
            else:
                self._table(counted, counted.item)

    def _heading(self, entry: Entry, *, opens: bool) -> None:
        paragraph = self.last = self.document.add_heading(plain_text(entry.text), entry.level)
        self._bookmark(paragraph, entry.key)
        if opens and not self.fresh:
            paragraph.paragraph_format.page_break_before = True
            self.pages.turn()
        self.fresh = False
        size, before = _HEADINGS[entry.level]
        self.pages.write(entry.text, size, bold=True, before=before, after=_AFTER, keep=True, key=entry.key)  # fmt: skip

    def _bookmark(self, paragraph: Any, key: str) -> None:
        self.bookmarks += 1
        add_bookmark(paragraph, key, self.bookmarks)

    def _paragraph(
        self, text: str, *, small: bool = False, keep: bool = False, left: float = 0
    ) -> Any:
        self.last = super()._paragraph(text, small=small, keep=keep, left=left)
        self.pages.write(text, 8.5 if small else 10, keep=keep, room=self.width - left)
        return self.last

    def _figures(self, figures: Sequence[KeyFigure]) -> None:
        super()._figures(figures)
        self.last = self.document.paragraphs[-1]
        self.pages.add(math.ceil(len(figures) / 2) * (12 * LEADING + 3) + _GAP)

    def _lists(self) -> None:
        for head, entries in self.plan.lists():
            if head:
                self._heading(head, opens=False)
            for entry in entries:
                style = "table of figures" if head else f"toc {entry.level}"
                paragraph = self.last = self.document.add_paragraph(style=style)
                paragraph.add_run(plain_text(entry.text))
                paragraph.add_run("\t")
                self.shown[entry.key] = self._number(paragraph, entry.key)
                link_to(paragraph, entry.key)
                room = self.width - entry.level * _INDENT - _NUMBER
                self.pages.write(entry.text, 10, after=2, spread=1, room=room)

    def _number(self, paragraph: Any, key: str) -> Any:
        """Write the number of a place's page; return what holds it until it is worked out."""
        code = f" PAGEREF {key} \\h "
        if not self.plan.in_front(key):
            return add_field(paragraph, code, small=False)
        # LibreOffice writes such a number as 4 where the page says iv. What Word is told to quote,
        # it prints as the file brings it.
        return add_field(paragraph, " QUOTE ", small=False, inner=code)

    def _caption_words(self, paragraph: Any, counted: Counted) -> None:
        paragraph.add_run(f"{counted.kind} ")
        add_field(paragraph, f" SEQ {counted.kind} \\* ARABIC ", str(counted.number), small=False)
        paragraph.add_run(plain_text(f". {counted.item.title}"))
        self._bookmark(paragraph, counted.key)

    def _caption(self, counted: Counted, *, keep: bool) -> None:
        paragraph = self.last = self.document.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = keep
        self._caption_words(paragraph, counted)
        before = _BEFORE if keep else 0
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.space_after = Pt(_AFTER if keep else _BEFORE)
        self.pages.write(
            counted.caption,
            _CAPTION,
            bold=True,
            before=before,
            after=_AFTER if keep else _BEFORE,
            spread=1,
            keep=keep,
            key=counted.key,
        )

    def _table(self, counted: Counted, table: Table) -> None:
        self._caption(counted, keep=True)
        xml = table_xml(table, self.width, self.aksen, self.muda, show=self._picture)
        self.last = self._append(xml, gap=not table.notes)
        self.pages.rows(heights_of(table, self.width, STRETCH))
        for at, note in enumerate(table.notes, start=1):
            before = _NOTE if at == 1 else 0.0
            after = _BEFORE if at == len(table.notes) else _NOTE
            self.last = super()._paragraph(note, small=True)
            about = self.last.paragraph_format
            about.space_before, about.space_after = Pt(before), Pt(after)
            self.pages.write(note, 8.5, before=before, after=after)
        if not table.notes:
            self.pages.add(_GAP)

    def _figure(self, counted: Counted, chart: Chart) -> None:
        drawings = self._chart(chart)
        for at, (paragraph, drawing) in enumerate(drawings, start=1):
            keep = at == len(drawings)
            about = paragraph.paragraph_format
            about.keep_with_next, about.line_spacing = keep, 1.0
            self.pages.add(drawing.height, keep=keep, after=_BENEATH)
        if not drawings:
            self._paragraph(t("Belum ada data."), keep=True)
        self._caption(counted, keep=False)

    def _photos(self, row: tuple[Counted, ...]) -> None:
        """Set photos side by side, each above its caption, in cells that no page parts."""
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        half, tallest = self.width / 2, 0.0
        for cell in table.rows[0].cells:
            cell.width = Pt(half)
        for cell, counted in zip(table.rows[0].cells, row, strict=False):
            if not isinstance(counted.item, Photo):
                continue
            wide, tall = photo_size(counted.item, self.width - 2 * _GAP)
            paragraph = cell.paragraphs[0]
            about = paragraph.paragraph_format
            about.keep_with_next, about.line_spacing = True, 1.0
            shown = io.BytesIO(counted.item.jpeg)
            picture = paragraph.add_run().add_picture(shown, Pt(wide), Pt(tall))
            describe(picture, counted.item.title, counted.item.title)
            self._caption_words(cell.add_paragraph(style="Caption"), counted)
            room = Pages(10_000, half - 2 * _GAP)
            below = room.write(counted.caption, _CAPTION, bold=True, after=_AFTER, spread=1)
            tallest = max(tallest, tall + _BENEATH + below)
            self.pages.add(0, keep=True, key=counted.key)
        self.pages.add(tallest)
        # Two tables without a paragraph between them would be one.
        self.last = self.document.add_paragraph()
        space = self.last.paragraph_format
        space.space_after, space.line_spacing = Pt(0), Pt(_GAP)
        self.pages.add(_GAP)
