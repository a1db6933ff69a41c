"""Which public figures a triwulan may have, so that nobody can subtract one from another.

Every public figure of a node is the sum over its layanan, and the shown nodes lie in each other
like boxes. So whatever a stranger works out from them is made of *what is left* of shown nodes
without their shown parts, and of nothing smaller: it is enough to look at what is left.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType

from sekampadi.domain.publik.pohon import SEDIKIT, Pohon, Simpul
from sekampadi.domain.publik.sel import Terlihat, cells_are_safe, decide_sel, too_few

__all__ = ["SEDIKIT", "Keputusan", "Simpul", "decide", "still_safe", "units"]

_NONE: Terlihat = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Keputusan:
    """What is shown of a triwulan: nodes, and of those other than a layanan, cells."""

    tampil: frozenset[str]
    sel: Terlihat


def decide(simpul: Sequence[Simpul], wajib: Terlihat = _NONE) -> Keputusan:
    """Decide what is shown: as much as can be without giving a few people away.

    The nodes of ``wajib`` are public already and stay so, with exactly the cells that are.

    Raises:
        DomainError: ``publikasi.disembunyikan`` when what is public already gives a part away,
            whatever else is hidden.
    """
    pohon = Pohon(simpul)
    tampil = _decide_tampil(pohon, wajib)
    return Keputusan(tampil, decide_sel(pohon, tampil, wajib))


def _decide_tampil(pohon: Pohon, wajib: Terlihat) -> frozenset[str]:
    shown = {k for k, s in pohon.simpul.items() if s.n >= SEDIKIT}
    if not wajib.keys() <= shown:
        raise too_few()
    # From below: hiding a node adds to what is left of the shown node above it, and of no other.
    for kunci in pohon.bawah_ke_atas:
        while kunci in shown and not pohon.sisa(kunci, pohon.tertutup(shown)).is_safe:
            shown.discard(_next_to_hide(pohon, kunci, shown, wajib))
    return frozenset(shown)


def _next_to_hide(pohon: Pohon, kunci: str, shown: Set[str], wajib: Terlihat) -> str:
    """Choose which node goes next, so that what is left of ``kunci`` gives nobody away."""
    free = [k for k in pohon.teratas(kunci, shown) if k not in wajib]
    if free:
        return min(free, key=lambda k: _loss(pohon, kunci, k, shown, wajib))
    if kunci in wajib:
        raise too_few()
    return kunci


def _loss(
    pohon: Pohon, kunci: str, part: str, shown: Set[str], wajib: Terlihat
) -> tuple[bool, int, bool, str]:
    """Order the parts that could be hidden: such as can suffice first, then the smallest."""
    without = shown - (pohon.cabang(part) - wajib.keys())
    suffices = pohon.sisa(kunci, pohon.tertutup(without)).is_safe
    return not suffices, pohon.n(part), not pohon.is_layanan(part), part


def still_safe(simpul: Sequence[Simpul], keputusan: Keputusan) -> bool:
    """Whether an old decision holds for new figures: same nodes, same cells, nobody given away.

    Nodes whose ``sel`` is None are judged by their answers alone, for cells that stay as they were.
    """
    pohon = Pohon(simpul)
    hidden = pohon.tertutup(keputusan.tampil)
    if not all(pohon.n(k) >= SEDIKIT and pohon.sisa(k, hidden).is_safe for k in keputusan.tampil):
        return False
    return cells_are_safe(pohon, keputusan.tampil, keputusan.sel)


def units(simpul: Sequence[Simpul], tampil: frozenset[str]) -> tuple[frozenset[str], ...]:
    """Return the sets of layanan whose figures change together, or not at all.

    A shown layanan is one by itself; the hidden ones that are left together of the same shown node
    are one; those below no shown node at all are one, which nobody sees.
    """
    pohon = Pohon(simpul)
    boxes: dict[str | None, set[str]] = {}
    for kunci, penaung in pohon.penaung(tampil).items():
        if pohon.is_layanan(kunci):
            boxes.setdefault(penaung, set()).add(kunci)
    return tuple(sorted((frozenset(box) for box in boxes.values()), key=min))
