"""What another system sends: identities, days and fields, read by one form each."""

import json
import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekampadi.api.jawaban.bentuk import JawabanMasukan
from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.survei.jawaban_api import (
    check_tanggal_api,
    isian_of,
    parse_identity,
    parse_perangkat,
    parse_tanggal_api,
)
from sekampadi.domain.survei.responden import USIA_MAX, USIA_MIN
from sekampadi.domain.survei.survei import FIELDS, parse_jawaban
from tests.factories import isian

TODAY = date(2023, 5, 15)
SCHEMA = JawabanMasukan.model_json_schema()


def numbers() -> dict[str, object]:
    return {k: int(str(v)) if str(v).isdigit() else v for k, v in isian(saran="Baik").items()}


@given(st.uuids(version=4))
def test_each_random_uuid_is_an_identity(one: uuid.UUID) -> None:
    assert parse_identity(str(one)) == one == parse_identity(str(one).upper())


@given(st.text(max_size=40))
def test_other_texts_are_refused_and_nothing_breaks(text: str) -> None:
    for read in (parse_identity, parse_tanggal_api, parse_perangkat):
        with pytest.raises(DomainError):
            read(text)


def test_the_week_ends_where_a_triwulan_is_frozen() -> None:
    assert check_tanggal_api(date(2023, 5, 8), TODAY) == date(2023, 5, 8)
    assert check_tanggal_api(TODAY, TODAY) == TODAY
    for day, code in ((date(2023, 5, 7), "too_old"), (date(2023, 5, 16), "future")):
        with pytest.raises(DomainError) as caught:
            check_tanggal_api(day, TODAY)
        assert caught.value.code == f"tanggal.{code}"


def test_numbers_become_text_and_odd_signs_are_left_out() -> None:
    assert parse_jawaban(isian_of(numbers())) == parse_jawaban(isian(saran="Baik"))
    assert isian_of({"saran": "a\0b\u202e", "usia": True, "u1": 3}) == {
        "saran": "ab",
        "usia": True,
        "u1": "3",
    }


def test_the_form_has_the_fields_of_the_survey_and_no_other() -> None:
    assert {*SCHEMA["properties"]} == {*FIELDS, "layanan", "tanggal", "perangkat"}
    assert {*SCHEMA["required"]} == {*FIELDS, "layanan"} - {"saran"}
    assert SCHEMA["additionalProperties"] is False


@pytest.mark.parametrize("field", FIELDS)
def test_what_the_document_tells_of_a_field_is_what_the_survey_takes(field: str) -> None:
    told = SCHEMA["properties"][field]
    values: list[object]
    wrong: list[object]
    if field == "usia":
        assert (told["minimum"], told["maximum"]) == (USIA_MIN, USIA_MAX)
        values, wrong = [USIA_MIN, USIA_MAX], [USIA_MIN - 1, USIA_MAX + 1]
    elif field == "saran":
        values, wrong = ["", "x" * told["maxLength"]], ["x" * (told["maxLength"] + 1)]
    else:
        values, wrong = told["enum"], [5, 0] if told["type"] == "integer" else ["", "x"]
    for value in values:
        JawabanMasukan.model_validate_json(json.dumps(numbers() | {"layanan": "a", field: value}))
        parse_jawaban(isian_of(numbers() | {field: value}))
    for value in wrong:
        with pytest.raises(FieldErrors) as caught:
            parse_jawaban(isian_of(numbers() | {field: value}))
        assert [*caught.value.errors] == [field]


@pytest.mark.parametrize("value", ["35", 35.0, True, None, [35], {"usia": 35}])
def test_a_number_is_a_number(value: object) -> None:
    for field in ("usia", "umum", "u5"):
        body = json.dumps(numbers() | {"layanan": "a", field: value})
        with pytest.raises(ValueError, match=field):
            JawabanMasukan.model_validate_json(body)
