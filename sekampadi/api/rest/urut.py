"""Lists in parts: ``batas`` says how many, ``sesudah`` after which; what stands in it is nobody's business."""

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from sekampadi.api.http.call import Call, Param
from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

T = TypeVar("T")

BATAS_MAX: Final = 1000
"""Most lines of a part; as many when nobody says how many."""
_CURSOR: Final = "^[A-Za-z0-9_-]{1,200}$"
BATAS = Param(
    "batas",
    f"Banyaknya baris, 1 sampai {BATAS_MAX}. Tanpa ini: {BATAS_MAX}.",
    "100",
    {"type": "integer", "minimum": 1, "maximum": BATAS_MAX},
)
SESUDAH = Param(
    "sesudah",
    "Isi sesudah dari jawaban sebelumnya, untuk bagian berikutnya. Jangan diuraikan.",
    schema={"type": "string", "pattern": "^([A-Za-z0-9_-]{1,200})?$"},
)
PARTS: Final = (BATAS, SESUDAH)


def make_sesudah(key: str) -> str:
    """Return what leads to the line after the one of a key."""
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def wrong_sesudah() -> DomainError:
    """Return what is said of a place in a list that was never handed out, ``sesudah.unknown``."""
    return DomainError(
        "sesudah.unknown",
        t("Isi sesudah tidak dikenal. Mulai lagi dari bagian pertama."),
    )


def asked_sesudah(call: Call) -> str:
    """Return the key after which a request wants to go on; empty from the first line.

    Raises:
        DomainError: ``sesudah.unknown`` for what was never handed out.
    """
    text = call.query.get("sesudah", "")
    if not text:
        return ""
    if not re.fullmatch(_CURSOR, text):
        raise wrong_sesudah()
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise wrong_sesudah() from None
    if not key or make_sesudah(key) != text:
        raise wrong_sesudah()
    return key


def asked_batas(call: Call) -> int:
    """Return how many lines a request wants at most.

    Raises:
        DomainError: ``batas.range``.
    """
    # As it was sent: an empty one is no number, and refused as the document says.
    text = call.request.query_params.get("batas", str(BATAS_MAX))
    if not re.fullmatch("[1-9][0-9]{0,3}", text) or int(text) > BATAS_MAX:
        raise DomainError("batas.range", t("Isi batas dengan angka 1 sampai {n}.", n=BATAS_MAX))
    return int(text)


def part_of(
    call: Call, rows: Sequence[T], key: Callable[[T], str]
) -> tuple[Sequence[T], str | None]:
    """Return the part of a list that is asked for, and what leads to the next one; None at the end.

    Raises:
        DomainError: as :func:`asked_sesudah`, also when the last line that was read is gone.
    """
    after, most, begin = asked_sesudah(call), asked_batas(call), 0
    if after:
        begin = next((at for at, row in enumerate(rows, 1) if key(row) == after), 0)
        if not begin:
            raise wrong_sesudah()
    some = rows[begin : begin + most]
    more = begin + most < len(rows)
    return some, make_sesudah(key(some[-1])) if more else None
