"""A survey closed while somebody fills it in: what was begun before is taken for half an hour."""

import uuid
from datetime import timedelta

import pytest
from sqlmodel import select, update

from sekampadi.db.models import Jawaban, Layanan
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.domain.survei.awal import TENGGANG
from sekampadi.services.master.layanan import set_layanan_active
from sekampadi.services.master.upp import set_upp_active
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.awal import begin_survei
from sekampadi.services.survei.survei import Pengisian, open_survei
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast


def count(rt: Runtime) -> int:
    with rt.reading() as session:
        return len(session.exec(select(Jawaban.id)).all())


def send(rt: Runtime, identity: uuid.UUID, awal: str) -> None:
    factories.send(rt, "layanan-a1", identity=identity, pengisian=Pengisian(awal))


def reload(rt: Runtime, identity: uuid.UUID, awal: str) -> str:
    return open_survei(rt, "layanan-a1", uuid_text=identity, awal=awal).layanan.kode


@pytest.mark.parametrize("what", ["layanan", "upp"])
def test_what_was_begun_before_the_closing_is_taken(
    rt: Runtime, cast: Cast, clock: SettableClock, what: str
) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]

    def switch(active: bool) -> None:
        if what == "layanan":
            set_layanan_active(rt, admin, cast.layanan["layanan-a1"], active)
        else:
            set_upp_active(rt, admin, cast.upp["upp-a"], active)

    early = [uuid.uuid4() for _ in range(4)]
    tokens = [begin_survei(rt, i, "layanan-a1") for i in early]
    clock.advance(timedelta(minutes=10))
    switch(False)
    clock.advance(timedelta(seconds=1))
    late = uuid.uuid4()
    late_token = begin_survei(rt, late, "layanan-a1")
    clock.advance(TENGGANG - timedelta(seconds=1))

    assert reload(rt, early[0], tokens[0]) == "layanan-a1"
    send(rt, early[0], tokens[0])
    assert count(rt) == 1
    for identity, token in ((late, late_token), (early[1], tokens[0]), (early[1], "")):
        with pytest.raises(NotFoundError) as caught:
            send(rt, identity, token)
        assert caught.value.code == "layanan.inactive"
        with pytest.raises(NotFoundError):
            reload(rt, identity, token)
    clock.advance(timedelta(seconds=1))
    with pytest.raises(NotFoundError):
        send(rt, early[1], tokens[1])
    with pytest.raises(NotFoundError):
        reload(rt, early[1], tokens[1])

    switch(True)
    send(rt, early[1], tokens[1])
    clock.advance(timedelta(minutes=1))
    switch(False)  # a second closing counts from itself
    send(rt, early[2], tokens[2])
    assert count(rt) == 3
    assert check_rekap(rt) == []


def test_the_earlier_of_two_closings_counts_and_an_unknown_one_gives_no_grace(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    identity = uuid.uuid4()
    token = begin_survei(rt, identity, "layanan-a1")
    set_layanan_active(rt, admin, cast.layanan["layanan-a1"], False)
    clock.advance(timedelta(minutes=20))
    set_upp_active(rt, admin, cast.upp["upp-a"], False)
    assert reload(rt, identity, token) == "layanan-a1"
    clock.advance(timedelta(minutes=11))
    with pytest.raises(NotFoundError):
        send(rt, identity, token)
    clock.advance(-timedelta(minutes=11))
    with rt.writing() as session:
        session.exec(update(Layanan).values(ditutup_pada=None))
    with pytest.raises(NotFoundError):
        send(rt, identity, token)
