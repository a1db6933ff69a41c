"""What acts, the things they are done to, and the fields of these are called, in words."""

import re
from collections.abc import Mapping
from typing import Any, Final

from sekampadi.i18n import t

JENIS_OBJEK: Final[dict[str, str]] = {
    "login": t("Masuk dan keluar"),
    "akun": t("Akun sendiri"),
    "operator": t("Operator"),
    "upp": t("UPP"),
    "layanan": t("Layanan"),
    "pertanyaan": t("Pertanyaan"),
    "pengaturan": t("Pengaturan"),
    "jawaban": t("Jawaban"),
    "saran": t("Saran"),
    "layar": t("Layar"),
    "kunci": t("Kunci API"),
    "publikasi": t("Publikasi"),
    "pelaksanaan": t("Pelaksanaan survei"),
    "tindak_lanjut": t("Tindak lanjut"),
    "pengajuan": t("Penyampaian"),
    "dossier": t("Berkas triwulan"),
    "tenggat": t("Tenggat"),
    "delegasi": t("Delegasi"),
    "kunjungan": t("Kunjungan pemantauan"),
    "temuan": t("Temuan pemantauan"),
    "kode": t("Kode QR terpasang"),
    "tahunan": t("Laporan tahunan"),
    "peringatan": t("Aturan pemberitahuan"),
    "notifikasi": t("Pemberitahuan"),
    "outbox": t("Pesan keluar"),
    "webhook": t("Webhook"),
    "ekspor": t("Unduhan"),
    "cadangan": t("Cadangan"),
    "sistem": t("Sistem"),
    "demo": t("Data contoh"),
}
"""The kinds of acts: what stands before the point."""

AKSI: Final[dict[str, str]] = {
    "login.masuk": t("Masuk"),
    "login.keluar": t("Keluar"),
    "login.gagal": t("Gagal masuk"),
    "login.sandi": t("Kata sandi benar, kode masuk ditunggu"),
    "login.kode_gagal": t("Salah kode saat masuk"),
    "login.oidc": t("Masuk melalui layanan masuk"),
    "login.oidc_gagal": t("Gagal masuk melalui layanan masuk"),
    "login.pemulihan": t("Masuk dengan kode pemulihan"),
    "login.akhiri": t("Mengakhiri sesi sendiri"),
    "login.akhiri_semua": t("Mengakhiri semua sesi"),
    "akun.ubah": t("Mengubah username sendiri"),
    "akun.kata_sandi": t("Mengganti kata sandi sendiri"),
    "akun.faktor_mulai": t("Mulai memasang kode masuk"),
    "akun.faktor_aktif": t("Memasang kode masuk"),
    "akun.faktor_gagal": t("Salah kode masuk"),
    "akun.faktor_lepas": t("Melepas kode masuk"),
    "akun.pemulihan": t("Membuat kode pemulihan baru"),
    "akun.oidc_kait": t("Menghubungkan layanan masuk"),
    "akun.oidc_lepas": t("Melepas layanan masuk"),
    "operator.buat": t("Menambah akun"),
    "operator.ubah": t("Mengubah akun"),
    "operator.aktif": t("Mengaktifkan akun"),
    "operator.nonaktif": t("Menonaktifkan akun"),
    "operator.kata_sandi": t("Mengganti kata sandi akun"),
    "operator.hapus": t("Menghapus akun"),
    "operator.oidc": t("Melepas layanan masuk akun"),
    "operator.faktor": t("Melepas kode masuk akun"),
    "operator.akhiri_sesi": t("Mengakhiri sesi akun"),
    "operator.akhiri_semua_sesi": t("Mengakhiri semua sesi akun"),
    "operator.salinan": t("Menyalin data pribadi akun"),
    "operator.kosongkan": t("Mengosongkan data pribadi akun"),
    "upp.buat": t("Menambah UPP"),
    "upp.ubah": t("Mengubah UPP"),
    "upp.aktif": t("Mengaktifkan UPP"),
    "upp.nonaktif": t("Menonaktifkan UPP"),
    "upp.hapus": t("Menghapus UPP"),
    "layanan.buat": t("Menambah layanan"),
    "layanan.ubah": t("Mengubah layanan"),
    "layanan.aktif": t("Mengaktifkan layanan"),
    "layanan.nonaktif": t("Menonaktifkan layanan"),
    "layanan.hapus": t("Menghapus layanan"),
    "layanan.impor": t("Mengimpor layanan dari Excel"),
    "pertanyaan.draf": t("Membuat draf kuesioner"),
    "pertanyaan.ubah": t("Mengubah draf kuesioner"),
    "pertanyaan.terbit": t("Menerbitkan kuesioner"),
    "pertanyaan.arsip": t("Mengarsipkan kuesioner"),
    "pengaturan.identitas": t("Mengubah identitas"),
    "pengaturan.ambang": t("Mengubah ambang tanda"),
    "pengaturan.logo": t("Mengganti logo"),
    "pengaturan.metode": t("Mengubah metode bobot"),
    "pengaturan.keterbukaan": t("Mengubah sematan dan data terbuka"),
    "pengaturan.pengajuan": t("Mengatur awal penyampaian"),
    "jawaban.hapus": t("Menghapus jawaban"),
    "jawaban.pulihkan": t("Memulihkan jawaban"),
    "jawaban.pindah": t("Memindahkan jawaban"),
    "jawaban.adukan": t("Menandai jawaban sebagai pengaduan"),
    "jawaban.bukan_aduan": t("Melepas tanda pengaduan"),
    "jawaban.tinjau": t("Meninjau jawaban"),
    "jawaban.hapus_beruntun": t("Menghapus jawaban beruntun"),
    "jawaban.urungkan_beruntun": t("Memulihkan jawaban beruntun"),
    "jawaban.tinjau_beruntun": t("Meninjau jawaban beruntun"),
    "jawaban.entri": t("Mengentri lembar kertas"),
    "jawaban.entri_batal": t("Membatalkan entri lembar"),
    "jawaban.impor": t("Mengimpor lembar kertas"),
    "saran.rilis": t("Menampilkan saran di layar"),
    "saran.tarik": t("Menarik saran dari layar"),
    "saran.retensi": t("Menghapus teks saran lama"),
    "layar.hubungkan": t("Menyiapkan layar"),
    "layar.tautan": t("Membuat tautan layar"),
    "layar.terhubung": t("Layar terhubung"),
    "layar.ubah": t("Mengubah layar"),
    "layar.cabut": t("Mencabut layar"),
    "layar.putus": t("Layar terputus"),
    "kunci.buat": t("Membuat kunci API"),
    "kunci.cabut": t("Mencabut kunci API"),
    "publikasi.terbit": t("Menerbitkan lembar"),
    "publikasi.revisi": t("Menerbitkan revisi lembar"),
    "publikasi.tarik": t("Menarik lembar"),
    "publikasi.media": t("Mencatat pemasangan lembar"),
    "publikasi.bukti": t("Mengunggah foto pemasangan"),
    "publikasi.media_hapus": t("Menghapus catatan pemasangan"),
    "pelaksanaan.simpan": t("Menyimpan pelaksanaan survei"),
    "tindak_lanjut.mulai": t("Menyusun RTL"),
    "tindak_lanjut.nilai_baru": t("Memakai nilai lembar baru"),
    "tindak_lanjut.kegiatan_tambah": t("Menambah kegiatan"),
    "tindak_lanjut.kegiatan_ubah": t("Mengubah kegiatan"),
    "tindak_lanjut.kegiatan_hapus": t("Menghapus kegiatan"),
    "tindak_lanjut.kegiatan_geser": t("Memindahkan kegiatan"),
    "tindak_lanjut.hasil": t("Melaporkan hasil kegiatan"),
    "tindak_lanjut.petik": t("Memetik saran"),
    "tindak_lanjut.petik_ubah": t("Mengubah petikan saran"),
    "tindak_lanjut.petik_hapus": t("Menghapus petikan saran"),
    "tindak_lanjut.bukti_tambah": t("Mengunggah bukti"),
    "tindak_lanjut.bukti_hapus": t("Menghapus bukti"),
    "tindak_lanjut.tayang": t("Menampilkan kegiatan di halaman Hasil"),
    "tindak_lanjut.turun": t("Menurunkan kegiatan dari halaman Hasil"),
    "pengajuan.langkah": t("Melangkah pada penyampaian"),
    "pengajuan.ingatkan": t("Mengingatkan UPP"),
    "dossier.langkah": t("Melangkah pada berkas triwulan"),
    "dossier.naskah": t("Menulis naskah berkas triwulan"),
    "dossier.addendum": t("Memulai berkas susulan"),
    "tenggat.geser": t("Menggeser tenggat"),
    "delegasi.tambah": t("Menunjuk pelaksana tugas"),
    "delegasi.cabut": t("Mencabut penunjukan"),
    "kunjungan.tambah": t("Mencatat kunjungan"),
    "kunjungan.ubah": t("Mengubah catatan kunjungan"),
    "kunjungan.hapus": t("Menghapus catatan kunjungan"),
    "temuan.tambah": t("Mencatat temuan"),
    "temuan.ubah": t("Mengubah temuan"),
    "temuan.hapus": t("Menghapus temuan"),
    "temuan.jawab": t("Menjawab temuan"),
    "temuan.tutup": t("Menutup temuan"),
    "temuan.buka": t("Mengembalikan temuan"),
    "kode.pasang": t("Mencatat kode QR"),
    "kode.ubah": t("Mengubah catatan kode QR"),
    "kode.lepas": t("Menandai kode QR dilepas"),
    "kode.kembali": t("Menandai kode QR terpasang lagi"),
    "kode.foto": t("Mengunggah foto kode QR"),
    "kode.hapus": t("Menghapus catatan kode QR"),
    "tahunan.tulis": t("Menulis laporan tahunan"),
    "tahunan.foto_tambah": t("Menambah foto laporan tahunan"),
    "tahunan.foto_keterangan": t("Mengubah keterangan foto"),
    "tahunan.foto_urutan": t("Memindahkan foto"),
    "tahunan.foto_hapus": t("Menghapus foto laporan tahunan"),
    "tahunan.ikm_lama": t("Mencatat IKM tahun lama"),
    "tahunan.ikm_lama_hapus": t("Menghapus IKM tahun lama"),
    "peringatan.simpan": t("Menyimpan aturan pemberitahuan"),
    "peringatan.hapus": t("Menghapus aturan pemberitahuan"),
    "notifikasi.saluran": t("Mengubah saluran pemberitahuan"),
    "outbox.ulangi": t("Mengirim ulang pesan"),
    "webhook.tambah": t("Menambah webhook"),
    "webhook.ubah": t("Mengubah webhook"),
    "webhook.rahasia": t("Mengganti rahasia webhook"),
    "webhook.aktif": t("Menyalakan webhook"),
    "webhook.nonaktif": t("Mematikan webhook"),
    "webhook.hapus": t("Menghapus webhook"),
    "webhook.uji": t("Menguji webhook"),
    "webhook.ulangi": t("Mengirim ulang kabar ke webhook"),
    "webhook.buang": t("Membuang kabar ke webhook"),
    "ekspor.tabel": t("Mengunduh tabel"),
    "ekspor.paket": t("Mengunduh paket publikasi"),
    "ekspor.penyampaian": t("Mengunduh berkas penyampaian"),
    "ekspor.pekppp": t("Mengunduh lembar PEKPPP"),
    "ekspor.tahunan": t("Mengunduh laporan tahunan"),
    "cadangan.buat": t("Membuat cadangan"),
    "cadangan.pulih": t("Memulihkan cadangan"),
    "cadangan.pindah": t("Memindahkan basis data"),
    "sistem.migrasi": t("Memperbarui tabel basis data"),
    "sistem.rekap": t("Menyusun ulang rekap"),
    "sistem.tanda": t("Menandai ulang jawaban"),
    "sistem.berkas": t("Menghapus berkas tanpa catatan"),
    "demo.isi": t("Mengisi data contoh"),
    "demo.terbit": t("Menerbitkan lembar contoh"),
    "demo.tindak_lanjut": t("Menyusun tindak lanjut contoh"),
    "demo.tahunan": t("Menyusun laporan tahunan contoh"),
    "demo.pengajuan": t("Menyusun penyampaian contoh"),
    "demo.pemantauan": t("Menyusun pemantauan contoh"),
    "demo.pelaksanaan": t("Mengisi pelaksanaan contoh"),
}
"""All acts; an act that is not here shows by its name."""

_BIDANG: Final[dict[str, str]] = {
    "upp": t("UPP"),
    "upp_id": t("Nomor UPP"),
    "induk_id": t("Nomor UPP induk"),
    "n": t("Jumlah"),
    "nrr": t("NRR"),
    "dari": t("Dari"),
    "ke": t("Menjadi"),
    "role": t("Hak akses"),
    "sidik": t("Sidik berkas"),
    "guna": t("Kegunaan"),
    "bita": t("Ukuran (bita)"),
    "karakter": t("Jumlah huruf"),
    "kepada": t("Nomor akun pelaksana"),
    "username_diubah": t("Username diganti"),
    "petugas_diubah": t("Petugas diganti"),
    "dari_versi": t("Dari versi"),
    "berlaku_dari": t("Berlaku dari"),
    "sebelum": t("Sebelum"),
    "sesudah": t("Sesudah"),
}
"""Fields whose names do not read as words."""
_HARI: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_BERNOMOR: Final = re.compile(r"([a-z_]+)/(\d+)")
_JENIS_NOMOR: Final[dict[str, str]] = {"operator": t("Akun"), "tindak_lanjut": t("RTL")}
_BESAR: Final = {"ikm", "upp", "upt", "rtl", "qr", "url", "nik", "nrr"}


def aksi_in_words(aksi: str) -> str:
    """Return what an act is called."""
    return AKSI.get(aksi, aksi)


def bidang_in_words(name: str) -> str:
    """Return what a field is called: its own name as words where those do."""
    known = _BIDANG.get(name)
    if known is not None:
        return known
    words = [w.upper() if w in _BESAR else w for w in name.split("_")]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def isi_in_words(value: object) -> str:
    """Return what a field holds, as a person reads it; a dash for nothing."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return t("ya") if value else t("tidak")
    if isinstance(value, dict):
        return "; ".join(f"{bidang_in_words(str(k))}: {isi_in_words(v)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(isi_in_words(v) for v in value)
    text = str(value)
    day = _HARI.fullmatch(text)
    return "-".join(reversed(day.groups())) if day else text


def objek_in_words(objek: str) -> str:
    """Return what an act was done to: a number gets the name of its kind."""
    match = _BERNOMOR.fullmatch(objek)
    return (
        objek
        if match is None
        else f"{_JENIS_NOMOR.get(match[1], bidang_in_words(match[1]))} {match[2]}"
    )


def compare_rincian(rincian: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """Return what has changed, as name, before and after, in words."""
    before, after = rincian.get("sebelum"), rincian.get("sesudah")
    if not isinstance(before, dict) and not isinstance(after, dict):
        if "sebelum" not in rincian and "sesudah" not in rincian:
            return ()
        return ((t("Isi"), isi_in_words(before), isi_in_words(after)),)
    old = before if isinstance(before, dict) else {}
    new = after if isinstance(after, dict) else {}
    return tuple(
        (bidang_in_words(k), isi_in_words(old.get(k)), isi_in_words(new.get(k)))
        for k in {**old, **new}
    )


def list_rincian(rincian: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what else is told, as name and value, in words."""
    return tuple(
        (bidang_in_words(k), isi_in_words(v))
        for k, v in rincian.items()
        if k not in {"sebelum", "sesudah"}
    )
