"""The plain pages of the survey: what they are made of, and their making by templates."""

import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from sekampadi import theme
from sekampadi.domain.errors import DomainError
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.privasi import hak
from sekampadi.domain.privasi.data import DataTersimpan
from sekampadi.domain.survei import kata
from sekampadi.domain.survei.draf import Draf, name_error, write_draf
from sekampadi.domain.survei.responden import CHOSEN, USIA_MAX, USIA_MIN, PenilaianUmum
from sekampadi.domain.survei.survei import SARAN_MAX, Langkah
from sekampadi.i18n import t
from sekampadi.services.survei.lembar import BahanLembar
from sekampadi.services.survei.survei import Survei

_HERE: Final = Path(__file__).parent / "templates"
_ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(_HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
USIA_LETTERS: Final = 12
"""Letters that the field of an age holds."""
_THANKS: Final = "akhir"
_HOLE: Final = secrets.token_hex(16)
"""Stands where the draft will be, and can stand nowhere else."""
_ENVIRONMENT.globals |= {
    "t": t,
    "kata": kata,
    "saran_most": 2 * SARAN_MAX,
    "usia_most": USIA_LETTERS,
}


@dataclass(frozen=True, slots=True)
class PertanyaanLembar:
    """A question of a step; one without options is answered in words."""

    field: str
    teks: str
    opsi: tuple[tuple[str, str], ...] = ()  # value, words
    petunjuk: str = ""
    isi: str = ""  # what was answered, client input


@dataclass(frozen=True, slots=True)
class Tampilan:
    """A step to be shown: with which draft, and what is wrong with it.

    ``pesan`` is said of the whole, for instance that it could not be stored just now; ``alamat`` is
    the query that led here.

    The form of a step goes to an address of its own, never to the one its page stands at: else the
    browser's page of a failed load would replace the step, and Back would lose what was typed.
    """

    draf: Draf
    langkah: Langkah
    galat: Mapping[str, DomainError] = field(default_factory=dict)
    pesan: str = ""
    alamat: str = ""

    @property
    def lagi(self) -> str:
        """What makes the address that the form goes to another one than that of its page."""
        return "b" if self.alamat == f"l={self.langkah + 1}" else ""


@lru_cache(maxsize=16)
def _style(aksen: str) -> tuple[Markup, str]:
    """Return the style of the pages in an accent, and the policy under which they are shown."""
    tokens = {name: value for name, value in vars(theme).items() if name.isupper()}
    style = (
        _ENVIRONMENT.overlay(autoescape=False)
        .get_template("gaya.css")
        .render(**tokens, aksen=aksen)
    )
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    return Markup(style), policy  # noqa: S704 - of our own tokens, and an accent of hex digits


@lru_cache(maxsize=256)
def _ask(
    langkah: Langkah, umum: str, butir: tuple[tuple[str, str, tuple[str, ...]], ...]
) -> tuple[PertanyaanLembar, ...]:
    """Write the questions of a step, without answers."""
    if langkah is Langkah.RESPONDEN:
        usia = PertanyaanLembar(
            "usia", t("Usia"), petunjuk=t(kata.USIA_PETUNJUK, min=USIA_MIN, max=USIA_MAX)
        )
        chosen = (
            PertanyaanLembar(
                k.value, t(k.asked_as), tuple((c.value, t(c.label)) for c in k.choices)
            )
            for k in CHOSEN
        )
        return (usia, *chosen)
    if langkah is Langkah.PENILAIAN_UMUM:
        return (
            PertanyaanLembar("umum", umum, tuple((c.value, t(c.label)) for c in PenilaianUmum)),
        )
    if langkah is Langkah.SKM:
        return tuple(
            PertanyaanLembar(
                name,
                f"{number}. {teks}",
                tuple((str(skor), word) for skor, word in enumerate(opsi, start=1)),
            )
            for number, (name, teks, opsi) in enumerate(butir, start=1)
        )
    return (PertanyaanLembar("saran", t(kata.SARAN_TANYA), petunjuk=t(kata.SARAN_PETUNJUK)),)


def _questions(
    survei: Survei, langkah: Langkah, isian: Mapping[str, object]
) -> list[PertanyaanLembar]:
    words = survei.perangkat
    butir = tuple((q.unsur.field, q.teks, q.opsi) for q in words.pertanyaan)
    return [
        replace(tanya, isi=_shown(tanya, isian.get(tanya.field)))
        for tanya in _ask(langkah, words.umum, butir)
    ]


def _shown(tanya: PertanyaanLembar, value: object) -> str:
    """Return what a field shows of what was sent for it: no more than it could have sent."""
    if not isinstance(value, str):
        return ""
    if tanya.opsi:
        return value if any(value == option for option, _ in tanya.opsi) else ""
    return value if tanya.field == "saran" else value[:USIA_LETTERS]


def _page(
    template: str, identitas: Identitas, judul: str, values: Mapping[str, object], status: int = 200
) -> HTMLResponse:
    text, policy = _render(template, identitas, judul, values)
    return _answer(text, policy, status)


def _render(
    template: str, identitas: Identitas, judul: str, values: Mapping[str, object]
) -> tuple[str, str]:
    style, policy = _style(identitas.aksen)
    content = {"galat": {}, "judul": judul, "identitas": identitas, "gaya": style, **values}
    return _ENVIRONMENT.get_template(template).render(content), policy


def _answer(page: str, policy: str, status: int = 200) -> HTMLResponse:
    # Kept for the way back, which would else ask whether to send the form again.
    headers = {"Content-Security-Policy": policy, "Cache-Control": "private, no-cache"}
    return HTMLResponse(page, status, headers=headers)


def _render_step(bahan: BahanLembar, shown: Tampilan, draf: str) -> tuple[str, str]:
    langkah = shown.langkah
    messages = {name: error.message for name, error in shown.galat.items()}
    values = {
        "layanan": bahan.survei.layanan,
        "langkah": langkah,
        "lagi": shown.lagi,
        "draf": draf,
        "pertanyaan": _questions(bahan.survei, langkah, shown.draf.isian),
        "galat": messages,
        "ringkasan": [(name, name_error(name, text)) for name, text in messages.items()],
        "pesan": shown.pesan,
    }
    return _render("langkah.html", bahan.identitas, t(kata.JUDUL[langkah]), values)


def _render_new(bahan: BahanLembar, langkah: Langkah, draf: str) -> tuple[str, str]:
    """Make the page of a step to which nothing was answered yet: it differs in its draft alone."""
    known: tuple[str, str, str] | None = bahan.halaman.get(langkah)
    if known is None:
        page, policy = _render_step(bahan, Tampilan(Draf("", "", 1, {}), langkah), _HOLE)
        before, _, after = page.partition(_HOLE)
        known = bahan.halaman[langkah] = before, after, policy
    before, after, policy = known
    return f"{before}{escape(draf)}{after}", policy


def step_page(bahan: BahanLembar, shown: Tampilan) -> HTMLResponse:
    """Make the page of a step. What is wrong with it is 422; what could not be stored now, 503."""
    langkah, isian = shown.langkah, shown.draf.isian
    # What this step asks for stands in its own fields, and all else is carried along.
    carried = {k: v for k, v in isian.items() if k not in langkah.fields}
    draf = write_draf(replace(shown.draf, langkah=int(langkah), isian=carried))
    as_new = not shown.galat and not shown.pesan and not shown.lagi
    if as_new and len(carried) == len(isian):
        return _answer(*_render_new(bahan, langkah, draf))
    return _answer(
        *_render_step(bahan, shown, draf), 503 if shown.pesan else 422 if shown.galat else 200
    )


def thanks_page(bahan: BahanLembar) -> HTMLResponse:
    """Thank for a stored answer."""
    known: tuple[str, str] | None = bahan.halaman.get(_THANKS)
    if known is None:
        values = {
            "kalimat": [t(kata.TERKIRIM), t(kata.PENUTUP)],
            "lapor": (t(kata.LAPOR), bahan.identitas.lapor) if bahan.identitas.lapor else None,
            "jalan": (f"/lembar?upp={bahan.survei.layanan.upp.kode}", t("Tutup")),
        }
        known = _render("akhir.html", bahan.identitas, t(kata.TERIMA_KASIH), values)
        bahan.halaman[_THANKS] = known
    return _answer(*known)


def sent_page(bahan: BahanLembar, draf: Draf) -> HTMLResponse:
    """Say that a form was sent before with other answers, and offer to send these as a new survey."""
    layanan = bahan.survei.layanan
    values = {
        "draf": write_draf(replace(draf, kirim=True)),
        "layanan": layanan,
        "jalan": (f"/lembar?upp={layanan.upp.kode}", t("Tutup")),
    }
    return _page("terkirim.html", bahan.identitas, t("Survei ini sudah terkirim"), values, 409)


def closed_page(identitas: Identitas, error: DomainError) -> HTMLResponse:
    """Say that there is no such survey, with a way to those there are."""
    known = error.code == "layanan.inactive"
    return _page(
        "akhir.html",
        identitas,
        t(kata.TIDAK_TERSEDIA),
        {
            "kalimat": [error.message, *([] if known else [t(kata.SALAH_KODE)])],
            "jalan": ("/lembar", t(kata.PILIH_LAIN)),
        },
        404,
    )


def invitation_page(identitas: Identitas, error: DomainError, layanan_kode: str) -> HTMLResponse:
    """Say why the link of an invitation opens nothing, with a way to the survey that is open to all.

    Args:
        layanan_kode: the layanan it was about; empty when nobody knows or it is closed.
    """
    open_ = t("Anda tetap dapat memberi penilaian melalui survei terbuka.")
    jalan = f"/survei?layanan={layanan_kode}" if layanan_kode else "/"
    return _page(
        "akhir.html",
        identitas,
        t("Undangan survei"),
        {"kalimat": [error.message, open_], "jalan": (jalan, t("Buka survei terbuka"))},
        410 if layanan_kode else 404,
    )


def choice_page(
    identitas: Identitas, judul: str, pilihan: Sequence[tuple[str, str]], *, kembali: bool
) -> HTMLResponse:
    """Let a person choose by links: pairs of address and words."""
    return _page("pilih.html", identitas, judul, {"pilihan": pilihan, "kembali": kembali})


def privacy_page(identitas: Identitas, data: Sequence[DataTersimpan]) -> HTMLResponse:
    """Tell what is kept of whom and for how long, and what people may ask for."""
    return _page(
        "privasi.html",
        identitas,
        t("Privasi"),
        {
            "data": data,
            "pembuka": hak.list_pembuka(),
            "hak": hak.list_hak(),
            "batas": hak.list_batas(),
        },
    )
