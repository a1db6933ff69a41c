"""What is measured when somebody looks: the outbox, the pool, the lanes, the last backup, the reasons."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from sqlalchemy.pool import QueuePool
from sqlmodel import col, func, select

from sekampadi.db.models import Outbox
from sekampadi.domain.notifikasi.outbox import StatusPesan
from sekampadi.services.sistem import antrean
from sekampadi.services.sistem.cadangan.terakhir import last_backup
from sekampadi.services.sistem.kesiapan import AlasanSiap, list_reasons
from sekampadi.services.sistem.runtime import Runtime

logger = logging.getLogger(__name__)

_LANES: Final[Mapping[str, antrean.Lane]] = {
    lane.name: lane for lane in vars(antrean).values() if isinstance(lane, antrean.Lane)
}


@dataclass(frozen=True, slots=True)
class Metrik:
    """One look at this process and at what it stands on.

    Args:
        waiting: messages of the outbox that are to be delivered; None without a database.
        oldest: seconds since the oldest of them was written; 0 without any.
        backup_age: seconds since the last backup that was tried out; None when none is known of.
        connections: of the database's pool, in use and idle.
        lanes: jobs inside each lane.
        gauges: what parts of the process tell of themselves.
    """

    reasons: tuple[AlasanSiap, ...]
    waiting: int | None
    oldest: float
    backup_age: float | None
    connections: Mapping[str, int]
    lanes: Mapping[str, int]
    gauges: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def read_metrics(rt: Runtime) -> Metrik:
    """Look at everything once; what cannot be read is left out, and told by a reason."""
    waiting, oldest = _outbox(rt)
    made = last_backup(rt.settings)
    pool = cast(QueuePool, rt.engine.pool)
    return Metrik(
        reasons=list_reasons(rt),
        waiting=waiting,
        oldest=oldest,
        backup_age=None if made is None else max(0.0, (rt.now() - made).total_seconds()),
        connections={"in_use": pool.checkedout(), "idle": pool.checkedin()},
        lanes={name: lane.inside for name, lane in _LANES.items()}
        | ({} if rt.convoy is None else {rt.convoy.name: rt.convoy.inside}),
        gauges={name: gauge() for name, gauge in rt.gauges.items()},
    )


def _outbox(rt: Runtime) -> tuple[int | None, float]:
    query = select(func.count(), func.min(col(Outbox.dibuat))).where(
        col(Outbox.status) == StatusPesan.ANTRI.value, col(Outbox.berikut) <= rt.now()
    )
    try:
        with rt.reading() as session:
            waiting, since = session.exec(query).one()
    except Exception:
        logger.exception("the outbox could not be counted")
        return None, 0.0
    return waiting, 0.0 if since is None else max(0.0, (rt.now() - since).total_seconds())
