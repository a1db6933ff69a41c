"""Photos of codes that hang, in and out, and the document of all UPP."""

from starlette.responses import JSONResponse, Response

from sekampadi.api.http.asal import check_own_site
from sekampadi.api.http.berkas_masuk import elsewhere
from sekampadi.api.http.call import ApiRoute, Call, Endpoint, Param
from sekampadi.api.http.unduh import download, stored_file
from sekampadi.api.laporan import BENTUK, Bentuk
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Permission
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.tindak_lanjut.bukti import BYTES_MAX
from sekampadi.i18n import t
from sekampadi.reports.build.pemantauan import build_pemantauan
from sekampadi.services.pengajuan.pemantauan.foto_kode import load_foto, save_foto
from sekampadi.services.pengajuan.pemantauan.pemantauan import load_pemantauan_lengkap
from sekampadi.services.sistem.foto import read_foto
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.services.tindak_lanjut.baca_bukti import unreadable

_TRIWULAN = Param("triwulan", "Triwulan, tahun dan nomornya; tanpa itu, yang berjalan.", "2023-1")


async def unggah(call: Call) -> Response:
    """POST /api/unggah/kode-qr/ID: take the photo of a code that hangs."""
    check_own_site(call)
    text = call.request.path_params["id"]
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFoundError("kode.unknown", t("Catatan kode QR tidak ditemukan."))
    kunci = await call.in_thread(
        save_foto,
        call.principal,
        int(text),
        data=await call.request.body(),
        read=elsewhere(call, read_foto, unreadable),
    )
    return JSONResponse({"kunci": kunci}, headers={"Cache-Control": "no-store"})


async def foto(call: Call) -> Response:
    """GET /unduh/kode-qr/KUNCI: such a photo."""
    kunci = call.request.path_params["kunci"]
    berkas = await call.in_thread(load_foto, call.principal, kunci)
    return stored_file(
        berkas.path,
        media_type="image/jpeg",
        nama=f"{berkas.nama}.jpg",
        ascii_name="kode-qr.jpg",
        kunci=kunci,
        since=berkas.dicatat_pada,
    )


def _document(bentuk: Bentuk) -> Endpoint:
    async def endpoint(call: Call) -> Response:
        given = call.query.get("triwulan", "")
        triwulan = Triwulan.parse(given)
        if given and triwulan is None:
            raise DomainError(
                "triwulan.unknown", t("Pilih triwulan yang sudah atau sedang berjalan.")
            )
        found = await call.in_thread(load_pemantauan_lengkap, call.principal, triwulan)
        letterhead = await call.in_thread(load_letterhead)
        report = build_pemantauan(
            found,
            printed=call.rt.today(),
            rinci=bentuk.ending == "xlsx",
            letterhead=letterhead,
        )
        name = found.pemantauan.triwulan.kunci
        return download(
            await call.render(bentuk.render, report),
            f"pemantauan-{name}.{bentuk.ending}",
            f"Pemantauan SKM – {found.pemantauan.triwulan.periode.label}.{bentuk.ending}",
            bentuk.media_type,
        )

    return endpoint


PEMANTAUAN_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/api/unggah/kode-qr/{id}",
        unggah,
        Permission.QR_LOG,
        "unggah.foto_kode",
        methods=("POST",),
        body_max=BYTES_MAX,
    ),
    ApiRoute("/unduh/kode-qr/{kunci}", foto, Permission.QR_PRINT, "unduh.foto_kode"),
    *(
        ApiRoute(
            f"/unduh/pemantauan.{bentuk.ending}",
            _document(bentuk),
            Permission.PEMANTAUAN_READ,
            f"unduh.pemantauan.{bentuk.ending}",
            params=(_TRIWULAN,),
        )
        for bentuk in BENTUK
        if bentuk.ending in {"pdf", "xlsx"}
    ),
)
"""The routes of monitoring."""
