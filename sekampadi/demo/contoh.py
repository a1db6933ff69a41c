"""One made-up answer, and the dice it is thrown with."""

import uuid
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import accumulate
from random import Random

from sekampadi.db.models import JenisUpp, Sumber
from sekampadi.demo.kalender import is_libur, is_weekend
from sekampadi.demo.katalog import ContohUpp
from sekampadi.domain.periode import ZONA
from sekampadi.domain.survei.responden import Responden

_NAMESPACE = uuid.UUID("6b7d1f0e-5a0c-5e0b-9a53-5ca3f0ad1000")


@dataclass(frozen=True, slots=True)
class Contoh:
    """A made-up answer, ready to be stored."""

    uuid: uuid.UUID
    upp: str
    layanan: str
    sumber: str
    waktu: datetime
    tanggal: date
    responden: Responden
    umum: int
    nilai: tuple[int, ...]
    saran: str


def make_uuid(name: str) -> uuid.UUID:
    """Return the identity of the answer with a name: the same on every machine."""
    return uuid.uuid5(_NAMESPACE, name)


def pick(rng: Random, cumulative: Sequence[float]) -> int:
    """Draw an index from cumulative weights; quicker than ``choices`` for single draws."""
    return bisect(cumulative, rng.random() * cumulative[-1], 0, len(cumulative) - 1)


def cumulate(weights: Sequence[float]) -> tuple[float, ...]:
    """Return cumulative weights for :func:`pick`."""
    return tuple(accumulate(weights))


@cache
def _layanan_weights(count: int) -> tuple[float, ...]:
    return cumulate([1 / (i + 1.2) for i in range(count)])


def pick_layanan(rng: Random, upp: ContohUpp) -> str:
    """Draw one of an office's services, the first ones more often."""
    return upp.layanan[pick(rng, _layanan_weights(len(upp.layanan)))].kode


# Working hours, the evening, and a few at night: half an hour each, by its first minute.
_HOURS = [(h * 60 + m, w) for h, w in (
    (0, 0.3), (1, 0.15), (2, 0.1), (3, 0.1), (4, 0.2), (5, 0.5), (6, 0.8), (7, 2), (8, 8), (9, 12),
    (10, 12), (11, 8), (12, 3), (13, 8), (14, 9), (15, 5), (16, 3), (17, 2), (18, 1.5), (19, 2.5),
    (20, 2.5), (21, 1.8), (22, 1), (23, 0.5),
) for m in (0, 30)]  # fmt: skip
_HOUR_WEIGHTS = cumulate([w for _, w in _HOURS])
_OFFICE = [(m, w) for m, w in _HOURS if 8 * 60 <= m < 16 * 60]
_OFFICE_WEIGHTS = cumulate([w for _, w in _OFFICE])


def pick_waktu(rng: Random, day: date, sumber: str) -> datetime:
    """Draw the moment of an answer on a day of the province, in UTC."""
    if sumber == Sumber.DARING.value:
        minute = _HOURS[pick(rng, _HOUR_WEIGHTS)][0]
    else:
        minute = _OFFICE[pick(rng, _OFFICE_WEIGHTS)][0]
    seconds = minute * 60 + int(rng.random() * 1800)
    moment = time(seconds // 3600, seconds % 3600 // 60, seconds % 60)
    return datetime.combine(day, moment, ZONA).astimezone(UTC)


def pick_sumber(rng: Random, upp: ContohUpp, day: date, *, kiosk: bool = True) -> str:
    """Draw the way an answer came in: mostly from phones, on working days also on paper."""
    draw = rng.random()
    closed = is_weekend(day) or is_libur(day)
    crowded = upp.jenis is JenisUpp.RUMAH_SAKIT or upp.kode.startswith("uppd-")
    if kiosk and crowded and draw < 0.12 and day.year >= 2024:
        return Sumber.KIOSK.value
    if not closed and draw > (0.86 if crowded else 0.94):
        return Sumber.KERTAS.value
    return Sumber.DARING.value


def throw_scores(rng: Random, means: Sequence[float]) -> tuple[int, ...]:
    """Throw the nine scores of one person, who is in one mood for all of them."""
    draw = rng.random()
    mood = rng.gauss(-1.25, 0.4) if draw < 0.025 else rng.gauss(0.03, 0.36)
    if draw > 0.88:
        # Some people tick the same column all the way down.
        level = min(4, max(2, int(sum(means) / 9 + mood + 0.5)))
        return (level,) * 9
    gauss = rng.gauss
    return tuple(min(4, max(1, int(m + mood + gauss(0, 0.42) + 0.5))) for m in means)


def throw_umum(rng: Random, nilai: Sequence[int]) -> int:
    """Throw the general rating that goes with nine scores."""
    return min(4, max(1, int(sum(nilai) / 9 + rng.gauss(0.05, 0.25) + 0.5)))
