"""Reports of any length as PDF: A4, pages numbered, table heads repeated."""

from sekampadi.reports.model import Report
from sekampadi.reports.render.laporan_html import Markup
from sekampadi.reports.render.pdf import html_to_pdf


def render_laporan_pdf(report: Report) -> bytes:
    """Render a report of any length.

    Args:
        report: of any kind but ``lembar``, which has a page of its own.

    Raises:
        RenderError: when the document cannot be made.
    """
    markup = Markup(report)
    html = markup.write()
    return html_to_pdf(html, own=frozenset(markup.pictures))
