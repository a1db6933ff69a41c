"""Word of a burst to those who moderate: one notice each, in the application."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from sekampadi.db.models import Operator
from sekampadi.db.queries.beruntun import list_waiting
from sekampadi.domain.izin import PROVINSI, Permission, Principal, Role
from sekampadi.domain.notifikasi.outbox import JenisPesan
from sekampadi.domain.notifikasi.peringatan import tell_beruntun
from sekampadi.domain.periode import local_date
from sekampadi.domain.survei.beruntun import Susulan
from sekampadi.services.akun.sesi import principal_of
from sekampadi.services.notifikasi.notifikasi import notify
from sekampadi.services.notifikasi.outbox import Pesan, enqueue, finish
from sekampadi.services.sistem.runtime import Runtime

TUNGGU: Final = timedelta(minutes=1)
"""A burst is told of so long after it was recognised, with the number it has by then."""

_P: Final = Permission.JAWABAN_MODERATE


def note_beruntun(session: Session, now: datetime, later: Iterable[Susulan]) -> None:
    """Write, where answers are marked as a burst, that moderators are to be told of it once."""
    for name in {susulan.beruntun for susulan in later}:
        isi = {"beruntun": str(name)}
        enqueue(session, now, JenisPesan.BERUNTUN, f"beruntun/{name}", isi, at=now + TUNGGU)


def _moderators(session: Session) -> list[Principal]:
    roles = [role.value for role in Role if _P in role.permissions]
    ids = session.exec(
        select(Operator.id)
        .where(col(Operator.role).in_(roles), col(Operator.aktif))
        .order_by(col(Operator.id))
    ).all()
    found = (principal_of(session, i) for i in ids if i is not None)
    return [person for person in found if person is not None]


def handle_beruntun(rt: Runtime, pesan: Pesan) -> None:
    """Tell every moderator who sees part of a burst, unless it has been looked at; once."""
    with rt.reading() as session:
        waiting = list_waiting(session, PROVINSI, UUID(str(pesan.isi["beruntun"])))
        people = _moderators(session) if waiting else []
    with rt.writing() as session:
        if not finish(session, pesan, rt.now()):
            return
        for person in people:
            mine = [w for w in waiting if person.scope.covers(w.upp_id)]
            if not mine:
                continue
            first = local_date(min(w.dari for w in mine))
            notify(
                session,
                rt,
                person.operator_id,
                kunci=pesan.kunci,
                jenis=pesan.jenis.value,
                kabar=tell_beruntun(sum(w.jumlah for w in mine), [w.nama for w in mine], first),
                izin=_P,
                tautan="/admin/penilaian?tinjau=beruntun",
                upp_id=person.upp_id,
            )
