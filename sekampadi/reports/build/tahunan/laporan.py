"""The annual report in one of its two forms, made of the same blocks (decree, L.3)."""

from collections.abc import Mapping

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.domain.tahunan.statistik.hasil import Statistik
from sekampadi.i18n import t
from sekampadi.reports.build.bagian import (
    closing_notes,
    letterhead_lines,
    method_note,
    printed_note,
)
from sekampadi.reports.build.ketelitian import margin_small_print
from sekampadi.reports.build.tahunan.rangkuman.ringkasan import (
    ringkasan_text,
    sementara_words,
    summary_figures,
)
from sekampadi.reports.build.tahunan.rangkuman.susunan import BENTUK, SumberTahunan, fill, sections
from sekampadi.reports.model import Book, Chart, Photo, Report, Table
from sekampadi.services.sistem.foto import FotoKecil
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.services.tahunan.lindung import protect


def build_tahunan(
    bahan: BahanTahunan,
    statistik: Statistik | None,
    bentuk: BentukTahunan,
    *,
    letterhead: Letterhead | None = None,
    foto: Mapping[int, FotoKecil] | None = None,
) -> Report:
    """Build an annual report.

    Its tables and charts are those of its blocks; each stands in one place. Nothing in it tells of a
    handful of people what they answered (``protect``).

    Args:
        statistik: of the single answers; None where nobody has computed it, as for a preview.
        foto: photos of the survey, drawn, by their id; None likewise.
    """
    form = BENTUK[bentuk](bahan.objek.konteks.provinsi)
    bahan = protect(bahan)
    if bahan.sedikit:
        statistik = None
    items = fill(form, SumberTahunan(bahan, statistik, foto))
    content = [x for item in items for x in item.blok.isi]
    days = t("Periode survei: {hari}", hari=bahan.objek.periode.label_hari)
    return Report(
        kind="tahunan",
        title=t("LAPORAN SURVEI KEPUASAN MASYARAKAT TAHUN {tahun}", tahun=bahan.objek.tahun),
        subtitle=bahan.objek.nama,
        lines={
            **letterhead_lines(letterhead or Letterhead(bahan.identitas)),
            "periode": days,
            "sementara": sementara_words(bahan),
        },
        figures=summary_figures(bahan),
        tables=tuple(x for x in content if isinstance(x, Table)),
        text=ringkasan_text(bahan),
        notes=_notes(bahan),
        charts=tuple(x for x in content if isinstance(x, Chart)),
        photos=tuple(x for x in content if isinstance(x, Photo)),
        sections=sections(items),
        book=Book((str(bahan.objek.tahun),)),
    )


def _notes(bahan: BahanTahunan) -> tuple[str, ...]:
    """Return the small print beneath the summary: classes and days.

    Weight method, margins and tests stand under Metode.
    """
    figures, sure = bahan.laporan.figures, bahan.laporan.ketelitian
    if not bahan.hasil.n:  # nothing was computed by any method
        return (printed_note(figures.dibaca),)
    notes = closing_notes(bahan.hasil, sure, figures.periode, figures.dibaca, figures.dibaca)
    elsewhere = {*margin_small_print(sure), method_note(bahan.hasil)}
    return tuple(note for note in notes if note not in elsewhere)
