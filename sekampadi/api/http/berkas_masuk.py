"""Files that came in are opened by another process, which may run out of time or memory alone."""

from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from sekampadi.api.http.call import Call
from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

T = TypeVar("T")
P = ParamSpec("P")

SECONDS: Final = 15.0
"""What reading a file may take; the largest honest one takes four."""


def elsewhere(call: Call, read: Callable[P, T]) -> Callable[P, T]:
    """Return a function that has a file read by another process, and waits for it."""

    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        del kwargs  # only the arguments are sent over
        try:
            return call.reader.call(read, *args, timeout=SECONDS)
        except DomainError as error:
            raise _in_other_words(error) from None

    return reading


def _in_other_words(error: DomainError) -> DomainError:
    """Say what went wrong with a file, not with a document."""
    if error.code in {"report.busy", "report.closed"}:
        return DomainError("impor.busy", t("Berkas lain sedang dibaca. Coba lagi sebentar lagi."))
    if error.code.startswith("report."):
        return DomainError(
            "impor.file",
            t("Berkas ini tidak dapat dibaca. Pakai templat yang disediakan."),
        )
    return error
