"""Kata: the search index over suggestions, kept by triggers of the database (decision 64).

``jawaban_kata`` has a line for each answer. Its key holds the day and, below it, the id, so that the
index itself is in the order of the days. Beside the words of the suggestion stand the layanan, the way
it came in and, for an answer that was removed or needs a review, a mark: whose answers are searched,
and in which state, the index decides.
SQLite keeps it as an FTS5 table without content, PostgreSQL as a tsvector with a GIN index; both know
words by letters and digits, without regard to capitals, and by how they begin.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    and_,
    column,
    except_,
    func,
    literal_column,
    select,
    table,
)
from sqlmodel import Session, col

from sekampadi.db.models import Jawaban

_SHIFT = 33
_ID = (1 << _SHIFT) - 1
_EPOCH = date(1970, 1, 1).toordinal()
_PRIVATE = "\ue000"
"""Stands before what is no word of a person."""
_REMOVED = f"{_PRIVATE}x"
_MARKED = f"{_PRIVATE}t"
_CAME_BY = f"{_PRIVATE}s"
"""Before the name of a way in which answers come in."""
_PREFIX_FROM = 3
"""From so many letters on a word is found by its beginning; two letters begin half of all words."""

_KNOWN_TO_POSTGRESQL = re.compile("[^\u0080-\u00bf]+")
"""What is left of a word there: the trigger takes signs like the one behind a square metre for blanks."""

KATA = "jawaban_kata"
"""The index, which is no content of the database: it is made of the answers."""
_SQLITE = table(KATA, column("rowid", BigInteger), column("kata"))
_POSTGRESQL = table(KATA, column("kunci", BigInteger), column("kata"))

# What the triggers of migration 0017 write of an answer: its key, and its words.
_SQLITE_KEY = (
    f"CAST(strftime('%s', jawaban.tanggal) AS INTEGER) / 86400 * {1 << _SHIFT} + jawaban.id"
)
_SQLITE_WORDS = (
    "replace(jawaban.saran, char(57344), ' ') || ' ' || char(57344) || jawaban.layanan_id"
    " || ' ' || char(57344) || 's' || jawaban.sumber"
    " || CASE WHEN jawaban.dihapus_pada IS NULL THEN '' ELSE ' ' || char(57344) || 'x' END"
    " || CASE WHEN jawaban.tanda <> 0 AND NOT jawaban.ditinjau"
    " THEN ' ' || char(57344) || 't' ELSE '' END"
)
_POSTGRESQL_KEY = f"(jawaban.tanggal - DATE '1970-01-01')::bigint * {1 << _SHIFT} + jawaban.id"
_POSTGRESQL_WORDS = (
    "to_tsvector('simple', regexp_replace(jawaban.saran,"
    r" '[\u0001-/:-@\[-`{-\u00BF\u2000-\u206F\u3000-\u303F\uE000]+', ' ', 'g'))"
    " || array_to_tsvector(ARRAY[chr(57344) || jawaban.layanan_id,"
    " chr(57344) || 's' || jawaban.sumber])"
    " || CASE WHEN jawaban.dihapus_pada IS NULL THEN ''::tsvector"
    " ELSE array_to_tsvector(ARRAY[chr(57344) || 'x']) END"
    " || CASE WHEN jawaban.tanda <> 0 AND NOT jawaban.ditinjau"
    " THEN array_to_tsvector(ARRAY[chr(57344) || 't']) ELSE ''::tsvector END"
)
_REFILL = {
    "sqlite": (
        f"INSERT INTO {KATA} ({KATA}) VALUES ('delete-all')",  # noqa: S608
        f"INSERT INTO {KATA} (rowid, kata)"  # noqa: S608
        f" SELECT {_SQLITE_KEY}, {_SQLITE_WORDS} FROM jawaban ORDER BY 1",
    ),
    "postgresql": (
        # An answer written meanwhile would be taken up twice, by its trigger and by this.
        "LOCK TABLE jawaban IN SHARE ROW EXCLUSIVE MODE",
        f"DELETE FROM {KATA}",  # noqa: S608
        f"INSERT INTO {KATA} (kunci, kata)"  # noqa: S608
        f" SELECT {_POSTGRESQL_KEY}, {_POSTGRESQL_WORDS} FROM jawaban ORDER BY 1",
    ),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word that has to occur.

    Args:
        pieces: its parts of letters and digits; none where suggestions are not searched.
        layanan_ids: the layanan in whose names it occurs.
    """

    pieces: tuple[str, ...]
    layanan_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """The answers that a search finds: the index, a line's key and its answer, and the condition."""

    index: FromClause
    key: ColumnElement[int]
    jawaban_id: ColumnElement[int]
    where: tuple[ColumnElement[bool], ...]


def pieces_of(word: str) -> tuple[str, ...]:
    """Return the parts of a word that the index knows: letters and digits, in small letters."""
    return tuple(re.findall(r"[^\W_]+", word.lower()))


def occurs(word: str, name: str) -> bool:
    """Tell whether a word occurs anywhere in a name; a short one as a whole, as in suggestions."""
    if len(word) < _PREFIX_FROM and (pieces := pieces_of(word)):
        return set(pieces) <= set(pieces_of(name))
    return word.lower() in name.lower()


def _fts5(asked: "Asked") -> str:
    def piece(text: str) -> str:
        return f'"{text}" *' if len(text) >= _PREFIX_FROM else f'"{text}"'

    every = []
    for word in asked.words:
        some = [" AND ".join(map(piece, word.pieces))] if word.pieces else []
        own = (f'"{p}"' for p in _places(word.layanan_ids))
        every.append("(" + " OR ".join([*(f"({s})" for s in some), *own]) + ")")
    if asked.layanan_ids is not None:
        every.append("(" + " OR ".join(f'"{p}"' for p in _places(asked.layanan_ids)) + ")")
    wanted, unwanted = asked.marks
    found = " AND ".join([*every, *(f'"{mark}"' for mark in wanted)])
    for mark in unwanted:
        found = f'({found}) NOT "{mark}"'
    return found


def _tsquery(asked: "Asked") -> str:
    def one(text: str) -> str:
        return f"'{text}':*" if len(text) >= _PREFIX_FROM else f"'{text}'"

    def piece(text: str) -> str:
        return " & ".join(map(one, _KNOWN_TO_POSTGRESQL.findall(text) or [text]))

    every = []
    for word in asked.words:
        some = [" & ".join(map(piece, word.pieces))] if word.pieces else []
        own = (f"'{p}'" for p in _places(word.layanan_ids))
        every.append("(" + " | ".join([*(f"({s})" for s in some), *own]) + ")")
    if asked.layanan_ids is not None:
        every.append("(" + " | ".join(f"'{p}'" for p in _places(asked.layanan_ids)) + ")")
    wanted, unwanted = asked.marks
    return " & ".join([*every, *(f"'{m}'" for m in wanted), *(f"!'{m}'" for m in unwanted)])


def _places(layanan_ids: Collection[int]) -> list[str]:
    return [f"{_PRIVATE}{i}" for i in sorted(layanan_ids)]


def _key_of(day: date) -> int:
    return (day.toordinal() - _EPOCH) << _SHIFT


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched.

    Args:
        words: at least one, or ``layanan_ids`` alone.
        layanan_ids: whose answers; None for all.
        removed: whether those that were removed are searched, or those that count.
        dari, sampai: the first and the last day, None where open.
        sumber: the way they came in; empty for all ways.
        marked: whether those are searched that need a review, or the others; None for all.
    """

    words: tuple[Word, ...]
    layanan_ids: frozenset[int] | None
    removed: bool
    dari: date | None = None
    sampai: date | None = None
    sumber: str = ""
    marked: bool | None = None

    @property
    def marks(self) -> tuple[list[str], list[str]]:
        """What has to stand beside the words, and what must not."""
        wanted = [f"{_CAME_BY}{self.sumber}"] if self.sumber else []
        unwanted: list[str] = []
        (wanted if self.removed else unwanted).append(_REMOVED)
        if self.marked is not None:
            (wanted if self.marked else unwanted).append(_MARKED)
        return wanted, unwanted


_ROOM = "sekampadi.kata.room"


def _give_room(session: Session) -> None:
    """Let PostgreSQL remember which answers have a word that begins so.

    Where a million have, its four megabytes hold pages alone, and every answer of these is looked at.
    """
    at = session.get_transaction()
    if session.info.get(_ROOM) is not at:
        session.connection().exec_driver_sql("SET LOCAL work_mem = '64MB'")
        session.info[_ROOM] = at


def find_hits(session: Session, asked: Asked) -> Hits:
    """Bind a search to the index of the database."""
    if session.get_bind().dialect.name == "sqlite":
        index, key = _SQLITE, _SQLITE.c.rowid
        match = literal_column(KATA).op("MATCH")(_fts5(asked))
    else:
        _give_room(session)
        index, key = _POSTGRESQL, _POSTGRESQL.c.kunci
        # Written out: with a parameter PostgreSQL would plan for any word, common or rare. There
        # are letters and digits alone in it, and signs of ours.
        query: ColumnElement[Any] = literal_column(f"$kata${_tsquery(asked)}$kata$::tsquery")
        match = _POSTGRESQL.c.kata.op("@@")(query)
    where: list[ColumnElement[bool]] = [match]
    if asked.dari is not None:
        where.append(key >= _key_of(asked.dari))
    if asked.sampai is not None:
        where.append(key < _key_of(asked.sampai) + (1 << _SHIFT))
    return Hits(index, key, key.bitwise_and(_ID), (and_(*where),))


def refill(session: Session) -> None:
    """Empty the index and take up all answers again, in a transaction of its own.

    PostgreSQL's writers wait for its end, and who writes answers may wait for locks of others: it
    must hold no other lock before.
    """
    connection = session.connection()
    for statement in _REFILL[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def count_differences(session: Session, layanan_id: int) -> tuple[int, int]:
    """Count the answers of a layanan that are not in the index as they are, and what is too many.

    Their days are compared, whether they were removed and whether they need a review, not their words.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"
    missing = extra = 0
    gone = col(Jawaban.dihapus_pada).is_not(None)
    review = and_(col(Jawaban.tanda) != 0, ~col(Jawaban.ditinjau))
    for removed, marked in product((False, True), repeat=2):
        asked = Asked((Word((), (layanan_id,)),), None, removed, marked=marked)
        hits = find_hits(session, asked)
        held = select(hits.key.label("kunci")).select_from(hits.index).where(*hits.where)
        key: ColumnElement[int] = literal_column(_SQLITE_KEY if sqlite else _POSTGRESQL_KEY)
        there = select(key.label("kunci")).where(
            col(Jawaban.layanan_id) == layanan_id,
            gone if removed else ~gone,
            review if marked else ~review,
        )
        lost, spare = (
            session.connection()
            .execute(select(func.count()).select_from(except_(a, b).subquery()))
            .scalar_one()
            for a, b in ((there, held), (held, there))
        )
        missing, extra = missing + lost, extra + spare
    return missing, extra
