"""The dossier's documents: every figure as the sheets said it, read back out of every form, and frozen."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select

from sekampadi.db.models import Publikasi
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import AksiDossier, AksiPengajuan, StatusPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.reports.build.dossier.laporan import build_laporan_dossier
from sekampadi.reports.build.dossier.rekap import build_rekap_dossier
from sekampadi.reports.build.dossier.surat import build_surat_dossier
from sekampadi.reports.model import Report
from sekampadi.reports.render.docx import render_docx
from sekampadi.reports.render.excel.laporan import render_laporan_xlsx
from sekampadi.reports.render.pdf import render_laporan_pdf
from sekampadi.services.pengajuan.beku import BerkasSiap, JenisBerkas
from sekampadi.services.pengajuan.dokumen.daftar import load_daftar_dossier
from sekampadi.services.pengajuan.dokumen.dossier import load_dokumen
from sekampadi.services.pengajuan.dossier import load_dossier
from sekampadi.services.pengajuan.dossier_gerak import (
    SerahanDossier,
    move_dossier,
    prepare_dossier,
)
from sekampadi.services.pengajuan.dossier_naskah import begin_addendum, save_naskah
from sekampadi.services.pengajuan.gerak import Serahan, move, prepare
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.isi import public_groups
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from tests.factories import Cast, isian, submit
from tests.reports.baca import docx_tables, line_of, number_of, pdf_words, same
from tests.services.pengajuan.provinsi import JALAN, fill_province, hand_in, people_of, plan_before

TW = Triwulan(2023, 1)
D = AksiDossier
SURAT = {"surat_nomor": "000.8/123/ORG", "surat_tanggal": "10-05-2023"}
KOP = Letterhead()
Rows = list[list[Any]]

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@dataclass(frozen=True)
class Terbit:
    """A sheet as it was published."""

    nomor: str
    n: int
    nilai: str
    mutu: str
    isi: dict[str, Any]


class Meja:
    """The desk of the province: a dossier that several people move."""

    def __init__(self, rt: Runtime, cast: Cast) -> None:
        self.rt, self.cast = rt, cast
        self.provinsi = cast.people[Role.ADMIN_PEMPROV]

    def who(self, role: Role) -> Principal:
        return self.cast.people[role]

    def go(
        self, role: Role, aksi: AksiDossier, isian: dict[str, object] | None = None, urut: int = 0
    ) -> None:
        person, tanda, berkas = self.who(role), "", ()
        found = load_dossier(self.rt, self.provinsi, TW, urut).dossier
        if aksi is D.SAMPAIKAN:
            _, tanda = prepare_dossier(self.rt, person, TW, urut)
            kinds = (JenisBerkas.REKAP, JenisBerkas.LAPORAN)
            berkas = tuple(BerkasSiap(j, "isi.pdf", b"isi") for j in kinds)
        given = SerahanDossier(isian or {}, tanda, berkas)
        versi = found.versi if found else 0
        move_dossier(self.rt, person, TW, urut, aksi, versi=versi, serahan=given)

    def close(self, urut: int = 0) -> None:
        self.go(Role.ADMIN_PEMPROV, D.SERAHKAN, urut=urut)
        self.go(Role.KETUA_TIM, D.SAMPAIKAN, urut=urut)
        surat = SURAT | {"surat_nomor": f"000.8/{123 + urut}/ORG"}  # each goes with its own letter
        self.go(Role.KABAG_TATALAKSANA, D.TUTUP, surat, urut)

    def sheets(self) -> dict[str, Terbit]:
        """Return the published sheets by the names of their UPP; the province's under ``""``."""
        with self.rt.reading() as session:
            rows = session.exec(select(Publikasi).order_by(col(Publikasi.id))).all()
            return {
                r.isi["cakupan"]["nama"] if r.upp_id else "": Terbit(
                    r.nomor, r.n, r.nilai, r.mutu, dict(r.isi)
                )
                for r in rows
            }


@pytest.fixture
def meja(rt: Runtime, cast: Cast) -> Meja:
    """Three UPP were accepted, two of those made here are missing, and four of the cast."""
    fill_province(rt, cast.people[Role.ADMIN_PEMPROV], TW, 3, 2)
    return Meja(rt, cast)


def _docx(report: Report) -> dict[str, Rows]:
    tables = docx_tables(render_docx(report))
    shown = [k for s in report.parts for k in s.isi if any(t.kunci == k for t in report.tables)]
    return {"angka": tables[0], **dict(zip(shown, tables[1:], strict=True))}


def _xlsx(report: Report) -> dict[str, Rows]:
    book: Any = load_workbook(io.BytesIO(render_laporan_xlsx(report)), data_only=True)
    sheets = [[list(r) for r in sheet.iter_rows(values_only=True)] for sheet in book]
    found = dict(zip((t.kunci for t in report.tables), sheets[1:], strict=True))
    return {"angka": sheets[0], **found}


FORMS: tuple[Callable[[Report], dict[str, Rows]], ...] = (_docx, _xlsx)


def _nrr(sheet: Terbit, best: bool) -> Decimal:
    values = [Decimal(u["nrr"]) for u in sheet.isi["unsur"]]
    return max(values) if best else min(values)


def _check_lines(tables: dict[str, Rows], sheets: dict[str, Terbit], names: list[str]) -> None:
    for name in names:
        sheet, line = sheets[name], line_of(tables["ikm"], 1, name)
        assert line[2] == sheet.nomor
        assert same((sheet.n, Decimal(sheet.nilai)), line[3:]), line
        assert (line[5], line[6]) == (sheet.mutu, sheet.isi["kinerja"])
        for column, best in ((7, False), (8, True)):
            assert (
                number_of(line[column].split("(")[1].rstrip(")")) == _nrr(sheet, best).normalize()
            )


def _check_province(tables: dict[str, Rows], sheet: Terbit) -> None:
    line = line_of(tables["ikm"], 1, "IKM Pemprov (gabungan responden)")
    assert line[2] == sheet.nomor
    assert same((sheet.n, Decimal(sheet.nilai)), line[3:])
    mean = line_of(tables["ikm"], 1, "Rata-rata UPP")[4]
    assert number_of(mean) == Decimal(sheet.isi["rata_rata_upp"]).normalize()


def test_both_documents_say_what_the_sheets_said(meja: Meja) -> None:
    sheets = meja.sheets()
    for kode, many in (("unit-01", 2), ("unit-02", 3)):
        plan_before(meja.rt, TW, kode, many)
    meja.close()
    dokumen = load_dokumen(meja.rt, meja.who(Role.PIMPINAN), TW)
    names = [n for n in sheets if n]
    assert len(names) == 3
    assert [u.nama for u in dokumen.isi.termuat] == sorted(names)
    for build in (build_rekap_dossier, build_laporan_dossier):
        report = build(dokumen, KOP)
        text = " ".join(pdf_words(render_laporan_pdf(report)))
        for form in FORMS:
            tables = form(report)
            _check_lines(tables, sheets, names)
            _check_province(tables, sheets[""])
            # What is planned now, and what came of the plan before: of each the first action is done.
            for end, told in (
                ("01", (2, 2, 1, 50)),
                ("02", (3, 3, 1, Decimal("33.33"))),
            ):
                name = next(n for n in names if n.endswith(end))
                assert same(told, line_of(tables["tindak_lanjut"], 1, name)[4:])
            without = line_of(tables["tindak_lanjut"], 1, next(n for n in names if n[-2:] == "03"))
            assert number_of(without[4]) == 1
            assert not {str(cell) for cell in without[5:8]} - {"–", "", "None"}
            total = line_of(tables["tindak_lanjut"], 1, "Jumlah")
            assert same((6, 5, 2, 40), total[4:])
            late = line_of(tables["tindak_lanjut"], 1, names[0])
            assert number_of(late[11]) == 38  # handed in on 15 May, due on 7 April
            missing = {row[1] for row in tables["belum"][1:]}
            assert missing == {u.nama for u in dokumen.isi.belum}
            assert len(missing) == 6
        for name in names:
            sheet = sheets[name]
            nilai = sheet.nilai.replace(".", ",")
            assert f"{sheet.nomor} {sheet.n} {nilai} {sheet.mutu} {sheet.isi['kinerja']}" in text
        assert f"gabungan responden) {sheets[''].nilai.replace('.', ',')}" in text.replace(
            f" {sheets[''].nomor} {sheets[''].n}", ""
        )


def test_the_report_has_the_nine_unsur_and_the_plans(meja: Meja) -> None:
    meja.close()
    report = build_laporan_dossier(load_dokumen(meja.rt, meja.provinsi, TW), KOP)
    sheets = meja.sheets()
    whole = Decimal(sheets[""].nilai)
    for form in FORMS:
        tables = form(report)
        for at, unsur in enumerate(sheets[""].isi["unsur"], start=1):
            line = next(r for r in tables["unsur"] if str(r[1]).startswith(f"U{at} "))
            expected = (unsur["jumlah"], Decimal(unsur["nrr"]), Decimal(unsur["nik"]))
            assert same(expected, line[2:])
        for name, sheet in sheets.items():
            if name:
                line = line_of(tables["kedudukan"], 1, name)
                assert same((Decimal(sheet.nilai), Decimal(sheet.nilai) - whole), line[2:])
        total = line_of(tables["rtl_unsur"], 0, "Jumlah")
        assert same((3, 6), total[1:])
        assert len([r for r in tables["kegiatan"] if number_of(r[0]) in range(1, 7)]) == 6
    assert "IKM Pemprov (gabungan responden)" in {f.label for f in report.figures}
    assert report.figure("rata_rata").cell.value == Decimal(sheets[""].isi["rata_rata_upp"])


def test_respondents_come_in_the_order_of_the_sheet_once_frozen_too(meja: Meja) -> None:
    meja.close()
    isi = load_dokumen(meja.rt, meja.who(Role.PIMPINAN), TW).isi
    assert isi.provinsi is not None
    groups = public_groups(isi.provinsi)
    assert list(groups) == list(Kelompok)
    for kelompok in Kelompok:
        assert list(groups[kelompok]) == list(kelompok.about.kind)


def test_what_was_handed_over_stays_whatever_happens_to_answers_and_sheets(meja: Meja) -> None:
    meja.go(Role.ADMIN_PEMPROV, D.SERAHKAN)
    found = load_dossier(meja.rt, meja.provinsi, TW).dossier
    assert found is not None
    words = {"pengantar": "Puji syukur.", "simpulan": "Tambah loket."}
    save_naskah(meja.rt, meja.who(Role.KETUA_TIM), TW, 0, versi=found.versi, isian=words)
    draft = load_dokumen(meja.rt, meja.provinsi, TW)
    assert draft.rancangan
    assert build_rekap_dossier(draft, KOP).title.startswith("RANCANGAN")
    meja.go(Role.KETUA_TIM, D.SAMPAIKAN)
    before = load_dokumen(meja.rt, meja.provinsi, TW)
    assert not before.rancangan
    assert not build_rekap_dossier(before, KOP).title.startswith("RANCANGAN")
    assert before.isi == draft.isi
    for _ in range(20):
        submit(meja.rt, "layanan-unit-01", isian(u1="1"), day=TW.periode.dari)
    settle(meja.rt)
    sheet = next(s for n, s in meja.sheets().items() if n.endswith("01"))
    admin = people_of(meja.rt, "unit-01")[Role.ADMIN_UPP]
    new = publish(
        meja.rt, admin, periode=TW.periode, menggantikan=sheet.nomor, alasan="Jawaban menyusul"
    )
    assert new.nilai != sheet.nilai
    assert load_dokumen(meja.rt, meja.provinsi, TW).isi == before.isi
    # Sent back and handed over again it says so of the sheet; its figures stay the accepted ones.
    meja.go(Role.KABAG_TATALAKSANA, D.KEMBALIKAN_SUSUN, {"catatan": "Periksa lagi."})
    meja.go(Role.KETUA_TIM, D.SAMPAIKAN)
    again = load_dokumen(meja.rt, meja.provinsi, TW).isi
    line = next(u for u in again.upp if u.kode == "unit-01")
    assert line.lembar is not None
    assert (line.lembar.nomor, line.lembar.catatan) == (sheet.nomor, "digantikan")


def test_an_addendum_speaks_of_the_late_ones_only(meja: Meja) -> None:
    meja.close()
    hand_in(meja.rt, meja.provinsi, TW, "unit-04")
    assert begin_addendum(meja.rt, meja.provinsi, TW) == 1
    meja.close(1)
    dokumen = load_dokumen(meja.rt, meja.who(Role.PIMPINAN), TW, 1)
    assert [u.kode for u in dokumen.isi.upp] == ["unit-04"]
    for build in (build_rekap_dossier, build_laporan_dossier, build_surat_dossier):
        text = " ".join(pdf_words(render_laporan_pdf(build(dokumen, KOP))))
        assert "Nomor 000.8/123/ORG tanggal 10 Mei 2023" in text
        assert "belum termuat" not in text
        # What was accepted while the Kabag studied the dossier is in it, too.
        assert "sesudah berkas itu ditutup" not in text
        assert "Soedarso 02" not in text
        assert "/PROVINSI/" not in text
    # The letter: it greets before it explains.
    assert text.index("Dengan hormat") < text.index("Addendum 1 melengkapi")
    assert "bersama ini disampaikan Addendum 1 Laporan" in text
    assert "ADD-1" in " ".join(pdf_words(render_laporan_pdf(build_rekap_dossier(dokumen, KOP))))
    lines = load_daftar_dossier(meja.rt, meja.who(Role.PIMPINAN))
    assert [d.urut for d in lines[0].dossier] == [0, 1]


def test_a_triwulan_in_which_nobody_was_accepted(rt: Runtime, cast: Cast) -> None:
    fill_province(rt, cast.people[Role.ADMIN_PEMPROV], TW, 0, 1)
    desk = Meja(rt, cast)
    desk.close()
    dokumen = load_dokumen(rt, cast.people[Role.PIMPINAN], TW)
    for build in (build_rekap_dossier, build_laporan_dossier):
        report = build(dokumen, KOP)
        assert "Belum ada UPP yang diterima." in " ".join(pdf_words(render_laporan_pdf(report)))
        for form in FORMS:
            assert len(form(report)["belum"]) == 6
    letter = " ".join(pdf_words(render_laporan_pdf(build_surat_dossier(dokumen, KOP))))
    assert "Nomor: 000.8/123/ORG" in letter
    assert "5 UPP belum termuat" in letter


def test_the_pimpinan_reads_what_is_closed(meja: Meja) -> None:
    pimpinan = meja.who(Role.PIMPINAN)
    for load in (load_dokumen, load_dossier):
        with pytest.raises(NotFoundError):
            load(meja.rt, pimpinan, TW)
    assert load_daftar_dossier(meja.rt, pimpinan) == ()
    assert load_daftar_dossier(meja.rt, meja.provinsi)[0].diterima == 3
    meja.close()
    assert load_dossier(meja.rt, pimpinan, TW).boleh == ()
    assert load_dokumen(meja.rt, pimpinan, TW).surat is not None


def test_without_a_sheet_the_reason_stands_there(rt: Runtime, cast: Cast) -> None:
    desk = Meja(rt, cast)
    fill_province(rt, desk.provinsi, TW, 0, 1)
    people = people_of(rt, "unit-01") | {Role.ADMIN_PEMPROV: desk.provinsi}
    masa = MasaLapor(TW.tahun, TW.nomor)
    roles = (
        Role.ADMIN_UPP,
        Role.PIMPINAN_UPP,
        Role.ADMIN_UPP,
        Role.PIMPINAN_UPP,
        Role.ADMIN_PEMPROV,
    )
    for versi, (aksi, role) in enumerate(zip(JALAN, roles, strict=True)):
        bahan = None
        papers: tuple[BerkasSiap, ...] = ()
        if aksi in {AksiPengajuan.KIRIM_HASIL, AksiPengajuan.AJUKAN}:
            bahan = prepare(rt, people[role], "unit-01", masa, aksi)
            kinds = (JenisBerkas.RESPONDEN, JenisBerkas.PENILAIAN)
            papers = tuple(BerkasSiap(j, "isi.xlsx", b"isi") for j in kinds)
        given = Serahan({"catatan": "Layanan belum dibuka."}, bahan, papers)
        status = move(rt, people[role], "unit-01", masa, aksi, versi=versi, serahan=given)
    assert status is StatusPengajuan.DITERIMA
    report = build_rekap_dossier(load_dokumen(rt, desk.provinsi, TW), KOP)
    for form in FORMS:
        line = form(report)["ikm"][1]
        assert [number_of(v) for v in line[2:7]] == [None] * 5
        assert line[9] == "tanpa lembar: Layanan belum dibuka."
