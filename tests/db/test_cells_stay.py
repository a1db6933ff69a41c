"""Stored figures stay where they are when choices are put in another order, added, or asked no longer."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select, text, update

from sekampadi.db.models import PublikSimpul
from sekampadi.db.queries.publik import sel_of
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.responden import (
    CHOSEN,
    USIA_MAX,
    USIA_MIN,
    Kelompok,
    KelompokUsia,
    PenilaianUmum,
)
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.laporan.figures import load_figures_as_system
from sekampadi.services.publik.publik import load_public_figures
from sekampadi.services.publikasi.hasil import load_hasil
from sekampadi.services.publikasi.hasil_data import hasil_document
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
TW_I = Periode.triwulan(2023, 1)
COUNTED = (
    "rekap_hari",
    "rekap_bulan",
    "rekap_upp_bulan",
    "rekap_upp_hari",
    "publik_simpul",
    "publik_tunda",
)
_LINES = re.compile(r'(?:^    [A-Z]\w* = "[^"]*", .*\n)+', re.MULTILINE)
_UNSUR = re.compile(r'(?:^    [A-Z]+ = "\w+", "U\d", .*\n)+', re.MULTILINE)

PROGRAM = """
import asyncio, json, sys, uuid
from datetime import date
from pathlib import Path

import sekampadi
from sekampadi.db.queries.publik import sel_of
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.responden import Kelompok, Pekerjaan
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.laporan.figures import load_figures_as_system
from sekampadi.services.publik.publik import load_public_figures
from sekampadi.services.publikasi.hasil import load_hasil
from sekampadi.services.publikasi.hasil_data import hasil_document
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.survei import submit_daring
from sekampadi.settings import get_settings

rt, everything = Runtime.open(get_settings()), Periode()
figures = load_figures_as_system(rt, periode=everything)
public = load_public_figures(rt, kunci="upp-a", periode=Periode.triwulan(2023, 1))
found = {
    "where": str(Path(sekampadi.__file__).parents[1]),
    "order": [c.value for c in Pekerjaan],
    "unsur": {u.kode: j for u, j in zip(URUTAN, figures.rekap.jumlah, strict=True)},
    "groups": figures.rekap.groups,
    "umum": figures.rekap.umum,
    "public": public.groups,
    "sel": sel_of(figures.rekap, {k: (True,) * len(k.cells) for k in Kelompok}),
    "sheet": hasil_document(load_hasil(rt, kunci="upp-a"), "https://x")["items"],
    "differences": check_rekap(rt),
}
asyncio.run(submit_daring(rt, uuid.uuid4(), "layanan-a1", json.loads(sys.argv[1])))
after = load_figures_as_system(rt, periode=everything).rekap
found |= {"more": after.groups["pekerjaan"], "still": check_rekap(rt)}
print(json.dumps(found))
"""


def _other_program(folder: Path) -> Path:
    """Copy the program, all choices the other way round, one more first, one asked no longer."""
    shutil.copytree(
        ROOT / "sekampadi", folder / "sekampadi", ignore=shutil.ignore_patterns("__pycache__")
    )

    def turned(match: re.Match[str]) -> str:
        return "".join(reversed(match[0].splitlines(keepends=True)))

    home = folder / "sekampadi" / "domain" / "survei"
    source = (home / "responden.py").read_text(encoding="utf-8")
    source, classes = _LINES.subn(turned, source)
    assert classes >= 4
    last = '    MASYARAKAT = "Masyarakat", 6\n'
    assert last in source
    more = '    LAINNYA = "Lainnya", 7\n    MASYARAKAT = "Masyarakat", 6, "Masyarakat", NOT_ASKED\n'
    (home / "responden.py").write_text(source.replace(last, more), encoding="utf-8")
    source, classes = _UNSUR.subn(turned, (home / "unsur.py").read_text(encoding="utf-8"))
    assert classes == 1
    (home / "unsur.py").write_text(source, encoding="utf-8")
    return folder


def _run(rt: Runtime, home: Path, isian: dict[str, object]) -> dict[str, Any]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SEKAMPADI_")}
    environment |= {
        "PYTHONPATH": str(home),
        "SEKAMPADI_DATABASE_URL": str(rt.settings.database_url),
        "SEKAMPADI_DATA_DIR": str(home / "data"),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(isian)],
        cwd=home,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _uneven(values: Iterable[object], people: int, rng: Random) -> list[str]:
    """Give each value to another number of people, whoever they are: the later, the more."""
    each = [str(value) for value in values]
    step = 2 * people // (len(each) * (len(each) + 1))
    assert step, "too few people for so many values"
    found = [value for i, value in enumerate(each[:-1], start=1) for _ in range(step * i)]
    found += each[-1:] * (people - len(found))
    return rng.sample(found, people)


def _answers(people: int, rng: Random) -> list[dict[str, object]]:
    """Return surveys of which no two choices of a field, and no two unsur, have equal figures."""
    ages = [
        next(a for a in range(USIA_MIN, USIA_MAX) if KelompokUsia.of(a) is c) for c in KelompokUsia
    ]
    columns = {"usia": ages, "umum": PenilaianUmum, **{k.value: k.choices for k in CHOSEN}}
    drawn = {name: _uneven(values, people, rng) for name, values in columns.items()}
    for i, unsur in enumerate(URUTAN, start=1):
        drawn[unsur.field] = ["3"] * (2 * i) + ["2"] * (people - 2 * i)
    return [
        factories.isian(**dict(zip(drawn, one, strict=True)))
        for one in zip(*drawn.values(), strict=True)
    ]


def test_reordered_added_and_retired_choices_shift_no_figure(
    rt: Runtime, cast: factories.Cast, tmp_path: Path
) -> None:
    rng = Random(4)  # who has what; how many have it is the same for any other number
    for kode, people in (("layanan-a1", 50), ("layanan-b1", 40)):
        for isian in _answers(people, rng):
            factories.submit(rt, kode, isian, day=date(2023, 2, 2))
    publish(rt, cast.people[Role.ADMIN_UPP], periode=TW_I)
    before = load_figures_as_system(rt, periode=Periode()).rekap
    public = load_public_figures(rt, kunci="upp-a", periode=TW_I).groups
    sel = sel_of(before, {k: (True,) * len(k.cells) for k in Kelompok})
    sheet = hasil_document(load_hasil(rt, kunci="upp-a"), "https://x")["items"]
    # Each choice has another number of people, so that none can stand for another.
    asked = [[before.groups[k][c] for c in k.choices] for k in Kelompok]
    for figures in (*asked, list(before.umum.values()), list(before.jumlah)):
        assert len(set(figures)) == len(figures)
    for k in Kelompok:
        assert len({public[k][c] for c in k.choices} - {None}) > 1, k
    with rt.engine.execution_options(writes=True).begin() as connection:
        for table in COUNTED:  # as the migration of the new choice would
            connection.execute(
                text(f"ALTER TABLE {table} ADD COLUMN pekerjaan_7 INTEGER DEFAULT 0 NOT NULL")
            )
    home = _other_program(tmp_path / "other")
    isian = factories.isian(pekerjaan="Lainnya")
    found = _run(rt, home, isian)

    assert found["where"] == str(home)
    assert found["order"][:2] == ["Lainnya", "Masyarakat"]
    assert found["differences"] == found["still"] == []
    assert found["groups"]["pekerjaan"].pop("Lainnya") == 0
    assert found["groups"] == before.groups
    assert found["umum"] == before.umum
    assert found["unsur"] == {f"U{i}": j for i, j in enumerate(before.jumlah, start=1)}
    assert found["public"]["pekerjaan"].pop("Lainnya") == 0
    assert found["public"] == public
    # What it would freeze it puts where it has always been, the new choice behind all.
    assert found["sel"].pop("pekerjaan") == [*sel.pop("pekerjaan"), 0]
    assert found["sel"] == sel
    assert found["sheet"] == sheet
    assert list(found["sheet"][0]["responden"]["usia"]) == list(sheet[0]["responden"]["usia"])
    assert found["more"] == before.groups["pekerjaan"] | {"Lainnya": 1}


def test_a_frozen_triwulan_may_know_fewer_groupings_and_choices(
    rt: Runtime, cast: factories.Cast
) -> None:
    for usia in (18, 60) * 10:
        isian = factories.isian(usia=str(usia))
        factories.submit(rt, "layanan-a1", isian, day=date(2023, 2, 2))
    whole = load_public_figures(rt, kunci="upp-a", periode=TW_I)
    assert (whole.groups["usia"]["<=19"], whole.groups["usia"][">=56"]) == (10, 10)
    node = PublikSimpul.c
    with rt.writing() as session:
        connection = session.connection()
        shown = select(node.kunci, node.sel).where(node.sel.is_not(None))
        for kunci, sel in connection.execute(shown).all():
            less = {k: cells for k, cells in sel.items() if k != "pekerjaan"}
            less["usia"] = less["usia"][:5]
            connection.execute(update(PublikSimpul).where(node.kunci == kunci).values(sel=less))
    found = load_public_figures(rt, kunci="upp-a", periode=TW_I)
    assert set(found.groups["pekerjaan"].values()) == {None}, "nobody decided what may be read"
    # A choice that came later nobody could have; the others stay in their places.
    assert found.groups["usia"] == whole.groups["usia"] | {">=56": 0}
    assert found.groups["pendidikan"] == whole.groups["pendidikan"]
    assert found.hasil == whole.hasil
    row = publish(rt, cast.people[Role.ADMIN_UPP], periode=TW_I)
    assert (row.n, row.nilai) == (20, "74.93")
