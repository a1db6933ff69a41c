"""The joining attack: with all tables and logs in hand no reference is joined to an answer better than by lot.

By lot, who pairs the references of a week with its answers is right once a week, whatever their number; the
spread of that is one a week, too. Over so many weeks an attacker must stay within four spreads of it. The
same attackers are shown two careless programs, of which they join what they like.
"""

import random
from collections.abc import Callable

import pytest

from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei import kotak
from tests.attack.gabung import PENYERANG, Bukti, Guess, by_box, by_log, by_time, hits, live
from tests.conftest import SettableClock
from tests.factories import Cast

WEEKS = 8
MOST = WEEKS + 4 * WEEKS**0.5


@pytest.fixture(params=[1, 2])
def seed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Draw lots that are the same in each run."""
    found = int(request.param)
    monkeypatch.setattr(kotak, "_LOT", random.Random(found))
    return found


def test_nobody_joins_a_reference_to_an_answer_better_than_by_lot(
    rt: Runtime, cast: Cast, clock: SettableClock, seed: int
) -> None:
    bukti = live(rt, cast, clock, seed, WEEKS)
    used = [u for u in bukti.undangan if u["terpakai"]]
    assert len({u["terpakai"] for u in used}) == WEEKS
    assert len(used) >= 60
    for entered, answers in bukti.batches():
        assert len(answers) >= len(entered) >= 5
    found = {attack.__name__: hits(bukti, attack(bukti)) for attack in PENYERANG}
    assert all(n <= MOST for n in found.values()), found


def _careless(bukti: Bukti, attack: Callable[[Bukti], Guess]) -> bool:
    return hits(bukti, attack(bukti)) > MOST


def test_of_a_program_that_stores_at_once_they_join_most(
    rt: Runtime, cast: Cast, clock: SettableClock, seed: int
) -> None:
    bukti = live(rt, cast, clock, seed, WEEKS, naive=True)
    assert _careless(bukti, by_time)
    assert _careless(bukti, by_log)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_of_a_box_that_is_not_mixed_they_join_most(
    rt: Runtime, cast: Cast, clock: SettableClock, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kotak, "_mix", lambda *_: None)
    assert _careless(live(rt, cast, clock, seed, WEEKS), by_box)


def test_of_answers_that_enter_in_the_order_they_came_they_join_most(
    rt: Runtime, cast: Cast, clock: SettableClock, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The box remembers the order, and nobody draws lots."""
    put, came = kotak._put, dict[str, int]()

    def remember(rt: Runtime, incoming: kotak.Incoming, token: str) -> bool:
        key = kotak.keys_of(rt.settings)[0]
        came[kotak.name_survei(key, incoming.identity)] = len(came)
        return put(rt, incoming, token)

    class _InOrder(random.Random):
        def shuffle(self, x: list[object]) -> None:  # type: ignore[override]
            if x and not isinstance(x[0], str):
                x.sort(key=lambda row: came[row["kunci"]])  # type: ignore[index]

    monkeypatch.setattr(kotak, "_put", remember)
    monkeypatch.setattr(kotak, "_LOT", _InOrder())
    bukti = live(rt, cast, clock, seed, WEEKS)
    assert any(_careless(bukti, attack) for attack in PENYERANG)
