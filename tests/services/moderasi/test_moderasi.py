"""Removing, restoring, moving and reviewing answers: figures, races, the boundary, the audit trail."""

import random
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlmodel import col, select

from sekampadi.api.v1 import load_ikm_document, load_public_document
from sekampadi.db.models import Audit, Jawaban
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.moderasi import Ambang, Tanda
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.figures import load_figures
from sekampadi.services.laporan.laporan import load_laporan
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN, TABLE_RESPONDEN, load_kelompok
from sekampadi.services.moderasi.moderasi import HasilModerasi, move, remove, restore, review
from sekampadi.services.moderasi.urungkan import undo_remove
from sekampadi.services.sistem.rekap import check_rekap, rebuild_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.entri import enter_jawaban
from sekampadi.services.survei.tanda import mark_all
from sekampadi.services.tabel.tabel import load_table
from tests.conftest import SettableClock
from tests.factories import Cast, isian, random_isian, send, submit

ALL = Periode()
WHY = "dikirim dua kali"


def ids_of(rt: Runtime, kode: str = "") -> list[int]:
    with rt.reading() as session:
        query = select(Jawaban.id).order_by(col(Jawaban.id))
        if kode:
            layanan = session.connection().execute(
                text("SELECT id FROM layanan WHERE kode = :k"), {"k": kode}
            )
            query = query.where(col(Jawaban.layanan_id) == layanan.scalar_one())
        return [i for i in session.exec(query) if i is not None]


def everything(rt: Runtime, person: Principal) -> tuple[Any, ...]:
    figures = load_figures(rt, person, periode=ALL)
    laporan = load_laporan(rt, person, periode=ALL, ukuran=100)
    table = load_table(rt, person, TABLE_PENILAIAN, {"ukuran": "100"}).page
    responden = load_table(rt, person, TABLE_RESPONDEN, {"ukuran": "100"}).page
    return (
        figures.rekap,
        figures.hasil,
        laporan.halaman.rows,
        laporan.halaman.overall,
        table.total,
        table.rows,
        responden.rows,
        load_kelompok(rt, person, {}),
        load_ikm_document(rt, person, "", "", ALL),
        [load_figures(rt, person, kunci=k, periode=ALL).rekap for k in ("upp-a", "upp-b")],
    )


def fill(rt: Runtime, cast: Cast, count: int = 40) -> None:
    rng = random.Random(3)
    for i in range(count):
        kode = rng.choice(list(cast.layanan))
        submit(rt, kode, random_isian(rng), day=date(2023, 1, 1) + timedelta(days=3 * i))


def test_removing_and_restoring_brings_everything_back_to_the_digit(
    rt: Runtime, cast: Cast
) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    fill(rt, cast)
    before, ids = everything(rt, person), ids_of(rt)
    public = load_public_document(rt, kunci="", layanan_kode="", periode=ALL)
    assert public["n"] > 20
    changed: list[int] = []
    rt.listeners.append(changed.append)
    gone = ids[3:11]
    assert remove(rt, person, gone, WHY) == HasilModerasi(8, 0, (date(2023, 1, 1),))
    assert changed
    assert check_rekap(rt) == []
    during = everything(rt, person)
    assert all(a != b for a, b in zip(before, during, strict=True))
    assert during[0].n == during[3] == during[4] == len(during[2]) == 32
    removed = load_table(rt, person, TABLE_PENILAIAN, {"status": "dihapus", "ukuran": "100"})
    assert sorted(r.id for r in removed.page.rows) == gone
    assert {r.values["alasan_hapus"] for r in removed.page.rows} == {WHY}
    assert {r.values["dihapus_oleh"] for r in removed.page.rows} == {person.username}
    assert restore(rt, person, gone, "ternyata sah") == HasilModerasi(8, 0, (date(2023, 1, 1),))
    assert everything(rt, person) == before
    assert check_rekap(rt) == []
    # What everyone has read stays, whatever is moderated afterwards.
    assert load_public_document(rt, kunci="", layanan_kode="", periode=ALL) == public


def test_the_counters_can_be_rebuilt_without_the_removed(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    fill(rt, cast)
    remove(rt, person, ids_of(rt)[:10], WHY)
    during = everything(rt, person)
    rebuild_rekap(rt)
    assert everything(rt, person) == during


def test_a_moved_answer_counts_where_it_belongs(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    submit(rt, "layanan-a1", isian(u1="1"))
    submit(rt, "layanan-b1")
    [wrong] = ids_of(rt, "layanan-a1")
    changed: list[int] = []
    rt.listeners.append(changed.append)
    assert move(rt, person, [wrong], "layanan-b1", "salah pilih layanan").diubah == 1
    assert sorted(changed) == sorted([cast.upp["upp-a"], cast.upp["upp-b"]])
    assert load_figures(rt, person, kunci="upp-a", periode=ALL).hasil.n == 0
    assert load_figures(rt, person, kunci="upp-b", periode=ALL).hasil.n == 2
    assert check_rekap(rt) == []
    assert move(rt, person, [wrong], "layanan-b1", "sekali lagi") == HasilModerasi(0, 1)
    remove(rt, person, [wrong], WHY)
    with pytest.raises(ConflictError) as caught:
        move(rt, person, [wrong], "layanan-a1", WHY)
    assert caught.value.code == "moderasi.removed"


def test_twice_is_once(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    submit(rt, "layanan-a1")
    ids = ids_of(rt)
    assert remove(rt, person, [*ids, *ids], WHY) == HasilModerasi(1, 0)
    assert remove(rt, person, ids, WHY) == HasilModerasi(0, 1)
    assert restore(rt, person, ids, WHY) == HasilModerasi(1, 0)
    assert restore(rt, person, ids, WHY) == HasilModerasi(0, 1)
    assert check_rekap(rt) == []


def test_two_people_at_once_remove_once(rt: Runtime, cast: Cast) -> None:
    people = [cast.people[Role.ADMIN_PEMPROV], cast.people[Role.ADMIN_UPP]]
    for _ in range(12):
        submit(rt, "layanan-a1")
    ids = ids_of(rt)
    with ThreadPoolExecutor(8) as pool:
        done = list(
            pool.map(
                lambda n: remove(rt, people[n % 2], ids if n % 3 else ids[::-1], WHY), range(16)
            )
        )
    assert sum(d.diubah for d in done) == len(ids)
    assert load_figures(rt, people[0], periode=ALL).hasil.n == 0
    assert check_rekap(rt) == []
    with rt.reading() as session:
        assert len(session.exec(select(Audit).where(Audit.aksi == "jawaban.hapus")).all()) == 12


@pytest.mark.parametrize("acts", [250, pytest.param(1000, marks=pytest.mark.long)])
def test_many_acts_by_eight_people_leave_the_counters_right(
    rt: Runtime, cast: Cast, acts: int
) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    fill(rt, cast, 60)
    ids = ids_of(rt)
    kinds = list(cast.layanan)

    def act(seed: int) -> None:
        rng = random.Random(seed)
        some = rng.sample(ids, rng.randint(1, 6))
        match rng.randrange(4):
            case 0:
                submit(rt, rng.choice(kinds), random_isian(rng), day=date(2023, 2, 1))
            case 1:
                remove(rt, person, some, WHY)
            case 2:
                restore(rt, person, some, WHY)
            case _:
                try:
                    move(rt, person, some, rng.choice(kinds), WHY)
                except ConflictError:
                    return  # one of them is removed just now

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(acts)))
    assert check_rekap(rt) == []
    with rt.reading() as session:
        active = session.exec(select(Jawaban).where(col(Jawaban.dihapus_pada).is_(None))).all()
    assert load_figures(rt, person, periode=ALL).hasil.n == len(active)


def test_every_act_is_in_the_audit_trail(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_UPP]
    submit(rt, "layanan-a1", isian(saran="treewww"))
    ids = ids_of(rt)
    review(rt, person, ids)
    remove(rt, person, ids, WHY)
    restore(rt, person, ids, "ternyata sah")
    move(rt, person, ids, "layanan-a2", "salah layanan")
    with rt.reading() as session:
        lines = session.exec(
            select(Audit).where(col(Audit.aksi).startswith("jawaban.")).order_by(col(Audit.id))
        ).all()
        found = [(a.aksi, a.operator_id, a.objek, a.rincian.get("alasan")) for a in lines]
    who, what = person.operator_id, f"jawaban/{ids[0]}"
    assert found == [
        ("jawaban.tinjau", who, what, None),
        ("jawaban.hapus", who, what, WHY),
        ("jawaban.pulihkan", who, what, "ternyata sah"),
        ("jawaban.pindah", who, what, "salah layanan"),
    ]


def test_another_upp_does_not_exist(rt: Runtime, cast: Cast) -> None:
    submit(rt, "layanan-a1", isian(saran="rahasia dari A"))
    submit(rt, "layanan-b1", isian(saran="milik B"))
    [of_a], [of_b] = ids_of(rt, "layanan-a1"), ids_of(rt, "layanan-b1")
    admin_b = cast.admin_b
    for act in (
        lambda ids: remove(rt, admin_b, ids, WHY),
        lambda ids: restore(rt, admin_b, ids, WHY),
        lambda ids: move(rt, admin_b, ids, "layanan-b1", WHY),
        lambda ids: review(rt, admin_b, ids),
    ):
        for ids in ([of_a], [of_a, of_b], [999_999]):
            with pytest.raises(NotFoundError) as caught:
                act(ids)
            assert caught.value.code == "jawaban.unknown"
    with pytest.raises(NotFoundError) as caught:
        move(rt, admin_b, [of_b], "layanan-a1", WHY)
    assert caught.value.code == "layanan.unknown"
    for table in (TABLE_PENILAIAN, TABLE_RESPONDEN):
        view = load_table(rt, admin_b, table, {})
        assert (view.page.total, view.page.overall) == (1, 1)
        assert [r.id for r in view.page.rows] == [of_b]
        assert "UPP-A" not in repr(view.options)
        assert "layanan-a1" not in repr(view.options)
        for given in ({"upp": "upp-a"}, {"layanan": "layanan-a1"}, {"upp": "upp-a+upt"}):
            with pytest.raises(NotFoundError):
                load_table(rt, admin_b, table, given)
    assert load_table(rt, admin_b, TABLE_PENILAIAN, {"cari": "rahasia"}).page.total == 0
    with pytest.raises(NotFoundError):
        load_kelompok(rt, admin_b, {"upp": "upp-a"})
    assert check_rekap(rt) == []


@pytest.mark.parametrize("role", list(Role))
def test_role_by_act(rt: Runtime, cast: Cast, role: Role) -> None:
    submit(rt, "layanan-a1")
    ids, person = ids_of(rt), cast.people[role]
    acts = (
        lambda p: remove(rt, p, ids, WHY),
        lambda p: restore(rt, p, ids, WHY),
        lambda p: move(rt, p, ids, "layanan-a2", WHY),
        lambda p: review(rt, p, ids),
    )
    for act in acts:
        if role in {Role.ADMIN_UPP, Role.ADMIN_PEMPROV}:
            act(person)
        else:
            with pytest.raises(ForbiddenError):
                act(person)
        with pytest.raises(UnauthenticatedError):
            act(None)
    reads = role not in {Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM}
    for table in (TABLE_PENILAIAN, TABLE_RESPONDEN):
        if reads:
            assert load_table(rt, person, table, {}).page.total == 1
        else:
            with pytest.raises(ForbiddenError):
                load_table(rt, person, table, {})


def test_an_act_needs_rows_and_a_reason(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    for ids, why, code in (
        ([], WHY, "moderasi.none"),
        (range(1, 102), WHY, "moderasi.many"),
        ([1], " ", "alasan.missing"),
        ([1], "x" * 501, "alasan.too_long"),
    ):
        with pytest.raises(DomainError) as caught:
            remove(rt, person, ids, why)  # type: ignore[arg-type]
        assert caught.value.code == code


def test_marks_come_with_the_answer_and_go_with_a_review(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    submit(rt, "layanan-a1", isian(saran="treewww"))
    submit(rt, "layanan-a1", isian(saran="bagus sekali"))
    submit(rt, "layanan-a1", isian(saran="sangat lambat", **{f"u{i}": "4" for i in range(1, 10)}))
    same = "Tolong AC di ruang tunggu diperbaiki"
    for kode in ("layanan-a1", "layanan-a2", "layanan-a1"):
        submit(rt, kode, isian(saran=same))
    clock.advance(timedelta(minutes=40))
    submit(rt, "layanan-a1", isian(saran=same))

    def marked() -> dict[int, Tanda]:
        view = load_table(rt, person, TABLE_PENILAIAN, {"tinjau": "perlu", "ukuran": "100"})
        return {r.id: Tanda(r.values["tanda"]) for r in view.page.rows}

    ids = ids_of(rt)
    assert marked() == {ids[0]: Tanda.TEKS_ACAK, ids[2]: Tanda.BERTENTANGAN}
    for _ in range(2):
        submit(rt, "layanan-a1", isian(saran=same.upper() + "!"))
    later = ids_of(rt)[-3:]
    assert {i: t for i, t in marked().items() if i in later} == dict.fromkeys(later, Tanda.BERULANG)
    before = marked()
    assert mark_all(rt) == 0
    assert marked() == before
    assert review(rt, person, [ids[0], ids[1]]) == HasilModerasi(1, 1)
    assert ids[0] not in marked()
    assert mark_all(rt) == 0
    assert ids[0] not in marked()
    view = load_table(rt, person, TABLE_PENILAIAN, {"tinjau": "tidak", "ukuran": "100"})
    assert {r.id for r in view.page.rows} == set(ids_of(rt)) - set(marked())


def test_answers_that_were_there_before_are_marked_too(rt: Runtime, cast: Cast) -> None:
    submit(rt, "layanan-a1", isian(saran="asdfgh"))
    with rt.writing() as session:
        session.connection().execute(text("UPDATE jawaban SET tanda = 0"))
    seen: list[int] = []
    assert mark_all(rt, Ambang(), progress=seen.append) == 1
    assert seen[-1] == 1


def test_paper_bears_no_time(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    same = "Petugas sangat membantu kami"

    def paper(count: int) -> None:
        for _ in range(count):
            enter_jawaban(
                *(rt, person),
                uuid_text=str(uuid.uuid4()),
                layanan_kode="layanan-a1",
                tanggal=rt.today().isoformat(),
                isian=isian(saran=same),
            )

    def bits() -> list[int]:
        with rt.reading() as session:
            return list(session.exec(select(Jawaban.tanda).order_by(col(Jawaban.id))))

    paper(4)
    submit(rt, "layanan-a1", isian(saran=same))
    submit(rt, "layanan-a1", isian(saran=same))
    paper(1)
    assert bits() == [0] * 7
    assert mark_all(rt) == 0
    submit(rt, "layanan-a1", isian(saran=same))  # now three have come in at one moment, online
    assert bits() == [0, 0, 0, 0, Tanda.BERULANG, Tanda.BERULANG, 0, Tanda.BERULANG]
    with rt.writing() as session:  # a duration on paper would be that of the typing
        session.connection().execute(text("UPDATE jawaban SET durasi_detik = 100"))
        session.connection().execute(
            text("UPDATE jawaban SET durasi_detik = 1 WHERE sumber = 'kertas'")
        )
    assert mark_all(rt, Ambang(cepat_sampel=1)) == 0


def test_too_fast_is_told_by_what_others_need(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    for i in range(31):
        send(rt, "layanan-a1", durasi=100 + i)
    fresh = Runtime(rt.engine, rt.settings, rt.clock)  # the median is kept for a while
    for durasi in (20, 60, None):
        send(fresh, "layanan-a1", durasi=durasi)
    view = load_table(rt, person, TABLE_PENILAIAN, {"tinjau": "perlu"})
    assert [(r.id, r.values["tanda"]) for r in view.page.rows] == [(ids_of(rt)[31], Tanda.CEPAT)]


def test_marks_set_one_by_one_are_those_of_all_at_once(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    rng = random.Random(8)
    said = ["Ruang tunggu perlu AC", "Loket sering tutup", "Parkir terlalu sempit sekali"]
    for _ in range(80):
        submit(rt, "layanan-a1", isian(saran=rng.choice(said)))
        clock.advance(timedelta(minutes=rng.choice((0, 1, 5, 9, 14, 31))))
    with rt.reading() as session:
        bits = set(session.exec(select(Jawaban.tanda)))
    assert bits == {0, Tanda.BERULANG}
    assert mark_all(rt) == 0


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_repeated_suggestion_is_looked_up_and_not_searched_for(rt: Runtime, cast: Cast) -> None:
    """Inside the write lock: what a submit costs must not grow with the answers of the day."""
    asked: list[tuple[str, Any]] = []

    @event.listens_for(rt.engine, "before_cursor_execute")
    def _hear(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT jawaban.id, jawaban.tanda, jawaban.saran"):
            asked.append((statement, parameters))

    submit(rt, "layanan-a1", isian(saran="Ruang tunggu perlu AC"))
    submit(rt, "layanan-a1", isian(saran="Terima kasih"))  # too short to be looked for
    [(statement, parameters)] = asked
    with rt.engine.connect() as connection:
        plan = repr(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all())
    assert "ix_jawaban_saran_sidik (layanan_id=? AND saran_sidik=? AND waktu" in plan
    assert "LIMIT" in statement


def test_a_removal_is_taken_back_once_and_by_the_moment_it_was_done(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    person, above = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    for _ in range(4):
        submit(rt, "layanan-a1", isian())
    ids, before = ids_of(rt), everything(rt, above)
    first = remove(rt, person, ids[:3], WHY).pada
    assert first is not None
    # One was brought back by hand, and one of those removed again: that removal is another.
    restore(rt, above, ids[:2], "keliru")
    clock.advance(timedelta(seconds=1))
    second = remove(rt, above, ids[:1], WHY).pada
    assert second is not None
    assert undo_remove(rt, person, ids[:3], first) == HasilModerasi(1, 2)
    assert load_figures(rt, person, periode=ALL).rekap.n == 3
    for who, told in ((person, "Anda sendiri"), (above, person.username)):
        with pytest.raises(ConflictError, match=f"sudah diurungkan oleh {told}, ") as caught:
            undo_remove(rt, who, ids[:3], first)
        assert caught.value.code == "moderasi.undone"
    assert undo_remove(rt, above, ids[:1], second) == HasilModerasi(1, 0)
    assert everything(rt, above) == before
    assert check_rekap(rt) == []
    with pytest.raises(NotFoundError):
        undo_remove(rt, cast.admin_b, ids[:1], second)
    with pytest.raises(ForbiddenError):
        undo_remove(rt, cast.people[Role.PIMPINAN], ids[:1], second)
    with pytest.raises(UnauthenticatedError):
        undo_remove(rt, None, ids[:1], second)


def test_a_removal_is_taken_back_without_a_reason_for_a_minute_only(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    person = cast.people[Role.ADMIN_UPP]
    submit(rt, "layanan-a1", isian())
    for late in (False, True):
        pada = remove(rt, person, ids_of(rt), WHY).pada
        assert pada is not None
        clock.advance(timedelta(seconds=60 + late))
        if not late:
            assert undo_remove(rt, person, ids_of(rt), pada) == HasilModerasi(1, 0)
            continue
        with pytest.raises(ConflictError, match="Pulihkan") as caught:
            undo_remove(rt, person, ids_of(rt), pada)
        assert caught.value.code == "moderasi.undo_late"
    assert load_figures(rt, person, periode=ALL).rekap.n == 0


def test_every_act_tells_who_watches_the_figures(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    submit(rt, "layanan-a1", isian())
    submit(rt, "layanan-b1", isian())
    ids, both = ids_of(rt), sorted(cast.upp[k] for k in ("upp-a", "upp-b"))
    told: list[int] = []
    rt.listeners.append(told.append)
    pada = remove(rt, person, ids, WHY).pada
    assert pada is not None
    undo_remove(rt, person, ids, pada)
    remove(rt, person, ids, WHY)
    restore(rt, person, ids, "keliru")
    assert told == both * 4
    told.clear()
    move(rt, person, ids[:1], "layanan-b1", WHY)
    assert told == both


def test_who_undoes_at_once_with_another_takes_back_nothing_twice(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    people = (cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV])
    for _ in range(3):
        submit(rt, "layanan-a1", isian())
    pada = remove(rt, people[0], ids_of(rt), WHY).pada
    assert pada is not None

    def undo(person: Principal) -> str:
        try:
            return str(undo_remove(rt, person, ids_of(rt), pada).diubah)
        except ConflictError as error:
            return error.code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(undo, people)) == ["3", "moderasi.undone"]
    assert check_rekap(rt) == []
