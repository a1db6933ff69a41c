"""The fields of the forms of an action, and how what is typed compares with what is stored."""

import hashlib
import json
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


@dataclass(frozen=True)
class Banding:
    """A field of which somebody else has stored something else than what is typed."""

    judul: str
    anda: str
    tersimpan: str


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


def mark_of_fields(fields: Mapping[str, str]) -> str:
    """Return what tells whether stored fields are still the same."""
    return hashlib.sha256(json.dumps(dict(fields), sort_keys=True).encode()).hexdigest()[:16]


def compare_fields(kind: str, typed: Mapping[str, object], row: Any) -> list[Banding]:
    """Set what is typed beside what is stored, field by field, where they differ."""
    stored, lines = stored_fields(kind, row), []
    for name in FIELDS[kind]:
        mine = str(typed.get(name, "")).strip()
        if mine != stored[name]:
            lines.append(Banding(field_words(name), _words(name, mine), _words(name, stored[name])))
    return lines


def _words(name: str, value: str) -> str:
    if name == "tampil":
        return t("ya") if value else t("tidak")
    if name == "petikan":
        return t("dengan kutipan") if value else t("tanpa kutipan")
    return value_words(value) or t("kosong")
