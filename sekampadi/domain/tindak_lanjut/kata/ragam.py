"""How people write on a phone: slang, typing errors, Pontianak Malay and some Javanese."""

RAGAM = """
tidak: gak ga gk g ngga nggak nggk ngak enggak engga engak ndak ndk nda ndag dak tak tdk td tdak tidk tiada kagak kaga ora mboten nyak endak entak
belum: blm blom belom blum lum durung belon
bukan: bkn bukannye dudu
jangan: jgn jngan jgan jan ojo jangak
kurang: krg kurg krang
tanpa: tnpa
sudah: sdh udah udh dah uda suda dh wis wes udeh sudh
yang: yg nang iyang yng
dengan: dgn dg dngn sm ama ngan
untuk: utk utuk tuk bwt
karena: krn karna krna
kalau: klo kalo kl klau kalok mun kaluk
saya: sy aku ak sye saye gue gua gw kulo kamek kame kamik
kami: kmi kita kite
mereka: sidak
orang: org orng urang wong uwong orangnye
tolong: tlg tlong tulong tulung tolonglah plis pls please plisss
mohon: mhon mohn moon
semoga: mudahmudahan smoga smg moga mudahan muge moge mugi muga
terimakasih: makasih mksh makasi mks trims tks thanks thx thank tq tengkyu suwun maturnuwun nuwun tengkiu trimakasih trmksh
sangat: sgt bgt bgtt banget bangat bener betol benor amat bingit tenan pisan nian
sekali: skali skl
juga: jg jga jua
saja: aja aje jak jk ja doang doank jek
lagi: lg lgi agi agik gik
banyak: byk bnyk bnyak banyk akeh banyakk
lama: lme lm lamak suwe suwi lame lamo lamaa lamaaa
cepat: cpt cepet cpat cepett cepatt gancang lekas gercep satset kilat
lambat: lmbt lambt lelet lamban lambaat
lemot: lemod
antri: ngantri antre antrean antrian ngantre antriannya antrianya antriany antrin antreannya ngatri ngantrinya antrinya mengantri mengantre antrienya
tunggu: nunggu nungguk menunggu tungu nungu nunggui nungguin tungguin ditungguin nunggunya nganti
petugas: ptgs petgs petuges ptugas pitugas petugasny petugase petugasnye
pegawai: pgw pegawe pegwai pgawai pegawainye pegawei karyawan asn pns honorer
layan: pelayanan playanan plyanan pelyanan pelayann pelayanannye plynn ngelayani dilayani ngelayanin melayani layanan dilayanin pelayananya pelayananny
persyaratan: kelengkapan kelengkapannya lengkapan syrat syart sarat sarate syaratnye persaratan persyratan prasyarat persyartan
fotokopi: fotocopy fotokopy potokopi potocopy photocopy fc fotocopi potokopy fotkopi copyan kopian copian fotocopian fotokopian difotokopi
materai: meterai matrai materei matere bermaterai bermeterai
legalisir: legalisasi dilegalisir legalisirnya leges
formulir: form blangko blanko formulirnye formnya
berkas: brks berkasnye
surat: srt
bayar: byr mbayar mbayarnya bayarin dibayarin bayare byar
biaya: biya biayanye biayae byaya
tarif: tarip tarifnye
gratis: gratisan grtis free
mahal: mhl mahall
murah: mrh murmer murmerr terjangkau
uang: duit duwit wang doku fulus duet cuan
pungli: punglli
ramah: rmh ramahh ramahnye
sopan: spn
baik: bae bek apik baek
bagus: bgs bgus bagos terbaik
senyum: mesem senyumin tersenyum
judes: judesin dijudesin jdes
jutek: jutex jutekin dijutekin
marah: marahin dimarahin ngamuk memarahi sentak
bentak: ngebentak dibentak membentak hardik gertak
cuek: cuekin dicuekin nyuekin dikacangin
paham: phm faham pham ngerti mengerti ngarti ngertos mudeng erti dimengerti dipahami dipaham
jelas: jls jlas
urai: jelasin menjelaskan ngejelasin dijelasin dijelaskan jelaskan penjelasan menerangkan terangin diterangkan nerangin nerangkan neranginnya njelasin njelaske
mahir: kuasai menguasai nguasai dikuasai nguasain
telantar: membiarkan dibiarkan didiemin diemin dibiarin biarin ditelantarkan ditinggal didiamkan
damping: ditemani menemani nemenin ditemenin temenin temani diantar nganter dianterin diantarin mengantar nganterin anterin
beban: memberatkan diberatkan
sanggah: keberatan
gilir: gantian bergantian gentian
tanya: nanya nanyak bertanya ditanya ditanyain nanyain pertanyaan menanyakan tanyak betanya nanye tanye
jawab: jwb jawabin dijawab menjawab jawaban njawab
toilet: wc tolet toilete wece jamban kloset closet tandas
mushola: musholla musola musolla mushalla surau musholah
parkir: pakir parkiran parker prkir parkirannye
kursi: korsi krsi kerusi
sarana: srana
fasilitas: pasilitas fasiltas fasilitasnye pasiltas
aplikasi: apk app apps aplkasi aplikasinye apliksi
website: web situs websitenya websait webnya laman
error: eror errorr eroor erorr ngadat hang ngehang crash trouble gangguan
internet: inet
wifi: wipi hotspot
online: onlen onlain daring ol onlinenya
bolakbalik: bolak bolbal bolakbalek bulak wara
mondarmandir: mondar wira wiri
ribet: dipersulit mempersulit persulit rebet ribett riweuh rempong repot ruwet merepotkan ngerepotin direpotin ngeribetin ribetin ribed
mudah: mdh mudahh gampang gampil gampanng gmpang
susah: ssh sush sukar payah sulit sulitt
belit: berbelit bertele tele bebelit mbulet
putar: muter diputer puter puteri mutar
suruh: disuruh nyuruh srh suroh disuro disuroh
lempar: dilempar oper dioper pingpong dipingpong pimpong
pindah: pndah
keluh: ngeluh mengeluh keluhan mengeluhkan ngeluhin keluhin dikeluhkan kluhan
adu: ngadu mengadu aduan pengaduan ngaduin mengadukan ngadukan adukan diadukan
lapor: ngelapor melapor laporan laporin nglapor lapur melaporkan laporkan dilaporkan
komplain: komplen complain protes ngomplain komplin protesin ngeprotes
balas: bales dibales ngebales balasan bls dibls balesan membalas
respon: response respons merespon direspon slowres fastres responsif ditanggapi menanggapi tanggapi tanggapan nanggapi nanggepin ditanggepin
whatsapp: wa wasap watsap whatsap wasapp wapri ngewa
telepon: telp tlp telpon tlpn tlpon telephon nelpon ditelpon nelfon telfon nelpun
nomor: no nmr nmer nomer nomernya nope
jam: jm pukul
menit: mnt mnit menet
minggu: mggu mgg
bulan: bln bulanan
hari: hr harinya
tahun: thn taun th
pagi: pgi isuk isok
panggil: dipanggil panggilan manggil
selesai: slesai kelar rampung beres selese slesei
pakai: pake pk make memakai pakek dipake kepake terpakai kepakai
bingung: binggung bngung bingong membingungkan puyeng mumet pusing
salah: slah slh keliru kliru
rusak: rsk rusakk jebol pecah patah bobrok ancur hancur penyok rosak
kotor: kumuh jorok kemproh ktr
sempit: smpit sumpek desak berdesakan sesak
panas: pnas gerah sumuk kepanasan hareudang engap pengap
kecil: kecik
besar: gede bsr besak
bantu: ngebantu bantuin dibantu membantu dibantuin ngebantuin terbantu mbantu
kasih: ngasih dikasih kasi ngasi beri memberi diberi ngasihnya
beda: bede berbeda
diskriminasi: bedain membedakan dibedakan dibedain ngebedain bedakan mbedain
ambil: ngambil amik ngambik ambik diambil
urus: ngurus mengurus diurus ngurusin pengurusan urusan
obat: obatnye
dokter: dokternye
mati: mate
makan: mkn
cetak: nyetak tercetak print ngeprint cetakan diprint
ketik: ngetik diketik ketikan
datang: dtg dateng dtng dtang
buka: bukak
tutup: ttp tutop ditutup
sampai: smp sampe smpai nyampe sampek
petunjuk: ptunjuk
obrol: ngobrol ngerumpi rumpi ngegosip gosip gibah ghibah berbual bebual ngerumpik
hp: handphone hape henpon
daftar: pendaftaran mendaftar ndaftar ngedaftar
sabtu: weekend
cakap: becakap bercakap omong ngomong ngomongnya bicara ngomongin ngomonge bicaranya
hormat: hargai menghargai dihargai ngehargain
galak: garang bengis kereng
diskon: keringanan pemutihan potongan
uangkembali: kembalian susuk
bendahara: keuangan
kontan: tunai
pangan: makanan mknan lauk maem
kursus: pelatihan plthan
periksa: berobat berubat cek ngecek dicek diperiksa priksa
hina: rendahkan merendahkan direndahkan ngerendahin
peduli: perhatian atensi
treatment: diperlakukan perlakuan perlakukan memperlakukan
prioritas: dahulukan didahulukan mendahulukan utamakan diutamakan duluin didulukan prioritaskan diprioritaskan
tegak: berdiri bediri
tersesat: nyasar kesasar kesesat tesesat
gedung: bangunan
kontak: hubungi dihubungi menghubungi hub ngehubungi
adem: sejuk nyes isis semilir
benahi: diperbaiki perbaiki memperbaiki perbaikan dibenahi membenahi pembenahan perbaikin
seyogya: sebaiknya baiknya alangkah
bimbing: diajari diajarin ngajarin ngajar mengajar ngajarnya mengajari ngajarinnya
gesa: tergesa kesusu buru kemrungsung
cari: nyari mencari dicari nyarik
tulis: nulis ditulis menulis tulisan tertulis
terima: nerima diterima menerima nrima
tolak: nolak ditolak menolak
kunjung: kunjungan besuk jenguk
saran: masukan masukannya saranku
hibah: bantuan bantuannya
tambah: perbanyak nambah ditambah menambah tambahkan nambahin tambahin ditambahin
tahu: tau taok tao tauk
masam: asem asam
malas: males ogah
"""
"""One word a line, and behind it the ways to write it."""

ANGKA = """
satu dua tiga tige empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh seratus ratus setengah
due lime ampat pitu loro telu berapa beberapa berjam berhari berbulan bertahun berminggu
"""
"""Numbers in words; ``sejam`` and the like are taken apart beside them."""

SATUAN = {
    "sejam": "jam",
    "sehari": "hari",
    "seharian": "hari",
    "seminggu": "minggu",
    "sebulan": "bulan",
    "setahun": "tahun",
    "semenit": "menit",
    "berjam": "jam",
    "berhari": "hari",
    "berbulan": "bulan",
    "berminggu": "minggu",
    "seminggunan": "minggu",
}

PENGISI = """
yang nya sih lah kok deh kan itu ini di ke dan sangat sekali juga pun saja si para ya tu tuh nih pada oleh
mah kah toh loh lho e ah oh eh ne nye ni
"""
"""Words that stand between others and mean nothing for us; in lists they are passed over, too."""
