"""Downloads of both forms of the decree's L.2, in every form."""

from collections.abc import Callable

from starlette.responses import Response

from sekampadi.api.http.call import ApiRoute, Call, Endpoint, Param
from sekampadi.api.http.unduh import download, slug
from sekampadi.api.laporan import BENTUK, Bentuk
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.i18n import t
from sekampadi.reports.build.tindak_lanjut import build_hasil_tindak_lanjut, build_rtl
from sekampadi.reports.model import Report
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.services.tindak_lanjut.laporan import (
    load_laporan_tindak_lanjut,
)

_UPP = Param("upp", "Kode UPP; tanpa kode, UPP sendiri.", "biro-organisasi")
_TRIWULAN = Param("triwulan", "Triwulan yang sudah berakhir, tahun dan nomornya.", "2023-1")
_TAHUN = Param("tahun", "Tahun, untuk keempat triwulannya.", "2023")

Build = Callable[..., Report]


def _asked(call: Call) -> Triwulan | int:
    """Return of which triwulan or year a request asks.

    Raises:
        DomainError: ``triwulan.unknown``.
    """
    tahun = call.query.get("tahun", "")
    if len(tahun) == 4 and tahun.isascii() and tahun.isdigit() and "triwulan" not in call.query:
        return int(tahun)
    triwulan = Triwulan.parse(call.query.get("triwulan", ""))
    if triwulan is None or tahun:
        raise DomainError("triwulan.unknown", t("Pilih triwulan yang sudah berakhir."))
    return triwulan


def _endpoint(kind: str, title: str, build: Build, bentuk: Bentuk, *, foto: bool) -> Endpoint:
    async def endpoint(call: Call) -> Response:
        kapan = _asked(call)
        laporan = await call.in_thread(
            load_laporan_tindak_lanjut,
            call.principal,
            call.query.get("upp", ""),
            kapan,
            unduh=True,
            foto=foto and bentuk.ending in {"pdf", "docx"},
        )
        letterhead = await call.in_thread(load_letterhead)
        report = build(laporan, printed=call.rt.today(), letterhead=letterhead)
        name = kapan.kunci if isinstance(kapan, Triwulan) else str(kapan)
        return download(
            await call.render(bentuk.render, report),
            f"{kind}-{slug(laporan.upp.kode)}-{name}.{bentuk.ending}",
            # No system takes more than 255 bytes for a name.
            f"{title} {laporan.upp.nama[:90]} – {report.lines['label']}.{bentuk.ending}",
            bentuk.media_type,
        )

    return endpoint


_DOCUMENTS: tuple[tuple[str, str, Build, tuple[Param, ...], bool], ...] = (
    ("rtl", "RTL", build_rtl, (_UPP, _TRIWULAN), False),
    (
        "laporan-tindak-lanjut",
        "Laporan Hasil Tindak Lanjut",
        build_hasil_tindak_lanjut,
        (_UPP, _TRIWULAN, _TAHUN),
        True,
    ),
)
TINDAK_LANJUT_ROUTES: tuple[ApiRoute, ...] = tuple(
    ApiRoute(
        f"/unduh/{kind}.{bentuk.ending}",
        _endpoint(kind, title, build, bentuk, foto=foto),
        Permission.TINDAK_LANJUT_READ,
        f"unduh.{kind}.{bentuk.ending}",
        params=params,
    )
    for kind, title, build, params, foto in _DOCUMENTS
    for bentuk in BENTUK
)
"""The downloads of plans and of their results."""
