"""Downloads of PEKPPP: the sheet of an UPP and a year, and the zip of all that proves it."""

from starlette.responses import Response

from sekampadi.api.http.call import ApiRoute, Call, Param
from sekampadi.api.http.proses import hand_on
from sekampadi.api.http.unduh import download, slug
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.periode import Periode
from sekampadi.i18n import t
from sekampadi.reports.build.berkas import FileJob
from sekampadi.reports.build.pekppp.lembar import build_pekppp
from sekampadi.reports.render.pdf import render_laporan_pdf
from sekampadi.services.pengajuan.pekppp.pekppp import (
    check_paket_pekppp,
    load_pekppp,
    note_paket_pekppp,
)
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.services.sistem.runtime import require

_PARAMS = (
    Param("upp", "Kode UPP; tanpa kode, UPP sendiri.", "biro-organisasi"),
    Param("tahun", "Tahun yang sudah berjalan.", "2023"),
)


def _tahun(call: Call) -> int:
    text = call.query.get("tahun", "")
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise DomainError("tahun.unknown", t("Pilih tahun yang sudah berjalan."))
    return int(text)


async def pdf(call: Call) -> Response:
    """GET /unduh/pekppp.pdf: the sheet."""
    kode, tahun = call.query.get("upp", ""), _tahun(call)
    lembar = await call.in_thread(load_pekppp, call.principal, kode, tahun, unduh=True)
    report = build_pekppp(
        lembar, printed=call.rt.today(), letterhead=await call.in_thread(load_letterhead)
    )
    return download(
        await call.render(render_laporan_pdf, report),
        f"pekppp-{slug(lembar.upp.kode)}-{tahun}.pdf",
        # No system takes more than 255 bytes for a name.
        f"PEKPPP {lembar.upp.nama[:90]} – {tahun}.pdf",
    )


async def paket(call: Call) -> Response:
    """GET /unduh/pekppp.zip: the sheet with all that proves it, made in a process of its own."""
    kode, tahun = call.query.get("upp", ""), _tahun(call)
    lembar = await call.in_thread(check_paket_pekppp, call.principal, kode, tahun)
    person = require(call.principal, Permission.LAPORAN_EXPORT)
    job = FileJob(
        *("pekppp", call.rt.settings, person, lembar.upp.kode, ()),
        *(Periode.tahun(tahun), call.rt.now()),
    )

    async def note() -> None:
        await call.in_thread(note_paket_pekppp, call.principal, lembar)

    name = f"pekppp-{slug(lembar.upp.kode)}-{tahun}.zip"
    return await hand_on(job, name, "application/zip", note=note)


PEKPPP_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/unduh/pekppp.pdf", pdf, Permission.LAPORAN_EXPORT, "unduh.pekppp.pdf", params=_PARAMS
    ),
    ApiRoute(
        "/unduh/pekppp.zip", paket, Permission.LAPORAN_EXPORT, "unduh.pekppp.zip", params=_PARAMS
    ),
)
"""The downloads of PEKPPP."""
