"""Rules: who may have which, when they speak, and that they speak once, to whom it concerns."""

import threading
from datetime import date, timedelta

import pytest
from sqlmodel import select

from sekampadi.db.models import Jawaban, Operator, Outbox, Peringatan
from sekampadi.domain.errors import ConflictError, FieldErrors, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.notifikasi.peringatan import ATURAN_MAKS
from sekampadi.services.moderasi import moderasi
from sekampadi.services.notifikasi.notifikasi import count_unread, load_notifikasi, mark_read
from sekampadi.services.notifikasi.outbox import claim
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.notifikasi.peringatan import list_aturan, remove_aturan, save_aturan
from sekampadi.services.notifikasi.peringatan_kabar import check_ikm, handle_jawaban
from sekampadi.services.sistem.audit.penjaga import lifted
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast

BURUK = {"jenis": "buruk", "cakupan": ""}
KATA = {"jenis": "kata", "cakupan": "", "kata": "pungli, calo"}
IKM = {"jenis": "ikm", "cakupan": "", "ambang": "76,61", "min_n": "3"}


def judul(rt: Runtime, person: Principal) -> list[str]:
    return [row.judul for row in load_notifikasi(rt, person).baris]


def work(rt: Runtime) -> None:
    PekerjaOutbox(rt).step()


def waiting(rt: Runtime) -> int:
    with rt.reading() as session:
        return len(session.exec(select(Outbox)).all())


def buruk(rt: Runtime, layanan: str, saran: str = "", **more: object) -> None:
    factories.submit(rt, layanan, factories.isian(umum="1", saran=saran, **more))


def low(rt: Runtime, layanan: str, count: int, score: str = "2") -> None:
    for _ in range(count):
        factories.submit(rt, layanan, factories.isian(**{f"u{i}": score for i in range(1, 10)}))


def set_account(rt: Runtime, person: Principal, **values: object) -> None:
    with rt.writing() as session:
        operator = session.get(Operator, person.operator_id)
        assert operator is not None
        for name, value in values.items():
            setattr(operator, name, value)
        session.add(operator)


def test_one_notice_for_each_buruk_and_none_for_others(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]
    save_aturan(rt, leader, BURUK)
    factories.submit(rt, "layanan-a1")
    assert waiting(rt) == 0, "an answer nobody asked about costs no line"
    buruk(rt, "layanan-a1", "Meja penuh debu")
    buruk(rt, "layanan-b1")
    assert waiting(rt) == 2
    work(rt)
    work(rt)
    rows = load_notifikasi(rt, leader).baris
    assert [r.judul for r in rows] == ["Penilaian Buruk", "Penilaian Buruk"]
    assert rows[1].isi == "1 jawaban untuk Layanan a1, UPP-A, 15 Mei 2023."
    assert rows[1].saran == "Meja penuh debu"
    assert "upp=upp-a" in rows[1].tautan


def test_a_submit_sent_twice_is_told_once(rt: Runtime, cast: Cast) -> None:
    import uuid

    leader = cast.people[Role.PIMPINAN]
    save_aturan(rt, leader, BURUK)
    identity = uuid.uuid4()
    for _ in range(3):
        factories.submit(rt, "layanan-a1", factories.isian(umum="1"), identity=identity)
        work(rt)
    assert len(judul(rt, leader)) == 1


def test_an_answer_that_is_not_stored_leaves_nothing(
    rt: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_aturan(rt, cast.people[Role.PIMPINAN], BURUK)
    from sekampadi.services.survei import storing

    real = storing.note_jawaban

    def cut(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]
        raise OSError("power cut")

    monkeypatch.setattr(storing, "note_jawaban", cut)
    with pytest.raises(OSError, match="power cut"):
        buruk(rt, "layanan-a1")
    assert waiting(rt) == 0


def test_two_workers_racing_write_one_notice(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]
    save_aturan(rt, leader, BURUK)
    buruk(rt, "layanan-a1")
    pesan = claim(rt)
    assert pesan is not None
    barrier = threading.Barrier(2)
    failures: list[BaseException] = []

    def handle() -> None:
        barrier.wait()
        try:
            handle_jawaban(rt, pesan)
        except BaseException as error:  # a thread's failure must reach the test
            failures.append(error)

    threads = [threading.Thread(target=handle) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert judul(rt, leader) == ["Penilaian Buruk"]


def test_a_worker_that_dies_between_reading_and_writing_is_followed(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    leader = cast.people[Role.PIMPINAN]
    save_aturan(rt, leader, BURUK)
    buruk(rt, "layanan-a1")
    assert claim(rt) is not None  # and is never heard of again
    work(rt)
    assert judul(rt, leader) == []
    clock.advance(timedelta(minutes=3))
    work(rt)
    assert judul(rt, leader) == ["Penilaian Buruk"]


def test_words_are_found_and_told_without_the_text(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN_UPP]
    save_aturan(rt, leader, KATA)
    factories.submit(rt, "layanan-a1", factories.isian(saran="Ada CALO dan Pungli!"))
    factories.submit(rt, "layanan-a1", factories.isian(saran="pungliwati ramah"))
    factories.submit(rt, "layanan-b1", factories.isian(saran="pungli di sana"))
    assert waiting(rt) == 1
    work(rt)
    (row,) = load_notifikasi(rt, leader).baris
    assert row.judul == "Saran memuat “calo”"
    assert "Pungli" not in row.judul + row.isi
    assert row.saran == "Ada CALO dan Pungli!"


def test_several_rules_of_a_person_become_one_notice(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]
    for rule in (BURUK, {**BURUK, "cakupan": "upp-a"}, KATA):
        save_aturan(rt, leader, rule)
    buruk(rt, "layanan-a1", "pungli")
    work(rt)
    assert judul(rt, leader) == ["Penilaian Buruk dengan saran yang memuat “pungli”"]


def test_everybody_is_told_of_his_own_part_only(rt: Runtime, cast: Cast) -> None:
    upp_a, upp_b = cast.people[Role.ADMIN_UPP], cast.admin_b
    for person in (upp_a, upp_b, cast.admin_c, cast.admin_upt, cast.people[Role.PIMPINAN]):
        save_aturan(rt, person, BURUK)
    save_aturan(rt, cast.people[Role.KETUA_TIM], {**BURUK, "cakupan": "upp-b"})
    buruk(rt, "layanan-b1")
    buruk(rt, "layanan-t1")  # of an UPT: its parent sees it, too
    work(rt)
    told = {
        p.username: len(judul(rt, p))
        for p in (*cast.people.values(), upp_b, cast.admin_c, cast.admin_upt)
        if p.role is not Role.PETUGAS_LAYANAN
    }
    assert {name for name, n in told.items() if n} == {
        *("admin-b", "admin-c", "admin-upt", "pimpinan", "ketua_tim")
    }
    assert told["pimpinan"] == 2
    assert told["ketua_tim"] == 1


def test_a_part_outside_the_scope_is_not_found(rt: Runtime, cast: Cast) -> None:
    for cakupan in ("upp-b", "upp-b+upt", "tidak-ada"):
        with pytest.raises(FieldErrors) as caught:
            save_aturan(rt, cast.people[Role.ADMIN_UPP], {**BURUK, "cakupan": cakupan})
        assert caught.value.errors["cakupan"].code == "upp.unknown"
    assert list_aturan(rt, cast.people[Role.ADMIN_UPP]) == []


@pytest.mark.parametrize("rule", [BURUK, KATA, IKM])
def test_who_reads_no_answers_has_no_rules_about_them(
    rt: Runtime, cast: Cast, rule: dict[str, str]
) -> None:
    for role in (Role.PENGELOLA_SISTEM, Role.PETUGAS_LAYANAN):
        with pytest.raises(ForbiddenError):
            save_aturan(rt, cast.people[role], rule)


def test_nobody_touches_the_rules_of_others(rt: Runtime, cast: Cast) -> None:
    save_aturan(rt, cast.people[Role.PIMPINAN], BURUK)
    (rule,) = list_aturan(rt, cast.people[Role.PIMPINAN])
    for person in (cast.people[Role.ADMIN_PEMPROV], cast.admin_b):
        with pytest.raises(NotFoundError):
            save_aturan(rt, person, BURUK, rule.id)
        with pytest.raises(NotFoundError):
            remove_aturan(rt, person, rule.id)
        assert list_aturan(rt, person) == []
    with pytest.raises(NotFoundError):
        save_aturan(rt, cast.people[Role.PIMPINAN], KATA, rule.id)  # a rule keeps its kind


@pytest.mark.parametrize(
    "change",
    [
        {"role": Role.PETUGAS_LAYANAN.value},
        {"role": Role.PENGELOLA_SISTEM.value, "upp_id": None},
        {"aktif": False},
        {"harus_ganti": True},
        {"upp_id": "upp-b"},
    ],
)
def test_a_demoted_account_gets_nothing_and_sees_nothing_any_more(
    rt: Runtime, cast: Cast, change: dict[str, object]
) -> None:
    person = cast.people[Role.PIMPINAN_UPP]
    for rule in (BURUK, KATA, IKM):
        save_aturan(rt, person, rule)
    buruk(rt, "layanan-a1", "pungli")
    work(rt)
    assert count_unread(rt, person) == 1
    if change.get("upp_id"):
        change = {"upp_id": cast.upp[str(change["upp_id"])]}
    buruk(rt, "layanan-a1", "pungli lagi")  # is in the outbox already
    set_account(rt, person, **change)
    low(rt, "layanan-a1", 5, "1")
    work(rt)
    from sekampadi.services.akun.sesi import principal_of

    with rt.reading() as session:
        now = principal_of(session, person.operator_id)
    if now is not None:
        assert count_unread(rt, now) == 0
    set_account(
        rt, person, role=person.role.value, aktif=True, harus_ganti=False, upp_id=person.upp_id
    )
    assert count_unread(rt, person) == 1, "nothing was written meanwhile"


def test_a_removed_answer_takes_its_suggestion_out_of_the_notice(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]
    save_aturan(rt, leader, KATA)
    factories.submit(rt, "layanan-a1", factories.isian(saran="pungli oleh Budi"))
    work(rt)
    with rt.reading() as session:
        jawaban_id = session.exec(select(Jawaban.id)).one()
    assert jawaban_id is not None
    moderasi.remove(rt, cast.people[Role.ADMIN_PEMPROV], [jawaban_id], "Menyebut nama orang")
    (row,) = load_notifikasi(rt, leader).baris
    assert "Budi" not in repr(row)


def test_an_answer_removed_before_the_worker_came_is_not_told(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]
    save_aturan(rt, leader, BURUK)
    buruk(rt, "layanan-a1")
    with rt.reading() as session:
        jawaban_id = session.exec(select(Jawaban.id)).one()
    assert jawaban_id is not None
    moderasi.remove(rt, cast.people[Role.ADMIN_PEMPROV], [jawaban_id], "Bukan jawaban sungguhan")
    work(rt)
    assert judul(rt, leader) == []


def test_a_changed_or_removed_rule_counts_at_once(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]
    save_aturan(rt, leader, {**BURUK, "cakupan": "upp-b"})
    (rule,) = list_aturan(rt, leader)
    buruk(rt, "layanan-a1")
    save_aturan(rt, leader, {**BURUK, "cakupan": "upp-a"}, rule.id)
    buruk(rt, "layanan-a1")
    work(rt)
    assert len(judul(rt, leader)) == 1
    remove_aturan(rt, leader, rule.id)
    buruk(rt, "layanan-a1")
    work(rt)
    assert len(judul(rt, leader)) == 1
    assert waiting(rt) == 1, "only the one that was told"


def test_a_low_ikm_is_told_once_a_day_with_its_n(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    leader = cast.people[Role.PIMPINAN]
    save_aturan(rt, leader, {**IKM, "cakupan": "upp-a"})
    low(rt, "layanan-a1", 2)
    assert check_ikm(rt) == 0, "two answers are too few"
    low(rt, "layanan-a2", 1)
    assert check_ikm(rt) == 1
    low(rt, "layanan-a1", 2)
    assert check_ikm(rt) == 0, "told today already"
    (row,) = load_notifikasi(rt, leader).baris
    assert row.judul == "IKM UPP-A di bawah 76,61"
    assert row.isi == (
        "Nilai IKM 49,95 dari 3 jawaban, 9 Mei 2023 s.d. 15 Mei 2023. Selisihnya dengan batas "
        "mungkin hanya kebetulan. Terlalu sedikit untuk margin (kurang dari 10 jawaban)."
    )
    assert row.tautan == "/admin?cakupan=upp-a"
    clock.advance(timedelta(days=1))
    assert check_ikm(rt) == 1
    clock.set_local(date(2023, 5, 22))
    assert check_ikm(rt) == 0, "the answers are older than a week"


def test_two_thresholds_of_one_part_speak_once_a_day(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]
    save_aturan(rt, leader, IKM)
    save_aturan(rt, leader, {**IKM, "ambang": "90"})
    save_aturan(rt, leader, {**IKM, "cakupan": "upp-a"})
    low(rt, "layanan-a1", 3)
    check_ikm(rt)
    assert sorted(judul(rt, leader)) == [
        "IKM Provinsi Kalimantan Barat di bawah 76,61",
        "IKM UPP-A di bawah 76,61",
    ]


def test_a_good_or_equal_ikm_is_not_told(rt: Runtime, cast: Cast) -> None:
    save_aturan(rt, cast.people[Role.PIMPINAN], {**IKM, "ambang": "74,93"})
    low(rt, "layanan-a1", 5, "3")  # 74.925, which is 74.93
    assert check_ikm(rt) == 0
    save_aturan(rt, cast.people[Role.PIMPINAN], {**IKM, "ambang": "74,94"})
    assert check_ikm(rt) == 1


def test_an_upp_head_is_told_of_his_own_ikm_only(rt: Runtime, cast: Cast) -> None:
    head = cast.people[Role.PIMPINAN_UPP]
    save_aturan(rt, head, IKM)
    low(rt, "layanan-b1", 5)
    assert check_ikm(rt) == 0
    low(rt, "layanan-a1", 5)
    assert check_ikm(rt) == 1
    assert judul(rt, head) == ["IKM UPP-A di bawah 76,61"]


def test_two_workers_looking_at_once_tell_a_low_ikm_once(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]
    save_aturan(rt, leader, IKM)
    low(rt, "layanan-a1", 3)
    written: list[int] = []
    barrier = threading.Barrier(2)

    def look() -> None:
        barrier.wait()
        written.append(check_ikm(rt))

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(written) == [0, 1]
    assert len(judul(rt, leader)) == 1


def test_nobody_has_endless_rules(rt: Runtime, cast: Cast) -> None:
    leader = cast.people[Role.PIMPINAN]
    with rt.writing() as session:
        session.add_all(
            Peringatan(operator_id=leader.operator_id, jenis="buruk", dibuat=rt.now())
            for _ in range(ATURAN_MAKS)
        )
    with pytest.raises(ConflictError):
        save_aturan(rt, leader, BURUK)


def test_a_deleted_account_takes_its_notices_along(rt: Runtime, cast: Cast) -> None:
    person = factories.make_operator(rt, "baru", Role.PIMPINAN)
    save_aturan(rt, person, BURUK)
    buruk(rt, "layanan-a1")
    work(rt)
    mark_read(rt, person)
    with rt.writing() as session:
        with lifted(session.connection()):
            session.connection().exec_driver_sql("DELETE FROM audit")
        session.delete(session.get(Operator, person.operator_id))
    with rt.reading() as session:
        assert session.exec(select(Peringatan)).all() == []
