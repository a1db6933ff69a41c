"""Text from anywhere: what no database, document or screen takes is left out, once and for all.

Also the text of addresses, which the application writes itself.
"""

import json
import re
from typing import Any, Final
from urllib.parse import urlencode

DEPTH_MAX: Final = 8
"""Lists and fields inside each other; a form has two."""
_ODD: Final = re.compile(
    "[\x00\x80-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""NUL and controls of terminals, halves of characters, spaces nobody sees, and what turns the direction
of the text after it. U+0085 among those controls is a line end, and read as one (``domain.isian``)."""


def clean_text(text: str) -> str:
    """Return a text without what cannot be stored, or would make other text unreadable."""
    return text if text.isascii() and "\0" not in text else _ODD.sub("", text)


def is_clean(text: str) -> bool:
    """Tell whether all that a text says in JSON is clean, as far as a look at the text itself can tell.

    Nothing but ASCII, nothing written by its number, and not so many brackets as are too deep.
    """
    return (
        text.isascii()
        and "\\u" not in text
        and "\0" not in text
        and text.count("{") + text.count("[") <= DEPTH_MAX
    )


def clean_tree(value: Any, depth: int = DEPTH_MAX) -> Any:
    """Return what was parsed from JSON with all its texts clean; refuse it when it is too deep."""
    kind = type(value)
    if kind is str:
        return clean_text(value)
    if kind is dict or kind is list:
        if depth == 0:
            raise ValueError("too deep")
        if kind is list:
            return [clean_tree(part, depth - 1) for part in value]
        return {clean_text(key): clean_tree(part, depth - 1) for key, part in value.items()}
    return value


def shorten(text: str, longest: int = 60) -> str:
    """Return a text of at most ``longest`` letters, for a sentence that is read in passing."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def write_address(path: str, **query: object) -> str:
    """Return an address with what is given of its query; empty texts and None are left out."""
    given = {name: str(value) for name, value in query.items() if value not in ("", None)}
    return f"{path}?{urlencode(given)}" if given else path


def read_json(text: str | bytes) -> Any:
    """Return what a text from anywhere, its length bounded by the caller, says in JSON, or None."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        # A few thousand brackets inside each other are deeper than the parser can go.
        return None
