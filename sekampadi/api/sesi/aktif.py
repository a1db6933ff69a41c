"""Whether somebody is there: a page says that its person types or clicks, and asks how long the login lasts."""

from starlette.responses import JSONResponse, Response

from sekampadi.api.http.asal import check_own_site
from sekampadi.api.http.call import ApiRoute, Call
from sekampadi.domain.izin import Permission
from sekampadi.services.akun.diam import time_left, touch_sesi

PER_MINUTE = 600
"""Of one address: two hundred open pages of an office say it once and ask twice. Each costs a look into the
database, whoever asks; the limit of the API is another one, which these pages must not use up."""


async def aktif(call: Call) -> Response:
    """POST /api/sesi: note that the person is there. GET only asks, and is no activity.

    Who has no login is told so by a 0: to ask that is no error, and what a page does by itself
    leaves no line in its console.

    Raises:
        ForbiddenError: ``sesi.cross_site`` when another site's page says it.
    """
    if call.request.method == "POST":
        check_own_site(call)
        await call.in_thread(touch_sesi, call.token)
    left = await call.in_thread(time_left, call.token)
    body = {"sisa": left.detik, "lanjut": left.lanjut}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


SESI_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/api/sesi",
        aktif,
        Permission.PUBLIC,
        "sesi.aktif",
        methods=("GET", "POST"),
        per_minute=PER_MINUTE,
    ),
)
