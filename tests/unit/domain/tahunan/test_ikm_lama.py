"""An index of before, as it is typed from an old report."""

from decimal import Decimal

import pytest

from sekampadi.domain.errors import FieldErrors
from sekampadi.domain.ikm import Metode, Mutu, compute_ikm
from sekampadi.domain.tahunan.ikm_lama import NILAI_MAX, NILAI_MIN, NilaiLama, parse_ikm_lama

GOOD = {"nilai": "82,45", "n": "1.234", "sumber": "Laporan SKM 2022, halaman 14"}


def _codes(**change: object) -> dict[str, str]:
    with pytest.raises(FieldErrors) as caught:
        parse_ikm_lama(2022, GOOD | change)
    return {field: error.code for field, error in caught.value.errors.items()}


def test_the_form_is_read_as_people_write_numbers() -> None:
    assert parse_ikm_lama(2022, GOOD) == NilaiLama(
        2022, Decimal("82.45"), 1234, "Laporan SKM 2022, halaman 14"
    )
    for text, nilai in (
        ("82.45", "82.45"),
        (" 82,5 ", "82.50"),
        ("82", "82.00"),
        ("100", "100.00"),
    ):
        found = parse_ikm_lama(2022, GOOD | {"nilai": text}).nilai
        assert (found, str(found)) == (Decimal(nilai), nilai)
    for text, n in (("", None), (None, None), ("7", 7), ("10.000.000", 10_000_000), ("999", 999)):
        assert parse_ikm_lama(2022, GOOD | {"n": text}).n == n


def test_the_ends_are_what_answers_can_give() -> None:
    n = 10
    least = compute_ikm(n, [n] * 9, Metode.PERMEN).nilai
    most = compute_ikm(n, [4 * n] * 9, Metode.TEPAT).nilai
    assert (least, most) == (NILAI_MIN, NILAI_MAX)
    for text in ("24,75", "100,00"):
        parse_ikm_lama(2022, GOOD | {"nilai": text})
    for text in ("24,74", "100,01", "99999"):
        assert _codes(nilai=text) == {"nilai": "nilai.number"}


@pytest.mark.parametrize(
    "nilai",
    [
        *("3,25", "82,455", "8 2", "82,", ",82", "-82", "+82", "8e1", "NaN", "Infinity", "82,4,5"),
        *("٨٢,٤٥", "８２", "82%", "A", "82,45\u202e", "1" * 1_000_000, "082,45"),
    ],
)
def test_what_is_no_index_is_refused(nilai: str) -> None:
    assert _codes(nilai=nilai) == {"nilai": "nilai.number"}


@pytest.mark.parametrize("nilai", ["", "  ", "\x00", None, 82, 82.45, ["82"], b"82"])
def test_nothing_and_what_is_no_text_is_missing(nilai: object) -> None:
    assert _codes(nilai=nilai) == {"nilai": "nilai.missing"}


@pytest.mark.parametrize(
    "n",
    [
        *("0", "-1", "12,5", "12.5", "1.23", "1.2345", "1.234.5", "0012", "x", "١٢", "1e3"),
        # A long number that begins with zeros looks small to who reads its first digits only.
        *("00000000000512345678901234", "10.000.001", "10000001", "9" * 5000, "1.000.000.000"),
    ],
)
def test_what_is_no_number_of_people_is_refused_and_never_read_as_another(n: str) -> None:
    assert _codes(n=n) == {"n": "n.number"}


def test_the_source_is_told_and_all_errors_come_at_once() -> None:
    assert _codes(sumber="") == {"sumber": "sumber.missing"}
    assert _codes(sumber="abcd") == {"sumber": "sumber.too_short"}
    assert _codes(sumber="x" * 201) == {"sumber": "sumber.too_long"}
    assert _codes(nilai="", n="x", sumber=None) == {
        "nilai": "nilai.missing",
        "n": "n.number",
        "sumber": "sumber.missing",
    }


@pytest.mark.parametrize(
    ("nilai", "mutu"),
    [("64,99", "D"), ("65", "C"), ("76,60", "C"), ("76,61", "B"), ("88,30", "B"), ("88,31", "A")],
)
def test_its_class_is_that_of_any_index(nilai: str, mutu: str) -> None:
    assert parse_ikm_lama(2022, GOOD | {"nilai": nilai}).mutu is Mutu(mutu)
