"""Kiriman beruntun: answers that come as no people answer, from one connection or one address.

Everything here is counted, not believed: what people type cannot be told apart, but how many of
them can sit at one screen, and how many behind one office's address, can be. A hall of eighty who
begin together, a kiosk with a queue and an office with one address stay below every limit. A script
that pauses like people do is one of them in all but number: only the limits of an hour and a day
hold it.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final
from uuid import UUID

from sekampadi.domain.moderasi import TANPA_TANDA, Tanda
from sekampadi.domain.periode import SKEW


@dataclass(frozen=True, slots=True)
class BatasLaju:
    """So many answers within so many seconds are more than people give."""

    kali: int  # the newest included
    detik: int


SAMBUNGAN: Final = (BatasLaju(4, 30), BatasLaju(12, 180))
"""For one connection, which is one open page: one person after another, each with fifteen choices."""

ALAMAT: Final = (BatasLaju(25, 5), BatasLaju(45, 18), BatasLaju(60, 30), BatasLaju(150, 300))
"""For one address. Eighty who open the survey within twenty seconds of each other send, in the worst
of three thousand tries, 21 in five seconds, 42 in eighteen, 55 in thirty, and eighty in all."""

JAM: Final = BatasLaju(150, 3600)
"""For one layanan from one address. Eighty in a hall and, in the same hour, an ordinary hour of the
office around it (thirty) are 110; at a screen nobody follows upon the last within 25 seconds for an
hour, which would be 144."""

HARI: Final = BatasLaju(400, 86_400)
"""For one layanan from one address. An office whose network serves everybody sends two hundred in
its seven hours, with eighty in its hall 280; a kiosk with a queue all day, a person every ninety
seconds, 280 as well. A telephone company puts many under one address, but not four hundred a day who
all have been at one counter: hence by layanan."""

LEKAS: Final = BatasLaju(10, 600)
LEKAS_DETIK: Final = 20
"""So many answers that took fewer seconds than this: a choice each second, nothing read. One person
may do that; ten within ten minutes behind one address do not."""

SERAGAM, SERAGAM_DETIK = 10, 2
"""So many answers in a row that took the same time, give or take so many seconds. People differ by
minutes: eighty who begin together have at most seven such in a row in three thousand tries."""

POLA_SEMUA, POLA_NILAI = 6, 15
"""So many answers in a row are too many with the same scores of the same kind of person, or with
the same scores alone. Nine equal scores alone say nothing: a third of all people give them."""

JENDELA: Final = timedelta(minutes=30)
"""How long an answer is remembered, and how long a burst may pause before the next is another one."""

LACI_DETIK: Final = 600
"""An hour is counted in parts of so many seconds."""


@dataclass(frozen=True, slots=True)
class Pola:
    """What an answer looks like, without its words."""

    nilai: tuple[int, ...]  # the overall score and the nine
    responden: tuple[object, ...]

    @property
    def rata(self) -> bool:
        """Whether the nine scores are all alike."""
        return len(set(self.nilai[1:])) == 1


@dataclass(slots=True)
class Kiriman:
    """An answer that came in, or is about to."""

    waktu: datetime
    identity: UUID
    pola: Pola
    layanan: int = 0
    durasi: int | None = None  # seconds; None when nobody knows
    tanda: Tanda = TANPA_TANDA  # the marks it has from here


@dataclass(slots=True)
class Hitungan:
    """How many answers about one layanan came from one address today: numbers, no answers."""

    hari: int = 0
    laci: dict[int, int] = field(default_factory=dict)
    """Those of the last hour, by parts of :data:`LACI_DETIK`: which part, and how many."""

    def is_too_many(self, now: datetime) -> bool:
        """Tell whether one more is too many, for the last hour or for the day."""
        hour = sum(self._last_hour(now).values())
        return self.hari + 1 >= HARI.kali or hour + 1 >= JAM.kali

    def add(self, now: datetime) -> None:
        """Count an answer."""
        laci = int(now.timestamp()) // LACI_DETIK
        self.laci = self._last_hour(now)
        self.laci[laci] = self.laci.get(laci, 0) + 1
        self.hari += 1

    def _last_hour(self, now: datetime) -> dict[int, int]:
        since = int(now.timestamp()) // LACI_DETIK - JAM.detik // LACI_DETIK
        until = int((now + SKEW).timestamp()) // LACI_DETIK
        return {k: n for k, n in self.laci.items() if since < k <= until}


@dataclass(frozen=True, slots=True)
class Susulan:
    """Marks for answers that were stored before they were seen to belong to a burst."""

    identities: tuple[UUID, ...]
    beruntun: UUID
    tanda: Tanda


@dataclass(slots=True)
class Jejak:
    """What came in lately from one connection, or one address."""

    batas: tuple[BatasLaju, ...]
    kiriman: deque[Kiriman] = field(default_factory=deque)
    beruntun: UUID | None = None
    terakhir: datetime | None = None

    def judge(self, baru: Kiriman, *, banyak: bool = False) -> Tanda:
        """Return how an answer would be marked as part of the burst going on; nothing without one.

        ``banyak``: it is one too many of its layanan, see :class:`Hitungan`.
        """
        if not self._goes_on(baru.waktu):
            return TANPA_TANDA
        found = TANPA_TANDA
        for tanda, _ in self._over(baru, banyak=banyak):
            found |= tanda
        return found

    def _goes_on(self, now: datetime) -> bool:
        return (
            self.beruntun is not None
            and self.terakhir is not None
            and -SKEW <= now - self.terakhir <= JENDELA
        )

    def add(self, kiriman: Kiriman, fresh: UUID, *, banyak: bool = False) -> list[Susulan] | None:
        """Remember an answer that is stored, with the marks it was stored with.

        ``fresh`` is the identity of a burst, should one begin now. Returns the marks that answers
        lack now, its own among them; None when nothing is unusual.
        """
        self._forget(kiriman.waktu)
        over = list(self._over(kiriman, banyak=banyak))
        self.kiriman.append(kiriman)
        if not over:
            return None
        beruntun = self.beruntun if self._goes_on(kiriman.waktu) else None
        self.beruntun = beruntun = beruntun or fresh
        self.terakhir = kiriman.waktu
        later = []
        for tanda, earlier in over:
            lacking, bit = [], int(tanda)
            for k in (*earlier, kiriman):
                if not int(k.tanda) & bit:
                    k.tanda |= tanda
                    lacking.append(k)
            if lacking:
                names = tuple(k.identity for k in lacking)
                later.append(Susulan(names, beruntun, tanda))
        return later

    def take(self, kiriman: Kiriman, beruntun: UUID | None) -> None:
        """Remember an answer that somebody else has stored and marked; he names its burst."""
        self._forget(kiriman.waktu)
        self.kiriman.append(kiriman)
        if beruntun is not None:
            self.beruntun, self.terakhir = beruntun, kiriman.waktu

    def _forget(self, now: datetime) -> None:
        # No limit looks further back than the largest of them, nor at more than so many.
        most = max(*(b.kali for b in self.batas), POLA_NILAI)
        while self.kiriman and (now - self.kiriman[0].waktu > JENDELA or len(self.kiriman) >= most):
            self.kiriman.popleft()

    def _over(self, baru: Kiriman, *, banyak: bool) -> Iterator[tuple[Tanda, Sequence[Kiriman]]]:
        """Find the earlier answers with which one more is too many, for each kind of mark.

        One that is too many for several reasons is among them several times.
        """
        since = baru.waktu - JENDELA
        until = baru.waktu + SKEW  # later ones are from before the clock was set back
        newest = [k for k in reversed(self.kiriman) if since <= k.waktu <= until]
        found = [_too_many(newest, batas, baru.waktu) for batas in self.batas]
        if baru.durasi is not None and baru.durasi < LEKAS_DETIK:
            quick = [k for k in newest if k.durasi is not None and k.durasi < LEKAS_DETIK]
            found.append(_too_many(quick, LEKAS, baru.waktu))
        found.append(_same_time(newest, baru))
        if banyak:
            # Of those before half an hour ago only the number is known.
            found.append([k for k in newest if k.layanan == baru.layanan])
        if banyak or any(found):
            yield Tanda.BERUNTUN, [k for some in found for k in some]
        yield from _same_pattern(newest[: POLA_NILAI - 1], baru.pola)


def _too_many(newest: Sequence[Kiriman], batas: BatasLaju, now: datetime) -> list[Kiriman]:
    """Return the answers that one more makes too many; none below the limit."""
    since = now - timedelta(seconds=batas.detik)
    if len(newest) < batas.kali - 1 or newest[batas.kali - 2].waktu < since:
        return []  # most answers: the farthest of them is too far back already
    inside = [k for k in newest[: batas.kali - 1] if k.waktu >= since]
    return inside if len(inside) >= batas.kali - 1 else []


def _same_time(newest: Sequence[Kiriman], baru: Kiriman) -> list[Kiriman]:
    """Return the answers in a row that took as long as one more; none for a short row."""
    if baru.durasi is None:
        return []
    shortest = longest = baru.durasi
    row = []
    for k in newest[: SERAGAM - 1]:
        if k.durasi is None:
            return []
        shortest, longest = min(shortest, k.durasi), max(longest, k.durasi)
        row.append(k)
    return row if len(row) >= SERAGAM - 1 and longest - shortest <= SERAGAM_DETIK else []


def _same_pattern(
    recent: Sequence[Kiriman], pola: Pola
) -> Iterator[tuple[Tanda, Sequence[Kiriman]]]:
    row = list(takewhile(lambda k: k.pola == pola, recent))
    if len(row) < POLA_SEMUA - 1:
        row = [] if pola.rata else list(takewhile(lambda k: k.pola.nilai == pola.nilai, recent))
        if len(row) < POLA_NILAI - 1:
            return
    yield Tanda.POLA, row


@dataclass(frozen=True, slots=True)
class Penghapusan:
    """An act that took answers of a burst out of the figures, all at one moment."""

    pada: datetime
    oleh: str
    alasan: str
    jumlah: int  # how many of them are still out


@dataclass(frozen=True, slots=True)
class BarisBeruntun:
    """A burst in one line."""

    beruntun: UUID
    dari: datetime
    sampai: datetime
    layanan: tuple[str, ...]  # names, the most frequent first
    jumlah: int  # its answers in sight
    perlu: int  # how many of them count and wait for a look
    tanda: Tanda
    hapus: Penghapusan | None  # the newest
