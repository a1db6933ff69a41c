"""The attacker: all equations of what was read, and which secrets they leave only one value for.

Every unknown is a whole number of at least 0. What bounds a score (between n and 4n) is written as
unknowns of their own: how much it lies above n, how much below 4n.

A secret is determined when no other world fits what was read. The attacker is first given *more*
than a stranger has: the true value of whatever stands at its bound. If the equations still leave
the secret free, it is free. Only where they do not, the cone of the possible directions is searched
exactly (:mod:`tests.attack.kerucut`), without the gift.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tests.attack.aljabar import Eliminasi, Row, Unknown
from tests.attack.kerucut import can_grow


@dataclass
class Penyerang:
    """Equations and the true values behind them.

    Args:
        truth: the true value of every unknown; used for what stands at its bound, and to see that
            the equations are right. No secret is taken from it.
    """

    truth: Mapping[Unknown, int]
    rows: list[Row] = field(default_factory=list)
    rhs: list[int] = field(default_factory=list)
    seen: set[frozenset[tuple[Unknown, int]]] = field(default_factory=set)

    def learn(self, row: Row, value: int) -> None:
        """Take in that the sum of unknowns, each with a factor, is a value.

        Raises:
            AssertionError: when that is not so: a public figure that is wrong, or a wrong model.
        """
        key = frozenset(row.items())
        true = sum(c * self.truth[u] for u, c in row.items())
        assert true == value, f"{dict(row)} is {true}, not {value}"
        if key not in self.seen:
            self.seen.add(key)
            self.rows.append(row)
            self.rhs.append(value)

    def linear(self, secrets: Iterable[Unknown], single: Sequence[Unknown] = ()) -> list[Unknown]:
        """List the secrets that follow by addition and subtraction alone.

        Args:
            secrets: what is looked for.
            single: unknowns of one person each; two of them together are a secret, too.
        """
        system = Eliminasi()
        system.add_all(self.rows)
        found = [s for s in secrets if system.is_determined(s)]
        return [*found, *system.pairs(single)]

    def determined(self, secrets: Iterable[Unknown]) -> list[Unknown]:
        """List the secrets, none of them 0, that follow when the bounds are used too."""
        system = Eliminasi()
        free = {u for row in self.rows for u in row if self.truth[u] > 0}
        system.add_all({u: c for u, c in row.items() if u in free} for row in self.rows)
        suspects = [s for s in secrets if system.is_determined(s)]
        return [s for s in suspects if self._is_fixed(s)]

    def _is_fixed(self, secret: Unknown) -> bool:
        """Search the directions in which the secret could move; those at 0 may only grow."""
        component = self._component(secret)
        system = Eliminasi(exact=True, prefer=lambda u: 0 if self.truth[u] > 0 else 1)
        system.add_all(component)
        tight = sorted({u for row in component for u in row if self.truth[u] == 0}, key=repr)
        row = system.rows.get(secret)
        if row is None or any(self.truth[u] > 0 for u in row if u != secret):
            # No equation of its own, or one that another unknown balances that may go both ways.
            return False
        among = [
            [Fraction(r.get(z, 0)) for z in tight]
            for pivot, r in system.rows.items()
            if self.truth[pivot] == 0
        ]
        goal = [Fraction(-row.get(z, 0)) for z in tight]
        return not (can_grow(goal, among) or can_grow([-g for g in goal], among))

    def _component(self, secret: Unknown) -> list[Row]:
        """Return the equations that hang together with the secret."""
        by_unknown: dict[Unknown, list[int]] = {}
        for i, row in enumerate(self.rows):
            for u in row:
                by_unknown.setdefault(u, []).append(i)
        found, ahead, known = set(), [secret], {secret}
        while ahead:
            for i in by_unknown.get(ahead.pop(), ()):
                if i not in found:
                    found.add(i)
                    new = self.rows[i].keys() - known
                    known |= new
                    ahead.extend(new)
        return [self.rows[i] for i in sorted(found)]
