"""CSV of reports: what an Indonesian Excel reads, and no text it would run."""

import csv
import io

import pytest

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


def test_hostile_and_empty_reports_read_back():
    assert any(NAMA_200 in line for line in _lines(render_csv(full(NAMA_200))))
    lines = _lines(render_csv(full('a;b"c\nd')))
    assert ['a;b"c\nd'] in lines
    assert ["Belum ada data."] in _lines(render_csv(empty()))
