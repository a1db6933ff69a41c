"""What comes after an annual report is written: handing it in, or that this is done (decree, L.4)."""

from dataclasses import dataclass
from datetime import date

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.pengajuan.alur import AksiPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.domain.periode import local_date
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.pengajuan.pengajuan import (
    Diserahkan,
    HalamanPengajuan,
    address_of,
    load_diserahkan,
    load_pengajuan,
)
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan


@dataclass(frozen=True)
class SerahTampil:
    """How it stands with handing in, and the words of the link that leads there."""

    kata: str
    tautan: str
    alamat: str


def _open(page: HalamanPengajuan, today: date) -> SerahTampil:
    """Lead to where the report is handed in, or say that its Admin still has to."""
    day, alamat = format_tanggal(page.tenggat), address_of(page.upp.kode, page.masa)
    words = page.status.label if page.status.dikembalikan else t("Lengkap")
    if not any(rule.aksi is AksiPengajuan.AJUKAN for rule in page.boleh):
        return SerahTampil(
            t("{kata}. Belum diajukan; batasnya {hari}.", kata=words, hari=day),
            t("Buka Penyampaian →"),
            alamat,
        )
    link = (
        t("Ajukan di Penyampaian; batasnya {hari}, sudah lewat →", hari=day)
        if today > page.tenggat
        else t("Ajukan di Penyampaian, paling lambat {hari} →", hari=day)
    )
    return SerahTampil(f"{words}.", link, alamat)


def _handed(page: HalamanPengajuan, given: Diserahkan) -> list[SerahTampil]:
    """Say when it was handed in; what is written after that day is not in it."""
    if given.langkah is None:
        return []
    day = format_tanggal(local_date(given.langkah.waktu))
    words = t("Sudah disampaikan {hari}; perubahan sesudahnya tidak ikut.", hari=day)
    if "tahunan" in given.berubah:
        words = t(
            "Sudah disampaikan {hari}. Laporan ini berubah sejak itu; perubahannya tidak ikut.",
            hari=day,
        )
    alamat = address_of(page.upp.kode, page.masa)
    return [SerahTampil(words, t("{status} →", status=page.status.label), alamat)]


def load_serah(rt: Runtime, person: Principal, bahan: BahanTahunan) -> list[SerahTampil]:
    """Tell a person what comes after writing, in one line or none.

    None of the province's report, which is not handed in; of a year that is not handed in yet, or
    never through the system; and while parts are missing, which the page says.
    """
    upp = bahan.objek.upp
    if upp is None or not person.may(Permission.PENGAJUAN_READ):
        return []
    masa = MasaLapor(bahan.objek.tahun, 0)
    try:
        page = load_pengajuan(rt, person, upp.kode, masa)
        # While it lies with nobody else it is still to be handed in, or once more.
        if page.giliran is Role.ADMIN_UPP:
            return [] if bahan.kurang else [_open(page, rt.today())]
        return _handed(page, load_diserahkan(rt, person, upp.kode, masa))
    except DomainError:
        return []  # a year of which nothing is handed in
