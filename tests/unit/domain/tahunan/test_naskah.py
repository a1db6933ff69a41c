"""The words of a part: what is stored of whatever a browser sends."""

import json
import random
from typing import Any

import pytest

from sekampadi.domain.errors import FieldErrors
from sekampadi.domain.tahunan.bagian import parse_bagian
from sekampadi.domain.tahunan.naskah import (
    MISSING_TOLD,
    SEL_MAX,
    TEKS_MAX,
    IsiNaskah,
    is_filled,
    list_missing,
    parse_naskah,
)

LATAR = parse_bagian("latar", provinsi=False)
TIM = parse_bagian("tim", provinsi=False)
PENANDA = parse_bagian("penanda", provinsi=False)


def _code(part: Any, isian: dict[str, object]) -> dict[str, str]:
    with pytest.raises(FieldErrors) as caught:
        parse_naskah(part, isian)
    return {field: error.code for field, error in caught.value.errors.items()}


def test_a_text_keeps_its_paragraphs_and_nothing_that_cannot_be_printed() -> None:
    isi = parse_naskah(
        LATAR, {"teks": "  Satu\x00 \r\n baris\x07.\r\n\r\n\n\n Dua\ud800\u202e.  \n"}
    )
    assert isi == IsiNaskah("Satu\nbaris.\n\nDua.")
    assert isi.alinea == ("Satu\nbaris.", "Dua.")
    assert parse_naskah(LATAR, {"teks": "a\u2028b\x85c"}).teks == "a\nb\nc"


def test_a_text_may_be_as_long_as_the_column_and_no_longer() -> None:
    assert len(parse_naskah(LATAR, {"teks": "x" * TEKS_MAX + "\n"}).teks) == TEKS_MAX
    assert _code(LATAR, {"teks": "x" * (TEKS_MAX + 1)}) == {"teks": "teks.too_long"}
    with pytest.raises(FieldErrors) as caught:
        parse_naskah(LATAR, {"teks": "x" * 21_500})
    words = "Latar Belakang paling banyak 20.000 karakter; sekarang 21.500."
    assert caught.value.errors["teks"].message == words
    assert parse_naskah(LATAR, {"teks": "\n" * 1_000_000}).kosong


@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n\r\n \r\n", "\u2028", "\x85"])
def test_a_text_has_three_hundred_lines_however_they_end(end: str) -> None:
    lines = [chr(ord("a") + i % 26) for i in range(300)]
    isi = parse_naskah(LATAR, {"teks": end.join(lines)})
    assert [line for line in isi.teks.split("\n") if line] == lines
    assert _code(LATAR, {"teks": end.join([*lines, "z"])}) == {"teks": "teks.too_many_lines"}


def test_of_a_text_both_too_long_and_of_too_many_lines_the_length_is_told() -> None:
    assert _code(LATAR, {"teks": "xxxx\n\n" * 6600}) == {"teks": "teks.too_long"}


@pytest.mark.parametrize("teks", [None, 3, True, b"x", ["x"], {"x": 1}, float("nan"), object()])
def test_what_is_no_text_is_nothing(teks: object) -> None:
    assert parse_naskah(LATAR, {"teks": teks}).kosong
    assert parse_naskah(TIM, {"baris": teks}).kosong
    assert parse_naskah(TIM, {"baris": [teks, [teks], [[teks]]]}).baris in (
        (),
        (("x", "", ""),),  # a line of one text, where the list itself was ["x"]
    )
    # A table takes no text, a text no table.
    assert parse_naskah(TIM, {"teks": "Puji syukur"}).kosong
    assert parse_naskah(LATAR, {"baris": [["a", "b", "c"]]}).kosong


def test_lines_are_cut_to_the_columns_filled_up_and_left_out_when_empty() -> None:
    isi = parse_naskah(
        TIM,
        {
            "baris": [
                [" Ani \n Wati", "Sekretaris\x00", "Ketua\u202e", "zuviel", "noch mehr"],
                ["", " ", "\t"],
                ("Budi",),
                [None, 7, "Anggota"],
                "keine Zeile",
                {"a": 1},
                [],
            ]
        },
    )
    assert isi.baris == (
        ("Ani Wati", "Sekretaris", "Ketua"),
        ("Budi", "", ""),
        ("", "", "Anggota"),
    )
    assert isi.alinea == ()


def test_as_many_lines_as_the_table_has_and_as_long_as_a_cell() -> None:
    assert len(parse_naskah(TIM, {"baris": [["a"]] * 40}).baris) == 40
    assert _code(TIM, {"baris": [["a"]] * 41}) == {"baris": "baris.too_many"}
    assert _code(PENANDA, {"baris": [["a"], ["b"]]}) == {"baris": "baris.too_many"}
    assert len(parse_naskah(TIM, {"baris": [["", "x" * SEL_MAX]]}).baris) == 1
    assert _code(TIM, {"baris": [["a"], ["", "x" * (SEL_MAX + 1)]]}) == {"baris": "baris.too_long"}


def test_a_million_lines_are_refused_and_not_read() -> None:
    assert _code(TIM, {"baris": [["a"]] * 1_000_000}) == {"baris": "baris.too_many"}

    class Touched(list[object]):
        """Tells when somebody reads it."""

        def __getitem__(self, at: Any) -> Any:
            raise AssertionError(at)

    lines: list[object] = [["a"]] * 160
    lines.append(Touched())
    assert _code(TIM, {"baris": lines}) == {"baris": "baris.too_many"}


def test_lines_within_lines_are_no_text() -> None:
    deep: object = "x"
    for _ in range(5_000):
        deep = [deep]
    assert parse_naskah(TIM, {"baris": [deep, [deep], [["a", "b"]]]}).kosong


def test_what_is_stored_comes_back_as_it_was() -> None:
    rng = random.Random(13)
    for _ in range(200):
        line = [rng.choice(["", "a", "Ani, S.Sos., M.Si.", "é\U0001f600"]) for _ in range(3)]
        for part, isian in (
            (TIM, {"baris": [line] * rng.randint(0, 40)}),
            (LATAR, {"teks": "\n\n".join(line)}),
        ):
            isi = parse_naskah(part, dict(isian))
            assert IsiNaskah.restore(json.loads(json.dumps(isi.stored()))) == isi
            assert isi.kosong == (not any(line) or isian.get("baris") == [])
    assert IsiNaskah.restore({}).kosong


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((("Ani", "", "Ketua"),), ()),  # of a team the Jabatan may be missing
        ((("", "Kepala", "Ketua"),), ("Baris 1: Nama belum diisi",)),
        (
            (("Ani", "Kepala", "Ketua"), ("–", "Staf", " ")),
            ("Baris 2: Nama, Tugas dalam tim belum diisi",),
        ),
        ((("", "x", "y"),) * 7, tuple(f"Baris {n}: Nama belum diisi" for n in range(1, 6))),
    ],
)
def test_each_line_says_what_it_lacks(
    rows: tuple[tuple[str, ...], ...], told: tuple[str, ...]
) -> None:
    isi = IsiNaskah(baris=rows)
    assert list_missing(TIM, isi) == told
    assert is_filled(TIM, isi) is (not told)
    assert len(told) <= MISSING_TOLD
