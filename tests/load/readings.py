"""What is read of a database of answers: pages of tables, and figures, as the screens ask for them."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Any

from sekampadi.domain.izin import Principal
from sekampadi.domain.periode import Periode
from sekampadi.services.laporan.dashboard import load_dashboard
from sekampadi.services.laporan.laporan import load_laporan, load_lembar, load_saran
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.laporan.rekap_pemprov import load_rekap_pemprov
from sekampadi.services.layar.layar import load_calon, load_layar
from sekampadi.services.master.tabel_master import LAYANAN, OPERATOR, UPP
from sekampadi.services.moderasi.jawaban import TABLE_PENILAIAN, TABLE_RESPONDEN, load_kelompok
from sekampadi.services.moderasi.moderasi_beruntun import list_beruntun
from sekampadi.services.publik.publik import load_public_figures
from sekampadi.services.publikasi.hasil import load_hasil
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import TableSource, load_table
from sekampadi.services.tugas.mulai import load_harian
from sekampadi.services.tugas.tugas import load_tugas
from tests.load.filling import DAYS, FIRST, LAST

_ANSWERS: tuple[dict[str, str], ...] = (
    {},
    {"dari": "2024-03-01", "sampai": "2024-03-31"},
    {"dari": "2023-06-01"},
    {"sumber": "kertas"},
    {"upp": "upp-7"},
    {"layanan": "layanan-7-3"},
)
_MARKED = ({"tinjau": "perlu"}, {"tinjau": "tidak"})
_WORDS = ("", "petugas", "zzzz", "mohon petugas layanan", "pelayanan 3")
_STATUS = ({"status": "aktif"}, {"status": "nonaktif"})


@dataclass(frozen=True)
class Plan:
    """What is read of a table.

    Args:
        name: its name here.
        table: the table.
        filters: what is filtered, one after the other.
        words: what is searched, with each filter.
    """

    name: str
    table: TableSource
    filters: tuple[dict[str, str], ...]
    words: tuple[str, ...]


PLANS = (
    Plan("penilaian", TABLE_PENILAIAN, (*_ANSWERS, *_MARKED), _WORDS),
    Plan("dihapus", TABLE_PENILAIAN, ({"status": "dihapus"},), _WORDS),
    Plan("responden", TABLE_RESPONDEN, _ANSWERS, ("", "swasta", "zzzz")),
    Plan("layanan", LAYANAN, ({}, {"upp": "upp-7"}, *_STATUS), ("", "pelayanan 3", "zzzz")),
    Plan("upp", UPP, ({}, {"jenis": "Dinas"}, *_STATUS), ("", "dinas 7", "zzzz")),
    Plan("operator", OPERATOR, ({}, {"upp": "upp-7"}, *_STATUS), ("", "admin 7", "zzzz")),
)


@dataclass(eq=False)
class Reading:
    """A page or a figure that was read.

    Args:
        group: the table, or ``angka``.
        what: what is asked and who asks; the same in a smaller database.
        at: which page that is, for people.
        read: reads it.
        ms: how long it took.
        cpu: the processor's part of it, here and in the database.
    """

    group: str
    what: str
    at: str
    read: Callable[[], object]
    ms: float = 0.0
    cpu: float = 0.0

    def measure(self, server: Callable[[], float], times: int = 1) -> None:
        """Read it, and keep the median; ``server`` tells the database's processor time so far."""
        taken: list[tuple[float, float]] = []
        for _ in range(times):
            others, begun, processor = server(), time.perf_counter(), time.thread_time()
            self.read()
            own, ms = time.thread_time() - processor, (time.perf_counter() - begun) * 1000
            taken.append((ms, (own + server() - others) * 1000))
        self.ms = statistics.median(t[0] for t in taken)
        self.cpu = statistics.median(t[1] for t in taken)


def pages(rt: Runtime, plan: Plan, person: Principal) -> Iterator[Reading]:
    """Go through a table: every order, filtered and searched, at four places."""
    for chosen, cari in product(plan.filters, plan.words):
        if person.role.of_upp and not {"upp", "layanan"}.isdisjoint(chosen):
            continue  # another's
        asked = chosen | ({"cari": cari} if cari else {})
        view = load_table(rt, person, plan.table, asked)
        orders = [sign + c.key for c in view.columns if c.sortable for sign in ("", "-")]
        for order in orders:
            given = asked | {"urut": order}
            # How far numbers lead depends on the order.
            last = load_table(rt, person, plan.table, given).page.pages
            places = {
                "first": 1,
                "half": (last + 1) // 2,
                "late": max(1, last * 3 // 4),
                "last": last,
            }
            for place, number in places.items():
                address = given | {"halaman": str(number)}
                words = " ".join(f"{k}={v!r}" for k, v in given.items())
                read = partial(load_table, rt, person, plan.table, address)
                at = f"page {number} of {last}"
                yield Reading(plan.name, f"{words} {place}, {person.role}", at, read)


PERIODS = {
    "a quarter": Periode(date(2024, 4, 1), date(2024, 6, 30)),
    "a year": Periode(date(2024, 1, 1), date(2024, 12, 31)),
    "odd days": Periode(date(2023, 1, 10), date(2024, 5, 20)),
    "all": Periode(FIRST, FIRST + timedelta(days=DAYS - 1)),
    "two days": Periode(date(2024, 3, 5), date(2024, 3, 6)),
}


def _of_period(
    rt: Runtime, person: Principal, part: dict[str, Any], periode: Periode
) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {
        "laporan": partial(load_laporan, rt, person, **part, periode=periode),
        "laporan, last page": partial(
            load_laporan, rt, person, **part, periode=periode, halaman=10_000_000
        ),
        "sheet": partial(load_lembar, rt, person, **part, periode=periode),
        "laporan ringkas": partial(
            load_laporan_lengkap, rt, person, **part, periode=periode, per_layanan=False
        ),
        "laporan lengkap": partial(
            load_laporan_lengkap, rt, person, **part, periode=periode, saran=200
        ),
        "saran": partial(load_saran, rt, person, **part, periode=periode),
        "saran, last page": partial(
            load_saran, rt, person, **part, periode=periode, halaman=10_000_000
        ),
    }
    if not person.role.of_upp and not part:
        found["rekap"] = partial(load_rekap_pemprov, rt, person, periode)
    return found


def figures(rt: Runtime, person: Principal) -> Iterator[Reading]:
    """Go through the figures that a person may read, and those for everybody."""
    parts: dict[str, dict[str, Any]] = {"": {}}
    if not person.role.of_upp:
        parts |= {
            "of an UPP": {"kunci": "upp-7"},
            "of a layanan": {"layanan_kode": "layanan-7-3"},
            "of two layanan": {"layanan_kode": ("layanan-7-3", "layanan-9-1")},
        }
    acts: dict[str, Callable[[], object]] = {
        "perlu dikerjakan": partial(load_tugas, rt, person),
        "bursts": partial(list_beruntun, rt, person),
    }
    for name, part in parts.items():
        for days, periode in PERIODS.items():
            for what, act in _of_period(rt, person, part, periode).items():
                acts[f"{what}, {days} {name}"] = act
    for name in ("", "of an UPP") if len(parts) > 1 else ("",):
        kunci = parts[name].get("kunci", "")
        acts |= {
            f"dashboard {name}": partial(load_dashboard, rt, person, kunci),
            f"wall {name}": partial(load_layar, rt, person, kunci),
            f"suggestions for the wall {name}": partial(load_calon, rt, person, kunci),
            f"pies {name}": partial(load_kelompok, rt, person, {"upp": kunci}),
            f"pies, odd days {name}": partial(
                load_kelompok,
                rt,
                person,
                {"upp": kunci, "dari": "2023-01-10", "sampai": "2024-05-20"},
            ),
        }
    if person.role.of_upp:
        acts["the day of an UPP"] = partial(load_harian, rt, person)
    else:
        triwulan = Periode(FIRST, date(2024, 12, 31))
        for name, kunci in (("", ""), ("of an UPP", "upp-7")):
            acts[f"public figures {name}"] = partial(
                load_public_figures, rt, kunci=kunci, periode=triwulan
            )
            acts[f"hasil {name}"] = partial(load_hasil, rt, kunci=kunci)
    for what, act in acts.items():
        yield Reading("angka", f"{what.strip()}, {person.role}", "", act)


NOW = LAST
"""The day on which it is read: the last of which there are answers."""
