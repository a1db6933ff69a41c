"""Paper answers: the day they were given on, the short ways in which they are typed, the template's columns."""

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from string import ascii_lowercase
from typing import Final

from sekampadi.domain.errors import DomainError
from sekampadi.domain.periode import parse_tanggal
from sekampadi.domain.survei.responden import (
    CHOSEN,
    USIA_MAX,
    USIA_MIN,
    Choice,
    Kelompok,
    PenilaianUmum,
    parse_usia,
)
from sekampadi.domain.survei.survei import SARAN_MAX, parse_saran
from sekampadi.domain.survei.unsur import SKOR, URUTAN
from sekampadi.i18n import format_angka, format_tanggal, t

TAHUN_MUNDUR: Final = 2
"""How many years back a paper may lie: long enough for a forgotten bundle, too short for a slip
in the year to change reports that were published long ago."""

HURUF: Final = "abcd"
"""The letters people circle on the paper, for the scores 1 to 4."""

NOMOR_MAX: Final = 40
BARIS_MAX: Final = 10_000
"""Papers an Excel file may hold; more go into a second file."""

LEMBAR, PETUNJUK = "Jawaban", "Petunjuk"
"""The sheets of the template: what is filled in, and how."""
KODE_LAYANAN: Final = "Kode layanan"
"""The words beside the kode on the instruction sheet, so that a file cannot go to another layanan."""

_RUANG_NAMA = uuid.UUID("6d2f7f0e-3a5c-5b64-9b1e-8d1c4a7e2f90")
_HARI_BULAN_TAHUN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """A choice on the paper."""

    nilai: str  # what is stored
    label: str
    tombol: tuple[str, ...]  # the keys that choose it, the number first


def _pilihan(kelompok: Kelompok, choice: Choice) -> AnswerOption:
    letter = choice.value.lower() if kelompok.by_letter else ascii_lowercase[choice.nomor - 1]
    return AnswerOption(choice.value, choice.label, (str(choice.nomor), letter))


PILIHAN: Final[dict[str, tuple[AnswerOption, ...]]] = {
    **{k.value: tuple(_pilihan(k, c) for c in k.choices) for k in CHOSEN},
    # Worst first, as the nine questions are printed: a is always 1.
    "umum": tuple(
        AnswerOption(k.value, k.label, (k.value, HURUF[i]))
        for i, k in enumerate(reversed(PenilaianUmum))
    ),
}
"""Field -> its choices in the order of the paper, with the keys that choose them."""


def hari_terawal(today: date) -> date:
    """Return the earliest day a paper may bear."""
    # 29 February has no like two years earlier.
    day = today.replace(day=28) if (today.month, today.day) == (2, 29) else today
    return day.replace(year=day.year - TAHUN_MUNDUR)


def check_tanggal_kertas(day: date, today: date) -> date:
    """Refuse a day on which the paper cannot have been filled in.

    Raises:
        DomainError: ``tanggal.future`` or ``tanggal.too_old``.
    """
    if day > today:
        raise DomainError(
            "tanggal.future",
            t(
                "Tanggal {tanggal} belum tiba. Isi tanggal pada lembar.",
                tanggal=format_tanggal(day),
            ),
        )
    if day < hari_terawal(today):
        raise DomainError(
            "tanggal.too_old",
            t(
                "Tanggal {tanggal} terlalu lama. Paling awal {awal}.",
                tanggal=format_tanggal(day),
                awal=format_tanggal(hari_terawal(today)),
            ),
        )
    return day


def parse_tanggal_kertas(text: object, today: date) -> date:
    """Read the day of a paper as a form sends it.

    Raises:
        DomainError: ``tanggal.missing``, or as :func:`parse_tanggal` and
            :func:`check_tanggal_kertas`.
    """
    value = text.strip() if isinstance(text, str) else ""
    if not value:
        raise DomainError("tanggal.missing", t("Isi tanggal pada lembar."))
    return check_tanggal_kertas(parse_tanggal(value), today)


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of the Excel template."""

    field: str
    judul: str
    petunjuk: str  # how it is filled in
    pilihan: tuple[str, ...] = ()  # empty for free input


KOLOM: Final[tuple[Kolom, ...]] = (
    Kolom(
        "nomor",
        "No. Lembar",
        "Boleh kosong. Nomor yang ditulis pada lembar kertas; tidak disimpan, hanya untuk "
        "membedakan dua lembar yang isinya sama.",
    ),
    Kolom("tanggal", "Tanggal Survei", "Tanggal pada lembar, misalnya 07-06-2023."),
    Kolom("usia", "Usia", f"Dalam tahun, {USIA_MIN} sampai {USIA_MAX}."),
    *(
        Kolom(
            k.value,
            k.label.title(),
            f"{' atau '.join(k.choices)}." if k.by_letter else "Pilih dari daftar.",
            tuple(c.value for c in k.choices),
        )
        for k in CHOSEN
    ),
    Kolom(
        "umum",
        "Penilaian Umum",
        "1 Buruk, 2 Kurang baik, 3 Baik, 4 Sangat baik.",
        tuple(str(s) for s in SKOR),
    ),
    *(
        Kolom(u.field, u.kode, f"{u.nama}: 1 sampai 4 (atau a sampai d).", tuple(map(str, SKOR)))
        for u in URUTAN
    ),
    Kolom(
        "saran", "Kritik/Saran", f"Boleh kosong, paling banyak {format_angka(SARAN_MAX)} karakter."
    ),
)
"""The columns of the template, in their order."""

Cell = str | int | float | bool | date | datetime | None
"""What a cell of a workbook holds."""


def is_blank(value: object) -> bool:
    """Tell whether a cell holds nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def _text(value: object) -> str:
    """Write a cell as a person would type it: 35, not 35.0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None or isinstance(value, bool) else str(value).strip()


def _plain(text: str) -> str:
    return re.sub(r"[\s.]+", "", text).casefold()


def _read_tanggal(value: object, today: date) -> str:
    if is_blank(value):
        raise DomainError("tanggal.missing", t("belum diisi; tulis tanggal pada lembar"))
    try:
        if isinstance(value, date):
            day = value.date() if isinstance(value, datetime) else value
        elif match := _HARI_BULAN_TAHUN.fullmatch(_text(value)):
            hari, bulan, tahun = map(int, match.groups())
            day = date(tahun, bulan, hari)
        else:
            day = parse_tanggal(_text(value))
    except (DomainError, ValueError):
        raise DomainError("tanggal.format", t("isi dengan tanggal, misalnya 07-06-2023")) from None
    return check_tanggal_kertas(day, today).isoformat()


def _read_usia(value: object) -> str:
    try:
        return str(parse_usia(_text(value)))
    except DomainError as error:
        raise DomainError(
            error.code, t("isi {min} sampai {max} (tahun)", min=USIA_MIN, max=USIA_MAX)
        ) from None


def _read_pilihan(field: str, value: object) -> str:
    wanted = _plain(_text(value))
    for choice in PILIHAN[field]:
        if wanted in {_plain(choice.nilai), _plain(choice.label), *choice.tombol}:
            return choice.nilai
    *others, last = (p.nilai for p in PILIHAN[field])
    allowed = t("{banyak} atau {akhir}", banyak=", ".join(others), akhir=last)
    if field == "umum":
        allowed = t("1 sampai 4")
    raise DomainError(f"{field}.unknown_option", t("isi {pilihan}", pilihan=allowed))


def _read_skor(field: str, value: object) -> str:
    text = _plain(_text(value))
    if len(text) == 1 and text in HURUF:
        return str(HURUF.index(text) + 1)
    if text in {str(s) for s in SKOR}:
        return text
    raise DomainError(f"{field}.unknown_option", t("isi 1 sampai 4"))


def _read_nomor(value: object) -> str:
    text = _text(value)
    if len(text) > NOMOR_MAX:
        raise DomainError("nomor.too_long", t("paling banyak {n} karakter", n=NOMOR_MAX))
    return parse_saran(text)


def read_cell(field: str, value: Cell, today: date) -> str:
    """Read a cell of the template as the survey's form would send it.

    An error is a phrase that says what belongs there, for behind "Baris 7, kolom U3:".
    """
    readers: dict[str, Callable[[object], str]] = {
        "nomor": _read_nomor,
        "tanggal": lambda v: _read_tanggal(v, today),
        "usia": _read_usia,
        "saran": lambda v: parse_saran(_text(v)),
    }
    if field in readers:
        return readers[field](value)
    if field in PILIHAN:
        return _read_pilihan(field, value)
    return _read_skor(field, value)


def identity_of_row(layanan_kode: str, isi: Sequence[str], ke: int) -> uuid.UUID:
    """Return the identity of an imported paper: the same row of the same file always gets the same.

    Args:
        isi: all cells of the row, as :func:`read_cell` gives them.
        ke: 1 for the first row with this content in its file, 2 for the second; two equal papers
            in one file are two people.
    """
    # Lengths keep ("a", "bc") and ("ab", "c") apart.
    content = "".join(f"{len(part)}:{part}" for part in (layanan_kode, *isi, str(ke)))
    return uuid.uuid5(_RUANG_NAMA, content)
