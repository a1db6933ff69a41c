"""Downloads: documents made on demand, in a worker process and within a time limit."""

import re
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import quote

from starlette.responses import FileResponse, Response

from sekampadi.api.http.call import Call
from sekampadi.api.http.params import asked_kunci, asked_layanan, asked_periode
from sekampadi.domain.periode import Periode
from sekampadi.reports.build.lembar import build_lembar
from sekampadi.reports.render.pdf import render_lembar_pdf
from sekampadi.reports.render.poster import Poster, render_poster_pdf
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.laporan.laporan import load_lembar
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.services.survei.poster import load_poster

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
"""Headers of what only this person may have."""


def slug(text: str) -> str:
    """Return a text as part of a file's name for old browsers."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "provinsi"


def _period_words(periode: Periode) -> tuple[str, ...]:
    if periode.dari and periode.sampai:
        return (periode.dari.isoformat(), periode.sampai.isoformat())
    if periode.dari:
        return ("sejak", periode.dari.isoformat())
    if periode.sampai:
        return ("sampai", periode.sampai.isoformat())
    return ("seluruh-data",)


def filename(kind: str, cakupan: Cakupan, periode: Periode, ending: str) -> str:
    """Return the name of a document's file, ``ikm-biro-organisasi-2023-01-01-2023-03-31.pdf``."""
    parts = [kind]
    if cakupan.upp is not None:
        parts.append(slug(cakupan.kunci or cakupan.upp.kode))
    if cakupan.layanan is not None:
        parts.append(slug(cakupan.layanan.kode))
    if len(parts) == 1:
        parts.append("provinsi")
    return "-".join((*parts, *_period_words(periode))) + f".{ending}"


def attachment(ascii_name: str, name: str = "") -> dict[str, str]:
    """Return the headers of a file to be saved; old browsers read the ASCII name."""
    told = f'attachment; filename="{ascii_name}"'
    if name:
        told += f"; filename*=UTF-8''{quote(name.replace('/', '-'), safe='')}"
    return {"Content-Disposition": told, **PRIVATE}


def download(body: bytes, ascii_name: str, name: str, media_type: str = PDF) -> Response:
    """Return a file to be saved."""
    return Response(body, media_type=media_type, headers=attachment(ascii_name, name))


async def lembar(call: Call) -> Response:
    """GET /unduh/lembar.pdf: the publication sheet of a period (decree, L.1)."""
    periode = asked_periode(call)
    figures, ketelitian = await call.in_thread(
        load_lembar,
        call.principal,
        kunci=asked_kunci(call),
        layanan_kode=asked_layanan(call),
        periode=periode,
    )
    report = build_lembar(
        figures,
        printed=call.rt.today(),
        ketelitian=ketelitian,
        letterhead=await call.in_thread(load_letterhead),
    )
    cakupan = figures.cakupan
    return download(
        await call.render(render_lembar_pdf, report),
        filename("ikm", cakupan, periode, "pdf"),
        f"IKM {cakupan.nama} – {periode.label}.pdf",
    )


async def poster(call: Call) -> Response:
    """GET /unduh/poster.pdf: the QR code with its address, to be hung up."""
    alamat = await call.in_thread(
        load_poster, call.principal, kunci=asked_kunci(call), layanan_kode=asked_layanan(call)
    )
    letterhead = await call.in_thread(load_letterhead)
    sheet = Poster(alamat.judul, alamat.subjudul, alamat.tercetak, alamat.url, letterhead)
    body = await call.render(render_poster_pdf, sheet)
    return download(body, f"poster-{slug(alamat.kode)}.pdf", f"Poster QR {alamat.judul}.pdf")


def stored_file(
    path: Path, *, media_type: str, nama: str, ascii_name: str, kunci: str, since: datetime
) -> FileResponse:
    """Return a file that somebody sent in; a photo to be looked at, anything else only to be saved.

    Whatever a browser takes it for, it runs nothing of it and shows it on no other site.

    Args:
        nama: its name; old browsers read the ASCII name.
        kunci: its key in addresses, which changes with the file.
        since: when this row has got it. The stored file's own time is not told: the file is
            shared, and would tell when another UPP has sent it.
    """
    how = "inline" if media_type.startswith("image/") else "attachment"
    own = {
        "Content-Disposition": f"{how}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(nama, safe='')}",
        "ETag": f'"{kunci}"',
        "Last-Modified": format_datetime(since, usegmt=True),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return FileResponse(path, media_type=media_type, headers=PRIVATE | own)
