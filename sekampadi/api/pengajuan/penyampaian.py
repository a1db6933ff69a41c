"""What was handed in, over HTTP: its frozen files, to who may see what they belong to."""

from email.utils import format_datetime
from typing import Final
from urllib.parse import quote

from starlette.responses import FileResponse, Response

from sekampadi.api.http.call import ApiRoute, Call
from sekampadi.api.http.unduh import PRIVATE, slug
from sekampadi.api.laporan import BENTUK
from sekampadi.domain.izin import Permission
from sekampadi.services.pengajuan.beku import load_berkas

_MEDIA: Final = {bentuk.ending: bentuk.media_type for bentuk in BENTUK}
_HEADERS: Final = PRIVATE | {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


async def berkas(call: Call) -> Response:
    """GET /unduh/penyampaian/KUNCI: a file as it was on the day it was handed in."""
    kunci = call.request.path_params["kunci"]
    found = await call.in_thread(load_berkas, call.principal, kunci)
    stem, _, ending = found.nama.rpartition(".")
    names = f"filename=\"{slug(stem)}.{ending}\"; filename*=UTF-8''{quote(found.nama, safe='')}"
    # Not the times of the stored file: the same bytes may have come from somebody else before.
    own = {
        "Content-Disposition": f"attachment; {names}",
        "ETag": f'"{kunci}"',
        "Last-Modified": format_datetime(found.pada, usegmt=True),
    }
    media_type = _MEDIA.get(ending, "application/octet-stream")
    return FileResponse(found.path, media_type=media_type, headers=_HEADERS | own)


PENGAJUAN_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute("/unduh/penyampaian/{kunci}", berkas, Permission.PENGAJUAN_READ, "unduh.penyampaian"),
)
"""The downloads of what was handed in."""
