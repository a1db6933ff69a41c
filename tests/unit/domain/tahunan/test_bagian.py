"""The parts of an annual report: those of the decree (L.3), in its order, and no name of a stranger."""

import pytest

from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.tahunan.bagian import BAGIAN, CaraIsi, list_bagian, parse_bagian

BAB = (
    *("ringkasan", "pengantar", "penanda", "latar", "dasar_hukum", "maksud"),
    *("profil", "metode", "tim", "jadwal", "saran", "tindak_lanjut"),
    *("kelebihan", "kelemahan", "perbandingan", "kesimpulan", "rekomendasi", "dokumentasi"),
)
"""What the decree lets an UPP write, in its order; the signature stands under the preface, photos
are "lain-lain yang diperlukan" of its appendices."""


def test_an_upp_and_the_province_have_the_decree_s_parts_in_its_order() -> None:
    assert tuple(b.kunci for b in list_bagian(provinsi=False)) == BAB
    provinsi = tuple("wilayah" if k == "profil" else k for k in BAB)
    assert tuple(b.kunci for b in list_bagian(provinsi=True)) == provinsi


def test_what_only_a_person_can_know_is_what_a_report_may_not_lack() -> None:
    assert {b.kunci for b in BAGIAN if b.wajib} == {"penanda", "profil", "wilayah", "tim"}
    assert all(b.cara is CaraIsi.SENDIRI for b in BAGIAN if b.wajib)


def test_a_part_can_be_stored_and_shown() -> None:
    assert len({b.kunci for b in BAGIAN}) == len(BAGIAN)
    for bagian in BAGIAN:
        assert len(bagian.kunci) <= 20, "the column"
        assert bagian.judul
        assert bagian.bantuan.endswith(".")
        assert all(k.judul and k.contoh and k.lebar > 0 for k in bagian.kolom)


@pytest.mark.parametrize(
    "kunci",
    [
        *("", "Latar", " latar", "latar\x00", "latar\u202e", "wilayah", "x" * 1_000_000),
        *(None, 3, True, ["latar"], {"latar": 1}, ("latar",), b"latar", float("nan")),
    ],
)
def test_what_is_no_part_of_an_upp_s_report_is_not_found(kunci: object) -> None:
    with pytest.raises(NotFoundError) as caught:
        parse_bagian(kunci, provinsi=False)
    assert caught.value.code == "bagian.unknown"


def test_each_part_is_found_where_it_belongs() -> None:
    for provinsi in (False, True):
        for bagian in list_bagian(provinsi=provinsi):
            assert parse_bagian(bagian.kunci, provinsi=provinsi) is bagian
    with pytest.raises(NotFoundError):
        parse_bagian("profil", provinsi=True)
