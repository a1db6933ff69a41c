"""Photos of the survey as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sekampadi.domain.tahunan.foto import FOTO_MAX
from sekampadi.i18n import format_angka, t
from sekampadi.services.tahunan.bahan import BahanTahunan
from sekampadi.web.ui.states.tampilan import jam


@dataclass(frozen=True)
class FotoTampil:
    """A photo; ``awal`` and ``akhir`` say that it is the first and the last one."""

    id: str
    nomor: str
    alamat: str
    keterangan: str
    rincian: str
    awal: bool
    akhir: bool


def show_foto(bahan: BahanTahunan) -> list[FotoTampil]:
    """Show the photos of a report in their order."""
    last = len(bahan.foto)
    return [
        FotoTampil(
            str(row.id),
            str(number),
            f"/unduh/foto-tahunan/{row.kunci}",
            row.keterangan,
            t("diunggah {oleh} {pada}", oleh=row.diunggah_oleh, pada=jam(row.diunggah_pada)),
            number == 1,
            number == last,
        )
        for number, row in enumerate(bahan.foto, start=1)
    ]


def tell_foto(foto: Sequence[object]) -> str:
    """Say how many photos there are, and how many there may be."""
    if not foto:
        return t("Belum ada foto.")
    return t("{n} dari paling banyak {most} foto.", n=format_angka(len(foto)), most=FOTO_MAX)
