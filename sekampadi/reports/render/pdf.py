"""Documents in PDF, made of HTML by xhtml2pdf."""

import io

from sekampadi.reports.errors import RenderError
from sekampadi.reports.model import Report
from sekampadi.reports.render.buku.markup import BookMarkup
from sekampadi.reports.render.fonts import BLACK, REGULAR, register_fonts
from sekampadi.reports.render.laporan_html import Markup
from sekampadi.reports.render.lembar_html import cek_uri, lembar_html, logo
from sekampadi.reports.render.tabel.aksara import ARAB, CJK, EMOJI


def html_to_pdf(html: str, *, own: frozenset[str] = frozenset()) -> bytes:
    """Turn our own HTML, in which every text from elsewhere is escaped, into a PDF.

    Args:
        own: pictures the document carries in itself, as ``data:`` addresses; no other file or
            address may be named.
    """
    # Late: the server names this function, and another process runs it.
    from xhtml2pdf import pisa
    from xhtml2pdf.config.resources import ResourceAccessPolicy
    from xhtml2pdf.default import DEFAULT_FONT

    refused: list[str] = []

    def callback(uri: str, _rel: str) -> str | None:
        if uri in own:
            return uri
        refused.append(uri)
        return None

    register_fonts()
    # The typeface is parsed once per process; @font-face would read it again for every document.
    DEFAULT_FONT.update({"lato": REGULAR, "lato-black": BLACK})
    DEFAULT_FONT.update({name.lower(): name for name in (ARAB, CJK, EMOJI)})
    out = io.BytesIO()
    result = pisa.CreatePDF(
        html,
        dest=out,
        encoding="utf-8",
        link_callback=callback,
        resource_policy=ResourceAccessPolicy(allow_remote=False, base_dir=None),
    )
    if refused:
        raise RenderError(f"the document names {refused}")
    if result.err:
        raise RenderError(f"xhtml2pdf reports {result.err} errors")
    return out.getvalue()


def render_lembar_pdf(report: Report) -> bytes:
    """Render the publication sheet: one A4 page."""
    own = frozenset({logo(report)[0], cek_uri(report)} - {""})
    return html_to_pdf(lembar_html(report), own=own)


def render_laporan_pdf(report: Report) -> bytes:
    """Render a report of any kind but ``lembar``: A4, pages numbered, table heads repeated."""
    book = BookMarkup(report) if report.book else None
    markup = book or Markup(report)
    html = markup.write()
    if book is None:
        return html_to_pdf(html, own=frozenset(markup.pictures))
    from sekampadi.reports.render.buku.nomor import write_numbers
    from sekampadi.reports.render.buku.tanda import Tags, tagging

    tags = Tags(book.alts)
    with tagging(tags):
        body = html_to_pdf(html, own=frozenset(book.pictures))
    return write_numbers(body, book, tags)
