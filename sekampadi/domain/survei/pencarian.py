"""Pencarian: finding a layanan by the words people use, which are seldom those of its name."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MAKS_KATA = 8
"""Words of a question that are looked at."""
_PENDEK = 3
"""Words of so few letters say nothing as a part of another."""
_TERBURUK = 3
"""The worst fit with all words."""

_BUKAN_KATA = re.compile(r"[^\w]+")
_TANPA_ARTI = frozenset(
    {
        *("urus", "mengurus", "buat", "membuat", "bikin", "bayar", "membayar", "cara", "mau"),
        *("ingin", "untuk", "di", "ke", "dan", "dari", "yang", "saya", "baru"),
        *("layanan", "pelayanan", "kantor"),
    }
)
"""What is said along with it; left out unless nothing else is asked for."""
_BOLEH_LEPAS = frozenset(
    {
        *("perpanjang", "perpanjangan", "memperpanjang", "daftar", "mendaftar", "ambil"),
        *("ganti", "mengganti", "pindah", "lahir", "kelahiran", "hilang", "rusak"),
    }
)
"""What tells more, and is seldom in a name; left out where something fits without it."""

SINONIM: dict[str, tuple[str, ...]] = {
    "pajak": ("pajak", "pkb", "samsat"),
    "motor": ("kendaraan", "samsat", "pkb"),
    "mobil": ("kendaraan", "samsat", "pkb"),
    "stnk": ("stnk", "samsat", "pkb", "pajak kendaraan", "ganti pelat"),
    "bpkb": ("bpkb", "balik nama", "bbnkb", "samsat"),
    "plat": ("pelat", "samsat"),
    "ktp": ("ktp", "kependudukan", "adminduk"),
    "kartu keluarga": ("kartu keluarga", "kependudukan", "adminduk"),
    "kartu kuning": ("kartu kuning", "pencari kerja", "ketenagakerjaan"),
    "kk": ("kartu keluarga", "kependudukan", "adminduk"),
    "nik": ("kependudukan", "adminduk"),
    "akta": ("akta", "akte", "pencatatan sipil", "kependudukan"),
    "akte": ("akta", "akte", "pencatatan sipil", "kependudukan"),
    "nikah": ("nikah", "perkawinan", "pencatatan sipil"),
    "berobat": ("rawat", "rumah sakit", "rsud", "rsj", "kesehatan"),
    "dokter": ("rawat", "poli", "rumah sakit", "rsud", "kesehatan"),
    "puskesmas": ("kesehatan",),
    "bpjs": ("bpjs", "jaminan kesehatan", "rawat"),
    "rs": ("rumah sakit", "rsud", "rsj"),
    "obat": ("obat", "farmasi", "apotek"),
    "izin": ("izin", "perizinan"),
    "ijin": ("izin", "perizinan"),
    "usaha": ("usaha", "perizinan", "umkm"),
    "imb": ("bangunan", "perizinan"),
    "tanah": ("tanah", "pertanahan", "sertifikat"),
    "sekolah": ("sekolah", "pendidikan", "siswa"),
    "ijazah": ("ijazah", "pendidikan"),
    "kerja": ("kerja", "ketenagakerjaan"),
    "lowongan": ("kerja", "ketenagakerjaan"),
    "kuning": ("pencari kerja", "ketenagakerjaan"),
    "tki": ("pekerja migran", "tenaga kerja"),
    "bansos": ("bantuan sosial", "sosial"),
    "bantuan": ("bantuan", "sosial"),
    "buku": ("buku", "perpustakaan"),
    "jalan": ("jalan", "bina marga", "pekerjaan umum"),
    "bus": ("angkutan", "perhubungan"),
    "ikan": ("ikan", "perikanan"),
    "sawah": ("pertanian", "tanaman pangan"),
    "hutan": ("hutan", "kehutanan"),
    "lapor": ("pengaduan", "informasi"),
    "aduan": ("pengaduan", "informasi"),
}
"""What people say -> how names say it. One of the alternatives has to stand in the name."""


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return the words of a text in small letters, without marks, one blank between them."""
    bare = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return _BUKAN_KATA.sub(" ", bare).replace("_", " ").strip()


def read_words(text: object) -> tuple[str, ...]:
    """Read the words that count of what a person looks for, at most :data:`MAKS_KATA`."""
    words = plain(text[:200]).split()[:MAKS_KATA] if isinstance(text, str) else []
    return _join([w for w in words if w not in _TANPA_ARTI] or words)


def _join(words: Sequence[str]) -> tuple[str, ...]:
    """Make one of two words that mean something together."""
    joined: list[str] = []
    for word in words:
        if joined and f"{joined[-1]} {word}" in SINONIM:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class Calon:
    """What may be found: its own name, and the words it stands under."""

    nama: str
    konteks: str = ""  # such as the UPP of a layanan


def _stands_in(phrase: str, text: str) -> bool:
    # At the beginning of a word: "rawat" is meant by "rawatan". A short one is a whole word:
    # "sim" is not meant by "simulasi".
    return f" {phrase}{' ' if len(phrase) <= _PENDEK else ''}" in f" {text} "


def rank(words: Sequence[str], calon: Calon) -> int | None:
    """Tell how well something fits what is looked for: 0 is best, None when it does not fit."""
    fit = _fit(words, calon)
    needed = [w for w in words if w not in _BOLEH_LEPAS]
    if fit is not None or not needed or len(needed) == len(words):
        return fit
    fit = _fit(needed, calon)
    return None if fit is None else fit + _TERBURUK + 1


def _fit(words: Sequence[str], calon: Calon) -> int | None:
    """Tell how well something fits all words."""
    nama, whole = plain(calon.nama), plain(f"{calon.nama} {calon.konteks}")
    worst = 0
    for word in words:
        if _stands_in(word, nama):
            continue
        if any(_stands_in(other, nama) for other in SINONIM.get(word, ())):
            worst = max(worst, 1)
        elif _stands_in(word, whole) or (len(word) > _PENDEK and word in whole):
            worst = max(worst, 2)
        elif any(_stands_in(other, whole) for other in SINONIM.get(word, ())):
            worst = max(worst, _TERBURUK)
        else:
            return None
    return worst
