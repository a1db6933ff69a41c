"""CSV of reports: what an Indonesian Excel reads, and no text it would run."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from sekampadi.reports.model import Cell, Format, KeyFigure, Report, Table
from sekampadi.reports.render.csv import render_csv, safe_value
from tests.reports.laporan_contoh import NAMA_200, empty, full


def _lines(body: bytes) -> list[list[str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_numbers_take_a_comma_and_no_separator_of_thousands():
    lines = _lines(render_csv(full()))
    assert ["Nilai IKM", "86,60"] in lines
    assert ["Responden", "29", "orang"] in lines
    assert ["Penerima", "belum diisi"] in lines
    assert ["U4 Biaya/tarif", "109", "3,76", "B"] in lines
    assert ["Nilai IKM", "905", "86,60", "–"] in lines
    assert ["2023-03-31", "Baik sekali", "-0,35"] in lines
    assert b"\r\n" in render_csv(full())


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "#N/A", "  =1+1", "\r=1", "\x00=1", "\n=1"]
)
def test_nothing_begins_like_a_formula(text: str):
    assert safe_value(text).startswith("'")
    assert safe_value("Baik") == "Baik"
    for line in _lines(render_csv(full(text))):
        for value in line:
            number = value.lstrip("-").replace(",", "").isdigit()
            assert number or not value.lstrip().startswith(("=", "+", "-", "@"))


def test_a_report_is_written_line_by_line():
    made = Report(
        "laporan",
        "LAPORAN",
        "Biro",
        {"alamat": "Jl. A. Yani"},
        (
            KeyFigure("n", "Responden", Cell(1234, Format.BULAT), "orang"),
            KeyFigure("ikm", "Nilai IKM", Cell(Decimal("86.60"), Format.DESIMAL)),
        ),
        (
            Table(
                "unsur",
                "Nilai",
                ("Unsur", "NRR", "Sejak"),
                (
                    (
                        Cell("=U1"),
                        Cell(None, Format.DESIMAL),
                        Cell(date(2023, 1, 2), Format.TANGGAL),
                    ),
                    (
                        Cell(None),
                        Cell(None, Format.BULAT, "belum diisi"),
                        Cell(None, Format.TANGGAL),
                    ),
                ),
                ((Cell("Jumlah"), Cell(Decimal("3.10"), Format.DESIMAL), Cell("")),),
                notes=("Catatan.",),
            ),
        ),
        ("Pembuka.",),
        ("Kecil.",),
    )
    assert _lines(render_csv(made)) == [
        ["LAPORAN"],
        ["Biro"],
        *([line] for line in made.heading),
        [],
        ["Responden", "1234", "orang"],
        ["Nilai IKM", "86,60"],
        [],
        ["Nilai"],
        ["Unsur", "NRR", "Sejak"],
        # A number that is not there is empty, so that a program can add up; words say why.
        ["'=U1", "", "2023-01-02"],
        ["–", "belum diisi", "–"],
        ["Jumlah", "3,10", ""],
        ["Catatan."],
        [],
        ["Pembuka."],
        ["Kecil."],
    ]


@pytest.mark.parametrize(("text", "notes"), [(("a",), ()), ((), ("b",)), ((), ())])
def test_sentences_stand_behind_an_empty_line(text: tuple[str, ...], notes: tuple[str, ...]):
    lines = _lines(render_csv(Report("laporan", "LAPORAN", "", {}, (), (), text, notes)))
    assert lines == [
        ["LAPORAN"],
        [],
        *([[], *([s] for s in (*text, *notes))] if text or notes else []),
    ]


def test_hostile_and_empty_reports_read_back():
    assert any(NAMA_200 in line for line in _lines(render_csv(full(NAMA_200))))
    lines = _lines(render_csv(full('a;b"c\nd')))
    assert ['a;b"c\nd'] in lines
    assert ["Belum ada data."] in _lines(render_csv(empty()))
