"""Rencana tindak lanjut (RTL): the actions of a plan, their order, and how a form is read (decree, L.2 a)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.isian import FormReader
from sekampadi.domain.laporan.pelaksanaan import TAHUN_MIN, Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.i18n import format_hari, t

KEGIATAN_MAX = 99
"""Actions of one unsur: their numbers keep two digits, and nobody carries out more in a year."""
NAMA_MIN, NAMA_MAX = 5, 500
TAHUN_DEPAN = 5
"""Years after its triwulan in which an action may be due: a plan of more is none."""


class Prioritas(Labelled):
    """How pressing an action is (decree, L.3: from the worst unsur to the best)."""

    TINGGI = "tinggi", t("Tinggi")
    SEDANG = "sedang", t("Sedang")
    RENDAH = "rendah", t("Rendah")


class Jangka(Labelled):
    """In what time an action is meant to help (decree, L.3)."""

    PENDEK = "pendek", t("Jangka pendek")
    MENENGAH = "menengah", t("Jangka menengah")
    PANJANG = "panjang", t("Jangka panjang")


@dataclass(frozen=True, slots=True)
class IsianKegiatan:
    """An action as it is planned."""

    nama: str  # kegiatan/aktivitas
    mulai: date | None  # None: at once
    target: date  # by when it is done
    penanggung_jawab: str
    prioritas: Prioritas
    jangka: Jangka

    @property
    def jadwal(self) -> str:
        """Its time as the form's column says it."""
        target = format_hari(self.target)
        if self.mulai is None:
            return t("paling lambat {b}", b=target)
        return t("{a} s.d. {b}", a=format_hari(self.mulai), b=target)


def parse_kegiatan(isian: Mapping[str, object], triwulan: Triwulan) -> IsianKegiatan:
    """Read the form of an action.

    Args:
        isian: ``nama``, ``mulai`` (may be empty), ``target``, ``penanggung_jawab``, ``prioritas``
            and ``jangka``.
        triwulan: the one whose figures the plan follows.
    """
    reader = FormReader(isian)
    nama = reader.text("nama", t("Kegiatan"), least=NAMA_MIN, most=NAMA_MAX)
    mulai = reader.optional_day("mulai", t("Tanggal mulai"))
    target = reader.day("target", t("Target selesai"))
    _check_days(reader, triwulan, mulai, target)
    orang = reader.text("penanggung_jawab", t("Penanggung jawab"), least=3, most=200)
    prioritas = reader.choice("prioritas", t("Prioritas"), Prioritas)
    jangka = reader.choice("jangka", t("Jangka"), Jangka)
    reader.check()
    if target is None or prioritas is None or jangka is None:
        raise AssertionError("unreachable: the reader has refused it")
    return IsianKegiatan(nama, mulai, target, orang, prioritas, jangka)


def _check_days(
    reader: FormReader, triwulan: Triwulan, mulai: date | None, target: date | None
) -> None:
    earliest = Periode.triwulan(triwulan.tahun, triwulan.nomor).dari
    latest = date(triwulan.tahun + TAHUN_DEPAN, 12, 31)
    names = {"mulai": t("Tanggal mulai"), "target": t("Target selesai")}
    for field, day in (("mulai", mulai), ("target", target)):
        if day is not None and earliest is not None and not earliest <= day <= latest:
            reader.wrong(
                field,
                f"{field}.out_of_range",
                t(
                    "{label} harus antara {a} dan {b}.",
                    label=names[field],
                    a=format_hari(earliest),
                    b=format_hari(latest),
                ),
            )
    if mulai is not None and target is not None and target < mulai:
        reader.wrong(
            "target", "target.reversed", t("Target selesai tidak boleh sebelum tanggal mulai.")
        )


@dataclass(frozen=True, slots=True)
class NilaiLembar:
    """The value of an unsur as a published sheet says it: decimals as text with two places."""

    unsur: Unsur
    nrr: str
    nik: str
    mutu: str
    rata: Fraction  # the exact NRR, which puts the unsur in order


def from_worst(nilai: Iterable[NilaiLembar]) -> tuple[NilaiLembar, ...]:
    """Put values in the order in which unsur are taken up: the worst first (decree, L.3)."""
    return tuple(sorted(nilai, key=lambda x: (x.rata, URUTAN.index(x.unsur))))


def default_prioritas(place: int) -> Prioritas:
    """Return the priority that is proposed for the unsur at a place, 0 for the worst of nine."""
    return tuple(Prioritas)[min(place, len(URUTAN) - 1) // 3]


def is_known(triwulan: Triwulan) -> bool:
    """Tell whether a triwulan is one that can have a plan."""
    return triwulan.tahun >= TAHUN_MIN
