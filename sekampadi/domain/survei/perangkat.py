"""Perangkat: the life of a question set, from draft to archive, and what one must hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.isian import FormReader
from sekampadi.domain.survei.pertanyaan import Opsi, PerangkatPertanyaan, Pertanyaan
from sekampadi.domain.survei.unsur import SKOR, URUTAN
from sekampadi.i18n import t


class Keadaan(Labelled):
    """What a version is on a day. A version in force is followed by date, so nobody switches it."""

    DRAF = "draf", t("Draf")
    TERJADWAL = "terjadwal", t("Terjadwal")
    BERLAKU = "berlaku", t("Berlaku")
    ARSIP = "arsip", t("Arsip")


@dataclass(frozen=True, slots=True)
class Masa:
    """When a published version holds: from its day until the next one's."""

    dari: date
    sampai: date | None


def keadaan(status: str, masa: Masa | None, today: date) -> Keadaan:
    """Return what a version is on a day.

    Its status is stored as ``draf``, ``berlaku`` (published) or ``arsip`` (withdrawn).
    """
    if status == "draf":
        return Keadaan.DRAF
    if status != "berlaku" or masa is None:
        return Keadaan.ARSIP
    if masa.dari > today:
        return Keadaan.TERJADWAL
    # A version whose successor begins tomorrow is still in force today.
    return Keadaan.BERLAKU if masa.sampai is None or masa.sampai > today else Keadaan.ARSIP


def option_field(unsur_field: str, skor: int) -> str:
    """Name the form's field of an option, ``u3_2``."""
    return f"{unsur_field}_{skor}"


def parse_perangkat(kode: str, isian: Mapping[str, object]) -> PerangkatPertanyaan:
    """Read the form of a question set.

    Args:
        isian: ``nama``, ``umum``, and for each unsur ``u1`` and its options ``u1_1`` to ``u1_4``.

    Raises:
        FieldErrors: ``<field>.missing``, ``.too_short``, ``.too_long``, ``<field>.same`` for an
            option that says the same as another one of its question.
    """
    reader = FormReader(isian)
    nama = reader.text("nama", t("Nama kuesioner"), least=3, most=120)
    umum = reader.text("umum", t("Pertanyaan umum"), least=10, most=500)
    questions = []
    for unsur in URUTAN:
        teks = reader.text(unsur.field, t("Pertanyaan {kode}", kode=unsur.kode), least=10, most=500)
        words: list[str] = []
        for skor in SKOR:
            field = option_field(unsur.field, skor)
            word = reader.text(field, t("Jawaban {n}", n=skor), least=1, most=120)
            if word and word.casefold() in {w.casefold() for w in words}:
                reader.wrong(field, f"{field}.same", t("Jawaban ini sama dengan yang lain."))
            words.append(word)
        opsi: Opsi = (words[0], words[1], words[2], words[3])
        questions.append(Pertanyaan(unsur, teks, opsi))
    reader.check()
    return PerangkatPertanyaan(kode, nama, umum, tuple(questions))
