"""The PEKPPP sheet as a document: four levels, why, what is missing, and what proves them."""

from datetime import date, datetime
from typing import Final

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.pengajuan.pekppp.fakta import NILAI_MAX, TINGKAT_MAX, NilaiIndikator
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import bulat, desimal, letterhead_lines, printed_note
from sekampadi.reports.build.pekppp.bukti import BuktiTahun, list_bukti
from sekampadi.reports.model import Cell, Format, Report, Section, Table
from sekampadi.services.pengajuan.pekppp.pekppp import LembarPekppp

BARIS_MAX: Final = 40
"""Lines of evidence of an indicator on paper; the zip holds all."""
SEMENTARA: Final = t(
    "Sementara: tahun ini masih berjalan atau laporannya belum jatuh tempo; tingkatnya dapat berubah."
)
PENJELASAN: Final = (
    t(
        "Dihitung dari yang tercatat di SEKAMPADI; penilaian resmi dilakukan Kementerian PANRB. "
        "Nilai = tingkat × bobot, paling tinggi {n}.",
        n=format_angka(NILAI_MAX),
    ),
    t(
        "SKM sesuai: lembar setiap triwulan terbit, menilai sembilan unsur, dan jumlah respondennya "
        "mencapai sampel minimum setahun. Kecepatan dihitung dari hari lembar pertama kali terbit "
        "sampai kegiatan pertama RTL-nya selesai; yang paling lambat menentukan."
    ),
)


def tingkat_words(p: NilaiIndikator) -> str:
    """Say which level was reached."""
    return t(
        "Tingkat {a} dari {b}: {kata}",
        a=p.tingkat,
        b=TINGKAT_MAX,
        kata=p.indikator.skala[p.tingkat],
    )


def next_words(p: NilaiIndikator) -> str:
    """Say which level comes next; empty at the highest."""
    return t("Untuk tingkat {n}:", n=p.tingkat + 1) if p.tingkat < TINGKAT_MAX else ""


def build_pekppp(
    lembar: LembarPekppp, *, printed: date | datetime, letterhead: Letterhead | None = None
) -> Report:
    """Build the sheet of an UPP and a year; its tables are ``pekppp`` and ``bukti_*``."""
    nilai, proofs = lembar.nilai, list_bukti(lembar.bahan)
    tables, sections = [_table(lembar)], [Section("", ("pekppp",))]
    for at, p in enumerate(nilai.penilaian, start=1):
        own = [b for b in proofs if b.indikator is p.indikator]
        if own:
            tables.append(_bukti_table(p, own))
        coming = next_words(p)
        sections.append(
            Section(
                f"{at}. {p.indikator.label}",
                (f"bukti_{p.indikator.value}",) if own else (),
                (
                    tingkat_words(p),
                    " ".join((*p.sebab, *p.catatan)),
                    *((coming, *(f"– {x}" for x in p.kurang)) if coming else ()),
                    *(() if own else (t("Belum ada bukti."),)),
                ),
            )
        )
    return Report(
        kind="pekppp",
        title=t("LEMBAR PEKPPP"),
        subtitle=lembar.upp.nama,
        lines={
            **letterhead_lines(letterhead or Letterhead()),
            "label": t("Tahun {tahun}", tahun=lembar.tahun),
        },
        figures=(),
        tables=tuple(tables),
        text=(SEMENTARA,) if nilai.sementara else (),
        notes=(*PENJELASAN, printed_note(printed)),
        sections=tuple(sections),
    )


def _table(lembar: LembarPekppp) -> Table:
    nilai = lembar.nilai
    rows = tuple(
        (
            bulat(at),
            Cell(p.indikator.label),
            bulat(p.tingkat),
            Cell(p.indikator.skala[p.tingkat]),
            desimal(p.indikator.bobot),
            desimal(p.nilai, "ROUND({sel:2}*{sel:4},2)"),
        )
        for at, p in enumerate(nilai.penilaian, start=1)
    )
    total = (
        *(Cell(""), Cell(t("Nilai berbobot")), Cell(None, empty=""), Cell(None, empty="")),
        *(Cell(None, empty=""), desimal(nilai.nilai, "SUM({kolom:5})")),
    )
    return Table(
        "pekppp",
        t("Empat indikator"),
        (
            *(t("No."), t("Indikator"), t("Tingkat"), t("Arti")),
            *(t("Bobot"), t("Nilai")),
        ),
        rows,
        (total,),
        widths=(6, 38, 10, 26, 10, 10),
    )


def _bukti_table(p: NilaiIndikator, own: list[BuktiTahun]) -> Table:
    rest = len(own) - BARIS_MAX
    return Table(
        f"bukti_{p.indikator.value}",
        t("Bukti: {indikator}", indikator=p.indikator.label),
        (t("Bukti"), t("Tentang"), t("Tanggal")),
        tuple(
            (Cell(b.apa), Cell(b.tentang or None), Cell(b.tanggal, Format.TANGGAL))
            for b in own[:BARIS_MAX]
        ),
        widths=(36, 44, 20),
        notes=(t("Dan {n} bukti lain di dalam paket ZIP.", n=rest),) if rest > 0 else (),
    )
