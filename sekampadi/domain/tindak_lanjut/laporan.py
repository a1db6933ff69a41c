"""The sentences of the Laporan Hasil Tindak Lanjut, filled in (decree, L.2 b)."""

from collections.abc import Sequence
from typing import Final

from sekampadi.domain.tindak_lanjut.hasil import IsianHasil, Realisasi
from sekampadi.i18n import format_angka, t

IMPLEMENTASI: Final = t(
    "Berdasarkan rencana tindak lanjut yang telah disusun, maka implementasi yang telah "
    "dilaksanakan adalah sebagai berikut:"
)
KESIMPULAN: Final = t(
    "Berdasarkan data-data dalam pelaksanaan tindak lanjut tersebut, dapat ditarik beberapa "
    "kesimpulan yaitu:"
)
STRATEGI: Final = t(
    "Guna memastikan RTL tetap terimplementasi, maka perlu disusun berbagai strategi untuk mengatasi "
    "permasalahan yang ada. Strategi yang dikembangkan untuk mengatasi masalah tersebut, dan "
    "mendorong diimplementasikannya RTL antara lain:"
)
TANPA_STRATEGI: Final = t(
    "Tidak ada RTL yang masih harus diselesaikan, sehingga strategi penyelesaian tidak diperlukan."
)

_ALL: Final = t("2. Seluruh rencana tindak lanjut telah ditindaklanjuti.")


def conclude(upp: str, realisasi: Realisasi, sisa: Sequence[tuple[str, IsianHasil]]) -> list[str]:
    """Return the numbered conclusions, and beneath the second what is not carried out, and why.

    Args:
        upp: the name of the UPP.
        sisa: what is not finished, each as it is named, ``1.2 Menambah loket``.
    """
    first = _carried_out(upp, realisasi)
    if not realisasi.rencana:
        return [first]
    if not sisa:
        return [first, _ALL]
    second = t(
        "2. Masih terdapat rencana tindak lanjut yang belum ditindaklanjuti karena beberapa "
        "alasan, yaitu:"
    )
    return [first, second, *(_reason(nama, hasil) for nama, hasil in sisa)]


def conclude_tahun(upp: str, realisasi: Realisasi) -> list[str]:
    """Return the numbered conclusions of a year, whose reasons stand with each triwulan."""
    first = _carried_out(upp, realisasi)
    if not realisasi.rencana:
        return [first]
    if realisasi.selesai == realisasi.rencana:
        return [first, _ALL]
    words = t(
        "2. Masih terdapat {n} rencana tindak lanjut yang belum ditindaklanjuti. Alasannya tertulis "
        "pada kesimpulan tiap triwulan.",
        n=format_angka(realisasi.rencana - realisasi.selesai),
    )
    return [first, words]


def _carried_out(upp: str, realisasi: Realisasi) -> str:
    if realisasi.persen is None:
        return t("1. {upp} belum merencanakan kegiatan tindak lanjut.", upp=upp)
    return t(
        "1. {upp} telah menindaklanjuti rencana tindak lanjut sebanyak {persen} % "
        "({selesai} dari {rencana} kegiatan).",
        upp=upp,
        persen=format_angka(realisasi.persen),
        selesai=realisasi.selesai,
        rencana=realisasi.rencana,
    )


def _reason(nama: str, hasil: IsianHasil) -> str:
    return t(
        "– {nama} ({status}): {alasan}",
        nama=nama,
        status=hasil.status.label.lower(),
        alasan=hasil.alasan or t("alasan belum diisi"),
    )
