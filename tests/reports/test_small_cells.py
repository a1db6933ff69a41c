"""Small cells: hidden by every report whose caller says nothing, shown by name."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.reports.build.laporan import build_laporan_upp
from sekampadi.reports.build.lembar import build_lembar
from sekampadi.reports.build.rekap_pemprov import build_rekap
from sekampadi.reports.build.small_cells import SmallCells, visible
from sekampadi.reports.model import Report
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.laporan.rekap_pemprov import load_rekap_pemprov
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.factories import Cast

TW_I = Periode.triwulan(2023, 1)
MARK = "Tanda * : ada angkanya, tetapi disembunyikan untuk menjaga kerahasiaan responden"
Build = Callable[..., Report]


@pytest.fixture
def backend() -> str:
    """Which cells are hidden does not depend on the database."""
    return "sqlite"


@pytest.fixture(params=["lembar", "laporan", "rekap"])
def build(request: pytest.FixtureRequest, rt: Runtime, cast: Cast) -> Build:
    """Hand out each builder on the same answers: ten, seven and two of three occupations."""
    for pekerjaan, count in (("ASN", 10), ("Masyarakat", 7), ("TNI/POLRI", 2)):
        for _ in range(count):
            isian = factories.isian(pekerjaan=pekerjaan)
            factories.submit(rt, "layanan-a1", isian, day=date(2023, 2, 1))
    admin = cast.people[Role.ADMIN_PEMPROV]
    laporan = load_laporan_lengkap(rt, admin, kunci="upp-a", periode=TW_I)
    made = {
        "lembar": lambda **kw: build_lembar(laporan.figures, printed=rt.today(), **kw),
        "laporan": lambda **kw: build_laporan_upp(laporan, printed=rt.today(), **kw),
        "rekap": lambda **kw: build_rekap(
            load_rekap_pemprov(rt, admin, TW_I), printed=rt.today(), **kw
        ),
    }
    return made[str(request.param)]


def _people(report: Report) -> dict[str, str]:
    return {row[0].text: row[1].text for row in report.table("pekerjaan").rows}


def test_a_report_whose_caller_says_nothing_hides_them(build: Build) -> None:
    report = build()
    people = _people(report)
    # Nobody stands beside the two but empty cells, which hide nobody: the seven go with them.
    assert people == {
        **{"ASN": "10", "TNI/POLRI": "*", "Pegawai Swasta": "0", "Wiraswasta/Usahawan": "0"},
        **{"Pelajar/Mahasiswa": "0", "Masyarakat": "*"},
    }
    assert build(small_cells=SmallCells.HIDDEN) == report
    table = report.table("pekerjaan")
    assert MARK in (*report.notes, *table.notes)
    for total in table.totals:
        # The whole is known anyway; a spreadsheet would add up another one.
        assert (total[1].value, total[1].rumus) == (19, "")
    for row in table.rows:
        assert all(cell.value is None and not cell.rumus for cell in row[1:]) == (
            row[1].text == "*"
        )


def test_a_report_shows_them_only_by_name(build: Build) -> None:
    report = build(small_cells=SmallCells.SHOWN)
    assert _people(report) == {
        **{"ASN": "10", "TNI/POLRI": "2", "Pegawai Swasta": "0", "Wiraswasta/Usahawan": "0"},
        **{"Pelajar/Mahasiswa": "0", "Masyarakat": "7"},
    }
    table = report.table("pekerjaan")
    assert MARK not in (*report.notes, *table.notes)
    if table.totals:
        assert table.totals[0][1].rumus == "SUM({kolom:1})"
        assert table.rows[1][2].value == Decimal("10.5")


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({"a": 9, "b": 5}, {"a": 9, "b": 5}),
        ({"a": 9, "b": 4}, {"a": None, "b": None}),
        ({"a": 9, "b": 4, "c": 7}, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 4, "c": 0}, {"a": None, "b": None, "c": 0}),
        ({"a": 9, "b": 4, "c": 1}, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": None, "c": 7}, {"a": 9, "b": None, "c": None}),
        ({"a": 3}, {"a": None}),
        ({}, {}),
    ],
)
def test_no_single_cell_is_hidden_alone(
    cells: dict[str, int | None], shown: dict[str, int | None]
) -> None:
    assert visible({"x": cells}, SmallCells.HIDDEN) == {"x": shown}
    assert visible({"x": cells}, SmallCells.SHOWN) == {"x": cells}
