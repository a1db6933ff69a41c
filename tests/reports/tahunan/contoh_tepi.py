"""Years at the edge of what statistics can say: near the ceiling, a handful everywhere, one who differs."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sekampadi.domain.izin import Role
from sekampadi.domain.survei.responden import Pekerjaan, Pendidikan
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.sistem.runtime import Runtime
from tests.factories import isian, make_layanan, make_operator, make_upp, submit
from tests.reports.tahunan.contoh import DIBACA, KASUS, TAHUN, Kantor, Kasus, at, kantor

Nilai = Sequence[int]
"""Nine scores."""


def given(
    rt: Runtime,
    tahun: int,
    nilai: Iterable[Nilai],
    *,
    layanan: Sequence[str] = ("layanan-1", "layanan-2"),
    kecil: bool = False,
) -> None:
    """Let people answer exactly this, spread over a year.

    Args:
        kecil: whether they are of many groups with few people each.
    """
    rows, rt = list(nilai), at(rt, max(DIBACA, date(tahun, 12, 31)))
    for i, row in enumerate(rows):
        pendidikan = list(Pendidikan)[i % 6] if kecil else list(Pendidikan)[2 + i % 3]
        pekerjaan = list(Pekerjaan)[i % 6] if kecil else list(Pekerjaan)[i // 2 % 3]
        fields = isian(
            **{u.field: str(score) for u, score in zip(URUTAN, row, strict=True)},
            umum=str(max(1, round(sum(row) / 9))),
            usia=str(16 + i * 9 % 50 if kecil else 24 + i * 7 % 30),
            jenis_kelamin="LPPP"[i % 4] if kecil else "LP"[i % 2],
            pendidikan=pendidikan.value,
            pekerjaan=pekerjaan.value,
        )
        day = date(tahun, 1, 2) + timedelta(i * 360 // len(rows))
        submit(rt, layanan[i % len(layanan)], fields, day=day)


def _lowered(n: int, every: int, seed: int) -> list[list[int]]:
    """Return answers of fours, of which one in so many scores is a three."""
    rng = random.Random(seed)
    return [[3 if rng.randrange(every) == 0 else 4 for _ in URUTAN] for _ in range(n)]


def _hampir_sempurna(rt: Runtime) -> Kantor:
    """One score in ten is a three: a mean of 3.9, in both years."""
    k = kantor(rt)
    given(rt, 2024, _lowered(60, 10, 1))
    given(rt, TAHUN, _lowered(60, 10, 2))
    return k


def _kelompok_kecil(rt: Runtime) -> Kantor:
    """Fourteen people: three or four in each triwulan, one to four in each group that there is."""
    k, rng = kantor(rt), random.Random(5)
    given(rt, 2024, [[rng.choice((2, 3, 4)) for _ in URUTAN] for _ in range(4)], kecil=True)
    rows = [[rng.choice((2, 3, 3, 4)) for _ in URUTAN] for _ in range(14)]
    given(rt, TAHUN, rows, layanan=("layanan-1", "layanan-1", "layanan-2", "layanan-1"), kecil=True)
    return k


def _satu_pencilan(rt: Runtime) -> Kantor:
    """One person says 1 to everything, 39 say 4; the year before all forty said 4."""
    k = kantor(rt)
    given(rt, 2024, [[4] * 9] * 40)
    given(rt, TAHUN, [[4] * 9] * 17 + [[1] * 9] + [[4] * 9] * 22)
    return k


def _provinsi_besar(rt: Runtime) -> Kantor:
    """Twelve UPP, of which three went far down and two a little up, and one with three answers.

    Answer by answer that is a fall that cannot be chance; UPP by UPP it can.
    """
    pemprov, rng = make_operator(rt, "pemprov", Role.ADMIN_PEMPROV), random.Random(9)

    def rows(n: int, mean: float) -> list[list[int]]:
        return [[min(4, max(1, round(rng.gauss(mean, 0.6)))) for _ in URUTAN] for _ in range(n)]

    for i in range(1, 13):
        upp_id = make_upp(rt, f"upp-{i}", nama=f"Dinas {'ABCDEFGHIJKL'[i - 1]}")
        make_layanan(rt, upp_id, f"layanan-{i}", nama=f"Layanan {i}")
        moved = {1: -0.9, 2: -0.8, 3: -0.7, 4: 0.2, 5: 0.2}.get(i, 0.0)
        given(rt, 2024, rows(10 + i, 3.3), layanan=(f"layanan-{i}",))
        given(rt, TAHUN, rows(10 + i, 3.3 + moved), layanan=(f"layanan-{i}",))
    few = make_upp(rt, "upp-kecil", nama="Badan Kecil")
    make_layanan(rt, few, "layanan-kecil", nama="Layanan kecil")
    given(rt, TAHUN, rows(3, 3.3), layanan=("layanan-kecil",))
    return Kantor("", pemprov, pemprov)


SEMUA = (
    *KASUS,
    Kasus("hampir_sempurna", _hampir_sempurna),
    Kasus("kelompok_kecil", _kelompok_kecil),
    Kasus("satu_pencilan", _satu_pencilan),
    Kasus("provinsi_besar", _provinsi_besar),
)
"""The cases, with those at the edge."""
