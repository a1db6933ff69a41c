"""Each question keeps to its scope by itself, also when nobody names the UPP it is about."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from sekampadi.db.queries import jawaban as answers
from sekampadi.db.queries import layar, master, pelaksanaan, publikasi, rekap
from sekampadi.db.queries.rekap import Selection
from sekampadi.domain.izin import PROVINSI, Role, Scope
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import Content, Copy
from tests.factories import Cast, isian, make_cast, submit

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
QUARTER, TW_I = Triwulan(2023, 1), Periode.triwulan(2023, 1)
FIRST, LAST = date(2023, 1, 1), date(2023, 3, 31)
COUNTS = {"layanan-a1": 5, "layanan-a2": 6, "layanan-b1": 8, "layanan-c1": 10, "layanan-t1": 12}


def fill(rt: Runtime) -> Cast:
    """Give each layanan another number of answers, and two offices a word and a sheet."""
    cast = make_cast(rt)
    for kode, count in COUNTS.items():
        for _ in range(count):
            submit(rt, kode, isian(saran=f"saran untuk {kode}"), day=date(2023, 2, 2))
    for kode, person in (("upp-a", cast.people[Role.ADMIN_UPP]), ("upp-b", cast.admin_b)):
        save_pelaksanaan(rt, person, kode, QUARTER, {"pelaksana": "mandiri"})
        publish(rt, person, periode=TW_I)
    return cast


@pytest.fixture
def content() -> Content:
    return fill


def _of_series(session: Session, scope: Scope) -> int:
    offices = [upp.id for upp in master.list_upp(session)]
    return sum(len(publikasi.list_publikasi(session, scope, f"upp:{i}")) for i in offices)


Count = Callable[[Session, Selection], int]
ANSWERS: dict[str, Count] = {
    "counters": lambda s, x: rekap.read_rekap(s, x).n,
    "counters by UPP": lambda s, x: sum(r.n for r in rekap.read_rekap_per_upp(s, x).values()),
    "counters by layanan": lambda s, x: sum(
        r.n for r in rekap.read_rekap_per_layanan(s, x).values()
    ),
    "scores by UPP": lambda s, x: sum(r.n for r in rekap.read_jumlah_per_upp(s, x).values()),
    "scores by layanan": lambda s, x: sum(
        r.n for r in rekap.read_jumlah_per_layanan(s, x).values()
    ),
    "the wall by month and layanan": lambda s, x: sum(
        h.n for h in layar.read_layanan_bulan(s, x, (TW_I,))[TW_I].values()
    ),
    "the wall by day and layanan": lambda s, x: sum(
        h.n for h in layar.read_layanan_hari(s, x, date(2023, 2, 2)).values()
    ),
    "the days of the wall by layanan": lambda s, x: sum(
        layar.count_layanan_hari(s, x, FIRST, LAST).values()
    ),
    "ranges of days by layanan": lambda s, x: sum(
        h.n
        for found in layar.read_layanan_jendela(s, x, [Periode(FIRST, LAST)]).values()
        for h in found.values()
    ),
    "the wall by month": lambda s, x: sum(h.n for h in layar.read_bulan(s, x).values()),
    "answers": answers.count_jawaban,
    "scores": lambda s, x: len(answers.page_of_nilai(s, x, offset=0, limit=99)),
    "all scores": lambda s, x: len(list(answers.iter_nilai(s, x))),
    "suggestions": lambda s, x: len(answers.page_of_saran(s, x, limit=99)),
    "number of suggestions": answers.count_saran,
}
MASTER: dict[str, tuple[Callable[[Session, Scope], int], int, int]] = {
    "UPP": (lambda s, x: len(master.list_upp(s, x)), 1, 4),
    "layanan": (lambda s, x: len(master.list_layanan(s, x)), 2, 5),
    "number of layanan": (lambda s, x: master.count_layanan(s, x, upp_ids=None), 2, 5),
    "how surveys were done": (
        lambda s, x: len(pelaksanaan.list_pelaksanaan(s, x, [QUARTER])),
        1,
        2,
    ),
    "a UPP by name": (lambda s, x: sum(bool(master.find_upp(s, x, k)) for k in ("upp-a", "upp-b")), 1, 2),
    "a layanan by name": (lambda s, x: sum(bool(master.find_layanan(s, x, k)) for k in COUNTS), 2, 5),
    "sheets": (_of_series, 1, 2),
    "a sheet": (lambda s, x: sum(bool(publikasi.find_publikasi(s, x, i)) for i in range(9)), 1, 2),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("periode", [TW_I, Periode(date(2023, 2, 2), date(2023, 2, 2)), Periode()])
def test_answers_are_counted_inside_the_scope(
    name: str, periode: Periode, rt: Runtime, copied: Copy
) -> None:
    cast: Cast = copied.made
    count, of_a = ANSWERS[name], Scope(frozenset({cast.upp["upp-a"]}))
    with rt.reading() as session:
        found = {
            "a": count(session, Selection(of_a, periode)),
            "all": count(session, Selection(PROVINSI, periode)),
            "nobody": count(session, Selection(Scope(frozenset()), periode)),
            # Who is asked about another office finds nothing of it in his own.
            "b of a": count(session, Selection(of_a, periode, frozenset({cast.upp["upp-b"]}))),
            "b": count(session, Selection(PROVINSI, periode, frozenset({cast.upp["upp-b"]}))),
        }
    assert found == {"a": 11, "all": 41, "nobody": 0, "b of a": 0, "b": 8}


@pytest.mark.parametrize("name", MASTER)
def test_what_an_office_has_is_found_inside_the_scope(name: str, rt: Runtime, copied: Copy) -> None:
    cast: Cast = copied.made
    count, own, whole = MASTER[name]
    with rt.reading() as session:
        assert count(session, Scope(frozenset({cast.upp["upp-a"]}))) == own
        assert count(session, PROVINSI) == whole
        assert count(session, Scope(frozenset())) == 0
