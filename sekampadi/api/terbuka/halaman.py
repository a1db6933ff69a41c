"""The card, the page that hands out its code, and the catalogue of the open data, made of templates."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sekampadi import theme
from sekampadi.api.terbuka.tampilan import Isi, Tema
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.periode import Periode, local_date
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.laporan.figures import PUBLIC_MIN
from sekampadi.services.publikasi.terbuka.katalog import Katalog
from sekampadi.services.publikasi.terbuka.sematan import KARTU, LENCANA, Pasang

_HERE: Final = Path(__file__).parent / "templates"
_PLAIN: Final = _HERE.parents[1] / "lembar" / "templates"
"""The frame of pages without script."""
_ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader([_HERE, _PLAIN]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_ENVIRONMENT.globals |= {"t": t, "galat": {}}
_TOKENS: Final = {name: value for name, value in vars(theme).items() if name.isupper()}
_SKEMA: Final = {Tema.OTOMATIS: "light dark", Tema.TERANG: "light", Tema.GELAP: "dark"}
_TEMAS: Final = (
    (Tema.OTOMATIS, t("Mengikuti perangkat pengunjung")),
    (Tema.TERANG, t("Terang")),
    (Tema.GELAP, t("Gelap")),
)

_SALIN: Final = """
for (const button of document.querySelectorAll("[data-salin]")) {
  button.hidden = false;
  button.onclick = async () => {
    const code = document.getElementById(button.dataset.salin);
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Tersalin";
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = matchMedia("(pointer: coarse)").matches
        ? "Sudah ditandai: tekan lama, lalu salin"
        : "Sudah ditandai: tekan Ctrl+C";
    }
  };
}
"""
"""The same as in ``assets/tindakan.js``; without it the code is marked by hand."""


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _sheet(*names: str, **values: object) -> str:
    plain = _ENVIRONMENT.overlay(autoescape=False)
    return "".join(plain.get_template(name).render(**_TOKENS, **values) for name in names)


@lru_cache(maxsize=32)
def _card_style(tema: Tema, aksen: str) -> str:
    light = {name: _TOKENS[name] for name in theme.GELAP} | {"AKSEN": aksen}
    return _sheet("kartu.css", tema=tema.value, skema=_SKEMA[tema], terang=light)


@lru_cache(maxsize=8)
def _page_style(aksen: str) -> str:
    return _sheet("gaya.css", "terbuka.css", aksen=aksen)


def _markup(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - of our own tokens, and an accent of hex digits


def card(
    isi: Isi, identitas: Identitas, base: str, frame_ancestors: str, tema: Tema = Tema.OTOMATIS
) -> tuple[bytes, str]:
    """Make the card; return it with its policy.

    Args:
        base: public address of this site: its link leads there from wherever it is shown.
        frame_ancestors: who may show it, as a policy says it.
    """
    style = _card_style(tema, identitas.aksen)
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; img-src data:; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {frame_ancestors}"
    )
    text = _ENVIRONMENT.get_template("kartu.html").render(
        isi=isi, identitas=identitas, dasar=base, gaya=_markup(style)
    )
    return text.encode(), policy


def plain_page(
    template: str, identitas: Identitas, judul: str, values: Mapping[str, Any], *more: str
) -> tuple[bytes, str]:
    """Make a page of a template in the frame of pages without script; return it with its policy.

    Args:
        more: what else its policy allows, one directive each.
    """
    style = _page_style(identitas.aksen)
    policy = "; ".join(
        (
            f"default-src 'none'; style-src {_hash(style)}",
            *more,
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        )
    )
    content = {"judul": judul, "identitas": identitas, "gaya": _markup(style), **values}
    return _ENVIRONMENT.get_template(template).render(content).encode(), policy


def install_page(
    identitas: Identitas,
    pasang: Pasang,
    pilihan: Sequence[tuple[str, str]],
    *,
    upp: str,
    layanan: str,
    tema: Tema,
    semua: bool,
) -> tuple[bytes, str]:
    """Make the page that hands out the code of a card and a badge; return it with its policy.

    Args:
        pilihan: the parts to choose from, each as an address names it, with its name.
        semua: whether every site may show the card.
    """
    catatan = (
        t("Kartu dan lencana boleh dipasang di situs mana pun.")
        if semua
        else t("Kartu hanya tampil di situs yang sudah didaftarkan pada pengelola sistem ini.")
    )
    values = {
        "pasang": pasang,
        "pilihan": pilihan,
        "upp": upp,
        "layanan": layanan,
        "tema": tema.value,
        "temas": [(one.value, words) for one, words in _TEMAS],
        "kode": (
            (t("Kartu"), "kartu", pasang.kode_kartu),
            (t("Lencana (gambar)"), "lencana", pasang.kode_lencana),
        ),
        "ukuran_kartu": KARTU,
        "ukuran_lencana": LENCANA,
        "catatan": catatan,
        "pasang_hasil": pasang.hasil,
        "skrip": _markup(_SALIN),
    }
    judul = t("Pasang hasil survei di situs Anda")
    more = (f"script-src {_hash(_SALIN)}", "img-src 'self' data:", "frame-src 'self'")
    return plain_page("pasang.html", identitas, judul, values, *more)


def catalogue_page(katalog: Katalog) -> tuple[bytes, str]:
    """Make the catalogue of the open data; return it with its policy."""
    waktu = katalog.diperbarui
    ends = [Periode.triwulan_of(day).label for day in (katalog.dari, katalog.sampai) if day]
    values = {
        "katalog": katalog,
        "masa": t(" sampai ").join(dict.fromkeys(ends)),
        "diperbarui": format_tanggal(local_date(waktu)) if waktu else "",
        "paling_sedikit": PUBLIC_MIN,
    }
    return plain_page("data.html", katalog.identitas, t("Data terbuka"), values, "img-src data:")
