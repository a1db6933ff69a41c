"""Connecting a wall: a link is opened on its device, asks, and is exchanged for the cookie."""

import html
from urllib.parse import parse_qsl

from starlette.responses import RedirectResponse, Response

from sekampadi.api.akun import set_session_cookie
from sekampadi.api.http.asal import check_own_site
from sekampadi.api.http.call import ApiRoute, Call, Param
from sekampadi.api.http.errors import small_page
from sekampadi.domain.errors import ForbiddenError
from sekampadi.domain.izin import Permission
from sekampadi.domain.sesi.gawai import describe_gawai
from sekampadi.i18n import t
from sekampadi.services.akun.sesi import end_session, find_principal
from sekampadi.services.layar.terhubung import open_tautan, peek_tautan

_PAGE = "/admin/layar"
_WALL = _PAGE + "?mode=dinding"
_FORM_MAX = 2000
"""Bytes of the form: a link's secret and which of two buttons was pressed."""


def _button(mode: str, words: str) -> str:
    return f'<button type="submit" name="mode" value="{mode}">{html.escape(words)}</button>'


async def _ask(call: Call) -> Response:
    """Say what the link does, and use nothing up: programs that look into messages open links, too."""
    tiket = call.query.get("tiket", "")
    nama = await call.in_thread(peek_tautan, tiket)
    words = t(
        "Peramban di perangkat ini akan menampilkan Layar Pimpinan “{nama}”, tanpa akun dan tanpa "
        "dapat membuka halaman lain. Tautan ini hanya dapat dipakai sekali.",
        nama=nama,
    )
    person = await call.in_thread(find_principal, call.token) if call.token else None
    if person is not None:
        words += " " + t(
            "Peramban ini sedang dipakai oleh {siapa}; sesi itu akan diakhiri.",
            siapa=person.username,
        )
    way = (
        '<form method="post" action="/layar/buka">'
        f'<input type="hidden" name="tiket" value="{html.escape(tiket)}">'
        f"<p>{_button('dinding', t('Hubungkan sebagai layar dinding'))}</p>"
        f"<p>{_button('meja', t('Hubungkan ponsel atau komputer ini'))}</p></form>"
    )
    response = small_page(t("Hubungkan layar ini?"), words, way)
    # Not "no-referrer": on plain http the referrer is what tells where the form was sent from.
    response.headers["Cache-Control"] = "no-store"
    return response


def _read_form(body: bytes) -> dict[str, str]:
    """Read the fields of the form, the last of each name; of what is no form, none."""
    try:
        text = body.decode("utf-8", "replace")
        return dict(parse_qsl(text, max_num_fields=10))
    except ValueError:
        return {}


async def buka(call: Call) -> Response:
    """POST /layar/buka: exchange a link, once, for the cookie of a wall. GET only asks.

    Raises:
        NotFoundError: ``layar.tautan`` for a link that opens nothing.
        ForbiddenError: ``sesi.cross_site`` when no page of this site sent the form: another one
            could end people's logins by it.
    """
    if call.request.method != "POST":
        return await _ask(call)
    try:
        check_own_site(call)
    except ForbiddenError as error:
        raise ForbiddenError(error.code, t("Buka tautannya, lalu tekan tombolnya.")) from None
    form = _read_form(await call.request.body())
    gawai = describe_gawai(call.request.headers.get("user-agent", ""))
    tiket = form.get("tiket", "")[:200]
    token, ends = await call.in_thread(open_tautan, tiket, gawai=gawai)
    if call.token:
        # Its cookie is replaced, so nobody could end it any more: not even by Keluar.
        await call.in_thread(end_session, call.token)
    wall = form.get("mode") == "dinding"
    response = RedirectResponse(
        _WALL if wall else _PAGE,
        303,
        headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"},
    )
    set_session_cookie(call, response, token, ends)
    return response


LAYAR_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/layar/buka",
        buka,
        Permission.PUBLIC,
        "layar.buka",
        methods=("GET", "POST"),
        params=(Param("tiket"),),
        limited=True,
        body_max=_FORM_MAX,
    ),
)
