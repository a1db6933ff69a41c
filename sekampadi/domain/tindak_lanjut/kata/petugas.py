"""By which words people speak of those who serve, of the place, and of what comes of complaints."""

from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tindak_lanjut.kata.umum import DaftarKata

PETUGAS = {
    Unsur.KOMPETENSI: DaftarKata(
        keluhan="""
petugas tidak bisa pakai, tidak bisa urai, urai & beda, urai tidak jelas, urai & putar, salah urai, kurang urai,
anak magang, petugas magang, mahasiswa magang layan, info petugas beda, beda petugas beda info, kata @petugas & kata,
tidak paham, kurang paham, tidak kuasai, kurang kuasai, kurang terampil, kurang cakap, kurang kompeten,
kurang profesional, tidak profesional, tidak kompeten, tidak becus, ndak becus, becus, kurang cekatan, gaptek, gagap,
kikuk, amatir, plinplan, plin plan, kurang latih, kurang pengalaman, minim pengalaman, belum pengalaman, belum hapal,
kurang teliti, tidak teliti, ceroboh, asal kerja, asal asalan, asal ketik, asal tulis, lalai, lupa input,
tidak bisa jawab, tidak tahu jawab, @petugas tidak tahu, petugas tidak ngerti, tidak tahu apa, kurang tahu,
tanya teman, malah tanya, tanya sana, tanya lagi teman, tanya google, buka google, googling, petugas & bingung,
bingung jawab, malah bingung, sama bingung, ikut bingung, jawab & beda, beda jawab, arah & beda, beda arah,
beda petugas beda, beda orang beda, orang beda, tiap petugas beda, lain petugas lain, @petugas lain kata,
kata @petugas & kata @petugas, kata sini kata, lain kata, tidak nyambung, salah info, salah informasi, salah arah,
salah kasih, salah input, salah suntik, salah tusuk, salah diagnosa, salah diagnosis, salah periksa, salah resep,
salah baca, salah sebut, salah hitung, tusuk & kali, suntik & kali, coblos & kali, # kali tusuk, # kali suntik,
ketik # jari, ketik lambat, ketik lama, ketik cari, # jari, sebelas jari, jari telunjuk, belum latih, anak baru,
pegawai baru, petugas baru, masih belajar, belajar dulu, tidak sesuai bidang, bukan bidang, tidak bisa komputer,
cuma satu bisa, cuma # ngerti, hanya # ngerti, hanya satu orang, cuma satu orang bisa, tidak punya ilmu,
kurang wawasan, info & salah, informasi & salah, arahan salah, salah ngasih, tidak-hafal, hafal, tidak-paham aturan,
tidak ngerti aturan, tidak-tahu aturan, tidak-bisa & komputer, jawab tidak-tahu, jawab tidak-jelas, jawab & ngambang,
jawab & ragu, ragu jawab, salah-salah, kurang ngerti, kurang-ilmu, banyak istilah, pakai istilah, bahasa & tidak paham,
salah panggil, tertukar pasien, info & beda
""",
        pujian="""
terampil, cekatan, jago, pandai, cerdas, profesional, kompeten, handal, andal, mumpuni, lihai, mahir, teliti, cermat,
paham kerja, paham betul, paham tugas, petugas & paham, petugas & kuasai, @petugas & teliti, tahu kerja, tahu tugas,
jawab semua, tanya & jawab, semua & jawab, bisa jawab, kasih solusi, memberi arahan, mudah paham, gampang paham,
wawasan luas, tangan dingin, ajar & sabar, ngajar enak, ajar & paham, konsultasi & jelas, konsultasi & bantu, edukatif,
hapal, tahu semua, tidak sakit suntik, suntik tidak, petugas & pengalaman, dokter & pengalaman, cerita & detail,
cerita & sejarah, tahu banyak, luas wawasan, paham masalah, cepat paham, tidak-asal, bisa & atasi, @petugas & pintar,
pintar-pintar, @petugas & ahli, pintar urai, ahli bidang, petugas & gesit, urai & tenang, bimbing
""",
        netral="""
urai, petugas mahir, diklat, bimtek, pelatihan petugas, petugas & latih, pegawai & latih, latih petugas, latih pegawai,
training, kompetensi, pengetahuan petugas, kemampuan petugas, keterampilan, ilmu petugas, sdm, kualitas petugas,
kualitas pegawai, @petugas & paham, @petugas & ngerti, upgrade, belajar lagi, konsultasi & jelas
""",
        samar="""
paham, jawab, tanya, cara ajar, dokter & bagus
""",
        bukan="""
mau magang, surat magang, surat kuasa, jelas syarat, syarat jelas, alur jelas, biaya jelas, tarif jelas,
prosedur jelas, tidak paham hp, tidak ngerti hp, orang tua tidak paham, lansia & paham, salam jawab, suara jelas,
tulisan jelas, informasi jelas, keahlian pelatihan, jelas kapan, tidak jelas kapan, telepon & jawab, whatsapp & jawab,
dm & jawab, keluh & jawab, adu & jawab, jawab ketus, supaya paham, biar paham, pintar bohong, jago kandang, jawab dm,
jawab whatsapp, keluh & periksa, mohon solusi, periksa fisik, cek fisik, periksa berkas, jawab & judes, kursus gratis,
pusing mual, bingung mual, keluh bingung, kata & petugas & parkir, tidak paham barcode, tidak paham online,
tidak paham aplikasi, tidak paham teknologi, tidak paham internet, kampung & paham
""",
    ),
    Unsur.PERILAKU: DaftarKata(
        keluhan="""
salam & jawab, salam & tidak, beda-bedakan, judes, jutek, galak, kasar, bentak, marah, ketus, cuek, sombong, angkuh,
acuh, acuh tak acuh, sinis, songong, sengak, belagu, arogan, masam, cemberut, merengut, muka datar, muka masam,
muka ditekuk, tekuk muka, wajah masam, muka & asam, muka kecut, kecut, nada tinggi, nada & keras, suara tinggi, teriak,
main hp, main hape, hp terus, pegang hp, lihat hp, liat hp, sibuk hp, sambil hp, main game, main medsos, tiktok,
tiktokan, scroll, facebookan, telepon pribadi, obrol, sibuk sendiri, asik sendiri, asyik sendiri, rokok, tidur,
makan sambil, sambil makan, ngemil, dandan, bercanda, becanda, tertawa, ngakak, pilih kasih, pilih pilih, beda miskin,
beda kaya, pandang bulu, diskriminasi, pandang & penampilan, lihat baju, liat baju, lihat penampilan, orang dalam,
ordal, kenal duluan, kenal & dulu, kenalan, keluarga pejabat, keluarga petugas, nitip, saudara duluan, pejabat duluan,
pejabat & dulu, rendah orang, remeh, hina, ejek, lecehkan, ancam, usir, tuduh, omel, ngomelin, gerutu, dumel, abaikan,
hirau, tidak dianggap, tidak dipeduli, tidak peduli, tidak lihat muka, tidak natap, buang muka, tidak salam,
tidak sapa, malas layan, setengah hati, tidak ikhlas, malas, preman, tidak ada adab, adab, attitude, emosi, tempramen,
ngegas, gas terus, sewot, nyolot, tidak hormat, tidak sabar, banting, lempar berkas, lempar map, lempar ktp,
tunjuk tunjuk, kurang ajar, kurang ramah, mentang, mentang mentang, genit, goda, catcalling, jual mahal, pelit senyum,
mahal senyum, senyum & mahal, irit senyum, jaim, melotot, dengus, kayak robot, bohong, tipu, gesa, dokter & gesa,
jawab-seenaknya, seenaknya, semaunya, semena, tidak-menghormati, tidak-lihat, tidak-tatap, muka-dua, manyun, melengos,
mlengos, prengut, mecutut, tidak-senyum, sibuk-ngobrol, hp & layan, layan & hp, lebih penting hp, marahi pasien,
kelewat-judes, ketik wa, tidak-adil, anak emas, anak tiri, anaktirikan, sok-tahu, sok-penting, sok-sibuk,
titipan orang, titip berkas, lihat-orang, sambil nonton, suruh-minggir, pejabat langsung, langsung masuk pejabat,
dokter curhat
""",
        pujian="""
kasih-salam, salam-sapa, salam & senyum, layan sama, sambut, ramah, sopan, santun, senyum, sabar, telaten, peduli,
empati, humoris, lucu, ikhlas, tulus, lembut, lemah lembut, baik hati, rendah hati, murah hati, murah senyum, humble,
welcome, hangat, hangat sambut, sapa, hormat, adil, tidak pilih, tidak beda, sama rata, tidak pandang, tidak marah,
jujur, bantu & lansia, bantu & nenek, bantu & orang tua, bantu & dorong, bantu & isi, bantu & angkat, dibantu sampai,
tuntun, gendong, papah, manusiawi, friendly, kekeluargaan, layan baik, layan hati, sepenuh hati, akrab, ngayomi, sigap,
siap bantu, ringan tangan, tanggap petugas, menghibur, semangat layan, sumringah, grapyak, andhap asor, luwes,
kembalikan dompet, dompet & kembali, tidak-sombong, rendah-hati, penuh-kasih, sayang pasien, nyantai, seperti keluarga,
kayak keluarga, jempol petugas, bantu & tua, @pelayan & baik, orang-baik, @pelayan & bantu, bapak-baik, ibu-baik
""",
        netral="""
prioritas lansia, lansia prioritas, sikap, perilaku, etika, adab, tata krama, sopan santun, budi pekerti, akhlak,
mental petugas, moral, perlakuan, cara bicara, cakap & kasar, cakap & lembut, cakap & baik, nada bicara, gaya bicara,
layan-sama
""",
        samar="""
damping, salam, telantar, cakap, baik, bantu, muka, wajah, tegur, tanya baik, sibuk
""",
        bukan="""
mohon peduli, minta peduli, hormat kami, bos marah, lansia urus, suami marah, istri marah, teman marah, petugas parkir,
juru parkir, tukang parkir, orang tua siswa, tidur kursi, tempat tidur, kamar tidur, sabar tunggu, sabar antri,
saya sabar, sudah sabar, harus sabar, kursi roda, ruang tidur, baik lagi, lebih baik, kurang baik, ramah lingkungan,
ramah anak, ramah difabel, ramah lansia, ramah kantong, titip salam, salam sehat, salam saya jawab, bau rokok,
asap rokok, dilarang rokok, sudah baik, cukup baik, makan waktu, tidur lantai, kasar kursi, bantu pemasaran,
program bantu, kertas kasar, bantuan alat, salam hormat, salam dari, jujur saya, bayar sama, sok sibuk jalan,
kenalan baru, layar tidur, air minum sopan, uang rokok, buru hewan, tidak sabar tunggu, tolong bantu, mohon bantu,
bantu modal, bantu pemerintah, minta bantu
""",
    ),
    Unsur.SARANA: DaftarKata(
        keluhan="""
website tidak-bisa, aplikasi tidak-bisa, wifi tidak-bisa, wifi tidak nyambung, air tidak mengalir, air tidak ada,
alat tidak ada, alat tidak lengkap, suara tidak dengar, suara tidak jelas, ac tidak dingin, ac tidak nyala,
ac tidak hidup, tunggu & tegak, banyak tegak, harus tegak, tegak lama, pintu & rusak, pintu toilet, kunci & rusak,
kotor, bau, pesing, panas, sempit, becek, licin, gelap, berisik, bising, nyamuk, kecoa, lalat, tikus, semut, kutu,
lumut, debu, reyot, error, down, loading, mati lampu, ac mati, ac & rusak, ac & panas, ac bocor, air mati, air keruh,
tidak ada air, tidak ada kursi, tidak dapat kursi, duduk lantai, lesehan, susah parkir, parkir & sempit,
parkir & penuh, parkir & jauh, parkir & panas, parkir & susah, kurang kursi, kursi & kurang, kursi & rusak,
kursi & keras, kursi & sedikit, desak, wifi & lambat, wifi & mati, internet & lambat, jaringan & hilang,
sinyal & hilang, sinyal & susah, sinyal jelek, aplikasi & error, aplikasi & lambat, aplikasi & gagal, aplikasi & susah,
aplikasi & berat, website & error, website & lambat, website & gagal, website & berat, website & susah, sistem & error,
sistem & down, sistem & gangguan, sistem & mati, gagal login, tidak bisa login, tidak bisa akses, tidak bisa upload,
gagal upload, otp, alat & rusak, mesin & rusak, mesin & mati, printer & rusak, komputer & rusak, printer rusak,
komputer lama, lift & mati, lift & rusak, tidak ada lift, tangga & curam, tangga & tinggi, nyasar, tersesat, kusam,
cat kelupas, angker, serem, seram, atap, plafon, mampet, sumbat, kecil ruang, penuh & ruang, dekil, suara & pelan,
suara-pelan, suara & tidak-dengar, tidak ada tempat-duduk, tidak ada tempat-parkir, panggil & tidak-dengar,
panggilan & suara
""",
        pujian="""
bersih, adem, wangi, harum, rapi & ruang, rapi & tempat, rapi & gedung, enak & tempat, enak & ruang, asri, rindang,
estetik, estetis, instagramable, instagrammable, lengkap & fasilitas, fasilitas & lengkap, fasilitas & bagus,
tempat & bagus, gedung & bagus, ruang & bagus, wifi & kencang, wifi & cepat, kinclong, kenceng, dingin & ruang,
dingin & ac, homey
""",
        netral="""
sarana prasarana, sarana & kurang, sarana & lengkap, sarana & baik, gedung & baru, gedung & tua, gedung & rusak,
gedung & bagus, gedung & jelek, gedung & renovasi, gedung & luas, gedung & sempit, tempat & sempit, tempat & kotor,
tempat & bersih, tempat & nyaman, tempat & luas, tempat & panas, tempat & kecil, tempat & jauh, tempat & bagus,
tempat & enak, lokasi & jauh, kantor & jauh, akses jalan, kantor & sempit, kantor & panas, mainan-anak, toilet,
kamar mandi, kamar kecil, parkir, kursi, bangku, sofa, kipas, mushola, tempat salat, sholat, wudhu, mukena, sajadah,
wifi, colokan, stop kontak, stopkontak, charger, casan, lift, eskalator, ramp, guiding block, difabel, disabilitas,
tuna netra, tunanetra, handrail, atap, lampu, air minum, dispenser, galon, tv, televisi, printer, scanner, fasilitas,
prasarana, tempat duduk, ruang tunggu, tempat tunggu, area tunggu, ruang & sempit, ruang laktasi, menyusui, laktasi,
pojok, playground, mainan anak, tempat main, papan informasi, papan nama, papan petunjuk, petunjuk arah, penunjuk arah,
penunjuk jalan, plang, denah, tempat sampah, tong sampah, kran, keran, wastafel, tisu, tissue, handsanitizer, gorden,
kasur, sprei, seprai, bantal, selimut, tempat tidur, speaker, pengeras, mikrofon, monitor, kanopi, atm, genset,
smoking area, area rokok, rehab gedung, ventilasi, lantai & licin, lantai & kotor, tangga, gazebo, payung, cctv,
ruang baca, p3k, apar, aplikasi tolong, aplikasi perbaiki, aplikasi & ringan, website & ringan, website & perbarui,
website & update, aplikasi & update, tempat-duduk, duduk & kurang, tempat-main, meja & rusak, meja & sempit, kucing,
anjing liar, troli, jemuran, proyektor, akses kursi, ruang & rusak, ruang & bau, ruang & gelap, ruang & panas,
ruang & penuh, ruang & luas, ruang & adem, ruang & khusus, tambah ruang, ruang-kurang, ruang-sempit, komputer & rusak,
komputer & lama, komputer & tambah, komputer & lambat, mesin antri, mesin & rusak, mesin & mati, papan tulis,
sabun cuci, gedung-baru, ac & nyala, ac & hidup, pasang ac, tambah ac, ac & kurang, ac & perbaiki, ac & mati, # ac,
kantor & megah, kantor & bagus, kantor & bersih, komputer & hidup, alat & baru, alat & lengkap, alat & canggih,
alat & tambah, alat & kurang, sediakan-permen, pulpen, papan & rusak
""",
        samar="""
hujan, sarana, tegak, ruang, aplikasi, website, sistem, alat, lantai, meja, halaman, panas, kamar, jaringan, internet,
sinyal, login, pagar, server, dingin, tempat, rusak, luas, nyaman, lemot, mesin, listrik, taman, banjir, sampah,
masjid, warung, bangsal, kamar inap, kamar pasien, kamar rawat, aula, ambulans, ambulan, bocor, modern, betah, lemari,
rak, ranjang, komputer, halaman & luas, halaman & becek, lahan, tenda, layar, kantin, kolam renang, helm, kamera,
kunci pintu, jendela, loker, megah, hijau, pegangan, renovasi, rambu, kapur, bel
""",
        bukan="""
parkir & tarik, antar gedung, pindah gedung, gedung lain, parkir & bayar, parkir & rupiah, parkir & karcis,
parkir & mahal, parkir & gratis, parkir & pungut, biaya parkir, tarif parkir, uang parkir, petugas parkir, juru parkir,
tukang parkir, ongkos parkir, dorong kursi, dorong kursi roda, bersih dari pungli, naik turun lantai, turun tangga,
tiap lantai, satu pintu, # pintu, kunci jawaban, cat rambut, buku rusak, kartu rusak, obat rusak, bantuan rusak,
benih rusak, muka dingin, kursi dprd, kursi pejabat, halaman buku, halaman sobek, halaman hilang, makanan dingin,
makanan & dingin, nasi dingin, tempat kerja, tempat lain, tempat tinggal, tempat beda, satu tempat, tempat sama,
hati panas, suasana panas, panas hati, tangan dingin, luas pengetahuan, wawasan luas, hujan & datang, tempat lahir,
tidak tempat, mesin kendaraan, nomor mesin, mesin perahu, layar hp, hujan panas, bersih pungli, tempat & rata,
bersih hati, nyaman & layan, layan nyaman, merasa nyaman, aman nyaman, lampu merah, minum obat, air sumur, lift barang,
sampah rumah, ruang sebelah, obat & mati, bau amplop, pintu keluar, tidak ada tempat ngadu, tempat ngadu, tempat lapor,
kotak saran, mati semua, pindah meja, tiap meja, adem lihat, adem liat, hati adem, adem hati, adem ayem, rem & bocor,
ban bocor, panas dalam, demam panas, badan panas, anak panas, kotor hati, rak buku jalan, tidak bisa komputer,
belajar komputer, kursus komputer, pelatihan komputer, kelas komputer, rumah tangga, lampu mobil, lampu depan,
lampu belakang, taman budaya, taman bacaan, ibu rumah tangga, mati bibit, bibit mati, kartu & rusak, buku & rusak,
barang & rusak, bantuan & rusak, gigi & rusak, motor rusak, mobil rusak, rusak & mobil, kepala panas, jalan & rusak,
bersih & pungli, bersih & calo, bersih & korupsi, telinga panas, kuping panas, lampu hijau
""",
    ),
    Unsur.PENGADUAN: DaftarKata(
        keluhan="""
tidak-@tanggap, belum-@tanggap, tidak-pernah-@tanggap, @kanal tidak-@jawab, @kanal tidak-pernah-@jawab,
@kanal belum-@jawab, @kanal tidak-ada-@jawab, @kanal tidak-bisa-hubungi, telepon & susah, telepon & sibuk,
telepon & mati, telepon & lama, whatsapp & susah, whatsapp & mati, whatsapp & lama, whatsapp & lambat, email & mental,
email & gagal, hotline & susah, hotline & sibuk, kontak-susah, susah-kontak, masukan tidak-pernah,
masukan tidak-dengar, saran tidak-pernah, nomor adu tidak, keluh & tidak, adu & tidak, lapor & tidak, komplain & tidak,
komplain & malah, lapor & malah, adu & malah, protes & malah, saran & tidak pernah, saran & abai, saran & tidak dengar,
saran & tidak baca, saran & tidak pakai, kritik & tidak, kotak saran & kosong, kotak saran & debu, kotak saran & kunci,
kotak saran & pajangan, kotak saran & tidak, kotak & pajangan, lapor & belum, adu & belum, keluh & belum, lapor & kali,
komplain & kali, tidak ada jawab, tidak ada balas, tidak ada respon, tidak ada tanggap, tidak ada tindak,
tidak ada kabar, belum ada kabar, tidak ada kelanjutan, tidak lanjut, centang biru, centang satu, centang dua,
centang abu, cuma read, read doang, cuma dibaca, dibaca doang, balas robot, jawab robot, bot, robot, template, copas,
nada sambung, tidak angkat, tidak aktif, nomor mati, tidak nyambung & telepon, hapus komentar, komentar & hapus,
komentar & hilang, blokir, diblok, ditampung, begitu & lapor, tetap & lapor, lapor & begitu, lapor & tetap,
lempar & keluh, angin lalu, masuk telinga, masuk kuping, masuk kanan, formalitas, tidak tahu ngadu, ngadu mana,
lapor mana, komplain mana, lapor siapa, ngadu siapa, tidak gubris, keluh & hilang, takut lapor, takut ngadu,
takut komplain, lapor & ancam, percuma lapor, percuma ngadu, percuma komplain, percuma saran, percuma isi, capek lapor,
capek ngadu, petisi, survei & tidak, survey & tidak, ponten, slow respon, lambat respon, respon & lambat,
respon & lama, tong kosong, sampaikan & belum, sampaikan & tetap, sampaikan & tidak, protes & marah, komplain & marah,
saran & percuma, isi & percuma, survei & percuma, survey & percuma, saran & tidak-pakai, saran & tidak-pernah,
saran & tidak-baca, telepon tidak, telepon & angkat, lapor & perubahan, saran & perubahan, sampaikan & perubahan,
komplain & perubahan, saran & lupa, saran & hilang, saran & buang
""",
        pujian="""
keluh & tanggap, adu & tanggap, lapor & tanggap, komplain & tanggap, saran & tanggap, keluh & cepat, lapor & cepat,
adu & cepat, komplain & cepat, keluh & langsung, lapor & langsung, adu & langsung, komplain & langsung,
protes & langsung, respon cepat, cepat respon, fast respon, fastrespon, admin & balas, admin & ramah, @kanal & cepat,
@kanal & langsung, @kanal & responsif, saran & dengar, masukan & dengar, saran & terima, keluh & dengar,
saran & perbaiki, keluh & selesai, adu & selesai, lapor & selesai, keluh & perbaiki, lapor & perbaiki,
langsung ditindak, ditindaklanjuti, minta maaf, langsung diganti, langsung dibetulkan, betulkan langsung,
ditelepon balik, telepon balik, dihubungi balik, hubungi balik, kabari lagi, saran tahun lalu
""",
        netral="""
sanggah, saran & baca, saran & pakai, saran & dengar, saran & tampung, saran & tindak, saran & tanggap,
saran & perhati, masukan & dengar, kritik & dengar, masukan & terima, kritik & terima, kritik & marah, adu, keluh,
lapor, komplain, kotak saran, kotak adu, tindak lanjut, ditindaklanjuti, ditindak lanjuti, balas, respon, hotline,
hot line, call center, callcenter, callcentre, nomor pengaduan, nomor adu, nomor hubungi, kontak, admin & jawab, sp4n,
lapor.go, ombudsman, aspirasi, petisi, jawab dm, balas dm, balas whatsapp, jawab whatsapp, jawab telepon,
angkat telepon, baca saran, dengar saran, dengar keluh, dengar suara, suara rakyat, suara kami, komentar,
email & balas, hasil survei, hasil survey, loket adu, unit adu, ruang adu, layan adu, helpdesk, help desk, kanal,
tanya kanal, @kanal & jawab, @kanal & balas, @kanal & respon, @kanal & tanggap, @kanal & angkat, @kanal & hubungi,
sms & kabar, customer service, livechat, live chat, chat admin, admin balas, dengarkan-suara, dengar & rakyat,
dengar & warga, sudah sampaikan, sampaikan & tahun, nomor & kepala, minta-nomor, nomor telepon, nomor-whatsapp,
nomor hp
""",
        samar="""
saran, kritik, whatsapp, dm, email, jawab, dengar, baca, admin, nomor, chat, survei, survey, tampung, ig, instagram,
kabar, tindak, sms, medsos, kuesioner, ombudsman, sampaikan, telepon, curhat
""",
        bukan="""
respon pasien, tidak ada saran, tidak saran, belum ada saran, tidak ada masukan, tidak ada kritik, tidak ada keluh,
tidak keluh, tidak komplain, sekadar saran, sekedar saran, sekadar masukan, sekedar masukan, izin masukan, izin saran,
mau saran, kasih saran, kasih masukan, beri saran, saran untuk, saran sedikit, sedikit saran, kolom saran, tulis saran,
saran biar, saran supaya, saran agar, saran tambah, saran kalau, semoga balas, balas allah, balas tuhan, allah balas,
tuhan balas, balas budi, balas kebaikan, balas dendam, wajib lapor, lapor diri, lapor pajak, lapor hilang,
lapor kehilangan, lapor keuangan, lapor hasil, lapor tahunan, surat balas, lapor polisi, telepon genggam, main telepon,
telepon pribadi, sambil telepon, telepon terus, hubungi dokter, masukan data, masukan berkas, masukan nomor,
kontak lensa, lapor kelahiran, lapor kematian, hasil lapor, isi survei, balas pantun, keluh & periksa, keluh & sakit,
keluh & obat, tanya keluh, keluh & dokter, keluh & pasien, keluh & bingung, tanggap darurat, isi-saran, tidak komentar,
tidak ada komentar
""",
    ),
}
