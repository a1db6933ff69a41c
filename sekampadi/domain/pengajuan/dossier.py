"""The province's dossier: its number, the letter it goes with, and the words of its report (decree, H)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sekampadi.domain.errors import DomainError
from sekampadi.domain.isian import FormReader
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.i18n import t

TEKS_MAX = 5000
NASKAH_FIELDS = ("pengantar", "simpulan")
DRAF_FIELDS = (*NASKAH_FIELDS, "dasar")
"""A draft holds beside the words the mark of what was saved when their typing began."""
_ROMAWI = ("I", "II", "III", "IV")


def make_nomor_dossier(triwulan: Triwulan, urut: int) -> str:
    """Return the number of a dossier, ``BERKAS/TW-I/2023``, or of an addendum with ``/ADD-1`` behind it."""
    base = f"BERKAS/TW-{_ROMAWI[triwulan.nomor - 1]}/{triwulan.tahun}"
    return f"{base}/ADD-{urut}" if urut else base


def parse_triwulan(kunci: str) -> Triwulan:
    """Read how an address names a triwulan.

    Raises:
        DomainError: ``triwulan.unknown``.
    """
    triwulan = Triwulan.parse(kunci)
    if triwulan is None or triwulan.tahun < 1:
        raise DomainError("triwulan.unknown", t("Triwulan ini tidak ada. Pilih dari daftar."))
    return triwulan


def parse_urut(addendum: str) -> int:
    """Read the number of an addendum from an address, 0 for none; nonsense is one that nobody has."""
    if not addendum:
        return 0
    number = addendum.isascii() and addendum.isdigit() and len(addendum) < 4
    return int(addendum) if number else -1


@dataclass(frozen=True, slots=True)
class NaskahDossier:
    """The words of the Ketua Tim in the Laporan IKM Triwulan; both may be empty."""

    pengantar: str
    simpulan: str


def parse_naskah(isian: Mapping[str, object]) -> NaskahDossier:
    """Read ``pengantar`` and ``simpulan``.

    Raises:
        FieldErrors: ``pengantar.too_long``, ``simpulan.too_long``.
    """
    reader = FormReader(isian)
    pengantar = reader.paragraphs("pengantar", t("Pengantar"), most=TEKS_MAX)
    simpulan = reader.paragraphs("simpulan", t("Simpulan dan saran"), most=TEKS_MAX)
    reader.check()
    return NaskahDossier(pengantar, simpulan)


@dataclass(frozen=True, slots=True)
class SuratPengantar:
    """The letter to the Sekretaris Daerah."""

    nomor: str
    tanggal: date


def parse_surat(isian: Mapping[str, object], triwulan: Triwulan, today: date) -> SuratPengantar:
    """Read ``surat_nomor`` and ``surat_tanggal``.

    Raises:
        FieldErrors: ``surat_nomor.*``, ``surat_tanggal.*``.
    """
    reader = FormReader(isian)
    nomor = reader.text("surat_nomor", t("Nomor surat"), least=3, most=80)
    tanggal = reader.day("surat_tanggal", t("Tanggal surat"))
    end = triwulan.periode.sampai
    if tanggal is not None and end is not None and not end < tanggal <= today:
        reader.wrong(
            "surat_tanggal",
            "surat_tanggal.out_of_range",
            t("Tanggal surat harus sesudah triwulan berakhir dan tidak boleh sesudah hari ini."),
        )
    reader.check()
    if tanggal is None:
        raise AssertionError("unreachable: the reader has refused it")
    return SuratPengantar(nomor, tanggal)
