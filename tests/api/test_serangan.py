"""The attack on the demonstration: a stranger asks for everything, and solves what he is told."""

from datetime import date

import pytest

from sekampadi.domain.izin import Role
from sekampadi.services.demo import publish_demo, seed_demo
from sekampadi.services.runtime import Runtime
from tests import factories
from tests.api.conftest import Client
from tests.attack.pintu import Pembaca
from tests.attack.skenario import Serangan
from tests.conftest import SettableClock

QUARTERS = ("2023-1", "2023-2", "2023-3")


async def test_nobody_works_out_what_few_people_said(
    rt: Runtime, clock: SettableClock, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The limit would make the attack long, not impossible.
    monkeypatch.setattr("sekampadi.api.ratelimit.RateLimiter.take", lambda *_: 0)
    clock.set_local(date(2023, 10, 20))
    seed_demo(rt)
    publish_demo(rt)
    petugas = factories.make_operator(rt, "penghapus", Role.ADMIN_PEMPROV)
    attack = Serangan(rt, Pembaca(client), petugas)
    await attack.read_all(QUARTERS)
    await attack.read_ranges(attack.places[::25], QUARTERS)
    await attack.change("2023-3", removals=500, papers=50, restorations=40)
    assert attack.temuan.rahasia == []
    assert all(attack.temuan.terbaca[q] > 50 for q in QUARTERS)
    assert attack.temuan.terbaca["berubah"] > 100
