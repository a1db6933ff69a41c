"""A table's specification: who sees which column when, what may be done, and what an address says."""

from dataclasses import replace

import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import PROVINSI, Permission, Principal, Role
from sekampadi.domain.tabel import (
    Action,
    Column,
    Filter,
    FilterKind,
    Kind,
    Option,
    Page,
    TableQuery,
    TableSpec,
    nearest_page,
    parse_query,
)

SPEC = TableSpec(
    "uji",
    "Uji",
    "/uji",
    Permission.SESSION,
    (
        Column("nama", "Nama", searchable=True),
        Column("nilai", "Nilai", Kind.NUMBER),
        Column("saran", "Saran", sortable=False, permission=Permission.SARAN_READ),
        Column("alasan", "Alasan", when=("status", "dihapus")),
    ),
    "-nama",
    filters=(
        Filter("status", "Status", options=(Option("aktif", "Dihitung"), Option("dihapus", "Dihapus")), default="aktif"),
        Filter("upp", "UPP"),
        Filter("dari", "Mulai", FilterKind.DATE),
        Filter("sampai", "Akhir", FilterKind.DATE),
    ),
    actions=(
        Action("hapus", "Hapus", Permission.JAWABAN_MODERATE),
        Action("lihat", "Lihat", Permission.JAWABAN_READ),
    ),
)  # fmt: skip
PETUGAS, ADMIN, PIMPINAN = (
    Principal(1, "seseorang", role, None, "", PROVINSI)
    for role in (Role.PETUGAS_LAYANAN, Role.ADMIN_PEMPROV, Role.PIMPINAN)
)


def keys(person: Principal, **filters: str) -> list[str]:
    return [c.key for c in SPEC.columns_for(person, filters)]


def test_a_column_is_seen_by_whom_it_is_for_while_it_means_something() -> None:
    assert keys(ADMIN) == keys(ADMIN, status="aktif") == ["nama", "nilai", "saran"]
    assert keys(PETUGAS) == ["nama", "nilai"]
    assert keys(ADMIN, status="dihapus") == ["nama", "nilai", "saran", "alasan"]
    assert keys(PETUGAS, status="dihapus") == ["nama", "nilai", "alasan"]
    assert keys(ADMIN, upp="dihapus") == ["nama", "nilai", "saran"]
    assert [c.key for c in SPEC.columns if c.conditional] == ["saran", "alasan"]


def test_acts_are_those_a_person_may_do() -> None:
    assert [a.key for a in SPEC.actions_for(ADMIN)] == ["hapus", "lihat"]
    assert [a.key for a in SPEC.actions_for(PIMPINAN)] == ["lihat"]
    assert SPEC.actions_for(PETUGAS) == ()


def test_a_plain_column_is_on_the_screen_and_in_the_file_is_sorted_and_not_searched() -> None:
    plain = Column("a", "A")
    assert (plain.screen, plain.excel, plain.sortable, plain.searchable) == (
        True,
        True,
        True,
        False,
    )
    assert (plain.kind, plain.narrow, plain.conditional) == (Kind.TEXT, False, False)
    assert SPEC.has_search
    assert not replace(SPEC, columns=(plain,), default_sort="a").has_search


def test_stored_values_are_shown_in_their_words_and_others_as_they_are() -> None:
    labelled = Column("a", "A", labels={"x": "Ikan", 1: "Satu"})
    assert [labelled.words(v) for v in ("x", 1, "y", None)] == ["Ikan", "Satu", "y", None]
    assert Column("a", "A").words("x") == "x"


@pytest.mark.parametrize(
    "change",
    [
        {"columns": (Column("nama", "A"), Column("nama", "B"))},
        {"filters": (Filter("a", "A"), Filter("a", "B"))},
        *({"filters": (Filter(name, "A"),)} for name in ("cari", "urut", "halaman", "ukuran")),
        {"default_sort": "saran"},
        {"default_sort": "-tidak"},
    ],
)
def test_a_table_that_contradicts_itself_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="uji"):
        replace(SPEC, **change)  # type: ignore[arg-type]


def test_an_address_says_what_is_not_taken_for_granted() -> None:
    plain = parse_query(SPEC, {}, ADMIN)
    assert plain.address(SPEC) == "/uji"
    assert plain.address(SPEC, halaman=2) == "/uji?halaman=2"
    given = {"cari": "jalan baru", "upp": "upp-a", "urut": "nilai", "ukuran": "50", "halaman": "3"}
    query = parse_query(SPEC, given, ADMIN)
    assert query.address(SPEC) == "/uji?cari=jalan+baru&upp=upp-a&urut=nilai&halaman=3&ukuran=50"
    assert query.address(SPEC, cari="", upp="", halaman=1, ukuran=25, urut="-nama") == "/uji"
    assert parse_query(SPEC, {"status": "dihapus"}, ADMIN).address(SPEC) == "/uji?status=dihapus"
    assert parse_query(SPEC, {"status": "aktif"}, ADMIN).address(SPEC) == "/uji"


def test_an_order_goes_up_or_down_by_what_the_person_sees() -> None:
    def order(urut: str, **filters: str) -> tuple[str, bool]:
        query = parse_query(SPEC, {"urut": urut, **filters}, ADMIN)
        return query.sort_key, query.descending

    assert order("nilai") == ("nilai", False)
    assert order("-nilai") == ("nilai", True)
    assert order("saran") == order("alasan") == ("nama", True)
    assert order("alasan", status="dihapus") == ("alasan", False)
    assert TableQuery().page == 1


def test_a_filter_takes_what_it_knows() -> None:
    known = {"status": "dihapus", "upp": "x" * 300, "dari": "2023-3-1", "sampai": "2023-03-01"}
    assert parse_query(SPEC, known, ADMIN).filters == {
        "status": "dihapus",
        "upp": "x" * 200,
        "dari": "2023-03-01",
        "sampai": "2023-03-01",
    }
    assert parse_query(SPEC, {"upp": " \0 ", "lain": "x"}, ADMIN).filters == {}
    for wrong, code in (
        ({"status": "semua"}, "saring.unknown"),
        ({"dari": "2023-03-02", "sampai": "2023-03-01"}, "periode.reversed"),
        ({"dari": "kemarin"}, "tanggal.format"),
    ):
        with pytest.raises(DomainError) as caught:
            parse_query(SPEC, wrong, ADMIN)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("number", "total", "nearest"),
    [(1, 0, 1), (0, 31, 1), (1, 31, 1), (4, 31, 4), (5, 31, 4), (3, 30, 3), (4, 30, 3), (2, 10, 1)],
)
def test_the_page_asked_for_or_the_nearest(number: int, total: int, nearest: int) -> None:
    assert nearest_page(number, total, 10) == nearest
    lines = list(range(total))
    page = Page.cut(
        lambda skip, take: lines[skip : skip + take],
        total=total,
        overall=99,
        number=number,
        size=10,
    )
    assert (page.number, page.total, page.overall, page.size) == (nearest, total, 99, 10)
    assert page.offset == (nearest - 1) * 10
    assert list(page.rows) == lines[page.offset : page.offset + 10]
    assert page.pages == max(1, (total + 9) // 10)
