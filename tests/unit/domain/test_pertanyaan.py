"""The unsur and the two question sets."""

import pytest

from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from tests.perangkat import PERANGKAT_RESMI, PERANGKAT_SEKAMPADI

both = pytest.mark.parametrize("perangkat", [PERANGKAT_SEKAMPADI, PERANGKAT_RESMI])


def test_sarana_comes_before_pengaduan_as_in_the_decree() -> None:
    assert [u.kode for u in URUTAN] == [f"U{i}" for i in range(1, 10)]
    assert [u.field for u in URUTAN] == [f"u{i}" for i in range(1, 10)]
    assert Unsur.SARANA.kode == "U8"
    assert Unsur.PENGADUAN.kode == "U9"
    assert Unsur.BIAYA.kode == "U4"
    assert len({u.nama for u in Unsur}) == 9


@both
def test_each_set_asks_nine_questions_with_four_options(perangkat: PerangkatPertanyaan) -> None:
    assert [p.unsur for p in perangkat.pertanyaan] == list(URUTAN)
    assert len({p.teks for p in perangkat.pertanyaan}) == 9
    assert all(len(set(p.opsi)) == 4 for p in perangkat.pertanyaan)
    assert perangkat.umum == "Bagaimana penilaian Anda terhadap pelayanan kami secara umum?"


def test_u4_is_better_the_cheaper_it_is() -> None:
    assert PERANGKAT_RESMI.pertanyaan[3].opsi == ("Sangat mahal", "Cukup mahal", "Murah", "Gratis")
    assert PERANGKAT_SEKAMPADI.pertanyaan[3].opsi == ("Selalu", "Sering", "Pernah", "Tidak pernah")


@both
def test_the_fourth_option_is_always_the_best(perangkat: PerangkatPertanyaan) -> None:
    best = {"Sangat", "Gratis", "Tidak pernah", "Dikelola"}
    worst = {"Tidak", "Sangat mahal", "Selalu", "Buruk"}
    for pertanyaan in perangkat.pertanyaan:
        assert any(pertanyaan.opsi[3].startswith(word) for word in best), pertanyaan
        assert any(pertanyaan.opsi[0].startswith(word) for word in worst), pertanyaan


def test_the_sets_differ_in_the_first_four_questions_only() -> None:
    pairs = zip(PERANGKAT_SEKAMPADI.pertanyaan, PERANGKAT_RESMI.pertanyaan, strict=True)
    assert [a == b for a, b in pairs] == [False] * 4 + [True] * 5
    assert (PERANGKAT_SEKAMPADI.kode, PERANGKAT_RESMI.kode) == ("sekampadi", "resmi")
