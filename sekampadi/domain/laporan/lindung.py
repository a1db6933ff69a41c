"""Which parts of a whole a document leaves out, so that no handful of people can be told from it."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from sekampadi.domain.publik.pohon import SEDIKIT

K = TypeVar("K", bound=Hashable)


def too_few(n: int) -> bool:
    """Tell whether some people answered, but fewer than five: their figures are their answers."""
    return 0 < n < SEDIKIT


def hidden_parts(parts: Mapping[K, int]) -> frozenset[K]:
    """Return the parts of a whole that are not shown, where the whole and the others are.

    Those of fewer than five people; an empty one is shown, as it is nobody's. What is hidden follows
    from the whole less what is shown: while it holds fewer than five people, or one part alone has
    any, the next smallest part goes with it. Of a whole of fewer than five nothing is left to hide
    behind.

    Args:
        parts: people in each part, together the whole. Of equal ones the first goes first.
    """
    found = {k for k, n in parts.items() if too_few(n)}
    few = [parts[k] for k in found]
    if not few:
        return frozenset()
    for k in sorted((k for k in parts if parts[k] >= SEDIKIT), key=lambda k: parts[k]):
        if len(few) > 1 and sum(few) >= SEDIKIT:
            break
        found.add(k)
        few.append(parts[k])
    return frozenset(found)
