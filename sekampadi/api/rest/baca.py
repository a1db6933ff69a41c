"""What everyone may read besides the figures: the published sheets, and the questions in force."""

from typing import Final

from starlette.responses import JSONResponse, Response

from sekampadi.api.http.call import Call
from sekampadi.api.http.params import asked_layanan
from sekampadi.api.rest.urut import asked_batas, asked_sesudah, make_sesudah, wrong_sesudah
from sekampadi.domain.survei.responden import CHOSEN, USIA_MAX, USIA_MIN, Kelompok, PenilaianUmum
from sekampadi.domain.survei.survei import SARAN_MAX
from sekampadi.domain.survei.unsur import SKOR
from sekampadi.i18n import t
from sekampadi.services.publikasi.daftar_lembar import load_lembar_terbuka
from sekampadi.services.publikasi.hasil import address_of
from sekampadi.services.publikasi.hasil_data import ringkasan
from sekampadi.services.survei.pertanyaan_kini import load_pertanyaan_kini

SHORT: Final = {"Cache-Control": "public, max-age=60"}
_FORMS: Final = ("pdf", "csv", "json")


async def lembar(call: Call) -> Response:
    """GET /api/v1/lembar: the published sheets, newest first."""
    after, base = asked_sesudah(call), call.rt.settings.base_url
    if after and not (after.isascii() and after.isdigit() and len(after) < 10):
        raise wrong_sesudah()
    rows, more = await call.in_thread(
        load_lembar_terbuka, sebelum=int(after) if after else None, batas=asked_batas(call)
    )
    items = [
        {
            **ringkasan(found.row),
            "upp": found.upp or None,
            "layanan": found.layanan or None,
            "berkas": {form: base + address_of(found.row, form) for form in _FORMS},
        }
        for found in rows
    ]
    after = make_sesudah(str(rows[-1].row.id)) if more else ""
    return JSONResponse({"items": items, "sesudah": after or None}, headers=SHORT)


async def pertanyaan(call: Call) -> Response:
    """GET /api/v1/pertanyaan: what is asked about a layanan today, field by field as an answer holds them."""
    kini = await call.in_thread(load_pertanyaan_kini, asked_layanan(call))
    survei = kini.survei
    document = {
        "layanan": {"kode": survei.layanan.kode, "nama": survei.layanan.nama},
        "perangkat": f"{survei.perangkat.kode}/{kini.versi}",
        "nama": survei.perangkat.nama,
        "berlaku_dari": kini.berlaku_dari and kini.berlaku_dari.isoformat(),
        "responden": [
            {
                "bidang": Kelompok.USIA.value,
                "teks": t(Kelompok.USIA.label),
                "paling_sedikit": USIA_MIN,
                "paling_banyak": USIA_MAX,
            },
            *(
                {
                    "bidang": k.value,
                    "teks": t(k.asked_as),
                    "pilihan": [{"nilai": c.value, "teks": t(c.label)} for c in k.choices],
                }
                for k in CHOSEN
            ),
        ],
        "umum": {
            "bidang": "umum",
            "teks": survei.perangkat.umum,
            "pilihan": [{"nilai": int(p.value), "teks": t(p.label)} for p in PenilaianUmum],
        },
        "unsur": [
            {
                "bidang": p.unsur.field,
                "kode": p.unsur.kode,
                "nama": p.unsur.nama,
                "teks": p.teks,
                "pilihan": [
                    {"nilai": skor, "teks": opsi} for skor, opsi in zip(SKOR, p.opsi, strict=True)
                ],
            }
            for p in survei.perangkat.pertanyaan
        ],
        "saran": {"bidang": "saran", "karakter_paling_banyak": SARAN_MAX},
    }
    return JSONResponse(document, headers=SHORT)
