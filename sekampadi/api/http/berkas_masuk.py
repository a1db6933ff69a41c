"""Files that come in: a few large ones at a time, opened by another process.

That one may run out of time or memory alone.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final, ParamSpec, TypeVar

from starlette.requests import ClientDisconnect, Request

from sekampadi.api.http.call import Call
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Principal
from sekampadi.i18n import t
from sekampadi.services.sistem.antrean import PENUH, PERGI

T = TypeVar("T")
P = ParamSpec("P")

SECONDS: Final = 15.0
"""What reading a file may take; the largest honest one takes four."""

INSIDE: Final = 4
"""Large files that are in memory at a time: four times ten megabytes."""
WAITING: Final = 16
"""Further ones that wait; what their senders have sent stays with the system until they are read."""
EACH: Final = 2
"""Of one person, waiting ones included: whoever sends slowly leaves a place to the others."""
EACH_UPP: Final = 3
"""Of all people of one UPP, fewer than may be in memory: together they leave one, too."""
RECEIVING_SECONDS: Final = 300.0
"""What ten megabytes may take on their way: a quarter of a megabit a second."""


class Gate:
    """Lets so many large files in at a time, and so many more wait."""

    def __init__(self, inside: int = INSIDE, waiting: int = WAITING) -> None:
        self._places = asyncio.Semaphore(inside)
        self._most, self._waiting = waiting, 0
        self._of: Counter[tuple[str, int]] = Counter()

    @asynccontextmanager
    async def turn(self, person: Principal | None = None) -> AsyncIterator[None]:
        """Wait for a place and keep it.

        Args:
            person: who sends.

        Raises:
            DomainError: ``antrean.penuh`` at once where too many wait, or :data:`EACH` of this
                person, or :data:`EACH_UPP` of his UPP.
        """
        keys = self._keys(person)
        self._of.update(keys)
        try:
            async with self._place():
                yield
        finally:
            self._of.subtract(keys)
            self._of = +self._of  # who sends nothing any more is forgotten

    def _keys(self, person: Principal | None) -> list[tuple[str, int]]:
        """Return under what a person's files are counted."""
        if person is None:
            return []
        own = "orang", person.operator_id
        if self._of[own] >= EACH:
            raise DomainError(
                PENUH, t("Berkas Anda yang lain masih dikirim. Coba lagi sesudahnya.")
            )
        if person.upp_id is None:
            return [own]
        upp = "upp", person.upp_id
        if self._of[upp] >= EACH_UPP:
            raise DomainError(
                PENUH, t("Berkas lain dari UPP Anda masih dikirim. Coba lagi sesudahnya.")
            )
        return [own, upp]

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        if self._places.locked() and self._waiting >= self._most:
            raise DomainError(PENUH, t("Banyak berkas sedang dikirim. Coba lagi sebentar lagi."))
        self._waiting += 1
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._places.release()


@asynccontextmanager
async def receiving(gate: Gate, request: Request, person: Principal | None) -> AsyncIterator[None]:
    """Wait for a turn, read the body, and keep the turn for as long as it is in memory.

    Args:
        person: who sends.

    Raises:
        DomainError: ``antrean.penuh``, ``antrean.pergi``, ``berkas.slow``.
    """
    async with gate.turn(person):
        try:
            async with asyncio.timeout(RECEIVING_SECONDS):
                await request.body()
        except TimeoutError:
            raise DomainError(
                "berkas.slow", t("Berkas terlalu lama di jalan. Coba lagi dengan sambungan lain.")
            ) from None
        except ClientDisconnect:
            raise DomainError(PERGI, t("Permintaan ini sudah ditinggalkan.")) from None
        yield


def elsewhere(
    call: Call, read: Callable[P, T], unreadable: Callable[[], DomainError] | None = None
) -> Callable[P, T]:
    """Return a function that has a file read by another process, and waits for it.

    Args:
        unreadable: what is said of one that took too much time or memory; without it, that it is
            no template of ours.
    """

    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        del kwargs  # only the arguments are sent over
        try:
            return call.reader.call(read, *args, timeout=SECONDS)
        except DomainError as error:
            raise _in_other_words(error, unreadable or _no_template) from None

    return reading


def _no_template() -> DomainError:
    return DomainError(
        "impor.file", t("Berkas ini tidak dapat dibaca. Pakai templat yang disediakan.")
    )


def _in_other_words(error: DomainError, unreadable: Callable[[], DomainError]) -> DomainError:
    """Say what went wrong with a file, not with a document."""
    if error.code in {"report.busy", "report.closed"}:
        return DomainError("impor.busy", t("Berkas lain sedang dibaca. Coba lagi sebentar lagi."))
    if error.code.startswith("report."):
        return unreadable()
    return error
