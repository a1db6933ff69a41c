"""Paper typed in: its own day, once, inside the own UPP, and taken back within the hour."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select, update

from sekampadi.db.models import Audit, Jawaban, Layanan, Sumber, Upp
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Permission, Principal, Role, Scope
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.figures import load_figures_as_system
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.entri import enter_jawaban, load_entri, undo_entri
from tests import factories
from tests.conftest import SettableClock


def enter(
    rt: Runtime,
    person: Principal | None,
    layanan: str = "layanan-a1",
    *,
    tanggal: object = "2023-05-10",
    identity: uuid.UUID | None = None,
    **fields: object,
) -> uuid.UUID:
    return enter_jawaban(
        rt,
        person,
        uuid_text=str(identity or uuid.uuid4()),
        layanan_kode=layanan,
        tanggal=tanggal,
        isian=factories.isian(**fields),
    ).uuid


def stored(rt: Runtime) -> list[Jawaban]:
    with rt.reading() as session:
        rows = list(session.exec(select(Jawaban).order_by(col(Jawaban.id))))
        session.expunge_all()
        return rows


def n_of(rt: Runtime, periode: Periode = Periode()) -> int:
    return load_figures_as_system(rt, kunci="", layanan_kode="", periode=periode).hasil.n


@pytest.fixture
def petugas(cast: factories.Cast) -> Principal:
    return cast.people[Role.PETUGAS_LAYANAN]


def test_a_sheet_counts_on_the_day_it_bears(rt: Runtime, petugas: Principal) -> None:
    told: list[int] = []
    rt.listeners.append(told.append)
    identity = enter(rt, petugas, tanggal="2023-03-31", saran="antre lama")
    [row] = stored(rt)
    assert (row.uuid, row.sumber, row.tanggal) == (
        identity,
        Sumber.KERTAS.value,
        date(2023, 3, 31),
    )
    assert (row.waktu, row.saran, row.durasi_detik) == (rt.now(), "antre lama", None)
    assert n_of(rt, Periode.triwulan(2023, 1)) == 1
    assert n_of(rt, Periode.triwulan(2023, 2)) == 0
    assert told == [petugas.upp_id]
    assert check_rekap(rt) == []
    with rt.reading() as session:
        audit = session.exec(select(Audit).where(col(Audit.aksi) == "jawaban.entri")).one()
        assert (audit.operator_id, audit.objek) == (petugas.operator_id, str(identity))


@pytest.mark.parametrize(
    ("tanggal", "code"),
    [
        ("2023-05-16", "tanggal.future"),
        ("2021-05-14", "tanggal.too_old"),
        ("", "tanggal.missing"),
        ("kemarin", "tanggal.format"),
        (None, "tanggal.missing"),
        (["2023-05-10"], "tanggal.missing"),
    ],
)
def test_a_wrong_day_stores_nothing(
    rt: Runtime, petugas: Principal, tanggal: object, code: str
) -> None:
    with pytest.raises(FieldErrors) as caught:
        enter(rt, petugas, tanggal=tanggal, u3="9")
    assert caught.value.errors["tanggal"].code == code
    assert caught.value.errors["u3"].code == "u3.unknown_option"
    assert stored(rt) == []


def test_today_is_the_provinces_day(rt: Runtime, petugas: Principal, clock: SettableClock) -> None:
    clock.set_local(date(2023, 5, 16), hour=0, minute=5)  # still 15 May in UTC
    enter(rt, petugas, tanggal="2023-05-16")
    assert stored(rt)[0].tanggal == date(2023, 5, 16)


def test_a_day_before_any_question_set_is_refused(
    rt: Runtime, petugas: Principal, clock: SettableClock
) -> None:
    with rt.writing() as session:
        from sekampadi.db.models import Perangkat

        session.exec(update(Perangkat).values(berlaku_dari=date(2023, 1, 1)))
    with pytest.raises(FieldErrors) as caught:
        enter(rt, petugas, tanggal="2022-12-31")
    assert caught.value.errors["tanggal"].code == "perangkat.none"
    assert stored(rt) == []
    enter(rt, petugas, tanggal="2023-01-01")


def test_a_layanan_closed_since_still_takes_its_papers(rt: Runtime, petugas: Principal) -> None:
    with rt.writing() as session:
        session.exec(update(Layanan).where(col(Layanan.kode) == "layanan-a1").values(aktif=False))
    enter(rt, petugas)
    assert len(stored(rt)) == 1
    kode = [la.kode for la in load_entri(rt, petugas, tanggal="").layanan]
    assert kode == ["layanan-a1", "layanan-a2"]


def test_a_sheet_sent_again_is_stored_once(rt: Runtime, petugas: Principal) -> None:
    identity = uuid.uuid4()
    for _ in range(3):
        assert enter(rt, petugas, identity=identity) == identity
    assert len(stored(rt)) == 1
    assert load_entri(rt, petugas, tanggal="").hari_ini == 1
    with pytest.raises(ConflictError) as caught:
        enter(rt, petugas, "layanan-a2", identity=identity)
    assert caught.value.code == "survei.uuid_taken"
    assert check_rekap(rt) == []


def test_a_sheet_sent_eight_times_at_once_is_stored_once(rt: Runtime, petugas: Principal) -> None:
    identity = uuid.uuid4()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: enter(rt, petugas, identity=identity), range(8)))
    assert len(stored(rt)) == 1
    assert load_entri(rt, petugas, tanggal="").hari_ini == 1
    assert check_rekap(rt) == []


@pytest.mark.parametrize("layanan", ["layanan-b1", "layanan-c1", "tidak-ada", "", None, 5])
def test_another_upps_layanan_is_not_found(
    rt: Runtime, petugas: Principal, layanan: object
) -> None:
    with pytest.raises(NotFoundError) as caught:
        enter(rt, petugas, layanan)  # type: ignore[arg-type]
    assert caught.value.code == "layanan.unknown"
    assert stored(rt) == []


def test_a_parent_enters_for_its_upt_and_not_the_other_way(
    rt: Runtime, cast: factories.Cast
) -> None:
    enter(rt, cast.admin_c, "layanan-t1")
    with pytest.raises(NotFoundError):
        enter(rt, cast.admin_upt, "layanan-c1")
    assert len(stored(rt)) == 1


@pytest.mark.parametrize("role", list(Role))
def test_only_those_with_the_right_enter(rt: Runtime, cast: factories.Cast, role: Role) -> None:
    person = cast.people[role]
    if person.may(Permission.JAWABAN_ENTER):
        undo_entri(rt, person, uuid_text=str(enter(rt, person)))
        return
    for act in (
        lambda: enter(rt, person),
        lambda: load_entri(rt, person, tanggal=""),
        lambda: undo_entri(rt, person, uuid_text=str(uuid.uuid4())),
    ):
        with pytest.raises(ForbiddenError):
            act()
    assert stored(rt) == []


def test_nobody_enters_nothing(rt: Runtime, cast: factories.Cast) -> None:
    with pytest.raises(UnauthenticatedError):
        enter(rt, None)


def test_a_sheet_taken_back_counts_nowhere_and_is_kept(rt: Runtime, petugas: Principal) -> None:
    kept, slip = enter(rt, petugas), enter(rt, petugas, u1="1")
    told: list[int] = []
    rt.listeners.append(told.append)
    undo_entri(rt, petugas, uuid_text=str(slip))
    undo_entri(rt, petugas, uuid_text=str(slip))
    assert told == [petugas.upp_id]
    rows = {row.uuid: row for row in stored(rt)}
    assert rows[kept].dihapus_pada is None
    assert rows[slip].dihapus_pada == rt.now()
    assert rows[slip].dihapus_oleh == petugas.username
    assert "salah ketik" in rows[slip].alasan_hapus
    assert n_of(rt) == 1
    assert check_rekap(rt) == []
    ruang = load_entri(rt, petugas, tanggal="")
    assert ruang.hari_ini == 1
    assert [(s.uuid, s.dihapus, s.dapat_dibatalkan) for s in ruang.terakhir] == [
        (slip, True, False),
        (kept, False, True),
    ]
    # Sent once more by a browser that missed the answer, it stays taken back.
    enter(rt, petugas, identity=slip)
    assert n_of(rt) == 1
    assert check_rekap(rt) == []


def test_taking_back_ends_after_an_hour(
    rt: Runtime, petugas: Principal, clock: SettableClock
) -> None:
    first = enter(rt, petugas)
    clock.advance(timedelta(minutes=60))
    assert load_entri(rt, petugas, tanggal="").terakhir[0].dapat_dibatalkan
    second = enter(rt, petugas)
    clock.advance(timedelta(seconds=1))
    assert not load_entri(rt, petugas, tanggal="").terakhir[1].dapat_dibatalkan
    with pytest.raises(ConflictError) as caught:
        undo_entri(rt, petugas, uuid_text=str(first))
    assert caught.value.code == "entri.too_late"
    undo_entri(rt, petugas, uuid_text=str(second))
    assert n_of(rt) == 1


def test_only_ones_own_sheets_are_taken_back(rt: Runtime, cast: factories.Cast) -> None:
    petugas = cast.people[Role.PETUGAS_LAYANAN]
    typed = enter(rt, petugas)
    citizen = factories.submit(rt, "layanan-a1")
    for person in (cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV], cast.admin_b):
        with pytest.raises(NotFoundError) as caught:
            undo_entri(rt, person, uuid_text=str(typed))
        assert caught.value.code == "entri.unknown"
        assert load_entri(rt, person, tanggal="").terakhir == ()
    with pytest.raises(NotFoundError):
        undo_entri(rt, petugas, uuid_text=str(citizen))
    with pytest.raises(DomainError):
        undo_entri(rt, petugas, uuid_text={"x": 1})
    assert n_of(rt) == 2


def test_who_has_gone_to_another_upp_leaves_the_old_sheets_behind(
    rt: Runtime, cast: factories.Cast, petugas: Principal
) -> None:
    sheet = enter(rt, petugas)
    there = cast.upp["upp-b"]
    moved = replace(petugas, upp_id=there, upp_nama="UPP-B", scope=Scope(frozenset({there})))
    assert [s.uuid for s in load_entri(rt, petugas, tanggal="").terakhir] == [sheet]
    assert load_entri(rt, moved, tanggal="").terakhir == ()
    with pytest.raises(NotFoundError) as caught:
        undo_entri(rt, moved, uuid_text=str(sheet))
    assert caught.value.code == "entri.unknown"
    assert n_of(rt) == 1


def test_a_sheet_of_another_upp_is_not_found_though_it_stands(
    rt: Runtime, cast: factories.Cast, petugas: Principal
) -> None:
    sheet = enter(rt, petugas)
    with pytest.raises(NotFoundError) as caught:
        enter(rt, cast.admin_b, identity=sheet)
    assert caught.value.code == "layanan.unknown"


class _Meanwhile(Runtime):
    """A runtime on whose database somebody else is quicker."""

    def writing(self) -> AbstractContextManager[Session]:
        """Open a transaction, after the layanan has been made anew by another UPP."""
        with super().writing() as session:
            upp_b = select(Upp.id).where(Upp.kode == "upp-b").scalar_subquery()
            session.exec(
                update(Layanan).where(col(Layanan.kode) == "layanan-a1").values(upp_id=upp_b)
            )
        return super().writing()


def test_a_layanan_that_is_another_upps_meanwhile_takes_no_sheet(
    rt: Runtime, petugas: Principal
) -> None:
    with pytest.raises(NotFoundError):
        enter(_Meanwhile(rt.engine, rt.settings, rt.clock), petugas)
    assert stored(rt) == []


def test_the_screen_shows_the_last_ten_and_counts_today(
    rt: Runtime, petugas: Principal, clock: SettableClock
) -> None:
    enter(rt, petugas)
    clock.advance(timedelta(days=1))
    ids = [enter(rt, petugas, usia=str(20 + i)) for i in range(11)]
    ruang = load_entri(rt, petugas, tanggal="2023-05-10")
    assert ruang.hari_ini == 11
    assert [s.uuid for s in ruang.terakhir] == ids[:0:-1]
    assert [la.kode for la in ruang.layanan] == ["layanan-a1", "layanan-a2"]
    assert ruang.perangkat is not None


def test_papers_of_eight_typists_lose_nothing(rt: Runtime, cast: factories.Cast) -> None:
    people = [cast.people[Role.PETUGAS_LAYANAN], cast.admin_b]
    work = [(people[i % 2], ("layanan-a1", "layanan-b1")[i % 2], i) for i in range(64)]

    def one(job: tuple[Principal, str, int]) -> None:
        person, layanan, i = job
        identity = enter(rt, person, layanan, tanggal=f"2023-05-{i % 14 + 1:02d}")
        if i % 3 == 0:
            undo_entri(rt, person, uuid_text=str(identity))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, work))
    assert n_of(rt) == 64 - 22
    assert check_rekap(rt) == []
