"""Offices of the demonstration: rumah sakit and the main UPT."""

from sekampadi.db.models import JenisUpp
from sekampadi.demo.katalog import BAPENDA, ContohUpp, LayananTuple, make_upp

_RS, _UPT = JenisUpp.RUMAH_SAKIT, JenisUpp.UPT

RSUD_SOEDARSO = "rsud-soedarso"

_SAMSAT: tuple[LayananTuple, ...] = (
    ("pkb-tahunan", "Pembayaran Pajak Kendaraan Bermotor Tahunan", "Sesuai Perda", "30 Menit"),
    ("pkb-lima-tahunan", "Pajak Lima Tahunan dan Ganti Pelat", "Sesuai Perda", "2 Jam"),
    ("bbnkb", "Bea Balik Nama Kendaraan Bermotor", "Sesuai Perda", "3 Jam"),
    ("mutasi", "Mutasi Masuk dan Keluar Kendaraan", "Sesuai PP 76/2020", "1 Hari Kerja"),
)
_SAMSAT_KECIL = _SAMSAT[:3]


def _samsat(kota: str, ramai: float, mutu: float, layanan: tuple[LayananTuple, ...]) -> ContohUpp:
    return make_upp(
        f"uppd-{kota.lower().replace(' ', '-')}",
        f"UPT Pelayanan Pendapatan Daerah Wilayah {kota} (Samsat)",
        _UPT,
        ramai,
        mutu,
        layanan,
        BAPENDA,
    )


RUMAH_SAKIT: tuple[ContohUpp, ...] = (
    make_upp(
        RSUD_SOEDARSO,
        "RSUD dr. Soedarso",
        _RS,
        7.0,
        -0.10,
        (
            ("rawat-jalan", "Pelayanan Rawat Jalan", "Sesuai tarif RS / BPJS", "60 Menit"),
            ("igd", "Instalasi Gawat Darurat", "Sesuai tarif RS / BPJS", "5 Menit"),
            ("rawat-inap", "Pelayanan Rawat Inap", "Sesuai tarif RS / BPJS", ""),
            ("farmasi", "Pelayanan Farmasi", "Sesuai tarif RS / BPJS", "30 Menit"),
            ("laboratorium", "Pelayanan Laboratorium", "Sesuai tarif RS / BPJS", "140 Menit"),
            ("radiologi", "Pelayanan Radiologi", "Sesuai tarif RS / BPJS", "3 Jam"),
        ),
    ),
    make_upp(
        "rsj-kalbar",
        "Rumah Sakit Jiwa Provinsi Kalimantan Barat",
        _RS,
        2.6,
        0.05,
        (
            ("rawat-jalan", "Poliklinik Jiwa Rawat Jalan", "Sesuai tarif RS / BPJS", "60 Menit"),
            ("rawat-inap", "Rawat Inap Jiwa", "Sesuai tarif RS / BPJS", ""),
            ("napza", "Rehabilitasi NAPZA", "Sesuai tarif RS", ""),
            ("surat-sehat", "Surat Keterangan Sehat Jiwa", "Sesuai tarif RS", "2 Jam"),
        ),
    ),
    make_upp(
        "rsj-sungai-bangkong",
        "RSJ Daerah Sungai Bangkong",
        _RS,
        1.6,
        0.0,
        (
            ("rawat-jalan", "Poliklinik Rawat Jalan", "Sesuai tarif RS / BPJS", "60 Menit"),
            ("tumbuh-kembang", "Klinik Tumbuh Kembang Anak", "Sesuai tarif RS / BPJS", "60 Menit"),
            ("surat-sehat", "Surat Keterangan Sehat Jiwa", "Sesuai tarif RS", "2 Jam"),
        ),
    ),
)

UPT: tuple[ContohUpp, ...] = (
    _samsat("Pontianak", 5.5, 0.10, _SAMSAT),
    _samsat("Singkawang", 2.4, 0.06, _SAMSAT),
    _samsat("Mempawah", 1.4, 0.01, _SAMSAT_KECIL),
    _samsat("Sambas", 1.7, -0.03, _SAMSAT_KECIL),
    _samsat("Sanggau", 1.4, -0.01, _SAMSAT_KECIL),
    _samsat("Sintang", 1.4, -0.05, _SAMSAT_KECIL),
    _samsat("Kapuas Hulu", 0.8, -0.08, _SAMSAT_KECIL),
    _samsat("Ketapang", 1.7, 0.02, _SAMSAT_KECIL),
    _samsat("Kubu Raya", 2.0, 0.07, _SAMSAT_KECIL),
    make_upp(
        "labkes",
        "UPT Laboratorium Kesehatan",
        _UPT,
        1.5,
        0.03,
        (
            ("klinik", "Pemeriksaan Laboratorium Klinik", "Sesuai Perda", "1 Hari Kerja"),
            ("air", "Pemeriksaan Kualitas Air dan Lingkungan", "Sesuai Perda", "10 Hari Kerja"),
            ("narkoba", "Pemeriksaan Narkoba", "Sesuai Perda", "1 Jam"),
        ),
        "dinas-kesehatan",
    ),
    make_upp(
        "upt-pelatihan-kesehatan",
        "UPT Pelatihan Kesehatan",
        _UPT,
        0.5,
        0.06,
        (
            ("pelatihan", "Pelatihan Tenaga Kesehatan", "Sesuai Perda", "Sesuai jadwal"),
            ("akreditasi", "Konsultasi Akreditasi Pelatihan Kesehatan", "0", "1 Jam"),
        ),
        "dinas-kesehatan",
    ),
    make_upp(
        "upt-blk",
        "UPT Latihan Kerja Industri",
        _UPT,
        0.9,
        0.09,
        (
            ("pelatihan", "Pelatihan Keterampilan Kerja", "0", "Sesuai jadwal"),
            ("uji-kompetensi", "Uji Kompetensi Kerja", "Sesuai Perda", "2 Hari Kerja"),
        ),
        "dinas-nakertrans",
    ),
    make_upp(
        "upt-ppa",
        "UPT Perlindungan Perempuan dan Anak",
        _UPT,
        0.4,
        0.14,
        (
            ("pengaduan", "Pengaduan dan Pendampingan Korban Kekerasan", "0", "1 Jam"),
            ("konseling", "Konseling Psikologis", "0", "1 Jam"),
        ),
        "dinas-pppa",
    ),
    make_upp(
        "museum-kalbar",
        "UPT Museum Kalimantan Barat",
        _UPT,
        1.2,
        0.08,
        (
            ("kunjungan", "Kunjungan Museum", "Sesuai Perda", "Langsung"),
            ("pemanduan", "Pemanduan Rombongan", "0", "1 Hari Kerja"),
            ("penelitian", "Izin Penelitian Koleksi", "0", "2 Hari Kerja"),
        ),
        "dinas-dikbud",
    ),
    make_upp(
        "taman-budaya",
        "UPT Taman Budaya",
        _UPT,
        0.5,
        -0.04,
        (
            ("gedung", "Pemakaian Gedung Pertunjukan", "Sesuai Perda", "2 Hari Kerja"),
            ("pembinaan", "Pembinaan Sanggar Seni", "0", "3 Hari Kerja"),
        ),
        "dinas-dikbud",
    ),
)
