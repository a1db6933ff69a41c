"""The table of answers with its three total lines (decree, K.2 g)."""

from collections.abc import Iterable

from sekampadi.db.queries.jawaban import NilaiRow
from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.reports.model import Cell, Format
from sekampadi.reports.render.excel.laporan import Rows


def answer_rows(hasil: HasilIkm, lines: Iterable[NilaiRow]) -> Rows:
    """Return the table of answers, read once, with its three total lines (decree, K.2 g)."""
    bobot = hasil.metode.bobot
    weight = f"({bobot.numerator}/{bobot.denominator})"
    sums, means, weighted = [], [], []
    for at, u in enumerate(hasil.unsur, start=1):
        mean = f"{{total:0:{at}}}/COUNT({{kolom}})"
        sums.append(Cell(u.jumlah, Format.BULAT, rumus="SUM({kolom})"))
        means.append(Cell(u.nrr, Format.DESIMAL, rumus=f"ROUND({mean},2)"))
        weighted.append(Cell(u.nrr_tertimbang, Format.DESIMAL, rumus=f"ROUND({mean}*{weight},2)"))
    gap = Cell(None, empty="")
    totals = (
        (Cell(t("Jumlah nilai / unsur")), *sums, gap),
        (Cell(t("NRR / unsur")), *means, gap),
        (Cell(t("NRR tertimbang / unsur")), *weighted, gap),
    )
    heads = (t("No. Res"), *(u.kode for u in URUTAN), t("Tanggal Survey"))
    values = ((row.nomor, *row.nilai, row.tanggal) for row in lines)
    return Rows(t("Jawaban"), heads, values, totals, angka="n")
