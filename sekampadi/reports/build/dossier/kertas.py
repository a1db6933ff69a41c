"""The papers that go with a dossier when it is handed to the Kabag (decree, H, row 6)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sekampadi.domain.identitas import Letterhead
from sekampadi.reports.build.dossier.laporan import build_laporan_dossier
from sekampadi.reports.build.dossier.rekap import build_rekap_dossier
from sekampadi.reports.model import Report
from sekampadi.services.pengajuan.beku import JenisBerkas
from sekampadi.services.pengajuan.dokumen.dossier import dokumen_of


def papers_of_dossier(
    isi: Mapping[str, Any], pada: date, letterhead: Letterhead
) -> tuple[tuple[JenisBerkas, str, Report], ...]:
    """Return each paper with the name of its file, to be drawn as a PDF."""
    dokumen = dokumen_of(isi, pada)
    name = dokumen.isi.nomor.lower().replace("/", "-")
    return (
        (JenisBerkas.REKAP, f"rekapitulasi-{name}.pdf", build_rekap_dossier(dokumen, letterhead)),
        (JenisBerkas.LAPORAN, f"laporan-{name}.pdf", build_laporan_dossier(dokumen, letterhead)),
    )
