"""Lines in the order of names, of more than can be put in order at once: the first ones, name by name."""

import random
import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select
from sqlmodel import Session, SQLModel

from sekampadi.db.long import Group, Lines, Slice, ids_by_many_names
from sekampadi.db.models import Jawaban
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import Content, Copy

_T = SQLModel.metadata.tables[str(Jawaban.__tablename__)]
MANY = {
    "even": [7] * 24,
    "few in each": [0, 1, 0, 0, 2] * 8,
    "many, then few": [90, 0, 60, 1, 1, 0, 1, 0, 0, 1, 2, 0, 0, 1, 1, 0, 1],
    "few, then many": [0] * 20 + [1, 0, 1, 70, 80],
}
"""How many lines each name has, in their order; every third name is that of two layanan."""
PAGES = ((0, 10), (3, 4), (10, 10), (20, 25), (40, 10), (55, 40), (300, 10))


def fill(rt: Runtime) -> dict[str, list[Group]]:
    """Store answers of many layanan; return the names of each plan."""
    rng = random.Random(4)
    upp = factories.make_upp(rt, "upp-a")
    plans: dict[str, list[Group]] = {}
    for plan, (name, counts) in enumerate(MANY.items()):
        groups = []
        for at, count in enumerate(counts):
            ids = [
                factories.make_layanan(rt, upp, f"layanan-{plan}-{at}-{i}")
                for i in range(1 + (at % 3 == 0))
            ]
            groups.append(Group(layanan_ids=frozenset(ids)))
            rows = [_answer(rng, ids) for _ in range(count)]
            if rows:
                with rt.writing() as session:
                    session.connection().execute(insert(_T), rows)
        plans[name] = groups
    return plans


def _answer(rng: random.Random, ids: Sequence[int]) -> dict[str, object]:
    day = date(2023, 1, 1) + timedelta(days=rng.randint(0, 5))
    return {
        **{"uuid": uuid.UUID(int=rng.getrandbits(128), version=4), "layanan_id": rng.choice(ids)},
        **{"perangkat_id": 1, "sumber": "daring", "tanggal": day, "usia": 30},
        "waktu": datetime(day.year, day.month, day.day, 5, tzinfo=UTC),
        **{"jenis_kelamin": "P", "pendidikan": "SD/MI", "pekerjaan": "ASN", "umum": 3},
        **{f"u{number}": 3 for number in range(1, 10)},
    }


@pytest.fixture
def content() -> Content:
    return fill


def _lines(only: frozenset[int] | None) -> Lines:
    where = () if only is None else (_T.c.layanan_id.in_(sorted(only)),)
    return Lines(_T.c.id, _T, where, (_T.c.tanggal, _T.c.id), _T.c.layanan_id)


def _whole(session: Session, groups: Sequence[Group], *, down: bool) -> list[int]:
    place = {i: at for at, group in enumerate(groups) for i in group.layanan_ids or ()}
    rows = session.connection().execute(select(_T.c.layanan_id, _T.c.tanggal, _T.c.id)).all()
    own = [(place[row[0]], row[1], row[2]) for row in rows if row[0] in place]
    return [row[2] for row in sorted(own, reverse=down)]


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("plan", MANY)
def test_the_first_lines_of_many_names_are_those_of_all(
    rt: Runtime, copied: Copy, plan: str, down: bool
) -> None:
    groups: list[Group] = copied.made[plan]
    asked: list[int] = []

    def lines_of(only: frozenset[int]) -> Lines:
        asked.append(len(only))
        return _lines(only)

    with rt.reading() as session:
        whole = _whole(session, groups, down=down)
        assert len(whole) == sum(MANY[plan])
        for skip, take in PAGES:
            asked.clear()
            found = ids_by_many_names(session, lines_of, groups, Slice((), skip, take), down=down)
            assert found == whole[skip : skip + take], (skip, take)
            # Names are asked about together: never one by one through a long row of those without lines.
            assert len(asked) <= 14, asked
