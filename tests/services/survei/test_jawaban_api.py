"""Answers of another system: the rules of the survey, once each, and no trace of who sent them."""

import asyncio
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import col, select, update

from sekampadi.db.models import Audit, Jawaban, Layanan, Perangkat, Upp
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.moderasi import Tanda
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.jawaban_api import HARI_MUNDUR
from sekampadi.domain.survei.survei import SARAN_MAX
from sekampadi.services.laporan.figures import load_figures_as_system
from sekampadi.services.publik.beku import HARI_MODERASI
from sekampadi.services.sistem.antrean import LAMAN
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.jawaban_api import (
    JawabanTersimpan,
    read_jawaban_api,
    store_jawaban_api,
)
from tests import factories
from tests.conftest import SettableClock


def key_of(person: Principal, *guna: Permission) -> Principal:
    """Return who acts with a key of a person's UPP."""
    return replace(
        person, operator_id=0, kunci_id=7, guna=frozenset(guna or {Permission.API_KIRIM})
    )


def numbers(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a survey as JSON has them."""
    return {k: int(v) if isinstance(v, str) and v.isdigit() else v for k, v in fields.items()}


def send(
    rt: Runtime,
    key: Principal | None,
    layanan: str = "layanan-a1",
    *,
    identity: str | None = None,
    tanggal: str | None = None,
    perangkat: str | None = None,
    fields: dict[str, object] | None = None,
    **some: object,
) -> JawabanTersimpan:
    read = read_jawaban_api(
        rt,
        key,
        identity_text=str(uuid.uuid4()) if identity is None else identity,
        layanan_kode=layanan,
        isian=numbers(factories.isian(**(fields or some))),
        tanggal=tanggal,
        perangkat=perangkat,
    )
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, store_jawaban_api(rt, read, LAMAN)).result()


def stored(rt: Runtime) -> list[Jawaban]:
    with rt.reading() as session:
        rows = list(session.exec(select(Jawaban).order_by(col(Jawaban.id))))
        session.expunge_all()
        return rows


def n_of(rt: Runtime, periode: Periode) -> int:
    return load_figures_as_system(rt, kunci="", layanan_kode="", periode=periode).hasil.n


@pytest.fixture
def key(cast: factories.Cast) -> Principal:
    return key_of(cast.people[Role.ADMIN_UPP])


def test_an_answer_is_stored_as_the_survey_stores_it_and_leaves_no_trace(
    rt: Runtime, key: Principal
) -> None:
    told: list[int] = []
    rt.listeners.append(told.append)
    with rt.reading() as session:
        before = session.exec(select(col(Audit.id))).all()
    one = send(rt, key, usia="61", u3="1", saran="  Antre\r\nlama. ")
    two = factories.submit(
        rt, "layanan-a1", factories.isian(usia="61", u3="1", saran="Antre\nlama.")
    )
    first, second = stored(rt)
    assert (one.uuid, one.layanan_kode, one.tanggal, one.baru) == (
        first.uuid,
        "layanan-a1",
        rt.today(),
        True,
    )
    assert two == second.uuid
    own = {"id", "uuid", "sumber"}
    assert first.model_dump(exclude=own) == second.model_dump(exclude=own)
    assert (first.sumber, first.durasi_detik, first.beruntun) == ("api", None, None)
    assert Tanda(first.tanda) == Tanda(0)
    assert told == [key.upp_id, key.upp_id]
    assert check_rekap(rt) == []
    with rt.reading() as session:
        assert session.exec(select(col(Audit.id))).all() == before


def test_thousands_from_one_place_are_no_burst_and_equal_words_are_marked(
    rt: Runtime, key: Principal
) -> None:
    for _ in range(40):
        send(rt, key, u1="1", u2="2")
    assert {row.tanda for row in stored(rt)} == {0}
    assert {row.beruntun for row in stored(rt)} == {None}
    for _ in range(3):
        send(rt, key, saran="Petugas di loket tiga tidak ada.")
    assert [Tanda(row.tanda) for row in stored(rt)[-3:]] == [Tanda.BERULANG] * 3


def test_sent_again_it_changes_nothing(rt: Runtime, key: Principal, clock: SettableClock) -> None:
    identity = str(uuid.uuid4())
    first = send(rt, key, identity=identity, saran="Ramah")
    clock.advance(timedelta(days=1))
    again = send(rt, key, identity=identity.upper(), saran="Ramah")
    assert again == replace(first, baru=False)
    assert again.tanggal == date(2023, 5, 15)  # of the first time, though nobody has said a day
    assert len(stored(rt)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"u9": "1"},
        {"saran": "Lain"},
        {"usia": "36"},
        {"tanggal": "2023-05-14"},
        {"layanan": "layanan-a2"},
    ],
)
def test_another_answer_under_the_same_key_is_refused(
    rt: Runtime, key: Principal, change: dict[str, str]
) -> None:
    identity = str(uuid.uuid4())
    send(rt, key, identity=identity, tanggal="2023-05-13")
    changed: dict[str, object] = {**change}
    layanan = str(changed.pop("layanan", "layanan-a1"))
    tanggal = str(changed.pop("tanggal", "2023-05-13"))
    with pytest.raises(ConflictError) as caught:
        send(rt, key, layanan, identity=identity, tanggal=tanggal, fields=changed)
    assert caught.value.code == "jawaban.berbeda"
    assert len(stored(rt)) == 1


def test_what_another_upp_has_stored_is_told_by_the_same_words(
    rt: Runtime, key: Principal, cast: factories.Cast
) -> None:
    identity = factories.submit(rt, "layanan-b1")
    with pytest.raises(ConflictError) as caught:
        send(rt, key, identity=str(identity))
    assert caught.value.code == "jawaban.berbeda"
    with pytest.raises(NotFoundError):  # not even that it stands there
        send(rt, key, "layanan-b1", identity=str(identity))


@pytest.mark.parametrize(
    "identity",
    [
        "",
        "x",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",  # of a time and a machine
        "886313e1-3b8a-5372-9b90-0c9aee199e5d",  # computed of something
        "00000000-0000-0000-0000-000000000000",
        "{1b671a64-40d5-491e-99b0-da01ff1f3341}",
        "1b671a6440d5491e99b0da01ff1f3341",
        "1b671a64-40d5-491e-99b0-da01ff1f3341\n",
        "1b671a64-40d5-491e-99b0-da01ff1f334１",
    ],
)
def test_an_identity_is_a_random_uuid(rt: Runtime, key: Principal, identity: str) -> None:
    with pytest.raises(DomainError) as caught:
        send(rt, key, identity=identity)
    wanted = "idempotency_key.format" if identity else "idempotency_key.missing"
    assert caught.value.code == wanted
    assert stored(rt) == []


def test_a_layanan_of_another_upp_is_not_found(rt: Runtime, cast: factories.Cast) -> None:
    parent = key_of(cast.admin_c)
    send(rt, parent, "layanan-t1")  # of its UPT
    for key, layanan in (
        (key_of(cast.people[Role.ADMIN_UPP]), "layanan-b1"),
        (key_of(cast.admin_upt), "layanan-c1"),
        (parent, "layanan-a1"),
        (parent, "nirwana"),
        (parent, "\0"),
    ):
        with pytest.raises(NotFoundError) as caught:
            send(rt, key, layanan)
        assert caught.value.code == "layanan.unknown"
    assert len(stored(rt)) == 1


def test_only_a_key_for_it_may_send(rt: Runtime, cast: factories.Cast) -> None:
    person = cast.people[Role.ADMIN_UPP]
    others = [p for p in Permission if p is not Permission.API_KIRIM]
    for who in (person, cast.people[Role.ADMIN_PEMPROV], key_of(person, *others)):
        with pytest.raises(ForbiddenError):
            send(rt, who)
    with pytest.raises(UnauthenticatedError):
        send(rt, None)
    assert stored(rt) == []


def test_days_of_the_last_week_and_no_other(
    rt: Runtime, key: Principal, clock: SettableClock
) -> None:
    assert HARI_MUNDUR == HARI_MODERASI  # what is frozen is never late
    assert send(rt, key, tanggal="2023-05-08").tanggal == date(2023, 5, 8)
    assert n_of(rt, Periode(date(2023, 5, 8), date(2023, 5, 8))) == 1
    codes = {
        "2023-05-07": "tanggal.too_old",
        "2023-05-16": "tanggal.future",
        "2023-02-30": "tanggal.unknown",
        "2023-5-9": "tanggal.format",
        " 2023-05-09": "tanggal.format",
        "kemarin": "tanggal.format",
        "": "tanggal.format",
    }
    for text, code in codes.items():
        with pytest.raises(FieldErrors) as caught:
            send(rt, key, tanggal=text)
        assert {k: e.code for k, e in caught.value.errors.items()} == {"tanggal": code}
    assert len(stored(rt)) == 1
    assert check_rekap(rt) == []


def test_what_stands_is_told_also_when_its_day_is_long_past(
    rt: Runtime, key: Principal, clock: SettableClock
) -> None:
    identity = str(uuid.uuid4())
    first = send(rt, key, identity=identity, tanggal="2023-05-10")
    clock.advance(timedelta(days=30))
    assert send(rt, key, identity=identity, tanggal="2023-05-10") == replace(first, baru=False)


def test_all_mistakes_at_once(rt: Runtime, key: Principal) -> None:
    fields: dict[str, object] = {
        "usia": "9",
        "u3": None,
        "jenis_kelamin": "X",
        "saran": "x" * (SARAN_MAX + 1),
    }
    with pytest.raises(FieldErrors) as caught:
        send(rt, key, tanggal="2023-06-01", perangkat="sekampadi", fields=fields | {"u10": "4"})
    assert {k: e.code for k, e in caught.value.errors.items()} == {
        "tanggal": "tanggal.future",
        "perangkat": "perangkat.format",
        "usia": "usia.out_of_range",
        "u3": "u3.missing",
        "jenis_kelamin": "jenis_kelamin.unknown_option",
        "saran": "saran.too_long",
        "u10": "jawaban.unknown_field",
    }
    assert stored(rt) == []


def test_what_is_closed_is_told(rt: Runtime, key: Principal, cast: factories.Cast) -> None:
    identity = str(uuid.uuid4())
    first = send(rt, key, identity=identity)
    with rt.writing() as session:
        session.execute(
            update(Layanan).where(col(Layanan.kode) == "layanan-a1").values(aktif=False)
        )
        session.execute(update(Upp).where(col(Upp.kode) == "upt-c1").values(aktif=False))
    for who, layanan in ((key, "layanan-a1"), (key_of(cast.admin_c), "layanan-t1")):
        with pytest.raises(NotFoundError) as caught:
            send(rt, who, layanan)
        assert caught.value.code == "layanan.inactive"
    assert send(rt, key, identity=identity) == replace(first, baru=False)


def test_who_says_which_questions_were_asked_is_refused_when_they_are_others(
    rt: Runtime, key: Principal
) -> None:
    with rt.reading() as session:
        found = session.exec(select(Perangkat).where(Perangkat.status == "berlaku")).all()
        [name] = [f"{p.kode}/{p.versi}" for p in found if p.kode == "sekampadi"]
    send(rt, key, perangkat=name)
    for other in ("sekampadi/99", "permen/1", "lain/1"):
        with pytest.raises(ConflictError) as caught:
            send(rt, key, perangkat=other)
        assert caught.value.code == "perangkat.outdated"
    with rt.writing() as session:
        session.execute(update(Perangkat).values(status="arsip"))
    with pytest.raises(NotFoundError) as none:
        send(rt, key, perangkat=name)
    assert none.value.code == "perangkat.none"
    assert len(stored(rt)) == 1


def test_what_is_sent_at_the_same_time_is_stored_once(rt: Runtime, key: Principal) -> None:
    identity = str(uuid.uuid4())
    read = [
        read_jawaban_api(
            rt,
            key,
            identity_text=identity,
            layanan_kode="layanan-a1",
            isian=numbers(factories.isian()),
        )
        for _ in range(8)
    ]

    async def together() -> list[JawabanTersimpan]:
        return await asyncio.gather(*(store_jawaban_api(rt, one, LAMAN) for one in read))

    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(asyncio.run, together()).result()
    assert sorted(one.baru for one in found) == [False] * 7 + [True]
    assert len(stored(rt)) == 1
