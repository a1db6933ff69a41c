"""Moderasi: what may happen to an answer, and which answers deserve a look.

A mark never removes anything: it is a hint for a person, in words.
"""

import hashlib
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag, StrEnum

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

ALASAN_MIN, ALASAN_MAX = 3, 500
"""Characters of the reason for removing, restoring or moving an answer."""


class StatusJawaban(StrEnum):
    """Where an answer stands."""

    AKTIF = "aktif"
    DIHAPUS = "dihapus"


class Tindakan(StrEnum):
    """What a moderator does with an answer."""

    HAPUS = "hapus"
    PULIHKAN = "pulihkan"
    PINDAH = "pindah"
    TINJAU = "tinjau"
    ADUKAN = "adukan"
    BUKAN_ADUAN = "bukan_aduan"

    @property
    def allowed_from(self) -> StatusJawaban:
        """The only status in which it may be done."""
        return StatusJawaban.DIHAPUS if self is Tindakan.PULIHKAN else StatusJawaban.AKTIF


def parse_alasan(value: object) -> str:
    """Read the reason of an act.

    Raises:
        DomainError: ``alasan.missing`` or ``alasan.too_long``.
    """
    text = value if isinstance(value, str) else ""
    text = text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    text = " ".join(text.split())
    if len(text) < ALASAN_MIN:
        raise DomainError(
            "alasan.missing", t("Tulis alasannya, paling sedikit {n} karakter.", n=ALASAN_MIN)
        )
    if len(text) > ALASAN_MAX:
        raise DomainError("alasan.too_long", t("Alasan paling banyak {n} karakter.", n=ALASAN_MAX))
    return text


class Tanda(IntFlag):
    """Why an answer deserves a look; the bits stand in the database and keep their numbers."""

    CEPAT = 1
    BERTENTANGAN = 2
    TEKS_ACAK = 4
    BERULANG = 8
    TANPA_AWAL = 16
    MUSTAHIL = 32
    BERUNTUN = 64
    POLA = 128

    @property
    def alasan(self) -> tuple[str, ...]:
        """The reasons in words, one for each bit."""
        return tuple(t(words) for bit, words in _ALASAN if bit in self)


_ALASAN: tuple[tuple[Tanda, str], ...] = (
    (Tanda.CEPAT, "Diisi jauh lebih cepat daripada biasanya"),
    (Tanda.BERTENTANGAN, "Sembilan nilai sama, tetapi sarannya mengatakan sebaliknya"),
    (Tanda.TEKS_ACAK, "Saran tidak bermakna"),
    (Tanda.BERULANG, "Saran yang sama berulang dalam waktu singkat"),
    (Tanda.TANPA_AWAL, "Waktu mulai pengisian tidak tercatat"),
    (Tanda.MUSTAHIL, "Diisi lebih cepat daripada yang mungkin dilakukan orang"),
    (Tanda.BERUNTUN, "Bagian dari kiriman beruntun"),
    (Tanda.POLA, "Pola nilai yang sama berturut-turut"),
)

TANPA_TANDA = Tanda(0)
"""Nothing to look at."""

SAAT_MASUK = Tanda.TANPA_AWAL | Tanda.MUSTAHIL | Tanda.BERUNTUN | Tanda.POLA
"""Marks that can be found only while an answer comes in; nothing that is stored shows them later."""

DARI_SARAN = Tanda.BERTENTANGAN | Tanda.TEKS_ACAK | Tanda.BERULANG
"""Marks that come of the suggestion: of an answer that has none any more nothing else tells of them."""


@dataclass(frozen=True, slots=True)
class Ambang:
    """Thresholds of the marks.

    Args:
        cepat_persen: an answer is too fast below this share of the median duration, in percent.
        cepat_sampel: durations needed before a median means anything.
        ulang_kali: so many equal suggestions about one layanan are too many,
        ulang_menit: when they come within so many minutes.
    """

    cepat_persen: int = 30
    cepat_sampel: int = 30
    ulang_kali: int = 3
    ulang_menit: int = 30


AMBANG = Ambang()
"""The thresholds as shipped."""

DURASI_MAX = 12 * 60 * 60
"""Seconds after which a draft in the browser is forgotten; longer durations are no durations."""
DURASI_SAMPEL = 500
"""So many of the newest durations make the median."""


def parse_durasi(mulai: object, selesai: object) -> int | None:
    """Return how many seconds an answer took; None when the browser's clock makes no sense.

    Both moments are in milliseconds of that clock.
    """
    if type(mulai) is not int or type(selesai) is not int:
        return None
    seconds = (selesai - mulai) // 1000
    return seconds if 0 <= seconds <= DURASI_MAX else None


def median_durasi(durations: Sequence[int], ambang: Ambang = AMBANG) -> float | None:
    """Return the median of durations; None when there are too few to say."""
    if len(durations) < ambang.cepat_sampel:
        return None
    return float(statistics.median(durations))


MUSTAHIL_DETIK = 8
"""Fifteen choices, an age and four pages: nobody taps and reads that in so few seconds."""


def tanda_awal(durasi: int | None) -> Tanda:
    """Return the marks of how long an answer took by the server's own clock.

    Args:
        durasi: seconds since the signed start; None when there is none, or it is long past.
    """
    if durasi is None:
        return Tanda.TANPA_AWAL
    return Tanda.MUSTAHIL if durasi < MUSTAHIL_DETIK else TANPA_TANDA


def normalise(saran: str) -> str:
    """Return a suggestion without what makes equal ones look different."""
    return " ".join(re.findall(r"\w+", saran.casefold()))


ULANG_MIN = 12
"""Shorter suggestions ("terima kasih") are the same by chance."""


def can_repeat(saran: str) -> bool:
    """Tell whether a suggestion is long enough for its repetition to mean something."""
    return len(normalise(saran)) > ULANG_MIN


def sidik_saran(saran: str) -> int | None:
    """Return what equal suggestions have in common, small enough for an index; None when too short.

    Two different ones have the same once in ten thousand million million: who finds an equal one
    compares the words too.
    """
    words = normalise(saran)
    if len(words) <= ULANG_MIN:
        return None
    digest = hashlib.blake2b(words.encode("utf-8", "ignore"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


# --- senseless text ---------------------------------------------------------------------------
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_WORDLIKE = {"erty", "wert"}
_MASH = frozenset(
    chunk
    for row in _ROWS
    for line in (row, row[::-1])
    for chunk in (line[i : i + 4] for i in range(len(line) - 3))
    if chunk not in _WORDLIKE
)
# fmt: off
_SHORT_FORMS = frozenset({
    "mhn", "tlg", "dgn", "krn", "tdk", "sdh", "blm", "bgt", "bngt", "pngn", "trmksh", "trmks",
    "brkt", "klrg", "prtnyn", "plynn", "smngt", "mntp", "mksh", "ptgs", "thnks", "thx",
})
# fmt: on
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxyz]{5,}")
_SAME_CONSONANT = re.compile(r"([bcdfghjklmnpqrstvwxyz])\1{2,}")
_SAME_ANY = re.compile(r"(.)\1{5,}")
_SYLLABLES = re.compile(r"([a-z]{2,4}?)\1{2,}")
# fmt: off
_CHEERS = frozenset({
    "mantap", "mantab", "sip", "top", "keren", "bagus", "baik", "good", "ok", "siap", "josh",
    "hm", "jos", "sukses", "nice", "best", "cepat", "ramah", "lancar", "puas", "great",
})
# fmt: on


def _senseless_word(word: str) -> bool:
    lower = word.lower()
    if len(lower) < 4 or lower in _SHORT_FORMS or lower.startswith("www"):
        return False
    if re.sub(r"(.)\1+", r"\1", lower) in _CHEERS:  # "mantappp" is applause
        return False
    vowels = sum(c in "aiueo" for c in lower)
    if not vowels:
        return not word.isupper()  # "SPBU", "DPMPTSP" are names of offices and things
    syllables = _SYLLABLES.fullmatch(lower)
    laughs = syllables is not None and syllables[1] in {"ha", "he", "hi", "wk", "hu", "ho"}
    return (
        bool(_CONSONANTS.search(lower) and not word.isupper())
        or bool(_SAME_CONSONANT.search(lower))
        or bool(_SAME_ANY.search(lower))
        or any(chunk in lower for chunk in _MASH)
        or (syllables is not None and not laughs)
    )


def is_senseless(saran: str) -> bool:
    """Tell whether a suggestion is no language at all ("treewww", "asdfgh").

    Half of its letters must stand in senseless words: a slip of the finger in a sentence is
    none, and what is written in another script is not judged.
    """
    words = re.findall(r"[A-Za-z]+", saran)
    letters = sum(c.isalpha() for c in saran)
    bad = sum(len(w) for w in words if _senseless_word(w))
    return bad > 0 and bad * 2 >= letters


# --- what a suggestion says ---------------------------------------------------------------------
# fmt: off
_GOOD = frozenset({
    "bagus", "baik", "puas", "memuaskan", "mantap", "ramah", "cepat", "terbaik", "hebat", "keren",
    "lancar", "mudah", "nyaman", "bersih", "profesional", "sopan", "membantu", "sempurna",
    "pertahankan", "tepat", "senang", "sigap", "responsif", "good", "ok", "sip",
})
_BAD = frozenset({
    "buruk", "jelek", "lambat", "lamban", "lelet", "kecewa", "mengecewakan", "parah", "pungli",
    "mahal", "kasar", "jutek", "judes", "cuek", "ketus", "kotor", "rusak", "ribet", "berbelit",
    "dipersulit", "mempersulit", "persulit", "payah", "bertele", "diskriminatif", "calo",
    "dipungut", "memalukan", "menyebalkan", "terlambat", "terburuk", "malas", "lama", "susah",
    "sulit", "berantakan", "semrawut", "marah", "lemot", "bau", "sombong", "arogan",
})
_NOT = frozenset({
    "tidak", "tdk", "tak", "bukan", "belum", "blm", "kurang", "krg", "ga", "gak", "nggak", "ngga",
    "enggak", "jangan", "tanpa",
})
# fmt: on
_WISH = frozenset({"mohon", "tolong", "harap", "semoga", "agar", "supaya", "sebaiknya", "perlu"})
_REACH_GOOD, _REACH_BAD = 2, 3
"""A "tidak" turns round the words of its clause that follow it this closely."""


def mood(saran: str) -> int:
    """Return how many more words praise than blame; below zero it is a complaint.

    "Tidak ramah" is blame; "tidak lambat" is no praise yet, and neither is a wish ("mohon
    petugas yang ramah").
    """
    total = 0
    for clause in re.split(r"[.,;:!?()\n]", saran.casefold()):
        turned, wishes = -_REACH_BAD - 1, False
        for at, word in enumerate(clause.split()):
            if word in _NOT:
                turned = at
            elif word in _WISH:
                wishes = True
            elif word in _GOOD and at - turned <= _REACH_GOOD:
                total -= 1
            elif word in _GOOD and not wishes:
                total += 1
            elif word in _BAD and at - turned > _REACH_BAD:
                total -= 1
    return total


def says_the_opposite(nilai: Sequence[int], saran: str) -> bool:
    """Tell whether all nine scores are alike and the suggestion says the opposite.

    Beside nine times 3 ("baik") a complaint is a remark, not a contradiction.
    """
    if len(set(nilai)) != 1 or not saran:
        return False
    score = nilai[0]
    return (score == 4 and mood(saran) < 0) or (score <= 2 and mood(saran) > 0)


def tanda_of(
    nilai: Sequence[int],
    saran: str,
    *,
    durasi: int | None = None,
    median: float | None = None,
    berulang: bool = False,
    ambang: Ambang = AMBANG,
) -> Tanda:
    """Return the marks of an answer.

    Args:
        durasi: seconds it took, None when nobody knows.
        median: what others take, None when there are too few of them.
        berulang: whether the same suggestion came too often in a short time.
    """
    tanda = Tanda(0)
    if durasi is not None and median is not None and durasi * 100 < median * ambang.cepat_persen:
        tanda |= Tanda.CEPAT
    if says_the_opposite(nilai, saran):
        tanda |= Tanda.BERTENTANGAN
    if is_senseless(saran):
        tanda |= Tanda.TEKS_ACAK
    if berulang:
        tanda |= Tanda.BERULANG
    return tanda
