"""Acting on rows, without a browser: what a page says and closes when an act fails or succeeds."""

from collections.abc import Iterator
from datetime import date, timedelta
from inspect import isawaitable
from typing import Any

import pytest
from reflex.state import BaseState
from sqlmodel import col, select, update

from sekampadi.db.models import Jawaban
from sekampadi.domain.izin import Role
from sekampadi.services.master.upp import create_upp, delete_upp, set_upp_active
from sekampadi.services.moderasi.moderasi import remove, restore, review
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web.context import set_principal, use_runtime
from sekampadi.web.master.layanan.state import LayananState
from sekampadi.web.master.upp.state import UppState
from sekampadi.web.moderasi.penilaian.state import PenilaianState
from tests.conftest import SettableClock
from tests.factories import Cast, isian, submit

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def process(rt: Runtime) -> Iterator[None]:
    """Make the runtime that of the process, as the composition root does."""
    use_runtime(rt)
    yield
    set_principal(None)


async def run(page: BaseState, handler: str, *args: object) -> None:
    """Handle an event as the framework does, without the guard."""
    found = type(page).event_handlers[handler].fn(page, *args)
    if isawaitable(found):
        await found


async def opened(kind: type[BaseState]) -> Any:
    page = kind(_reflex_internal_init=True)
    await run(page, "muat")
    return page


def empty_upp(rt: Runtime, cast: Cast, nama: str) -> str:
    return str(create_upp(rt, cast.people[Role.ADMIN_PEMPROV], {"nama": nama, "jenis": "Dinas"}).id)


async def test_mistakes_are_told_in_the_order_of_the_fields(rt: Runtime, cast: Cast) -> None:
    set_principal(cast.people[Role.ADMIN_PEMPROV])
    page = await opened(LayananState)
    await run(page, "buka_tambah")
    data = {"upp": "", "nama": "", "biaya": "x" * 101, "standar_waktu": ""}
    for fields in (list(data), list(reversed(data))):
        await run(page, "simpan", {field: data[field] for field in fields})
        told = [line.field for line in page.ringkasan]
        assert told == [field for field in fields if field in told]
        assert set(told) == {"upp", "nama", "biaya"}


@pytest.mark.parametrize("act", ["ubah", "hapus"])
async def test_a_row_that_is_gone_closes_what_was_open(act: str, rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    set_principal(admin)
    row = empty_upp(rt, cast, "Dinas Perikanan")
    page = await opened(UppState)
    if act == "hapus":
        await run(page, "minta", "hapus", row)
        assert (page.tanya.tindakan, page.tanya.bahaya) == ("hapus", True)
    delete_upp(rt, admin, int(row))
    await {
        "ubah": lambda: run(page, "buka_ubah", row),
        "hapus": lambda: run(page, "lakukan"),
    }[act]()
    assert page.gagal.startswith("Tidak ada yang diubah: data ini sudah tidak ada.")
    assert (page.form, page.tanya.tindakan, page.berita) == ("", "", "")
    assert row not in {line.id for line in page.baris}
    # An older refusal never stands beside what has worked since.
    await run(page, "aktifkan", str(cast.upp["upp-a"]))
    assert (page.berita, page.gagal) == ("UPP diaktifkan.", "")


async def test_a_refusal_leaves_the_question_open_and_goes_with_the_next_act(
    rt: Runtime, cast: Cast
) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    set_principal(admin)
    row = empty_upp(rt, cast, "Dinas Perikanan")
    page = await opened(UppState)
    assert "hapus" in next(line.boleh for line in page.baris if line.id == row)
    await run(page, "minta", "hapus", row)
    upt = {"nama": "UPT Pelabuhan", "jenis": "UPT", "induk": "dinas-perikanan"}
    upt_id = create_upp(rt, admin, upt).id
    await run(page, "lakukan")
    assert page.galat_tindakan.startswith("UPP ini masih mempunyai UPT.")
    # The table knows it now, too, and offers it no more.
    offered = next(line.boleh for line in page.baris if line.id == row)
    assert not {"hapus", "nonaktif"} & set(offered)
    set_upp_active(rt, admin, upt_id, False)
    await run(page, "minta", "nonaktif", row)
    await run(page, "lakukan")
    assert (page.galat_tindakan, page.berita) == ("", "UPP dinonaktifkan.")


async def test_several_answers_are_told_and_taken_back(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    person, above = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    for day in range(1, 8):
        submit(rt, "layanan-a1", isian(saran=f"saran {day} " + "x" * 90), day=date(2026, 1, day))
    set_principal(person)
    page = await opened(PenilaianState)
    await run(page, "pilih_semua", True)
    await run(page, "minta", "hapus", "")
    assert (page.judul_form, page.tombol_form) == (
        "Hapus 7 jawaban dari semua angka?",
        "Hapus 7 jawaban",
    )
    assert page.rincian[0] == "07-01-2026 · Layanan a1 · “saran 7 " + "x" * 72 + " …”"
    assert (len(page.rincian), page.rincian[-1]) == (6, "dan 2 lagi")
    await run(page, "kerjakan", {"alasan": "percobaan"})
    assert (page.form, page.baris, page.dapat_urung) == ("", [], True)
    with rt.reading() as session:
        ids = [i for i in session.exec(select(Jawaban.id).order_by(col(Jawaban.id))) if i]
    restore(rt, above, ids[:1], "keliru")
    await run(page, "urungkan")
    assert page.berita.startswith("6 jawaban dipulihkan.")
    assert (len(page.baris), page.dapat_urung) == (7, False)
    said = page.berita
    await run(page, "urungkan")  # a second click
    assert page.berita == said

    clock.advance(timedelta(seconds=1))
    await run(page, "minta", "hapus", str(ids[0]))
    await run(page, "kerjakan", {"alasan": "percobaan"})
    restore(rt, above, ids[:1], "keliru")
    clock.advance(timedelta(seconds=1))
    remove(rt, above, ids[:1], "memang harus keluar")
    await run(page, "urungkan")
    assert f"sudah diurungkan oleh {above.username}, 15-05-2023 10.00." in page.gagal
    assert len(page.baris) == 6


async def test_what_is_being_typed_stays_when_a_lost_connection_is_back(
    rt: Runtime, cast: Cast
) -> None:
    submit(rt, "layanan-a1", isian())
    set_principal(cast.people[Role.ADMIN_UPP])
    page = await opened(PenilaianState)
    await run(page, "minta", "hapus", "1")
    await run(page, "muat")
    assert page.form == "hapus"
    await run(page, "kerjakan", {"alasan": "percobaan"})
    with rt.reading() as session:
        assert session.exec(select(Jawaban.dihapus_oleh)).one() == "admin_upp"


async def test_an_act_asks_only_about_rows_that_are_shown(rt: Runtime, cast: Cast) -> None:
    set_principal(cast.people[Role.ADMIN_UPP])
    for layanan in ("layanan-a1", "layanan-b1"):
        submit(rt, layanan, isian(saran=layanan))
    with rt.reading() as session:
        [foreign] = session.exec(select(Jawaban.id).where(col(Jawaban.saran) == "layanan-b1"))
    page = await opened(PenilaianState)
    for forged in (str(foreign), "0", "00"):
        await run(page, "minta", "hapus", page.baris[0].id)
        assert page.form == "hapus"
        await run(page, "minta", "hapus", forged)
        assert (page.form, page.tentang) == ("", "")
        assert "tidak ada di daftar" in page.gagal


async def test_who_removes_what_a_colleague_has_reviewed_meanwhile_is_told_once(
    rt: Runtime, cast: Cast
) -> None:
    person, above = cast.people[Role.ADMIN_UPP], cast.people[Role.ADMIN_PEMPROV]
    submit(rt, "layanan-a1", isian())
    with rt.writing() as session:
        session.connection().execute(update(Jawaban).values(tanda=1))
    set_principal(person)
    page = await opened(PenilaianState)
    await run(page, "minta", "hapus", "1")
    review(rt, above, [1])
    await run(page, "kerjakan", {"alasan": "percobaan"})
    assert page.form == "hapus"
    assert f"sudah ditinjau oleh {above.username}" in page.galat_tindakan
    await run(page, "kerjakan", {"alasan": "percobaan"})
    assert (page.form, page.baris) == ("", [])
