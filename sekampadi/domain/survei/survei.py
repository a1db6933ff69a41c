"""The journey of the survey: four steps, what each must hold, and which may be visited (decree, K.1)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.laporan.rekap import Penilaian
from sekampadi.domain.survei import responden
from sekampadi.domain.survei.responden import CHOSEN, PenilaianUmum, Responden, parse_usia
from sekampadi.domain.survei.unsur import SKOR, URUTAN
from sekampadi.i18n import format_angka, t

SARAN_MAX = 2000
"""Longest suggestion, in characters."""


class Langkah(IntEnum):
    """The four steps, in order."""

    RESPONDEN = 1
    PENILAIAN_UMUM = 2
    SKM = 3
    SARAN = 4

    @property
    def label(self) -> str:
        """The words of the step bar."""
        return ("Responden", "Penilaian Umum", "SKM", "Kritik/Saran")[self.value - 1]

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields the step asks for."""
        return _FIELDS[self]


_FIELDS: dict[Langkah, tuple[str, ...]] = {
    Langkah.RESPONDEN: responden.FIELDS,
    Langkah.PENILAIAN_UMUM: ("umum",),
    Langkah.SKM: tuple(u.field for u in URUTAN),
    Langkah.SARAN: ("saran",),
}

FIELDS: tuple[str, ...] = tuple(f for langkah in Langkah for f in langkah.fields)
"""All fields of a survey, in order."""

Isian = Mapping[str, object]
"""Field name -> what the browser sent; client input, nothing in it is believed."""


@dataclass(frozen=True, slots=True)
class JawabanBaru:
    """A complete, valid answer, ready to be stored."""

    penilaian: Penilaian
    saran: str


_CHOICES: dict[str, tuple[str, tuple[str, ...]]] = {
    **{k.value: (k.asked_as.lower(), k.choices) for k in CHOSEN},
    "umum": ("satu penilaian", tuple(PenilaianUmum)),
    **{u.field: ("satu jawaban", tuple(map(str, SKOR))) for u in URUTAN},
}
"""Field -> what is to be chosen, and from what."""


def _parse_choice(field: str, value: object) -> str:
    text = value if isinstance(value, str) else ""
    what, choices = _CHOICES[field]
    if not text:
        raise DomainError(f"{field}.missing", t("Pilih {apa}.", apa=what))
    if text not in choices:
        raise DomainError(f"{field}.unknown_option", t("Pilih salah satu jawaban yang tersedia."))
    return text


def parse_saran(value: object) -> str:
    """Read a suggestion: optional, kept as written but for line ends, NUL and outer blanks.

    Raises:
        DomainError: ``saran.too_long`` beyond :data:`SARAN_MAX` characters.
    """
    text = value if isinstance(value, str) else ""
    # PostgreSQL cannot hold NUL, and lone surrogates cannot be encoded: neither is anybody's word.
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    text = text.encode("utf-8", "ignore").decode("utf-8")
    if len(text) > SARAN_MAX:
        raise DomainError(
            "saran.too_long",
            t(
                "Kritik/saran paling banyak {max} karakter; tulisan Anda {n} karakter.",
                max=format_angka(SARAN_MAX),
                n=format_angka(len(text)),
            ),
        )
    return text


def _parse_field(field: str, value: object) -> object:
    if field in _CHOICES:
        return _parse_choice(field, value)
    return parse_usia(value) if field == "usia" else parse_saran(value)


def step_errors(langkah: Langkah, isian: Isian) -> dict[str, DomainError]:
    """Return what is wrong with one step: field name -> error, in the order of the fields."""
    errors: dict[str, DomainError] = {}
    for field in langkah.fields:
        try:
            _parse_field(field, isian.get(field))
        except DomainError as error:
            errors[field] = error
    return errors


def reachable_step(isian: Isian, wanted: int) -> Langkah:
    """Return the step that may be shown: the wanted one, or an earlier one not yet complete."""
    for langkah in Langkah:
        if langkah >= wanted or step_errors(langkah, isian):
            return langkah
    return Langkah.SARAN


def parse_jawaban(isian: Isian) -> JawabanBaru:
    """Read a complete survey; a tenth score (``u10``) is refused, not ignored."""
    errors: dict[str, DomainError] = {}
    for langkah in Langkah:
        errors |= step_errors(langkah, isian)
    if unknown := sorted(set(isian) - set(FIELDS)):
        errors[unknown[0]] = DomainError("jawaban.unknown_field", t("Isian survei tidak dikenal."))
    if errors:
        raise FieldErrors(errors)
    return JawabanBaru(
        Penilaian(
            nilai={u: int(str(isian[u.field])) for u in URUTAN},
            umum=PenilaianUmum(str(isian["umum"])),
            responden=Responden.of({**isian, "usia": parse_usia(isian["usia"])}),
        ),
        saran=parse_saran(isian.get("saran")),
    )


def parse_uuid(text: object) -> uuid.UUID:
    """Read the identity of a survey, made by the browser when the survey begins.

    Raises:
        DomainError: ``survei.uuid`` when it is not a UUID.
    """
    try:
        return uuid.UUID(str(text))
    except ValueError:
        raise DomainError(
            "survei.uuid", t("Survei ini tidak dapat dikenali. Muat ulang halaman, lalu coba lagi.")
        ) from None
