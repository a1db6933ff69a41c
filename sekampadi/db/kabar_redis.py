"""Word between processes by Redis: of acts and ended logins, and of figures where SQLite has no NOTIFY.

It goes out after the commit. A process that dies in between has told nobody; so each that begins
to listen says so, and the others read anew what they show.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import redis

from sekampadi.db.kabar import POLL, ListenerThread
from sekampadi.db.shared import CHANNEL, PREFIX, SharedStore

logger = logging.getLogger(__name__)

RIGHTS: Final = "hak"
ACT: Final = "tindak"
HERE: Final = "hadir"
"""What is said beside the ids of UPP: logins have ended, somebody has done something, one is new."""
ANSWER: Final = "kiriman "
"""Begins what is said of an answer, so that all see bursts."""


def alive_channel(process: str) -> str:
    """Return what a process listens to as long as it lives: nobody does once it is dead."""
    return f"{PREFIX}hidup:{process}"


@dataclass(frozen=True, slots=True)
class Ears:
    """What is done with what other processes say; called in a thread.

    ``change`` is told the id of an UPP whose figures have changed; ``gap`` hears that something may
    have been missed; ``answer`` what was said of one (:data:`ANSWER`).
    """

    change: Callable[[int], None]
    gap: Callable[[], None]
    rights: Callable[[], None]
    act: Callable[[], None]
    answer: Callable[[str], None]


class RedisListener(ListenerThread):
    """Hears what other processes say.

    Args:
        process: by which name the others may ask whether this one lives; empty for none.
    """

    def __init__(self, shared: SharedStore, ears: Ears, process: str = "") -> None:
        super().__init__("kabar-redis", redis.RedisError)
        self._shared = shared
        self._ears = ears
        self._channels = (CHANNEL, *((alive_channel(process),) if process else ()))
        self._stumbled = False

    def _listen(self) -> None:
        client: Any = redis.Redis.from_url(self._shared.url, socket_connect_timeout=POLL)
        try:
            with client.pubsub() as word:
                word.subscribe(*self._channels)
                word.get_message(timeout=POLL)
                self.listening.set()
                self._shared.publish(HERE)
                # What was said before was not heard, not even that of logins that have ended.
                for missed in (self._ears.gap, self._ears.rights, self._ears.act):
                    self._let(missed)
                while not self._end.is_set():
                    message = word.get_message(ignore_subscribe_messages=True, timeout=POLL)
                    if message is not None:
                        self._let(self._hear, message["data"])
        finally:
            client.close()

    def _let(self, what: Callable[..., None], *args: Any) -> None:
        """Do something; one word that nobody understands does not keep the next from being heard."""
        try:
            what(*args)
        except Exception:
            if not self._stumbled:  # said once: it may come without end
                logger.exception("what another process said could not be followed")
            self._stumbled = True

    def _hear(self, data: Any) -> None:
        text = data.decode(errors="replace") if isinstance(data, bytes) else ""
        speaker, _, word = text.partition(":")
        if speaker == self._shared.own:
            return
        if word.isascii() and word.isdigit():
            self._ears.change(int(word))
        elif word.startswith(ANSWER):
            self._ears.answer(word.removeprefix(ANSWER))
        elif word == RIGHTS:
            self._ears.rights()
        elif word == ACT:
            self._ears.act()
        elif word == HERE:
            self._ears.gap()
