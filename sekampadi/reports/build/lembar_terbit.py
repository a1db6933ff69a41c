"""A published sheet as a document: its frozen figures, number and check code, and whether it is current."""

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.publikasi import show_kode
from sekampadi.i18n import t
from sekampadi.reports.build.lembar import Terbitan, build_lembar
from sekampadi.reports.build.small_cells import SmallCells
from sekampadi.reports.model import Report
from sekampadi.services.publikasi.hasil import LembarTerbit, explain_status


def describe_terbitan(lembar: LembarTerbit, base_url: str) -> Terbitan:
    """Return what a published sheet prints beside its figures."""
    words = explain_status(lembar)
    return Terbitan(
        lembar.row.nomor,
        show_kode(lembar.row.kode),
        f"{base_url}/cek/{lembar.row.kode}",
        t("TIDAK BERLAKU LAGI. {keterangan}", keterangan=words) if words else "",
    )


def build_lembar_terbit(lembar: LembarTerbit, terbitan: Terbitan, letterhead: Letterhead) -> Report:
    """Build a published sheet, the same as on the day of its publication."""
    return build_lembar(
        lembar.figures,
        printed=lembar.row.waktu,
        groups=lembar.groups,
        small_cells=SmallCells.SHOWN,  # those of a published sheet were decided with all others
        ketelitian=lembar.ketelitian,
        letterhead=letterhead,
        terbitan=terbitan,
    )
