"""What a question set consists of; the decree's and the ministry's are put in by the first migration."""

from dataclasses import dataclass

from sekampadi.domain.survei.unsur import Unsur

Opsi = tuple[str, str, str, str]
"""The words of the scores 1 to 4, in this order."""


@dataclass(frozen=True, slots=True)
class Pertanyaan:
    """One question about an unsur with its four options."""

    unsur: Unsur
    teks: str
    opsi: Opsi


@dataclass(frozen=True, slots=True)
class PerangkatPertanyaan:
    """A question set: the general question, and nine, one per unsur, in order."""

    kode: str
    nama: str
    umum: str
    pertanyaan: tuple[Pertanyaan, ...]
