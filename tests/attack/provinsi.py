"""What the attacker knows of a province: how its parts add up, and what he read of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.attack.aljabar import Unknown
from tests.attack.penyerang import Penyerang

SEDIKIT = 5
UNSUR = 9


@dataclass(frozen=True)
class Daun:
    """The truth of one layanan in a triwulan.

    Args:
        n: answers.
        jumlah: the sums of its nine unsur.
    """

    n: int
    jumlah: tuple[int, ...] = ()


@dataclass(frozen=True)
class Bacaan:
    """A figure as it was read.

    Args:
        kunci: the part.
        n: its answers.
        jumlah: the sums of the nine unsur, where they were told.
        sel: people per grouping and cell; None for a hidden one.
    """

    kunci: str
    n: int
    jumlah: tuple[int, ...] = ()
    sel: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)


@dataclass
class Provinsi:
    """One triwulan as it truly is.

    Args:
        induk: per part the one it belongs to; None for the province.
        daun: the layanan.
        sel: the people per cell of the UPP (of their own layanan).
    """

    induk: Mapping[str, str | None]
    daun: dict[str, Daun]
    sel: dict[str, dict[str, tuple[int, ...]]]

    def above(self, kunci: str) -> list[str]:
        """List a part and all it belongs to."""
        found: list[str] = []
        node: str | None = kunci
        while node is not None:
            found.append(node)
            node = self.induk[node]
        return found

    def parts(self) -> dict[str, list[str]]:
        """List the direct parts of each part."""
        found: dict[str, list[str]] = {}
        for kunci, induk in self.induk.items():
            if induk is not None:
                found.setdefault(induk, []).append(kunci)
        return found

    def totals(self, u: int | None) -> dict[str, int]:
        """Add up the answers, or the scores of an unsur, of every part."""
        total = dict.fromkeys(self.induk, 0)
        for kunci, daun in self.daun.items():
            for k in self.above(kunci):
                total[k] += daun.n if u is None else daun.jumlah[u]
        return total

    def cells(self, kelompok: str) -> dict[str, list[int]]:
        """Add up the cells of every part above the layanan."""
        total: dict[str, list[int]] = {}
        for kunci, groups in self.sel.items():
            row = groups[kelompok]
            for k in self.above(kunci):
                old = total.setdefault(k, [0] * len(row))
                total[k] = [a + b for a, b in zip(old, row, strict=True)]
        return total


def attack_counts(provinsi: Provinsi, bacaan: Iterable[Bacaan]) -> list[Unknown]:
    """Look for numbers of answers and for cells of one to four people that follow from what was read."""
    kelompok = sorted({k for groups in provinsi.sel.values() for k in groups})
    n = provinsi.totals(None)
    truth: dict[Unknown, int] = {("n", k): v for k, v in n.items()}
    cells = {g: provinsi.cells(g) for g in kelompok}
    for g, rows in cells.items():
        truth |= {("sel", g, k, c): v for k, row in rows.items() for c, v in enumerate(row)}
    attacker = Penyerang(truth)
    parts = provinsi.parts()
    for k, below in parts.items():
        attacker.learn({("n", k): 1, **{("n", b): -1 for b in below}}, 0)
    for g, rows in cells.items():
        for k, row in rows.items():
            attacker.learn({("n", k): -1, **{("sel", g, k, c): 1 for c in range(len(row))}}, 0)
            below = [b for b in parts.get(k, ()) if b in rows]
            for c in range(len(row) if below else 0):
                attacker.learn({("sel", g, k, c): 1, **{("sel", g, b, c): -1 for b in below}}, 0)
    for baca in bacaan:
        attacker.learn({("n", baca.kunci): 1}, baca.n)
        for g, told in baca.sel.items():
            for c, people in enumerate(told):
                if people is not None:
                    attacker.learn({("sel", g, baca.kunci, c): 1}, people)
    secrets = [u for u, v in truth.items() if 0 < v < SEDIKIT]
    return sorted({*attacker.linear(secrets), *attacker.determined(secrets)}, key=repr)


def attack_scores(
    provinsi: Provinsi, bacaan: Sequence[Bacaan], unsur: Iterable[int] = range(UNSUR)
) -> list[Unknown]:
    """Look for sums of scores of one to four people that follow from what was read."""
    n = provinsi.totals(None)
    found: list[Unknown] = []
    for u in unsur:
        s = provinsi.totals(u)
        truth: dict[Unknown, int] = {("n", k): v for k, v in n.items()}
        truth |= {("s", k): v for k, v in s.items()}
        for k in provinsi.daun:
            truth["lebih", k], truth["kurang", k] = s[k] - n[k], 4 * n[k] - s[k]
        attacker = Penyerang(truth)
        for k, below in provinsi.parts().items():
            for what in ("n", "s"):
                attacker.learn({(what, k): 1, **{(what, b): -1 for b in below}}, 0)
        for k in provinsi.daun:
            attacker.learn({("s", k): 1, ("n", k): -1, ("lebih", k): -1}, 0)
            attacker.learn({("n", k): 4, ("s", k): -1, ("kurang", k): -1}, 0)
        for baca in bacaan:
            attacker.learn({("n", baca.kunci): 1}, baca.n)
            attacker.learn({("s", baca.kunci): 1}, baca.jumlah[u])
        secrets = [("s", k) for k, v in n.items() if 0 < v < SEDIKIT]
        found += [(f"U{u + 1}", d) for d in attacker.determined(secrets)]
    return found
