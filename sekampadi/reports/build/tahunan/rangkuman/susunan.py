"""The two forms of an annual report as data: which block stands where, under which heading."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.domain.tahunan.statistik.hasil import Statistik
from sekampadi.i18n import t
from sekampadi.reports.build.tahunan import (
    hasil,
    kelebihan,
    metode,
    pendahuluan,
    responden,
    statistik,
    triwulan,
    unit,
)
from sekampadi.reports.build.tahunan import saran as saran_
from sekampadi.reports.build.tahunan import tindak_lanjut as lanjut
from sekampadi.reports.build.tahunan.blok import Blok, join
from sekampadi.reports.build.tahunan.rangkuman import lampiran
from sekampadi.reports.build.tahunan.rangkuman.dokumentasi import dokumentasi_blok, foto_blok
from sekampadi.reports.build.tahunan.rangkuman.pengantar import pengantar_blok
from sekampadi.reports.build.tahunan.rangkuman.pengumpulan import lokasi_blok
from sekampadi.reports.build.tahunan.rangkuman.penutup import kesimpulan_blok
from sekampadi.reports.build.tahunan.rangkuman.perbandingan import perbandingan_blok
from sekampadi.reports.build.tahunan.rangkuman.rekomendasi import rekomendasi_blok
from sekampadi.reports.model import Section
from sekampadi.services.sistem.foto import FotoKecil
from sekampadi.services.tahunan.bahan import BahanTahunan

BAB, HURUF, ANGKA, LAMPIRAN = "Bab {romawi} ", "{huruf}. ", "{angka}. ", "Lampiran {angka}. "
"""How headings are numbered."""
_ROMAWI = ("I", "II", "III", "IV", "V", "VI")


@dataclass(frozen=True, slots=True)
class SumberTahunan:
    """What blocks are made of.

    Args:
        statistik: None where nobody has computed it.
        foto: photos of the survey, drawn, by their id; None where nobody has drawn them.
    """

    bahan: BahanTahunan
    statistik: Statistik | None
    foto: Mapping[int, FotoKecil] | None = None


Isi = Callable[[SumberTahunan], Blok]


@dataclass(frozen=True, slots=True)
class JudulBentuk:
    """A heading and what stands under it.

    Args:
        level: 1 a chapter, 2 a part, 3 a part of that.
        isi: None for a heading over others, which is left out when none of them has anything.
        nomor: how it is numbered among its like under one heading; empty for not at all.
        tetap: whether it stands there with nothing under it, too.
        daftar: whether it is the list of contents.
    """

    level: int
    title: str
    isi: Isi | None = None
    nomor: str = ""
    tetap: bool = False
    daftar: bool = False


def _of(block: Callable[[BahanTahunan], Blok]) -> Isi:
    return lambda s: block(s.bahan)


def _stat(block: Callable[[Statistik], Blok]) -> Isi:
    # Without answers the results have said so: five parts more that say it are no analysis.
    return lambda s: block(s.statistik) if s.statistik and s.statistik.n else Blok()


def _univariat(s: SumberTahunan) -> Blok:
    return _stat(lambda found: statistik.univariat_blok(found, s.bahan.hasil))(s)


def _tempat(s: SumberTahunan) -> Blok:
    return join((pendahuluan.profil_blok(s.bahan), pendahuluan.wilayah_blok(s.bahan)))


def _foto(s: SumberTahunan) -> Blok:
    return foto_blok(s.bahan, s.foto)


def _dokumentasi(s: SumberTahunan) -> Blok:
    return dokumentasi_blok(s.bahan, s.foto)


def _statistik(level: int) -> tuple[JudulBentuk, ...]:
    return (
        JudulBentuk(level, t("Analisis Univariat"), _univariat, ANGKA),
        JudulBentuk(level, t("Analisis Bivariat"), _stat(statistik.bivariat_blok), ANGKA),
        JudulBentuk(level, t("Perbedaan Antarkelompok"), _stat(statistik.kelompok_blok), ANGKA),
        JudulBentuk(level, t("Keandalan Kuesioner"), _stat(statistik.keandalan_blok), ANGKA),
        JudulBentuk(level, t("Kepentingan dan Kinerja"), _stat(statistik.kepentingan_blok), ANGKA),
    )


def _depan() -> tuple[JudulBentuk, ...]:
    """Return what stands before the chapters; the summary's sentences are the report's own text."""
    return (
        JudulBentuk(1, t("Ringkasan Eksekutif"), tetap=True),
        JudulBentuk(1, t("Kata Pengantar"), _of(pengantar_blok)),
        JudulBentuk(1, t("Daftar Isi"), tetap=True, daftar=True),
    )


def keputusan(provinsi: bool) -> tuple[JudulBentuk, ...]:
    """Return the decree's form (L.3), of the province or of an UPP."""
    tempat = (
        t("Kedudukan, Letak Geografis, dan Demografis")
        if provinsi
        else t("Profil Organisasi dan Sumber Daya Aparatur")
    )
    return (
        *_depan(),
        JudulBentuk(1, t("Pendahuluan"), nomor=BAB),
        JudulBentuk(2, t("Latar Belakang"), _of(pendahuluan.latar_blok), HURUF),
        JudulBentuk(2, t("Dasar Hukum"), _of(pendahuluan.dasar_hukum_blok), HURUF),
        JudulBentuk(2, t("Maksud dan Tujuan"), _of(pendahuluan.maksud_blok), HURUF),
        JudulBentuk(2, tempat, _tempat, HURUF),
        JudulBentuk(2, t("Metode"), _of(metode.metode_blok), HURUF),
        JudulBentuk(2, t("Tim SKM"), _of(pendahuluan.tim_blok), HURUF),
        JudulBentuk(2, t("Jadwal Pelaksanaan"), _of(pendahuluan.jadwal_blok), HURUF),
        JudulBentuk(1, t("Analisis dan Hasil SKM"), nomor=BAB),
        JudulBentuk(2, t("Profil Responden"), _of(responden.responden_blok), HURUF),
        JudulBentuk(2, t("Data Kuesioner"), _of(metode.kuesioner_blok), HURUF),
        JudulBentuk(2, t("Hasil Perhitungan SKM"), None, HURUF),
        JudulBentuk(3, t("Hasil per Unsur"), _of(hasil.hasil_blok), ANGKA),
        JudulBentuk(3, t("Hasil per Triwulan"), _of(triwulan.triwulan_blok), ANGKA),
        JudulBentuk(
            3,
            t("Hasil per UPP") if provinsi else t("Hasil per Layanan"),
            _of(unit.layanan_blok),
            ANGKA,
        ),
        JudulBentuk(3, t("Penilaian Umum"), _of(hasil.umum_blok), ANGKA),
        JudulBentuk(2, t("Saran Perbaikan dari Responden"), _of(saran_.saran_blok), HURUF),
        JudulBentuk(2, t("Hasil Analisis"), None, HURUF),
        *_statistik(3),
        JudulBentuk(2, t("Tindak Lanjut"), None, HURUF),
        JudulBentuk(3, t("Rencana Tindak Lanjut"), _of(lanjut.tindak_lanjut_blok), ANGKA),
        JudulBentuk(3, t("Realisasi Tindak Lanjut"), _of(lanjut.realisasi_blok), ANGKA),
        JudulBentuk(2, t("Deskripsi Kelebihan dan Kelemahan"), None, HURUF),
        JudulBentuk(3, t("Kelebihan"), _of(kelebihan.kelebihan_blok), ANGKA),
        JudulBentuk(3, t("Kelemahan"), _of(kelebihan.kelemahan_blok), ANGKA),
        JudulBentuk(
            2, t("Perbandingan dengan Dua Tahun Sebelumnya"), _of(perbandingan_blok), HURUF
        ),
        JudulBentuk(1, t("Penutup"), nomor=BAB),
        JudulBentuk(2, t("Kesimpulan"), _of(kesimpulan_blok), HURUF),
        JudulBentuk(2, t("Saran dan Rekomendasi"), _of(rekomendasi_blok), HURUF),
        JudulBentuk(1, t("Lampiran")),
        JudulBentuk(2, t("Lembar Pengolahan Data"), _of(lampiran.pengolahan_blok), LAMPIRAN),
        JudulBentuk(2, t("Kuesioner"), _of(lampiran.kuesioner_lampiran), LAMPIRAN),
        JudulBentuk(2, t("Lembar IKM yang Terbit"), _of(lampiran.terbitan_blok), LAMPIRAN),
        JudulBentuk(2, t("Dokumentasi"), _foto, LAMPIRAN),
    )


def kementerian(provinsi: bool) -> tuple[JudulBentuk, ...]:
    """Return the form that the ministry hands to units, of the province or of an UPP."""
    tempat = t("Gambaran Umum Wilayah") if provinsi else t("Profil Organisasi")
    return (
        *_depan(),
        JudulBentuk(1, t("Pendahuluan"), nomor=BAB),
        JudulBentuk(2, t("Latar Belakang"), _of(pendahuluan.latar_blok), HURUF),
        JudulBentuk(2, t("Dasar Hukum"), _of(pendahuluan.dasar_hukum_blok), HURUF),
        JudulBentuk(2, t("Maksud dan Tujuan"), _of(pendahuluan.maksud_blok), HURUF),
        JudulBentuk(2, tempat, _tempat, HURUF),
        JudulBentuk(1, t("Pengumpulan Data SKM"), nomor=BAB),
        JudulBentuk(2, t("Pelaksana SKM"), _of(pendahuluan.tim_blok), HURUF),
        JudulBentuk(2, t("Metode Pengumpulan Data"), _of(metode.metode_blok), HURUF),
        JudulBentuk(2, t("Lokasi Pengumpulan Data"), _of(lokasi_blok), HURUF),
        JudulBentuk(2, t("Waktu Pelaksanaan SKM"), _of(pendahuluan.jadwal_blok), HURUF),
        JudulBentuk(2, t("Jumlah Responden"), _of(metode.kuesioner_blok), HURUF),
        JudulBentuk(1, t("Hasil Pengolahan Data SKM"), nomor=BAB),
        JudulBentuk(2, t("Profil Responden"), _of(responden.responden_blok), HURUF),
        JudulBentuk(2, t("Indeks Kepuasan Masyarakat"), None, HURUF),
        JudulBentuk(3, t("IKM per Unsur"), _of(hasil.hasil_blok), ANGKA),
        JudulBentuk(3, t("IKM per Unit"), _of(unit.layanan_blok), ANGKA),
        JudulBentuk(3, t("IKM per Unit dan Unsur"), _of(unit.unit_unsur_blok), ANGKA),
        JudulBentuk(3, t("Penilaian Umum"), _of(hasil.umum_blok), ANGKA),
        JudulBentuk(1, t("Analisis Hasil SKM"), nomor=BAB),
        JudulBentuk(2, t("Permasalahan dan Kelebihan"), None, HURUF),
        JudulBentuk(3, t("Permasalahan"), _of(kelebihan.kelemahan_blok), ANGKA),
        JudulBentuk(3, t("Kelebihan"), _of(kelebihan.kelebihan_blok), ANGKA),
        JudulBentuk(3, t("Saran Perbaikan dari Responden"), _of(saran_.saran_blok), ANGKA),
        JudulBentuk(2, t("Tindak Lanjut"), None, HURUF),
        JudulBentuk(3, t("Rencana Tindak Lanjut"), _of(lanjut.tindak_lanjut_blok), ANGKA),
        JudulBentuk(3, t("Realisasi Tindak Lanjut"), _of(lanjut.realisasi_blok), ANGKA),
        JudulBentuk(2, t("Tren Nilai SKM"), None, HURUF),
        JudulBentuk(3, t("Tren Triwulan"), _of(triwulan.triwulan_blok), ANGKA),
        JudulBentuk(3, t("Tren Tahunan"), _of(perbandingan_blok), ANGKA),
        JudulBentuk(1, t("Kesimpulan"), nomor=BAB),
        JudulBentuk(2, t("Kesimpulan"), _of(kesimpulan_blok), HURUF),
        JudulBentuk(2, t("Saran"), _of(rekomendasi_blok), HURUF),
        JudulBentuk(1, t("Lampiran")),
        JudulBentuk(2, t("Kuesioner"), _of(lampiran.kuesioner_lampiran), LAMPIRAN),
        JudulBentuk(2, t("Hasil Olah Data"), _of(lampiran.pengolahan_blok), LAMPIRAN),
        *_statistik(3),
        JudulBentuk(2, t("Dokumentasi"), _dokumentasi, LAMPIRAN),
        JudulBentuk(2, t("Lembar IKM yang Terbit"), _of(lampiran.terbitan_blok), LAMPIRAN),
        JudulBentuk(
            2, t("Hasil Tindak Lanjut Tahun Sebelumnya"), _of(lampiran.hasil_lalu_blok), LAMPIRAN
        ),
    )


@dataclass(frozen=True, slots=True)
class JudulTersusun:
    """A heading that has its place, with its block."""

    judul: JudulBentuk
    blok: Blok

    @property
    def kosong(self) -> bool:
        """Whether nothing stands under it itself."""
        return self.blok.kosong and not self.judul.tetap


def fill(bentuk: Iterable[JudulBentuk], sumber: SumberTahunan) -> list[JudulTersusun]:
    """Make all blocks of a form, and leave out headings under which nothing stands."""
    each = [JudulTersusun(j, j.isi(sumber) if j.isi else Blok()) for j in bentuk]
    kept: list[JudulTersusun] = []
    for at, item in enumerate(each):
        below = []
        for later in each[at + 1 :]:
            if later.judul.level <= item.judul.level:
                break
            below.append(later)
        if not item.kosong or any(not b.kosong for b in below):
            kept.append(item)
    return kept


def sections(items: Iterable[JudulTersusun]) -> tuple[Section, ...]:
    """Return the sections of a report, their headings numbered.

    A, B, C begin anew in each chapter, 1, 2, 3 in each part; chapters go through.
    """
    counts: dict[tuple[int, str], int] = {}
    found: list[Section] = []
    for item in items:
        judul = item.judul
        counts = {k: n for k, n in counts.items() if k[0] <= judul.level}
        at = counts.get((judul.level, judul.nomor), 0) + 1
        counts[judul.level, judul.nomor] = at
        head = judul.nomor.format(
            romawi=_ROMAWI[min(at, len(_ROMAWI)) - 1], huruf=chr(ord("A") + (at - 1) % 26), angka=at
        )
        title = f"{head}{judul.title}"
        if judul.daftar:
            found.append(Section(title, contents=True))
        else:
            found += item.blok.under(title, judul.level)
    return tuple(found)


BENTUK: Final[Mapping[BentukTahunan, Callable[[bool], tuple[JudulBentuk, ...]]]] = {
    BentukTahunan.KEPUTUSAN: keputusan,
    BentukTahunan.KEMENTERIAN: kementerian,
}
