"""The parts of an annual report that a person writes, or adds to (decree, L.3)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sekampadi.domain.errors import NotFoundError
from sekampadi.i18n import t


class CaraIsi(StrEnum):
    """What the words of a person are to those of the program."""

    USUL = "usul"
    """The program proposes a text; a person's own stands in its place."""
    TAMBAH = "tambah"
    """The program writes what follows from the figures; a person's own stands beneath it."""
    GANTI = "ganti"
    """The program proposes what follows from the figures; a person's own begins with it, and replaces it."""
    SENDIRI = "sendiri"
    """Only a person can know it."""


DOKUMENTASI: Final = "dokumentasi"
"""The part that has photos beside its words."""


@dataclass(frozen=True, slots=True)
class KolomBagian:
    """A column of a part that is a table.

    Args:
        contoh: what is typed there, for one.
        lebar: its share of the width in the document.
        perlu: whether a line is not complete without it.
    """

    judul: str
    contoh: str
    lebar: int = 1
    perlu: bool = False


@dataclass(frozen=True, slots=True)
class BagianTahunan:
    """A part.

    Args:
        kunci: stable name in addresses and tables.
        bantuan: what belongs there, for who writes it.
        kolom: empty for a text; else it is a table of such lines.
        baris: most lines of the table.
        upp: whether reports of an UPP have it.
        provinsi: whether the report of the province has it.
        wajib: whether a report without it is not complete.
    """

    kunci: str
    judul: str
    cara: CaraIsi
    bantuan: str
    kolom: tuple[KolomBagian, ...] = ()
    baris: int = 40
    upp: bool = True
    provinsi: bool = True
    wajib: bool = False

    @property
    def tabel(self) -> bool:
        """Whether it is a table."""
        return bool(self.kolom)


BAGIAN: Final[tuple[BagianTahunan, ...]] = (
    BagianTahunan(
        "ringkasan",
        t("Ringkasan Eksekutif"),
        CaraIsi.TAMBAH,
        t("Ringkasan angka dibuat otomatis. Tambahkan bila ada yang perlu disampaikan pimpinan."),
    ),
    BagianTahunan(
        "pengantar",
        t("Kata Pengantar"),
        CaraIsi.USUL,
        t("Sampaikan maksud laporan dan ucapan terima kasih. Usulan dapat dipakai apa adanya."),
    ),
    BagianTahunan(
        "penanda",
        t("Penanda Tangan"),
        CaraIsi.SENDIRI,
        t("Siapa yang menandatangani kata pengantar, dan di mana. NIP boleh dikosongkan."),
        kolom=(
            KolomBagian(t("Tempat dan tanggal"), t("Kota, 12 Januari 2026"), 2, perlu=True),
            KolomBagian(t("Jabatan"), t("Kepala Dinas …"), 2, perlu=True),
            KolomBagian(t("Nama"), t("Nama lengkap dengan gelar"), 2, perlu=True),
            KolomBagian(t("NIP"), t("18 angka"), 1),
        ),
        baris=1,
        wajib=True,
    ),
    BagianTahunan(
        "latar",
        t("Latar Belakang"),
        CaraIsi.USUL,
        t("Mengapa survei dilakukan, dan apa yang ingin diperbaiki dari pelayanan."),
    ),
    BagianTahunan(
        "dasar_hukum",
        t("Dasar Hukum"),
        CaraIsi.USUL,
        t("Satu peraturan satu baris. Periksa nomor dan tahunnya sebelum laporan disampaikan."),
    ),
    BagianTahunan(
        "maksud",
        t("Maksud dan Tujuan"),
        CaraIsi.USUL,
        t("Hasil akhir yang ingin dicapai dari survei ini."),
    ),
    BagianTahunan(
        "profil",
        t("Profil Organisasi dan Sumber Daya Aparatur"),
        CaraIsi.SENDIRI,
        t("Tugas dan fungsi, susunan organisasi, jumlah aparatur, dan jenis layanan."),
        provinsi=False,
        wajib=True,
    ),
    BagianTahunan(
        "wilayah",
        t("Kedudukan, Letak Geografis, dan Demografis"),
        CaraIsi.SENDIRI,
        t("Kedudukan, batas wilayah, luas, dan penduduk."),
        upp=False,
        wajib=True,
    ),
    BagianTahunan(
        "metode",
        t("Metode"),
        CaraIsi.TAMBAH,
        t(
            "Populasi, sampel, dan jumlah kuesioner diisi dari data. Tambahkan ciri penerima "
            "layanan, lokasi, atau cara pengumpulan data yang khusus."
        ),
    ),
    BagianTahunan(
        "tim",
        t("Tim SKM"),
        CaraIsi.SENDIRI,
        t("Penanggung jawab dan pelaksana survei, masing-masing dengan tugasnya."),
        kolom=(
            KolomBagian(t("Nama"), t("Nama lengkap dengan gelar"), 2, perlu=True),
            KolomBagian(t("Jabatan"), t("Sekretaris Dinas"), 2),
            KolomBagian(t("Tugas dalam tim"), t("Penanggung jawab"), 2, perlu=True),
        ),
        wajib=True,
    ),
    BagianTahunan(
        "jadwal",
        t("Jadwal Pelaksanaan"),
        CaraIsi.USUL,
        t("Kegiatan dan waktu pelaksanaan survei. Usulan mengikuti batas waktu keputusan."),
        kolom=(
            KolomBagian(t("Kegiatan"), t("Pengumpulan data"), 3),
            KolomBagian(t("Waktu"), t("Januari"), 2),
        ),
    ),
    BagianTahunan(
        "saran",
        t("Saran Perbaikan dari Responden"),
        CaraIsi.TAMBAH,
        t("Jumlah dan petikan saran diisi dari data. Tambahkan bila perlu penjelasan."),
    ),
    BagianTahunan(
        "tindak_lanjut",
        t("Tindak Lanjut"),
        CaraIsi.TAMBAH,
        t("Tabel diisi dari RTL keempat triwulan. Tambahkan bila perlu penjelasan."),
    ),
    BagianTahunan(
        "kelebihan",
        t("Kelebihan"),
        CaraIsi.TAMBAH,
        t("Apa yang dinilai baik tertulis otomatis. Jelaskan apa yang membuatnya baik."),
    ),
    BagianTahunan(
        "kelemahan",
        t("Kelemahan"),
        CaraIsi.TAMBAH,
        t("Apa yang dinilai rendah tertulis otomatis. Jelaskan penyebabnya."),
    ),
    BagianTahunan(
        "perbandingan",
        t("Perbandingan dengan Dua Tahun Sebelumnya"),
        CaraIsi.TAMBAH,
        t("Nilai ditulis otomatis. Jelaskan apa yang berubah pada pelayanan."),
    ),
    BagianTahunan(
        "kesimpulan",
        t("Kesimpulan"),
        CaraIsi.TAMBAH,
        t("Intisari hasil tertulis otomatis, yang baik dan yang belum baik."),
    ),
    BagianTahunan(
        "rekomendasi",
        t("Saran / Rekomendasi"),
        CaraIsi.GANTI,
        t(
            "Untuk unsur yang lemah diusulkan apa, oleh siapa, ukurannya, dan kapan. Ubah seperlunya: "
            "tulisan Anda menggantikan tabel usulan; tanpa tulisan, usulan yang tercetak."
        ),
    ),
    BagianTahunan(
        DOKUMENTASI,
        t("Dokumentasi"),
        CaraIsi.TAMBAH,
        t(
            "Foto pelaksanaan survei, misalnya kode QR di loket atau petugas yang mendampingi. "
            "Jangan memperlihatkan kuesioner terisi atau wajah yang tidak bersedia."
        ),
    ),
)
"""All parts, in the order of the decree's form, its appendices last."""

_BY_KUNCI: Final = {b.kunci: b for b in BAGIAN}


def list_bagian(*, provinsi: bool) -> tuple[BagianTahunan, ...]:
    """Return the parts of the report of the province, or of an UPP."""
    return tuple(b for b in BAGIAN if (b.provinsi if provinsi else b.upp))


def parse_bagian(kunci: object, *, provinsi: bool) -> BagianTahunan:
    """Read how an address or a form names a part.

    Raises:
        NotFoundError: ``bagian.unknown``, also for a part that such a report does not have.
    """
    found = _BY_KUNCI.get(kunci) if isinstance(kunci, str) else None
    if found is None or not (found.provinsi if provinsi else found.upp):
        raise NotFoundError("bagian.unknown", t("Bagian laporan ini tidak ada."))
    return found
