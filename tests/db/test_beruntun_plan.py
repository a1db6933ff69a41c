"""How SQLite finds bursts among millions of marked answers: by the index of bursts alone."""

from typing import Any

import pytest
from sqlalchemy import event, text

from sekampadi.db.queries.beruntun import list_waiting
from sekampadi.domain.izin import PROVINSI
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import Content
from tests.factories import make_cast


@pytest.fixture
def content() -> Content:
    return make_cast


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_waiting_bursts_are_found_by_their_own_index(rt: Runtime) -> None:
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    with rt.writing() as session:  # as in a database whose tables were analysed
        session.connection().execute(text("ANALYZE"))
    with rt.reading() as session:
        event.listen(rt.engine, "before_cursor_execute", note)
        try:
            assert list_waiting(session, PROVINSI) == []
        finally:
            event.remove(rt.engine, "before_cursor_execute", note)
        [(statement, parameters)] = [a for a in asked if "beruntun" in a[0]]
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        used = " ".join(row[3] for row in plan)
    assert "ix_jawaban_beruntun" in used
    assert "ix_jawaban_perlu" not in used
