"""Pemantauan: how each UPP keeps its survey, and what of it needs attention (decree, M.5 and M.6)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.laporan.sampel import minimum_sample
from sekampadi.domain.pengajuan.kode_terpasang import MediaKode
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.i18n import t

SENYAP_HARI = 14
"""Days without an answer after which somebody should ask why."""


class AlasanPerhatian(Labelled):
    """Why an UPP needs attention, the most urgent first."""

    TENGGAT = "tenggat", t("Belum menyampaikan")
    TEMUAN = "temuan", t("Temuan lewat target")
    SENYAP = "senyap", t("Tidak ada jawaban baru")
    SAMPEL = "sampel", t("Di bawah sampel minimum")
    LEMBAR = "lembar", t("Lembar belum terbit")
    MEDIA = "media", t("Lembar belum ditayangkan")
    KODE = "kode", t("Kode QR belum dicatat")
    MODERASI = "moderasi", t("Jawaban menunggu moderasi")
    RTL = "rtl", t("Kegiatan RTL lewat target")


@dataclass(frozen=True, slots=True)
class SampelTriwulan:
    """How many answers a triwulan needs, as far as anybody knows.

    ``menurut`` is the triwulan whose number of people served that is: of the running one it is
    seldom told before its end.
    """

    populasi: int | None = None
    menurut: Triwulan | None = None

    @property
    def minimum(self) -> int | None:
        """Answers that so many people need; None while nothing is known."""
        return minimum_sample(self.populasi) if self.populasi else None


@dataclass(frozen=True, slots=True)
class Ketepatan:
    """What was handed in by now, and how."""

    tepat: int = 0
    lambat: int = 0
    belum: int = 0  # behind its deadline, and still not there

    @property
    def semua(self) -> int:
        """What was due."""
        return self.tepat + self.lambat + self.belum


@dataclass(frozen=True, slots=True)
class KeadaanUpp:
    """How one UPP keeps its survey, its own layanan only.

    ``lembar`` and ``media`` are of the last triwulan that is over: whether its sheet is in force
    and in how many kinds of media it was shown with proof. ``wajib``: it could be published, and
    its deadline has passed.
    """

    terakhir: date | None = None  # the last answer
    jawaban: int = 0  # of the triwulan
    sampel: SampelTriwulan = field(default_factory=SampelTriwulan)
    kode: tuple[tuple[str, int], ...] = ()  # kind of medium -> codes that hang
    lembar: bool = False
    wajib: bool = False
    media: int = 0
    moderasi: int = 0
    ketepatan: Ketepatan = field(default_factory=Ketepatan)
    rtl: Realisasi = field(default_factory=lambda: Realisasi(0, 0))
    rtl_lewat: int = 0
    temuan: int = 0  # open ones
    temuan_lewat: int = 0

    @property
    def terpasang(self) -> int:
        """Codes that hang."""
        return sum(n for _, n in self.kode)

    @property
    def belum_di(self) -> str:
        """Which of the decree's two kinds of media no code hangs in yet; empty for none, and without codes."""
        kinds = {MediaKode(media).elektronik for media, n in self.kode if n}
        if len(kinds) != 1:
            return ""
        return (
            t("belum di media nonelektronik") if True in kinds else t("belum di media elektronik")
        )

    def senyap(self, today: date) -> int | None:
        """Return how many days ago the last answer came; None when there was none."""
        return (today - self.terakhir).days if self.terakhir else None

    @property
    def kurang(self) -> int | None:
        """Answers that the minimum sample still wants; None while it is not known."""
        minimum = self.sampel.minimum
        return None if minimum is None else max(0, minimum - self.jawaban)


def perhatian_of(
    keadaan: KeadaanUpp, today: date, *, berakhir: bool
) -> tuple[AlasanPerhatian, ...]:
    """Tell why an UPP needs attention, the most urgent first; empty when nothing is wrong.

    Args:
        berakhir: whether the triwulan is over: before that its sample is not too small yet.
    """
    days = keadaan.senyap(today)
    found = {
        AlasanPerhatian.TENGGAT: keadaan.ketepatan.belum > 0,
        AlasanPerhatian.TEMUAN: keadaan.temuan_lewat > 0,
        AlasanPerhatian.SENYAP: days is None or days > SENYAP_HARI,
        AlasanPerhatian.SAMPEL: berakhir and bool(keadaan.kurang),
        AlasanPerhatian.LEMBAR: keadaan.wajib and not keadaan.lembar,
        AlasanPerhatian.MEDIA: keadaan.wajib and keadaan.lembar and not keadaan.media,
        AlasanPerhatian.KODE: not keadaan.terpasang,
        AlasanPerhatian.MODERASI: keadaan.moderasi > 0,
        AlasanPerhatian.RTL: keadaan.rtl_lewat > 0,
    }
    return tuple(p for p in AlasanPerhatian if found[p])


def urgency(perhatian: Sequence[AlasanPerhatian]) -> tuple[int, ...]:
    """Return what to sort UPP by: the one with more reasons first, then the one with the more urgent."""
    return (-len(perhatian), *(list(AlasanPerhatian).index(p) for p in perhatian))
