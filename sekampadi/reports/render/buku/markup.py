"""A long report as markup for xhtml2pdf: cover, lists of contents, captions, an outline.

What is printed of pages is not written here: how many there are is known only when all are drawn.
Entries of the lists are links, and :mod:`.nomor` writes the number of the page that a link leads
to at the end of its line.
"""

from collections.abc import Iterator

from sekampadi import theme
from sekampadi.i18n import t
from sekampadi.reports.model import Book, Chart, Photo, Report, Table
from sekampadi.reports.render.buku.susunan import BookPart, Counted, Entry, photo_size, plan_of
from sekampadi.reports.render.laporan_html import MARGIN, Markup
from sekampadi.reports.render.mark import mark
from sekampadi.reports.render.tabel.aksara import fit, flowing, markup, readable, wrap
from sekampadi.reports.render.tabel.baris import GAP
from sekampadi.reports.render.tabel.html import TableMarkup, jpeg_uri

_SIZES = {1: 14.0, 2: 11.0, 3: 10.0}
"""Letters of the headings."""
_CAPTION = 8.5
_LISTED = 9.5
_INDENT = 12.0
_NUMBER = 30.0
"""Points at the end of a line of a list that belong to the number."""
_TOP = 36.0
FOOT = 32.0
"""Points from the lower edge of the paper to the name of the report and the number of the page."""
_MARK = 84


class BookMarkup(Markup):
    """Writes a report that is a book."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.plan = plan_of(report)
        self.listed: list[tuple[str, int]] = []
        """The entries of the lists as they stand in them, each with how many lines it takes."""
        self.tabled = False
        """Whether a table stands right above: room beneath it could fill a page of its own, so
        what comes next leaves it, which has none at the top of a page."""

    @property
    def _room(self) -> float:
        return self.tall - _TOP - FOOT - 22

    def _body(self) -> Iterator[str]:
        yield self._cover()
        for at, part in enumerate(self.plan.parts):
            if part.opens or not at:
                yield '<pdf:nextpage name="lembar"/>' if not at else "<pdf:nextpage/>"
            yield from self._part(part, opening=not at)
        yield self._kaki()

    def _frames(self) -> str:
        """Write the frames of the pages: the cover has no foot, which the others have."""
        tall = self.tall
        at = f"left: {MARGIN}pt; width: {self.width}pt;"
        body = f"@frame isi {{ top: {_TOP}pt; height: {self._room}pt; {at} }}"
        foot = f"@frame kaki {{ -pdf-frame-content: kaki; top: {tall - FOOT - 10}pt; height: 14pt; {at} }}"
        size = f"size: a4 {self.way};"
        return f"@page {{ {size} {body} }} @page lembar {{ {size} {body} {foot} }}"

    def _css(self) -> str:
        heads = "".join(
            f"h{level + 1} {{ font-size: {size}pt; line-height: {size * 1.3:.1f}pt; font-weight: bold;"
            f" color: {self.aksen if level == 1 else theme.TEKS}; margin: {13 - 2 * level}pt 0 3pt 0;"
            f" -pdf-keep-with-next: true; -pdf-outline: true; -pdf-outline-level: {level - 1}; }}"
            for level, size in _SIZES.items()
        )
        return f"""{super()._css()}
{heads}
.ket {{ font-size: {_CAPTION}pt; line-height: 11pt; font-weight: bold; margin: 11pt 0 3pt 0; -pdf-keep-with-next: true; }}
.ketbawah {{ font-size: {_CAPTION}pt; line-height: 11pt; font-weight: bold; margin: 1pt 0 9pt 0; }}
.daftar {{ font-size: {_LISTED}pt; line-height: 13pt; margin: 0 0 1.5pt 0; }}
.daftar a, a {{ color: {theme.TEKS}; text-decoration: none; }}
.sampul {{ text-align: center; font-weight: bold; margin: 0; }}
"""

    def _kaki(self) -> str:
        return f'<div id="kaki"><p class="kaki">{self._nama(self.width - 60)}</p></div>'

    def _cover(self) -> str:
        report = self.report
        address, wide, tall = mark(report.lines.get("logo", ""), self.aksen, _MARK)
        self.alts[address] = [t("Lambang")]
        found = [f'<p class="sampul">{self._img(address, wide, tall)}</p>']
        used = float(tall) + 20
        lines = (
            (report.lines.get("instansi", ""), 14.0, self.tua, 12.0),
            (report.title, 26.0, self.aksen, 90.0),
            (report.subtitle, 15.0, theme.TEKS, 10.0),
            *((text, 11.0, theme.TEKS_REDUP, 6.0) for text in report.heading),
        )
        for text, size, tone, above in lines:
            html, taken = self._line(text, size, tone, above)
            found.append(html)
            used += taken
        foot = [self._line(text, 12, theme.TEKS, 6) for text in (report.book or Book()).cover]
        space = self._room - used - sum(taken for _, taken in foot) - 40
        return "".join((*found, _space(max(space, 20)), *(html for html, _ in foot)))

    def _line(self, text: str, size: float, tone: str, above: float) -> tuple[str, float]:
        """Set a line of the cover, smaller where it is long; tell how tall it is."""
        if not text.strip():
            return "", 0
        steps = [(size, 2), (size * 0.8, 3), (size * 0.65, 6)]
        got, lines = fit(text, width=self.width - 30, steps=steps)
        style = f"font-size:{got:.1f}pt; line-height:{got * 1.3:.1f}pt; color:{tone}"
        html = "<br/>".join(map(markup, lines))
        return (
            f'{_space(above)}<p class="sampul" style="{style}">{html}</p>',
            above + len(lines) * got * 1.3,
        )

    def _part(self, part: BookPart, *, opening: bool) -> Iterator[str]:
        section = part.section
        heads = [self._head(Entry(part.key, section.title, part.level))] if section.title else []
        if opening or section.text or section.contents:
            yield from heads
            heads = []
        if opening:
            yield from self._pembuka()
            yield '<p class="sela">&nbsp;</p>' if self.report.notes else ""
        if self.tabled and section.text and not section.title:
            yield '<p class="sela">&nbsp;</p>'
        yield from self._alinea(section)
        self.tabled = False
        if section.contents:
            yield from self._lists()
        for row in part.rows:
            yield self._row(row, heads)
            heads = []
            self.tabled = isinstance(row[-1].item, Table)
        yield from heads

    def _head(self, entry: Entry) -> str:
        words = flowing(entry.text, (self.width, _SIZES[entry.level]), bold=True)
        name = f"h{entry.level + 1}"
        return f'<{name} id="{entry.key}">{words}</{name}>'

    def _lists(self) -> Iterator[str]:
        for head, entries in self.plan.lists():
            if head:
                yield self._head(head)
            for entry in entries:
                left = (entry.level - 1) * _INDENT
                words, _ = readable(entry.text)
                lines = wrap(words, _LISTED, self.width - left - _NUMBER)
                html = "<br/>".join(markup(line, "&nbsp;") for line in lines)
                self.listed.append((entry.key, len(lines)))
                yield (
                    f'<p class="daftar" style="margin-left:{left}pt">'
                    f'<a href="#{entry.key}">{html}</a></p>'
                )

    def _row(self, row: tuple[Counted, ...], heads: list[str]) -> str:
        """Set a table beneath its caption, a chart above its own, or photos side by side above theirs."""
        counted = row[0]
        if isinstance(counted.item, Photo):
            return self._photos(row, heads)
        words = flowing(counted.caption, (self.width, _CAPTION), bold=True)
        if isinstance(counted.item, Chart):
            *before, last = self._pictures(counted.item) or [f"<p>{t('Belum ada data.')}</p>"]
            own = f'{last}<p class="ketbawah" id="{counted.key}">{words}</p>'
            first = "".join(heads) or '<p class="sela">&nbsp;</p>'
            if before:
                return f'{first}{"".join(before)}<div class="utuh">{own}</div>'
            return f'<div class="utuh">{first}{own}</div>'
        table = TableMarkup(counted.item, self.width)
        html = table.write(lead=[*heads, f'<p class="ket" id="{counted.key}">{words}</p>'])
        self.pictures |= table.pictures
        return html

    def _photos(self, row: tuple[Counted, ...], heads: list[str]) -> str:
        half = (self.width - GAP) / 2
        cells = ["&nbsp;"] * 2
        for at, counted in enumerate(row):
            if isinstance(counted.item, Photo):
                uri = jpeg_uri(counted.item)
                self.alts.setdefault(uri, []).append(counted.item.title)
                picture = self._img(uri, *photo_size(counted.item, self.width))
                words = flowing(counted.caption, (half, _CAPTION), bold=True)
                cells[at] = f'<p>{picture}</p><p class="ketbawah" id="{counted.key}">{words}</p>'
        gap = f'<td class="sisi" style="width:{GAP}pt">&nbsp;</td>'
        table = gap.join(f'<td class="sisi" style="width:{half}pt">{cell}</td>' for cell in cells)
        above = "".join(heads) or '<p class="sela">&nbsp;</p>'
        return f'<div class="utuh">{above}<table><tr>{table}</tr></table></div>'


def _space(points: float) -> str:
    return f'<pdf:spacer height="{points:.0f}pt"/>'
