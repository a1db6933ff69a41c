"""A log that nobody can fill: what happens often is told once a second, with how often."""

import logging
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from sekampadi.web.reflex_seam.outside import LOGGERS

_EVERY: Final = 1.0
_LONGEST: Final = 200
_MOST_PLACES: Final = 1000
_FRAMEWORKS: Final = (*LOGGERS, "asyncio", "uvicorn", "granian")
_OURS: Final = "sekampadi."
_ACCESS: Final = "sekampadi.access"
"""One line for each request, written by the server itself, and counted by nobody else."""


class SparingFilter(logging.Filter):
    """Lets one line of each place in the program through a second, and counts the others.

    It stands at the handlers of the log, so that lines of every logger pass it. Lines of the
    frameworks are cut besides, and lose their traceback: they hold whole events, headers too.
    What we tell ourselves as an error is always told, for its id was told to a person; its
    traceback only once a second, for whoever found one fault can repeat it at will.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._told: dict[tuple[str, int], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a line is written, and make it short."""
        framework = record.name.partition(".")[0] in _FRAMEWORKS
        if not framework and (not record.name.startswith(_OURS) or record.name == _ACCESS):
            return True
        place, now = (record.pathname, record.lineno), self._clock()
        last, missed = self._told.get(place, (now - _EVERY, 0))
        if now - last < _EVERY:
            if not framework and record.levelno >= logging.ERROR:
                self._shorten(record)
                return True
            self._told[place] = (last, missed + 1)
            return False
        if len(self._told) > _MOST_PLACES:
            self._told.clear()
        self._told[place] = (now, 0)
        if framework:
            self._shorten(record)
        if missed:
            record.msg = f"{record.getMessage()} (and {missed} more like it)"
            record.args = None
        return True

    @staticmethod
    def _shorten(record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info and record.exc_info[0] is not None:
            text = f"{text} [{record.exc_info[0].__name__}]"
        record.msg = quote(text[:_LONGEST], safe=" :/().,[]'")
        record.args = record.exc_info = record.exc_text = record.stack_info = None


def spare_the_log() -> None:
    """Put the filter in front of all handlers of this process's log, those of frameworks too."""
    sparing = SparingFilter()
    names = [n for n in logging.root.manager.loggerDict if n.partition(".")[0] in _FRAMEWORKS]
    for logger in (logging.root, *(logging.getLogger(name) for name in names)):
        for handler in logger.handlers:
            if not any(isinstance(f, SparingFilter) for f in handler.filters):
                handler.addFilter(sparing)
