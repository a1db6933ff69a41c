"""Taking a removal back: who comes too late, or second, reads who has done it already."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from sekampadi.db.queries.penilaian import Terkunci, last_act
from sekampadi.domain.errors import ConflictError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.moderasi import Tindakan
from sekampadi.domain.periode import ZONA
from sekampadi.i18n import t
from sekampadi.services.moderasi.moderasi import (
    HasilModerasi,
    hold,
    list_tertunda_of,
    parse_ids,
    record_each,
    switch_status,
)
from sekampadi.services.sistem.runtime import Runtime, require

UNDO_WITHIN = timedelta(seconds=60)
"""How long a removal can be taken back without a reason: what offers it goes after ten seconds,
and slow readers and networks get some more."""
_AKSI_PULIHKAN = f"jawaban.{Tindakan.PULIHKAN.value}"


def explain_undone(
    session: Session, principal: Principal, objek: Collection[str], aksi: str, since: datetime
) -> ConflictError:
    """Say that a removal has been taken back already, by whom and when as far as it is known."""
    found = last_act(session, objek, aksi, since)
    words = t("Penghapusan ini sudah diurungkan.")
    if found is not None:
        username, moment = found
        local = moment.astimezone(ZONA)
        words = t(
            "Penghapusan ini sudah diurungkan oleh {oleh}, {kapan}.",
            oleh=t("Anda sendiri") if username == principal.username else username,
            kapan=f"{local:%d-%m-%Y %H.%M}",
        )
    return ConflictError("moderasi.undone", words)


def _still_removed(answers: Sequence[Terkunci], pada: datetime) -> list[Terkunci]:
    return [a for a in answers if a.dihapus_pada == pada]


def undo_remove(
    rt: Runtime, principal: Principal | None, ids: Collection[int], pada: datetime
) -> HasilModerasi:
    """Bring back what the removal of one moment took out, and nothing that was removed otherwise.

    Raises:
        ConflictError: ``moderasi.undone`` when nothing of it is removed any more,
            ``moderasi.undo_late`` when the moment has passed.
    """
    principal = require(principal, Permission.JAWABAN_MODERATE)
    wanted, act = parse_ids(ids), Tindakan.PULIHKAN
    with rt.writing() as session:
        held = hold(session, principal, wanted)
        todo = _still_removed(held, pada)
        if not todo:
            names = {f"jawaban/{i}" for i in wanted}
            raise explain_undone(session, principal, names, _AKSI_PULIHKAN, pada)
        if rt.now() - pada > UNDO_WITHIN:
            raise ConflictError(
                "moderasi.undo_late",
                t(
                    "Terlalu lama untuk diurungkan. Jawabannya ada di daftar Dihapus: pilih "
                    "Pulihkan di sana dan tulis alasannya."
                ),
            )
        switch_status(session, act, todo, oleh=principal, alasan="", now=rt.now())
        record_each(session, principal, act, todo, urungkan=True)
        tertunda = list_tertunda_of(session, rt, todo)
    rt.figures_changed(*(a.place.upp_id for a in todo))
    return HasilModerasi(len(todo), len(held) - len(todo), tertunda)
