"""Who of the demonstration's offices keeps its plans: the good, the fair, the bad, and who copies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Final

from sekampadi.demo.katalog import BAPENDA, BIRO_ORGANISASI, RSUD_SOEDARSO
from sekampadi.demo.watak import SENYAP, TINDAK_LANJUT
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.survei.unsur import Unsur


@dataclass(frozen=True, slots=True)
class Keeper:
    """How an office keeps its plans; what is no number of days is a chance."""

    plans: float  # that it plans after a triwulan
    begins: tuple[int, int]  # days after the sheet
    unsur: tuple[int, int]
    more: float  # that an unsur gets one action more
    done: float
    off: float  # that an action is called off; what is left never ends
    begun: float  # that what never ends was begun at all
    delay: tuple[int, int]  # days after its target
    tells: float  # that it says why something is not done, and what is tried instead
    quotes: int  # suggestions of an unsur
    proves: float
    files: tuple[int, int]
    shows: float  # that a finished action is shown to everyone
    copies: bool = False  # hands in the plan before once more


_GOOD = Keeper(1, (0, 2), (3, 5), 0.35, 0.92, 0.05, 1, (-18, 6), 1, 3, 0.95, (1, 3), 0.3)
_FAIR = Keeper(1, (0, 6), (2, 4), 0.3, 0.76, 0.1, 0.8, (-8, 45), 0.8, 2, 0.35, (1, 1), 0.12)
_BAD = Keeper(0.55, (20, 75), (2, 2), 0.2, 0.38, 0.08, 0.5, (20, 150), 0.5, 1, 0.06, (1, 1), 0)
_COPIER = Keeper(
    0.9, (5, 30), (2, 3), 0, 0.12, 0, 0.2, (10, 90), 0.15, 0, 0, (1, 1), 0, copies=True
)
_NONE = Keeper(0, (0, 0), (2, 2), 0, 0, 0, 0, (0, 0), 0, 0, 0, (1, 1), 0)

_KNOWN: Final[Mapping[str, Keeper]] = {
    BIRO_ORGANISASI: _GOOD,
    RSUD_SOEDARSO: _GOOD,
    "dinas-pmptsp": _GOOD,
    BAPENDA: _FAIR,
    "dinas-pupr": _BAD,
    "dinas-perhubungan": _BAD,
    SENYAP[0]: _BAD,
    "sekretariat-dprd": _COPIER,
    "taman-budaya": _NONE,
}
_SHARES = ((0.34, _GOOD), (0.74, _FAIR), (0.9, _BAD), (0.96, _COPIER), (1.0, _NONE))


@cache
def keeper_of(kode: str) -> Keeper:
    """Return how an office keeps its plans: the same always."""
    if kode in _KNOWN:
        return _KNOWN[kode]
    draw = Random(f"sekampadi/tindak-lanjut/{kode}").random()  # noqa: S311 - repeatable on purpose
    return next(keeper for limit, keeper in _SHARES if draw < limit)


def has_story(kode: str, unsur: Unsur) -> bool:
    """Tell whether the answers show a follow-up of an office on an unsur."""
    return (kode, unsur) == TINDAK_LANJUT[:2]


def story_of(kode: str, unsur: Unsur, triwulan: Triwulan) -> date | None:
    """Return the day on which the follow-up was finished that the answers show; None for any other."""
    day = TINDAK_LANJUT[2]
    return day if has_story(kode, unsur) and triwulan == Triwulan(day.year - 1, 4) else None
