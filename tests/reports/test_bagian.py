"""The sentences of reports."""

import pytest

from sekampadi.domain.ikm import Metode, compute_ikm_of_rekap
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.reports.build.bagian import extremes_words
from tests.reports.contoh import spread


def _words(*sums: int, n: int = 10) -> str:
    rekap = Rekap(n=n, sebaran=tuple(spread(n, s) for s in sums))
    return extremes_words(compute_ikm_of_rekap(rekap, Metode.SEKAMPADI))


@pytest.mark.parametrize(
    ("sums", "words"),
    [
        (
            (30, 31, 32, 39, 33, 28, 35, 28, 36),
            "Tertinggi U4 Biaya/tarif (97,50), terendah U6 Kompetensi petugas; "
            "U8 Sarana dan prasarana (70,00).",
        ),
        ((40,) * 9, "Semua unsur bernilai sama, 100,00."),
    ],
)
def test_all_that_are_highest_or_lowest_are_named(sums: tuple[int, ...], words: str) -> None:
    assert _words(*sums) == words


def test_nothing_is_said_of_nothing() -> None:
    hasil = compute_ikm_of_rekap(Rekap(), Metode.SEKAMPADI)
    assert extremes_words(hasil) == "Belum ada data."
