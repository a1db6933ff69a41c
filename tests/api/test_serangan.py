"""The attack on the demonstration: a stranger asks for everything, and solves what he is told."""

from datetime import date

import pytest

from sekampadi.demo import publish_demo, seed_demo
from sekampadi.domain.izin import Role
from sekampadi.reports.worker import RenderPool
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.attack.skenario import Serangan, stranger
from tests.conftest import SettableClock

QUARTERS = ("2023-1", "2023-2", "2023-3")


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("share", [5, pytest.param(1, marks=pytest.mark.long)])
async def test_nobody_works_out_what_few_people_said(
    rt: Runtime, clock: SettableClock, pool: RenderPool, share: int
) -> None:
    """All quarters are attacked as they are frozen, the newest again after every change."""
    clock.set_local(date(2023, 10, 20))
    seed_demo(rt)
    publish_demo(rt)
    petugas = factories.make_operator(rt, "penghapus", Role.ADMIN_PEMPROV)
    async with stranger(rt, pool) as pembaca:
        attack = Serangan(rt, pembaca, petugas)
        await attack.read_all(QUARTERS)
        assert attack.temuan.rahasia == []
        assert all(attack.temuan.terbaca[q] > 50 for q in QUARTERS)
        offices = [p for p in attack.places if not p.layanan]
        await attack.read_ranges(offices[:: 5 * share], QUARTERS)
        assert await pembaca.sheets(offices[:: 2 * share]) > 50 / share
        # The open data tell the same of the same parts, whole and cell by cell.
        assert await pembaca.data(offices) > 50
        await attack.change(
            "2023-3", removals=500 // share, papers=50 // share, restorations=40 // share
        )
        assert attack.temuan.rahasia == []
        # Of few acts a smaller part changes anything that is public.
        assert attack.temuan.terbaca["berubah"] > (100 if share == 1 else 10)
        assert await pembaca.sheets(offices[1 :: 2 * share]) > 50 / share
        assert await pembaca.data(offices) > 50
