"""No annual report tells of a handful of people what they answered, in none of its parts."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.domain.tahunan.statistik.hitung import compute_statistik
from sekampadi.reports.build.tahunan.hasil import hasil_blok
from sekampadi.reports.build.tahunan.laporan import build_tahunan
from sekampadi.reports.build.tahunan.metode import kuesioner_blok
from sekampadi.reports.build.tahunan.rangkuman.penutup import kesimpulan_blok
from sekampadi.reports.build.tahunan.rangkuman.perbandingan import perbandingan_blok
from sekampadi.reports.build.tahunan.rangkuman.ringkasan import (
    list_didahulukan,
    ringkasan_text,
    summary_figures,
)
from sekampadi.reports.build.tahunan.triwulan import triwulan_blok
from sekampadi.reports.build.tahunan.unit import layanan_blok, unit_unsur_blok
from sekampadi.reports.model import Chart, Report
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.lindung import protect
from tests.factories import Cast
from tests.reports.tahunan.angka import strangers
from tests.reports.tahunan.tahun_kecil import TAHUN, answer, person, read, read_province, tell
from tests.reports.tahunan.test_blok_hasil import alike, cells, words
from tests.services.tahunan.utuh import load_utuh

FORMS = pytest.mark.parametrize("bentuk", list(BentukTahunan), ids=lambda b: b.value)


@pytest.fixture
def backend() -> str:
    """What a block says of its figures does not depend on the database."""
    return "sqlite"


def report_of(rt: Runtime, cast: Cast, bentuk: BentukTahunan) -> Report:
    """Build the report of upp-a as its document is built, with its statistics."""
    bahan = load_utuh(rt, person(cast), "", TAHUN)
    raw = bahan.mentah
    assert raw is not None
    report = build_tahunan(bahan, compute_statistik(raw.nilai, raw.umum, raw.kelompok), bentuk)
    assert strangers(report, bahan) == []
    return report


def scores(report: Report) -> Iterator[Decimal]:
    """Yield what can be a score, a mean or an index: numbers with decimals, in cells and charts."""
    for table in report.tables:
        for line, _ in table.lines:
            yield from (c.value for c in line if isinstance(c.value, Decimal))
    for chart in report.charts:
        for series in chart.series:
            yield from (v for v in series.nilai if isinstance(v, Decimal))
    yield from (f.cell.value for f in report.figures if isinstance(f.cell.value, Decimal))


@FORMS
@pytest.mark.parametrize("many", [1, 4])
def test_a_year_of_a_handful_has_its_number_and_no_figure(
    rt: Runtime, cast: Cast, bentuk: BentukTahunan, many: int
) -> None:
    answer(rt, 1, many, saran="Antreannya lama sekali.")
    report = report_of(rt, cast, bentuk)
    assert list(scores(report)) == []
    assert {t.kunci for t in report.tables} <= {
        "pelaksanaan",
        "kuesioner",
        "kuesioner_sekampadi_1",
        "jadwal",
    }
    assert report.charts == ()
    assert report.text[0] == (
        f"Jawaban Survei Kepuasan Masyarakat UPP-A tahun {TAHUN} berjumlah {many}. Nilainya tidak "
        "ditampilkan untuk menjaga kerahasiaan responden, karena jawabannya kurang dari 5."
    )
    shown = {f.kunci: f.cell.text for f in report.figures}
    assert (shown["n"], shown["nilai_ikm"]) == (str(many), "tidak ditampilkan")
    said = " ".join((*report.text, *(p for s in report.sections for p in s.text)))
    assert "Belum ada jawaban" not in said
    assert "Antreannya" not in said


@FORMS
def test_five_are_enough(rt: Runtime, cast: Cast, bentuk: BentukTahunan) -> None:
    answer(rt, 1, 5)
    assert {"ikm", "unsur", "umum", "pengolahan"} <= {
        t.kunci for t in report_of(rt, cast, bentuk).tables
    }


def test_a_triwulan_of_a_handful_is_hidden_with_the_next(rt: Runtime, cast: Cast) -> None:
    for at, many, nilai in ((1, 20, 3), (2, 2, 1), (4, 12, 4)):
        alike(rt, at, many, nilai)
    blok = triwulan_blok(protect(read(rt, cast)))
    # Two of 34; less twenty they would be left with the twelve, which go with them.
    assert [line[1:5] for line in cells(blok, "triwulan")] == [
        ["20", "74,93", "–", "C"],
        ["*"] * 4,
        ["0", "belum ada data", "–", "–"],
        ["*"] * 4,
    ]
    assert not [x for x in blok.isi if isinstance(x, Chart)]
    assert "99,90" not in words(blok)
    came = cells(kuesioner_blok(protect(read(rt, cast))), "kuesioner")
    assert [line[-1] for line in came] == ["20", "*", "0", "*", "34"]


def test_what_was_told_of_a_hidden_triwulan_does_not_give_its_number_away(
    rt: Runtime, cast: Cast
) -> None:
    for at, many in ((1, 4), (2, 14), (3, 14), (4, 12)):
        alike(rt, at, many, 3)
        tell(rt, cast, at, dilayani="50", dibagikan=str(many + 1), kembali=str(many))
    for bentuk in BentukTahunan:
        report = build_tahunan(read(rt, cast), None, bentuk)
        table = next(t for t in report.tables if t.kunci.startswith("kuesioner") and t.totals)
        found = [[c.text for c in line] for line, _ in table.lines]
        assert table.columns[-3:] == ("Kuesioner dibagikan", "Kuesioner kembali", "Jawaban diolah")
        assert [line[-3:] for line in found] == [
            ["*", "*", "*"],
            ["15", "14", "14"],
            ["15", "14", "14"],
            ["*", "*", "*"],
            ["48", "44", "44"],
        ]
        assert [line[1] for line in found] == ["50", "50", "50", "50", "200"]


def test_two_triwulan_of_one_answer_each_do_not_hide_each_other(rt: Runtime, cast: Cast) -> None:
    for at, many, nilai in ((1, 10, 3), (2, 1, 1), (3, 1, 1), (4, 11, 3)):
        alike(rt, at, many, nilai)
    blok = triwulan_blok(protect(read(rt, cast)))
    assert [line[1] for line in cells(blok, "triwulan")] == ["*", "*", "*", "11"]
    assert words(blok) == "Belum ada lembar IKM triwulan yang berlaku untuk tahun ini."


def test_of_all_triwulan_nothing_is_said_where_some_are_hidden(rt: Runtime, cast: Cast) -> None:
    for at, many, nilai in ((1, 3, 3), (2, 20, 4), (3, 21, 3), (4, 10, 3)):
        alike(rt, at, many, nilai)
    said = words(triwulan_blok(protect(read(rt, cast))))
    assert "IKM turun dari Triwulan II 2022 ke Triwulan III 2022." in said
    assert "semua triwulan" not in said


def test_the_province_hides_upp_by_the_same_rule(rt: Runtime, cast: Cast) -> None:
    alike(rt, 1, 30, 4)
    alike(rt, 1, 3, 1, "layanan-b1")
    alike(rt, 1, 8, 2, "layanan-c1")
    bahan = protect(read_province(rt, cast))
    blok = hasil_blok(bahan)
    assert [line[1] for line in cells(blok, "satuan_kerja")] == ["UPP-A"]
    assert [line[1] for line in cells(layanan_blok(bahan), "upp")] == ["UPP-A"]
    assert [line[0] for line in cells(unit_unsur_blok(bahan), "unit_unsur")] == [
        "UPP-A",
        "Seluruhnya",
    ]
    # The mean of all three, times three, less the one that is shown, would be that of the others.
    assert ["Rata-rata UPP yang dirinci", "99,90"] in cells(blok, "ikm")
    assert ["UPP dengan jawaban", "3"] in cells(blok, "ikm")
    for part in (blok, layanan_blok(bahan), unit_unsur_blok(bahan)):
        assert "Sebagian UPP tidak dirinci" in words(part)
    means = {f.kunci: f.cell.text for f in summary_figures(bahan)}
    assert means["rata_rata"] == "99,90"


def test_weak_upp_are_said_to_be_those_of_the_shown_where_some_are_hidden(
    rt: Runtime, cast: Cast
) -> None:
    for many, nilai, layanan in (
        (20, 2, "layanan-a1"),
        (30, 3, "layanan-b1"),
        (40, 3, "layanan-c1"),
    ):
        alike(rt, 1, many, nilai, layanan)
    bahan = protect(read_province(rt, cast))
    # Other unsur come first, and the UPP are named nonetheless.
    assert list_didahulukan(bahan)
    weak = "UPP-B (74,93); UPP-C (74,93)."
    every = f"Ada 3 UPP yang nilainya di bawah mutu B: UPP-A (49,95); {weak}"
    assert every in ringkasan_text(bahan)
    assert f"– {every}" in kesimpulan_blok(bahan).text

    alike(rt, 1, 3, 4, "layanan-t1")
    bahan = protect(read_province(rt, cast))
    # The lowest of them goes with the handful.
    some = f"Di antara UPP yang dirinci, ada 2 yang nilainya di bawah mutu B: {weak}"
    assert some in ringkasan_text(bahan)
    assert f"– {some}" in kesimpulan_blok(bahan).text
    assert "UPP-A" not in " ".join((*ringkasan_text(bahan), *kesimpulan_blok(bahan).text))


def test_a_year_before_of_a_handful_is_hidden(rt: Runtime, cast: Cast) -> None:
    alike(rt, 1, 3, 1)
    bahan = protect(read(rt, cast, TAHUN + 1))
    blok = perbandingan_blok(bahan)
    assert not blok.isi
    assert f"Hasil survei tahun {TAHUN} tidak ditampilkan untuk menjaga kerahasiaan" in words(blok)
