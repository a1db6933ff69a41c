"""The username of an account where rows say who did something, beside those that hold its number."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Column, Table, update
from sqlmodel import Session, SQLModel

from sekampadi.db.models import Jawaban

NAMA_TETAP: Final = frozenset(
    {("publikasi", "oleh"), ("publikasi", "ditarik_oleh"), ("langkah", "oleh")}
)
"""Where the name of who did it stays, too: in published papers, and in the moves of the SOP."""


def _named() -> Iterator[tuple[Table, Column[Any]]]:
    """List every column that holds the username of who did something, and may lose it."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            named = column.name == "oleh" or column.name.endswith("_oleh")
            if named and not column.foreign_keys and (table.name, column.name) not in NAMA_TETAP:
                yield table, column


def replace_name(session: Session, username: str, by: str) -> None:
    """Put another name where an account is named as who did something.

    Also when it is renamed: the old name is free then, and who takes it would be taken for who has
    written these rows; deleting his data would delete the name in them, and theirs would keep it.
    """
    session.flush()  # a name that is taken is refused before anybody's row is touched
    for table, column in _named():
        where = [column == username]
        if table.name == str(Jawaban.__tablename__) and "dihapus_pada" in table.c:
            where.append(table.c.dihapus_pada.is_not(None))  # by its index, not through all
        session.connection().execute(update(table).where(*where).values({column.name: by}))
