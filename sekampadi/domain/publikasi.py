"""Publikasi: what may be published, under which number, and how a paper in hand is checked (decree, L.1)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.errors import DomainError
from sekampadi.domain.isian import FormReader, clean_line
from sekampadi.domain.periode import Periode
from sekampadi.i18n import format_tanggal, t

RESPONDEN_MIN = 5
"""A sheet of fewer people would show what single persons have answered."""

KODE_ABJAD = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, O, 1, I and L, which are mistaken for each other on paper."""
KODE_PANJANG = 12
"""31 ** 12 codes: nobody finds one by trying."""

_KODE = re.compile(f"[{KODE_ABJAD}]{{{KODE_PANJANG}}}")
_ROMAWI = ("I", "II", "III", "IV")
_ALASAN_MIN, _ALASAN_MAX = 5, 500


class StatusPublikasi(Labelled):
    """What has become of a published sheet."""

    BERLAKU = "berlaku", t("Berlaku")
    DIGANTIKAN = "digantikan", t("Digantikan")
    DITARIK = "ditarik", t("Ditarik")


class Media(Labelled):
    """Where a sheet is shown to the public, as the ministry's scoring counts it (PEKPPP)."""

    CETAK = "cetak", t("Cetak (papan pengumuman, brosur, banner)")
    ELEKTRONIK = "elektronik", t("Elektronik (layar informasi, radio, televisi)")
    MEDIA_SOSIAL = "media_sosial", t("Media sosial")
    SITUS = "situs", t("Situs web")
    APLIKASI = "aplikasi", t("Aplikasi")
    BALIHO = "baliho", t("Baliho/billboard")
    LAINNYA = "lainnya", t("Media lain")


@dataclass(frozen=True, slots=True)
class IsianMedia:
    """One line of the publication log, as entered."""

    jenis: Media
    tanggal: date  # of publication
    alamat: str  # that proves it; empty when a photo will
    keterangan: str  # where exactly


@dataclass(frozen=True, slots=True)
class PublikasiRow:
    """A published sheet without its figures.

    ``terbuka``: its figures are those that everyone may read; otherwise it is read under its check
    code only.
    """

    id: int
    nomor: str
    kode: str
    seri: str
    upp_id: int | None
    layanan_id: int | None
    periode: Periode
    revisi: int
    alasan: str
    n: int
    nilai: str
    mutu: str
    nama: str
    waktu: datetime
    oleh: str
    status: StatusPublikasi
    digantikan_pada: datetime | None
    ditarik_pada: datetime | None
    alasan_tarik: str
    terbuka: bool


@dataclass(frozen=True, slots=True)
class MediaRow:
    """A line of the publication log."""

    id: int
    publikasi_id: int
    jenis: str
    tanggal: date
    alamat: str
    keterangan: str
    bukti: str
    dicatat_oleh: str

    @property
    def terbukti(self) -> bool:
        """Whether an address or a photo proves it; only such a line counts."""
        return bool(self.alamat or self.bukti)


def parse_kode(text: object) -> str:
    """Read a check code as a person types it: any case, with or without hyphens.

    Raises:
        DomainError: ``kode.format`` for what can be no code.
    """
    kode = re.sub(r"[\s–-]", "", text).upper() if isinstance(text, str) and len(text) < 60 else ""
    if _KODE.fullmatch(kode) is None:
        raise DomainError(
            "kode.format",
            t(
                "Kode terdiri atas {n} huruf dan angka, tanpa angka 0 dan 1 serta tanpa huruf I, L, dan O.",
                n=KODE_PANJANG,
            ),
        )
    return kode


def show_kode(kode: str) -> str:
    """Write a check code in groups of four, ``K7QM-R2WX-9HBT``."""
    return "-".join(kode[i : i + 4] for i in range(0, len(kode), 4))


def periode_kode(periode: Periode) -> str:
    """Return the period's part of a number: ``TW-I``, ``SMT-II``, ``TAHUN``, ``BLN-04``, ``BLN-04-08``.

    Args:
        periode: whole months; older sheets were of others than :func:`check_periode` lets through.
    """
    dari, sampai = _ends(periode)
    months = (sampai.year - dari.year) * 12 + sampai.month - dari.month + 1
    if dari.year == sampai.year:
        if months == 3 and dari.month % 3 == 1:
            return f"TW-{_ROMAWI[dari.month // 3]}"
        if months == 6 and dari.month % 6 == 1:
            return f"SMT-{_ROMAWI[dari.month // 6]}"
        if months == 12:
            return "TAHUN"
        last = "" if months == 1 else f"-{sampai.month:02d}"
        return f"BLN-{dari.month:02d}{last}"
    return f"BLN-{dari.year}{dari.month:02d}-{sampai.month:02d}"


def make_nomor(urut: int, penerbit: str, periode: Periode, revisi: int) -> str:
    """Return the number of a sheet, ``0012/BIRO-ORGANISASI/TW-I/2023`` or with ``/REV-2`` behind it.

    ``urut`` is a running number of the issuer in the year, which all revisions of a sheet share.
    """
    _, sampai = _ends(periode)
    base = f"{urut:04d}/{penerbit.upper()}/{periode_kode(periode)}/{sampai.year}"
    return base if revisi == 1 else f"{base}/REV-{revisi}"


def _ends(periode: Periode) -> tuple[date, date]:
    if periode.dari is None or periode.sampai is None:
        raise DomainError(
            "publikasi.periode_terbuka", t("Pilih periode dengan awal dan akhir yang jelas.")
        )
    return periode.dari, periode.sampai


def check_periode(periode: Periode, today: date) -> None:
    """Refuse a period that cannot be published.

    Only a triwulan, a semester or a year that is over: a sheet of running days would change under
    the reader's eyes, and two sheets a month apart would show what single persons have answered.

    Raises:
        DomainError: ``publikasi.periode_terbuka``, ``publikasi.bukan_triwulan`` or
            ``publikasi.belum_berakhir``.
    """
    _, sampai = _ends(periode)
    if not is_publishable(periode):
        raise DomainError(
            "publikasi.bukan_triwulan",
            t("Yang diterbitkan adalah triwulan, semester, atau tahun."),
        )
    if sampai >= today:
        raise DomainError(
            "publikasi.belum_berakhir",
            t(
                "Periode ini baru berakhir {tanggal}. Lembarnya dapat diterbitkan sesudah hari itu.",
                tanggal=format_tanggal(sampai),
            ),
        )


def is_publishable(periode: Periode) -> bool:
    """Tell whether a period is a triwulan, a semester or a year, over or not."""
    if periode.sampai is None:
        return False
    year, month = periode.sampai.year, periode.sampai.month
    return periode in {
        Periode.triwulan(year, (month + 2) // 3),
        Periode.semester(year, (month + 5) // 6),
        Periode.tahun(year),
    }


def publishable(today: date, years: int = 3) -> list[Periode]:
    """List the periods that are over, newest first: triwulan, semester and year.

    They reach so many years back, the current one not counted.
    """
    found = []
    for year in range(today.year, today.year - years - 1, -1):
        candidates = [Periode.tahun(year)]
        candidates += [Periode.semester(year, n) for n in (2, 1)]
        candidates += [Periode.triwulan(year, n) for n in (4, 3, 2, 1)]
        found += [p for p in candidates if p.sampai is not None and p.sampai < today]
    # A triwulan before the semester that ends with it: it is what is published most.
    return sorted(found, key=lambda p: (p.sampai, p.dari), reverse=True)


def parse_alasan(value: object, label: str) -> str:
    """Read why a sheet is revised or withdrawn; it is shown to everyone.

    Raises:
        FieldErrors: ``alasan.missing``, ``.too_short`` or ``.too_long``.
    """
    reader = FormReader({"alasan": value})
    alasan = reader.text("alasan", label, least=_ALASAN_MIN, most=_ALASAN_MAX)
    reader.check()
    return alasan


def parse_media(isian: Mapping[str, object], today: date) -> IsianMedia:
    """Read a line of the publication log.

    Raises:
        FieldErrors: ``jenis.*``, ``tanggal.*``, ``alamat.*``, ``keterangan.*``.
    """
    reader = FormReader(isian)
    jenis = reader.choice("jenis", t("Jenis media"), Media)
    tanggal = reader.day("tanggal", t("Tanggal tayang"))
    if tanggal is not None and tanggal > today:
        reader.wrong("tanggal", "tanggal.future", t("Tanggal tayang tidak boleh sesudah hari ini."))
    if tanggal is not None and tanggal.year < 2000:
        reader.wrong("tanggal", "tanggal.past", t("Periksa tahun tanggal tayang."))
    alamat = reader.text("alamat", t("Alamat"), most=500)
    if alamat and not re.fullmatch(r"https?://[^\s/?#@]+(?:[/?#]\S*)?", alamat):
        reader.wrong(
            "alamat", "alamat.format", t("Tulis alamat lengkap, diawali https:// atau http://.")
        )
    keterangan = reader.text("keterangan", t("Keterangan"), most=200)
    reader.check()
    if jenis is None or tanggal is None:
        raise RuntimeError("the reader accepted a field that it could not read")
    return IsianMedia(jenis, tanggal, alamat, clean_line(keterangan))


def count_jenis(media: Iterable[MediaRow]) -> int:
    """Count the kinds of media that are proved; ten photos of one notice board are one."""
    return len({row.jenis for row in media if row.terbukti})


def skor_media(jumlah: int) -> int:
    """Return the ministry's score for a number of media: 0 to 4 as counted, 5 for more (PEKPPP)."""
    return min(max(jumlah, 0), 5)
