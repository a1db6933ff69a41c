"""A report as a Word file: real headings, tables whose heads repeat, charts as pictures with words."""

import base64
import io
from collections.abc import Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from sekampadi import theme
from sekampadi.domain.identitas import shades
from sekampadi.i18n import t
from sekampadi.reports.model import Chart, KeyFigure, Report, Table
from sekampadi.reports.render.chart import draw_chart
from sekampadi.reports.render.drawing import to_png
from sekampadi.reports.render.excel.xlsx import clean_text
from sekampadi.reports.render.mark import fit_png, own_mark_png
from sekampadi.reports.render.tabel.lebar import layout

_FONT: Final = "Calibri"
"""On every desk with Word; LibreOffice has one of the same measure in its place."""
_STRETCH: Final = 1.12
"""A machine may have neither; its letters are wider than those we measure then."""
_MARGIN: Final = 51
_SHORT, _LONG = 595, 842
_TWIPS: Final = 20


class _Paper:
    """A Word file being written."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.document: Any = Document()
        self.aksen = report.lines.get("aksen") or theme.AKSEN
        self.tua, self.muda = shades(self.aksen)
        self.width = (_LONG if report.landscape else _SHORT) - 2 * _MARGIN

    def write(self) -> bytes:
        """Return the file."""
        self._setup()
        self._head()
        self._figures(self.report.figures)
        for text in self.report.text:
            self._paragraph(text)
        for note in self.report.notes:
            self._paragraph(note, small=True)
        for section in self.report.parts:
            if section.title:
                self.document.add_heading(_text(section.title), 1)
            for text in section.text:
                self._paragraph(text)
            for kunci in section.isi:
                item = self.report.find(kunci)
                if item.title and item.title != section.title:
                    self.document.add_heading(_text(item.title), 2)
                if isinstance(item, Chart):
                    self._chart(item)
                else:
                    self._table(item)
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _setup(self) -> None:
        report, document = self.report, self.document
        page = document.sections[0]
        page.page_width, page.page_height = Pt(_SHORT), Pt(_LONG)
        if report.landscape:
            page.orientation = WD_ORIENT.LANDSCAPE
            page.page_width, page.page_height = Pt(_LONG), Pt(_SHORT)
        page.left_margin = page.right_margin = Pt(_MARGIN)
        page.top_margin = page.bottom_margin = Pt(48)
        normal = document.styles["Normal"]
        _set_font(normal, 10, theme.TEKS)
        normal.paragraph_format.space_after = Pt(4)
        _language(normal)
        for name, size, before in (("Title", 17, 6), ("Heading 1", 13.5, 12), ("Heading 2", 11, 8)):
            style = document.styles[name]
            _set_font(style, size, theme.TEKS if name == "Heading 2" else self.aksen)
            style.font.bold = True
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(3)
            style.paragraph_format.keep_with_next = True
        for edge in document.styles["Title"].element.iter(qn("w:pBdr")):
            edge.getparent().remove(edge)
        properties = document.core_properties
        properties.title = _text(f"{report.title} – {report.subtitle}")[:250]
        properties.author = _text(report.lines.get("instansi", ""))[:250] or "SeKaM Padi"
        properties.language, properties.comments = "id-ID", ""
        self._footer(page.footer.paragraphs[0])

    def _footer(self, paragraph: Any) -> None:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        before, between = t("Halaman {a} dari {b}", a="\0", b="\0").split("\0")[:2]
        for text, field in ((before, "PAGE"), (between, "NUMPAGES")):
            _small(paragraph.add_run(text))
            _field(paragraph, field)

    def _head(self) -> None:
        report = self.report
        logo = report.lines.get("logo", "")
        paragraph = self.document.add_paragraph()
        mark = logo or own_mark_png()
        width, height = fit_png(mark, 42)
        picture = paragraph.add_run().add_picture(
            io.BytesIO(base64.b64decode(mark)), Pt(width), Pt(height)
        )
        _describe(picture, t("Lambang"), t("Lambang"))
        paragraph.add_run("  ")
        run = paragraph.add_run(_text(report.lines.get("instansi", "")))
        run.bold, run.font.size = True, Pt(12)
        run.font.color.rgb = _rgb(self.tua)
        _underline(paragraph, self.aksen)
        for text, style in ((report.title, "Title"), (report.subtitle, "")):
            if not text:
                continue
            line = self.document.add_paragraph(style=style or None)
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = line.add_run(_text(text))
            if not style:
                run.bold, run.font.size = True, Pt(13)
        for text in report.heading:
            line = self.document.add_paragraph(_text(text))
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _paragraph(self, text: str, *, small: bool = False) -> None:
        run = self.document.add_paragraph().add_run(_text(text))
        if small:
            _small(run)

    def _figures(self, figures: Sequence[KeyFigure]) -> None:
        """Set the key figures as a table of two columns, which a screen reader reads in order."""
        if not figures:
            return
        rows, half = [], self.width * 0.5
        for figure in figures:
            colour = figure.cell.tone or self.tua
            text = _cell(figure.text, half, bold=True, size=12, colour=colour, fill=self.muda)
            rows.append(_row([_cell(figure.label, half, fill=self.muda), text]))
        self._append(_table((half, half), rows))

    def _table(self, table: Table) -> None:
        set_ = layout(table, self.width, stretch=_STRETCH)
        size = max(set_.size, 7.0)
        numeric = table.numeric
        cells = [
            _cell(c, w, bold=True, size=size, colour=theme.PADA_AKSEN, fill=self.aksen, right=k)
            for c, w, k in zip(table.columns, set_.widths, numeric, strict=True)
        ]
        rows = [_row(cells, head=True)]
        for row, total in table.lines:
            cells = []
            for cell, width, k in zip(row, set_.widths, numeric, strict=True):
                cells.append(
                    _cell(
                        cell.text,
                        width,
                        bold=total or bool(cell.tone),
                        size=size,
                        colour=cell.tone or theme.TEKS,
                        fill=self.muda if total else "",
                        right=cell.is_right(k),
                    )
                )
            rows.append(_row(cells))
        if not table.rows:
            cells = [_cell(t("Belum ada data."), self.width, size=size, span=len(table.columns))]
            rows.insert(1, _row(cells))
        self._append(_table(set_.widths, rows))
        for note in table.notes:
            self._paragraph(note, small=True)

    def _append(self, xml: str) -> None:
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(xml))
        # Two tables without a paragraph between them would be one.
        gap = self.document.add_paragraph()
        gap.paragraph_format.space_after = Pt(0)
        _small(gap.add_run())

    def _chart(self, chart: Chart) -> None:
        for drawing in draw_chart(chart, self.width, aksen=self.aksen):
            paragraph = self.document.add_paragraph()
            picture = paragraph.add_run().add_picture(
                io.BytesIO(to_png(drawing)), Pt(drawing.width), Pt(drawing.height)
            )
            _describe(picture, chart.title, chart.alt or chart.title)


def _describe(picture: Any, title: str, words: str) -> None:
    """Say what a picture shows, and that it needs no room around it; the library says neither."""
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")
    about = picture._inline.docPr
    about.set("descr", _text(words))
    about.set("title", _text(title))


def _text(text: str) -> str:
    return clean_text(text).strip()


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())


def _set_font(style: Any, size: float, colour: str) -> None:
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), _rgb(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), _FONT)


def _language(style: Any) -> None:
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), "id-ID")
    style.element.get_or_add_rPr().append(lang)


def _small(run: Any) -> Any:
    run.font.size, run.font.color.rgb = Pt(8.5), _rgb(theme.TEKS_REDUP)
    return run


def _field(paragraph: Any, name: str) -> None:
    """Write a field: the library knows none, so its parts are put in by hand."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
        if kind in {"begin", "separate", "end"}:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:t" if kind == "text" else "w:instrText")
            part.text = text
        _small(paragraph.add_run())._r.append(part)


def _underline(paragraph: Any, colour: str) -> None:
    tone = colour.lstrip("#")
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="4" w:color="{tone}"/></w:pBdr>'
        )
    )


def _cell(
    text: str,
    width: float,
    *,
    bold: bool = False,
    size: float = 10,
    colour: str = theme.TEKS,
    fill: str = "",
    right: bool = False,
    span: int = 1,
) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill.lstrip("#")}"/>' if fill else ""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width * _TWIPS)}" w:type="dxa"/>{wide}{shade}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{"right" if right else "left"}"/></w:pPr>'
        f"<w:r><w:rPr>{'<w:b/>' if bold else ''}"
        f'<w:color w:val="{colour.lstrip("#")}"/><w:sz w:val="{round(size * 2)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(_text(text))}</w:t></w:r></w:p></w:tc>'
    )


def _row(cells: Sequence[str], *, head: bool = False) -> str:
    mark = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{''.join(cells)}</w:tr>"


def _table(widths: Sequence[float], rows: Sequence[str]) -> str:
    edge = theme.GARIS.lstrip("#")
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{edge}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{round(w * _TWIPS)}"/>' for w in widths)
    total = sum(round(w * _TWIPS) for w in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def render_docx(report: Report) -> bytes:
    """Render a report of any kind but ``lembar`` as a Word file."""
    return _Paper(report).write()
