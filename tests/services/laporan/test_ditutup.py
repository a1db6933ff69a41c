"""What is closed stays in the laporan for as long as it has answers in the period."""

from datetime import date

from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.reports.build.laporan import build_laporan_upp
from sekampadi.services.laporan.laporan_lengkap import LaporanLengkap, load_laporan_lengkap
from sekampadi.services.master.layanan import set_layanan_active
from sekampadi.services.master.upp import set_upp_active
from sekampadi.services.sistem.runtime import Runtime
from tests.factories import Cast, make_layanan, submit

Q1, Q2 = Periode.triwulan(2023, 1), Periode.triwulan(2023, 2)


def per_layanan(found: LaporanLengkap) -> dict[str, int]:
    """Return the answers per layanan."""
    return {line.layanan.kode: line.hasil.n for line in found.per_layanan}


def test_a_closed_layanan_with_answers_stays_in_the_table_per_layanan(
    rt: Runtime, cast: Cast
) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    for kode, count in (("layanan-a1", 3), ("layanan-a2", 2)):
        for _ in range(count):
            submit(rt, kode, day=date(2023, 2, 2))
    make_layanan(rt, cast.upp["upp-a"], "layanan-tutup", aktif=False)
    set_layanan_active(rt, admin, cast.layanan["layanan-a1"], False)

    found = load_laporan_lengkap(rt, admin, periode=Q1)
    assert per_layanan(found) == {"layanan-a1": 3, "layanan-a2": 2}
    assert found.figures.hasil.n == 5
    lines = {
        row[1].text: row[2].value
        for row in build_laporan_upp(found, printed=rt.today()).table("layanan").rows
    }
    assert lines == {"Layanan a1": 3, "Layanan a2": 2}
    alone = load_laporan_lengkap(rt, admin, layanan_kode=("layanan-a1",), periode=Q1)
    assert per_layanan(alone) == {"layanan-a1": 3}
    # Where it has none it is not missed, while an open one is.
    later = load_laporan_lengkap(rt, admin, periode=Q2)
    assert per_layanan(later) == {"layanan-a2": 0}


def test_a_closed_upp_with_answers_stays_in_both_tables(rt: Runtime, cast: Cast) -> None:
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    submit(rt, "layanan-b1", day=date(2023, 2, 2))
    set_upp_active(rt, pemprov, cast.upp["upp-b"], False)
    for periode, n in ((Q1, 1), (Q2, None)):
        found = load_laporan_lengkap(rt, pemprov, periode=periode)
        upp = {line.upp.kode: line.hasil.n for line in found.per_upp}
        assert (upp.get("upp-b"), per_layanan(found).get("layanan-b1")) == (n, n)
        assert {"upp-a", "upp-c", "upt-c1"} <= set(upp)
