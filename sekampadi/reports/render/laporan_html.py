"""A report of any length as markup for xhtml2pdf: letterhead, key figures, sections, small print.

Texts are broken by our own measure before the library sees them, so nothing runs over an edge;
table heads repeat on every page, and a heading stays with what it belongs to.
"""

import base64
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from sekampadi import theme
from sekampadi.domain.identitas import shades
from sekampadi.i18n import t
from sekampadi.reports.model import SIGNED_FROM, Chart, KeyFigure, Report, Section
from sekampadi.reports.render.chart import draw_chart
from sekampadi.reports.render.drawing import to_svg
from sekampadi.reports.render.mark import mark
from sekampadi.reports.render.tabel.aksara import fit, flowing, markup, readable, script_css
from sekampadi.reports.render.tabel.baris import GAP, Placed, rows_of, stay_together
from sekampadi.reports.render.tabel.html import KECIL, TableMarkup, table_css

MARGIN: Final = 42
_SHORT, _LONG = 595.0, 842.0
_PX: Final = 0.75
"""Points of a pixel in the library's reckoning."""
_CARDS: Final = 4
_GAP: Final = 8
_TEKS: Final = 9.5
_KEPALA: Final = {"h2": 13.0, "h3": 10.0}
"""Sizes of letters, in points."""


class Markup:
    """Writes one report; its pictures are collected, because only those may be shown."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.pictures: set[str] = set()
        self.alts: dict[str, list[str]] = {}
        """Words for pictures that show something, by their address."""
        self.aksen = report.lines.get("aksen") or theme.AKSEN
        self.tua, self.muda = shades(self.aksen)
        self.way = "landscape" if report.landscape else "portrait"
        wide, self.tall = (_LONG, _SHORT) if report.landscape else (_SHORT, _LONG)
        self.width = wide - 2 * MARGIN

    def write(self) -> str:
        """Return the document."""
        report = self.report
        title, _ = readable(" – ".join(x for x in (report.title, report.subtitle) if x))
        author, _ = readable(report.lines.get("instansi", ""))
        body = "".join(self._body())
        return (
            f'<html lang="id-ID"><head><meta charset="utf-8"><title>{escape(title)}</title>'
            f'<meta name="author" content="{escape(author)}"><style>{self._css()} {script_css(title)}</style></head>'
            f"<body>{body}</body></html>"
        )

    def _body(self) -> Iterator[str]:
        yield self._kop()
        yield self._judul()
        yield from self._pembuka()
        yield from self._bagian()
        yield self._kaki()

    def _pembuka(self) -> Iterator[str]:
        """Set what stands before all sections."""
        yield self._angka()
        yield from map(self._paragraf, self.report.text)
        # Here and not at the end, where they alone could fill a last page.
        yield self._catatan()

    def _frames(self) -> str:
        tall, wide = self.tall, self.width
        return f"""@page {{ size: a4 {self.way};
@frame isi {{ top: 30pt; height: {tall - 76}pt; left: {MARGIN}pt; width: {wide}pt; }}
@frame kaki {{ -pdf-frame-content: kaki; top: {tall - 42}pt; height: 28pt; left: {MARGIN}pt; width: {wide}pt; }} }}"""

    def _css(self) -> str:
        return f"""
{self._frames()}
html, head, title, body {{ font-family: lato; font-size: {_TEKS}pt; line-height: 13.5pt; color: {theme.TEKS}; }}
p {{ margin: 0 0 3.5pt 0; }}
table {{ margin: 0; }}
h2 {{ font-size: {_KEPALA["h2"]}pt; font-weight: bold; line-height: 17pt; color: {self.aksen}; margin: 10pt 0 3pt 0; -pdf-keep-with-next: true; -pdf-outline: true; }}
h3 {{ font-size: {_KEPALA["h3"]}pt; font-weight: bold; line-height: 14pt; margin: 7pt 0 3pt 0; -pdf-keep-with-next: true; -pdf-outline: false; }}
.buka {{ -pdf-keep-with-next: true; }}
.kop td {{ vertical-align: middle; padding: 0; }}
.instansi {{ font-size: 12.5pt; line-height: 16pt; font-weight: bold; color: {self.tua}; margin: 0; }}
.produk {{ font-size: 8pt; line-height: 11pt; text-align: right; color: {theme.TEKS_REDUP}; margin: 0; }}
.garis td {{ padding: 0; font-size: 1pt; line-height: 1pt; }}
.judul {{ font-weight: bold; color: {self.aksen}; text-align: center; margin: 0; }}
.sub {{ font-weight: bold; text-align: center; margin: 0; }}
.baris {{ text-align: center; color: {theme.TEKS_REDUP}; font-size: 9.5pt; line-height: 13pt; margin: 0; }}
.kartu td {{ vertical-align: top; padding: 3pt 8pt 4pt 8pt; background-color: {self.muda}; }}
.kartu .sela {{ background-color: #FFFFFF; padding: 0; font-size: 1pt; line-height: 1pt; }}
.label {{ font-size: 8pt; line-height: 10.5pt; color: {theme.TEKS_REDUP}; margin: 0; }}
.angka {{ font-weight: bold; color: {self.tua}; margin: 0; }}
{table_css(self.aksen, self.muda)}
.sela {{ font-size: 5pt; line-height: 10pt; margin: 0; }}
.sisi {{ vertical-align: top; padding: 0; }}
.kaki {{ font-size: 7.5pt; line-height: 10pt; color: {theme.TEKS_REDUP}; margin: 0; }}
.kanan {{ text-align: right; }}
"""

    def _img(self, uri: str, width: float, height: float) -> str:
        self.pictures.add(uri)
        return f'<img src="{uri}" width="{width / _PX:.2f}" height="{height / _PX:.2f}">'

    def _kop(self) -> str:
        logo = self._img(*mark(self.report.lines.get("logo", ""), self.aksen, 40))
        instansi = self.report.lines.get("instansi", "")
        _, lines = fit(instansi, width=self.width - 200, steps=[(12.5, 3)])
        name = "<br/>".join(map(markup, lines))
        product = f"<b>SeKaM Padi</b><br/>{flowing(t('Survei Kepuasan Masyarakat'))}"
        return (
            f'<table class="kop"><tr><td style="width:56pt">{logo}</td>'
            f'<td style="width:{self.width - 190}pt"><p class="instansi">{name}</p></td>'
            f'<td style="width:134pt"><p class="produk">{product}</p></td></tr></table>'
            f'<table class="garis"><tr><td style="width:{self.width}pt; height:3pt;'
            f' border-bottom: 1.6pt solid {self.aksen}">&nbsp;</td></tr>'
            f'<tr><td style="height:2pt; border-bottom: 0.8pt solid {theme.PADI}">&nbsp;</td></tr></table>'
        )

    def _judul(self) -> str:
        report = self.report
        parts = [self._fitted("judul", report.title, [(16, 1), (15, 2), (13, 3)], before=7)]
        if report.subtitle:
            steps = [(14.0, 1), (13.0, 2), (11.5, 3), (10.0, 4)]
            parts.append(self._fitted("sub", report.subtitle, steps, before=3))
        parts += [self._fitted("baris", line, [(9.5, 4)]) for line in report.heading]
        return "".join(parts)

    def _fitted(
        self, name: str, text: str, steps: Sequence[tuple[float, int]], before: float = 0
    ) -> str:
        size, lines = fit(text, bold=name != "baris", width=self.width - 30, steps=steps)
        return (
            f'<p class="{name}" style="font-size:{size}pt; line-height:{size * 1.3:.1f}pt;'
            f' padding-top:{before}pt">' + "<br/>".join(map(markup, lines)) + "</p>"
        )

    def _angka(self) -> str:
        """Set the key figures as cards, four a line."""
        figures = self.report.figures
        rows = [figures[i : i + _CARDS] for i in range(0, len(figures), _CARDS)]
        each = (self.width - (_CARDS - 1) * _GAP) / _CARDS
        html: list[str] = ['<p style="font-size:4pt; line-height:4pt">&nbsp;</p>'] if rows else []
        for row in rows:
            cells = [f'<td style="width:{each}pt">{self._kartu(f, each - 16)}</td>' for f in row]
            blank = f'<td class="sela" style="width:{each}pt">&nbsp;</td>'
            cells += [blank] * (_CARDS - len(row))
            gap = f'<td class="sela" style="width:{_GAP}pt">&nbsp;</td>'
            html.append(f'<table class="kartu"><tr>{gap.join(cells)}</tr></table>')
            html.append('<p style="font-size:4pt; line-height:4pt">&nbsp;</p>')
        return "".join(html)

    def _kartu(self, figure: KeyFigure, width: float) -> str:
        steps = [(14.0, 1), (12.0, 1), (10.5, 2), (9.0, 5)]
        size, lines = fit(figure.text, width=width, steps=steps)
        _, label = fit(figure.label, bold=False, width=width, steps=[(8, 3)])
        tone = f" color:{figure.cell.tone};" if figure.cell.tone else ""
        return (
            f'<p class="label">{"<br/>".join(map(markup, label))}</p>'
            f'<p class="angka" style="font-size:{size}pt; line-height:{size * 1.3:.1f}pt;{tone}">'
            f"{'<br/>'.join(map(markup, lines))}</p>"
        )

    def _bagian(self) -> Iterator[str]:
        for section in self.report.parts:
            head = "h2" if section.level == 1 else "h3"
            heads = [self._kepala(head, section.title, self.width)] if section.title else []
            lead = [*heads, *self._alinea(section)] if section.text else []
            heads = [] if lead else heads
            rows = rows_of(self.report, section, self.width)
            if stay_together(rows, self.width):
                # Pairs of short tables are one look: none goes on without its heading.
                parts = [self._sisi(row, heads if at == 0 else []) for at, row in enumerate(rows)]
                yield "".join((*lead, f'<div class="utuh">{"".join(parts)}</div>'))
                continue
            for row in rows:
                yield self._baris(row, heads, lead)
                heads, lead = [], []
            yield "".join((*lead, *heads))

    def _baris(self, row: tuple[Placed, ...], heads: list[str], lead: list[str]) -> str:
        """Set a row of what stands side by side, or what takes the whole width."""
        if row[0].width == self.width:
            return self._isi(row[0], heads, lead)
        return f'{"".join(lead)}<div class="utuh">{self._sisi(row, heads)}</div>'

    def _sisi(self, row: tuple[Placed, ...], heads: list[str]) -> str:
        """Set what stands side by side; what is narrower than the page leaves the rest empty."""
        first = row[0]
        parts = [self._isi(p, []) for p in row] + ["&nbsp;"] * (2 - len(row))
        cells = [f'<td class="sisi" style="width:{first.width}pt">{part}</td>' for part in parts]
        gap = f'<td class="sisi" style="width:{GAP}pt">&nbsp;</td>'
        above = "" if heads else '<p class="sela">&nbsp;</p>'
        return "".join((above, *heads, f"<table><tr>{gap.join(cells)}</tr></table>"))

    def _isi(self, placed: Placed, heads: Sequence[str], lead: Sequence[str] = ()) -> str:
        if placed.judul:
            heads = [*heads, self._kepala("h3", placed.judul, placed.width)]
        if isinstance(placed.item, Chart):
            return "".join((*lead, *heads, self._gambar(placed.item)))
        beside = placed.width < self.width
        table = TableMarkup(placed.item, placed.width)
        html = table.write(heads, lead=lead, beside=beside)
        self.pictures |= table.pictures
        return html

    def _gambar(self, chart: Chart) -> str:
        return "".join(self._pictures(chart)) or f"<p>{flowing(t('Belum ada data.'))}</p>"

    def _pictures(self, chart: Chart) -> list[str]:
        """Set a chart: one picture, or several one below the other."""
        found = []
        for drawing in draw_chart(chart, self.width - 2, aksen=self.aksen):
            svg = base64.b64encode(to_svg(drawing).encode()).decode()
            uri = "data:image/svg+xml;base64," + svg
            self.alts.setdefault(uri, []).append(chart.alt or chart.title)
            found.append(f"<p>{self._img(uri, drawing.width, drawing.height)}</p>")
        return found

    def _catatan(self) -> str:
        """Set the small print as one paragraph."""
        notes = flowing(" · ".join(self.report.notes), (self.width, KECIL))
        return f'<p class="kecil">{notes}</p>' if notes else ""

    def _kepala(self, name: str, text: str, width: float) -> str:
        return f"<{name}>{flowing(text, (width, _KEPALA[name]), bold=True)}</{name}>"

    def _alinea(self, section: Section) -> list[str]:
        """Write the paragraphs of a section; a signature at the right, on one page."""
        if not section.signed:
            return [self._paragraf(text) for text in section.text]
        left = self.width * SIGNED_FROM
        lines = (self._paragraf(text, left) for text in section.text)
        return [f'<div class="utuh">{"".join(lines)}</div>'] if section.text else []

    def _paragraf(self, text: str, left: float = 0) -> str:
        """Write a paragraph; one that announces something stays with it, one of nothing is a gap.

        Lines that a person has ended stay lines, as in Word and on the page.

        Args:
            left: points from the edge at which it begins.
        """
        if not text.strip():
            return '<p class="sela">&nbsp;</p>'
        name = ' class="buka"' if text.endswith(":") else ""
        indent = f' style="margin-left:{left:.0f}pt"' if left else ""
        lines = (flowing(line, (self.width - left, _TEKS)) for line in text.splitlines())
        return f"<p{name}{indent}>{'<br/>'.join(lines)}</p>"

    def _kaki(self) -> str:
        left = self.width - 110
        page = t("Halaman {a} dari {b}", a="<pdf:pagenumber>", b="<pdf:pagecount>")
        return (
            f'<div id="kaki"><table><tr><td style="width:{left}pt"><p class="kaki">{self._nama(left - 10)}</p></td>'
            f'<td style="width:110pt"><p class="kaki kanan">{page}</p></td></tr></table></div>'
        )

    def _nama(self, room: float) -> str:
        """Write the name of the report on one line."""
        name = " · ".join(x for x in (self.report.title, self.report.subtitle) if x)
        _, (line,) = fit(name, bold=False, width=room, steps=[(7.5, 1)])
        return markup(line)
