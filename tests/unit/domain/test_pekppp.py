"""PEKPPP: every level of each indicator, and both sides of each border."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.pekppp.fakta import (
    NILAI_MAX,
    FaktaTahun,
    FaktaTriwulan,
    Indikator,
    NilaiIndikator,
)
from sekampadi.domain.pengajuan.pekppp.nilai import (
    add_months,
    assess,
    tingkat_kecepatan,
    tingkat_rtl,
)
from sekampadi.domain.publikasi import MediaRow
from sekampadi.domain.tindak_lanjut.hasil import Realisasi

TODAY = date(2024, 6, 1)
ALAMAT = "https://contoh.go.id/lembar"


def shown(jenis: str, alamat: str = ALAMAT) -> MediaRow:
    return MediaRow(1, 1, jenis, date(2023, 4, 6), alamat, "Lobi", "", "budi")


CETAK, SITUS = shown("cetak"), shown("situs")


def quarter(nomor: int) -> FaktaTriwulan:
    """Return a triwulan of which everything is there; its first action came at once."""
    due = date(2023 + nomor // 4, nomor * 3 % 12 + 1, 7)
    return FaktaTriwulan(
        Triwulan(2023, nomor),
        *(due, due, 60, 9, 100, (CETAK, SITUS), Realisasi(10, 10), 0, due),
    )


WHOLE = FaktaTahun(2023, TODAY, 240, tuple(map(quarter, range(1, 5))))


def year(change: dict[str, object], which: int = 2, **more: object) -> FaktaTahun:
    """Return a whole year of which one triwulan, counted from 0, is otherwise."""
    parts = list(WHOLE.triwulan)
    parts[which] = replace(parts[which], **change)
    return replace(WHOLE, triwulan=tuple(parts), **more)


def of(indikator: Indikator, fakta: FaktaTahun) -> NilaiIndikator:
    return next(p for p in assess(fakta).penilaian if p.indikator is indikator)


def skm(fakta: FaktaTahun) -> NilaiIndikator:
    return of(Indikator.SKM, fakta)


NOTHING: dict[str, object] = {
    "terbit": None,
    "n": 0,
    "unsur": 0,
    "media": (),
    "realisasi": Realisasi(0, 0),
    "selesai": None,
}


def empty(**more: object) -> FaktaTahun:
    parts = tuple(replace(x, **NOTHING) for x in WHOLE.triwulan)
    return replace(WHOLE, triwulan=parts, **{"jawaban": 0, **more})


def test_the_weights_and_the_scale_are_the_ministrys() -> None:
    assert [i.bobot for i in Indikator] == [Decimal(x) for x in ("0.17", "0.07", "0.07", "0.07")]
    assert Decimal("1.90") == NILAI_MAX
    assert {len(i.skala) for i in Indikator} == {6}


def test_a_whole_year_has_the_highest_levels_and_lacks_nothing() -> None:
    # Two kinds of media only: all else is complete.
    found = assess(WHOLE)
    assert [p.tingkat for p in found.penilaian] == [5, 2, 5, 5]
    assert [bool(p.kurang) for p in found.penilaian] == [False, True, False, False]
    assert found.nilai == Decimal("0.17") * 5 + Decimal("0.07") * 12


def test_no_survey_at_all_is_level_0() -> None:
    assert skm(empty()).tingkat == 0
    assert skm(empty(jawaban=1)).tingkat == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"terbit": None}, "Terbitkan lembar Triwulan III 2023."),
        ({"unsur": 8}, "Lembar Triwulan III 2023 hanya menilai 8 unsur; yang diminta sembilan."),
        ({"dilayani": None}, "Isi jumlah penerima layanan Triwulan III 2023."),
        # 4 x 100 served: 196 in all.
        ({"n": 15}, "Kumpulkan 1 jawaban lagi: 195 dari sampel minimum 196."),
    ],
)
def test_what_does_not_conform_is_level_1_and_says_why(
    change: dict[str, object], words: str
) -> None:
    assert skm(year({"n": 16})).tingkat == 5
    found = skm(year(change))
    assert (found.tingkat, found.kurang) == (1, (words,))


def test_a_conforming_year_rises_by_each_medium_of_each_sheet() -> None:
    none = skm(year({"media": ()}))
    assert none.tingkat == 2
    assert none.kurang == ("Catat satu media non-elektronik untuk lembar Triwulan III 2023.",)
    paper = skm(year({"media": (CETAK,)}))
    assert paper.tingkat == 3
    assert paper.kurang == ("Catat satu media elektronik untuk lembar Triwulan III 2023.",)
    # The steps build on each other, and what nothing proves is no medium.
    assert skm(year({"media": (SITUS,)})).tingkat == 2
    assert skm(year({"media": (shown("cetak", ""), SITUS)})).tingkat == 2


def test_follow_up_needs_a_plan_for_each_sheet_and_one_finished_action() -> None:
    unplanned = skm(year({"realisasi": Realisasi(0, 0)}))
    assert unplanned.tingkat == 4
    assert unplanned.kurang == ("Susun RTL Triwulan III 2023 dengan sedikitnya satu kegiatan.",)
    parts = tuple(replace(x, realisasi=Realisasi(10, 0)) for x in WHOLE.triwulan)
    undone = skm(replace(WHOLE, triwulan=parts))
    assert (undone.tingkat, undone.kurang) == (
        4,
        ("Selesaikan satu kegiatan RTL dan laporkan hasilnya.",),
    )


def test_a_sheet_is_asked_for_from_the_day_after_its_deadline() -> None:
    last = {"terbit": None, "n": 0, "realisasi": Realisasi(0, 0), "media": (), "selesai": None}
    base = replace(WHOLE, triwulan=(*WHOLE.triwulan[:3], replace(WHOLE.triwulan[3], **last)))
    assert skm(replace(base, today=date(2024, 1, 7))).tingkat == 5
    late = skm(replace(base, today=date(2024, 1, 8)))
    assert (late.tingkat, late.kurang) == (1, ("Terbitkan lembar Triwulan IV 2023.",))


def test_a_plan_is_asked_for_from_the_day_after_its_deadline() -> None:
    base = replace(
        WHOLE, triwulan=(*WHOLE.triwulan[:3], replace(WHOLE.triwulan[3], realisasi=Realisasi(0, 0)))
    )
    assert skm(replace(base, today=date(2024, 1, 7))).tingkat == 5
    assert skm(replace(base, today=date(2024, 1, 8))).tingkat == 4


def test_a_year_is_provisional_until_its_reports_are_due() -> None:
    assert assess(replace(WHOLE, today=date(2024, 1, 14))).sementara
    assert not assess(replace(WHOLE, today=date(2024, 1, 15))).sementara


def test_answers_without_a_sheet_that_is_due_are_told_the_next_one() -> None:
    found = skm(empty(jawaban=5, today=date(2023, 2, 1)))
    assert found.tingkat == 1
    assert found.kurang == ("Terbitkan lembar Triwulan I 2023 sesudah triwulan itu berakhir.",)


@pytest.mark.parametrize(
    ("kinds", "level"),
    [
        ((), 0),
        (("cetak",), 1),
        (("cetak", "cetak"), 1),
        (("cetak", "situs"), 2),
        (("cetak", "situs", "baliho"), 3),
        (("cetak", "situs", "baliho", "aplikasi"), 4),
        (("cetak", "situs", "baliho", "aplikasi", "elektronik"), 5),
        (("cetak", "situs", "baliho", "aplikasi", "elektronik", "media_sosial"), 5),
    ],
)
def test_media_are_counted_by_kind_over_the_year(kinds: tuple[str, ...], level: int) -> None:
    found = of(Indikator.MEDIA, empty(media_lain=tuple(map(shown, kinds))))
    assert (found.tingkat, bool(found.kurang)) == (level, level < 5)


def test_a_medium_without_proof_is_named_and_not_counted() -> None:
    found = of(Indikator.MEDIA, empty(media_lain=(CETAK, shown("situs", ""))))
    assert found.tingkat == 1
    assert found.catatan == ("1 catatan media belum berbukti: tambahkan alamat atau foto.",)
    assert "Elektronik" in found.kurang[0]  # the first kind that is not there


@pytest.mark.parametrize(
    ("realisasi", "level"),
    [
        (Realisasi(0, 0), 0),
        (Realisasi(10, 0), 1),
        (Realisasi(10, 0, 0, 10), 1),
        (Realisasi(10, 0, 1), 2),
        (Realisasi(1000, 299), 2),
        (Realisasi(1000, 300), 3),
        (Realisasi(1000, 800), 3),
        (Realisasi(1000, 801), 4),
        # 80.00 when rounded, and still more than 80.
        (Realisasi(100_000, 80_001), 4),
        # 100.00 when rounded, and still not all.
        (Realisasi(100_000, 99_999), 4),
        (Realisasi(1000, 1000), 5),
        (Realisasi(1, 1), 5),
    ],
)
def test_the_share_of_finished_actions_decides_exactly(realisasi: Realisasi, level: int) -> None:
    assert tingkat_rtl(realisasi) == level


@pytest.mark.parametrize(
    ("realisasi", "words"),
    [
        (Realisasi(0, 0), "Susun RTL dengan sedikitnya satu kegiatan."),
        (Realisasi(10, 0), "Mulai satu kegiatan RTL dan ubah statusnya."),
        (Realisasi(10, 2), "Selesaikan 1 kegiatan lagi."),
        (Realisasi(9, 1), "Selesaikan 2 kegiatan lagi."),
        (Realisasi(10, 8), "Selesaikan 1 kegiatan lagi."),
        (Realisasi(20, 17), "Selesaikan 3 kegiatan lagi."),
        (
            Realisasi(10, 9, 0, 1),
            "Tingkat berikutnya tidak tercapai lagi tahun ini karena ada kegiatan yang batal.",
        ),
        # New actions reach it: 9 of 11, 2 of 6, 13 of 16, and one that is begun.
        (
            Realisasi(10, 8, 0, 2),
            "Tambahkan 1 kegiatan ke RTL dan selesaikan semua yang belum batal.",
        ),
        (
            Realisasi(5, 1, 0, 4),
            "Tambahkan 1 kegiatan ke RTL dan selesaikan semua yang belum batal.",
        ),
        (
            Realisasi(10, 7, 0, 3),
            "Tambahkan 6 kegiatan ke RTL dan selesaikan semua yang belum batal.",
        ),
        (
            Realisasi(3, 0, 0, 3),
            "Tambahkan 1 kegiatan ke RTL dan selesaikan semua yang belum batal.",
        ),
    ],
)
def test_what_is_missing_is_the_fewest_actions_to_the_next_level(
    realisasi: Realisasi, words: str
) -> None:
    parts = list(empty().triwulan)
    parts[0] = replace(parts[0], realisasi=realisasi)
    found = of(Indikator.RTL, replace(empty(), triwulan=tuple(parts)))
    assert found.kurang == (words,)
    assert bool(found.catatan) is bool(realisasi.batal)


def test_finished_actions_without_proof_are_named() -> None:
    found = of(Indikator.RTL, year({"tanpa_bukti": 2}))
    assert found.tingkat == 5
    assert found.catatan == ("2 kegiatan selesai belum berbukti: unggah fotonya.",)


def test_what_was_done_before_the_report_is_done_at_once() -> None:
    assert tingkat_kecepatan(date(2023, 4, 5), date(2023, 3, 1)) == 5


@pytest.mark.parametrize(
    ("selesai", "level"),
    [
        (date(2023, 2, 28), 5),  # 31 January and one month, in a short one
        (date(2023, 3, 1), 4),
        (date(2023, 4, 30), 4),
        (date(2023, 5, 1), 3),
        (date(2023, 7, 31), 3),
        (date(2023, 8, 1), 2),
        (date(2023, 10, 31), 2),
        (date(2023, 11, 1), 1),
        (date(2024, 1, 31), 1),
        (date(2024, 2, 1), 0),
    ],
)
def test_speed_has_both_sides_of_each_border(selesai: date, level: int) -> None:
    assert tingkat_kecepatan(date(2023, 1, 31), selesai) == level


def test_months_end_with_their_last_day() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert add_months(date(2023, 12, 15), 12) == date(2024, 12, 15)


def test_the_slowest_sheet_decides_the_speed() -> None:
    found = of(Indikator.KECEPATAN, year({"selesai": date(2024, 1, 7)}))
    assert found.tingkat == 4
    assert found.kurang == (
        "Tanggal selesai Triwulan III 2023 tidak berubah lagi, jadi tahun ini paling tinggi tingkat 4.",
    )


def test_a_sheet_that_waits_is_as_slow_as_it_has_waited() -> None:
    # Published on 7 October 2023; today is 1 June 2024, in the eighth month.
    found = of(Indikator.KECEPATAN, year({"selesai": None}))
    assert found.tingkat == 2
    assert found.kurang == (
        "Triwulan III 2023: selesaikan satu kegiatan paling lambat 7 Juli 2024 untuk tingkat 2.",
    )
    late = of(Indikator.KECEPATAN, year({"selesai": None}, today=date(2024, 10, 8)))
    assert late.tingkat == 0
    early = of(Indikator.KECEPATAN, year({"selesai": None}, today=date(2023, 10, 9)))
    assert (early.tingkat, early.kurang, len(early.catatan)) == (5, (), 1)


def test_a_year_without_a_finished_action_has_no_speed() -> None:
    parts = tuple(replace(x, selesai=None) for x in WHOLE.triwulan)
    found = of(Indikator.KECEPATAN, replace(WHOLE, triwulan=parts, today=date(2023, 4, 8)))
    assert found.tingkat == 0
    assert of(Indikator.KECEPATAN, empty()).tingkat == 0
