"""The moderators' table as programs read it: part by part, each answer once, in no order of coming."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Jawaban
from sekampadi.domain.errors import DomainError, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.services.moderasi.jawaban import PENILAIAN, TABLE_PENILAIAN
from sekampadi.services.moderasi.jawaban_api import (
    JAWABAN,
    TABLE_JAWABAN,
    load_jawaban_api,
    tanda_codes,
)
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import dump_table
from tests import factories
from tests.services.survei.test_jawaban_api import key_of


@pytest.fixture
def key(cast: factories.Cast) -> Principal:
    return key_of(cast.people[Role.ADMIN_UPP], Permission.API_JAWABAN)


def fill(rt: Runtime) -> None:
    for at in range(30):
        day = date(2023, 5, 1 + at % 3)
        fields = factories.isian(usia=str(20 + at), saran=f"saran {at}")
        factories.submit(rt, "layanan-a1" if at % 4 else "layanan-a2", fields, day=day)
    factories.submit(rt, "layanan-b1", factories.isian(saran="milik B"))


def read_whole(rt: Runtime, key: Principal, batas: str, **given: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    sesudah = ""
    while True:
        part = load_jawaban_api(
            rt, key, {"upp": "upp-a", **given}, sesudah=sesudah, batas=int(batas)
        )
        assert len(part.baris) <= int(batas)
        found += map(dict, part.baris)
        if not part.sesudah:
            return found
        assert len(part.baris) == int(batas)
        sesudah = part.sesudah


@pytest.mark.parametrize("batas", ["1", "7", "10", "30", "1000"])
def test_part_by_part_each_once_in_the_order_of_days(
    rt: Runtime, key: Principal, batas: str
) -> None:
    fill(rt)
    rows = read_whole(rt, key, batas)
    assert sorted(int(row["saran"].split()[1]) for row in rows) == list(range(30))
    assert [row["tanggal"] for row in rows] == sorted(row["tanggal"] for row in rows)


def test_within_a_day_the_place_of_an_answer_tells_nothing_of_its_coming(
    rt: Runtime, key: Principal
) -> None:
    for at in range(30):
        factories.submit(rt, "layanan-a1", factories.isian(saran=f"{at}"), day=date(2023, 5, 1))
    with rt.reading() as session:
        rows = session.exec(select(Jawaban.uuid, Jawaban.saran).order_by(col(Jawaban.uuid))).all()
    said = [row["saran"] for row in read_whole(rt, key, "9")]
    assert said == [saran for _, saran in rows]
    assert said != [f"{at}" for at in range(30)]


def test_the_columns_are_those_of_the_moderators_file(
    rt: Runtime, key: Principal, cast: factories.Cast
) -> None:
    fill(rt)
    with rt.reading() as session:
        person = cast.people[Role.ADMIN_UPP]
        file = dump_table(session, person, TABLE_PENILAIAN, {"upp": "upp-a"})
        own = dump_table(session, key, TABLE_JAWABAN, {"upp": "upp-a"})
        lines = [line for part in file.chunks for line in part]
        assert [(*line, kode) for *line, kode in (x for p in own.chunks for x in p)] == [
            (*line, "layanan-a1" if line[2] == "Layanan a1" else "layanan-a2") for line in lines
        ]
    assert [c.key for c in own.columns] == [*(c.key for c in file.columns), "layanan_kode"]
    [row] = load_jawaban_api(rt, key, {"upp": "upp-a"}, batas=1).baris
    assert [*row] == [c.key for c in own.columns]
    assert not {"uuid", "waktu", "usia", "id"} & {*row}


def test_filters_and_what_was_removed(rt: Runtime, key: Principal, cast: factories.Cast) -> None:
    fill(rt)
    assert len(read_whole(rt, key, "100", layanan="layanan-a2")) == 8
    assert len(read_whole(rt, key, "100", dari="2023-05-02", sampai="2023-05-02")) == 10
    with rt.reading() as session:
        ids = session.exec(select(Jawaban.id).where(col(Jawaban.saran) == "saran 3")).all()
    remove(rt, cast.people[Role.ADMIN_UPP], [i for i in ids if i], "Isian percobaan")
    assert len(read_whole(rt, key, "100")) == 29
    given = {"upp": "upp-a", "dari": "2023-05-03", "sampai": "2023-05-02"}
    with pytest.raises(DomainError) as caught:
        load_jawaban_api(rt, key, given, batas=9)
    assert caught.value.code == "periode.reversed"


@pytest.mark.parametrize(
    "sesudah",
    [
        "x",
        "2023-05-01",
        "2023-02-30.0123456789abcdef",
        "2023-05-01.0123456789abcdeg",
        "2023-05-01.0123456789abcdef\n",
    ],
)
def test_what_was_never_handed_out_is_refused(rt: Runtime, key: Principal, sesudah: str) -> None:
    with pytest.raises(DomainError) as caught:
        load_jawaban_api(rt, key, {"upp": "upp-a"}, sesudah=sesudah, batas=5)
    assert caught.value.code == "sesudah.unknown"


def test_keys_read_their_own_upp_and_nobody_else_reads(
    rt: Runtime, key: Principal, cast: factories.Cast
) -> None:
    fill(rt)
    factories.submit(rt, "layanan-t1", factories.isian(saran="UPT"))
    parent = key_of(cast.admin_c, Permission.API_JAWABAN)
    [own] = load_jawaban_api(rt, parent, {"upp": "upt-c1"}, batas=9).baris
    assert own["saran"] == "UPT"
    for given in (
        {"upp": "upp-b"},
        {"upp": "upp-b", "layanan": "layanan-b1"},
        {"upp": "upp-a", "layanan": "layanan-b1"},
        {"upp": "upp-b", "layanan": "layanan-a1"},
        {"upp": "nirwana"},
    ):
        with pytest.raises(NotFoundError):
            load_jawaban_api(rt, key, given, batas=9)
    with pytest.raises(NotFoundError):
        load_jawaban_api(
            rt, key_of(cast.admin_upt, Permission.API_JAWABAN), {"upp": "upp-c"}, batas=9
        )
    others = [p for p in Permission if p is not Permission.API_JAWABAN]
    person = cast.people[Role.ADMIN_UPP]
    for who in (person, cast.people[Role.ADMIN_PEMPROV], key_of(person, *others)):
        with pytest.raises(ForbiddenError):
            load_jawaban_api(rt, who, {"upp": "upp-a"}, batas=9)


def test_marks_are_told_by_name() -> None:
    assert tanda_codes(0) == []
    assert tanda_codes(1 + 8) == ["cepat", "berulang"]


def test_nothing_of_the_moderators_table_is_offered_but_reading() -> None:
    assert JAWABAN.actions == ()
    assert [f.key for f in JAWABAN.filters] == ["upp", "layanan", "dari", "sampai"]
    assert {c.permission for c in JAWABAN.columns} == {None}
    assert [c.key for c in PENILAIAN.columns if c.permission] == [
        "saran",
        "pengaduan",
    ]  # those that were opened
