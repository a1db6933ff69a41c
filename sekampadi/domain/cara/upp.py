"""Cara of the pages on which an UPP works."""

from typing import Final

from sekampadi.domain.cara import Cara
from sekampadi.domain.izin import Role
from sekampadi.i18n import t

_R = Role
_PEMBACA: Final = frozenset(
    {
        *(_R.ADMIN_UPP, _R.PIMPINAN_UPP, _R.ADMIN_PEMPROV),
        *(_R.KETUA_TIM, _R.KABAG_TATALAKSANA, _R.PIMPINAN),
    }
)
_ADMIN: Final = frozenset({_R.ADMIN_UPP, _R.ADMIN_PEMPROV})
_PENGENTRI: Final = frozenset({_R.PETUGAS_LAYANAN, *_ADMIN})

CARA_UPP: Final[tuple[Cara, ...]] = (
    Cara(
        "/admin",
        t("Memulai hari di loket"),
        frozenset({_R.PETUGAS_LAYANAN}),
        (
            t(
                "Ajak pengguna layanan mengisi survei: tunjukkan kode QR di loket atau bacakan tautannya."
            ),
            t(
                "Bila ia tidak memakai ponsel, berikan lembar kertas, lalu pindahkan isinya lewat Entri."
            ),
            t("Catat kode QR yang baru dipasang lewat Kode QR terpasang, sebaiknya dengan foto."),
        ),
        t("SOP langkah 1: menyampaikan kepada pengguna layanan untuk mengisi survei (1 menit)"),
    ),
    Cara(
        "/admin",
        t("Membaca beranda"),
        _PEMBACA,
        (
            t(
                "Mulai dari “Perlu dikerjakan”: yang paling dekat batasnya ada di atas, dan tiap baris menuju tempat mengerjakannya."
            ),
            t("Angka di bawahnya adalah triwulan berjalan dan berubah sendiri saat jawaban masuk."),
            t(
                "Pilih cakupan dan periode untuk melihat bagian lain; alamat halaman dapat dibagikan kepada rekan yang berhak."
            ),
        ),
    ),
    Cara(
        "/admin/entri",
        t("Memindahkan lembar kertas"),
        _PENGENTRI,
        (
            t(
                "Pilih layanan dan tanggal survei sekali; keduanya bertahan untuk lembar berikutnya."
            ),
            t("Ketik persis yang dilingkari responden, lalu simpan; nomor lembar naik sendiri."),
            t("Lembar yang salah ketik dapat dibuka lagi dari daftar di bawah dan diperbaiki."),
            t("Banyak lembar sekaligus: isi templat Excel, lalu pilih Impor Excel."),
        ),
        t("SOP hybrid langkah 3: memindahkan isian kuesioner kertas (2 menit per lembar)"),
    ),
    Cara(
        "/admin/penilaian",
        t("Memoderasi jawaban"),
        _ADMIN,
        (
            t(
                "Buka “Perlu ditinjau”: jawaban bertanda belum tentu salah, tanda hanya meminta dilihat."
            ),
            t(
                "Hapus hanya isian yang tidak sah, dengan alasan; jawaban yang tidak menyenangkan tetap sah."
            ),
            t("Penghapusan dapat diurungkan; semuanya tercatat dengan nama dan waktu."),
            t("Selesaikan moderasi sebelum menerbitkan lembar triwulan."),
        ),
        t("SOP langkah 3: moderasi isian dan ekspor data (90 menit)"),
    ),
    Cara(
        "/admin/responden",
        t("Melihat siapa yang menjawab"),
        _PEMBACA,
        (
            t(
                "Tabel memuat data umum responden tanpa nama; saring menurut tanggal, layanan, atau kelompok."
            ),
            t("Unduh Excel membawa baris yang tampak, sesuai saringan."),
        ),
        t("SOP langkah 3: lembar data responden"),
    ),
    Cara(
        "/admin/publikasi",
        t("Menerbitkan lembar IKM"),
        _ADMIN,
        (
            t(
                "Pilih triwulan yang sudah berakhir, periksa pratinjaunya, lalu terbitkan; nomor dan kode ceknya dibuat sendiri."
            ),
            t(
                "Angka lembar membeku. Bila ada yang berubah, terbitkan revisi dengan alasan; lembar lama tetap dapat dibaca."
            ),
            t(
                "Catat di mana lembar ditayangkan, dengan alamat atau foto: catatan ini dihitung dalam PEKPPP."
            ),
        ),
        t("SOP langkah 3 dan keputusan M.5: lembar publikasi IKM triwulan"),
    ),
    Cara(
        "/admin/laporan",
        t("Mengunduh laporan"),
        _PEMBACA,
        (
            t("Pilih cakupan dan periode; hasilnya sama dengan yang tampak di layar."),
            t("PDF untuk dibaca, Word untuk dilanjutkan, Excel untuk dihitung."),
        ),
        t("SOP langkah 3: ekspor data dalam bentuk PDF dan Excel"),
    ),
    Cara(
        "/admin/tahunan",
        t("Menyusun laporan tahunan"),
        _ADMIN,
        (
            t(
                "Daftar bagian menunjukkan yang ditulis otomatis, yang memakai usulan, dan yang wajib Anda isi."
            ),
            t(
                "Buka satu bagian, tulis, lalu simpan; yang belum disimpan menjadi draf. Versi lama dapat dipakai lagi."
            ),
            t(
                "Nilai tahun sebelum SEKAMPADI diisi pada Perbandingan dari laporan terdahulu dan ditandai."
            ),
            t(
                "Yang lengkap diajukan di Penyampaian, yang mengambil PDF-nya sendiri; unduhan untuk Anda."
            ),
        ),
        t("Keputusan L.3; batas waktu: pekan kedua Januari (keputusan L.4)"),
    ),
    Cara(
        "/admin/tahunan",
        t("Membaca laporan tahunan"),
        _PEMBACA - _ADMIN,
        (
            t(
                "Pilih tahun, dan bila Anda melihat beberapa UPP, UPP-nya; tanpa UPP berarti provinsi."
            ),
            t("Tiap bagian menunjukkan siapa yang menulisnya dan kapan, dengan versi sebelumnya."),
            t("Dokumennya dapat diunduh kapan saja; yang masih kurang disebut di sampingnya."),
        ),
        t("Keputusan L.3"),
    ),
    Cara(
        "/admin/tindak-lanjut",
        t("Menyusun RTL"),
        _ADMIN,
        (
            t(
                "Buka triwulan yang lembarnya sudah terbit, lalu pilih Susun RTL; unsur terendah ada paling atas."
            ),
            t(
                "Pilih saran yang diusulkan untuk tiap unsur, lalu tambahkan kegiatan, jadwal, dan penanggung jawab."
            ),
            t("Sesudah lengkap, sampaikan melalui menu Penyampaian."),
        ),
        t("SOP langkah 4: menyusun tindak lanjut (120 menit)"),
    ),
    Cara(
        "/admin/tindak-lanjut/rencana",
        t("Mengisi rencana dan hasilnya"),
        _ADMIN,
        (
            t("Tab Rencana memuat kegiatan; tab Hasil memuat uraian, hambatan, status, dan bukti."),
            t("Yang Anda ketik tersimpan sebagai draf; tekan Simpan agar berlaku."),
            t("Bila orang lain menyimpan lebih dahulu, kedua isian ditampilkan dan Anda memilih."),
            t("Kegiatan selesai dapat ditayangkan kepada masyarakat di halaman hasil."),
        ),
        t("Keputusan L.2: format RTL dan Laporan Hasil Tindak Lanjut"),
    ),
    Cara(
        "/admin/pengajuan",
        t("Menyampaikan hasil dan RTL"),
        frozenset({_R.ADMIN_UPP}),
        (
            t("Baris teratas menunjukkan langkah berikutnya dan batas waktunya."),
            t("Sampaikan hasil kepada Pimpinan UPP segera sesudah lembar terbit, lalu ajukan RTL."),
            t("Yang dikembalikan memuat catatan; perbaiki, lalu ajukan lagi."),
        ),
        t("SOP langkah 3 dan 4; batas waktu: pekan pertama sesudah triwulan (keputusan L.4)"),
    ),
    Cara(
        "/admin/pengajuan",
        t("Memeriksa yang disampaikan"),
        frozenset({_R.PIMPINAN_UPP}),
        (
            t(
                "Buka triwulan yang menunggu Anda, baca lembar dan RTL-nya, lalu terima atau kembalikan dengan catatan."
            ),
            t("RTL yang Anda setujui langsung diteruskan kepada Admin Pemprov."),
            t("Saat berhalangan, tunjuk Plh. atau Plt. melalui Delegasi."),
        ),
        t("SOP langkah 3 sampai 5: melalui Pimpinan UPP"),
    ),
    Cara(
        "/admin/pengajuan/rinci",
        t("Langkah penyampaian"),
        frozenset({_R.ADMIN_UPP, _R.PIMPINAN_UPP, _R.ADMIN_PEMPROV}),
        (
            t("Keterangan teratas menyebut di mana berkas berada dan giliran siapa."),
            t("Tombol yang tampak adalah langkah yang boleh Anda lakukan sekarang."),
            t(
                "Yang disampaikan membeku bersama berkasnya; perubahan sesudahnya tampak sebagai perbedaan."
            ),
        ),
        t("SOP langkah 3 sampai 5"),
    ),
    Cara(
        "/admin/kode-qr",
        t("Mencatat kode QR yang dipasang"),
        _PENGENTRI,
        (
            t("Cetak poster atau kode QR, pasang, lalu catat tempat, media, dan tanggalnya."),
            t("Foto dari ponsel cukup; gambar dikecilkan dan data lokasinya dihapus."),
            t("Tandai Dilepas bila kode tidak terpasang lagi."),
        ),
        t("SOP langkah 1: dokumentasi; keputusan M.5"),
    ),
    Cara(
        "/admin/pekppp",
        t("Membaca lembar PEKPPP"),
        _PEMBACA,
        (
            t(
                "Tiap indikator menunjukkan tingkat yang dicapai, alasannya, dan yang kurang untuk tingkat berikutnya."
            ),
            t("Unduh paket bukti: satu berkas ZIP dengan daftar isi yang terbuka tanpa internet."),
        ),
    ),
)
