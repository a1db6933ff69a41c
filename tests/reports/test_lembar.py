"""The publication sheet: the golden figures read back, one page, whatever the texts are."""

import io
import logging
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdf
import pypdfium2
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from sekampadi.domain.ikm import Metode
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.reports.build.lembar import build_lembar
from sekampadi.reports.build.small_cells import SmallCells
from sekampadi.reports.errors import RenderError
from sekampadi.reports.model import Report
from sekampadi.reports.render.fonts import REGULAR, fit_text, printable
from sekampadi.reports.render.lembar_html import lembar_html
from sekampadi.reports.render.pdf import html_to_pdf, render_lembar_pdf

from . import contoh

NAMA_200 = (
    "Badan Pengelolaan Keuangan, Pendapatan, Penanaman Modal, dan Pelayanan Terpadu Satu Pintu "
    "serta Ketenagakerjaan, Transmigrasi, Perindustrian, Perdagangan, Koperasi, Usaha Kecil dan "
    "Menengah Kalbar"
)[:200]
HOSTILE = "<script>alert(1)</script> & \"Biro\" 'x' ≤ ≥ – 😀 👩‍🌾 <img src='http://example.com/a.png'> {n} %s"


def sheet(
    rekap: Rekap, cakupan: object, periode: Periode = contoh.TRIWULAN_I, **kw: object
) -> Report:
    kw.setdefault("small_cells", SmallCells.SHOWN)
    return build_lembar(contoh.figures(rekap, cakupan, periode), printed=contoh.DICETAK, **kw)  # type: ignore[arg-type]


def page_text(report: Report) -> str:
    pages = pypdf.PdfReader(io.BytesIO(render_lembar_pdf(report))).pages
    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (595, 842)
    return re.sub(r"\s+", " ", pages[0].extract_text())


def test_golden_sheet_of_the_province():
    text = page_text(sheet(contoh.rekap_provinsi(), contoh.provinsi()))
    for part in (
        "PEMERINTAH PROVINSI KALIMANTAN BARAT",
        "INDEKS KEPUASAN MASYARAKAT (IKM)",
        "LAYANAN PUBLIK PEMPROV. KALBAR",
        "TAHUN 2023",
        "Periode survei: 1 Januari 2023 s.d. 31 Maret 2023 (Triwulan I 2023)",
        "NILAI IKM 86,18",
        "MUTU PELAYANAN B",
        "KINERJA PELAYANAN Baik",
        "RESPONDEN",
        "JUMLAH 2.349 orang",
        "LAKI-LAKI 1.399 orang",
        "PEREMPUAN 950 orang",
        "TERIMA KASIH ATAS PENILAIAN YANG TELAH ANDA BERIKAN.",
        "Metode: sekampadi (bobot 0,111)",
        "Dicetak 7 Juni 2023",
        "≤ 19 tahun 238",
        "20–25 tahun 453",
        "26–35 tahun 587",
        "36–45 tahun 647",
        "46–55 tahun 351",
        "≥ 56 tahun 73",
        "SD/MI 77",
        "SMP/MTs 127",
        "SMA/K/MA 792",
        "D1-D3 399",
        "D4/S-1 813",
        "S2/S3 141",
        "ASN 650",
        "TNI/POLRI 25",
        "Pegawai Swasta 449",
        "Wiraswasta/Usahawan 244",
        "Pelajar/Mahasiswa 516",
        "Masyarakat 465",
    ):
        assert part in text, part


def test_golden_sheet_of_biro_organisasi():
    text = page_text(sheet(contoh.rekap_biro(), contoh.upp("Biro Organisasi")))
    assert "NILAI IKM 86,60" in text
    assert "MUTU PELAYANAN B" in text
    assert "JUMLAH 29 orang" in text
    assert "Biro Organisasi" in text


def test_report_carries_raw_values():
    report = sheet(contoh.rekap_provinsi(), contoh.provinsi())
    assert str(report.figure("nilai_ikm").cell.value) == "86.18"
    assert report.figure("n").cell.value == 2349
    for kelompok in Kelompok:
        assert sum(row[1].value for row in report.table(kelompok.value).rows) == 2349  # type: ignore[misc]
    with pytest.raises(KeyError):
        report.figure("x")
    with pytest.raises(KeyError):
        report.table("x")


@pytest.mark.parametrize(
    ("metode", "nilai", "label"),
    [
        (Metode.SEKAMPADI, "86,60", "sekampadi (bobot 0,111)"),
        (Metode.TEPAT, "86,69", "tepat (bobot 1/9)"),
        (Metode.PERMEN, "85,82", "permen (bobot 0,11)"),
    ],
)
def test_method_is_printed(metode: Metode, nilai: str, label: str):
    figures = contoh.figures(contoh.rekap_biro(), contoh.upp(), metode=metode)
    text = page_text(build_lembar(figures, printed=contoh.DICETAK))
    assert f"NILAI IKM {nilai}" in text
    assert f"Metode: {label}" in text


@pytest.mark.parametrize("score", [1, 2, 3, 4])
def test_every_class_fits_the_page(score: int):
    rekap = Rekap(n=10, sebaran=(contoh.spread(10, score * 10),) * 9)
    text = page_text(sheet(rekap, contoh.upp(), Periode.tahun(2023)))
    mutu, kinerja = {
        1: ("D", "Tidak Baik"),
        2: ("D", "Tidak Baik"),
        3: ("C", "Kurang Baik"),
        4: ("A", "Sangat Baik"),
    }[score]
    assert f"MUTU PELAYANAN {mutu} KINERJA PELAYANAN {kinerja}" in text
    assert text.count("Tahun 2023") == 0, "the year is said once"


def test_without_answers_there_is_no_index_and_no_class():
    report = sheet(Rekap(), contoh.upp("Dinas Perpustakaan"), Periode())
    assert report.figure("nilai_ikm").cell.value is None
    assert report.figure("mutu").cell.value is None
    text = page_text(report)
    assert "NILAI IKM belum ada data" in text
    assert "MUTU PELAYANAN – KINERJA PELAYANAN –" in text
    assert "Tidak Baik" not in text
    assert " 0,00" not in text
    assert "JUMLAH 0 orang" in text
    assert "TERIMA KASIH" not in text


@pytest.mark.parametrize(
    ("periode", "expected"),
    [
        (Periode(), "Periode survei: seluruh data sejak awal"),
        (Periode(date(2022, 11, 1), None), "TAHUN 2022–2023 Periode survei: sejak 1 November 2022"),
        (Periode(None, date(2023, 3, 31)), "Periode survei: sampai dengan 31 Maret 2023"),
        (Periode.semester(2023, 1), "1 Januari 2023 s.d. 30 Juni 2023 (Semester I 2023)"),
        (
            Periode(date(2022, 12, 15), date(2023, 1, 5)),
            "TAHUN 2022–2023 Periode survei: 15 Desember 2022 s.d. 5 Januari 2023",
        ),
    ],
)
def test_open_and_odd_periods(periode: Periode, expected: str):
    text = page_text(sheet(contoh.rekap_biro(), contoh.upp(), periode))
    assert expected in text
    running = periode.sampai is None or periode.sampai > contoh.DICETAK
    assert ("Data sampai dengan 7 Juni 2023" in text) is running
    if periode.dari is None:
        assert "TAHUN" not in text


def test_printed_is_a_day_of_the_province():
    figures = contoh.figures(contoh.rekap_biro(), contoh.upp())
    evening = datetime(2023, 6, 6, 18, 30, tzinfo=UTC)
    assert build_lembar(figures, printed=evening).notes[-1] == "Dicetak 7 Juni 2023"


def test_layanan_names_its_upp():
    text = page_text(
        sheet(contoh.rekap_biro(), contoh.upp("Biro Organisasi", "Pelayanan Konsultasi"))
    )
    assert "Pelayanan Konsultasi Biro Organisasi" in text


@pytest.mark.parametrize("layanan", ["", "Fasilitasi Audiensi Instansi Pemerintah " * 5])
def test_long_names_stay_whole_on_one_page(layanan: str):
    assert len(NAMA_200) >= 190
    text = page_text(sheet(contoh.rekap_biro(), contoh.upp(NAMA_200, layanan.strip()[:200])))
    assert NAMA_200 in text
    assert layanan.strip()[:200] in text
    assert "86,60" in text
    assert "Masyarakat 4" in text


@pytest.mark.parametrize("nama", ["W" * 200, "Dinas " + "x" * 190, " ", "a\nb\tc", "M" * 5000])
def test_names_no_line_can_hold_still_give_one_page(nama: str):
    assert "86,60" in page_text(sheet(contoh.rekap_biro(), contoh.upp(nama)))


def test_a_government_named_by_one_word_stays_beside_the_product():
    report = sheet(contoh.rekap_biro(), contoh.upp())
    word = "W" * 80
    body = render_lembar_pdf(replace(report, lines=report.lines | {"instansi": word}))
    text = pypdfium2.PdfDocument(body)[0].get_textpage()
    boxes = [
        text.get_charbox(i) for i in range(text.count_chars()) if text.get_text_range(i, 1) == "W"
    ]
    assert len(boxes) >= 80
    assert max(right for _, bottom, right, _ in boxes if bottom > 842 - 88) <= 416  # of its cell


def test_hostile_names_are_text(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING, logger="xhtml2pdf"):
        text = page_text(sheet(contoh.rekap_biro(), contoh.upp(HOSTILE)))
    assert "<script>alert(1)</script> & \"Biro\" 'x' ≤ ≥ – 😀 👩🌾" in text
    assert "<img src='http://example.com/a.png'> {n} %s" in text
    assert not caplog.records


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/etc/passwd">',
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1:9/a.png">',
        '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
        "<style>@import url(http://127.0.0.1:9/a.css);</style>",
        "<style>@font-face {font-family: x; src: url(/etc/passwd)}</style>",
        '<link rel="stylesheet" href="http://127.0.0.1:9/a.css">',
        "<style>@page {background-image: url(/etc/passwd)}</style>",
    ],
)
def test_markup_reaches_neither_files_nor_network(markup: str):
    with pytest.raises(RenderError) as caught:
        html_to_pdf(f"<html><body>{markup}<p>x</p></body></html>")
    assert caught.value.code == "report.render"
    assert "names" in caught.value.detail


def test_hidden_cells_and_small_samples_are_said():
    kurang = Ketelitian(
        29, Decimal("86.60"), Decimal("3.05"), 50, 44, Decimal("4.71"), koreksi=True
    )
    figures = contoh.figures(contoh.rekap_biro(), contoh.upp())
    report = build_lembar(figures, printed=contoh.DICETAK, ketelitian=kurang)
    text = page_text(report)
    assert "≤ 19 tahun *" in text
    assert "Tanda * : ada angkanya, tetapi disembunyikan" in text
    assert "86,60 Margin ± 4,71 poin pada taraf 95 %; ± 3,05 poin dengan koreksi populasi" in text
    assert "menjawab atas kemauan sendiri" in text
    assert "Jumlah responden di bawah sampel minimum (44 orang)" in text


@pytest.mark.parametrize(
    ("ketelitian", "words"),
    [
        (None, ""),
        (Ketelitian(0, None, None, None, None), ""),
        (Ketelitian(1, Decimal("99.90"), None, None, None), "Terlalu sedikit untuk margin"),
        (Ketelitian(29, Decimal("99.90"), Decimal("0.00"), None, None), "Margin ± 0,00 poin"),
    ],
)
def test_the_margin_stands_beside_the_index_where_there_is_one(
    ketelitian: Ketelitian | None, words: str
):
    report = sheet(contoh.rekap_biro(), contoh.upp(), ketelitian=ketelitian)
    text = page_text(report)
    assert (words in text) if words else ("argin" not in text)
    assert "sampel minimum" not in text


@pytest.mark.parametrize("longer", range(0, 60, 4))
def test_the_day_of_printing_is_not_broken(longer: int):
    report = sheet(contoh.rekap_biro(), contoh.upp())
    notes = (report.notes[0], "Metode: " + "x " * (longer + 60), report.notes[-1])
    lines = re.findall(r'<p class="kaki">(.*?)</p>', lembar_html(replace(report, notes=notes)))
    assert len(lines) >= 2
    assert "Dicetak 7 Juni 2023" in lines[-1]
    assert all(stringWidth(line, REGULAR, 8) <= 505 for line in lines)


def test_everyone_served_or_more_answer_without_a_margin_or_a_verdict():
    semua = Ketelitian(29, Decimal("86.60"), None, 29, 27, Decimal("4.71"))
    text = page_text(sheet(contoh.rekap_biro(), contoh.upp(), ketelitian=semua))
    assert "86,60 Tanpa margin: semua penerima layanan menjawab" in text
    assert "±" not in text
    assert "kemauan sendiri" not in text
    banyak = Ketelitian(29, Decimal("86.60"), Decimal("4.71"), 10, None, Decimal("4.71"))
    text = page_text(sheet(contoh.rekap_biro(), contoh.upp(), ketelitian=banyak))
    assert "86,60 Margin ± 4,71 poin pada taraf 95 %" in text
    assert "sampel minimum" not in text


def test_printable_keeps_what_the_typeface_has():
    assert printable("Café ≤ 5 – “a” · é") == "Café ≤ 5 – “a” · é"
    assert printable("ṣalāt") == "salat"
    assert printable("a\u202eb\u200dc\x00d") == "abcd"
    assert printable("漢") == "?"
    assert printable("Ramah 😀😀 sekali 👩‍🌾") == "Ramah [emoji] sekali [emoji]"


def test_fit_text_leaves_no_word_alone():
    _, lines = fit_text(
        "LAYANAN PUBLIK PROVINSI KALIMANTAN BARAT", font="Lato-Bold", width=497, steps=[(30, 2)]
    )
    assert len(lines) == 2
    assert all(" " in line for line in lines)
