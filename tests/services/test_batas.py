"""The boundary between UPP stands in the questions themselves: rows of another office are not even read.

What is read and left out afterwards is one forgotten line away from being shown.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import event
from sqlmodel import col, select, update

from sekampadi.db.models import Jawaban, Layanan, Operator, PelaksanaanSurvei, Publikasi, Upp
from sekampadi.db.queries import master
from sekampadi.db.queries.master import LayananRow, UppRow
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.services.impor.templat_layanan import make_template
from sekampadi.services.laporan.dashboard import load_dashboard, load_pilihan
from sekampadi.services.laporan.figures import load_figures
from sekampadi.services.laporan.laporan import load_laporan, load_pilihan_layanan, load_saran
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.laporan.pelaksanaan import load_pelaksanaan, save_pelaksanaan
from sekampadi.services.layar.layar import load_layar
from sekampadi.services.master.kelola_operator import list_pilihan_akun, load_operator
from sekampadi.services.master.layanan import list_own_upp, load_layanan
from sekampadi.services.moderasi.jawaban import load_layanan_tujuan
from sekampadi.services.moderasi.moderasi import HasilModerasi
from sekampadi.services.moderasi.moderasi_beruntun import (
    list_beruntun,
    remove_beruntun,
    review_beruntun,
    undo_remove_beruntun,
)
from sekampadi.services.publikasi.daftar import load_pilihan_terbit, load_publikasi
from sekampadi.services.publikasi.paket import list_anggota
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.publikasi.rancangan import load_rancangan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.entri import enter_jawaban, load_entri, undo_entri
from sekampadi.services.tabel.tabel import load_table
from sekampadi.services.tugas.tugas import load_tugas
from tests.conftest import Content, Copy
from tests.factories import Cast, isian, make_cast, submit
from tests.services.test_hak import ALL_TABLES

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
TW_I, QUARTER = Periode.triwulan(2023, 1), Triwulan(2023, 1)
THEN = date(2023, 2, 2)
BURST = uuid.UUID(int=7)
OWNED: dict[Any, Callable[[Any], int | None]] = {
    Upp: lambda row: row.id,
    Layanan: lambda row: row.upp_id,
    Operator: lambda row: row.upp_id,
    PelaksanaanSurvei: lambda row: row.upp_id,
    Publikasi: lambda row: row.upp_id,
}
"""What belongs to an UPP -> to which; of an answer its layanan tells."""
Read = Callable[[Runtime, Principal, Cast], object]


def _members(rt: Runtime, person: Principal, _: Cast) -> None:
    with rt.reading() as session:
        list_anggota(session, person, "", TW_I)


READS: dict[str, Read] = {
    "dashboard": lambda rt, p, _: load_dashboard(rt, p),
    "choice of parts": lambda rt, p, _: load_pilihan(rt, p),
    "figures": lambda rt, p, _: load_figures(rt, p, periode=TW_I),
    "report": lambda rt, p, _: load_laporan(rt, p, periode=TW_I),
    "suggestions": lambda rt, p, _: load_saran(rt, p, periode=TW_I),
    "choice of layanan": lambda rt, p, _: load_pilihan_layanan(rt, p),
    "whole report": lambda rt, p, _: load_laporan_lengkap(rt, p, periode=TW_I, saran=5),
    "how a survey was done": lambda rt, p, _: load_pelaksanaan(rt, p, "", QUARTER),
    "sheets": lambda rt, p, _: load_publikasi(rt, p),
    "choice of sheets": lambda rt, p, _: load_pilihan_terbit(rt, p, "upp-a"),
    "draft of a sheet": lambda rt, p, _: load_rancangan(
        rt, p, kunci="", layanan_kode="", periode=TW_I
    ),
    "package": _members,
    "own offices": lambda rt, p, _: list_own_upp(rt, p),
    "a layanan": lambda rt, p, cast: load_layanan(rt, p, cast.layanan["layanan-a1"]),
    "choices of an account": lambda rt, p, _: list_pilihan_akun(rt, p),
    "an account": lambda rt, p, _: load_operator(rt, p, p.operator_id),
    "template": lambda rt, p, _: make_template(rt, p),
    "where an answer may go": lambda rt, p, _: load_layanan_tujuan(rt, p),
    "entry": lambda rt, p, _: load_entri(rt, p, tanggal="2023-05-01"),
    "bursts": lambda rt, p, _: list_beruntun(rt, p),
    "what is to be done": lambda rt, p, _: load_tugas(rt, p),
    **{
        f"table {t.spec.name}": lambda rt, p, _, t=t: load_table(rt, p, t, {})  # type: ignore[misc]
        for t in ALL_TABLES
        if t.spec.name not in {"upp", "audit"}
    },
}


def fill(rt: Runtime) -> Cast:
    """Give every office answers, a word about its survey and a sheet."""
    cast = make_cast(rt)
    people = {"upp-a": cast.people[Role.ADMIN_UPP], "upp-b": cast.admin_b, "upp-c": cast.admin_c}
    for kode in cast.layanan:
        for _ in range(6):
            submit(rt, kode, day=THEN)
    for kode, person in people.items():
        isian = {"pelaksana": "mandiri", "dilayani": "90"}
        save_pelaksanaan(rt, person, kode, QUARTER, isian)
        publish(rt, person, kunci=kode, periode=TW_I)
    with rt.writing() as session:
        marks = update(Jawaban).values(beruntun=BURST, tanda=64)
        session.connection().execute(marks.where(col(Jawaban.id) % 2 == 0))
    return cast


@pytest.fixture
def content() -> Content:
    return fill


@pytest.fixture
def filled(copied: Copy) -> Cast:
    cast: Cast = copied.made
    return cast


@contextmanager
def rows_read(cast: Cast) -> Iterator[set[str]]:
    """Collect the kinds of rows that are read, with the offices to which they belong."""
    owner = {i: f"upp-{kode[8]}" for kode, i in cast.layanan.items()}
    names = {i: kode for kode, i in cast.upp.items()}
    found: set[str] = set()

    def of_upp(row: Any, _context: object) -> None:
        upp_id = OWNED[type(row)](row)
        found.add(f"{type(row).__name__} of {names.get(upp_id or 0)}")

    def of_answer(row: Jawaban, _context: object) -> None:
        found.add(f"Jawaban of {owner[row.layanan_id]}")

    def upp_row(*values: Any) -> UppRow:
        row = UppRow(*values)
        found.add(f"Upp of {names.get(row.id)}")
        return row

    def layanan_row(*values: Any) -> LayananRow:
        row = LayananRow(*values)
        found.add(f"Layanan of {names.get(row.upp.id)}")
        return row

    listened: list[tuple[type, Any]] = [*((kind, of_upp) for kind in OWNED), (Jawaban, of_answer)]
    for kind, listener in listened:
        event.listen(kind, "load", listener)
    try:
        # Lists of offices and layanan are read without objects: each row becomes one of these.
        with (
            patch.object(master, "UppRow", upp_row),
            patch.object(master, "LayananRow", layanan_row),
        ):
            yield found
    finally:
        for kind, listener in listened:
            event.remove(kind, "load", listener)


@pytest.mark.parametrize("name", READS)
def test_of_another_office_nothing_is_read(name: str, rt: Runtime, filled: Cast) -> None:
    with rows_read(filled) as found:
        READS[name](rt, filled.people[Role.ADMIN_UPP], filled)
    assert {line for line in found if not line.endswith("upp-a")} == set()


def test_the_wall_of_an_office_reads_that_office_alone(rt: Runtime, filled: Cast) -> None:
    with rows_read(filled) as found:
        load_layar(rt, filled.people[Role.PIMPINAN_UPP])
    assert {"Layanan of upp-a", "Upp of upp-a"} <= found
    assert {line for line in found if not line.endswith("upp-a")} == set()


def test_who_handles_a_burst_takes_hold_of_no_answer_of_another_office(
    rt: Runtime, filled: Cast
) -> None:
    person = filled.people[Role.ADMIN_UPP]
    acts: tuple[Callable[[], HasilModerasi], ...] = (
        lambda: review_beruntun(rt, person, BURST),
        lambda: remove_beruntun(rt, person, BURST, "dari skrip"),
        lambda: undo_remove_beruntun(rt, person, BURST, rt.now()),
    )
    for act in acts:
        with rows_read(filled) as found:
            assert act().diubah == 6
        assert {line for line in found if line.startswith(("Jawaban", "Layanan"))} == {
            "Jawaban of upp-a",
            "Layanan of upp-a",
        }


def test_a_burst_that_many_offices_share_is_told_to_each_as_far_as_it_is_its_own(
    rt: Runtime, filled: Cast
) -> None:
    province, office = filled.people[Role.ADMIN_PEMPROV], filled.people[Role.ADMIN_UPP]

    def told(person: Principal) -> tuple[int, int, int, set[str]]:
        [line] = list_beruntun(rt, person).baris
        removed = line.hapus.jumlah if line.hapus else 0
        return line.jumlah, line.perlu, removed, {*line.layanan}

    everybody = {f"Layanan {kode[8:]}" for kode in filled.layanan}
    assert told(office) == (6, 6, 0, {"Layanan a1", "Layanan a2"})
    assert told(province) == (15, 15, 0, everybody)
    remove_beruntun(rt, province, BURST, "dari skrip")
    assert told(office) == (6, 0, 6, {"Layanan a1", "Layanan a2"})
    assert told(province) == (15, 0, 15, everybody)


@contextmanager
def meanwhile(rt: Runtime, change: str) -> Iterator[None]:
    """Change the database as somebody else would, between finding answers and taking hold of them."""
    done: list[str] = []

    def look(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "jawaban.id IN" in statement and not done:
            done.append(statement)
            connection.exec_driver_sql(change)

    event.listen(rt.engine, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(rt.engine, "before_cursor_execute", look)
    assert done


def test_an_answer_that_goes_to_another_office_meanwhile_is_left_alone(
    rt: Runtime, filled: Cast
) -> None:
    there, here = filled.layanan["layanan-b1"], filled.layanan["layanan-a2"]
    move = f"UPDATE jawaban SET layanan_id = {there} WHERE layanan_id = {here}"
    with meanwhile(rt, move):
        done = review_beruntun(rt, filled.people[Role.ADMIN_UPP], BURST)
    assert done.diubah == 3


def test_a_sheet_that_goes_to_another_office_meanwhile_is_not_taken_back(
    rt: Runtime, filled: Cast
) -> None:
    petugas, identity = filled.people[Role.PETUGAS_LAYANAN], str(uuid.uuid4())
    enter_jawaban(
        rt,
        petugas,
        uuid_text=identity,
        layanan_kode="layanan-a1",
        tanggal="2023-05-15",
        isian=isian(),
    )
    there, here = filled.layanan["layanan-b1"], filled.layanan["layanan-a1"]
    move = f"UPDATE jawaban SET layanan_id = {there} WHERE layanan_id = {here}"
    # The transaction fails, and with it what somebody else did inside it here.
    with (
        pytest.raises((NotFoundError, ValueError)),
        meanwhile(rt, move),
    ):
        undo_entri(rt, petugas, uuid_text=identity)
    with rt.reading() as session:
        removed = session.exec(select(Jawaban).where(col(Jawaban.dihapus_pada).is_not(None)))
        assert removed.all() == []


def test_what_is_read_of_the_province_is_read_of_all(rt: Runtime, filled: Cast) -> None:
    with rows_read(filled) as found:
        load_laporan_lengkap(rt, filled.people[Role.PIMPINAN], periode=TW_I)
    offices = {"upp-a", "upp-b", "upp-c", "upt-c1"}
    assert {line.rpartition(" ")[2] for line in found if line.startswith("Upp ")} == offices
