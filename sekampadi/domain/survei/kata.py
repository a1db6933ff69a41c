"""The words of the survey: one place for its live page and its plain one. Each goes through ``t``."""

from typing import Final

from sekampadi.domain.survei.survei import Langkah

JUDUL: Final[dict[Langkah, str]] = {
    Langkah.RESPONDEN: "Tentang Anda",
    Langkah.PENILAIAN_UMUM: "Penilaian Umum",
    Langkah.SKM: "Berikan penilaian terhadap sembilan hal di bawah ini",
    Langkah.SARAN: "Kritik/Saran",
}
"""The heading of each step."""
LANGKAH_KE: Final = "Langkah {n} dari 4: "
JENIS_PELAYANAN: Final = "Jenis pelayanan yang diterima:"
PEMBERITAHUAN: Final = (
    "Survei ini dipakai untuk memperbaiki pelayanan. Kami tidak menanyakan nama, NIK, "
    "nomor telepon, atau apa pun yang dapat menunjukkan siapa Anda; mohon jangan "
    "menuliskannya juga pada saran."
)
LAMANYA: Final = "Empat langkah, sekitar tiga menit."
USIA_PETUNJUK: Final = "Dalam tahun, {min} sampai {max}."
SARAN_TANYA: Final = "Berikan kami kritik, saran, atau masukan yang membangun."
SARAN_PETUNJUK: Final = "Boleh dikosongkan. Contoh: “Petugas ramah, ruang tunggu agak panas.”"
TERIMA_KASIH: Final = "Terima kasih"
TERKIRIM: Final = "Jawaban Anda sudah terkirim."
TERKIRIM_LAIN: Final = (
    "Survei ini sudah terkirim sebelumnya. Isian yang berbeda tidak menggantikannya; "
    "bila ini isian orang lain, isilah survei baru."
)
PENUTUP: Final = (
    "Terima kasih telah mengisi survei kepuasan masyarakat ini. Penilaian dan masukan "
    "Anda sangat membantu kami untuk berubah menjadi lebih baik."
)
LAPOR: Final = "Ingin menyampaikan pengaduan yang perlu ditindaklanjuti? "
TIDAK_TERSEDIA: Final = "Survei tidak tersedia"
SALAH_KODE: Final = "Mungkin kodenya salah ketik, atau layanannya sudah tidak ada."
PILIH_LAIN: Final = "Pilih layanan lain"
