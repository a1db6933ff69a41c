"""Pelaksanaan: what an operator tells of the survey of a triwulan, and which triwulan a period has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.isian import FormReader, clean_line
from sekampadi.domain.periode import Periode
from sekampadi.i18n import format_angka, t

JUMLAH_MAX = 10_000_000
"""More people than any UPP of a province serves in three months."""
TAHUN_MIN = 2020
"""SEKAMPADI was made at the end of that year (decree, B)."""


class Pelaksana(Labelled):
    """Who carried the survey out, in the words of the decree's table (L.3)."""

    MANDIRI = "mandiri", t("Mandiri")
    PIHAK_KETIGA = "pihak_ketiga", t("Pihak ke-3")


@dataclass(frozen=True, slots=True, order=True)
class Triwulan:
    """A quarter of a year."""

    tahun: int
    nomor: int  # 1 to 4

    @property
    def periode(self) -> Periode:
        """Its days."""
        return Periode.triwulan(self.tahun, self.nomor)

    @property
    def kunci(self) -> str:
        """How an address names it, ``2023-1``."""
        return f"{self.tahun}-{self.nomor}"

    @property
    def sebelumnya(self) -> "Triwulan":
        """The one before it."""
        return (
            Triwulan(self.tahun, self.nomor - 1) if self.nomor > 1 else Triwulan(self.tahun - 1, 4)
        )

    @classmethod
    def of(cls, day: date) -> "Triwulan":
        """Return the triwulan a day lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def parse(cls, kunci: object) -> "Triwulan | None":
        """Read how an address names it; None for anything else."""
        tahun, _, nomor = str(kunci).partition("-")
        named = len(tahun) == 4 and tahun.isascii() and tahun.isdigit()
        return cls(int(tahun), int(nomor)) if named and nomor in {"1", "2", "3", "4"} else None


def triwulan_of(periode: Periode) -> tuple[Triwulan, ...]:
    """Return the triwulan a period consists of; none when it is not made of whole ones."""
    if periode.dari is None or periode.sampai is None:
        return ()
    first, last = Triwulan.of(periode.dari), Triwulan.of(periode.sampai)
    if first.periode.dari != periode.dari or last.periode.sampai != periode.sampai:
        return ()
    numbers = range(first.tahun * 4 + first.nomor - 1, last.tahun * 4 + last.nomor)
    return tuple(Triwulan(n // 4, n % 4 + 1) for n in numbers)


@dataclass(frozen=True, slots=True)
class Pelaksanaan:
    """What an operator tells of a triwulan; None where he does not say."""

    dilayani: int | None  # people served
    dibagikan: int | None  # questionnaires handed out
    kembali: int | None  # questionnaires that came back
    pelaksana: Pelaksana
    pihak_ketiga: str = ""  # the name of who did it instead of the UPP


def _number(reader: FormReader, field: str, label: str, least: int) -> int | None:
    text = reader.text(field, label, most=12).replace(".", "").replace(" ", "")
    if not text:
        return None
    if text.isascii() and text.isdigit() and least <= int(text) <= JUMLAH_MAX:
        return int(text)
    reader.wrong(
        field,
        f"{field}.number",
        t(
            "{label}: tulis bilangan bulat {a} sampai {b}.",
            label=label,
            a=least,
            b=format_angka(JUMLAH_MAX),
        ),
    )
    return None


def parse_pelaksanaan(isian: Mapping[str, object]) -> Pelaksanaan:
    """Read the form of a triwulan.

    Args:
        isian: ``dilayani``, ``dibagikan``, ``kembali`` (each may be empty), ``pelaksana``, and
            ``pihak_ketiga``, which a third party needs.
    """
    reader = FormReader(isian)
    dilayani = _number(reader, "dilayani", t("Jumlah penerima layanan"), 1)
    dibagikan = _number(reader, "dibagikan", t("Kuesioner dibagikan"), 0)
    kembali = _number(reader, "kembali", t("Kuesioner kembali"), 0)
    if dibagikan is not None and kembali is not None and kembali > dibagikan:
        reader.wrong(
            "kembali",
            "kembali.too_many",
            t("Kuesioner kembali tidak boleh lebih banyak daripada yang dibagikan."),
        )
    pelaksana = reader.choice("pelaksana", t("Pelaksana survei"), Pelaksana)
    nama = ""
    if clean_line(isian.get("pelaksana")) == Pelaksana.PIHAK_KETIGA:
        nama = reader.text("pihak_ketiga", t("Nama pihak ke-3"), least=3, most=200)
    reader.check()
    if pelaksana is None:
        raise AssertionError("unreachable: the reader has refused it")
    return Pelaksanaan(dilayani, dibagikan, kembali, pelaksana, nama)
