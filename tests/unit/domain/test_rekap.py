"""Counters of a set of answers."""

from sekampadi.domain.laporan.rekap import Rekap, merge
from sekampadi.domain.survei.survei import parse_jawaban
from tests.factories import isian


def test_counters_of_two_answers() -> None:
    answers = [
        parse_jawaban(isian(usia="19", u1="4")).penilaian,
        parse_jawaban(isian(usia="56", u1="1", u2="2", umum="1", jenis_kelamin="L")).penilaian,
    ]
    rekap = Rekap.of(answers)
    assert rekap.n == 2
    assert rekap.jumlah == (5, 5, 6, 6, 6, 6, 6, 6, 6)
    assert rekap.sebaran[0] == (1, 0, 0, 1)
    assert rekap.total_kuadrat == 28**2 + 24**2
    assert rekap.umum == {"4": 0, "3": 1, "2": 0, "1": 1}
    groups = {k.value: dict(v) for k, v in rekap.groups.items()}
    assert groups["jenis_kelamin"] == {"L": 1, "P": 1}
    assert groups["usia"]["<=19"] == groups["usia"][">=56"] == 1
    assert all(sum(cells.values()) == 2 for cells in groups.values())


def test_nothing_merged_is_nothing() -> None:
    assert merge([]) == Rekap()
    assert Rekap.of([]) == Rekap()
