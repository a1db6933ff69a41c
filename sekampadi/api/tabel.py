"""Excel files of tables: one address for each table, and one for a file that has been made."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from typing import BinaryIO

from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse

from sekampadi.api.http.call import ApiRoute, Call, Endpoint, Param
from sekampadi.api.http.unduh import XLSX, attachment
from sekampadi.domain.izin import Permission
from sekampadi.domain.tabel import TableSpec
from sekampadi.services.tabel.daftar_tabel import TABLES
from sekampadi.services.tabel.ekspor import (
    drop_ekspor,
    export_folder,
    read_ekspor,
    start_ekspor,
    take_ekspor,
)
from sekampadi.services.tabel.tabel import TableSource

_LOOK_EVERY = 0.2
_CHUNK = 256 * 1024


async def _chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        while chunk := await asyncio.to_thread(file.read, _CHUNK):
            yield chunk


async def _hand_out(call: Call, ekspor_id: str) -> Response:
    path, name = await call.in_thread(take_ekspor, call.principal, ekspor_id)
    file = await asyncio.to_thread(path.open, "rb")
    size = os.fstat(file.fileno()).st_size
    # Not a FileResponse: the server would be told the path only, and read it at some later time,
    # when the file is gone.
    return StreamingResponse(
        _chunks(file),
        media_type=XLSX,
        headers={"Content-Length": str(size), **attachment(name)},
        # Fetched once, it is gone: answers of people do not lie about on the server.
        background=BackgroundTask(drop_ekspor, export_folder(call.rt.settings), ekspor_id),
    )


async def whole_table(call: Call, table: TableSource, given: Mapping[str, str]) -> Response:
    """Have the Excel file of a table made, filtered as ``given``, and hand it out."""
    ekspor_id = await call.in_thread(start_ekspor, call.principal, table, given)
    # Another process makes it and leaves its state on the disk: there is nothing to wait on.
    while not (await call.in_thread(read_ekspor, call.principal, ekspor_id)).finished:  # noqa: ASYNC110
        await asyncio.sleep(_LOOK_EVERY)
    return await _hand_out(call, ekspor_id)


def _whole(table: TableSource) -> Endpoint:
    async def endpoint(call: Call) -> Response:
        return await whole_table(call, table, call.query)

    return endpoint


async def berkas(call: Call) -> Response:
    """GET /unduh/ekspor/ID.xlsx: a file that the person's page has had made."""
    return await _hand_out(call, call.request.path_params["id"])


def _params(spec: TableSpec) -> tuple[Param, ...]:
    # "halaman" and "ukuran" of a copied address mean nothing for a file, but do no harm.
    names = ("cari", "urut", "halaman", "ukuran", *(f.key for f in spec.filters))
    return tuple(Param(name) for name in names)


TABLE_ROUTES: tuple[ApiRoute, ...] = (
    *(
        ApiRoute(
            f"/unduh/tabel/{name}.xlsx",
            _whole(table),
            table.spec.export_permission,
            f"unduh.tabel.{name}",
            params=_params(table.spec),
        )
        for name, table in TABLES.items()
        if table.spec.export_permission is not None
    ),
    ApiRoute("/unduh/ekspor/{id}.xlsx", berkas, Permission.SESSION, "unduh.ekspor"),
)
"""The downloads of all tables."""
