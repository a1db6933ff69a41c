"""Golden sentences of the annual report: twelve cases, a year not over, four at the edge, each read by eye.

A text under ``tests/data/tahunan`` is what the decree's form says in a case, headings and all; the
ministry's form says the same sentences in another order.
"""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.domain.tahunan.statistik.hasil import Statistik
from sekampadi.reports.build.tahunan.laporan import build_tahunan
from sekampadi.reports.model import Report
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan
from tests.conftest import Content, Copy
from tests.reports.tahunan.angka import numbers_of, strangers
from tests.reports.tahunan.contoh import KASUS, Kasus, read, read_once
from tests.reports.tahunan.contoh_tepi import SEMUA

TEKS = Path(__file__).parents[2] / "data" / "tahunan"
CASES = pytest.mark.parametrize("kasus", SEMUA, ids=lambda k: k.nama)
ONCE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
FORMS = pytest.mark.parametrize("bentuk", list(BentukTahunan), ids=lambda b: b.value)

PEMBUKA = ("Ringkasan Eksekutif", "Kata Pengantar", "Daftar Isi")
KEPUTUSAN = (
    *PEMBUKA,
    *("Bab I Pendahuluan", "A. Latar Belakang", "B. Dasar Hukum", "C. Maksud dan Tujuan"),
    *("D. Profil Organisasi dan Sumber Daya Aparatur", "E. Metode", "F. Tim SKM"),
    *("G. Jadwal Pelaksanaan", "Bab II Analisis dan Hasil SKM", "A. Profil Responden"),
    *("B. Data Kuesioner", "C. Hasil Perhitungan SKM", "1. Hasil per Unsur"),
    *("2. Hasil per Triwulan", "3. Hasil per Layanan", "4. Penilaian Umum"),
    *("D. Saran Perbaikan dari Responden", "E. Hasil Analisis", "1. Analisis Univariat"),
    *("2. Analisis Bivariat", "3. Perbedaan Antarkelompok", "4. Keandalan Kuesioner"),
    *("5. Kepentingan dan Kinerja", "F. Tindak Lanjut", "1. Rencana Tindak Lanjut"),
    *("2. Realisasi Tindak Lanjut", "G. Deskripsi Kelebihan dan Kelemahan", "1. Kelebihan"),
    *("2. Kelemahan", "H. Perbandingan dengan Dua Tahun Sebelumnya", "Bab III Penutup"),
    *("A. Kesimpulan", "B. Saran dan Rekomendasi", "Lampiran"),
    *("Lampiran 1. Lembar Pengolahan Data", "Lampiran 2. Kuesioner"),
    "Lampiran 3. Lembar IKM yang Terbit",
)
KEMENTERIAN = (
    *PEMBUKA,
    *("Bab I Pendahuluan", "A. Latar Belakang", "B. Dasar Hukum", "C. Maksud dan Tujuan"),
    *("D. Profil Organisasi", "Bab II Pengumpulan Data SKM", "A. Pelaksana SKM"),
    *("B. Metode Pengumpulan Data", "C. Lokasi Pengumpulan Data", "D. Waktu Pelaksanaan SKM"),
    *("E. Jumlah Responden", "Bab III Hasil Pengolahan Data SKM", "A. Profil Responden"),
    *("B. Indeks Kepuasan Masyarakat", "1. IKM per Unsur", "2. IKM per Unit"),
    *("3. Penilaian Umum", "Bab IV Analisis Hasil SKM", "A. Permasalahan dan Kelebihan"),
    *("1. Permasalahan", "2. Kelebihan", "3. Saran Perbaikan dari Responden"),
    *("B. Tindak Lanjut", "1. Rencana Tindak Lanjut", "2. Realisasi Tindak Lanjut"),
    *("C. Tren Nilai SKM", "1. Tren Triwulan", "2. Tren Tahunan", "Bab V Kesimpulan"),
    *("A. Kesimpulan", "B. Saran", "Lampiran", "Lampiran 1. Kuesioner"),
    *("Lampiran 2. Hasil Olah Data", "1. Analisis Univariat", "2. Analisis Bivariat"),
    *("3. Perbedaan Antarkelompok", "4. Keandalan Kuesioner", "5. Kepentingan dan Kinerja"),
    *("Lampiran 3. Dokumentasi", "Lampiran 4. Lembar IKM yang Terbit"),
    "Lampiran 5. Hasil Tindak Lanjut Tahun Sebelumnya",
)
"""The headings of an office with one layanan of which everything is told, by the decree and the ministry."""
HANYA_KEMENTERIAN = (
    *("Data dikumpulkan pada ", "Belum ada data yang dikumpulkan "),
    "Foto pelaksanaan survei ",
)


@pytest.fixture
def content(request: pytest.FixtureRequest) -> Content | None:
    """Fill the database of a case once for all that is asked of it."""
    params = request.node.callspec.params
    kasus: Kasus = params.get("kasus") or next(k for k in KASUS if k.nama == "satu_layanan")
    return kasus.isi


def drawn(rt: Runtime, copied: Copy, kasus: Kasus) -> tuple[BahanTahunan, Statistik]:
    return read_once(rt, kasus, copied.made)


_MADE: dict[tuple[str, BentukTahunan], Report] = {}


def made(rt: Runtime, copied: Copy, kasus: Kasus, bentuk: BentukTahunan) -> Report:
    """Build the report of a case, once for all that is asked of it."""
    if (kasus.nama, bentuk) not in _MADE:
        _MADE[kasus.nama, bentuk] = build_tahunan(*drawn(rt, copied, kasus), bentuk)
    return _MADE[kasus.nama, bentuk]


def words_of(report: Report) -> str:
    """Write down the headings and paragraphs of a report; an empty paragraph is room on paper."""
    lines = list(report.text)
    for section in report.sections:
        lines += [f"{'#' * section.level} {section.title}"] if section.title else []
        lines += [text for text in section.text if text]
    return "\n".join(lines) + "\n"


@ONCE
@CASES
def test_a_report_says_what_was_read_and_found_true(
    rt: Runtime, copied: Copy, kasus: Kasus
) -> None:
    said = words_of(made(rt, copied, kasus, BentukTahunan.KEPUTUSAN))
    assert said == (TEKS / f"{kasus.nama}.txt").read_text(encoding="utf-8")


@ONCE
@CASES
def test_the_figures_of_a_golden_text_are_those_of_the_answers(
    rt: Runtime, copied: Copy, kasus: Kasus
) -> None:
    """The index and each unsur that the summary names, worked out here from the single answers."""
    bahan, _ = drawn(rt, copied, kasus)
    assert bahan.mentah is not None
    scores, teks = bahan.mentah.nilai, (TEKS / f"{kasus.nama}.txt").read_text(encoding="utf-8")
    summary = teks.split("# Ringkasan Eksekutif")[0]
    if not scores:
        assert "belum dapat dihitung" in summary
        return
    sums = [sum(column) for column in zip(*scores, strict=True)]
    weight = Fraction(1, 9) if kasus.nama == "ganti_bobot" else Fraction(111, 1000)
    index = two_places(sum(sums) * weight * 25 / len(scores))
    assert f"{len(scores)} responden" in summary
    assert re.findall(r"Nilai IKM (?:sementara )?(\d+,\d+), mutu", summary) == [index]
    means = {f"U{at}": two_places(Fraction(25 * s, len(scores))) for at, s in enumerate(sums, 1)}
    named = re.findall(r"(U\d) [^(]*\((\d+,\d+)\)", summary)
    assert [(kode, means[kode]) for kode, _ in named] == named


def two_places(value: Fraction) -> str:
    """Round half up to two places, in whole numbers, and write it with a comma."""
    cents = (value * 200).__floor__()
    whole = (cents + 1) // 2
    return f"{whole // 100},{whole % 100:02}"


@ONCE
@CASES
def test_both_forms_say_the_same(rt: Runtime, copied: Copy, kasus: Kasus) -> None:
    decree, ministry = (
        sorted({*report.text, *(p for s in report.sections for p in s.text)})
        for report in (made(rt, copied, kasus, bentuk) for bentuk in BentukTahunan)
    )
    assert [p for p in decree if p not in ministry] == []
    more = [p for p in ministry if p not in decree]
    assert [p for p in more if not p.startswith(HANYA_KEMENTERIAN)] == []


@ONCE
@FORMS
@CASES
def test_every_number_of_a_sentence_stands_in_a_cell(
    rt: Runtime, copied: Copy, kasus: Kasus, bentuk: BentukTahunan
) -> None:
    bahan, _ = drawn(rt, copied, kasus)
    report = made(rt, copied, kasus, bentuk)
    assert strangers(report, bahan) == []
    # None of these can be a figure of such a report: the look would find one that is wrong.
    for wrong in ("Nilai IKM 100,01.", "Ada 7.654 orang.", "Naik −150,02 poin (p = 1,043)."):
        planted = replace(report, text=(*report.text, wrong))
        assert len(strangers(planted, bahan)) == len(list(numbers_of(wrong))) > 0


@ONCE
@FORMS
@CASES
def test_nothing_is_empty_or_said_twice(
    rt: Runtime, copied: Copy, kasus: Kasus, bentuk: BentukTahunan
) -> None:
    report = made(rt, copied, kasus, bentuk)
    names = [x.kunci for x in (*report.tables, *report.charts)]
    assert len(names) == len(set(names))
    placed = [kunci for section in report.sections for kunci in section.isi]
    assert sorted(placed) == sorted(names)
    sections = report.sections
    for at, section in enumerate(sections[1:], start=1):  # the first has the report's own text
        below = sections[at + 1] if at + 1 < len(sections) else None
        deeper = below is not None and below.level > section.level
        assert section.isi or section.text or section.contents or deeper, section.title
        said = [text for text in section.text if text]
        assert len(said) == len(set(said)), section.title
        assert not any("None" in text or "  " in text for text in said), section.title
    for table in report.tables:
        assert table.rows, table.kunci
        for line, _ in table.lines:
            # Of fewer than five people a report says nothing.
            withheld = table.kunci in {*Kelompok, "kuesioner", "triwulan"}
            withheld |= any(note.startswith("Tanda –: ") for note in table.notes)
            said_of = {cell.plain for cell in line[1:]} - {"", "–", "*"}
            assert said_of or withheld, (table.kunci, line[0].text)


@ONCE
@pytest.mark.parametrize(
    ("bentuk", "titles"),
    [(BentukTahunan.KEPUTUSAN, KEPUTUSAN), (BentukTahunan.KEMENTERIAN, KEMENTERIAN)],
    ids=["keputusan", "kementerian"],
)
def test_the_headings_are_those_of_the_form(
    rt: Runtime, copied: Copy, bentuk: BentukTahunan, titles: tuple[str, ...]
) -> None:
    kasus = next(k for k in KASUS if k.nama == "satu_layanan")
    report = made(rt, copied, kasus, bentuk)
    assert tuple(s.title for s in report.sections if s.title) == titles


@ONCE
@pytest.mark.parametrize("kasus", [k for k in KASUS if k.nama == "berjalan"])
def test_a_year_that_is_not_over_says_so_on_the_cover_and_in_the_summary(
    rt: Runtime, copied: Copy, kasus: Kasus
) -> None:
    report = made(rt, copied, kasus, BentukTahunan.KEPUTUSAN)
    assert "Sementara, sampai 20 Mei 2026" in report.heading
    assert report.text[0].startswith("Sampai 20 Mei 2026, 30 responden telah menjawab")
    assert "Nilai IKM sementara" in report.text[0]
    said = words_of(report)
    assert "dapat diselesaikan" not in said
    assert "Tidak ada kritik" not in said


@ONCE
@FORMS
@pytest.mark.parametrize("kasus", [k for k in KASUS if k.nama == "upp_nonaktif"])
def test_that_an_office_is_closed_is_said_once(
    rt: Runtime, copied: Copy, kasus: Kasus, bentuk: BentukTahunan
) -> None:
    said = words_of(made(rt, copied, kasus, bentuk))
    assert said.count("tidak lagi aktif pada saat laporan ini dibuat") == 1


@ONCE
@pytest.mark.parametrize(
    ("kasus", "arah"),
    [
        (next(k for k in KASUS if k.nama == "turun_dalam_margin"), Arah.SETARA),
        (next(k for k in KASUS if k.nama == "turun_nyata"), Arah.TURUN),
    ],
    ids=["within", "outside"],
)
def test_an_unsur_that_fell_is_named_only_when_it_fell_by_more_than_chance(
    rt: Runtime, copied: Copy, kasus: Kasus, arah: Arah
) -> None:
    bahan, _ = drawn(rt, copied, kasus)
    waktu = next(g for g in bahan.banding[-1].unsur if g.unsur is Unsur.WAKTU)
    assert waktu.selisih is not None
    assert waktu.selisih <= -2  # it fell by more points than a word of change asks for
    assert waktu.putusan.arah is arah
    said = words_of(made(rt, copied, kasus, BentukTahunan.KEPUTUSAN))
    assert ("Unsur yang turun" in said) is (arah is Arah.TURUN)


@pytest.mark.parametrize("kasus", [k for k in KASUS if k.nama == "provinsi"])
def test_both_databases_draw_the_same(rt: Runtime, copied: Copy, kasus: Kasus) -> None:
    """Only PostgreSQL is news here; the other one stands in all tests above."""
    said = words_of(build_tahunan(*read(rt, kasus, copied.made), BentukTahunan.KEPUTUSAN))
    assert said == (TEKS / "provinsi.txt").read_text(encoding="utf-8")
