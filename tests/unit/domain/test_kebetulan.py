"""Margins hold, and alarms are false, about as often as they say; ``make bench`` asks at length.

Twelve offices of the demonstration's characters, few samples of each, the same dice every time.
"""

import random
from datetime import date

import numpy as np
import pytest

from sekampadi.demo.contoh import throw_scores
from sekampadi.demo.katalog import list_contoh_upp
from sekampadi.demo.watak import quality
from tests.load.simulasi import TOTALS, coverage, false_alarms

DAY = date(2025, 3, 3)


@pytest.fixture(scope="module")
def offices() -> dict[str, list[float]]:
    found = {}
    for upp in list_contoh_upp()[::5]:
        rng = random.Random(upp.kode)
        totals = [sum(throw_scores(rng, quality(upp, DAY))) for _ in range(500)]
        found[upp.kode] = [totals.count(t) / 500 for t in TOTALS.tolist()]
    return found


@pytest.mark.parametrize("n", [10, 30, 100, 1000])
def test_margins_hold_in_93_to_97_of_a_hundred(offices: dict[str, list[float]], n: int) -> None:
    rng = np.random.default_rng(1)
    found = [coverage(rng, peluang, n, 300) for peluang in offices.values()]
    share = sum(c.benar for c in found) / sum(c.semua for c in found)
    assert 0.93 <= share <= 0.97


@pytest.mark.parametrize("n", [10, 30, 100, 1000])
def test_what_has_not_changed_is_seldom_down_or_up(offices: dict[str, list[float]], n: int) -> None:
    for found in false_alarms(np.random.default_rng(1), offices, n, 400).values():
        assert found.tunggal / found.pasangan <= 0.055
        assert found.dinding / found.layar <= 0.07
        assert found.baris / found.pasangan <= 0.01
