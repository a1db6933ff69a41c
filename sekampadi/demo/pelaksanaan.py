"""How the demonstration's offices carried their surveys out: people served, sheets, and who did it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from math import ceil
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, select

from sekampadi.db.models import PelaksanaanSurvei
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.queries.rekap import Selection, read_rekap_per_upp
from sekampadi.demo.katalog import RSUD_SOEDARSO
from sekampadi.domain.izin import PROVINSI
from sekampadi.domain.laporan.pelaksanaan import Pelaksana, Triwulan
from sekampadi.domain.periode import ZONA
from sekampadi.services.sistem.runtime import Runtime, record

MULAI = Triwulan(2023, 3)
"""The first triwulan told: the decree's own answers, which end before it, stay as they were printed."""

PIHAK_KETIGA: Mapping[str, str] = {
    RSUD_SOEDARSO: "Pusat Studi Pelayanan Publik (contoh)",
    "rsj-kalbar": "Pusat Studi Pelayanan Publik (contoh)",
    "dinas-pmptsp": "Lembaga Survei Khatulistiwa (contoh)",
    "bapenda": "Lembaga Survei Khatulistiwa (contoh)",
}
"""Offices that had a third party carry out the survey that closes a year."""

_SILENT = 8
"""Every so many offices one leaves a triwulan of the running year untold."""


def _past(rt: Runtime) -> list[Triwulan]:
    running = Triwulan.of(rt.today())
    numbers = range(MULAI.tahun * 4 + MULAI.nomor - 1, running.tahun * 4 + running.nomor - 1)
    return [Triwulan(n // 4, n % 4 + 1) for n in numbers]


def _row(upp: UppRow, triwulan: Triwulan, n: int) -> dict[str, Any]:
    """Return what an office tells of a triwulan in which it had so many answers."""
    office = Random(f"sekampadi/pelaksanaan/{upp.kode}")  # noqa: S311 - repeatable on purpose
    # Half of the offices ask everyone they serve, the others a part: a larger one of a few.
    everyone, reach = office.random() < 0.5, office.uniform(0.4, 0.9)
    rng = Random(f"sekampadi/pelaksanaan/{upp.kode}/{triwulan.kunci}")  # noqa: S311
    back = n + rng.randint(0, 1 + n // 40)
    given = back + rng.randint(0, 1 + n // 40) if everyone else ceil(back / rng.uniform(0.8, 0.95))
    served = given + rng.randint(1, 2 + n // 40)
    if not everyone:
        served = max(served, ceil(n / (reach * rng.uniform(0.97, 1.03))))
    third = PIHAK_KETIGA.get(upp.kode, "") if triwulan.nomor == 4 else ""
    pelaksana = Pelaksana.PIHAK_KETIGA if third else Pelaksana.MANDIRI
    return {
        "upp_id": upp.id,
        "tahun": triwulan.tahun,
        "triwulan": triwulan.nomor,
        "dilayani": served,
        "dibagikan": given,
        "kembali": back,
        "pelaksana": pelaksana.value,
        "pihak_ketiga": third,
    }


def _rows(session: Session, rt: Runtime) -> Iterator[dict[str, Any]]:
    offices = list_upp(session, PROVINSI, active_only=False)
    for triwulan in _past(rt):
        periode = triwulan.periode
        if periode.sampai is None:
            raise RuntimeError("a triwulan has an end")
        told = datetime.combine(periode.sampai + timedelta(days=2), time(10), ZONA)
        rekaps = read_rekap_per_upp(session, Selection(PROVINSI, periode, None, None))
        for at, upp in enumerate(offices):
            # The annual report has closed the gaps of the years before.
            late = triwulan.tahun == rt.today().year and (at + triwulan.nomor) % _SILENT == 1
            if upp.id in rekaps and not late:
                moment = {"diubah": min(told, rt.now()), "diubah_oleh": "contoh"}
                yield _row(upp, triwulan, rekaps[upp.id].n) | moment


def tell_demo(rt: Runtime) -> int:
    """Tell of every triwulan that is over how it was surveyed, in how many lines; once only."""
    with rt.writing() as session:
        if session.exec(select(PelaksanaanSurvei.upp_id).limit(1)).first() is not None:
            return 0
        rows = list(_rows(session, rt))
        if rows:
            table = SQLModel.metadata.tables[str(PelaksanaanSurvei.__tablename__)]
            session.connection().execute(insert(table), rows)
            record(session, None, "demo.pelaksanaan", baris=len(rows))
    return len(rows)
