"""A wall that is connected without a login: its name and its last day, as a form gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.isian import FormReader
from sekampadi.domain.periode import ZONA
from sekampadi.i18n import t

NAMA_MAX: Final = 60
HARI: Final = 90
"""Days for which a wall is connected, unless somebody says otherwise."""
HARI_MAX: Final = 365
"""Most days: then somebody looks whether it still hangs where it should."""
TAUTAN_LIFE: Final = timedelta(minutes=15)
"""How long the link that connects a wall may be opened, once."""


class KeadaanLayar(Labelled):
    """What a wall is at a moment."""

    TERHUBUNG = "terhubung", "Terhubung"
    MENUNGGU = "menunggu", "Menunggu dibuka"
    KEDALUWARSA = "kedaluwarsa", "Tautan kedaluwarsa"
    BERAKHIR = "berakhir", "Berakhir"
    DICABUT = "dicabut", "Dicabut"


@dataclass(frozen=True, slots=True)
class IsiLayar:
    """What a form says of a wall."""

    nama: str
    sampai: date  # its last day


def parse_layar(isian: Mapping[str, object], today: date) -> IsiLayar:
    """Read the name and the last day of a wall.

    Args:
        isian: ``nama``, and ``sampai`` as a day is typed.
        today: the province's day.

    Raises:
        FieldErrors: ``nama.*``, ``sampai.*``; the day lies between today and :data:`HARI_MAX` ahead.
    """
    reader = FormReader(isian)
    nama = reader.text("nama", t("Nama layar"), least=1, most=NAMA_MAX)
    sampai = reader.day("sampai", t("Berlaku sampai"))
    if sampai is not None and sampai < today:
        reader.wrong("sampai", "sampai.past", t("Tanggal akhir tidak boleh sebelum hari ini."))
    elif sampai is not None and sampai > today + timedelta(days=HARI_MAX):
        reader.wrong(
            "sampai", "sampai.far", t("Tanggal akhir paling lama satu tahun dari hari ini.")
        )
    reader.check()
    return IsiLayar(nama, sampai or today)


def end_of(day: date) -> datetime:
    """Return the moment at which a day of the province is over."""
    return datetime.combine(day + timedelta(days=1), time(), ZONA)


def last_day(end: datetime) -> date:
    """Return the last whole day before a moment of :func:`end_of`."""
    return (end.astimezone(ZONA) - timedelta(seconds=1)).date()
