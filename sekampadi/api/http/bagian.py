"""The share of one person in what makes documents, so that nobody slows down those of all others."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Principal
from sekampadi.i18n import t

EACH_DOCUMENT: Final = 3
"""Documents of one person at a time: the PDF, the Word and the Excel of a page, and no more."""


class Share:
    """Counts who has how many documents in the making; lives on the event loop alone."""

    def __init__(self) -> None:
        self._of: Counter[int] = Counter()

    @contextmanager
    def turn(self, person: Principal | None) -> Iterator[None]:
        """Count one document of a person as long as it is being made.

        Raises:
            DomainError: ``antrean.milik_sendiri`` at once where he has :data:`EACH_DOCUMENT`.
        """
        if person is None:
            yield
            return
        own = person.operator_id or -(person.kunci_id or 0)
        if self._of[own] >= EACH_DOCUMENT:
            raise DomainError(
                "antrean.milik_sendiri",
                t("Dokumen Anda yang lain masih disiapkan. Coba lagi sesudahnya."),
            )
        self._of[own] += 1
        try:
            yield
        finally:
            self._of[own] -= 1
            self._of = +self._of  # who asks for nothing any more is forgotten
