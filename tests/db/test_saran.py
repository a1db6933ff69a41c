"""Suggestions of some layanan are found by their own index: the same lines as reading every answer."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, inspect
from sqlmodel import Session, col, select

from sekampadi.db.migrate import downgrade, upgrade
from sekampadi.db.models import Jawaban, Layanan
from sekampadi.db.queries.jawaban import SaranRow, count_saran, page_of_saran
from sekampadi.db.queries.rekap import Selection
from sekampadi.domain.izin import PROVINSI, Role, Scope
from sekampadi.domain.periode import Periode
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import load_table
from tests.conftest import Content, Copy
from tests.db.test_kata import FIRST_ANSWER
from tests.db.test_pengajuan_migration import UPP, _insert, _row
from tests.factories import Cast, isian, make_cast, submit

FIRST = date(2023, 1, 1)
PERIODS = (
    Periode(),
    Periode(date(2023, 1, 4), date(2023, 1, 9)),
    Periode(date(2023, 1, 6), None),
    Periode(None, date(2023, 1, 6)),
    Periode.triwulan(2022, 1),
)


def fill(rt: Runtime) -> Cast:
    """Leave suggestions with every third answer, and remove some answers."""
    cast, rng = make_cast(rt), random.Random(3)
    for number in range(120):
        saran = f"saran {number}" if number % 3 == 0 else ""
        day = FIRST + timedelta(days=rng.randint(0, 11))
        submit(rt, rng.choice(list(cast.layanan)), isian(saran=saran), day=day)
    person = cast.people[Role.ADMIN_PEMPROV]
    page = load_table(rt, person, TABLE_PENILAIAN, {"cari": "saran", "ukuran": "10"}).page
    remove(rt, person, [row.id for row in page.rows][:5], "contoh penghapusan")
    return cast


@pytest.fixture
def content() -> Content:
    return fill


def _brute(session: Session, selection: Selection) -> list[SaranRow]:
    """Look at every answer."""
    rows = session.exec(
        select(Jawaban, Layanan).join(Layanan, col(Layanan.id) == Jawaban.layanan_id)
    )
    dari, sampai = selection.periode.dari or date.min, selection.periode.sampai or date.max
    held = sorted(
        (
            (
                jawaban.tanggal,
                jawaban.id or 0,
                SaranRow(jawaban.tanggal, layanan.nama, jawaban.saran),
            )
            for jawaban, layanan in rows
            if jawaban.saran
            and jawaban.dihapus_pada is None
            and dari <= jawaban.tanggal <= sampai
            and (selection.scope.upp_ids is None or layanan.upp_id in selection.scope.upp_ids)
            and (selection.upp_ids is None or layanan.upp_id in selection.upp_ids)
            and (selection.layanan_ids is None or layanan.id in selection.layanan_ids)
        ),
        key=lambda line: line[:2],
        reverse=True,
    )
    return [row for *_, row in held]


def test_pages_of_suggestions_are_those_of_all_answers(rt: Runtime, copied: Copy) -> None:
    cast: Cast = copied.made
    a, b, of_c = cast.upp["upp-a"], cast.upp["upp-b"], frozenset({cast.layanan["layanan-c1"]})
    seen = 0
    with rt.reading() as session:
        for scope, upp_ids, layanan_ids in (
            (PROVINSI, None, None),
            (PROVINSI, frozenset({a, b}), None),
            (PROVINSI, None, of_c),
            (Scope(frozenset({a})), None, None),
            (Scope(frozenset({a})), frozenset({b}), None),
            (Scope(frozenset({a})), None, of_c),
            (Scope(frozenset()), None, None),
        ):
            for periode in PERIODS:
                selection = Selection(scope, periode, upp_ids, layanan_ids)
                whole = _brute(session, selection)
                assert count_saran(session, selection) == len(whole), selection
                for offset, limit in ((0, 3), (2, 5), (0, 99), (len(whole) - 1, 3), (99, 5)):
                    page = page_of_saran(session, selection, offset=max(0, offset), limit=limit)
                    assert page == whole[max(0, offset) :][:limit], (selection, offset)
                seen += len(whole)
    assert seen > 100


def test_an_offices_suggestions_are_found_without_reading_its_answers(
    rt: Runtime, copied: Copy
) -> None:
    cast: Cast = copied.made
    asked: list[tuple[str, Any]] = []

    def note(*args: Any) -> None:
        asked.append((str(args[2]), args[3]))

    selection = Selection(PROVINSI, Periode(), frozenset({cast.upp["upp-a"]}))
    with rt.reading() as session:
        event.listen(rt.engine, "before_cursor_execute", note)
        page_of_saran(session, selection, limit=3)
        count_saran(session, selection)
        event.remove(rt.engine, "before_cursor_execute", note)
        found = [
            (words, given) for words, given in asked if "saran !=" in words and "nama" not in words
        ]
        assert len(found) >= 2
        sqlite = rt.engine.dialect.name == "sqlite"
        if not sqlite:
            for kind in ("seqscan", "bitmapscan"):  # a table so small is read as a whole
                session.connection().exec_driver_sql(f"SET LOCAL enable_{kind} = off")
        for words, given in found:
            explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
            plan = str(session.connection().exec_driver_sql(explain + words, given).all())
            assert "ix_jawaban_saran" in plan, plan


def test_the_index_of_suggestions_comes_and_goes_and_keeps_the_answers(bare_engine: Engine) -> None:
    upgrade(bare_engine, "0017")
    _insert(bare_engine, "upp", UPP)
    layanan = {"id": 1, "upp_id": UPP["id"], "kode": "l", "nama": "L", "aktif": True}
    _insert(bare_engine, "layanan", layanan | {"biaya": "0", "standar_waktu": "1"})
    _insert(bare_engine, "jawaban", FIRST_ANSWER, "waktu")
    before = _row(bare_engine, "jawaban")

    def kept() -> dict[str, Any]:
        row = _row(bare_engine, "jawaban")
        return {name: row[name] for name in before}

    def names() -> set[str]:
        return {str(i["name"]) for i in inspect(bare_engine).get_indexes("jawaban")}

    made = {"ix_jawaban_saran", "ix_jawaban_saran_tanggal"}
    assert not made & names()
    upgrade(bare_engine, "0021")
    assert made <= names()
    assert kept() == before
    downgrade(bare_engine, "0017")
    assert not made & names()
    assert kept() == before


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_waits_for_a_review_is_found_by_its_index(rt: Runtime, copied: Copy) -> None:
    cast: Cast = copied.made
    asked: list[tuple[str, Any]] = []

    def note(*args: Any) -> None:
        asked.append((str(args[2]), args[3]))

    with rt.writing() as session:  # as after some months of use
        session.connection().exec_driver_sql("ANALYZE")
    event.listen(rt.engine, "before_cursor_execute", note)
    load_table(rt, cast.people[Role.ADMIN_UPP], TABLE_PENILAIAN, {"tinjau": "perlu", "urut": "u2"})
    event.remove(rt.engine, "before_cursor_execute", note)
    found = [(words, given) for words, given in asked if "tanda !=" in words]
    assert found
    with rt.reading() as session:
        for words, given in found:
            rows = session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + words, given).all()
            assert any("ix_jawaban_perlu" in str(row) for row in rows), rows
