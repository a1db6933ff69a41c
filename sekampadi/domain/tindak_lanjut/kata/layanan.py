"""By which words people speak of what the service asks, takes and gives."""

from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tindak_lanjut.kata.umum import DaftarKata

LAYANAN = {
    Unsur.PERSYARATAN: DaftarKata(
        keluhan="""
syarat & banyak, syarat & beda, syarat & ribet, syarat & berat, syarat & berubah, syarat & aneh, syarat tambahan,
syarat & susah, berkas & banyak, berkas & kurang, berkas tolak, berkas kembali, berkas ulang, kurang berkas,
kurang lengkap berkas, minta lagi @dokumen, @dokumen minta lagi, minta ulang @dokumen, minta @kertas, harus @kertas,
wajib @kertas, mesti @kertas, suruh @kertas, suruh bawa, suruh fotokopi, minta fotokopi, minta surat, harus surat,
wajib surat, mesti surat, harus rekomendasi, minta dokumen, minta berkas, harus lampir, pakai surat, rangkap #,
# rangkap, fotokopi lagi, fotokopi banyak, fotokopi terus, map warna, warna map, segala macam surat, minta macam,
minta segala, tandatangan kepala & minta, tanda tangan rt, tanda tangan lurah, tanda tangan kades, ktp luar daerah,
ktp asli & minta, kk asli, minta asli, harus asli, minta foto, foto latar, latar merah, latar biru, minta tanda tangan,
beda minta, minta beda, harus pakai materai, sudah bawa @dokumen & minta, dokumen & banyak, dokumen & ribet,
bawa @dokumen lagi, bawa @dokumen asli, @dokumen tidak-lengkap, lengkapi-@dokumen, suruh-lengkapi, @dokumen & asli,
harus-@dokumen, wajib-@dokumen, perlu-@dokumen, butuh-@dokumen, banyak-surat, surat & banyak, banyak-minta,
minta-macam, minta-segala, stempel & lurah, cap & lurah, cap-basah, tanda tangan-lurah, tanda tangan-camat,
tanda tangan-desa, surat-desa, surat-lurah, surat-kelurahan, surat-camat, pengantar-rt, pengantar-desa, rt rw,
dokumen-ditolak, berkas-tolak, berkas & tolak
""",
        pujian="""
syarat & mudah, syarat & jelas, syarat & sedikit, syarat & gampang, syarat & simpel, syarat & ringan,
syarat tidak ribet, syarat tidak banyak, cukup @dokumen, cuma @dokumen, hanya @dokumen, modal @dokumen, tinggal tunjuk,
bawa @kertas, bermodal @dokumen, pakai @kertas, tidak perlu fotokopi, tidak perlu @dokumen, tidak usah @dokumen,
tidak minta macam, tidak perlu bawa, tidak banyak minta, tanpa fotokopi, berkas & sedikit, berkas & mudah,
berkas tidak banyak, dokumen sedikit
""",
        netral="""
syarat, fotokopi, materai, legalisir, surat kuasa, surat pengantar, surat rt, @minta @kertas, @kertas & minta,
@kertas wajib, @kertas harus, @kertas tidak perlu, @kertas perlu, dokumen apa, berkas apa, apa bawa, bawa apa,
@minta surat keterangan, minta @dokumen, @dokumen minta, wajib @dokumen, @tahu dokumen, daftar berkas, daftar dokumen,
lampiran, lampirkan, pasfoto, foto berwarna, scan @dokumen, berkas lengkap, bawa berkas, bawa surat, bawa dokumen,
tidak usah minta, data sudah ada, sudah ada sistem, dokumen bawa, berkas bawa, urus surat, surat macam, @kertas asli,
dokumen asli, checklist, ceklis, tidak usah @kertas, jangan minta @dokumen, siapkan @dokumen, ada rekomendasi,
sosialisasi & syarat, bawa ktp, bawa kk, surat nikah minta, minta surat, ktp kk, data diri, kartu keluarga, akta lahir,
akte lahir, buku nikah, surat nikah, sktm, tidak-mampu & surat, surat kematian, surat waris, rekening koran, kop surat,
ktp suami, ktp istri, ktp orang, ktp elektronik, ktp & hilang, syarat-apa, bawa-apa, apa-bawa, apa-siap, harus-siap,
dokumen & siap, berkas & siap, siapkan-berkas, siapkan-dokumen, berkas & apa, dokumen & apa, berkas & lengkap,
dokumen & lengkap, berkas & sedikit
""",
        samar="""
ktp, kk, skck, stnk, bpkb, akta, npwp, nib, rujukan, berkas, dokumen, surat keterangan, minta lagi, map, domisili,
ijazah, tanda tangan kepala, rekomendasi, rangkap, perlu bawa, surat nikah, harus ada, identitas, cetak ulang,
surat sehat, surat domisili, surat tugas, proposal
""",
        bukan="""
syarat jadi gubernur, upload berkas, unggah berkas, kartu kuning, berkas hilang, tanpa syarat, ktp jadi, surat jadi,
surat balas, surat keberatan, surat pengaduan, ktp salah, kk salah, akta salah, syarat jodoh, cetak ktp, ktp selesai,
bikin ktp, map hijau
""",
    ),
    Unsur.PROSEDUR: DaftarKata(
        keluhan="""
ribet, rumit, belit, bolakbalik, mondarmandir, sana mari, kesana kemari, sana sini, sana kemari, putar, lempar,
sulit & urus, susah & urus, tidak jelas alur, bingung alur, bingung mana, bingung mulai, bingung langkah,
bingung loket, bingung daftar, bingung urus, bingung proses, tidak tahu harus mana, tidak tahu mana, kerja # kali,
# kali kerja, # kali daftar, daftar ulang, ulang dari awal, ulang dari nol, dari nol, dari awal lagi, input ulang,
balik manual, masih manual, manual lagi, banyak meja, banyak loket, banyak tahap, banyak pintu, pindah loket,
pindah meja, pindah ruang, pindah gedung, suruh @orang & suruh, suruh sana, suruh balik, suruh pulang, suruh pindah,
suruh naik, suruh lantai, pulang lagi, tiap meja, antri acak, antri kacau, serobot, selonong, nyelip, selip antri,
potong antri, duluan & belakang, datang belakang, belakang dulu, datang dulu & belakang, antri tidak urut, tidak urut,
tidak teratur, antri semrawut, semrawut, amburadul & antri, jalur belakang, jalur biasa, antri ulang, antri lagi,
ambil antri lagi, # meja, tidak satu pintu, harus tetap datang, tetap harus datang, tetap suruh datang, nomor & lompat,
nomor loncat, prosedur & panjang, proses & panjang, tidak sistematis, tidak efisien, tidak praktis, paraf, disposisi,
tanda tangan & banyak, tanda tangan & kumpul, banyak ttd, urus & dari awal, urus ulang, naik-turun-lantai,
naik-turun-tangga, banyak-aturan, terlalu panjang proses, daftar lagi, antri-manual, tidak tahu loket,
tidak tahu mulai, urus & # tempat, jalan kaki & gedung, # tempat beda, wira-wiri, tidak ada petunjuk urus,
tidak ada arah, kurang arah, percuma daftar, percuma online, tidak kebagian nomor, kehabisan nomor, kehabisan antri,
kuota & habis, rebutan nomor, bagi nomor
""",
        pujian="""
mudah, gampang, simpel, simple, praktis, ringkas, proses lancar, alur & jelas, alur & gampang, prosedur & jelas,
prosedur & mudah, tidak ribet, tidak belit, tidak sulit, tidak bolakbalik, tidak putar, dari rumah, lewat hp,
tidak perlu datang, tidak usah datang, tidak perlu kantor, satu pintu, # pintu, satu tempat, tinggal klik,
tinggal upload, tinggal isi, tertib antri, antri tertib, antri rapi, antri teratur, langsung arah, tidak mesti,
satu loket selesai, proses jelas, tahap & jelas, efisien, tidak-susah, tidak-pusing, tidak rumit, arah & langsung,
dari hp, bisa-online, bisa lewat-hp, serba online, serba digital, pesan nomor, sudah online, dibimbing-urus,
tanpa drama, tidak pakai drama
""",
        netral="""
langkah uji, langkah urus, langkah daftar, gambar langkah, urut langkah, langkah layan, langkah jelas, prosedur, alur,
tahap, mekanisme, sop, cara urus, cara daftar, tata cara, daftar online, antri online, secara online, sistem antri,
nomor antri, ambil nomor, ambil antri, panggil urut, urut panggil, urutan, proses & ribet, proses & mudah,
jalur khusus, jalur prioritas, jalur lansia, antri prioritas, daftar lewat, daftar hp, upload berkas, unggah berkas,
formulir cetak, cetak formulir, gabung loket, pisah antri, pisah loket, pisah & online, pisah & manual, alihkan, bagan,
flowchart, proses & belit, daftar manual, reservasi, jemput bola, samsat keliling, drive thru, drivethru, delivery,
antar jemput, kirim rumah, satu meja, jangan pindah, gabungkan, pangkas, kantor lain & suruh, antar rumah & dokumen,
barcode antri, qr antri, antri & barcode, antri & online, daftar & online, sistem daftar, sistem layan, cara & gampang,
cara & mudah
""",
        samar="""
sulit, bingung, manual, formulir, proses, tanda tangan, ttd, paraf, upload, unggah, balik, antri & panggil,
jalan lorong, urut, online, isi formulir
""",
        bukan="""
syarat & mudah, syarat & gampang, syarat & ribet, syarat & sulit, syarat & belit, syarat & rumit, syarat & simpel,
lempar berkas, lempar map, lempar ktp, sulit cari, orang susah, daftar syarat, uang rokok, balik lagi protes,
mudah paham, mudah mengerti, mudah jangkau, mudah temu, mudah cari, mudah akses, mudah hubungi, mudah baca,
sulit parkir, susah parkir, sulit hubungi, susah hubungi, sulit paham, nomor telepon, nomor pengaduan, nomor adu,
plat nomor, pelat nomor, nomor whatsapp, nomor hp, bingung tulis, bingung mau, balik nama, urus surat, harga mudah,
mudah panas, putar musik, putar video, mudah rejeki, pindah sekolah, surat pindah, mutasi, sulit cari kades,
susah cari, keliling dunia, langkah kaki, mudah rusak, mudah sobek, mudah luntur, meja rusak, meja kotor,
keluh bolakbalik, putar lagu, materi mudah, urai & putar, urai & bingung, allah mudah, tuhan mudah, jauh dari rumah,
dekat dari rumah, dekat rumah, berangkat dari rumah, jalan dari rumah, formulir & baca, sulit baca, mudah hidup,
keluh bingung, bingung mual
""",
    ),
    Unsur.WAKTU: DaftarKata(
        keluhan="""
ular, kurang-petugas, kurang-orang, kurang-dokter, petugas-kurang-banyak, loket & tutup, jam karet, lama, lambat,
molor, telat, ngaret, tunda, pending, antri & panjang, antri & lama, antri & ular, antri banyak, antri numpuk,
antri parah, antri penuh, antri gerak, antri tidak gerak, antri terus, antri dari, tunggu & lama, tunggu dari,
tunggu sampai, tunggu berjam, kapan jadi, kapan selesai, kapan keluar, tidak kunjung, belum jadi, belum keluar,
belum terbit, tidak jadi jadi, tidak keluar, tidak selesai, tidak terbit, # @satuan belum, # @satuan tidak,
sudah # @satuan, sampai # @satuan, hampir # @satuan, lebih # @satuan, # @satuan lebih, # jam, habis waktu, buang waktu,
banyak waktu, waktu habis, waktu buang, lama waktu, loket kosong, loket cuma #, loket hanya #, loket # buka,
loket buka #, cuma # loket, hanya # loket, cuma # orang, petugas cuma #, petugas sedikit, kurang tenaga, datang siang,
datang telat, belum datang, belum ada petugas, tidak ada petugas, petugas tidak ada, kosong loket, dari pagi,
dari subuh, sejak pagi, dari jam, sampai sore, sampai siang, sampai asar, sampai magrib, sampai malam, baru panggil,
baru selesai, baru jadi, belum buka, sudah tutup, cepat tutup, tutup cepat, tutup awal, tutup duluan, pulang duluan,
janji & hari, janji & minggu, janji # @satuan, janji & jam, janji besok, besok terus, besok lagi, suruh besok,
balik besok, kembali besok, datang lagi besok, suruh kembali, tidak pasti jadwal, jadwal tidak pasti, jadwal berubah,
jadwal ubah, mundur, diundur, ulur, panjang antri, numpuk pasien, pasien numpuk, mangkrak, tidak tepat, tidak disiplin,
lewat janji, seabad, jenggot, seharian, tidak gerak, jamuran, kering tunggu, kadaluarsa tunggu, sampai lapar,
antri & yglama, proses yglama, layan yglama, tunggu yglama, waktu yglama, urus yglama, makan-waktu,
petugas-kurang-satu, petugas-telat, tidak-pasti-kapan, php, belum ada orang, kosong melompong, datang & siang,
istirahat & lama, tutup & belum jam, pulang cepat, jam & belum buka, cuma # buka, menunggak lama, tidak-kunjung,
tidak-habis-habis antri, # @satuan & belum selesai, sampai sekarang belum, belum selesai, masih belum selesai,
dokter datang siang, dokter datang jam, tidak ada orang loket, # minggu lebih, # bulan lebih, sampai # minggu,
sampai # bulan, makan # jam, dari-pagi, cuma-ada-hari, hanya-ada-hari, jam # & tutup, tutup & jam, tidak-ada-orang,
tidak-ada-jaga, kosong tidak-ada, antri & numpuk, numpuk antri
""",
        pujian="""
sat-set, hariitujuga, cepat, tepat waktu, ontime, on time, langsung jadi, langsung selesai, langsung kelar,
langsung beres, langsung panggil, sekejap, sebentar, hitungan menit, # menit, tidak lama, tidak sampai # @satuan,
tidak tunggu, tidak antri, tanpa antri, tanpa tunggu, tepat janji, sesuai janji, sesuai jadwal, tidak perlu antri,
tidak perlu tunggu, singkat, tidak pakai lama, cepat tanggap, sebelum waktu, buka sabtu, sabtu buka, buka malam,
hemat waktu, ditunggu langsung, wus, libur & buka, tetap buka, buka & libur, tidak-nunggu, belum # menit,
langsung-panggil, sesuai estimasi, lebih-awal, gesit
""",
        netral="""
istirahat & gilir, gilir, loket & gilir, waktu tunggu, waktu selesai, waktu proses, waktu urus, waktu kerja, jam buka,
jam layan, jam operasional, jam kerja, jam istirahat, jam tutup, jam pulang, buka jam, tutup jam, jam # buka,
jam # tutup, jam # baru, jam # sudah, jam # belum, buka lebih, hari libur, tanggal merah, gilir istirahat, istirahat,
hari sabtu, sabtu, sabtu minggu, antri, tunggu, tambah loket, loket tambah, tambah petugas, petugas tambah,
tambah orang, tambah dokter, dokter tambah, tambah kasir, tambah pegawai, tambah hari, tambah jam, tambah shift,
buka semua loket, loket buka semua, pasti kapan, kapan pasti, kapan jadi, perpanjang jam, jam & perpanjang,
# jam selesai, estimasi, jadwal dokter, jadwal praktek, jadwal layan, jadwal & pasti, jadwal jelas, target waktu,
sesuai waktu, waktu sesuai, buka pagi, datang pagi, buka sore, buka minggu, lebih cepat, sehari jadi, # hari jadi,
# hari selesai, kasih pasti, ada pasti, pasti waktu, pasti jadwal, pasti jam, buka & istirahat, tambah & loket,
tambah & petugas, tambah & pegawai, tambah & dokter, layanan malam, layan & sabtu, jam malam
""",
        samar="""
langsung layan, pasti, # hari, # bulan, jadwal, buru, sigap, janji, masih proses, # minggu, tergesa
""",
        bukan="""
tidak keluar uang, tidak keluar rupiah, rupiah langsung, balas & hariitujuga, tanggap & hariitujuga,
jawab & hariitujuga, ruang tunggu, tempat tunggu, kursi tunggu, bangku tunggu, area tunggu, kamar tunggu, nomor antri,
sistem antri, mesin antri, layar antri, ambil antri, kursi antri, antri tertib, antri acak, antri kacau, serobot antri,
potong antri, wudhu antri, toilet antri, antri toilet, antri wudhu, tiket antri, antri online, antri rapi,
antri semrawut, wifi & lambat, wifi & lama, internet & lambat, internet & lama, aplikasi & lambat, website & lambat,
server & lambat, jaringan & lambat, komputer & lama, loading & lama, aplikasi & lama, website & lama, respon cepat,
cepat respon, respon lambat, lambat respon, balas cepat, cepat balas, tanggap cepat, cepat tanggapi, ditanggapi cepat,
luka cepat, cepat sembuh, sembuh cepat, cepat rusak, cepat luntur, cepat habis, cepat panas, kering cepat,
cepat kering, cepat mati, sekolah lama, alamat lama, gedung lama, sistem lama, ktp lama, bangunan lama, kursi lama,
buku lama, aplikasi lama, buku terbitan lama, lama kerja, lama tinggal, sudah lama tinggal, lama menjabat, tahan lama,
awet lama, semoga lama, kemarin lama, alat lama, mesin lama, model lama, tunggu hasil pemilu, mudah cepat kaya,
baca cepat, cepat saji, terlalu cepat jelas, cepat ngomong, jelas cepat, ngomong cepat, istirahat ruang,
ruang istirahat, baru buka usaha, serobot & antri, antri & serobot, antri & manual, daftar antri, pesan antri,
antri & hp, antri & rumah, # jam # menit jalan, makan siang, telepon & lama, whatsapp & lama, dekat # menit,
perjalanan # jam, jalan # jam, jarak # jam, # jam jalan, # jam perjalanan, # jam kampung, semoga cepat sembuh,
semoga cepat, respon & hariitujuga, komplain & hariitujuga, adu & hariitujuga, keluh & hariitujuga
""",
    ),
    Unsur.BIAYA: DaftarKata(
        keluhan="""
uangkembali, tarik bayar, main-harga, beban, mahal, pungli, pungut, tips, amplop, suap, sogok, uang rokok,
uang pelicin, uang kopi, uang lelah, uang jasa, uang terimakasih, minta uang, minta rupiah, minta bayar, suruh bayar,
harus bayar, minta jatah, upeti, selip rupiah, kasih rupiah, kasih uang, bayar rupiah, bayar lebih, bayar lagi,
bayar tambah, biaya tambah, tambah biaya, biaya siluman, biaya beda, tarif beda, bayar beda, beda harga, harga beda,
tidak sesuai tarif, tarik rupiah, kena rupiah, kena biaya, kena denda, denda, tekor, tidak ada kwitansi,
tanpa kwitansi, tanpa karcis, tanpa nota, tidak kwitansi, tidak nota, tidak karcis, tidak bukti bayar, tanpa bukti,
tidak struk, tanpa struk, tagih & tidak jelas, calo, makelar, uang kembali, selisih bayar, selisih, bayar dobel,
dobel bayar, bayar # kali, tidak transparan, jual formulir, formulir jual, berat ongkos, naik tarif, tarif naik,
biaya naik, korting, peras, palak, todong, ongkos berat, jatah preman, main uang, ada uang, tidak wajar, biaya & admin,
ada-biaya, sumbangan, uang-parkir, parkir & bayar, parkir & rupiah, parkir & karcis, parkir & pungut, parkir & tarik,
tidak sesuai nota, tidak sesuai harga, nombok, minta sumbangan
""",
        pujian="""
murah, gratis, tidak pungut, tanpa pungut, tidak pungli, bebas pungli, tanpa biaya, tidak ada biaya, tidak bayar,
tidak keluar uang, tidak keluar rupiah, sepeser, nol rupiah, tidak minta uang, tidak ada pungutan, tolak uang,
uang tolak, tidak terima uang, sesuai tarif, tarif sesuai, tarif jelas, biaya jelas, harga jelas, biaya transparan,
harga sesuai, biaya sesuai, sesuai kwitansi, ringan biaya, biaya ringan, tidak mahal, ekonomis, bersahabat harga,
harga pas, tidak menerima tip, cuma seribu, hanya rupiah, cuma rupiah, sukarela, seikhlas, hemat & biaya, hemat & uang,
hemat & ongkos
""",
        netral="""
kontan, diskon, biaya, tarif, bayar, ongkos, retribusi, kwitansi, kuitansi, nota, karcis, struk, harga, tagih, rupiah,
uang, cashless, qris, nontunai, non tunai, transfer, edc, debit, gopay, ovo, dana & bayar, virtual account, subsidi,
tiket masuk, tiket & mahal, iuran, sewa, ekonomi lemah, admin bank, biaya admin, uang muka, cicil, angsur,
rincian biaya, harga resmi, bpjs & tanggung
""",
        samar="""
tiket, bpjs, berat, kasir, transparan, miskin, orang susah, denda, jual, bank
""",
        bukan="""
murah-senyum, mahal-senyum, senyum & mahal, murah hati, jual mahal, mudah jangkau, lokasi jangkau, jangkau & lokasi,
jangkau & sinyal, bagian uang, bayar pajak, loket bayar, loket pembayaran, kasir bayar, bukti bayar, tempat bayar,
bayar & cepat, biaya hidup, ongkos speedboat, harga diri, harga sembako, uang sekolah, uang saku, harga mati,
bayar hutang, tuhan bayar, bayar waktu, surat tagih, sudah bayar, setelah bayar, habis bayar, uang negara, uang rakyat,
bayar lewat, lunas, antri bayar, antri karcis, ambil karcis, nota dinas, mau bayar, jam bayar, dana desa, uang hilang
""",
    ),
    Unsur.PRODUK: DaftarKata(
        keluhan="""
@hasil & salah, surat-cacat, salah ketik, salah cetak, salah tulis, salah nama, salah tanggal, salah alamat,
salah huruf, typo, nama & salah, tanggal & salah, alamat & salah, cetak & luntur, cetak & buram, luntur, buram, blur,
hasil & beda, hasil tukar, tertukar, hasil tidak, hasil & kurang, hasil & buram, hasil & jelek, hasil kecewa,
tidak sesuai minta, tidak sesuai pesan, tidak sesuai harap, tidak terbaca, tidak bisa scan, tidak kebaca,
tidak terima bank, tidak berlaku, surat & tolak, obat habis, obat kosong, obat & tidak ada, obat & beli luar,
obat & luar, beli luar, beli apotek luar, obat & tidak cocok, obat & alergi, obat & salah, obat & beda,
obat & kadaluarsa, kadaluarsa, kedaluwarsa, expired, tidak manjur, tidak mempan, tidak sembuh, tambah sakit,
makin sakit, stok kosong, stok habis, blangko habis, bahan habis, belum ada bahan, material habis, plat kosong,
plat belum, kasih kertas, bibit & mati, benih & mati, bibit & kerdil, mati semua, pakan & jelek, buku & sobek,
buku & robek, buku & lama, buku & jadul, buku & usang, buku & hilang halaman, halaman & sobek, halaman & hilang,
terbitan, koleksi & lama, koleksi & kurang, makanan & hambar, makanan & basi, makanan & dingin, nasi & keras,
nasi & basi, hambar, basi, menu & bosan, tidak enak makan, tidak dapat sertifikat, sertifikat & belum,
sertifikat & tipis, kartu & rusak, kartu & patah, materi & ketinggalan, materi & jadul, materi & kurang,
materi & bosan, ilmu tidak, tidak bermanfaat, tidak berguna, tidak guna, data & kurang, data & tidak lengkap,
data & tidak valid, barang & rusak, bantuan & rusak, kurang sesuai, ngelupas, mengelupas, gampang sobek,
kurang # strip, jahit lepas, gigi palsu, kaki palsu & sakit, sertifikat kosong, vaksin & habis, vaksin & kosong,
stok & habis, data & beda, data & salah, data & tidak sama, surat & hilang, berkas & hilang, dokumen & hilang,
kop surat, belum stempel, pelatihan & percuma, pelatihan & singkat, sertifikat & salah, sertifikat & luntur,
kartu & luntur, kartu & mengelupas, hasil & hilang, tidak-jadi barang, jahitan & lepas, jahit & infeksi, belum sembuh,
tidak-ada-perubahan obat, tambal & lepas, tambal & copot, jahit & lepas, belum-ada-bahan, kehabisan-obat,
kehabisan-bahan, bahan-habis, plat-belum, plat & jadi, sampel & tukar, keasinan, masih-sakit, meleset, ukuran & kecil,
ukuran & salah, ukur & salah, ukur & meleset
""",
        pujian="""
makanan-cukup, bisa buka usaha, sudah buka usaha, dapat ilmu, ilmu guna, ilmu baru, ilmu tambah, menu-enak,
hasil & bagus, hasil & puas, hasil & sesuai, hasil & jelas, hasil & akurat, hasil & lengkap, hasil & rapi,
hasil & betul, hasil & benar, akurat, sesuai harap, sesuai minta, sesuai pesan, sesuai butuh, isi betul, isi benar,
surat & betul, surat & benar, surat & rapi, data & lengkap, data & akurat, data & valid, tanpa salah, tidak salah,
tidak ada salah, cetak & bagus, cetak & rapi, cetak & jelas, cetak & tajam, sembuh, manjur, mujarab, ampuh, mempan,
obat & lengkap, obat & cocok, obat & bagus, obat & cukup, selamat & operasi, jahit & rapi, luka & kering,
luka & sembuh, luka & rapi, bibit & bagus, bibit & sehat, bibit & unggul, bibit & besar, bibit & subur, benih & bagus,
benih & unggul, panen, tumbuh subur, bibit & hidup, jarang mati, buku & lengkap, buku & bagus, koleksi & lengkap,
koleksi & banyak, koleksi & menarik, koleksi & bagus, makanan & enak, makanan & sehat, makanan & lezat, makan & enak,
makanan & bergizi, naik berat badan, bergizi, lezat, menu & enak, menu & variasi, bermanfaat, ilmu & guna, buka kedai,
langsung kerja, terima kerja, materi & bagus, materi & pakai, materi & lengkap, materi & mudah, materi & sesuai,
pelatihan & bagus, pelatihan & pakai, kualitas bagus, kualitas & baik, terima bank, vaksin lancar, bisa jalan lagi,
bisa lihat lagi, bisa dengar lagi, lahir selamat, operasi & lancar, operasi & sukses, operasi & berhasil,
berhasil operasi, pelatihan & guna, pelatihan & manfaat, pelatihan & kerja, pelatihan & usaha, pelatihan & ilmu, cucok,
obat & manjur, dapat kerja, bisa kerja, siap kerja, bisa nyablon, bisa jahit, ada kemajuan, banyak kemajuan,
kemajuan anak, berkhasiat, khasiat, anak jadi pintar, jadi bisa
""",
        netral="""
kualitas & hasil, kualitas & obat, kualitas & bibit, kualitas & makanan, kualitas & kertas, kualitas & cetak,
makanan-pasien, makanan-panti, jatah makanan, porsi makanan, hasil uji, hasil lab & pakai, hasil periksa,
buku & pinjam, makanan pasien, makanan panti, hasil cetak, softcopy, soft copy, file pdf, kirim hasil, hasil kirim,
hasil & email, tanda tangan elektronik, barcode surat, laminating, laminasi, @barang & @mutu, @bahan & @stok,
isi-surat, tambah-koleksi, perbarui-koleksi, bahan-baca & tambah, adakan-pelatihan, tambah-pelatihan,
perbanyak-pelatihan
""",
        samar="""
hasil, vaksin, stok, operasi, terapi, bantu alat, pelatihan, obat, buku, bibit, benih, pupuk, pakan, koleksi, kacamata,
modul, pameran, bahan baca, plat nomor, pelat nomor, infeksi, bengkak, kambuh, kaki palsu, jahit, hibah
""",
        bukan="""
cetak formulir, formulir cetak, hasil lab & lama, hasil & cepat, hasil & lama, ambil obat, tunggu obat, antri obat,
obat & lama, loket obat, obat & antri, ruang obat, pelatihan petugas, petugas pelatihan, pelatihan pegawai,
pinjam buku cara, kertas antri, buku tamu, buku saran, buku nikah, buku tabungan, kartu antri, tempat makan,
ruang makan, makan siang, materi cepat, harga obat, obat mahal, obat & mahal, daftar pelatihan, pelatihan & gratis,
syarat pelatihan, jadwal pelatihan, obat lambat, hasil & hari, hasil & bulan, hasil & jam, ruang baca,
benih padi mahal, obat & murah, obat & gratis, obat nyamuk, koleksi denda, lemari buku, rak buku, nama petugas,
nama loket, nama saya panggil, panggil nama, foto ukuran, foto latar, surat rujukan, foto berwarna, surat lengkap,
kartu lengkap, data lengkap bawa, alamat lengkap, syarat lengkap, data & pakai, ktp & pakai, pakai ktp, pakai kk,
pakai surat, pakai kartu, kartu & pakai, surat & pakai, tanggal & pakai, materi jelas, foto & sesuai, ktp & sesuai,
data & sesuai ktp, data & bantu, bantuan hukum, salah sambung, nomor & salah, nomor telepon
""",
    ),
}
