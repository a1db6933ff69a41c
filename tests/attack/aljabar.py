"""Exact linear algebra on sparse equations, modulo a large prime or over fractions."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

PRIMA = 2**61 - 1
"""Coefficients are small: two figures that differ do so modulo this prime, but for one chance in 10**18."""

Unknown = Hashable
Row = Mapping[Unknown, int]


@dataclass
class Eliminasi:
    """Equations in reduced form: each has one unknown that stands in no other.

    Args:
        exact: count in fractions instead of modulo :data:`PRIMA`: slower, and signs mean something.
        prefer: which unknowns to solve for first; the smallest value goes first.
    """

    exact: bool = False
    prefer: Callable[[Unknown], int] | None = None
    rows: dict[Unknown, dict[Unknown, int | Fraction]] = field(default_factory=dict)
    uses: dict[Unknown, set[Unknown]] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Take in one equation; only its coefficients matter for what is determined."""
        left = {u: self._number(c) for u, c in row.items() if self._number(c)}
        for unknown in [u for u in left if u in self.rows]:
            self._subtract(left, self.rows[unknown], left[unknown])
        if not left:
            return
        pivot = self._choose(left)
        scale = 1 / Fraction(left[pivot]) if self.exact else pow(int(left[pivot]), -1, PRIMA)
        left = {u: self._number(c * scale) for u, c in left.items()}
        for other in list(self.uses.get(pivot, ())):
            target = self.rows[other]
            before = set(target)
            self._subtract(target, left, target[pivot])
            for u in before - target.keys():
                self.uses[u].discard(other)
            for u in target.keys() - before:
                self.uses.setdefault(u, set()).add(other)
        self.rows[pivot] = left
        for u in left:
            self.uses.setdefault(u, set()).add(pivot)

    def add_all(self, rows: Iterable[Row]) -> None:
        """Take in many equations."""
        for row in rows:
            self.add(row)

    def is_determined(self, unknown: Unknown) -> bool:
        """Whether the equations leave one value for it."""
        return unknown in self.rows and len(self.rows[unknown]) == 1

    def pairs(self, among: Iterable[Unknown]) -> list[tuple[Unknown, Unknown]]:
        """List pairs of unknowns of which the equations give one sum or difference.

        Both move in step wherever the other unknowns go, so that some mixture of the two stands still.
        """
        alike: dict[frozenset[tuple[Unknown, int | Fraction]], list[Unknown]] = {}
        for unknown in among:
            if self.is_determined(unknown):
                continue
            row = self.rows.get(unknown, {unknown: 1})
            moves = {u: c for u, c in row.items() if u not in self.rows}
            first = moves[min(moves, key=repr)]
            scale = 1 / Fraction(first) if self.exact else pow(int(first), -1, PRIMA)
            key = frozenset((u, self._number(c * scale)) for u, c in moves.items())
            alike.setdefault(key, []).append(unknown)
        return [(g[0], other) for g in alike.values() for other in g[1:]]

    def _number(self, value: int | Fraction) -> int | Fraction:
        return Fraction(value) if self.exact else int(value) % PRIMA

    def _choose(self, row: Mapping[Unknown, object]) -> Unknown:
        prefer = self.prefer or (lambda _u: 0)
        return min(row, key=lambda u: (prefer(u), len(self.uses.get(u, ()))))

    def _subtract(
        self,
        target: dict[Unknown, int | Fraction],
        row: Mapping[Unknown, int | Fraction],
        times: int | Fraction,
    ) -> None:
        for u, c in row.items():
            value = self._number(target.get(u, 0) - c * times)
            if value:
                target[u] = value
            else:
                target.pop(u, None)
