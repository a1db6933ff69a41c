"""Marks and reasons: what deserves a look, and what does not."""

import pytest

from sekampadi.demo import saran_teks
from sekampadi.domain.errors import DomainError
from sekampadi.domain.moderasi import (
    ALASAN_MAX,
    Ambang,
    StatusJawaban,
    Tanda,
    Tindakan,
    can_repeat,
    is_senseless,
    median_durasi,
    mood,
    normalise,
    parse_alasan,
    parse_durasi,
    says_the_opposite,
    tanda_of,
)

ALL_FOUR, ALL_ONE, MIXED = (4,) * 9, (1,) * 9, (4, 3, 4, 4, 3, 4, 4, 4, 2)


@pytest.mark.parametrize(
    "text",
    [
        *("treewww", "asdfgh", "ASDFGHJK", "jkldsf jdksf", "strkktr", "xcvbn", "asdasdasd"),
        *("wkwkwk", "qwertyuiop", "hjkl hjkl", "bzzzzz", "aaaaaaaaaa", "lkjhgf ok"),
    ],
)
def test_no_language_at_all(text: str) -> None:
    assert is_senseless(text)
    assert tanda_of(MIXED, text) == Tanda.TEKS_ACAK


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "ok", "Terima kasih", "mantappp", "baguuuus", "sippp", "hahahaha", "👍👍👍"),
        "Mohon ditambah kursi di ruang tnggu, pnas skli",
        *("bnyk yg antri dgn tertib krn petugas", "DPMPTSP dan SPBU", "Konstruksi transkrip"),
        *("Lihat www.kalbarprov.go.id", "很好", "отлично", "Properti bersih", "angkringan"),
    ],
)
def test_a_language_even_if_badly_typed(text: str) -> None:
    assert not is_senseless(text)


def test_no_suggestion_of_the_demonstration_is_senseless_but_those_meant_to_be() -> None:
    pool = [
        text
        for value in vars(saran_teks).values()
        for group in (value.values() if isinstance(value, dict) else [value])
        if isinstance(group, tuple)
        for text in group
        if isinstance(text, str)
    ]
    assert len(pool) > 50
    assert [text for text in pool if is_senseless(text)] == []


@pytest.mark.parametrize(
    ("nilai", "text", "opposite"),
    [
        (ALL_FOUR, "Sangat lambat dan petugasnya kasar", True),
        (ALL_FOUR, "petugas tidak ramah", True),
        (ALL_FOUR, "Tidak perlu antre lama seperti dulu.", False),
        (ALL_FOUR, "tidak ada yang buruk", False),
        (ALL_FOUR, "Mohon petugas lebih cepat", False),
        (ALL_FOUR, "Berkas yang diminta tidak banyak, sangat membantu", False),
        (ALL_FOUR, "", False),
        (ALL_ONE, "Pelayanan sangat baik, cepat dan ramah", True),
        (ALL_ONE, "Mohon petugas yang ramah", False),
        (ALL_ONE, "sangat lambat", False),
        ((3,) * 9, "sangat lambat", False),
        (MIXED, "Sangat lambat dan kasar", False),
    ],
)
def test_nine_alike_and_the_opposite_in_words(
    nilai: tuple[int, ...], text: str, opposite: bool
) -> None:
    assert says_the_opposite(nilai, text) is opposite
    assert (Tanda.BERTENTANGAN in tanda_of(nilai, text)) is opposite


def test_mood_counts_words() -> None:
    assert mood("baik, cepat, ramah") == 3
    assert mood("kurang ramah tetapi cepat") == 0


def test_too_fast_is_measured_by_the_median() -> None:
    ambang = Ambang(cepat_persen=30, cepat_sampel=4)
    assert median_durasi([10, 20, 30], ambang) is None
    assert median_durasi([90, 110, 100, 5000], ambang) == 105
    assert median_durasi([90, 110, 100, 5000, 10], ambang) == 100
    for durasi, fast in ((29, True), (30, False), (None, False)):
        tanda = tanda_of(MIXED, "", durasi=durasi, median=100, ambang=ambang)
        assert (tanda == Tanda.CEPAT) is fast
    assert tanda_of(MIXED, "", durasi=1, median=None) == 0


@pytest.mark.parametrize(
    ("mulai", "selesai", "seconds"),
    [
        (1_000, 91_999, 90),
        (1_000, 1_000, 0),
        (2_000, 1_000, None),
        (0, 10**12, None),
        ("0", 1, None),
        (None, 1, None),
        (True, 1, None),
        (0.5, 1, None),
    ],
)
def test_durations_of_a_browser_are_not_believed(
    mulai: object, selesai: object, seconds: int | None
) -> None:
    assert parse_durasi(mulai, selesai) == seconds


def test_equal_suggestions_are_equal_without_dots_and_capitals() -> None:
    assert normalise("  Tolong, AC-nya  diperbaiki!") == normalise("tolong ac nya diperbaiki")
    assert can_repeat("tolong ac nya diperbaiki")
    assert not can_repeat("Terima kasih.")


def test_reasons_in_words() -> None:
    assert Tanda(0).alasan == ()
    assert len(Tanda(15).alasan) == 4
    assert len(Tanda(255).alasan) == len(Tanda)
    assert Tanda.TEKS_ACAK.alasan == ("Saran tidak bermakna",)


@pytest.mark.parametrize("text", [None, "", "  ", "ab", "\0\0\0", 7, " a b"[:3]])
def test_an_act_needs_a_reason(text: object) -> None:
    with pytest.raises(DomainError) as caught:
        parse_alasan(text)
    assert caught.value.code == "alasan.missing"


def test_a_reason_has_an_end() -> None:
    assert parse_alasan("  salah \n ketik ") == "salah ketik"
    assert len(parse_alasan("x" * ALASAN_MAX)) == ALASAN_MAX
    with pytest.raises(DomainError) as caught:
        parse_alasan("x" * (ALASAN_MAX + 1))
    assert caught.value.code == "alasan.too_long"


def test_the_allowed_moves() -> None:
    assert {x: x.allowed_from for x in Tindakan} == {
        Tindakan.HAPUS: StatusJawaban.AKTIF,
        Tindakan.PINDAH: StatusJawaban.AKTIF,
        Tindakan.TINJAU: StatusJawaban.AKTIF,
        Tindakan.ADUKAN: StatusJawaban.AKTIF,
        Tindakan.BUKAN_ADUAN: StatusJawaban.AKTIF,
        Tindakan.PULIHKAN: StatusJawaban.DIHAPUS,
    }
