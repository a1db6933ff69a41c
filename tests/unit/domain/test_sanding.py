"""Before and after an action: the days that are compared, the figures and the words, worked out by hand."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from sekampadi.domain.laporan.layar import Hitung
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tindak_lanjut.sanding import (
    Jendela,
    Sanding,
    caution_words,
    compare,
    find_jendela,
    wait_words,
)

JENDELA = Jendela(
    Periode(date(2026, 3, 30), date(2026, 6, 29)), Periode(date(2026, 7, 1), date(2026, 9, 30)), 92
)


@pytest.mark.parametrize(
    ("mulai", "selesai", "today", "sebelum", "sesudah"),
    [
        # A whole triwulan later: 2 + 30 + 31 + 29 days, and 31 + 31 + 30.
        (None, "2026-06-30", "2026-09-30", "2026-03-30/2026-06-29", "2026-07-01/2026-09-30"),
        # No more than that is looked at, however long ago it was.
        (None, "2026-06-30", "2029-01-01", "2026-03-30/2026-06-29", "2026-07-01/2026-09-30"),
        # What lies between beginning and end is left out.
        ("2026-06-01", "2026-06-30", "2026-07-10", "2026-05-22/2026-05-31", "2026-07-01/2026-07-10"),
        # Begun and finished on one day.
        ("2026-06-30", "2026-06-30", "2026-07-07", "2026-06-23/2026-06-29", "2026-07-01/2026-07-07"),
        # Planned for later than it was done.
        ("2026-08-01", "2026-06-30", "2026-07-07", "2026-06-23/2026-06-29", "2026-07-01/2026-07-07"),
        # A leap day before, none, and one after.
        ("2028-03-05", "2028-03-10", "2028-03-17", "2028-02-27/2028-03-04", "2028-03-11/2028-03-17"),
        ("2027-03-05", "2027-03-10", "2027-03-17", "2027-02-26/2027-03-04", "2027-03-11/2027-03-17"),
        (None, "2028-02-28", "2028-03-06", "2028-02-21/2028-02-27", "2028-02-29/2028-03-06"),
        # Over the turn of a year.
        ("2027-01-01", "2027-01-04", "2027-01-11", "2026-12-25/2026-12-31", "2027-01-05/2027-01-11"),
        (None, "2026-06-30", "2026-07-06", None, None),
        (None, "2026-06-30", "2026-06-30", None, None),
        (None, "2026-06-30", "2026-05-01", None, None),
    ],
)  # fmt: skip
def test_the_days_that_are_compared(
    mulai: str | None, selesai: str, today: str, sebelum: str | None, sesudah: str | None
) -> None:
    begin = date.fromisoformat(mulai) if mulai else None
    found = find_jendela(begin, date.fromisoformat(selesai), date.fromisoformat(today))
    if found is None:
        assert (sebelum, sesudah) == (None, None)
        return
    sides = [f"{p.dari}/{p.sampai}" for p in (found.sebelum, found.sesudah)]
    assert sides == [sebelum, sesudah]


def answers(*scores: int, unsur: Unsur = Unsur.WAKTU) -> Hitung:
    """Return answers with these scores for one unsur, and a 2 for all others."""
    n = len(scores)
    jumlah, kuadrat = [2 * n] * 9, [4 * n] * 9
    at = URUTAN.index(unsur)
    jumlah[at], kuadrat[at] = sum(scores), sum(s * s for s in scores)
    return Hitung(n, tuple(jumlah), 0, tuple(kuadrat))


def side_by_side(before: Hitung, after: Hitung) -> Sanding:
    return compare(Unsur.WAKTU, JENDELA, {1: before}, {1: after})


def test_a_value_that_rose() -> None:
    # Ten answers, half of them a point apart: variance 2.5 / 9, standard error 1/6; Student's
    # 2.2622 on 9 makes 0.377. Of the change: 0.2357 x 2.1009 on 18, 0.495, and it is 1.00.
    found = side_by_side(answers(*[2] * 5, *[3] * 5), answers(*[3] * 5, *[4] * 5))
    assert (found.sebelum.n, found.sebelum.nrr, found.sebelum.margin) == (
        *(10, Decimal("2.50"), Decimal("0.38")),
    )
    assert (found.sesudah.n, found.sesudah.nrr, found.sesudah.margin) == (
        *(10, Decimal("3.50"), Decimal("0.38")),
    )
    assert (found.kata, found.selisih) == ("naik", Decimal("1.00"))
    assert found.kalimat == (
        "Nilai Waktu pelayanan 2,50 (n = 10, ± 0,38) pada 92 hari sebelum kegiatan selesai dan 3,50 "
        "(n = 10, ± 0,38) pada 92 hari sesudahnya: naik (selisih +1,00 ± 0,50)."
    )
    assert found.dasar == (
        "Dari 1 layanan yang dinilai pada kedua masa: 30 Maret 2026 s.d. 29 Juni 2026, dan "
        "1 Juli 2026 s.d. 30 September 2026."
    )


def test_days_before_the_beginning_are_called_so_only_where_there_is_one() -> None:
    end, today, side = date(2026, 6, 30), date(2026, 9, 30), {1: answers(*[3] * 9, 4)}
    for mulai, said in ((None, "kegiatan selesai"), (date(2026, 6, 1), "kegiatan")):
        jendela = find_jendela(mulai, end, today)
        assert jendela is not None
        found = compare(Unsur.WAKTU, jendela, side, side)
        assert f"92 hari sebelum {said} dan 3,10" in found.kalimat


def test_a_word_is_for_the_time_being_until_all_days_have_passed() -> None:
    end, side = date(2026, 6, 30), {1: answers(*[3] * 9, 4)}
    for today, later in ((date(2026, 9, 29), True), (date(2026, 9, 30), False)):
        jendela = find_jendela(None, end, today)
        assert jendela is not None
        dasar = compare(Unsur.WAKTU, jendela, side, side).dasar
        assert dasar.endswith("Sementara: masih berubah sampai genap 92 hari.") is later


def test_a_value_that_fell_or_stayed() -> None:
    before = answers(*[3] * 5, *[4] * 5)
    fell = side_by_side(before, answers(*[2] * 5, *[3] * 5))
    assert (fell.kata, fell.selisih) == ("turun", Decimal("-1.00"))
    # 3.50 and 3.10: variances 2.5 / 9 and 0.9 / 9, error 0.1944; 2.135 on 14.7 makes 0.415.
    stayed = side_by_side(before, answers(*[3] * 9, 4))
    assert (stayed.kata, stayed.selisih) == ("dalam batas margin", Decimal("-0.40"))
    # Beside the margins of its sides, 0.38 and 0.23, the word would look wrong.
    assert stayed.perubahan == "dalam batas margin (selisih −0,40 ± 0,41)"
    same = side_by_side(before, before)
    assert (same.kata, same.selisih) == ("dalam batas margin", Decimal("0.00"))
    assert same.perubahan == "dalam batas margin (selisih 0,00 ± 0,50)"


def test_nine_answers_are_too_few_on_either_side() -> None:
    many, few = answers(*[2] * 50, *[3] * 50), answers(*[4] * 9)
    for before, after, n in ((many, few, ("100", "9")), (few, many, ("9", "100"))):
        found = side_by_side(before, after)
        assert found.kata == "belum cukup jawaban untuk dibandingkan"
        assert (found.selisih, found.nyata) == (None, None)
        assert found.kalimat == (
            f"Nilai Waktu pelayanan pada 92 hari sebelum kegiatan selesai (n = {n[0]}) dan 92 hari "
            f"sesudahnya (n = {n[1]}): belum cukup jawaban untuk dibandingkan."
        )
    # The value is known all the same; its margin is not.
    assert (found.sebelum.nrr, found.sebelum.margin) == (Decimal("4.00"), None)
    assert side_by_side(answers(*[2] * 10), answers(*[4] * 10)).kata == "naik"


def test_answers_that_are_all_alike_have_no_margin() -> None:
    # Dealt out anew, one of 20! / (10! 10!) ways is as far off.
    found = side_by_side(answers(*[4] * 10), answers(*[3] * 10))
    assert (found.sebelum.margin, found.sesudah.margin, found.kata) == (None, None, "turun")
    assert found.kalimat == (
        "Nilai Waktu pelayanan 4,00 (n = 10, semua jawaban sama) pada 92 hari sebelum kegiatan selesai dan "
        "3,00 (n = 10, semua jawaban sama) pada 92 hari sesudahnya: turun (selisih −1,00)."
    )
    assert side_by_side(answers(*[4] * 10), answers(*[4] * 30)).kata == "dalam batas margin"


def test_what_is_small_yet_sure_is_named() -> None:
    # 3.50 and 3.56 of a thousand each: error 0.0223, margin 0.044. Below two points of an index.
    before = answers(*[3] * 500, *[4] * 500)
    for fours, kata in ((560, "naik"), (440, "turun"), (540, "dalam batas margin")):
        after = answers(*[3] * (1000 - fours), *[4] * fours)
        assert side_by_side(before, after).kata == kata
    assert "(n = 1.000, ± 0,03)" in side_by_side(before, before).kalimat


def test_a_fall_within_its_margin_is_none_though_its_rounding_is_beyond_it() -> None:
    # Welch to both sides: t = -2.082, 20.05 degrees of freedom, p = 0.0503; -0.4056 ± 0.4062.
    before, after = answers(*[3] * 4, *[4] * 7), answers(*[3] * 10, *[4] * 3)
    fell, rose = side_by_side(before, after), side_by_side(after, before)
    assert (fell.selisih, fell.margin) == (Decimal("-0.41"), Decimal("0.41"))
    assert (fell.kata, rose.kata) == ("dalam batas margin", "dalam batas margin")


def test_only_layanan_with_answers_on_both_sides_are_compared() -> None:
    low, high, none = answers(*[1] * 10), answers(*[4] * 10), Hitung()
    before = {1: answers(*[3] * 5, *[4] * 5), 2: low, 3: high, 4: none, 6: answers(4, 4)}
    after = {1: answers(*[3] * 6, *[4] * 4), 3: none, 4: low, 5: low, 6: answers(4, 3)}
    found = compare(Unsur.WAKTU, JENDELA, before, after)
    # 35 + 8 of 12, and 34 + 7 of 12.
    assert (found.layanan, found.sebelum.n, found.sesudah.n) == (2, 12, 12)
    assert (found.sebelum.nrr, found.sesudah.nrr) == (Decimal("3.58"), Decimal("3.42"))
    # Of another unsur they are all alike.
    other = compare(Unsur.BIAYA, JENDELA, before, after)
    assert (other.sebelum.nrr, other.sesudah.nrr) == (Decimal("2.00"), Decimal("2.00"))


@pytest.mark.parametrize("after", [{}, {2: answers(*[4] * 50)}])
def test_without_a_layanan_in_common_nothing_is_compared(after: dict[int, Hitung]) -> None:
    found = compare(Unsur.WAKTU, JENDELA, {1: answers(*[3] * 50)}, after)
    assert (found.layanan, found.sebelum.n, found.sebelum.nrr) == (0, 0, None)
    assert found.kata == "belum cukup jawaban untuk dibandingkan"
    assert found.dasar == (
        "Tidak ada layanan yang dinilai pada kedua masa: 30 Maret 2026 s.d. 29 Juni 2026, dan "
        "1 Juli 2026 s.d. 30 September 2026."
    )


def test_when_it_can_be_compared_is_said() -> None:
    day = date(2028, 2, 24)
    assert wait_words(day) == (
        "Dapat dibandingkan mulai 2 Maret 2028, 7 hari setelah kegiatan selesai."
    )
    assert find_jendela(None, day, date(2028, 3, 1)) is None
    assert find_jendela(None, day, date(2028, 3, 2)) is not None


def test_an_unsur_taken_up_because_it_was_the_worst_seems_to_rise_by_itself() -> None:
    """Nothing changes here at all: nine unsur alike, and the worst of them is compared."""
    dice, rose, fell = Random(11), 0, 0
    for _ in range(400):
        before = [dice.choices((2, 3, 4), (1, 9, 10), k=40) for _ in URUTAN]
        after = dice.choices((2, 3, 4), (1, 9, 10), k=40)
        kata = side_by_side(answers(*min(before, key=sum)), answers(*after)).kata
        rose, fell = rose + (kata == "naik"), fell + (kata == "turun")
    assert rose > 400 / 20 > fell
    assert "lebih sering tampak naik sesudahnya, dengan atau tanpa kegiatan" in caution_words()


def test_no_sentence_claims_a_cause() -> None:
    sides = (answers(*[2] * 20, *[3] * 20), answers(*[3] * 20, *[4] * 20), answers(4), Hitung())
    said = [caution_words(), wait_words(date(2026, 1, 1))]
    for a in sides:
        for b in sides:
            found = side_by_side(a, b)
            said += [found.kata, found.kalimat, found.dasar]
    for word in ("karena", "akibat", "sebab", "berkat", "hasil dari", "dampak", "sehingga"):
        assert not [s for s in said if word in s.lower()], word
