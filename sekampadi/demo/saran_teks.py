"""What people write: the pool from which :mod:`sekampadi.demo.saran` puts suggestions together."""

from collections.abc import Mapping

from sekampadi.domain.survei.unsur import Unsur

KELUHAN: Mapping[Unsur, tuple[str, ...]] = {
    Unsur.PERSYARATAN: (
        "Persyaratannya terlalu banyak, padahal sebagian datanya sudah ada di pemerintah",
        "Syarat yang diminta di loket berbeda dengan yang ditempel di papan pengumuman",
        "Mohon daftar persyaratan ditampilkan di website supaya kami tidak bolak-balik",
        "Sudah bawa berkas lengkap tetapi masih diminta fotokopi lagi",
        "Informasi syaratnya kurang jelas, saya sampai tiga kali datang",
        "Sebaiknya legalisir tidak perlu lagi kalau dokumennya sudah ada barcode",
    ),
    Unsur.PROSEDUR: (
        "Alurnya membingungkan, harus pindah dari satu meja ke meja lain",
        "Tolong dibuatkan bagan alur pelayanan yang mudah dibaca orang tua",
        "Prosedurnya berbelit, untuk satu tanda tangan saja harus menunggu berhari-hari",
        "Pendaftaran daring sering gagal, akhirnya tetap harus datang ke kantor",
        "Kalau bisa cukup satu loket saja, tidak usah naik turun lantai",
        "Nomor antrean tidak berurutan, yang datang belakangan malah dilayani dulu",
    ),
    Unsur.WAKTU: (
        "Menunggunya lama sekali, dari pagi baru selesai siang",
        "Tolong dipercepat pelayanannya, antrean panjang tetapi loket yang buka cuma satu",
        "Janjinya selesai tiga hari, kenyataannya dua minggu",
        "Jam istirahat petugas sebaiknya bergantian supaya pelayanan tidak berhenti",
        "Pelayanan baru mulai jam sembilan padahal tertulis jam delapan",
        "Waktu penyelesaian tidak sesuai standar, mohon diperhatikan",
    ),
    Unsur.BIAYA: (
        "Mohon rincian biaya ditempel supaya jelas",
        "Masih ada yang menawarkan jasa pengurusan di parkiran, tolong ditertibkan",
        "Biaya fotokopi dan materai cukup memberatkan, kalau bisa sediakan di tempat",
        "Tidak semua loket bisa bayar nontunai, mohon disediakan QRIS",
        "Biaya parkirnya mahal",
    ),
    Unsur.PRODUK: (
        "Ada kesalahan penulisan nama di dokumen, harus mengurus ulang dari awal",
        "Hasilnya belum sesuai dengan yang saya minta",
        "Data yang diberikan kurang lengkap dan belum diperbarui",
        "Mohon hasil layanan bisa dikirim lewat email, tidak harus diambil",
        "Cetakan suratnya kurang rapi dan salah tanggal",
    ),
    Unsur.KOMPETENSI: (
        "Petugas belum menguasai aturan yang baru, jawabannya berbeda-beda",
        "Petugas magang yang melayani masih banyak bertanya ke temannya",
        "Mohon petugas dibekali pelatihan, terutama soal aplikasi",
        "Pertanyaan saya tidak terjawab, disuruh mencari sendiri di internet",
        "Hanya satu orang yang mengerti, kalau beliau dinas luar pelayanan berhenti",
    ),
    Unsur.PERILAKU: (
        "Petugasnya kurang ramah, sambil main HP waktu melayani",
        "Tolong petugas lebih senyum dan sabar menghadapi orang tua",
        "Nada bicaranya ketus, padahal saya bertanya baik-baik",
        "Salamnya ada tetapi setelah itu kami dibiarkan menunggu tanpa penjelasan",
        "Mohon jangan pilih kasih, yang kenal petugas langsung dilayani",
    ),
    Unsur.SARANA: (
        "Ruang tunggu agak panas, AC-nya tidak dingin",
        "Toiletnya kotor dan air sering tidak mengalir",
        "Kursi tunggu kurang, banyak yang berdiri",
        "Tempat parkir sempit dan becek kalau hujan",
        "Belum ada jalur kursi roda dan ruang menyusui",
        "Wifi untuk pengunjung tidak bisa dipakai",
        "Mohon disediakan air minum dan colokan untuk isi baterai HP",
    ),
    Unsur.PENGADUAN: (
        "Sudah mengadu lewat WhatsApp tetapi tidak dibalas",
        "Kotak saran ada tetapi sepertinya tidak pernah dibuka",
        "Telepon kantor susah sekali dihubungi",
        "Mohon ada petugas khusus pengaduan yang mudah ditemui",
        "Pengaduan saya bulan lalu belum ada tindak lanjutnya",
    ),
}

PUJIAN: Mapping[Unsur, tuple[str, ...]] = {
    Unsur.PERSYARATAN: (
        "Syaratnya mudah dan jelas",
        "Berkas yang diminta tidak banyak, sangat membantu",
    ),
    Unsur.PROSEDUR: (
        "Prosesnya mudah dan tidak berbelit-belit",
        "Alur pelayanannya jelas, dari pintu masuk langsung diarahkan",
        "Daftar lewat HP, datang langsung dilayani",
    ),
    Unsur.WAKTU: (
        "Pelayanan cepat, tidak sampai setengah jam sudah selesai",
        "Cepat dan tepat waktu",
        "Tidak perlu antre lama seperti dulu",
    ),
    Unsur.BIAYA: (
        "Semua gratis, tidak ada pungutan apa pun",
        "Biayanya sesuai dengan yang tertulis, tidak ada tambahan",
    ),
    Unsur.PRODUK: (
        "Hasilnya sesuai dengan yang saya butuhkan",
        "Dokumen selesai tanpa kesalahan",
    ),
    Unsur.KOMPETENSI: (
        "Petugas menjelaskan dengan sabar dan mudah dipahami",
        "Petugasnya menguasai, semua pertanyaan saya terjawab",
        "Konsultasinya sangat membantu pekerjaan kami",
    ),
    Unsur.PERILAKU: (
        "Petugas pelayanan sangat ramah",
        "Petugasnya murah senyum dan sopan",
        "Satpam di depan juga ramah dan langsung membantu",
        "Dilayani dengan baik walaupun datang menjelang tutup",
    ),
    Unsur.SARANA: (
        "Ruang tunggunya bersih dan nyaman",
        "Tempatnya adem, ada pojok baca dan permen",
        "Fasilitas untuk difabel dan lansia sudah tersedia",
    ),
    Unsur.PENGADUAN: (
        "Pengaduan saya ditanggapi hari itu juga",
        "Admin WhatsApp-nya responsif",
    ),
}

UMUM_BAIK: tuple[str, ...] = (
    "Terima kasih",
    "Terima kasih atas pelayanannya",
    "Pelayanan sudah baik, pertahankan",
    "Pelayanan sangat memuaskan",
    "Sangat baik, semoga ke depan semakin baik lagi",
    "Mantap",
    "Sudah bagus, tingkatkan terus",
    "Semoga pelayanannya tetap prima",
    "Puas dengan pelayanannya",
    "Pertahankan dan tingkatkan kinerjanya",
    "Luar biasa, sukses selalu",
    "Pelayanannya jauh lebih baik dibanding tahun lalu",
    "Sangat membantu kami yang datang dari daerah",
    "Alhamdulillah urusan lancar",
    "Semoga petugasnya sehat selalu",
)

UMUM_SEDANG: tuple[str, ...] = (
    "Sudah cukup baik, tinggal ditingkatkan",
    "Perlu ditingkatkan lagi",
    "Cukup",
    "Semoga lebih baik lagi ke depannya",
    "Tolong informasinya diperbanyak di media sosial",
    "Mohon ada layanan hari Sabtu untuk yang bekerja",
    "Kalau bisa semua layanan dibuat daring",
    "Tidak ada",
    "Tambah loket saat ramai",
    "Mohon sosialisasi lebih sering ke kabupaten",
)

UMUM_BURUK: tuple[str, ...] = (
    "Kecewa dengan pelayanannya",
    "Mohon segera diperbaiki",
    "Pelayanan buruk, tolong pimpinan turun melihat sendiri",
    "Jauh-jauh dari kampung, sampai di sini disuruh kembali besok",
    "Capek bolak-balik, tidak ada kepastian",
    "Tolong dievaluasi",
)

TANPA_ISI: tuple[str, ...] = ("-", "Tidak ada", "tes", "ok", "nihil", ".", "cukup", "👍", "Aman")

KHUSUS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "kesehatan": (
        (
            "Antre obat di apotek lama sekali, bisa dua jam",
            "Dokter spesialis datangnya siang, padahal pasien sudah menunggu dari subuh",
            "Nomor antrean BPJS cepat habis",
            "Ruang tunggu poli penuh, pasien dan keluarga berdesakan",
            "Perawat jaga malam kurang tanggap waktu dipanggil",
            "Hasil laboratorium lambat keluar",
        ),
        (
            "Dokter dan perawatnya ramah, terima kasih",
            "Penanganan di IGD cepat, ayah saya tertolong",
            "Antrean obat sekarang jauh lebih cepat",
            "Perawatnya sabar sekali merawat ibu saya",
        ),
    ),
    "samsat": (
        (
            "Antre cek fisik terlalu lama, tempatnya juga panas",
            "Pelat nomor belum jadi, sudah tiga bulan",
            "Banyak calo di halaman, mohon ditertibkan",
            "Aplikasi bayar pajak sering error waktu jam sibuk",
        ),
        (
            "Bayar pajak sekarang cepat, lima belas menit selesai",
            "Samsat keliling sangat membantu warga di kampung",
            "Program keringanan pajaknya membantu, tolong diadakan lagi",
        ),
    ),
    "pelajar": (
        (
            "Koleksi bukunya ditambah, terutama yang terbitan baru",
            "Wifi lambat kalau sedang ramai mahasiswa",
            "Jam buka akhir pekan tolong diperpanjang",
        ),
        (
            "Tempatnya enak buat nugas",
            "Surat penelitian selesai hari itu juga, terima kasih kak",
            "Kakak petugasnya baik dan membantu mencarikan bahan skripsi",
        ),
    ),
    "usaha": (
        (
            "Sistem OSS sering bermasalah, pendampingannya ditambah",
            "Rekomendasi teknis terlalu lama, usaha kami tertunda",
            "Jadwal tinjau lapangan tidak pasti",
        ),
        (
            "Didampingi sampai izin terbit, terima kasih",
            "Konsultasi perizinannya jelas, sangat membantu UMKM",
            "Tidak ada biaya sama sekali, salut",
        ),
    ),
    "pegawai": (
        (
            "Aplikasinya sering lambat di jam kerja",
            "Mohon balasan surat lebih cepat, kegiatan kami menunggu",
            "Jadwal konsultasi kadang berubah mendadak",
        ),
        (
            "Konsultasi dilayani dengan baik, penjelasannya lengkap",
            "Koordinasinya mudah, bisa lewat WhatsApp",
            "Narasumbernya menguasai materi",
        ),
    ),
}
"""By who comes to the office: complaints and praise that only fit there."""

PEMBUKA: tuple[str, ...] = (
    "Mohon maaf,",
    "Saran saya,",
    "Izin memberi masukan,",
    "Maaf sebelumnya,",
    "Sekadar masukan,",
    "Min,",
)
PENUTUP: tuple[str, ...] = (
    "Terima kasih.",
    "Mohon diperhatikan.",
    "Semoga ditindaklanjuti.",
    "Makasih.",
    "Tetap semangat!",
)
PENUTUP_BAIK: tuple[str, ...] = (
    "Terima kasih.",
    "Pertahankan!",
    "Terus tingkatkan!",
    "Sukses selalu.",
    "Makasih banyak ya.",
)

SINGKATAN: tuple[tuple[str, str], ...] = (
    ("yang", "yg"),
    ("tidak", "tdk"),
    ("sudah", "udah"),
    ("dengan", "dgn"),
    ("tetapi", "tapi"),
    ("terima kasih", "makasih"),
    ("untuk", "utk"),
    ("sangat", "sgt"),
    ("lama sekali", "lama bgt"),
    ("juga", "jg"),
    ("mohon", "tolong"),
    ("pelayanan", "plyanan"),
)
"""How people shorten words when they type on a phone."""
