"""The golden part: 4,563 answers from 1 January to 7 June 2023 that give every figure of the decree."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sekampadi.db.models import Sumber
from sekampadi.demo.contoh import (
    Contoh,
    cumulate,
    make_uuid,
    pick,
    pick_layanan,
    pick_sumber,
    pick_waktu,
    throw_scores,
    throw_umum,
)
from sekampadi.demo.kalender import day_weight
from sekampadi.demo.katalog import BIRO_ORGANISASI, ContohUpp, list_contoh_upp
from sekampadi.demo.keputusan import (
    BARIS_LAPORAN,
    BARIS_PENILAIAN,
    BIRO_JUMLAH,
    BIRO_KESELURUHAN,
    BIRO_SISA_GROUPS,
    BIRO_TRIWULAN,
    BIRO_TRIWULAN_GROUPS,
    GOLDEN_AKHIR,
    GOLDEN_MULAI,
    JUMLAH_KESELURUHAN,
    JUMLAH_TRIWULAN,
    PROVINSI_GROUPS,
    RESPONDEN_TERBARU,
    TOTAL_TRIWULAN,
    TRIWULAN_AKHIR,
)
from sekampadi.demo.responden import throw_people
from sekampadi.demo.saran import write_saran
from sekampadi.demo.watak import busyness, orang_of, quality
from sekampadi.domain.periode import ZONA
from sekampadi.domain.survei.responden import (
    JenisKelamin,
    Kelompok,
    Pekerjaan,
    Pendidikan,
    Responden,
)

Nilai = tuple[int, ...]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def _dice(name: str) -> Random:
    return Random(f"sekampadi/emas/{name}")  # noqa: S311 - repeatable on purpose


def _biro() -> ContohUpp:
    return next(u for u in list_contoh_upp() if u.kode == BIRO_ORGANISASI)


def _throw_days(rng: Random, first: date, last: date, count: int) -> list[date]:
    days = _days(first, last)
    weights = cumulate([day_weight(d) for d in days])
    return sorted(days[pick(rng, weights)] for _ in range(count))


def _build(  # noqa: PLR0917 - six things every answer has
    rng: Random,
    name: str,
    upp: ContohUpp,
    day: date,
    person: Responden,
    nilai: Nilai,
    *,
    waktu: datetime | None = None,
    layanan: str | None = None,
    umum: int | None = None,
    saran: str | None = None,
) -> Contoh:
    sumber = Sumber.DARING.value if waktu else pick_sumber(rng, upp, day, kiosk=False)
    return Contoh(
        uuid=make_uuid(f"emas/{name}"),
        upp=upp.kode,
        layanan=layanan or pick_layanan(rng, upp),
        sumber=sumber,
        waktu=waktu.astimezone(UTC) if waktu else pick_waktu(rng, day, sumber),
        tanggal=day,
        responden=person,
        umum=umum or throw_umum(rng, nilai),
        nilai=nilai,
        saran=write_saran(rng, nilai, orang_of(upp)) if saran is None else saran,
    )


def _fill_sums(rng: Random, count: int, sums: Iterable[int]) -> list[list[int]]:
    """Make rows of nine scores of 2 to 4 with the given sums; a happy person is happy throughout."""
    columns: list[list[int]] = []
    mood = [rng.random() for _ in range(count)]
    for total in sums:
        column = [3] * count
        step = 1 if total > 3 * count else -1
        order = sorted(range(count), key=lambda i: step * (mood[i] + rng.random() * 0.5))
        for index in order[count - abs(total - 3 * count) :]:
            column[index] += step
        columns.append(column)
    return [list(row) for row in zip(*columns, strict=True)]


def _biro_quarter() -> list[Contoh]:
    """Biro Organisasi's first quarter: the printed lines, and twelve that complete their sums."""
    rng, biro = _dice("biro/triwulan"), _biro()
    printed = [b.nilai for b in BARIS_LAPORAN if b.nilai is not None]
    rest = [total - sum(n[i] for n in printed) for i, total in enumerate(BIRO_JUMLAH)]
    free = iter(_fill_sums(rng, BIRO_TRIWULAN - len(printed), rest))
    people = throw_people(rng, [orang_of(biro)] * BIRO_TRIWULAN, BIRO_TRIWULAN_GROUPS)
    answers = []
    for number, (baris, person) in enumerate(zip(BARIS_LAPORAN, people, strict=True), start=1):
        # Minutes follow the number, so that lines of one day keep the printed order.
        waktu = datetime.combine(baris.tanggal, time(8, 30), ZONA) + timedelta(minutes=12 * number)
        nilai = baris.nilai or tuple(next(free))
        name = f"biro/{number}"
        answers.append(_build(rng, name, biro, baris.tanggal, person, nilai, waktu=waktu))
    return answers


def _biro_rest() -> list[Contoh]:
    """Biro Organisasi's answers after the quarter; the last four are printed."""
    rng, biro = _dice("biro/sisa"), _biro()
    count = BIRO_KESELURUHAN - BIRO_TRIWULAN
    newest = [
        Responden(usia, JenisKelamin(sex), Pendidikan(school), Pekerjaan(work))
        for usia, sex, school, work in reversed(RESPONDEN_TERBARU)
    ]
    people = throw_people(rng, [orang_of(biro)] * (count - len(newest)), BIRO_SISA_GROUPS)
    people += newest
    free = count - len(BARIS_PENILAIAN)
    first = TRIWULAN_AKHIR + timedelta(days=1)
    days = _throw_days(rng, first, BARIS_PENILAIAN[0].tanggal - timedelta(days=1), free)
    number = BIRO_TRIWULAN
    answers = []
    for day, person in zip(days, people, strict=False):
        number += 1
        nilai = throw_scores(rng, quality(biro, day))
        answers.append(_build(rng, f"biro/{number}", biro, day, person, nilai))
    for baris, person in zip(BARIS_PENILAIAN, people[free:], strict=True):
        number += 1
        # At the end of the day: nothing of that day comes after the printed rows.
        waktu = datetime.combine(baris.tanggal, time(14), ZONA) + timedelta(minutes=number)
        answers.append(
            _build(
                rng,
                f"biro/{number}",
                biro,
                baris.tanggal,
                person,
                baris.nilai,
                waktu=waktu,
                layanan=biro.layanan[0].kode,
                umum=baris.umum,
                saran=baris.saran,
            )
        )
    return answers


def _throw_visits(rng: Random, days: Sequence[date]) -> list[tuple[ContohUpp, date]]:
    offices = [u for u in list_contoh_upp() if u.kode != BIRO_ORGANISASI]
    return [
        (offices[pick(rng, cumulate([busyness(u, day) for u in offices]))], day) for day in days
    ]


def _adjust(rng: Random, scores: list[Nilai], total: int) -> None:
    """Move single scores by one, here and there, until all of them add up to a total."""
    have = sum(sum(n) for n in scores)
    step = 1 if total > have else -1
    while have != total:
        row, column = rng.randrange(len(scores)), rng.randrange(9)
        nilai = list(scores[row])
        # Only ordinary scores move, and people who ticked one column stay as they are.
        if nilai[column] == (3 if step > 0 else 4) and len(set(nilai)) > 1:
            nilai[column] += step
            scores[row] = tuple(nilai)
            have += step


def _others(
    name: str,
    first: date,
    last: date,
    count: int,
    *,
    groups: Mapping[Kelompok, tuple[int, ...]],
    total: int | None = None,
) -> list[Contoh]:
    """Make the answers of all offices but Biro Organisasi."""
    rng = _dice(name)
    visits = _throw_visits(rng, _throw_days(rng, first, last, count))
    people = throw_people(rng, [orang_of(upp) for upp, _ in visits], groups)
    scores = [throw_scores(rng, quality(upp, day)) for upp, day in visits]
    if total is not None:
        _adjust(rng, scores, total)
    return [
        _build(rng, f"{name}/{i}", upp, day, person, nilai)
        for i, ((upp, day), person, nilai) in enumerate(zip(visits, people, scores, strict=True))
    ]


def _scale(cells: Sequence[int], count: int) -> tuple[int, ...]:
    """Scale the cells of a group to another number of people; the largest cell takes the rest."""
    scaled = [c * count // sum(cells) for c in cells]
    scaled[scaled.index(max(scaled))] += count - sum(scaled)
    return tuple(scaled)


def throw_golden() -> list[Contoh]:
    """Make all answers of the golden part, in the order of their moments."""
    biro_quarter, biro_rest = _biro_quarter(), _biro_rest()
    groups = {
        k: tuple(a - b for a, b in zip(cells, BIRO_TRIWULAN_GROUPS[k], strict=True))
        for k, cells in PROVINSI_GROUPS.items()
    }
    quarter = _others(
        "triwulan",
        GOLDEN_MULAI,
        TRIWULAN_AKHIR,
        JUMLAH_TRIWULAN - BIRO_TRIWULAN,
        groups=groups,
        total=TOTAL_TRIWULAN - sum(BIRO_JUMLAH),
    )
    count = JUMLAH_KESELURUHAN - JUMLAH_TRIWULAN - len(biro_rest)
    rest = _others(
        "sisa",
        TRIWULAN_AKHIR + timedelta(days=1),
        GOLDEN_AKHIR,
        count,
        groups={k: _scale(cells, count) for k, cells in groups.items()},
    )
    everything = [*biro_quarter, *quarter, *biro_rest, *rest]
    return sorted(everything, key=lambda a: (a.waktu, a.uuid))
