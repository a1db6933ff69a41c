"""The running triwulan on the home page: the figures of all other places, at a cost that does not grow."""

from datetime import date

import pytest

from sekampadi.db.models import MetodeBobot
from sekampadi.domain.ikm import Metode
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.laporan.sampel import minimum_sample
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.dashboard import load_dashboard, read_snapshot
from sekampadi.services.laporan.figures import load_figures_as_system
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.laporan.ringkas import Ringkas
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.factories import Cast
from tests.services.laporan.test_figures import statements

Q1, Q2 = Periode.triwulan(2023, 1), Periode.triwulan(2023, 2)
"""The clock stands at 15 May 2023."""
LEVELS = {date(2021, 6, 30): 1, date(2021, 7, 1): 2, date(2022, 12, 31): 3, date(2023, 1, 1): 4}
LEVELS |= {date(2023, 3, 31): 4, date(2023, 4, 1): 3, date(2023, 5, 15): 2}


def submit(rt: Runtime, kode: str, day: date, score: int, count: int = 1) -> None:
    for _ in range(count):
        fields = factories.isian(**{f"u{i}": str(score) for i in range(1, 10)})
        factories.submit(rt, kode, fields, day=day)


@pytest.fixture
def history(rt: Runtime, cast: Cast) -> Cast:
    for kode in ("layanan-a1", "layanan-b1", "layanan-t1"):
        for day, score in LEVELS.items():
            submit(rt, kode, day, score)
    return cast


def ringkas(rt: Runtime, cast: Cast, kunci: str = "", role: Role = Role.PIMPINAN) -> Ringkas:
    return load_dashboard(rt, cast.people[role], kunci).snapshot.ringkas


@pytest.mark.parametrize("kunci", ["", "upp-a", "upp-c+upt", "upp-c"])
def test_the_trend_holds_the_figures_of_all_other_places(
    rt: Runtime, history: Cast, kunci: str
) -> None:
    with rt.writing() as session:
        session.add(MetodeBobot(berlaku_dari=date(2023, 4, 1), metode="tepat"))
    found = ringkas(rt, history, kunci)
    assert [p.triwulan for p in found.tren] == [
        *(Periode.triwulan(2021, n) for n in (2, 3, 4)),
        *(Periode.triwulan(2022, n) for n in (1, 2, 3, 4)),
        Q1,
        Q2,
    ]
    for point in found.tren:
        other = load_figures_as_system(rt, kunci=kunci, periode=point.triwulan)
        assert point.hasil == other.hasil
    assert found.kini.hasil == found.tren[-1].hasil
    # A change of the method is no change of the service: the last one is counted anew for it.
    assert found.kini.lalu.metode is Metode.TEPAT
    assert found.tren[-2].hasil.metode is Metode.SEKAMPADI
    assert found.kini.lalu.n == found.tren[-2].hasil.n


def test_the_change_is_told_for_the_own_part_only(rt: Runtime, cast: Cast) -> None:
    for score in (1, 2):
        submit(rt, "layanan-a1", date(2023, 2, 1), score, 12)
    for score in (3, 4):
        submit(rt, "layanan-a1", date(2023, 5, 1), score, 12)
        for day in (date(2023, 2, 1), date(2023, 5, 1)):
            submit(rt, "layanan-b1", day, score, 12)
    own = ringkas(rt, cast, role=Role.ADMIN_UPP).kini
    assert (own.hasil.n, own.lalu.n, own.arah) == (24, 24, Arah.NAIK)
    other = ringkas(rt, cast, "upp-b").kini
    assert (other.selisih, other.arah) == (0, Arah.SETARA)


def test_the_sample_follows_the_people_served_now_or_lately(rt: Runtime, history: Cast) -> None:
    own = history.people[Role.ADMIN_UPP]

    def tell(number: int, triwulan: Triwulan) -> None:
        isian = {"dilayani": str(number), "pelaksana": "mandiri"}
        save_pelaksanaan(rt, own, "upp-a", triwulan, isian)

    assert ringkas(rt, history, "upp-a").sampel.minimum is None
    tell(500, Triwulan(2022, 4))
    assert ringkas(rt, history, "upp-a").sampel.minimum is None, "too long ago"
    tell(200, Triwulan(2023, 1))
    found = ringkas(rt, history, "upp-a").sampel
    assert (found.minimum, found.menurut, found.populasi) == (minimum_sample(200), Q1, None)
    tell(50, Triwulan(2023, 2))
    found = ringkas(rt, history, "upp-a").sampel
    assert (found.minimum, found.menurut, found.populasi) == (minimum_sample(50), Q2, 50)
    # The province knows no number while one UPP with answers has told none.
    assert ringkas(rt, history).sampel.minimum is None


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_push_costs_the_same_whatever_has_been_answered(rt: Runtime, history: Cast) -> None:
    cakupan = load_dashboard(rt, history.people[Role.PIMPINAN]).snapshot.figures.cakupan

    def cost() -> int:
        with statements(rt) as seen:
            read_snapshot(rt, cakupan)
        assert not [s for s in seen if "FROM jawaban" in s]
        return len(seen)

    before = cost()
    submit(rt, "layanan-a2", date(2022, 8, 1), 3, 30)
    assert cost() == before
