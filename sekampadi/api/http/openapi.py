"""The OpenAPI 3.1 document, made of the same declarations that serve the routes."""

import re
from collections.abc import Iterable
from typing import Any

from sekampadi.api.http.call import ApiRoute, Doc, JsonObject
from sekampadi.domain.ikm import Metode, Mutu
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.laporan.ketelitian import CaraMargin
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.sistem.kesiapan import AlasanSiap

_DECIMAL = {"type": ["string", "null"], "pattern": r"^\d{1,3}\.\d{2}$"}
_COUNT = {"type": ["integer", "null"], "minimum": 0}
_TEXT = {"type": "string"}

_STATUS_WORDS = {
    401: "Perlu masuk",
    403: "Tidak diizinkan",
    404: "Tidak ditemukan",
    422: "Parameter salah",
    429: "Terlalu banyak permintaan",
    503: "Belum siap",
}


def _object(properties: dict[str, Any], *, optional: Iterable[str] = ()) -> JsonObject:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in set(optional)],
        "additionalProperties": False,
    }


def _map_of(schema: JsonObject) -> JsonObject:
    return {"type": "object", "additionalProperties": schema}


def _list_of(schema: JsonObject) -> JsonObject:
    return {"type": "array", "items": schema}


def _items(properties: dict[str, Any]) -> JsonObject:
    return _object({"items": _list_of(_object(properties))})


_TERBITAN: dict[str, Any] = {
    "nomor": _TEXT,
    "revisi": {"type": "integer", "minimum": 1},
    "nama": _TEXT,
    "periode": _TEXT,
    "dari": _TEXT,
    "sampai": _TEXT,
    "n": {"type": "integer", "minimum": 0},
    "nilai_ikm": _DECIMAL,
    "mutu": {"enum": [m.value for m in Mutu]},
    "diterbitkan": _TEXT,
}
_TERBARU: JsonObject = {"oneOf": [_object(_TERBITAN), {"type": "null"}]}
_TEKS_ATAU_NULL: JsonObject = {"type": ["string", "null"]}
_LEMBAR: JsonObject = _object(
    _TERBITAN
    | {
        "upp": _TEKS_ATAU_NULL,
        "layanan": _TEKS_ATAU_NULL,
        "kinerja": {"enum": [m.kinerja for m in Mutu]},
        "metode": _TEXT,
        "rata_rata_upp": _DECIMAL,
        "catatan": _TEKS_ATAU_NULL,
        "margin": _DECIMAL,
        "margin_tanpa_koreksi": _DECIMAL,
        "koreksi_populasi": {"type": ["boolean", "null"]},
        "cara_margin": {"enum": [*(c.value for c in CaraMargin), None]},
        "populasi": _COUNT,
        "sampel_minimum": _COUNT,
        # As on the day of its publication, whatever has been added or renamed since.
        "unsur": _list_of(
            _object(
                {
                    "kode": _TEXT,
                    "nama": _TEXT,
                    "nrr": _DECIMAL,
                    "nrr_tertimbang": _DECIMAL,
                    "nik": _DECIMAL,
                    "mutu": {"enum": [*(m.value for m in Mutu), None]},
                }
            )
        ),
        "responden": _map_of(_map_of(_COUNT)),
    }
)

SCHEMAS: dict[str, JsonObject] = {
    "Health": _object(
        {
            "status": {"enum": ["ok", "degraded", "unavailable"]},
            "database": {"enum": ["ok", "unreachable"]},
            "migrations": {"enum": ["current", "outdated", "unknown"]},
            "disk": {"enum": ["ok", "low", "full"]},
        }
    ),
    "HealthLive": _object({"status": {"enum": ["ok"]}}),
    "HealthReady": _object(
        {
            "status": {"enum": ["ok", "degraded", "unavailable"]},
            "reasons": {
                "type": "array",
                "items": _object({"code": {"enum": [*AlasanSiap]}, "message": _TEXT}),
            },
        }
    ),
    "Upp": _items({"kode": _TEXT, "nama": _TEXT, "jenis": _TEXT}),
    "Layanan": _items({"kode": _TEXT, "nama": _TEXT, "biaya": _TEXT, "standar_waktu": _TEXT}),
    "Ikm": _object(
        {
            "n": _COUNT,
            "nilai_ikm": _DECIMAL,
            "mutu": {"enum": [*(m.value for m in Mutu), None]},
            "kinerja": {"enum": [*(m.kinerja for m in Mutu), None]},
            "metode": {"enum": [*(m.value for m in Metode), None]},
            "unsur": {
                "type": "array",
                "minItems": len(URUTAN),
                "maxItems": len(URUTAN),
                "items": _object(
                    {
                        "kode": {"enum": [u.kode for u in URUTAN]},
                        "nama": _TEXT,
                        "jumlah": _COUNT,
                        "nrr": _DECIMAL,
                        "nrr_tertimbang": _DECIMAL,
                    }
                ),
            },
            "responden": _object(
                {k.value: _object({c.value: _COUNT for c in k.cells}) for k in Kelompok}
            ),
            "dari": _TEKS_ATAU_NULL,
            "sampai": _TEKS_ATAU_NULL,
            "triwulan": _list_of({"type": "string", "pattern": "^[0-9]{4}-[1-4]$"}),
            "catatan": _TEXT,
        },
        # Only without login: whole triwulan that are closed, and which of them are shown.
        optional=("dari", "sampai", "triwulan", "catatan"),
    ),
    "DaftarHasil": _object(
        {
            "provinsi": _TERBARU,
            "items": _list_of(
                _object({"kode": _TEXT, "nama": _TEXT, "jenis": _TEXT, "terbaru": _TERBARU})
            ),
        }
    ),
    "Hasil": _object(
        {
            "metadata": {"type": "object", "required": ["nama", "definisi", "satuan", "periode"]},
            "items": _list_of(_LEMBAR),
        }
    ),
    "OpenApi": {"type": "object", "required": ["openapi", "info", "paths"]},
    "Saya": _object(
        {
            "nama": _TEXT,
            "upp": _object({"kode": _TEXT, "nama": _TEXT}),
            "upt": _list_of(_object({"kode": _TEXT, "nama": _TEXT})),
            "guna": _list_of({"enum": [g.value for g in Guna]}),
            "berlaku_sampai": _TEXT,
        }
    ),
    "Undangan": _object(
        {
            "tautan": _TEXT,
            "berlaku_sampai": _TEXT,
            "teks": _object(
                {
                    "whatsapp": _TEXT,
                    "sms": _TEXT,
                    "email": _object({"subjek": _TEXT, "isi": _TEXT}),
                }
            ),
            "wa_me": _TEXT,
            "qr": _TEXT,
        }
    ),
    "Error": _object({"error": _object({"code": _TEXT, "message": _TEXT})}),
}


def _response(description: str, schema: str) -> JsonObject:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def _operation(route: ApiRoute, doc: Doc) -> JsonObject:
    parameters: list[JsonObject] = [
        {"name": name, "in": "path", "required": True, "schema": _TEXT}
        for name in re.findall(r"{(\w+)}", route.path)
    ]
    for param in route.params or ():
        told = {"description": param.description, "example": param.example}
        known = {key: words for key, words in told.items() if words}
        parameters.append({"name": param.name, "in": "query", "schema": _TEXT, **known})
    responses = {"200": _response("Berhasil", doc.schema)}
    for status in doc.statuses:
        # The state of the service has the same form whether it is well or not.
        schema = doc.schema if status == 503 else "Error"
        responses[str(status)] = _response(_STATUS_WORDS[status], schema)
    operation: JsonObject = {
        "operationId": route.name.replace(".", "_"),
        "summary": doc.summary,
        "parameters": parameters,
        "responses": responses,
    }
    if route.optional_login:
        operation["security"] = [{}, {"sesi": []}]
    return operation


def openapi_document(
    routes: Iterable[ApiRoute], *, pemerintah: str, base_url: str, cookie: str
) -> JsonObject:
    """Describe the routes that have a :class:`Doc`; the figures are those of a government."""
    paths: dict[str, JsonObject] = {}
    for route in routes:
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
                "di belakang titik."
            ),
        },
        "servers": [{"url": base_url}],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"sesi": {"type": "apiKey", "in": "cookie", "name": cookie}},
        },
    }
