"""Reading the fields of a form: every error beside its field, all at once."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.periode import read_tanggal
from sekampadi.domain.teks import clean_text
from sekampadi.i18n import format_angka, t

E = TypeVar("E", bound=StrEnum)

_SPACES = re.compile(r"\s+")
_GAPS = re.compile(r"\n{3,}")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean_line(value: object) -> str:
    """Return a text as one line: what no database or document takes left out, spaces joined."""
    text = value if isinstance(value, str) else ""
    return _SPACES.sub(" ", _UNPRINTABLE.sub("", text)).strip()


class FormReader:
    """Reads the fields of one form, believing nothing, and collects what is wrong with them."""

    def __init__(self, isian: Mapping[str, object]) -> None:
        self._isian = isian
        self.errors: dict[str, DomainError] = {}

    def wrong(self, field: str, code: str, message: str) -> None:
        """Note an error of a field; the first one stays."""
        self.errors.setdefault(field, DomainError(code, message))

    def text(self, field: str, label: str, *, least: int = 0, most: int) -> str:
        """Read a line of text, of so many characters; ``least=0`` lets it be empty."""
        return self._measured(field, label, clean_line(self._isian.get(field)), least, most)

    def _measured(self, field: str, label: str, text: str, least: int, most: int) -> str:
        if least and not text:
            self.wrong(field, f"{field}.missing", t("{label} belum diisi.", label=label))
        elif len(text) < least:
            self.wrong(
                field,
                f"{field}.too_short",
                t("{label} paling sedikit {n} karakter.", label=label, n=least),
            )
        elif len(text) > most:
            self.wrong(
                field,
                f"{field}.too_long",
                t(
                    "{label} paling banyak {n} karakter; sekarang {banyak}.",
                    **{"label": label, "n": format_angka(most), "banyak": format_angka(len(text))},
                ),
            )
        return text

    def choice(self, field: str, label: str, kind: type[E]) -> E | None:
        """Read one of a list; None, and an error noted, for anything else."""
        text = clean_line(self._isian.get(field))
        if not text:
            self.wrong(field, f"{field}.missing", t("{label} belum dipilih.", label=label))
            return None
        try:
            return kind(text)
        except ValueError:
            self.wrong(field, f"{field}.unknown", t("Pilih {label} dari daftar.", label=label))
            return None

    def day(self, field: str, label: str) -> date | None:
        """Read a day as it is typed; None, and an error noted, for anything else."""
        text = clean_line(self._isian.get(field))
        if not text:
            self.wrong(field, f"{field}.missing", t("{label} belum diisi.", label=label))
            return None
        try:
            return read_tanggal(text)
        except DomainError as error:
            self.wrong(field, f"{field}.format", error.message)
            return None

    def optional_day(self, field: str, label: str) -> date | None:
        """Read a day that may be left open; None for nothing, too."""
        return self.day(field, label) if clean_line(self._isian.get(field)) else None

    def paragraphs(self, field: str, label: str, *, least: int = 0, most: int) -> str:
        """Read a text of several lines, of so many characters; ``least=0`` lets it be empty."""
        value = self._isian.get(field)
        lines = clean_text(value).splitlines() if isinstance(value, str) else []
        whole = "\n".join(clean_line(line) for line in lines)
        return self._measured(field, label, _GAPS.sub("\n\n", whole).strip(), least, most)

    def check(self) -> None:
        """Raise what was noted, if anything was."""
        if self.errors:
            raise FieldErrors(self.errors)
