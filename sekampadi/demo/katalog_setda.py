"""Offices of the demonstration: the Sekretariat Daerah with its biro, the secretariats and the badan."""

from sekampadi.db.models import JenisUpp
from sekampadi.demo.katalog import BAPENDA, BIRO_ORGANISASI, ContohUpp, make_upp

_BIRO, _BADAN, _LAIN = JenisUpp.BIRO, JenisUpp.BADAN, JenisUpp.LAINNYA

SETDA: tuple[ContohUpp, ...] = (
    make_upp(
        "biro-pemerintahan",
        "Biro Pemerintahan",
        _BIRO,
        0.5,
        0.02,
        (
            ("konsultasi", "Konsultasi Pemerintahan dan Otonomi Daerah", "0", "1 Jam"),
            ("batas-wilayah", "Fasilitasi Penegasan Batas Daerah", "0", "14 Hari Kerja"),
            ("cuti-kdh", "Administrasi Izin dan Cuti Kepala Daerah", "0", "3 Hari Kerja"),
        ),
    ),
    make_upp(
        "biro-kesra",
        "Biro Kesejahteraan Rakyat",
        _BIRO,
        0.7,
        -0.02,
        (
            (
                "hibah-rumah-ibadah",
                "Fasilitasi Hibah Rumah Ibadah dan Lembaga Keagamaan",
                "0",
                "30 Hari Kerja",
            ),
            ("rekomendasi", "Rekomendasi Kegiatan Keagamaan dan Sosial", "0", "3 Hari Kerja"),
            ("beasiswa", "Informasi Beasiswa dan Bantuan Pendidikan", "0", "30 Menit"),
        ),
    ),
    make_upp(
        "biro-hukum",
        "Biro Hukum",
        _BIRO,
        0.6,
        0.05,
        (
            ("konsultasi", "Konsultasi Produk Hukum Daerah", "0", "1 Jam"),
            ("harmonisasi", "Fasilitasi Rancangan Produk Hukum Daerah", "0", "15 Hari Kerja"),
            ("jdih", "Layanan Jaringan Dokumentasi dan Informasi Hukum (JDIH)", "0", "15 Menit"),
            ("bantuan-hukum", "Bantuan Hukum bagi Perangkat Daerah", "0", "5 Hari Kerja"),
        ),
    ),
    make_upp(
        "biro-perekonomian",
        "Biro Perekonomian",
        _BIRO,
        0.4,
        0.0,
        (
            ("konsultasi", "Konsultasi Perekonomian Daerah dan BUMD", "0", "1 Jam"),
            ("data-inflasi", "Data dan Informasi Pengendalian Inflasi Daerah", "0", "30 Menit"),
        ),
    ),
    make_upp(
        "biro-pbj",
        "Biro Pengadaan Barang dan Jasa",
        _BIRO,
        0.9,
        -0.05,
        (
            ("konsultasi", "Konsultasi dan Pendampingan Pengadaan", "0", "1 Jam"),
            ("verifikasi", "Verifikasi Penyedia dan Akun LPSE", "0", "1 Hari Kerja"),
            ("helpdesk", "Bantuan Teknis Aplikasi SPSE dan Katalog Elektronik", "0", "30 Menit"),
            ("tender", "Pemilihan Penyedia Barang/Jasa", "0", "45 Hari Kerja"),
        ),
    ),
    make_upp(
        "biro-adpem",
        "Biro Administrasi Pembangunan",
        _BIRO,
        0.4,
        0.03,
        (
            ("konsultasi", "Konsultasi Administrasi Pembangunan", "0", "1 Jam"),
            ("laporan-realisasi", "Data Realisasi Fisik dan Keuangan", "0", "1 Hari Kerja"),
        ),
    ),
    make_upp(
        BIRO_ORGANISASI,
        "Biro Organisasi",
        _BIRO,
        1.0,
        0.03,
        (
            ("konsultasi", "Pelayanan Konsultasi", "0", "1 Jam"),
            ("data", "Pelayanan Data / Laporan / Informasi", "0", "10 menit"),
            (
                "audiensi",
                "Fasilitasi Audiensi Instansi Pemerintah, Pemerintah Daerah dan Lembaga Lain",
                "0",
                "",
            ),
            ("narasumber", "Fasilitasi Penyediaan Narasumber", "0", ""),
        ),
    ),
    make_upp(
        "biro-umum",
        "Biro Umum",
        _BIRO,
        0.7,
        -0.03,
        (
            ("gedung", "Peminjaman Ruang Rapat dan Balai Petitih", "0", "1 Hari Kerja"),
            ("kendaraan", "Peminjaman Kendaraan Dinas Operasional", "0", "1 Hari Kerja"),
            ("surat", "Penerimaan dan Pendistribusian Surat", "0", "15 Menit"),
        ),
    ),
    make_upp(
        "biro-adpim",
        "Biro Administrasi Pimpinan",
        _BIRO,
        0.5,
        0.06,
        (
            ("audiensi", "Permohonan Audiensi dengan Pimpinan Daerah", "0", "3 Hari Kerja"),
            ("keprotokolan", "Fasilitasi Keprotokolan", "0", "2 Hari Kerja"),
            ("dokumentasi", "Permintaan Dokumentasi Kegiatan Pimpinan", "0", "1 Hari Kerja"),
        ),
    ),
    make_upp(
        "sekretariat-dprd",
        "Sekretariat DPRD",
        _LAIN,
        0.7,
        -0.06,
        (
            ("kunjungan", "Penerimaan Kunjungan Kerja dan Studi Banding", "0", "1 Hari Kerja"),
            ("aspirasi", "Penerimaan Aspirasi Masyarakat", "0", "2 Jam"),
            ("risalah", "Permintaan Risalah dan Produk Hukum DPRD", "0", "2 Hari Kerja"),
        ),
    ),
    make_upp(
        "inspektorat",
        "Inspektorat",
        _LAIN,
        0.7,
        0.04,
        (
            ("konsultasi", "Konsultasi Pengawasan dan Klinik APIP", "0", "1 Jam"),
            ("bebas-temuan", "Surat Keterangan Bebas Temuan", "0", "2 Hari Kerja"),
            ("pengaduan", "Penanganan Pengaduan Masyarakat", "0", "14 Hari Kerja"),
        ),
    ),
)

BADAN: tuple[ContohUpp, ...] = (
    make_upp(
        "bappeda",
        "Badan Perencanaan Pembangunan Daerah",
        _BADAN,
        0.9,
        0.05,
        (
            ("konsultasi", "Konsultasi Perencanaan Pembangunan Daerah", "0", "1 Jam"),
            ("data", "Data dan Informasi Perencanaan Pembangunan", "0", "1 Hari Kerja"),
            ("magang", "Penerimaan Magang dan Penelitian", "0", "2 Hari Kerja"),
        ),
    ),
    make_upp(
        "bpkad",
        "Badan Pengelolaan Keuangan dan Aset Daerah",
        _BADAN,
        1.1,
        -0.02,
        (
            ("sp2d", "Penerbitan Surat Perintah Pencairan Dana (SP2D)", "0", "2 Hari Kerja"),
            ("konsultasi", "Konsultasi Penganggaran dan Akuntansi", "0", "1 Jam"),
            ("sewa-aset", "Pemanfaatan dan Sewa Barang Milik Daerah", "Sesuai Perda", "14 Hari"),
            ("skpp", "Surat Keterangan Penghentian Pembayaran (SKPP)", "0", "2 Hari Kerja"),
        ),
    ),
    make_upp(
        BAPENDA,
        "Badan Pendapatan Daerah",
        _BADAN,
        1.3,
        0.02,
        (
            ("keberatan", "Keberatan dan Keringanan Pajak Daerah", "0", "14 Hari Kerja"),
            ("pbbkb", "Pelaporan Pajak Bahan Bakar Kendaraan Bermotor", "Sesuai Perda", "1 Jam"),
            ("air-permukaan", "Penetapan Pajak Air Permukaan", "Sesuai Perda", "3 Hari Kerja"),
            ("informasi", "Informasi Pajak dan Retribusi Daerah", "0", "15 Menit"),
        ),
    ),
    make_upp(
        "bkd",
        "Badan Kepegawaian Daerah",
        _BADAN,
        1.9,
        0.0,
        (
            ("kenaikan-pangkat", "Pelayanan Kenaikan Pangkat", "0", "30 Hari Kerja"),
            ("pensiun", "Pelayanan Pensiun", "0", "14 Hari Kerja"),
            ("mutasi", "Pelayanan Mutasi Pegawai", "0", "30 Hari Kerja"),
            ("cuti", "Pelayanan Cuti dan Karis/Karsu", "0", "5 Hari Kerja"),
            ("konsultasi", "Konsultasi Kepegawaian", "0", "1 Jam"),
        ),
    ),
    make_upp(
        "bpsdm",
        "Badan Pengembangan Sumber Daya Manusia",
        _BADAN,
        1.4,
        0.12,
        (
            ("diklat", "Penyelenggaraan Pelatihan Aparatur", "0", "Sesuai jadwal"),
            ("sertifikat", "Penerbitan Sertifikat Pelatihan", "0", "7 Hari Kerja"),
            ("asrama", "Penggunaan Asrama dan Ruang Kelas", "Sesuai Perda", "1 Hari Kerja"),
        ),
    ),
    make_upp(
        "balitbang",
        "Badan Penelitian dan Pengembangan",
        _BADAN,
        0.6,
        -0.01,
        (
            ("rekomendasi", "Rekomendasi Penelitian", "0", "2 Hari Kerja"),
            ("hasil-riset", "Informasi Hasil Penelitian dan Inovasi Daerah", "0", "30 Menit"),
        ),
    ),
    make_upp(
        "bpbd",
        "Badan Penanggulangan Bencana Daerah",
        _BADAN,
        0.6,
        0.05,
        (
            ("informasi", "Informasi Kebencanaan dan Karhutla", "0", "15 Menit"),
            ("logistik", "Permohonan Bantuan Logistik dan Peralatan", "0", "1 Hari Kerja"),
            ("sosialisasi", "Sosialisasi dan Simulasi Tanggap Bencana", "0", "3 Hari Kerja"),
        ),
    ),
    make_upp(
        "kesbangpol",
        "Badan Kesatuan Bangsa dan Politik",
        _BADAN,
        1.0,
        0.04,
        (
            ("penelitian", "Surat Keterangan Penelitian", "0", "1 Hari Kerja"),
            ("ormas", "Pelaporan Keberadaan Organisasi Kemasyarakatan", "0", "3 Hari Kerja"),
            ("parpol", "Verifikasi Bantuan Keuangan Partai Politik", "0", "7 Hari Kerja"),
        ),
    ),
    make_upp(
        "badan-penghubung",
        "Badan Penghubung",
        _BADAN,
        0.5,
        0.07,
        (
            ("mess", "Penggunaan Mess dan Asrama Daerah di Jakarta", "Sesuai Perda", "30 Menit"),
            ("anjungan", "Layanan Anjungan Kalimantan Barat di TMII", "0", "1 Hari Kerja"),
            ("fasilitasi", "Fasilitasi Kegiatan Pemerintah Daerah di Jakarta", "0", "1 Hari Kerja"),
        ),
    ),
)
