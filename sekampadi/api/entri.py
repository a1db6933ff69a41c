"""Paper answers over HTTP: the questionnaire and the template out, sheets and files in."""

import io
from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import JSONResponse, Response

from sekampadi.api.http.asal import check_own_site
from sekampadi.api.http.berkas_masuk import elsewhere
from sekampadi.api.http.call import ApiRoute, Call, Param
from sekampadi.api.http.errors import status_of
from sekampadi.api.http.params import LAYANAN, asked_layanan
from sekampadi.api.http.unduh import XLSX, download, slug
from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.izin import Permission
from sekampadi.domain.teks import read_json
from sekampadi.i18n import format_tanggal, t
from sekampadi.reports.render.excel.templat_jawaban import TemplatJawaban, render_templat_xlsx
from sekampadi.reports.render.kuesioner import Kuesioner, render_kuesioner_pdf
from sekampadi.services.impor.impor_jawaban import (
    HasilImpor,
    ImporError,
    import_jawaban,
    load_templat,
    preview_impor,
)
from sekampadi.services.impor.impor_lembar import read_berkas
from sekampadi.services.publik.tunda import tell_tunda
from sekampadi.services.survei.entri import enter_jawaban
from sekampadi.services.survei.kuesioner import load_kuesioner

_SHEET_MAX: Final = 64 * 1024
_NO_STORE: Final = {"Cache-Control": "no-store"}


async def kuesioner(call: Call) -> Response:
    """GET /unduh/kuesioner.pdf: the paper questionnaire of a layanan."""
    bahan = await call.in_thread(load_kuesioner, call.principal, layanan_kode=asked_layanan(call))
    alamat, perangkat, versi = bahan.alamat, bahan.perangkat, bahan.versi
    isi = Kuesioner(alamat.subjudul, alamat.judul, alamat.kode, alamat.url, perangkat, versi)
    body = await call.render(render_kuesioner_pdf, isi)
    name = f"Kuesioner SKM {alamat.judul}.pdf"
    return download(body, f"kuesioner-{slug(alamat.kode)}.pdf", name)


async def templat(call: Call) -> Response:
    """GET /unduh/templat-jawaban.xlsx: the template for many paper answers of a layanan."""
    layanan, perangkat = await call.in_thread(
        load_templat, call.principal, layanan_kode=asked_layanan(call)
    )
    isi = TemplatJawaban(layanan.upp.nama, layanan.nama, layanan.kode, perangkat, call.rt.today())
    body = await call.render(render_templat_xlsx, isi)
    name = f"Templat jawaban {layanan.nama}.xlsx"
    return download(body, f"templat-jawaban-{slug(layanan.kode)}.xlsx", name, XLSX)


def _failure(error: DomainError) -> JSONResponse:
    fields: Mapping[str, DomainError] = error.errors if isinstance(error, FieldErrors) else {}
    body = {
        "error": {
            "code": error.code,
            "message": error.message,
            "fields": {field: e.message for field, e in fields.items()},
        }
    }
    return JSONResponse(body, status_of(error), _NO_STORE)


async def simpan(call: Call) -> Response:
    """POST /api/entri/lembar: store one sheet; sending it again changes nothing."""
    check_own_site(call)
    raw = await call.request.body()
    data = read_json(raw) if len(raw) <= _SHEET_MAX else None
    if not isinstance(data, dict) or not isinstance(data.get("isian"), dict):
        raise DomainError("entri.body", t("Lembar ini tidak dapat dibaca. Muat ulang halaman."))
    try:
        lembar = await call.in_thread(
            enter_jawaban,
            call.principal,
            uuid_text=data.get("uuid"),
            layanan_kode=data.get("layanan"),
            tanggal=data.get("tanggal"),
            isian=data["isian"],
        )
    except FieldErrors as error:
        return _failure(error)
    body = {"uuid": str(lembar.uuid), "tertunda": tell_tunda(lembar.tertunda)}
    return JSONResponse(body, headers=_NO_STORE)


def _as_json(hasil: HasilImpor) -> dict[str, Any]:
    return {
        "layanan": hasil.layanan.nama,
        "lembar": hasil.lembar,
        "baru": hasil.baru,
        "sudah_ada": hasil.sudah_ada,
        "dari": format_tanggal(hasil.dari) if hasil.dari else "",
        "sampai": format_tanggal(hasil.sampai) if hasil.sampai else "",
        "jumlah_galat": hasil.jumlah_galat,
        "galat": [galat.kalimat for galat in hasil.galat],
        "disimpan": hasil.disimpan,
        "tertunda": tell_tunda(hasil.tertunda),
    }


async def impor(call: Call) -> Response:
    """POST /api/entri/impor: look at a file, or with ``simpan=1`` store it as a whole."""
    check_own_site(call)
    kode = asked_layanan(call)
    file = io.BytesIO(await call.request.body())
    use_case = import_jawaban if call.query.get("simpan") == "1" else preview_impor
    try:
        baca = elsewhere(call, read_berkas)
        hasil = await call.in_thread(
            use_case, call.principal, layanan_kode=kode, file=file, baca=baca
        )
    except ImporError as error:
        hasil = error.hasil
    return JSONResponse(_as_json(hasil), headers=_NO_STORE)


ENTRI_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/api/entri/lembar",
        simpan,
        Permission.JAWABAN_ENTER,
        "entri.lembar",
        methods=("POST",),
    ),
    ApiRoute(
        "/api/entri/impor",
        impor,
        Permission.JAWABAN_ENTER,
        "entri.impor",
        methods=("POST",),
        params=(LAYANAN, Param("simpan")),
    ),
    ApiRoute(
        "/unduh/kuesioner.pdf",
        kuesioner,
        Permission.QR_PRINT,
        "unduh.kuesioner",
        params=(LAYANAN,),
    ),
    ApiRoute(
        "/unduh/templat-jawaban.xlsx",
        templat,
        Permission.JAWABAN_ENTER,
        "unduh.templat_jawaban",
        params=(LAYANAN,),
    ),
)
