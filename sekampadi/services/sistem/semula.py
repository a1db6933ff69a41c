"""Two at one thing: a form carries what it was opened with, and nobody writes over what he has not seen.

What is compared are the fields of the form themselves, read from the row inside the transaction that
changes it. So no table needs a number that somebody could forget to raise, and a change of something
that the form does not show is no conflict.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlmodel import Session, col, or_, select

from sekampadi.db.models import Audit, Operator
from sekampadi.domain.errors import ChangedError
from sekampadi.i18n import t

Semula = Mapping[str, str]
"""The fields of a form as they were when it was opened, kept by the server."""


def status_words(aktif: bool) -> str:
    """Return how a form tells whether its row is open: whoever closes it has changed it, too."""
    return t("Aktif") if aktif else t("Tidak aktif")


def check_semula(
    session: Session,
    semula: Semula | None,
    kini: Semula,
    baru: Semula,
    *,
    aksi: str | tuple[str, ...],
    objek: str = "",
    oleh: str = "",
    words: Callable[[str], str] | None = None,
) -> None:
    """Refuse to write over what somebody else has written since a form was opened.

    The caller holds the row, so that of two who save at once the second one comes here.

    Args:
        semula: what the form was opened with; None for what is no form, as a command or an import.
        kini: what is stored, before the change.
        baru: what will be stored; the same as ``kini`` writes nothing over.
        aksi: how the acts that change the row begin in the audit trail, which knows who did it.
        objek: how the audit trail names the row.
        oleh: who has changed it, where nobody else can.
        words: makes the sentence for forms that do not show both, of the username.

    Raises:
        ChangedError: ``isian.berubah``.
    """
    if semula is None or all(semula.get(name) == value for name, value in kini.items()):
        return
    if all(baru.get(name) == value for name, value in kini.items()):
        return
    raise changed_meanwhile(session, kini, aksi=aksi, objek=objek, oleh=oleh, words=words)


def changed_meanwhile(
    session: Session,
    kini: Semula,
    *,
    aksi: str | tuple[str, ...],
    objek: str = "",
    oleh: str = "",
    words: Callable[[str], str] | None = None,
) -> ChangedError:
    """Return the refusal of :func:`check_semula`, for rows that carry a version of their own."""
    prefixes = (aksi,) if isinstance(aksi, str) else aksi
    who, pada = _last_change(session, prefixes, objek)
    oleh = oleh or who
    said = words(oleh or t("orang lain")) if words else ""
    return ChangedError(kini, oleh, pada, message=said)


def _last_change(
    session: Session, aksi: tuple[str, ...], objek: str
) -> tuple[str, datetime | None]:
    """Return who has changed a row last, and when; empty and None where that is not written down."""
    begun = or_(*(col(Audit.aksi).startswith(one, autoescape=True) for one in aksi))
    # What the caller has put into the row must not reach the database: it is refused.
    with session.no_autoflush:
        found = session.exec(
            select(Operator.username, Audit.waktu)
            .select_from(Audit)
            .outerjoin(Operator, col(Operator.id) == col(Audit.operator_id))
            .where(col(Audit.objek) == objek, begun)
            .order_by(col(Audit.id).desc())
            .limit(1)
        ).first()
    return (found[0] or "", found[1]) if found else ("", None)
