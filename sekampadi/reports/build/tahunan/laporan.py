"""The annual report in one of its two forms, made of the same blocks (decree, L.3)."""

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.domain.tahunan.statistik.hasil import Statistik
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import (
    index_figures,
    letterhead_lines,
    period_lines,
    unsur_table,
)
from sekampadi.reports.model import Book, Report, Section
from sekampadi.services.tahunan.bahan import BahanTahunan


def build_tahunan(
    bahan: BahanTahunan,
    statistik: Statistik | None,
    bentuk: BentukTahunan,
    *,
    letterhead: Letterhead | None = None,
) -> Report:
    """Build an annual report.

    Args:
        statistik: of the single answers; None where nobody has computed it, as for a preview.
    """
    hasil = bahan.hasil
    table = unsur_table(hasil)
    return Report(
        kind="tahunan",
        title=t("LAPORAN SURVEI KEPUASAN MASYARAKAT TAHUN {tahun}", tahun=bahan.objek.tahun),
        subtitle=bahan.objek.nama,
        lines={
            **letterhead_lines(letterhead or Letterhead(bahan.identitas)),
            **period_lines(bahan.objek.periode),
        },
        figures=index_figures(hasil, bahan.laporan.ketelitian),
        tables=(table,),
        text=(),
        notes=(),
        sections=(
            Section(t("Daftar Isi"), contents=True),
            Section(t("Hasil Perhitungan SKM"), (table.kunci,)),
        ),
        book=Book((bahan.identitas.pemerintah, str(bahan.objek.tahun))),
    )
