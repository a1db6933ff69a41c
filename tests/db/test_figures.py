"""Figures: what everyone may see, what they cost, and how the two provincial figures differ."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import update

from sekampadi.db.models import MetodeBobot, Upp
from sekampadi.domain.errors import ForbiddenError, NotFoundError
from sekampadi.domain.ikm import Metode
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.domain.responden import Kelompok
from sekampadi.services.dashboard import load_dashboard
from sekampadi.services.figures import (
    PublicFigures,
    load_capaian,
    load_figures,
    load_public_figures,
)
from sekampadi.services.laporan import load_laporan
from sekampadi.services.runtime import Runtime
from sekampadi.services.survei import open_survei
from tests import factories

APRIL = date(2023, 4, 20)
MAY = date(2023, 5, 3)
"""Today is 15 May 2023."""


def public(rt: Runtime, kunci: str = "", periode: Periode | None = None) -> PublicFigures:
    return load_public_figures(rt, kunci=kunci, periode=periode or Periode())


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


# --- what everyone may see


def test_without_answers_there_is_no_figure_but_no_secret_either(
    rt: Runtime, cast: factories.Cast
) -> None:
    figures = public(rt)
    assert figures.hasil is not None
    assert (figures.hasil.n, figures.hasil.nilai, figures.hasil.mutu) == (0, None, None)


@pytest.mark.parametrize("count", [1, 4])
def test_fewer_than_five_people_are_not_shown(
    rt: Runtime, cast: factories.Cast, count: int
) -> None:
    submit(rt, count)
    figures = public(rt)
    assert figures.hasil is None
    assert all(v is None for cells in figures.groups.values() for v in cells.values())


def test_five_people_are_shown(rt: Runtime, cast: factories.Cast) -> None:
    submit(rt, 5)
    figures = public(rt)
    assert figures.hasil is not None
    assert (figures.hasil.n, str(figures.hasil.nilai)) == (5, "74.93")


def test_small_cells_are_hidden_and_cannot_be_found_by_subtraction(
    rt: Runtime, cast: factories.Cast
) -> None:
    submit(rt, 9, jenis_kelamin="P", pendidikan="SD/MI")
    submit(rt, 6, jenis_kelamin="P", pendidikan="SMP/MTs")
    submit(rt, 5, jenis_kelamin="P", pendidikan="SMA/K/MA")
    submit(rt, 5, jenis_kelamin="P", pendidikan="D1-D3")
    submit(rt, 7, jenis_kelamin="P", pendidikan="D4/S-1")
    submit(rt, 1, jenis_kelamin="L", pendidikan="S2/S3")
    groups = public(rt).groups
    assert groups[Kelompok.JENIS_KELAMIN] == {"L": None, "P": None}
    # One cell is too small: the smallest of the others goes with it.
    assert groups[Kelompok.PENDIDIKAN] == {
        "SD/MI": 9,
        "SMP/MTs": 6,
        "SMA/K/MA": None,
        "D1-D3": 5,
        "D4/S-1": 7,
        "S2/S3": None,
    }
    for cells in groups.values():
        assert sum(v is None for v in cells.values()) != 1
        assert all(v is None or v >= 5 for v in cells.values())


def test_a_group_without_small_cells_is_shown_whole(rt: Runtime, cast: factories.Cast) -> None:
    submit(rt, 5, jenis_kelamin="P")
    submit(rt, 6, jenis_kelamin="L")
    assert public(rt).groups[Kelompok.JENIS_KELAMIN] == {"L": 6, "P": 5}


def test_groups_count_to_the_end_of_the_last_whole_month(rt: Runtime, cast: factories.Cast) -> None:
    submit(rt, 6, APRIL, jenis_kelamin="L")
    submit(rt, 5, APRIL, jenis_kelamin="P")
    submit(rt, 7, MAY, jenis_kelamin="P")
    figures = public(rt)
    assert figures.hasil is not None
    assert figures.hasil.n == 18
    assert figures.groups[Kelompok.JENIS_KELAMIN] == {"L": 6, "P": 5}
    assert figures.groups_sampai == date(2023, 4, 30)


def test_the_running_month_alone_has_no_groups(rt: Runtime, cast: factories.Cast) -> None:
    submit(rt, 9, MAY)
    for periode in (Periode(date(2023, 5, 1)), Periode(date(2023, 5, 1), date(2023, 5, 15))):
        figures = public(rt, periode=periode)
        assert figures.hasil is not None
        assert figures.hasil.n == 9
        assert figures.groups_sampai is None
        assert all(v is None for cells in figures.groups.values() for v in cells.values())


@pytest.mark.parametrize(
    ("dari", "sampai"),
    [
        ("2023-04-20", "2023-04-20"),
        ("2023-04-02", "2023-04-30"),
        ("2023-04-01", "2023-04-29"),
        (None, "2023-05-14"),
        ("2023-05-15", None),
        ("9999-12-15", None),
        (None, "0001-01-15"),
    ],
)
def test_free_ranges_of_days_need_a_login(
    rt: Runtime, cast: factories.Cast, dari: str | None, sampai: str | None
) -> None:
    periode = Periode.parse(dari, sampai)
    with pytest.raises(ForbiddenError) as caught:
        public(rt, periode=periode)
    assert caught.value.code == "periode.not_whole_months"
    load_figures(rt, cast.people[Role.ADMIN_PEMPROV], periode=periode)


@pytest.mark.parametrize("kunci", ["tidak-ada", "\0", "UPP-A", "+upt", "\ud800"])
def test_an_unknown_upp_is_not_found(rt: Runtime, cast: factories.Cast, kunci: str) -> None:
    with pytest.raises(NotFoundError):
        public(rt, kunci)


def test_everyone_may_ask_for_any_upp_and_layanan(rt: Runtime, cast: factories.Cast) -> None:
    submit(rt, 5)
    assert (found := public(rt, "upp-a").hasil) is not None
    assert found.n == 5
    figures = load_public_figures(rt, layanan_kode="layanan-a2", periode=Periode())
    assert figures.hasil is not None
    assert figures.hasil.n == 0


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
    capaian = load_capaian(rt, pemprov, Periode())
    figures = {b.upp.kode: (b.hasil.n, b.hasil.nilai) for b in capaian.baris}
    assert figures == {
        "upp-a": (0, None),
        "upp-b": (0, None),
        "upp-c": (1, Decimal("49.95")),
        "upt-c1": (9, Decimal("99.90")),
    }
    assert capaian.rata_rata == Decimal("74.93")  # of the exact 49.95 and 99.90
    assert load_figures(rt, pemprov, periode=Periode()).hasil.nilai == Decimal("94.91")


def test_an_inactive_upp_stays_in_the_comparison_while_it_has_answers(
    rt: Runtime, cast: factories.Cast
) -> None:
    submit(rt, 1)
    with rt.writing() as session:
        session.exec(update(Upp).values(aktif=False))
    capaian = load_capaian(rt, cast.people[Role.PIMPINAN], Periode())
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
    assert len(seen) <= 8
    with statements(rt) as seen:
        load_laporan(rt, pemprov, kunci="upp-a", periode=WORST, ukuran=10)
    assert len(seen) <= 8
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
    # One reads the thresholds again, because the clock has gone on for a month; PostgreSQL has
    # one more, which tells other processes.
    assert len(first) <= 11
