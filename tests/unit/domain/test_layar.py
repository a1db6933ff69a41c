"""Why a figure moved, what needs attention, and the ranking."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekampadi.domain.ikm import Metode
from sekampadi.domain.laporan.ketelitian import compute_ketelitian
from sekampadi.domain.laporan.layar import (
    AmbangPerhatian,
    Hitung,
    JenisPerhatian,
    explain,
    find_perhatian,
    format_selisih,
    pulls,
    sentence_since_quarter,
    sentence_since_yesterday,
    total,
)
from sekampadi.domain.laporan.peringkat import Bagian
from sekampadi.domain.survei.unsur import Unsur

M = Metode.SEKAMPADI


def hitung(n: int, score: int = 3, **other: int) -> Hitung:
    """``n`` answers with one score everywhere, but for the unsur named."""
    scores = [other.get(u.field, score) for u in Unsur]
    return Hitung(n, tuple(n * s for s in scores), n * sum(scores) ** 2)


def bagian(
    id_: int, kini: Hitung, lalu: Hitung | None = None, akhir_ini: int = 9, *, aktif: bool = True
) -> Bagian:
    lalu = lalu or Hitung()
    a, b = kini.hasil(M), lalu.hasil(M)
    sure = compute_ketelitian(kini, a), compute_ketelitian(lalu, b)
    return Bagian(id_, f"b{id_}", f"Bagian {id_}", a, b, *sure, akhir_ini, aktif)


@st.composite
def parts(draw: st.DrawFn) -> dict[int, Hitung]:
    found = {}
    for key in draw(st.sets(st.integers(1, 6), max_size=6)):
        n = draw(st.integers(1, 50))
        found[key] = Hitung(n, tuple(draw(st.integers(n, 4 * n)) for _ in Unsur))
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
        assert gerak.bagian in pulled
        assert (pulled[gerak.bagian] > 0) == (change > 0)  # type: ignore[index]
    else:
        assert gerak.unsur is gerak.bagian is None


@given(parts(), parts())
def test_adding_and_leaving_out_are_opposites(a: dict[int, Hitung], b: dict[int, Hitung]) -> None:
    x, y = total(a.values()), total(b.values())
    assert (x + y) - y == x


def test_the_one_that_fell_is_named() -> None:
    before = {1: hitung(50), 2: hitung(50)}
    after = {1: hitung(50), 2: hitung(50, u3=1)}
    gerak = explain(before, after, M)
    assert gerak is not None
    assert (gerak.unsur, gerak.bagian, gerak.bagian_n) == (Unsur.WAKTU, 2, 50)
    assert (gerak.dari, gerak.ke, gerak.selisih) == (
        Decimal("74.93"),
        Decimal("72.15"),
        Decimal("-2.78"),
    )
    assert sentence_since_quarter(gerak, "Akta", "Triwulan I 2023") == (
        "Dibandingkan Triwulan I 2023 (74,93 dari 100 jawaban) IKM turun 2,78 menjadi 72,15 "
        "dari 100 jawaban; yang paling menekan: unsur Waktu pelayanan (−1,00) "
        "dan layanan Akta (50 jawaban)."
    )


def test_a_part_that_only_shrank_is_named_too() -> None:
    gerak = explain({1: hitung(50, 4), 2: hitung(50, 2)}, {1: hitung(10, 4), 2: hitung(50, 2)}, M)
    assert gerak is not None
    assert gerak.selisih < 0
    assert gerak.bagian == 1


def test_sentences_since_yesterday() -> None:
    up = explain({1: hitung(10)}, {1: hitung(10), 2: hitung(10, 4)}, M)
    text = sentence_since_yesterday(up, "Paspor", 10)
    assert text.startswith("Sejak kemarin IKM naik 12,48 menjadi 87,41 dengan 10 jawaban baru; ")
    assert "mendorong" in text
    assert text.endswith("dan layanan Paspor (10 jawaban).")
    same = explain({1: hitung(10)}, {1: hitung(12)}, M)
    assert sentence_since_yesterday(same, "", 2) == (
        "Sejak kemarin IKM tetap 74,93 dengan 2 jawaban baru."
    )
    hair = explain({1: hitung(90_000)}, {1: hitung(90_000), 2: hitung(1, 4)}, M)
    assert hair is not None
    assert hair.unsur is not None
    assert sentence_since_yesterday(hair, "Paspor", 1) == (
        "Sejak kemarin IKM tetap 74,93 dengan 1 jawaban baru."
    )
    little = explain({1: hitung(9000)}, {1: hitung(9000), 2: hitung(5, 4)}, M)
    assert sentence_since_yesterday(little, "Paspor", 5) == (
        "Sejak kemarin IKM naik 0,01 menjadi 74,94 dengan 5 jawaban baru; yang paling mendorong: "
        "unsur Persyaratan dan layanan Paspor (5 jawaban)."
    )
    assert sentence_since_yesterday(same, "", 0).startswith("Belum ada jawaban hari ini")
    assert "yang pertama" in sentence_since_yesterday(None, "", 3)
    assert "Belum dapat dibandingkan" in sentence_since_quarter(None, "", "Triwulan I 2023")


@pytest.mark.parametrize(
    ("value", "text"), [("0.12", "+0,12"), ("-1.50", "−1,50"), ("0.00", "±0,00")]
)
def test_changes_carry_their_sign(value: str, text: str) -> None:
    assert format_selisih(Decimal(value)) == text


END = date(2023, 6, 30)
QUIET = date(2023, 5, 15)


def kinds(*given: Bagian, day: date = QUIET) -> list[tuple[str, int]]:
    return [(p.jenis.value, p.bagian.id) for p in find_perhatian(given, day, END)]


def test_what_needs_attention() -> None:
    fine = bagian(1, hitung(40), hitung(40))
    low = bagian(2, hitung(5, 3, u2=2), hitung(5, 3, u2=2))
    fallen = bagian(3, hitung(10, 3), hitung(10, 4))
    silent = bagian(4, hitung(40), hitung(40), akhir_ini=0)
    closed = bagian(5, Hitung(), hitung(40), akhir_ini=0, aktif=False)
    assert kinds(silent, fallen, low, closed, fine) == [("unsur", 2), ("turun", 3), ("diam", 4)]
    found = find_perhatian([low], QUIET, END)
    assert found[0].kalimat == "unsur di bawah 2,60: Prosedur 2,00"


def test_thresholds_hold_at_their_edge() -> None:
    at = Hitung(5, (13, *[15] * 8), 3 * 27**2 + 2 * 26**2)  # 13/5 = 2.60 exactly
    assert kinds(bagian(1, at, at)) == []
    under = Hitung(100, (259, *[300] * 8), 59 * 27**2 + 41 * 26**2)
    assert kinds(bagian(1, under, under)) == [("unsur", 1)]
    few = hitung(4, 1)
    assert kinds(bagian(1, few, few)) == []
    assert kinds(bagian(1, hitung(9, 3), hitung(10, 4))) == []


def test_a_quarter_about_to_end_without_enough_answers() -> None:
    part = bagian(1, hitung(29), hitung(29))
    assert kinds(part, day=date(2023, 6, 15)) == []
    assert kinds(part, day=date(2023, 6, 16)) == [("kurang", 1)]
    assert kinds(bagian(1, hitung(30), hitung(30)), day=END) == []
    silent = bagian(1, Hitung(), Hitung(), akhir_ini=0)
    assert kinds(silent, day=END) == [("diam", 1)], "one sentence is enough"
    assert find_perhatian([part], END, END, AmbangPerhatian(cukup=10)) == ()
    assert next(iter(JenisPerhatian)) is JenisPerhatian.UNSUR
