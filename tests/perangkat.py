"""The two question sets by hand: the decree's (default) and the ministry's (PermenPANRB 14/2017)."""

from collections.abc import Mapping

from sekampadi.domain.survei.pertanyaan import Opsi, PerangkatPertanyaan, Pertanyaan
from sekampadi.domain.survei.unsur import URUTAN, Unsur

_SESUAI: Opsi = ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai")
_MUDAH: Opsi = ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah")
_CEPAT: Opsi = ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat")

_UMUM = "Bagaimana penilaian Anda terhadap pelayanan kami secara umum?"

_RESMI: Mapping[Unsur, tuple[str, Opsi]] = {
    Unsur.PERSYARATAN: (
        "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
        _SESUAI,
    ),
    Unsur.PROSEDUR: (
        "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
        _MUDAH,
    ),
    Unsur.WAKTU: (
        "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
        _CEPAT,
    ),
    Unsur.BIAYA: (
        "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
        ("Sangat mahal", "Cukup mahal", "Murah", "Gratis"),
    ),
    Unsur.PRODUK: (
        "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum "
        "dalam standar pelayanan dengan hasil yang diberikan?",
        _SESUAI,
    ),
    Unsur.KOMPETENSI: (
        "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
        ("Tidak kompeten", "Kurang kompeten", "Kompeten", "Sangat kompeten"),
    ),
    Unsur.PERILAKU: (
        "Bagaimana pendapat Saudara perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?",
        (
            "Tidak sopan dan ramah",
            "Kurang sopan dan ramah",
            "Sopan dan ramah",
            "Sangat sopan dan ramah",
        ),
    ),
    Unsur.SARANA: (
        "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
        ("Buruk", "Cukup", "Baik", "Sangat baik"),
    ),
    Unsur.PENGADUAN: (
        "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
        (
            "Tidak ada",
            "Ada tetapi tidak berfungsi",
            "Berfungsi kurang maksimal",
            "Dikelola dengan baik",
        ),
    ),
}

_SEKAMPADI: Mapping[Unsur, tuple[str, Opsi]] = {
    **_RESMI,
    Unsur.PERSYARATAN: (
        "Bagaimana pendapat Saudara tentang kemudahan persyaratan untuk memperoleh layanan?",
        _MUDAH,
    ),
    Unsur.PROSEDUR: ("Bagaimana kemudahan prosedur untuk memperoleh pelayanan?", _MUDAH),
    Unsur.WAKTU: (
        "Bagaimana kecepatan/waktu yang dibutuhkan hingga Saudara memperoleh pelayanan?",
        _CEPAT,
    ),
    Unsur.BIAYA: (
        "Apakah Saudara pernah dimintakan biaya/tarif lain di luar ketentuan persyaratan untuk "
        "memperoleh pelayanan?",
        ("Selalu", "Sering", "Pernah", "Tidak pernah"),
    ),
}


def _build(kode: str, nama: str, source: Mapping[Unsur, tuple[str, Opsi]]) -> PerangkatPertanyaan:
    return PerangkatPertanyaan(kode, nama, _UMUM, tuple(Pertanyaan(u, *source[u]) for u in URUTAN))


PERANGKAT_SEKAMPADI = _build("sekampadi", "Kuesioner SEKAMPADI", _SEKAMPADI)
PERANGKAT_RESMI = _build("resmi", "Kuesioner PermenPANRB 14/2017", _RESMI)
