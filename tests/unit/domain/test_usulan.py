"""Which suggestions are proposed for an unsur: words as they are typed, and what they speak of."""

import pytest

from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tindak_lanjut.kata.umum import KELOMPOK
from sekampadi.domain.tindak_lanjut.pola import Kumpulan, parse_pola, read_words, stem
from sekampadi.domain.tindak_lanjut.usulan import Nada, count_unsur, propose, read_unsur


def _stems(text: str) -> list[str]:
    return [w.stem for w in read_words(text)]


def _found(entries: str, text: str) -> list[str]:
    patterns = Kumpulan[None]()
    patterns.add(entries, KELOMPOK, None)
    return sorted({entri for _, entri, _ in patterns.find(read_words(text))})


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("gak ndak nda tdk tak", "tidak"),
        ("ngantri antrean ngantre antriannya", "antri"),
        ("nunggu menunggu tungguin ditunggu nunggunye", "tunggu"),
        ("membayar dibayarin bayarin pembayarannya", "bayar"),
        ("lamaaaa lame lamak lama-lama", "lama"),
        ("memakai dipake pakek", "pakai"),
        ("menagih penagihan ditagih", "tagih"),
        ("bersihin dibersihin dibersihkan", "bersih"),
        ("mbaknye mbaknya", "mbak"),
        ("ngelayani dilayanin pelayanan", "layan"),
        ("persyaratannya syarat2nya sarat", "syarat"),
        ("ngomongnye cakap bicaranya", "cakap"),
    ],
)
def test_what_people_type_has_the_stem_of_the_plain_word(typed: str, plain: str) -> None:
    assert [w for w in typed.split() if _stems(w) != [stem(plain)]] == []


def test_doubled_words_numbers_and_money() -> None:
    assert _stems("muter muter, muter-muter") == _stems("muter2") == [stem("putar")]
    assert _stems("kasih 100rb") == _stems("kasih Rp 100.000") == ["kasih", "rupiah"]
    assert _stems("sejam") == _stems("2 jam") == _stems("dua jam") == ["#", "jam"]
    assert _stems("foto 3x4") == ["foto", "pasfoto"]
    # "2" doubles the word it is written to, and counts what follows it otherwise.
    assert _stems("anak2") == ["anak"]
    assert _stems("sudah 2 bulan")[1:] == ["#", "bulan"]


def test_a_wish_is_no_ease_and_an_old_thing_not_slow() -> None:
    assert stem("mudah") not in _stems("mudah2an sehat") + _stems("mudah-mudahan sehat")
    assert stem("lama") not in _stems("ijazah yg lama")
    assert stem("lama") in _stems("antriannya lama")


def test_words_of_a_pattern_stand_in_order_and_near() -> None:
    assert _found("tidak paham", "petugas ndak begitu ngerti") == ["tidak paham"]
    assert _found("tidak paham", "paham, tidak") == []
    assert _found("tidak paham", "tidak satu pun orang kantor paham") == []
    assert _found("tidak paham", "Tidak. Paham") == []
    assert _found("salah & nama", "nama anak salah") == ["salah & nama"]
    assert _found("kurang-petugas", "kurang petugas") == ["kurang-petugas"]
    assert _found("kurang-petugas", "kurang ramah petugas") == []
    assert _found("kurang-petugas", "kurang, petugas") == []
    assert _found("minta @dokumen, # jam", "minta kk, 2 jam") == ["# jam", "minta @dokumen"]


def test_a_word_that_is_passed_over_in_texts_stands_in_no_list() -> None:
    with pytest.raises(ValueError, match="passed over"):
        list(parse_pola("hari itu juga", KELOMPOK))


@pytest.mark.parametrize(
    ("text", "unsur"),
    [
        ("biaya hidup mahal pak", set()),
        ("antri solar di spbu lama", set()),
        ("tidak ada saran", set()),
        ("petugas parkir", set()),
        ("ruang tunggu dingin", {Unsur.SARANA}),
        ("parkir ditarik 3rb", {Unsur.BIAYA}),
        ("murah senyum", {Unsur.PERILAKU}),
        ("wifi lambat", {Unsur.SARANA}),
        ("pelayanannya bagus", set()),
        ("", set()),
        ("👍👍", set()),
    ],
)
def test_what_only_looks_like_an_unsur(text: str, unsur: set[Unsur]) -> None:
    assert {*read_unsur(text)} == unsur


def test_what_is_vague_alone_needs_a_second_one() -> None:
    assert read_unsur("rusak") == read_unsur("rusak kemarin, rusak lagi") == {}
    assert {*read_unsur("lemari rusak")} == {Unsur.SARANA}


def test_a_word_counts_once_however_many_patterns_it_stands_in() -> None:
    assert read_unsur("antri panjang")[Unsur.WAKTU].skor == 2
    assert read_unsur("antri panjang, lambat")[Unsur.WAKTU].skor == 4


def test_other_matters_silence_their_sentence_only() -> None:
    assert {*read_unsur("Harga sembako mahal. Petugasnya judes")} == {Unsur.PERILAKU}


@pytest.mark.parametrize(
    ("text", "unsur", "nada"),
    [
        ("ribet", Unsur.PROSEDUR, Nada.KELUHAN),
        ("tidak ribet", Unsur.PROSEDUR, Nada.PUJIAN),
        ("ramah", Unsur.PERILAKU, Nada.PUJIAN),
        ("kurang ramah", Unsur.PERILAKU, Nada.KELUHAN),
        ("ndak judes", Unsur.PERILAKU, Nada.PUJIAN),
        ("krg cekatan", Unsur.KOMPETENSI, Nada.KELUHAN),
        ("syaratnya banyak", Unsur.PERSYARATAN, Nada.KELUHAN),
        ("syaratnya tidak banyak", Unsur.PERSYARATAN, Nada.PUJIAN),
        ("tidak ada pungli", Unsur.BIAYA, Nada.PUJIAN),
        ("informasi syaratnya kurang jelas", Unsur.PERSYARATAN, Nada.KELUHAN),
        ("hasilnya belum sesuai dgn yg saya minta", Unsur.PRODUK, Nada.KELUHAN),
        ("tolong jangan lama", Unsur.WAKTU, Nada.USUL),
        ("mohon toilet dibersihkan", Unsur.SARANA, Nada.USUL),
    ],
)
def test_a_negation_turns_the_tone_and_not_the_unsur(text: str, unsur: Unsur, nada: Nada) -> None:
    assert read_unsur(text)[unsur].nada is nada


def test_complaints_come_first_then_requests_then_praise_the_clearest_of_each_before() -> None:
    texts = [
        *("cepat", "tolong lebih cepat", "lama", "puas"),
        "antri panjang, sejam belum dipanggil, lama",
        "lambat",
    ]
    found = propose(enumerate(texts), Unsur.WAKTU)
    assert [i for i, _ in found] == [4, 2, 5, 1, 0]
    assert count_unsur(texts)[Unsur.WAKTU] == 5
    assert sum(count_unsur(texts).values()) == 5
