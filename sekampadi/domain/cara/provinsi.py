"""Cara of the pages on which the province works, and of those that everybody has."""

from typing import Final

from sekampadi.domain.cara import Cara
from sekampadi.domain.izin import Role
from sekampadi.i18n import t

_R = Role
_PROVINSI: Final = frozenset({_R.ADMIN_PEMPROV, _R.KETUA_TIM, _R.KABAG_TATALAKSANA, _R.PIMPINAN})
_PEMPROV: Final = frozenset({_R.ADMIN_PEMPROV})

CARA_PROVINSI: Final[tuple[Cara, ...]] = (
    Cara(
        "/admin/pengajuan",
        t("Menghimpun dari semua UPP"),
        _PROVINSI,
        (
            t(
                "Matriks menunjukkan tiap UPP dan triwulan: ditunggu, lewat batas, dikembalikan, disampaikan, atau diterima."
            ),
            t("Buka sel yang “Disampaikan”, periksa, lalu terima atau kembalikan dengan catatan."),
            t(
                "Batas waktu dapat digeser dengan alasan, untuk semua atau satu UPP; yang lewat batas dapat diingatkan."
            ),
        ),
        t("SOP langkah 5: menerima dan menghimpun (60 menit); batas waktu: keputusan L.4"),
    ),
    Cara(
        "/admin/dossier",
        t("Menyusun berkas triwulan"),
        _PROVINSI,
        (
            t("Admin Pemprov menghimpun lalu menyerahkan kepada Ketua Tim Kerja."),
            t(
                "Ketua Tim Kerja menulis pengantar dan simpulan; rekapitulasi dan laporan dibuat dari lembar yang diterima."
            ),
            t(
                "Kabag Tatalaksana mempelajari, lalu menutup berkas dengan nomor dan tanggal surat pengantar."
            ),
            t(
                "Berkas boleh ditutup saat ada UPP yang belum; yang menyusul masuk addendum bernomor sendiri."
            ),
        ),
        t("SOP langkah 5 sampai 7 (60 menit, 3 hari, 60 menit)"),
    ),
    Cara(
        "/admin/tahunan",
        t("Menyusun laporan tahunan provinsi"),
        frozenset({_R.ADMIN_PEMPROV, _R.KETUA_TIM}),
        (
            t(
                "Tanpa UPP di alamatnya, halaman ini memuat laporan provinsi dengan rekap semua UPP."
            ),
            t("Tulis bagian yang wajib, lalu periksa usulan dan yang ditulis otomatis."),
            t("Laporan UPP ditulis oleh UPP; Admin Pemprov dapat membantu menulisnya."),
        ),
        t("Keputusan L.3: laporan kabupaten/kota; batas waktu: pekan kedua Januari (L.4)"),
    ),
    Cara(
        "/admin/delegasi",
        t("Menunjuk pengganti"),
        frozenset({_R.PIMPINAN_UPP, _R.ADMIN_PEMPROV, _R.KETUA_TIM, _R.KABAG_TATALAKSANA}),
        (
            t(
                "Pilih pejabat, penggantinya, bentuknya (Plh. atau Plt.), hari-harinya, dan nomor suratnya."
            ),
            t("Pengganti hanya memperoleh langkah pejabat itu, selama hari-hari tersebut."),
            t(
                "Yang menyampaikan tidak dapat menyetujui berkasnya sendiri, juga sebagai pengganti."
            ),
        ),
    ),
    Cara(
        "/admin/pemantauan",
        t("Memantau penyelenggaraan survei"),
        frozenset({*_PROVINSI, _R.ADMIN_UPP, _R.PIMPINAN_UPP}),
        (
            t("UPP yang paling perlu perhatian ada di atas."),
            t("Catat kunjungan dan temuannya; UPP menjawab dengan yang sudah dilakukan."),
            t("Unduh PDF atau Excel untuk rapat monitoring dan evaluasi."),
        ),
        t("Keputusan M.3 dan M.6: pembinaan, monitoring, dan evaluasi"),
    ),
    Cara(
        "/admin/pemantauan/upp",
        t("Mencatat kunjungan dan temuan"),
        frozenset({_R.ADMIN_PEMPROV, _R.KETUA_TIM}),
        (
            t(
                "Catat kunjungan dengan tanggal, jenis, dan petugasnya, lalu temuannya dengan rekomendasi."
            ),
            t("UPP menjawab tiap temuan; nyatakan selesai, atau sebutkan yang masih kurang."),
        ),
        t("Keputusan M.6: berkala, insidentil, atau sewaktu-waktu"),
    ),
    Cara(
        "/admin/pemantauan/upp",
        t("Menjawab temuan"),
        frozenset({_R.ADMIN_UPP}),
        (
            t("Tulis yang sudah dilakukan pada tiap temuan; pencatatnya diberi tahu."),
            t("Temuan selesai setelah pencatatnya menyatakan demikian."),
        ),
        t("Keputusan M.6: monitoring dan evaluasi"),
    ),
    Cara(
        "/admin/rekap",
        t("Membandingkan UPP"),
        _PROVINSI,
        (
            t("Urutan menurut IKM mengelompokkan UPP yang bedanya masih dalam batas ketelitian."),
            t("Kolom tindak lanjut menunjukkan ada tidaknya RTL untuk lembar yang terbit."),
        ),
        t("SOP langkah 6: rekapitulasi IKM dan tindak lanjut"),
    ),
    Cara(
        "/admin/upp",
        t("Mengelola UPP"),
        _PEMPROV,
        (
            t("Kode UPP tidak pernah berubah: ia ada di dalam kode QR yang sudah dicetak."),
            t("UPP yang pernah dipakai dinonaktifkan, tidak dihapus; jawabannya tetap dihitung."),
        ),
        t("Keputusan J: Tabel Master"),
    ),
    Cara(
        "/admin/layanan",
        t("Mengelola layanan"),
        frozenset({_R.ADMIN_UPP, _R.ADMIN_PEMPROV}),
        (
            t("Tambahkan layanan satu per satu atau dari Excel; kodenya dipakai dalam kode QR."),
            t("Nonaktifkan layanan yang tidak lagi diberikan; kodenya tidak dipakai ulang."),
        ),
        t("Keputusan J: Tabel Master"),
    ),
    Cara(
        "/admin/operator",
        t("Mengelola akun"),
        frozenset({_R.ADMIN_UPP, _R.ADMIN_PEMPROV, _R.PENGELOLA_SISTEM}),
        (
            t(
                "Kata sandi sekali pakai ditampilkan satu kali; pemiliknya menggantinya saat pertama masuk."
            ),
            t("Akun yang berhenti dipakai dinonaktifkan; sesinya berakhir saat itu juga."),
            t(
                "Ponsel dan kode pemulihan seseorang hilang: atur ulang verifikasi dua langkahnya, setelah "
                "Anda yakin siapa yang meminta."
            ),
        ),
        t("Keputusan J: Tabel Master"),
    ),
    Cara(
        "/admin/layar-terhubung",
        t("Menghubungkan layar"),
        frozenset({_R.ADMIN_UPP, _R.ADMIN_PEMPROV}),
        (
            t(
                "Beri nama tempat layarnya, pilih cakupan dan tanggal berakhirnya, lalu buat tautan."
            ),
            t(
                "Buka tautan itu di perangkat layarnya dalam waktu yang tertulis; tautan hanya dapat "
                "dipakai sekali, dan layar tampil tanpa masuk."
            ),
            t(
                "Tautan yang terlewat diganti dengan yang baru; layar yang tidak dipakai lagi dicabut "
                "dan berhenti saat itu juga."
            ),
        ),
    ),
    Cara(
        "/admin/kunci-api",
        t("Memberi sistem lain kunci"),
        frozenset({_R.ADMIN_UPP, _R.ADMIN_PEMPROV}),
        (
            t("Buat satu kunci untuk tiap sistem, hanya dengan kegunaan yang diperlukannya."),
            t(
                "Kunci ditampilkan satu kali: salin ke server sistem itu, jangan kirim lewat percakapan."
            ),
            t(
                "Kunci yang tidak dipakai lagi atau diketahui orang lain dicabut; sistemnya ditolak saat "
                "itu juga."
            ),
        ),
    ),
    Cara(
        "/admin/notifikasi",
        t("Mengatur kabar"),
        frozenset({*_PROVINSI, _R.ADMIN_UPP, _R.PIMPINAN_UPP, _R.PENGELOLA_SISTEM}),
        (
            t(
                "Buat aturan kapan Anda diberi tahu, misalnya nilai di bawah batas atau kata tertentu dalam saran."
            ),
            t("Isi e-mail atau webhook bila ingin diberi tahu di luar aplikasi."),
        ),
    ),
)
