"""Kunjungan dan temuan: a look at how an UPP keeps its survey, and what came of it (decree, M.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.isian import FormReader
from sekampadi.i18n import format_tanggal, t

PETUGAS_MIN, PETUGAS_MAX = 3, 300
TEKS_MIN, TEKS_MAX = 5, 2000
PENANGGUNG_JAWAB_MAX = 200


class JenisKunjungan(Labelled):
    """When the decree has it done."""

    BERKALA = "berkala", t("Berkala")
    INSIDENTIL = "insidentil", t("Insidentil")
    SEWAKTU = "sewaktu", t("Sewaktu-waktu")


class StatusTemuan(Labelled):
    """Where a finding stands, and whose turn it is."""

    TERBUKA = "terbuka", t("Menunggu UPP")
    LEWAT = "lewat", t("Lewat target")
    DIJAWAB = "dijawab", t("Menunggu diperiksa")
    SELESAI = "selesai", t("Selesai")

    @property
    def terbuka(self) -> bool:
        """Whether something is still to be done, by whomever."""
        return self is not StatusTemuan.SELESAI


def status_temuan(
    tindakan: str, catatan: str, target: date | None, selesai_pada: date | None, today: date
) -> StatusTemuan:
    """Tell where a finding stands on a day; what was answered waits for who wrote it, however late.

    Args:
        catatan: what an answer lacks; the next answer takes it away.
    """
    if selesai_pada is not None:
        return StatusTemuan.SELESAI
    if tindakan and not catatan:
        return StatusTemuan.DIJAWAB
    late = target is not None and today > target
    return StatusTemuan.LEWAT if late else StatusTemuan.TERBUKA


@dataclass(frozen=True, slots=True)
class IsianKunjungan:
    """A visit as entered."""

    tanggal: date
    jenis: JenisKunjungan
    petugas: str
    catatan: str


@dataclass(frozen=True, slots=True)
class IsianTemuan:
    """A finding as entered."""

    uraian: str
    rekomendasi: str
    penanggung_jawab: str
    target: date | None


def parse_kunjungan(isian: Mapping[str, object], today: date) -> IsianKunjungan:
    """Read the form of a visit: ``tanggal``, ``jenis``, ``petugas`` and ``catatan``.

    Raises:
        FieldErrors: ``tanggal.*``, ``jenis.*``, ``petugas.*``, ``catatan.*``.
    """
    reader = FormReader(isian)
    jenis = reader.choice("jenis", t("Jenis"), JenisKunjungan)
    tanggal = reader.day("tanggal", t("Tanggal"))
    if tanggal is not None and tanggal > today:
        reader.wrong("tanggal", "tanggal.future", t("Tanggal tidak boleh sesudah hari ini."))
    petugas = reader.text("petugas", t("Petugas"), least=PETUGAS_MIN, most=PETUGAS_MAX)
    catatan = reader.paragraphs("catatan", t("Catatan"), most=TEKS_MAX)
    reader.check()
    if jenis is None or tanggal is None:
        raise AssertionError("unreachable: the reader has refused it")
    return IsianKunjungan(tanggal, jenis, petugas, catatan)


def parse_temuan(isian: Mapping[str, object], kunjungan: date) -> IsianTemuan:
    """Read the form of a finding: ``uraian``, ``rekomendasi``, ``penanggung_jawab`` and ``target``.

    Args:
        kunjungan: the day of the visit, which a target may not lie before.

    Raises:
        FieldErrors: ``uraian.*``, ``rekomendasi.*``, ``penanggung_jawab.*``, ``target.*``.
    """
    reader = FormReader(isian)
    uraian = reader.paragraphs("uraian", t("Temuan"), least=TEKS_MIN, most=TEKS_MAX)
    rekomendasi = reader.paragraphs("rekomendasi", t("Rekomendasi"), most=TEKS_MAX)
    orang = reader.text("penanggung_jawab", t("Penanggung jawab"), most=PENANGGUNG_JAWAB_MAX)
    target = reader.optional_day("target", t("Target selesai"))
    if target is not None and target < kunjungan:
        reader.wrong(
            "target",
            "target.before",
            t(
                "Target tidak boleh sebelum kunjungan, {tanggal}.",
                tanggal=format_tanggal(kunjungan),
            ),
        )
    reader.check()
    return IsianTemuan(uraian, rekomendasi, orang, target)


def parse_tindakan(isian: Mapping[str, object]) -> str:
    """Read what an UPP says that it has done: ``tindakan``.

    Raises:
        FieldErrors: ``tindakan.*``.
    """
    reader = FormReader(isian)
    text = reader.paragraphs("tindakan", t("Tindakan"), least=TEKS_MIN, most=TEKS_MAX)
    reader.check()
    return text


def parse_catatan(isian: Mapping[str, object]) -> str:
    """Read what an answer lacks: ``catatan``.

    Raises:
        FieldErrors: ``catatan.*``.
    """
    reader = FormReader(isian)
    text = reader.paragraphs("catatan", t("Yang masih kurang"), least=TEKS_MIN, most=TEKS_MAX)
    reader.check()
    return text
