"""What commands leave in the audit trail, where no use case of theirs does."""

from sekampadi.db.migrate import is_current, newest_revision, upgrade
from sekampadi.services.sistem.runtime import Runtime, record


def migrate(rt: Runtime) -> bool:
    """Bring the tables up to date; tell whether there was anything to do.

    What it leaves is the first row with a key in a database from before the chain, and binds all
    that is there.
    """
    if is_current(rt.engine) or not upgrade(rt.engine):
        return False
    with rt.writing() as session:
        record(session, None, "sistem.migrasi", newest_revision() or "")
    return True


def tell_moved(rt: Runtime, rows: int) -> None:
    """Tell in the new database that all rows came from another one."""
    with rt.writing() as session:
        record(session, None, "cadangan.pindah", baris=rows)


def tell_marked(rt: Runtime, changed: int) -> None:
    """Tell that all answers were marked anew, and how many marks changed."""
    with rt.writing() as session:
        record(session, None, "sistem.tanda", n=changed)
