"""Kiriman beruntun: answers that come as no people answer, from one connection or one address.

Everything here is counted, not believed: what people type cannot be told apart, but how many of
them can sit at one screen, and how many behind one office's address, can be. A hall of eighty who
begin together, a kiosk with a queue and an office with one address stay below every limit.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final
from uuid import UUID

from sekampadi.domain.moderasi import TANPA_TANDA, Tanda


@dataclass(frozen=True, slots=True)
class Batas:
    """So many answers within so many seconds are more than people give.

    Args:
        kali: answers, the newest included.
        detik: seconds.
    """

    kali: int
    detik: int


SAMBUNGAN: Final = (Batas(4, 30), Batas(12, 180))
"""For one connection, which is one open page: one person after another, each with fifteen choices."""

ALAMAT: Final = (Batas(25, 5), Batas(60, 30), Batas(150, 300))
"""For one address. Eighty who begin at the same moment send at most some nine in five seconds."""

POLA_SEMUA, POLA_NILAI = 6, 15
"""So many answers in a row are too many with the same scores of the same kind of person, or with
the same scores alone. Nine equal scores alone say nothing: a third of all people give them."""

JENDELA: Final = timedelta(minutes=30)
"""How long anything is remembered, and how long a burst may pause before the next is another one."""


@dataclass(frozen=True, slots=True)
class Pola:
    """What an answer looks like, without its words.

    Args:
        nilai: the overall score and the nine.
        responden: the choices about the person.
    """

    nilai: tuple[int, ...]
    responden: tuple[object, ...]

    @property
    def rata(self) -> bool:
        """Whether the nine scores are all alike."""
        return len(set(self.nilai[1:])) == 1


@dataclass(slots=True)
class Kiriman:
    """An answer that came in.

    Args:
        waktu: when.
        identity: which.
        pola: what it looks like.
        tanda: the marks it has from here.
    """

    waktu: datetime
    identity: UUID
    pola: Pola
    tanda: Tanda = TANPA_TANDA


@dataclass(frozen=True, slots=True)
class Susulan:
    """Marks for answers that were stored before they were seen to belong to a burst.

    Args:
        identities: the answers.
        beruntun: the burst.
        tanda: what they are marked with.
    """

    identities: tuple[UUID, ...]
    beruntun: UUID
    tanda: Tanda


@dataclass(slots=True)
class Jejak:
    """What came in lately from one connection, or one address.

    Args:
        batas: how many are too many.
    """

    batas: tuple[Batas, ...]
    kiriman: deque[Kiriman] = field(default_factory=deque)
    beruntun: UUID | None = None
    terakhir: datetime | None = None

    def judge(self, now: datetime, pola: Pola) -> Tanda:
        """Return how an answer would be marked as part of the burst going on; nothing without one."""
        if self.beruntun is None or self.terakhir is None or now - self.terakhir > JENDELA:
            return TANPA_TANDA
        found = TANPA_TANDA
        for tanda, _ in self._over(now, pola):
            found |= tanda
        return found

    def add(self, kiriman: Kiriman, fresh: UUID) -> list[Susulan] | None:
        """Remember an answer that is stored.

        Args:
            kiriman: the answer, with the marks it was stored with.
            fresh: the identity of a burst, should one begin now.

        Returns:
            The marks that answers lack now, its own among them; None when nothing is unusual.
        """
        self._forget(kiriman.waktu)
        over = list(self._over(kiriman.waktu, kiriman.pola))
        self.kiriman.append(kiriman)
        if not over:
            return None
        if (
            self.beruntun is None
            or self.terakhir is None
            or kiriman.waktu - self.terakhir > JENDELA
        ):
            self.beruntun = fresh
        self.terakhir = kiriman.waktu
        later = []
        for tanda, earlier in over:
            lacking = [k for k in (*earlier, kiriman) if tanda not in k.tanda]
            for k in lacking:
                k.tanda |= tanda
            if lacking:
                names = tuple(k.identity for k in lacking)
                later.append(Susulan(names, self.beruntun, tanda))
        return later

    def _forget(self, now: datetime) -> None:
        # No limit looks further back than the largest of them, nor at more than so many.
        most = max(*(b.kali for b in self.batas), POLA_NILAI)
        while self.kiriman and (now - self.kiriman[0].waktu > JENDELA or len(self.kiriman) >= most):
            self.kiriman.popleft()

    def _over(self, now: datetime, pola: Pola) -> Iterator[tuple[Tanda, Sequence[Kiriman]]]:
        """Find the earlier answers with which one more is too many, for each kind of mark."""
        newest = list(reversed(self.kiriman))
        much: list[Kiriman] = []
        for batas in self.batas:
            since = now - timedelta(seconds=batas.detik)
            inside = [k for k in newest[: batas.kali - 1] if k.waktu >= since]
            if len(inside) >= batas.kali - 1 and len(inside) > len(much):
                much = inside
        if much:
            yield Tanda.BERUNTUN, much
        recent = [k for k in newest[: POLA_NILAI - 1] if now - k.waktu <= JENDELA]
        row = list(takewhile(lambda k: k.pola == pola, recent))
        if len(row) < POLA_SEMUA - 1:
            row = [] if pola.rata else list(takewhile(lambda k: k.pola.nilai == pola.nilai, recent))
            if len(row) < POLA_NILAI - 1:
                return
        yield Tanda.POLA, row


@dataclass(frozen=True, slots=True)
class Penghapusan:
    """An act that took answers of a burst out of the figures, all at one moment.

    Args:
        pada: when.
        oleh: the name of the account.
        alasan: why.
        jumlah: how many of them are still out.
    """

    pada: datetime
    oleh: str
    alasan: str
    jumlah: int


@dataclass(frozen=True, slots=True)
class BarisBeruntun:
    """A burst in one line.

    Args:
        beruntun: its name.
        dari: when its first answer came in.
        sampai: when its last did.
        layanan: the names of what it is about, the most frequent first.
        jumlah: its answers in sight.
        perlu: how many of them count and wait for a look.
        tanda: why they were marked.
        hapus: the newest removal, None without one.
    """

    beruntun: UUID
    dari: datetime
    sampai: datetime
    layanan: tuple[str, ...]
    jumlah: int
    perlu: int
    tanda: Tanda
    hapus: Penghapusan | None
