"""What the lists of all unsur share: their form, groups of words, other matters, words of tone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DaftarKata:
    """By which words people speak of an unsur.

    Args:
        keluhan: complain by themselves ("ribet"); behind a "tidak" they praise.
        pujian: praise by themselves ("ramah"); behind a "tidak" or "kurang" they complain.
        netral: speak of the unsur, in a tone that other words give.
        samar: not enough alone; two of them are.
        bukan: sound alike and mean something else: their words say nothing alone.
    """

    keluhan: str = ""
    pujian: str = ""
    netral: str = ""
    samar: str = ""
    bukan: str = ""


KELOMPOK = {
    "tidak": "tidak belum kurang bukan tanpa jarang enggan",
    "petugas": (
        "petugas pegawai staf staff satpam sekuriti security dokter perawat suster bidan kasir operator penjaga "
        "resepsionis cs mbak mba mas abang bang kakak kak orang bapak ibu pak bu pustakawan instruktur pelatih penguji pengajar guru "
        "pemandu guide apoteker penyuluh teknisi mantri analis pengasuh pendamping nakes pemateri narasumber fo "
        "pembimbing frontoffice penerima loket cuspel mentor oknum pengurus"
    ),
    "pelayan": (
        "petugas pegawai staf satpam sekuriti dokter perawat suster bidan kasir operator penjaga resepsionis cs mbak mba mas "
        "abang bang kakak kak pustakawan instruktur pelatih penguji pengajar guru pemandu apoteker penyuluh pengasuh nakes"
    ),
    "orang": "orang teman sebelah tetangga pegawai petugas bagian loket meja ruang",
    "dokumen": (
        "ktp kk akta akte ijazah sertifikat surat berkas dokumen fotokopi materai foto pasfoto npwp nib skck stnk bpkb "
        "map legalisir rekomendasi kartu rujukan paspor domisili pengantar nik sim bpjs raport rapor kwitansi identitas "
        "skhun transkrip buku imb siup kuasa izin persetujuan keterangan formulir rangkap data"
    ),
    "kertas": "ktp kk akta ijazah fotokopi materai foto pasfoto npwp nib skck stnk bpkb map rujukan nik domisili rekomendasi",
    "minta": "minta suruh harus wajib mesti musti bawa butuh perlu lampir sedia siap kumpul serah tunjuk sertakan setor cukup ada",
    "satuan": "menit jam hari minggu bulan",
    "tahu": "umum pasang tempel cantum pajang pampang tampil sosialisasi jelas info informasi kabar tahu umumkan rinci daftar transparan",
    "hasil": (
        "hasil surat sertifikat kartu ktp sim ijazah dokumen plat pelat stnk bpkb cetak izin resep akta kacamata sk piagam "
        "data nama alamat tanggal tulis isi barcode stempel nomor laporan"
    ),
    "barang": (
        "obat buku bibit benih koleksi pupuk pakan kacamata sertifikat kartu plat pelat hasil surat ijazah stnk bpkb ktp sim "
        "akta makanan menu masakan lauk nasi modul materi pelatihan pameran cetak vaksin ikan ternak data peta bantuan "
        "barang piagam novel sampel nama alamat tanggal foto jahit gigi kaki terapi stempel barcode kk"
    ),
    "mutu": (
        "bagus jelek jadul usang salah luntur buram blur cacat mati cocok enak hambar basi sesuai sobek robek tipis "
        "rapi guna manfaat pakai akurat valid benar betul manjur kadaluarsa expired tukar palsu awet patah kelupas typo "
        "ganda asin mentah gosong copot pas subur kerdil unggul busuk menarik lezat bergizi lengkap mutu kualitas"
    ),
    "bahan": "obat buku bibit benih koleksi pakan pupuk menu makanan materi vaksin novel darah lauk blangko kaset majalah jurnal",
    "stok": "kurang habis kosong baru sedikit banyak lengkap stok terbatas perbarui tambah variasi beragam ganti",
    "salah": "salah typo beda tukar kurang hilang buram luntur blur sobek robek cacat kabur",
    "baik": "baik bagus oke ok mantap jos top keren memuaskan puas asik asyik istimewa juara hebat rapi",
    "buruk": "buruk jelek parah payah kacau minim kurang rusak hancur berantakan",
    "lama": "lama lambat lemot molor telat",
    "alat": (
        "aplikasi website server sistem jaringan internet wifi sinyal login link akun loading komputer printer mesin alat "
        "portal barcode qr"
    ),
    "gagal": "error rusak mati lemot lambat lama down gagal blank putus tidak susah berat loading lelet ulang mental macet hilang perbaiki",
    "kanal": "telepon whatsapp dm ig instagram email fb facebook sms chat nomor hotline callcenter admin min inbox pesan medsos komentar twitter tiktok",
    "tanggap": "balas respon tanggap gubris",
    "jawab": "jawab balas respon tanggap angkat baca aktif hubungi nyambung gubris masuk blokir read sahut digubris",
    "suara": "keluh adu lapor komplain saran masukan kritik aspirasi usul kirim protes",
}

LAIN = """
biaya hidup, harga sembako, harga beras, harga bahan, harga minyak, harga sawit, harga karet, harga gas, bbm, spbu, solar, pertalite, bensin langka, elpiji, gas melon,
gubernur apa, jadi gubernur, pemilu, pilkada, pilpres, caleg, dprd, dpr, partai, presiden, menteri, korupsi, koruptor, mbg,
jalan lubang, jalan rusak, jembatan rusak, aspal, jalan becek, jalan kampung, parit, sungai kapuas, asap tebal, kabut asap, karhutla, banjir rumah,
listrik padam, pln, pdam, air bersih kampung, sampah & rumah,
ongkos speedboat, bupati, walikota, kades korupsi, bansos, blt, pkh, lowongan, cari kerja, pengangguran, jodoh, persipon, hutang, pinjol, judi,
produk umkm, cuaca, rejeki lancar, gaji, lebaran,
lampu jalan, jalan & lubang, sembako, minyak goreng, cabe, tambang, begal, narkoba, maling, ikn, prabowo, jokowi, bahan pokok, kelapa sawit, kebun sawit, harga tbs, banjir & kampung, listrik & kampung
"""
"""Matters of no service: a sentence that speaks of them is about no unsur."""

MINTA = """
tolong, mohon, semoga, harap, seyogya, hendak, usul, jangan, coba, ayo, supaya, biar, agar, sediakan,
pasang, tambah, tingkat, perbarui, benahi, turun, luas, umumkan, cantum, kalau bisa
mending, minta tolong, pisah, rutin
"""
PUJI = """
terimakasih, salut, mantap, puas, bagus, baik, top, keren, alhamdulillah, jos, hebat, suka, senang, pertahankan, syukur,
bangga, lancar, sip, jempol, sudah bisa, sudah ada, lebih enak, enak, lengkap, sekarang sudah, jelas, sesuai, langsung,
jadi mudah, rapi, banyak bantu, tidak repot, tidak sangka, tidak ribet, tinggal, selamat, sehat
"""
SESAL = """
padahal, malah, kecewa, parah, payah, sayang, terus, kasihan, percuma, capek, rugi, masa, belum, tidak, kurang, susah,
salah, rusak, cuma, harus, masih, disuruh, banyak, beda, lama
"""
"""Words that give a tone to what has none: wishes, praise, displeasure."""

BALIK = ("tidak", "belum", "bukan", "tanpa", "kurang", "jarang")
"""Turn the tone of what follows."""
