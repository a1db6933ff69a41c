"""Moderating a burst as one: its answers are taken out, brought back or found right together."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from sekampadi.db.engine import batched
from sekampadi.db.queries.beruntun import ids_of_beruntun
from sekampadi.db.queries.beruntun import list_beruntun as query_beruntun
from sekampadi.db.queries.penilaian import Terkunci, lock_jawaban
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.moderasi import Tindakan, parse_alasan
from sekampadi.domain.survei.beruntun import BarisBeruntun
from sekampadi.i18n import t
from sekampadi.services.moderasi.moderasi import (
    HasilModerasi,
    list_tertunda_of,
    mark_reviewed,
    switch_status,
)
from sekampadi.services.moderasi.urungkan import explain_undone
from sekampadi.services.sistem.runtime import Runtime, record, require

LAMA: Final = timedelta(days=7)
"""How long a removed burst stays in the list, so that it can be brought back from there."""
BANYAK: Final = 20
"""Lines of the list; what is older comes up when these are done."""


AKSI_HAPUS: Final = "jawaban.hapus_beruntun"
AKSI_URUNGKAN: Final = "jawaban.urungkan_beruntun"
AKSI_TINJAU: Final = "jawaban.tinjau_beruntun"


@dataclass(frozen=True, slots=True)
class DaftarBeruntun:
    """The bursts a person has to look at."""

    baris: tuple[BarisBeruntun, ...]  # the newest
    lebih: bool  # whether there are more


def _unknown() -> NotFoundError:
    return NotFoundError("beruntun.unknown", t("Kiriman beruntun ini tidak ditemukan."))


def _parse(beruntun: object) -> uuid.UUID:
    try:
        return uuid.UUID(str(beruntun))
    except ValueError:
        raise _unknown() from None


def list_beruntun(rt: Runtime, principal: Principal | None) -> DaftarBeruntun:
    """List the bursts of a person's scope, each in one line."""
    principal = require(principal, Permission.JAWABAN_READ)
    with rt.reading() as session:
        found = query_beruntun(
            session, principal.scope, removed_since=rt.now() - LAMA, most=BANYAK + 1
        )
    return DaftarBeruntun(tuple(found[:BANYAK]), len(found) > BANYAK)


def _hold(session: Session, principal: Principal, beruntun: uuid.UUID) -> list[Terkunci]:
    ids = ids_of_beruntun(session, principal.scope, beruntun)
    held = [a for some in batched(ids) for a in lock_jawaban(session, principal.scope, some)]
    if not held:
        raise _unknown()
    return held


def _record(
    session: Session,
    principal: Principal,
    beruntun: uuid.UUID,
    answers: Sequence[Terkunci],
    *,
    aksi: str,
    alasan: str = "",
) -> None:
    if not answers:
        return
    # One line for a burst of any size; the answers themselves say who removed them and why.
    rincian: dict[str, object] = {"alasan": alasan} if alasan else {}
    record(
        session,
        principal,
        aksi,
        f"beruntun/{beruntun}",
        n=len(answers),
        layanan=sorted({a.layanan_kode for a in answers}),
        **rincian,
    )


def _switch(
    rt: Runtime,
    principal: Principal,
    tindakan: Tindakan,
    beruntun: uuid.UUID,
    *,
    alasan: str = "",
    removed_at: datetime | None = None,
) -> HasilModerasi:
    removes, now = tindakan is Tindakan.HAPUS, rt.now()
    with rt.writing() as session:
        held = _hold(session, principal, beruntun)
        if removed_at is not None:
            # Another person may have brought some back while these were waited for.
            held = [a for a in held if a.dihapus_pada == removed_at]
            if not held:
                names = {f"beruntun/{beruntun}"}
                raise explain_undone(session, principal, names, AKSI_URUNGKAN, removed_at)
        todo = switch_status(session, tindakan, held, oleh=principal, alasan=alasan, now=now)
        _record(
            session,
            principal,
            beruntun,
            todo,
            aksi=AKSI_HAPUS if removes else AKSI_URUNGKAN,
            alasan=alasan,
        )
        tertunda = list_tertunda_of(session, rt, todo)
    rt.figures_changed(*(a.place.upp_id for a in todo))
    return HasilModerasi(len(todo), len(held) - len(todo), tertunda, now if removes else None)


def remove_beruntun(
    rt: Runtime, principal: Principal | None, beruntun: object, alasan: object
) -> HasilModerasi:
    """Take all answers of a burst out of every figure, however many they are.

    Raises:
        DomainError: ``alasan.missing``, ``alasan.too_long``.
    """
    principal = require(principal, Permission.JAWABAN_MODERATE)
    name, reason = _parse(beruntun), parse_alasan(alasan)
    return _switch(rt, principal, Tindakan.HAPUS, name, alasan=reason)


def undo_remove_beruntun(
    rt: Runtime, principal: Principal | None, beruntun: object, pada: datetime
) -> HasilModerasi:
    """Bring back what one removal of a burst took out, and nothing that was removed otherwise.

    Raises:
        ConflictError: ``moderasi.undone`` when nothing of it is removed any more.
    """
    principal = require(principal, Permission.JAWABAN_MODERATE)
    name = _parse(beruntun)
    return _switch(rt, principal, Tindakan.PULIHKAN, name, removed_at=pada)


def review_beruntun(rt: Runtime, principal: Principal | None, beruntun: object) -> HasilModerasi:
    """Say that all answers of a burst are all right."""
    principal = require(principal, Permission.JAWABAN_MODERATE)
    name = _parse(beruntun)
    with rt.writing() as session:
        held = _hold(session, principal, name)
        todo = mark_reviewed(session, held)
        _record(session, principal, name, todo, aksi=AKSI_TINJAU)
    return HasilModerasi(len(todo), len(held) - len(todo))
