"""The counters against the answers themselves, counted in plain Python."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, func
from sqlmodel import Session, select

from sekampadi.db.counters import COUNTED, Place, rows_of
from sekampadi.db.models import (
    Jawaban,
    Layanan,
    RekapBulan,
    RekapHari,
    RekapUppBulan,
    RekapUppHari,
    Sumber,
)
from sekampadi.db.models.rekap import COUNTER_COLUMNS
from sekampadi.db.queries.jawaban import count_jawaban, page_of_nilai
from sekampadi.db.queries.rekap import (
    Selection,
    read_jumlah_per_layanan,
    read_jumlah_per_upp,
    read_rekap,
    read_rekap_per_layanan,
    read_rekap_per_upp,
)
from sekampadi.domain.izin import PROVINSI, Scope
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.periode import Periode
from sekampadi.services.sistem.rekap import check_rekap, rebuild_rekap
from sekampadi.services.sistem.runtime import Runtime
from tests import factories

FIRST, LAST = date(2022, 11, 20), date(2023, 4, 10)
TABLES = [RekapHari, RekapBulan, RekapUppBulan, RekapUppHari]


def test_answers_write_the_tables_in_the_order_in_which_all_others_do() -> None:
    """Two who write them in another order would wait for each other on PostgreSQL."""
    place = Place(7, 8, 0, Sumber.KERTAS.value, date(2023, 5, 15))
    rows = rows_of(place, Rekap())
    assert [table for table, _ in rows] == list(COUNTED) == TABLES
    layanan = {"layanan_id": 8, "tempat_id": 0, "sumber": "kertas"}
    assert [{k: v for k, v in row.items() if k not in COUNTER_COLUMNS} for _, row in rows] == [
        layanan | {"tanggal": date(2023, 5, 15)},
        layanan | {"bulan": date(2023, 5, 1)},
        {"upp_id": 7, "sumber": "kertas", "bulan": date(2023, 5, 1)},
        {"upp_id": 7, "sumber": "kertas", "tanggal": date(2023, 5, 15)},
    ]


def fill(rt: Runtime, cast: factories.Cast, count: int, seed: int = 5) -> None:
    """Submit random surveys over five months, eight at a time."""
    rng = random.Random(seed)
    span = (LAST - FIRST).days
    work = [
        (
            rng.choice(list(cast.layanan)),
            factories.random_isian(rng),
            rng.choice(list(Sumber)),
            FIRST + timedelta(days=rng.randint(0, span)),
        )
        for _ in range(count)
    ]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda w: factories.submit(rt, w[0], w[1], sumber=w[2], day=w[3]), work))


def brute_force(session: Session, selection: Selection) -> Rekap:
    """Count the answers of a selection one by one, without any of the program's counting."""
    upp_of = dict(session.exec(select(Layanan.id, Layanan.upp_id)).all())
    n = kuadrat = 0
    scores: list[Counter[int]] = [Counter() for _ in range(9)]
    groups: dict[str, Counter[str]] = {
        k: Counter() for k in ("jenis_kelamin", "usia", "pendidikan", "pekerjaan", "umum")
    }
    for row in session.exec(select(Jawaban)).all():
        upp_id = upp_of[row.layanan_id]
        periode = selection.periode
        if (
            (selection.scope.upp_ids is not None and upp_id not in selection.scope.upp_ids)
            or (selection.upp_ids is not None and upp_id not in selection.upp_ids)
            or (selection.layanan_ids is not None and row.layanan_id not in selection.layanan_ids)
            or (periode.dari is not None and row.tanggal < periode.dari)
            or (periode.sampai is not None and row.tanggal > periode.sampai)
        ):
            continue
        n += 1
        values = [getattr(row, f"u{i}") for i in range(1, 10)]
        kuadrat += sum(values) ** 2
        for counter, value in zip(scores, values, strict=True):
            counter[value] += 1
        usia = next(
            (
                name
                for upper, name in (
                    (19, "<=19"),
                    (25, "20-25"),
                    (35, "26-35"),
                    (45, "36-45"),
                    (55, "46-55"),
                )
                if row.usia <= upper
            ),
            ">=56",
        )
        groups["jenis_kelamin"][row.jenis_kelamin] += 1
        groups["usia"][usia] += 1
        groups["pendidikan"][row.pendidikan] += 1
        groups["pekerjaan"][row.pekerjaan] += 1
        groups["umum"][str(row.umum)] += 1
    empty = Rekap()
    return Rekap(
        n,
        tuple((c[1], c[2], c[3], c[4]) for c in scores),
        kuadrat,
        {k: {cell: groups[k.value][cell] for cell in cells} for k, cells in empty.groups.items()},
        {cell: groups["umum"][cell] for cell in empty.umum},
    )


def _random_selection(rng: random.Random, cast: factories.Cast) -> Selection:
    upp = list(cast.upp.values())
    ends = sorted(
        FIRST + timedelta(days=rng.randint(-40, (LAST - FIRST).days + 40)) for _ in range(2)
    )
    periode = rng.choice(
        [
            Periode(*ends),
            Periode(ends[0], None),
            Periode(None, ends[1]),
            Periode(),
            Periode.triwulan(2023, 1),
            Periode(date(2023, 2, 1), date(2023, 2, 28)),
        ]
    )
    return Selection(
        rng.choice([PROVINSI, Scope(frozenset(rng.sample(upp, 2))), Scope(frozenset())]),
        periode,
        rng.choice([None, frozenset(rng.sample(upp, 2)), frozenset(rng.sample(upp, 1))]),
        rng.choice(
            [None, None, *(frozenset(rng.sample(list(cast.layanan.values()), k)) for k in (1, 3))]
        ),
    )


def test_counters_equal_the_answers_for_any_selection(rt: Runtime, cast: factories.Cast) -> None:
    fill(rt, cast, 150)
    assert check_rekap(rt) == []
    rng = random.Random(8)
    seen = 0
    with rt.reading() as session:
        for _ in range(60):
            selection = _random_selection(rng, cast)
            expected = brute_force(session, selection)
            assert read_rekap(session, selection) == expected, selection
            assert count_jawaban(session, selection) == expected.n
            per_upp = read_rekap_per_upp(session, selection)
            per_layanan = read_rekap_per_layanan(session, selection)
            for few, full in (
                (read_jumlah_per_upp(session, selection), per_upp),
                (read_jumlah_per_layanan(session, selection), per_layanan),
            ):
                found = {key: (f.n, f.jumlah, f.total_kuadrat) for key, f in few.items()}
                assert found == {k: (r.n, r.jumlah, r.total_kuadrat) for k, r in full.items()}
            assert sum(r.n for r in per_upp.values()) == expected.n
            assert sum(r.n for r in per_layanan.values()) == expected.n
            for upp_id, rekap in per_upp.items():
                only = Selection(
                    selection.scope, selection.periode, frozenset({upp_id}), selection.layanan_ids
                )
                assert rekap == brute_force(session, only)
            seen += expected.n
    assert seen > 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_laporans_lines_are_the_answers_of_the_selection(
    rt: Runtime, cast: factories.Cast
) -> None:
    fill(rt, cast, 60)
    with rt.reading() as session:
        selection = Selection(
            PROVINSI, Periode.triwulan(2023, 1), frozenset({cast.upp["upp-a"], cast.upp["upp-b"]})
        )
        expected = read_rekap(session, selection)
        lines = page_of_nilai(session, selection, offset=0, limit=1000)
        assert [line.nomor for line in lines] == list(range(1, expected.n + 1))
        assert [line.tanggal for line in lines] == sorted(line.tanggal for line in lines)
        assert tuple(map(sum, zip(*(line.nilai for line in lines), strict=True))) == expected.jumlah
        assert page_of_nilai(session, selection, offset=3, limit=2) == lines[3:5]


def _total(session: Session, table: Table, **where: object) -> dict[str, int]:
    query = table.select().with_only_columns(
        *(func.sum(table.c[c]).label(c) for c in COUNTER_COLUMNS)
    )
    for column, value in where.items():
        query = query.where(table.c[column] == value)
    row = session.connection().execute(query).mappings().one()
    return {c: int(row[c] or 0) for c in COUNTER_COLUMNS}


def test_days_months_and_the_months_of_upp_hold_the_same(rt: Runtime, cast: factories.Cast) -> None:
    fill(rt, cast, 120)
    with rt.reading() as session:
        by_day, *others = (_total(session, table) for table in TABLES)
        assert others == [by_day] * 3
        assert by_day["n"] == 120
        for sumber in Sumber:
            assert len({_total(session, t, sumber=sumber.value)["n"] for t in TABLES}) == 1
        firsts = session.connection().execute(RekapUppBulan.select()).mappings().all()
        assert {row["bulan"].day for row in firsts} == {1}


@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t.name))
@pytest.mark.parametrize("column", ["n", "u4_2", "usia_6", "umum_1", "total_kuadrat"])
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_check_rekap_names_a_counter_that_was_tampered_with(
    rt: Runtime, cast: factories.Cast, table: Table, column: str
) -> None:
    factories.submit(rt, "layanan-a1")
    with rt.writing() as session:
        session.connection().execute(table.update().values({column: table.c[column] + 1}))
    [difference] = check_rekap(rt)
    assert difference.startswith(f"{table.name} ")
    assert f" {column}: counter " in difference


@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(t.name))
def test_check_rekap_finds_rows_that_are_missing_or_too_many(
    rt: Runtime, cast: factories.Cast, table: Table
) -> None:
    factories.submit(rt, "layanan-a1", day=date(2023, 5, 1))
    with rt.writing() as session:
        session.connection().execute(table.delete())
    assert {d.split()[0] for d in check_rekap(rt)} == {table.name}
    rebuild_rekap(rt)
    with rt.writing() as session:
        row: dict[str, Any] = dict(session.connection().execute(table.select()).mappings().one())
        session.connection().execute(table.insert(), [row | {"sumber": "api"}])
    assert {d.split()[0] for d in check_rekap(rt)} == {table.name}
    rebuild_rekap(rt)
    assert check_rekap(rt) == []


@pytest.mark.parametrize("table", [RekapUppBulan, RekapUppHari], ids=lambda t: str(t.name))
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_check_rekap_reads_the_counters_of_an_upp_without_layanan(
    rt: Runtime, table: Table
) -> None:
    when = "bulan" if "bulan" in table.c else "tanggal"
    row = {"upp_id": factories.make_upp(rt, "upp-z"), "sumber": "daring", when: date(2023, 3, 1)}
    with rt.writing() as session:
        session.connection().execute(table.insert(), [row | {"n": 7}])
    [difference] = check_rekap(rt)
    assert difference.startswith(f"{table.name} ")
    assert difference.endswith(" n: counter 7, answers 0")
    rebuild_rekap(rt)
    assert check_rekap(rt) == []


def test_check_rekap_finds_an_answer_that_was_changed_or_taken_away(
    rt: Runtime, cast: factories.Cast
) -> None:
    factories.submit(rt, "layanan-a1")
    factories.submit(rt, "layanan-b1")
    with rt.writing() as session:
        row = session.exec(select(Jawaban)).first()
        assert row is not None
        row.u1 = 1
        session.add(row)
    assert len(check_rekap(rt)) == 4 * 3  # one score less, one more, another square, in each table
    with rt.writing() as session:
        session.delete(session.exec(select(Jawaban)).first())
    assert check_rekap(rt)


def test_rebuild_rekap_gives_the_counters_that_submitting_gave(
    rt: Runtime, cast: factories.Cast
) -> None:
    fill(rt, cast, 80)

    def rows() -> list[list[tuple[object, ...]]]:
        with rt.reading() as session:
            return [
                sorted((tuple(r) for r in session.connection().execute(t.select())), key=str)
                for t in TABLES
            ]

    before = rows()
    assert rebuild_rekap(rt) == sum(map(len, before))
    assert rows() == before


def test_an_empty_database_has_nothing_to_rebuild(rt: Runtime) -> None:
    assert rebuild_rekap(rt) == 0
    assert check_rekap(rt) == []


def test_rebuilding_while_people_answer_loses_nobody(rt: Runtime, cast: factories.Cast) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(fill, rt, cast, 40, seed) for seed in (1, 2)]
        for _ in range(5):
            rebuild_rekap(rt)
        for answer in answers:
            answer.result()
    assert check_rekap(rt) == []
    with rt.reading() as session:
        assert read_rekap(session, Selection(PROVINSI, Periode())).n == 80
