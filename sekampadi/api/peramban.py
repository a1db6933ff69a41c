"""The cookie of a browser that has logged in before, so that strangers cannot lock its owner out."""

from starlette.responses import Response

from sekampadi.domain.izin import Principal
from sekampadi.services.akun.coba_masuk import PERAMBAN_DAYS, device_cookie
from sekampadi.settings import Settings


def remember_browser(settings: Settings, response: Response, person: Principal | None) -> None:
    """Give a browser in which somebody has just logged in tries of its own at this account."""
    if person is None:
        return
    name, value = device_cookie(settings, person.username)
    response.set_cookie(
        name,
        value,
        max_age=PERAMBAN_DAYS * 24 * 3600,
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
