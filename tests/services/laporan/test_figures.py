"""Figures: what everyone may see, what they cost, and how the two provincial figures differ."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import event
from sqlmodel import update

from sekampadi.db.models import MetodeBobot, Upp
from sekampadi.domain.ikm import Metode
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.dashboard import load_dashboard
from sekampadi.services.laporan.figures import load_figures
from sekampadi.services.laporan.laporan import load_laporan
from sekampadi.services.laporan.rekap_pemprov import load_rekap_pemprov
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.survei import open_survei
from tests import factories

APRIL = date(2023, 4, 20)
MAY = date(2023, 5, 3)
"""Today is 15 May 2023."""


def submit(rt: Runtime, count: int, day: date = APRIL, **fields: object) -> None:
    for _ in range(count):
        factories.submit(rt, "layanan-a1", factories.isian(**fields), day=day)


@contextmanager
def statements(rt: Runtime) -> Iterator[list[str]]:
    """Collect the SQL statements of a block; the beginning of a transaction is none."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(rt.engine, "before_cursor_execute", note)
    yield seen
    event.remove(rt.engine, "before_cursor_execute", note)


# --- method, province, cost


def test_a_figure_uses_the_method_in_force_on_its_last_day(
    rt: Runtime, cast: factories.Cast
) -> None:
    submit(rt, 5, APRIL, **{f"u{i}": "4" for i in range(1, 10)})
    with rt.writing() as session:
        session.add(MetodeBobot(berlaku_dari=date(2023, 5, 1), metode="tepat"))
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    for periode, metode, nilai in (
        (Periode(None, date(2023, 4, 30)), Metode.SEKAMPADI, "99.90"),
        (Periode(None, date(2023, 5, 1)), Metode.TEPAT, "100.00"),
        (Periode(), Metode.TEPAT, "100.00"),
    ):
        hasil = load_figures(rt, pemprov, periode=periode).hasil
        assert (hasil.metode, str(hasil.nilai)) == (metode, nilai)


def test_the_mean_of_upp_counts_each_upp_with_its_own_layanan_only(
    rt: Runtime, cast: factories.Cast
) -> None:
    fours = factories.isian(**{f"u{i}": "4" for i in range(1, 10)})
    twos = factories.isian(**{f"u{i}": "2" for i in range(1, 10)})
    for _ in range(9):
        factories.submit(rt, "layanan-t1", fours)
    factories.submit(rt, "layanan-c1", twos)
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    capaian = load_dashboard(rt, pemprov).snapshot.capaian
    assert capaian is not None
    figures = {b.upp.kode: (b.hasil.n, b.hasil.nilai) for b in capaian.baris}
    assert figures == {
        "upp-a": (0, None),
        "upp-b": (0, None),
        "upp-c": (1, Decimal("49.95")),
        "upt-c1": (9, Decimal("99.90")),
    }
    assert capaian.rata_rata == Decimal("74.93")  # of the exact 49.95 and 99.90
    assert load_figures(rt, pemprov, periode=Periode()).hasil.nilai == Decimal("94.91")


def test_the_mean_of_upp_is_of_indices_that_are_not_rounded(
    rt: Runtime, cast: factories.Cast
) -> None:
    low = {f"u{i}": "2" if i > 7 else "3" for i in range(1, 10)}
    for kode, count in (("layanan-a1", 3), ("layanan-b1", 3)):
        for _ in range(count):
            factories.submit(rt, kode, factories.isian(**low))
    factories.submit(rt, "layanan-b1", factories.isian(**low | {"u8": "3"}))
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    # 69,375 and 70,06875, shown as 69,38 and 70,07: of those the mean would be 69,73.
    capaian = load_dashboard(rt, pemprov).snapshot.capaian
    assert capaian is not None
    shown = [b.hasil.nilai for b in capaian.baris if b.hasil.n]
    assert shown == [Decimal("69.38"), Decimal("70.07")]
    assert capaian.rata_rata == Decimal("69.72")
    assert load_rekap_pemprov(rt, pemprov, Periode()).rata_rata == Decimal("69.72")


def test_an_inactive_upp_stays_in_the_comparison_while_it_has_answers(
    rt: Runtime, cast: factories.Cast
) -> None:
    submit(rt, 1)
    with rt.writing() as session:
        session.exec(update(Upp).values(aktif=False))
    capaian = load_dashboard(rt, cast.people[Role.PIMPINAN]).snapshot.capaian
    assert capaian is not None
    assert [b.upp.kode for b in capaian.baris] == ["upp-a"]


def test_the_number_of_layanan_is_that_of_the_part(rt: Runtime, cast: factories.Cast) -> None:
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    factories.make_layanan(rt, cast.upp["upp-a"], "layanan-tutup", aktif=False)
    closed = factories.make_upp(rt, "upp-tutup", aktif=False)
    factories.make_layanan(rt, closed, "layanan-x")

    def count(kunci: str) -> int:
        return load_figures(rt, pemprov, kunci=kunci, periode=Periode()).jumlah_layanan

    assert [count(k) for k in ("", "upp-a", "upp-c", "upp-c+upt")] == [5, 2, 1, 2]


WORST = Periode(date(2023, 1, 20), date(2023, 5, 10))
"""Two edges of days around whole months."""


def test_figures_cost_the_same_few_statements_for_any_number_of_answers(
    rt: Runtime, cast: factories.Cast
) -> None:
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    counts = []
    for more in (1, 40):
        submit(rt, more)
        with statements(rt) as seen:
            load_figures(rt, pemprov, kunci="upp-c+upt", periode=WORST)
        counts.append(len(seen))
        assert not any("FROM jawaban" in statement for statement in seen)
    assert counts[0] == counts[1]
    assert counts[0] <= 8


def test_a_dashboard_and_a_laporan_page_cost_few_statements(
    rt: Runtime, cast: factories.Cast
) -> None:
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    submit(rt, 12)
    load_dashboard(rt, pemprov)  # the identity of the government is read once and kept
    with statements(rt) as seen:
        load_dashboard(rt, pemprov)
    # One by UPP: the province is judged by them.
    assert len(seen) <= 12
    with statements(rt) as seen:
        load_laporan(rt, pemprov, kunci="upp-a", periode=WORST, ukuran=10)
    # Four of them find the page: months, the odd days at both ends, the days of a month.
    assert len(seen) <= 12
    open_survei(rt, "layanan-a1")  # the words of a question set in force are read once and kept
    with statements(rt) as seen:
        open_survei(rt, "layanan-a1")
    assert len(seen) <= 2


def test_the_text_of_the_statements_does_not_depend_on_the_values(
    rt: Runtime, cast: factories.Cast
) -> None:
    # SQLAlchemy compiles each text once and finds it again in its cache.
    submit(rt, 1)
    with statements(rt) as first:
        submit(rt, 1, APRIL, usia="20", u1="1")
    with statements(rt) as second:
        submit(rt, 1, MAY, usia="60", u1="4")
    assert first == second
    # One reads the thresholds again, because the clock has gone on for a month; PostgreSQL has two
    # more: one waits for whoever else stores, one tells other processes. Four are counters.
    assert len(first) <= 13
