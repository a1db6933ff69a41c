"""What the program proposes for the parts of an annual report that tell why and how it was made."""

from dataclasses import dataclass
from typing import Final

from sekampadi.domain.tahunan.bagian import BagianTahunan, CaraIsi
from sekampadi.domain.tahunan.naskah import IsiNaskah
from sekampadi.i18n import t


@dataclass(frozen=True, slots=True)
class KonteksTahunan:
    """Whose report it is, and of which year.

    Args:
        nama: of the UPP, or of the province.
        pemerintah: the government, ``Pemerintah Provinsi Kalimantan Barat``.
        pengelola: who keeps the application for it.
        provinsi: whether it is the report of the province.
        berjalan: whether the year is not over yet.
    """

    nama: str
    pemerintah: str
    pengelola: str
    tahun: int
    provinsi: bool
    berjalan: bool = False


def _until(k: KonteksTahunan) -> str:
    return t(" sampai saat ini") if k.berjalan else ""


def _pengantar(k: KonteksTahunan) -> str:
    return t(
        "Puji syukur kami panjatkan ke hadirat Tuhan Yang Maha Esa, karena atas rahmat-Nya {laporan} "
        "Survei Kepuasan Masyarakat (SKM) {nama} Tahun {tahun} dapat {selesai}.\n\n"
        "Laporan ini memuat hasil SKM {nama} tahun {tahun}{sampai} beserta tindak lanjutnya. Kami berharap "
        "laporan ini menjadi dasar untuk memperbaiki pelayanan dari tahun ke tahun.\n\n"
        "Kami berterima kasih kepada masyarakat yang telah meluangkan waktu untuk menjawab survei, "
        "dan kepada semua pihak yang membantu pelaksanaan survei serta penyusunan laporan ini.",
        nama=k.nama,
        tahun=k.tahun,
        laporan=t("Laporan sementara") if k.berjalan else t("Laporan"),
        selesai=t("disusun") if k.berjalan else t("diselesaikan"),
        sampai=_until(k),
    )


def _latar(k: KonteksTahunan) -> str:
    return t(
        "Penyelenggara pelayanan publik wajib mengikutsertakan masyarakat dalam menilai pelayanan "
        "yang diterimanya. Penilaian itu dikumpulkan melalui Survei Kepuasan Masyarakat (SKM) dan "
        "dinyatakan sebagai Indeks Kepuasan Masyarakat (IKM).\n\n"
        "SKM {nama} dilaksanakan melalui SEKAMPADI. Masyarakat mengisi survei tanpa menyebut nama, dan "
        "hasilnya menjadi dasar perbaikan pelayanan setiap triwulan. Laporan ini merangkum survei "
        "tahun {tahun}{sampai}.",
        nama=k.nama,
        tahun=k.tahun,
        sampai=_until(k),
    )


_KEPALA: Final = {
    "Pemerintah Provinsi ": t("Gubernur"),
    "Pemerintah Kabupaten ": t("Bupati"),
    "Pemerintah Kota ": t("Wali Kota"),
}
"""Who leads a government, by how its name begins."""


def _kepala(pemerintah: str) -> str:
    for prefix, head in _KEPALA.items():
        if pemerintah.startswith(prefix):
            return f"{head} {pemerintah.removeprefix(prefix)}"
    return t("Kepala Daerah")


def _dasar_hukum(k: KonteksTahunan) -> str:
    lines = (
        t("Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;"),
        t(
            "Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 25 "
            "Tahun 2009 tentang Pelayanan Publik;"
        ),
        t(
            "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun "
            "2017 tentang Pedoman Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan "
            "Publik;"
        ),
        # The decree names itself 291 on its first page and 891 in its annex: the number is left to
        # who knows it.
        t(
            "Keputusan {kepala} tentang Penggunaan Survei Kepuasan Masyarakat Aplikasi Daring sebagai "
            "Platform Survei Kepuasan Masyarakat di Lingkungan {pemerintah}.",
            kepala=_kepala(k.pemerintah),
            pemerintah=k.pemerintah,
        ),
    )
    return "\n".join(lines)


def _maksud(k: KonteksTahunan) -> str:
    return t(
        "Survei ini dimaksudkan untuk mengetahui tingkat kepuasan masyarakat terhadap pelayanan "
        "{nama} sebagai dasar penyusunan Indeks Kepuasan Masyarakat.\n\n"
        "Tujuannya adalah mengetahui unsur pelayanan yang sudah baik dan yang perlu diperbaiki, "
        "menyusun rencana tindak lanjut, dan menilai apakah perbaikan yang dilakukan dirasakan "
        "masyarakat.",
        nama=k.nama,
    )


def _jadwal(k: KonteksTahunan) -> tuple[tuple[str, str], ...]:
    tahun, lanjut = k.tahun, k.tahun + 1
    collect = t("Pengumpulan jawaban melalui SEKAMPADI")

    def publish(romawi: str) -> str:
        return t("Pengolahan, penerbitan lembar IKM, dan penyusunan RTL triwulan {n}", n=romawi)

    return (
        (collect, t("1 Januari s.d. 31 Desember {tahun}", tahun=tahun)),
        (publish("I"), t("Pekan pertama April {tahun}", tahun=tahun)),
        (publish("II"), t("Pekan pertama Juli {tahun}", tahun=tahun)),
        (publish("III"), t("Pekan pertama Oktober {tahun}", tahun=tahun)),
        (publish("IV"), t("Pekan pertama Januari {tahun}", tahun=lanjut)),
        (
            t("Penyusunan laporan tahunan dan Laporan Hasil Tindak Lanjut"),
            t("Pekan kedua Januari {tahun}", tahun=lanjut),
        ),
    )


_TEKS = {
    "pengantar": _pengantar,
    "latar": _latar,
    "dasar_hukum": _dasar_hukum,
    "maksud": _maksud,
}


def propose_naskah(bagian: BagianTahunan, konteks: KonteksTahunan) -> IsiNaskah:
    """Return what is proposed for a part; nothing for one that the program cannot begin."""
    if bagian.cara is not CaraIsi.USUL:
        return IsiNaskah()
    if bagian.kunci == "jadwal":
        return IsiNaskah(baris=_jadwal(konteks))
    return IsiNaskah(_TEKS[bagian.kunci](konteks))
