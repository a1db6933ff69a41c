"""What an address asks of a table: the sizes of its pages, and what means nothing."""

from dataclasses import replace

import pytest

from sekampadi.domain.izin import PROVINSI, Permission, Principal, Role
from sekampadi.domain.tabel import PAGE_MAX, Column, Kind, TableSpec, parse_query

SPEC = TableSpec(
    "uji",
    "Uji",
    "/uji",
    Permission.SESSION,
    (Column("nama", "Nama"), Column("umur", "Umur", Kind.NUMBER, sortable=False)),
    "-nama",
)
PERSON = Principal(1, "seseorang", Role.PIMPINAN, None, "", PROVINSI)


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        *((str(n), n) for n in (10, 25, 50, 100)),
        *((text, 25) for text in ("", "0", "9", "11", "99", "101", "-10", "x", "1e2", "٥٠")),
    ],
)
def test_a_page_has_one_of_four_sizes(asked: str, size: int) -> None:
    assert parse_query(SPEC, {"ukuran": asked}, PERSON).size == size
    other = replace(SPEC, default_size=50)
    assert parse_query(other, {"ukuran": asked}, PERSON).size == (
        50 if asked != str(size) else size
    )


@pytest.mark.parametrize(
    ("asked", "page"),
    [("", 1), ("0", 1), ("1", 1), ("2", 2), ("99999999999", PAGE_MAX), ("9" * 12, 1), ("-3", 1)],
)
def test_a_page_has_a_number(asked: str, page: int) -> None:
    assert parse_query(SPEC, {"halaman": asked}, PERSON).page == page


def test_a_search_is_cut_and_an_order_must_exist() -> None:
    query = parse_query(SPEC, {"cari": "x" * 101, "urut": "umur"}, PERSON)
    assert (len(query.search), query.sort, query.descending) == (100, "-nama", True)
    other = parse_query(SPEC, {"cari": " a\0b ", "urut": "nama"}, PERSON)
    assert (other.search, other.sort, other.descending) == ("ab", "nama", False)
