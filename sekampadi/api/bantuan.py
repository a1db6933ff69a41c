"""Help where one works: how a page is worked with, as a piece of it that is read when it is wanted."""

from html import escape

from starlette.responses import HTMLResponse, Response

from sekampadi.api.http.call import ApiRoute, Call, Param
from sekampadi.api.http.unduh import PRIVATE
from sekampadi.domain.cara import Cara, find_cara
from sekampadi.domain.cara.semua import SEMUA
from sekampadi.domain.izin import Permission
from sekampadi.i18n import t


def _section(cara: Cara) -> str:
    steps = "".join(f"<li>{escape(step)}</li>" for step in cara.langkah)
    source = f"<p class='petunjuk'>{escape(cara.sop)}</p>" if cara.sop else ""
    return f"<h3>{escape(cara.judul)}</h3><ol>{steps}</ol>{source}"


async def cara(call: Call) -> Response:
    """GET /bantuan/cara?halaman=/admin/...: how the page is worked with, for the person's own role."""
    role = call.principal.role if call.principal else None
    found = find_cara(SEMUA, call.query.get("halaman", ""), role) if role else ()
    none = t("Halaman ini hanya untuk dibaca dalam peran Anda.")
    body = "".join(_section(c) for c in found) or f"<p>{escape(none)}</p>"
    return HTMLResponse(body, headers=PRIVATE)


BANTUAN_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/bantuan/cara",
        cara,
        Permission.SESSION,
        "bantuan.cara",
        params=(Param("halaman"),),
    ),
)
