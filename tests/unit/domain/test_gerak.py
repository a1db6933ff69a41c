"""Why a figure moved: what is more than chance, and only then a cause."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekampadi.domain.ikm import Metode
from sekampadi.domain.laporan.gerak import (
    explain,
    format_perubahan,
    format_selisih,
    judge_grown,
    pulls,
    sentence_since_quarter,
    sentence_since_yesterday,
)
from sekampadi.domain.laporan.layar import Hitung, total
from sekampadi.domain.laporan.perbandingan import Arah, Putusan
from sekampadi.domain.survei.unsur import Unsur

M = Metode.SEKAMPADI


def hitung(n: int, score: int = 3, **other: int) -> Hitung:
    """``n`` answers with one score everywhere, but for the unsur named."""
    scores = [other.get(u.field, score) for u in Unsur]
    return Hitung(n, tuple(n * s for s in scores), n * sum(scores) ** 2)


def mixed(low: int, high: int, **other: int) -> Hitung:
    """So many answers of 3 and of 4 everywhere."""
    return hitung(low, 3, **other) + hitung(high, 4, **other)


@st.composite
def parts(draw: st.DrawFn) -> dict[int, Hitung]:
    found = {}
    for key in draw(st.sets(st.integers(1, 6), max_size=6)):
        n = draw(st.integers(1, 50))
        sums = tuple(draw(st.integers(n, 4 * n)) for _ in Unsur)
        least = -(-(sum(sums) ** 2) // n)
        found[key] = Hitung(n, sums, least + draw(st.integers(0, 50 * n)))
    return found


@given(parts(), parts())
def test_the_pulls_add_up_to_the_change(
    before: dict[int, Hitung], after: dict[int, Hitung]
) -> None:
    was, now = total(before.values()).hasil(M), total(after.values()).hasil(M)
    pulled = pulls(before, after, M)
    if was.exact is None or now.exact is None:
        assert pulled == {}
        assert explain(before, after, M) is None
        return
    change = now.exact - was.exact
    assert sum(pulled.values(), Fraction(0)) == change
    gerak = explain(before, after, M)
    assert gerak is not None
    assert gerak.selisih == now.nilai - was.nilai  # type: ignore[operator]
    if change:
        assert gerak.unsur is not None
        assert (gerak.unsur_selisih >= 0) == (change > 0) or gerak.unsur_selisih == 0
        most = max(sorted(pulled), key=lambda k: pulled[k] * change)
        sides = [side[most].n if most in side else 0 for side in (before, after)]
        assert gerak.bagian == (most if min(sides) >= 10 else None)
        assert (pulled[most] > 0) == (change > 0)
    else:
        assert gerak.unsur is gerak.bagian is None


@given(parts(), parts())
def test_adding_and_leaving_out_are_opposites(a: dict[int, Hitung], b: dict[int, Hitung]) -> None:
    x, y = total(a.values()), total(b.values())
    assert (x + y) - y == x


def test_the_one_that_fell_is_named() -> None:
    before = {1: mixed(30, 30), 2: mixed(30, 30)}
    after = {1: mixed(30, 30), 2: mixed(30, 30, u3=1)}
    gerak = explain(before, after, M)
    assert gerak is not None
    assert (gerak.unsur, gerak.bagian, gerak.bagian_n) == (Unsur.WAKTU, 2, 60)
    assert (gerak.dari, gerak.ke, gerak.selisih) == (
        Decimal("87.41"),
        Decimal("83.94"),
        Decimal("-3.47"),
    )
    assert gerak.putusan.arah is Arah.TURUN
    assert sentence_since_quarter(gerak, "Akta, Dinas X", "Triwulan I 2023") == (
        "Dibandingkan Triwulan I 2023 (87,41 dari 120 jawaban), IKM turun 3,47 ± 3,17 poin menjadi "
        "83,94 dari 120 jawaban; yang paling menekan: unsur Waktu pelayanan (−1,25) "
        "dan layanan Akta, Dinas X (60 jawaban)."
    )


def test_what_may_be_chance_has_no_cause() -> None:
    gerak = explain({1: mixed(25, 25)}, {1: mixed(27, 23)}, M)
    assert gerak is not None
    assert gerak.putusan.arah is Arah.SETARA
    text = sentence_since_quarter(gerak, "Akta", "Triwulan I 2023")
    assert text == (
        "Dibandingkan Triwulan I 2023 (87,41 dari 50 jawaban), IKM 86,41 dari 50 jawaban belum "
        "dapat dibedakan: selisih −1,00 ± 5,00 poin mungkin hanya kebetulan."
    )


def test_no_change_has_one_sign_only() -> None:
    gerak = explain({1: mixed(25, 25)}, {1: mixed(25, 25)}, M)
    assert gerak is not None
    assert format_perubahan(gerak.selisih, gerak.putusan) == "0,00 ± 5,01"
    assert format_perubahan(gerak.selisih, Putusan()) == "±0,00"


def test_what_cannot_be_tested_has_no_cause() -> None:
    gerak = explain({1: hitung(9)}, {1: hitung(50, 4)}, M)
    assert gerak is not None
    assert sentence_since_quarter(gerak, "Akta", "Triwulan I 2023") == (
        "Dibandingkan Triwulan I 2023 (74,93 dari 9 jawaban), IKM 99,90 dari 50 jawaban belum "
        "dapat dinilai: jawabannya terlalu sedikit (kurang dari 10)."
    )


def test_answers_all_alike_on_both_sides_move_without_a_margin() -> None:
    gerak = explain({1: hitung(50)}, {1: hitung(50, 4)}, M)
    text = sentence_since_quarter(gerak, "", "Triwulan I 2023")
    assert "IKM naik 24,97 poin menjadi 99,90 dari 50 jawaban; yang paling mendorong" in text


def test_a_part_of_few_answers_is_no_cause() -> None:
    """Its nine answers pulled most, but nobody can say that they were not nine by chance."""
    before = {1: mixed(60, 60), 2: mixed(5, 4)}
    after = {1: mixed(60, 60), 2: mixed(60, 0, u3=1)}
    gerak = explain(before, after, M)
    assert gerak is not None
    assert gerak.putusan.arah is Arah.TURUN
    assert gerak.bagian is None
    gerak = explain(before | {2: mixed(5, 5)}, after, M)
    assert gerak is not None
    assert gerak.bagian == 2


def test_a_small_change_that_is_real_goes_neither_up_nor_down() -> None:
    gerak = explain({1: mixed(50_000, 50_000)}, {1: mixed(54_000, 46_000)}, M)
    text = sentence_since_quarter(gerak, "", "Triwulan I 2023")
    assert "IKM bergeser −1,00 ± 0,11 poin menjadi 86,41" in text
    assert "yang paling menekan: unsur Persyaratan (−0,04)" in text


def test_what_its_margin_does_not_exclude_is_no_fall() -> None:
    gerak = explain({1: mixed(20, 30)}, {1: mixed(28, 22)}, M)
    assert gerak is not None
    assert gerak.putusan.arah is Arah.SETARA
    # Of one side its p is 0.036, but 4.50 are within 4.92.
    gerak = explain({1: mixed(20, 30)}, {1: mixed(29, 21)}, M)
    assert gerak is not None
    assert gerak.putusan.arah is Arah.SETARA
    text = sentence_since_quarter(gerak, "", "Triwulan I 2023")
    assert "belum dapat dibedakan: selisih −4,50 ± 4,92 poin" in text
    gerak = explain({1: mixed(20, 30)}, {1: mixed(30, 20)}, M)
    text = sentence_since_quarter(gerak, "", "Triwulan I 2023")
    assert "IKM turun 4,99 ± 4,91 poin menjadi 84,92 dari" in text


def test_a_part_that_only_shrank_is_named_too() -> None:
    gerak = explain({1: hitung(50, 4), 2: hitung(50, 2)}, {1: hitung(10, 4), 2: hitung(50, 2)}, M)
    assert gerak is not None
    assert gerak.selisih < 0
    assert gerak.bagian == 1


def test_sentences_since_yesterday() -> None:
    before = {1: mixed(20, 10), 2: mixed(7, 4)}
    up = explain(
        before, before | {2: mixed(8, 18)}, M, judge_grown(before, before | {2: mixed(8, 18)}, M)
    )
    assert up is not None
    assert up.putusan.arah is Arah.NAIK
    text = sentence_since_yesterday(up, "Paspor, Kantor X", 15)
    assert text.startswith("Sejak kemarin IKM naik 3,96 ± ")
    assert "poin menjadi 87,41 dengan 15 jawaban baru; yang paling mendorong" in text
    assert text.endswith("dan layanan Paspor, Kantor X (26 jawaban).")
    # Ten answers more of the same, or too few to tell: what came in, and the two figures.
    for before, after in (
        ({1: mixed(20, 20)}, {1: mixed(20, 20), 2: mixed(6, 4)}),
        ({1: mixed(20, 20)}, {1: mixed(20, 20), 2: mixed(0, 5)}),
    ):
        gerak = explain(before, after, M, judge_grown(before, after, M))
        assert gerak is not None
        said = sentence_since_yesterday(gerak, "Paspor", gerak.n_ke - gerak.n_dari)
        assert said.startswith(f"Hari ini masuk {gerak.n_ke - gerak.n_dari} jawaban; IKM ")
        assert said.endswith(", kemarin 87,41.")
    assert sentence_since_yesterday(up, "", 0).startswith("Belum ada jawaban hari ini")
    assert "yang pertama" in sentence_since_yesterday(None, "", 3)
    assert "Belum dapat dibandingkan" in sentence_since_quarter(None, "", "Triwulan I 2023")


def test_the_margin_of_a_grown_figure_is_that_of_its_new_part() -> None:
    """The figure moves by the share of what came in, and so does its margin."""
    before, new = mixed(40, 40), mixed(2, 18)
    grown = explain(
        {1: before}, {1: before + new}, M, judge_grown({1: before}, {1: before + new}, M)
    )
    alone = explain({1: before}, {1: new}, M)
    assert grown is not None
    assert alone is not None
    assert grown.putusan.margin is not None
    assert alone.putusan.margin is not None
    assert abs(grown.putusan.margin * 5 - alone.putusan.margin) < Decimal("0.03")
    assert grown.putusan.p == alone.putusan.p


@pytest.mark.parametrize(
    ("value", "text"), [("0.12", "+0,12"), ("-1.50", "−1,50"), ("0.00", "±0,00")]
)
def test_changes_carry_their_sign(value: str, text: str) -> None:
    assert format_selisih(Decimal(value)) == text
