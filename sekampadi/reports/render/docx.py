"""A report as a Word file."""

from sekampadi.reports.model import Report
from sekampadi.reports.render.word.buku import BookPaper
from sekampadi.reports.render.word.kertas import Paper


def render_docx(report: Report) -> bytes:
    """Render a report of any kind but ``lembar`` as a Word file."""
    paper = BookPaper(report) if report.book else Paper(report)
    return paper.write()
