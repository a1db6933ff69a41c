"""Whether this process can serve: the database answers, and its tables are the newest."""

import logging
from dataclasses import dataclass

from sekampadi.db.migrate import is_current
from sekampadi.services.runtime import Runtime

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Health:
    """The state of this process.

    Args:
        database: whether the database answered.
        migrations: whether it has the newest tables.
    """

    database: bool
    migrations: bool

    @property
    def ok(self) -> bool:
        """Whether people can be served."""
        return self.database and self.migrations


def check_health(rt: Runtime) -> Health:
    """Ask the database; a failure is an answer, not an error."""
    try:
        return Health(True, is_current(rt.engine))
    except Exception:
        # Drivers fail in many ways; for whoever watches the service they are all the same.
        logger.exception("the database does not answer")
        return Health(False, False)
