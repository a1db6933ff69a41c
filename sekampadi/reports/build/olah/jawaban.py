"""The table of answers with its three total lines (decree, K.2 g)."""

from collections.abc import Iterable, Sequence

from sekampadi.db.queries.jawaban import NilaiRow
from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.reports.model import Cell, Format
from sekampadi.reports.render.excel.laporan import Rows


def _totals(hasil: HasilIkm, *gap: Cell) -> tuple[tuple[Cell, ...], ...]:
    bobot = hasil.metode.bobot
    weight = f"({bobot.numerator}/{bobot.denominator})"
    sums, means, weighted = [], [], []
    for at, u in enumerate(hasil.unsur, start=1):
        mean = f"{{total:0:{at}}}/COUNT({{kolom}})"
        sums.append(Cell(u.jumlah, Format.BULAT, rumus="SUM({kolom})"))
        means.append(Cell(u.nrr, Format.DESIMAL, rumus=f"ROUND({mean},2)"))
        weighted.append(Cell(u.nrr_tertimbang, Format.DESIMAL, rumus=f"ROUND({mean}*{weight},2)"))
    return (
        (Cell(t("Jumlah nilai / unsur")), *sums, *gap),
        (Cell(t("NRR / unsur")), *means, *gap),
        (Cell(t("NRR tertimbang / unsur")), *weighted, *gap),
    )


def answer_rows(hasil: HasilIkm, lines: Iterable[NilaiRow]) -> Rows:
    """Return the table of answers, read once, with its three total lines (decree, K.2 g)."""
    totals = _totals(hasil, Cell(None, empty=""))
    heads = (t("No. Res"), *(u.kode for u in URUTAN), t("Tanggal Survey"))
    values = ((row.nomor, *row.nilai, row.tanggal) for row in lines)
    return Rows(t("Jawaban"), heads, values, totals, angka="n")


def undated_rows(hasil: HasilIkm, lines: Iterable[Sequence[int]]) -> Rows:
    """Return the table of answers of an annual report, read once, with the totals of :func:`answer_rows`.

    Without days, or who has the file works out the figures of a triwulan that the report hides.

    Args:
        lines: nine scores of each answer, in an order that tells nothing of when it came.
    """
    heads = (t("No. Res"), *(u.kode for u in URUTAN))
    values = ((at, *nilai) for at, nilai in enumerate(lines, start=1))
    return Rows(t("Jawaban"), heads, values, _totals(hasil), angka="n")
