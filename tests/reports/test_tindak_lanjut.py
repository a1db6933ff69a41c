"""Both forms of the decree's L.2 on paper, in Word and in tables: empty, nine unsur, forty actions."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import StatusPublikasi
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tindak_lanjut.hasil import StatusKegiatan
from sekampadi.domain.tindak_lanjut.sanding import Jendela, Sanding, Sisi
from sekampadi.reports.build.tindak_lanjut import build_hasil_tindak_lanjut, build_rtl
from sekampadi.reports.model import Report
from sekampadi.reports.render.csv import render_csv
from sekampadi.reports.render.docx import render_docx
from sekampadi.reports.render.excel.laporan import render_laporan_xlsx
from sekampadi.reports.render.pdf import render_laporan_pdf
from sekampadi.reports.render.tabel.lebar import layout
from sekampadi.services.tindak_lanjut.rencana import Rencana
from tests.reports import tindak_lanjut_contoh as contoh

DICETAK = date(2026, 11, 29)
RTL = (
    *("No", "Unsur Penilaian / Pelayanan", "Nilai per unsur", "Kritik / Saran / Masukan"),
    *("Rencana Tindak Lanjut (kegiatan / aktivitas)", "Waktu / Jadwal", "Penanggung Jawab"),
)
IMPLEMENTASI = (
    *("No", "Rencana Tindak Lanjut", "Uraian Deskripsi Tindak Lanjut", "Dokumentasi Kegiatan"),
    "Tantangan / Hambatan",
)
STRATEGI = (
    *("No", "RTL", "Strategi Penyelesaian", "Target Waktu Penyelesaian", "Penanggung Jawab"),
    "Stakeholder Terkait",
)
"""The columns of the decree's forms, in its words."""


def rtl(plan: Rencana) -> Report:
    return build_rtl(contoh.laporan(plan), printed=DICETAK)


def hasil(*plans: Rencana | None, **more: Any) -> Report:
    return build_hasil_tindak_lanjut(contoh.laporan(*plans, **more), printed=DICETAK)


def pdf_pages(report: Report) -> list[str]:
    reader = PdfReader(io.BytesIO(render_laporan_pdf(report)))
    return [re.sub(r"\s+", " ", page.extract_text().replace("\xa0", " ")) for page in reader.pages]


def word(report: Report) -> Any:
    return Document(io.BytesIO(render_docx(report)))


def word_words(report: Report) -> str:
    texts = word(report).element.body.iter(qn("w:t"))
    return " ".join(text.text or "" for text in texts).replace("\xa0", " ")


def sheet_words(report: Report) -> str:
    book: Any = load_workbook(io.BytesIO(render_laporan_xlsx(report)))
    cells = [str(c) for s in book for row in s.iter_rows(values_only=True) for c in row if c]
    return " ".join(cells)


def csv_words(report: Report) -> str:
    text = render_csv(report).decode("utf-8-sig")
    return " ".join(
        c for row in csv.reader(io.StringIO(text, newline=""), delimiter=";") for c in row
    )


def forms(report: Report) -> dict[str, str]:
    found = {
        "pdf": " ".join(pdf_pages(report)),
        "docx": word_words(report),
        "xlsx": sheet_words(report),
        "csv": csv_words(report),
    }
    return {form: re.sub(r"\s+", " ", text) for form, text in found.items()}


def heads_of(report: Report) -> list[tuple[str, ...]]:
    tables = [
        t for t in word(report).tables if t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    ]
    return [tuple(cell.text for cell in table.rows[0].cells) for table in tables]


def test_the_columns_are_those_of_the_decree():
    plan, foto = contoh.nine()
    assert heads_of(rtl(plan)) == [RTL]
    assert heads_of(hasil(plan, foto=foto)) == [IMPLEMENTASI, STRATEGI]


def test_every_form_of_a_plan_says_all_of_it():
    plan, _ = contoh.nine()
    for form, text in forms(rtl(plan)).items():
        where = 0
        for nomor, baris in enumerate(plan.baris, start=1):
            unsur = baris.nilai.unsur
            at = text.index(f"{unsur.kode} {unsur.nama.split()[0]}")
            assert at > where, (form, nomor)  # from the worst to the best
            where = at
            value = baris.nilai.nrr if form == "xlsx" else baris.nilai.nrr.replace(".", ",")
            assert value.rstrip("0") in text
            for line in baris.kegiatan:
                assert re.search(rf"{line.nomor}\s+Menata ulang", text), (form, line.nomor)
                assert f"nomor {line.row.id}" in text
        assert text.count("18 Desember 2026") == len(plan.kegiatan)
        assert text.count("1 Oktober 2026 s.d. 18 Desember 2026") == 7
        assert text.count("Kepala Bagian Tata") == len(plan.kegiatan)
        assert text.count("Prioritas tinggi, jangka pendek") == len(plan.kegiatan)
        for baris in plan.baris if form in {"csv", "docx"} else ():
            # Each action says of which unsur it is: its page may begin with it.
            unsur = baris.nilai.unsur
            times = text.count(f"{unsur.kode} {unsur.nama}")
            assert times == max(1, len(baris.kegiatan)), (form, unsur)
        assert "“Antrean loket terlalu lama, tidak ada nomor urut”" in text.replace("- ", "-")
        assert "<lantai 2>" in text
        assert text.count("(saran dihapus oleh moderator)") == 1
        assert "0012/BIRO-ORGANISASI/TW-III/2026" in text
        assert "Triwulan III 2026" in text


def test_every_form_of_a_result_says_all_of_it():
    plan, foto = contoh.nine()
    report = hasil(plan, foto=foto)
    for form, text in forms(report).items():
        for line in plan.kegiatan:
            assert re.search(rf"{line.nomor}\s+Menata ulang", text), (form, line.nomor)
        done = [k for k in plan.kegiatan if k.row.hasil.uraian]
        assert text.count("Loket dibuka 12 Oktober") == len(done), form
        assert text.count("Notulen rapat") == len(plan.kegiatan) // 3
        assert text.count("dan 2 foto lain") == 2  # 6 photos of the 6th and of the 13th
        assert text.count("Anggaran perubahan baru cair") >= 7
        if form in {"docx", "csv"}:
            assert text.count("29 Januari 2027") + text.count("2027-01-29") == 3
        if form in {"xlsx", "csv"}:
            assert text.count("foto 5-") == 4  # by their names, as many as a document shows


def test_the_sentences_of_the_form_are_filled_in():
    plan, _ = contoh.nine()
    for text in (" ".join(pdf_pages(hasil(plan))), word_words(hasil(plan))):
        flat = re.sub(r"\s+", " ", text)
        assert (
            "Berdasarkan rencana tindak lanjut yang telah disusun, maka implementasi yang telah "
            "dilaksanakan adalah sebagai berikut:"
        ) in flat
        assert (
            "Berdasarkan data-data dalam pelaksanaan tindak lanjut tersebut, dapat ditarik beberapa "
            "kesimpulan yaitu:"
        ) in flat
        # 4 of 13 by hand: 30.769...
        assert (
            "1. Biro Organisasi telah menindaklanjuti rencana tindak lanjut sebanyak 30,77 %"
        ) in flat
        assert (
            "2. Masih terdapat rencana tindak lanjut yang belum ditindaklanjuti karena beberapa "
            "alasan, yaitu:"
        ) in flat
        assert re.search(r"– 2\.1 [^–]*\(batal\): Menunggu anggaran perubahan", flat)
        assert re.search(r"– 2\.2 [^–]*\(belum dimulai\): alasan belum diisi", flat)
        assert flat.count("– 1.1 ") == 0  # it is finished
        assert "Guna memastikan RTL tetap terimplementasi, maka perlu disusun" in flat


def test_nothing_left_and_nothing_planned_have_sentences_of_their_own():
    row = contoh.kegiatan(
        1, contoh.URUTAN[2], "Membuka loket", StatusKegiatan.SELESAI, uraian="Ada"
    )
    text = word_words(hasil(contoh.rencana([(row, ())])))
    assert "sebanyak 100,00 % (1 dari 1 kegiatan)" in text
    assert "2. Seluruh rencana tindak lanjut telah ditindaklanjuti." in text
    assert "Guna memastikan" not in text
    text = word_words(hasil(contoh.rencana()))
    assert "1. Biro Organisasi belum merencanakan kegiatan tindak lanjut." in text
    assert "belum ada rencana" in text
    assert text.count(": tidak ada kegiatan") == 9
    assert heads_of(rtl(contoh.rencana())) == [RTL]


def test_a_year_has_a_heading_for_each_triwulan():
    plan, foto = contoh.nine()
    first = replace(plan, triwulan=Triwulan(2026, 1))
    report = hasil(
        first, replace(contoh.rencana(), triwulan=Triwulan(2026, 2)), None, None, foto=foto
    )
    found = [
        (p.style.name, p.text)
        for p in word(report).paragraphs
        if p.style.name.startswith("Heading")
    ]
    assert [text for style, text in found if style == "Heading 1"] == [
        *(f"Triwulan {n} 2026" for n in ("I", "II", "III", "IV")),
        "Kesimpulan Tahun 2026",
    ]
    assert [text for style, text in found if style == "Heading 2"] == [
        *("Implementasi", "Kesimpulan", "Strategi", "Implementasi", "Kesimpulan")
    ]
    text = word_words(report)
    assert "Tahun 2026" in text
    assert text.count("Belum ada rencana tindak lanjut untuk triwulan ini.") == 1
    assert text.count("Triwulan ini belum berakhir.") == 1
    assert report.figure("rencana").cell.value == 13
    selesai = report.figure("selesai").cell.value
    assert f"({selesai} dari 13 kegiatan)" in text
    assert f"2. Masih terdapat {13 - selesai} rencana tindak lanjut" in text


def test_why_an_action_is_off_stands_in_the_forms_without_paragraphs_too():
    plan, foto = contoh.nine()
    report = hasil(plan, foto=foto)
    reasons = {
        f"{k.row.hasil.status.label}: {k.row.hasil.alasan}"
        for k in plan.kegiatan
        if k.row.hasil.alasan
    }
    assert reasons
    words = " ".join(cell.small for t in report.tables for row in t.rows for cell in row)
    assert all(reason in words for reason in reasons)


def test_before_and_after_are_an_appendix():
    plan, _ = contoh.nine()
    unsur = plan.kegiatan[0].row.unsur
    days = Jendela(
        *(
            Periode(date(2026, 9, 1), date(2026, 9, 30)),
            Periode(date(2026, 11, 1), date(2026, 11, 30)),
        ),
        30,
    )
    sides = (Sisi(45, Decimal("2.70"), Decimal("0.15")), Sisi(50, Decimal("3.05"), Decimal("0.12")))
    rose = Sanding(unsur, days, *sides, 2, Decimal("0.35"), True)
    few = replace(rose, sebelum=Sisi(4, None, None), selisih=None, nyata=None)
    ids = [k.row.id for k in plan.kegiatan]
    whole = replace(contoh.laporan(plan), sanding={ids[0]: rose, ids[4]: few})
    for form, text in forms(build_hasil_tindak_lanjut(whole, printed=DICETAK)).items():
        begin = "Lampiran: nilai unsur sebelum"
        tail = text[text.rindex("Perubahan" if form == "xlsx" else begin) :]
        assert "2,70 (n = 45, ± 0,15)" in tail, form
        assert "3,05 (n = 50, ± 0,12)" in tail
        assert re.search(r"\bnaik\b", tail)
        assert "n = 4" in tail
        assert "belum cukup jawaban" in tail
        assert "secara kebetulan" in tail


def test_what_became_of_the_sheet_is_said():
    plan = contoh.rencana()
    newer = replace(contoh.LEMBAR, id=8, nomor="0013/BIRO-ORGANISASI/TW-III/2026/REV-1")
    first = replace(plan.baris[0], baru=replace(plan.baris[0].nilai, nrr="2.95"))
    plan = replace(plan, lembar_baru=newer, baris=(first, *plan.baris[1:]))
    for text in forms(rtl(plan)).values():
        assert newer.nomor in text
    assert "lembar baru: 2,95" in word_words(rtl(plan))
    gone = replace(contoh.LEMBAR, status=StatusPublikasi.DITARIK, alasan_tarik="Salah unggah")
    assert "sudah ditarik. Alasan: Salah unggah" in word_words(rtl(replace(plan, lembar=gone)))


def test_photos_stand_in_their_cells():
    plan, foto = contoh.nine()
    report = hasil(plan, foto=foto)
    shown = [min(4, sum(f.jenis == "foto" for f in k.bukti)) for k in plan.kegiatan]
    table = next(t for t in word(report).tables if t.rows[0].cells[-1].text == IMPLEMENTASI[-1])
    found = [len(row.cells[3]._tc.findall(f".//{qn('w:drawing')}")) for row in table.rows[1:]]
    assert found == shown
    names = {p.get("descr") for p in table._tbl.iter(qn("wp:docPr"))}
    assert "foto 5-3.jpg" in names
    ids = [p.get("id") for p in word(report).element.body.iter(qn("wp:docPr"))]
    assert len(ids) == len(set(ids))
    reader = PdfReader(io.BytesIO(render_laporan_pdf(report)))
    assert sum(len(page.images) for page in reader.pages) >= sum(shown)


def test_a_photo_whose_file_is_gone_is_named():
    plan, foto = contoh.nine()
    foto.pop(200)
    for text in forms(hasil(plan, foto=foto)).values():
        assert "foto 2-0.jpg" in text


def test_forty_actions_lose_nothing_and_keep_their_heads():
    plan, foto = contoh.forty()
    pages = pdf_pages(rtl(plan))
    text = " ".join(pages)
    for nomor in (k.nomor for k in plan.kegiatan):
        assert len(re.findall(rf"(?<![\d.]){re.escape(nomor)} (?:Melatih|Menyel)", text)) == 1, (
            nomor
        )
    assert all(f"saran{n}" in text for n in range(250))
    assert all(f"nomor {n}" in text for n in range(20))
    assert all("Penanggung Jawab" in page for page in pages)
    pages = pdf_pages(hasil(plan, foto=foto))
    assert all(f"Uraian20x{n}" in " ".join(pages) for n in range(180))
    rows = [page for page in pages if "Melatih" in page and "–" not in page.split("Melatih")[0]]
    assert all("Dokumentasi Kegiatan" in page or "Strategi Penyelesaian" in page for page in rows)
    table = word(rtl(plan)).tables[-1]
    assert len(table.rows) == 1 + 40 + 1  # the best unsur has none
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def widths_of(report: Report) -> list[list[dict[str, float]]]:
    """Return how wide the columns of each table are in points, in PDF and in Word."""
    set_ = [(table, layout(table, 842 - 2 * 42).widths) for table in report.tables]
    pdf = [dict(zip(table.columns, widths, strict=True)) for table, widths in set_]
    docx = [
        {cell.text: cell.width.pt for cell in table.rows[0].cells}
        for table in word(report).tables
        if table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    ]
    return [pdf, docx]


@pytest.mark.parametrize("quoted", [True, False])
def test_one_long_word_squeezes_no_other_column(quoted: bool):
    """The column "Kritik / Saran / Masukan" had 44 points, "Tantangan / Hambatan" 55: a word a line."""
    actions = [
        contoh.kegiatan(
            *(i, Unsur(name), "pertanggungjawaban" * 11 if i == 0 else f"Melatih petugas {i}"),
            StatusKegiatan.BERJALAN,
            uraian=" ".join(["Rapat tim dan uji coba loket"] * 6),
            hambatan="Anggaran perubahan baru cair November" if quoted else "",
            strategi="Memakai petugas dari bidang lain sampai anggaran cair",
        )
        for i, (name, *_) in enumerate(contoh.NILAI)
    ]
    said = [contoh.petikan(1, Unsur("waktu"), contoh.SARAN[0])] if quoted else []
    plan = contoh.rencana([(row, ()) for row in actions], said)
    for (form,) in widths_of(rtl(plan)):
        assert form["Kritik / Saran / Masukan"] >= (125 if quoted else 80)
        assert form["Penanggung Jawab"] >= 60
    page = PdfReader(io.BytesIO(render_laporan_pdf(rtl(plan)))).pages[0].extract_text()
    assert "NIK 69,50, mutu C" in page.replace("\xa0", " ").splitlines()  # not in two
    for implementasi, strategi in widths_of(hasil(plan)):
        assert implementasi["Tantangan / Hambatan"] >= (105 if quoted else 80)
        assert implementasi["Uraian Deskripsi Tindak Lanjut"] >= 155
        assert strategi["Strategi Penyelesaian"] >= 155
        assert strategi["Stakeholder Terkait"] >= 70


def test_a_suggestion_flows_beside_the_actions_of_its_unsur():
    plan, _ = contoh.forty()
    table = word(rtl(plan)).tables[-1]
    said = [row.cells[3].text for row in table.rows[1:16]]
    assert sum(bool(text) for text in said) > 5  # not all of it beside 1.1
    assert " ".join("\n".join(t for t in said if t).split()) == " ".join(
        f"“{p.teks}”" for p in plan.baris[0].petikan
    )
    for row in table.rows[2:16]:
        edges = row.cells[3]._tc.tcPr.find(qn("w:tcBorders"))
        assert edges.find(qn("w:top")).get(qn("w:val")) == "nil"


@pytest.mark.parametrize("count", range(1, 24, 2))
def test_no_heading_stands_alone_at_the_end_of_a_page(count: int):
    actions = [
        (contoh.kegiatan(i, contoh.URUTAN[2], f"Kegiatan {i}", strategi="Ditunda"), ())
        for i in range(count)
    ]
    plan = contoh.rencana(actions)
    later = replace(plan, triwulan=Triwulan(2026, 2))
    pages = pdf_pages(hasil(replace(plan, triwulan=Triwulan(2026, 1)), later, None, None))
    for page in pages:
        body = page.split(" LAPORAN HASIL TINDAK LANJUT · ")[0].strip()
        assert not body.endswith((":", "Implementasi", "Strategi", "Kesimpulan", "2026")), body[
            -80:
        ]
