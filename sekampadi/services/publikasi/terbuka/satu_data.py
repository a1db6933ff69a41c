"""The metadata of the open data in the form of Satu Data Indonesia.

Perpres 39/2019 asks for a standard (konsep, definisi, klasifikasi, ukuran, satuan; Peraturan BPS 4/2020)
and for metadata in a fixed structure. Of statistics these are the three forms of Peraturan BPS 5/2020: of
the activity (MS-Keg), its variables (MS-Var) and its indicators (MS-Ind). What an office alone knows, such
as addresses of officials and the recommendation of BPS, is left out: nothing is said that is not known.
"""

from typing import Any

from sekampadi.domain.ikm import Metode, rentang_mutu
from sekampadi.domain.survei.responden import Kelompok, words_of
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.services.laporan.figures import PUBLIC_MIN
from sekampadi.services.publikasi.hasil_data import DEFINISI
from sekampadi.services.publikasi.terbuka.katalog import Katalog

_DASAR = (
    t("Peraturan Presiden Nomor 39 Tahun 2019 tentang Satu Data Indonesia"),
    t("Peraturan BPS Nomor 4 Tahun 2020 tentang Petunjuk Teknis Standar Data Statistik"),
    t("Peraturan BPS Nomor 5 Tahun 2020 tentang Petunjuk Teknis Metadata Statistik"),
    t(
        "Peraturan Menteri PANRB Nomor 14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan "
        "Masyarakat Unit Penyelenggara Pelayanan Publik"
    ),
)
_REFERENSI = "PermenPANRB 14/2017"
_SKALA = t("1 (paling rendah) sampai 4 (paling tinggi)")
_NILAI = t("nilai 25–100")
_ORANG = t("orang")
_TRIWULAN = t("Triwulan")


def _standar() -> list[dict[str, Any]]:
    """Return the standard of each figure: konsep, definisi, klasifikasi, ukuran, satuan."""
    mutu = list(rentang_mutu())
    nilai = t("Nilai")
    rows: tuple[tuple[str, str, list[str], str, str], ...] = (
        ("ikm", t("Indeks Kepuasan Masyarakat"), mutu, t("Indeks"), _NILAI),
        ("mutu", t("Mutu pelayanan"), mutu, t("Kelas"), t("huruf A sampai D")),
        ("n", t("Responden"), [], t("Jumlah"), _ORANG),
        ("nrr", t("Nilai rata-rata unsur pelayanan"), [], nilai, t("nilai 1–4")),
        ("nik", t("Nilai interval konversi unsur pelayanan"), mutu, nilai, _NILAI),
        ("margin", t("Margin galat IKM"), [], nilai, t("poin IKM")),
        ("rata_rata_upp", t("Rata-rata IKM UPP"), mutu, t("Rata-rata"), _NILAI),
        (
            "responden",
            t("Responden menurut kelompok"),
            [words_of(k) for k in Kelompok],
            t("Jumlah"),
            _ORANG,
        ),
    )
    return [
        {
            "kode": kode,
            "konsep": konsep,
            "definisi": DEFINISI[kode],
            "klasifikasi": klasifikasi,
            "ukuran": ukuran,
            "satuan": satuan,
        }
        for kode, konsep, klasifikasi, ukuran, satuan in rows
    ]


def _kegiatan(katalog: Katalog) -> dict[str, Any]:
    """Return the metadata of the activity, in the parts of MS-Keg."""
    who = katalog.identitas
    return {
        "judul_kegiatan": t("Survei Kepuasan Masyarakat (SKM) {daerah}", daerah=who.daerah),
        "sektor_kegiatan": t("Pelayanan publik"),
        "jenis_kegiatan": t("Statistik sektoral"),
        "cara_pengumpulan_data": t("Survei"),
        "penyelenggara": {"instansi": who.pemerintah, "penanggung_jawab": who.pengelola},
        "perencanaan": {
            "latar_belakang": t(
                "Setiap unit penyelenggara pelayanan publik wajib mengukur kepuasan masyarakat secara "
                "berkala (UU 25/2009, PermenPANRB 14/2017)"
            ),
            "tujuan": t(
                "Mengetahui kepuasan masyarakat atas sembilan unsur pelayanan sebagai dasar perbaikan"
            ),
        },
        "desain_kegiatan": {
            "frekuensi": t("Terus-menerus; diterbitkan tiap triwulan"),
            "tipe_pengumpulan": t("Potong lintang (cross sectional) berulang"),
            "cakupan_wilayah": who.daerah,
            "metode_pengumpulan": t("Diisi sendiri oleh responden (swacacah)"),
            "sarana_pengumpulan": [t("Kuesioner daring (CAWI)"), t("Kuesioner kertas (PAPI)")],
            "unit_pengumpulan": t("Individu pengguna layanan"),
        },
        "desain_sampel": {
            "jenis_rancangan": t("Nonprobabilitas: responden menjawab atas kemauan sendiri"),
            "kerangka_sampel": t("Tidak ada"),
            "unit_observasi": t("Individu pengguna layanan"),
        },
        "pengumpulan_dan_pengolahan": {
            "pemeriksaan_kualitas": t(
                "Isian yang diragukan ditandai dan ditinjau petugas sebelum triwulan dibekukan"
            ),
            "metode_analisis": t("Deskriptif; margin galat pada taraf kepercayaan 95 %"),
            "unit_analisis": t("Unit penyelenggara pelayanan publik (UPP)"),
            "tingkat_penyajian": [t("Provinsi atau kabupaten/kota"), t("UPP")],
        },
        "diseminasi": {
            "produk": [t("Lembar publikasi"), t("Data terbuka CSV dan JSON")],
            "rencana_rilis": t("Setelah triwulan ditutup"),
            "kerahasiaan": t(
                "Tidak ditampilkan apa yang akan menunjukkan jawaban kurang dari {n} orang",
                n=PUBLIC_MIN,
            ),
        },
    }


def _variabel() -> list[dict[str, Any]]:
    """Return the variables in the fields of MS-Var: nine unsur, and who answered."""
    unsur = [
        {
            "kode": u.kode,
            "nama": u.nama,
            "alias": u.value,
            "konsep": t("Unsur pelayanan"),
            "definisi": t("Penilaian responden atas unsur {nama}", nama=u.nama.lower()),
            "referensi_pemilihan": _REFERENSI,
            "referensi_waktu": t("Saat menerima layanan"),
            "tipe_data": t("Bilangan bulat"),
            "klasifikasi_isian": _SKALA,
            "aturan_validasi": t("Wajib diisi, 1 sampai 4"),
            "dapat_diakses_umum": False,
        }
        for u in URUTAN
    ]
    kelompok = [
        {
            "kode": k.value,
            "nama": words_of(k),
            "alias": k.value,
            "konsep": t("Karakteristik responden"),
            "definisi": t("{nama} responden", nama=words_of(k)),
            "referensi_pemilihan": _REFERENSI,
            "referensi_waktu": t("Saat mengisi survei"),
            "tipe_data": t("Kategori"),
            "klasifikasi_isian": [words_of(k, c.value) for c in k.cells],
            "aturan_validasi": t("Salah satu dari klasifikasi"),
            "dapat_diakses_umum": False,
        }
        for k in Kelompok
    ]
    return [*unsur, *kelompok]


def _indikator(katalog: Katalog) -> list[dict[str, Any]]:
    """Return the indicators in the fields of MS-Ind."""
    names = [u.nama for u in URUTAN]
    both = {"kegiatan_penghasil": _kegiatan(katalog)["judul_kegiatan"], "dapat_diakses_umum": True}
    level = t("Provinsi atau kabupaten/kota, dan UPP; tiap triwulan")
    return [
        {
            "kode": "ikm",
            "nama": t("Indeks Kepuasan Masyarakat (IKM)"),
            "konsep": t("Kepuasan masyarakat atas pelayanan publik"),
            "definisi": DEFINISI["ikm"],
            "interpretasi": t("Makin tinggi makin puas. {mutu}", mutu=DEFINISI["mutu"]),
            "metode_penghitungan": t(
                "IKM = 25 × jumlah (nilai rata-rata unsur × bobot); bobot tiap unsur disebut pada lembar: "
                "{metode}",
                metode="; ".join(m.label for m in Metode),
            ),
            "ukuran": t("Indeks"),
            "satuan": _NILAI,
            "klasifikasi_penyajian": [_TRIWULAN, t("UPP")],
            "indikator_komposit": True,
            "indikator_pembangun": [t("Nilai rata-rata unsur {nama}", nama=n) for n in names],
            "level_estimasi": level,
            **both,
        },
        {
            "kode": "nrr",
            "nama": t("Nilai rata-rata unsur pelayanan"),
            "konsep": t("Penilaian atas satu unsur pelayanan"),
            "definisi": DEFINISI["nrr"],
            "interpretasi": t("Makin tinggi makin baik"),
            "metode_penghitungan": t("Jumlah penilaian unsur dibagi banyaknya responden"),
            "ukuran": t("Nilai"),
            "satuan": t("nilai 1–4"),
            "klasifikasi_penyajian": [_TRIWULAN, t("UPP"), t("Unsur")],
            "indikator_komposit": False,
            "variabel_pembangun": names,
            "level_estimasi": level,
            **both,
        },
        {
            "kode": "responden",
            "nama": t("Jumlah responden menurut kelompok"),
            "konsep": t("Karakteristik responden"),
            "definisi": DEFINISI["responden"],
            "interpretasi": t("Siapa yang menjawab; bukan siapa yang dilayani"),
            "metode_penghitungan": t("Banyaknya jawaban dalam kelompok saat triwulan dibekukan"),
            "ukuran": t("Jumlah"),
            "satuan": _ORANG,
            "klasifikasi_penyajian": [_TRIWULAN, t("UPP"), *(words_of(k) for k in Kelompok)],
            "indikator_komposit": False,
            "variabel_pembangun": [words_of(k) for k in Kelompok],
            "level_estimasi": level,
            **both,
        },
    ]


def satu_data_document(katalog: Katalog, base: str) -> dict[str, Any]:
    """Return standard and metadata of all that is open."""
    who, chosen = katalog.identitas, katalog.terbuka
    return {
        "dasar": list(_DASAR),
        "produsen_data": {"instansi": who.pemerintah, "unit": who.pengelola},
        "cakupan_wilayah": who.daerah,
        "klasifikasi_akses": t("terbuka"),
        "lisensi": {"nama": chosen.lisensi, "alamat": chosen.lisensi_alamat},
        "periode": {
            "mulai": katalog.dari.isoformat() if katalog.dari else None,
            "selesai": katalog.sampai.isoformat() if katalog.sampai else None,
        },
        "kode_referensi": {
            "upp": t(
                "Kode UPP sistem ini, tetap walau namanya berubah: {alamat}",
                alamat=f"{base}/api/v1/upp",
            ),
            "triwulan": t("tahun-nomor, misalnya 2023-1"),
        },
        "standar_data": _standar(),
        "metadata_kegiatan": _kegiatan(katalog),
        "metadata_variabel": _variabel(),
        "metadata_indikator": _indikator(katalog),
        "data": [
            {
                "kode": one.kode,
                "judul": one.judul,
                "uraian": one.uraian,
                "kata_kunci": list(one.kata_kunci),
                "frekuensi": _TRIWULAN,
                "berkas": [
                    {"format": b.judul, "jenis": b.jenis, "alamat": f"{base}/data/{b.nama}"}
                    for b in one.berkas
                ],
            }
            for one in katalog.data
        ],
    }
