"""An answer that another system sends: its identity, the day it was given on, and its fields as JSON has them."""

import re
import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from sekampadi.domain.errors import DomainError
from sekampadi.domain.periode import parse_tanggal
from sekampadi.domain.survei.survei import Isian
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.teks import clean_text
from sekampadi.i18n import format_tanggal, t

HARI_MUNDUR: Final = 7
"""How many days back an answer may lie, for a system that could not send for a while. So long a triwulan
is open to what comes late: nothing that comes in here changes one that is frozen for the public."""

ANGKA: Final = ("usia", "umum", *(u.field for u in URUTAN))
"""The fields that are numbers in JSON; the survey's form sends them as text."""

POLA_UUID: Final = (
    "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$"
)
"""A UUID of version 4. Those of other versions hold a time, a machine or what they were computed of, and
what is computed of a case number would lead from the case to the answer."""
POLA_PERANGKAT: Final = r"^[a-z0-9-]{1,40}/[1-9][0-9]{0,5}$"
"""How a version of a question set is named, ``sekampadi/2``."""


def parse_identity(text: str) -> uuid.UUID:
    """Read the identity of an answer, which the sender has made for it.

    Raises:
        DomainError: ``idempotency_key.missing``, ``idempotency_key.format``.
    """
    if not text:
        raise DomainError(
            "idempotency_key.missing",
            t("Sertakan Idempotency-Key: UUID versi 4 yang dibuat baru untuk setiap jawaban."),
        )
    if not re.match(POLA_UUID, text) or len(text) != 36:  # $ would let a line end follow
        raise DomainError(
            "idempotency_key.format",
            t("Idempotency-Key harus UUID versi 4 (acak), dibuat baru untuk setiap jawaban."),
        )
    return uuid.UUID(text)


def parse_tanggal_api(text: str) -> date:
    """Read the day an answer was given on, in the one form that programs write.

    Raises:
        DomainError: as :func:`parse_tanggal`.
    """
    day = parse_tanggal(text)
    if text != day.isoformat():
        raise DomainError(
            "tanggal.format", t("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2023-03-31.")
        )
    return day


def check_tanggal_api(day: date, today: date) -> date:
    """Refuse a day on which an answer that comes in today cannot have been given.

    Raises:
        DomainError: ``tanggal.future``; ``tanggal.too_old`` beyond :data:`HARI_MUNDUR`.
    """
    if day > today:
        raise DomainError(
            "tanggal.future", t("Tanggal {tanggal} belum tiba.", tanggal=format_tanggal(day))
        )
    earliest = today - timedelta(days=HARI_MUNDUR)
    if day < earliest:
        raise DomainError(
            "tanggal.too_old",
            t(
                "Tanggal {tanggal} terlalu lama. Paling awal {awal}.",
                tanggal=format_tanggal(day),
                awal=format_tanggal(earliest),
            ),
        )
    return day


def isian_of(values: Mapping[str, object]) -> Isian:
    """Return the fields of a survey as its form would send them.

    Numbers become text, and nothing else does: what is of another kind is for the survey's own rules
    to refuse. What no screen takes is left out of texts, as everywhere.
    """
    return {name: _as_typed(name, value) for name, value in values.items()}


def _as_typed(name: str, value: object) -> object:
    if isinstance(value, str):
        return clean_text(value)
    return str(value) if name in ANGKA and type(value) is int else value


def parse_perangkat(text: str) -> tuple[str, int]:
    """Read which version of a question set was asked: its kode and its number.

    Raises:
        DomainError: ``perangkat.format``.
    """
    if not re.match(POLA_PERANGKAT, text) or text.endswith("\n"):
        raise DomainError(
            "perangkat.format", t("Tulis perangkat sebagai kode/versi, misalnya sekampadi/1.")
        )
    kode, _, versi = text.partition("/")
    return kode, int(versi)
