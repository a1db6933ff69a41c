"""Measure which suggestions are proposed for an unsur, against 300 that were labelled by hand.

``python -m tests.load.bench_saran`` prints precision and recall of each unsur for the half that may be
read while words are chosen (``latih``) and for the one that may not (``uji``), and how long it takes to
read a triwulan of 5,000. It prints figures only: who saw texts of ``uji`` could tune by them.
"""

import random
import sys
import time
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tindak_lanjut.usulan import count_unsur, read_unsur
from tests.load.measure import machine

FOLDER = Path(__file__).resolve().parents[1] / "data" / "saran"
PRECISION, RECALL = 0.8, 0.6
"""What is asked for over all unsur together, on the unseen half."""
MANY = 5_000


@dataclass
class Ukuran:
    """What was proposed rightly, wrongly, and missed, by unsur; and how many tones were guessed."""

    right: Counter[Unsur] = field(default_factory=Counter)
    wrong: Counter[Unsur] = field(default_factory=Counter)
    missed: Counter[Unsur] = field(default_factory=Counter)
    tones: int = 0

    def precision(self, *unsur: Unsur) -> float:
        """Return how much of what is proposed is right; 0 for nothing."""
        right = sum(self.right[u] for u in unsur)
        return right / max(1, right + sum(self.wrong[u] for u in unsur))

    def recall(self, *unsur: Unsur) -> float:
        """Return how much of what is there is proposed."""
        right = sum(self.right[u] for u in unsur)
        return right / max(1, right + sum(self.missed[u] for u in unsur))


def measure(half: str) -> Ukuran:
    """Hold what is proposed against the labels of a half."""
    found = Ukuran()
    rows = tomllib.loads((FOLDER / f"{half}.toml").read_text(encoding="utf-8"))["saran"]
    for row in rows:
        said = {Unsur(u): nada for u, nada in row["unsur"].items()}
        read = read_unsur(row["teks"])
        found.right.update(said.keys() & read.keys())
        found.wrong.update(read.keys() - said.keys())
        found.missed.update(said.keys() - read.keys())
        found.tones += sum(read[u].nada == said[u] for u in said.keys() & read.keys())
    return found


def _say(line: str = "") -> None:
    sys.stdout.write(line + "\n")


def _tell(half: str, found: Ukuran) -> None:
    _say(f"\n{half:14}{'labelled':>10}{'proposed':>10}{'precision':>11}{'recall':>9}")
    for name, unsur in [*((u.value, [u]) for u in Unsur), ("all", list(Unsur))]:
        right = sum(found.right[u] for u in unsur)
        labelled = right + sum(found.missed[u] for u in unsur)
        proposed = right + sum(found.wrong[u] for u in unsur)
        figures = f"{found.precision(*unsur):11.2f}{found.recall(*unsur):9.2f}"
        _say(f"{name:14}{labelled:10}{proposed:10}{figures}")
    right = sum(found.right.values())
    _say(f"tone right for {found.tones} of {right} that were rightly proposed")


def _texts() -> list[str]:
    """Return as many different texts as a large triwulan has, put together of those that may be seen."""
    rows = tomllib.loads((FOLDER / "latih.toml").read_text(encoding="utf-8"))["saran"]
    words = [w for row in rows for w in row["teks"].split()]
    draw = random.Random(11)
    return [" ".join(draw.choices(words, k=draw.randint(3, 30))) for _ in range(MANY)]


def main() -> int:
    """Print the figures; the status says whether the unseen half is read well enough."""
    _say(machine())
    halves = {half: measure(half) for half in ("latih", "uji")}
    for half, found in halves.items():
        _tell(half, found)
    texts = _texts()
    begun = time.process_time()
    count_unsur(texts)
    first = time.process_time()
    count_unsur(texts)
    again = time.process_time() - first
    _say(f"\n{MANY} suggestions: {first - begun:.2f} s of processor, again {again * 1000:.0f} ms")
    uji = halves["uji"]
    met = uji.precision(*Unsur) >= PRECISION and uji.recall(*Unsur) >= RECALL
    _say(f"{'met   ' if met else 'MISSED'} precision >= {PRECISION}, recall >= {RECALL} on uji")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
