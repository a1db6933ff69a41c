"""The index of the zip: a page that needs nothing beside itself, without script, fit for paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import quote

from sekampadi.domain.identitas import Identitas
from sekampadi.domain.pengajuan.pekppp.fakta import NilaiIndikator
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.pekppp.bukti import BuktiTahun
from sekampadi.reports.build.pekppp.lembar import PENJELASAN, SEMENTARA, next_words, tingkat_words
from sekampadi.services.pengajuan.pekppp.pekppp import LembarPekppp

LEMBAR = "lembar-pekppp.pdf"
INDEKS = "index.html"
_CSS = (
    "body{font-family:system-ui,sans-serif;line-height:1.45;max-width:62rem;"
    "margin:clamp(.7rem,3vw,2rem) auto;padding:0 clamp(.7rem,3vw,2rem);color:#1b2733}"
    "h1{margin-bottom:0}h2{margin:2rem 0 .3rem;font-size:1.2rem}a{color:#0b5c8a}"
    "table{border-collapse:collapse;width:100%;margin-top:.6rem}th,td{border-bottom:1px solid #ccd3d9;"
    "padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "thead th{font-size:.85rem;color:#51606d}.angka{text-align:right;white-space:nowrap}"
    ".redup,.hilang{color:#51606d;font-size:.9rem}.hilang{color:#a3281e}.hari{white-space:nowrap}"
    ".sementara{border-left:4px solid #b7791f;background:#fdf4e3;padding:.5rem .8rem}"
    "ul{margin:.2rem 0;padding-left:1.2rem}"
    # On paper no row is torn, and where a link leads is what it says.
    "tr{break-inside:avoid}h2{break-after:avoid}@page{size:A4;margin:14mm}"
    "@media print{body{margin:0;padding:0;max-width:none;font-size:9pt}a{color:inherit}}"
    # On a phone a line of evidence is a block.
    "@media screen and (max-width:40em){.bobot,.bukti thead{display:none}.bukti :is(tr,td){display:block}"
    ".bukti tr{padding:.4rem 0;border-bottom:1px solid #ccd3d9}"
    ".bukti td{border:0;padding:.05rem 0}}"
)


@dataclass(frozen=True, slots=True)
class BerkasPaket:
    """A piece of evidence in the zip: the name of its file, empty for what has none.

    ``galat`` says why a file that should be there is not.
    """

    bukti: BuktiTahun
    nama: str = ""
    galat: str = ""


def index_html(
    lembar: LembarPekppp, berkas: Sequence[BerkasPaket], identitas: Identitas, printed: date
) -> bytes:
    """Write the index."""
    title = t("PEKPPP {tahun} – {upp}", tahun=lembar.tahun, upp=lembar.upp.nama)
    parts = "".join(
        _part(at, p, [b for b in berkas if b.bukti.indikator is p.indikator])
        for at, p in enumerate(lembar.nilai.penilaian, start=1)
    )
    warning = f'<p class="sementara">{escape(SEMENTARA)}</p>' if lembar.nilai.sementara else ""
    notes = "".join(f'<p class="redup">{escape(x)}</p>' for x in PENJELASAN)
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_CSS}</style></head><body>"
        f"<h1>{escape(title)}</h1><p class='redup'>{escape(identitas.pemerintah)} · "
        f"{escape(t('dibuat {tanggal}', tanggal=format_tanggal(printed)))}</p>{warning}"
        f"{_summary(lembar)}"
        f"<p><a href='{LEMBAR}'>{escape(t('Lembar PEKPPP (PDF)'))}</a></p>{parts}{notes}"
        "</body></html>"
    ).encode()


def _summary(lembar: LembarPekppp) -> str:
    rows = "".join(
        f"<tr><td>{at}. {escape(p.indikator.label)}</td><td class='angka'>{p.tingkat}</td>"
        f"<td class='angka bobot'>{format_angka(p.indikator.bobot)}</td>"
        f"<td class='angka'>{format_angka(p.nilai)}</td></tr>"
        for at, p in enumerate(lembar.nilai.penilaian, start=1)
    )
    heads = "".join(
        f"<th scope='col' class='{kind}'>{escape(word)}</th>"
        for word, kind in (
            *((t("Indikator"), ""), (t("Tingkat"), "angka")),
            *((t("Bobot"), "angka bobot"), (t("Nilai"), "angka")),
        )
    )
    return (
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody><tfoot><tr>"
        f"<th scope='row'>{escape(t('Nilai berbobot'))}</th><td></td><td class='bobot'></td>"
        f"<th class='angka'>{format_angka(lembar.nilai.nilai)}</th></tr></tfoot></table>"
    )


def _items(words: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(x)}</li>' for x in words)}</ul>" if words else ""


def _part(at: int, p: NilaiIndikator, berkas: Sequence[BerkasPaket]) -> str:
    coming = next_words(p)
    lines = "".join(_line(b) for b in berkas)
    heads = "".join(
        f"<th scope='col'>{escape(x)}</th>" for x in (t("Bukti"), t("Tentang"), t("Tanggal"))
    )
    table = (
        f"<table class='bukti'><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
        if lines
        else f"<p class='redup'>{escape(t('Belum ada bukti.'))}</p>"
    )
    more = f"<p>{escape(coming)}</p>{_items(p.kurang)}" if coming else ""
    return (
        f"<h2>{at}. {escape(p.indikator.label)}</h2><p><strong>{escape(tingkat_words(p))}</strong></p>"
        f"{_items((*p.sebab, *p.catatan))}{more}{table}"
    )


def _line(berkas: BerkasPaket) -> str:
    bukti = berkas.bukti
    name = escape(bukti.apa)
    if berkas.nama:
        name = f'<a href="{quote(berkas.nama)}">{name}</a>'
    elif bukti.alamat.startswith(("http://", "https://")):
        name = f'<a href="{escape(bukti.alamat)}" rel="noreferrer">{name}</a>'
    more = f"<br><span class='hilang'>{escape(berkas.galat)}</span>" if berkas.galat else ""
    if berkas.nama and bukti.alamat.startswith(("http://", "https://")):
        address = escape(bukti.alamat)
        more += f'<br><a class="redup" href="{address}" rel="noreferrer">{address}</a>'
    day = format_tanggal(bukti.tanggal) if bukti.tanggal else ""
    return (
        f"<tr><td>{name}{more}</td><td>{escape(bukti.tentang)}</td>"
        f"<td class='hari'>{escape(day)}</td></tr>"
    )
