"""The province as a tree of public figures, and what stays over of a sum when its shown parts are taken off."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from sekampadi.domain.survei.responden import Kelompok

SEDIKIT = 5
"""So many people have to stand behind whatever a stranger can work out."""

LAYANAN = "layanan:"
"""How the key of a layanan begins."""


@dataclass(frozen=True, slots=True)
class Simpul:
    """One node of the tree of one triwulan."""

    kunci: str  # ``provinsi``, ``grup:ID``, ``upp:ID`` or ``layanan:ID``
    induk: str | None  # the key of the parent; None for the province
    n: int
    sel: Mapping[Kelompok, tuple[int, ...]] | None = None
    """People per cell of each grouping; None for a layanan, which shows no cells."""


@dataclass(frozen=True, slots=True)
class Sisa:
    """What is left of a sum without its shown parts."""

    n: int
    bagian: int  # into how many parts it falls that have some

    @property
    def is_safe(self) -> bool:
        """Whether it may be worked out: nobody is in it, or enough people in two parts or more."""
        return self.n == 0 or (self.n >= SEDIKIT and self.bagian >= 2)


class Pohon:
    """The nodes of a triwulan with their children, checked to be a tree of sums.

    A rule that hides by subtraction means nothing over figures that do not add up.
    """

    def __init__(self, simpul: Sequence[Simpul]) -> None:
        self.simpul = {s.kunci: s for s in simpul}
        if len(self.simpul) != len(simpul):
            raise ValueError("a node is given twice")
        self.anak: dict[str, list[str]] = {k: [] for k in self.simpul}
        roots = []
        for kunci in sorted(self.simpul):
            induk = self.simpul[kunci].induk
            if induk is None:
                roots.append(kunci)
            elif induk not in self.simpul:
                raise ValueError(f"{kunci} hangs on {induk}, which does not exist")
            else:
                self.anak[induk].append(kunci)
        if len(roots) != 1:
            raise ValueError(f"{len(roots)} nodes have no parent, instead of one")
        self.akar = roots[0]
        self.atas_ke_bawah = [self.akar]
        for kunci in self.atas_ke_bawah:
            self.atas_ke_bawah.extend(self.anak[kunci])
        if len(self.atas_ke_bawah) != len(self.simpul):
            raise ValueError("the nodes turn in a circle")
        for kunci, anak in self.anak.items():
            if anak and self.n(kunci) != sum(self.n(a) for a in anak):
                raise ValueError(f"{kunci} is not the sum of its parts")

    @property
    def bawah_ke_atas(self) -> list[str]:
        """All keys, every node after its parts."""
        return self.atas_ke_bawah[::-1]

    def n(self, kunci: str) -> int:
        """Return the answers of a node."""
        return self.simpul[kunci].n

    def is_layanan(self, kunci: str) -> bool:
        """Whether the node is a layanan: it has no parts and no cells."""
        return kunci.startswith(LAYANAN)

    def cabang(self, kunci: str) -> set[str]:
        """Return a node and all below it."""
        found = [kunci]
        for k in found:
            found.extend(self.anak[k])
        return set(found)

    def tertutup(self, tampil: Set[str]) -> dict[str, int]:
        """Count per node the answers that lie in no shown node at or below it."""
        hidden: dict[str, int] = {}
        for kunci in self.bawah_ke_atas:
            if kunci in tampil:
                hidden[kunci] = 0
            elif self.anak[kunci]:
                hidden[kunci] = sum(hidden[a] for a in self.anak[kunci])
            else:
                hidden[kunci] = self.n(kunci)
        return hidden

    def berlubang(self, tampil: Set[str]) -> set[str]:
        """Return the nodes with an end below them that lies in no shown node: nobody knows their sum."""
        found: set[str] = set()
        for kunci in self.bawah_ke_atas:
            anak = self.anak[kunci]
            if kunci not in tampil and (not anak or not found.isdisjoint(anak)):
                found.add(kunci)
        return found

    def sisa(self, kunci: str, tertutup: Mapping[str, int]) -> Sisa:
        """Return what a stranger gets who takes the shown parts off a shown node."""
        if not self.anak[kunci]:
            # It has no parts: what it says it says of itself.
            return Sisa(0, 0)
        parts = [tertutup[a] for a in self.anak[kunci]]
        return Sisa(sum(parts), sum(n > 0 for n in parts))

    def teratas(self, kunci: str, tampil: Set[str]) -> list[str]:
        """List the shown nodes below a node that lie in no other shown node below it."""
        found, ahead = [], list(self.anak[kunci])
        while ahead:
            k = ahead.pop()
            if k in tampil:
                found.append(k)
            else:
                ahead.extend(self.anak[k])
        return sorted(found)

    def penaung(self, tampil: Set[str]) -> dict[str, str | None]:
        """Return for every node the nearest shown node at or above it; None where there is none."""
        found: dict[str, str | None] = {}
        for kunci in self.atas_ke_bawah:
            induk = self.simpul[kunci].induk
            found[kunci] = kunci if kunci in tampil else (found[induk] if induk else None)
        return found
