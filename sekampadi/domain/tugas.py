"""Tugas: what waits for somebody to do it, until when, and where it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sekampadi.domain.izin import Permission
from sekampadi.i18n import format_tanggal, t

JUMLAH_MAX = 1000
"""What is counted no further: nobody plans his morning by the difference."""


class JenisTugas(StrEnum):
    """What is to be done; of those without a deadline the most urgent first."""

    BERUNTUN = "beruntun"
    TINJAU = "tinjau"
    LEMBAR = "lembar"
    RTL = "rtl"
    TAHUNAN = "tahunan"
    PENYAMPAIAN = "penyampaian"
    PERSETUJUAN = "persetujuan"
    PENERIMAAN = "penerimaan"
    DOSSIER = "dossier"
    PEMERIKSAAN = "pemeriksaan"
    TEMUAN = "temuan"
    NILAI_RTL = "nilai_rtl"
    KEGIATAN = "kegiatan"
    LAPORAN_TL = "laporan_tl"
    DIAM = "diam"
    PESAN = "pesan"

    @property
    def permission(self) -> Permission:
        """The right without which a line is nobody's business.

        Who only reads figures sees what is late, too: it is theirs to ask for it.
        """
        return _NEEDED[self]


_NEEDED: dict[JenisTugas, Permission] = {
    JenisTugas.BERUNTUN: Permission.JAWABAN_MODERATE,
    JenisTugas.TINJAU: Permission.JAWABAN_MODERATE,
    JenisTugas.LEMBAR: Permission.LAPORAN_READ,
    JenisTugas.RTL: Permission.TINDAK_LANJUT_READ,
    JenisTugas.TAHUNAN: Permission.TAHUNAN_READ,
    JenisTugas.PENYAMPAIAN: Permission.PENGAJUAN_READ,
    JenisTugas.PERSETUJUAN: Permission.PENGAJUAN_READ,
    JenisTugas.PENERIMAAN: Permission.PENGAJUAN_READ,
    JenisTugas.DOSSIER: Permission.DOSSIER_MOVE,
    JenisTugas.PEMERIKSAAN: Permission.PEMANTAUAN_WRITE,
    JenisTugas.TEMUAN: Permission.PEMANTAUAN_READ,
    JenisTugas.NILAI_RTL: Permission.TINDAK_LANJUT_READ,
    JenisTugas.KEGIATAN: Permission.TINDAK_LANJUT_READ,
    JenisTugas.LAPORAN_TL: Permission.TINDAK_LANJUT_READ,
    JenisTugas.DIAM: Permission.DASHBOARD_READ,
    JenisTugas.PESAN: Permission.BACKUP_MANAGE,
}


@dataclass(frozen=True, slots=True)
class Sasaran:
    """One of the things a line speaks of, and where it is done."""

    nama: str
    tautan: str


@dataclass(frozen=True, slots=True)
class Tugas:
    """A line of what is to be done.

    Args:
        jumlah: how many, counted up to :data:`JUMLAH_MAX`.
        kalimat: what they are, as it is read behind the number.
        tautan: the very place.
        tenggat: the last day; None where nothing sets one.
        sasaran: them one by one, where each has a place of its own.
    """

    jenis: JenisTugas
    jumlah: int
    kalimat: str
    tautan: str
    tenggat: date | None = None
    sasaran: tuple[Sasaran, ...] = ()


def tell_tenggat(tenggat: date, hari_ini: date) -> str:
    """Say how far away a deadline is."""
    left = (tenggat - hari_ini).days
    if left < 0:
        return t("batasnya {tanggal}, lewat {n} hari", tanggal=format_tanggal(tenggat), n=-left)
    if left == 0:
        return t("paling lambat hari ini")
    return t("paling lambat {tanggal}, {n} hari lagi", tanggal=format_tanggal(tenggat), n=left)


def in_order(tugas: Iterable[Tugas]) -> tuple[Tugas, ...]:
    """Put lines in order: what has a deadline by its day, then the rest by its kind."""
    order = list(JenisTugas)
    return tuple(sorted(tugas, key=lambda x: (x.tenggat or date.max, order.index(x.jenis))))
