"""The files that go with what an UPP hands in, made by a process of their own (decree, H, rows 3 and 4).

They are those that the pages give out: the published sheet in force, the two Excel files of the
quarter's package, the RTL, and for a year its report and the Laporan Hasil Tindak Lanjut.
"""

import logging
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, cast

from sekampadi.children import Child, enter, read_message, write_message
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Principal
from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.i18n import t
from sekampadi.reports.build.lembar_terbit import build_lembar_terbit, describe_terbitan
from sekampadi.reports.build.tindak_lanjut import build_hasil_tindak_lanjut, build_rtl
from sekampadi.reports.render.pdf import render_laporan_pdf, render_lembar_pdf
from sekampadi.services.laporan.cakupan import resolve_cakupan
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN, TABLE_RESPONDEN
from sekampadi.services.pengajuan.beku import BerkasSiap, JenisBerkas
from sekampadi.services.pengajuan.gerak import Bahan
from sekampadi.services.pengajuan.isi import papers_of
from sekampadi.services.pengajuan.pengajuan import MOVE
from sekampadi.services.publikasi.hasil import load_lembar_terbit, load_letterhead_terbit
from sekampadi.services.publikasi.paket import AnggotaPaket, authorize_paket, write_excel
from sekampadi.services.sistem.pengaturan import load_letterhead
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tindak_lanjut.laporan import load_laporan_tindak_lanjut
from sekampadi.settings import Settings

logger = logging.getLogger(__name__)

LIMIT: Final = 300.0
"""Seconds that all files of a move may take together."""
_NICENESS: Final = 10
_TABLES: Final = {JenisBerkas.RESPONDEN: TABLE_RESPONDEN, JenisBerkas.PENILAIAN: TABLE_PENILAIAN}


@dataclass(frozen=True, slots=True)
class PaperJob:
    """What the process is told."""

    settings: Settings
    principal: Principal
    bahan: Bahan
    now: datetime


def order_papers(rt: Runtime, principal: Principal | None, bahan: Bahan) -> tuple[BerkasSiap, ...]:
    """Have all files of a move made, and wait for them in this thread.

    Raises:
        DomainError: what went wrong; ``berkas.failed`` for what nobody foresaw.
    """
    person = require(principal, MOVE)
    if not bahan.isi or not papers_of(bahan.isi):
        return ()
    failed = DomainError("berkas.failed", t("Berkas tidak dapat dibuat. Coba lagi sebentar lagi."))
    with Child("sekampadi.reports.build.penyampaian") as child:
        try:
            answer = child.ask(PaperJob(rt.settings, person, bahan, rt.now()), LIMIT)
        except (EOFError, TimeoutError):
            logger.error("files to hand in could not be made")  # the process wrote the cause itself
            raise failed from None
    made, *refused = cast(tuple[tuple[BerkasSiap, ...], str, str], answer)
    if not made:
        raise DomainError(*refused)
    return made


def make_papers(rt: Runtime, principal: Principal, bahan: Bahan) -> tuple[BerkasSiap, ...]:
    """Make all files of a move; for the process, as it takes seconds of a processor.

    Raises:
        DomainError: as the use cases that read what is in them.
    """
    kinds = [kind for kind in JenisBerkas if kind in papers_of(bahan.isi)]
    about = f"{bahan.upp.kode}-{bahan.masa.kunci}"
    return tuple(
        BerkasSiap(
            kind, f"{_NAMES[kind]}-{about}.{_ending(kind)}", _make(rt, principal, bahan, kind)
        )
        for kind in kinds
    )


_NAMES: Final = {
    JenisBerkas.LEMBAR: "lembar-ikm",
    JenisBerkas.RESPONDEN: TABLE_RESPONDEN.spec.name,
    JenisBerkas.PENILAIAN: TABLE_PENILAIAN.spec.name,
    JenisBerkas.RTL: "rtl",
    JenisBerkas.TAHUNAN: "laporan-tahunan",
    JenisBerkas.HASIL_TL: "laporan-tindak-lanjut",
}


def _ending(kind: JenisBerkas) -> str:
    return "xlsx" if kind in _TABLES else "pdf"


def _make(rt: Runtime, principal: Principal, bahan: Bahan, kind: JenisBerkas) -> bytes:
    if kind is JenisBerkas.LEMBAR:
        return _lembar(rt, bahan)
    if kind in _TABLES:
        return _excel(rt, principal, bahan, kind)
    if kind is JenisBerkas.TAHUNAN:
        return _tahunan(rt, principal, bahan)
    setahun = kind is JenisBerkas.HASIL_TL
    laporan = load_laporan_tindak_lanjut(
        rt,
        principal,
        bahan.upp.kode,
        bahan.masa.triwulan or bahan.masa.tahun,
        unduh=True,
        foto=setahun,
    )
    build = build_hasil_tindak_lanjut if setahun else build_rtl
    report = build(laporan, printed=rt.today(), letterhead=load_letterhead(rt))
    return render_laporan_pdf(report)


def _lembar(rt: Runtime, bahan: Bahan) -> bytes:
    row = bahan.isi["lembar"]
    lembar = load_lembar_terbit(rt, row["nomor"], row["kode"])
    words = describe_terbitan(lembar, rt.settings.base_url)
    return render_lembar_pdf(build_lembar_terbit(lembar, words, load_letterhead_terbit(rt, lembar)))


def _tahunan(rt: Runtime, principal: Principal, bahan: Bahan) -> bytes:
    # Here, not above: SciPy comes with it, and the server imports this module.
    from sekampadi.reports.build.tahunan.dokumen import draw_tahunan

    # The decree asks for the report, and shows the form that it has in mind (L.3, L.4).
    return draw_tahunan(
        *(rt, principal, bahan.upp.kode, bahan.masa.tahun),
        bentuk=BentukTahunan.KEPUTUSAN,
        ending="pdf",
    )


def _excel(rt: Runtime, principal: Principal, bahan: Bahan, kind: JenisBerkas) -> bytes:
    person = authorize_paket(principal)
    with rt.reading() as session, tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        cakupan = resolve_cakupan(session, person, bahan.upp.kode)
        write_excel(
            session,
            rt,
            person,
            table=_TABLES[kind],
            anggota=AnggotaPaket(bahan.upp, cakupan, 0),
            periode=bahan.masa.periode,
            path=Path(file.name),
        )
        return Path(file.name).read_bytes()


def main() -> None:
    """Do one job."""
    jobs, answers = enter(_NICENESS)
    job = cast(PaperJob, read_message(jobs))
    rt = Runtime.open(job.settings, lambda: job.now)
    try:
        write_message(answers, (make_papers(rt, job.principal, job.bahan), "", ""))
    except DomainError as error:
        write_message(answers, ((), error.code, error.message))


if __name__ == "__main__":
    main()
