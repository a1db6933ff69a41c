"""Draf: what a browser has kept of a survey that is not sent yet, and how its mistakes are named."""

import json
from dataclasses import dataclass
from typing import Any, Final

from sekampadi.domain.moderasi import parse_durasi
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.domain.survei.survei import FIELDS, Langkah
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.teks import clean_tree, is_clean, read_json
from sekampadi.i18n import t

_MAX_DRAFT: Final = 32_000
_NAMED = {
    **{k.value: t(k.label) for k in Kelompok},
    "umum": t(Langkah.PENILAIAN_UMUM.label),
    **{u.field: f"{u.kode} {t(u.nama)}" for u in URUTAN},
}


@dataclass(frozen=True, slots=True)
class Draf:
    """What the browser has kept of a survey; nothing in it is believed."""

    uuid: str
    layanan: str
    langkah: int
    isian: dict[str, object]
    durasi: int | None = None
    kirim: bool = False
    awal: str = ""
    titipan: bool = False
    """Somebody had sent it before; who is here now may be somebody else."""
    lama: bool = False
    """It was there when the page was opened."""
    lembar: bool = False
    """It was handed over to the plain pages, which may have sent it."""


def name_error(field: str, message: str) -> str:
    """Write the error of a field for the summary, where it stands away from its question."""
    if field in _NAMED and _NAMED[field].casefold() not in message.casefold():
        return f"{_NAMED[field]}: {message[:1].lower()}{message[1:]}"
    return message


def parse_draf(text: object) -> Draf:
    """Read a draft; whatever is not of its form is left out."""
    raw: Any = None
    if isinstance(text, str) and len(text) <= _MAX_DRAFT:
        raw = read_json(text)
    try:
        if not isinstance(raw, dict):
            raw = {}
        elif isinstance(text, str) and not is_clean(text):
            raw = clean_tree(raw)
    except ValueError:
        raw = {}
    isian = raw.get("isian")
    langkah = raw.get("langkah")
    return Draf(
        uuid=str(raw.get("uuid") or "")[:64],
        layanan=str(raw.get("layanan") or "")[:120],
        langkah=langkah if type(langkah) is int else 1,
        isian={k: v for k, v in isian.items() if k in FIELDS} if isinstance(isian, dict) else {},
        durasi=parse_durasi(raw.get("mulai"), raw.get("waktu")),
        kirim=raw.get("kirim") is True,
        awal=str(raw.get("awal") or "")[:80],
        titipan=raw.get("titipan") is True,
        lama=raw.get("lama") is True,
        lembar=raw.get("lembar") is True,
    )


def parse_langkah(value: object) -> Langkah:
    """Read which step a form is of; the first when it is none."""
    number = str(value)
    return Langkah(int(number)) if number in {"1", "2", "3", "4"} else Langkah.RESPONDEN


def write_draf(draf: Draf) -> str:
    """Write a draft as :func:`parse_draf` reads it, for a page that carries it in its form."""
    kept = {
        "uuid": draf.uuid,
        "layanan": draf.layanan,
        "langkah": draf.langkah,
        "isian": draf.isian,
        "awal": draf.awal,
        "kirim": draf.kirim,
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
