"""Deadlines: until when sheet and RTL, and the reports of a year, have to be handed in (decree, L.4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.isian import FormReader
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import StatusPengajuan
from sekampadi.domain.periode import Periode
from sekampadi.i18n import format_tanggal, t

HARI_LEMBAR = 7
"""Sheet and RTL are due in the first week after the triwulan."""
BULAN_LAPORAN, HARI_LAPORAN = 1, 14
"""The reports of a year are due in the second week of the next."""
ALASAN_MIN, ALASAN_MAX = 5, 500
GESER_MAX = timedelta(days=366)


@dataclass(frozen=True, slots=True, order=True)
class MasaLapor:
    """What is handed in for: a triwulan, or with ``nomor`` 0 a year."""

    tahun: int
    nomor: int

    @property
    def periode(self) -> Periode:
        """Its days."""
        return Periode.triwulan(self.tahun, self.nomor) if self.nomor else Periode.tahun(self.tahun)

    @property
    def triwulan(self) -> Triwulan | None:
        """The triwulan it is; None for a year."""
        return Triwulan(self.tahun, self.nomor) if self.nomor else None

    @property
    def kunci(self) -> str:
        """How an address names it, ``2023-1`` or ``2023``."""
        return f"{self.tahun}-{self.nomor}" if self.nomor else str(self.tahun)

    @property
    def label(self) -> str:
        """How a heading names it."""
        return self.periode.label

    @property
    def tenggat(self) -> date:
        """The last day by the decree."""
        if not self.nomor:
            return date(self.tahun + 1, BULAN_LAPORAN, HARI_LAPORAN)
        end = self.periode.sampai
        if end is None:
            raise ValueError("a triwulan has two ends")
        return end + timedelta(days=HARI_LEMBAR)

    @classmethod
    def of(cls, triwulan: Triwulan) -> "MasaLapor":
        """Return what is handed in for a triwulan."""
        return cls(triwulan.tahun, triwulan.nomor)

    @classmethod
    def parse(cls, kunci: object) -> "MasaLapor | None":
        """Read how an address names it; None for anything else."""
        text = str(kunci)
        if len(text) == 4 and text.isascii() and text.isdigit() and int(text) >= 1:
            return cls(int(text), 0)
        found = Triwulan.parse(text)
        return cls.of(found) if found and found.tahun >= 1 else None


@dataclass(frozen=True, slots=True)
class Geser:
    """A deadline that was moved; ``upp_id`` None for all UPP."""

    masa: MasaLapor
    upp_id: int | None
    tanggal: date
    alasan: str


def tenggat_of(masa: MasaLapor, upp_id: int, geser: Iterable[Geser]) -> date:
    """Return the last day for an UPP: as moved for itself, else as moved for all, else by the decree.

    Args:
        geser: the oldest first; the newest of a kind counts.
    """
    mine = [g for g in geser if g.masa == masa and g.upp_id in {None, upp_id}]
    own = [g for g in mine if g.upp_id == upp_id]
    return (own or mine)[-1].tanggal if mine else masa.tenggat


def first_tenggat(masa: MasaLapor, upp_ids: Iterable[int], geser: Sequence[Geser]) -> date:
    """Return the first of the last days of some UPP; of none, that for all."""
    return min(tenggat_of(masa, i, geser) for i in [*upp_ids] or [0])


def tahunan_due(hari_ini: date, tenggat: date) -> bool:
    """Tell whether the reports of last year are due: in the month of their deadline, as moved."""
    return hari_ini <= tenggat or (hari_ini.year, hari_ini.month) == (tenggat.year, tenggat.month)


class StatusTenggat(Labelled):
    """What the matrix says of an UPP and what it hands in for."""

    BERJALAN = "berjalan", t("Belum berakhir")
    DITUNGGU = "ditunggu", t("Ditunggu")
    TERLAMBAT = "terlambat", t("Lewat batas")
    DIKEMBALIKAN = "dikembalikan", t("Dikembalikan")
    DISAMPAIKAN = "disampaikan", t("Disampaikan")
    DITERIMA = "diterima", t("Diterima")


def status_tenggat(
    masa: MasaLapor, status: StatusPengajuan, tenggat: date, today: date
) -> StatusTenggat:
    """Tell where an UPP stands on a day; what was returned stays so, however late it has become."""
    if status is StatusPengajuan.DITERIMA:
        return StatusTenggat.DITERIMA
    if status is StatusPengajuan.DISETUJUI:
        return StatusTenggat.DISAMPAIKAN
    if status is StatusPengajuan.DIKEMBALIKAN:
        return StatusTenggat.DIKEMBALIKAN
    end = masa.periode.sampai
    if end is None or end >= today:
        return StatusTenggat.BERJALAN
    return StatusTenggat.TERLAMBAT if today > tenggat else StatusTenggat.DITUNGGU


def list_masa(sejak: MasaLapor, today: date, *, semua: bool = False) -> tuple[MasaLapor, ...]:
    """List what has to be handed in so far: the triwulan that are over, and the years behind their last.

    Args:
        sejak: the triwulan with which handing in through the system began.
        semua: also what is not over, to the end of this year.
    """
    found = []
    for tahun in range(sejak.tahun, today.year + 1):
        for nomor in (1, 2, 3, 4, 0):
            masa = MasaLapor(tahun, nomor)
            end = masa.periode.sampai
            if is_since(sejak, masa) and end is not None and (semua or end < today):
                found.append(masa)
    return tuple(found)


def is_since(sejak: MasaLapor, masa: MasaLapor) -> bool:
    """Tell whether something is handed in through the system at all; a year, with its last triwulan."""
    return masa.tahun > sejak.tahun or (
        masa.tahun == sejak.tahun and (masa.nomor == 0 or masa.nomor >= sejak.nomor)
    )


@dataclass(frozen=True, slots=True)
class IsianGeser:
    """A deadline that somebody moves, as entered."""

    tanggal: date
    alasan: str


def parse_geser(isian: Mapping[str, object], masa: MasaLapor) -> IsianGeser:
    """Read the form by which a deadline is moved: ``tanggal`` and ``alasan``.

    It lies behind the days that are reported on, and not more than a year behind the decree's.

    Raises:
        FieldErrors: ``tanggal.*``, ``alasan.*``.
    """
    reader = FormReader(isian)
    tanggal = reader.day("tanggal", t("Batas baru"))
    alasan = reader.text("alasan", t("Alasan"), least=ALASAN_MIN, most=ALASAN_MAX)
    end = masa.periode.sampai
    latest = masa.tenggat + GESER_MAX
    if tanggal is not None and end is not None and not end < tanggal <= latest:
        reader.wrong(
            "tanggal",
            "tanggal.out_of_range",
            t(
                "Batas baru harus antara {a} dan {b}.",
                a=format_tanggal(end + timedelta(days=1)),
                b=format_tanggal(latest),
            ),
        )
    reader.check()
    if tanggal is None:
        raise AssertionError("unreachable: the reader has refused it")
    return IsianGeser(tanggal, alasan)
