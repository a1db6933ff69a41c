"""Which parts of a whole are hidden: worked out by hand, and what holds of any parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekampadi.domain.laporan.lindung import hidden_parts, too_few


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({"a": 9, "b": 5}, ""),
        ({"a": 9, "b": 4}, "ab"),
        ({"a": 9, "b": 4, "c": 7}, "bc"),
        ({"a": 9, "b": 4, "c": 0}, "ab"),  # an empty part hides nobody
        ({"a": 9, "b": 1, "c": 1, "d": 6}, "bcd"),  # two, but two people
        ({"a": 9, "b": 1, "c": 4, "d": 6}, "bc"),
        ({"a": 9, "b": 0, "c": 7}, ""),  # nobody is in it
        ({"a": 7, "b": 7, "c": 3}, "ac"),
        ({"a": 2, "b": 1}, "ab"),
        ({}, ""),
    ],
)
def test_what_is_hidden(parts: dict[str, int], hidden: str) -> None:
    assert hidden_parts(parts) == frozenset(hidden)


@given(st.lists(st.integers(0, 12), max_size=9))
def test_no_handful_follows_from_what_is_shown(numbers: list[int]) -> None:
    parts = dict(enumerate(numbers))
    hidden = hidden_parts(parts)
    assert all(n == 0 or n >= 5 for k, n in parts.items() if k not in hidden)
    assert all(parts[k] for k in hidden)
    left = [parts[k] for k in hidden if parts[k]]
    if sum(numbers) < 5:
        assert sum(left) == sum(numbers)
    else:
        assert not left or (sum(left) >= 5 and len(left) >= 2)


@given(st.lists(st.integers(0, 12), max_size=9))
def test_no_more_is_hidden_than_has_to_be(numbers: list[int]) -> None:
    """Without the largest of the parts that went with the small ones it would not be enough."""
    parts = dict(enumerate(numbers))
    partners = [k for k in hidden_parts(parts) if parts[k] >= 5]
    if partners:
        last = max(partners, key=lambda k: parts[k])
        rest = [parts[k] for k in hidden_parts(parts) - {last} if parts[k]]
        assert len(rest) < 2 or sum(rest) < 5
        shown = [parts[k] for k in parts.keys() - hidden_parts(parts)]
        assert all(n >= parts[last] for n in shown if n)


@pytest.mark.parametrize(("n", "few"), [(0, False), (1, True), (4, True), (5, False)])
def test_one_to_four_are_a_handful(n: int, few: bool) -> None:
    assert too_few(n) is few
