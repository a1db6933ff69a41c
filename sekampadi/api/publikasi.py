"""What is published over HTTP: sheets, figures, the short address of a check code, photos of the log."""

import asyncio
from collections import OrderedDict
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response

from sekampadi.api.http.asal import check_own_site
from sekampadi.api.http.call import ApiRoute, Call, Doc, JsonObject, open_route
from sekampadi.api.http.params import (
    FIGURE_PARAMS,
    KODE,
    LAYANAN,
    UPP,
    asked_kunci,
    asked_layanan,
    asked_periode,
    read_kunci,
)
from sekampadi.api.http.unduh import PRIVATE, download, slug
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.publikasi import parse_kode
from sekampadi.i18n import t
from sekampadi.reports.build.lembar import Terbitan
from sekampadi.reports.build.lembar_terbit import build_lembar_terbit, describe_terbitan
from sekampadi.reports.model import Report
from sekampadi.reports.render.lembar_html import render_lembar_page
from sekampadi.reports.render.pdf import render_lembar_pdf
from sekampadi.services.publikasi.bukti import load_photo, save_photo
from sekampadi.services.publikasi.hasil import (
    Hasil,
    LembarTerbit,
    explain_status,
    load_daftar_hasil,
    load_hasil,
    load_lembar_terbit,
    load_letterhead_terbit,
)
from sekampadi.services.publikasi.hasil_data import (
    daftar_document,
    hasil_csv,
    hasil_document,
    lembar_document,
    metadata,
)
from sekampadi.services.publikasi.pratinjau import load_pratinjau
from sekampadi.services.sistem.antrean import PENUH
from sekampadi.services.sistem.pengaturan import load_letterhead

_SHORT = {"Cache-Control": "public, max-age=60"}
_CSV = "text/csv; charset=utf-8"
_FRAMED = PRIVATE | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
}
"""Headers of what only the own pages may show inside themselves."""
_KEPT_MAX: Final = 64
_kept: "OrderedDict[tuple[str, ...], bytes]" = OrderedDict()
"""Sheets drawn lately."""
_drawing: "dict[tuple[str, ...], asyncio.Task[bytes]]" = {}
_DRAWING_MAX: Final = 12
"""Sheets that are being drawn for strangers, or wait for it: two to three seconds' worth."""


async def _draw(call: Call, lembar: LembarTerbit) -> bytes:
    """Render a sheet, or take it from those rendered lately: everyone may ask for it."""
    terbitan = describe_terbitan(lembar, call.rt.settings.base_url)
    key = (terbitan.alamat, terbitan.pernyataan)
    if (body := _kept.get(key)) is not None:
        return body
    letterhead = await call.in_thread(load_letterhead_terbit, lembar)
    drawing = _drawing.get(key)
    if drawing is None:
        if len(_drawing) >= _DRAWING_MAX:
            raise DomainError(PENUH, t("Banyak lembar sedang diunduh. Coba lagi sebentar lagi."))
        report = build_lembar_terbit(lembar, terbitan, letterhead)
        drawing = _drawing[key] = asyncio.create_task(
            _render(call, key, report, [*_drawing.values()])
        )
        drawing.add_done_callback(lambda _: _drawing.pop(key, None))
    # Others may wait for the same drawing: who leaves takes it from none of them.
    return await asyncio.shield(drawing)


async def _render(
    call: Call, key: tuple[str, ...], report: Report, before: "list[asyncio.Task[bytes]]"
) -> bytes:
    # Officers' documents go through the same process: before each, one stranger's at the most.
    if before:
        await asyncio.wait(before)
    body = _kept[key] = await call.render(render_lembar_pdf, report)
    while len(_kept) > _KEPT_MAX:
        _kept.popitem(last=False)
    return body


def _names(lembar: LembarTerbit, suffix: str) -> tuple[str, str]:
    row = lembar.row
    return f"ikm-{slug(row.nomor)}.{suffix}", f"IKM {row.nama} – {row.periode.label}.{suffix}"


def _json(document: JsonObject, names: tuple[str, str]) -> Response:
    return download(bytes(JSONResponse(document).body), *names, "application/json")


async def _sheet(call: Call) -> LembarTerbit:
    kode = call.query.get("kode", "")
    return await call.in_thread(load_lembar_terbit, call.request.path_params["nomor"], kode)


async def lembar_pdf(call: Call) -> Response:
    """GET /unduh/publikasi/NOMOR.pdf: a published sheet; one that was replaced says so."""
    lembar = await _sheet(call)
    return download(await _draw(call, lembar), *_names(lembar, "pdf"))


async def lembar_csv(call: Call) -> Response:
    """GET /unduh/publikasi/NOMOR.csv: its figures."""
    lembar = await _sheet(call)
    return download(hasil_csv([lembar]), *_names(lembar, "csv"), _CSV)


async def lembar_json(call: Call) -> Response:
    """GET /unduh/publikasi/NOMOR.json: its figures with their metadata."""
    lembar = await _sheet(call)
    cakupan = lembar.figures.cakupan
    part = Hasil(cakupan.kunci, lembar.row.nama, lembar, (lembar,), ())
    document = {
        "metadata": metadata(part, call.rt.settings.base_url),
        "status": lembar.row.status.value,
        "keterangan": explain_status(lembar),
        **lembar_document(lembar),
    }
    return _json(document, _names(lembar, "json"))


async def _part(call: Call) -> Hasil:
    return await call.in_thread(
        load_hasil, kunci=asked_kunci(call), layanan_kode=asked_layanan(call)
    )


def _part_names(hasil: Hasil, suffix: str) -> tuple[str, str]:
    return f"ikm-{slug(hasil.nama)}.{suffix}", f"IKM {hasil.nama}.{suffix}"


async def hasil_csv_file(call: Call) -> Response:
    """GET /unduh/hasil.csv: everything published of one part of the province."""
    hasil = await _part(call)
    return download(hasil_csv(hasil.terbitan), *_part_names(hasil, "csv"), _CSV)


async def hasil_json_file(call: Call) -> Response:
    """GET /unduh/hasil.json: the same with its metadata."""
    hasil = await _part(call)
    document = hasil_document(hasil, call.rt.settings.base_url)
    return _json(document, _part_names(hasil, "json"))


async def daftar(call: Call) -> Response:
    """GET /api/v1/hasil: the newest sheet of the province and of every UPP."""
    return JSONResponse(daftar_document(await call.in_thread(load_daftar_hasil)), headers=_SHORT)


async def satu(call: Call) -> Response:
    """GET /api/v1/hasil/KODE: everything published of an UPP, or of ``provinsi``."""
    kode = call.request.path_params["kode"]
    kunci = "" if kode == "provinsi" else read_kunci(kode)
    hasil = await call.in_thread(load_hasil, kunci=kunci)
    return JSONResponse(hasil_document(hasil, call.rt.settings.base_url), headers=_SHORT)


async def cek(call: Call) -> Response:
    """GET /cek/KODE: what the QR code of a sheet holds."""
    try:
        kode = parse_kode(call.request.path_params["kode"])
    except DomainError:
        kode = call.request.path_params["kode"][:60]  # the page says what is wrong with it
    return RedirectResponse(
        "/cek?" + urlencode({"kode": kode}), 302, headers={"Cache-Control": "no-cache"}
    )


async def pratinjau(call: Call) -> Response:
    """GET /unduh/pratinjau.html: the sheet as it would be published, shown before it is."""
    lembar = await call.in_thread(
        load_pratinjau,
        call.principal,
        kunci=asked_kunci(call),
        layanan_kode=asked_layanan(call),
        periode=asked_periode(call),
    )
    words = t("PRATINJAU. Belum terbit; kode periksa diberikan saat lembar ini diterbitkan.")
    terbitan = Terbitan(lembar.row.nomor, "----", f"{call.rt.settings.base_url}/cek", words)
    report = build_lembar_terbit(lembar, terbitan, await call.in_thread(load_letterhead))
    return HTMLResponse(await call.render(render_lembar_page, report), headers=_FRAMED)


def _id(call: Call) -> int:
    text = call.request.path_params["id"]
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFoundError("media.unknown", t("Catatan media tidak ditemukan."))
    return int(text)


async def unggah_bukti(call: Call) -> Response:
    """POST /api/unggah/bukti/ID: take the photo that proves a line of the publication log."""
    check_own_site(call)
    data = await call.request.body()
    publikasi_id = await call.in_thread(save_photo, call.principal, _id(call), data)
    return JSONResponse(
        {"ke": f"/admin/publikasi?terbitan={publikasi_id}"}, headers={"Cache-Control": "no-store"}
    )


async def bukti(call: Call) -> Response:
    """GET /unduh/bukti/ID.jpg: such a photo."""
    path: Path = await call.in_thread(load_photo, call.principal, _id(call))
    return FileResponse(path, media_type="image/jpeg", headers=PRIVATE)


PUBLIKASI_ROUTES: tuple[ApiRoute, ...] = (
    open_route(
        "/api/v1/hasil",
        daftar,
        "v1.hasil",
        Doc("Terbitan terbaru provinsi dan setiap UPP", "DaftarHasil", (422, 429)),
    ),
    open_route(
        "/api/v1/hasil/{kode}",
        satu,
        "v1.hasil.satu",
        Doc("Semua terbitan satu UPP, atau provinsi, dengan metadatanya", "Hasil", (404, 422, 429)),
    ),
    *(
        open_route(
            f"/unduh/publikasi/{{nomor:path}}.{suffix}",
            endpoint,
            f"publikasi.{suffix}",
            params=(KODE,),
        )
        for suffix, endpoint in (("pdf", lembar_pdf), ("csv", lembar_csv), ("json", lembar_json))
    ),
    *(
        open_route(f"/unduh/hasil.{suffix}", endpoint, f"hasil.{suffix}", params=(UPP, LAYANAN))
        for suffix, endpoint in (("csv", hasil_csv_file), ("json", hasil_json_file))
    ),
    ApiRoute("/cek/{kode}", cek, Permission.PUBLIC, "publikasi.cek", params=None),
    ApiRoute(
        "/api/unggah/bukti/{id}",
        unggah_bukti,
        Permission.LAPORAN_PUBLISH,
        "unggah.bukti",
        methods=("POST",),
    ),
    ApiRoute(
        "/unduh/pratinjau.html",
        pratinjau,
        Permission.LAPORAN_PUBLISH,
        "unduh.pratinjau",
        params=FIGURE_PARAMS,
    ),
    ApiRoute("/unduh/bukti/{id}.jpg", bukti, Permission.LAPORAN_READ, "unduh.bukti"),
)
"""Published sheets and figures for everyone; the photos of the log for those who read laporan."""
