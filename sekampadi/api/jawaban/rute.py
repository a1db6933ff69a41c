"""Answers over the API, with a key: one is sent in, those of an UPP are read, part by part or as a file."""

from typing import Any, Final

from starlette.responses import JSONResponse, Response

from sekampadi.api.http.call import ApiRoute, Call, Doc, JsonObject, Param
from sekampadi.api.http.params import DARI, LAYANAN, SAMPAI, asked_layanan
from sekampadi.api.http.unduh import XLSX
from sekampadi.api.jawaban.bentuk import JawabanMasukan
from sekampadi.api.rest.urut import PARTS, asked_batas, asked_sesudah, make_sesudah
from sekampadi.api.tabel import whole_table
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.kode import is_kode
from sekampadi.domain.survei import kata
from sekampadi.domain.survei.jawaban_api import POLA_UUID
from sekampadi.domain.survei.survei import FIELDS
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.services.moderasi.jawaban_api import (
    TABLE_JAWABAN,
    load_jawaban_api,
    tanda_codes,
)
from sekampadi.services.survei.jawaban_api import (
    JawabanTersimpan,
    read_jawaban_api,
    store_jawaban_api,
)

_NO_STORE: Final = {"Cache-Control": "no-store"}
_SAME: Final = ("umum", *(u.field for u in URUTAN), "saran", "sumber")
"""Columns that programs read as they are stored."""


def _thanks(stored: JawabanTersimpan) -> JsonObject:
    return {
        "uuid": str(stored.uuid),
        "layanan": stored.layanan_kode,
        "tanggal": stored.tanggal.isoformat(),
        "terima_kasih": {"judul": t(kata.TERIMA_KASIH), "kalimat": t(kata.PENUTUP)},
    }


async def kirim(call: Call) -> Response:
    """POST /api/v1/jawaban: store one answer; sent again, it changes nothing and is answered alike.

    201 the first time, 200 when it stood already.
    """
    given: dict[str, Any] = call.body_of(JawabanMasukan).model_dump()
    read = await call.in_thread(
        read_jawaban_api,
        call.principal,
        # Of two nobody knows which is meant: together they are none.
        identity_text=",".join(call.request.headers.getlist("idempotency-key")),
        layanan_kode=given["layanan"],
        isian={name: given[name] for name in FIELDS},
        tanggal=given["tanggal"],
        perangkat=given["perangkat"],
    )
    stored = await store_jawaban_api(call.rt, read, call.lane)
    return JSONResponse(_thanks(stored), 201 if stored.baru else 200, _NO_STORE)


def _asked(call: Call) -> dict[str, str]:
    """Return what of the table is asked for: the UPP of the address, and the filters."""
    kode = call.request.path_params["kode"]
    if not is_kode(kode):
        raise NotFoundError("upp.unknown", t("UPP tidak ditemukan."))
    asked_layanan(call)
    return {"upp": kode, **{k: v for k, v in call.query.items() if k not in {"sesudah", "batas"}}}


async def daftar(call: Call) -> Response:
    """GET /api/v1/upp/{kode}/jawaban: the answers of an UPP as its moderators see them."""
    part = await call.in_thread(
        load_jawaban_api,
        call.principal,
        _asked(call),
        sesudah=asked_sesudah(call),
        batas=asked_batas(call),
    )
    items = [
        {
            "tanggal": row["tanggal"].isoformat(),
            "upp": row["upp"],
            "layanan": row["layanan_kode"],
            "layanan_nama": row["layanan"],
            **{name: row[name] for name in _SAME},
            "tanda": tanda_codes(row["tanda"]),
        }
        for row in part.baris
    ]
    after = make_sesudah(part.sesudah) if part.sesudah else None
    return JSONResponse({"items": items, "sesudah": after}, headers=_NO_STORE)


async def berkas(call: Call) -> Response:
    """GET /api/v1/upp/{kode}/jawaban.xlsx: the same as a file, by the code of the page's button."""
    return await whole_table(call, TABLE_JAWABAN, _asked(call))


_FILTERS: Final = (LAYANAN, DARI, SAMPAI)
JAWABAN_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/api/v1/jawaban",
        kirim,
        Permission.API_KIRIM,
        "v1.jawaban.kirim",
        methods=("POST",),
        body=JawabanMasukan,
        headers=(
            Param(
                "Idempotency-Key",
                t(
                    "UUID versi 4 (acak) yang dibuat baru untuk setiap jawaban; menjadi identitasnya."
                ),
                "1b671a64-40d5-4e1e-99b0-da01ff1f3341",
                # Without a format: generators make of it what no header can hold.
                {"type": "string", "pattern": POLA_UUID},
                required=True,
            ),
        ),
        doc=Doc(
            t("Kirim satu jawaban"),
            "JawabanTersimpan",
            (404, 409),
            t(
                "201 saat pertama tersimpan, 200 dengan isi yang sama bila dikirim ulang, 409 bila "
                "Idempotency-Key sudah dipakai untuk jawaban lain. Tidak ada jejak pengirim selain "
                "sumber api."
            ),
            created=True,
        ),
    ),
    ApiRoute(
        "/api/v1/upp/{kode}/jawaban",
        daftar,
        Permission.API_JAWABAN,
        "v1.jawaban",
        params=(*_FILTERS, *PARTS),
        doc=Doc(
            t("Jawaban satu UPP, sebagaimana moderatornya melihatnya"),
            "DaftarJawaban",
            (404,),
            t("Hari terlama lebih dahulu; dalam satu hari urutannya acak dan tetap."),
        ),
    ),
    ApiRoute(
        "/api/v1/upp/{kode}/jawaban.xlsx",
        berkas,
        Permission.API_JAWABAN,
        "v1.jawaban.xlsx",
        params=_FILTERS,
        doc=Doc(
            t("Jawaban satu UPP sebagai berkas Excel"),
            "Berkas",
            (404,),
            media=XLSX,
        ),
    ),
)
"""Answers in and out."""
