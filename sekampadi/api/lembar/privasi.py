"""Personal data over HTTP: the page for the public, and copies for whom it is about."""

import json
from collections.abc import Mapping

from starlette.responses import HTMLResponse, Response

from sekampadi.api.http.asal import refuse_other_site
from sekampadi.api.http.call import ApiRoute, Call, Param
from sekampadi.api.http.unduh import download
from sekampadi.api.lembar.halaman import privacy_page
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.services.master.data_operator import copy_data_operator, copy_data_saya
from sekampadi.services.sistem.pengaturan import load_identitas
from sekampadi.services.sistem.privasi import list_data_tersimpan


async def privasi(call: Call) -> HTMLResponse:
    """GET /privasi: what is kept of whom and for how long."""
    return privacy_page(await call.in_thread(load_identitas), list_data_tersimpan(call.rt))


def _file(data: Mapping[str, object], name: str) -> Response:
    body = json.dumps(data, ensure_ascii=False, indent=2).encode()
    return download(body, f"{name}.json", "", "application/json")


async def data_saya(call: Call) -> Response:
    """GET /unduh/data-saya.json: what is kept about the person itself."""
    return _file(await call.in_thread(copy_data_saya, call.principal), "data-saya")


async def data_operator(call: Call) -> Response:
    """GET /unduh/data-operator.json?id=NUMBER: what is kept about the owner of an account.

    Raises:
        ForbiddenError: ``sesi.cross_site`` for a link of another site, which would leave a line of the
            audit trail in the person's name.
    """
    refuse_other_site(call)
    text = call.query.get("id", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFoundError("operator.unknown", t("Operator tidak ditemukan."))
    found = await call.in_thread(copy_data_operator, call.principal, int(text))
    return _file(found, f"data-operator-{int(text)}")


DATA_PRIBADI_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute("/privasi", privasi, Permission.PUBLIC, "privasi", params=None),
    ApiRoute("/unduh/data-saya.json", data_saya, Permission.SESSION, "unduh.data_saya"),
    ApiRoute(
        "/unduh/data-operator.json",
        data_operator,
        Permission.OPERATOR_MANAGE,
        "unduh.data_operator",
        params=(Param("id"),),
    ),
)
