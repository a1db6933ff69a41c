"""The nine unsur of the survey, in the order of the decree (K.1 e), not of the ministry's text."""

from enum import StrEnum


class Unsur(StrEnum):
    """An unsur by its meaning; its number on screen and paper is :attr:`kode`."""

    PERSYARATAN = "persyaratan"
    PROSEDUR = "prosedur"
    WAKTU = "waktu"
    BIAYA = "biaya"
    PRODUK = "produk"
    KOMPETENSI = "kompetensi"
    PERILAKU = "perilaku"
    SARANA = "sarana"
    PENGADUAN = "pengaduan"

    @property
    def kode(self) -> str:
        """``U1`` to ``U9``."""
        return _NAMES[self][0]

    @property
    def field(self) -> str:
        """The name of its field in forms and of its column in tables, ``u1`` to ``u9``."""
        return self.kode.lower()

    @property
    def nama(self) -> str:
        """The short name used in tables."""
        return _NAMES[self][1]


URUTAN: tuple[Unsur, ...] = tuple(Unsur)

_NAMES: dict[Unsur, tuple[str, str]] = {
    Unsur.PERSYARATAN: ("U1", "Persyaratan"),
    Unsur.PROSEDUR: ("U2", "Prosedur"),
    Unsur.WAKTU: ("U3", "Waktu pelayanan"),
    Unsur.BIAYA: ("U4", "Biaya/tarif"),
    Unsur.PRODUK: ("U5", "Produk layanan"),
    Unsur.KOMPETENSI: ("U6", "Kompetensi petugas"),
    Unsur.PERILAKU: ("U7", "Perilaku petugas"),
    Unsur.SARANA: ("U8", "Sarana dan prasarana"),
    Unsur.PENGADUAN: ("U9", "Penanganan pengaduan, saran dan masukan"),
}
"""Number and name. The numbers name columns of stored answers and figures: they never change."""

SKOR: tuple[int, ...] = (1, 2, 3, 4)
"""The scores an unsur can be given; higher is always better for the citizen."""
