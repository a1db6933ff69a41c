"""Early sheets on both databases: what was published before the province's turn never gives anybody away."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import event, update
from sqlmodel import col

from sekampadi.db.models import Upp
from sekampadi.db.queries.publik import read_pohon
from sekampadi.domain.errors import ConflictError
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.services.moderasi.moderasi import move
from sekampadi.services.publik.beku import freeze_due
from sekampadi.services.publik.lepas import release_due
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.hasil import load_hasil, load_lembar_terbit
from sekampadi.services.publikasi.hasil_data import lembar_document
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.publikasi.rancangan import load_rancangan
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.services.publik.test_publik import FIRST, TW_I, WHY, fill, ids, n_of, public, waiting


@pytest.fixture
def early(rt: Runtime, cast: Cast, clock: SettableClock) -> Cast:
    """Put the province into the days between the end of a triwulan and its freeze."""
    clock.set_local(date(2023, 4, 3))
    for kode, count in (("layanan-a1", 20), ("layanan-b1", 12), ("layanan-c1", 9)):
        fill(rt, kode, count)
    fill(rt, "layanan-t1", 9)
    return cast


def test_a_group_that_is_public_takes_no_newcomer(
    rt: Runtime, early: Cast, clock: SettableClock
) -> None:
    person = early.people[Role.ADMIN_PEMPROV]
    sheet = publish(rt, person, kunci="upp-c+upt", periode=TW_I)
    assert sheet.n == 18
    newcomer = factories.make_upp(rt, "upt-c2", jenis="UPT", induk_id=early.upp["upp-c"])
    factories.make_layanan(rt, newcomer, "layanan-t2")
    fill(rt, "layanan-t2", 1)
    clock.set_local(date(2023, 4, 8))
    settle(rt)
    assert n_of(rt, "upp-c+upt") == sheet.n
    with rt.reading() as session:
        assert read_pohon(session, FIRST)[f"upp:{newcomer}"].induk == "provinsi"
    assert check_rekap(rt) == []


def test_an_upp_that_is_public_alone_gets_no_group_without_itself(
    rt: Runtime, early: Cast, clock: SettableClock
) -> None:
    person = early.people[Role.ADMIN_PEMPROV]
    publish(rt, person, kunci="upp-a", periode=TW_I)
    newcomer = factories.make_upp(rt, "upt-a1", jenis="UPT", induk_id=early.upp["upp-a"])
    factories.make_layanan(rt, newcomer, "layanan-ta")
    fill(rt, "layanan-ta", 12)
    plan = load_rancangan(rt, person, kunci="upp-a+upt", layanan_kode="", periode=TW_I)
    assert "belum satu kelompok" in plan.galat
    clock.set_local(date(2023, 4, 8))
    settle(rt)
    with rt.reading() as session:
        tree = read_pohon(session, FIRST)
    assert f"grup:{early.upp['upp-a']}" not in tree
    assert tree[f"upp:{newcomer}"].induk == "provinsi"
    assert (n_of(rt, "upp-a"), n_of(rt, "upt-a1"), n_of(rt)) == (20, 12, 62)
    assert check_rekap(rt) == []


def test_an_upp_with_its_first_upt_keeps_the_triwulan_before(
    rt: Runtime, early: Cast, clock: SettableClock
) -> None:
    person = early.people[Role.ADMIN_PEMPROV]
    clock.set_local(date(2023, 4, 8))
    settle(rt)
    newcomer = factories.make_upp(rt, "upt-a1", jenis="UPT", induk_id=early.upp["upp-a"])
    factories.make_layanan(rt, newcomer, "layanan-ta")
    clock.set_local(date(2023, 7, 20))
    fill(rt, "layanan-ta", 12, date(2023, 5, 5))
    for kode in ("layanan-a1", "layanan-b1"):
        fill(rt, kode, 7, date(2023, 5, 5))
    settle(rt)
    whole = Periode.semester(2023, 1)
    # Before it had one, the UPP was all of the group.
    found = public(rt, "upp-a+upt", periode=whole)
    assert found.hasil is not None
    assert (found.hasil.n, found.triwulan) == (39, (FIRST, date(2023, 4, 1)))
    assert publish(rt, person, kunci="upp-a+upt", periode=whole).n == 39
    # Of two that stood apart then there is no sum: a sheet says so, nothing is left out silently.
    with rt.writing() as session:
        session.connection().execute(
            update(Upp).where(col(Upp.kode) == "upp-b").values(induk_id=early.upp["upp-a"])
        )
    assert public(rt, "upp-a+upt", periode=whole).triwulan == (date(2023, 4, 1),)
    for periode in (TW_I, whole):
        plan = load_rancangan(rt, person, kunci="upp-a+upt", layanan_kode="", periode=periode)
        assert "Triwulan I 2023 tidak ditampilkan" in plan.galat
        assert "belum satu kelompok" in plan.galat


def test_a_sheet_says_that_public_figures_have_changed_since(
    rt: Runtime, early: Cast, clock: SettableClock
) -> None:
    sheet = publish(rt, early.people[Role.ADMIN_UPP], periode=TW_I)
    clock.set_local(date(2023, 4, 8))
    settle(rt)

    def said() -> str:
        lembar = load_hasil(rt, kunci="upp-a").lembar
        assert lembar is not None
        assert load_lembar_terbit(rt, sheet.nomor).catatan == lembar.catatan
        assert lembar_document(lembar)["catatan"] == (lembar.catatan or None)
        return lembar.catatan

    assert said() == ""
    fill(rt, "layanan-a1", 6)
    settle(rt)
    assert n_of(rt, "upp-a") == 26
    assert "kini memuat 26 responden" in said()


def test_no_answer_moves_between_an_upp_that_is_public_and_one_that_is_not(
    rt: Runtime, early: Cast, clock: SettableClock
) -> None:
    person = early.people[Role.ADMIN_PEMPROV]
    publish(rt, person, kunci="upp-a", periode=TW_I)
    factories.make_layanan(rt, early.upp["upp-b"], "layanan-b2")
    fill(rt, "layanan-b2", 6)
    mine, theirs = ids(rt, early, "layanan-a1", 2), ids(rt, early, "layanan-b1", 2)
    for some, target in (
        (mine, "layanan-b1"),
        (theirs, "layanan-a2"),
        # One of them refuses the whole.
        ([*theirs, *mine], "layanan-b2"),
    ):
        with pytest.raises(ConflictError, match="dibekukan") as caught:
            move(rt, person, some, target, WHY)
        assert caught.value.code == "moderasi.dibekukan"
        assert "mulai 8 April 2023" in caught.value.message
    assert waiting(rt) == 0
    # Inside one UPP, between two that are not public, and when all are, it goes on as always.
    assert move(rt, person, mine, "layanan-a2", WHY).diubah == 2
    assert move(rt, person, theirs, "layanan-b2", WHY).diubah == 2
    clock.set_local(date(2023, 4, 8))
    assert move(rt, person, theirs, "layanan-a1", WHY).diubah == 2
    settle(rt)
    assert (n_of(rt, "upp-a"), n_of(rt, "upp-b"), n_of(rt)) == (20, 18, 56)
    assert check_rekap(rt) == []


def test_who_freezes_and_who_lets_through_lock_as_who_publishes(
    rt: Runtime, early: Cast, clock: SettableClock
) -> None:
    seen: list[str] = []
    event.listen(
        rt.engine, "before_cursor_execute", lambda _c, _cu, statement, *_r: seen.append(statement)
    )

    def locks(act: Callable[[], object]) -> list[str]:
        seen.clear()
        act()
        return [s.split()[2].rstrip(",") for s in seen if s.startswith("LOCK TABLE")]

    # SQLite has one writer and locks no table.
    postgresql = rt.engine.dialect.name == "postgresql"
    order = ["publikasi", "rekap_hari"] if postgresql else []
    clock.set_local(date(2023, 4, 8))
    assert locks(lambda: freeze_due(rt)) == order
    fill(rt, "layanan-a1", 5)
    assert locks(lambda: release_due(rt)) == order
    assert n_of(rt, "upp-a") == 25
    assert locks(lambda: publish(rt, early.people[Role.ADMIN_UPP], periode=TW_I)) == order[:1]
