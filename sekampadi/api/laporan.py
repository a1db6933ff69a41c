"""Downloads of laporan, rekap and the quarter's package, in every form."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response, StreamingResponse

from sekampadi.api.http.call import ApiRoute, Call, Endpoint, Param
from sekampadi.api.http.params import (
    DARI,
    LAYANAN,
    SAMPAI,
    UPP,
    read_kunci,
    read_layanan,
    read_periode,
)
from sekampadi.api.http.proses import Making
from sekampadi.api.http.unduh import download, lembar_filename
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
from sekampadi.reports.render.pdf_laporan import render_laporan_pdf
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.laporan.laporan import load_lembar
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.laporan.rekap_pemprov import load_rekap_pemprov
from sekampadi.services.publikasi.paket import check_paket
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.services.sistem.runtime import require

SARAN_DOKUMEN = 100
"""Suggestions in a document on paper, the newest; Excel has more."""
_OFFICE = "application/vnd.openxmlformats-officedocument"
_XLSX = f"{_OFFICE}.spreadsheetml.sheet"
_URUT = Param("urut", "Urutan UPP.")
_LAPORAN_PARAMS = (UPP, LAYANAN, DARI, SAMPAI)
_REKAP_PARAMS = (DARI, SAMPAI, _URUT)


@dataclass(frozen=True, slots=True)
class Bentuk:
    """A form of a report; it is made in the worker process."""

    ending: str
    media_type: str
    render: Callable[[Report], bytes]


BENTUK = (
    Bentuk("pdf", "application/pdf", render_laporan_pdf),
    Bentuk("xlsx", _XLSX, render_laporan_xlsx),
    Bentuk("docx", f"{_OFFICE}.wordprocessingml.document", render_docx),
    Bentuk("csv", "text/csv; charset=utf-8", render_csv),
)


def _periode(call: Call) -> Periode:
    return read_periode(call.query.get("dari"), call.query.get("sampai"))


def _layanan(call: Call) -> tuple[str, ...]:
    given = call.query.get("layanan", "")
    return tuple(read_layanan(kode.strip()) for kode in given.split(",") if kode.strip())


def _ascii(kind: str, cakupan: Cakupan, periode: Periode, ending: str) -> str:
    stem = lembar_filename(cakupan, periode).removeprefix("ikm-").removesuffix(".pdf")
    return f"{kind}-{stem}.{ending}"


def _name(kind: str, nama: str, periode: Periode, ending: str) -> str:
    # No system takes more than 255 bytes for a name.
    return f"{kind} {nama[:90]} – {periode.label}.{ending}".replace("/", "-")


async def _render(call: Call, bentuk: Bentuk, report: Report) -> bytes:
    timeout = call.rt.settings.report_timeout
    return await call.renderer.run(bentuk.render, report, timeout=timeout)


def _laporan(bentuk: Bentuk) -> Endpoint:
    async def endpoint(call: Call) -> Response:
        periode = _periode(call)
        laporan = await call.in_thread(
            load_laporan_lengkap,
            call.principal,
            kunci=read_kunci(call.query.get("upp", "")),
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
        body = await _render(call, bentuk, report)
        cakupan = laporan.figures.cakupan
        return download(
            body,
            _ascii("laporan", cakupan, periode, bentuk.ending),
            _name("Laporan SKM", cakupan.nama, periode, bentuk.ending),
            bentuk.media_type,
        )

    return endpoint


async def _laporan_xlsx(call: Call) -> Response:
    """GET /unduh/laporan.xlsx: the report with all its answers, which may be very many."""
    periode, layanan = _periode(call), _layanan(call)
    kunci = read_kunci(call.query.get("upp", ""))
    figures, _ = await call.in_thread(
        load_lembar, call.principal, kunci=kunci, layanan_kode=layanan, periode=periode
    )
    return await _made(
        _job(call, "laporan", kunci, layanan, periode),
        _ascii("laporan", figures.cakupan, periode, "xlsx"),
        _XLSX,
    )


async def _paket(call: Call) -> Response:
    """GET /unduh/paket.zip: what an UPP hands in after a triwulan; all UPP for the province."""
    periode = _periode(call)
    kunci = read_kunci(call.query.get("upp", ""))
    cakupan = await call.in_thread(check_paket, call.principal, kunci=kunci, periode=periode)
    return await _made(
        _job(call, "paket", kunci, (), periode),
        _ascii("paket", cakupan, periode, "zip"),
        "application/zip",
    )


def _job(call: Call, jenis: str, kunci: str, layanan: tuple[str, ...], periode: Periode) -> FileJob:
    person = require(call.principal, Permission.LAPORAN_EXPORT)
    return FileJob(jenis, call.rt.settings, person, kunci, layanan, periode, call.rt.now())


async def _made(job: FileJob, name: str, media_type: str) -> Response:
    making = await Making.begun(job)
    return StreamingResponse(
        making.pieces(),
        media_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _rekap(bentuk: Bentuk) -> Endpoint:
    async def endpoint(call: Call) -> Response:
        periode = _periode(call)
        rekap = await call.in_thread(load_rekap_pemprov, call.principal, periode, unduh=True)
        report = build_rekap(
            rekap,
            small_cells=SmallCells.SHOWN,
            printed=call.rt.today(),
            letterhead=await call.in_thread(load_letterhead),
            urut=call.query.get("urut", "nama"),
        )
        body = await _render(call, bentuk, report)
        cakupan = rekap.laporan.figures.cakupan
        return download(
            body,
            _ascii("rekap", cakupan, periode, bentuk.ending),
            _name("Rekap IKM", cakupan.nama, periode, bentuk.ending),
            bentuk.media_type,
        )

    return endpoint


LAPORAN_ROUTES: tuple[ApiRoute, ...] = (
    *(
        ApiRoute(
            f"/unduh/laporan.{b.ending}",
            _laporan_xlsx if b.ending == "xlsx" else _laporan(b),
            Permission.LAPORAN_EXPORT,
            f"unduh.laporan.{b.ending}",
            params=_LAPORAN_PARAMS,
        )
        for b in BENTUK
    ),
    *(
        ApiRoute(
            f"/unduh/rekap.{b.ending}",
            _rekap(b),
            Permission.REKAP_READ,
            f"unduh.rekap.{b.ending}",
            params=_REKAP_PARAMS,
        )
        for b in BENTUK
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
