"""The one door through which every text of the interface passes.

The source language is Indonesian; a catalogue ``locale/<lang>/LC_MESSAGES/sekampadi.mo``
translates it. Without a catalogue the text itself is shown.
"""

import gettext
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

_LOCALE_DIR = Path(__file__).parent / "locale"
_translations = gettext.translation("sekampadi", _LOCALE_DIR, languages=["id"], fallback=True)

_BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def t(text: str, /, **values: object) -> str:
    """Return an Indonesian text in the interface language, with ``{name}`` places filled in."""
    translated = _translations.gettext(text)
    return translated.format(**values) if values else translated


def format_angka(value: int | Decimal | None) -> str:
    """Write a number the Indonesian way, with the places it has: ``2.349``, ``86,60``."""
    if value is None:
        return "–"
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def format_tanggal(value: date) -> str:
    """Write a date in words, ``7 Juni 2023``."""
    return f"{value.day} {t(_BULAN[value.month - 1])} {value.year}"


def format_hari(value: date) -> str:
    """Write a day in figures, ``07-06-2023``, as the fields for days do."""
    return value.strftime("%d-%m-%Y")


def format_bulan(value: date) -> str:
    """Write the month of a date in words, ``Juni 2023``."""
    return f"{t(_BULAN[value.month - 1])} {value.year}"


def format_jam(value: datetime) -> str:
    """Write the time of day of an aware datetime as it stands, ``14.05.09``."""
    return value.strftime("%H.%M.%S")
