"""Marks at their edges: the last duration that is believed, the first that is too fast, the last word that counts."""

import pytest

from sekampadi.domain.moderasi import (
    Ambang,
    Tanda,
    can_repeat,
    is_senseless,
    median_durasi,
    mood,
    normalise,
    parse_durasi,
    says_the_opposite,
    sidik_saran,
    tanda_awal,
    tanda_of,
)

MIXED = (4, 3, 4, 4, 3, 4, 4, 4, 2)


def test_the_bits_that_stand_in_the_database() -> None:
    assert {tanda.name: tanda.value for tanda in Tanda} == {
        "CEPAT": 1,
        "BERTENTANGAN": 2,
        "TEKS_ACAK": 4,
        "BERULANG": 8,
        "TANPA_AWAL": 16,
        "MUSTAHIL": 32,
        "BERUNTUN": 64,
        "POLA": 128,
    }


def test_each_mark_has_its_own_reason() -> None:
    assert {tanda: tanda.alasan for tanda in Tanda} == {
        Tanda.CEPAT: ("Diisi jauh lebih cepat daripada biasanya",),
        Tanda.BERTENTANGAN: ("Sembilan nilai sama, tetapi sarannya mengatakan sebaliknya",),
        Tanda.TEKS_ACAK: ("Saran tidak bermakna",),
        Tanda.BERULANG: ("Saran yang sama berulang dalam waktu singkat",),
        Tanda.TANPA_AWAL: ("Waktu mulai pengisian tidak tercatat",),
        Tanda.MUSTAHIL: ("Diisi lebih cepat daripada yang mungkin dilakukan orang",),
        Tanda.BERUNTUN: ("Bagian dari kiriman beruntun",),
        Tanda.POLA: ("Pola nilai yang sama berturut-turut",),
    }


def test_marks_are_put_together() -> None:
    found = tanda_of((4,) * 9, "asdfgh, lambat", durasi=1, median=100, berulang=True)
    assert found == Tanda.CEPAT | Tanda.BERTENTANGAN | Tanda.TEKS_ACAK | Tanda.BERULANG
    assert tanda_of(MIXED, "asdfgh", berulang=True) == Tanda.TEKS_ACAK | Tanda.BERULANG
    assert tanda_of(MIXED, "Baik") == Tanda(0)


@pytest.mark.parametrize(
    ("mulai", "selesai", "seconds"),
    [
        (0, 999, 0),
        (0, 43_200_000, 43_200),  # twelve hours
        (0, 43_200_999, 43_200),
        (0, 43_201_000, None),
        (1, 0, None),
        (0, True, None),
    ],
)
def test_a_duration_is_believed_up_to_twelve_hours(
    mulai: object, selesai: object, seconds: int | None
) -> None:
    assert parse_durasi(mulai, selesai) == seconds


def test_thirty_durations_make_a_median_and_less_than_a_third_of_it_is_too_fast() -> None:
    assert median_durasi([100] * 29) is None
    assert median_durasi([100] * 30) == 100
    assert median_durasi([90, *[100] * 15, *[120] * 15]) == 100
    assert median_durasi([*[100] * 15, *[120] * 15]) == 110
    for durasi, tanda in ((0, Tanda.CEPAT), (29, Tanda.CEPAT), (30, Tanda(0)), (31, Tanda(0))):
        assert tanda_of(MIXED, "", durasi=durasi, median=100) == tanda
    assert tanda_of(MIXED, "", durasi=None, median=100) == Tanda(0)


def test_three_equal_suggestions_in_half_an_hour_are_too_many() -> None:
    assert Ambang() == Ambang(cepat_persen=30, cepat_sampel=30, ulang_kali=3, ulang_menit=30)


def test_nobody_answers_in_less_than_eight_seconds() -> None:
    assert tanda_awal(7) == Tanda.MUSTAHIL
    assert tanda_awal(8) == Tanda(0)
    assert tanda_awal(None) == Tanda.TANPA_AWAL


def test_what_has_more_than_twelve_letters_can_be_a_repetition() -> None:
    short, long = "Terima kasih!", "Terima kasihh!"
    assert (len(normalise(short)), len(normalise(long))) == (12, 13)
    assert (can_repeat(short), can_repeat(long)) == (False, True)
    assert sidik_saran(short) is None
    assert sidik_saran(long) == sidik_saran("TERIMA, kasihh") != sidik_saran("terima kasihhh")


def test_the_mark_of_equal_suggestions_is_what_it_was_when_it_was_stored() -> None:
    # It fits a column of eight bytes, with a sign.
    assert sidik_saran("Tolong, AC-nya diperbaiki!") == -162262453323422358


@pytest.mark.parametrize(
    ("text", "senseless"),
    [
        ("akstrpa", True),  # five consonants in a row
        ("akstra", False),
        ("AKSTRPA", False),  # a name of an office
        ("akkka", True),
        ("akka", False),
        ("haaaaaab", True),
        ("haaaaab", False),
        ("aqwerb", True),  # four keys beside each other
        ("aqweb", False),
        ("trewq", True),
        ("biopsi", False),  # three keys say nothing
        ("liberty", False),  # "erty" stands in words, too
        ("zxc", False),  # too short to say
        ("zxcv", True),
        ("brrr", True),
        ("BRRR", False),
        ("basbasbas", True),
        ("basbas", False),
        *((laugh * 3, False) for laugh in ("ha", "he", "hi", "hu", "ho")),
        ("mhn tdk dgn", False),
        ("wwwasdfgh", False),
        ("asdfgh bagusy", True),  # six letters of twelve
        ("asdfgh bagusya", False),
        ("asdfgh 很很很很很很", True),
        ("asdfgh 很很很很很很很", False),
    ],
)
def test_half_of_the_letters_without_sense(text: str, senseless: bool) -> None:
    assert is_senseless(text) is senseless


@pytest.mark.parametrize(
    ("text", "balance"),
    [
        ("ramah", 1),
        ("lambat", -1),
        ("ramah, lambat", 0),
        ("ramah cepat", 2),
        ("tidak ramah", -1),
        ("tidak begitu ramah", -1),
        ("tidak ada yang ramah", 1),  # too far away to be turned round
        ("tidak lambat", 0),
        ("tidak ada yang lambat", 0),
        ("tidak ada satu pun lambat", -1),
        ("tidak. ramah", 1),  # another clause
        ("tidak\nramah", 1),
        ("mohon ramah", 0),
        ("mohon lambat", -1),
        ("mohon tidak ramah", -1),
        ("perlu cepat. cepat", 1),
        ("RAMAH", 1),
        ("biasa saja", 0),
    ],
)
def test_a_not_reaches_two_words_of_praise_and_three_of_blame(text: str, balance: int) -> None:
    assert mood(text) == balance


@pytest.mark.parametrize(
    ("score", "praise", "blame", "neither"),
    [
        (1, True, False, False),
        (2, True, False, False),
        (3, False, False, False),
        (4, False, True, False),
    ],
)
def test_which_scores_contradict_which_words(
    score: int, praise: bool, blame: bool, neither: bool
) -> None:
    nine = (score,) * 9
    said = [says_the_opposite(nine, text) for text in ("ramah", "lambat", "biasa saja")]
    assert said == [praise, blame, neither]
    assert not says_the_opposite((*nine[:-1], 1 + score % 4), "ramah")
    assert not says_the_opposite((*nine[:-1], 1 + score % 4), "lambat")
