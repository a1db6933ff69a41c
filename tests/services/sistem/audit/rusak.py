"""What somebody with the database in hand does to the audit trail."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from sekampadi.services.sistem.audit.penjaga import lifted
from sekampadi.services.sistem.runtime import Runtime, record

Act = Callable[[Session], Any]


def fill(rt: Runtime, n: int = 9) -> None:
    """Add rows, each with something before and afterwards, in transactions of their own."""
    for number in range(1, n + 1):
        with rt.writing() as session:
            record(
                session,
                None,
                "upp.ubah",
                f"upp-{number}",
                sebelum={"nama": f"Lama {number}"},
                sesudah={"nama": f"Baru {number}"},
            )


def tamper(rt: Runtime, act: Act) -> None:
    """Do it as the owner of the database can: past what refuses changes."""
    with rt.writing() as session, lifted(session.connection()):
        act(session)


def sql(*statements: str) -> Act:
    """Return the act of running statements."""

    def run(session: Session) -> None:
        for statement in statements:
            session.connection().execute(text(statement))

    return run


def set_part(number: int, side: str, value: str) -> Act:
    """Return the act of writing another word into what stood before, or afterwards."""

    def run(session: Session) -> None:
        found = session.connection().execute(
            text("SELECT CAST(rincian AS text) FROM audit WHERE id = :id"), {"id": number}
        )
        words = {"sebelum": f"Lama {number}", "sesudah": f"Baru {number}"}[side]
        changed = str(found.scalar_one()).replace(words, value)
        postgresql = session.get_bind().dialect.name == "postgresql"
        session.connection().execute(
            text(
                "UPDATE audit SET rincian = CAST(:r AS json) WHERE id = :id"
                if postgresql
                else "UPDATE audit SET rincian = :r WHERE id = :id"
            ),
            {"r": changed, "id": number},
        )

    return run


def copy_row(number: int, into: int) -> str:
    """Return the statement that puts a copy of a row under another number, with its own words."""
    return (
        "INSERT INTO audit (id, waktu, operator_id, aksi, objek, rincian, kunci, jejak_lalu, jejak)"
        f" SELECT {into}, waktu, operator_id, 'upp.hapus', objek, rincian, kunci,"
        f" {{lalu}}, '{'a' * 64}' FROM audit WHERE id = {number}"
    )


def shift_up(numbers: Sequence[int]) -> list[str]:
    """Return the statements that give rows the number after their own, the last one first."""
    return [f"UPDATE audit SET id = {n + 1} WHERE id = {n}" for n in sorted(numbers, reverse=True)]
