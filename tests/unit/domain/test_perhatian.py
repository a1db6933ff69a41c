"""What leaders have to look at: falls and low unsur that are more than chance, and silent counters."""

from datetime import date

import pytest
from scipy import stats

from sekampadi.domain.ikm import Metode
from sekampadi.domain.laporan.ketelitian import compute_ketelitian
from sekampadi.domain.laporan.layar import Hitung
from sekampadi.domain.laporan.perhatian import find_pengumpulan, find_perhatian, tell_nothing
from sekampadi.domain.laporan.peringkat import Bagian
from sekampadi.domain.survei.unsur import Unsur

M = Metode.SEKAMPADI
END = date(2023, 6, 30)
QUIET = date(2023, 5, 15)


def hitung(n: int, score: int = 3, **other: int) -> Hitung:
    """``n`` answers with one score everywhere, but for the unsur named."""
    scores = [other.get(u.field, score) for u in Unsur]
    squares = tuple(n * s * s for s in scores)
    return Hitung(n, tuple(n * s for s in scores), n * sum(scores) ** 2, squares)


def mixed(low: int, high: int, **other: int) -> Hitung:
    """So many answers of 3 and of 4 everywhere, but for the unsur named."""
    return hitung(low, 3, **other) + hitung(high, 4, **other)


def bagian(
    id_: int, kini: Hitung, lalu: Hitung | None = None, akhir_ini: int = 9, *, aktif: bool = True
) -> Bagian:
    lalu = lalu or Hitung()
    a, b = kini.hasil(M), lalu.hasil(M)
    sure = compute_ketelitian(kini, a), compute_ketelitian(lalu, b)
    return Bagian(id_, f"b{id_}", f"Bagian {id_}", kini, a, b, *sure, akhir_ini, aktif)


def kinds(*given: Bagian) -> list[tuple[str, int]]:
    return [(p.jenis.value, p.bagian.id) for p in find_perhatian(given)]


def low_unsur(of_one: int, of_two: int, of_three: int) -> Hitung:
    """Answers whose U2 says 1, 2 or 3, and all else 3 or 4."""
    return hitung(of_one, 3, u2=1) + hitung(of_two, 4, u2=2) + hitung(of_three, 3)


def test_the_worst_comes_first() -> None:
    fine = bagian(1, mixed(20, 20), mixed(20, 20))
    low = bagian(2, low_unsur(20, 20, 5), low_unsur(20, 20, 5))
    fallen = bagian(3, mixed(36, 4), mixed(4, 36))
    a_little = bagian(4, mixed(30, 10), mixed(10, 30))
    assert kinds(fine, a_little, low, fallen) == [("unsur", 2), ("turun", 3), ("turun", 4)]
    found = find_perhatian([fallen, low])
    assert found[1].kalimat == (
        "IKM turun 19,98 ± 3,38 poin, dari 97,40 (n 40) menjadi 77,42 (n 40)"
    )
    assert found[0].kalimat == "unsur di bawah 2,60: Prosedur 1,67 ± 0,20"


def test_a_fall_needs_the_test_ten_answers_and_two_points() -> None:
    assert kinds(bagian(1, mixed(22, 18), mixed(20, 20))) == []
    assert kinds(bagian(1, mixed(8, 1), mixed(1, 39))) == []
    assert kinds(bagian(1, mixed(5200, 4800), mixed(5000, 5000))) == [], "half a point"
    assert kinds(bagian(1, mixed(5900, 4100), mixed(5000, 5000))) == [("turun", 1)]
    assert kinds(bagian(1, mixed(20, 20), mixed(36, 4))) == [], "it rose"


def test_of_many_each_has_to_be_surer() -> None:
    doubtful = bagian(0, mixed(30, 20), mixed(19, 31))
    assert kinds(doubtful) == [("turun", 0)]
    others = [bagian(i, mixed(20, 20), mixed(20, 20)) for i in range(1, 60)]
    assert kinds(doubtful, *others) == []
    sure = bagian(60, mixed(36, 4), mixed(4, 36))
    assert kinds(doubtful, *others, sure) == [("turun", 60)]


def test_an_unsur_is_low_when_a_test_of_one_side_says_so() -> None:
    scores = [1] * 4 + [2] * 4 + [3] * 10
    assert stats.ttest_1samp(scores, 2.6, alternative="less").pvalue > 0.05
    assert kinds(bagian(1, low_unsur(4, 4, 10))) == []
    scores = [1] * 12 + [2] * 6 + [3] * 10
    # Nine unsur are tested, eight of them far above the bound.
    assert stats.ttest_1samp(scores, 2.6, alternative="less").pvalue * 9 < 0.05
    assert kinds(bagian(1, low_unsur(12, 6, 10))) == [("unsur", 1)]
    assert kinds(bagian(1, low_unsur(5, 4, 0))) == [], "nine answers"


def test_an_unsur_to_which_all_said_the_same_is_low_too() -> None:
    (found,) = find_perhatian([bagian(1, mixed(30, 30, u9=1))])
    assert found.kalimat == (
        "unsur di bawah 2,60: Penanganan pengaduan, saran dan masukan 1,00 (semua jawaban sama)"
    )
    # Nine unsur are tested: 0.7 ** 10 is below 0.05, nine times that is not.
    assert kinds(bagian(1, hitung(10, 3, u2=2))) == []
    assert kinds(bagian(1, hitung(40, 3, u2=2))) == [("unsur", 1)]


def test_an_index_that_fell_to_the_lowest_of_all_has_fallen() -> None:
    """Sixty mixed answers, then 120 that all say 1: the spread of the sixty stands for both."""
    found = find_perhatian([bagian(1, hitung(120, 1), mixed(30, 30))])
    assert [p.jenis.value for p in found] == ["turun", "unsur"]
    assert found[0].kalimat == (
        "IKM turun 62,43 ± 3,94 poin, dari 87,41 (n 60) menjadi 24,98 (n 120)"
    )
    # Where both are all alike there is no margin to say.
    found = find_perhatian([bagian(1, hitung(120, 3), hitung(60, 4))])
    assert [p.kalimat for p in found] == [
        "IKM turun 24,97 poin, dari 99,90 (n 60) menjadi 74,93 (n 120)"
    ]


def test_nothing_found_is_not_nothing_looked_at() -> None:
    few, some = hitung(9), mixed(20, 20)
    assert tell_nothing([], "layanan").startswith(
        "Belum dapat dinilai: belum ada layanan dengan 10"
    )
    assert tell_nothing([bagian(1, few, some)], "layanan").startswith("Belum dapat dinilai")
    assert "penurunan belum dapat dinilai" in tell_nothing([bagian(1, some, few)], "UPP")
    assert tell_nothing([bagian(1, few), bagian(2, some, some)], "UPP") == (
        "Tidak ada UPP dengan penurunan atau unsur rendah yang melampaui faktor kebetulan."
    )


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2023, 6, 15), []),
        (date(2023, 6, 16), [("kurang", [1])]),
        (END, [("kurang", [1])]),
    ],
)
def test_a_quarter_about_to_end_without_enough_answers(
    day: date, found: list[tuple[str, list[int]]]
) -> None:
    parts = [bagian(1, mixed(15, 14)), bagian(2, mixed(15, 15))]
    told = find_pengumpulan(parts, day, END)
    assert [(p.jenis.value, [b.id for b in p.bagian]) for p in told] == found


def test_who_is_silent_is_counted_once() -> None:
    parts = [
        bagian(2, Hitung(), akhir_ini=0),
        bagian(1, mixed(20, 20), akhir_ini=0),
        bagian(3, Hitung(), mixed(9, 9), akhir_ini=0, aktif=False),
        bagian(4, mixed(20, 20)),
    ]
    for day in (QUIET, END):
        (told,) = find_pengumpulan(parts, day, END)
        assert told.kalimat == "Tidak ada jawaban selama 14 hari terakhir"
        assert [b.id for b in told.bagian] == [1, 2]
