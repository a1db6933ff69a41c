"""Downloads of laporan, rekap and the quarter's package, in every form."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.responses import Response

from sekampadi.api.http.call import ApiRoute, Call, Endpoint, Param
from sekampadi.api.http.params import (
    DARI,
    FIGURE_PARAMS,
    SAMPAI,
    UPP,
    asked_kunci,
    asked_periode,
    read_layanan,
)
from sekampadi.api.http.proses import hand_on
from sekampadi.api.http.unduh import DOCX, PDF, XLSX, download, filename
from sekampadi.domain.izin import Permission
from sekampadi.domain.periode import Periode
from sekampadi.reports.build.berkas import FileJob
from sekampadi.reports.build.laporan import build_laporan_upp
from sekampadi.reports.build.rekap_pemprov import build_rekap
from sekampadi.reports.build.small_cells import SmallCells
from sekampadi.reports.model import Report
from sekampadi.reports.render.csv import render_csv
from sekampadi.reports.render.docx import render_docx
from sekampadi.reports.render.excel.laporan import render_laporan_xlsx
from sekampadi.reports.render.pdf import render_laporan_pdf
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.laporan.laporan import load_lembar
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.laporan.rekap_pemprov import load_rekap_pemprov
from sekampadi.services.publikasi.paket import check_paket, note_paket
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.services.sistem.runtime import require

SARAN_DOKUMEN = 100
"""Suggestions in a document on paper, the newest; Excel has more."""
_URUT = Param("urut", "Urutan UPP.")
Build = Callable[[Call, Periode], Awaitable[tuple[Cakupan, Report]]]


@dataclass(frozen=True, slots=True)
class Bentuk:
    """A form of a report; it is made in the worker process."""

    ending: str
    media_type: str
    render: Callable[[Report], bytes]


BENTUK = (
    Bentuk("pdf", PDF, render_laporan_pdf),
    Bentuk("xlsx", XLSX, render_laporan_xlsx),
    Bentuk("docx", DOCX, render_docx),
    Bentuk("csv", "text/csv; charset=utf-8", render_csv),
)


def _layanan(call: Call) -> tuple[str, ...]:
    given = call.query.get("layanan", "")
    return tuple(read_layanan(kode.strip()) for kode in given.split(",") if kode.strip())


async def _laporan(call: Call, periode: Periode) -> tuple[Cakupan, Report]:
    laporan = await call.in_thread(
        load_laporan_lengkap,
        call.principal,
        kunci=asked_kunci(call),
        layanan_kode=_layanan(call),
        periode=periode,
        saran=SARAN_DOKUMEN,
        unduh=True,
    )
    report = build_laporan_upp(
        laporan,
        small_cells=SmallCells.SHOWN,
        printed=call.rt.today(),
        letterhead=await call.in_thread(load_letterhead),
    )
    return laporan.figures.cakupan, report


async def _rekap(call: Call, periode: Periode) -> tuple[Cakupan, Report]:
    rekap = await call.in_thread(load_rekap_pemprov, call.principal, periode, unduh=True)
    report = build_rekap(
        rekap,
        small_cells=SmallCells.SHOWN,
        printed=call.rt.today(),
        letterhead=await call.in_thread(load_letterhead),
        urut=call.query.get("urut", "nama"),
    )
    return rekap.laporan.figures.cakupan, report


def _document(kind: str, title: str, build: Build, bentuk: Bentuk) -> Endpoint:
    async def endpoint(call: Call) -> Response:
        periode = asked_periode(call)
        cakupan, report = await build(call, periode)
        return download(
            await call.render(bentuk.render, report),
            filename(kind, cakupan, periode, bentuk.ending),
            # No system takes more than 255 bytes for a name.
            f"{title} {cakupan.nama[:90]} – {periode.label}.{bentuk.ending}",
            bentuk.media_type,
        )

    return endpoint


async def _laporan_xlsx(call: Call) -> Response:
    """GET /unduh/laporan.xlsx: the report with all its answers, which may be very many."""
    periode, layanan, kunci = asked_periode(call), _layanan(call), asked_kunci(call)
    figures, _ = await call.in_thread(
        load_lembar, call.principal, kunci=kunci, layanan_kode=layanan, periode=periode
    )
    name = filename("laporan", figures.cakupan, periode, "xlsx")
    return await hand_on(_job(call, "laporan", kunci, layanan, periode), name, XLSX)


async def _paket(call: Call) -> Response:
    """GET /unduh/paket.zip: what an UPP hands in after a triwulan; all UPP for the province."""
    periode, kunci = asked_periode(call), asked_kunci(call)
    cakupan = await call.in_thread(check_paket, call.principal, kunci=kunci, periode=periode)
    name = filename("paket", cakupan, periode, "zip")

    async def note() -> None:
        await call.in_thread(note_paket, call.principal, cakupan, periode)

    job = _job(call, "paket", kunci, (), periode)
    return await hand_on(job, name, "application/zip", note=note)


def _job(call: Call, jenis: str, kunci: str, layanan: tuple[str, ...], periode: Periode) -> FileJob:
    person = require(call.principal, Permission.LAPORAN_EXPORT)
    return FileJob(jenis, call.rt.settings, person, kunci, layanan, periode, call.rt.now())


_DOCUMENTS: tuple[tuple[str, str, Build, Permission, tuple[Param, ...]], ...] = (
    ("laporan", "Laporan SKM", _laporan, Permission.LAPORAN_EXPORT, FIGURE_PARAMS),
    ("rekap", "Rekap IKM", _rekap, Permission.REKAP_READ, (DARI, SAMPAI, _URUT)),
)
LAPORAN_ROUTES: tuple[ApiRoute, ...] = (
    *(
        ApiRoute(
            f"/unduh/{kind}.{bentuk.ending}",
            _laporan_xlsx
            if (kind, bentuk.ending) == ("laporan", "xlsx")
            else _document(kind, title, build, bentuk),
            permission,
            f"unduh.{kind}.{bentuk.ending}",
            params=params,
        )
        for kind, title, build, permission, params in _DOCUMENTS
        for bentuk in BENTUK
    ),
    ApiRoute(
        "/unduh/paket.zip",
        _paket,
        Permission.JAWABAN_EXPORT,
        "unduh.paket",
        params=(UPP, DARI, SAMPAI),
    ),
)
"""The downloads of reports."""
