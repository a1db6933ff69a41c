"""The REST API, version 1: figures, UPP and layanan."""

from starlette.responses import JSONResponse, Response

from sekampadi.api.http.call import Call, JsonObject
from sekampadi.api.http.params import asked_kunci, asked_layanan, asked_periode
from sekampadi.api.rest.urut import part_of
from sekampadi.domain.errors import ForbiddenError, NotFoundError, UnauthenticatedError
from sekampadi.domain.ikm import Metode, compute_ikm
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.kode import is_kode
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.services.laporan.figures import PUBLIC_MIN, load_figures
from sekampadi.services.laporan.ikm_json import ikm_document
from sekampadi.services.publik.publik import PublicFigures, load_public_figures
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.survei import list_open_layanan, list_open_upp

_NO_STORE = {"Cache-Control": "no-store"}
_ASKED_AGAIN = {"Cache-Control": "no-cache", "Vary": "Authorization, Cookie"}
_SHORT = {"Cache-Control": "public, max-age=60"}


def _hidden(public: PublicFigures) -> JsonObject:
    """Return the document of figures that are not shown: nothing but its shape.

    No answers at all and too few of them look alike: the difference would be an answer itself.
    """
    shape = ikm_document(compute_ikm(0, [0] * len(URUTAN), Metode.SEKAMPADI), public.groups)
    return {
        **dict.fromkeys(shape),
        "unsur": [
            {**dict.fromkeys(u), "kode": u["kode"], "nama": u["nama"]} for u in shape["unsur"]
        ],
        "responden": shape["responden"],
    }


def load_public_document(
    rt: Runtime, *, kunci: str, layanan_kode: str, periode: Periode
) -> JsonObject:
    """Read the figures that everyone may see, as JSON."""
    public = load_public_figures(rt, kunci=kunci, layanan_kode=layanan_kode, periode=periode)
    if public.hasil is None:
        document = _hidden(public)
        note = t(
            "Angka tidak ditampilkan: belum ada triwulan yang ditutup dengan jawaban yang cukup, "
            "atau jawaban kurang dari {n} orang dapat dihitung darinya.",
            n=PUBLIC_MIN,
        )
    else:
        document = ikm_document(public.hasil, public.groups)
        note = t(
            "Jumlah dari triwulan yang ditampilkan saja. Kelompok responden menurut keadaan saat "
            "triwulan dibekukan, sehingga jumlahnya dapat berbeda dari n."
        )
    dari, sampai = public.periode.dari, public.periode.sampai
    return {
        **document,
        "dari": dari and dari.isoformat(),
        "sampai": sampai and sampai.isoformat(),
        "triwulan": [Triwulan.of(day).kunci for day in public.triwulan],
        "catatan": note,
    }


def load_ikm_document(
    rt: Runtime, principal: Principal | None, kunci: str, layanan_kode: str, periode: Periode
) -> JsonObject:
    """Read figures for a person, or as everyone sees them.

    What only a login may see is refused to nobody with ``UnauthenticatedError``, to a person with
    ``ForbiddenError``: ``periode.not_whole_triwulan`` or ``.not_frozen``.

    Raises:
        UnauthenticatedError: ``periode.not_whole_triwulan`` or ``.not_frozen`` for nobody.
    """
    if principal is not None and (
        principal.may(Permission.DASHBOARD_READ) or principal.may(Permission.API_ANGKA)
    ):
        try:
            figures = load_figures(
                rt, principal, kunci=kunci, layanan_kode=layanan_kode, periode=periode
            )
            return ikm_document(figures.hasil, figures.rekap.groups)
        except NotFoundError:
            # Another UPP's figures: as everyone sees them, or not found after all.
            pass
    try:
        return load_public_document(rt, kunci=kunci, layanan_kode=layanan_kode, periode=periode)
    except ForbiddenError as error:
        if principal is None:
            raise UnauthenticatedError(error.code, error.message) from None
        raise


async def ikm(call: Call) -> Response:
    """GET /api/v1/ikm."""
    periode = asked_periode(call)
    document = await call.in_thread(
        load_ikm_document, call.principal, asked_kunci(call), asked_layanan(call), periode
    )
    # What everyone sees may be kept, and asked about each time: who logs in sees more.
    return JSONResponse(document, headers=_NO_STORE if call.principal else _ASKED_AGAIN)


async def upp(call: Call) -> Response:
    """GET /api/v1/upp."""
    rows = await call.in_thread(list_open_upp)
    some, after = part_of(call, rows, lambda row: row.kode)
    items = [{"kode": row.kode, "nama": row.nama, "jenis": row.jenis} for row in some]
    return JSONResponse({"items": items, "sesudah": after}, headers=_SHORT)


async def layanan(call: Call) -> Response:
    """GET /api/v1/upp/{kode}/layanan."""
    kode = call.request.path_params["kode"]
    if not is_kode(kode):
        raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
    rows = await call.in_thread(list_open_layanan, kode)
    some, after = part_of(call, rows, lambda row: row.kode)
    items = [
        {
            "kode": row.kode,
            "nama": row.nama,
            "biaya": row.biaya,
            "standar_waktu": row.standar_waktu,
        }
        for row in some
    ]
    return JSONResponse({"items": items, "sesudah": after}, headers=_SHORT)


async def unknown(_call: Call) -> Response:
    """Answer for every other address below /api: in JSON, not with a page."""
    raise NotFoundError("api.unknown", t("Alamat API ini tidak ada."))
