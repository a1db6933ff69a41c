"""The mistakes other SKM applications make, each shown not to be made here: the part with a database.

The others are in ``tests/unit/domain/test_mistakes.py``.
"""

from datetime import date, datetime

import pytest
from sqlalchemy import event
from sqlmodel import select

from sekampadi.db.counters import Change, Place, add_to_counters
from sekampadi.db.models import Jawaban, metadata
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import FieldErrors
from sekampadi.domain.ikm import Metode, compute_ikm
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.periode import ZONA, Periode
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.domain.survei.survei import parse_jawaban
from sekampadi.services.laporan.dashboard import load_dashboard
from sekampadi.services.laporan.figures import load_figures
from sekampadi.services.laporan.laporan import load_laporan
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.publik.publik import load_public_figures
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from tests import factories

Q1 = Periode.triwulan(2023, 1)


def test_mistake_02_numerator_and_denominator_pass_the_same_filters(
    rt: Runtime, cast: factories.Cast
) -> None:
    ones = factories.isian(**{f"u{i}": "1" for i in range(1, 10)})
    fours = factories.isian(**{f"u{i}": "4" for i in range(1, 10)})
    for _ in range(3):
        factories.submit(rt, "layanan-a1", fours, day=date(2023, 2, 10))
    factories.submit(rt, "layanan-a2", ones, day=date(2023, 2, 10))
    factories.submit(rt, "layanan-b1", ones, day=date(2023, 2, 10))
    factories.submit(rt, "layanan-a1", ones, day=date(2023, 4, 1))
    hasil = load_figures(
        rt, cast.people[Role.ADMIN_UPP], layanan_kode="layanan-a1", periode=Q1
    ).hasil
    assert hasil == compute_ikm(3, (12,) * 9, Metode.SEKAMPADI)


def test_mistake_06_an_answer_taken_out_is_gone_from_every_page(
    rt: Runtime, cast: factories.Cast
) -> None:
    fields = factories.isian(u1="1")
    factories.submit(rt, "layanan-a1", fields, day=date(2023, 2, 10))
    factories.submit(rt, "layanan-a1", day=date(2023, 2, 10))
    with rt.writing() as session:
        row = session.exec(select(Jawaban).where(Jawaban.u1 == 1)).one()
        session.delete(row)
        session.flush()
        add_to_counters(
            session,
            Change(
                Place(cast.upp["upp-a"], row.layanan_id, 0, "daring", row.tanggal),
                Rekap.of([parse_jawaban(fields).penilaian]),
                -1,
                stored_id(row.id),
            ),
        )
    assert check_rekap(rt) == []
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    page = load_laporan(rt, pemprov, periode=Q1)
    numbers = {
        len(page.halaman.rows),
        page.figures.hasil.n,
        page.halaman.overall,
        load_figures(rt, pemprov, periode=Periode()).hasil.n,
        load_dashboard(rt, pemprov).snapshot.figures.hasil.n,
        sum(b.hasil.n for b in load_laporan_lengkap(rt, pemprov, periode=Q1).per_upp),
    }
    assert numbers == {1}
    assert page.figures.hasil.unsur[0].jumlah == 3


def test_mistake_07_an_empty_unit_has_no_figure_anywhere(rt: Runtime, cast: factories.Cast) -> None:
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    page = load_laporan(rt, pemprov, kunci="upp-b", periode=Periode())
    capaian = load_dashboard(rt, pemprov).snapshot.capaian
    assert capaian is not None
    for hasil in (
        page.figures.hasil,
        load_figures(rt, pemprov, periode=Periode()).hasil,
        *(b.hasil for b in capaian.baris),
    ):
        assert (hasil.n, hasil.nilai, hasil.mutu) == (0, None, None)
    assert capaian.rata_rata is None
    assert load_public_figures(rt, periode=Periode()).hasil is None


def test_mistake_08_the_last_day_of_a_period_counts_to_its_last_second(
    rt: Runtime, cast: factories.Cast
) -> None:
    for clock in (
        lambda: datetime(2023, 3, 31, 23, 59, 59, 999_999, ZONA),
        lambda: datetime(2023, 4, 1, tzinfo=ZONA),
    ):
        factories.submit(Runtime(rt.engine, rt.settings, clock), "layanan-a1")
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    assert load_figures(rt, pemprov, periode=Q1).hasil.n == 1
    assert load_laporan(rt, pemprov, periode=Q1).halaman.rows[0].tanggal == date(2023, 3, 31)
    last_day = Periode(date(2023, 3, 31), date(2023, 3, 31))
    assert load_figures(rt, pemprov, periode=last_day).hasil.n == 1


def test_mistake_09_any_number_of_people_may_answer_from_one_place(
    rt: Runtime, cast: factories.Cast
) -> None:
    # The same answers at the same moment from the same kiosk: nothing but the identity tells them apart.
    for _ in range(20):
        factories.submit(rt, "layanan-a1")
    pemprov = cast.people[Role.ADMIN_PEMPROV]
    assert load_figures(rt, pemprov, periode=Periode()).hasil.n == 20
    columns = {c.name for table in metadata.tables.values() for c in table.columns}
    assert not columns & {"ip", "alamat_ip", "ip_address", "perangkat_pengguna", "user_agent"}


def test_mistake_10_an_answer_must_hold_the_nine_questions_once_each(
    rt: Runtime, cast: factories.Cast
) -> None:
    written: list[str] = []
    event.listen(
        rt.engine, "before_cursor_execute", lambda _c, _cu, statement, *_: written.append(statement)
    )
    for fields in (factories.isian(u5=None), factories.isian(u10="4")):
        with pytest.raises(FieldErrors):
            factories.submit(rt, "layanan-a1", fields)
    assert written == []


def test_mistake_11_every_group_adds_up_to_the_number_of_people(
    rt: Runtime, cast: factories.Cast
) -> None:
    for sex in "LLLP":
        factories.submit(rt, "layanan-a1", factories.isian(jenis_kelamin=sex))
    rekap = load_figures(rt, cast.people[Role.ADMIN_PEMPROV], periode=Periode()).rekap
    assert dict(rekap.groups[Kelompok.JENIS_KELAMIN]) == {"L": 3, "P": 1}
    assert {sum(cells.values()) for cells in rekap.groups.values()} == {4}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_mistake_12_no_column_holds_what_identifies_a_citizen(rt: Runtime) -> None:
    columns = {c.name for c in metadata.tables["jawaban"].columns}
    assert not columns & {"nama", "nik", "telepon", "no_hp", "email", "alamat", "ip", "device"}
