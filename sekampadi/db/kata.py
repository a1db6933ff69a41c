"""Kata: the search index over suggestions, kept by triggers of the database (decision 64).

``jawaban_kata`` has a line for each answer. Its key holds the day and, below it, the id, so that the
index itself is in the order of the days. Beside the words of the suggestion stand the layanan and, for
an answer that was removed, a mark: whose answers are searched, and in which state, the index decides.
SQLite keeps it as an FTS5 table without content, PostgreSQL as a tsvector with a GIN index; both know
words by letters and digits, without regard to capitals, and by how they begin.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
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
_PREFIX_FROM = 3
"""From so many letters on a word is found by its beginning; two letters begin half of all words."""

KATA = "jawaban_kata"
"""The index, which is no content of the database: it is made of the answers."""
_SQLITE = table(KATA, column("rowid", BigInteger), column("kata"))
_POSTGRESQL = table(KATA, column("kunci", BigInteger), column("kata"))

# What the triggers of migration 0016 write of an answer: its key, and its words.
_SQLITE_KEY = (
    f"CAST(strftime('%s', jawaban.tanggal) AS INTEGER) / 86400 * {1 << _SHIFT} + jawaban.id"
)
_SQLITE_WORDS = (
    "replace(jawaban.saran, char(57344), ' ') || ' ' || char(57344) || jawaban.layanan_id"
    " || CASE WHEN jawaban.dihapus_pada IS NULL THEN '' ELSE ' ' || char(57344) || 'x' END"
)
_POSTGRESQL_KEY = f"(jawaban.tanggal - DATE '1970-01-01')::bigint * {1 << _SHIFT} + jawaban.id"
_POSTGRESQL_WORDS = (
    "to_tsvector('simple', regexp_replace(jawaban.saran,"
    r" '[\u0001-/:-@\[-`{-\u00BF\u2000-\u206F\u3000-\u303F\uE000]+', ' ', 'g'))"
    " || array_to_tsvector(ARRAY[chr(57344) || jawaban.layanan_id])"
    " || CASE WHEN jawaban.dihapus_pada IS NULL THEN ''::tsvector"
    " ELSE array_to_tsvector(ARRAY[chr(57344) || 'x']) END"
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


def _fts5(words: Sequence[Word], layanan_ids: Collection[int] | None, *, removed: bool) -> str:
    def piece(text: str) -> str:
        return f'"{text}" *' if len(text) >= _PREFIX_FROM else f'"{text}"'

    def places(ids: Collection[int]) -> list[str]:
        return [f'"{_PRIVATE}{i}"' for i in sorted(ids)]

    every = []
    for word in words:
        some = [" AND ".join(map(piece, word.pieces))] if word.pieces else []
        every.append(
            "(" + " OR ".join([*(f"({s})" for s in some), *places(word.layanan_ids)]) + ")"
        )
    if layanan_ids is not None:
        every.append("(" + " OR ".join(places(layanan_ids)) + ")")
    if removed:
        every.append(f'"{_REMOVED}"')
    found = " AND ".join(every)
    return found if removed else f'({found}) NOT "{_REMOVED}"'


def _tsquery(words: Sequence[Word], layanan_ids: Collection[int] | None, *, removed: bool) -> str:
    def piece(text: str) -> str:
        return f"'{text}':*" if len(text) >= _PREFIX_FROM else f"'{text}'"

    def places(ids: Collection[int]) -> list[str]:
        return [f"'{_PRIVATE}{i}'" for i in sorted(ids)]

    every = []
    for word in words:
        some = [" & ".join(map(piece, word.pieces))] if word.pieces else []
        every.append("(" + " | ".join([*(f"({s})" for s in some), *places(word.layanan_ids)]) + ")")
    if layanan_ids is not None:
        every.append("(" + " | ".join(places(layanan_ids)) + ")")
    every.append(f"'{_REMOVED}'" if removed else f"!'{_REMOVED}'")
    return " & ".join(every)


def _key_of(day: date) -> int:
    return (day.toordinal() - _EPOCH) << _SHIFT


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched.

    Args:
        words: at least one.
        layanan_ids: whose answers; None for all.
        removed: whether those that were removed are searched, or those that count.
        dari, sampai: the first and the last day, None where open.
    """

    words: tuple[Word, ...]
    layanan_ids: frozenset[int] | None
    removed: bool
    dari: date | None
    sampai: date | None


def find_hits(session: Session, asked: Asked) -> Hits:
    """Bind a search to the index of the database."""
    given = (asked.words, asked.layanan_ids)
    if session.get_bind().dialect.name == "sqlite":
        index, key = _SQLITE, _SQLITE.c.rowid
        match = literal_column(KATA).op("MATCH")(_fts5(*given, removed=asked.removed))
    else:
        index, key = _POSTGRESQL, _POSTGRESQL.c.kunci
        # Written out: with a parameter PostgreSQL would plan for any word, common or rare. There
        # are letters and digits alone in it, and signs of ours.
        query: ColumnElement[Any] = literal_column(
            f"$kata${_tsquery(*given, removed=asked.removed)}$kata$::tsquery"
        )
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

    Their days and whether they were removed are compared, not their words.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"
    missing = extra = 0
    for removed in (False, True):
        hits = find_hits(session, Asked((Word((), (layanan_id,)),), None, removed, None, None))
        held = select(hits.key.label("kunci")).select_from(hits.index).where(*hits.where)
        gone = col(Jawaban.dihapus_pada).is_not(None)
        key: ColumnElement[int] = literal_column(_SQLITE_KEY if sqlite else _POSTGRESQL_KEY)
        there = select(key.label("kunci")).where(
            col(Jawaban.layanan_id) == layanan_id, gone if removed else ~gone
        )
        lost, spare = (
            session.connection()
            .execute(select(func.count()).select_from(except_(a, b).subquery()))
            .scalar_one()
            for a, b in ((there, held), (held, there))
        )
        missing, extra = missing + lost, extra + spare
    return missing, extra
