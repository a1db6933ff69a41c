"""Rules: what their form takes, which words they find, and what they say."""

from datetime import date

import pytest

from sekampadi.domain.errors import FieldErrors
from sekampadi.domain.ikm import Metode, compute_ikm
from sekampadi.domain.laporan.ketelitian import compute_ketelitian
from sekampadi.domain.laporan.layar import Hitung
from sekampadi.domain.notifikasi.peringatan import (
    JenisPeringatan,
    find_kata,
    parse_aturan,
    tell_ikm,
    tell_jawaban,
)


@pytest.mark.parametrize(
    ("saran", "found"),
    [
        ("Ada pungli di loket", "pungli"),
        ("PUNGLI!", "pungli"),
        ("(pungli)", "pungli"),
        ("pungliwati ramah", ""),
        ("antipungli", ""),
        ("pungli_2", ""),
        ("harus antre  \n LAMA sekali", "antre lama"),
        ("antrelama", ""),
        ("c++ bagus", "c++"),
        ("", ""),
    ],
)
def test_words_are_found_whole_and_in_any_case(saran: str, found: str) -> None:
    assert find_kata(("pungli", "antre lama", "c++"), saran) == found


def test_no_words_find_nothing() -> None:
    assert find_kata((), "apa saja") == ""


def test_a_rule_of_each_kind() -> None:
    ikm = parse_aturan({"jenis": "ikm", "cakupan": "", "ambang": "76,6", "min_n": "5"})
    assert (ikm.ambang, ikm.min_n, ikm.email) == (7660, 5, False)
    for least, many in ((25, 1), (100, 1000)):
        ikm = parse_aturan({"jenis": "ikm", "ambang": str(least), "min_n": str(many)})
        assert (ikm.ambang, ikm.min_n) == (least * 100, many)
    buruk = parse_aturan({"jenis": "buruk", "cakupan": "upp-a", "lewat_email": "ya"})
    assert (buruk.jenis, buruk.cakupan, buruk.email) == (JenisPeringatan.BURUK, "upp-a", True)
    kata = parse_aturan({"jenis": "kata", "kata": "Pungli, calo;\n pungli ,, antre  lama"})
    assert kata.kata == ("pungli", "calo", "antre lama")


@pytest.mark.parametrize(
    ("isian", "field"),
    [
        ({}, "jenis"),
        ({"jenis": "semua"}, "jenis"),
        ({"jenis": "ikm", "min_n": "5"}, "ambang"),
        ({"jenis": "ikm", "ambang": "24,99", "min_n": "5"}, "ambang"),
        ({"jenis": "ikm", "ambang": "101", "min_n": "5"}, "ambang"),
        ({"jenis": "ikm", "ambang": "NaN", "min_n": "5"}, "ambang"),
        ({"jenis": "ikm", "ambang": "7e1", "min_n": "5"}, "ambang"),
        ({"jenis": "ikm", "ambang": "76,61", "min_n": "0"}, "min_n"),
        ({"jenis": "ikm", "ambang": "76,61", "min_n": "1001"}, "min_n"),
        ({"jenis": "ikm", "ambang": "76,61", "min_n": "²"}, "min_n"),
        ({"jenis": "kata", "kata": " , "}, "kata"),
        ({"jenis": "kata", "kata": "a"}, "kata"),
        ({"jenis": "kata", "kata": "!!"}, "kata"),
        ({"jenis": "kata", "kata": "x" * 41}, "kata"),
        ({"jenis": "kata", "kata": ",".join(f"kata{i}" for i in range(31))}, "kata"),
        ({"jenis": "kata", "kata": {"a": 1}}, "kata"),
        ({"jenis": "buruk", "cakupan": "x" * 121}, "cakupan"),
    ],
)
def test_a_wrong_field_is_named(isian: dict[str, object], field: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        parse_aturan(isian)
    assert list(caught.value.errors) == [field]


def test_what_is_told_says_how_many() -> None:
    rekap = Hitung(1234, (3700,) * 9, 1234 * 27**2)
    kabar = tell_ikm(
        "UPP A",
        compute_ketelitian(rekap, compute_ikm(1234, rekap.jumlah, Metode.SEKAMPADI)),
        ambang=7661,
        dari=date(2023, 5, 9),
        sampai=date(2023, 5, 15),
    )
    assert kabar.judul == "IKM UPP A di bawah 76,61"
    assert kabar.isi == (
        "Nilai IKM 74,88 dari 1.234 jawaban, 9 Mei 2023 s.d. 15 Mei 2023. "
        "Margin ± 0,14 poin pada taraf 95 %."
    )
    both = tell_jawaban(
        buruk=True, kata=["pungli", "pungli"], layanan="L", upp="U", tanggal=date(2023, 5, 15)
    )
    assert both.judul == "Penilaian Buruk dengan saran yang memuat “pungli”"
    assert both.isi == "1 jawaban untuk L, U, 15 Mei 2023."
