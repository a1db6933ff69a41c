"""What offices do about what the service asks, takes and gives."""

from collections.abc import Mapping
from typing import Final

from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tahunan.perbaikan.tindakan import (
    INFO,
    LAYANAN,
    LOKET,
    PIMPINAN,
    SARANA,
    UANG,
    TindakanBaku,
)
from sekampadi.i18n import t

LAYANAN_BAKU: Final[Mapping[Unsur, tuple[TindakanBaku, ...]]] = {
    Unsur.PERSYARATAN: (
        TindakanBaku(
            t("kejelasan persyaratan"),
            t("Tampilkan daftar persyaratan dengan contoh berkas yang benar di loket dan laman."),
            INFO,
            t("Daftar dan contoh berkas terpasang di semua loket dan di laman."),
            3,
            "syarat & jelas, syarat & beda, syarat & berubah, syarat & bingung, syarat & pasang, syarat & umum, "
            "syarat & info, daftar syarat, daftar berkas, berkas apa, dokumen apa, apa bawa, bawa apa, sosialisasi & syarat",
            "daftar & syarat, pasang & syarat, tampil & syarat, umum & syarat, contoh & berkas, brosur, banner & syarat, "
            "spanduk & syarat, papan & syarat, sosialisasi & syarat, info & syarat",
        ),
        TindakanBaku(
            t("banyaknya persyaratan"),
            t(
                "Tinjau persyaratan tiap layanan, dan hapus yang tidak diwajibkan peraturan atau yang "
                "datanya sudah dimiliki pemerintah."
            ),
            LAYANAN,
            t("Standar pelayanan baru ditetapkan dengan persyaratan yang lebih sedikit."),
            6,
            "syarat & banyak, syarat & ribet, syarat & berat, syarat & susah, syarat & mudah, berkas & banyak, "
            "dokumen & banyak, fotokopi, legalisir, materai, rangkap #, minta macam, banyak-surat, surat & banyak",
            "tinjau & syarat, sederhana & syarat, kurang & syarat, hapus & syarat, pangkas & syarat, evaluasi & syarat",
        ),
        TindakanBaku(
            t("berkas yang dikembalikan"),
            t(
                "Sediakan petugas yang memeriksa kelengkapan berkas sebelum pemohon mengambil nomor."
            ),
            LOKET,
            t("Berkas yang dikembalikan dicatat setiap hari, dan jumlahnya turun setiap bulan."),
            3,
            "berkas tolak, berkas kembali, berkas ulang, berkas & kurang, kurang lengkap berkas, suruh-lengkapi, "
            "minta lagi @dokumen, @dokumen minta lagi, dokumen-ditolak, suruh fotokopi, suruh bawa",
            "periksa & berkas, periksa & lengkap, verifikasi & berkas, verifikasi & lengkap, cek & berkas, ceklis, checklist",
        ),
    ),
    Unsur.PROSEDUR: (
        TindakanBaku(
            t("kejelasan alur"),
            t(
                "Pasang bagan alur tiap layanan dalam bahasa sehari-hari di pintu masuk, loket, dan laman."
            ),
            INFO,
            t("Bagan alur terpasang untuk semua layanan, di semua loket dan di laman."),
            3,
            "bingung, alur & jelas, tidak jelas alur, tidak tahu, petunjuk, arah, alur & pasang, bagan, prosedur & jelas",
            "bagan, alur & pasang, pasang & alur, papan & alur, petunjuk, tampil & alur, banner & alur, spanduk & alur, "
            "sosialisasi & alur, sosialisasi & prosedur, papan & prosedur",
        ),
        TindakanBaku(
            t("panjangnya alur"),
            t(
                "Petakan langkah tiap layanan, dan gabungkan meja, paraf, atau formulir yang berulang."
            ),
            LAYANAN,
            t("SOP baru ditetapkan dengan langkah yang lebih sedikit daripada SOP lama."),
            6,
            "ribet, rumit, belit, bolakbalik, mondarmandir, banyak meja, banyak loket, banyak tahap, pindah loket, "
            "pindah meja, pindah ruang, paraf, prosedur & panjang, proses & panjang, lempar, sana sini, satu pintu",
            "sop, sederhana & alur, sederhana & prosedur, pangkas & alur, gabung & loket, gabung & meja, petakan, "
            "satu pintu, tinjau & alur, tinjau & prosedur",
        ),
        TindakanBaku(
            t("ketertiban antrean"),
            t(
                "Pakai nomor antrean yang dipanggil berurutan, dengan jalur prioritas bagi yang rentan."
            ),
            LOKET,
            t(
                "Nomor antrean dipakai di semua loket; aduan tentang urutan dicatat dan turun setiap bulan."
            ),
            6,
            "serobot, selip, antri kacau, antri acak, tidak urut, tidak teratur, nomor antri, sistem antri, antri tertib, "
            "nomor & lompat, kehabisan nomor, jalur prioritas",
            "nomor & antri, mesin & antri, sistem & antri, kelola & antri",
        ),
        TindakanBaku(
            t("pendaftaran daring"),
            t(
                "Buka pendaftaran secara daring, dengan petugas yang membantu pemohon yang tidak dapat "
                "memakainya."
            ),
            INFO,
            t("Separuh permohonan atau lebih didaftarkan secara daring."),
            18,
            "daftar online, antri online, secara online, daftar & online, masih manual, balik manual, harus tetap datang, "
            "dari rumah, lewat hp, aplikasi",
            "online, daring, aplikasi, digital, elektronik",
        ),
    ),
    Unsur.WAKTU: (
        TindakanBaku(
            t("lamanya penyelesaian"),
            t("Ukur waktu tiap langkah layanan selama sebulan, lalu umumkan janji waktu di loket."),
            LAYANAN,
            t("Sembilan dari sepuluh permohonan selesai dalam janji waktu yang diumumkan."),
            3,
            "proses & lama, proses & lambat, hasil & lama, selesai & lama, lambat, lelet, molor, janji, jadi & lama, "
            "minggu, bulan, hari, tunggu hasil, terbit & lama, cetak & lama",
            "janji & waktu, ukur & waktu, umum & waktu, standar & waktu, maklumat, pantau & waktu, lacak",
        ),
        TindakanBaku(
            t("lamanya antrean"),
            t("Tambah loket atau petugas pada jam sibuk, dan catat waktu tunggu setiap hari."),
            LOKET,
            t("Waktu tunggu rata-rata diumumkan setiap bulan, dan turun dari bulan ke bulan."),
            3,
            "antri, tunggu, jam, tambah loket, tambah petugas, loket & kurang, petugas & kurang, loket & tutup, "
            "loket cuma, loket hanya",
            "tambah & loket, buka & loket, loket & bantu, antri, petugas & tambah, jam sibuk, petugas bantu",
        ),
        TindakanBaku(
            t("jam pelayanan"),
            t("Buka loket tepat waktu, dan atur giliran istirahat agar pelayanan tidak berhenti."),
            LOKET,
            t("Jam buka dan tutup dicatat setiap hari; loket tidak kosong pada jam pelayanan."),
            3,
            "jam buka, buka jam, belum buka, telat buka, lambat buka, buka & siang, istirahat, tutup cepat, cepat tutup, "
            "petugas telat, pegawai telat, datang telat, jam kerja, sabtu, tepat waktu",
            "jam buka, jam layan, istirahat, giliran, piket, sabtu, tepat waktu",
        ),
        TindakanBaku(
            t("kabar tentang penyelesaian"),
            t("Kabari pemohon sampai di mana berkasnya, juga bila selesainya tertunda."),
            INFO,
            t("Setiap pemohon dikabari sebelum janji waktunya lewat."),
            6,
            "tidak ada kabar, kapan selesai, kapan jadi, tidak dikabari, kabar, tanpa kabar, status berkas, lacak berkas, "
            "tidak pasti, kepastian",
            "kabar, status & berkas, lacak, notifikasi, pesan & singkat",
        ),
    ),
    Unsur.BIAYA: (
        TindakanBaku(
            t("kejelasan biaya"),
            t(
                "Pasang daftar biaya tiap layanan, atau tulisan GRATIS, di loket, ruang tunggu, dan laman."
            ),
            INFO,
            t("Daftar biaya yang sesuai peraturan terpasang di semua loket dan di laman."),
            3,
            "biaya & jelas, tarif & jelas, harga & jelas, daftar biaya, daftar tarif, biaya & beda, tarif & beda, "
            "biaya & tahu, tarif & pasang, biaya & pasang, biaya & transparan, rincian, bayar & jelas, berapa bayar, bayar berapa, harga resmi, biaya resmi",
            "daftar & biaya, daftar & tarif, pasang & tarif, pasang & biaya, umum & tarif, umum & biaya, papan & tarif, "
            "papan & biaya, tulis & gratis",
        ),
        TindakanBaku(
            t("pungutan di luar ketentuan"),
            t(
                "Terima pembayaran hanya lewat bank atau nontunai dengan bukti bayar, dan pasang nomor "
                "pengaduan pungutan liar."
            ),
            UANG,
            t(
                "Semua pembayaran berbukti; setiap aduan pungutan diperiksa dan dilaporkan kepada pimpinan."
            ),
            6,
            "pungli, calo, uang rokok, uang kopi, minta uang, tidak resmi, tanpa kuitansi, tidak ada kuitansi, kwitansi, "
            "bayar lagi, bayar lebih, uang terimakasih, biaya tambahan, pungut, suap, tips, nontunai, qris",
            "nontunai, qris, pungli, pungut & liar, bank, transfer, kuitansi, kwitansi, bukti & bayar, bebas & pungut",
        ),
        TindakanBaku(
            t("beratnya biaya"),
            t(
                "Usulkan peninjauan tarif, atau keringanan bagi warga tidak mampu, kepada yang berwenang."
            ),
            PIMPINAN,
            t("Usul tertulis disampaikan, dan jawabannya diumumkan kepada masyarakat."),
            18,
            "mahal, biaya & tinggi, tarif & tinggi, biaya & berat, keberatan & biaya, biaya & naik, tarif & naik, "
            "tidak-mampu, gratis",
            "tinjau & tarif, keringanan, potongan & tarif, usul & tarif",
        ),
    ),
    Unsur.PRODUK: (
        TindakanBaku(
            t("kesesuaian hasil layanan"),
            t(
                "Bandingkan hasil tiap layanan dengan standar pelayanan, dan umumkan apa yang diterima pemohon."
            ),
            LAYANAN,
            t("Standar hasil layanan ditetapkan, dan terpasang di loket dan laman."),
            6,
            "tidak sesuai, kurang sesuai, hasil & beda, hasil & jelas, kurang manfaat, tidak manfaat, kualitas, mutu",
            "standar & layan, standar & hasil, mutu & hasil, tinjau & hasil",
        ),
        TindakanBaku(
            t("kesalahan pada hasil layanan"),
            t("Periksa hasil layanan bersama pemohon sebelum diserahkan."),
            LOKET,
            t("Kesalahan yang ditemukan dicatat, dan jumlahnya turun setiap bulan."),
            3,
            "salah, keliru, typo, tertukar, tukar, cetak ulang, ganda, tidak akurat, revisi",
            "periksa & hasil, cek & hasil, periksa & data, verifikasi & data, uji & mutu, periksa & dokumen",
        ),
        TindakanBaku(
            t("persediaan"),
            t("Catat persediaan blangko dan bahan setiap pekan, dan pesan kembali sebelum habis."),
            SARANA,
            t("Tidak ada layanan yang tertunda karena persediaan habis."),
            3,
            "habis, kosong, blangko, blanko, stok, tidak tersedia, kurang lengkap, terbatas, sedikit & buku, obat & tidak ada",
            "stok, sedia, blangko, blanko, adaan & obat, tambah & koleksi, adaan & buku",
        ),
        TindakanBaku(
            t("mutu bahan hasil layanan"),
            t("Ganti bahan atau cetakan yang cepat rusak, dan terima kembali hasil yang cacat."),
            LAYANAN,
            t("Hasil yang dikembalikan karena rusak dicatat, dan jumlahnya turun setiap bulan."),
            9,
            "rusak, buram, luntur, blur, sobek, robek, tipis, jelek, usang, cacat, kadaluarsa, busuk",
            "ganti & bahan, ganti & cetak, mutu & bahan, kualitas & cetak",
        ),
    ),
}
