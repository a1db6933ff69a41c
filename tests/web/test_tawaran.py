"""What a page offers to whom: links to files, tabs and places are those that the role may open."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from reflex.istate.data import RouterData
from reflex.state import BaseState

from sekampadi.domain.izin import Principal, Role
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web import route
from sekampadi.web.akun.sesi.state import SesiState
from sekampadi.web.context import set_principal, use_runtime
from sekampadi.web.laporan.dashboard.state import DashboardState, TugasState
from sekampadi.web.laporan.rekap.state import RekapState
from sekampadi.web.laporan.state import LaporanState
from sekampadi.web.route import all_routes
from sekampadi.web.routes import ROUTES
from tests.conftest import Content, Copy
from tests.factories import Cast, isian, make_cast, submit

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
READERS = {
    *(Role.ADMIN_UPP, Role.PIMPINAN_UPP, Role.ADMIN_PEMPROV),
    *(Role.KETUA_TIM, Role.KABAG_TATALAKSANA, Role.PIMPINAN),
}
OF_THE_PROVINCE = READERS - {Role.ADMIN_UPP, Role.PIMPINAN_UPP}
DAYS = {"dari": "2023-01-01", "sampai": "2023-03-31"}


def fill(rt: Runtime) -> Cast:
    cast = make_cast(rt)
    for kode in cast.layanan:
        submit(rt, kode, day=date(2023, 2, 2))
    return cast


@pytest.fixture
def content() -> Content:
    return fill


@pytest.fixture
def people(rt: Runtime, copied: Copy) -> Iterator[dict[Role, Principal]]:
    """Make the runtime that of the process, as the composition root does."""
    use_runtime(rt)
    before, route._routes[:] = all_routes(), ROUTES
    cast: Cast = copied.made
    yield cast.people
    set_principal(None)
    route._routes[:] = before


async def opened(kind: type[BaseState], person: Principal, path: str, **query: str) -> Any:
    """Open a page at an address, as somebody."""
    set_principal(person)
    page: Any = kind(_reflex_internal_init=True)
    address = f"{path}?{urlencode(query)}" if query else path
    page.router = RouterData.from_router_data(
        {"pathname": path, "asPath": address, "query": query, "headers": {}}
    )
    await type(page).event_handlers["muat"].fn(page)
    return page


async def test_a_report_offers_its_files_and_all_its_parts(
    people: dict[Role, Principal],
) -> None:
    for role in READERS:
        page = await opened(LaporanState, people[role], "/admin/laporan", **DAYS)
        assert page.galat == ""
        assert page.unduhan_paket.startswith("/unduh/paket.zip?"), role
        assert page.unduhan.startswith("/unduh/lembar.pdf?"), role
        assert page.unduhan_laporan, role
        assert "saran" in {tab.kunci for tab in page.tab}, role


async def test_a_package_needs_two_ends_and_no_single_layanan(
    people: dict[Role, Principal],
) -> None:
    person = people[Role.ADMIN_UPP]
    for query in ({}, {"dari": "2023-01-01"}, DAYS | {"layanan": "layanan-a1"}):
        page = await opened(LaporanState, person, "/admin/laporan", **query)
        assert (page.galat, page.unduhan_paket) == ("", ""), query
        assert page.unduhan, query


async def test_the_province_is_taken_away_by_who_compares_it(people: dict[Role, Principal]) -> None:
    for role in OF_THE_PROVINCE:
        page = await opened(RekapState, people[role], "/admin/rekap", **DAYS)
        assert page.boleh_unduh, role
        assert page.unduhan_paket == "/unduh/paket.zip?dari=2023-01-01&sampai=2023-03-31", role
    page = await opened(RekapState, people[Role.PIMPINAN], "/admin/rekap", periode="semua")
    assert (page.boleh_unduh, page.unduhan_paket) == (True, "")


async def test_the_menu_begins_where_the_work_does(people: dict[Role, Principal]) -> None:
    for role in Role:
        page = await opened(SesiState, people[role], "/admin/akun")
        told = role is not Role.PETUGAS_LAYANAN
        assert (page.awal, page.diberi_tahu) == ("/admin", told), role
        assert (page.halaman, page.boleh) == ("/admin/akun", True)
        assert (page.username, page.peran) == (role.value, role.label)
    page = await opened(SesiState, people[Role.PETUGAS_LAYANAN], "/admin/laporan")
    assert (page.halaman, page.boleh) == ("/admin/laporan", False)


async def test_home_is_each_role_s_own(people: dict[Role, Principal]) -> None:
    for role in Role:
        page = await opened(TugasState, people[role], "/admin")
        own = {Role.PETUGAS_LAYANAN: "loket", Role.PENGELOLA_SISTEM: "sistem"}
        assert page.rumah == own.get(role, "pembaca"), role
        assert not page.mulai.tampil
        assert page.tugas == []
    counter = await opened(TugasState, people[Role.PETUGAS_LAYANAN], "/admin")
    assert (counter.hari_ini, counter.kertas, counter.upp_kode) == ("0", "0", "upp-a")
    assert [row.kunci for row in counter.daftar_layanan] == ["layanan-a1", "layanan-a2"]


async def test_home_of_a_reader_leads_to_the_very_place(
    rt: Runtime, people: dict[Role, Principal]
) -> None:
    for _ in range(5):
        submit(rt, "layanan-a1", isian(saran="treewww"), day=date(2023, 3, 1))
    for role in READERS:
        page = await opened(DashboardState, people[role], "/admin", cakupan="upp-a")
        view = page.view
        assert (view.nama, view.nilai.n, view.kini.n) == ("UPP-A", "7", 0)
        assert view.kini.perubahan == "belum ada jawaban pada triwulan ini"
        assert [p.nama for p in page.tren.titik] == ["Triwulan I 2023"]
        days = "dari=2023-04-01&sampai=2023-06-30"
        assert view.kini.banding == f"/admin/laporan?cakupan=upp-a&{days}&bagian=analisis"
        shown = [row for row in view.tugas if page.memoderasi or not row.moderasi]
        assert len(shown) == (len(view.tugas) if page.memoderasi else view.tugas_pembaca)
        kinds = ["lembar", "tinjau", "diam"] if page.memoderasi else ["lembar", "diam"]
        assert [row.jenis for row in shown] == kinds, role
        assert shown[0].tautan.endswith("periode=2023-01-01_2023-03-31")
        assert (shown[0].tenggat, shown[0].lewat) == ("batasnya 7 April 2023, lewat 38 hari", True)
    page = await opened(DashboardState, people[Role.PIMPINAN_UPP], "/admin")
    [lembar, diam] = page.view.tugas
    assert lembar.kalimat == "lembar IKM Triwulan I 2023 belum terbit: UPP-A"
    assert (diam.tautan, diam.berkas) == ("/unduh/poster.pdf?upp=upp-a", True)
