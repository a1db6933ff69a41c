"""``/sematan``: card and badge for other sites, and the page that hands out their code."""

from starlette.responses import HTMLResponse, Response

from sekampadi.api.http.call import ApiRoute, Call
from sekampadi.api.http.params import read_kunci, read_layanan
from sekampadi.api.terbuka.halaman import card, install_page
from sekampadi.api.terbuka.lencana import draw_lencana
from sekampadi.api.terbuka.tampilan import Isi, Tema, show_sematan, show_unknown
from sekampadi.api.terbuka.tembolok import FOR_ALL_SITES, FOR_PROGRAMS, kept_answer
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.terbuka.keterbukaan import SasaranSematan
from sekampadi.i18n import t
from sekampadi.services.publikasi.hasil import load_daftar_hasil, load_hasil
from sekampadi.services.publikasi.terbuka.pengaturan import load_keterbukaan
from sekampadi.services.publikasi.terbuka.sematan import (
    SELURUHNYA,
    load_sematan,
    make_pasang,
)
from sekampadi.services.sistem.pengaturan import load_identitas

_SVG = "image/svg+xml"


def _asked(call: Call, name: str) -> str:
    # What else stands in an address is another's: the picture on his site must not break by it.
    return call.request.query_params.get(name, "").strip().lower()[:200]


def _kunci(text: str) -> str:
    kunci = text.lower()
    return "" if kunci == SELURUHNYA else read_kunci(kunci)


async def _load(call: Call) -> tuple[Isi, int]:
    """Read what is published of the part in the address; what names nothing says so, with 404."""
    try:
        kunci, layanan = (
            _kunci(call.request.path_params["kode"]),
            read_layanan(_asked(call, "layanan")),
        )
        found = await call.in_thread(load_sematan, kunci=kunci, layanan_kode=layanan)
    except NotFoundError as error:
        return show_unknown(error.message), 404
    return show_sematan(found), 200


async def lencana(call: Call) -> Response:
    """GET /sematan/KODE.svg: the badge."""
    isi, status = await _load(call)
    body, policy = draw_lencana(isi, Tema.of(_asked(call, "tema")))
    headers = FOR_PROGRAMS | {"Content-Security-Policy": policy}
    return kept_answer(call, body, _SVG, headers, status=status)


async def kartu(call: Call) -> Response:
    """GET /sematan/KODE: the card."""
    isi, status = await _load(call)
    chosen = await call.in_thread(load_keterbukaan)
    identitas = await call.in_thread(load_identitas)
    tema = Tema.of(_asked(call, "tema"))
    base = call.rt.settings.base_url
    body, policy = card(isi, identitas, base, chosen.frame_ancestors, tema)
    headers = FOR_ALL_SITES | {
        "Content-Security-Policy": policy,
        # So that a page that isolates itself may show it: it takes nothing from anywhere.
        "Cross-Origin-Embedder-Policy": "require-corp",
    }
    return kept_answer(call, body, "text/html", headers, status=status)


async def pasang(call: Call) -> Response:
    """GET /sematan: the code for an office's site, with a preview."""
    layanan, tema = read_layanan(_asked(call, "layanan")), Tema.of(_asked(call, "tema"))
    kunci = _kunci(_asked(call, "upp"))
    found = await call.in_thread(load_hasil, kunci=kunci, layanan_kode=layanan)
    daftar = await call.in_thread(load_daftar_hasil)
    identitas = await call.in_thread(load_identitas)
    chosen = await call.in_thread(load_keterbukaan)
    offices = [(row.upp.kode, row.upp.nama) for row in daftar.upp]
    if found.kunci and found.kunci not in {kode for kode, _ in offices}:
        offices.insert(0, (found.kunci, found.nama))
    code = make_pasang(
        call.rt.settings.base_url,
        found.nama,
        kunci=found.kunci,
        layanan_kode=layanan,
        tema="" if tema is Tema.OTOMATIS else tema.value,
    )
    body, policy = install_page(
        identitas,
        code,
        [(SELURUHNYA, t("{daerah} (semua unit)", daerah=identitas.daerah)), *offices],
        upp=found.kunci or SELURUHNYA,
        layanan=layanan,
        tema=tema,
        semua=chosen.sasaran is SasaranSematan.SEMUA,
    )
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-cache"}
    return HTMLResponse(body, headers=headers)


SEMATAN_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute("/sematan", pasang, Permission.PUBLIC, "sematan", params=None),
    # Without a limit of an address: all who work in a house look at its site, from one address.
    ApiRoute("/sematan/{kode}.svg", lencana, Permission.PUBLIC, "sematan.lencana", params=None),
    ApiRoute("/sematan/{kode}", kartu, Permission.PUBLIC, "sematan.kartu", params=None),
)
"""For everyone, whatever else stands in the address."""
