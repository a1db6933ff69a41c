"""Marking suggestions as complaints: a hint for officers, which changes no figure (decision 88).

The person cannot be asked or answered: nobody knows who it was. What is to be followed up goes its way
outside of the survey, by SP4N-LAPOR! or a plan.
"""

from collections.abc import Collection

from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.moderasi import Tindakan
from sekampadi.services.moderasi.moderasi import (
    HasilModerasi,
    change,
    hold,
    parse_ids,
    record_each,
)
from sekampadi.services.sistem.runtime import Runtime, require


def mark_pengaduan(
    rt: Runtime, principal: Principal | None, ids: Collection[int], *, pengaduan: bool
) -> HasilModerasi:
    """Mark suggestions as complaints, or take the mark away; what has no words is left out.

    The trail says which answers, and nothing of what they say.

    Raises:
        DomainError: ``moderasi.none``, ``moderasi.many``.
        NotFoundError: ``jawaban.unknown`` when one of them lies outside the person's scope.
    """
    principal = require(principal, Permission.JAWABAN_MODERATE)
    wanted = parse_ids(ids)
    tindakan = Tindakan.ADUKAN if pengaduan else Tindakan.BUKAN_ADUAN
    with rt.writing() as session:
        held = hold(session, principal, wanted)
        todo = [
            a
            for a in held
            if a.status is tindakan.allowed_from
            and a.pengaduan is not pengaduan
            and (a.bersaran or not pengaduan)
        ]
        change(session, tindakan.allowed_from, todo, {"pengaduan": pengaduan})
        record_each(session, principal, tindakan, todo)
    return HasilModerasi(len(todo), len(held) - len(todo))
