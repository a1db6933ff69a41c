"""Evidence of actions over HTTP: in through the process that opens files, out to who sees the plan."""

from starlette.responses import JSONResponse, Response

from sekampadi.api.http.asal import check_own_site
from sekampadi.api.http.berkas_masuk import elsewhere
from sekampadi.api.http.call import ApiRoute, Call, Param
from sekampadi.api.http.unduh import stored_file
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.tindak_lanjut.bukti import BYTES_MAX
from sekampadi.i18n import t
from sekampadi.services.tindak_lanjut.baca_bukti import read_bukti, unreadable
from sekampadi.services.tindak_lanjut.bukti import add_bukti, load_bukti


def _id(call: Call) -> int:
    text = call.request.path_params["id"]
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFoundError("kegiatan.unknown", t("Kegiatan tidak ditemukan."))
    return int(text)


async def unggah(call: Call) -> Response:
    """POST /api/unggah/kegiatan/ID: take a file that proves an action."""
    check_own_site(call)
    row = await call.in_thread(
        add_bukti,
        call.principal,
        _id(call),
        nama=call.query.get("nama", ""),
        data=await call.request.body(),
        keterangan=call.query.get("keterangan", ""),
        read=elsewhere(call, read_bukti, unreadable),
    )
    return JSONResponse(
        {"kunci": row.kunci, "nama": row.nama, "ukuran": row.ukuran},
        headers={"Cache-Control": "no-store"},
    )


async def unduh(call: Call) -> Response:
    """GET /unduh/bukti/KUNCI: such a file; a photo to be looked at, a PDF only to be saved."""
    kunci = call.request.path_params["kunci"]
    berkas = await call.in_thread(load_bukti, call.principal, kunci)
    return stored_file(
        berkas.path,
        media_type=berkas.jenis.media_type,
        nama=berkas.nama,
        ascii_name=f"bukti{berkas.jenis.ending}",
        kunci=kunci,
        since=berkas.diunggah_pada,
    )


BUKTI_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/api/unggah/kegiatan/{id}",
        unggah,
        Permission.TINDAK_LANJUT_WRITE,
        "unggah.bukti_kegiatan",
        methods=("POST",),
        params=(Param("nama"), Param("keterangan")),
        body_max=BYTES_MAX,
    ),
    ApiRoute("/unduh/bukti/{kunci}", unduh, Permission.TINDAK_LANJUT_READ, "unduh.bukti_kegiatan"),
)
"""After those of the publication log: its photos are ``/unduh/bukti/ID.jpg``."""
