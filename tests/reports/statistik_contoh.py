"""Answers made by hand for the statistics of an annual report, and random ones."""

import random
from dataclasses import dataclass
from functools import cache

from sekampadi.domain.ikm import HasilIkm, Metode, compute_ikm
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.statistik.hasil import Statistik
from sekampadi.domain.tahunan.statistik.hitung import compute_statistik
from sekampadi.reports.build.tahunan.blok import Blok, join
from sekampadi.reports.build.tahunan.statistik import (
    bivariat_blok,
    keandalan_blok,
    kelompok_blok,
    kepentingan_blok,
    univariat_blok,
)
from sekampadi.reports.model import Book, Cell, Chart, Report, Section, Table

CELLS = {k.value: [c.value for c in k.cells if c.asked] for k in Kelompok}
NAMA = [f"{u.kode} {u.nama}" for u in URUTAN]


@dataclass(frozen=True)
class Jawaban9:
    """Answers as the statistics take them."""

    nilai: list[list[int]]
    umum: list[int | None]
    kelompok: dict[str, list[str]]

    @property
    def n(self) -> int:
        """How many."""
        return len(self.nilai)

    @property
    def statistik(self) -> Statistik:
        """What is found in them."""
        return compute_statistik(self.nilai, self.umum, self.kelompok)

    @property
    def hasil(self) -> HasilIkm:
        """Their index."""
        return compute_ikm(
            self.n, [sum(r[i] for r in self.nilai) for i in range(9)], Metode.SEKAMPADI
        )

    def blocks(self) -> dict[str, Blok]:
        """Return all blocks by their names."""
        found = self.statistik
        return {
            "univariat": univariat_blok(found, self.hasil),
            "bivariat": bivariat_blok(found),
            "kelompok": kelompok_blok(found),
            "keandalan": keandalan_blok(found),
            "kepentingan": kepentingan_blok(found),
        }

    def report(self) -> Report:
        """Return a long document of all blocks."""
        blocks = self.blocks()
        whole = join(blocks.values())
        sections = [Section("Daftar Isi", contents=True), Section("Bab II Analisis")]
        for name, blok in blocks.items():
            sections += blok.under(name.capitalize(), 2)
        return Report(
            "tahunan",
            "LAPORAN",
            "Dinas Contoh",
            {"instansi": "PEMERINTAH PROVINSI", "aksen": "#1B5E3B", "logo": ""},
            (),
            tuple(x for x in whole.isi if isinstance(x, Table)),
            (),
            (),
            tuple(x for x in whole.isi if isinstance(x, Chart)),
            tuple(sections),
            book=Book(("2025",)),
        )


def one_group(n: int) -> dict[str, list[str]]:
    """Everyone in the first cell of each grouping."""
    return {k: [cells[0]] * n for k, cells in CELLS.items()}


def twelve() -> Jawaban9:
    """Twelve answers whose figures can be worked out by hand.

    U1 and U2 are 3 for the first half, who are men and are content, and 2 for the others; U3
    alternates 2 and 4; U4 is 3 three times, then 4 three times; all others are 3.
    """
    nilai = [
        [*[3 if i < 6 else 2] * 2, 2 + 2 * (i % 2), 3 + (i // 3) % 2, 3, 3, 3, 3, 3]
        for i in range(12)
    ]
    groups = one_group(12) | {"jenis_kelamin": ["L"] * 6 + ["P"] * 6}
    return Jawaban9(nilai, [4 if i < 6 else 3 for i in range(12)], groups)


def thousands() -> Jawaban9:
    """Five thousand answers in which everything is proven and nothing matters.

    U1 is 3 for half of them. Of each half 53 % give the same to U2, and 53 % belong to the sex that
    goes with it: both correlations are 2 x 0.53 - 1 = 0.06. All others are 3, everyone rates 4.
    """
    nilai, sex = [], []
    for i in range(5000):
        first = i < 2500
        same = i % 100 < 53
        nilai.append([3 if first else 4, 3 if first == same else 4, *[3] * 7])
        sex.append("L" if first == ((i * 37 + i // 100) % 100 < 53) else "P")
    return Jawaban9(nilai, [4] * 5000, one_group(5000) | {"jenis_kelamin": sex})


def all_alike(n: int) -> Jawaban9:
    """Everyone gives 4 to everything; men and women in turn."""
    groups = one_group(n) | {"jenis_kelamin": ["LP"[i % 2] for i in range(n)]}
    return Jawaban9([[4] * 9 for _ in range(n)], [4] * n, groups)


def first_of(answers: Jawaban9, n: int) -> Jawaban9:
    """Return the first answers only."""
    groups = {k: cells[:n] for k, cells in answers.kelompok.items()}
    return Jawaban9(answers.nilai[:n], answers.umum[:n], groups)


def random_answers(seed: int) -> Jawaban9:
    """Return random answers: few or many, alike or not, groups large and small."""
    rng = random.Random(seed)
    n = rng.choice((0, 1, 2, 9, 10, 12, 29, 30, 80, 200))
    spread = rng.choice((0.0, 0.3, 0.6, 1.2))
    common = rng.choice((0.0, 0.5, 1.0))
    bases = [rng.uniform(2.2, 3.9) for _ in range(9)]
    shares = {k: [rng.choice((0, 0.5, 4, 9)) + 0.01 for _ in c] for k, c in CELLS.items()}
    rated = rng.choice((0.0, 0.5, 1.0, 1.0))
    nilai, umum = list[list[int]](), list[int | None]()
    groups: dict[str, list[str]] = {k: [] for k in CELLS}
    for _ in range(n):
        mood = rng.gauss(0, common)
        row = [min(4, max(1, round(b + mood + rng.gauss(0, spread)))) for b in bases]
        nilai.append(row)
        whole = min(4, max(1, round(row[2] + rng.gauss(0, spread))))
        umum.append(whole if rng.random() < rated else None)
        for k, c in CELLS.items():
            groups[k].append(rng.choices(c, weights=shares[k])[0])
    return Jawaban9(nilai, umum, groups)


@cache
def random_case(seed: int) -> tuple[Jawaban9, dict[str, Blok]]:
    """Return random answers and their blocks, made once."""
    answers = random_answers(seed)
    return answers, answers.blocks()


def tables_of(blok: Blok) -> dict[str, Table]:
    """Return the tables of a block by name."""
    return {x.kunci: x for x in blok.isi if isinstance(x, Table)}


def texts_of(row: tuple[Cell, ...]) -> list[str]:
    """Return the cells of a line as they are printed."""
    return [cell.text for cell in row]
