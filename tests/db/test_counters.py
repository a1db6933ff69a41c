"""What counting an answer costs and asks: little, and nothing of others."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, inspect

from sekampadi.db.counters import COUNTED, rekap_of_columns, rekap_to_columns
from sekampadi.db.models.publik import PublikTunda
from sekampadi.db.models.rekap import COUNTER_COLUMNS
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.survei.survei import parse_jawaban
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import Cast, isian, submit

OPEN_SINCE = date(2023, 4, 1)
"""The first day of the running triwulan."""


@contextmanager
def asked_of(rt: Runtime, table: str) -> Iterator[list[set[str]]]:
    """Collect what is asked of a table, by the values that are asked with."""
    found: list[set[str]] = []

    def look(_c: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        if f"FROM {table}" in statement:
            found.append({str(v) for v in (given.values() if isinstance(given, dict) else given)})

    event.listen(rt.engine, "before_cursor_execute", look)
    try:
        yield found
    finally:
        event.remove(rt.engine, "before_cursor_execute", look)


@pytest.mark.parametrize("today", [OPEN_SINCE, date(2023, 5, 15), date(2023, 6, 30)])
def test_an_answer_of_the_running_triwulan_asks_nothing_of_what_is_frozen(
    rt: Runtime, cast: Cast, clock: SettableClock, today: date
) -> None:
    clock.set_local(today)
    with asked_of(rt, "publik_simpul") as asked:
        submit(rt, "layanan-a1", day=OPEN_SINCE)
        submit(rt, "layanan-a1", day=today)
    assert asked == []


def test_a_late_answer_asks_for_its_own_office_and_triwulan_alone(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    clock.set_local(OPEN_SINCE)
    with asked_of(rt, "publik_simpul") as asked:
        submit(rt, "layanan-a1", day=date(2023, 3, 31))
    assert asked == [{"provinsi", f"upp:{cast.upp['upp-a']}", "2023-01-01"}]


def test_the_keys_of_the_counters_stand_in_the_order_of_the_tables(rt: Runtime) -> None:
    """An index of three columns serves those who know the first: its order is no matter of taste."""
    tables = inspect(rt.engine)
    for table in (*COUNTED, PublikTunda):
        found = tables.get_pk_constraint(table.name)["constrained_columns"]
        assert found == [c.name for c in table.primary_key.columns], table.name


def test_counters_come_back_from_their_columns_as_they_were() -> None:
    answers = [
        isian(usia="19", u1="4", u9="1"),
        isian(usia="56", u2="2", umum="1", jenis_kelamin="L", pekerjaan="TNI/POLRI"),
    ]
    rekap = Rekap.of(parse_jawaban(given).penilaian for given in answers)
    columns = rekap_to_columns(rekap)
    assert [*columns] == [*COUNTER_COLUMNS]
    assert rekap_of_columns(columns) == rekap
    # A sum over no rows is nothing, not an error.
    assert rekap_of_columns(dict.fromkeys(COUNTER_COLUMNS)) == Rekap()
