"""The first and the last day that a form of the SOP takes, and what an address may say."""

from datetime import date

import pytest

from sekampadi.domain.errors import FieldErrors
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import AksiDossier, AksiPengajuan
from sekampadi.domain.pengajuan.delegasi import parse_delegasi
from sekampadi.domain.pengajuan.dossier import parse_surat, parse_urut

TODAY = date(2023, 5, 15)


@pytest.mark.parametrize(
    ("dari", "sampai", "code"),
    [
        ("15-05-2023", "15-05-2023", ""),
        ("01-05-2023", "14-05-2023", "sampai.past"),
        ("16-05-2023", "15-05-2023", "sampai.reversed"),
        ("15-05-2023", "15-05-2024", ""),  # 366 days: the 29th of February lies between
        ("15-05-2023", "16-05-2024", "sampai.too_long"),
    ],
)
def test_how_long_somebody_may_act(dari: str, sampai: str, code: str) -> None:
    isian = {
        **{"peran": "pimpinan_upp", "bentuk": "plh", "dari": dari, "sampai": sampai},
        "dasar": "800/1",
    }
    if not code:
        assert parse_delegasi(isian, TODAY).dasar == "800/1"
        return
    with pytest.raises(FieldErrors) as caught:
        parse_delegasi(isian, TODAY)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("tanggal", "right"),
    [("31-03-2023", False), ("01-04-2023", True), ("15-05-2023", True), ("16-05-2023", False)],
)
def test_a_letter_is_written_after_the_triwulan_and_before_tomorrow(
    tanggal: str, *, right: bool
) -> None:
    isian = {"surat_nomor": "000.8/1", "surat_tanggal": tanggal}
    if right:
        parse_surat(isian, Triwulan(2023, 1), TODAY)
        return
    with pytest.raises(FieldErrors) as caught:
        parse_surat(isian, Triwulan(2023, 1), TODAY)
    assert caught.value.code == "surat_tanggal.out_of_range"


def test_an_addendum_in_an_address() -> None:
    assert [parse_urut(x) for x in ("", "0", "1", "999")] == [0, 0, 1, 999]
    assert [parse_urut(x) for x in ("1000", "-1", "x", "1.0", "٣")] == [-1] * 5


def test_the_moves_that_lead_back() -> None:
    assert {a.value for a in AksiPengajuan if a.mundur} == {
        *("tarik", "kembalikan_hasil", "kembalikan_tl", "kembalikan", "buka")
    }
    assert {a.value for a in AksiDossier if a.mundur} == {
        *("tarik", "kembalikan_himpun", "kembalikan_susun")
    }
