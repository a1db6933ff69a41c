"""The template for paper answers, opened as Excel opens it: what each cell takes, and how it says so."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from sekampadi.reports.render.excel.templat_jawaban import TemplatJawaban, render_templat_xlsx
from tests.impor import templat
from tests.perangkat import PERANGKAT_SEKAMPADI

JUDUL = [
    *("No. Lembar", "Tanggal Survei", "Usia", "Jenis Kelamin", "Pendidikan", "Pekerjaan"),
    *("Penilaian Umum", "U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9", "Kritik/Saran"),
]


@pytest.fixture(scope="module")
def book() -> Any:
    return load_workbook(io.BytesIO(templat()))


def test_the_first_line_names_the_columns_of_the_paper(book: Any) -> None:
    assert book.sheetnames == ["Jawaban", "Petunjuk"]
    heads = book["Jawaban"][1]
    assert [c.value for c in heads] == JUDUL
    # White on green on every heading, none of them left out.
    assert len({(c.font.b, c.font.color.rgb, c.fill.fgColor.rgb) for c in heads}) == 1
    assert heads[0].font.b
    assert heads[0].font.color.rgb != heads[0].fill.fgColor.rgb
    assert book["Jawaban"].max_row == 1


def test_a_cell_says_before_and_after_what_it_takes_and_may_stay_empty(book: Any) -> None:
    rules = {str(v.sqref): v for v in book["Jawaban"].data_validations.dataValidation}
    # Free text, the number of a paper and the suggestion, takes anything.
    assert [*rules] == [f"{letter}2:{letter}10001" for letter in "BCDEFGHIJKLMNOP"]
    for rule, judul in zip(rules.values(), JUDUL[1:], strict=False):
        assert rule.allow_blank, judul
        assert rule.showInputMessage, judul
        assert rule.showErrorMessage, judul
        assert rule.promptTitle == rule.errorTitle == judul
        assert rule.prompt == rule.error
        assert rule.prompt.endswith(".")


def test_a_day_lies_in_the_last_two_years_and_an_age_among_people(book: Any) -> None:
    rules = {str(v.sqref)[0]: v for v in book["Jawaban"].data_validations.dataValidation}

    def said(letter: str) -> tuple[str, ...]:
        rule = rules[letter]
        return rule.type, rule.operator, rule.formula1, rule.formula2

    assert said("B") == ("date", "between", "DATE(2021,5,15)", "DATE(2023,5,15)")
    assert said("C") == ("whole", "between", "10", "110")
    assert {rules[letter].formula1 for letter in "GHIJKLMNOP"} == {'"1,2,3,4"'}
    assert rules["E"].formula1 == '"SD/MI,SMP/MTs,SMA/K/MA,D1-D3,D4/S-1,S2/S3"'


def test_a_number_of_a_paper_keeps_its_zeros_and_a_day_is_shown_as_a_day(book: Any) -> None:
    shown = {k: d.number_format for k, d in book["Jawaban"].column_dimensions.items()}
    # Text: "007" stays "007", and a suggestion that begins with "=" is no formula.
    assert {letter for letter, form in shown.items() if form == "@"} == {"A", "Q"}
    assert {letter for letter, form in shown.items() if "yyyy" in form} == {"B"}
    assert shown["B"] == "dd-mm-yyyy"


def test_the_second_sheet_tells_everything_line_by_line(book: Any) -> None:
    lines = [[c.value for c in row] for row in book["Petunjuk"].iter_rows()]
    assert lines[:5] == [
        ["Entri jawaban kertas", None],
        ["UPP", "UPP-A"],
        ["Layanan", "Layanan a1"],
        ["Kode layanan", "layanan-a1"],
        [None, None],
    ]
    assert [left for left, _ in lines[5:9]] == ["Cara mengisi", "Sesudah diisi", None, "Kolom"]
    assert "Paling banyak 10.000 baris" in lines[5][1]
    assert [left for left, _ in lines[9:26]] == JUDUL
    assert lines[25][1] == "Boleh kosong, paling banyak 2.000 karakter."
    assert lines[10] == ["Tanggal Survei", "Tanggal pada lembar, misalnya 07-06-2023."]
    assert lines[12] == ["Jenis Kelamin", "L atau P."]
    assert lines[26:28] == [[None, None], ["Pertanyaan", None]]
    assert [left for left, _ in lines[28:]] == [f"U{i}" for i in range(1, 10)]
    assert lines[31][1].startswith("Apakah Saudara pernah dimintakan biaya")
    assert lines[31][1].endswith("(a = 1 Selalu; b = 2 Sering; c = 3 Pernah; d = 4 Tidak pernah)")


def test_the_guide_is_one_page_and_the_questions_stand_with_their_heading(book: Any) -> None:
    guide = book["Petunjuk"]
    assert guide.page_setup.orientation == "portrait"
    assert not guide.row_breaks.brk
    long = [replace(p, teks="Bagaimana " * 50) for p in PERANGKAT_SEKAMPADI.pertanyaan]
    perangkat = replace(PERANGKAT_SEKAMPADI, pertanyaan=tuple(long))
    body = render_templat_xlsx(
        TemplatJawaban("UPP", "Layanan", "layanan-a1", perangkat, date(2024, 2, 29))
    )
    guide = load_workbook(io.BytesIO(body))["Petunjuk"]
    (broken,) = guide.row_breaks.brk
    assert guide.cell(broken.id + 1, 1).value == "Pertanyaan"


def test_what_is_typed_stays_in_its_column(book: Any) -> None:
    columns = book["Jawaban"].column_dimensions
    assert columns["Q"].alignment.wrap_text
    assert columns["Q"].alignment.vertical == "top"


def test_without_questions_in_force_the_sheet_ends_after_the_columns() -> None:
    body = render_templat_xlsx(
        TemplatJawaban("=UPP\x07", "Layanan", "layanan-a1", None, date(2024, 2, 29))
    )
    book = load_workbook(io.BytesIO(body))
    guide = book["Petunjuk"]
    assert [row[0].value for row in guide.iter_rows()][-1] == "Kritik/Saran"
    # A name that looks like a formula is a name, and what no file can hold is left out.
    assert (guide["B2"].value, guide["B2"].data_type) == ("=UPP", "s")
    first = book["Jawaban"].data_validations.dataValidation[0]
    assert first.formula1 == "DATE(2022,2,28)"
