"""Excel files in the making: whose they are, how many at once, how far they are, when they go."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from sekampadi.db.models import Audit
from sekampadi.domain.errors import DomainError, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.tabel import Column, Kind
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN
from sekampadi.services.moderasi.jawaban_api import TABLE_JAWABAN
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel import ekspor, ekspor_proses
from sekampadi.services.tabel.daftar_tabel import find_table
from sekampadi.services.tabel.ekspor import (
    Ekspor,
    ExportJob,
    drop_ekspor,
    export_folder,
    read_ekspor,
    start_ekspor,
    take_ekspor,
    write_state,
)
from sekampadi.services.tabel.ekspor_proses import make_file, sheet_columns
from tests.conftest import SettableClock
from tests.factories import Cast, isian, submit

sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def person(cast: Cast) -> Principal:
    return cast.people[Role.ADMIN_PEMPROV]


@pytest.fixture
def folder(rt: Runtime) -> Path:
    found = export_folder(rt.settings)
    found.mkdir(parents=True)
    return found


def finished(rt: Runtime, person: Principal, name: str) -> Ekspor:
    """Wait until a file is made, or given up."""
    for _ in range(1200):
        state = read_ekspor(rt, person, name)
        if state.finished:
            return state
        time.sleep(0.05)
    raise AssertionError("nothing came of it")


def job(rt: Runtime, person: Principal, folder: Path, **given: str) -> ExportJob:
    own = Ekspor("a" * 32, f"operator/{person.operator_id}", "penilaian.xlsx")
    return ExportJob(rt.settings, person, "penilaian", given, rt.now(), folder, own)


@sqlite
def test_it_tells_how_many_lines_there_will_be_and_how_many_are_done(
    rt: Runtime, person: Principal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for i in range(12):
        submit(rt, "layanan-a1", isian(saran=f"saran {i}"))
    told: list[Ekspor] = []

    def write(where: Path, state: Ekspor) -> None:
        write_state(where, state)
        told.append(state)

    monkeypatch.setattr(ekspor_proses, "write_state", write)
    made = make_file(rt, job(rt, person, folder))
    assert {(s.status, s.total) for s in told} == {("jalan", 12)}
    # At once that it has begun, with the first line that it goes on, then only now and then.
    assert [s.selesai for s in told][:2] == [0, 1]
    assert len(told) < 1 + 12
    assert (made.status, made.total, made.selesai) == ("siap", 12, 12)
    assert not list(folder.glob("*.part"))
    lines = load_workbook(folder / f"{made.id}.xlsx")["Penilaian"].iter_rows(values_only=True)
    assert [line[0] for line in lines] == ["No.", *range(1, 13)]


def test_moments_in_a_file_and_its_name_are_those_of_the_province(
    rt: Runtime, person: Principal, folder: Path, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 5, 16), 1, 30)  # still the 15th in Greenwich
    submit(rt, "layanan-a1")
    remove(rt, person, [1], "Isian percobaan")
    clock.set_local(date(2023, 5, 17), 0, 5)
    made = make_file(rt, job(rt, person, folder, status="dihapus"))
    book = load_workbook(folder / f"{made.id}.xlsx")
    head, line = book["Penilaian"].iter_rows(values_only=True)
    shown = dict(zip(head, line, strict=True))
    # A workbook knows no zones.
    assert shown["Tanggal"] == datetime(2023, 5, 16)  # noqa: DTZ001
    assert shown["Dihapus pada"] == datetime(2023, 5, 16, 1, 30)  # noqa: DTZ001
    facts = dict(book["Keterangan"].iter_rows(values_only=True))
    assert facts["Dibuat pada"] == datetime(2023, 5, 17, 0, 5)  # noqa: DTZ001
    begun = start_ekspor(rt, person, TABLE_PENILAIAN, {})
    assert finished(rt, person, begun).nama == "penilaian-2023-05-17.xlsx"


@sqlite
def test_what_nobody_fetched_within_an_hour_is_deleted(
    rt: Runtime, person: Principal, folder: Path
) -> None:
    now = time.time()
    for name, minutes in (("young", 59.5), ("old", 60.5)):
        for ending in ("xlsx", "json"):
            path = folder / f"{name}.{ending}"
            path.write_text("{}")
            os.utime(path, (now - minutes * 60, now - minutes * 60))
    finished(rt, person, start_ekspor(rt, person, TABLE_PENILAIAN, {}))
    assert sorted(p.name for p in folder.glob("[oy]*")) == ["young.json", "young.xlsx"]


@sqlite
def test_a_person_has_three_in_the_making_at_most(
    rt: Runtime, cast: Cast, person: Principal, folder: Path
) -> None:
    other = cast.people[Role.KETUA_TIM]

    def lay(number: int, whose: Principal, status: str) -> None:
        name = f"{number:032x}"
        write_state(folder, Ekspor(name, f"operator/{whose.operator_id}", "x.xlsx", status))

    for number in range(3):
        lay(number, other, "antre")
        lay(10 + number, person, "siap")
        lay(20 + number, person, "gagal")
    (folder / "broken.json").write_text('{"id": 5')
    lay(30, person, "antre")
    lay(31, person, "jalan")
    # What is done, what belongs to somebody else and what cannot be read do not count.
    finished(rt, person, start_ekspor(rt, person, TABLE_PENILAIAN, {}))
    lay(32, person, "antre")
    with pytest.raises(DomainError) as caught:
        start_ekspor(rt, person, TABLE_PENILAIAN, {})
    assert caught.value.code == "ekspor.busy"


@sqlite
def test_one_that_takes_too_long_is_given_up_in_words(
    rt: Runtime, person: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ekspor, "LIFETIME", 0.01)
    name = start_ekspor(rt, person, TABLE_PENILAIAN, {})
    state = finished(rt, person, name)
    assert state.status == "gagal"
    assert state.pesan == "Berkas tidak dapat dibuat. Coba lagi sebentar lagi."
    with pytest.raises(DomainError) as caught:
        take_ekspor(rt, person, name)
    assert (caught.value.code, caught.value.message) == ("ekspor.failed", state.pesan)


@sqlite
def test_what_the_address_says_wrongly_is_refused_before_anything_is_begun(
    rt: Runtime, person: Principal
) -> None:
    for given, code in (({"status": "semua"}, "saring.unknown"), ({"dari": "x"}, "tanggal.format")):
        with pytest.raises(DomainError) as caught:
            start_ekspor(rt, person, TABLE_PENILAIAN, given)
        assert caught.value.code == code
    assert not export_folder(rt.settings).exists()


@sqlite
def test_a_filter_that_names_nothing_of_the_persons_is_refused_before_a_file_is_begun(
    rt: Runtime, person: Principal
) -> None:
    with pytest.raises(NotFoundError):
        start_ekspor(rt, person, TABLE_PENILAIAN, {"upp": "tidak-ada"})
    assert list(export_folder(rt.settings).glob("*")) == []
    with rt.reading() as session:
        assert session.exec(select(Audit.id).where(Audit.aksi == "ekspor.tabel")).all() == []


@sqlite
def test_the_file_of_a_key_is_no_other_keys_and_no_persons(
    rt: Runtime, person: Principal, cast: Cast
) -> None:
    admin = cast.people[Role.ADMIN_UPP]
    keys = [
        replace(admin, operator_id=0, kunci_id=at, guna=frozenset({Permission.API_JAWABAN}))
        for at in (1, 2)
    ]
    name = start_ekspor(rt, keys[0], TABLE_JAWABAN, {"upp": "upp-a"})
    assert finished(rt, keys[0], name).status == "siap"
    for other in (keys[1], person, admin):
        with pytest.raises(NotFoundError):
            read_ekspor(rt, other, name)
    with pytest.raises(ForbiddenError):
        read_ekspor(rt, replace(keys[0], guna=frozenset({Permission.API_KIRIM})), name)


@sqlite
def test_a_finished_file_is_handed_out_under_its_name_and_gone_when_it_was_taken(
    rt: Runtime, person: Principal
) -> None:
    submit(rt, "layanan-a1")
    name = start_ekspor(rt, person, TABLE_PENILAIAN, {})
    state = finished(rt, person, name)
    assert (state.id, state.pemilik, state.selesai) == (
        name,
        f"operator/{person.operator_id}",
        1,
    )
    path, called = take_ekspor(rt, person, name)
    assert called == "penilaian-2023-05-15.xlsx"
    assert load_workbook(path)["Penilaian"].max_row == 2
    drop_ekspor(path.parent, name)
    assert list(path.parent.iterdir()) == []
    drop_ekspor(path.parent, name)
    with pytest.raises(NotFoundError):
        read_ekspor(rt, person, name)


def test_one_file_is_made_after_the_other_and_has_nothing_before() -> None:
    with ekspor._one_at_a_time:
        assert not ekspor._one_at_a_time.acquire(blocking=False)
    waiting = Ekspor("a" * 32, "operator/1", "x.xlsx")
    assert (waiting.status, waiting.total, waiting.selesai, waiting.pesan) == ("antre", 0, 0, "")
    assert not waiting.finished


def test_only_the_two_long_tables_have_a_file() -> None:
    assert find_table("penilaian") is TABLE_PENILAIAN
    assert find_table("responden").spec.name == "responden"
    with pytest.raises(NotFoundError):
        find_table("upp")


@pytest.mark.parametrize(
    ("column", "width"),
    [
        (Column("a", "U1", Kind.NUMBER), 6),
        (Column("a", "Jumlah jawaban", Kind.NUMBER), 11),
        (Column("a", "Tgl", Kind.DATE), 17),  # a day with its hour
        (Column("a", "Tanggal survei terakhir", Kind.DATE), 17),
        (Column("a", "Nama"), 24),
        (Column("a", "Saran", sortable=False), 60),  # what is not sorted is read: sentences
        (Column("a", "UPP"), 24),
        (Column("a", "JK"), 6),
        (Column("a", "Status", labels={"x": "Ya", "y": "Tidak dihitung"}), 18),
        (Column("a", "Status", labels={"x": "x" * 100}), 22),
        (Column("a", "Status jawaban", labels={"x": "Ya"}), 11),
    ],
)
def test_a_column_is_as_wide_as_what_stands_in_it(column: Column, width: float) -> None:
    number, found = sheet_columns([column])
    assert (number.title, number.kind, number.width) == ("No.", "number", 8)
    assert (found.title, found.kind, found.width) == (column.title, column.kind.value, width)


def test_the_table_of_answers_prints_in_letters_that_can_be_read() -> None:
    columns = [c for c in TABLE_PENILAIAN.spec.columns if c.excel and c.when is None]
    width = sum(column.width for column in sheet_columns(columns)) * 5.57
    # Letters of 11 points on paper of 842 points less the margins; they were 4.8 points tall.
    assert 11 * (842 - 72) / width > 6


@pytest.fixture(autouse=True)
def _nothing_is_left_running() -> Iterator[None]:
    yield
    with ekspor._one_at_a_time:
        pass  # whoever was at work has ended
