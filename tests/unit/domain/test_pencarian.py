"""The citizen's search: common words find what names say otherwise."""

import pytest

from sekampadi.domain.survei.pencarian import MAKS_KATA, SINONIM, Calon, plain, rank, read_words

PKB = Calon("Pembayaran Pajak Kendaraan Bermotor Tahunan", "UPT PPD Pontianak (Samsat) pkb-tahunan")
SIPIL = Calon("Fasilitasi Pencatatan Sipil", "Dinas Kependudukan")
RAWAT = Calon("Rawat Jalan", "RSUD dr. Soedarso")


@pytest.mark.parametrize(
    ("text", "calon"),
    [
        ("pajak", PKB),
        ("bayar PAJAK motor", PKB),
        ("stnk", PKB),
        ("mengurus STNK di samsat", PKB),
        ("ktp", SIPIL),
        ("KK", SIPIL),
        ("bikin akta", SIPIL),
        ("perpanjang stnk", PKB),
        ("akta lahir", SIPIL),
        ("kartu keluarga", SIPIL),
        ("kartu kuning", Calon("Pelayanan Antarkerja", "Bidang Ketenagakerjaan")),
        ("berobat", RAWAT),
        ("Soedarso", RAWAT),
        ("dr soedarso", RAWAT),
    ],
)
def test_a_common_word_finds_it(text: str, calon: Calon) -> None:
    assert rank(read_words(text), calon) is not None


@pytest.mark.parametrize(
    ("text", "calon"),
    [
        ("pajak", RAWAT),
        ("sim", Calon("Maksimal")),
        ("sim", Calon("Sosialisasi dan Simulasi")),
        ("kk", PKB),
    ],
)
def test_what_does_not_fit_is_not_found(text: str, calon: Calon) -> None:
    assert rank(read_words(text), calon) is None


def test_a_name_that_says_it_comes_before_one_that_means_it() -> None:
    words = read_words("pajak")
    found = rank(words, PKB), rank(words, Calon("Cek Fisik", "Samsat Pontianak"))
    assert found == (0, 3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  Mau urus KTP-el!  ", ("ktp", "el")),
        ("layanan", ("layanan",)),
        ("", ()),
        ("  ?!_ ", ()),
        (None, ()),
        (["pajak"], ()),
        ("a " * 500, ("a",) * MAKS_KATA),
    ],
)
def test_words_are_read_from_whatever_comes(text: object, words: tuple[str, ...]) -> None:
    assert read_words(text) == words


def test_the_table_is_written_as_names_are_compared() -> None:
    for word, others in SINONIM.items():
        assert [plain(w) for w in (word, *others)] == [word, *others]
