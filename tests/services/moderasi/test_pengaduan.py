"""Suggestions that are complaints: marked by hand, found by a filter, and no figure changes."""

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from sekampadi.db.models import Audit, Jawaban
from sekampadi.domain.errors import ForbiddenError, NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.figures import load_figures
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.moderasi.pengaduan import mark_pengaduan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import load_table
from tests.factories import Cast, isian, submit

WORDS = "Petugas di loket dua meminta uang"


def answer(rt: Runtime, layanan: str = "layanan-a1", **fields: object) -> int:
    identity = submit(rt, layanan, isian(**fields))
    with rt.reading() as session:
        return session.exec(select(Jawaban.id).where(col(Jawaban.uuid) == identity)).one() or 0


def found(rt: Runtime, cast: Cast, role: Role = Role.ADMIN_UPP, **given: str) -> list[int]:
    view = load_table(rt, cast.people[role], TABLE_PENILAIAN, {"tinjau": "pengaduan"} | given)
    assert view.page.total == len(view.page.rows)
    return [row.id for row in view.page.rows]


def test_a_mark_is_found_and_taken_back(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_UPP]
    one, other = answer(rt, saran=WORDS), answer(rt, saran="Ramah sekali")
    done = mark_pengaduan(rt, person, [one], pengaduan=True)
    assert (done.diubah, done.dilewati) == (1, 0)
    assert found(rt, cast) == [one]
    assert found(rt, cast, Role.ADMIN_PEMPROV) == [one]
    assert found(rt, cast, cari="meminta") == [one]
    assert found(rt, cast, cari="sekali") == []
    again = mark_pengaduan(rt, person, [one, other], pengaduan=True)
    assert (again.diubah, again.dilewati) == (1, 1)
    assert found(rt, cast) == [other, one]
    mark_pengaduan(rt, person, [one, other], pengaduan=False)
    assert found(rt, cast) == []


def test_what_has_no_words_is_no_complaint(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_UPP]
    done = mark_pengaduan(rt, person, [answer(rt)], pengaduan=True)
    assert (done.diubah, done.dilewati) == (0, 1)


def test_what_was_removed_keeps_its_mark_and_gets_none(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_UPP]
    one, other = answer(rt, saran=WORDS), answer(rt, saran=WORDS + " lagi")
    mark_pengaduan(rt, person, [one], pengaduan=True)
    remove(rt, person, [one, other], "Isian percobaan")
    assert mark_pengaduan(rt, person, [other], pengaduan=True).diubah == 0
    assert found(rt, cast) == []
    assert found(rt, cast, status="dihapus") == [one]


def test_no_figure_changes_and_no_word_gets_into_the_trail(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_UPP]
    one = answer(rt, saran=WORDS)
    before = load_figures(rt, person, periode=Periode()).hasil
    mark_pengaduan(rt, person, [one], pengaduan=True)
    assert load_figures(rt, person, periode=Periode()).hasil == before
    with rt.reading() as session:
        row = session.exec(select(Audit).order_by(col(Audit.id).desc()).limit(1)).one()
        assert (row.aksi, row.objek) == ("jawaban.adukan", f"jawaban/{one}")
        assert "loket" not in str(row.rincian)


def test_it_is_marked_inside_of_an_office_by_its_admin(rt: Runtime, cast: Cast) -> None:
    one = answer(rt, saran=WORDS)
    with pytest.raises(NotFoundError):
        mark_pengaduan(rt, cast.admin_b, [one], pengaduan=True)
    for role in (Role.PIMPINAN_UPP, Role.PIMPINAN, Role.KETUA_TIM):
        with pytest.raises(ForbiddenError):
            mark_pengaduan(rt, cast.people[role], [one], pengaduan=True)
    assert found(rt, cast) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("own", [True, False])
def test_the_filter_is_found_by_its_index(rt: Runtime, cast: Cast, own: bool) -> None:
    """Among ten million answers nobody looks at all of them for twenty."""
    for n in range(40):
        answer(rt, saran=f"{WORDS} nomor {n}")
    seen: list[str] = []

    def note(_c: object, _cur: object, statement: str, params: object, *_: object) -> None:
        if "jawaban" in statement and "pengaduan" in statement:
            seen.append(statement)

    event.listen(rt.engine, "before_cursor_execute", note)
    found(rt, cast, Role.ADMIN_UPP if own else Role.ADMIN_PEMPROV)
    event.remove(rt.engine, "before_cursor_execute", note)
    assert seen
    with rt.reading() as session:
        for statement in seen:
            names = statement.count("?")
            plan = session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}", tuple("0" * names)
            )
            steps = [str(row[3]) for row in plan]
            assert any("ix_jawaban_pengaduan" in step for step in steps), (statement, steps)
