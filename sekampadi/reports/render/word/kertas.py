"""A report as a Word file: real headings, tables whose heads repeat, charts as pictures with words."""

import base64
import io
from collections.abc import Sequence
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from sekampadi import theme
from sekampadi.clock import system_clock
from sekampadi.domain.identitas import shades
from sekampadi.i18n import t
from sekampadi.reports.model import SIGNED_FROM, Chart, KeyFigure, Picture, Report, Section, Table
from sekampadi.reports.render.chart import draw_chart
from sekampadi.reports.render.drawing import Drawing, to_png
from sekampadi.reports.render.mark import fit_png, own_mark_png
from sekampadi.reports.render.tabel.baris import Placed, rows_of, stay_together
from sekampadi.reports.render.tabel.lebar import picture_size
from sekampadi.reports.render.tabel.word import (
    beside_xml,
    cell_xml,
    grid_xml,
    row_xml,
    stack_xml,
    table_xml,
)
from sekampadi.reports.render.word.huruf import embed_fonts
from sekampadi.reports.render.word.tulis import (
    add_field,
    describe,
    no_room,
    plain_text,
    rgb,
    set_font,
    set_language,
    small_run,
    underline,
)

_PICTURES: Final = 10_000
"""Pictures in cells have numbers above this one, those in the text below."""
_MARGIN: Final = 42
_SHORT, _LONG = 595, 842


class Paper:
    """A Word file being written; a report that is a book is written by :class:`BookPaper`."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.document: Any = Document()
        self.aksen = report.lines.get("aksen") or theme.AKSEN
        self.tua, self.muda = shades(self.aksen)
        self.pictures = 0
        self.width = (_LONG if report.landscape else _SHORT) - 2 * _MARGIN

    def write(self) -> bytes:
        """Return the file."""
        self._setup()
        self._head()
        self._opening()
        for section in self.report.parts:
            if section.title:
                self.document.add_heading(plain_text(section.title), section.level)
            self._paragraphs(section, [bool(section.isi)] * len(section.text))
            rows = rows_of(self.report, section, self.width)
            if stay_together(rows, self.width):
                self._append(stack_xml([self._pair(row) for row in rows], self.width))
                continue
            for row in rows:
                self._row(row)
        return self._saved()

    def _paragraphs(self, section: Section, kept: Sequence[bool]) -> None:
        """Write the paragraphs of a section; a signature at the right, on one page.

        Args:
            kept: whether each stays on the page of what follows it.
        """
        left = self.width * SIGNED_FROM if section.signed else 0
        for at, (text, keep) in enumerate(zip(section.text, kept, strict=True), start=1):
            signed = section.signed and at < len(section.text)
            self._paragraph(text, keep=keep or signed, left=left)

    def _saved(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _opening(self) -> None:
        """Write what stands before all sections."""
        self._figures(self.report.figures)
        for text in self.report.text:
            self._paragraph(text)
        if self.report.notes:
            self._paragraph(" · ".join(self.report.notes), small=True)

    def _setup(self) -> None:
        report, document = self.report, self.document
        page = document.sections[0]
        page.page_width, page.page_height = Pt(_SHORT), Pt(_LONG)
        if report.landscape:
            page.orientation = WD_ORIENT.LANDSCAPE
            page.page_width, page.page_height = Pt(_LONG), Pt(_SHORT)
        page.left_margin = page.right_margin = Pt(_MARGIN)
        page.top_margin = page.bottom_margin = Pt(40)
        page.header_distance = page.footer_distance = Pt(24)
        normal = document.styles["Normal"]
        set_font(normal, 10, theme.TEKS)
        normal.paragraph_format.space_after = Pt(4)
        set_language(normal)
        for name, size, before in (("Title", 17, 6), ("Heading 1", 13.5, 12), ("Heading 2", 11, 8)):
            style = document.styles[name]
            set_font(style, size, theme.TEKS if name == "Heading 2" else self.aksen)
            style.font.bold = True
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(3)
            style.paragraph_format.keep_with_next = True
        for edge in document.styles["Title"].element.iter(qn("w:pBdr")):
            edge.getparent().remove(edge)
        properties = document.core_properties
        properties.title = plain_text(f"{report.title} – {report.subtitle}")[:250]
        properties.author = plain_text(report.lines.get("instansi", ""))[:250] or "SeKaM Padi"
        properties.language, properties.comments = "id-ID", ""
        # Else it bears the day on which the library's own template was made.
        properties.created = properties.modified = system_clock()
        properties.last_modified_by, properties.revision = properties.author, 1
        embed_fonts(document)
        self._footer(page.footer.paragraphs[0])

    def _footer(self, paragraph: Any) -> None:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        before, between = t("Halaman {a} dari {b}", a="\0", b="\0").split("\0")[:2]
        for text, field in ((before, "PAGE"), (between, "NUMPAGES")):
            small_run(paragraph.add_run(text))
            add_field(paragraph, field)

    def _head(self) -> None:
        report = self.report
        paragraph = self.document.add_paragraph()
        self._mark(paragraph, 42)
        paragraph.add_run("  ")
        run = paragraph.add_run(plain_text(report.lines.get("instansi", "")))
        run.bold, run.font.size = True, Pt(12)
        run.font.color.rgb = rgb(self.tua)
        underline(paragraph, self.aksen)
        for text, style in ((report.title, "Title"), (report.subtitle, "")):
            if not text:
                continue
            line = self.document.add_paragraph(style=style or None)
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = line.add_run(plain_text(text))
            if not style:
                run.bold, run.font.size = True, Pt(13)
        for text in report.heading:
            line = self.document.add_paragraph(plain_text(text))
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.space_after = Pt(0)
        self.document.paragraphs[-1].paragraph_format.space_after = Pt(6)

    def _mark(self, paragraph: Any, side: int) -> None:
        """Set the mark of the government, or our own, in a square of so many points."""
        mark = self.report.lines.get("logo", "") or own_mark_png()
        width, height = fit_png(mark, side)
        picture = paragraph.add_run().add_picture(
            io.BytesIO(base64.b64decode(mark)), Pt(width), Pt(height)
        )
        describe(picture, t("Lambang"), t("Lambang"))

    def _paragraph(
        self, text: str, *, small: bool = False, keep: bool = False, left: float = 0
    ) -> Any:
        """Write a paragraph, and return it; ``left`` are points from the edge where it begins."""
        paragraph = self.document.add_paragraph()
        if left:
            paragraph.paragraph_format.left_indent = Pt(left)
        if keep:
            paragraph.paragraph_format.keep_with_next = True
        run = paragraph.add_run(plain_text(text))
        if small:
            small_run(run)
        return paragraph

    def _figures(self, figures: Sequence[KeyFigure]) -> None:
        """Set the key figures two a line, each name before its value, as a screen reader reads."""
        if not figures:
            return
        widths = [self.width * share for share in (0.27, 0.23) * 2]
        blank = cell_xml("", sum(widths[2:]), span=2, fill=self.muda)
        rows = []
        for at in range(0, len(figures), 2):
            cells: list[str] = []
            for figure in figures[at : at + 2]:
                name = cell_xml(figure.label, widths[0], fill=self.muda, keep=True)
                colour = figure.cell.tone or self.tua
                value = cell_xml(
                    figure.text, widths[1], bold=True, size=12, colour=colour, fill=self.muda, keep=True
                )  # fmt: skip
                cells += [name, value]
            rows.append(row_xml(cells if len(cells) == len(widths) else [*cells, blank]))
        self._append(grid_xml(widths, rows))

    def _pair(self, row: tuple[Placed, ...]) -> str:
        parts = [(p.judul, p.item) for p in row if isinstance(p.item, Table)]
        return beside_xml(parts, row[0].width, self.aksen, self.muda)

    def _row(self, row: tuple[Placed, ...]) -> None:
        first = row[0]
        if first.width < self.width:
            self._append(self._pair(row))
            return
        if first.judul:
            self.document.add_heading(plain_text(first.judul), 2)
        if isinstance(first.item, Chart):
            self._chart(first.item)
            return
        xml = table_xml(first.item, self.width, self.aksen, self.muda, show=self._picture)
        self._append(xml, gap=not first.item.notes)
        for note in first.item.notes:
            self._paragraph(note, small=True)

    def _picture(self, picture: Picture) -> str:
        """Take a picture of a cell into the file, and write the run that shows it."""
        wide, tall = picture_size(picture)
        inline = self.document.part.new_pic_inline(io.BytesIO(picture.jpeg), Pt(wide), Pt(tall))
        no_room(inline)
        inline.docPr.set("descr", plain_text(picture.name))
        # The library goes by what stands in the document, and this does not yet.
        self.pictures += 1
        inline.docPr.set("id", str(_PICTURES + self.pictures))
        run = OxmlElement("w:r")
        run.add_drawing(inline)
        return str(run.xml)

    def _append(self, xml: str, *, gap: bool = True) -> Any:
        """Put a table at the end; return the paragraph that parts it from the next, if any."""
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(xml))
        if not gap:
            return None
        # Two tables without a paragraph between them would be one.
        paragraph = self.document.add_paragraph()
        space = paragraph.paragraph_format
        space.space_after, space.line_spacing = Pt(0), Pt(6)
        return paragraph

    def _chart(self, chart: Chart) -> list[tuple[Any, Drawing]]:
        """Set a chart, and return its drawings, each with the paragraph it stands in."""
        found = []
        for drawing in draw_chart(chart, self.width, aksen=self.aksen):
            paragraph = self.document.add_paragraph()
            picture = paragraph.add_run().add_picture(
                io.BytesIO(to_png(drawing)), Pt(drawing.width), Pt(drawing.height)
            )
            describe(picture, chart.title, chart.alt or chart.title)
            found.append((paragraph, drawing))
        return found
