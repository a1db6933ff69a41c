"""The nine unsur of the survey, in the order of the decree (K.1 e), not of the ministry's text."""

from enum import StrEnum
from typing import Self


class Unsur(StrEnum):
    """An unsur by its meaning, with its number on screen and paper, and its short name in tables.

    The numbers name columns of stored answers and figures: they never change.
    """

    kode: str
    nama: str

    def __new__(cls, value: str, kode: str = "", nama: str = "") -> Self:
        """Make an unsur. Only who looks one up gives no more than its meaning."""
        unsur = str.__new__(cls, value)
        unsur._value_, unsur.kode, unsur.nama = value, kode, nama
        return unsur

    PERSYARATAN = "persyaratan", "U1", "Persyaratan"
    PROSEDUR = "prosedur", "U2", "Prosedur"
    WAKTU = "waktu", "U3", "Waktu pelayanan"
    BIAYA = "biaya", "U4", "Biaya/tarif"
    PRODUK = "produk", "U5", "Produk layanan"
    KOMPETENSI = "kompetensi", "U6", "Kompetensi petugas"
    PERILAKU = "perilaku", "U7", "Perilaku petugas"
    SARANA = "sarana", "U8", "Sarana dan prasarana"
    PENGADUAN = "pengaduan", "U9", "Penanganan pengaduan, saran dan masukan"

    @property
    def field(self) -> str:
        """The name of its field in forms and of its column in tables, ``u1`` to ``u9``."""
        return self.kode.lower()


URUTAN: tuple[Unsur, ...] = tuple(Unsur)

SKOR: tuple[int, ...] = (1, 2, 3, 4)
"""The scores an unsur can be given; higher is always better for the citizen."""
