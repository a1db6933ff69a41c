"""Pages of a long table: the same lines in the same order as reading the table from its start."""

import random
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, false, text
from sqlmodel import Session

from sekampadi.db.listing import Source
from sekampadi.db.long import warn_of_counters
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.moderasi import StatusJawaban
from sekampadi.domain.tabel import TableQuery
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN, TABLE_RESPONDEN
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import TableSource, dump_table, load_table
from tests.conftest import Content, Copy
from tests.factories import make_cast, random_isian, submit

ANSWERS = 90
OF_UPP = ("rekap_upp_bulan", "rekap_upp_hari")


def fill(rt: Runtime) -> Principal:
    """Store answers of two layanan with one name, ten of them removed; return who may see all."""
    cast = make_cast(rt)
    rng = random.Random(5)
    for _ in range(ANSWERS):
        submit(
            rt,
            rng.choice(list(cast.layanan)),
            random_isian(rng) | {"saran": rng.choice(["", "Petugas ramah", "antre lama"])},
            day=date(2023, 1, 1) + timedelta(days=rng.randint(0, 9)),
        )
    with rt.writing() as session:
        # Two offices may use one name, with other capitals: no order tells them apart.
        session.connection().execute(
            text("UPDATE layanan SET nama = 'LAYANAN A1' WHERE kode = 'layanan-b1'")
        )
    person = cast.people[Role.ADMIN_PEMPROV]
    view = load_table(rt, person, TABLE_PENILAIAN, {"ukuran": "10", "halaman": "3"})
    remove(rt, person, [r.id for r in view.page.rows], "contoh penghapusan")
    return person


@pytest.fixture
def content() -> Content:
    return fill


@pytest.fixture
def pemprov(copied: Copy) -> Principal:
    person: Principal = copied.made
    return person


def _as_if_short(table: TableSource) -> TableSource:
    """Return a table whose every order and search is left to the database."""

    def source(session: Session, person: Principal, query: TableQuery) -> Source:
        return replace(
            table.source(session, person, query),
            long=None,
            search={"layanan": lambda _: false(), "upp": lambda _: false()},
        )

    return TableSource(table.spec, source)


@pytest.mark.parametrize(
    "saring",
    [{"dari": "2023-01-01"}, {"cari": "petugas"}, {"upp": "upp-a"}, {"status": "dihapus"}],
    ids=str,
)
@pytest.mark.parametrize("table", [TABLE_PENILAIAN, TABLE_RESPONDEN], ids=lambda t: t.spec.name)
def test_every_page_is_the_one_of_the_whole_table(
    rt: Runtime, pemprov: Principal, table: TableSource, saring: dict[str, str]
) -> None:
    if table is TABLE_RESPONDEN:
        # A word that fits choices of two fields, and one whose choices the counters know.
        word = "swasta" if "status" in saring else "p"
        saring = {k: v for k, v in saring.items() if k in {"dari", "upp"}} or {"cari": word}
    columns = [c for c in table.spec.columns_for(pemprov, saring) if c.sortable]
    for urut in (sign + c.key for c in columns for sign in ("", "-")):
        asked = saring | {"urut": urut, "ukuran": "10"}
        with rt.reading() as session:
            plain = dump_table(session, pemprov, _as_if_short(table), asked)
            whole = [line for chunk in plain.chunks for line in chunk]
            dump = dump_table(session, pemprov, table, asked)
            assert [line for chunk in dump.chunks for line in chunk] == whole, urut
        pages = [load_table(rt, pemprov, table, asked).page]
        for number in range(2, pages[0].pages + 1):
            pages.append(load_table(rt, pemprov, table, asked | {"halaman": str(number)}).page)
        rows = [row for page in pages for row in page.rows]
        assert len({row.id for row in rows}) == len(rows) == pages[0].total == dump.total
        shown = [tuple(c.words(r.values[c.key]) for c in dump.columns) for r in rows]
        assert shown == whole, urut


def _within_reach(table: TableSource) -> TableSource:
    """Return a table of which few lines are counted where the counters know nothing."""

    def source(session: Session, person: Principal, query: TableQuery) -> Source:
        made = table.source(session, person, query)
        assert made.long is not None
        return replace(made, long=replace(made.long, reach=18, reach_sorted=12))

    return TableSource(table.spec, source)


@pytest.mark.parametrize(
    "saring", [{"cari": "petugas"}, {"tinjau": "tidak"}, {"cari": "lama", "upp": "upp-a"}], ids=str
)
def test_beyond_its_reach_a_table_shows_the_first_lines(
    rt: Runtime, pemprov: Principal, saring: dict[str, str]
) -> None:
    table = _within_reach(TABLE_PENILAIAN)
    columns = [c for c in table.spec.columns_for(pemprov, saring) if c.sortable]
    for urut in (sign + c.key for c in columns for sign in ("", "-")):
        asked = saring | {"urut": urut, "ukuran": "10"}
        with rt.reading() as session:
            dump = dump_table(session, pemprov, _as_if_short(TABLE_PENILAIAN), asked)
            whole = [line for chunk in dump.chunks for line in chunk]
        pages = [
            load_table(rt, pemprov, table, asked | {"halaman": number}).page
            for number in ("1", "2", "99")
        ]
        pages = pages[: pages[0].pages]
        more = len(whole) > 18
        assert {p.more for p in pages} == {more}
        assert {p.total for p in pages} == {min(18, len(whole))}
        rows = [row for page in pages for row in page.rows]
        shown = [tuple(c.words(r.values[c.key]) for c in dump.columns) for r in rows]
        assert shown == whole[: len(shown)], urut
        assert len(shown) == min(18, len(whole))
        if "lama" not in saring.values():
            assert more


def test_an_exact_total_whose_order_no_counter_knows_leads_as_far_as_one_of_days(
    rt: Runtime, pemprov: Principal
) -> None:
    page = load_table(rt, pemprov, _within_reach(TABLE_RESPONDEN), {"urut": "usia"}).page
    assert (page.total, page.more, page.reach) == (ANSWERS - 10, False, 18)


@pytest.mark.parametrize(
    "gone",
    [
        ("rekap_hari", "rekap_upp_hari"),
        ("rekap_hari", "rekap_bulan"),
        ("rekap_hari", "rekap_bulan", *OF_UPP),
    ],
    ids=["days", "layanan", "all"],
)
def test_lines_are_shown_though_the_counters_disagree(
    rt: Runtime, pemprov: Principal, gone: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    asked = [{"urut": urut} for urut in ("-tanggal", "u1", "-umum", "upp", "-layanan")]
    if set(OF_UPP) <= set(gone):  # nobody knows how many there are but who counts them
        asked = [{"urut": "u1", "cari": "petugas"}, {"urut": "-umum", "tinjau": "tidak"}]

    def read() -> list[list[int]]:
        pages: list[list[int]] = []
        for given in asked:
            last = load_table(rt, pemprov, TABLE_PENILAIAN, given | {"halaman": "9"}).page
            for number in range(1, last.pages + 1):
                own = given | {"halaman": str(number)}
                page = load_table(rt, pemprov, TABLE_PENILAIAN, own).page
                pages.append([row.id for row in page.rows])
        return pages

    def export() -> list[list[tuple[object, ...]]]:
        with rt.reading() as session:
            dumps = [dump_table(session, pemprov, TABLE_PENILAIAN, given) for given in asked]
            return [sorted((x for c in d.chunks for x in c), key=str) for d in dumps]

    before = read(), export()
    assert min(map(len, before[0])) > 0
    with rt.writing() as session:
        for name in gone:
            session.connection().execute(text(f"DELETE FROM {name}"))
    warn_of_counters.cache_clear()
    assert (read(), export()) == before
    said = [r.message for r in caplog.records if "rebuild-rekap" in r.message]
    assert len(said) == (0 if set(OF_UPP) <= set(gone) else 1)


@pytest.mark.parametrize("urut", ["layanan", "-upp"])
def test_a_file_in_the_order_of_names_searches_one_name_at_a_time(
    rt: Runtime, pemprov: Principal, urut: str
) -> None:
    asked: list[str] = []

    def note(*args: Any) -> None:
        asked.append(f"{args[2]} {''.join(map(str, args[3]))}")

    with rt.reading() as session:
        dump = dump_table(session, pemprov, TABLE_PENILAIAN, {"cari": "petugas", "urut": urut})
        event.listen(rt.engine, "before_cursor_execute", note)
        lines = [line for chunk in dump.chunks for line in chunk]
    event.remove(rt.engine, "before_cursor_execute", note)
    assert len(lines) == dump.total > 0
    searches = [words for words in asked if "jawaban_kata" in words]
    assert searches
    assert all(re.search("\ue000[0-9]", words) for words in searches)


def test_what_is_without_conditions_is_what_the_counters_say(
    rt: Runtime, pemprov: Principal
) -> None:
    for status, overall in ((StatusJawaban.AKTIF, ANSWERS - 10), (StatusJawaban.DIHAPUS, 10)):
        given = {"status": status.value, "cari": "petugas"}
        page = load_table(rt, pemprov, TABLE_PENILAIAN, given).page
        assert page.overall == overall
        plain = load_table(rt, pemprov, TABLE_PENILAIAN, {"status": status.value}).page
        assert plain.total == plain.overall == overall
