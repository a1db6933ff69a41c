"""Before and after of finished actions, against a recount from the single answers."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from scipy import stats
from sqlalchemy import Engine, event

from sekampadi.db.models import Kegiatan, Sumber
from sekampadi.db.queries.tindak_lanjut import KegiatanRow, kegiatan_row
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.sanding import read_sanding
from tests.conftest import Content, Copy, SettableClock
from tests.factories import Cast, isian, make_cast, make_layanan, submit
from tests.recompute import Jawaban, half_up, hitung

TODAY = date(2023, 5, 15)
COUNTS = {"layanan-c1": 150, "layanan-c2": 90, "layanan-t1": 60, "layanan-b1": 30}


def fill(rt: Runtime) -> Cast:
    """Give an office with an UPT answers of 120 days, worse before April than after; two begin later."""
    cast, rng = make_cast(rt), random.Random(11)
    for kode in ("layanan-c2", "layanan-c3", "layanan-c4"):
        make_layanan(rt, cast.upp["upp-c"], kode)
    for kode, count in COUNTS.items():
        for _ in range(count):
            day = TODAY - timedelta(days=rng.randint(0, 120))
            low, high = (1, 3) if day < date(2023, 4, 1) else (2, 4)
            scores = {u.field: str(rng.randint(low, high)) for u in URUTAN} | {"u9": "4"}
            sumber = rng.choice([Sumber.DARING, Sumber.KIOSK])
            submit(rt, kode, isian(**scores), day=day, sumber=sumber)
    # One of the office's own was rated before only, another one after only.
    for kode, day, score in (
        ("layanan-c3", date(2023, 3, 20), "1"),
        ("layanan-c4", date(2023, 4, 20), "4"),
    ):
        for _ in range(15):
            submit(rt, kode, isian(**{u.field: score for u in URUTAN}), day=day)
    return cast


@pytest.fixture
def content() -> Content:
    return fill


def action(id_: int, unsur: Unsur, **changed: Any) -> KegiatanRow:
    """Return an action, finished on 31 March unless told otherwise."""
    fields: dict[str, Any] = {
        **{"id": id_, "tindak_lanjut_id": 1, "unsur": unsur.value, "urutan": 1, "versi": 1},
        **{"nama": "Menambah loket", "mulai": None, "target": date(2023, 4, 30)},
        **{"penanggung_jawab": "Sekretaris", "prioritas": "tinggi", "jangka": "pendek"},
        **{"status": "selesai", "selesai_pada": date(2023, 3, 31)},
        **{"diubah_pada": datetime(2023, 4, 1, tzinfo=UTC), "diubah_oleh": "admin-c"},
    }
    return kegiatan_row(Kegiatan(**fields | changed))


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements that are sent."""
    sent: list[str] = []

    def note(_c: Any, _x: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def recount(
    engine: Engine,
    layanan: set[int],
    unsur: Unsur,
    before: tuple[date, date],
    after: tuple[date, date],
) -> dict[str, Any]:
    """Work an action out from the answers, with SciPy for its tests."""
    answers = Jawaban(engine)
    sides = [answers.pick(*days, layanan=layanan) for days in (before, after)]
    both = {r["layanan_id"] for r in sides[0]} & {r["layanan_id"] for r in sides[1]}
    rows = [[r for r in side if r["layanan_id"] in both] for side in sides]
    scores = [[r[unsur.field] for r in side] for side in rows]
    nrr = [hitung(side).unsur[URUTAN.index(unsur)].nrr for side in rows]
    margins: list[Decimal | None] = []
    for side in scores:
        error = np.std(side, ddof=1) / np.sqrt(len(side)) if len(side) >= 10 else 0
        t = stats.t.ppf(0.975, len(side) - 1)
        margins.append(half_up(Decimal(float(t * error))) if error else None)
    kata = "belum cukup jawaban untuk dibandingkan"
    if min(map(len, scores)) >= 10:
        kata = "dalam batas margin"
        if len({*scores[0], *scores[1]}) > 1:
            p = stats.ttest_ind(scores[1], scores[0], equal_var=False).pvalue
            if p < 0.05:
                kata = "naik" if np.mean(scores[1]) > np.mean(scores[0]) else "turun"
    return {
        **{"n": [len(side) for side in scores], "nrr": nrr, "margin": margins},
        **{"layanan": len(both), "kata": kata},
    }


def said(rt: Runtime, upp_id: int, kegiatan: list[KegiatanRow]) -> dict[int, dict[str, Any]]:
    with rt.reading() as session:
        found = read_sanding(session, rt, upp_id, kegiatan)
    return {
        i: {
            "n": [s.sebelum.n, s.sesudah.n],
            "nrr": [s.sebelum.nrr, s.sesudah.nrr],
            "margin": [s.sebelum.margin, s.sesudah.margin],
            "layanan": s.layanan,
            "kata": s.kata,
        }
        for i, s in found.items()
    }


SPRING = (date(2023, 2, 14), date(2023, 3, 30)), (date(2023, 4, 1), date(2023, 5, 15))
"""45 days on either side of what was done on 31 March."""
BEGUN = (date(2023, 2, 1), date(2023, 2, 28)), (date(2023, 4, 18), date(2023, 5, 15))
"""28 days before 1 March, and after 17 April."""
LATE = (date(2023, 5, 1), date(2023, 5, 7)), (date(2023, 5, 9), date(2023, 5, 15))
"""A week on either side of 8 May."""


def test_before_and_after_is_what_the_answers_say(rt: Runtime, copied: Copy) -> None:
    cast: Cast = copied.made
    with rt.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, kode FROM layanan").all()
    own = {i for i, kode in rows if kode.startswith("layanan-c")}
    begun = {"mulai": date(2023, 3, 1), "selesai_pada": date(2023, 4, 17)}
    kegiatan, expected = [], {}
    for at, unsur in enumerate(URUTAN):
        for i, (fields, days) in enumerate(
            (({}, SPRING), (begun, BEGUN), ({"selesai_pada": date(2023, 5, 8)}, LATE))
        ):
            kegiatan.append(action(10 * at + i, unsur, **fields))
            expected[10 * at + i] = recount(rt.engine, own, unsur, *days)
    assert said(rt, cast.upp["upp-c"], kegiatan) == expected
    # What is compared here is of every kind, or it would prove little.
    assert {e["kata"] for e in expected.values()} >= {"naik", "dalam batas margin"}
    assert expected[0]["layanan"] == 2
    assert min(expected[0]["n"]) > 40


def test_an_upt_has_answers_of_its_own(rt: Runtime, copied: Copy) -> None:
    cast: Cast = copied.made
    for kode, layanan in (("upt-c1", "layanan-t1"), ("upp-b", "layanan-b1")):
        expected = recount(rt.engine, {cast.layanan[layanan]}, Unsur.WAKTU, *SPRING)
        found = said(rt, cast.upp[kode], [action(1, Unsur.WAKTU)])
        assert found == {1: expected}
        assert expected["n"][0]
    assert said(rt, cast.upp["upp-a"], [action(1, Unsur.WAKTU)])[1]["n"] == [0, 0]


def test_only_what_is_finished_for_a_week_is_compared(
    rt: Runtime, copied: Copy, clock: SettableClock
) -> None:
    cast: Cast = copied.made
    kegiatan = [
        action(1, Unsur.WAKTU, selesai_pada=date(2023, 5, 8)),
        action(2, Unsur.WAKTU, selesai_pada=date(2023, 5, 9)),
        action(3, Unsur.WAKTU, status="berjalan", selesai_pada=None),
        # A day that another status has left behind.
        action(4, Unsur.WAKTU, status="batal"),
    ]
    assert set(said(rt, cast.upp["upp-c"], kegiatan)) == {1}
    clock.advance(timedelta(days=1))
    assert set(said(rt, cast.upp["upp-c"], kegiatan)) == {1, 2}
    assert said(rt, cast.upp["upp-c"], kegiatan[2:]) == {}


def test_forty_actions_are_read_in_one_statement(rt: Runtime, copied: Copy) -> None:
    cast: Cast = copied.made
    kegiatan = [
        action(i, URUTAN[i % 9], selesai_pada=date(2023, 3, 1) + timedelta(days=i))
        for i in range(40)
    ]
    with rt.reading() as session, counting(rt.engine) as sent:
        together = read_sanding(session, rt, cast.upp["upp-c"], kegiatan)
    (statement,) = [s for s in sent if "SELECT" in s]
    assert "rekap_hari" in statement
    assert len(together) == 40
    # One by one they are the same.
    with rt.reading() as session:
        for row in kegiatan:
            assert read_sanding(session, rt, cast.upp["upp-c"], [row]) == {row.id: together[row.id]}
