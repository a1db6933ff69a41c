"""What can be a kode."""

import pytest

from sekampadi.domain.kode import is_kode


@pytest.mark.parametrize("text", ["biro-organisasi", "a", "1-2", "x" * 120])
def test_kode(text: str) -> None:
    assert is_kode(text)


@pytest.mark.parametrize(
    "text", ["", "-a", "A", "a_b", "a b", "a\n", "a\0", "\ud800", "x" * 121, "é"]
)
def test_not_a_kode(text: str) -> None:
    assert not is_kode(text)
