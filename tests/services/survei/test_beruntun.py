"""Bursts over the real service: all marked, one line, removed and brought back as one."""

import random
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Audit, Jawaban
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.moderasi import MUSTAHIL_DETIK, Tanda
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.beruntun import JENDELA, BarisBeruntun
from sekampadi.services.laporan.figures import load_figures
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN
from sekampadi.services.moderasi.moderasi import HasilModerasi, move, remove
from sekampadi.services.moderasi.moderasi_beruntun import (
    BANYAK,
    LAMA,
    list_beruntun,
    remove_beruntun,
    review_beruntun,
    undo_remove_beruntun,
)
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.awal import begin_survei
from sekampadi.services.survei.beruntun import Asal
from sekampadi.services.survei.survei import Pengisian
from sekampadi.services.survei.tanda import mark_all
from sekampadi.services.tabel.tabel import load_table
from tests.conftest import SettableClock
from tests.factories import Cast, random_isian, send, submit

WHY = "kiriman program, bukan orang"
OFFICE = "203.0.113.7"


def stored(rt: Runtime) -> list[Jawaban]:
    with rt.reading() as session:
        rows = list(session.exec(select(Jawaban).order_by(col(Jawaban.id))))
        session.expunge_all()
        return rows


def n_of(rt: Runtime, person: Principal) -> int:
    return load_figures(rt, person, periode=Periode()).hasil.n


def fill_in(
    rt: Runtime,
    asal: Asal | None,
    *,
    awal: str | None = None,
    layanan: str = "layanan-a1",
    fields: dict[str, object] | None = None,
    identity: uuid.UUID | None = None,
) -> uuid.UUID:
    """Send what a browser sends; by default its survey began a minute and a half ago."""
    identity = identity or uuid.uuid4()
    if awal is None:
        earlier = Runtime(rt.engine, rt.settings, lambda: rt.now() - timedelta(seconds=90))
        awal = begin_survei(earlier, identity, layanan)
    send(rt, layanan, fields, identity=identity, pengisian=Pengisian(awal, asal))
    return identity


def burst(
    rt: Runtime, clock: SettableClock, count: int = 210, layanan: Sequence[str] = ("layanan-a1",)
) -> None:
    """Send answers of the best kind from one connection, within 1.2 seconds."""
    rng, asal = random.Random(4), Asal("satu-sambungan", OFFICE)
    for i in range(count):
        fill_in(rt, asal, layanan=layanan[i % len(layanan)], fields=random_isian(rng))
        clock.advance(timedelta(seconds=1.2 / count))


def only_line(rt: Runtime, person: Principal) -> BarisBeruntun:
    [line] = list_beruntun(rt, person).baris
    return line


def test_a_script_of_210_answers_is_one_line_that_can_be_removed_and_brought_back(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    person = cast.people[Role.ADMIN_UPP]
    for _ in range(3):
        fill_in(rt, Asal("orang", "198.51.100.1"), fields=random_isian(random.Random(1)))
        clock.advance(timedelta(minutes=4))
    honest = load_figures(rt, person, periode=Periode()).rekap
    burst(rt, clock)
    rows = stored(rt)
    assert [r.tanda for r in rows[:3]] == [0] * 3
    assert all(Tanda.BERUNTUN in Tanda(r.tanda) for r in rows[3:])
    assert {r.beruntun for r in rows[:3]} == {None}
    [name] = {r.beruntun for r in rows[3:]}
    line = only_line(rt, person)
    assert (line.beruntun, line.jumlah, line.perlu) == (name, 210, 210)
    assert (line.layanan, line.tanda, line.hapus) == (("Layanan a1",), Tanda.BERUNTUN, None)
    assert line.sampai - line.dari < timedelta(seconds=1.2)
    totals = {
        value: load_table(rt, person, TABLE_PENILAIAN, {"tinjau": value}).page.total
        for value in ("perlu", "satuan", "beruntun", "tidak")
    }
    assert totals == {"perlu": 210, "satuan": 0, "beruntun": 210, "tidak": 3}
    assert mark_all(rt) == 0

    full, told = load_figures(rt, person, periode=Periode()).rekap, list[int]()
    rt.listeners.append(told.append)
    clock.advance(timedelta(minutes=5))
    assert remove_beruntun(rt, person, str(name), WHY) == HasilModerasi(210, 0)
    assert remove_beruntun(rt, person, str(name), WHY) == HasilModerasi(0, 210)
    assert load_figures(rt, person, periode=Periode()).rekap == honest
    assert check_rekap(rt) == []
    line = only_line(rt, person)
    assert (line.jumlah, line.perlu) == (210, 0)
    assert line.hapus is not None
    assert (line.hapus.jumlah, line.hapus.oleh, line.hapus.alasan) == (210, person.username, WHY)
    assert undo_remove_beruntun(rt, person, name, line.hapus.pada) == HasilModerasi(210, 0)
    assert load_figures(rt, person, periode=Periode()).rekap == full
    assert check_rekap(rt) == []
    assert told == [cast.upp["upp-a"]] * 2
    with pytest.raises(ConflictError, match="sudah diurungkan oleh Anda sendiri"):
        undo_remove_beruntun(rt, person, name, line.hapus.pada)
    above = cast.people[Role.ADMIN_PEMPROV]
    with pytest.raises(ConflictError, match=f"sudah diurungkan oleh {person.username}"):
        undo_remove_beruntun(rt, above, name, line.hapus.pada)
    assert review_beruntun(rt, person, name) == HasilModerasi(210, 0)
    assert list_beruntun(rt, person).baris == ()
    with rt.reading() as session:
        acts = session.exec(
            select(Audit).where(col(Audit.aksi).endswith("_beruntun")).order_by(col(Audit.id))
        ).all()
        found = [(a.aksi, a.operator_id, a.objek, a.rincian) for a in acts]
    what, layanan = f"beruntun/{name}", {"n": 210, "layanan": ["layanan-a1"]}
    assert found == [
        ("jawaban.hapus_beruntun", person.operator_id, what, layanan | {"alasan": WHY}),
        ("jawaban.urungkan_beruntun", person.operator_id, what, layanan),
        ("jawaban.tinjau_beruntun", person.operator_id, what, layanan),
    ]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_eighty_honest_people_behind_one_address_stay_unmarked(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    """A hall on one network, each on a phone, with the pauses people make."""
    rng, began = random.Random(5), rt.now()
    people: list[tuple[datetime, datetime]] = []
    for _ in range(80):
        opened = began + timedelta(seconds=rng.uniform(0, 60))
        people.append((opened, opened + timedelta(seconds=rng.uniform(25, 240))))
    for number, (opened, sent) in enumerate(sorted(people, key=lambda p: p[1])):
        identity = uuid.uuid4()
        clock.moment = opened
        token = begin_survei(rt, identity, "layanan-a1")
        clock.moment = sent
        phone = Asal(f"ponsel-{number}", OFFICE)
        fill_in(rt, phone, awal=token, identity=identity, fields=random_isian(rng))
    assert [r.tanda for r in stored(rt)] == [0] * 80
    assert list_beruntun(rt, cast.people[Role.ADMIN_PEMPROV]).baris == ()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_fifty_starts_on_fifty_connections_are_one_line(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    """Each with a start of its own, made in time, and scores of its own, 2.7 a second."""
    rng = random.Random(8)
    drafts = [(i, uuid.uuid4(), rng.uniform(60, 90)) for i in range(50)]
    began, starts = clock.moment, dict[uuid.UUID, str]()
    for number, identity, before in drafts:
        clock.moment = began + timedelta(seconds=number / 2.7 - before)
        starts[identity] = begin_survei(rt, identity, "layanan-a1")
    for number, identity, _ in drafts:
        clock.moment = began + timedelta(seconds=number / 2.7)
        phone = Asal(f"baru-{number}", OFFICE)
        fill_in(rt, phone, awal=starts[identity], identity=identity, fields=random_isian(rng))
    rows = stored(rt)
    assert [Tanda.BERUNTUN in Tanda(r.tanda) for r in rows] == [True] * 50
    assert len({r.beruntun for r in rows}) == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_neighbour_of_a_script_stays_unmarked(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    burst(rt, clock, 40)
    fill_in(rt, Asal("orang", OFFICE), fields=random_isian(random.Random(9)))
    assert stored(rt)[-1].tanda == 0
    for i in range(40):  # but who opens a connection for each answer is known by the address
        fill_in(rt, Asal(f"baru-{i}", OFFICE), fields=random_isian(random.Random(i)))
    assert all(Tanda.BERUNTUN in Tanda(r.tanda) for r in stored(rt)[41:])


def test_the_start_tells_the_duration_and_marks_what_has_none(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    asal, ids = Asal("kiosk", OFFICE), [uuid.uuid4() for _ in range(6)]
    tokens = [begin_survei(rt, i, "layanan-a1") for i in ids]
    other = begin_survei(rt, uuid.uuid4(), "layanan-a1")
    assert begin_survei(rt, ids[0], "layanan-a1", tokens[0]) == ""
    assert begin_survei(rt, "bukan uuid", "layanan-a1") == ""
    clock.advance(timedelta(seconds=MUSTAHIL_DETIK - 1))
    fill_in(rt, asal, awal=tokens[0], identity=ids[0])
    clock.advance(timedelta(minutes=2))
    fill_in(rt, asal, awal=tokens[1], identity=ids[1])
    fill_in(rt, asal, awal=other, identity=ids[2])
    clock.advance(timedelta(minutes=2))
    fill_in(rt, asal, awal="", identity=ids[3])
    clock.advance(timedelta(hours=12))
    fill_in(rt, asal, awal=tokens[4], identity=ids[4])
    fill_in(rt, asal, awal=tokens[1], identity=ids[1])  # a retry changes nothing
    rows = stored(rt)
    assert [(r.tanda, r.durasi_detik) for r in rows] == [
        (Tanda.MUSTAHIL, MUSTAHIL_DETIK - 1),
        (0, 120 + MUSTAHIL_DETIK - 1),
        (Tanda.TANPA_AWAL, None),
        (Tanda.TANPA_AWAL, None),
        (Tanda.TANPA_AWAL, None),
    ]
    submit(rt, "layanan-a1")  # another program than a browser has no start, and none is missed
    assert stored(rt)[-1].tanda == 0
    assert mark_all(rt) == 0


def test_nothing_about_the_address_is_kept(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    burst(rt, clock, 30)
    with rt.engine.connect() as connection:
        everything = " ".join(
            repr(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            for table in ("jawaban", "audit", "outbox")
        )
    assert OFFICE not in everything
    assert "satu-sambungan" not in everything
    assert OFFICE not in repr(Asal("x", OFFICE))
    assert len(rt.pengamat) == 2
    clock.advance(JENDELA + timedelta(seconds=1))
    fill_in(rt, Asal("lain", ""))
    assert len(rt.pengamat) == 1
    before = set(rt.pengamat._seen)
    clock.set_local(date(2023, 5, 16))
    fill_in(rt, Asal("lain", ""))
    assert before.isdisjoint(rt.pengamat._seen)  # another day, another key


def test_eight_at_once_are_all_marked(rt: Runtime, cast: Cast) -> None:
    asal = Asal("satu", OFFICE)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: fill_in(rt, asal), range(48)))
    rows = stored(rt)
    assert len({r.beruntun for r in rows}) == 1
    assert all(Tanda.BERUNTUN in Tanda(r.tanda) for r in rows)
    assert check_rekap(rt) == []


def test_of_a_burst_everyone_sees_his_own_part(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    province, of_a, of_b = (
        cast.people[Role.ADMIN_PEMPROV],
        cast.people[Role.ADMIN_UPP],
        cast.admin_b,
    )
    burst(rt, clock, 60, ("layanan-a1", "layanan-b1", "layanan-a2"))
    assert only_line(rt, province).layanan == ("Layanan a1", "Layanan a2", "Layanan b1")
    assert (only_line(rt, province).jumlah, only_line(rt, of_a).jumlah) == (60, 40)
    line = only_line(rt, of_b)
    assert (line.jumlah, line.layanan) == (20, ("Layanan b1",))
    assert list_beruntun(rt, cast.admin_c).baris == ()
    acts: tuple[Callable[[Principal | None], Any], ...] = (
        lambda p: remove_beruntun(rt, p, line.beruntun, WHY),
        lambda p: undo_remove_beruntun(rt, p, line.beruntun, rt.now()),
        lambda p: review_beruntun(rt, p, line.beruntun),
    )
    for act in acts:
        with pytest.raises(NotFoundError) as caught:
            act(cast.admin_c)
        assert caught.value.code == "beruntun.unknown"
        with pytest.raises(ForbiddenError):
            act(cast.people[Role.PIMPINAN])
        with pytest.raises(UnauthenticatedError):
            act(None)
    with pytest.raises(ForbiddenError):
        list_beruntun(rt, cast.people[Role.PETUGAS_LAYANAN])
    for name, why, code in (
        ("bukan nama", WHY, "beruntun.unknown"),
        (uuid.uuid4(), WHY, "beruntun.unknown"),
        (line.beruntun, " ", "alasan.missing"),
    ):
        with pytest.raises(DomainError) as wrong:
            remove_beruntun(rt, of_b, name, why)
        assert wrong.value.code == code

    # One answer went for another reason before, and one was moved: neither follows the undo.
    mine = [r.id for r in stored(rt) if r.layanan_id == cast.layanan["layanan-b1"]]
    remove(rt, of_b, [mine[0] or 0], "sudah lebih dahulu")
    move(rt, province, [mine[1] or 0], "layanan-a1", "salah layanan")
    clock.advance(timedelta(seconds=1))
    assert remove_beruntun(rt, of_b, line.beruntun, WHY) == HasilModerasi(18, 1)
    assert (n_of(rt, of_b), n_of(rt, of_a), n_of(rt, province)) == (0, 41, 41)
    hapus = only_line(rt, of_b).hapus
    assert hapus is not None
    assert hapus.jumlah == 18
    assert undo_remove_beruntun(rt, province, line.beruntun, hapus.pada) == HasilModerasi(18, 0)
    assert (n_of(rt, of_b), n_of(rt, province)) == (18, 59)
    assert check_rekap(rt) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_removed_bursts_leave_the_list_after_a_week_and_the_list_stays_short(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    for number in range(BANYAK + 2):
        for _ in range(4):
            fill_in(rt, Asal(f"s-{number}", ""))
    found = list_beruntun(rt, person)
    assert (len(found.baris), found.lebih) == (BANYAK, True)
    for line in found.baris:
        remove_beruntun(rt, person, line.beruntun, WHY)
    waiting = [line for line in list_beruntun(rt, person).baris if line.perlu]
    assert len(waiting) == 2  # what is done stands behind what is not
    for line in waiting:
        remove_beruntun(rt, person, line.beruntun, WHY)
    assert len(list_beruntun(rt, person).baris) == BANYAK
    clock.advance(LAMA + timedelta(seconds=1))
    assert list_beruntun(rt, person).baris == ()
    assert n_of(rt, person) == 0


def test_what_no_person_filled_in_says_nothing_about_how_long_people_take(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    for i in range(31):
        fill_in(rt, Asal(f"orang-{i}", ""))
        clock.advance(timedelta(minutes=1))
    for _ in range(60):  # would pull the median down to a second
        identity = uuid.uuid4()
        fill_in(
            rt,
            Asal("satu", ""),
            identity=identity,
            awal=begin_survei(rt, identity, "layanan-a1"),
        )
    fresh = Runtime(rt.engine, rt.settings, rt.clock)
    identity = uuid.uuid4()
    token = begin_survei(fresh, identity, "layanan-a1")
    clock.advance(timedelta(seconds=20))
    fill_in(fresh, Asal("cepat", ""), awal=token, identity=identity)
    assert stored(rt)[-1].tanda == Tanda.CEPAT
