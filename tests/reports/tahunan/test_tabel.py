"""Cells of the annual report worked out once more from the single answers, in the golden cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from scipy import stats
from sqlalchemy import text

from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.reports.build.tahunan.laporan import build_tahunan
from sekampadi.reports.build.tahunan.metode import begun
from sekampadi.reports.model import Cell, Report, Table
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.bahan import BahanTahunan
from tests import recompute
from tests.conftest import Content, Copy
from tests.factories import make_layanan, make_operator, make_upp
from tests.recompute import Hitungan, comma, half_up
from tests.reports.tahunan.contoh import (
    DIBACA,
    LEMAH,
    TAHUN,
    Kantor,
    Kasus,
    answers,
    at,
    kantor,
    read,
    read_once,
)
from tests.reports.tahunan.contoh_tepi import SEMUA

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
CASES = pytest.mark.parametrize("kasus", SEMUA, ids=lambda k: k.nama)
# The province's years are compared by its UPP (``test_satuan_laporan.py``).
OF_UPP = pytest.mark.parametrize(
    "kasus", [k for k in SEMUA if not k.nama.startswith("provinsi")], ids=lambda k: k.nama
)
NAMA = [f"{u.kode} {u.nama}" for u in URUTAN]


@pytest.fixture
def content(request: pytest.FixtureRequest) -> Content | None:
    """Fill the database of a case once."""
    kasus: Kasus | None = request.node.callspec.params.get("kasus")
    return kasus.isi if kasus else None


@dataclass(frozen=True)
class Buku:
    """A report, and the answers it is made of, read anew.

    Args:
        metode: the weight method of its year.
    """

    rt: Runtime
    bahan: BahanTahunan
    report: Report
    jawaban: recompute.Jawaban
    metode: str

    @property
    def upp(self) -> list[int] | None:
        """The UPP it is about; None for all."""
        kode = self.bahan.objek.kode
        own = [i for i, row in self.jawaban.upp.items() if row["kode"] == kode]
        return own or None

    def rows(self, tahun: int) -> list[dict[str, Any]]:
        """Return the answers of a year."""
        return self.jawaban.pick(date(tahun, 1, 1), date(tahun, 12, 31), upp=self.upp)

    def hitung(self, tahun: int) -> Hitungan:
        """Work out the figures of a year by the method of the report's."""
        return recompute.hitung(self.rows(tahun), self.metode)

    def indices(self, tahun: int) -> list[float]:
        """Return the index of each answer of a year."""
        weight = float(recompute.WEIGHTS[self.metode]) * 25
        return [sum(row[u] for u in recompute.NAMES) * weight for row in self.rows(tahun)]

    def find(self, kunci: str) -> Table | None:
        """Return a table; None where the report has none of that name."""
        return next((x for x in self.report.tables if x.kunci == kunci), None)


def buku(rt: Runtime, kasus: Kasus, k: Kantor) -> Buku:
    """Read and build the report of a case."""
    bahan, statistik = (read_once if kasus.nama else read)(rt, kasus, k)
    report = build_tahunan(bahan, statistik, BentukTahunan.KEPUTUSAN)
    metode = "tepat" if kasus.nama == "ganti_bobot" else "sekampadi"
    return Buku(rt, bahan, report, recompute.Jawaban(rt.engine), metode)


def texts(row: Sequence[Cell]) -> list[str]:
    """Return the cells of a line as they are printed."""
    return [cell.text for cell in row]


def signed(value: Decimal) -> str:
    """Write a change."""
    return ("+" if value > 0 else "−" if value < 0 else "") + comma(abs(value))


def written(p: float) -> set[str]:
    """Write a p to a thousandth, one below 0.05 below it; a hair from a half it may go either way."""
    found = set()
    for x in (max(0.0, p - 1e-6), min(1.0, p + 1e-6)):
        near = recompute.half_up(Decimal(x), "0.001")
        shown = Decimal("0.049") if x < 0.05 <= near else near
        found.add("p < 0,001" if x < 0.001 else f"p = {comma(shown)}")
    return found


@OF_UPP
def test_the_years_side_by_side(rt: Runtime, copied: Copy, kasus: Kasus) -> None:
    b = buku(rt, kasus, copied.made)
    now, years = b.hitung(kasus.tahun), (kasus.tahun - 2, kasus.tahun - 1)
    before = {y: h for y in years if (h := b.hitung(y)).n >= 5}  # of fewer nothing is told
    table = b.find("banding_tahun")
    if not before and kasus.nama != "tanpa_jawaban":
        assert table is None
        return
    assert table is not None
    lines = {int(row[0].text): row for row in table.rows}
    if kasus.nama == "tanpa_jawaban":  # an index by hand is no matter of answers
        assert before == {}
        del lines[2024]
    assert list(lines) == [*before, kasus.tahun]
    for year, h in (before | {kasus.tahun: now}).items():
        letter = h.mutu[0] if h.mutu else "–"
        figures = [comma(h.n), comma(h.ikm), comma(h.margin), letter]
        assert texts(lines[year][1:5]) == figures, year
    if not now.n:
        return
    tested = [recompute.bandingkan(b.indices(kasus.tahun), b.indices(y)) for y in before]
    changes = [(now.ikm or 0) - (h.ikm or 0) for h in before.values()]
    pairs = [(x, c) for x, c in zip(tested, changes, strict=True) if x is not None]
    assert len(pairs) == len(before), "all of them have ten answers"
    for year, (beda, change), (word, p) in zip(
        before, pairs, recompute.simpulkan(pairs, dua_arah=True), strict=True
    ):
        assert texts(lines[year][5:]) == [signed(change), comma(beda.margin), word]
        assert lines[year][7].small in written(p)


@OF_UPP
def test_the_unsur_of_the_years_side_by_side(rt: Runtime, copied: Copy, kasus: Kasus) -> None:
    b = buku(rt, kasus, copied.made)
    now = b.hitung(kasus.tahun)
    before = {y: h for y in (kasus.tahun - 2, kasus.tahun - 1) if (h := b.hitung(y)).n >= 5}
    table = b.find("banding_unsur")
    if not before or not now.n:
        assert table is None
        return
    assert table is not None
    assert table.columns[1 : 2 + len(before)] == (*map(str, before), str(kasus.tahun))
    expected = [[name] for name in NAMA]
    for year in (*before, kasus.tahun):
        for line, u in zip(expected, b.hitung(year).unsur, strict=True):
            line.append(comma(u.nik))
    pairs = []
    for year, h in before.items():
        changes = [(a.nik or 0) - (z.nik or 0) for a, z in zip(now.unsur, h.unsur, strict=True)]
        if kasus.nama == "semua_empat":  # U all alike now: the variance of the year before
            assert {u.sebaran for u in now.unsur} == {(0, 0, 0, 40)}
        for field, change in zip(recompute.NAMES, changes, strict=True):
            scores = [[25.0 * row[field] for row in b.rows(y)] for y in (kasus.tahun, year)]
            beda = recompute.bandingkan(*scores)
            assert beda is not None
            pairs.append((beda, Decimal(change)))
    # All unsur of all years are tested together.
    for at_, (_, change) in enumerate(pairs):
        word, _ = recompute.simpulkan(pairs, dua_arah=True)[at_]
        expected[at_ % 9] += [signed(change), word]
    assert [texts(row) for row in table.rows] == expected


@CASES
def test_each_unsur_beside_the_others_of_the_same_answers(
    rt: Runtime, copied: Copy, kasus: Kasus
) -> None:
    b = buku(rt, kasus, copied.made)
    rows, table = b.rows(kasus.tahun), b.find("kekuatan")
    if len(rows) < 10:
        assert table is None
        return
    assert table is not None
    if kasus.nama.startswith("provinsi"):  # by its UPP: test_satuan_laporan
        return
    scores = [[row[u] for u in recompute.NAMES] for row in rows]
    niks = [u.nik or Decimal(0) for u in b.hitung(kasus.tahun).unsur]
    pairs = [([a[i] for a in scores], [(sum(a) - a[i]) / 8 for a in scores]) for i in range(9)]
    # Where no answer tells two unsur apart, there is nothing to test.
    d = [[o - r for o, r in zip(own, rest, strict=True)] for own, rest in pairs]
    own9 = [float(stats.tvar(x)) for x in d]
    # Each variance is at least the mean of the nine.
    errors = [(max(v, sum(own9) / 9) / len(rows)) ** 0.5 for v in own9]
    ts = [abs(sum(x)) / len(rows) / e if e else 0.0 for x, e in zip(d, errors, strict=True)]
    ps = [2 * float(stats.t.sf(x, len(rows) - 1)) for x in ts]
    for row, nik, p in zip(table.rows, niks, recompute.bersama(ps), strict=True):
        beside = nik - sorted(niks)[4]
        word = "di atas" if beside > 0 else "di bawah"
        if p >= 0.05 or abs(beside) < 2:
            word = "belum dapat dibedakan"
        assert row[3].text == ("belum dapat dibandingkan" if len(rows) < 30 else word)


@CASES
def test_the_processing_sheet(rt: Runtime, copied: Copy, kasus: Kasus) -> None:
    """NRR = sum / n; NRR tertimbang = NRR x weight; IKM = their sum x 25, rounded at the end (K.2 g)."""
    b = buku(rt, kasus, copied.made)
    rows, table = b.rows(kasus.tahun), b.find("pengolahan")
    if not rows:
        assert table is None
        return
    assert table is not None
    weight = recompute.WEIGHTS[b.metode]
    sums = [sum(row[u] for row in rows) for u in recompute.NAMES]
    nrr = [Decimal(s) / len(rows) for s in sums]
    whole = half_up(sum((m * weight for m in nrr), Decimal(0)), "1." + "0" * 40)
    printed = [
        [*map(comma, sums), comma(sum(sums))],
        [*(comma(half_up(m)) for m in nrr), ""],
        [*(comma(half_up(m * weight)) for m in nrr), comma(half_up(whole))],
    ]
    assert [texts(row[1:]) for row in table.rows] == printed
    assert texts(table.totals[0][1:]) == [*[""] * 9, comma(half_up(whole * 25))]


@CASES
def test_what_is_recommended_has_the_figures_of_its_unsur(
    rt: Runtime, copied: Copy, kasus: Kasus
) -> None:
    b = buku(rt, kasus, copied.made)
    found = list(zip(NAMA, b.hitung(kasus.tahun).unsur, strict=True))
    weak = [(name, u) for name, u in found if u.mutu and u.mutu[0] in "CD"]
    table = b.find("dasar_saran")
    if not weak or kasus.nama == "upp_nonaktif":
        # Those below the others by chance no more are told by another test.
        assert table is None or not weak
        return
    assert table is not None
    weak.sort(key=lambda pair: pair[1].jumlah)
    assert [texts(row[:4]) for row in table.rows] == [
        [str(at_), name, comma(u.nik), u.mutu[0] if u.mutu else ""]
        for at_, (name, u) in enumerate(weak, start=1)
    ]


@CASES
def test_what_came_of_plans_is_counted_in_the_rows(rt: Runtime, copied: Copy, kasus: Kasus) -> None:
    b = buku(rt, kasus, copied.made)
    with rt.engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT t.upp_id, t.tahun, t.triwulan, k.status FROM kegiatan k "
                "JOIN tindak_lanjut t ON t.id = k.tindak_lanjut_id"
            )
        ).all()
    own = [r for r in rows if b.upp is None or r.upp_id in b.upp]
    this = [r for r in own if r.tahun == kasus.tahun]
    last = [r for r in own if r.tahun == kasus.tahun - 1]
    table = b.find("realisasi")
    if not this and not last:
        assert table is None
        return
    assert table is not None
    province = [] if b.upp else [""]

    def line(found: Sequence[Any]) -> list[str]:
        each = [r.status for r in found]
        kinds = [each.count(s) for s in ("selesai", "berjalan", "belum", "batal")]
        assert sum(kinds) == len(each)
        part = half_up(Decimal(100 * kinds[0]) / len(each)) if each else None
        return [*map(str, (len(each), *kinds)), f"{comma(part)} %" if each else "–"]

    quarters = [[r for r in this if r.triwulan == n] for n in range(1, 5)]
    many = [[str(len({r.upp_id for r in q}))] if province else [] for q in quarters]
    assert [texts(row[1:]) for row in table.rows] == [
        [*m, *line(q)] for m, q in zip(many, quarters, strict=True)
    ]
    assert [texts(row[1:]) for row in table.totals] == [
        [*province, *line(year)] for year in (this, last) if year or year is this
    ]


def test_years_stand_side_by_side_with_the_margin_of_a_sample(rt: Runtime) -> None:
    """Also of a year in which everyone served has answered: a typed number changes no comparison."""
    k = kantor(rt)
    for year in (TAHUN - 1, TAHUN):
        answers(rt, year, 40)
        for nomor in range(1, 5):
            told = {
                **{"dilayani": "10", "dibagikan": "10", "kembali": "10"},
                "pelaksana": "mandiri",
            }
            save_pelaksanaan(at(rt, DIBACA), k.orang, k.kode, Triwulan(year, nomor), told)
    b = buku(rt, Kasus("", lambda _: k), k)
    assert b.bahan.laporan.ketelitian.semua
    table = b.report.table("banding_tahun")
    assert [row[3].value for row in table.rows] == [
        b.hitung(year).margin for year in (TAHUN - 1, TAHUN)
    ]
    assert None not in {row[3].value for row in table.rows}


def test_of_an_upp_with_nine_answers_no_unsur_is_called_weak(rt: Runtime) -> None:
    pemprov = make_operator(rt, "pemprov", Role.ADMIN_PEMPROV)
    for kode, nama, n in (("upp-9", "Dinas Sembilan", 9), ("upp-10", "Dinas Sepuluh", 10)):
        make_layanan(rt, make_upp(rt, kode, nama=nama), f"layanan-{n}")
        answers(rt, TAHUN, n, layanan=(f"layanan-{n}",), semua=(3, 4), unsur={"u3": LEMAH})
    k = Kantor("", pemprov, pemprov)
    b = buku(rt, Kasus("", lambda _: k), k)
    each = b.jawaban.by_upp(b.rows(TAHUN))
    assert {(h.n, h.unsur[2].mutu) for h in each.values()} <= {
        (n, words) for n in (9, 10) for words in (("C", "Kurang Baik"), ("D", "Tidak Baik"))
    }
    table = b.report.table("dasar_saran")
    (line,) = [row for row in table.rows if row[1].text == NAMA[2]]
    assert line[table.columns.index("UPP yang unsur ini di bawah mutu B")].text == "Dinas Sepuluh"


@pytest.mark.parametrize(
    ("hari", "nomor"),
    [
        (date(2025, 3, 31), [1]),
        (date(2025, 4, 1), [1, 2]),
        (date(2025, 12, 31), [1, 2, 3, 4]),
        (date(2026, 1, 12), [1, 2, 3, 4]),
    ],
)
def test_a_triwulan_has_begun_on_its_first_day(rt: Runtime, hari: date, nomor: list[int]) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 20, hari=80)
    b = buku(rt, Kasus("", lambda _: k, TAHUN, hari), k)
    assert [x.triwulan.nomor for x in begun(b.bahan)] == nomor
    assert len(b.report.table("triwulan").rows) == len(nomor)
