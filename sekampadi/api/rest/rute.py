"""The routes of the REST API that belong to no other subject."""

from dataclasses import replace

from starlette.responses import JSONResponse, Response

from sekampadi.api import v1
from sekampadi.api.http.call import ApiRoute, Call, Doc, open_route
from sekampadi.api.http.params import FIGURE_PARAMS, LAYANAN
from sekampadi.api.rest import baca
from sekampadi.api.rest.urut import PARTS
from sekampadi.domain.izin import Permission
from sekampadi.services.kunci.masuk import load_kunci_saya

_NO_STORE = {"Cache-Control": "no-store"}


async def saya(call: Call) -> Response:
    """GET /api/v1/saya: what the key is that asks."""
    found = await call.in_thread(load_kunci_saya, call.principal)
    document = {
        "nama": found.nama,
        "upp": {"kode": found.upp_kode, "nama": found.upp_nama},
        "upt": [{"kode": kode, "nama": nama} for kode, nama in found.upt],
        "guna": [g.value for g in found.guna],
        "berlaku_sampai": found.sampai.isoformat(),
    }
    return JSONResponse(document, headers=_NO_STORE)


REST_ROUTES: tuple[ApiRoute, ...] = (
    open_route(
        "/api/v1/ikm",
        v1.ikm,
        "v1.ikm",
        Doc("IKM, unsur, dan kelompok responden", "Ikm", (401, 403, 404, 422, 429)),
        params=FIGURE_PARAMS,
        optional_login=True,
    ),
    open_route(
        "/api/v1/upp", v1.upp, "v1.upp", Doc("UPP yang aktif", "Upp", (422, 429)), params=PARTS
    ),
    open_route(
        "/api/v1/upp/{kode}/layanan",
        v1.layanan,
        "v1.layanan",
        Doc("Layanan yang aktif dari satu UPP", "Layanan", (404, 422, 429)),
        params=PARTS,
    ),
    open_route(
        "/api/v1/lembar",
        baca.lembar,
        "v1.lembar",
        Doc("Lembar yang terbit, terbaru lebih dulu", "Lembar"),
        params=PARTS,
    ),
    open_route(
        "/api/v1/pertanyaan",
        baca.pertanyaan,
        "v1.pertanyaan",
        Doc("Pertanyaan yang berlaku hari ini untuk satu layanan", "Pertanyaan", (404,)),
        params=(replace(LAYANAN, required=True),),
    ),
    ApiRoute(
        "/api/v1/saya",
        saya,
        Permission.API,
        "v1.saya",
        doc=Doc("Kunci yang dipakai: UPP, kegunaan, dan masa berlakunya", "Saya", (401, 422, 429)),
    ),
)
