"""The state of a table, without a browser: where its handlers lead, and the hours in its cells."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from reflex.istate.data import RouterData
from reflex.state import BaseState
from sqlmodel import select

from sekampadi.db.models import Jawaban
from sekampadi.domain.izin import Role
from sekampadi.domain.tabel import FilterKind, Page
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.runtime import Runtime, record
from sekampadi.web.context import set_principal, use_runtime
from sekampadi.web.master.layanan.state import LayananState
from sekampadi.web.master.operator.state import OperatorState
from sekampadi.web.master.upp.state import UppState
from sekampadi.web.moderasi.penilaian.state import PenilaianState
from sekampadi.web.moderasi.responden.state import RespondenState
from sekampadi.web.sistem.audit.state import AuditState
from sekampadi.web.ui.states.tabel import describe_page
from sekampadi.web.ui.tabel import tabel
from tests.conftest import Content, Copy, SettableClock
from tests.factories import Cast, make_cast, make_layanan, make_operator, make_upp, submit

STATES = (
    *(LayananState, OperatorState, UppState, PenilaianState, RespondenState),
    AuditState,
)
SECOND = {"halaman": "2", "ukuran": "10"}


def fill(rt: Runtime) -> Cast:
    """Give each table more than a page of ten lines."""
    cast = make_cast(rt)
    for number in range(11):
        make_upp(rt, f"kantor-{number}")
        make_layanan(rt, cast.upp["upp-a"], f"urusan-{number}")
        make_operator(rt, f"orang-{number}")
        submit(rt, "layanan-a1", day=date(2023, 2, 2))
        with rt.writing() as session:
            record(session, None, "upp.aktif", f"kantor-{number}")
    return cast


@pytest.fixture
def content() -> Content:
    return fill


@pytest.fixture(autouse=True)
def process(rt: Runtime, copied: Copy) -> Iterator[None]:
    """Make the runtime that of the process, and sit down as who may read every table."""
    use_runtime(rt)
    set_principal(copied.made.people[Role.ADMIN_PEMPROV])
    yield
    set_principal(None)


async def opened(kind: type[BaseState], path: str, query: dict[str, str]) -> Any:
    """Open the page of a table at an address."""
    page: Any = kind(_reflex_internal_init=True)
    page.router = RouterData.from_router_data(
        {
            "pathname": path,
            "asPath": f"{path}?{urlencode(query)}",
            "query": query,
            "headers": {},
        }
    )
    await type(page).event_handlers["muat"].fn(page)
    assert page.galat == ""
    return page


def leads(page: BaseState, handler: str, *args: object) -> dict[str, str]:
    """Return the parameters of the address that an event leads to."""
    spec = type(page).event_handlers[handler].fn(page, *args)
    [path] = [value._var_value for name, value in spec.args if str(name) == "path"]
    return query_of(path)


def query_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", STATES)
async def test_another_search_filter_or_order_begins_at_the_first_page(
    kind: type[BaseState],
) -> None:
    spec = kind(_reflex_internal_init=True)._table().spec  # type: ignore[attr-defined]
    page = await opened(kind, spec.path, SECOND)
    assert page.halaman == 2
    led = [
        leads(page, "urutkan", spec.columns[0].key),
        leads(page, "pilih_urutan", f"-{spec.columns[0].key}"),
        leads(page, "pilih_ukuran", "25"),
        leads(page, "hapus_saringan"),
        leads(page, "terapkan", {"cari": "a"}),
    ]
    assert led[-1] == {"cari": "a", "ukuran": "10"}
    for f in spec.filters:
        if f.kind is FilterKind.DATE:
            led.append(leads(page, "terapkan", {f.key: "01-02-2023"}))
            assert led[-1] == {f.key: "2023-02-01", "ukuran": "10"}
            continue
        shown = next((s for s in page.saringan if s.kunci == f.key), None)
        if shown is None:  # nothing to pick from before something else is picked
            continue
        led.append(leads(page, "saring_satu", f.key, shown.pilihan[-1].kunci))
        assert led[-1] == {f.key: shown.pilihan[-1].kunci, "ukuran": "10"}
    assert all("halaman" not in query for query in led)
    assert [(await opened(kind, spec.path, query)).halaman for query in led] == [1] * len(led)
    # What only turns pages keeps all the rest.
    page = await opened(kind, spec.path, SECOND | {"urut": spec.columns[0].key})
    assert leads(page, "ke_halaman", 3) == {
        "halaman": "3",
        "ukuran": "10",
        **({} if spec.default_sort == page.urut else {"urut": page.urut}),
    }


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_a_filter_that_is_taken_away_leads_to_the_first_page() -> None:
    found = {"cari": "layanan", "dari": "2023-01-01", **SECOND}
    page = await opened(PenilaianState, "/admin/penilaian", found)
    assert page.halaman == 2
    assert {k.kunci: query_of(k.alamat) for k in page.keping} == {
        "cari": {"dari": "2023-01-01", "ukuran": "10"},
        "dari": {"cari": "layanan", "ukuran": "10"},
    }
    assert query_of(page.tanpa_saringan) == {"ukuran": "10"}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_a_filter_that_is_taken_away_takes_along_what_hangs_on_it() -> None:
    found = {"upp": "upp-a", "layanan": "layanan-a1", "dari": "2023-01-01"}
    page = await opened(PenilaianState, "/admin/penilaian", found)
    left = {k.kunci: query_of(k.alamat) for k in page.keping}
    assert left["upp"] == {"dari": "2023-01-01"}
    assert left["layanan"] == {"upp": "upp-a", "dari": "2023-01-01"}


async def test_a_moment_in_a_table_is_that_of_the_province(
    rt: Runtime, copied: Copy, clock: SettableClock
) -> None:
    clock.set_local(date(2023, 5, 16), 1, 30)  # still the 15th in Greenwich
    with rt.reading() as session:
        ids = [i for i in session.exec(select(Jawaban.id)) if i]
    remove(rt, copied.made.people[Role.ADMIN_PEMPROV], ids[:1], "Isian percobaan")
    page = await opened(PenilaianState, "/admin/penilaian", {"status": "dihapus"})
    [row] = page.baris
    assert row.sel["dihapus_pada"] == "16-05-2023 01.30"
    assert row.sel["tanggal"] == "02-02-2023"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_finds_nothing_is_told_how_words_are_searched() -> None:
    for kind in STATES:
        shown = str(tabel(kind, kind(_reflex_internal_init=True)._table().spec))  # type: ignore[attr-defined]
        assert "Tidak ada yang cocok" in shown
        assert ("dicari dari awalnya" in shown) is (kind is PenilaianState), kind


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("page", "words"),
    [
        (Page((1, 2), 2, 2, 1, 10), "Tampilkan 1 sampai 2 dari 2 entri"),
        (
            Page((1,) * 10, 10_000, 12_345_678, 1, 10, more=True, reach=10_000),
            "Tampilkan 1 sampai 10 dari lebih dari 10.000 entri"
            " (disaring dari 12.345.678 entri keseluruhan)",
        ),
        (
            Page((1,) * 10, 10_000, 10_000, 200, 10, more=True, overall_more=True, reach=2_000),
            "Tampilkan 1.991 sampai 2.000 dari lebih dari 10.000 entri."
            " Persempit pencarian atau saringan, atau balik urutannya, untuk yang lain.",
        ),
        (
            Page((1,) * 10, 20_000, 20_000, 2_000, 10),
            "Tampilkan 19.991 sampai 20.000 dari 20.000 entri",
        ),
        (
            Page((1,) * 10, 20_000, 20_000, 1, 10, reach=10_000),
            "Tampilkan 1 sampai 10 dari 20.000 entri."
            " Persempit pencarian atau saringan, atau balik urutannya, untuk yang lain.",
        ),
        (
            Page((1,) * 10, 10_000, 10_000, 1, 10, overall_more=True, reach=10_000),
            "Tampilkan 1 sampai 10 dari 10.000 entri"
            " (disaring dari lebih dari 10.000 entri keseluruhan)",
        ),
    ],
)
def test_what_was_not_counted_is_not_said(page: Page[int], words: str) -> None:
    assert describe_page(page) == words
