"""Logins by the provider over HTTP: the way there, and the way back; what goes wrong is said by the login."""

import logging

from starlette.responses import RedirectResponse, Response

from sekampadi.api.akun import LOGIN, NO_TRACE, enter, from_elsewhere, safe_next, set_cookie
from sekampadi.api.http.call import ApiRoute, Call, Param
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.services.akun.cookies import ALUR, TERTUNDA, cookie_name, read_cookie
from sekampadi.services.akun.oidc.alur import BACK, LIFE, begin_oidc, finish_oidc, is_link, refused
from sekampadi.services.akun.tiket import TERTUNDA_LIFE
from sekampadi.services.sistem.antrean import PENYEDIA

logger = logging.getLogger(__name__)

_AKUN = "/admin/akun"
_QUERY_MAX = 4000
"""Characters of an address that a provider sends somebody back with."""


def _told(error: DomainError, page: str = LOGIN) -> Response:
    """Go back to where it was begun, with the code of what is to be said there."""
    if isinstance(error, NotFoundError):
        raise error
    logger.info("a login by the provider has ended: %s", error.code)
    return RedirectResponse(f"{page}?oidc={error.code}", 303, headers=NO_TRACE)


async def mulai(call: Call) -> Response:
    """GET /sesi/oidc: go to the provider; with ``izin`` to link the account of this session.

    Raises:
        NotFoundError: ``oidc.off``.
    """
    izin = call.query.get("izin", "")
    page = _AKUN if izin else LOGIN
    if not call.rt.settings.oidc_on:
        raise NotFoundError("oidc.off", refused().message)
    if from_elsewhere(call):
        # Otherwise a page elsewhere could replace who is logged in here.
        logger.warning("refused a login sent by another site")
        return _told(refused(), page)
    lanjut = call.query.get("next", "")
    try:
        address, alur = await PENYEDIA.run(
            begin_oidc, call.rt, lanjut=lanjut, izin=izin, token=call.token
        )
    except DomainError as error:
        return _told(error, page)
    response = RedirectResponse(address, 303, headers=NO_TRACE)
    _keep(call, response, ALUR, alur, int(LIFE.total_seconds()))
    return response


def _keep(call: Call, response: Response, name: str, value: str, seconds: int) -> None:
    name = cookie_name(name, secure=call.rt.settings.secure_cookies)
    set_cookie(call, response, name, value, seconds)


async def kembali(call: Call) -> Response:
    """GET /sesi/oidc/kembali: take what the provider sends the browser back with.

    Raises:
        NotFoundError: ``oidc.off``.
    """
    secure = call.rt.settings.secure_cookies
    alur = read_cookie(call.request.headers.get("cookie", ""), ALUR, secure=secure)
    page = _AKUN if is_link(call.rt.settings, alur) else LOGIN
    response = await _take(call, alur, page)
    _keep(call, response, ALUR, "", 0)
    return response


async def _take(call: Call, alur: str, page: str) -> Response:
    params = call.request.query_params
    try:
        # Twice the same parameter: nobody can say which of the two counts.
        if len(params.multi_items()) != len(params) or len(str(params)) > _QUERY_MAX:
            raise refused()
        hasil = await PENYEDIA.run(finish_oidc, call.rt, alur, dict(params), call.token)
    except DomainError as error:
        return _told(error, page)
    if hasil.masuk is None:
        return RedirectResponse(f"{_AKUN}?oidc=ok", 303, headers=NO_TRACE)
    if hasil.masuk.tiket:
        return await enter(call, hasil.masuk.tiket, hasil.lanjut)
    # Only pages of ours are led to, and without what an address could hide.
    target = safe_next(hasil.lanjut)
    response = RedirectResponse(f"{LOGIN}?langkah=2&next={target}", 303, headers=NO_TRACE)
    _keep(call, response, TERTUNDA, hasil.masuk.tertunda, int(TERTUNDA_LIFE.total_seconds()))
    return response


OIDC_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/sesi/oidc",
        mulai,
        Permission.PUBLIC,
        "sesi.oidc",
        params=(Param("next"), Param("izin")),
        limited=True,
    ),
    # Any parameters: what a provider adds is not ours to refuse.
    ApiRoute(BACK, kembali, Permission.PUBLIC, "sesi.oidc_kembali", params=None, limited=True),
)
