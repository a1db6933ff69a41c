"""Bab I of an annual report: why, on what basis, who, and when (decree, L.3)."""

import re

from sekampadi.reports.build.tahunan.blok import Blok
from sekampadi.reports.build.tahunan.tulisan import lines_blok, own_words, words_blok
from sekampadi.services.tahunan.bahan import BahanTahunan

_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|[-–•*])\s+", re.ASCII)
"""How people begin the lines of a list."""


def latar_blok(bahan: BahanTahunan) -> Blok:
    """Return why the survey was made."""
    return words_blok(bahan, "latar")


def dasar_hukum_blok(bahan: BahanTahunan) -> Blok:
    """Return the regulations, a line each, numbered anew whatever numbers were typed."""
    lines = [line.strip() for p in own_words(bahan, "dasar_hukum") for line in p.splitlines()]
    bare = [_NUMBER.sub("", line, count=1) if _NUMBER.match(line) else line for line in lines]
    return Blok(tuple(f"{at}. {line}" for at, line in enumerate(filter(None, bare), start=1)))


def maksud_blok(bahan: BahanTahunan) -> Blok:
    """Return what the survey is for."""
    return words_blok(bahan, "maksud")


def profil_blok(bahan: BahanTahunan) -> Blok:
    """Return the organisation of an UPP; nothing for the province."""
    return words_blok(bahan, "profil")


def wilayah_blok(bahan: BahanTahunan) -> Blok:
    """Return the province's place, land and people; nothing for an UPP."""
    return words_blok(bahan, "wilayah")


def tim_blok(bahan: BahanTahunan) -> Blok:
    """Return who was responsible for the survey and who made it; its table is ``tim``."""
    return lines_blok(bahan, "tim")


def jadwal_blok(bahan: BahanTahunan) -> Blok:
    """Return what was done when; its table is ``jadwal``."""
    return lines_blok(bahan, "jadwal")
