"""What a laporan says of the periods beside its own."""

import random
from datetime import date

import pytest

from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.reports.build.laporan import comparison_words
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.sistem.runtime import Runtime
from tests import factories

Q1 = Periode.triwulan(2023, 1)


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (29, 0, "periode itu tidak mempunyai jawaban"),
        (0, 12, "periode ini belum mempunyai jawaban"),
        (29, 3, "jawaban periode itu kurang dari 10"),
        (2, 12, "jawaban periode ini kurang dari 10"),
    ],
)
def test_a_comparison_says_which_period_lacks_what(
    rt: Runtime, cast: factories.Cast, now: int, then: int, words: str
) -> None:
    rng = random.Random(12)
    for count, day in ((now, date(2023, 2, 1)), (then, date(2022, 11, 1))):
        for _ in range(count):
            factories.submit(rt, "layanan-a1", factories.random_isian(rng), day=day)
    found = load_laporan_lengkap(rt, cast.people[Role.ADMIN_UPP], periode=Q1)
    before = next(p for p in found.pembanding if p.kunci == "sebelumnya")
    (said, *_) = comparison_words(before, found.figures.hasil, found.ketelitian)
    assert said.endswith(f"belum dapat dibandingkan; {words}.")
