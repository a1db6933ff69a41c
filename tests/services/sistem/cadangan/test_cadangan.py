"""A backup holds everything, comes back the same, and is no file at all when it is not whole."""

import stat
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlmodel import col, select

from sekampadi.db.migrate import downgrade, is_current
from sekampadi.db.models import Jawaban, Operator
from sekampadi.db.queries.tindak_lanjut import BuktiRow
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Role
from sekampadi.services.akun.masuk import finish_login
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.sistem.audit.periksa import check_audit
from sekampadi.services.sistem.cadangan.cadangan import backup
from sekampadi.services.sistem.cadangan.pindah import move_data
from sekampadi.services.sistem.cadangan.pulih import SETTINGS_FILE, restore
from sekampadi.services.sistem.cadangan.terakhir import last_backup
from sekampadi.services.sistem.cadangan.uji import verify_backup
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import check_files, keeping_files
from sekampadi.services.tindak_lanjut.bukti import add_bukti, remove_bukti
from tests.bukti import DuaKegiatan, picture
from tests.conftest import Copy, SettableClock
from tests.factories import PASSWORD, connect_wall, isian, submit
from tests.faktor import NEXT, begin, set_up
from tests.services.sistem.cadangan.conftest import digests, read_files, without_audit


def test_everything_comes_back(
    rt: Runtime, empty: Runtime, sidik: list[str], tmp_path: Path
) -> None:
    before = digests(rt)
    made = backup(rt, tmp_path / "cadangan")
    assert made.path.name == "sekampadi-20230515-100000.tar"
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert [p.name for p in made.path.parent.iterdir()] == [made.path.name]
    assert (made.manifest.missing, made.changed, made.tried) == ([], [], True)
    assert made.manifest.tables["jawaban"].rows == 8
    assert made.manifest.tables["bukti_kegiatan"].rows == 2
    assert len(made.manifest.evidence) == 3

    done = restore(empty, made.path)
    assert (done.differences, done.kept, done.same_key) == ([], None, True)
    assert digests(empty) == before == digests(rt)
    assert is_current(empty.engine)
    files = read_files(empty.settings.data_dir)
    assert files == read_files(rt.settings.data_dir)
    assert len(files) == 3
    assert check_files(empty).differences == ()
    # It is alive: the next answer is counted.
    submit(empty, "layanan-a1", isian(), day=date(2023, 5, 15))
    assert check_rekap(empty) == []


def test_what_was_used_up_since_is_not_good_again(
    rt: Runtime, empty: Runtime, clock: SettableClock, tmp_path: Path
) -> None:
    with rt.reading() as session:
        username = session.exec(
            select(Operator.username).where(col(Operator.role) == Role.ADMIN_PEMPROV.value)
        ).first()
    assert username
    token, _ = redeem_ticket(rt, issue_ticket(rt, username, PASSWORD))
    person = find_principal(rt, token)
    assert person is not None
    phone = set_up(rt, person, token=token)
    _, wall = connect_wall(rt, person)
    made = backup(rt, tmp_path / "cadangan")
    restore(empty, made.path)
    for secret in (token, wall):
        assert find_principal(rt, secret) is not None
        assert find_principal(empty, secret) is None
    clock.advance(NEXT)
    waiting = begin(empty, username)
    with pytest.raises(DomainError) as caught:
        finish_login(empty, waiting, phone.pemulihan[0])
    assert caught.value.code == "kode.unknown"
    assert finish_login(empty, waiting, phone.code(empty.now()))
    assert check_audit(empty).utuh


def test_a_backup_of_before_the_key_was_replaced_says_no_other_key(
    rt: Runtime, empty: Runtime, tmp_path: Path
) -> None:
    made = backup(rt, tmp_path / "cadangan", verify=False)
    new = {"secret_key": SecretStr("x" * 40)}
    empty.settings = empty.settings.model_copy(update=new)
    assert not restore(empty, made.path).same_key
    new["secret_key_old"] = rt.settings.secret_key
    empty.settings = empty.settings.model_copy(update=new)
    assert restore(empty, made.path, replace_data=True).same_key


def test_the_last_one_that_was_tried_out_is_remembered(
    rt: Runtime, clock: SettableClock, tmp_path: Path
) -> None:
    assert last_backup(rt.settings) is None
    backup(rt, tmp_path / "cadangan", verify=False)
    assert last_backup(rt.settings) is None
    backup(rt, tmp_path / "cadangan")
    assert last_backup(rt.settings) == clock()
    note = rt.settings.data_dir / "cadangan-terakhir.txt"
    for text in ("", "kemarin", "2023-05-15", "\0" * 99, "é"):
        note.write_text(text, encoding="utf-8")
        assert last_backup(rt.settings) is None


def test_settings_come_along_and_are_nobody_elses(
    rt: Runtime, empty: Runtime, tmp_path: Path
) -> None:
    restore(empty, backup(rt, tmp_path / "cadangan").path)
    path = empty.settings.data_dir / SETTINGS_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "SEKAMPADI_SECRET_KEY='a-secret-of-the-tests-with-32-characters'" in lines
    assert "SEKAMPADI_BASE_URL='http://localhost:3000'" in lines
    assert not [line for line in lines if "DATABASE_URL" in line or "DATA_DIR" in line]


def test_what_answers_meanwhile_is_in_it_wholly_or_not(
    rt: Runtime, empty: Runtime, copied: Copy, sidik: list[str], tmp_path: Path
) -> None:
    """Three answer and one adds and removes evidence for as long as two backups take."""
    stop = threading.Event()
    acknowledged: list[list[object]] = [[], [], []]
    errors: list[BaseException] = []
    dua: DuaKegiatan = copied.made
    admin = dua.cast.people[Role.ADMIN_UPP]

    def answer(mine: list[object]) -> None:
        try:
            while not stop.is_set():
                mine.append(submit(rt, "layanan-a1", isian()))
        except BaseException as error:
            errors.append(error)

    def handle_evidence() -> None:
        try:
            number = 0
            while not stop.is_set():
                number += 1
                data = picture(size=(40 + number % 50, 40))
                one = add_bukti(rt, admin, dua.kegiatan[1], nama="a.jpg", data=data)
                remove_bukti(rt, admin, one.id)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=answer, args=(mine,)) for mine in acknowledged]
    threads.append(threading.Thread(target=handle_evidence))
    for thread in threads:
        thread.start()
    try:
        while not all(len(mine) >= 3 for mine in acknowledged) and not errors:
            time.sleep(0.01)
        backup(rt, tmp_path / "satu")
        before = [len(mine) for mine in acknowledged]
        made = backup(rt, tmp_path / "dua")
        after = [len(mine) for mine in acknowledged]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert errors == []
    assert sum(after) > sum(before)  # they did answer meanwhile

    done = restore(empty, made.path)
    assert done.differences == []  # every answer is counted, and nothing else
    with empty.reading() as session:
        stored = set(session.exec(select(Jawaban.uuid)))
    for mine, least in zip(acknowledged, before, strict=True):
        there = [one in stored for one in mine]
        assert there == sorted(there, reverse=True)  # up to one moment, none left out
        assert sum(there) >= least
    assert made.manifest.missing == []
    assert check_files(empty).missing == ()


def test_evidence_that_comes_and_goes_on_the_way(
    rt: Runtime, empty: Runtime, copied: Copy, tmp_path: Path
) -> None:
    """What is there at the moment of the copy is saved, though it goes before it is packed."""
    dua: DuaKegiatan = copied.made
    admin = dua.cast.people[Role.ADMIN_UPP]

    def add(side: int) -> BuktiRow:
        data = picture(size=(side, 40))
        return add_bukti(rt, admin, dua.kegiatan[1], nama=f"{side}.jpg", data=data)

    stays, goes_before, goes_after = add(40), add(50), add(60)
    comes: list[BuktiRow] = []

    def on_the_way(step: str) -> None:
        if step == "Menyalin basis data":
            remove_bukti(rt, admin, goes_before.id)
            comes.append(add(70))
        elif step == "Menulis berkas cadangan":
            remove_bukti(rt, admin, goes_after.id)
            remove_bukti(rt, admin, comes[0].id)
            comes.append(add(80))

    made = backup(rt, tmp_path / "cadangan", tell=on_the_way)
    assert len(comes) == 2
    saved = {name.rpartition("/")[2] for name in made.manifest.evidence}
    assert saved == {stays.sidik, goes_after.sidik, comes[0].sidik}
    assert made.manifest.missing == []
    restore(empty, made.path)
    assert check_files(empty).differences == ()
    assert check_files(empty).files == 3
    assert check_files(rt).files == 2  # and what was removed is gone here


def test_no_file_goes_while_files_are_kept_and_it_goes_afterwards(
    rt: Runtime, copied: Copy
) -> None:
    dua: DuaKegiatan = copied.made
    admin = dua.cast.people[Role.ADMIN_UPP]

    def come_and_go(side: int) -> bool:
        """Add evidence, take it away, and tell whether its file is still there."""
        data = picture(size=(side, 41))
        one = add_bukti(rt, admin, dua.kegiatan[1], nama="a.jpg", data=data)
        remove_bukti(rt, admin, one.id)
        return bool(check_files(rt).unnamed)

    assert not come_and_go(61)
    with keeping_files(rt):
        assert come_and_go(62)
        with keeping_files(rt):
            assert come_and_go(63)
    assert not check_files(rt).unnamed
    # One that was killed keeps nothing for longer than a day.
    old = rt.settings.data_dir / f".simpan-{int(time.time()) - 90_000}-{'0' * 16}"
    old.touch()
    assert not come_and_go(64)


def test_evidence_that_goes_while_the_database_is_copied(
    rt: Runtime, empty: Runtime, copied: Copy, tmp_path: Path
) -> None:
    """It has gone before its names were read in the copy; on PostgreSQL the copy surely names it."""
    dua: DuaKegiatan = copied.made
    admin = dua.cast.people[Role.ADMIN_UPP]
    one = add_bukti(rt, admin, dua.kegiatan[1], nama="a.jpg", data=picture())
    folder, done = tmp_path / "cadangan", threading.Event()

    def remove() -> None:
        while not list(folder.glob(".sekampadi-kerja-*/database.*")) and not done.is_set():
            time.sleep(0.001)
        remove_bukti(rt, admin, one.id)

    remover = threading.Thread(target=remove)
    remover.start()
    try:
        made = backup(rt, folder)
    finally:
        done.set()
        remover.join()
    assert made.manifest.missing == []
    if rt.engine.dialect.name == "postgresql":
        assert len(made.manifest.evidence) == 1
    restore(empty, made.path)
    assert check_files(empty).differences == ()


def test_a_file_that_was_gone_or_changed_before_is_told(
    rt: Runtime, empty: Runtime, sidik: list[str], tmp_path: Path
) -> None:
    name = f"berkas/{sidik[0][:2]}/{sidik[0]}"
    (rt.settings.data_dir / name).unlink()
    other = f"berkas/{sidik[1][:2]}/{sidik[1]}"
    (rt.settings.data_dir / other).write_bytes(b"something else")
    made = backup(rt, tmp_path / "cadangan")
    assert (made.manifest.missing, made.changed) == ([name], [other])
    assert restore(empty, made.path).manifest.missing == [name]


def test_it_is_kept_from_a_place_that_holds_data(rt: Runtime, tmp_path: Path) -> None:
    made = backup(rt, tmp_path / "cadangan")
    submit(rt, "layanan-a1", isian())
    before = digests(rt)
    with pytest.raises(DomainError) as caught:
        restore(rt, made.path)
    assert caught.value.code == "cadangan.not_empty"
    assert digests(rt) == before


def test_what_is_replaced_is_used_by_nobody(rt: Runtime, backend: str, tmp_path: Path) -> None:
    before = digests(rt)
    made = backup(rt, tmp_path / "cadangan")
    submit(rt, "layanan-a1", isian())
    changed = digests(rt)
    other = Runtime.open(rt.settings, rt.clock)  # a server that runs
    try:
        with other.reading() as session:
            session.exec(select(Jawaban.id)).first()
        with pytest.raises(DomainError) as caught:
            restore(rt, made.path, replace_data=True)
        assert caught.value.code == "cadangan.in_use"
        assert digests(rt) == changed
    finally:
        other.engine.dispose()
    done = restore(rt, made.path, replace_data=True)
    assert digests(rt) == before
    if backend == "sqlite":  # what was there is not lost
        assert done.kept is not None
        kept = rt.settings.model_copy(update={"database_url": f"sqlite:///{done.kept}"})
        old = Runtime.open(kept, rt.clock)
        assert digests(old) == changed
        old.engine.dispose()


def test_an_older_backup_gets_the_newest_tables(
    rt: Runtime, empty: Runtime, tmp_path: Path
) -> None:
    before = digests(rt)
    downgrade(rt.engine, "0013")
    made = backup(rt, tmp_path / "cadangan")
    assert made.manifest.revision == "0013"
    assert "laporan_tahunan" not in made.manifest.tables
    restore(empty, made.path)
    assert is_current(empty.engine)
    assert digests(empty) == before


def test_there_and_back_between_the_databases(
    rt: Runtime, other_kind: Runtime, empty: Runtime, sidik: list[str]
) -> None:
    with rt.engine.begin() as connection:  # an UPT that is older than what it belongs to
        connection.exec_driver_sql(
            "UPDATE upp SET induk_id = (SELECT max(id) FROM upp) WHERE kode = 'upp-b'"
        )
    before = digests(rt)
    urls = [str(r.settings.database_url) for r in (rt, other_kind, empty)]
    there = move_data(urls[0], urls[1])
    back = move_data(urls[1], urls[2])
    assert there == back
    assert without_audit(there) == before == digests(other_kind) == digests(empty)
    assert check_audit(empty).utuh
    # New rows get new numbers.
    for place in (other_kind, empty):
        submit(place, "layanan-a1", isian())
        assert check_rekap(place) == []
    with pytest.raises(DomainError) as caught:
        move_data(urls[0], urls[1])
    assert caught.value.code == "cadangan.not_empty"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_backup_of_sqlite_comes_back_into_postgresql(
    rt: Runtime, other_kind: Runtime, sidik: list[str], tmp_path: Path
) -> None:
    made = backup(rt, tmp_path / "cadangan")
    assert restore(other_kind, made.path).differences == []
    assert digests(other_kind) == digests(rt)
    assert check_files(other_kind).differences == ()


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_backup_of_postgresql_needs_one(rt: Runtime, other_kind: Runtime, tmp_path: Path) -> None:
    made = backup(rt, tmp_path / "cadangan")
    for act in (restore, verify_backup):
        with pytest.raises(DomainError) as caught:
            act(other_kind, made.path)  # type: ignore[operator]
        assert caught.value.code == "cadangan.other_kind"


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_trial_leaves_no_database(rt: Runtime, tmp_path: Path) -> None:
    query = "SELECT datname FROM pg_database WHERE datname ~ '^sekampadi_uji_'"
    with rt.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # Of a process that was killed two days ago, and of one that may still run.
        connection.exec_driver_sql("CREATE DATABASE sekampadi_uji_20230513_00000000")
        connection.exec_driver_sql("CREATE DATABASE sekampadi_uji_20230514_00000000")
        try:
            backup(rt, tmp_path / "cadangan")
            left = list(connection.exec_driver_sql(query).scalars())
        finally:
            for day in ("13", "14"):
                connection.exec_driver_sql(
                    f"DROP DATABASE IF EXISTS sekampadi_uji_202305{day}_00000000"
                )
    assert left == ["sekampadi_uji_20230514_00000000"]


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_programs_that_are_missing_or_too_old_are_told(rt: Runtime, tmp_path: Path) -> None:
    old = tmp_path / "bin"
    old.mkdir()
    for code in ("cadangan.pg_missing", "cadangan.pg_old"):
        rt.settings = rt.settings.model_copy(update={"pg_bin": old})
        with pytest.raises(DomainError) as caught:
            backup(rt, tmp_path / "cadangan")
        assert caught.value.code == code
        assert list((tmp_path / "cadangan").iterdir()) == []
        for name in ("pg_dump", "pg_restore", "psql"):
            (old / name).write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
            (old / name).chmod(0o755)
