"""The words a person writes into an annual report: a text, or the lines of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.isian import FormReader, clean_line
from sekampadi.domain.tahunan.bagian import BagianTahunan
from sekampadi.domain.teks import clean_text
from sekampadi.i18n import format_angka, t

TEKS_MAX = 20_000
"""Letters of a part: some eight pages."""
BARIS_TEKS_MAX = 300
"""Lines of a text, those of all its paragraphs together: of single letters they are some eight pages."""
SEL_MAX = 200
"""Letters of a cell."""
MISSING_TOLD = 5
"""Lines of a table of which it is told what they lack."""


@dataclass(frozen=True, slots=True)
class IsiNaskah:
    """What stands in a part: one of the two, or nothing."""

    teks: str = ""
    baris: tuple[tuple[str, ...], ...] = ()

    @property
    def kosong(self) -> bool:
        """Whether nothing stands there."""
        return not self.teks and not self.baris

    @property
    def alinea(self) -> tuple[str, ...]:
        """The paragraphs of a text: empty lines part them, and line ends within them stay."""
        return tuple(p for part in self.teks.split("\n\n") if (p := part.strip()))

    def stored(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"baris": [list(b) for b in self.baris]} if self.baris else {"teks": self.teks}

    @classmethod
    def restore(cls, stored: Mapping[str, Any]) -> Self:
        """Make it of what was stored."""
        return cls(
            str(stored.get("teks", "")),
            tuple(tuple(str(cell) for cell in line) for line in stored.get("baris", ())),
        )


def _line(value: object, width: int) -> tuple[str, ...]:
    cells = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    texts = (cell if isinstance(cell, str) else "" for cell in cells[:width])
    found = [clean_line(clean_text(text)) for text in texts]
    return (*found, *[""] * (width - len(found)))


def parse_naskah(bagian: BagianTahunan, isian: Mapping[str, object]) -> IsiNaskah:
    """Read what is to be stored of a part; nothing at all takes the person's words away.

    Args:
        isian: ``teks``, or for a table ``baris``: lines of cells, of which empty ones are left out.

    Raises:
        FieldErrors: ``teks.too_long``, ``teks.too_many_lines``; ``baris.too_many``, ``baris.too_long``.
    """
    if not bagian.tabel:
        reader = FormReader(isian)
        teks = reader.paragraphs("teks", bagian.judul, most=TEKS_MAX)
        if sum(map(bool, teks.split("\n"))) > BARIS_TEKS_MAX:
            words = t("{judul} paling banyak {n} baris.", judul=bagian.judul, n=BARIS_TEKS_MAX)
            reader.wrong("teks", "teks.too_many_lines", words)
        reader.check()
        return IsiNaskah(teks)
    lines = isian.get("baris")
    rows = lines if isinstance(lines, Sequence) and not isinstance(lines, str) else ()
    # More lines than anybody can have typed are not even read.
    cleaned = [_line(row, len(bagian.kolom)) for row in rows[: 4 * bagian.baris]]
    filled = tuple(row for row in cleaned if any(row))
    if len(filled) > bagian.baris:
        words = t("{judul} paling banyak {n} baris.", judul=bagian.judul, n=bagian.baris)
        raise FieldErrors({"baris": DomainError("baris.too_many", words)})
    for at, row in enumerate(filled, start=1):
        if any(len(cell) > SEL_MAX for cell in row):
            words = t(
                "Baris {at}: tiap kolom paling banyak {n} karakter.", at=at, n=format_angka(SEL_MAX)
            )
            raise FieldErrors({"baris": DomainError("baris.too_long", words)})
    return IsiNaskah(baris=filled)


def is_filled(bagian: BagianTahunan, isi: IsiNaskah) -> bool:
    """Tell whether a part says what it has to: of a table, no line lacks a cell that it needs."""
    if not bagian.tabel:
        return any(c.isalnum() for c in isi.teks)
    return bool(isi.baris) and not _empty_cells(bagian, isi)


def _empty_cells(bagian: BagianTahunan, isi: IsiNaskah) -> list[tuple[int, list[str]]]:
    """Return the lines that lack cells which they need, by number from 1, with those columns."""
    found = []
    for number, line in enumerate(isi.baris, start=1):
        lacks = [
            kolom.judul
            for at, kolom in enumerate(bagian.kolom)
            if kolom.perlu and not any(map(str.isalnum, "".join(line[at : at + 1])))
        ]
        if lacks:
            found.append((number, lacks))
    return found


def list_missing(bagian: BagianTahunan, isi: IsiNaskah) -> tuple[str, ...]:
    """Say of each line of a table what it lacks, the first :data:`MISSING_TOLD`; nothing of a text."""
    return tuple(
        t("Baris {n}: {kolom} belum diisi", n=number, kolom=", ".join(lacks))
        for number, lacks in _empty_cells(bagian, isi)[:MISSING_TOLD]
    )
