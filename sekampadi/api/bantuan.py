"""Help where one works: how a page is worked with, as a piece of it that is read when it is wanted."""

from html import escape

from starlette.responses import HTMLResponse, Response

from sekampadi.api.http.call import ApiRoute, Call, Param
from sekampadi.api.http.unduh import PRIVATE, download, slug
from sekampadi.domain.cara import Cara, find_cara
from sekampadi.domain.cara.semua import SEMUA
from sekampadi.domain.izin import Permission, Role
from sekampadi.i18n import t
from sekampadi.reports.build.panduan import build_panduan
from sekampadi.reports.render.panduan import Panduan, render_panduan_pdf
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.services.sistem.runtime import Runtime, require


def _section(cara: Cara) -> str:
    steps = "".join(f"<li>{escape(step)}</li>" for step in cara.langkah)
    source = f"<p class='petunjuk'>{escape(cara.sop)}</p>" if cara.sop else ""
    return f"<h2>{escape(cara.judul)}</h2><ol>{steps}</ol>{source}"


async def cara(call: Call) -> Response:
    """GET /bantuan/cara?halaman=/admin/...: how the page is worked with, for the person's own role."""
    role = call.principal.role if call.principal else None
    found = find_cara(SEMUA, call.query.get("halaman", ""), role) if role else ()
    none = t("Halaman ini hanya untuk dibaca dalam peran Anda.")
    body = "".join(_section(c) for c in found) or f"<p>{escape(none)}</p>"
    body += f"<p><a href='/unduh/panduan.pdf'>{t('Unduh panduan lengkap (PDF)')}</a></p>"
    return HTMLResponse(body, headers=PRIVATE)


def _gather(rt: Runtime, role: Role) -> Panduan:
    """Read the guide's pictures and the letterhead: twenty files, so not on the event loop."""
    return build_panduan(load_letterhead(rt), role)


async def panduan(call: Call) -> Response:
    """GET /unduh/panduan.pdf: the guide of the person's own role."""
    person = require(call.principal, Permission.SESSION)
    body = await call.render(render_panduan_pdf, await call.in_thread(_gather, person.role))
    name = f"panduan-{slug(person.role.label)}.pdf"
    return download(body, name, t("Panduan SEKAMPADI – {peran}.pdf", peran=person.role.label))


BANTUAN_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/bantuan/cara",
        cara,
        Permission.SESSION,
        "bantuan.cara",
        params=(Param("halaman"),),
    ),
    ApiRoute("/unduh/panduan.pdf", panduan, Permission.SESSION, "unduh.panduan"),
)
