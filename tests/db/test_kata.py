"""The search index follows every way in which answers are written, and forgets what is gone."""

import random
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text
from sqlmodel import Session, col, delete, select, update

from sekampadi.db.engine import read_session
from sekampadi.db.kata import Asked, Word, find_hits
from sekampadi.db.migrate import downgrade, upgrade
from sekampadi.db.models import Jawaban
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.moderasi import StatusJawaban
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN
from sekampadi.services.moderasi.moderasi import move, remove, restore
from sekampadi.services.sistem.cadangan.pindah import copy_rows
from sekampadi.services.sistem.rekap import check_rekap, rebuild_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import load_table
from tests.conftest import Content
from tests.db.test_pengajuan_migration import UPP, _insert, _row
from tests.factories import Cast, isian, make_cast, submit

DAY = date(2023, 2, 3)


@pytest.fixture
def content() -> Content:
    return make_cast


def found(rt: Runtime, person: Principal, words: str, **given: str) -> list[str]:
    """Return what is said in the answers that a search finds, newest first."""
    view = load_table(rt, person, TABLE_PENILAIAN, {"cari": words} | given)
    assert len(view.page.rows) == view.page.total
    return [str(row.values["saran"]) for row in view.page.rows]


def words_of_index(session: Session) -> set[str]:
    """Return every word that the index holds, without the marks beside them."""
    return {word for word in _terms(session) if not word.startswith("\ue000")}


def marks_of_index(session: Session) -> set[str]:
    """Return the marks that stand beside the words."""
    return {word[1:] for word in _terms(session) if word.startswith("\ue000")}


def _terms(session: Session) -> set[str]:
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("CREATE VIRTUAL TABLE temp.kosa USING fts5vocab(main, jawaban_kata, row)")
        )
        words = set(connection.execute(text("SELECT term FROM temp.kosa")).scalars())
        connection.execute(text("DROP TABLE temp.kosa"))
    else:
        query = "SELECT DISTINCT unnest(tsvector_to_array(kata)) FROM jawaban_kata"
        words = set(connection.execute(text(query)).scalars())
    return words


def ids(rt: Runtime) -> Sequence[int]:
    with rt.reading() as session:
        return [i for i in session.exec(select(Jawaban.id).order_by(col(Jawaban.id))) if i]


def test_what_is_said_is_found_by_the_beginning_of_its_words(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    submit(rt, "layanan-a1", isian(saran="Pelayanannya LAMBAT, antre 3-4 jam/hari"), day=DAY)
    submit(rt, "layanan-b1", isian(saran="“Ramah” sekali\u2026 terima kasih"), day=DAY)
    submit(rt, "layanan-b1", isian(saran=""), day=DAY)
    for words in ("pelayanan", "lambat antre", "3", "4 jam", "hari", "LAM"):
        assert [s[:9] for s in found(rt, person, words)] == ["Pelayanan"], words
    for words in ("ramah", "sekali terima", "kasih"):
        assert [s[1:6] for s in found(rt, person, words)] == ["Ramah"], words
    for words in ("ayanan lambat x", "la", "rama hari", "umah"):
        assert found(rt, person, words) == [], words


def test_a_sign_that_is_half_a_letter_is_found_on_both_databases(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    submit(rt, "layanan-a1", isian(saran="Ruang 9 m² untuk ½ jam"), day=DAY)
    submit(rt, "layanan-b1", isian(saran="Ruang sempit"), day=DAY)
    for words in ("m²", "ruang m²", "9 M²"):
        assert found(rt, person, words) == ["Ruang 9 m² untuk ½ jam"], words
    assert found(rt, person, "km²") == []


def test_eight_words_are_looked_for_each_once(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    said = "satu dua tiga empat lima enam tujuh delapan"
    submit(rt, "layanan-a1", isian(saran=said), day=DAY)
    assert found(rt, person, f"{said} sembilan") == [said]
    assert found(rt, person, "satu SATU " * 4 + "sembilan") == []
    assert found(rt, person, f"{said} SATU") == [said]


def test_a_removed_answer_is_found_among_the_removed_alone(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    submit(rt, "layanan-a1", isian(saran="parkir sempit"), day=DAY)
    [answer] = ids(rt)
    remove(rt, person, [answer], "Isian percobaan")
    gone = {"status": StatusJawaban.DIHAPUS.value}
    assert (found(rt, person, "parkir"), found(rt, person, "parkir", **gone)) == (
        [],
        ["parkir sempit"],
    )
    restore(rt, person, [answer], "Ternyata asli")
    assert (found(rt, person, "parkir"), found(rt, person, "parkir", **gone)) == (
        ["parkir sempit"],
        [],
    )


def test_a_moved_answer_is_found_where_it_is_now(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    submit(rt, "layanan-a1", isian(saran="parkir sempit"), day=DAY)
    move(rt, person, ids(rt), "layanan-b1", "Salah pilih layanan")
    assert found(rt, person, "parkir", upp="upp-a") == []
    assert found(rt, person, "parkir", upp="upp-b") == ["parkir sempit"]
    assert found(rt, cast.people[Role.ADMIN_UPP], "parkir") == []


def test_the_index_knows_the_way_in_and_what_needs_a_review(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    for number in range(6):
        submit(rt, "layanan-a1", isian(saran=f"parkir {number}"), day=DAY)
    every = ids(rt)
    with rt.writing() as session:
        for at, sumber in ((0, "kertas"), (1, "kertas"), (2, "kiosk")):
            chosen = update(Jawaban).where(col(Jawaban.id) == every[at])
            session.connection().execute(chosen.values(sumber=sumber))
        for at, ditinjau in ((1, False), (2, True), (3, False)):
            chosen = update(Jawaban).where(col(Jawaban.id) == every[at])
            session.connection().execute(chosen.values(tanda=2, ditinjau=ditinjau))
    asked: dict[tuple[str, str], set[str]] = {
        ("kertas", ""): {"parkir 0", "parkir 1"},
        ("kiosk", ""): {"parkir 2"},
        ("", "perlu"): {"parkir 1", "parkir 3"},
        ("", "satuan"): {"parkir 1", "parkir 3"},
        ("", "tidak"): {"parkir 0", "parkir 2", "parkir 4", "parkir 5"},
        ("kertas", "perlu"): {"parkir 1"},
        ("api", "tidak"): set(),
    }
    for (sumber, tinjau), expected in asked.items():
        given = {"sumber": sumber, "tinjau": tinjau}
        assert set(found(rt, person, "parkir", **given)) == expected, given
    remove(rt, person, [every[3]], "Isian percobaan")
    assert found(rt, person, "parkir", tinjau="perlu") == ["parkir 1"]
    assert found(rt, person, "parkir", tinjau="perlu", status="dihapus") == ["parkir 3"]


def test_words_that_are_masked_or_deleted_are_forgotten(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    submit(rt, "layanan-a1", isian(saran="nomor saya 0811222333"), day=DAY)
    submit(rt, "layanan-a1", isian(saran="parkir sempit"), day=DAY)
    first, second = ids(rt)
    with rt.writing() as session:
        masked = update(Jawaban).where(col(Jawaban.id) == first)
        session.connection().execute(masked.values(saran="nomor saya [disamarkan]"))
        session.connection().execute(delete(Jawaban).where(col(Jawaban.id) == second))
    assert found(rt, person, "0811222333") == found(rt, person, "parkir") == []
    assert found(rt, person, "disamarkan") == ["nomor saya [disamarkan]"]
    with rt.reading() as session:
        assert words_of_index(session) == {"nomor", "saya", "disamarkan"}


def test_days_bound_a_search_and_the_newest_comes_first(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    rng = random.Random(3)
    days = [DAY + timedelta(days=i) for i in range(12)]
    for day in rng.sample(days, len(days)):  # as paper comes in: not in the order of its days
        submit(rt, "layanan-a1", isian(saran=f"antre {day.day}"), day=day)
    assert found(rt, person, "antre") == [f"antre {day.day}" for day in reversed(days)]
    some = {"dari": days[3].isoformat(), "sampai": days[5].isoformat()}
    assert found(rt, person, "antre", **some) == [f"antre {d.day}" for d in reversed(days[3:6])]
    assert found(rt, person, "antre", urut="tanggal", **some) == [
        f"antre {d.day}" for d in days[3:6]
    ]
    assert found(rt, person, "antre", sumber="kertas") == []


def test_what_is_moved_into_a_database_is_found_there(
    rt: Runtime, cast: Cast, bare_engine: Engine
) -> None:
    for saran in ("parkir sempit", "antre lama"):
        submit(rt, "layanan-a1", isian(saran=saran), day=DAY)
    copy_rows(rt.engine, bare_engine)
    with rt.reading() as here, read_session(bare_engine) as there:
        assert (
            words_of_index(there) == words_of_index(here) == {"parkir", "sempit", "antre", "lama"}
        )


def lines_of_index(session: Session) -> list[tuple[Any, ...]]:
    """Return what the index holds, words and marks, with how many answers have each."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        return sorted(map(tuple, connection.execute(text("SELECT kunci, kata FROM jawaban_kata"))))
    connection.execute(
        text("CREATE VIRTUAL TABLE temp.kosa USING fts5vocab(main, jawaban_kata, instance)")
    )
    held = sorted(map(tuple, connection.execute(text("SELECT term, doc FROM temp.kosa"))))
    connection.execute(text("DROP TABLE temp.kosa"))
    return held


def test_what_the_index_has_lost_is_told_and_taken_up_again(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    for kode in ("layanan-a1", "layanan-b1"):
        submit(
            rt, kode, isian(saran=f"Antre\ue000 di {kode}: 3-4 jam/hari, “e-KTP” Ñandú"), day=DAY
        )
    submit(rt, "layanan-a1", isian(saran="parkir sempit"), day=DAY)
    remove(rt, person, ids(rt)[2:], "Isian percobaan")
    with rt.reading() as session:
        before = lines_of_index(session)
    assert len(before) > 2
    sqlite = rt.engine.dialect.name == "sqlite"
    empty = "INSERT INTO jawaban_kata (jawaban_kata) VALUES ('delete-all')"
    with rt.writing() as session:
        session.connection().execute(text(empty if sqlite else "DELETE FROM jawaban_kata"))
    a1, b1 = cast.layanan["layanan-a1"], cast.layanan["layanan-b1"]
    assert check_rekap(rt) == [
        f"jawaban_kata ({layanan},): {n} answers missing, 0 too many"
        for layanan, n in sorted(((a1, 2), (b1, 1)))
    ]
    rebuild_rekap(rt)
    assert check_rekap(rt) == []
    with rt.reading() as session:
        assert lines_of_index(session) == before
    assert found(rt, person, "parkir", status="dihapus") == ["parkir sempit"]
    spare = (
        f"INSERT INTO jawaban_kata (rowid, kata) VALUES (5, char(57344) || {a1})"
        if sqlite
        else f"INSERT INTO jawaban_kata VALUES (5, array_to_tsvector(ARRAY[chr(57344) || {a1}]))"
    )
    with rt.writing() as session:
        session.connection().execute(text(spare))
    assert check_rekap(rt) == [f"jawaban_kata ({a1},): 0 answers missing, 1 too many"]


FIRST_ANSWER: dict[str, Any] = {
    **{"id": 1, "uuid": uuid.UUID(int=7).hex, "layanan_id": 1, "perangkat_id": 1, "tempat_id": 0},
    **{"sumber": "daring", "tanggal": date(2023, 3, 31), "usia": 35, "jenis_kelamin": "P"},
    **{"pendidikan": "SD/MI", "pekerjaan": "ASN", "umum": 3, "saran": "Tetap ada, 100%"},
    **{f"u{i}": 3 for i in range(1, 10)},
}


def test_the_migration_takes_up_what_is_there_and_can_be_undone(bare_engine: Engine) -> None:
    upgrade(bare_engine, "0015")
    _insert(bare_engine, "upp", UPP)
    layanan = {"upp_id": UPP["id"], "kode": "l", "nama": "L", "biaya": "0", "standar_waktu": "1"}
    for number in (1, 2):
        _insert(
            bare_engine, "layanan", layanan | {"id": number, "kode": f"l{number}", "aktif": True}
        )
    _insert(bare_engine, "jawaban", FIRST_ANSWER, "waktu")
    day = {"tempat_id": 0, "sumber": "daring", "tanggal": date(2023, 3, 31)}
    for layanan_id, n in ((1, 2), (2, 5)):
        _insert(bare_engine, "rekap_hari", day | {"layanan_id": layanan_id, "n": n, "u9_4": n + 1})
    upgrade(bare_engine)
    row = _row(bare_engine, "rekap_upp_hari")
    kept = {k: row[k] for k in ("upp_id", "sumber", "tanggal", "n", "u9_4", "usia_1")}
    assert kept == {
        **{"upp_id": UPP["id"], "sumber": "daring", "tanggal": date(2023, 3, 31)},
        **{"n": 7, "u9_4": 9, "usia_1": 0},
    }
    with read_session(bare_engine) as session:
        assert words_of_index(session) == {"tetap", "ada", "100"}
        assert marks_of_index(session) == {"1", "sdaring"}
    downgrade(bare_engine, "0016")
    with read_session(bare_engine) as session:
        assert words_of_index(session) == {"tetap", "ada", "100"}
        assert marks_of_index(session) == {"1"}
    downgrade(bare_engine, "0015")
    assert not [n for n in inspect(bare_engine).get_table_names() if n.startswith("jawaban_kata")]
    assert _row(bare_engine, "jawaban")["saran"] == "Tetap ada, 100%"
    _insert(bare_engine, "jawaban", FIRST_ANSWER | {"id": 2, "uuid": uuid.UUID(int=8).hex}, "waktu")


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_search_has_room_in_its_own_transaction_alone(rt: Runtime, cast: Cast) -> None:
    with rt.reading() as session:
        before = session.connection().execute(text("SHOW work_mem")).scalar_one()
        find_hits(session, Asked((Word(("parkir",), ()),), None, removed=False))
        assert session.connection().execute(text("SHOW work_mem")).scalar_one() == "64MB"
        session.rollback()
        assert session.connection().execute(text("SHOW work_mem")).scalar_one() == before
        find_hits(session, Asked((Word(("parkir",), ()),), None, removed=False))
        assert session.connection().execute(text("SHOW work_mem")).scalar_one() == "64MB"
    assert before != "64MB"
