"""Downloads: documents made on demand, in a worker process and within a time limit."""

import re
from urllib.parse import quote

from starlette.responses import Response

from sekampadi.api.http.call import Call
from sekampadi.api.http.params import read_kunci, read_layanan, read_periode
from sekampadi.domain.periode import Periode
from sekampadi.reports.build.lembar import build_lembar
from sekampadi.reports.render.pdf import render_lembar_pdf
from sekampadi.reports.render.poster import Poster, render_poster_pdf
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.laporan.laporan import load_lembar
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.services.survei.poster import load_poster

_PDF = "application/pdf"


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


def lembar_filename(cakupan: Cakupan, periode: Periode) -> str:
    """Return the name of a publication sheet's file, ``ikm-biro-organisasi-2023-01-01-2023-03-31.pdf``."""
    parts = ["ikm"]
    if cakupan.upp is not None:
        parts.append(slug(cakupan.kunci or cakupan.upp.kode))
    if cakupan.layanan is not None:
        parts.append(slug(cakupan.layanan.kode))
    if len(parts) == 1:
        parts.append("provinsi")
    return "-".join((*parts, *_period_words(periode))) + ".pdf"


def download(body: bytes, ascii_name: str, name: str, media_type: str = _PDF) -> Response:
    """Return a file to be saved; old browsers read the ASCII name."""
    return Response(
        body,
        media_type=media_type,
        headers={
            "Content-Disposition": (
                f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"
            ),
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


async def lembar(call: Call) -> Response:
    """GET /unduh/lembar.pdf: the publication sheet of a period (decree, L.1)."""
    periode = read_periode(call.query.get("dari"), call.query.get("sampai"))
    figures, ketelitian = await call.in_thread(
        load_lembar,
        call.principal,
        kunci=read_kunci(call.query.get("upp", "")),
        layanan_kode=read_layanan(call.query.get("layanan", "")),
        periode=periode,
    )
    report = build_lembar(
        figures,
        printed=call.rt.today(),
        ketelitian=ketelitian,
        letterhead=await call.in_thread(load_letterhead),
    )
    timeout = call.rt.settings.report_timeout
    body = await call.renderer.run(render_lembar_pdf, report, timeout=timeout)
    cakupan = figures.cakupan
    name = f"IKM {cakupan.nama} – {periode.label}.pdf".replace("/", "-")
    return download(body, lembar_filename(cakupan, periode), name)


async def poster(call: Call) -> Response:
    """GET /unduh/poster.pdf: the QR code with its address, to be hung up."""
    alamat = await call.in_thread(
        load_poster,
        call.principal,
        kunci=read_kunci(call.query.get("upp", "")),
        layanan_kode=read_layanan(call.query.get("layanan", "")),
    )
    sheet = Poster(
        alamat.judul,
        alamat.subjudul,
        alamat.tercetak,
        alamat.url,
        await call.in_thread(load_letterhead),
    )
    timeout = call.rt.settings.report_timeout
    body = await call.renderer.run(render_poster_pdf, sheet, timeout=timeout)
    name = f"Poster QR {alamat.judul}.pdf".replace("/", "-")
    return download(body, f"poster-{slug(alamat.kode)}.pdf", name)
