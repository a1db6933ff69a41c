"""Which respondent cells of the shown nodes are shown."""

from collections.abc import Mapping, Set

from sekampadi.domain.publik_pohon import Pohon
from sekampadi.domain.responden import Kelompok

Terlihat = Mapping[str, Mapping[Kelompok, tuple[bool, ...]]]
"""Per node and grouping, which cells are shown."""


def decide_sel(pohon: Pohon, tampil: Set[str], wajib: Terlihat) -> Terlihat:
    """Decide which cells of the shown nodes are shown: those that are public already."""
    return {
        k: wajib.get(k, {g: (False,) * len(g.cells) for g in Kelompok})
        for k in sorted(tampil)
        if not pohon.is_layanan(k)
    }


def cells_are_safe(_pohon: Pohon, _tampil: Set[str], sel: Terlihat) -> bool:
    """Whether no cell of a few people can be worked out."""
    return not any(any(row) for groups in sel.values() for row in groups.values())
