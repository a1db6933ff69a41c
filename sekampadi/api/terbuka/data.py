"""``/data``: the open data at addresses that stay, their catalogue for people and for programs."""

import json
from typing import Any

from starlette.responses import Response

from sekampadi.api.http.call import Call, Endpoint, Param, open_route
from sekampadi.api.http.params import read_kunci
from sekampadi.api.terbuka.halaman import catalogue_page
from sekampadi.api.terbuka.tembolok import FOR_PROGRAMS, kept_answer
from sekampadi.services.publikasi.terbuka.data import load_data, parse_triwulan
from sekampadi.services.publikasi.terbuka.katalog import dcat_document, load_katalog
from sekampadi.services.publikasi.terbuka.satu_data import satu_data_document

_KINDS = {"csv": "text/csv", "json": "application/json"}
_UPP = Param(
    "upp", "Kode UPP, kode+upt untuk UPP beserta UPT-nya, atau provinsi.", "biro-organisasi"
)
_TRIWULAN = Param("triwulan", "Tahun dan nomor triwulan.", "2023-1")


async def katalog(call: Call) -> Response:
    """GET /data: what is open, for people."""
    body, policy = catalogue_page(await call.in_thread(load_katalog))
    return kept_answer(call, body, "text/html", {"Content-Security-Policy": policy})


def _table(tabel: str, bentuk: str) -> Endpoint:
    async def endpoint(call: Call) -> Response:
        """GET /data/TABEL.csv or .json: a table, or the part of it that is asked for."""
        body = await call.in_thread(
            load_data,
            tabel=tabel,
            bentuk=bentuk,
            kunci=read_kunci(call.query.get("upp", "")),
            triwulan=parse_triwulan(call.query.get("triwulan", "")),
        )
        # Shown or saved as the browser likes; saved it has the name of its address.
        return kept_answer(call, body, _KINDS[bentuk], FOR_PROGRAMS)

    return endpoint


def _json(call: Call, document: dict[str, Any], media_type: str) -> Response:
    body = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return kept_answer(call, body, media_type, FOR_PROGRAMS)


async def dcat(call: Call) -> Response:
    """GET /data/katalog.jsonld: the catalogue as DCAT."""
    found = await call.in_thread(load_katalog)
    return _json(call, dcat_document(found, call.rt.settings.base_url), "application/ld+json")


async def satu_data(call: Call) -> Response:
    """GET /data/satu-data.json: standard and metadata as Satu Data Indonesia asks for them."""
    found = await call.in_thread(load_katalog)
    return _json(call, satu_data_document(found, call.rt.settings.base_url), "application/json")


DATA_ROUTES = (
    open_route("/data", katalog, "data"),
    *(
        open_route(
            f"/data/{tabel}.{bentuk}",
            _table(tabel, bentuk),
            f"data.{tabel}.{bentuk}",
            params=(_UPP, _TRIWULAN),
        )
        for tabel in ("ikm", "kelompok")
        for bentuk in _KINDS
    ),
    open_route("/data/katalog.jsonld", dcat, "data.katalog"),
    open_route("/data/satu-data.json", satu_data, "data.satu_data"),
)
"""For everyone, within the limit of an address."""
