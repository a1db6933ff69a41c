"""The forms of answers, as the OpenAPI document tells them (``sekampadi.api.rest.dokumen``)."""

from collections.abc import Iterable
from typing import Any

from sekampadi.api.http.call import JsonObject
from sekampadi.api.jawaban.bentuk import SKEMA_JAWABAN
from sekampadi.domain.ikm import Metode, Mutu
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.laporan.ketelitian import CaraMargin
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.domain.survei.unsur import SKOR, URUTAN
from sekampadi.services.sistem.kesiapan import AlasanSiap

_DECIMAL = {"type": ["string", "null"], "pattern": r"^\d{1,3}\.\d{2}$"}
_COUNT = {"type": ["integer", "null"], "minimum": 0}
TEXT: JsonObject = {"type": "string"}
_TEKS_ATAU_NULL: JsonObject = {"type": ["string", "null"]}


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
    # What leads to the next part; null at the end.
    return _object({"items": _list_of(_object(properties)), "sesudah": _TEKS_ATAU_NULL})


_SKOR: JsonObject = {"enum": [*SKOR]}


def _pilihan(nilai: JsonObject) -> JsonObject:
    return _list_of(_object({"nilai": nilai, "teks": TEXT}))


_TERBITAN: dict[str, Any] = {
    "nomor": TEXT,
    "revisi": {"type": "integer", "minimum": 1},
    "nama": TEXT,
    "periode": TEXT,
    "dari": TEXT,
    "sampai": TEXT,
    "n": {"type": "integer", "minimum": 0},
    "nilai_ikm": _DECIMAL,
    "mutu": {"enum": [m.value for m in Mutu]},
    "diterbitkan": TEXT,
}
_TERBARU: JsonObject = {"oneOf": [_object(_TERBITAN), {"type": "null"}]}
_LEMBAR: JsonObject = _object(
    _TERBITAN
    | {
        "upp": _TEKS_ATAU_NULL,
        "layanan": _TEKS_ATAU_NULL,
        "kinerja": {"enum": [m.kinerja for m in Mutu]},
        "metode": TEXT,
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
                    "kode": TEXT,
                    "nama": TEXT,
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
                "items": _object({"code": {"enum": [*AlasanSiap]}, "message": TEXT}),
            },
        }
    ),
    "Upp": _items({"kode": TEXT, "nama": TEXT, "jenis": TEXT}),
    "Layanan": _items({"kode": TEXT, "nama": TEXT, "biaya": TEXT, "standar_waktu": TEXT}),
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
                        "nama": TEXT,
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
            "catatan": TEXT,
        },
        # Only without login: whole triwulan that are closed, and which of them are shown.
        optional=("dari", "sampai", "triwulan", "catatan"),
    ),
    "DaftarHasil": _object(
        {
            "provinsi": _TERBARU,
            "items": _list_of(
                _object({"kode": TEXT, "nama": TEXT, "jenis": TEXT, "terbaru": _TERBARU})
            ),
        }
    ),
    "Hasil": _object(
        {
            "metadata": {"type": "object", "required": ["nama", "definisi", "satuan", "periode"]},
            "items": _list_of(_LEMBAR),
        }
    ),
    **SKEMA_JAWABAN,
    "OpenApi": {"type": "object", "required": ["openapi", "info", "paths"]},
    "Lembar": _items(
        _TERBITAN
        | {
            "upp": _TEKS_ATAU_NULL,
            "layanan": _TEKS_ATAU_NULL,
            "berkas": _object({"pdf": TEXT, "csv": TEXT, "json": TEXT}),
        }
    ),
    "Undangan": _object(
        {
            "tautan": TEXT,
            "berlaku_sampai": TEXT,
            "teks": _object(
                {
                    "whatsapp": TEXT,
                    "sms": TEXT,
                    "email": _object({"subjek": TEXT, "isi": TEXT}),
                }
            ),
            "wa_me": TEXT,
            "qr": TEXT,
        }
    ),
    "Pertanyaan": _object(
        {
            "layanan": _object({"kode": TEXT, "nama": TEXT}),
            "perangkat": {"type": "string", "pattern": "^[a-z0-9-]{1,40}/[1-9][0-9]{0,5}$"},
            "nama": TEXT,
            "berlaku_dari": _TEKS_ATAU_NULL,
            "responden": _list_of(
                _object(
                    {
                        "bidang": {"enum": [*(k.value for k in Kelompok)]},
                        "teks": TEXT,
                        "pilihan": _pilihan(TEXT),
                        "paling_sedikit": _COUNT,
                        "paling_banyak": _COUNT,
                    },
                    optional=("pilihan", "paling_sedikit", "paling_banyak"),
                )
            ),
            "umum": _object({"bidang": TEXT, "teks": TEXT, "pilihan": _pilihan(_SKOR)}),
            "unsur": _list_of(
                _object(
                    {
                        "bidang": {"enum": [u.field for u in URUTAN]},
                        "kode": {"enum": [u.kode for u in URUTAN]},
                        "nama": TEXT,
                        "teks": TEXT,
                        "pilihan": _pilihan(_SKOR),
                    }
                )
            ),
            "saran": _object({"bidang": TEXT, "karakter_paling_banyak": _COUNT}),
        }
    ),
    "Saya": _object(
        {
            "nama": TEXT,
            "upp": _object({"kode": TEXT, "nama": TEXT}),
            "upt": _list_of(_object({"kode": TEXT, "nama": TEXT})),
            "guna": _list_of({"enum": [g.value for g in Guna]}),
            "berlaku_sampai": TEXT,
        }
    ),
    "Problem": _object(
        {
            "type": TEXT,
            "title": TEXT,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": TEXT,
            "code": TEXT,
            "errors": _list_of(_object({"field": TEXT, "code": TEXT, "detail": TEXT})),
        },
        optional=("errors",),
    ),
    "Error": _object({"error": _object({"code": TEXT, "message": TEXT})}),
}
