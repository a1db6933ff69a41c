"""Master data over HTTP: the template out, files in, and the government's style and mark."""

from typing import Final

from starlette.responses import JSONResponse, Response

from sekampadi.api.http.asal import check_own_site
from sekampadi.api.http.berkas_masuk import elsewhere
from sekampadi.api.http.call import ApiRoute, Call
from sekampadi.api.http.unduh import XLSX, download
from sekampadi.domain.identitas import identity_css
from sekampadi.domain.izin import Permission
from sekampadi.reports.render.mark import own_svg
from sekampadi.services.impor.impor_layanan import keep_upload
from sekampadi.services.impor.lembar_layanan import read_layanan
from sekampadi.services.impor.templat_layanan import make_template
from sekampadi.services.sistem.pengaturan import load_letterhead, save_logo

_NO_STORE: Final = {"Cache-Control": "no-store"}
_KEPT_A_MINUTE: Final = {"Cache-Control": "public, max-age=60, stale-while-revalidate=86400"}
"""A page does not wait for them again; a change is seen a minute later."""


async def templat_layanan(call: Call) -> Response:
    """GET /unduh/templat-layanan.xlsx: the template for many layanan."""
    body = await call.in_thread(make_template, call.principal)
    return download(body, "templat-layanan.xlsx", "Templat layanan.xlsx", XLSX)


async def unggah_layanan(call: Call) -> Response:
    """POST /api/unggah/layanan: take a filled-in template, and say where its preview is."""
    check_own_site(call)
    data = await call.request.body()
    token = await call.in_thread(keep_upload, call.principal, data, elsewhere(call, read_layanan))
    return JSONResponse({"ke": f"/admin/layanan?impor={token}"}, headers=_NO_STORE)


async def unggah_logo(call: Call) -> Response:
    """POST /api/unggah/logo: take a new mark."""
    check_own_site(call)
    data = await call.request.body()
    await call.in_thread(save_logo, call.principal, data)
    # The browser keeps the mark for a minute; who has changed it wants to see it now.
    return JSONResponse(
        {"ke": "/admin/pengaturan", "segar": ["/identitas/logo"]}, headers=_NO_STORE
    )


async def gaya(call: Call) -> Response:
    """GET /identitas.css: the colours in which this government differs from the application."""
    letterhead = await call.in_thread(load_letterhead)
    return Response(
        identity_css(letterhead.identitas), media_type="text/css", headers=_KEPT_A_MINUTE
    )


async def logo(call: Call) -> Response:
    """GET /identitas/logo: the mark."""
    png = (await call.in_thread(load_letterhead)).logo
    body, kind = (png, "image/png") if png else (own_svg(), "image/svg+xml")
    return Response(body, media_type=kind, headers=_KEPT_A_MINUTE)


MASTER_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/unduh/templat-layanan.xlsx",
        templat_layanan,
        Permission.LAYANAN_MANAGE,
        "unduh.templat_layanan",
    ),
    ApiRoute(
        "/api/unggah/layanan",
        unggah_layanan,
        Permission.LAYANAN_MANAGE,
        "unggah.layanan",
        methods=("POST",),
    ),
    ApiRoute(
        "/api/unggah/logo",
        unggah_logo,
        Permission.PENGATURAN_MANAGE,
        "unggah.logo",
        methods=("POST",),
    ),
    ApiRoute("/identitas.css", gaya, Permission.PUBLIC, "identitas.gaya", params=None),
    ApiRoute("/identitas/logo", logo, Permission.PUBLIC, "identitas.logo", params=None),
)
