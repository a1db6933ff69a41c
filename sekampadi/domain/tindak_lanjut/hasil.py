"""Hasil tindak lanjut: what came of a plan, in numbers and in the decree's sentences (decree, L.2 b)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.ikm import round_half_up
from sekampadi.domain.isian import FormReader
from sekampadi.domain.tindak_lanjut.rencana import TAHUN_DEPAN
from sekampadi.i18n import format_tanggal, t

TEKS_MAX = 2000
ALASAN_MIN, ALASAN_MAX = 5, 500


class StatusKegiatan(Labelled):
    """Where an action stands."""

    BELUM = "belum", t("Belum dimulai")
    BERJALAN = "berjalan", t("Berjalan")
    SELESAI = "selesai", t("Selesai")
    BATAL = "batal", t("Batal")

    @property
    def terbuka(self) -> bool:
        """Whether it is still to be done."""
        return self in {StatusKegiatan.BELUM, StatusKegiatan.BERJALAN}


@dataclass(frozen=True, slots=True)
class IsianHasil:
    """What is told of an action; of what is finished the strategy is empty."""

    status: StatusKegiatan
    uraian: str  # what was done
    hambatan: str  # tantangan/hambatan
    alasan: str  # why it is not done, or never will be
    selesai_pada: date | None  # only of what is finished
    strategi: str  # how it shall be done after all
    strategi_target: date | None
    strategi_penanggung_jawab: str
    stakeholder: str  # who else has to help


def parse_hasil(isian: Mapping[str, object], *, mulai: date, today: date) -> IsianHasil:
    """Read what is told of an action.

    What belongs to another status than the chosen one is left out, so that nothing stale is printed.

    Args:
        isian: ``status``, ``uraian`` (needed when something was done), ``hambatan``, ``alasan``
            (needed for what is called off), ``selesai_pada`` (needed for what is finished),
            ``strategi``, ``strategi_target``, ``strategi_penanggung_jawab``, ``stakeholder``.
        mulai: the first day on which it can have been finished.
    """
    reader = FormReader(isian)
    status = reader.choice("status", t("Status"), StatusKegiatan)
    done = status is StatusKegiatan.SELESAI
    least = 10 if done else 0
    uraian = reader.paragraphs("uraian", t("Uraian tindak lanjut"), least=least, most=TEKS_MAX)
    hambatan = reader.paragraphs("hambatan", t("Tantangan/hambatan"), most=TEKS_MAX)
    selesai = reader.day("selesai_pada", t("Tanggal selesai")) if done else None
    if selesai is not None and not mulai <= selesai <= today:
        reader.wrong(
            "selesai_pada",
            "selesai_pada.out_of_range",
            t(
                "Tanggal selesai antara {a} dan {b}.",
                a=format_tanggal(mulai),
                b=format_tanggal(today),
            ),
        )
    alasan, strategi, target, orang, stakeholder = "", "", None, "", ""
    if not done:
        least = ALASAN_MIN if status is StatusKegiatan.BATAL else 0
        alasan = reader.text("alasan", t("Alasan"), least=least, most=ALASAN_MAX)
    if status is not None and status.terbuka:
        strategi = reader.paragraphs("strategi", t("Strategi penyelesaian"), most=TEKS_MAX)
        target = reader.optional_day("strategi_target", t("Target waktu penyelesaian"))
        if target is not None and not mulai <= target <= date(mulai.year + TAHUN_DEPAN, 12, 31):
            reader.wrong(
                "strategi_target",
                "strategi_target.out_of_range",
                t("Target waktu penyelesaian harus sesudah {a}.", a=format_tanggal(mulai))
                if target < mulai
                else t("Periksa tahun target waktu penyelesaian."),
            )
        orang = reader.text("strategi_penanggung_jawab", t("Penanggung jawab"), most=200)
        stakeholder = reader.text("stakeholder", t("Stakeholder terkait"), most=300)
    reader.check()
    if status is None:
        raise AssertionError("unreachable: the reader has refused it")
    return IsianHasil(
        status, uraian, hambatan, alasan, selesai, strategi, target, orang, stakeholder
    )


@dataclass(frozen=True, slots=True)
class Realisasi:
    """How much of a plan was carried out."""

    rencana: int  # actions planned; what was called off was planned, too
    selesai: int
    berjalan: int = 0
    batal: int = 0

    @classmethod
    def of(cls, status: Iterable[StatusKegiatan]) -> "Realisasi":
        """Count actions by their status."""
        all_of_them = list(status)
        return cls(
            len(all_of_them),
            all_of_them.count(StatusKegiatan.SELESAI),
            all_of_them.count(StatusKegiatan.BERJALAN),
            all_of_them.count(StatusKegiatan.BATAL),
        )

    @property
    def belum(self) -> int:
        """Actions that nobody has begun."""
        return self.rencana - self.selesai - self.berjalan - self.batal

    @property
    def persen(self) -> Decimal | None:
        """Carried out / planned x 100, to two places; None where nothing was planned (decree, L.2 b)."""
        if not self.rencana:
            return None
        return round_half_up(Fraction(self.selesai * 100, self.rencana))
