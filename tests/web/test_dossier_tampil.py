"""What is said of a dossier before it goes on."""

import pytest

from sekampadi.web.pengajuan.dossier.tampilan import tell_empty


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("", ""), ["Pengantar", "Simpulan dan saran"]),
        (("Puji syukur.", ""), ["Simpulan dan saran"]),
        (("", "Tambah loket."), ["Pengantar"]),
        (("Puji syukur.", "Tambah loket."), []),
    ],
)
def test_the_words_that_are_missing_are_named(words: tuple[str, str], named: list[str]) -> None:
    told = tell_empty(*words)
    assert [n for n in ("Pengantar", "Simpulan dan saran") if f"“{n}”" in told] == named
    assert bool(told) == bool(named)
