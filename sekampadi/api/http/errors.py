"""Failures as the asking side understands them: JSON for a program, a small page for a person."""

import base64
import hashlib
import html
from string import Template
from typing import Final

from starlette.responses import HTMLResponse, JSONResponse, Response

from sekampadi import theme
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.i18n import t


class MethodError(DomainError):
    """The address exists, but not for this method."""


class RateError(DomainError):
    """Too many requests from one address, for so many whole seconds to come."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            "rate.limited",
            t("Terlalu banyak permintaan. Coba lagi dalam {n} detik.", n=retry_after),
        )
        self.retry_after = retry_after


class MediaError(DomainError):
    """What was sent is of another kind than what is taken."""


class FormError(DomainError):
    """What was sent is no JSON."""


class FaultError(DomainError):
    """Something nobody expected; the id leads to the line in the log."""

    def __init__(self, fault_id: str) -> None:
        super().__init__(
            "internal",
            t("Terjadi kesalahan pada sistem. Sebutkan kode {id} kepada pengelola.", id=fault_id),
        )


class SizeError(DomainError):
    """What was sent is larger than so many bytes."""

    def __init__(self, most: int) -> None:
        size = f"{most >> 20} MB" if most >> 20 else f"{most >> 10} KB"
        super().__init__("permintaan.terlalu_besar", t("Kiriman paling besar {n}.", n=size))


_STATUSES: tuple[tuple[type[DomainError], int], ...] = (
    (UnauthenticatedError, 401),
    (ForbiddenError, 403),
    (NotFoundError, 404),
    (MethodError, 405),
    (ConflictError, 409),
    (RateError, 429),
    (SizeError, 413),
    (MediaError, 415),
    (FormError, 400),
    (FaultError, 500),
    (DomainError, 422),
)
_CODE_STATUSES = {
    "report.render": 500,
    "report.failed": 500,
    "report.timeout": 503,
    "report.busy": 503,
    "report.crashed": 503,
    "report.closed": 503,
    "antrean.penuh": 503,
    "antrean.pergi": 503,
    "antrean.milik_sendiri": 503,
    "berkas.busy": 503,
    "berkas.slow": 503,
    "berkas.timeout": 503,
    "impor.busy": 503,
}
"""Failures without a class: of the render worker, another process, and of what is busy."""
_RETRY_SECONDS = 5

_STYLE = Template("""
:root{color-scheme:light}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:$LATAR;color:$TEKS;
font:1.0625rem/1.6 $HURUF}
main{max-width:34rem;margin:1.5rem;padding:2rem;background:$PERMUKAAN;border:1px solid $GARIS;
border-radius:${RADIUS}px}
h1{margin:0 0 .75rem;font-size:1.5rem;line-height:1.25}
p{margin:0 0 1.5rem}
a,button{display:inline-block;padding:.75rem 1.25rem;border:0;border-radius:${RADIUS}px;
background:$AKSEN;color:$PADA_AKSEN;text-decoration:none;font:inherit;font-weight:600;
cursor:pointer}
a:hover,a:focus-visible,button:hover,button:focus-visible{background:$AKSEN_TUA}
a:focus-visible,button:focus-visible{outline:3px solid $PADI;outline-offset:2px}
""").substitute(vars(theme))
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_CSP = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def status_of(error: DomainError) -> int:
    """Return the HTTP status of an error; what a person entered wrongly is 422."""
    by_class = next(status for kind, status in _STATUSES if isinstance(error, kind))
    return _CODE_STATUSES.get(error.code, by_class)


def _heading(status: int) -> str:
    return {
        401: t("Silakan masuk"),
        403: t("Tidak diizinkan"),
        404: t("Tidak ditemukan"),
        429: t("Terlalu banyak permintaan"),
        500: t("Terjadi kesalahan"),
        503: t("Belum berhasil"),
    }.get(status, t("Permintaan tidak dapat diproses"))


def small_page(heading: str, message: str, way: str, *, status: int = 200) -> HTMLResponse:
    """Return a plain page without script; the way on is HTML of our own."""
    page = (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(heading)} – SEKAMPADI</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{html.escape(heading)}</h1><p>{html.escape(message)}</p>"
        f"{way}</main></body></html>"
    )
    return HTMLResponse(page, status, headers={"Content-Security-Policy": _CSP})


def error_page(error: DomainError, back: str = "") -> HTMLResponse:
    """Return the page a person sees, with a way on.

    Args:
        back: path and query of the page of this site that led here; empty leads to the beginning.
    """
    status = status_of(error)
    href, words = ("/", t("Kembali ke beranda"))
    if status == 401:
        href, words = "/login", t("Masuk")
    elif back:
        href, words = back, t("Kembali ke laman sebelumnya")
    way = f'<a href="{html.escape(href)}">{html.escape(words)}</a>'
    return small_page(_heading(status), error.message, way, status=status)


PROBLEM: Final = "application/problem+json"
"""How a failure below /api/v1 is told (RFC 9457)."""
V1: Final = "/api/v1/"


def problem(error: DomainError) -> JSONResponse:
    """Return a failure in the form of RFC 9457, with its stable code, and the fields that are wrong."""
    status = status_of(error)
    body: dict[str, object] = {
        # A name, no address: what a code means stands on the page of the API.
        "type": f"urn:sekampadi:{error.code}",
        "title": _heading(status),
        "status": status,
        "detail": error.message,
        "code": error.code,
    }
    if isinstance(error, FieldErrors):
        body["errors"] = [
            {"field": field, "code": wrong.code, "detail": wrong.message}
            for field, wrong in error.errors.items()
        ]
    return JSONResponse(body, status, media_type=PROBLEM)


def error_response(
    error: DomainError, *, as_json: bool, back: str = "", path: str = ""
) -> Response:
    """Return the answer to a failed request, as JSON for a program.

    Args:
        back: where a page leads back to, as :func:`error_page` takes it.
        path: what was asked for; below /api/v1 failures are told as :func:`problem`.
    """
    response: Response
    if as_json and path.startswith(V1):
        response = problem(error)
    elif as_json:
        body = {"error": {"code": error.code, "message": error.message}}
        response = JSONResponse(body, status_of(error))
    else:
        response = error_page(error, back)
    if isinstance(error, UnauthenticatedError) and error.code.startswith("kunci."):
        response.headers["WWW-Authenticate"] = 'Bearer realm="SEKAMPADI"' + (
            "" if error.code == "kunci.required" else ', error="invalid_token"'
        )
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if isinstance(error, RateError):
        response.headers["Retry-After"] = str(error.retry_after)
    elif response.status_code == 503:
        response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response
