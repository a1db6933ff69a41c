"""The annual report as a file, with its statistics; for a process of its own.

SciPy comes with it, which takes a second and a hundred megabytes: the server never imports this
module. Whoever is handed the file is asked for his rights here once more.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlmodel import Session

from sekampadi.db.queries.tahunan.jawaban import iter_nilai_urut, list_saran_tahun
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.lindung import too_few
from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.domain.tahunan.statistik.hasil import Statistik
from sekampadi.domain.tahunan.statistik.hitung import compute_statistik
from sekampadi.reports.build.olah.jawaban import undated_rows
from sekampadi.reports.build.olah.lembar import NAMA_LEMBAR
from sekampadi.reports.build.olah.saran import saran_tahun_table
from sekampadi.reports.build.olah.statistik import statistik_tables
from sekampadi.reports.build.tahunan.laporan import build_tahunan
from sekampadi.reports.model import Report
from sekampadi.reports.render.docx import render_docx
from sekampadi.reports.render.excel.laporan import Rows, write_laporan
from sekampadi.reports.render.pdf import render_laporan_pdf
from sekampadi.services.laporan.cakupan import resolve_cakupan
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.services.sistem.runtime import Runtime, authorize, require
from sekampadi.services.tahunan.bahan import BahanTahunan, read_bahan
from sekampadi.services.tahunan.foto import draw_foto
from sekampadi.services.tahunan.lindung import protect
from sekampadi.services.tahunan.objek import READ, resolve_objek

SARAN_EXCEL = 5000
"""Suggestions in the Excel file, the newest."""
_RENDER: dict[str, Callable[[Report], bytes]] = {"pdf": render_laporan_pdf, "docx": render_docx}


def _read(
    session: Session, rt: Runtime, principal: Principal | None, upp_kode: str, tahun: object
) -> tuple[BahanTahunan, Statistik]:
    person = require(principal, READ)
    authorize(principal, Permission.LAPORAN_EXPORT)
    objek = resolve_objek(session, rt, person, upp_kode, tahun)
    saran = person.may(Permission.SARAN_READ)
    bahan = read_bahan(session, rt, objek, saran=saran, mentah=True)
    mentah = bahan.mentah
    if mentah is None:
        raise AssertionError("unreachable: it was asked for")
    statistik = compute_statistik(mentah.nilai, mentah.umum, mentah.kelompok)
    # Of many answers they are the most of what is kept, and nobody needs them any more.
    return replace(bahan, mentah=None), statistik


def draw_tahunan(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    *,
    bentuk: BentukTahunan,
    ending: str,
) -> bytes:
    """Draw an annual report.

    Args:
        upp_kode: empty for the own UPP, or for who has none, for the province.
        ending: ``pdf`` or ``docx``.

    Raises:
        DomainError: ``tahun.unknown``.
        NotFoundError: ``upp.unknown``.
    """
    with rt.reading() as session:
        bahan, statistik = _read(session, rt, principal, upp_kode, tahun)
    # Drawing takes seconds: nothing is held open meanwhile.
    foto = draw_foto(rt.settings, bahan.foto)
    report = build_tahunan(bahan, statistik, bentuk, letterhead=load_letterhead(rt), foto=foto)
    return _RENDER[ending](report)


def write_tahunan_excel(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    *,
    bentuk: BentukTahunan,
    path: Path,
) -> None:
    """Write the appendix of an annual report as an Excel file (decree, L.3: lembar pengolahan data).

    It holds all tables of the report and the statistics with more digits; suggestions for who may
    read them; and the scores of all answers for who may take answers away, unless they are fewer than
    five. Arguments and errors as of :func:`draw_tahunan`.
    """
    person = require(principal, READ)
    letterhead = load_letterhead(rt)
    with rt.reading() as session:
        bahan, statistik = _read(session, rt, person, upp_kode, tahun)
        report = build_tahunan(bahan, statistik, bentuk, letterhead=letterhead)
        cakupan = resolve_cakupan(session, person, bahan.objek.kode)
        selection = cakupan.selection(bahan.objek.periode)
        more = [] if too_few(bahan.hasil.n) else list(statistik_tables(statistik))
        if person.may(Permission.SARAN_READ):
            every = not any(x.tersembunyi for x in protect(bahan).triwulan)
            found = list_saran_tahun(session, selection)
            more.append(saran_tahun_table(found, SARAN_EXCEL, triwulan=every))
        rows: list[Rows] = []
        if person.may(Permission.JAWABAN_EXPORT) and not too_few(bahan.hasil.n):
            rows.append(undated_rows(bahan.hasil, iter_nilai_urut(session, selection)))
        tables = (
            replace(table, lembar=NAMA_LEMBAR.get(table.kunci, ""))
            for table in (*report.tables, *more)
        )
        # Inside the same moment: the answers are read while they are written.
        write_laporan(path, replace(report, tables=tuple(tables)), rows, contents=True)
