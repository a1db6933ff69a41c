"""One quarter read again and again while answers come and go: each changed answer is an unknown of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine, text

from tests.attack.aljabar import Unknown
from tests.attack.kebenaran import ends
from tests.attack.penyerang import Penyerang
from tests.attack.provinsi import SEDIKIT, UNSUR, Bacaan

Isi = frozenset[tuple[str, int]]
"""The changed answers that are in the public figures: layanan and number."""


@dataclass(frozen=True)
class Perubahan:
    """The answers that have ever changed public figures.

    Args:
        awal: those of them that were in the figures at the freeze.
        kini: those that are in them now.
        pergi: those that are not.
    """

    awal: Isi
    kini: Isi

    pergi: Isi

    @property
    def semua(self) -> Isi:
        """All of them."""
        return self.awal | self.kini | self.pergi


def read_changes(engine: Engine, triwulan: str) -> Perubahan:
    """Read which answers have changed the public figures of a quarter since its freeze."""
    query = text(
        "SELECT layanan_id, jawaban_id, awal, di_dalam FROM publik_lepas WHERE triwulan = :hari"
    )
    with engine.connect() as connection:
        day = date.fromisoformat(ends(triwulan)[0])
        rows = connection.execute(query, {"hari": str(day)}).all()
    return Perubahan(
        frozenset((f"layanan:{a}", b) for a, b, awal, _ in rows if awal),
        frozenset((f"layanan:{a}", b) for a, b, _, kini in rows if kini),
        frozenset((f"layanan:{a}", b) for a, b, _, kini in rows if not kini),
    )


@dataclass
class Jejak:
    """Everything a stranger has read of one quarter.

    Args:
        induk: per part the one it belongs to.
        dibekukan: the answers at the freeze, per layanan.
        nilai: the nine scores of every answer that ever counted.
        versi: what was read, with the answers that had changed by then and those of them in it.
    """

    induk: Mapping[str, str | None]
    dibekukan: Mapping[str, frozenset[int]]
    nilai: dict[int, tuple[int, ...]]
    versi: dict[tuple[str, Isi, Isi], Bacaan] = field(default_factory=dict)

    def keep(self, bacaan: Sequence[Bacaan], perubahan: Perubahan) -> None:
        """Keep what was read."""
        for baca in bacaan:
            all_, now = (
                self._below(baca.kunci, perubahan.semua),
                self._below(baca.kunci, perubahan.kini),
            )
            # Two readings of the same answers have to be equal, but for their cells.
            first = self.versi.setdefault((baca.kunci, all_, now), baca)
            assert (first.n, first.jumlah) == (baca.n, baca.jumlah), (first, baca)

    def _below(self, kunci: str, isi: Isi) -> Isi:
        return frozenset(x for x in isi if self._lies_in(x[0], kunci))

    def _lies_in(self, layanan: str, kunci: str) -> bool:
        node: str | None = layanan
        while node is not None and node != kunci:
            node = self.induk[node]
        return node is not None

    def attack(self, perubahan: Perubahan) -> list[Unknown]:
        """Look for single changed answers, and for the rest of a part, that follow from all readings.

        The stranger is told more than he knows: which answers were changed when.
        """
        changed = perubahan.semua
        own = sorted({number for _, number in changed})
        taken: dict[str, set[int]] = {}
        for k, number in changed:
            taken.setdefault(k, set()).add(number)
        rest = {k: ids - taken.get(k, set()) for k, ids in self.dibekukan.items()}
        leaves = {k: [b for b in rest if self._lies_in(b, k)] for k in self.induk}
        people = {k: sum(len(rest[b]) for b in below) for k, below in leaves.items()}
        secrets: list[Unknown] = [("jawaban", i) for i in own]
        secrets += [("jumlah", k) for k, n in people.items() if 0 < n < SEDIKIT]
        found: list[Unknown] = []
        for u in range(UNSUR):
            truth: dict[Unknown, int] = {("jawaban", i): self.nilai[i][u] for i in own}
            truth |= {("sisa", k): sum(self.nilai[i][u] for i in ids) for k, ids in rest.items()}
            truth |= {
                ("jumlah", k): sum(truth["sisa", b] for b in below) for k, below in leaves.items()
            }
            attacker = Penyerang(truth)
            for k, below in leaves.items():
                attacker.learn({("jumlah", k): 1, **_each("sisa", below, -1)}, 0)
            for (k, by_then, within), baca in self.versi.items():
                # What had not changed yet was as it had been frozen.
                isi = within | (self._below(k, perubahan.awal) - by_then)
                assert baca.n == people[k] + len(isi), (baca, people[k], len(isi))
                row = {("jumlah", k): 1, **_each("jawaban", [b for _, b in isi], 1)}
                attacker.learn(row, baca.jumlah[u])
            # What follows is the same for all unsur: the equations differ in their figures only.
            if u == 0:
                found = attacker.linear(secrets, [("jawaban", i) for i in own])
        return found


def _each(what: str, which: Iterable[object], factor: int) -> dict[Unknown, int]:
    return {(what, x): factor for x in which}
