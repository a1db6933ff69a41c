"""Word of changed figures between processes, by PostgreSQL's LISTEN and NOTIFY.

The word is part of the transaction that changes the figures: it goes out with the commit, or
not at all. SQLite has no such thing; there Redis carries it (:mod:`sekampadi.db.kabar_redis`).
"""

import logging
import secrets
import threading
from collections.abc import Callable

from sqlalchemy import URL, text
from sqlmodel import Session

logger = logging.getLogger(__name__)

CHANNEL = "sekampadi_angka"
_OWN = secrets.token_hex(6)
"""Which process speaks: its own screens have been told already."""

_NOTIFY = text("SELECT pg_notify(:channel, :message)")
POLL = 1.0
"""Seconds after which the listener looks whether it is to end."""
RECONNECT = 2.0
"""Seconds between two attempts to connect."""


def announce(session: Session, upp_id: int) -> None:
    """Tell other processes, with this transaction's commit, that an UPP's figures have changed."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_NOTIFY, {"channel": CHANNEL, "message": f"{_OWN}:{upp_id}"})


class ListenerThread:
    """Listens in a thread of its own, and connects again by itself.

    Args:
        name: of the thread.
        away: what is raised while nobody is there to listen to.
    """

    def __init__(self, name: str, *away: type[Exception]) -> None:
        self._away: tuple[type[Exception], ...] = (*away, OSError)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.listening = threading.Event()

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """End, within about a second."""
        self._end.set()
        if self._thread.is_alive():
            self._thread.join(POLL + RECONNECT)

    def _run(self) -> None:
        while not self._end.is_set():
            try:
                self._listen()
            except self._away:
                logger.warning("the word of other processes is not heard; connecting again")
            except Exception:
                # Whoever does not listen counts as dead: it has to go on.
                logger.exception("the word of other processes is not heard; connecting again")
            self.listening.clear()
            self._end.wait(RECONNECT)

    def _listen(self) -> None:
        """Connect, say so by ``listening``, and listen until the end."""
        raise NotImplementedError


class Listener(ListenerThread):
    """Hears what other processes announce.

    Args:
        on_change: is called with the id of an UPP whose figures have changed.
        on_gap: is called after each connecting: what was said before was not heard.
        own: the process whose word is not for us; tests stand for two.
    """

    def __init__(
        self,
        url: URL,
        on_change: Callable[[int], None],
        on_gap: Callable[[], None],
        *,
        own: str = _OWN,
    ) -> None:
        # Late: a server on SQLite needs none of it.
        from psycopg import Error, connect

        super().__init__("kabar", Error)
        self._connect = connect
        self._url = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._on_change = on_change
        self._on_gap = on_gap
        self._own = own

    def _listen(self) -> None:
        with self._connect(self._url, autocommit=True, connect_timeout=10) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            self.listening.set()
            self._on_gap()
            while not self._end.is_set():
                for notice in connection.notifies(timeout=POLL):
                    self._hear(notice.payload)

    def _hear(self, message: str) -> None:
        speaker, _, upp_id = message.partition(":")
        if speaker != self._own and upp_id.isascii() and upp_id.isdigit():
            self._on_change(int(upp_id))
