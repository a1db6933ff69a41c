"""Kunci API: what another system shows to act for an UPP, for some uses and until a day."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.isian import FormReader
from sekampadi.domain.izin import Permission
from sekampadi.i18n import t

NAMA_MAX: Final = 60
HARI: Final = 365
"""Days for which a key is good, unless somebody says otherwise; at most as many: then somebody looks
whether the other system still needs it."""
AWALAN: Final = "skp_"
"""How every key begins, so that people and scanners of published code know one when they see it."""
DITAMPILKAN: Final = len(AWALAN) + 4
"""Letters of a key that are stored and shown, to tell keys apart."""
_POLA: Final = re.compile(r"skp_[A-Za-z0-9_-]{43}")


class Guna(Labelled):
    """What a key may be used for."""

    ANGKA = "angka", "Membaca angka UPP"
    JAWABAN = "jawaban", "Membaca dan mengunduh jawaban"
    KIRIM = "kirim", "Mengirim jawaban survei"
    UNDANGAN = "undangan", "Membuat tautan survei untuk layanan yang selesai"

    @property
    def izin(self) -> Permission:
        """The one right that a key has by this use."""
        return _IZIN[self]


_IZIN: Final = {
    Guna.ANGKA: Permission.API_ANGKA,
    Guna.JAWABAN: Permission.API_JAWABAN,
    Guna.KIRIM: Permission.API_KIRIM,
    Guna.UNDANGAN: Permission.API_UNDANGAN,
}
IZIN_KUNCI: Final = frozenset({Permission.API, *_IZIN.values()})
"""Rights that only keys have: a route that needs one does not look at cookies."""


class KeadaanKunci(Labelled):
    """What a key is at a moment."""

    BERLAKU = "berlaku", "Berlaku"
    BERAKHIR = "berakhir", "Berakhir"
    DICABUT = "dicabut", "Dicabut"


@dataclass(frozen=True, slots=True)
class IsiKunci:
    """What a form says of a key."""

    nama: str
    guna: frozenset[Guna]
    sampai: date  # its last day


def new_kunci() -> str:
    """Return the secret of a new key: 256 random bits, so that a plain hash of it can be stored."""
    return AWALAN + secrets.token_urlsafe(32)


def is_kunci(text: str) -> bool:
    """Tell whether a text has the form of a key: nothing else is looked up."""
    return _POLA.fullmatch(text) is not None


def join_guna(guna: Iterable[Guna]) -> str:
    """Return uses as they are stored."""
    chosen = set(guna)
    return ",".join(g.value for g in Guna if g in chosen)


def split_guna(stored: str) -> tuple[Guna, ...]:
    """Return the uses that are stored; what is no use any more gives no right."""
    words = set(stored.split(","))
    return tuple(g for g in Guna if g.value in words)


def parse_kunci(isian: Mapping[str, object], today: date) -> IsiKunci:
    """Read name, uses and last day of a new key.

    Args:
        isian: ``nama``, one field ``guna_<use>`` for each use (anything but an empty text or False
            chooses it), and ``sampai`` as a day is typed.
        today: the province's day.

    Raises:
        FieldErrors: ``nama.*``, ``guna.missing``, ``sampai.*``; the day lies between today and
            :data:`HARI` ahead.
    """
    reader = FormReader(isian)
    nama = reader.text("nama", t("Nama kunci"), least=1, most=NAMA_MAX)
    guna = frozenset(g for g in Guna if isian.get(f"guna_{g.value}"))
    if not guna:
        reader.wrong("guna", "guna.missing", t("Pilih paling sedikit satu kegunaan."))
    sampai = reader.day("sampai", t("Berlaku sampai"))
    if sampai is not None and sampai < today:
        reader.wrong("sampai", "sampai.past", t("Tanggal akhir tidak boleh sebelum hari ini."))
    elif sampai is not None and sampai > today + timedelta(days=HARI):
        reader.wrong(
            "sampai", "sampai.far", t("Tanggal akhir paling lama satu tahun dari hari ini.")
        )
    reader.check()
    return IsiKunci(nama, guna, sampai or today)
