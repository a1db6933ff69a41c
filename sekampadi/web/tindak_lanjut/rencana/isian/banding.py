"""The fields of the forms of an action, and how what is typed compares with what is stored."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sekampadi.i18n import format_hari, t
from sekampadi.web.tindak_lanjut.rencana.tampilan import field_words, value_words

RENCANA_FIELDS = ("nama", "mulai", "target", "penanggung_jawab", "prioritas", "jangka")
HASIL_FIELDS = (
    *("status", "uraian", "hambatan", "alasan", "selesai_pada", "strategi"),
    *("strategi_target", "strategi_penanggung_jawab", "stakeholder"),
)
TAYANG_FIELDS = ("tampil", "teks", "petikan")
FIELDS: dict[str, tuple[str, ...]] = {
    "baru": RENCANA_FIELDS,
    "kegiatan": RENCANA_FIELDS,
    "hasil": HASIL_FIELDS,
    "tayang": TAYANG_FIELDS,
}
"""The kinds of forms, as what they are about begins, and the fields of each."""
SAYA, TERSIMPAN = "saya", "tersimpan"
"""Of a field that two people have changed: what is typed, what is stored."""


@dataclass(frozen=True)
class Banding:
    """A field of which somebody else has stored something else than what is typed.

    ``saya`` says that what is typed was changed by this person; the other was changed by the other.
    """

    nama: str
    judul: str
    anda: str
    tersimpan: str
    saya: bool


def _day(value: Any) -> str:
    return format_hari(value) if value else ""


def stored_fields(kind: str, row: Any) -> dict[str, str]:
    """Return what is stored of an action as the fields of a form hold it."""
    if kind == "tayang":
        quoted = str(row.tayang_petikan_id or "")
        shown = "1" if row.tayang_pada else ""
        return {"tampil": shown, "teks": row.tayang_teks, "petikan": quoted}
    source = row.isi if kind == "kegiatan" else row.hasil
    found = {}
    for name in FIELDS[kind]:
        value = getattr(source, name)
        is_day = name in {"mulai", "target", "selesai_pada", "strategi_target"}
        found[name] = _day(value) if is_day else str(value)
    return found


def _mark(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:10]


def mark_of_fields(fields: Mapping[str, str]) -> str:
    """Return what tells whether stored fields, and which of them, are still the same."""
    return " ".join(f"{name}={_mark(value)}" for name, value in sorted(fields.items()))


def compare_fields(
    kind: str, typed: Mapping[str, object], row: Any, dasar: str = ""
) -> list[Banding]:
    """Set what is typed beside what is stored, field by field, where they differ.

    Args:
        dasar: the marks of what was stored when the typing began.
    """
    stored, lines, before = stored_fields(kind, row), [], set(dasar.split())
    for name in FIELDS[kind]:
        mine = str(typed.get(name, "")).strip()
        if mine != stored[name]:
            words = _words(name, mine), _words(name, stored[name])
            own = f"{name}={_mark(mine)}" not in before
            lines.append(Banding(name, field_words(name), *words, own))
    return lines


def merge_fields(
    typed: Mapping[str, str], stored: Mapping[str, str], chosen: Mapping[str, object]
) -> dict[str, str]:
    """Return what is typed, but what is stored of the fields where that was chosen."""
    return {
        name: stored[name] if name in stored and chosen.get(name) == TERSIMPAN else value
        for name, value in typed.items()
    }


def _words(name: str, value: str) -> str:
    if name == "tampil":
        return t("ya") if value else t("tidak")
    if name == "petikan":
        return t("dengan kutipan") if value else t("tanpa kutipan")
    return value_words(value) or t("kosong")
