"""What the demonstration's offices plan and tell, read from ``catalogue/tindak_lanjut.toml``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from sekampadi.demo.watak import Orang
from sekampadi.domain.errors import DomainError
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tindak_lanjut.petikan import shorten_saran
from sekampadi.domain.tindak_lanjut.usulan import Nada, read_unsur

_FILE: Final = Path(__file__).parent.parent / "catalogue" / "tindak_lanjut.toml"
_TEXTS: Final[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
_NUMBER: Final = re.compile(r"\{(\d+)-(\d+)\}")
_PUJIAN: Final = re.compile(_TEXTS["kata"]["pujian"])
_WORD: Final = re.compile(r"[a-z]{4,}")
_STEM: Final = 6
"""Letters of a word that count: "antrean" and "antreannya" are one."""
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|,\s+(?:tetapi|tapi)\s+")


@cache
def _stems(text: str) -> frozenset[str]:
    found = {word[:_STEM] for word in _WORD.findall(text.lower())}
    return frozenset(found - {word[:_STEM] for word in _TEXTS["kata"]["umum"].split("|")})


@dataclass(frozen=True, slots=True)
class ActionText:
    """An action in words."""

    nama: str
    oleh: str  # who answers for it: a key of the catalogue's penanggung_jawab
    hari: int  # from beginning to end
    hasil: str
    hambatan: str
    alasan: str
    strategi: str
    pihak: str  # stakeholders
    tampil: str  # what everyone is told
    orang: tuple[Orang, ...] = ()  # whose offices plan it; empty: every office

    def thrown(self, rng: Random) -> "ActionText":
        """Return it with its numbers thrown; one number says the same wherever it stands."""
        seen: dict[str, str] = {}

        def number(match: re.Match[str]) -> str:
            low, high = int(match[1]), int(match[2])
            return seen.setdefault(match[0], str(rng.randint(low, high)))

        hasil, tampil = (_NUMBER.sub(number, text) for text in (self.hasil, self.tampil))
        return replace(self, hasil=hasil, tampil=tampil)

    def answers(self, quote: str) -> int:
        """Count the words that it shares with a suggestion, but for those that say nothing."""
        return len(_stems(quote) & _stems(f"{self.nama} {self.tampil}"))

    def again(self, rng: Random, tahap: int, tahun: int) -> "ActionText":
        """Return it as it is planned once more in a year."""
        kecil = self.nama[0].lower() + self.nama[1:]
        words = {"nama": self.nama, "kecil": kecil, "tahun": tahun}
        form = rng.choice(_LANJUTAN)
        return replace(self, nama=form.format(**words, tahap=_TAHAP[min(tahap, len(_TAHAP)) - 1]))


KEGIATAN: Final[Mapping[Unsur, tuple[ActionText, ...]]] = {
    unsur: tuple(ActionText(**t | {"orang": tuple(t.get("orang", ()))}) for t in _TEXTS[unsur.name])
    for unsur in URUTAN
}
PENANGGUNG_JAWAB: Final[Mapping[str, Mapping[str, str]]] = _TEXTS["penanggung_jawab"]
"""Kind of UPP -> who answers for what."""
BERJALAN: Final[tuple[str, ...]] = tuple(_TEXTS["ragam"]["berjalan"])
BATAL: Final[tuple[str, ...]] = tuple(_TEXTS["ragam"]["batal"])
_LANJUTAN: Final[tuple[str, ...]] = tuple(_TEXTS["ragam"]["lanjutan"])
_TAHAP: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
BERITA_ACARA: Final[tuple[str, ...]] = tuple(_TEXTS["ragam"]["berita_acara"])


@cache
def texts_for(unsur: Unsur, orang: Orang) -> tuple[ActionText, ...]:
    """List what an office with such visitors may plan for an unsur."""
    return tuple(t for t in KEGIATAN[unsur] if not t.orang or orang in t.orang)


def _asks_for(unsur: Unsur, text: str) -> bool:
    spoken = read_unsur(text).get(unsur)
    praise = spoken is None or spoken.nada is Nada.PUJIAN or _PUJIAN.search(text.lower())
    return not praise


def quote_for(unsur: Unsur, saran: str, *, whole: bool) -> str:
    """Return what an office quotes of a suggestion for an unsur; nothing when it asks for nothing there.

    Args:
        whole: keep all of it, else only the sentence that asks.
    """
    asking = [part for part in _SENTENCE.split(saran) if _asks_for(unsur, part)]
    if not asking:
        return ""
    if not whole:
        try:
            return shorten_saran(saran, asking[0])
        except DomainError:
            pass  # a "tidak" stands before it: nobody is quoted without
    return shorten_saran(saran, saran)
