"""What offices do about those who serve, the place, and what comes of complaints."""

from collections.abc import Mapping
from typing import Final

from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tahunan.perbaikan.tindakan import (
    ADUAN,
    LAYANAN,
    LOKET,
    PEGAWAI,
    PIMPINAN,
    SARANA,
    TindakanBaku,
)
from sekampadi.i18n import t

PETUGAS_BAKU: Final[Mapping[Unsur, tuple[TindakanBaku, ...]]] = {
    Unsur.KOMPETENSI: (
        TindakanBaku(
            t("pengetahuan petugas"),
            t(
                "Latih petugas tentang persyaratan, alur, dan pertanyaan yang sering diajukan setiap triwulan."
            ),
            PEGAWAI,
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
            LAYANAN,
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
            LOKET,
            t("Kesalahan petugas dicatat, dan jumlahnya turun setiap bulan."),
            3,
            "teliti, ceroboh, salah input, salah ketik, salah tulis, salah hitung, lalai, asal, lupa input, salah suntik, salah tusuk",
            "daftar & periksa, periksa & ulang, teliti",
        ),
        TindakanBaku(
            t("petugas baru"),
            t("Dampingi petugas baru atau magang sampai lulus uji pengetahuan layanan."),
            PEGAWAI,
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
            PIMPINAN,
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
            LOKET,
            t("Larangan terpasang di loket; setiap aduan perlakuan berbeda diperiksa dan dijawab."),
            3,
            "pilih kasih, beda perlakuan, beda bedakan, diskriminasi, kenal, orang dalam, titip, keluarga & dulu, adil, pandang bulu",
            "adil, larang & titip, larang & calo, larang & perantara, tanpa beda",
        ),
        TindakanBaku(
            t("perhatian petugas di loket"),
            t("Larang urusan pribadi dan gawai pribadi di loket, dan periksa setiap hari."),
            LOKET,
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
            SARANA,
            t("Daftar ditetapkan pimpinan, dan tiga kebutuhan teratas sudah terpenuhi."),
            9,
            "fasilitas & kurang, sarana & kurang, prasarana & kurang, kurang lengkap, lengkapi fasilitas, fasilitas & lengkap",
            "daftar & sarana, daftar & butuh, inventaris, data & sarana",
        ),
        TindakanBaku(
            t("ruang tunggu"),
            t("Tambah kursi dan perbaiki pendingin udara di ruang tunggu."),
            SARANA,
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
            SARANA,
            t("Lembar pemeriksaan kebersihan terisi setiap hari."),
            3,
            "toilet, wc, kamar mandi, kotor, bau, bersih, jorok, sampah, kumuh, air mati, air tidak",
            "toilet, wc, kamar mandi, bersih, jadwal & bersih",
        ),
        TindakanBaku(
            t("tempat parkir"),
            t("Tandai tempat parkir pengunjung, dan tugaskan pengatur pada jam sibuk."),
            SARANA,
            t("Tempat parkir pengunjung bertanda, dan jadwal pengaturnya terisi."),
            6,
            "parkir",
            "parkir",
        ),
        TindakanBaku(
            t("sarana bagi kelompok rentan"),
            t("Sediakan jalur landai, kursi prioritas, dan ruang menyusui."),
            SARANA,
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
            SARANA,
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
            ADUAN,
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
            ADUAN,
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
            ADUAN,
            t(
                "Pengumuman terbit setiap triwulan, dengan jumlah aduan dan yang sudah diselesaikan."
            ),
            6,
            "tindaklanjut, tindak lanjut, tidak pernah pakai, tidak ada ubah, tidak ada perubahan, percuma, masih sama, tidak berubah",
            "umum & adu, umum & saran, umum & triwulan, umum & tindak lanjut, publikasi & adu",
        ),
    ),
}
