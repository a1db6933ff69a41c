"""How far the annual report of a year is."""

from sekampadi.domain.berlabel import Labelled
from sekampadi.i18n import t


class KeadaanTahun(Labelled):
    """How far it is, the furthest first."""

    DISAMPAIKAN = "disampaikan", t("disampaikan")
    """Its UPP has handed it in."""
    LENGKAP = "lengkap", t("lengkap")
    """Nothing is missing that it cannot be without."""
    DIMULAI = "dimulai", t("mulai ditulis")
    BELUM = "belum", t("belum ditulis")
    """Nobody has written a word of it."""
