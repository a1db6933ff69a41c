"""What is kept of whom, why and for how long: the page for the public and the document are made of it.

Words are those of UU 27/2022 (Pelindungan Data Pribadi): who is spoken of is the Subjek Data Pribadi, who
keeps it the Pengendali Data Pribadi.
"""

from dataclasses import dataclass
from typing import Final

from sekampadi.domain.integrasi.undangan import MINGGU_SIMPAN, MINGGU_TUNGGU, TERBUKA
from sekampadi.i18n import t


@dataclass(frozen=True, slots=True)
class MasaSimpan:
    """For how long things are kept, by the settings.

    Args:
        saran_bulan: whole months a suggestion's text is kept; 0 for ever.
        sesi_jam: hours of a login.
        diam_menit: minutes without typing or clicking after which a login ends.
        peramban_hari: days for which a browser is known.
        notifikasi_hari: days of a notice.
        outbox_hari: days of a message that was sent or given up.
    """

    saran_bulan: int
    sesi_jam: int
    diam_menit: int
    peramban_hari: int
    notifikasi_hari: int
    outbox_hari: int


@dataclass(frozen=True, slots=True)
class DataTersimpan:
    """A kind of data.

    Args:
        nama: what it is called.
        isi: what is kept.
        siapa: whose it is.
        untuk: what for, and on which ground.
        lama: for how long.
        pembaca: who reads it.
        tabel: the tables it lies in; none when it is kept elsewhere.
    """

    nama: str
    isi: str
    siapa: str
    untuk: str
    lama: str
    pembaca: str
    tabel: tuple[str, ...] = ()


TANPA_ORANG: Final = frozenset(
    {
        *("upp", "layanan", "perangkat", "butir", "metode_bobot", "pengaturan", "logo", "pekerja"),
        *("rekap_hari", "rekap_bulan", "rekap_upp_bulan", "rekap_upp_hari"),
        *("publik_simpul", "publik_tunda", "publik_lepas", "publikasi_logo", "dossier_pengajuan"),
        "undangan_bulan",
    }
)
"""Tables in which nothing is about a person: offices, questions, figures, settings."""

_WARGA = t("warga yang mengisi survei")
_PETUGAS = t("petugas yang punya akun")


def _saran_lama(months: int) -> str:
    if months:
        return t("{n} bulan penuh, lalu teksnya dihapus; penilaiannya tetap", n=months)
    return t("tidak dihapus otomatis, kecuali pengelola mengatur masa simpan")


def list_data(masa: MasaSimpan) -> tuple[DataTersimpan, ...]:
    """List what is kept, what citizens leave first."""
    umum = t("pelaksanaan pelayanan publik (UU 27/2022 Pasal 20 ayat (2) huruf e)")
    return (
        DataTersimpan(
            t("Jawaban survei"),
            t(
                "usia, jenis kelamin, pendidikan, pekerjaan, penilaian, waktu mengirim, lama mengisi. "
                "Tanpa nama, NIK, alamat, nomor telepon, atau alamat internet"
            ),
            _WARGA,
            t("menghitung kepuasan masyarakat; {dasar}", dasar=umum),
            t("selama statistik diperlukan; tidak dapat dihubungkan dengan orangnya"),
            t("admin, pimpinan, dan sistem berkunci unit pelayanan itu, dan Pemprov"),
            ("jawaban",),
        ),
        DataTersimpan(
            t("Undangan survei dari aplikasi layanan"),
            t(
                "nomor acuan dari aplikasi layanan, minggu dibuat, dan minggu jawaban-jawaban "
                "undangan masuk; jawaban yang menunggu, tanpa nomor acuan, jam, dan harinya"
            ),
            t("warga yang menerima undangan"),
            t(
                "satu undangan untuk satu jawaban yang tidak dapat dihubungkan dengan permohonan; "
                "{dasar}",
                dasar=umum,
            ),
            t(
                "undangan {n} minggu; jawaban menunggu sampai terkumpul {k} dari layanan itu, paling "
                "lama {m} minggu",
                n=MINGGU_SIMPAN,
                k=TERBUKA,
                m=MINGGU_TUNGGU,
            ),
            t("tidak seorang pun"),
            ("undangan", "undangan_terpakai", "kotak_jawaban"),
        ),
        DataTersimpan(
            t("Kritik dan saran"),
            t("teks yang ditulis sendiri oleh pengisi; sebaiknya tanpa nama atau nomor siapa pun"),
            _WARGA,
            t("memperbaiki pelayanan; {dasar}", dasar=umum),
            _saran_lama(masa.saran_bulan),
            t(
                "admin, pimpinan, dan sistem berkunci unit pelayanan itu, dan Pemprov; pengelola sistem tidak. "
                "Tidak tayang di mana pun sebelum dirilis petugas"
            ),
            ("saran_rilis",),
        ),
        DataTersimpan(
            t("Petikan saran"),
            t("potongan saran yang dikutip dalam rencana tindak lanjut dan laporan"),
            _WARGA,
            t("alasan sebuah perbaikan; {dasar}", dasar=umum),
            t("selama rencana dan laporannya disimpan"),
            t("petugas unit itu dan Pemprov"),
            ("petikan",),
        ),
        DataTersimpan(
            t("Isian yang belum dikirim"),
            t("jawaban sementara, di peramban pengisi sendiri"),
            _WARGA,
            t("supaya isian tidak hilang bila sambungan putus"),
            t("12 jam, atau sampai dikirim"),
            t("pemakai perangkat itu"),
        ),
        DataTersimpan(
            t("Alamat internet"),
            t("hanya sidiknya (hash berkunci) di memori, tidak bersama jawaban"),
            t("semua pengunjung"),
            t("mengenali kiriman beruntun dan percobaan sandi; kepentingan sah (huruf f)"),
            t("paling lama sampai tengah malam"),
            t("tidak seorang pun"),
        ),
        DataTersimpan(
            t("Catatan server web"),
            t("alamat internet, waktu, dan halaman yang diminta, tanpa isinya"),
            t("semua pengunjung"),
            t("keamanan dan mencari gangguan; kepentingan sah (huruf f)"),
            t("14 hari, kecuali diatur lain di server"),
            t("pengelola sistem"),
        ),
        DataTersimpan(
            t("Akun petugas"),
            t(
                "username, sidik kata sandi, hak akses, unit, dan sidik akun di layanan masuk bila dihubungkan"
            ),
            _PETUGAS,
            t("masuk ke aplikasi dengan hak yang tepat; {dasar}", dasar=umum),
            t("sampai data pribadinya dihapus oleh admin; nomor akunnya tetap"),
            t("admin yang mengelola akun itu"),
            ("operator",),
        ),
        DataTersimpan(
            t("Sesi masuk"),
            t(
                "sidik kuki, jenis perangkat dan peramban, waktu masuk, terakhir dipakai, dan berakhir"
            ),
            _PETUGAS,
            t("tetap masuk selama bekerja"),
            t(
                "{n} jam sejak masuk, {m} menit tanpa kegiatan, atau sampai keluar",
                n=masa.sesi_jam,
                m=masa.diam_menit,
            ),
            t("orangnya sendiri, dan admin yang mengelola akun itu"),
            ("sesi", "tiket_masuk", "masuk_tertunda"),
        ),
        DataTersimpan(
            t("Verifikasi dua langkah"),
            t(
                "rahasia aplikasi autentikator (tersandi) dan sidik kode pemulihan; berapa kode yang "
                "salah, dan kapan kode pemulihan terakhir dipakai"
            ),
            _PETUGAS,
            t("agar kata sandi yang bocor tidak cukup untuk masuk; kepentingan sah (huruf f)"),
            t("sampai dinonaktifkan, diatur ulang, atau data pribadi akunnya dihapus"),
            t("tidak seorang pun"),
            ("faktor_kedua", "calon_faktor", "kode_pemulihan"),
        ),
        DataTersimpan(
            t("Kuki tanda peramban"),
            t("nomor acak bertanda tangan, di peramban petugas"),
            _PETUGAS,
            t("agar orang lain tidak dapat mengunci akun dengan salah sandi"),
            t("{n} hari", n=masa.peramban_hari),
            t("peramban itu dan server ini"),
        ),
        DataTersimpan(
            t("Saluran notifikasi"),
            t("alamat e-mail dan webhook yang diisi sendiri, aturan yang dibuat sendiri"),
            _PETUGAS,
            t("memberi tahu di luar aplikasi, atas permintaan orangnya (huruf a)"),
            t("sampai dihapus orangnya atau data pribadinya dihapus"),
            t("orangnya sendiri"),
            ("saluran", "peringatan"),
        ),
        DataTersimpan(
            t("Notifikasi"),
            t("isi notifikasi dan kapan dibaca; pesan yang menunggu dikirim"),
            _PETUGAS,
            t("memberi tahu apa yang perlu dikerjakan"),
            t("{n} hari; pesan terkirim {m} hari", n=masa.notifikasi_hari, m=masa.outbox_hari),
            t("orangnya sendiri"),
            ("notifikasi", "outbox"),
        ),
        DataTersimpan(
            t("Draf petugas"),
            t("isian formulir yang belum disimpan, dan siapa yang sedang membukanya"),
            _PETUGAS,
            t("supaya ketikan tidak hilang"),
            t("sampai disimpan, dibuang, atau data pribadinya dihapus"),
            t("orangnya sendiri"),
            ("draf", "draf_dossier", "draf_tahunan", "kehadiran"),
        ),
        DataTersimpan(
            t("Catatan kerja"),
            t(
                "siapa mencatat, mengubah, atau menyetujui; nama petugas dan penanggung jawab yang "
                "ditulis dalam rencana, kunjungan, dan temuan; foto dan berkas bukti"
            ),
            _PETUGAS,
            t("pertanggungjawaban kerja dinas; {dasar}", dasar=umum),
            t("selama catatannya disimpan; username diganti bila data pribadi akunnya dihapus"),
            t("petugas unit itu dan Pemprov"),
            (
                *("pelaksanaan", "tindak_lanjut", "kegiatan", "bukti_kegiatan", "kode_terpasang"),
                *("kunjungan", "temuan", "delegasi", "tenggat_geser", "pengajuan", "dossier"),
                *("laporan_tahunan", "naskah_tahunan", "foto_tahunan", "ikm_lama"),
                *("publikasi_media", "layar_terhubung", "kunci_api", "webhook", "webhook_kirim"),
            ),
        ),
        DataTersimpan(
            t("Dokumen yang terbit atau disampaikan"),
            t("isi lembar dan berkas seperti saat terbit, dengan nama penanda tangannya"),
            _PETUGAS,
            t("dokumen resmi; kewajiban hukum (huruf c)"),
            t("tetap, sesuai aturan kearsipan"),
            t("umum untuk lembar yang terbit; selainnya petugas"),
            ("publikasi", "beku", "beku_berkas", "langkah"),
        ),
        DataTersimpan(
            t("Jejak audit"),
            t("nomor akun, waktu, dan apa yang dilakukan; tanpa teks saran dan tanpa kata sandi"),
            _PETUGAS,
            t("keamanan dan pertanggungjawaban; kewajiban hukum (huruf c)"),
            t("tetap; menunjuk nomor akun, tanpa username"),
            t("pengelola sistem dan Admin Pemprov"),
            ("audit",),
        ),
        DataTersimpan(
            t("Cadangan"),
            t("salinan semua yang di atas, pada hari dicadangkan"),
            t("semua yang di atas"),
            t("memulihkan layanan setelah kerusakan"),
            t("menurut aturan simpan cadangan, biasanya paling lama 12 bulan"),
            t("pengelola sistem"),
        ),
    )
