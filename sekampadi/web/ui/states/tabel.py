"""What every table's state shares: its state is the address, its rows come from one service call.

Use: ``class LayananState(TabelMixin, rx.State)`` with a ``_table`` of its own, and ``muat`` in the
``on_load`` of its page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import reflex as rx

from sekampadi.domain.errors import DomainError
from sekampadi.domain.periode import ZONA, address_tanggal, parse_tanggal
from sekampadi.domain.tabel import (
    DEFAULT_SIZE,
    FilterKind,
    Kind,
    Page,
    TableQuery,
    TableSpec,
)
from sekampadi.i18n import format_angka, format_hari, t
from sekampadi.services.tabel.tabel import TableRow, TableSource, TableView, load_table
from sekampadi.web.context import as_person
from sekampadi.web.reflex_seam.events import EventSpec
from sekampadi.web.ui.states.kabar import KabarMixin


@dataclass(frozen=True)
class Pilih:
    """Something to pick."""

    kunci: str
    nama: str


@dataclass(frozen=True)
class KelompokPilih:
    """Things to pick that stand together, under a heading."""

    nama: str
    opsi: list[Pilih]


@dataclass(frozen=True)
class Saringan:
    """A filter with what is picked in it."""

    kunci: str
    nama: str
    nilai: str
    pilihan: list[Pilih] = field(default_factory=list)


@dataclass(frozen=True)
class Keping:
    """A filter that is set, in words, and the address without it."""

    kunci: str
    nama: str
    nilai: str
    alamat: str


@dataclass(frozen=True)
class BarisTabel:
    """A line: the number that names it, its place in the table, and its texts by column key.

    ``boleh`` are the acts that are offered for it.
    """

    id: str
    nomor: str
    sel: dict[str, str]
    boleh: list[str] = field(default_factory=list)


def page_numbers(current: int, last: int) -> list[int]:
    """Return the numbers a pager shows, 0 standing for a gap: 1 0 4 5 6 0 9."""
    wanted = sorted({1, last, *range(max(1, current - 1), min(last, current + 1) + 1)})
    result: list[int] = []
    for number in wanted:
        if result and number - result[-1] > 1:
            result.append(0)
        result.append(number)
    return result


def is_filtered(page: Page[Any]) -> bool:
    """Tell whether a search or filters leave lines out, as far as lines were counted."""
    return (page.total, page.more) != (page.overall, page.overall_more)


def describe_page(page: Page[Any]) -> str:
    """Say which lines are shown, as the decree's screens do."""
    text = t(
        "Tampilkan {a} sampai {b} dari {n} entri",
        a=format_angka(page.offset + 1 if page.rows else 0),
        b=format_angka(page.offset + len(page.rows)),
        n=show_count(page.total, more=page.more),
    )
    if is_filtered(page):
        overall = show_count(page.overall, more=page.overall_more)
        text += " " + t("(disaring dari {n} entri keseluruhan)", n=overall)
    last = page.number == page.pages
    if page.reach is not None and (page.total > page.reach or (page.more and last)):
        text += ". " + t(
            "Persempit pencarian atau saringan, atau balik urutannya, untuk yang lain."
        )
    return text


def show_count(n: int, *, more: bool) -> str:
    """Write how many lines there are, or that there are more than so many."""
    return t("lebih dari {n}", n=format_angka(n)) if more else format_angka(n)


def show_value(kind: Kind, value: object) -> str:
    """Write a cell for the screen; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(ZONA).strftime("%d-%m-%Y %H.%M")
    if isinstance(value, date):
        return format_hari(value)
    if kind is Kind.NUMBER and isinstance(value, int | Decimal):
        return format_angka(value)
    return str(value)


def show_row(spec: TableSpec, row: TableRow, nomor: int) -> BarisTabel:
    """Write a line for the screen."""
    sel = {c.key: show_value(c.kind, c.words(row.values.get(c.key))) for c in spec.columns}
    return BarisTabel(str(row.id), format_angka(nomor), sel)


def parse_id(value: object) -> int | None:
    """Read the number of a line, as a button sends it; None for what is none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


class HalamanMixin(rx.State, mixin=True):
    """Which page of many lines is shown, and the way to the others."""

    ukuran: int = DEFAULT_SIZE
    halaman: int = 1
    jumlah_halaman: int = 1
    nomor: list[int] = []
    keterangan: str = ""

    def _go(self, **changes: object) -> EventSpec:
        """Lead to the address of what is shown, with changes."""
        raise NotImplementedError

    def _show_page(self, page: Page[Any]) -> None:
        self.ukuran, self.halaman, self.jumlah_halaman = page.size, page.number, page.pages
        self.nomor = page_numbers(page.number, page.pages)
        self.keterangan = describe_page(page)

    def _show_no_page(self) -> None:
        self.nomor, self.keterangan = [], ""
        self.halaman = self.jumlah_halaman = 1

    @rx.event
    def ke_halaman(self, nomor: int) -> EventSpec:
        """Turn to a page."""
        return self._go(halaman=parse_id(nomor) or 1)

    @rx.event
    def pilih_ukuran(self, ukuran: str) -> EventSpec:
        """Show more or fewer lines a page."""
        return self._go(ukuran=parse_id(ukuran) or "")


class TabelMixin(HalamanMixin, KabarMixin, mixin=True):
    """The variables and handlers of a table."""

    cari: str = ""
    saring: dict[str, str] = {}
    saringan: list[Saringan] = []
    saringan_hari: list[Saringan] = []
    keping: list[Keping] = []
    tanpa_saringan: str = ""
    urut: str = ""
    disaring: bool = False
    baris: list[BarisTabel] = []
    kolom: list[str] = []
    aksi_boleh: list[str] = []
    boleh_ekspor: bool = False
    terpilih: list[str] = []
    galat: str = ""

    def _table(self) -> TableSource:
        """Return the table; each state has its own."""
        raise NotImplementedError

    def _row(self, row: TableRow, nomor: int) -> BarisTabel:
        """Write a line; a state that shows more than the plain values overrides this."""
        return show_row(self._table().spec, row, nomor)

    @rx.event
    async def muat(self) -> None:
        """Read the page of the table that the address names."""
        await self._reload(dict(self.router.url.query_parameters))

    async def _reload(self, given: Mapping[str, str] | None = None) -> None:
        """Read the rows again, after an act or for a new address."""
        self.terpilih = []
        given = self._given() if given is None else given
        try:
            view = await as_person(load_table, self._table(), given)
        except DomainError as error:
            self.galat, self.baris = error.message, []
            self._show_no_page()
            return
        self.galat = ""
        self._show(view)

    def _given(self) -> dict[str, str]:
        """Return the parameters of the address that is shown."""
        return {
            **self.saring,
            "cari": self.cari,
            "urut": self.urut,
            "halaman": str(self.halaman),
            "ukuran": str(self.ukuran),
        }

    def _show(self, view: TableView) -> None:
        query, page = view.query, view.page
        self.cari, self.saring = query.search, dict(query.filters)
        self.urut, self.disaring = query.sort, is_filtered(page)
        self._show_page(page)
        self.baris = [
            replace(
                self._row(row, page.offset + i), boleh=sorted(view.acts.get(row.id, frozenset()))
            )
            for i, row in enumerate(page.rows, start=1)
        ]
        self.kolom = [c.key for c in view.columns]
        self.aksi_boleh = sorted(view.actions)
        self.boleh_ekspor = view.may_export
        self._show_filters(view)

    def _show_filters(self, view: TableView) -> None:
        choices, days = [], []
        words: dict[str, str] = {}
        spec, query = self._table().spec, view.query
        for f in spec.filters:
            value = view.query.filters.get(f.key, f.default)
            if f.kind is FilterKind.DATE:
                days.append(Saringan(f.key, f.title, value))
                words[f.key] = value and format_hari(parse_tanggal(value))
                continue
            options = [Pilih(o.value, o.label) for o in view.options.get(f.key, f.options)]
            # There is nothing to choose where one is all there is: an operator's own UPP.
            if sum(o.kunci != f.default for o in options) > 1:
                choices.append(Saringan(f.key, f.title, value, options))
            words[f.key] = next((o.nama for o in options if o.kunci == value), value)
        self.saringan, self.saringan_hari = choices, days

        def without(*keys: str) -> str:
            return query.address(spec, halaman=1, **dict.fromkeys(keys, ""))

        self.keping = [
            Keping(f.key, f.title, words[f.key], without(f.key, *f.resets))
            for f in spec.filters
            if query.filters.get(f.key, f.default) != f.default
        ]
        if query.search:
            self.keping.insert(0, Keping("cari", t("Cari"), query.search, without("cari")))
        self.tanpa_saringan = without("cari", *(f.key for f in spec.filters))

    def _go(self, **changes: object) -> EventSpec:
        self._say("")
        query = TableQuery(self.cari, self.saring, self.urut, self.halaman, self.ukuran)
        return rx.redirect(query.address(self._table().spec, **({"halaman": 1} | changes)))

    @rx.event
    def terapkan(self, data: dict[str, Any]) -> EventSpec:
        """Take the search and the days of the form."""
        data = data if isinstance(data, dict) else {}
        days = [f.key for f in self._table().spec.filters if f.kind is FilterKind.DATE]
        given = {k: str(data[k] or "") for k in ("cari", *days) if k in data}
        return self._go(**{k: v if k == "cari" else address_tanggal(v) for k, v in given.items()})

    @rx.event
    def saring_satu(self, kunci: str, nilai: str) -> EventSpec | None:
        """Pick something in a filter."""
        spec = self._table().spec
        found = next((f for f in spec.filters if f.key == str(kunci)), None)
        if found is None:
            return None
        return self._go(**{found.key: str(nilai)}, **dict.fromkeys(found.resets, ""))

    @rx.event
    def hapus_saringan(self) -> EventSpec:
        """Show everything again."""
        return self._go(cari="", **{f.key: "" for f in self._table().spec.filters})

    @rx.event
    def urutkan(self, kunci: str) -> EventSpec:
        """Sort by a column; once more turns the order round. A leading ``-`` says it outright."""
        kunci = str(kunci)
        return self._go(urut=f"-{kunci}" if self.urut == kunci else kunci)

    @rx.event
    def pilih_urutan(self, urut: str) -> EventSpec:
        """Sort as picked in a list, where the headings are not shown."""
        return self._go(urut=str(urut))

    @rx.event
    def pilih_baris(self, id_baris: str, dipilih: bool) -> None:
        """Select a line of this page, or let it go."""
        row = str(id_baris)
        rest = [i for i in self.terpilih if i != row]
        known = any(b.id == row for b in self.baris)
        self.terpilih = [*rest, row] if dipilih is True and known else rest

    @rx.event
    def pilih_semua(self, dipilih: bool) -> None:
        """Select all lines of this page, or let them go."""
        self.terpilih = [b.id for b in self.baris] if dipilih is True else []
