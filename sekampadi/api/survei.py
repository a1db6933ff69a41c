"""The way into a survey: the short address, and its QR codes, for everyone."""

from functools import lru_cache

from starlette.responses import RedirectResponse, Response

from sekampadi.api.http.call import ApiRoute, Call, Endpoint, Param
from sekampadi.domain.izin import Permission
from sekampadi.domain.kode import is_kode
from sekampadi.reports.render.qr import qr_png, qr_svg
from sekampadi.services.survei.poster import find_alamat

_KINDS = {"png": "image/png", "svg": "image/svg+xml"}
PNG_SCALE = 12
"""Pixels a module: sharp on a phone, and on paper of a hand's width."""

_HEADERS = {
    # The picture changes only with the address of the whole site.
    "Cache-Control": "public, max-age=604800",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    # An office shows its code on a site of its own, too.
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@lru_cache(maxsize=1024)
def _draw(text: str, suffix: str) -> bytes:
    return qr_png(text, scale=PNG_SCALE) if suffix == "png" else qr_svg(text)


def _qr(of: str, suffix: str) -> Endpoint:
    async def endpoint(call: Call) -> Response:
        kode = call.request.path_params.get("kode", "")
        wanted = {"upp": {"upp_kode": kode}, "layanan": {"layanan_kode": kode}}.get(of, {})
        alamat = await call.in_thread(find_alamat, **wanted)
        body = await call.in_thread(lambda _rt: _draw(alamat.url, suffix))
        headers = dict(_HEADERS)
        if call.query.get("unduh") == "1":
            name = f"qr-{alamat.kode or 'provinsi'}.{suffix}"
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return Response(body, media_type=_KINDS[suffix], headers=headers)

    return endpoint


async def pendek(call: Call) -> Response:
    """GET /s/KODE: what the QR code holds; the page itself says when there is no such layanan."""
    kode = call.request.path_params["kode"].lower()
    target = f"/survei?layanan={kode}" if is_kode(kode) else "/survei"
    return RedirectResponse(target, 302, headers={"Cache-Control": "no-cache"})


SURVEI_ROUTES: tuple[ApiRoute, ...] = (
    *(
        ApiRoute(
            f"/qr/{place}.{suffix}",
            _qr(of, suffix),
            Permission.PUBLIC,
            f"qr.{of}.{suffix}",
            params=(Param("unduh"),),
        )
        # The province's come first: no layanan has the kode "provinsi".
        for of, place in (("provinsi", "provinsi"), ("upp", "upp/{kode}"), ("layanan", "{kode}"))
        for suffix in _KINDS
    ),
    # People share short addresses, and messengers append parameters of their own.
    ApiRoute("/s/{kode}", pendek, Permission.PUBLIC, "survei.pendek", params=None),
)
