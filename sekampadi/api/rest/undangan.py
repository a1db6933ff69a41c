"""Invitations over HTTP: asking for one, and its link, which leads to its survey.

The secret of a link stands behind the question mark, because no log of ours or of the proxy keeps that
part of an address (decision 85).
"""

import base64
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, RedirectResponse, Response

from sekampadi.api.http.call import ApiRoute, Call, Doc
from sekampadi.api.lembar.halaman import invitation_page
from sekampadi.api.rest.dokumen import KODE_POLA
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.integrasi.undangan import REFERENSI_MAX, REFERENSI_POLA, BahasaUndangan
from sekampadi.domain.izin import Permission
from sekampadi.reports.render.qr import qr_svg
from sekampadi.services.akun.cookies import UNDANGAN_COOKIE, cookie_name
from sekampadi.services.sistem.pengaturan import load_identitas
from sekampadi.services.undangan.undangan import (
    UndanganBaru,
    layanan_of,
    make_undangan,
    open_undangan,
)

_HOURS: Final = 12
"""As long as the draft of a survey lives in a browser."""
_BODY_MAX: Final = 4096
"""Bytes that say which layanan and reference."""
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    # The address of this page is a secret: the next page is not told of it.
    "Referrer-Policy": "no-referrer",
}


class IsiUndangan(BaseModel):
    """What a service application says when a layanan is done."""

    model_config = ConfigDict(strict=True, extra="forbid")

    layanan: str = Field(
        min_length=1,
        max_length=120,
        description="Kode layanan yang selesai.",
        json_schema_extra={"pattern": KODE_POLA},
    )
    referensi: str = Field(
        min_length=1,
        max_length=REFERENSI_MAX,
        description="Nomor acuan milik aplikasi, tanpa arti bagi orang lain. Nomor yang sama mendapat "
        "tautan yang sama selama tautan itu berlaku. Bukan NIK dan bukan nomor telepon.",
        json_schema_extra={"pattern": REFERENSI_POLA},
    )
    bahasa: Literal["id", "simple"] = Field(
        "id", description="Kata-kata pesan: id biasa, simple sederhana."
    )


def _document(made: UndanganBaru, qr: bytes) -> dict[str, object]:
    teks = made.teks
    return {
        "tautan": made.tautan,
        "berlaku_sampai": made.sampai.isoformat(),
        "teks": {
            "whatsapp": teks.whatsapp,
            "sms": teks.sms,
            "email": {"subjek": teks.subjek, "isi": teks.isi},
        },
        "wa_me": teks.wa_me,
        "qr": "data:image/svg+xml;base64," + base64.b64encode(qr).decode(),
    }


async def buat(call: Call) -> Response:
    """POST /api/v1/undangan: a link for the citizen of a reference: 201, or 200 when there is one."""
    isi = call.body_of(IsiUndangan)
    made = await call.in_thread(
        make_undangan,
        *(call.principal, isi.layanan, isi.referensi),
        BahasaUndangan(isi.bahasa),
    )
    qr = await call.in_thread(lambda _rt: qr_svg(made.tautan))
    return JSONResponse(
        _document(made, qr), 201 if made.baru else 200, headers={"Cache-Control": "no-store"}
    )


async def buka(call: Call) -> Response:
    """GET /u?k=SECRET: lead to the survey, and use nothing up: previews of messengers open links, too.

    The secret goes on in a cookie that no script reads, and is used with the answer.
    """
    token = call.request.query_params.get("k", "")
    try:
        kode = await call.in_thread(open_undangan, token)
    except DomainError as error:
        known = not isinstance(error, NotFoundError)
        about = await call.in_thread(layanan_of, token) if known else ""
        page = invitation_page(await call.in_thread(load_identitas), error, about)
        page.headers.update(_HEADERS)
        return page
    response = RedirectResponse(f"/survei?layanan={kode}", 303, headers=_HEADERS)
    secure = call.rt.settings.secure_cookies
    response.set_cookie(
        cookie_name(UNDANGAN_COOKIE, secure=secure),
        token,
        max_age=_HOURS * 3600,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )
    return response


UNDANGAN_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/api/v1/undangan",
        buat,
        Permission.API_UNDANGAN,
        "v1.undangan",
        methods=("POST",),
        body_max=_BODY_MAX,
        body=IsiUndangan,
        doc=Doc(
            "Tautan survei sekali pakai untuk layanan yang selesai",
            "Undangan",
            (404,),
            created=True,
        ),
    ),
    # Messengers append parameters of their own.
    ApiRoute("/u", buka, Permission.PUBLIC, "undangan.buka", params=None),
)
