"""The labelled suggestions are whole: what is measured with them rests on their shape."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sekampadi.domain.survei.unsur import Unsur

FOLDER = Path(__file__).parents[1] / "data" / "saran"
HALVES = ("latih", "uji")
NADA = {"keluhan", "pujian", "usul"}


def half(name: str) -> list[dict[str, Any]]:
    """Read the suggestions of a half."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["saran"]


@pytest.mark.parametrize("name", HALVES)
def test_a_half_holds_150_suggestions_of_one_shape(name: str) -> None:
    rows = half(name)

    assert len(rows) == 150
    for row in rows:
        assert {"teks", "unsur"} <= row.keys() <= {"teks", "unsur", "ragu"}
        assert row["teks"] == row["teks"].strip() != ""
        assert row["unsur"].keys() <= set(Unsur), row
        assert set(row["unsur"].values()) <= NADA, row
        assert row.get("ragu", True) is True


@pytest.mark.parametrize("name", HALVES)
def test_a_half_names_each_unsur_at_least_ten_times(name: str) -> None:
    named = Counter(unsur for row in half(name) for unsur in row["unsur"])

    assert {unsur.value: named[unsur] for unsur in Unsur if named[unsur] < 10} == {}


def test_no_suggestion_comes_twice() -> None:
    texts = Counter(
        " ".join(row["teks"].casefold().split()) for name in HALVES for row in half(name)
    )

    assert [text for text, times in texts.items() if times > 1] == []


def test_few_suggestions_are_doubtful() -> None:
    assert sum("ragu" in row for name in HALVES for row in half(name)) <= 20
