"""Words as people type them, reduced to stems, and the patterns that are looked for in them."""

import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Generic, TypeVar

from snowballstemmer import stemmer

from sekampadi.domain.tindak_lanjut.kata.ragam import ANGKA, PENGISI, RAGAM, SATUAN

T = TypeVar("T")

ANGKA_APA_SAJA, RUPIAH, UKURAN = "#", "rupiah", "pasfoto"
"""Stands for any number, for any amount of money, and for the size of a photograph."""
JARAK = 3
"""A word of a pattern may stand this many places behind the one before."""

_LONGEST = 40
_MONEY = re.compile(
    r"\brp\.?\s*\d[\d.,]*(?:\s*(?:rb|ribu|rebu|k|jt|juta)\b)?"
    r"|(?:\d[\d.,]*|\bse)\s*(?:rb|ribu|rebu|jt|juta|rupiah|perak)\b|\b\d+k\b"
)
_SIZE = re.compile(r"\b\d\s*x\s*\d\b")
_AGAIN = re.compile(r"\b([a-z]{2,})-?2(an|nya|in|kan)?\b")
_RUN = re.compile(r"([a-z])\1{2,}|([aiueo])\2\b")
_TOKEN = re.compile(r"[a-z]+|\d+|[.;!?\n,]")
_IN_COLLOQUIAL = re.compile(r"^(?:nge(?=[bcdfghjklmnpqrstvwyz])|ng(?=[aiueo]))(?=.{4})")
_OWN = re.compile(r"(?<=[a-z]{3})(?:nya|nye)$")
_PARTICLE = re.compile(r"(?:lah|kah)$")
_MELTED = (
    (re.compile(r"^[mp]em(?=[aiueo].{3})"), "p"),
    (re.compile(r"^[mp]en(?=[aiueo].{3})"), "t"),
)


def _ragam() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in RAGAM.strip().splitlines():
        word, variants = line.split(":")
        for variant in variants.split():
            if found.setdefault(variant, word) != word:
                raise ValueError(f"{variant} is both {found[variant]} and {word}")
    return found


_RAGAM = _ragam()
_PENGISI, _ANGKA = frozenset(PENGISI.split()), frozenset(ANGKA.split())
_own = threading.local()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return what the forms of a word have in common: slang made plain, then what it is built on.

    It need not be a word. The stemmer knows no roots whose first letter melts ("menunggu") and no
    endings of the street ("bayarin"); these are taken off before.
    """
    if (plain := _RAGAM.get(word)) is None:
        # The stemmer leaves short words alone ("mbaknya"), and does not know Malay of Pontianak.
        word = _OWN.sub("", word)
        plain = _RAGAM.get(word) or _RAGAM.get(_PARTICLE.sub("", word))
    word = plain or _IN_COLLOQUIAL.sub("", word)
    if word.startswith("ny") and len(word) > 5 and plain is None:
        word = "s" + word[2:]
    for melted, first in _MELTED:
        word = melted.sub(first, word)
    if word.endswith("in") and len(word) > 6:
        word = word[:-2]
    # A stemmer holds the word it works on: each thread has its own.
    if not hasattr(_own, "stemmer"):
        _own.stemmer = stemmer("indonesian")
    found: str = _own.stemmer.stemWord(word)
    return _RAGAM.get(found, found)


@dataclass(frozen=True, slots=True)
class Kata:
    """A word of a text: its stem, its place (commas have one, too), its clause and its sentence."""

    stem: str
    at: int
    klausa: int
    kalimat: int


def read_words(text: str) -> list[Kata]:
    """Return the words of a text, without those that mean nothing and what is said twice in a row."""
    text = text.casefold()
    text = _SIZE.sub(f" {UKURAN} ", _MONEY.sub(f" {RUPIAH} ", text))
    text = re.sub(r"\bmudah(?:2|[-\s]mudah)an\b|\bmuda2han\b", "semoga", text)
    text = re.sub(r"\bterima\s?kasih\b", "terimakasih", text)
    text = re.sub(r"\bhari\s?(?:itu|ini|tu)\s(?:juga|jg|pun|jua)\b", "hariitujuga", text)
    # "Ijazah yang lama" is an old one: only behind a few words does it mean slow.
    text = re.sub(r"\b(?:yang|yg|iyang) (lama|lame|lamak)\b", "yglama", text)
    text = _RUN.sub(lambda m: m[1] or m[2], _AGAIN.sub(r"\1\2", text))
    words, at, klausa, kalimat = list[Kata](), 0, 0, 0
    for piece in _TOKEN.findall(text):
        if piece in ".;!?\n":
            klausa, kalimat = klausa + 1, kalimat + 1
        elif piece == ",":
            at, klausa = at + 1, klausa + 1
        elif piece in SATUAN:
            words.append(Kata(ANGKA_APA_SAJA, at, klausa, kalimat))
            words.append(Kata(stem(SATUAN[piece]), at + 1, klausa, kalimat))
            at += 2
        elif piece not in _PENGISI and len(piece) <= _LONGEST:
            found = ANGKA_APA_SAJA if piece.isdigit() or piece in _ANGKA else stem(piece)
            if not words or words[-1].stem != found or words[-1].kalimat != kalimat:
                words.append(Kata(found, at, klausa, kalimat))
                at += 1
    return words


@dataclass(frozen=True, slots=True)
class Frasa:
    """A pattern: for each of its words the stems that will do; ``entri`` is how the list says it."""

    entri: str
    kata: tuple[frozenset[str], ...]
    jarak: tuple[int, ...]  # how far behind the one before each may stand


def _stems(word: str, groups: Mapping[str, str]) -> frozenset[str]:
    found = set[str]()
    for part in word.split("/"):
        for one in groups[part[1:]].split() if part.startswith("@") else [part]:
            special = one in {ANGKA_APA_SAJA, RUPIAH, UKURAN}
            found.add(one if special else ANGKA_APA_SAJA if one in _ANGKA else stem(one))
    return frozenset(found)


def parse_pola(text: str, groups: Mapping[str, str]) -> Iterator[Frasa]:
    """Read the entries of a list; how it is written says :mod:`sekampadi.domain.tindak_lanjut.kata`."""
    for entri in filter(None, (e.strip() for e in re.split(r"[,\n]", text))):
        if _PENGISI.intersection(re.split(r"[\s/-]", entri)):
            raise ValueError(f"{entri!r} has a word that is passed over")
        for order in permutations(entri.split("&")):
            words, jarak = list[frozenset[str]](), list[int]()
            for close in " ".join(order).split():
                for i, word in enumerate(close.split("-")):
                    words.append(_stems(word, groups))
                    jarak.append(1 if i else JARAK)
            yield Frasa(entri, tuple(words), tuple(jarak))


class Kumpulan(Generic[T]):
    """Patterns with what each means, ready to be looked for together."""

    def __init__(self) -> None:
        self._alone: dict[str, list[tuple[int, T, Frasa]]] = {}
        self._pairs: dict[tuple[str, str], list[tuple[int, T, Frasa]]] = {}
        self._many = 0

    def add(self, text: str, groups: Mapping[str, str], arti: T) -> None:
        """Take in the entries of a list, which all mean the same."""
        for pola in parse_pola(text, groups):
            # Found by its first two words: hardly a pair of a text begins one, while many begin alike.
            self._many += 1
            line = (self._many, arti, pola)
            for first in pola.kata[0]:
                if len(pola.kata) == 1:
                    self._alone.setdefault(first, []).append(line)
                for second in pola.kata[1] if len(pola.kata) > 1 else ():
                    self._pairs.setdefault((first, second), []).append(line)

    def find(self, words: list[Kata]) -> Iterator[tuple[T, str, tuple[int, ...]]]:
        """Yield for each pattern that stands in a text: what it means, its entry, its words' indexes."""
        for i, word in enumerate(words):
            lines = [*self._alone.get(word.stem, ())]
            for after in words[i + 1 : i + 1 + JARAK]:
                lines += self._pairs.get((word.stem, after.stem), ())
            for _, arti, pola in sorted({line[0]: line for line in lines}.values(), key=_order):
                if (where := _follow(words, pola, i)) is not None:
                    yield arti, pola.entri, where


def _order(line: tuple[int, object, Frasa]) -> int:
    return line[0]


def _follow(words: list[Kata], pola: Frasa, begin: int) -> tuple[int, ...] | None:
    where = [begin]
    for wanted, jarak in zip(pola.kata[1:], pola.jarak[1:], strict=True):
        last = words[where[-1]]
        for i in range(where[-1] + 1, len(words)):
            word = words[i]
            if word.kalimat != last.kalimat or word.at - last.at > jarak:
                return None
            if word.stem in wanted:
                where.append(i)
                break
        else:
            return None
    return tuple(where)
