"""Random answers in great number, for load tests: 600 layanan of 60 UPP, over 1,000 days."""

import random
import uuid
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import insert, text

from sekampadi.db.models import Jawaban, Sumber
from sekampadi.demo import saran_teks
from sekampadi.domain.moderasi import sidik_saran
from sekampadi.domain.survei.responden import JenisKelamin, Pekerjaan, Pendidikan
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.sistem.rekap import rebuild_rekap
from sekampadi.services.sistem.runtime import Runtime
from tests import factories

FIRST = date(2023, 1, 1)
DAYS = 1000
UPP, LAYANAN_EACH = 60, 10
LAST = FIRST + timedelta(days=DAYS - 1)


def _suggestions() -> list[str]:
    groups = [
        v for value in vars(saran_teks).values() if isinstance(value, dict) for v in value.values()
    ]
    return [s for group in groups if isinstance(group, tuple) for s in group if isinstance(s, str)]


def fill(
    rt: Runtime, rows: int, *, removed: bool = True, many: int = UPP, days: int = DAYS
) -> list[str]:
    """Store answers, and count them.

    Args:
        rt: the runtime, its database without UPP.
        rows: how many.
        removed: whether a moderator has removed every fiftieth.
        many: how many UPP.
        days: over how many days, from :data:`FIRST` on.

    Returns:
        The kode of the layanan: ``layanan-<UPP>-<number>`` of ``upp-<UPP>``.
    """
    rng = random.Random(7)
    layanan = {
        f"layanan-{u}-{i}": factories.make_layanan(
            rt, upp, f"layanan-{u}-{i}", nama=f"Pelayanan {i} dari UPP {u}"
        )
        for u in range(many)
        for upp in [factories.make_upp(rt, f"upp-{u}", nama=f"Dinas Nomor {u}")]
        for i in range(LAYANAN_EACH)
    }
    ids, pool = list(layanan.values()), _suggestions()

    def one(number: int) -> dict[str, object]:
        day = FIRST + timedelta(days=number * days // rows)
        saran = f"{rng.choice(pool)}. {rng.choice(pool)}." if rng.random() < 0.5 else ""
        return {
            "uuid": uuid.UUID(int=rng.getrandbits(128), version=4),
            "layanan_id": rng.choice(ids),
            "perangkat_id": 1,
            "tempat_id": 0,
            "sumber": rng.choice([s.value for s in Sumber]),
            "waktu": datetime(day.year, day.month, day.day, 4, tzinfo=UTC),
            "tanggal": day,
            "usia": rng.randint(15, 75),
            "jenis_kelamin": rng.choice(list(JenisKelamin)).value,
            "pendidikan": rng.choice(list(Pendidikan)).value,
            "pekerjaan": rng.choice(list(Pekerjaan)).value,
            "umum": rng.randint(1, 4),
            **{u.field: rng.choice((2, 3, 3, 4, 4)) for u in URUTAN},
            "saran": saran,
            "saran_sidik": sidik_saran(saran),
            "tanda": rng.choice((0, 0, 0, 0, 0, 0, 0, 0, 0, 1)) * rng.randint(0, 15),
            "dihapus_pada": None,
        }

    for start in range(0, rows, 5000):
        with rt.writing() as session:
            batch = [one(n) for n in range(start, min(rows, start + 5000))]
            session.connection().execute(insert(Jawaban), batch)
    with rt.writing() as session:
        if removed:
            session.connection().execute(
                text("UPDATE jawaban SET dihapus_pada = waktu WHERE id % 50 = 0")
            )
        session.connection().execute(text("ANALYZE"))
    rebuild_rekap(rt)
    return list(layanan)
