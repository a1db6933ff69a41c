"""Odd text from anywhere."""

import pytest

from sekampadi.domain.teks import DEPTH_MAX, clean_text, clean_tree, is_clean, read_json


def test_what_nothing_can_store_is_left_out() -> None:
    assert clean_text("a\ud800b\0c\u202ed\u2066e\nf\tg é 😀") == "abcde\nf\tg é 😀"
    c1 = "".join(map(chr, range(0x80, 0xA0)))
    assert clean_text(f"a\u061cb\u200bc{c1}d") == "abc\x85d"
    # What letters are joined and parted by in some scripts and in emoji stays.
    assert clean_text("a\u200c\u200d\u00a0b") == "a\u200c\u200d\u00a0b"


def test_a_tree_is_clean_and_shallow() -> None:
    assert clean_tree({"a\0": ["\udfff", {"b": 5, "c": None, "d": True}]}) == {
        "a": ["", {"b": 5, "c": None, "d": True}]
    }
    deep: object = "x"
    for _ in range(9):
        deep = [deep]
    with pytest.raises(ValueError, match="deep"):
        clean_tree(deep)


def test_what_looks_clean_is_clean() -> None:
    plain = '{"a": [1, "b\\n", {"c": null}]}'
    assert is_clean(plain)
    assert clean_tree(read_json(plain)) == read_json(plain)
    # Written by its number, as itself, or too deep.
    for text in ('"\\u202e"', '"\\ud800"', '"\u202e"', '"\0"', '"é"', "[" * (DEPTH_MAX + 1)):
        assert not is_clean(text)


def test_json_that_is_none_is_nothing() -> None:
    assert read_json('{"a": [1, "b"]}') == {"a": [1, "b"]}
    for text in ("", "{", "[" * 30_000, '{"a":' * 5000, b"\xff\xfe\xff", "9" * 5000):
        assert read_json(text) is None
