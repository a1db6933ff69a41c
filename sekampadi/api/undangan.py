"""Invitations over HTTP: the link of one, which leads to its survey.

The secret of a link stands behind the question mark, because no log of ours or of the proxy keeps that
part of an address (decision 85).
"""

from typing import Final

from starlette.responses import RedirectResponse, Response

from sekampadi.api.http.call import ApiRoute, Call
from sekampadi.api.lembar.halaman import invitation_page
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.services.akun.cookies import undangan_cookie_name
from sekampadi.services.sistem.pengaturan import load_identitas
from sekampadi.services.undangan.undangan import layanan_of, open_undangan

_HOURS: Final = 12
"""As long as the draft of a survey lives in a browser."""
_HEADERS: Final = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


async def buka(call: Call) -> Response:
    """GET /u?k=SECRET: lead to the survey, and use nothing up: previews of messengers open links, too.

    The secret goes on in a cookie that no script reads, and is used with the answer.
    """
    token = call.request.query_params.get("k", "")
    try:
        kode = await call.in_thread(open_undangan, token)
    except DomainError as error:
        known = not isinstance(error, NotFoundError)
        about = await call.in_thread(layanan_of, token) if known else ""
        page = invitation_page(await call.in_thread(load_identitas), error, about)
        page.headers.update(_HEADERS)
        return page
    response = RedirectResponse(f"/survei?layanan={kode}", 303, headers=_HEADERS)
    secure = call.rt.settings.secure_cookies
    response.set_cookie(
        undangan_cookie_name(secure=secure),
        token,
        max_age=_HOURS * 3600,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )
    return response


UNDANGAN_ROUTES: tuple[ApiRoute, ...] = (
    # Messengers append parameters of their own.
    ApiRoute("/u", buka, Permission.PUBLIC, "undangan.buka", params=None),
)
