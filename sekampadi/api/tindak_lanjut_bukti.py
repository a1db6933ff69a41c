"""Evidence of actions over HTTP: in through the process that opens files, out to who sees the plan."""

from email.utils import format_datetime
from typing import Final
from urllib.parse import quote

from starlette.responses import FileResponse, JSONResponse, Response

from sekampadi.api.http.asal import check_own_site
from sekampadi.api.http.berkas_masuk import elsewhere
from sekampadi.api.http.call import ApiRoute, Call, Param
from sekampadi.api.http.unduh import PRIVATE
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.tindak_lanjut.bukti import BYTES_MAX, JenisBukti
from sekampadi.i18n import t
from sekampadi.services.tindak_lanjut.baca_bukti import read_bukti, unreadable
from sekampadi.services.tindak_lanjut.bukti import add_bukti, load_bukti

_HEADERS: Final = PRIVATE | {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Whatever a browser takes the file for, it runs nothing of it and shows it on no other site."""


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
    how = "inline" if berkas.jenis is JenisBukti.FOTO else "attachment"
    names = (
        f"filename=\"bukti{berkas.jenis.ending}\"; filename*=UTF-8''{quote(berkas.nama, safe='')}"
    )
    # Not the times of the stored file: it is shared, and would tell when another UPP has sent it.
    own = {
        "Content-Disposition": f"{how}; {names}",
        "ETag": f'"{kunci}"',
        "Last-Modified": format_datetime(berkas.diunggah_pada, usegmt=True),
    }
    return FileResponse(berkas.path, media_type=berkas.jenis.media_type, headers=_HEADERS | own)


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
