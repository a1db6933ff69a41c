"""Frozen public figures on both databases: what waits, what comes at once, and what never changes."""

import threading
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, update
from sqlmodel import col, select

from sekampadi.db.migrate import downgrade, upgrade
from sekampadi.db.models import Jawaban, Layanan, Publikasi, PublikSimpul, Upp
from sekampadi.db.queries.publik import list_tunda, read_pohon
from sekampadi.domain.errors import DomainError, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.services.moderasi.moderasi import move, remove, restore
from sekampadi.services.publik.publik import PublicFigures, load_public_figures, settle
from sekampadi.services.publikasi.hasil import check_paper, load_hasil, load_lembar_terbit
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.publikasi.rancangan import explain_rancangan, load_rancangan
from sekampadi.services.sistem.rekap import check_rekap, rebuild_rekap
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import Content, SettableClock
from tests.factories import Cast

TW_I = Periode.triwulan(2023, 1)
FIRST = date(2023, 1, 1)
WHY = "isian percobaan"


def fill(rt: Runtime, kode: str, count: int, day: date = date(2023, 2, 2), **fields: Any) -> None:
    for _ in range(count):
        factories.submit(rt, kode, factories.isian(**fields), day=day)


def public(rt: Runtime, kunci: str = "", layanan: str = "", **more: Periode) -> PublicFigures:
    periode = more.get("periode", TW_I)
    return load_public_figures(rt, kunci=kunci, layanan_kode=layanan, periode=periode)


def n_of(rt: Runtime, kunci: str = "", layanan: str = "") -> int | None:
    hasil = public(rt, kunci, layanan).hasil
    return None if hasil is None else hasil.n


def ids(rt: Runtime, cast: Cast, kode: str, count: int = 99) -> list[int]:
    with rt.reading() as session:
        query = (
            select(Jawaban.id)
            .where(col(Jawaban.layanan_id) == cast.layanan[kode])
            .order_by(col(Jawaban.id))
        )
        return [i for i in session.exec(query) if i is not None][:count]


def waiting(rt: Runtime) -> int:
    with rt.reading() as session:
        return len(list_tunda(session))


def make_quarter(rt: Runtime) -> Cast:
    """Give two layanan of upp-a twenty answers each, upp-b twelve, upp-c and its UPT four each."""
    cast = factories.make_cast(rt)
    for kode, count in (("layanan-a1", 20), ("layanan-a2", 20), ("layanan-b1", 12)):
        fill(rt, kode, count)
    fill(rt, "layanan-c1", 4)
    fill(rt, "layanan-t1", 4)
    assert n_of(rt) == 60
    return cast


@pytest.fixture
def content(content: Content | None, request: pytest.FixtureRequest) -> Content | None:
    return make_quarter if "quarter" in request.fixturenames else content


@pytest.fixture
def quarter(cast: Cast) -> Cast:
    return cast


def test_what_is_hidden_is_hidden_jointly_and_adds_up(rt: Runtime, quarter: Cast) -> None:
    assert (n_of(rt, "upp-a"), n_of(rt, "upp-b"), n_of(rt, "", "layanan-a1")) == (40, 12, 20)
    # Of the group of eight everyone reads the sum, of neither half anything.
    assert (n_of(rt, "upp-c+upt"), n_of(rt, "upp-c"), n_of(rt, "upt-c1")) == (8, None, None)
    layanan = public(rt, "", "layanan-a1")
    assert all(v is None for cells in layanan.groups.values() for v in cells.values())
    assert public(rt, "upp-a").groups[Kelompok.JENIS_KELAMIN]["P"] == 40
    assert check_rekap(rt) == []


def test_one_small_office_takes_another_with_it(rt: Runtime, cast: Cast) -> None:
    fill(rt, "layanan-a1", 20)
    fill(rt, "layanan-b1", 7)
    fill(rt, "layanan-c1", 3)
    assert (n_of(rt), n_of(rt, "upp-a")) == (30, 20)
    assert (n_of(rt, "upp-b"), n_of(rt, "upp-c"), n_of(rt, "", "layanan-b1")) == (None,) * 3
    # It cannot publish a sheet either, and is told why.
    with pytest.raises(DomainError) as caught:
        publish(rt, cast.admin_b, periode=TW_I)
    assert caught.value.code == "publikasi.disembunyikan"
    assert "Triwulan I 2023" in caught.value.message
    plan = load_rancangan(rt, cast.admin_b, kunci="", layanan_kode="", periode=TW_I)
    assert plan.galat == caught.value.message


def test_a_removal_shows_only_with_four_others_and_inside_at_once(
    rt: Runtime, quarter: Cast
) -> None:
    person = quarter.people[Role.ADMIN_PEMPROV]
    before = public(rt)
    mine = ids(rt, quarter, "layanan-a1")
    for jawaban_id in mine[:4]:
        remove(rt, person, [jawaban_id], WHY)
        settle(rt)
        assert public(rt) == before
    # Four of another layanan are not the fifth: each part waits for its own.
    remove(rt, person, ids(rt, quarter, "layanan-a2", 4), WHY)
    settle(rt)
    assert public(rt) == before
    assert waiting(rt) == 8
    assert check_rekap(rt) == []
    plan = load_rancangan(rt, person, kunci="upp-a", layanan_kode="", periode=TW_I)
    assert (plan.tertunda, plan.figures.hasil.n) == (8, 40)
    assert "8 perubahan jawaban" in explain_rancangan(plan)
    remove(rt, person, [mine[4]], WHY)
    settle(rt)
    assert (n_of(rt), n_of(rt, "upp-a"), n_of(rt, "", "layanan-a1")) == (55, 35, 15)
    assert n_of(rt, "", "layanan-a2") == 20
    # The cells stay as they were at the freeze.
    assert public(rt).groups == before.groups
    assert waiting(rt) == 4
    assert check_rekap(rt) == []


def test_what_is_restored_in_time_never_was(rt: Runtime, quarter: Cast) -> None:
    person = quarter.people[Role.ADMIN_PEMPROV]
    gone = ids(rt, quarter, "layanan-a1", 4)
    remove(rt, person, gone, WHY)
    assert waiting(rt) == 4
    restore(rt, person, gone, "ternyata sah")
    assert waiting(rt) == 0
    assert check_rekap(rt) == []


def test_an_answer_that_changed_figures_once_hides_nobody_again(rt: Runtime, quarter: Cast) -> None:
    person = quarter.people[Role.ADMIN_PEMPROV]
    gone = ids(rt, quarter, "layanan-a1", 5)
    remove(rt, person, gone, WHY)
    settle(rt)
    assert n_of(rt, "", "layanan-a1") == 15
    restore(rt, person, gone[:4], "ternyata sah")
    # One of the late ones alone would show what it says, with four that were seen to go.
    fill(rt, "layanan-a1", 1)
    settle(rt)
    assert n_of(rt, "", "layanan-a1") == 15
    assert waiting(rt) == 5
    # Together with five that are fresh they come back.
    fill(rt, "layanan-a1", 4)
    settle(rt)
    assert n_of(rt, "", "layanan-a1") == 24
    assert waiting(rt) == 0
    assert check_rekap(rt) == []


def test_a_removal_that_is_undone_leaves_no_trace_in_public_figures(
    rt: Runtime, quarter: Cast
) -> None:
    person = quarter.people[Role.ADMIN_PEMPROV]
    before = public(rt)
    gone = ids(rt, quarter, "layanan-a1", 6)
    remove(rt, person, gone, WHY)
    settle(rt)
    assert n_of(rt, "", "layanan-a1") == 14
    # Part of the way back says something new; all of it is what everybody has read.
    restore(rt, person, gone[:5], "ternyata sah")
    settle(rt)
    assert (n_of(rt, "", "layanan-a1"), waiting(rt)) == (14, 5)
    restore(rt, person, gone[5:], "ternyata sah")
    settle(rt)
    assert (public(rt), waiting(rt)) == (before, 0)
    # To and fro shows nothing but the two states that are known; the same removal waits now.
    remove(rt, person, gone, WHY)
    settle(rt)
    assert (public(rt), waiting(rt)) == (before, 6)
    assert check_rekap(rt) == []


def test_late_answers_that_are_taken_out_again_turn_a_part_back(rt: Runtime, quarter: Cast) -> None:
    person = quarter.people[Role.ADMIN_PEMPROV]
    before = public(rt)
    fill(rt, "layanan-a1", 5)
    settle(rt)
    assert n_of(rt, "", "layanan-a1") == 25
    late = ids(rt, quarter, "layanan-a1")[20:]
    remove(rt, person, late, WHY)
    settle(rt)
    assert (public(rt), waiting(rt)) == (before, 0)


def test_late_answers_wait_and_a_part_keeps_five_that_nothing_touched(
    rt: Runtime, quarter: Cast
) -> None:
    person = quarter.people[Role.ADMIN_PEMPROV]
    fill(rt, "layanan-b1", 4)
    settle(rt)
    assert n_of(rt, "upp-b") == 12
    fill(rt, "layanan-b1", 1)
    settle(rt)
    assert n_of(rt, "upp-b") == 17
    # Eight of the twelve would leave four that were never changed.
    remove(rt, person, ids(rt, quarter, "layanan-b1", 8), WHY)
    settle(rt)
    assert n_of(rt, "upp-b") == 17
    assert check_rekap(rt) == []


def test_a_move_changes_each_layanan_in_its_own_time(rt: Runtime, quarter: Cast) -> None:
    person = quarter.people[Role.ADMIN_PEMPROV]
    moved = ids(rt, quarter, "layanan-a1", 5)
    move(rt, person, moved, "layanan-a2", WHY)
    assert waiting(rt) == 10
    settle(rt)
    # The same five answers cannot hide the change of both.
    assert {n_of(rt, "", "layanan-a1"), n_of(rt, "", "layanan-a2")} == {15, 20}
    fill(rt, "layanan-a2", 5)
    settle(rt)
    assert (n_of(rt, "", "layanan-a1"), n_of(rt, "", "layanan-a2")) == (15, 30)
    assert check_rekap(rt) == []


def test_hidden_parts_change_together_and_a_new_layanan_with_them(
    rt: Runtime, quarter: Cast
) -> None:
    factories.make_layanan(rt, quarter.upp["upt-c1"], "layanan-baru")
    fill(rt, "layanan-c1", 2)
    fill(rt, "layanan-t1", 2)
    settle(rt)
    assert n_of(rt, "upp-c+upt") == 8
    fill(rt, "layanan-baru", 1)
    settle(rt)
    assert (n_of(rt, "upp-c+upt"), n_of(rt), n_of(rt, "", "layanan-baru")) == (13, 65, None)
    assert check_rekap(rt) == []


def test_the_tree_is_that_of_the_freeze(rt: Runtime, quarter: Cast) -> None:
    with rt.writing() as session:
        session.connection().execute(
            update(Layanan)
            .where(col(Layanan.kode) == "layanan-a2")
            .values(upp_id=quarter.upp["upp-b"], aktif=False)
        )
        session.connection().execute(
            update(Upp).where(col(Upp.kode) == "upt-c1").values(induk_id=None)
        )
    assert (n_of(rt, "upp-a"), n_of(rt, "upp-b")) == (40, 12)
    fill(rt, "layanan-a1", 5)
    settle(rt)
    assert (n_of(rt, "upp-a"), n_of(rt), n_of(rt, "", "layanan-a2")) == (45, 65, 20)


def test_nothing_shown_may_be_frozen_again(rt: Runtime, cast: Cast) -> None:
    fill(rt, "layanan-a1", 4)
    assert n_of(rt) is None
    fill(rt, "layanan-a1", 4)
    settle(rt)
    assert n_of(rt) is None
    fill(rt, "layanan-a2", 8)
    settle(rt)
    assert (n_of(rt), n_of(rt, "upp-a")) == (16, 16)
    assert waiting(rt) == 0
    assert check_rekap(rt) == []


def test_a_rebuild_lets_wait_what_it_finds_and_keeps_what_was_read(
    rt: Runtime, quarter: Cast
) -> None:
    with rt.writing() as session:
        # Behind the counters' back, as a broken restore would.
        session.connection().execute(
            update(Jawaban)
            .where(col(Jawaban.id).in_(ids(rt, quarter, "layanan-a1", 2)))
            .values(u1=1)
        )
    rebuild_rekap(rt)
    assert check_rekap(rt) == []
    assert waiting(rt) == 1
    settle(rt)
    assert n_of(rt) == 60
    with rt.writing() as session:
        session.connection().execute(
            update(PublikSimpul).where(PublikSimpul.c.kunci == "provinsi").values(n=61)
        )
    [line] = check_rekap(rt)
    assert "provinsi: not the sum of its layanan" in line


def test_an_early_sheet_freezes_its_office_only(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 4, 3))
    fill(rt, "layanan-a1", 20)
    fill(rt, "layanan-b1", 12)
    person = cast.people[Role.ADMIN_UPP]
    plan = load_rancangan(rt, person, kunci="", layanan_kode="", periode=TW_I)
    assert "membekukan" in explain_rancangan(plan)
    sheet = publish(rt, person, periode=TW_I)
    assert sheet.n == 20
    with rt.reading() as session:
        assert {k: row.tampil for k, row in read_pohon(session, FIRST).items()} == {
            f"upp:{cast.upp['upp-a']}": True,
            f"layanan:{cast.layanan['layanan-a1']}": None,
        }
    fill(rt, "layanan-a2", 6)  # the same office: it waits
    fill(rt, "layanan-b1", 3)
    settle(rt)
    assert waiting(rt) == 6
    assert check_rekap(rt) == []
    with pytest.raises(ForbiddenError, match="not_frozen"):
        public(rt)
    clock.set_local(date(2023, 4, 8))
    settle(rt)
    assert (n_of(rt, "upp-a"), n_of(rt, "upp-b"), n_of(rt)) == (20, 15, 35)
    lembar = load_hasil(rt, kunci="upp-a").lembar
    assert lembar is not None
    assert lembar.groups == public(rt, "upp-a").groups
    assert check_rekap(rt) == []


def test_a_semester_is_the_sum_of_its_triwulan(
    rt: Runtime, quarter: Cast, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 8, 1))
    fill(rt, "layanan-a1", 7, date(2023, 5, 5))
    fill(rt, "layanan-b1", 7, date(2023, 5, 5))
    fill(rt, "layanan-c1", 6, date(2023, 5, 5))
    fill(rt, "layanan-t1", 6, date(2023, 5, 5))
    whole = Periode.semester(2023, 1)
    person = quarter.people[Role.ADMIN_PEMPROV]
    remove(rt, person, ids(rt, quarter, "layanan-a1", 2), WHY)
    sheet = publish(rt, person, kunci="upp-a", periode=whole)
    found = public(rt, "upp-a", periode=whole)
    assert found.hasil is not None
    assert sheet.n == found.hasil.n == 47
    assert found.triwulan == (FIRST, date(2023, 4, 1))
    # In the first triwulan it is hidden, so there is no sum of both.
    assert public(rt, "upp-c", periode=whole).triwulan == (date(2023, 4, 1),)
    with pytest.raises(DomainError, match="disembunyikan"):
        publish(rt, person, kunci="upp-c", periode=whole)


def test_two_who_read_first_freeze_once(rt: Runtime, cast: Cast) -> None:
    fill(rt, "layanan-a1", 8)
    found: list[object] = []
    gate = threading.Barrier(4)

    def read() -> None:
        mine = Runtime(rt.engine, rt.settings, rt.clock)
        gate.wait()
        try:
            found.append(n_of(mine))
        except Exception as error:
            found.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [8] * 4


def test_an_answer_of_today_asks_nothing_about_the_freeze(rt: Runtime, quarter: Cast) -> None:
    seen: list[str] = []
    event.listen(
        rt.engine, "before_cursor_execute", lambda _c, _cu, statement, *_r: seen.append(statement)
    )
    factories.submit(rt, "layanan-a1")
    assert seen
    assert not [s for s in seen if "publik_" in s]


def test_older_sheets_keep_their_check_address_and_leave_the_list(
    rt: Runtime, quarter: Cast
) -> None:
    person = quarter.people[Role.ADMIN_PEMPROV]
    same = publish(rt, person, kunci="upp-a", periode=TW_I)
    other = publish(rt, person, kunci="upp-b", periode=TW_I)
    downgrade(rt.engine, "0008")
    with rt.writing() as session:
        session.connection().execute(
            update(Publikasi)
            .where(col(Publikasi.nomor) == other.nomor)
            .values(dari=date(2023, 1, 1), sampai=date(2023, 2, 28))
        )
    upgrade(rt.engine)
    rt.forget("hasil-daftar")
    settle(rt)
    assert [x.row.nomor for x in load_hasil(rt, kunci="upp-a").terbitan] == [same.nomor]
    assert load_hasil(rt, kunci="upp-b").terbitan == ()
    # Who holds the paper finds it genuine, and the file by its code; the number alone is guessed.
    paper = check_paper(rt, other.kode)
    assert paper.row.nomor == other.nomor
    assert load_lembar_terbit(rt, other.nomor, other.kode) == paper
    for kode in ("", same.kode, "é"):
        with pytest.raises(NotFoundError):
            load_lembar_terbit(rt, other.nomor, kode)
