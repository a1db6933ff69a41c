"""The session cookie: a ticket comes in by full navigation, the cookie goes out; and the way back."""

import html
import logging
from datetime import datetime

from starlette.responses import RedirectResponse, Response

from sekampadi.api.http.asal import check_own_site
from sekampadi.api.http.call import Call
from sekampadi.api.http.errors import small_page
from sekampadi.domain.errors import ForbiddenError, UnauthenticatedError
from sekampadi.domain.izin import Permission, Principal, may
from sekampadi.domain.sesi.gawai import describe_gawai
from sekampadi.i18n import t
from sekampadi.services.akun.coba_masuk import PERAMBAN_DAYS, device_cookie
from sekampadi.services.akun.cookies import cookie_name
from sekampadi.services.akun.sesi import end_session, find_principal, redeem_ticket

logger = logging.getLogger(__name__)

DEFAULT_NEXT = "/admin"
START_PAGES = (
    (Permission.BERANDA_READ, DEFAULT_NEXT),
    # With a one-time password, or before a second factor that is needed, nothing else is open.
    (Permission.AKUN, "/admin/akun"),
)
"""Where a person without a wish goes after the login: the first page the role may open."""
LOGIN, LOGIN_FAILED = "/login", "/login?gagal=1"
NO_TRACE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
"""Of an answer whose address holds a secret."""


def safe_next(value: str) -> str:
    """Return where to go after the login: a page of the administration, or its first one.

    Only a plain path of this site counts: browsers read backslashes as slashes, strip control
    characters, and take two slashes for another site.
    """
    path = value.partition("?")[0].partition("#")[0]
    if not (path == DEFAULT_NEXT or path.startswith(DEFAULT_NEXT + "/")):
        return DEFAULT_NEXT
    if not value.isascii() or not value.isprintable() or len(value) > 500:
        return DEFAULT_NEXT
    if any(sign in value for sign in ("\\", "//", "..", " ", "%")):
        return DEFAULT_NEXT
    return value


def from_elsewhere(call: Call) -> bool:
    """Tell whether another site's page sent the browser here; old browsers do not say."""
    return call.request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}


def set_cookie(call: Call, response: Response, name: str, value: str, seconds: int) -> None:
    """Hand out a cookie that no script reads, for so many seconds; 0 takes it back."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=call.rt.settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def set_session_cookie(call: Call, response: Response, token: str, ends: datetime) -> None:
    """Hand out the cookie of a session, until the session ends."""
    seconds = max(0, int((ends - call.rt.now()).total_seconds()))
    name = cookie_name(secure=call.rt.settings.secure_cookies)
    set_cookie(call, response, name, token, seconds)


def start_page(principal: Principal | None) -> str:
    """Return the page a person begins with."""
    return next(
        (path for permission, path in START_PAGES if may(principal, permission)), DEFAULT_NEXT
    )


async def masuk(call: Call) -> Response:
    """GET /sesi/masuk: exchange the ticket for the cookie."""
    if from_elsewhere(call):
        # Otherwise a stranger could log people in as himself and read what they enter.
        logger.warning("refused a login sent by another site")
        return RedirectResponse(LOGIN_FAILED, 303, headers=NO_TRACE)
    tickets = call.request.query_params.getlist("tiket")
    if len(tickets) != 1:
        return RedirectResponse(LOGIN_FAILED, 303, headers=NO_TRACE)
    return await enter(call, tickets[0][:200], call.request.query_params.get("next", ""))


async def enter(call: Call, ticket: str, lanjut: str) -> Response:
    """Exchange a ticket for the cookie, and lead on; to the login when it is worth nothing.

    Args:
        lanjut: where the person wants to go; what is no page of the administration is not believed.
    """
    gawai = describe_gawai(call.request.headers.get("user-agent", ""))
    try:
        token, ends = await call.in_thread(redeem_ticket, ticket, gawai=gawai)
    except UnauthenticatedError:
        return RedirectResponse(LOGIN_FAILED, 303, headers=NO_TRACE)
    if call.token:
        # Its cookie is replaced, so nobody could end it any more: not even by Keluar.
        await call.in_thread(end_session, call.token)
    person = await call.in_thread(find_principal, token)
    target = safe_next(lanjut)
    if target == DEFAULT_NEXT:
        target = start_page(person)
    response = RedirectResponse(target, 303, headers=NO_TRACE)
    settings = call.rt.settings
    set_session_cookie(call, response, token, ends)
    if person is not None:
        # This browser has tries of its own at the account: strangers cannot lock its owner out.
        name, value = device_cookie(settings, person.username)
        set_cookie(call, response, name, value, PERAMBAN_DAYS * 24 * 3600)
    return response


def _ask_to_leave() -> Response:
    """Return the page behind an old bookmark or a link of somebody else's: it only asks."""
    button = f'<button type="submit">{html.escape(t("Keluar"))}</button>'
    response = small_page(
        t("Keluar dari SEKAMPADI?"),
        t("Tekan tombol di bawah ini untuk mengakhiri sesi Anda di peramban ini."),
        f'<form method="post" action="/sesi/keluar">{button}</form>',
    )
    # Not "no-referrer": on plain http the referrer is what tells where the form was sent from.
    response.headers["Cache-Control"] = "no-store"
    return response


async def keluar(call: Call) -> Response:
    """POST /sesi/keluar: end the session and take the cookie back. GET only asks.

    Raises:
        ForbiddenError: ``sesi.cross_site`` when no page of this site sent the browser here.
    """
    if call.request.method != "POST":
        return _ask_to_leave()
    try:
        check_own_site(call)
    except ForbiddenError as error:
        words = t("Keluarlah melalui tombol Keluar di laman ini.")
        raise ForbiddenError(error.code, words) from None
    await call.in_thread(end_session, call.token)
    response = RedirectResponse(LOGIN, 303, headers=NO_TRACE)
    secure = call.rt.settings.secure_cookies
    response.delete_cookie(
        cookie_name(secure=secure), path="/", secure=secure, httponly=True, samesite="lax"
    )
    return response
