"""Who changes a triwulan that is frozen for the public is told that the public sees it later."""

import uuid
from datetime import date

import pytest
from sqlmodel import col, select, update

from sekampadi.db.models import Jawaban
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.services.impor.impor_jawaban import import_jawaban
from sekampadi.services.moderasi.moderasi import move, remove, restore
from sekampadi.services.moderasi.moderasi_beruntun import remove_beruntun, undo_remove_beruntun
from sekampadi.services.publik.publik import settle
from sekampadi.services.publik.tunda import tell_tunda
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.entri import enter_jawaban, undo_entri
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.impor import baris, berkas

FIRST, THEN = date(2023, 1, 1), date(2023, 2, 2)
WHY = "isian percobaan"


def fill(rt: Runtime) -> list[int]:
    """Give two UPP twelve answers each in a triwulan that is over, and one an answer of today."""
    for kode in ("layanan-a1", "layanan-b1"):
        for _ in range(12):
            factories.submit(rt, kode, factories.isian(), day=THEN)
    factories.submit(rt, "layanan-a1", factories.isian())
    with rt.reading() as session:
        return [i for i in session.exec(select(Jawaban.id).order_by(col(Jawaban.id))) if i]


def test_every_act_on_a_frozen_triwulan_says_so(rt: Runtime, cast: Cast) -> None:
    ids, person = fill(rt), cast.people[Role.ADMIN_PEMPROV]
    settle(rt)
    assert remove(rt, person, [ids[0], ids[-1]], WHY).tertunda == (FIRST,)
    assert restore(rt, person, [ids[0]], WHY).tertunda == (FIRST,)
    assert move(rt, person, [ids[1]], "layanan-b1", WHY).tertunda == (FIRST,)
    assert restore(rt, person, [ids[-1]], WHY).tertunda == ()
    assert restore(rt, person, [ids[-1]], WHY).tertunda == ()
    name, moment = uuid.uuid4(), rt.now()
    with rt.writing() as session:
        session.connection().execute(
            update(Jawaban).where(col(Jawaban.id).in_(ids[4:8])).values(beruntun=name)
        )
    assert remove_beruntun(rt, person, name, WHY).tertunda == (FIRST,)
    assert undo_remove_beruntun(rt, person, name, moment).tertunda == (FIRST,)
    petugas = cast.people[Role.PETUGAS_LAYANAN]
    sheet = {"uuid_text": str(uuid.uuid4()), "layanan_kode": "layanan-a1"}
    typed = enter_jawaban(rt, petugas, tanggal="2023-03-30", isian=factories.isian(), **sheet)
    assert typed.tertunda == (FIRST,)
    assert undo_entri(rt, petugas, uuid_text=str(typed.uuid)) == (FIRST,)
    file = berkas([baris(tanggal=date(2023, 3, 30)), baris(usia=40)])
    assert import_jawaban(rt, petugas, layanan_kode="layanan-a1", file=file).tertunda == (FIRST,)
    # The file once more stores nothing, so nothing waits.
    assert import_jawaban(rt, petugas, layanan_kode="layanan-a1", file=file).tertunda == ()
    assert tell_tunda(()) == ""
    assert tell_tunda((FIRST,)) == (
        "Angka publik Triwulan I 2023 sudah dibekukan: di sana perubahan baru tampak setelah 5 "
        "jawaban atau lebih dari satu bagian yang ditampilkan berubah."
    )


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_before_the_joint_freeze_it_holds_where_a_sheet_is_published(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 4, 3))
    ids, person = fill(rt), cast.people[Role.ADMIN_PEMPROV]
    publish(rt, person, kunci="upp-a", periode=Periode.triwulan(2023, 1))
    assert remove(rt, person, [ids[12]], WHY).tertunda == ()
    assert remove(rt, person, [ids[0]], WHY).tertunda == (FIRST,)
