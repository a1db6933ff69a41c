"""The log: what is a key to something is masked in every line, whoever wrote it.

A tab's token, a session's cookie and a ticket open what belongs to somebody. Our own lines never
carry them, but the framework's do (a lost connection, the name of a task that failed), and so may
the text of any exception.
"""

import json
import logging
import re
from datetime import UTC, datetime

MASK = "[…]"
_MORE = ("fault", "route", "status", "ms")
"""What a line may bring along besides: the id a person was told, and what a request was."""
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"

_SECRETS = (
    # What stands behind its name: cookies, and the parameters of addresses.
    re.compile(
        r"(?P<name>(?:sekampadi_sesi|sekampadi_undangan|tiket|token|sid)(?:=|%3D))[^\s&;,\"'<>]+",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<name>\b(?:set-)?cookie['\"]?\s*[:=]\s*)[^\r\n]+", re.IGNORECASE),
    # What stands in a link of an invitation.
    re.compile(r"(?P<name>/u(?:\?|%3F)(?:[^\s\"']*&)?k(?:=|%3D))[^\s&;,\"'<>]+", re.IGNORECASE),
    # A tab's name, with or without whose it is.
    re.compile(
        r"(?P<name>)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:\.(?:[0-9a-f]{32}|umum))?",
        re.IGNORECASE,
    ),
    # What ``secrets.token_urlsafe(32)`` makes: cookies and tickets. One in 1,500 has no digit, none
    # has small letters only, as names of modules and states have.
    re.compile(
        r"(?P<name>)(?<![A-Za-z0-9_/.-])(?=[a-z_-]*[A-Z0-9])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])"
    ),
)


def mask(text: str) -> str:
    """Mask what is a key to something."""
    for pattern in _SECRETS:
        text = pattern.sub(rf"\g<name>{MASK}", text)
    return text


class MaskingFormatter(logging.Formatter):
    """Writes a line as another formatter does, tracebacks included, and masks it.

    Args:
        inner: the other formatter; without it only the message is written.
    """

    def __init__(self, inner: logging.Formatter | None = None) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """Write a line."""
        return mask(self._inner.format(record) if self._inner else super().format(record))


class JsonFormatter(MaskingFormatter):
    """Writes a line as an object: time (UTC), level, logger, message, and what the line brings along.

    Each word is masked before it is put together, so that what is cut out leaves an object.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write a line."""
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": mask(record.getMessage()),
        }
        more = {name: getattr(record, name) for name in _MORE if hasattr(record, name)}
        line |= {n: mask(v) if isinstance(v, str) else v for n, v in more.items()}
        if record.exc_info:
            line["traceback"] = mask(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


_as_json = False


def set_up(level: str, style: str = "plain") -> None:
    """Begin to log, from this level on, as lines of text or (``json``) as objects."""
    global _as_json  # noqa: PLW0603 - the log of a process is one
    _as_json = style == "json"
    logging.basicConfig(level=level, format=_FORMAT)
    # Two lines for each question after the service's health say nothing.
    logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)
    mask_all()


def mask_all() -> None:
    """Let everything that this process logs go through the mask, in the form it was set up with.

    The server that runs the application has handlers of its own, and so has the library behind
    the socket, which makes them with the application.
    """
    names = list(logging.root.manager.loggerDict)
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in names)]
    for handler in {handler for logger in loggers for handler in logger.handlers}:
        if _as_json and not isinstance(handler.formatter, JsonFormatter):
            handler.setFormatter(JsonFormatter())
        elif not isinstance(handler.formatter, MaskingFormatter):
            handler.setFormatter(MaskingFormatter(handler.formatter))
