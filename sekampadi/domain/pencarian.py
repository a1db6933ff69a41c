"""Pencarian: finding a layanan by the words people use, which are seldom those of its name."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MAKS_KATA = 8
"""Words of a question that are looked at."""

_BUKAN_KATA = re.compile(r"[^\w]+")
_TANPA_ARTI = frozenset(
    {
        *("urus", "mengurus", "buat", "membuat", "bikin", "bayar", "membayar", "cara", "mau"),
        *("ingin", "untuk", "di", "ke", "dan", "dari", "yang", "saya", "baru"),
        *("layanan", "pelayanan", "kantor"),
    }
)
"""What is said along with it; left out unless nothing else is asked for."""

SINONIM: dict[str, tuple[str, ...]] = {
    "pajak": ("pajak", "pkb", "samsat"),
    "motor": ("kendaraan", "samsat", "pkb"),
    "mobil": ("kendaraan", "samsat", "pkb"),
    "stnk": ("stnk", "samsat", "pkb", "pajak kendaraan", "ganti pelat"),
    "bpkb": ("bpkb", "balik nama", "bbnkb", "samsat"),
    "plat": ("pelat", "samsat"),
    "sim": ("mengemudi", "samsat"),
    "ktp": ("ktp", "kependudukan", "adminduk"),
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
    """Read what a person looks for.

    Args:
        text: client input; nothing in it is believed.

    Returns:
        The words that count, at most :data:`MAKS_KATA`; none when nothing is asked for.
    """
    words = plain(text[:200]).split()[:MAKS_KATA] if isinstance(text, str) else []
    return tuple(w for w in words if w not in _TANPA_ARTI) or tuple(words)


@dataclass(frozen=True, slots=True)
class Calon:
    """What may be found: its own name, and the words it stands under.

    Args:
        nama: of the layanan or UPP.
        konteks: further words, such as the UPP of a layanan.
    """

    nama: str
    konteks: str = ""


def _stands_in(phrase: str, text: str) -> bool:
    # At the beginning of a word: "sim" is not meant by "maksimal".
    return f" {phrase}" in f" {text}"


def rank(words: Sequence[str], calon: Calon) -> int | None:
    """Tell how well something fits what is looked for.

    Args:
        words: as :func:`read_words` returns them.
        calon: what may be found.

    Returns:
        0 for the best fit, more for worse ones; None when it does not fit.
    """
    nama, whole = plain(calon.nama), plain(f"{calon.nama} {calon.konteks}")
    worst = 0
    for word in words:
        if _stands_in(word, nama):
            continue
        if any(_stands_in(other, nama) for other in SINONIM.get(word, ())):
            worst = max(worst, 1)
        elif _stands_in(word, whole) or (len(word) > 3 and word in whole):
            worst = max(worst, 2)
        elif any(_stands_in(other, whole) for other in SINONIM.get(word, ())):
            worst = max(worst, 3)
        else:
            return None
    return worst
