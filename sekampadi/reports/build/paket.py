"""The index of a package: what is in it, for a person to read and for a program."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import quote

from sekampadi.domain.identitas import Identitas
from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.periode import Periode
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.render.csv import BOM, DELIMITER, safe_value


@dataclass(frozen=True, slots=True)
class Baris:
    """One UPP of a package."""

    kode: str  # also the folder of its files
    nama: str
    hasil: HasilIkm  # as its sheet says it
    berkas: tuple[str, ...]  # as the archive names them
    nomor: str  # of its sheet; empty while nothing is published: then the sheet is a draft
    jawaban: int  # in its Excel files; not those of the sheet when some were removed since

    @property
    def lembar(self) -> str:
        """What its sheet is, in words."""
        if self.nomor:
            return t("Terbit, nomor {nomor}", nomor=self.nomor)
        return t("Belum terbit")


def _heads() -> tuple[str, ...]:
    return (t("Kode"), t("UPP"), t("Periode"), t("Responden"), t("Nilai IKM"), t("Mutu"))


def index_csv(lines: Sequence[Baris], periode: Periode) -> bytes:
    """Write the index as CSV, in the form of :mod:`sekampadi.reports.render.csv`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow(
        [
            *(*_heads(), t("Status lembar"), t("Jawaban dalam Excel")),
            *(t("Lembar"), t("Responden (Excel)"), t("Jawaban (Excel)")),
        ]
    )
    for line in lines:
        nilai = line.hasil.nilai
        writer.writerow(
            [
                safe_value(line.kode),
                safe_value(line.nama),
                periode.label,
                line.hasil.n,
                "" if nilai is None else str(nilai).replace(".", ","),
                line.hasil.mutu or "",
                line.lembar,
                line.jawaban,
                *line.berkas,
            ]
        )
    return (BOM + out.getvalue()).encode()


def _status(line: Baris) -> str:
    if line.nomor and line.jawaban != line.hasil.n:
        return t(
            "{status}; sejak terbit jawabannya berubah, Excel memuat {n}",
            status=line.lembar,
            n=format_angka(line.jawaban),
        )
    return line.lembar


def _short(name: str, kode: str) -> str:
    """Return the name of a file without whose it is."""
    return name.rpartition("/")[2].replace(f"-{kode}.", ".")


def index_html(
    lines: Sequence[Baris], periode: Periode, identitas: Identitas, printed: date
) -> bytes:
    """Write the index as a page that needs nothing beside itself."""
    title = t("Paket IKM {periode}", periode=periode.label)
    rows = []
    for line in lines:
        nilai = t("belum ada data") if line.hasil.nilai is None else format_angka(line.hasil.nilai)
        links = " · ".join(
            f'<a href="{quote(name)}">{escape(_short(name, line.kode))}</a>' for name in line.berkas
        )
        rows.append(
            f"<tr><th scope='row'>{escape(line.nama)}</th>"
            f"<td data-nama='{t('Responden')}'>{format_angka(line.hasil.n)}</td>"
            f"<td data-nama='{t('Nilai IKM')}'>{nilai}</td>"
            f"<td data-nama='{t('Mutu')}'>{line.hasil.mutu or '–'}</td>"
            f"<td>{escape(_status(line))}</td>"
            f"<td>{links}</td></tr>"
        )
    heads = "".join(
        f"<th scope='col'>{name}</th>"
        for name in (
            *(t("UPP"), t("Responden"), t("Nilai IKM"), t("Mutu")),
            *(t("Status lembar"), t("Berkas")),
        )
    )
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>"
        "body{font-family:system-ui,sans-serif;margin:clamp(.5rem,3vw,2rem)}"
        "table{border-collapse:collapse}th,td{border-bottom:1px solid #ccc;"
        "padding:.4rem clamp(.2rem,1vw,.8rem);text-align:left;vertical-align:top}"
        "tbody th{overflow-wrap:anywhere;min-width:9em}td:nth-child(5){min-width:13em}"
        # On paper no row is torn, and its letters are those of a document.
        "tr{break-inside:avoid}@page{size:A4 landscape;margin:14mm}"
        "@media print{body{margin:0;font-size:9pt}}"
        "@media print,(min-width:64em){td:last-child{white-space:nowrap}}"
        # On a phone a row is a block: the name, then what there is of it.
        "@media screen and (max-width:48em){thead{display:none}tr{display:block;padding:.4rem 0;"
        "border-bottom:1px solid #ccc}th,td{display:block;border:0;padding:.1rem 0}"
        "td:nth-child(-n+4){display:inline-block;margin-right:.8rem}"
        "td[data-nama]::before{content:attr(data-nama) ' '}}"
        "</style></head><body>"
        f"<h1>{escape(title)}</h1><p>{escape(identitas.pemerintah)} · {escape(periode.label_hari)} · "
        f"{t('dibuat {tanggal}', tanggal=format_tanggal(printed))}</p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        "</body></html>"
    ).encode()
