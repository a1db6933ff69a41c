"""The living history: what comes in on each day after the decree's data end.

A day is thrown with its own dice, so it holds the same answers whenever it is seeded.
"""

from datetime import date, datetime
from functools import cache
from random import Random

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
from sekampadi.demo.katalog import ContohUpp, list_contoh_upp
from sekampadi.demo.saran import write_saran
from sekampadi.demo.watak import (
    PEKERJAAN,
    PEKERJAAN_URUTAN,
    PENDIDIKAN,
    PENDIDIKAN_URUTAN,
    PENDIDIKAN_USIA,
    RENTANG,
    USIA,
    USIA_URUTAN,
    Orang,
    busyness,
    orang_of,
    quality,
)
from sekampadi.domain.survei.responden import JenisKelamin, KelompokUsia, Pekerjaan, Responden

MULAI = date(2023, 6, 8)
"""First day of the living history."""


def volume(day: date) -> float:
    """Return how many answers an ordinary day brings; grows slowly over the years."""
    years = (day - MULAI).days / 365
    return (34 + 3 * min(years, 10)) * day_weight(day)


@cache
def _pekerjaan(orang: Orang) -> tuple[float, ...]:
    return cumulate(PEKERJAAN[orang])


@cache
def _usia(pekerjaan: Pekerjaan) -> tuple[float, ...]:
    return cumulate(USIA[pekerjaan])


@cache
def _pendidikan(pekerjaan: Pekerjaan, usia: KelompokUsia) -> tuple[float, ...]:
    pairs = zip(PENDIDIKAN[pekerjaan], PENDIDIKAN_USIA[usia], strict=True)
    return cumulate([a * b for a, b in pairs])


def _throw_one(rng: Random, upp: ContohUpp, day: date, name: str) -> Contoh:
    orang = orang_of(upp)
    sumber = pick_sumber(rng, upp, day)
    waktu = pick_waktu(rng, day, sumber)
    layanan = pick_layanan(rng, upp)
    pekerjaan = PEKERJAAN_URUTAN[pick(rng, _pekerjaan(orang))]
    kelompok = USIA_URUTAN[pick(rng, _usia(pekerjaan))]
    pendidikan = PENDIDIKAN_URUTAN[pick(rng, _pendidikan(pekerjaan, kelompok))]
    low, high = RENTANG[kelompok]
    usia = low + int(rng.random() * (high - low + 1))
    jenis_kelamin = JenisKelamin.PEREMPUAN if rng.random() < 0.47 else JenisKelamin.LAKI_LAKI
    nilai = throw_scores(rng, quality(upp, day))
    return Contoh(
        uuid=make_uuid(name),
        upp=upp.kode,
        layanan=layanan,
        sumber=sumber,
        waktu=waktu,
        tanggal=day,
        responden=Responden(usia, jenis_kelamin, pendidikan, pekerjaan),
        umum=throw_umum(rng, nilai),
        nilai=nilai,
        saran=write_saran(rng, nilai, orang),
    )


def throw_day(day: date) -> list[Contoh]:
    """Throw all answers of a day, in the order of their moments."""
    rng = Random(f"sekampadi/hari/{day.isoformat()}")  # noqa: S311 - repeatable on purpose
    count = max(3, round(volume(day) * rng.uniform(0.85, 1.15)))
    offices = list_contoh_upp()
    weights = cumulate([busyness(upp, day) for upp in offices])
    answers = [
        _throw_one(rng, offices[pick(rng, weights)], day, f"{day.isoformat()}/{i}")
        for i in range(count)
    ]
    return sorted(answers, key=lambda a: (a.waktu, a.uuid))


def throw_day_until(day: date, now: datetime) -> list[Contoh]:
    """Throw the answers of a day that have come in by a moment."""
    return [answer for answer in throw_day(day) if answer.waktu <= now]
