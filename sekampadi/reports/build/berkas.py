"""Large files, made in a process of their own and handed on while they grow.

It reads a :class:`FileJob`, answers whether it can be done, and then with the file itself.
Everything is read inside one transaction, so that all of a file shows one moment; no more than one
table is on the disk, and no more than a chunk of it in memory. What is on the disk stands in a folder
of the one who asks, named on the command line, who removes it: a process may be killed.
"""

import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from sqlmodel import Session

from sekampadi.children import enter, read_message, write_message
from sekampadi.db.queries.jawaban import iter_nilai
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.periode import Periode
from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.i18n import t
from sekampadi.reports.build.laporan import build_laporan_upp
from sekampadi.reports.build.lembar import build_lembar
from sekampadi.reports.build.lembar_terbit import build_lembar_terbit, describe_terbitan
from sekampadi.reports.build.olah.jawaban import answer_rows
from sekampadi.reports.build.paket import Baris, index_csv, index_html
from sekampadi.reports.build.pekppp.paket import write_paket_pekppp
from sekampadi.reports.build.small_cells import SmallCells
from sekampadi.reports.render.excel.laporan import Rows, write_laporan
from sekampadi.reports.render.pdf import render_lembar_pdf
from sekampadi.services.laporan.cakupan import resolve_cakupan
from sekampadi.services.laporan.figures import read_figures
from sekampadi.services.laporan.laporan_lengkap import read_ketelitian, read_laporan_lengkap
from sekampadi.services.publikasi.hasil import load_letterhead_terbit, read_lembar_berlaku
from sekampadi.services.publikasi.paket import (
    TABLES,
    AnggotaPaket,
    authorize_paket,
    list_anggota,
    write_excel,
)
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.settings import Settings

_NICENESS = 10
Begin = Callable[[], BinaryIO]
"""Says that the file can be made, and returns where it goes."""
SARAN_EXCEL = 5000
"""Suggestions in an Excel file, the newest."""


@dataclass(frozen=True, slots=True)
class FileJob:
    """What the process is told."""

    jenis: str  # ``laporan`` (Excel), ``paket`` or ``pekppp`` (zip), ``tahunan``
    settings: Settings
    principal: Principal
    kunci: str  # the part of the province
    layanan_kode: tuple[str, ...]  # none for all
    periode: Periode
    now: datetime  # the moment of asking
    bentuk: BentukTahunan = BentukTahunan.KEPUTUSAN  # of an annual report
    ending: str = ""  # of an annual report: ``pdf``, ``docx`` or ``xlsx``


def _excel(rt: Runtime, job: FileJob, begin: Begin) -> None:
    person = require(job.principal, Permission.LAPORAN_EXPORT)
    with rt.reading() as session:
        cakupan = resolve_cakupan(session, person, job.kunci, job.layanan_kode)
        saran = SARAN_EXCEL if person.may(Permission.SARAN_READ) else 0
        laporan = read_laporan_lengkap(session, rt, cakupan, job.periode, saran=saran)
        report = build_laporan_upp(
            laporan,
            small_cells=SmallCells.SHOWN,
            printed=rt.today(),
            letterhead=load_letterhead(rt),
        )
        rows: list[Rows] = []
        if person.may(Permission.JAWABAN_EXPORT):
            lines = iter_nilai(session, cakupan.selection(job.periode))
            rows.append(answer_rows(laporan.figures.hasil, lines))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "laporan.xlsx"
            write_laporan(path, report, rows)
            with path.open("rb") as file:
                shutil.copyfileobj(file, begin())


def _paket(rt: Runtime, job: FileJob, begin: Begin) -> None:
    person = authorize_paket(job.principal)
    with rt.reading() as session:
        members = list_anggota(session, person, job.kunci, job.periode)
        if not members:
            raise DomainError("paket.empty", t("Tidak ada UPP pada paket ini."))
        # Written to a pipe: nothing of the archive is kept here.
        with zipfile.ZipFile(begin(), "w", zipfile.ZIP_DEFLATED) as archive:
            lines = [_member(session, rt, job, m, archive) for m in members]
            archive.writestr("indeks.csv", index_csv(lines, job.periode))
            identitas = load_letterhead(rt).identitas
            archive.writestr("indeks.html", index_html(lines, job.periode, identitas, rt.today()))


def _member(
    session: Session, rt: Runtime, job: FileJob, member: AnggotaPaket, archive: zipfile.ZipFile
) -> Baris:
    terbit = read_lembar_berlaku(session, member.cakupan, job.periode)
    if terbit:
        # What hangs on the wall is what is handed in, whatever was removed since.
        hasil = terbit.figures.hasil
        words = describe_terbitan(terbit, job.settings.base_url)
        report = build_lembar_terbit(terbit, words, load_letterhead_terbit(rt, terbit))
    else:
        figures = read_figures(session, rt, member.cakupan, job.periode)
        hasil = figures.hasil
        report = build_lembar(
            figures,
            printed=rt.today(),
            ketelitian=read_ketelitian(session, figures),
            letterhead=load_letterhead(rt),
        )
    home = member.upp.kode
    names = [f"{home}/lembar-ikm-{home}.pdf"]
    archive.writestr(names[0], render_lembar_pdf(report), zipfile.ZIP_STORED)
    for table in TABLES:
        names.append(f"{home}/{table.spec.name}-{home}.xlsx")
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
            write_excel(
                session,
                rt,
                job.principal,
                table=table,
                anggota=member,
                periode=job.periode,
                path=Path(file.name),
            )
            archive.write(file.name, names[-1], zipfile.ZIP_STORED)
    nomor = terbit.row.nomor if terbit else ""
    return Baris(member.upp.kode, member.upp.nama, hasil, tuple(names), nomor, member.n)


def _pekppp(rt: Runtime, job: FileJob, begin: Begin) -> None:
    write_paket_pekppp(rt, job.principal, job.kunci, _year(job), begin)


def _tahunan(rt: Runtime, job: FileJob, begin: Begin) -> None:
    # Here, not above: SciPy comes with it, and the server imports this module.
    from sekampadi.reports.build.tahunan.dokumen import draw_tahunan, write_tahunan_excel

    about = (rt, job.principal, job.kunci, _year(job))
    if job.ending != "xlsx":
        document = draw_tahunan(*about, bentuk=job.bentuk, ending=job.ending)
        begin().write(document)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "laporan.xlsx"
        write_tahunan_excel(*about, bentuk=job.bentuk, path=path)
        with path.open("rb") as file:
            shutil.copyfileobj(file, begin())


def _year(job: FileJob) -> int:
    if job.periode.dari is None:
        raise AssertionError("unreachable: who asks gives a year")
    return job.periode.dari.year


def main() -> None:
    """Do one job."""
    jobs, answers = enter(_NICENESS)
    tempfile.tempdir = sys.argv[2]
    job = cast(FileJob, read_message(jobs))
    begun = False

    def begin() -> BinaryIO:
        nonlocal begun
        begun = True
        write_message(answers, None)
        return answers

    rt = Runtime.open(job.settings, lambda: job.now)
    make = {"laporan": _excel, "paket": _paket, "pekppp": _pekppp, "tahunan": _tahunan}[job.jenis]
    try:
        make(rt, job, begin)
    except DomainError as error:
        if begun:  # the sentence must not get into the file, nor the file look whole
            raise
        write_message(answers, (error.code, error.message))
    answers.close()


if __name__ == "__main__":
    main()
