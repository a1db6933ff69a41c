"""The OpenAPI 3.1 document, made of the same declarations that serve the routes."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sekampadi.api.http.call import ApiRoute, Doc, JsonObject
from sekampadi.api.http.errors import PROBLEM
from sekampadi.api.http.openapi import SCHEMAS, TEXT
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.izin import Permission

KODE_POLA: Final = "^[a-z0-9][a-z0-9-]{0,119}$"
_PATHS: Final[dict[str, JsonObject]] = {
    "kode": {"type": "string", "pattern": KODE_POLA},
}
_PART: Final[JsonObject] = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9-]{0,119}(\+upt)?$"}
_STATUS_WORDS: Final = {
    200: "Berhasil",
    201: "Tersimpan",
    304: "Tidak berubah sejak ETag yang disebut If-None-Match",
    400: "Isi kiriman bukan JSON yang benar",
    401: "Perlu kunci API atau masuk",
    403: "Tidak diizinkan",
    404: "Tidak ditemukan",
    409: "Bertentangan dengan yang sudah tersimpan",
    413: "Kiriman terlalu besar",
    415: "Kiriman bukan application/json",
    422: "Parameter atau isi kiriman salah",
    429: "Terlalu banyak permintaan",
    503: "Sedang sibuk atau belum siap; coba lagi",
}
_HEADERS: Final[dict[str, JsonObject]] = {
    "ETag": {"description": "Tanda isi jawaban ini.", "schema": TEXT},
    "RateLimit-Policy": {
        "description": 'Batas: "nama";q=permintaan;w=detik.',
        "schema": TEXT,
    },
    "RateLimit": {"description": 'Sisa: "nama";r=permintaan;t=detik.', "schema": TEXT},
    "Retry-After": {
        "description": "Coba lagi sesudah sekian detik.",
        "schema": {"type": "integer", "minimum": 1},
    },
    "WWW-Authenticate": {"description": "Bearer.", "schema": TEXT},
}


def _told(*names: str) -> JsonObject:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _response(status: int, schema: str, media: str) -> JsonObject:
    content = {media: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": _STATUS_WORDS[status], "content": content}


def _is_kept(route: ApiRoute) -> bool:
    return route.is_v1 and route.permission is Permission.PUBLIC and "GET" in route.methods


def _statuses(route: ApiRoute, doc: Doc) -> Iterator[int]:
    """Yield with which statuses besides 200 a route may answer: what it says, and what follows from it."""
    yield from doc.statuses
    if not route.is_v1:
        return
    yield 503
    if route.limited or route.needs_key or route.optional_login:
        yield 429
    if route.params is not None:
        yield 422
    if route.needs_key:
        yield 401
        if route.permission is not Permission.API:
            yield 403
    if route.body is not None:
        yield from (400, 413, 415, 422)
    if _is_kept(route):
        yield 304


def _responses(route: ApiRoute, doc: Doc) -> JsonObject:
    limits = ("RateLimit-Policy", "RateLimit") if route.is_v1 else ()
    made: JsonObject = {"200": _response(200, doc.schema, doc.media)}
    if doc.created:
        made["201"] = _response(201, doc.schema, doc.media)
    for status in sorted(set(_statuses(route, doc))):
        if status == 304:
            made["304"] = {"description": _STATUS_WORDS[304]}
        elif route.is_v1:
            made[str(status)] = _response(status, "Problem", PROBLEM)
        else:
            # The state of the service has the same form whether it is well or not.
            schema = doc.schema if status == 503 else "Error"
            made[str(status)] = _response(status, schema, "application/json")
    for status, response in made.items():
        names = list(limits)
        if status in {"200", "304"} and _is_kept(route):
            names.append("ETag")
        if status in {"429", "503"}:
            names.append("Retry-After")
        if status == "401" and (route.needs_key or route.optional_login):
            names.append("WWW-Authenticate")
        if names:
            response["headers"] = _told(*names)
    return made


def _parameters(route: ApiRoute) -> list[JsonObject]:
    parameters: list[JsonObject] = []
    for name in re.findall(r"{(\w+)}", route.path):
        # Of what is published, an UPP together with its UPT has a place as well.
        schema = _PART if route.name == "v1.hasil.satu" else _PATHS.get(name, TEXT)
        parameters.append({"name": name, "in": "path", "required": True, "schema": schema})
    for where, params in (("query", route.params or ()), ("header", route.headers)):
        for param in params:
            told: JsonObject = {"description": param.description}
            example: Any = param.example
            if param.schema is not None and param.schema.get("type") == "integer" and example:
                example = int(example)
            told["example"] = example
            known = {key: value for key, value in told.items() if value}
            if param.required:
                known["required"] = True
            schema = dict(param.schema or TEXT)
            parameters.append({"name": param.name, "in": where, "schema": schema, **known})
    return parameters


def _operation(route: ApiRoute, doc: Doc) -> JsonObject:
    operation: JsonObject = {
        "operationId": route.name.replace(".", "_"),
        "summary": doc.summary,
        "tags": [_tag(route)],
        "parameters": _parameters(route),
        "responses": _responses(route, doc),
        "security": [],
    }
    if doc.description:
        operation["description"] = doc.description
    if route.needs_key:
        operation["security"] = [{"kunci": []}]
        guna = [g.value for g in Guna if g.izin is route.permission]
        operation["x-guna"] = guna[0] if guna else "apa pun"
    elif route.optional_login:
        operation["security"] = [{}, {"kunci": []}, {"sesi": []}]
    if route.body is not None:
        schema = {"$ref": f"#/components/schemas/{route.body.__name__}"}
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    return operation


UMUM, BERKUNCI, LAYANAN = "Terbuka untuk umum", "Dengan kunci API", "Keadaan layanan"


def _tag(route: ApiRoute) -> str:
    if not route.is_v1:
        return LAYANAN
    return BERKUNCI if route.needs_key else UMUM


def _bodies(routes: Iterable[ApiRoute]) -> JsonObject:
    """Return the forms of what is sent, made of the models that read it."""
    made: JsonObject = {}
    for route in routes:
        if route.body is not None:
            schema = route.body.model_json_schema(ref_template="#/components/schemas/{model}")
            made |= schema.pop("$defs", {})
            made[route.body.__name__] = schema
    return made


def openapi_document(
    routes: Iterable[ApiRoute], *, pemerintah: str, base_url: str, cookie: str
) -> JsonObject:
    """Describe the routes that have a :class:`Doc`; the figures are those of a government."""
    described = [route for route in routes if route.doc is not None]
    paths: dict[str, JsonObject] = {}
    for route in described:
        if route.doc is not None:
            item = paths.setdefault(route.path, {})
            item |= {m.lower(): _operation(route, route.doc) for m in route.methods}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "SEKAMPADI",
            "version": "1.0.0",
            "description": (
                f"Indeks Kepuasan Masyarakat {pemerintah}. Tanpa masuk: "
                "triwulan penuh yang sudah ditutup dan jumlahnya (tanpa dari dan sampai: semua), "
                "dibekukan mulai hari kedelapan sesudah triwulan berakhir; triwulan menyebut "
                "yang dijumlahkan. Bernilai null apa yang akan menunjukkan jawaban kurang dari "
                "5 orang, juga lewat pengurangan. Desimal ditulis sebagai teks dengan dua angka "
                "di belakang titik. Kegagalan di bawah /api/v1 berbentuk RFC 9457 dengan code yang tetap."
            ),
        },
        "servers": [{"url": base_url}],
        "tags": [{"name": name} for name in (UMUM, BERKUNCI, LAYANAN)],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS | _bodies(described),
            "headers": _HEADERS,
            "securitySchemes": {
                "sesi": {"type": "apiKey", "in": "cookie", "name": cookie},
                "kunci": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Kunci API dari halaman Kunci API: skp_...",
                },
            },
        },
    }
