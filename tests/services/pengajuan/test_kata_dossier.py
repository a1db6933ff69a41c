"""What the documents of a dossier say at the ends: late by a day, no plan, a joint sheet, equal figures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.isi_dossier import KegiatanDossier, UppDossier
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.reports.build.dossier.laporan import build_laporan_dossier
from sekampadi.reports.build.dossier.rekap import build_rekap_dossier, province_of
from sekampadi.reports.build.dossier.surat import build_surat_dossier
from sekampadi.reports.model import Report, Table
from sekampadi.services.pengajuan.dokumen.dossier import DokumenDossier, load_dokumen
from sekampadi.services.sistem.runtime import Runtime
from tests.factories import Cast
from tests.services.pengajuan.provinsi import fill_province

TW, KOP = Triwulan(2023, 1), Letterhead()
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def dokumen(rt: Runtime, cast: Cast) -> DokumenDossier:
    """Two UPP were accepted: one has an action, the other two."""
    fill_province(rt, cast.people[Role.ADMIN_PEMPROV], TW, 2)
    return load_dokumen(rt, cast.people[Role.ADMIN_PEMPROV], TW)


def _with(dokumen: DokumenDossier, *upp: UppDossier) -> DokumenDossier:
    return replace(dokumen, isi=replace(dokumen.isi, upp=upp))


def _table(report: Report, kunci: str) -> Table:
    (found,) = (t for t in report.tables if t.kunci == kunci)
    return found


def _figure(report: Report, kunci: str) -> object:
    (found,) = (f for f in report.figures if f.kunci == kunci)
    return found.cell.value


def test_in_time_late_by_a_day_and_without_a_plan(dokumen: DokumenDossier) -> None:
    one, two = dokumen.isi.termuat
    one = replace(one, disampaikan=one.tenggat, kegiatan=())
    two = replace(two, disampaikan=two.tenggat + timedelta(days=1))
    report = build_rekap_dossier(_with(dokumen, one, two), KOP)
    assert _figure(report, "terlambat") == 1
    rows = _table(report, "tindak_lanjut").rows
    # Ada, tidak; then how late it was.
    assert [(bool(r[2].value), bool(r[3].value)) for r in rows] == [(False, True), (True, False)]
    assert [r[-1].value for r in rows] == [None, 1]


def test_paper_holds_so_many_actions_and_says_how_many_more(dokumen: DokumenDossier) -> None:
    plan = KegiatanDossier(Unsur("waktu"), "Menambah loket", "Juni", "Kepala")
    busy = replace(dokumen.isi.termuat[0], kegiatan=(plan,) * 5)
    few, whole = (
        _table(build_laporan_dossier(_with(dokumen, busy), KOP, kegiatan=n), "kegiatan")
        for n in (3, None)
    )
    assert (len(few.rows), len(whole.rows)) == (3, 5)
    assert few.notes[0].startswith("Masih ada 2 kegiatan lain")
    assert whole.notes == ()


def test_a_joint_sheet_is_attached_once(dokumen: DokumenDossier) -> None:
    one, two = dokumen.isi.termuat

    def sheets(*upp: UppDossier) -> object:
        rows = _table(build_surat_dossier(_with(dokumen, *upp), KOP), "lampiran").rows
        return next(r[2].value for r in rows if r[1].value == "Lembar IKM UPP")

    assert sheets(one, two) == "2 lembar"
    assert sheets(one, replace(two, lembar=one.lembar)) == "1 lembar"


def test_who_stands_where_the_province_does_is_neither_above_nor_below(
    dokumen: DokumenDossier,
) -> None:
    whole = province_of(dokumen.isi)
    assert whole is not None
    assert whole.nilai is not None
    one, two = dokumen.isi.termuat
    assert one.lembar is not None
    same = replace(one, lembar=replace(one.lembar, nilai=whole.nilai))
    report = build_laporan_dossier(_with(dokumen, same, two), KOP)
    (section,) = (s for s in report.sections if "kedudukan" in s.isi)
    assert f"Nilai sama dengan IKM Pemprov: 1 UPP. {same.nama}." in section.text
    assert len([line for line in section.text if same.nama in line]) == 1


def test_who_is_missing_stands_behind_the_plans(dokumen: DokumenDossier) -> None:
    gone = replace(dokumen.isi.termuat[0], termuat=False, tenggat=date(2023, 4, 7))
    report = build_laporan_dossier(_with(dokumen, gone, dokumen.isi.termuat[1]), KOP)
    titles = [s.title for s in report.sections]
    assert titles.index("Rencana tindak lanjut UPP") < titles.index("UPP yang belum termuat")
    assert titles.count("UPP yang belum termuat") == 1
