"""All HTTP routes with the rights they need, and the app made of them."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from sekampadi.api import akun as session
from sekampadi.api import health, v1
from sekampadi.api.bantuan import BANTUAN_ROUTES
from sekampadi.api.entri import ENTRI_ROUTES
from sekampadi.api.health import HEALTH_ROUTES
from sekampadi.api.http import unduh
from sekampadi.api.http.asal import admin_page_before
from sekampadi.api.http.bagian import Share
from sekampadi.api.http.berkas_masuk import Gate, receiving
from sekampadi.api.http.call import (
    MAX_BODY,
    SERVED_BY,
    ApiRoute,
    Call,
    Doc,
    JsonObject,
    Renderer,
    open_route,
)
from sekampadi.api.http.errors import (
    FaultError,
    MethodError,
    RateError,
    SizeError,
    error_response,
)
from sekampadi.api.http.params import FIGURE_PARAMS, LAYANAN, UPP, read_params
from sekampadi.api.http.pergi import gone, while_connected
from sekampadi.api.http.ratelimit import RateLimiter, client_address
from sekampadi.api.laporan import LAPORAN_ROUTES
from sekampadi.api.lembar.privasi import DATA_PRIBADI_ROUTES
from sekampadi.api.lembar.routes import LEMBAR_ROUTES
from sekampadi.api.master import MASTER_ROUTES
from sekampadi.api.pengajuan.dossier import DOSSIER_ROUTES
from sekampadi.api.pengajuan.matriks import MATRIKS_ROUTES
from sekampadi.api.pengajuan.pekppp import PEKPPP_ROUTES
from sekampadi.api.pengajuan.pemantauan import PEMANTAUAN_ROUTES
from sekampadi.api.pengajuan.penyampaian import PENGAJUAN_ROUTES
from sekampadi.api.publikasi import PUBLIKASI_ROUTES
from sekampadi.api.rest.bearer import KUNCI_PER_MINUTE, find_system, shown_kunci, told_limit
from sekampadi.api.rest.cache import cors_headers, preflight, tell, with_etag
from sekampadi.api.rest.dokumen import openapi_document
from sekampadi.api.rest.isi import read_body
from sekampadi.api.rest.rute import REST_ROUTES
from sekampadi.api.rest.undangan import UNDANGAN_ROUTES
from sekampadi.api.sesi.aktif import SESI_ROUTES
from sekampadi.api.sesi.layar import LAYAR_ROUTES
from sekampadi.api.sesi.oidc import OIDC_ROUTES
from sekampadi.api.survei import SURVEI_ROUTES
from sekampadi.api.tabel import TABLE_ROUTES
from sekampadi.api.tahunan import TAHUNAN_ROUTES
from sekampadi.api.tahunan_foto import FOTO_ROUTES
from sekampadi.api.terbuka.data import DATA_ROUTES
from sekampadi.api.terbuka.dokumentasi import documentation_page
from sekampadi.api.terbuka.sematan import SEMATAN_ROUTES
from sekampadi.api.tindak_lanjut import TINDAK_LANJUT_ROUTES
from sekampadi.api.tindak_lanjut_bukti import BUKTI_ROUTES
from sekampadi.domain.errors import DomainError
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.izin import Permission, Principal
from sekampadi.i18n import t
from sekampadi.services.akun.cookies import cookie_name, token_from_cookie_header
from sekampadi.services.akun.sesi import find_principal
from sekampadi.services.sistem.antrean import DOKUMEN, IMPOR, LAMAN
from sekampadi.services.sistem.pengaturan import load_identitas
from sekampadi.services.sistem.runtime import Runtime, authorize

logger = logging.getLogger(__name__)

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_PUBLIC = Permission.PUBLIC


_DOCUMENT_KEPT = {"Cache-Control": "public, max-age=300"}


async def _document(call: Call) -> tuple[JsonObject, Identitas]:
    settings = call.rt.settings
    cookie = cookie_name(secure=settings.secure_cookies)
    identitas = await call.in_thread(load_identitas)
    document = openapi_document(
        ROUTES, pemerintah=identitas.pemerintah, base_url=settings.base_url, cookie=cookie
    )
    return document, identitas


async def _openapi(call: Call) -> Response:
    document, _ = await _document(call)
    return JSONResponse(document, headers=_DOCUMENT_KEPT)


async def _dokumentasi(call: Call) -> Response:
    """GET /api/v1/dokumentasi: the same document, for people."""
    document, identitas = await _document(call)
    body, policy = documentation_page(
        document, identitas, per_alamat=RateLimiter().per_minute, per_kunci=KUNCI_PER_MINUTE
    )
    return HTMLResponse(body, headers=_DOCUMENT_KEPT | {"Content-Security-Policy": policy})


ROUTES: tuple[ApiRoute, ...] = (
    # Routes are tried one after another, and citizens are in a hurry.
    *LEMBAR_ROUTES,
    *SURVEI_ROUTES,
    *UNDANGAN_ROUTES,
    *HEALTH_ROUTES,
    open_route(
        "/api/v1/openapi.json", _openapi, "v1.openapi", Doc("Dokumen ini", "OpenApi", (422, 429))
    ),
    open_route("/api/v1/dokumentasi", _dokumentasi, "v1.dokumentasi"),
    *REST_ROUTES,
    *ENTRI_ROUTES,
    ApiRoute("/api/internal/live", health.count_watchers, Permission.SISTEM_READ, "internal.live"),
    *MASTER_ROUTES,
    *DATA_PRIBADI_ROUTES,
    *PUBLIKASI_ROUTES,
    *SEMATAN_ROUTES,
    *DATA_ROUTES,
    *BUKTI_ROUTES,
    *FOTO_ROUTES,
    *BANTUAN_ROUTES,
    *PENGAJUAN_ROUTES,
    *PEMANTAUAN_ROUTES,
    *SESI_ROUTES,
    *LAYAR_ROUTES,
    *OIDC_ROUTES,
    ApiRoute("/api/{rest:path}", v1.unknown, _PUBLIC, "api.unknown", methods=_METHODS, params=None),
    ApiRoute("/sesi/masuk", session.masuk, _PUBLIC, "sesi.masuk", params=None),
    ApiRoute(
        "/sesi/keluar", session.keluar, _PUBLIC, "sesi.keluar", methods=("GET", "POST"), params=None
    ),
    ApiRoute(
        "/unduh/lembar.pdf",
        unduh.lembar,
        Permission.LAPORAN_EXPORT,
        "unduh.lembar",
        params=FIGURE_PARAMS,
    ),
    ApiRoute(
        "/unduh/poster.pdf",
        unduh.poster,
        Permission.QR_PRINT,
        "unduh.poster",
        params=(UPP, LAYANAN),
    ),
    *TABLE_ROUTES,
    *TINDAK_LANJUT_ROUTES,
    *MATRIKS_ROUTES,
    *LAPORAN_ROUTES,
    *DOSSIER_ROUTES,
    *PEKPPP_ROUTES,
    *TAHUNAN_ROUTES,
)


def _check_method(route: ApiRoute, method: str) -> None:
    if ("GET" if method == "HEAD" else method) not in route.methods:
        raise MethodError("method.unknown", t("Metode ini tidak diterima di alamat ini."))


_Limits = tuple[RateLimiter, RateLimiter, Gate, Share, int]
"""Of addresses, of keys, of files that come in, of documents; and how many proxies are ours."""
_Answer = Callable[[Request, dict[str, str]], Awaitable[Response]]
"""Answers a request, and puts aside which headers are told with the answer, also with a failure."""


def _answering(
    route: ApiRoute,
    rt: Runtime,
    processes: tuple[Renderer, Renderer],
    limits: _Limits,
) -> _Answer:
    renderer, reader = processes
    limiter, keys, gate, share, hops = limits
    secure, lane, is_document = rt.settings.secure_cookies, route.lane, route.is_document
    own = RateLimiter(route.per_minute) if route.per_minute else None

    async def answer(request: Request, told: dict[str, str]) -> Response:
        request.scope.get(SERVED_BY, []).append(route.path)
        _check_method(route, request.method)
        address = client_address(request, hops)
        # Who shows a key has the limit of the key, not that of an address where many may be.
        by_key = route.needs_key or (route.optional_login and shown_kunci(request) is not None)
        if route.limited and not by_key:
            wait = await limiter.ask(address)
            if route.is_v1:
                told |= told_limit(limiter, "alamat", address)
            if wait:
                raise RateError(wait)
        if own is not None and (wait := own.take(address)):
            raise RateError(wait)
        cookie = request.headers.get("cookie")
        token = token_from_cookie_header(cookie, secure=secure) if cookie and not by_key else None

        async def find_person() -> Principal | None:
            found = None
            if by_key:
                found = await find_system(rt, request, limiter, address)
            elif route.knows_person:
                found = await LAMAN.run(find_principal, rt, token)
            authorize(found, route.permission)
            return found

        person = await find_person()
        if person is not None and person.kunci_id is not None:
            shown = f"kunci/{person.kunci_id}"
            wait = await keys.ask(shown)
            told |= told_limit(keys, "kunci", shown)
            if wait:
                raise RateError(wait)
        query = (
            {}
            if route.params is None
            else read_params(route.params, request.query_params, exact=route.is_v1)
        )
        call = Call(rt, renderer, request, person, token, query, reader, lane)

        async def act() -> Response:
            body = None if route.body is None else await read_body(request, route.body)
            if request.method != "POST" or route.permission is Permission.PUBLIC:
                return await route.endpoint(replace(call, body=body) if body else call)
            # A body may be long on its way: who has lost the right meanwhile stores nothing.
            await request.body()
            return await route.endpoint(replace(call, principal=await find_person(), body=body))

        if route.body_max > MAX_BODY:
            async with receiving(gate, request, person):
                return await while_connected(request, act)
        if is_document:
            with share.turn(person):
                return await while_connected(request, act)
        if lane in {DOKUMEN, IMPOR}:
            return await while_connected(request, act)
        return await act()

    return answer


def _serve(
    route: ApiRoute,
    rt: Runtime,
    processes: tuple[Renderer, Renderer],
    limits: _Limits,
) -> Callable[[Request], Awaitable[Response]]:
    answer, origins = (
        _answering(route, rt, processes, limits),
        tuple(rt.settings.api_origins.split()),
    )

    def failed(error: DomainError, request: Request) -> Response:
        response = error_response(
            error,
            as_json=route.is_api,
            back=admin_page_before(request.headers),
            path=request.scope["path"],
        )
        if isinstance(error, MethodError):
            response.headers["Allow"] = ", ".join(route.methods)
        return response

    async def endpoint(request: Request) -> Response:
        if (before := preflight(route, origins, request)) is not None:
            return before
        told = cors_headers(route, origins, request.headers)
        try:
            response = await answer(request, told)
            if route.is_v1:
                response = with_etag(request, response)
        except DomainError as error:
            response = failed(error, request)
        except HTTPException as error:
            if error.status_code != 413:  # a body that has grown too large
                raise
            response = failed(SizeError(route.body_max), request)
        except ClientDisconnect:
            # No fault, and nobody reads the answer: the network was lost while something was sent.
            logger.info("who asked for %s has gone before all had come", route.name)
            response = failed(gone(), request)
        except Exception:
            # The last resort: the browser gets an id, the log the cause under the same id.
            fault_id = secrets.token_hex(4)
            logger.exception("fault %s in %s", fault_id, route.name, extra={"fault": fault_id})
            response = failed(FaultError(fault_id), request)
        tell(response, told)
        return response

    return endpoint


def _no_limits() -> _Limits:
    return RateLimiter(), RateLimiter(KUNCI_PER_MINUTE), Gate(), Share(), 0


def make_endpoint(
    route: ApiRoute, rt: Runtime, renderer: Renderer
) -> Callable[[Request], Awaitable[Response]]:
    """Build what answers one route by itself, which has no limit of an address."""
    return _serve(route, rt, (renderer, renderer), _no_limits())


def make_api(
    rt: Runtime,
    renderer: Renderer,
    *,
    reader: Renderer | None = None,
    routes: Sequence[ApiRoute] = ROUTES,
    limiter: RateLimiter | None = None,
    key_limiter: RateLimiter | None = None,
    trusted_proxy_hops: int = 0,
) -> Starlette:
    """Build the app of all routes; Reflex mounts its own behind it.

    Files that come in are opened by ``reader``, by default the renderer. For the proxies see
    :func:`client_address`.
    """
    keys = key_limiter or RateLimiter(KUNCI_PER_MINUTE)
    limits = (limiter or RateLimiter(), keys, Gate(), Share(), trusted_proxy_hops)
    app = Starlette(
        routes=[
            # All methods come in, because a method Starlette turns away would be handed on to
            # what is mounted behind.
            Route(
                route.path,
                _serve(route, rt, (renderer, reader or renderer), limits),
                methods=list(_METHODS),
                name=route.name,
            )
            for route in routes
        ]
    )
    app.router.redirect_slashes = False
    return app
