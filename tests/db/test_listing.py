"""Tables: what an address asks is what comes, on both databases; nothing a client sends is believed."""

import random
import re
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Jawaban
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.tabel import Column, Filter, TableQuery, TableSpec, parse_query
from sekampadi.services.moderasi.jawaban import PENILAIAN, TABLE_PENILAIAN, TABLE_RESPONDEN
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.daftar_tabel import TABLES, find_table
from sekampadi.services.tabel.tabel import TableRow, TableSource, dump_table, load_table
from tests.conftest import Content
from tests.factories import Cast, isian, make_cast, random_isian, submit


def fill(rt: Runtime) -> Cast:
    """Leave sixty answers in three weeks."""
    cast, rng = make_cast(rt), random.Random(11)
    for _ in range(60):
        submit(
            rt,
            rng.choice(list(cast.layanan)),
            random_isian(rng)
            | {"saran": rng.choice(["", "Bagus", "kurang RAMAH", "100% a_b \\ 'x'"])},
            day=date(2023, 1, 1) + timedelta(days=rng.randint(0, 20)),
        )
    return cast


@pytest.fixture
def content(request: pytest.FixtureRequest) -> Content | None:
    return fill if "cast" in request.fixturenames else None


@pytest.fixture
def pemprov(cast: Cast) -> Principal:
    return cast.people[Role.ADMIN_PEMPROV]


def all_rows(rt: Runtime, person: Principal, table: TableSource, **given: str) -> list[TableRow]:
    """Read every page of a table, ten lines at a time."""
    rows: list[TableRow] = []
    number = 1
    while True:
        view = load_table(rt, person, table, {"ukuran": "10", "halaman": str(number)} | given)
        assert view.page.offset == len(rows)
        rows += view.page.rows
        if number >= view.page.pages:
            assert view.page.total == len(rows)
            return rows
        number += 1


@pytest.mark.parametrize("table", [TABLE_PENILAIAN, TABLE_RESPONDEN], ids=lambda t: t.spec.name)
def test_every_order_shows_every_row_once_and_the_file_in_the_same_order(
    rt: Runtime, pemprov: Principal, table: TableSource
) -> None:
    for column in table.spec.columns:
        if not column.sortable or column.when is not None:
            continue
        for sign in ("", "-"):
            rows = all_rows(rt, pemprov, table, urut=sign + column.key)
            assert len({r.id for r in rows}) == len(rows) == 60
            if column.key not in {"pendidikan", "pekerjaan", "jenis_kelamin"}:
                values = [r.values[column.key] for r in rows]
                keys = [v.lower() if isinstance(v, str) else v for v in values]
                assert keys == sorted(keys, reverse=bool(sign)), column.key
            with rt.reading() as session:
                dump = dump_table(session, pemprov, table, {"urut": sign + column.key})
                shown = list(dump.columns)
                lines = [line for chunk in dump.chunks for line in chunk]
            assert dump.total == len(lines) == 60
            assert lines == [tuple(c.words(r.values[c.key]) for c in shown) for r in rows], (
                column.key
            )


def test_keyset_chunks_lose_nothing_at_their_edges(rt: Runtime, pemprov: Principal) -> None:
    from sekampadi.db.listing import read_all

    query = TableQuery(sort="-umum")
    columns = PENILAIAN.columns_for(pemprov)
    with rt.reading() as session:
        source = TABLE_PENILAIAN.source(session, pemprov, query)
        whole = [m["id"] for part in read_all(session, source, columns, query) for m in part]
        for chunk in (1, 7, 60, 61):
            parts = list(read_all(session, source, columns, query, chunk=chunk))
            assert [m["id"] for part in parts for m in part] == whole
            assert max(map(len, parts)) <= chunk


@pytest.mark.parametrize(
    ("words", "hits"),
    [("ramah", True), ("RAMAH kurang", True), ("100%", True), ("a_b", True), ("a\\b", True),
     ("\\", False), ("'x'", True), ("%", False), ("_", False), ("axb", False), ("\0", None),
     ("\ud800", None), ("layanan b1", True), ("upp-c", True), ("ramah bagus", False),
     ("ram", True), ("ra", False), ("amah", False), ("kurang layanan upp", True), ("ram %", True),
     ("ramah*", True), ('"ramah" OR bagus', False), ("NEAR(ramah kurang)", False),
     ("-ramah", True), ("saran:ramah", False), ("!ramah & (kurang)", True), ("\ue000x", True),
     ("\ue0001", False), ("$kata$", False), ("ramah' | 'bagus", False), ("x" * 100, False)],
)  # fmt: skip
def test_search_finds_all_words_by_how_they_begin(
    rt: Runtime, pemprov: Principal, words: str, hits: bool | None
) -> None:
    rows = all_rows(rt, pemprov, TABLE_PENILAIAN, cari=words)

    def fits(row: TableRow) -> bool:
        names = [str(row.values[k]).lower() for k in ("upp", "layanan")]
        spoken = re.findall(r"[^\W_]+", str(row.values["saran"]).lower())

        def said(piece: str) -> bool:
            # Short words are found as a whole: two letters begin half of all words.
            return any(s == piece or (len(piece) > 2 and s.startswith(piece)) for s in spoken)

        def occurs(word: str) -> bool | None:
            pieces = re.findall(r"[^\W_]+", word)
            if len(word) > 2 or not pieces:
                if any(word in name for name in names):
                    return True
            elif any(set(pieces) <= set(re.findall(r"[^\W_]+", name)) for name in names):
                return True
            return all(map(said, pieces)) if pieces else None

        found = [occurs(word) for word in words.lower().split()]
        return False not in found and True in found

    if hits is None:
        assert len(rows) == 60
        return
    everything = all_rows(rt, pemprov, TABLE_PENILAIAN)
    assert {r.id for r in rows} == {r.id for r in everything if fits(r)}
    assert bool(rows) is hits


def test_filters_and_the_line_that_says_so(rt: Runtime, pemprov: Principal, cast: Cast) -> None:
    given = {"upp": "upp-a", "dari": "2023-01-05", "sampai": "2023-01-15", "sumber": "daring"}
    view = load_table(rt, pemprov, TABLE_PENILAIAN, given)
    with rt.reading() as session:
        wanted = session.exec(
            select(Jawaban.id).where(
                col(Jawaban.layanan_id).in_(
                    [cast.layanan["layanan-a1"], cast.layanan["layanan-a2"]]
                ),
                col(Jawaban.tanggal).between(date(2023, 1, 5), date(2023, 1, 15)),
            )
        ).all()
    assert view.page.total == len(wanted)
    assert view.page.overall == 60
    assert {r.id for r in all_rows(rt, pemprov, TABLE_PENILAIAN, **given)} == set(wanted)
    child = load_table(rt, pemprov, TABLE_PENILAIAN, {"upp": "upp-c upt"})  # as a browser reads "+"
    both = [
        r for r in all_rows(rt, pemprov, TABLE_PENILAIAN) if r.values["upp"] in {"UPP-C", "UPT-C1"}
    ]
    assert child.page.total == len(both)


@pytest.mark.parametrize(
    "given",
    [
        {"urut": "password_hash"},
        {"urut": "__class__"},
        {"urut": "--tanggal"},
        {"urut": "id; DROP TABLE jawaban"},
        {"halaman": "-1", "ukuran": "1000000"},
        {"halaman": "99999999999999999999", "ukuran": "x"},
        {"halaman": "²", "ukuran": "٣"},
        {"utm_source": "x"},
        {"urut": "alasan_hapus"},
        {"urut": "dihapus_pada"},
    ],
)
def test_what_means_nothing_counts_as_not_given(
    rt: Runtime, pemprov: Principal, given: dict[str, str]
) -> None:
    view = load_table(rt, pemprov, TABLE_PENILAIAN, given)
    assert view.query.sort == "-tanggal"
    assert view.query.size == 25
    assert len(view.page.rows) in {25, 10}


@pytest.mark.parametrize(
    "given",
    [
        {"status": "semua"},
        {"sumber": "' OR 1=1 --"},
        {"tinjau": "x"},
        {"dari": "2023-02-30"},
        {"sampai": "besok"},
        {"dari": "2023-02-02", "sampai": "2023-02-01"},
        {"upp": "tidak-ada"},
        {"layanan": "tidak-ada"},
    ],
)
def test_a_filter_that_means_nothing_is_an_error(
    rt: Runtime, pemprov: Principal, given: dict[str, str]
) -> None:
    with pytest.raises(DomainError):
        load_table(rt, pemprov, TABLE_PENILAIAN, given)


def test_a_column_one_may_not_see_is_not_searched_sorted_or_read(rt: Runtime, cast: Cast) -> None:
    submit(rt, "layanan-a1", isian(saran="rahasia"))
    spec = TableSpec(
        "x",
        "X",
        "/x",
        Permission.JAWABAN_READ,
        (
            Column("tanggal", "Tanggal"),
            Column("saran", "Saran", searchable=True, permission=Permission.AUDIT_READ),
            Column("layanan", "Layanan", searchable=True),
        ),
        "tanggal",
        export_permission=Permission.JAWABAN_EXPORT,
    )
    table = TableSource(spec, TABLE_PENILAIAN.source)
    person = cast.people[Role.ADMIN_UPP]
    assert load_table(rt, person, table, {"cari": "rahasia"}).page.total == 0
    view = load_table(rt, person, table, {"urut": "saran"})
    assert view.query.sort == "tanggal"
    assert "saran" not in view.page.rows[0].values
    with rt.reading() as session:
        assert "rahasia" not in repr(list(dump_table(session, person, table, {}).chunks))


def test_an_address_says_the_state_and_nothing_else(cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    query = TableQuery("a b", {"status": "aktif", "upp": "upp-c+upt"}, "-u1", 3, 50)
    address = query.address(PENILAIAN)
    assert address == "/admin/penilaian?cari=a+b&upp=upp-c%2Bupt&urut=-u1&halaman=3&ukuran=50"
    assert query.address(PENILAIAN, cari="", upp="", urut="-tanggal", halaman=1, ukuran=25) == (
        PENILAIAN.path
    )
    again = parse_query(PENILAIAN, {"cari": "a b", "upp": "upp-c+upt", "urut": "-u1"}, person)
    assert (again.search, again.filters, again.sort) == ("a b", {"upp": "upp-c+upt"}, "-u1")


def test_every_table_binds_every_key_of_its_spec(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_PEMPROV]
    for name, table in TABLES.items():
        assert find_table(name) is table
        with rt.reading() as session:
            source = table.source(session, person, parse_query(table.spec, {}, person))
        assert {c.key for c in table.spec.columns} <= set(source.columns)
        assert {f.key for f in table.spec.filters} <= set(source.filters)


def test_a_spec_cannot_contradict_itself() -> None:
    columns = (Column("a", "A"), Column("b", "B", sortable=False))
    with pytest.raises(ValueError, match="twice"):
        TableSpec("x", "X", "/x", Permission.SESSION, (*columns, *columns), "a")
    with pytest.raises(ValueError, match="sorted"):
        TableSpec("x", "X", "/x", Permission.SESSION, columns, "b")
    with pytest.raises(ValueError, match="twice"):
        TableSpec("x", "X", "/x", Permission.SESSION, columns, "a", (Filter("cari", "C"),))
