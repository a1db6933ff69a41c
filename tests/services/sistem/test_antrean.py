"""Lanes: bounded, apart from each other, and nothing is done for whoever has gone."""

import asyncio
import threading

import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.services.sistem.antrean import Lane


async def test_a_full_lane_refuses_at_once_and_another_is_free() -> None:
    lane, other, door = Lane("uji", 1, 2), Lane("lain", 1, 0), threading.Event()
    jobs = [asyncio.create_task(lane.run(door.wait)) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(DomainError) as caught:
        await lane.run(door.wait)
    assert caught.value.code == "antrean.penuh"
    assert await other.run(lambda: 7) == 7
    door.set()
    assert await asyncio.gather(*jobs) == [True] * 3
    assert await lane.run(lambda: 8) == 8
    assert lane.inside == 0


async def test_what_somebody_asked_for_who_has_gone_is_not_done() -> None:
    lane, door, there = Lane("uji", 1, 2), threading.Event(), [True]
    done: list[str] = []
    first = asyncio.create_task(lane.run(door.wait))
    await asyncio.sleep(0)
    gone = asyncio.create_task(lane.run_while(lambda: there[0], lambda: done.append("gone")))
    stays = asyncio.create_task(lane.run_while(lambda: True, lambda: done.append("stays")))
    await asyncio.sleep(0)
    there[0] = False
    # The lane is full; who comes now gets the place of the one who has gone.
    late = asyncio.create_task(lane.run_while(None, lambda: done.append("late")))
    await asyncio.sleep(0)
    door.set()
    with pytest.raises(DomainError) as caught:
        await gone
    assert caught.value.code == "antrean.pergi"
    await asyncio.gather(first, stays, late)
    assert done == ["stays", "late"]


async def test_nobody_has_more_than_one_inside_of_a_lane_where_jobs_have_an_owner() -> None:
    lane, door, there = Lane("uji", 1, 3), threading.Event(), [True]
    first = asyncio.create_task(lane.run_while(None, door.wait, whose=7))
    await asyncio.sleep(0)
    for _ in range(4):
        with pytest.raises(DomainError) as caught:
            await lane.run_while(None, door.wait, whose=7)
        assert caught.value.code == "antrean.milik_sendiri"
    other = asyncio.create_task(lane.run_while(lambda: there[0], lambda: "lama", whose=8))
    await asyncio.sleep(0)
    there[0] = False  # the page was loaded anew: what waits for the old one holds up nobody
    again = asyncio.create_task(lane.run_while(None, lambda: "baru", whose=8))
    await asyncio.sleep(0)
    door.set()
    assert (await first, await again) == (True, "baru")
    with pytest.raises(DomainError):
        await other
    assert await lane.run_while(None, lambda: 1, whose=7) == 1


async def test_a_cancelled_caller_takes_its_job_along() -> None:
    lane, door = Lane("uji", 1, 1), threading.Event()
    done: list[str] = []
    first = asyncio.create_task(lane.run(door.wait))
    await asyncio.sleep(0)
    second = asyncio.create_task(lane.run(done.append, "x"))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    door.set()
    await first
    await lane.run(lambda: None)
    assert done == []
    assert lane.inside == 0


async def test_a_lane_that_rests_leaves_time_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    class Seconds:
        """Time that passes only where somebody works or rests."""

        now, rested = 0.0, 0.0

        def monotonic(self) -> float:
            return self.now

        def sleep(self, seconds: float) -> None:
            self.now += seconds
            self.rested += seconds

        def work(self) -> None:
            self.now += 0.01

    seconds = Seconds()
    monkeypatch.setattr("sekampadi.services.sistem.antrean.time", seconds)
    lane = Lane("uji", 1, 9, rest=2.0)
    await asyncio.gather(*(lane.run(seconds.work) for _ in range(5)))
    assert seconds.rested == pytest.approx(4 * 0.02)
    seconds.now += 1  # nobody asks for a while
    await lane.run(seconds.work)
    assert seconds.rested == pytest.approx(4 * 0.02)
