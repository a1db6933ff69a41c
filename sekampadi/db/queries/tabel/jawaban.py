"""The moderator's tables of answers, bound to SQL: columns, orders, filters, search."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlmodel import Session, SQLModel, col

from sekampadi.db.kata import Asked, Word, find_hits, occurs, pieces_of
from sekampadi.db.listing import Source
from sekampadi.db.long import Condition, Group, Lines, Located, Long
from sekampadi.db.models import Jawaban, Layanan, Upp
from sekampadi.db.models.rekap import CELL_COLUMNS
from sekampadi.db.queries.penilaian import (
    COMPLAINT,
    NEEDS_REVIEW,
    WAITING,
    in_scope,
    of_upp,
    status_is,
)
from sekampadi.db.queries.rekap import Selection
from sekampadi.db.queries.tabel.letak import BY_DAY, Letak
from sekampadi.domain.izin import Scope
from sekampadi.domain.moderasi import StatusJawaban
from sekampadi.domain.periode import Periode, parse_tanggal
from sekampadi.domain.survei.responden import CHOSEN, FIELDS
from sekampadi.domain.survei.unsur import SKOR, URUTAN
from sekampadi.domain.tabel import SEARCH_WORDS, TableQuery

_JAWABAN = SQLModel.metadata.tables[str(Jawaban.__tablename__)]
_LAYANAN = SQLModel.metadata.tables[str(Layanan.__tablename__)]
_UPP = SQLModel.metadata.tables[str(Upp.__tablename__)]

_OWNED = _LAYANAN.join(_UPP, _UPP.c.id == _LAYANAN.c.upp_id)
_FULL = _JAWABAN.join(_LAYANAN, _LAYANAN.c.id == _JAWABAN.c.layanan_id).join(
    _UPP, _UPP.c.id == _LAYANAN.c.upp_id
)

URUTAN_API = (_JAWABAN.c.tanggal, _JAWABAN.c.uuid)
"""The order in which programs read answers: those of a day in no order that tells which came first."""
_IN_BURST: Condition = col(Jawaban.beruntun).is_not(None)
_TINJAU: dict[str, Condition] = {
    "perlu": WAITING,
    "satuan": and_(WAITING, ~_IN_BURST),
    "beruntun": _IN_BURST,
    "tidak": ~NEEDS_REVIEW,
    "pengaduan": COMPLAINT,
}
"""The choices of the filter; a burst is judged as one, above the table."""
_MARKED = {"perlu": True, "satuan": True, "tidak": False}
"""What the search index knows of them."""

_CHOICES: dict[str, tuple[str, ...]] = {
    k.value: tuple(c.value for c in k.cells) if k.about.ordered else tuple(sorted(k.about.kind))
    for k in CHOSEN
}
"""The choices of each field in the order of its column: from low to high where they have one."""
_CELLS = {k.value: cells for k, cells in CELL_COLUMNS.items()}
_BY_ORDER = {
    name: case({value: at for at, value in enumerate(values)}, value=_JAWABAN.c[name])
    for name, values in _CHOICES.items()
}
_GROUPS: dict[str, tuple[Group, ...]] = {
    "tanggal": BY_DAY,
    **{
        name: tuple(Group(_JAWABAN.c[name] == s, (f"{name}_{s}",)) for s in SKOR)
        for name in ("umum", *(u.field for u in URUTAN))
    },
    **{
        k.value: tuple(
            Group(_JAWABAN.c[k.value] == value, (CELL_COLUMNS[k][value],))
            for value in _CHOICES[k.value]
        )
        for k in CHOSEN
    },
}


def _places(name: ColumnElement[str]) -> Select[Any]:
    """Return a statement of layanan and their places in the order of a name."""
    place = func.dense_rank().over(order_by=func.lower(name))
    return select(_LAYANAN.c.id, place.label("urutan")).select_from(_OWNED)


def _place_of(places: Select[Any], label: str) -> ColumnElement[int]:
    # Six hundred names are put in order once, instead of comparing texts for every answer.
    ranked = places.cte(label).prefix_with("MATERIALIZED")
    return select(ranked.c[1]).where(ranked.c[0] == _JAWABAN.c.layanan_id).scalar_subquery()


_BY_NAME = {"upp": _places(_UPP.c.nama), "layanan": _places(_LAYANAN.c.nama)}


def _day(filters: Mapping[str, str], key: str) -> date | None:
    return parse_tanggal(filters[key]) if filters.get(key) else None


@dataclass(frozen=True, slots=True)
class TabelJawaban:
    """How a table of answers is read.

    Args:
        selection: whose answers it is about, of all days.
        picked: these, and what was picked by filters; of all days.
        status: in which state they are.
    """

    selection: Selection
    picked: Selection
    status: StatusJawaban

    def source(self) -> Source:
        """Return the table."""
        upp_ids, layanan_ids = self.picked.upp_ids, self.picked.layanan_ids
        own = ("tanggal", *FIELDS, "umum", *(u.field for u in URUTAN), "saran", "sumber", "tanda")
        acted = ("ditinjau", "pengaduan", "dihapus_pada", "dihapus_oleh", "alasan_hapus")
        return Source(
            id=_JAWABAN.c.id,
            main=_JAWABAN,
            full=_FULL,
            columns={
                "upp": _UPP.c.nama,
                "layanan": _LAYANAN.c.nama,
                "layanan_kode": _LAYANAN.c.kode,
                **{name: _JAWABAN.c[name] for name in (*own, *acted)},
            },
            base=(status_is(self.status), *in_scope(self.selection.scope)),
            filters={
                "upp": lambda _: literal(True) if upp_ids is None else of_upp(upp_ids),
                "layanan": lambda _: col(Jawaban.layanan_id).in_(sorted(layanan_ids or ())),
                "dari": lambda day: col(Jawaban.tanggal) >= parse_tanggal(day),
                "sampai": lambda day: col(Jawaban.tanggal) <= parse_tanggal(day),
                "sumber": lambda sumber: col(Jawaban.sumber) == sumber,
                "status": lambda _: literal(True),  # the base has it
                "tinjau": _TINJAU.__getitem__,
            },
            sort={
                **{key: _place_of(places, f"urutan_{key}") for key, places in _BY_NAME.items()},
                **_BY_ORDER,
            },
            tie=(_JAWABAN.c.tanggal,),
            long=Long(self.lines, self.groups, self.locate, _always),
        )

    def groups(self, session: Session, query: TableQuery) -> tuple[Group, ...] | None:
        """Return the groups of an order; None for one that has an index, or that few ask for."""
        key = query.sort_key
        if key in _BY_NAME:
            by_place: dict[int, set[int]] = {}
            own = self._whose(session, query, None)
            for row in session.connection().execute(_BY_NAME[key]).all():
                if own is not None and row[0] not in own:
                    continue
                by_place.setdefault(row[1], set()).add(row[0])
            return tuple(Group(layanan_ids=frozenset(ids)) for _, ids in sorted(by_place.items()))
        groups = _GROUPS.get(key)
        if groups is None or len(groups) == 1 or self.status is not StatusJawaban.AKTIF:
            return groups
        # Looking through all answers for a score that nobody has given takes longest.
        counts = self._letak(session, query).count(groups)
        return tuple(group for group, n in zip(groups, counts, strict=True) if n)

    def _letak(self, session: Session, query: TableQuery) -> Letak:
        base = self.picked if {"upp", "layanan"} & query.filters.keys() else self.selection
        periode = Periode(_day(query.filters, "dari"), _day(query.filters, "sampai"))
        return Letak(session, replace(base, periode=periode), query.filters.get("sumber", ""))

    def locate(
        self, session: Session, query: TableQuery, searched: frozenset[str]
    ) -> Located | None:
        """Ask the counters, which know neither marks nor what was removed, and of words few."""
        if self.status is not StatusJawaban.AKTIF or query.filters.get("tinjau"):
            return None
        words = self._words(session, query, searched) if query.search else ()
        counters = _counters_of(words, searched) if words else ("n",)
        key, letak = query.sort_key, self._letak(session, query)
        if counters is None or (words and key not in {"tanggal", *_BY_NAME}):
            return None
        groups = self.groups(session, query) if key in _BY_NAME else _GROUPS.get(key)
        if words and groups:
            groups = tuple(replace(group, counters=counters) for group in groups)
        return letak.locate(groups)

    def lines(
        self,
        session: Session,
        query: TableQuery,
        searched: frozenset[str],
        only: frozenset[int] | None,
    ) -> Lines:
        """Bind filters and search to lines, of some layanan alone where these are given."""
        source = self.source()
        rest = [source.filters[k](v) for k, v in query.filters.items()]
        where, key = (*source.base, *rest), (_JAWABAN.c.tanggal, _JAWABAN.c.id)
        if only is not None:
            where = (*where, _JAWABAN.c.layanan_id.in_(sorted(only)))
        plain = partial(Lines, _JAWABAN.c.id, _JAWABAN, key=key, layanan_id=_JAWABAN.c.layanan_id)
        words = self._words(session, query, searched) if query.search else ()
        if "saran" not in searched or not words:
            return plain(where=(*where, *(_without_index(word, searched) for word in words)))
        known = tuple(word for word in words if word.pieces or word.layanan_ids)
        ids = self._whose(session, query, only)
        if not known or (ids is not None and not ids):  # nothing is found by signs alone
            return plain(where=(false(),))
        if ids is not None:
            known = _of_those(known, ids)
            if any(not word.pieces and not word.layanan_ids for word in known):
                return plain(where=(false(),))
        days = (_day(query.filters, "dari"), _day(query.filters, "sampai"))
        removed, tinjau = self.status is StatusJawaban.DIHAPUS, query.filters.get("tinjau", "")
        sumber, marked = query.filters.get("sumber", ""), _MARKED.get(tinjau)
        hits = find_hits(session, Asked(known, ids, removed, *days, sumber, marked))
        # Of a burst, and of a complaint, the index knows nothing.
        alone = tinjau not in {"satuan", "beruntun", "pengaduan"}
        # Of an office PostgreSQL puts together all that have a word before the first one is known. By
        # the key itself it would rather go through the answers of everybody until there are enough.
        dear = ids is not None and session.get_bind().dialect.name == "postgresql"
        newest = hits.key + 0 if dear else hits.key
        return Lines(
            _JAWABAN.c.id,
            hits.index.join(_JAWABAN, _JAWABAN.c.id == hits.jawaban_id),
            (*where, *hits.where),
            (newest,),
            _JAWABAN.c.layanan_id,
            (hits.index, hits.where) if alone else None,
            hits.key if dear and alone else None,
        )

    def _whose(
        self, session: Session, query: TableQuery, only: frozenset[int] | None
    ) -> frozenset[int] | None:
        """Return the layanan whose answers are searched; None for all of the province."""
        whose = self.picked if {"upp", "layanan"} & query.filters.keys() else self.selection
        ids = None if whose.is_whole else frozenset(row.id for row in _named(session, whose))
        return only if ids is None else ids if only is None else ids & only

    def _words(
        self, session: Session, query: TableQuery, searched: frozenset[str]
    ) -> tuple[Word, ...]:
        """Return the words that have to occur, without those that occur everywhere."""
        words = list({word.lower(): word for word in query.search.split()}.values())[:SEARCH_WORDS]
        if not searched & {"saran", "layanan", "upp"}:
            return tuple(Word((word.lower(),), ()) for word in words) if searched else ()
        named = _named(session, self.selection)
        found = []
        for word in words:
            ids = [
                row.id
                for row in named
                if ("layanan" in searched and occurs(word, row.layanan))
                or ("upp" in searched and occurs(word, row.upp))
            ]
            if len(ids) < len(named) or not named:
                pieces = pieces_of(word) if "saran" in searched else ()
                found.append(Word(pieces, tuple(ids)))
        return tuple(found)


def _of_those(words: tuple[Word, ...], ids: frozenset[int]) -> tuple[Word, ...]:
    """Leave of words what some layanan need: not the names of others, nor what is in all of theirs."""
    own = (Word(w.pieces, tuple(i for i in w.layanan_ids if i in ids)) for w in words)
    return tuple(word for word in own if len(word.layanan_ids) < len(ids))


def _always(filters: Mapping[str, str]) -> Mapping[str, str]:
    return {k: v for k, v in filters.items() if k == "status"}


def _without_index(word: Word, searched: frozenset[str]) -> Condition:
    """Return where a word occurs in the columns of a table that shows no suggestions."""
    if not word.pieces:
        return _JAWABAN.c.layanan_id.in_(word.layanan_ids)
    some = [_JAWABAN.c[name].in_(values) for name, values in _fitting(word, searched).items()]
    return or_(false(), *some)


def _fitting(word: Word, searched: frozenset[str]) -> dict[str, list[str]]:
    """Return the choices in which a word occurs, by field."""
    [text] = word.pieces
    fits = {
        name: [value for value in values if text in value.lower()]
        for name, values in _CHOICES.items()
        if name in searched
    }
    return {name: values for name, values in fits.items() if values}


def _counters_of(words: tuple[Word, ...], searched: frozenset[str]) -> tuple[str, ...] | None:
    """Return the counters that know a search: of one word, which choices of one field fit."""
    if "saran" in searched or len(words) != 1 or not words[0].pieces:
        return None
    fits = list(_fitting(words[0], searched).items())
    if len(fits) != 1:
        return None
    [(name, values)] = fits
    return tuple(_CELLS[name][value] for value in values)


def _named(session: Session, selection: Selection) -> list[Row[Any]]:
    """Read the names of the layanan of a selection, and of their UPP."""
    query = select(_LAYANAN.c.id, _LAYANAN.c.nama.label("layanan"), _UPP.c.nama.label("upp"))
    query = query.select_from(_OWNED).where(*selection.of_upp(_LAYANAN.c.upp_id))
    if selection.layanan_ids is not None:
        query = query.where(_LAYANAN.c.id.in_(sorted(selection.layanan_ids)))
    return list(session.connection().execute(query))


def jawaban_source(
    scope: Scope,
    status: StatusJawaban,
    *,
    upp_ids: frozenset[int] | None,
    layanan_id: int | None,
) -> Source:
    """Bind the tables of answers; what the filters stand for was found in the scope before."""
    layanan_ids = None if layanan_id is None else frozenset({layanan_id})
    return TabelJawaban(
        Selection(scope, Periode()),
        Selection(scope, Periode(), upp_ids, layanan_ids),
        status,
    ).source()
