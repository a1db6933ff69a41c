"""Parity: what is read back out of PDF, Excel, Word and CSV is the same, and right.

Twenty random parts of a random province in random periods; each report is read back out of every
form, and held against a recomputation from the single answers that shares no code with the program.
"""

import csv
import io
import random
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from sekampadi.db.queries.rekap import Selection
from sekampadi.domain.izin import PROVINSI, Role
from sekampadi.domain.periode import Periode
from sekampadi.reports.build.laporan import build_laporan_upp
from sekampadi.reports.build.olah.jawaban import answer_rows
from sekampadi.reports.build.rekap_pemprov import build_rekap
from sekampadi.reports.build.small_cells import SmallCells
from sekampadi.reports.model import Report
from sekampadi.reports.render.csv import render_csv
from sekampadi.reports.render.docx import render_docx
from sekampadi.reports.render.excel.laporan import render_laporan_xlsx
from sekampadi.reports.render.pdf import render_laporan_pdf
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.laporan.rekap_pemprov import load_rekap_pemprov
from sekampadi.services.sistem.runtime import Runtime
from tests import recompute
from tests.factories import Cast, make_cast, random_isian, submit
from tests.reports.baca import (
    check_pdf,
    check_tables,
    docx_tables,
    line_of,
    number_of,
    pdf_words,
    same,
)

DICETAK = date(2023, 5, 15)
NAMES = ("layanan-a1", "layanan-a2", "layanan-b1", "layanan-c1", "layanan-t1")
PARTS = ("", "upp-a", "upp-b", "upp-c", "upp-c+upt", "upt-c1")
UNIT_OF = {"": None, "upp-a": {"upp-a"}, "upp-b": {"upp-b"}, "upp-c": {"upp-c"},
           "upp-c+upt": {"upp-c", "upt-c1"}, "upt-c1": {"upt-c1"}}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """A part and a period."""

    kunci: str
    layanan: str
    periode: Periode


def wishes() -> list[Wish]:
    rng = random.Random(20230607)
    found = [
        Wish("", "", Periode()),
        Wish("upp-b", "", Periode(date(2022, 1, 1), date(2022, 3, 31))),
    ]
    while len(found) < 20:
        first = date(2023, rng.randint(1, 5), rng.randint(1, 28))
        last = date(2023, rng.randint(first.month, 5), 28)
        if last < first:
            continue
        kunci = rng.choice(PARTS)
        layanan = (
            rng.choice(["", "", "layanan-a1", "layanan-a1,layanan-a2"]) if kunci == "upp-a" else ""
        )
        found.append(Wish(kunci, layanan, Periode(first, last)))
    return found


@pytest.fixture
def backend() -> str:
    """Documents do not depend on the database; the services are tested on both."""
    return "sqlite"


@pytest.fixture
def province(rt: Runtime) -> Cast:
    cast = make_cast(rt)
    rng = random.Random(7)
    for _ in range(90):
        day = date(2023, rng.randint(1, 5), rng.randint(1, 15))
        submit(rt, rng.choice(NAMES), random_isian(rng), day=day)
    return cast


# --- reading a document as a person does: words, each number as it stands ---------------------


def _words_pdf(report: Report) -> list[str]:
    return pdf_words(render_laporan_pdf(report))


def _tables_docx(report: Report) -> dict[str, list[list[str]]]:
    tables = docx_tables(render_docx(report))
    shown = [k for s in report.parts for k in s.isi if any(t.kunci == k for t in report.tables)]
    return {"angka": tables[0], **dict(zip(shown, tables[1:], strict=True))}


def _tables_csv(report: Report) -> dict[str, list[list[str]]]:
    text = render_csv(report).decode("utf-8-sig")
    blocks: list[list[list[str]]] = [[]]
    for line in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        if line:
            blocks[-1].append(line)
        else:
            blocks.append([])
    titles = {t.title: t.kunci for t in report.tables}
    found = {titles[b[0][0]]: b[1:] for b in blocks if b and b[0][0] in titles}
    return {"angka": blocks[1], **found}


def _tables_xlsx(report: Report) -> dict[str, list[list[Any]]]:
    book: Any = load_workbook(io.BytesIO(render_laporan_xlsx(report)), data_only=True)
    sheets = [[list(r) for r in sheet.iter_rows(values_only=True)] for sheet in book]
    found = dict(zip((t.kunci for t in report.tables), sheets[1:], strict=True))
    return {"angka": sheets[0], **found}


def _hitung(rt: Runtime, cast: Cast, wish: Wish) -> recompute.Hitungan:
    answers = recompute.Jawaban(rt.engine)
    units = UNIT_OF[wish.kunci]
    kodes = {k for k in wish.layanan.split(",") if k}
    rows = answers.pick(
        wish.periode.dari,
        wish.periode.sampai,
        upp=None if units is None else {cast.upp[u] for u in units},
        layanan={cast.layanan[k] for k in kodes} if kodes else None,
    )
    return recompute.hitung(rows)


@pytest.mark.parametrize("number", range(6))  # twenty, with the screen: tests/e2e
def test_laporan(rt: Runtime, province: Cast, number: int):
    wish = wishes()[number]
    laporan = load_laporan_lengkap(
        rt,
        province.people[Role.ADMIN_PEMPROV],
        kunci=wish.kunci,
        layanan_kode=tuple(k for k in wish.layanan.split(",") if k),
        periode=wish.periode,
        saran=10,
        unduh=True,
    )
    report = build_laporan_upp(laporan, printed=DICETAK, small_cells=SmallCells.SHOWN)
    hitung = _hitung(rt, province, wish)
    for tables in (_tables_docx(report), _tables_csv(report), _tables_xlsx(report)):
        check_tables(tables, hitung)
    check_pdf(_words_pdf(report), hitung)


@pytest.mark.parametrize(
    "periode", [Periode(), Periode.triwulan(2023, 1), Periode.triwulan(2022, 1)]
)
def test_rekap(rt: Runtime, province: Cast, periode: Periode):
    rekap = load_rekap_pemprov(rt, province.people[Role.ADMIN_PEMPROV], periode, unduh=True)
    report = build_rekap(rekap, printed=DICETAK, small_cells=SmallCells.SHOWN)
    answers = recompute.Jawaban(rt.engine)
    rows = answers.pick(periode.dari, periode.sampai)
    each = answers.by_upp(rows)
    pdf = " ".join(_words_pdf(report))
    for tables in (_tables_docx(report), _tables_csv(report), _tables_xlsx(report)):
        for upp_id, hitung in each.items():
            line = line_of(tables["rekap"], 1, answers.upp[upp_id]["nama"])
            assert hitung.mutu is not None
            assert same((hitung.n, hitung.ikm, hitung.margin), line[2:]), line
            assert (line[5], line[6]) == hitung.mutu
            start = f"{answers.upp[upp_id]['nama']} {hitung.n} {recompute.comma(hitung.ikm)}"
            assert start in pdf
        if each:
            whole = recompute.hitung(rows)
            assert same((whole.n, whole.ikm), line_of(tables["rekap"], 1, "Gabungan responden")[2:])
            mean = recompute.rata_rata(each.values())
            assert number_of(line_of(tables["rekap"], 1, "Rata-rata UPP")[3]) == number_of(mean)
            assert recompute.comma(mean) in pdf


def test_total_lines_of_the_answers(rt: Runtime, province: Cast):
    wish = Wish("", "", Periode())
    laporan = load_laporan_lengkap(rt, province.people[Role.ADMIN_PEMPROV], periode=wish.periode)
    hitung = _hitung(rt, province, wish)
    with rt.reading() as session:
        from sekampadi.db.queries.jawaban import iter_nilai

        lines = iter_nilai(session, Selection(PROVINSI, Periode(), None, None))
        rows = answer_rows(laporan.figures.hasil, lines)
        values = list(rows.lines)
    assert len(values) == hitung.n
    for at, unsur in enumerate(hitung.unsur, start=1):
        assert sum(int(str(line[at])) for line in values) == unsur.jumlah
        assert [row[at].value for row in rows.totals] == [unsur.jumlah, unsur.nrr, unsur.tertimbang]
