"""The day on a paper, and what a cell of the template may hold."""

from datetime import date, datetime

import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.domain.survei.entri import (
    KOLOM,
    PILIHAN,
    Cell,
    hari_terawal,
    identity_of_row,
    parse_tanggal_kertas,
    read_cell,
)
from sekampadi.domain.survei.survei import FIELDS

TODAY = date(2023, 5, 15)
SIANG = datetime(2023, 5, 7, 12, 30)  # noqa: DTZ001 - a cell of Excel knows no zones


def test_a_day_between_two_years_ago_and_today() -> None:
    assert parse_tanggal_kertas("2023-05-15", TODAY) == TODAY
    assert parse_tanggal_kertas(" 2021-05-15 ", TODAY) == date(2021, 5, 15)
    assert hari_terawal(date(2024, 2, 29)) == date(2022, 2, 28)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2023-05-16", "tanggal.future"),
        ("2021-05-14", "tanggal.too_old"),
        ("", "tanggal.missing"),
        (None, "tanggal.missing"),
        (20230515, "tanggal.missing"),
        ("15-05-2023", "tanggal.format"),
        ("2023-02-30", "tanggal.unknown"),
    ],
)
def test_other_days_are_refused(text: object, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        parse_tanggal_kertas(text, TODAY)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("tanggal", SIANG, "2023-05-07"),
        ("tanggal", date(2023, 5, 7), "2023-05-07"),
        ("tanggal", "7/5/2023", "2023-05-07"),
        ("tanggal", "07-05-2023", "2023-05-07"),
        ("tanggal", "2023-05-07", "2023-05-07"),
        ("usia", 35, "35"),
        ("usia", 35.0, "35"),
        ("usia", " 35 ", "35"),
        ("jenis_kelamin", "l", "L"),
        ("jenis_kelamin", "perempuan", "P"),
        ("jenis_kelamin", 1, "L"),
        ("pendidikan", "d4 / s-1", "D4/S-1"),
        ("pendidikan", 6, "S2/S3"),
        ("pekerjaan", "pegawai swasta", "Pegawai Swasta"),
        ("umum", 4, "4"),
        ("umum", "a", "1"),
        ("umum", "Kurang baik", "2"),
        ("u1", 1.0, "1"),
        ("u9", "D", "4"),
        ("saran", "=1+1", "=1+1"),
        ("saran", None, ""),
        ("nomor", 12, "12"),
        ("nomor", "x" * 40, "x" * 40),
        ("nomor", None, ""),
        ("usia", "10", "10"),
        ("usia", 110, "110"),
        ("pekerjaan", "b", "TNI/POLRI"),
        ("pekerjaan", "6", "Masyarakat"),
    ],
)
def test_a_cell_is_read_as_people_fill_it_in(field: str, value: Cell, read: str) -> None:
    assert read_cell(field, value, TODAY) == read


@pytest.mark.parametrize(
    ("field", "value", "phrase"),
    [
        ("u3", 5, "isi 1 sampai 4"),
        ("u3", 0, "isi 1 sampai 4"),
        ("u3", 2.5, "isi 1 sampai 4"),
        ("u3", "e", "isi 1 sampai 4"),
        ("u3", "", "isi 1 sampai 4"),
        ("u3", None, "isi 1 sampai 4"),
        ("u3", True, "isi 1 sampai 4"),
        ("u3", "ab", "isi 1 sampai 4"),
        ("u3", "٣", "isi 1 sampai 4"),
        ("umum", 5, "isi 1 sampai 4"),
        ("usia", 9, "isi 10 sampai 110 (tahun)"),
        ("usia", "tua", "isi 10 sampai 110 (tahun)"),
        ("usia", True, "isi 10 sampai 110 (tahun)"),
        ("jenis_kelamin", "X", "isi L atau P"),
        ("pendidikan", "S4", "isi SD/MI, SMP/MTs, SMA/K/MA, D1-D3, D4/S-1 atau S2/S3"),
        ("tanggal", 45053, "isi dengan tanggal, misalnya 07-06-2023"),
        ("tanggal", "31/06/2023", "isi dengan tanggal, misalnya 07-06-2023"),
        ("tanggal", None, "belum diisi; tulis tanggal pada lembar"),
        (
            "tanggal",
            date(2024, 1, 1),
            "Tanggal 1 Januari 2024 belum tiba. Isi tanggal pada lembar.",
        ),
        ("nomor", "x" * 41, "paling banyak 40 karakter"),
    ],
)
def test_a_wrong_cell_says_what_belongs_there(field: str, value: Cell, phrase: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_cell(field, value, TODAY)
    assert caught.value.message == phrase


def test_the_columns_are_the_fields_of_a_survey() -> None:
    assert {k.field for k in KOLOM} == {*FIELDS, "nomor", "tanggal"}


def test_no_two_keys_of_a_field_are_alike_and_a_is_always_the_worst() -> None:
    for field, choices in PILIHAN.items():
        keys = [key for choice in choices for key in choice.tombol]
        assert len(set(keys)) == len(keys), field
    assert [(c.nilai, c.tombol) for c in PILIHAN["umum"]] == [
        ("1", ("1", "a")),
        ("2", ("2", "b")),
        ("3", ("3", "c")),
        ("4", ("4", "d")),
    ]


def test_an_identity_depends_on_everything_and_on_nothing_else() -> None:
    one = identity_of_row("a", ["1", "23"], 1)
    assert one == identity_of_row("a", ["1", "23"], 1)
    others = [
        identity_of_row("b", ["1", "23"], 1),
        identity_of_row("a", ["12", "3"], 1),
        identity_of_row("a", ["1", "23"], 2),
        identity_of_row("a", ["1", "23", ""], 1),
    ]
    assert len({one, *others}) == 5
