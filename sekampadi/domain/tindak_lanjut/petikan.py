"""Petikan: what a plan quotes of a suggestion. It may be shortened, and nothing may be put into its mouth."""

import re

from sekampadi.domain.errors import DomainError
from sekampadi.domain.isian import clean_line
from sekampadi.i18n import t

POTONG = "…"
"""Stands where words were left out."""
PETIKAN_MIN = 3
KATA_SAMA = 6
"""Words in a row by which somebody's sentence is known again."""

_GAP = re.compile(r"\s*(?:…|\.\.\.)\s*")
_INGKAR = frozenset(
    [
        *("tidak", "tak", "tdk", "gak", "ga", "gk", "ngga", "nggak", "enggak", "ndak", "ndk"),
        *("bukan", "belum", "blm", "jangan", "jgn", "tanpa", "kurang", "tiada"),
    ]
)
"""Words that turn what follows into its opposite: nobody is quoted without them."""


def shorten_saran(saran: str, petikan: object) -> str:
    """Return what is quoted of a suggestion, as it is stored: passages of it, word for word.

    Args:
        petikan: the suggestion, or passages of it in their order with ``…`` where something is left
            out. Spaces do not matter.

    Raises:
        DomainError: ``petikan.missing`` for nothing, ``petikan.altered`` for words that are not
            there like this, ``petikan.negation`` where a passage begins behind a "tidak".
    """
    whole = clean_line(saran)
    parts = [part for part in _GAP.split(clean_line(petikan)) if part]
    if len(" ".join(parts)) < PETIKAN_MIN:
        raise DomainError("petikan.missing", t("Petikan tidak boleh kosong."))
    if whole == clean_line(petikan):
        return whole
    words, chosen = whole.split(" "), list[tuple[int, int]]()
    for part in parts:
        at = chosen[-1][1] if chosen else 0
        begin = _find(words, part.split(" "), at)
        if begin < 0:
            raise DomainError(
                "petikan.altered",
                t(
                    "Petikan hanya boleh dipendekkan: “{bagian}” tidak tertulis demikian dalam "
                    "sarannya. Tulis … di tempat kata yang dihilangkan.",
                    bagian=part,
                ),
            )
        if begin > at and (lost := _negation_before(words[at:begin])):
            raise DomainError(
                "petikan.negation",
                t(
                    "Kata “{kata}” sebelum “{bagian}” tidak boleh dihilangkan: artinya menjadi terbalik.",
                    kata=lost,
                    bagian=part,
                ),
            )
        end = begin + len(part.split(" "))
        if chosen and begin == at:
            begin = chosen.pop()[0]
        chosen.append((begin, end))
    text = f" {POTONG} ".join(" ".join(words[begin:end]) for begin, end in chosen)
    first, last = chosen[0][0] > 0, chosen[-1][1] < len(words)
    return (f"{POTONG} " if first else "") + text + (f" {POTONG}" if last else "")


def repeats(teks: str, saran: str) -> bool:
    """Tell whether a text takes so many words in a row from a suggestion that it could be known again."""
    return not _runs(teks).isdisjoint(_runs(saran))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [bare for word in clean_line(text).split(" ") if (bare := _bare(word))]
    return {tuple(words[at : at + KATA_SAMA]) for at in range(len(words) - KATA_SAMA + 1)}


def _bare(word: str) -> str:
    return word.strip(".,;:!?()\"'").casefold()


def _negation_before(left_out: list[str]) -> str:
    """Return a negation among the last two words that were left out, in the same sentence; or nothing."""
    for word in reversed(left_out[-2:]):
        if word[-1] in ".,;!?":
            return ""
        if _bare(word) in _INGKAR:
            return word
    return ""


def _find(words: list[str], part: list[str], at: int) -> int:
    """Return where the words of a passage stand from a place on; -1 when they do not."""
    places = range(at, len(words) - len(part) + 1)
    for begin in places:
        if words[begin : begin + len(part)] == part:
            return begin
    # A passage may end before the comma that follows its last word.
    bare = [_bare(w) for w in part]
    for begin in places:
        if [_bare(w) for w in words[begin : begin + len(part)]] == bare:
            return begin
    return -1
