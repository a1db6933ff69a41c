"""Tables: what a table shows, how it may be searched, filtered and sorted, and what an address asks of it.

One :class:`TableSpec` drives the screen, the address and the Excel file of a table. Keys that
come from an address are looked up here; nothing a client sends ever names an attribute.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.periode import parse_tanggal
from sekampadi.domain.teks import write_address
from sekampadi.i18n import t

R = TypeVar("R")

PAGE_SIZES = (10, 25, 50, 100)
DEFAULT_SIZE = 25
SEARCH_MAX = 100
"""Longest search text; what lies beyond is cut, because nobody types it on purpose."""
SEARCH_WORDS = 8
"""Most words of a search that a long table looks for, each once; others do not count."""
PAGE_MAX = 10_000_000
REACH = 10_000
"""Lines of a search or a mark that are counted, and that pages with a number lead to."""
REACH_SORTED = 2_000
"""The same, where there are more of them and their order is another than that of the days."""


class Kind(StrEnum):
    """What a column holds, and so how it is written and aligned."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    """A day, or a moment, which is written with its hour."""


class FilterKind(StrEnum):
    """What a filter takes."""

    CHOICE = "choice"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a choice: what the address says, and what the person reads."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column, shown on the screen, in the Excel file, or both.

    Args:
        permission: who may see it, search it and sort by it; None for everyone at the table.
        labels: stored value -> its words, for the screen and the file.
        when: ``(filter, value)``: the column exists only while that is picked.
        narrow: holds a figure or two: such columns stand close, on a phone side by side.
        several: says something only to who may see several UPP; the screen of others goes without.
    """

    key: str  # its name in addresses and rows
    title: str
    kind: Kind = Kind.TEXT
    sortable: bool = True
    searchable: bool = False
    screen: bool = True
    excel: bool = True
    permission: Permission | None = None
    hint: str = ""  # what a short heading means
    labels: Mapping[Any, str] | None = None
    when: tuple[str, str] | None = None
    narrow: bool = False
    several: bool = False

    @property
    def conditional(self) -> bool:
        """Whether some people, at some times, do not see it."""
        return self.permission is not None or self.when is not None or self.several

    def words(self, value: object) -> object:
        """Return a stored value as a person reads it."""
        return self.labels.get(value, value) if self.labels is not None else value


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter.

    Args:
        options: the choices that never change. Those that come from the database are told by the
            ``options`` of the table's source, and stand in their place.
        default: what counts when the address says nothing; it is the first option then.
        resets: keys of filters that mean nothing any more when this one changes.
    """

    key: str  # its name in addresses
    title: str
    kind: FilterKind = FilterKind.CHOICE
    options: tuple[Option, ...] = ()
    default: str = ""
    resets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person may do with rows, by a button, with a permission of its own.

    What everyone at the table may do to a row is a ``Tindak`` of its state, offered where the acts
    of its source say so.
    """

    key: str
    title: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table."""

    name: str  # in addresses of files
    title: str  # also of the Excel sheet
    path: str  # of its page
    permission: Permission
    columns: tuple[Column, ...]
    default_sort: str  # key of a sortable column, with ``-`` in front for descending
    filters: tuple[Filter, ...] = ()
    actions: tuple[Action, ...] = ()
    export_permission: Permission | None = None  # without one there is no Excel file
    default_size: int = DEFAULT_SIZE
    by_beginning: bool = False  # words of its texts are searched by how they begin

    def __post_init__(self) -> None:
        """Refuse a spec that contradicts itself."""
        keys = [c.key for c in self.columns]
        names = [*(f.key for f in self.filters), "cari", "urut", "halaman", "ukuran"]
        if len(set(keys)) != len(keys) or len(set(names)) != len(names):
            raise ValueError(f"table {self.name} uses a key twice")
        if self.default_sort.removeprefix("-") not in {c.key for c in self.columns if c.sortable}:
            raise ValueError(f"table {self.name} cannot be sorted by {self.default_sort}")

    def columns_for(
        self, principal: Principal, filters: Mapping[str, str] | None = None
    ) -> tuple[Column, ...]:
        """Return the columns a person may see while these filters are set."""
        picked = {f.key: f.default for f in self.filters} | dict(filters or {})
        return tuple(
            c
            for c in self.columns
            if (c.permission is None or principal.may(c.permission))
            and (c.when is None or picked.get(c.when[0]) == c.when[1])
        )

    def actions_for(self, principal: Principal) -> tuple[Action, ...]:
        """Return what a person may do with rows."""
        return tuple(a for a in self.actions if principal.may(a.permission))

    @property
    def has_search(self) -> bool:
        """Whether there is anything to search in."""
        return any(c.searchable for c in self.columns)


@dataclass(frozen=True, slots=True)
class TableQuery:
    """What an address asks of a table."""

    search: str = ""  # words that all have to occur
    filters: Mapping[str, str] = field(default_factory=dict)  # those that are given and known
    sort: str = ""  # key of a column, with ``-`` in front for descending
    page: int = 1
    size: int = DEFAULT_SIZE

    @property
    def sort_key(self) -> str:
        """The column it is sorted by."""
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        """Whether the largest comes first."""
        return self.sort.startswith("-")

    def address(self, spec: TableSpec, **changes: object) -> str:
        """Return the address of the table in this state, with changes; defaults are left out."""
        params: dict[str, object] = {
            "cari": self.search,
            **self.filters,
            "urut": self.sort,
            "halaman": self.page,
            "ukuran": self.size,
        } | changes
        defaults: dict[str, object] = {
            "urut": spec.default_sort,
            "halaman": 1,
            "ukuran": spec.default_size,
            **{f.key: f.default for f in spec.filters},
        }
        given = {k: v for k, v in params.items() if str(v) != str(defaults.get(k, ""))}
        return write_address(spec.path, **given)


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """One page of a table."""

    rows: tuple[R, ...]
    total: int  # lines in all, with the search and the filters
    overall: int  # lines in all, without them
    number: int  # from 1; the last one when a later one was asked for
    size: int
    more: bool = False  # there are more lines than ``total``, nobody has counted how many
    overall_more: bool = False  # likewise of ``overall``
    reach: int | None = None  # lines that pages lead to; None for all

    @property
    def pages(self) -> int:
        """How many pages have a number, at least 1."""
        return pages_of(self.total, self.size, self.reach)

    @property
    def offset(self) -> int:
        """Lines before this page."""
        return (self.number - 1) * self.size

    @classmethod
    def cut(
        cls,
        read: Callable[[int, int], Sequence[R]],
        *,
        total: int,
        overall: int,
        number: int,
        size: int,
    ) -> "Page[R]":
        """Return the page that was asked for, or the nearest there is.

        ``read`` reads lines, given how many to pass over and how many to take.
        """
        number = nearest_page(number, total, size)
        return cls(tuple(read((number - 1) * size, size)), total, overall, number, size)

    @classmethod
    def cut_some(
        cls, read: Callable[[int, int], Sequence[R]], *, counted: int, number: int, size: int
    ) -> "Page[R]":
        """Return a page of lines that were counted up to :data:`REACH` and one."""
        total = min(counted, REACH)
        page = cls.cut(read, total=total, overall=total, number=number, size=size)
        more = counted > REACH
        return replace(page, more=more, overall_more=more, reach=REACH)


def pages_of(total: int, size: int, reach: int | None = None) -> int:
    """Return how many pages lead to so many lines, or to those within reach, at least 1."""
    return max(1, -(-(total if reach is None else min(total, reach)) // size))


def nearest_page(number: int, total: int, size: int, reach: int | None = None) -> int:
    """Return the number of a page, from 1; of the nearest one when there is none of that number."""
    return min(max(1, number), pages_of(total, size, reach))


def _clean(text: str) -> str:
    # PostgreSQL cannot hold NUL, and lone surrogates cannot be encoded.
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8").strip()


def _number(text: str, default: int, most: int) -> int:
    digits = text.isascii() and text.isdigit() and len(text) < 12
    return min(int(text), most) if digits else default


def parse_query(spec: TableSpec, given: Mapping[str, str], principal: Principal) -> TableQuery:
    """Read what an address asks of a table.

    Order, page and size that mean nothing count as not given. A filter that means nothing is
    an error: rows nobody asked for would look like the answer.

    Raises:
        DomainError: ``saring.unknown`` for a choice that does not exist; as
            :func:`~sekampadi.domain.periode.parse_tanggal` for a day; ``periode.reversed`` when
            the days of its filters, which stand in their order, are the wrong way round.
    """
    filters: dict[str, str] = {}
    for f in spec.filters:
        value = _clean(str(given.get(f.key, "")))[:200]
        if not value:
            continue
        if f.kind is FilterKind.DATE:
            value = parse_tanggal(value).isoformat()
        elif f.options and value not in {o.value for o in f.options}:
            raise DomainError(
                "saring.unknown", t("Pilihan pada saringan {nama} tidak dikenal.", nama=f.title)
            )
        filters[f.key] = value
    days = [filters[f.key] for f in spec.filters if f.kind is FilterKind.DATE and f.key in filters]
    if days != sorted(days):
        raise DomainError(
            "periode.reversed", t("Tanggal mulai harus sebelum atau sama dengan tanggal akhir.")
        )
    sort = str(given.get("urut", ""))
    sortable = {c.key for c in spec.columns_for(principal, filters) if c.sortable}
    size = _number(str(given.get("ukuran", "")), spec.default_size, PAGE_MAX)
    return TableQuery(
        search=_clean(str(given.get("cari", "")))[:SEARCH_MAX],
        filters=filters,
        sort=sort if sort.removeprefix("-") in sortable else spec.default_sort,
        page=max(1, _number(str(given.get("halaman", "")), 1, PAGE_MAX)),
        size=size if size in PAGE_SIZES else spec.default_size,
    )
