"""What came of a planned action: told step by step, so that a day shows what was known on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sekampadi.demo.kalender import is_libur, is_weekend
from sekampadi.demo.tindak_lanjut.keepers import Keeper
from sekampadi.demo.tindak_lanjut.texts import BATAL, BERJALAN, ActionText
from sekampadi.domain.periode import ZONA
from sekampadi.domain.tindak_lanjut.hasil import StatusKegiatan

NOTHING: Mapping[str, Any] = {
    "status": StatusKegiatan.BELUM.value,
    "uraian": "",
    "hambatan": "",
    "alasan": "",
    "selesai_pada": None,
    "strategi": "",
    "strategi_target": None,
    "strategi_penanggung_jawab": "",
    "stakeholder": "",
}
"""Of an action that nobody has told anything of."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act on an action: when, its verb in the audit trail, and what it changes."""

    waktu: datetime
    verb: str
    values: Mapping[str, Any]


def workday(day: date) -> date:
    """Return a day, or the next on which the office is open."""
    while is_weekend(day) or is_libur(day):
        day += timedelta(days=1)
    return day


def moment_on(rng: Random, day: date) -> datetime:
    """Throw a moment of office hours on a day of the province, in UTC."""
    hours = time(rng.randint(8, 14), rng.randrange(60), rng.randrange(60))
    return datetime.combine(day, hours, ZONA).astimezone(UTC)


def _after(rng: Random, day: date, least: int, most: int) -> date:
    return workday(day + timedelta(days=rng.randint(least, most)))


def _strategi(teks: ActionText, orang: str, until: date) -> dict[str, Any]:
    return {
        "hambatan": teks.hambatan,
        "alasan": teks.alasan,
        "strategi": teks.strategi,
        "strategi_target": until,
        "strategi_penanggung_jawab": orang,
        "stakeholder": teks.pihak,
    }


def throw_steps(
    rng: Random,
    keeper: Keeper,
    teks: ActionText,
    *,
    mulai: date,
    target: date,
    orang: str,
    story: date | None,
) -> list[Step]:
    """Throw all that is ever told of an action, in its order.

    Args:
        mulai: the day from which it is worked on, after the plan was made.
        story: the day on which it is finished, come what may.
    """
    draw, begun, tells = rng.random(), rng.random() < keeper.begun, rng.random() < keeper.tells
    begin = _after(rng, mulai, 1, 7)
    end = story or max(begin + timedelta(days=5), _after(rng, target, *keeper.delay))
    end = workday(end)
    tell, until = _after(rng, target, 3, 12), _after(rng, target, 40, 120)
    acts: list[tuple[date, str, dict[str, Any]]] = []
    done = story is not None or draw < keeper.done
    off = not done and draw < keeper.done + keeper.off
    if done or off or begun:
        uraian = rng.choice(BERJALAN)
        start = {"status": StatusKegiatan.BERJALAN.value, "uraian": uraian}
        acts.append((min(begin, end), "hasil", start))
    if tells and (tell < end if done else not off):
        acts.append((tell, "hasil", _strategi(teks, orang, max(until, end) if done else until)))
    if done:
        hambatan = teks.hambatan if rng.random() < 0.7 else ""
        told = _after(rng, end, 0, 4)
        result = {
            **NOTHING,
            "status": StatusKegiatan.SELESAI.value,
            "uraian": teks.hasil,
            "hambatan": hambatan,
            "selesai_pada": end,
        }
        acts.append((told, "hasil", result))
        if rng.random() < keeper.shows:
            acts.append((_after(rng, told, 1, 14), "tayang", {"tayang_teks": teks.tampil}))
    elif off:
        batal = StatusKegiatan.BATAL.value
        result = {**NOTHING, "status": batal, "alasan": rng.choice(BATAL)}
        acts.append((_after(rng, target, 0, 40), "hasil", result))
    steps: list[Step] = []
    for day, verb, values in acts:
        waktu = moment_on(rng, day)
        if steps:
            waktu = max(waktu, steps[-1].waktu + timedelta(minutes=20))
        if verb == "tayang":
            values["tayang_pada"] = waktu
        steps.append(Step(waktu, verb, values))
    return steps
