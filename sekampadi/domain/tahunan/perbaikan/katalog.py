"""The catalogue: what offices do about an unsur, who does it, by what it is seen, and in how many months.

Data, no rules. It is meant to be read and changed by who knows the field. ``tema`` and ``sama`` are
written as the word lists are (``domain.tindak_lanjut.kata``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sekampadi.domain.survei.unsur import Unsur
from sekampadi.i18n import t


@dataclass(frozen=True, slots=True)
class TindakanBaku:
    """An act that is proposed for an unsur.

    Args:
        hal: what it is about, as it stands behind "menyebut".
        pelaksana: a role, never a name; each office knows who has it.
        ukuran: by what everybody sees whether it was done and has helped.
        bulan: how long it takes; from that its jangka follows.
        tema: words by which people ask for it; empty for what nobody asks for by itself.
        sama: words by which an activity of a plan is known as the same thing.
    """

    hal: str
    tindakan: str
    pelaksana: str
    ukuran: str
    bulan: int
    tema: str
    sama: str


_LOKET = t("Koordinator petugas loket")
_LAYANAN = t("Penanggung jawab layanan")
_PIMPINAN = t("Pimpinan unit pelayanan")
_SARANA = t("Pengelola sarana")
_PEGAWAI = t("Pengelola kepegawaian")
_ADUAN = t("Pengelola pengaduan")
_INFO = t("Pengelola informasi dan laman")
_UANG = t("Bendahara penerimaan")

KATALOG: Final[Mapping[Unsur, tuple[TindakanBaku, ...]]] = {
    Unsur.PERSYARATAN: (
        TindakanBaku(
            t("kejelasan persyaratan"),
            t("Tampilkan daftar persyaratan dengan contoh berkas yang benar di loket dan laman."),
            _INFO,
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
            _LAYANAN,
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
            _LOKET,
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
            _INFO,
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
            _LAYANAN,
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
            _LOKET,
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
            _INFO,
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
            _LAYANAN,
            t("Sembilan dari sepuluh permohonan selesai dalam janji waktu yang diumumkan."),
            3,
            "proses & lama, proses & lambat, hasil & lama, selesai & lama, lambat, lelet, molor, janji, jadi & lama, "
            "minggu, bulan, hari, tunggu hasil, terbit & lama, cetak & lama",
            "janji & waktu, ukur & waktu, umum & waktu, standar & waktu, maklumat, pantau & waktu, lacak",
        ),
        TindakanBaku(
            t("lamanya antrean"),
            t("Tambah loket atau petugas pada jam sibuk, dan catat waktu tunggu setiap hari."),
            _LOKET,
            t("Waktu tunggu rata-rata diumumkan setiap bulan, dan turun dari bulan ke bulan."),
            3,
            "antri, tunggu, jam, tambah loket, tambah petugas, loket & kurang, petugas & kurang, loket & tutup, "
            "loket cuma, loket hanya",
            "tambah & loket, buka & loket, loket & bantu, antri, petugas & tambah, jam sibuk, petugas bantu",
        ),
        TindakanBaku(
            t("jam pelayanan"),
            t("Buka loket tepat waktu, dan atur giliran istirahat agar pelayanan tidak berhenti."),
            _LOKET,
            t("Jam buka dan tutup dicatat setiap hari; loket tidak kosong pada jam pelayanan."),
            3,
            "jam buka, buka jam, belum buka, telat buka, lambat buka, buka & siang, istirahat, tutup cepat, cepat tutup, "
            "petugas telat, pegawai telat, datang telat, jam kerja, sabtu, tepat waktu",
            "jam buka, jam layan, istirahat, giliran, piket, sabtu, tepat waktu",
        ),
        TindakanBaku(
            t("kabar tentang penyelesaian"),
            t("Kabari pemohon sampai di mana berkasnya, juga bila selesainya tertunda."),
            _INFO,
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
            _INFO,
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
            _UANG,
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
            _PIMPINAN,
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
            _LAYANAN,
            t("Standar hasil layanan ditetapkan, dan terpasang di loket dan laman."),
            6,
            "tidak sesuai, kurang sesuai, hasil & beda, hasil & jelas, kurang manfaat, tidak manfaat, kualitas, mutu",
            "standar & layan, standar & hasil, mutu & hasil, tinjau & hasil",
        ),
        TindakanBaku(
            t("kesalahan pada hasil layanan"),
            t("Periksa hasil layanan bersama pemohon sebelum diserahkan."),
            _LOKET,
            t("Kesalahan yang ditemukan dicatat, dan jumlahnya turun setiap bulan."),
            3,
            "salah, keliru, typo, tertukar, tukar, cetak ulang, ganda, tidak akurat, revisi",
            "periksa & hasil, cek & hasil, periksa & data, verifikasi & data, uji & mutu, periksa & dokumen",
        ),
        TindakanBaku(
            t("persediaan"),
            t("Catat persediaan blangko dan bahan setiap pekan, dan pesan kembali sebelum habis."),
            _SARANA,
            t("Tidak ada layanan yang tertunda karena persediaan habis."),
            3,
            "habis, kosong, blangko, blanko, stok, tidak tersedia, kurang lengkap, terbatas, sedikit & buku, obat & tidak ada",
            "stok, sedia, blangko, blanko, adaan & obat, tambah & koleksi, adaan & buku",
        ),
        TindakanBaku(
            t("mutu bahan hasil layanan"),
            t("Ganti bahan atau cetakan yang cepat rusak, dan terima kembali hasil yang cacat."),
            _LAYANAN,
            t("Hasil yang dikembalikan karena rusak dicatat, dan jumlahnya turun setiap bulan."),
            9,
            "rusak, buram, luntur, blur, sobek, robek, tipis, jelek, usang, cacat, kadaluarsa, busuk",
            "ganti & bahan, ganti & cetak, mutu & bahan, kualitas & cetak",
        ),
    ),
    Unsur.KOMPETENSI: (
        TindakanBaku(
            t("pengetahuan petugas"),
            t(
                "Latih petugas tentang persyaratan, alur, dan pertanyaan yang sering diajukan setiap triwulan."
            ),
            _PEGAWAI,
            t("Semua petugas layanan dilatih, dan lulus uji pengetahuan layanannya."),
            6,
            "tidak paham, kurang paham, tidak tahu, kurang tahu, kuasai, kurang terampil, kompeten, profesional, "
            "tidak bisa jawab, bingung, tidak ngerti, kurang pengalaman, latih, diklat, bimtek",
            "latih, diklat, bimtek, bimbingan teknis, workshop, kursus, uji kompetensi",
        ),
        TindakanBaku(
            t("jawaban yang berbeda-beda"),
            t(
                "Susun pedoman jawaban yang sama bagi semua petugas, dan bahas kasus sulit setiap pekan."
            ),
            _LAYANAN,
            t("Pedoman dipakai di semua loket; catatan pembahasan kasus terisi setiap pekan."),
            3,
            "info & beda, jawab & beda, beda jawab, beda petugas beda, orang beda, arah & beda, beda arah, urai & beda, "
            "lain kata, plinplan, salah info, salah informasi",
            "pedoman, panduan, buku & saku, sama & jawab, faq, rapat & kasus",
        ),
        TindakanBaku(
            t("ketelitian petugas"),
            t(
                "Tetapkan daftar periksa untuk tiap layanan, dan periksa ulang pekerjaan oleh petugas kedua."
            ),
            _LOKET,
            t("Kesalahan petugas dicatat, dan jumlahnya turun setiap bulan."),
            3,
            "teliti, ceroboh, salah input, salah ketik, salah tulis, salah hitung, lalai, asal, lupa input, salah suntik, salah tusuk",
            "daftar & periksa, periksa & ulang, teliti",
        ),
        TindakanBaku(
            t("petugas baru"),
            t("Dampingi petugas baru atau magang sampai lulus uji pengetahuan layanan."),
            _PEGAWAI,
            t("Tidak ada petugas baru yang melayani sendiri sebelum lulus uji."),
            3,
            "magang, anak baru, petugas baru, pegawai baru, masih belajar, belajar dulu",
            "damping & petugas, petugas & baru, magang",
        ),
    ),
    Unsur.PERILAKU: (
        TindakanBaku(
            t("sikap petugas"),
            t("Tetapkan standar salam, sapa, dan penjelasan, dan nilai penerapannya setiap pekan."),
            _PIMPINAN,
            t(
                "Penilaian terisi setiap pekan untuk semua petugas; keluhan tentang sikap berkurang."
            ),
            3,
            "judes, jutek, marah, kasar, ketus, galak, sombong, senyum, ramah, sopan, sinis, bentak, cemberut, sabar, tegur",
            "senyum, salam, sapa, ramah, etika, budaya layan, standar & sikap, pelayanan prima, layan prima, kode etik",
        ),
        TindakanBaku(
            t("perbedaan perlakuan"),
            t(
                "Layani menurut urutan tanpa membedakan pemohon, dan larang titipan serta perantara."
            ),
            _LOKET,
            t("Larangan terpasang di loket; setiap aduan perlakuan berbeda diperiksa dan dijawab."),
            3,
            "pilih kasih, beda perlakuan, beda bedakan, diskriminasi, kenal, orang dalam, titip, keluarga & dulu, adil, pandang bulu",
            "adil, larang & titip, larang & calo, larang & perantara, tanpa beda",
        ),
        TindakanBaku(
            t("perhatian petugas di loket"),
            t("Larang urusan pribadi dan gawai pribadi di loket, dan periksa setiap hari."),
            _LOKET,
            t("Catatan pemeriksaan harian terisi; keluhan tentang petugas yang abai berkurang."),
            3,
            "main hp, hp, ngobrol, cuek, acuh, abai, makan, gosip, tidak peduli, kurang peduli, tidak tanggap, kurang tanggap",
            "larang & hp, larang & gawai, larang & telepon, disiplin, pisah & telepon, awas & petugas",
        ),
    ),
    Unsur.SARANA: (
        TindakanBaku(
            t("kelengkapan sarana"),
            t(
                "Susun daftar kekurangan sarana di loket dan ruang tunggu, dan penuhi yang paling perlu dahulu."
            ),
            _SARANA,
            t("Daftar ditetapkan pimpinan, dan tiga kebutuhan teratas sudah terpenuhi."),
            9,
            "fasilitas & kurang, sarana & kurang, prasarana & kurang, kurang lengkap, lengkapi fasilitas, fasilitas & lengkap",
            "daftar & sarana, daftar & butuh, inventaris, data & sarana",
        ),
        TindakanBaku(
            t("ruang tunggu"),
            t("Tambah kursi dan perbaiki pendingin udara di ruang tunggu."),
            _SARANA,
            t(
                "Setiap pengunjung pada jam sibuk mendapat tempat duduk; suhu ruang dicatat setiap hari."
            ),
            6,
            "kursi, duduk, berdiri, panas, gerah, ac, kipas, sempit, ruang tunggu, sesak, pengap, dispenser, air minum",
            "kursi, ac, pendingin, kipas, ruang & tunggu, tenda",
        ),
        TindakanBaku(
            t("kebersihan"),
            t(
                "Bersihkan toilet dan ruang layanan menurut jadwal tertulis, dan periksa setiap hari."
            ),
            _SARANA,
            t("Lembar pemeriksaan kebersihan terisi setiap hari."),
            3,
            "toilet, wc, kamar mandi, kotor, bau, bersih, jorok, sampah, kumuh, air mati, air tidak",
            "toilet, wc, kamar mandi, bersih, jadwal & bersih",
        ),
        TindakanBaku(
            t("tempat parkir"),
            t("Tandai tempat parkir pengunjung, dan tugaskan pengatur pada jam sibuk."),
            _SARANA,
            t("Tempat parkir pengunjung bertanda, dan jadwal pengaturnya terisi."),
            6,
            "parkir",
            "parkir",
        ),
        TindakanBaku(
            t("sarana bagi kelompok rentan"),
            t("Sediakan jalur landai, kursi prioritas, dan ruang menyusui."),
            _SARANA,
            t(
                "Jalur landai, kursi prioritas, dan ruang menyusui dapat dipakai pada jam pelayanan."
            ),
            18,
            "difabel, disabilitas, lansia, kursi roda, menyusui, tangga, bermain anak, laktasi, ibu hamil, ramp",
            "difabel, disabilitas, lansia, kursi roda, menyusui, laktasi, ramp, jalur landai, rentan",
        ),
        TindakanBaku(
            t("jaringan dan peralatan"),
            t("Perbaiki jaringan dan peralatan layanan, dan siapkan cara manual saat gangguan."),
            _SARANA,
            t("Setiap gangguan dicatat dengan lamanya, dan lamanya turun setiap bulan."),
            9,
            "jaringan, server, sinyal, wifi, internet, error, komputer, printer, mesin, sistem & gangguan, aplikasi & gangguan, "
            "listrik, genset, sistem & down",
            "jaringan, server, wifi, internet, komputer, printer, mesin, genset, perangkat",
        ),
    ),
    Unsur.PENGADUAN: (
        TindakanBaku(
            t("saluran pengaduan"),
            t(
                "Pasang nomor dan alamat pengaduan di loket, ruang tunggu, dan laman, dengan petugas penjawabnya."
            ),
            _ADUAN,
            t("Saluran pengaduan terpasang di semua loket dan laman, dan petugasnya ditetapkan."),
            3,
            "kotak saran, nomor adu, nomor pengaduan, mana adu, mana lapor, lapor mana, adu mana, tidak ada adu, loket adu, "
            "nomor telepon, nomor whatsapp, tempat adu",
            "kotak & saran, saluran & adu, nomor & adu, pasang & adu, loket & adu, petugas & adu, nomor & telepon",
        ),
        TindakanBaku(
            t("aduan yang belum dijawab"),
            t(
                "Catat setiap aduan, umumkan batas waktu menjawab, dan bahas yang belum dijawab setiap pekan."
            ),
            _ADUAN,
            t(
                "Semua aduan dijawab dalam batas waktu; yang lewat dilaporkan kepada pimpinan setiap bulan."
            ),
            3,
            "tidak jawab, tidak balas, tidak respon, tidak tanggap, lambat respon, lama respon, tidak angkat, lambat tanggap, "
            "cuma baca, respon, jawab, balas, kabar, baca & saran",
            "catat & adu, jawab & adu, buku & adu, respon & adu, batas & adu, register & adu",
        ),
        TindakanBaku(
            t("tindak lanjut aduan"),
            t(
                "Umumkan setiap triwulan apa yang diperbaiki dari aduan dan saran, di ruang tunggu dan laman."
            ),
            _ADUAN,
            t(
                "Pengumuman terbit setiap triwulan, dengan jumlah aduan dan yang sudah diselesaikan."
            ),
            6,
            "tindaklanjut, tindak lanjut, tidak pernah pakai, tidak ada ubah, tidak ada perubahan, percuma, masih sama, tidak berubah",
            "umum & adu, umum & saran, umum & triwulan, umum & tindak lanjut, publikasi & adu",
        ),
    ),
}
"""Of each unsur the acts, that which fits most offices first."""
