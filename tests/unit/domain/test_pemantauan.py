"""What of an UPP needs attention, and in which order."""

from datetime import date

import pytest

from sekampadi.domain.pengajuan.kode_terpasang import MediaKode
from sekampadi.domain.pengajuan.pemantauan import (
    AlasanPerhatian,
    KeadaanUpp,
    Ketepatan,
    SampelTriwulan,
    perhatian_of,
    urgency,
)

HARI = date(2023, 5, 15)
WELL = {"terakhir": HARI, "kode": (("poster", 1),)}
P = AlasanPerhatian


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, ()),
        ({"terakhir": None}, (P.SENYAP,)),
        ({"terakhir": date(2023, 5, 1)}, ()),  # two weeks are quiet, not silent
        ({"terakhir": date(2023, 4, 30)}, (P.SENYAP,)),
        ({"kode": ()}, (P.KODE,)),
        ({"wajib": True}, (P.LEMBAR,)),
        ({"wajib": True, "lembar": True}, (P.MEDIA,)),
        ({"wajib": True, "lembar": True, "media": 1}, ()),
        ({"moderasi": 1}, (P.MODERASI,)),
        ({"rtl_lewat": 1}, (P.RTL,)),
        ({"temuan": 2}, ()),
        ({"temuan": 2, "temuan_lewat": 1}, (P.TEMUAN,)),
        ({"ketepatan": Ketepatan(lambat=2)}, ()),
        ({"ketepatan": Ketepatan(belum=1), "kode": ()}, (P.TENGGAT, P.KODE)),
    ],
)
def test_each_reason_by_itself(
    changes: dict[str, object], why: tuple[AlasanPerhatian, ...]
) -> None:
    assert perhatian_of(KeadaanUpp(**(WELL | changes)), HARI, berakhir=True) == why  # type: ignore[arg-type]


def test_a_sample_is_too_small_once_its_triwulan_is_over() -> None:
    few = KeadaanUpp(terakhir=HARI, kode=(("poster", 1),), jawaban=79, sampel=SampelTriwulan(100))
    assert few.kurang == 1
    assert perhatian_of(few, HARI, berakhir=True) == (P.SAMPEL,)
    assert perhatian_of(few, HARI, berakhir=False) == ()
    enough = KeadaanUpp(
        terakhir=HARI, kode=(("poster", 1),), jawaban=80, sampel=SampelTriwulan(100)
    )
    assert perhatian_of(enough, HARI, berakhir=True) == ()
    unknown = KeadaanUpp(terakhir=HARI, kode=(("poster", 1),))
    assert unknown.kurang is None
    assert perhatian_of(unknown, HARI, berakhir=True) == ()


def test_more_reasons_come_first_and_then_the_more_urgent() -> None:
    lines = [(), (P.KODE,), (P.TENGGAT,), (P.KODE, P.RTL), (P.TENGGAT, P.RTL)]
    assert sorted(lines, key=urgency) == [
        (P.TENGGAT, P.RTL),
        (P.KODE, P.RTL),
        (P.TENGGAT,),
        (P.KODE,),
        (),
    ]


def test_the_decree_asks_for_electronic_media_and_others() -> None:
    assert KeadaanUpp().belum_di == ""
    assert KeadaanUpp(kode=(("poster", 2),)).belum_di == "belum di media elektronik"
    assert KeadaanUpp(kode=(("situs", 1),)).belum_di == "belum di media nonelektronik"
    assert KeadaanUpp(kode=(("poster", 2), ("situs", 1))).belum_di == ""
    assert {m for m in MediaKode if m.elektronik} == {
        MediaKode.LAYAR,
        MediaKode.SITUS,
        MediaKode.MEDIA_SOSIAL,
        MediaKode.APLIKASI,
    }


def test_the_short_words_of_media_tell_them_apart() -> None:
    assert len({m.pendek for m in MediaKode}) == len(MediaKode)
    assert MediaKode.MEJA.pendek == "Stiker meja"
    assert MediaKode.CETAK.pendek == "Media cetak lain"
