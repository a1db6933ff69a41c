"""What the page of the annual report makes of what is typed, stored and printed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sekampadi.db.queries.tahunan.naskah import NaskahRow, VersiNaskah
from sekampadi.domain.tahunan.bagian import parse_bagian
from sekampadi.domain.tahunan.naskah import IsiNaskah, parse_naskah
from sekampadi.domain.tahunan.usulan import KonteksTahunan
from sekampadi.reports.model import Cell, Report, Section, Table
from sekampadi.services.tahunan.naskah import BagianTertulis, HalamanBagian
from sekampadi.services.tahunan.objek import ObjekTahunan
from sekampadi.web.tahunan.bagian.tampilan import (
    BagianBuka,
    BagianTampil,
    PratinjauTampil,
    preview,
    show_bagian,
    show_usulan,
)
from sekampadi.web.tahunan.bagian.versi import VersiTampil, fold_versi
from sekampadi.web.tahunan.naskah.isi import lay_out, merge, read_form

TIM = parse_bagian("tim", provinsi=False)


def _report(*sections: Section) -> Report:
    table = Table("upp", "Nilai per UPP", ("UPP",), ((Cell("A"),),))
    return Report(
        kind="tahunan",
        title="Laporan",
        subtitle="",
        lines={},
        figures=(),
        tables=(table,),
        text=(),
        notes=(),
        sections=sections,
    )


@pytest.mark.parametrize("title", ["Metode", "E. Metode", "2. METODE", "B.1. Metode", "IV. metode"])
def test_a_part_is_found_under_its_heading_however_it_is_numbered(title: str) -> None:
    report = _report(
        Section("Bab I Pendahuluan", text=("Lain.",)),
        Section(title, ("upp",), ("Populasi 120 orang.", "Tulisan saya."), 2),
        Section("", (), ("Penutup.",), 2),
        Section("Rincian", (), ("Di bawahnya.",), 3),
        Section("Tim SKM", (), ("Bukan ini.",), 2),
    )
    shown = preview(report, "Metode", IsiNaskah("Tulisan saya."))
    assert shown.alinea == ["Populasi 120 orang.", "Penutup.", "Di bawahnya."]
    assert shown.isi == ["Nilai per UPP"]


def test_the_summary_is_the_reports_own_text() -> None:
    sections = (
        Section("Ringkasan Eksekutif", ("upp",)),
        Section("Kata Pengantar", text=("Lain.",)),
    )
    report = replace(_report(*sections), text=("IKM 88,14.", "Tulisan saya."))
    shown = preview(report, "Ringkasan Eksekutif", IsiNaskah("Tulisan saya."))
    assert shown.alinea == ["IKM 88,14."]
    assert not preview(report, "Metode", IsiNaskah()).alinea


def test_a_heading_may_say_and_for_a_stroke() -> None:
    report = _report(Section("B. Saran dan Rekomendasi", text=("Tambah loket.",)))
    assert preview(report, "Saran / Rekomendasi", IsiNaskah()).alinea == ["Tambah loket."]


def test_nothing_is_shown_of_a_part_that_the_document_does_not_have() -> None:
    report = _report(Section("Metode Lain", text=("Bukan ini.",)))
    shown = preview(report, "Metode", IsiNaskah())
    assert not shown.alinea
    assert not shown.isi


def test_the_lines_of_a_form_come_back_as_they_were_laid_out() -> None:
    isi = IsiNaskah(baris=(("Ani", "Kepala", "Ketua"), ("Budi", "", "Anggota")))
    rows = lay_out(TIM, isi)
    assert len(rows) == TIM.baris
    form = {sel.nama: sel.nilai for row in rows for sel in row.sel}
    assert len(form) == TIM.baris * len(TIM.kolom)
    assert parse_naskah(TIM, read_form(form)) == isi


def test_the_form_of_two_peoples_lines_has_room_for_all_of_them() -> None:
    many = IsiNaskah(baris=tuple((f"Orang {i}", "", "") for i in range(TIM.baris + 7)))
    rows = lay_out(TIM, many)
    assert rows[-1].sel[0].nilai == f"Orang {TIM.baris + 6}"
    form = {sel.nama: sel.nilai for row in rows for sel in row.sel}
    lines = read_form(form)["baris"]
    assert isinstance(lines, list)
    assert lines[TIM.baris + 6][0] == f"Orang {TIM.baris + 6}"


def _page(kini: int, dilihat: int = 0) -> BagianBuka:
    """Show a part of so many versions, one an hour, of which the fifth took the words away."""

    def moment(versi: int) -> datetime:
        return datetime(2023, 5, 16, 3, tzinfo=UTC) + timedelta(hours=versi)

    def row(versi: int) -> NaskahRow:
        return NaskahRow("latar", versi, IsiNaskah(f"Tulisan {versi}."), moment(versi), "ani")

    latar = parse_bagian("latar", provinsi=True)
    konteks = KonteksTahunan("Provinsi", "Pemerintah", "Biro", 2022, provinsi=True)
    listed = range(kini, max(0, kini - 30), -1)
    page = HalamanBagian(
        ObjekTahunan(None, konteks),
        BagianTertulis(latar, row(kini), IsiNaskah("Usulan.")),
        tuple(VersiNaskah(v, moment(v), "ani", v == 5) for v in listed),
        row(dilihat) if dilihat else None,
        None,
        boleh=True,
    )
    semua = [BagianTampil("latar", "1", latar.judul, "", "tulis", "/x", wajib=False, draf=False)]
    return show_bagian(page, semua, PratinjauTampil())


def test_of_many_versions_the_newest_are_shown_and_the_others_counted() -> None:
    few, many = _page(30), _page(1042, dilihat=2)
    assert (len(few.versi), few.versi_lama, few.versi_kini) == (30, "", "30")
    assert [v.akhir.nomor for v in few.versi if "dikosongkan" in v.akhir.kata] == ["5"]
    assert [v.akhir.nomor for v in few.versi if v.akhir.kini] == ["30"]
    assert (len(many.versi), many.versi[-1].akhir.nomor) == (30, "1013")
    assert many.versi_lama == "dan 1.012 versi yang lebih lama"
    assert (many.dilihat, many.isi_dilihat[0].alinea) == ("2", ["Tulisan 2."])
    assert not any(v.akhir.dilihat or v.lama for v in many.versi)


@pytest.mark.parametrize(
    ("tersimpan", "anda", "both"),
    [
        ("A.\n\nB.", "A.\n\nC.", "A.\n\nB.\n\nC."),
        ("", "C.", "C."),
        ("A.", "", "A."),
        ("A.\n\nB.", "B.\n\nA.", "A.\n\nB."),
    ],
)
def test_of_two_texts_no_paragraph_is_lost_and_none_doubled(
    tersimpan: str, anda: str, both: str
) -> None:
    assert merge(IsiNaskah(tersimpan), IsiNaskah(anda)) == IsiNaskah(both)


def test_of_two_tables_no_line_is_lost_and_none_doubled() -> None:
    ani, budi, cici = ("Ani", "", ""), ("Budi", "", ""), ("Cici", "", "")
    both = merge(IsiNaskah(baris=(ani, budi)), IsiNaskah(baris=(budi, cici)))
    assert both.baris == (ani, budi, cici)


def _versi(nomor: int, oleh: str, menit: float) -> tuple[str, datetime, VersiTampil]:
    """Return a version of a person, so many minutes after ten o'clock."""
    pada = datetime(2026, 1, 5, 10, tzinfo=UTC) + timedelta(minutes=menit)
    shown = VersiTampil(str(nomor), oleh, "", dilihat=nomor == 2, kini=nomor == 9)
    return oleh, pada, shown


def test_versions_of_one_sitting_stand_behind_the_last_of_it() -> None:
    rows = [
        _versi(9, "ani", 47),
        _versi(8, "ani", 40),
        _versi(7, "ani", 32),  # fifteen minutes before the ninth
        _versi(6, "ani", 31.9),  # a little more
        _versi(5, "budi", 31),
        _versi(4, "ani", 30),  # somebody else's is between
        _versi(3, "ani", 2),
        _versi(2, "ani", 1),
        _versi(1, "ani", 0),
    ]
    folded = fold_versi(rows)
    assert [(d.akhir.nomor, [v.nomor for v in d.lama], d.terbuka) for d in folded] == [
        ("9", ["8", "7"], False),
        ("6", [], False),
        ("5", [], False),
        ("4", [], False),
        ("3", ["2", "1"], True),
    ]
    assert [d.lipat[:2] for d in folded] == ["2 ", "", "", "", "2 "]
    assert fold_versi([]) == []


def test_the_proposed_table_says_in_each_line_what_it_is_about() -> None:
    head = (Cell(1), Cell("U3 Waktu", small="Sasaran: 76,61"))
    above = (Cell(None, empty="", continues=True),) * 2
    table = Table(
        "rekomendasi",
        "Saran",
        ("No.", "Unsur", "Saran perbaikan"),
        ((*head, Cell("Tambah loket.")), (*above, Cell("Buka antrean daring."))),
    )
    report = replace(_report(), tables=(table,))
    (shown,) = show_usulan(report, "rekomendasi")
    assert shown.kolom == ["Unsur", "Saran perbaikan"]
    assert [[cell for _, cell in row] for row in shown.baris] == [
        ["U3 Waktu\nSasaran: 76,61", "Tambah loket."],
        ["U3 Waktu\nSasaran: 76,61", "Buka antrean daring."],
    ]
    assert show_usulan(_report(), "rekomendasi") == []
