"""Kode terpasang: where the QR codes of the survey hang or stand, and since when (decree, H row 1 and M.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.isian import FormReader
from sekampadi.i18n import format_tanggal, t

TEMPAT_MIN, TEMPAT_MAX = 3, 200
KETERANGAN_MAX = 200


class MediaKode(Labelled):
    """What a code is shown on, in the words of offices."""

    POSTER = "poster", t("Poster")
    STANDEE = "standee", t("Standee atau banner berdiri")
    MEJA = "meja", t("Stiker meja atau loket")
    DINDING = "dinding", t("Stiker dinding atau pintu")
    CETAK = "cetak", t("Media cetak lain (brosur, surat, kuitansi)")
    LAYAR = "layar", t("Layar informasi atau televisi")
    SITUS = "situs", t("Situs web")
    MEDIA_SOSIAL = "media_sosial", t("Media sosial")
    APLIKASI = "aplikasi", t("Aplikasi atau pesan elektronik")
    LAINNYA = "lainnya", t("Media lain")

    @property
    def pendek(self) -> str:
        """The first of its words, where there is little room."""
        return self.label.partition(t(" atau "))[0].partition(" (")[0]

    @property
    def elektronik(self) -> bool:
        """Whether it is one of the decree's electronic media, which it asks for beside the others."""
        return self in _ELEKTRONIK


_ELEKTRONIK = frozenset(
    {MediaKode.LAYAR, MediaKode.SITUS, MediaKode.MEDIA_SOSIAL, MediaKode.APLIKASI}
)


@dataclass(frozen=True, slots=True)
class IsianKode:
    """A code that was hung up, as entered."""

    tempat: str
    media: MediaKode
    tanggal: date
    keterangan: str


def parse_kode_terpasang(isian: Mapping[str, object], today: date) -> IsianKode:
    """Read the form of a code that was hung up: ``tempat``, ``media``, ``tanggal``, ``keterangan``.

    Raises:
        FieldErrors: ``tempat.*``, ``media.*``, ``tanggal.*``, ``keterangan.*``.
    """
    reader = FormReader(isian)
    media = reader.choice("media", t("Media"), MediaKode)
    tempat = reader.text("tempat", t("Tempat"), least=TEMPAT_MIN, most=TEMPAT_MAX)
    tanggal = _past(reader, "tanggal", t("Tanggal dipasang"), today)
    keterangan = reader.text("keterangan", t("Keterangan"), most=KETERANGAN_MAX)
    reader.check()
    if media is None or tanggal is None:
        raise AssertionError("unreachable: the reader has refused it")
    return IsianKode(tempat, media, tanggal, keterangan)


def parse_dilepas(isian: Mapping[str, object], dipasang: date, today: date) -> date:
    """Read on which day a code was taken down: ``tanggal``.

    Raises:
        FieldErrors: ``tanggal.*``.
    """
    reader = FormReader(isian)
    tanggal = _past(reader, "tanggal", t("Tanggal dilepas"), today)
    if tanggal is not None and tanggal < dipasang:
        reader.wrong(
            "tanggal",
            "tanggal.before",
            t("Kode ini baru dipasang {tanggal}.", tanggal=format_tanggal(dipasang)),
        )
    reader.check()
    if tanggal is None:
        raise AssertionError("unreachable: the reader has refused it")
    return tanggal


def _past(reader: FormReader, field: str, label: str, today: date) -> date | None:
    day = reader.day(field, label)
    if day is not None and day > today:
        reader.wrong(
            field, f"{field}.future", t("{label} tidak boleh sesudah hari ini.", label=label)
        )
    return day
