"""What is known of an UPP in a year, and what the ministry scores of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.domain.publikasi import Media, MediaRow
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.i18n import t

TINGKAT_MAX: Final = 5
ELEKTRONIK: Final = frozenset({Media.ELEKTRONIK, Media.MEDIA_SOSIAL, Media.SITUS, Media.APLIKASI})
"""The media that are electronic."""
BATAS_BULAN: Final = ((5, 1), (4, 3), (3, 6), (2, 9), (1, 12))
"""Level of the speed, and within how many months."""
TANPA_RENCANA: Final = Realisasi(0, 0)


class Indikator(Labelled):
    """What the ministry scores."""

    SKM = "skm", t("Pelaksanaan SKM, publikasi, dan tindak lanjutnya")
    MEDIA = "media", t("Jumlah media publikasi")
    RTL = "rtl", t("Rencana tindak lanjut yang selesai")
    KECEPATAN = "kecepatan", t("Kecepatan tindak lanjut")

    @property
    def bobot(self) -> Decimal:
        """How much a level weighs."""
        return Decimal("0.17") if self is Indikator.SKM else Decimal("0.07")

    @property
    def skala(self) -> tuple[str, ...]:
        """What levels 0 to 5 stand for."""
        return _SKALA[self]


_SKALA: Final = {
    Indikator.SKM: (
        *(t("Tidak ada SKM"), t("Belum sesuai"), t("Sesuai PermenPANRB")),
        *(t("Terbit di media non-elektronik"), t("Terbit di media elektronik")),
        t("Ditindaklanjuti"),
    ),
    Indikator.MEDIA: (
        *(t("Tidak ada"), t("1 media"), t("2 media"), t("3 media"), t("4 media")),
        t("Lebih dari 4"),
    ),
    Indikator.RTL: (
        *(t("Tidak ada RTL"), t("Belum dimulai"), t("Di bawah 30 %"), t("30 % – 80 %")),
        *(t("Di atas 80 %"), t("100 %")),
    ),
    Indikator.KECEPATAN: (
        t("Tidak ada"),
        *(t("Dalam {n} bulan", n=months) for _, months in reversed(BATAS_BULAN)),
    ),
}


@dataclass(frozen=True, slots=True)
class FaktaTriwulan:
    """What is known of an UPP in a triwulan.

    Args:
        tenggat: the last day for its sheet and plan.
        terbit: when its sheet was first published; None while none is in force.
        unsur: how many unsur the sheet values.
        dilayani: people served; None where nobody told.
        media: where the sheet was shown.
        tanpa_bukti: finished actions that no file proves.
        selesai: when the first action of its plan was finished.
    """

    triwulan: Triwulan
    tenggat: date
    terbit: date | None = None
    n: int = 0
    unsur: int = 0
    dilayani: int | None = None
    media: tuple[MediaRow, ...] = ()
    realisasi: Realisasi = TANPA_RENCANA
    tanpa_bukti: int = 0
    selesai: date | None = None

    @property
    def nama(self) -> str:
        """How sentences name it."""
        return self.triwulan.periode.nama

    def has_media(self, *, elektronik: bool) -> bool:
        """Tell whether its sheet was shown so, with proof."""
        return any(x.terbukti and (x.jenis in ELEKTRONIK) is elektronik for x in self.media)


@dataclass(frozen=True, slots=True)
class FaktaTahun:
    """What is known of an UPP in a year, on a day.

    Args:
        jawaban: answers to its own survey.
        triwulan: all four.
        media_lain: where sheets of other periods of the year were shown.
    """

    tahun: int
    today: date
    jawaban: int
    triwulan: tuple[FaktaTriwulan, ...]
    media_lain: tuple[MediaRow, ...] = ()

    @property
    def sementara(self) -> bool:
        """Whether the year is not over, or its reports are not due yet."""
        return self.today <= MasaLapor(self.tahun, 0).tenggat

    @property
    def lembar(self) -> tuple[FaktaTriwulan, ...]:
        """The triwulan with a sheet in force."""
        return tuple(x for x in self.triwulan if x.terbit)

    @property
    def diminta(self) -> tuple[FaktaTriwulan, ...]:
        """The triwulan of which a sheet is asked for."""
        return tuple(x for x in self.triwulan if x.terbit or self.today > x.tenggat)

    @property
    def media(self) -> tuple[MediaRow, ...]:
        """Where sheets of the year were shown."""
        return (*(m for x in self.triwulan for m in x.media), *self.media_lain)

    @property
    def realisasi(self) -> Realisasi:
        """How much of the year's plans was carried out."""
        own = [x.realisasi for x in self.triwulan]
        return Realisasi(
            *(sum(r.rencana for r in own), sum(r.selesai for r in own)),
            *(sum(r.berjalan for r in own), sum(r.batal for r in own)),
        )


@dataclass(frozen=True, slots=True)
class NilaiIndikator:
    """The level of an indicator: why, what is missing for the next one, and what else to look at."""

    indikator: Indikator
    tingkat: int
    sebab: tuple[str, ...]
    kurang: tuple[str, ...]  # empty at the highest level
    catatan: tuple[str, ...] = ()

    @property
    def nilai(self) -> Decimal:
        """The level by its weight."""
        return self.indikator.bobot * self.tingkat


@dataclass(frozen=True, slots=True)
class Pekppp:
    """The four indicators of an UPP and a year, in the ministry's order."""

    penilaian: tuple[NilaiIndikator, ...]
    sementara: bool

    @property
    def nilai(self) -> Decimal:
        """The weighted levels together."""
        return sum((p.nilai for p in self.penilaian), Decimal(0))


NILAI_MAX: Final = sum((i.bobot * TINGKAT_MAX for i in Indikator), Decimal(0))
