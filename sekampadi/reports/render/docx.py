"""A report as a Word file."""

from sekampadi.reports.model import Report


def render_docx(report: Report) -> bytes:
    """Render a report of any kind but ``lembar`` as a Word file."""
    # Late: the server names this function, and another process runs it.
    from sekampadi.reports.render.word.buku import BookPaper
    from sekampadi.reports.render.word.kertas import Paper

    paper = BookPaper(report) if report.book else Paper(report)
    return paper.write()
