"""Measure annual reports over HTTP while citizens answer: one production server, the client beside it.

``python -m tests.load.bench_tahunan`` serves 5,000 answers of one UPP within one year. Fifteen
surveys a second come in on connections that stay open; meanwhile an Admin Pemprov fetches the
report of that year, in both forms, as PDF and Word, and its Excel appendix. For each it prints how
long the file took, statistics included, what the survey's steps felt of it, and the memory of the
process that made it.
"""

import sys
from functools import partial

from tests.load.bench_berkas import Berkas, run
from tests.load.filling import FIRST, fill

SECONDS, MEGABYTES = 20.0, 500.0
"""What a report may take (issue 13)."""
FILES = tuple(
    Berkas(
        name,
        f"/unduh/laporan-tahunan.{ending}?upp=upp-0&tahun={FIRST.year}&bentuk={bentuk}",
        times=3,
        seconds=SECONDS,
        megabytes=MEGABYTES,
    )
    for name, ending, bentuk in (
        ("annual report, PDF", "pdf", "keputusan"),
        ("annual report, Word", "docx", "keputusan"),
        ("the ministry's form, PDF", "pdf", "kementerian"),
        ("annual report, Excel appendix", "xlsx", "keputusan"),
    )
)


if __name__ == "__main__":
    sys.exit(run(__doc__, FILES, 5_000, partial(fill, removed=False, many=1, days=365)))
