"""Excel files of tables: one address for each table, and one for a file that has been made."""

import asyncio

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from sekampadi.api.call import ApiRoute, Call, Endpoint, Param
from sekampadi.domain.izin import Permission
from sekampadi.domain.tabel import TableSpec
from sekampadi.services.daftar_tabel import TABLES
from sekampadi.services.ekspor import (
    drop_ekspor,
    export_folder,
    read_ekspor,
    start_ekspor,
    take_ekspor,
)
from sekampadi.services.tabel import Table

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LOOK_EVERY = 0.2


async def _hand_out(call: Call, ekspor_id: str) -> Response:
    path, name = await call.in_thread(take_ekspor, call.principal, ekspor_id)
    folder = export_folder(call.rt.settings)
    return FileResponse(
        path,
        media_type=_XLSX,
        filename=name,
        headers={"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"},
        # Fetched once, it is gone: answers of people do not lie about on the server.
        background=BackgroundTask(drop_ekspor, folder, ekspor_id),
    )


def _whole(table: Table) -> Endpoint:
    async def endpoint(call: Call) -> Response:
        ekspor_id = await call.in_thread(start_ekspor, call.principal, table, call.query)
        # Another process makes it and leaves its state on the disk: there is nothing to wait on.
        while not (await call.in_thread(read_ekspor, call.principal, ekspor_id)).finished:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_EVERY)
        return await _hand_out(call, ekspor_id)

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
            ("GET",),
            f"unduh.tabel.{name}",
            params=_params(table.spec),
        )
        for name, table in TABLES.items()
        if table.spec.export_permission is not None
    ),
    ApiRoute("/unduh/ekspor/{id}.xlsx", berkas, Permission.SESSION, ("GET",), "unduh.ekspor"),
)
"""The downloads of all tables."""
