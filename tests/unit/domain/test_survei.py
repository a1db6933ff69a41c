"""The journey of the survey: what each step must hold, and which step may be shown."""

import uuid

import pytest

from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.survei.responden import JenisKelamin, Pekerjaan, Pendidikan, PenilaianUmum
from sekampadi.domain.survei.survei import (
    FIELDS,
    SARAN_MAX,
    Langkah,
    parse_jawaban,
    parse_saran,
    parse_uuid,
    reachable_step,
    step_errors,
)
from sekampadi.domain.survei.unsur import URUTAN
from tests.factories import isian


def codes(langkah: Langkah, **overrides: object) -> dict[str, str]:
    return {f: e.code for f, e in step_errors(langkah, isian(**overrides)).items()}


def test_a_complete_survey_is_read() -> None:
    jawaban = parse_jawaban(isian(usia=" 35 ", u4="1", saran="  Bagus.\r\nSekali.\0 "))
    assert jawaban.saran == "Bagus.\nSekali."
    penilaian = jawaban.penilaian
    assert penilaian.responden.usia == 35
    assert penilaian.responden.jenis_kelamin is JenisKelamin.PEREMPUAN
    assert penilaian.responden.pendidikan is Pendidikan.SARJANA
    assert penilaian.responden.pekerjaan is Pekerjaan.ASN
    assert penilaian.umum is PenilaianUmum.BAIK
    assert [penilaian.nilai[u] for u in URUTAN] == [3, 3, 3, 1, 3, 3, 3, 3, 3]


def test_the_four_steps_ask_for_all_fields_once() -> None:
    assert [langkah.label for langkah in Langkah] == [
        "Responden",
        "Penilaian Umum",
        "SKM",
        "Kritik/Saran",
    ]
    assert len(FIELDS) == len(set(FIELDS)) == 15


@pytest.mark.parametrize(
    ("usia", "code"),
    [
        ("", "usia.missing"),
        ("   ", "usia.missing"),
        (None, "usia.missing"),
        ("0", "usia.out_of_range"),
        ("9", "usia.out_of_range"),
        ("111", "usia.out_of_range"),
        ("9" * 5000, "usia.out_of_range"),
        ("abc", "usia.not_a_number"),
        ("-35", "usia.not_a_number"),
        ("+35", "usia.not_a_number"),
        ("35.5", "usia.not_a_number"),
        ("3 5", "usia.not_a_number"),
        ("1e2", "usia.not_a_number"),
        ("1_0", "usia.not_a_number"),
        ("٣٣", "usia.not_a_number"),
        ("²5", "usia.not_a_number"),
        ("35\0", "usia.not_a_number"),
        ([35], "usia.not_a_number"),
        ({"usia": 35}, "usia.not_a_number"),
        (True, "usia.not_a_number"),
        (35.0, "usia.not_a_number"),
    ],
)
def test_an_age_that_is_none_is_refused_in_words(usia: object, code: str) -> None:
    fields = isian() | {"usia": usia}
    errors = step_errors(Langkah.RESPONDEN, fields)
    assert {f: e.code for f, e in errors.items()} == {"usia": code}
    assert errors["usia"].message.endswith(".")


@pytest.mark.parametrize(("usia", "years"), [("10", 10), ("110", 110), ("035", 35), (35, 35)])
def test_the_ends_of_the_ages_are_taken(usia: object, years: int) -> None:
    assert parse_jawaban(isian(usia=usia)).penilaian.responden.usia == years


@pytest.mark.parametrize(
    ("langkah", "field"),
    [
        (Langkah.RESPONDEN, "jenis_kelamin"),
        (Langkah.RESPONDEN, "pendidikan"),
        (Langkah.RESPONDEN, "pekerjaan"),
        (Langkah.PENILAIAN_UMUM, "umum"),
        *((Langkah.SKM, f"u{i}") for i in range(1, 10)),
    ],
)
@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "missing"),
        ("", "missing"),
        (3, "missing"),  # the forms send texts; a number is not one of their options
        (["3"], "missing"),
        ("5", "unknown_option"),
        ("0", "unknown_option"),
        ("-1", "unknown_option"),
        ("03", "unknown_option"),
        ("3 ", "unknown_option"),
        ("٣", "unknown_option"),
        ("l", "unknown_option"),
        ("LAKI_LAKI", "unknown_option"),
        ("3\0", "unknown_option"),
        ("\ud800", "unknown_option"),
    ],
)
def test_an_option_that_does_not_exist_is_refused(
    langkah: Langkah, field: str, value: object, code: str
) -> None:
    assert codes(langkah, **{field: value}) == {field: f"{field}.{code}"}


def test_eight_of_nine_answers_are_not_enough() -> None:
    assert codes(Langkah.SKM, u7=None) == {"u7": "u7.missing"}
    with pytest.raises(FieldErrors):
        parse_jawaban(isian(u7=None))


def test_a_tenth_answer_is_refused_not_ignored() -> None:
    with pytest.raises(FieldErrors) as caught:
        parse_jawaban(isian(u10="4"))
    assert caught.value.errors["u10"].code == "jawaban.unknown_field"


def test_all_errors_are_told_at_once() -> None:
    with pytest.raises(FieldErrors) as caught:
        parse_jawaban({})
    assert list(caught.value.errors) == [f for f in FIELDS if f != "saran"]


def test_a_suggestion_may_have_2000_characters() -> None:
    assert parse_saran("x" * SARAN_MAX) == "x" * 2000
    assert parse_saran(" " + "x" * SARAN_MAX + "\n") == "x" * 2000


def test_a_suggestion_of_2001_characters_is_refused_with_both_numbers() -> None:
    with pytest.raises(DomainError) as caught:
        parse_saran("x" * 2001)
    assert caught.value.code == "saran.too_long"
    assert "2.000" in caught.value.message
    assert "2.001" in caught.value.message
    assert codes(Langkah.SARAN, saran="x" * 2001) == {"saran": "saran.too_long"}


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (None, ""),
        ("", ""),
        ("   \n ", ""),
        (7, ""),
        ("a\0b", "ab"),
        ("\0", ""),
        ("a\ud800b", "ab"),
        ("a\r\nb", "a\nb"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Terima kasih 🙏", "Terima kasih 🙏"),
    ],
)
def test_a_suggestion_is_kept_as_written_but_for_what_nobody_writes(
    text: object, stored: str
) -> None:
    assert parse_saran(text) == stored


STEP_1 = {"usia": "35", "jenis_kelamin": "L", "pendidikan": "SD/MI", "pekerjaan": "ASN"}
STEP_2 = STEP_1 | {"umum": "4"}
STEP_3 = STEP_2 | {f"u{i}": "4" for i in range(1, 10)}


@pytest.mark.parametrize(
    ("fields", "wanted", "shown"),
    [
        ({}, 1, 1),
        ({}, 4, 1),
        (STEP_1, 1, 1),
        (STEP_1, 2, 2),
        (STEP_1, 3, 2),
        (STEP_2, 3, 3),
        (STEP_2, 4, 3),
        (STEP_3, 4, 4),
        (STEP_3, 2, 2),
        (STEP_3, 99, 4),
        (STEP_3, 0, 1),
        (STEP_3, -5, 1),
        (STEP_3 | {"usia": "9"}, 4, 1),
        (STEP_3 | {"umum": "5"}, 4, 2),
        ({k: v for k, v in STEP_3.items() if k != "u9"}, 4, 3),
    ],
)
def test_no_step_is_shown_before_the_ones_in_front_of_it_are_complete(
    fields: dict[str, object], wanted: int, shown: int
) -> None:
    assert reachable_step(fields, wanted) == shown


def test_an_identity_is_a_uuid() -> None:
    identity = uuid.uuid4()
    assert parse_uuid(str(identity)) == identity
    assert parse_uuid(identity.hex) == identity


@pytest.mark.parametrize("text", ["", None, "abc", "1", "x" * 5000, "\0", 12, ["a"]])
def test_what_is_no_uuid_is_refused_in_words(text: object) -> None:
    with pytest.raises(DomainError) as caught:
        parse_uuid(text)
    assert caught.value.code == "survei.uuid"
