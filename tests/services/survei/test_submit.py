"""Storing an answer: exactly once, whole or not at all."""

import random
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select, update

from sekampadi.db.models import Jawaban, Layanan, Perangkat, Sumber, Upp, metadata
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors, NotFoundError
from sekampadi.domain.survei.draf import Draf
from sekampadi.services.sistem.antrean import Lane
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.beruntun import Asal
from sekampadi.services.survei.lembar import send_lembar
from sekampadi.services.survei.survei import (
    list_open_layanan,
    list_open_upp,
    open_survei,
)
from tests import factories
from tests.conftest import SettableClock


def stored(rt: Runtime) -> list[Jawaban]:
    with rt.reading() as session:
        rows = list(session.exec(select(Jawaban).order_by(col(Jawaban.id))))
        session.expunge_all()
        return rows


def counted(rt: Runtime) -> int:
    """Return how many rows the rekap tables hold together."""
    with rt.reading() as session:
        return sum(
            len(session.connection().execute(metadata.tables[name].select()).all())
            for name in ("rekap_hari", "rekap_bulan", "rekap_upp_bulan", "rekap_upp_hari")
        )


def assert_nothing_stored(rt: Runtime) -> None:
    assert stored(rt) == []
    assert counted(rt) == 0


def test_an_answer_is_stored_as_given(rt: Runtime, cast: factories.Cast) -> None:
    identity = uuid.uuid4()
    fields = factories.isian(saran="Petugasnya ramah 🙏", u9="4")
    assert factories.submit(rt, "layanan-a1", fields, identity=identity) == identity
    [row] = stored(rt)
    assert row.uuid == identity
    assert row.layanan_id == cast.layanan["layanan-a1"]
    assert (row.usia, row.jenis_kelamin, row.pendidikan, row.pekerjaan) == (
        35,
        "P",
        "D4/S-1",
        "ASN",
    )
    assert (row.umum, row.u8, row.u9, row.saran) == (3, 3, 4, "Petugasnya ramah 🙏")
    assert (row.sumber, row.tempat_id, row.tanggal) == ("daring", 0, date(2023, 5, 15))
    assert row.waktu == rt.now()
    assert check_rekap(rt) == []


def test_a_repeated_submit_changes_nothing(rt: Runtime, cast: factories.Cast) -> None:
    told: list[int] = []
    rt.listeners.append(told.append)
    identity = uuid.uuid4()
    factories.submit(rt, "layanan-a1", factories.isian(u1="1"), identity=identity)
    again = factories.submit(rt, "layanan-a1", factories.isian(u1="4"), identity=identity)
    assert again == identity
    assert [row.u1 for row in stored(rt)] == [1]
    assert told == [cast.upp["upp-a"]]
    assert check_rekap(rt) == []


def test_eight_submits_at_once_of_one_identity_store_one_answer(
    rt: Runtime, cast: factories.Cast
) -> None:
    identity = uuid.uuid4()
    with ThreadPoolExecutor(8) as pool:
        results = list(
            pool.map(lambda _: factories.submit(rt, "layanan-a1", identity=identity), range(8))
        )
    assert results == [identity] * 8
    assert len(stored(rt)) == 1
    assert check_rekap(rt) == []


def test_a_submit_repeated_after_midnight_keeps_its_first_day(
    rt: Runtime, cast: factories.Cast
) -> None:
    identity = uuid.uuid4()
    factories.submit(rt, "layanan-a1", identity=identity, day=date(2023, 3, 31))
    factories.submit(rt, "layanan-a1", identity=identity, day=date(2023, 4, 1))
    assert [row.tanggal for row in stored(rt)] == [date(2023, 3, 31)]
    assert check_rekap(rt) == []


def test_a_repeated_submit_is_thanked_even_when_the_layanan_was_closed_meanwhile(
    rt: Runtime, cast: factories.Cast
) -> None:
    identity = uuid.uuid4()
    factories.submit(rt, "layanan-a1", identity=identity)
    with rt.writing() as session:
        session.exec(update(Layanan).values(aktif=False))
    assert factories.submit(rt, "layanan-a1", identity=identity) == identity


@pytest.mark.parametrize("other", ["layanan-a2", "layanan-b1", "tidak-ada"])
def test_an_identity_of_another_layanan_is_a_conflict(
    rt: Runtime, cast: factories.Cast, other: str
) -> None:
    identity = uuid.uuid4()
    factories.submit(rt, "layanan-a1", identity=identity)
    with pytest.raises(ConflictError) as caught:
        factories.submit(rt, other, identity=identity)
    assert caught.value.code == "survei.uuid_taken"
    assert len(stored(rt)) == 1
    assert check_rekap(rt) == []


@pytest.mark.parametrize(
    "kode", ["tidak-ada", "", "Layanan-A1", "layanan-a1\0", "\ud800", "x" * 5000, "' OR 1=1 --"]
)
def test_an_unknown_layanan_is_not_found(rt: Runtime, cast: factories.Cast, kode: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        factories.submit(rt, kode)
    assert caught.value.code == "layanan.unknown"
    with pytest.raises(NotFoundError):
        open_survei(rt, kode)
    assert_nothing_stored(rt)


@pytest.mark.parametrize("table", [Layanan, Upp])
def test_an_inactive_layanan_or_upp_takes_no_answers(
    rt: Runtime, cast: factories.Cast, table: type[Layanan] | type[Upp]
) -> None:
    with rt.writing() as session:
        session.exec(update(table).values(aktif=False))
    with pytest.raises(NotFoundError) as caught:
        factories.submit(rt, "layanan-a1")
    assert caught.value.code == "layanan.inactive"
    with pytest.raises(NotFoundError):
        open_survei(rt, "layanan-a1")
    assert list_open_upp(rt) == [] or table is Layanan
    assert_nothing_stored(rt)


def test_without_a_question_set_there_is_no_survey(rt: Runtime, cast: factories.Cast) -> None:
    with rt.writing() as session:
        session.exec(update(Perangkat).values(status="arsip"))
    with pytest.raises(NotFoundError) as caught:
        factories.submit(rt, "layanan-a1")
    assert caught.value.code == "perangkat.none"
    assert_nothing_stored(rt)


def test_an_open_survey_has_its_layanan_and_nine_questions(
    rt: Runtime, cast: factories.Cast
) -> None:
    survei = open_survei(rt, "layanan-t1")
    assert survei.layanan.upp.kode == "upt-c1"
    assert survei.layanan.upp.induk_id == cast.upp["upp-c"]
    assert [p.unsur.kode for p in survei.perangkat.pertanyaan] == [f"U{i}" for i in range(1, 10)]


def test_the_lists_of_the_first_page(rt: Runtime, cast: factories.Cast) -> None:
    factories.make_layanan(rt, cast.upp["upp-a"], "layanan-a0", aktif=False)
    factories.make_upp(rt, "upp-tutup", aktif=False)
    assert [u.kode for u in list_open_upp(rt)] == ["upp-a", "upp-b", "upp-c", "upt-c1"]
    assert [x.kode for x in list_open_layanan(rt, "upp-a")] == ["layanan-a1", "layanan-a2"]
    for kode in ("upp-tutup", "tidak-ada", "", "\0"):
        with pytest.raises(NotFoundError):
            list_open_layanan(rt, kode)


@pytest.mark.parametrize(
    "fields",
    [
        {"usia": "0"},
        {"usia": "9"},
        {"usia": "111"},
        {"usia": "abc"},
        {"usia": ""},
        {"pekerjaan": "Petani"},
        {"umum": "5"},
        {"u9": None},
        {"u1": "5"},
        {"u10": "4"},
        {"saran": "x" * 2001},
    ],
)
def test_nothing_is_stored_when_a_field_is_wrong(
    rt: Runtime, cast: factories.Cast, fields: dict[str, object]
) -> None:
    with pytest.raises(FieldErrors):
        factories.submit(rt, "layanan-a1", factories.isian(**fields))
    assert_nothing_stored(rt)


@pytest.mark.parametrize("text_", ["", "abc", "\0"])
async def test_nothing_is_stored_without_an_identity(
    rt: Runtime, cast: factories.Cast, text_: str
) -> None:
    draf = Draf(text_, "layanan-a1", 1, isian=factories.isian())
    with pytest.raises(DomainError) as caught:
        await send_lembar(rt, draf, Asal("", "192.0.2.1"), Lane("uji", 1, 1))
    assert caught.value.code == "survei.uuid"
    assert_nothing_stored(rt)


@pytest.mark.parametrize("saran", ["a\0b", "a\ud800b", "🙏" * 2000, "'; DROP TABLE jawaban; --"])
def test_every_suggestion_can_be_stored_on_every_database(
    rt: Runtime, cast: factories.Cast, saran: str
) -> None:
    factories.submit(rt, "layanan-a1", factories.isian(saran=saran))
    assert stored(rt)[0].saran == saran.replace("\0", "").replace("\ud800", "")


@pytest.mark.parametrize(
    "table", ["rekap_hari", "rekap_bulan", "rekap_upp_bulan", "rekap_upp_hari"]
)
def test_nothing_is_stored_when_a_counter_cannot_be_written(
    rt: Runtime, cast: factories.Cast, table: str
) -> None:
    def fail(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(f"INSERT INTO {table} "):
            raise OSError("disk full")

    told: list[int] = []
    rt.listeners.append(told.append)
    event.listen(rt.engine, "before_cursor_execute", fail)
    with pytest.raises(OSError, match="disk full"):
        factories.submit(rt, "layanan-a1")
    event.remove(rt.engine, "before_cursor_execute", fail)
    assert_nothing_stored(rt)
    assert told == []
    factories.submit(rt, "layanan-a1")
    assert check_rekap(rt) == []


def test_a_constraint_that_fails_is_not_taken_for_a_repeated_submit(
    rt: Runtime, cast: factories.Cast
) -> None:
    if rt.engine.dialect.name == "sqlite":
        trigger = (
            "CREATE TRIGGER refuse BEFORE INSERT ON rekap_bulan "
            "BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    else:
        trigger = "ALTER TABLE rekap_bulan ADD CONSTRAINT refuse CHECK (n < 0)"
    with rt.writing() as session:
        session.connection().execute(text(trigger))
    with pytest.raises(SQLAlchemyError):
        factories.submit(rt, "layanan-a1")
    assert_nothing_stored(rt)


def test_the_day_is_the_provinces_at_both_sides_of_midnight(
    rt: Runtime, cast: factories.Cast, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 3, 31), 23, 59, 59)
    factories.submit(rt, "layanan-a1")
    clock.set_local(date(2023, 4, 1), 0, 0, 0)
    factories.submit(rt, "layanan-a1")
    assert [row.tanggal for row in stored(rt)] == [date(2023, 3, 31), date(2023, 4, 1)]
    assert [row.waktu for row in stored(rt)] == [
        datetime(2023, 3, 31, 16, 59, 59, tzinfo=UTC),
        datetime(2023, 3, 31, 17, 0, 0, tzinfo=UTC),
    ]
    assert check_rekap(rt) == []


def test_a_listener_that_fails_does_not_lose_the_answer(
    rt: Runtime, cast: factories.Cast, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[int] = []

    def broken(_upp_id: int) -> None:
        raise RuntimeError("screen is gone")

    rt.listeners.extend([broken, told.append])
    factories.submit(rt, "layanan-b1")
    assert told == [cast.upp["upp-b"]]
    assert "a listener failed" in caplog.text
    assert len(stored(rt)) == 1


def test_many_submits_at_once_lose_nothing_and_count_right(
    rt: Runtime, cast: factories.Cast
) -> None:
    rng = random.Random(11)
    work = [
        (
            rng.choice(list(cast.layanan)),
            factories.random_isian(rng),
            rng.choice(list(Sumber)),
            date(2023, rng.randint(3, 5), rng.randint(1, 3)),
        )
        for _ in range(160)
    ]
    with ThreadPoolExecutor(8) as pool:
        list(
            pool.map(
                lambda w: factories.submit(rt, w[0], w[1], sumber=w[2], day=w[3]),
                work,
            )
        )
    assert len(stored(rt)) == 160
    assert check_rekap(rt) == []
