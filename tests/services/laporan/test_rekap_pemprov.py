"""The rekap of the province: all UPP side by side, by hand; nobody called better than the margins allow."""

import random
from datetime import timedelta
from decimal import Decimal

import pytest

from sekampadi.domain.errors import ForbiddenError
from sekampadi.domain.ikm import Metode, compute_ikm
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Pelaksana, Triwulan
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.periode import Periode
from sekampadi.reports.build.rekap_pemprov import build_rekap
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.laporan.rekap_pemprov import (
    RekapPemprov,
    extremes,
    load_rekap_pemprov,
    sort_rekap,
)
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.rencana import begin
from tests import factories, recompute

Q1, Q4 = Periode.triwulan(2023, 1), Periode.triwulan(2022, 4)


def fill(rt: Runtime, kode: str, count: int, periode: Periode, low: int, high: int) -> None:
    rng = random.Random(f"{kode}{count}{low}")
    assert periode.dari is not None
    for _ in range(count):
        scores = {f"u{i}": str(rng.randint(low, high)) for i in range(1, 10)}
        day = periode.dari + timedelta(days=rng.randint(0, 85))
        factories.submit(rt, kode, factories.isian(**scores), day=day)


@pytest.fixture
def rekap(rt: Runtime, cast: factories.Cast) -> RekapPemprov:
    """Two UPP far apart, one like the second, one with one answer, one without any."""
    fill(rt, "layanan-a1", 14, Q1, 3, 4)
    fill(rt, "layanan-a2", 6, Q1, 3, 4)
    fill(rt, "layanan-b1", 15, Q1, 1, 3)
    fill(rt, "layanan-c1", 12, Q1, 1, 3)
    fill(rt, "layanan-t1", 1, Q1, 4, 4)
    fill(rt, "layanan-a1", 10, Q4, 1, 2)
    factories.make_upp(rt, "upp-kosong", nama="Kosong")
    factories.make_upp(rt, "upp-tutup", nama="Tutup", aktif=False)
    return load_rekap_pemprov(rt, cast.people[Role.KETUA_TIM], Q1)


def test_every_line_is_what_the_answers_say(
    rt: Runtime, cast: factories.Cast, rekap: RekapPemprov
) -> None:
    answers = recompute.Jawaban(rt.engine)
    rows = answers.pick(Q1.dari, Q1.sampai)
    by_hand = answers.by_upp(rows)
    before = answers.by_upp(answers.pick(Q4.dari, Q4.sampai))
    assert {b.upp.id for b in rekap.baris} == set(by_hand)
    for line in rekap.baris:
        mine = by_hand[line.upp.id]
        assert (line.hasil.n, line.hasil.nilai) == (mine.n, mine.ikm)
        assert line.ketelitian.margin == mine.margin
        sums = [u.jumlah for u in mine.unsur]
        assert {u.jumlah for u in line.terendah} == {min(sums)}
        assert {u.jumlah for u in line.tertinggi} == {max(sums)}
        assert line.tren is not None
        then = before.get(line.upp.id)
        expected = mine.ikm - then.ikm if then and mine.ikm and then.ikm else None
        assert line.tren.ikm == expected
    whole = recompute.hitung(rows)
    assert rekap.laporan.figures.hasil.nilai == whole.ikm
    assert rekap.laporan.ketelitian.margin == whole.margin
    assert rekap.rata_rata == recompute.rata_rata(by_hand.values())
    assert rekap.rata_rata != whole.ikm
    assert [u.nama for u in rekap.tanpa_jawaban] == ["Kosong"]


def test_each_stands_above_or_below_all_others_together(rekap: RekapPemprov) -> None:
    lines = {b.upp.kode: b for b in rekap.baris}
    places = {kode: b.kedudukan and b.kedudukan.kata for kode, b in lines.items()}
    assert places == {
        "upp-a": "di atas",
        "upp-b": "di bawah",
        "upp-c": "di bawah",
        "upt-c1": None,
    }
    assert [x.upp.kode for x in sort_rekap(rekap.baris, "ikm")] == [
        *("upp-a", "upp-b", "upp-c", "upt-c1")
    ]
    assert sort_rekap(rekap.baris, "nama") == list(rekap.baris)
    assert lines["upp-a"].tren is not None
    assert lines["upp-a"].tren.arah is Arah.NAIK
    assert lines["upp-b"].tren is not None
    assert lines["upp-b"].tren.arah is Arah.TIDAK_DIKETAHUI


def test_the_report_names_both_figures_and_those_without_answers(
    rt: Runtime, cast: factories.Cast, rekap: RekapPemprov
) -> None:
    told = {"dilayani": "500", "pelaksana": "mandiri"}
    save_pelaksanaan(rt, cast.people[Role.ADMIN_UPP], "", Triwulan(2023, 1), told)
    other = {"pelaksana": "pihak_ketiga", "pihak_ketiga": "PT X"}
    save_pelaksanaan(rt, cast.admin_b, "", Triwulan(2023, 1), other)
    rekap = load_rekap_pemprov(rt, cast.people[Role.ADMIN_PEMPROV], Q1, unduh=True)
    report = build_rekap(rekap, printed=rt.today())
    table = report.table("rekap")
    assert [row[1].text for row in table.totals] == ["Gabungan responden", "Rata-rata UPP"]
    assert table.totals[0][3].value == report.figure("nilai_ikm").cell.value
    assert table.totals[1][3].value == report.figure("rata_rata").cell.value
    assert report.figure("nilai_ikm").label == "Nilai IKM (gabungan responden)"
    assert [row[1].text for row in report.table("tanpa_jawaban").rows] == ["Kosong"]
    rows = {row[1].text: row for row in report.table("satuan_kerja").rows}
    marks = {name: [c.text for c in row[7:]] for name, row in rows.items()}
    assert marks["UPP-A"] == ["", "", "Y", ""]
    assert marks["UPP-B"] == ["", "", "", "Y"]
    assert marks["UPP-C"] == ["", "", "", ""]
    assert {b.tindak_lanjut for b in rekap.baris} == {None}
    first = next(row for row in table.rows if row[1].text == "UPP-A")
    assert first[-1].text == "di bawah sampel minimum"
    upp_a = next(b for b in rekap.baris if b.upp.kode == "upp-a")
    assert upp_a.ketelitian.populasi == 500
    assert upp_a.pelaksanaan.pelaksana == (Pelaksana.MANDIRI,)


def plan(rt: Runtime, person: Principal, triwulan: Triwulan) -> None:
    isian = {
        **{"nama": "Menambah satu loket", "target": "30-06-2023", "prioritas": "tinggi"},
        **{"penanggung_jawab": "Kepala Subbagian", "jangka": "pendek"},
    }
    add_kegiatan(rt, person, begin(rt, person, "", triwulan), "waktu", isian)


def test_a_follow_up_is_there_when_no_published_triwulan_lacks_its_plan(
    rt: Runtime, cast: factories.Cast, rekap: RekapPemprov
) -> None:
    own, reader = cast.people[Role.ADMIN_UPP], cast.people[Role.KETUA_TIM]
    both = Periode(Q4.dari, Q1.sampai)

    def told(periode: Periode) -> dict[str, bool | None]:
        found = load_rekap_pemprov(rt, reader, periode).baris
        return {b.upp.kode: b.tindak_lanjut for b in found}

    assert set(told(Q1).values()) == {None}
    publish(rt, own, kunci="upp-a", periode=Q1)
    publish(rt, cast.admin_b, kunci="upp-b", periode=Q1)
    begin(rt, cast.admin_b, "", Triwulan(2023, 1))  # without an action
    assert told(Q1) == {"upp-a": False, "upp-b": False, "upp-c": None, "upt-c1": None}
    plan(rt, own, Triwulan(2023, 1))
    assert told(Q1) == {"upp-a": True, "upp-b": False, "upp-c": None, "upt-c1": None}
    assert told(both)["upp-a"] is True
    # The sheet of a semester is the sheet of no triwulan.
    semester = Periode.semester(2022, 2)
    publish(rt, own, kunci="upp-a", periode=semester)
    assert told(semester) == {"upp-a": None}
    publish(rt, own, kunci="upp-a", periode=Q4)
    assert (told(both)["upp-a"], told(Q1)["upp-a"], told(Q4)) == (False, True, {"upp-a": False})
    plan(rt, own, Triwulan(2022, 4))
    assert told(both)["upp-a"] is True
    # Days that are no whole triwulan have no plans of their own.
    for periode in (Periode(), Periode(Q1.dari, rt.today())):
        assert set(told(periode).values()) == {None}

    report = build_rekap(load_rekap_pemprov(rt, reader, Q1), printed=rt.today())
    marks = {row[1].text: [c.text for c in row[7:9]] for row in report.table("satuan_kerja").rows}
    assert marks == {
        **{"UPP-A": ["Y", ""], "UPP-B": ["", "Y"]},
        **{"UPP-C": ["", ""], "UPT-C1": ["", ""]},
    }


def test_an_empty_period_has_no_lines_and_no_figures(rt: Runtime, cast: factories.Cast) -> None:
    rekap = load_rekap_pemprov(rt, cast.people[Role.PIMPINAN], Periode.tahun(2020))
    assert (rekap.baris, rekap.rata_rata) == ((), None)
    assert len(rekap.tanpa_jawaban) == 4
    report = build_rekap(rekap, printed=rt.today())
    assert report.figure("rata_rata").cell.text == "belum ada data"
    open_end = load_rekap_pemprov(rt, cast.people[Role.PIMPINAN], Periode())
    assert open_end.laporan.pembanding == ()
    build_rekap(open_end, printed=rt.today())


@pytest.mark.parametrize(
    "role", [Role.ADMIN_UPP, Role.PIMPINAN_UPP, Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM]
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_only_who_compares_upp_reads_it(rt: Runtime, cast: factories.Cast, role: Role) -> None:
    with pytest.raises(ForbiddenError):
        load_rekap_pemprov(rt, cast.people[role], Q1)


def test_extremes_that_are_equal_are_all_named() -> None:
    low, high = extremes(compute_ikm(10, [30, 20, 20, 35, 30, 30, 30, 30, 30], Metode.SEKAMPADI))
    assert ([u.unsur.kode for u in low], [u.unsur.kode for u in high]) == (["U2", "U3"], ["U4"])
    assert extremes(compute_ikm(0, [0] * 9, Metode.SEKAMPADI)) == ((), ())
    same = extremes(compute_ikm(10, [30] * 9, Metode.SEKAMPADI))
    assert [len(x) for x in same] == [9, 9]
    assert str(same[0][0].nrr) == str(Decimal("3.00"))
