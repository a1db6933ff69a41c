"""The attacker himself: he finds what can be found, and accuses nobody wrongly."""

import pytest

from tests.attack.penyerang import Penyerang
from tests.attack.provinsi import Bacaan, Daun, Provinsi, attack_counts, attack_scores

INDUK = {
    "provinsi": None,
    "upp:1": "provinsi",
    "upp:2": "provinsi",
    "layanan:a": "upp:1",
    "layanan:b": "upp:1",
    "layanan:c": "upp:2",
}
PROVINSI = Provinsi(
    INDUK,
    {"layanan:a": Daun(3, (9,)), "layanan:b": Daun(8, (20,)), "layanan:c": Daun(2, (8,))},
    {"upp:1": {"usia": (4, 7)}, "upp:2": {"usia": (2, 0)}},
)


def test_what_is_left_of_a_sum_is_found() -> None:
    read = [Bacaan("upp:1", 11, (29,)), Bacaan("layanan:b", 8, (20,))]
    assert attack_counts(PROVINSI, read) == [("n", "layanan:a")]
    assert attack_scores(PROVINSI, read, [0]) == [("U1", ("s", "layanan:a"))]


def test_parts_that_hide_each_other_are_not_found() -> None:
    read = [Bacaan("provinsi", 13, (37,)), Bacaan("layanan:b", 8, (20,))]
    assert attack_counts(PROVINSI, read) == []
    assert attack_scores(PROVINSI, read, [0]) == []


def test_a_cell_is_found_along_its_row_and_down_its_column() -> None:
    row = [Bacaan("upp:1", 11, (29,), {"usia": (None, 7)})]
    assert attack_counts(PROVINSI, row) == [("sel", "usia", "upp:1", 0)]
    column = [Bacaan("provinsi", 13, (37,), {"usia": (6, None)})]
    assert attack_counts(PROVINSI, column) == []
    both = [*column, Bacaan("upp:1", 11, (29,), {"usia": (4, None)})]
    assert ("sel", "usia", "upp:2", 0) in attack_counts(PROVINSI, both)


def test_a_bound_tells_what_sums_do_not() -> None:
    attacker = Penyerang({"a": 0, "b": 0, "c": 3, "d": 4})
    attacker.learn({"a": 1, "b": 1}, 0)
    attacker.learn({"a": 1, "c": 1}, 3)
    attacker.learn({"b": 1, "c": 1, "d": 1}, 7)
    # By sums alone a could be 1 and b -1; nobody is less than nobody.
    assert attacker.linear(["c", "d"]) == []
    assert attacker.determined(["c", "d"]) == ["c", "d"]


def test_room_at_a_bound_is_room() -> None:
    attacker = Penyerang({"a": 0, "b": 4, "c": 3})
    attacker.learn({"a": 1, "b": 1}, 4)
    attacker.learn({"a": 1, "c": -1}, -3)
    assert attacker.determined(["b", "c"]) == []


def test_a_figure_that_is_not_true_is_noticed() -> None:
    with pytest.raises(AssertionError):
        Penyerang({"a": 3}).learn({"a": 1}, 4)


def test_two_people_who_stand_alone_together_are_found() -> None:
    """The five of a first change come and go: three readings leave two persons."""
    people = dict.fromkeys("abcdefg", 3) | {"sisa": 20}
    attacker = Penyerang(people)
    attacker.learn({"sisa": 1, **dict.fromkeys("abcdef", 1)}, 38)
    assert attacker.linear("abcdef", "abcdef") == []
    attacker.learn({"sisa": 1, "a": 1}, 23)
    assert attacker.linear("abcdef", "abcdef") == []
    attacker.learn({"sisa": 1, "a": 1, **dict.fromkeys("bcde", 1), "g": 1}, 38)
    assert attacker.linear("abcdefg", "abcdefg") == [("f", "g")]
