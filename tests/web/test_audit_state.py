"""The state of the audit page: a row is opened in words, and closed; what is gone is told."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from sekampadi.domain.izin import Role
from sekampadi.services.sistem.runtime import Runtime, record
from sekampadi.web.context import set_principal, use_runtime
from sekampadi.web.sistem.audit.state import AuditState
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.web.test_tabel import opened

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def process(rt: Runtime, cast: Cast) -> Iterator[None]:
    """Make the runtime that of the process, and sit down as who may read the trail."""
    use_runtime(rt)
    set_principal(cast.people[Role.PENGELOLA_SISTEM])
    yield
    set_principal(None)


async def test_a_row_is_opened_and_closed(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    clock.set_local(date(2023, 5, 15), 9, 5)
    names = {"sebelum": {"nama": "Lama"}, "sesudah": {"nama": "Baru"}}
    with rt.writing() as session:
        record(session, cast.admin_b, "upp.ubah", "upp-b", alasan="salah ketik", **names)
    page: Any = await opened(AuditState, "/admin/audit", {})
    [row] = page.baris
    shown = {k: row.sel[k] for k in ("waktu", "aksi", "objek", "oleh")}
    assert shown == {
        **{"waktu": "15-05-2023 09.05", "aksi": "Mengubah UPP"},
        **{"objek": "upp-b", "oleh": "admin-b"},
    }
    await AuditState.event_handlers["buka"].fn(page, row.id)
    assert page.terbuka.judul == "Mengubah UPP"
    told = {k.nama: k.isi for k in page.terbuka.keterangan}
    assert told["Waktu"] == "15 Mei 2023 pukul 09.05.00"
    assert told["Oleh"].startswith("admin-b (")
    assert (told["Objek"], told["Alasan"]) == ("upp-b", "salah ketik")
    [one] = page.terbuka.perubahan
    assert (one.nama, one.sebelum, one.sesudah) == ("Nama", "Lama", "Baru")
    AuditState.event_handlers["tutup"].fn(page)
    assert page.terbuka.id == ""


async def test_what_is_no_row_is_told(rt: Runtime) -> None:
    page: Any = await opened(AuditState, "/admin/audit", {})
    for wrong in ("", "abc", "-1", "99999", "9" * 40, None):
        await AuditState.event_handlers["buka"].fn(page, wrong)
        assert page.terbuka.id == ""
        assert page.gagal == "Baris jejak audit ini tidak ditemukan."
