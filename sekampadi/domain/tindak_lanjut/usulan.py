"""Usulan: which suggestions are proposed for an unsur, because they speak of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, Self

from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tindak_lanjut.kata.layanan import LAYANAN
from sekampadi.domain.tindak_lanjut.kata.petugas import PETUGAS
from sekampadi.domain.tindak_lanjut.kata.umum import BALIK, KELOMPOK, LAIN, MINTA, PUJI, SESAL
from sekampadi.domain.tindak_lanjut.pola import Kata, Kumpulan, read_words, stem

CUKUP = 2
"""So much has to speak for an unsur: one clear word, or two that are vague alone."""
JELAS = ("keluhan", "pujian", "netral")
"""The lists of what is clear alone."""


class Nada(StrEnum):
    """In what tone a suggestion speaks of an unsur, in the order in which they are proposed."""

    urutan: int

    def __new__(cls, value: str, urutan: int = 0) -> Self:
        """Make a tone. Only who looks one up gives no more than its name."""
        nada = str.__new__(cls, value)
        nada._value_, nada.urutan = value, urutan
        return nada

    KELUHAN = "keluhan", 0
    USUL = "usul", 1
    PUJIAN = "pujian", 2


@dataclass(frozen=True, slots=True)
class Sebutan:
    """That a suggestion speaks of an unsur: how clearly, and in what tone.

    The tone is a guess that orders what is proposed; nothing is counted by it.
    """

    skor: int
    nada: Nada


_BALIK = frozenset(stem(w) for w in BALIK)


class _Arti(NamedTuple):
    """What a pattern of the lists means: of which unsur it speaks, how, and in what tone."""

    unsur: Unsur
    jenis: str  # the list it stands in, a field of DaftarKata
    nada: Nada | None


@lru_cache(maxsize=1)
def _daftar() -> Kumpulan[_Arti]:
    """Return the lists of all unsur, ready to be looked for in one pass."""
    patterns = Kumpulan[_Arti]()
    for unsur, lists in (LAYANAN | PETUGAS).items():
        for jenis, text in asdict(lists).items():
            nada = Nada(jenis) if jenis in tuple(Nada) else None
            patterns.add(text, KELOMPOK, _Arti(unsur, jenis, nada))
    return patterns


@lru_cache(maxsize=1)
def _umum() -> Kumpulan[str]:
    patterns = Kumpulan[str]()
    for name, text in (("lain", LAIN), ("minta", MINTA), ("puji", PUJI), ("sesal", SESAL)):
        patterns.add(text, KELOMPOK, name)
    return patterns


def _turned(words: list[Kata], where: tuple[int, ...]) -> bool:
    """Tell whether a negation stands among the two words before one of a pattern, in its clause.

    One that the pattern says itself turns nothing: "tidak pungli" is praise as it stands.
    """
    return any(
        words[i].stem in _BALIK
        and i not in where
        and words[i].klausa == words[at].klausa
        and words[at].at - words[i].at <= 2
        for at in where
        for i in range(max(0, at - 2), at)
    )


def _nada(words: list[Kata], found: Mapping[tuple[int, ...], Nada | None]) -> Nada:
    """Guess the tone: what is wished for, else what the longest patterns say, else the other words."""
    inside = [w for w in found if not any(set(w) < set(other) for other in found)]
    clauses = {words[i].klausa for where in inside for i in where}
    near = [w for w in words if w.klausa in clauses]
    said_there = {name for name, _, _ in _umum().find(near)}
    if "minta" in said_there:
        return Nada.USUL
    tones = set[Nada]()
    for where in inside:
        if said := found[where]:
            turned = _turned(words, where)
            tones.add(said if not turned else Nada.PUJIAN if said is Nada.KELUHAN else Nada.KELUHAN)
    if tones:
        return Nada.KELUHAN if Nada.KELUHAN in tones else Nada.PUJIAN
    return Nada.PUJIAN if "puji" in said_there and "sesal" not in said_there else Nada.KELUHAN


def _speaks(
    words: list[Kata], hits: Sequence[tuple[_Arti, str, tuple[int, ...]]]
) -> Sebutan | None:
    """Weigh what was found of an unsur: clear words and phrases, and vague ones beside them."""
    masked = {i for arti, _, where in hits if arti.jenis == "bukan" for i in where}
    hits = [hit for hit in hits if masked.isdisjoint(hit[2])]
    used, skor, found = set[int](), 0, dict[tuple[int, ...], Nada | None]()
    for arti, _, where in hits:
        if arti.jenis in JELAS:
            skor += 0 if used.issuperset(where) else CUKUP
            used.update(where)
            found.setdefault(where, arti.nada)
    vague = dict[str, tuple[int, ...]]()
    for arti, entri, where in hits:
        if arti.jenis == "samar" and used.isdisjoint(where):
            vague.setdefault(entri, where)
            used.update(where)
    skor += len(vague)
    if skor < CUKUP:
        return None
    return Sebutan(skor, _nada(words, found or dict.fromkeys(vague.values())))


@lru_cache(maxsize=10_000)
def read_unsur(saran: str) -> Mapping[Unsur, Sebutan]:
    """Return of which unsur a suggestion speaks; the words alone decide, by :mod:`.kata`.

    What has been read is remembered: a plan is opened many times.
    """
    words = read_words(saran)
    silent = {words[where[0]].kalimat for name, _, where in _umum().find(words) if name == "lain"}
    words = [w for w in words if w.kalimat not in silent]
    hits: dict[Unsur, list[tuple[_Arti, str, tuple[int, ...]]]] = {}
    for hit in _daftar().find(words):
        hits.setdefault(hit[0].unsur, []).append(hit)
    found = ((unsur, _speaks(words, hits[unsur])) for unsur in Unsur if unsur in hits)
    return {unsur: sebutan for unsur, sebutan in found if sebutan}


def propose(saran: Iterable[tuple[int, str]], unsur: Unsur) -> list[tuple[int, Sebutan]]:
    """Return the suggestions that speak of an unsur: complaints, requests, praise; each the clearest first.

    Args:
        saran: id and text; equally clear ones stay in this order.
    """
    found = [(i, read_unsur(text).get(unsur)) for i, text in saran]
    spoken = [(i, sebutan) for i, sebutan in found if sebutan]
    return sorted(spoken, key=lambda x: (x[1].nada.urutan, -x[1].skor))


def count_unsur(saran: Iterable[str]) -> dict[Unsur, int]:
    """Count for each unsur the suggestions that speak of it, in one pass."""
    counts = dict.fromkeys(Unsur, 0)
    for text in saran:
        for unsur in read_unsur(text):
            counts[unsur] += 1
    return counts
