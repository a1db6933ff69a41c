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
        return f"U{URUTAN.index(self) + 1}"

    @property
    def field(self) -> str:
        """The name of its field in forms and of its column in tables, ``u1`` to ``u9``."""
        return self.kode.lower()

    @property
    def nama(self) -> str:
        """The short name used in tables."""
        return _NAMA[self]


URUTAN: tuple[Unsur, ...] = tuple(Unsur)

_NAMA: dict[Unsur, str] = {
    Unsur.PERSYARATAN: "Persyaratan",
    Unsur.PROSEDUR: "Prosedur",
    Unsur.WAKTU: "Waktu pelayanan",
    Unsur.BIAYA: "Biaya/tarif",
    Unsur.PRODUK: "Produk layanan",
    Unsur.KOMPETENSI: "Kompetensi petugas",
    Unsur.PERILAKU: "Perilaku petugas",
    Unsur.SARANA: "Sarana dan prasarana",
    Unsur.PENGADUAN: "Penanganan pengaduan, saran dan masukan",
}

SKOR: tuple[int, ...] = (1, 2, 3, 4)
"""The scores an unsur can be given; higher is always better for the citizen."""
