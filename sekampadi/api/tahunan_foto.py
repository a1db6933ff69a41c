"""Photos of annual reports over HTTP: in through the process that opens files, out to who sees the report."""

from starlette.responses import JSONResponse, Response

from sekampadi.api.http.asal import check_own_site
from sekampadi.api.http.berkas_masuk import elsewhere
from sekampadi.api.http.call import ApiRoute, Call, Param
from sekampadi.api.http.unduh import stored_file
from sekampadi.domain.izin import Permission
from sekampadi.domain.tindak_lanjut.bukti import BYTES_MAX
from sekampadi.services.sistem.foto import read_foto
from sekampadi.services.tahunan.foto import add_foto_tahunan, load_foto_tahunan
from sekampadi.services.tindak_lanjut.baca_bukti import unreadable


async def unggah(call: Call) -> Response:
    """POST /api/unggah/laporan-tahunan: take a photo of the survey of a year."""
    check_own_site(call)
    row = await call.in_thread(
        add_foto_tahunan,
        call.principal,
        call.query.get("upp", ""),
        call.query.get("tahun", ""),
        keterangan=call.query.get("keterangan", ""),
        data=await call.request.body(),
        read=elsewhere(call, read_foto, unreadable),
    )
    return JSONResponse({"kunci": row.kunci}, headers={"Cache-Control": "no-store"})


async def unduh(call: Call) -> Response:
    """GET /unduh/foto-tahunan/KUNCI: such a photo, to be looked at."""
    kunci = call.request.path_params["kunci"]
    berkas = await call.in_thread(load_foto_tahunan, call.principal, kunci)
    return stored_file(
        berkas.path,
        media_type="image/jpeg",
        nama=f"{berkas.nama}.jpg",
        ascii_name="foto.jpg",
        kunci=kunci,
        since=berkas.diunggah_pada,
    )


FOTO_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/api/unggah/laporan-tahunan",
        unggah,
        Permission.TAHUNAN_WRITE,
        "unggah.foto_tahunan",
        methods=("POST",),
        params=(Param("upp"), Param("tahun"), Param("keterangan")),
        body_max=BYTES_MAX,
    ),
    ApiRoute("/unduh/foto-tahunan/{kunci}", unduh, Permission.TAHUNAN_READ, "unduh.foto_tahunan"),
)
"""Photos of annual reports, in and out."""
