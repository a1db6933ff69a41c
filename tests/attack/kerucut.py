"""A small exact simplex: can a figure move when others may only grow?"""

from collections.abc import Sequence
from fractions import Fraction


def can_grow(goal: Sequence[Fraction], equations: Sequence[Sequence[Fraction]]) -> bool:
    """Whether some z >= 0 with ``equations @ z == 0`` has ``goal @ z > 0``.

    Bland's rule on the tableau of the same with ``sum(z) <= 1``; it begins at 0, and it ends.
    """
    width = len(goal)
    rows = [list(e) for e in equations] + [[-c for c in e] for e in equations]
    rows.append([Fraction(1)] * width)
    height = len(rows)
    tableau = [
        [*row, *(Fraction(int(i == j)) for j in range(height)), Fraction(int(i == height - 1))]
        for i, row in enumerate(rows)
    ]
    price = [*(-g for g in goal), *([Fraction(0)] * (height + 1))]
    basis = [width + i for i in range(height)]
    while (enter := next((j for j, p in enumerate(price[:-1]) if p < 0), None)) is not None:
        ratios = [
            (tableau[i][-1] / tableau[i][enter], basis[i], i)
            for i in range(height)
            if tableau[i][enter] > 0
        ]
        _, _, leave = min(ratios)
        scale = tableau[leave][enter]
        tableau[leave] = [v / scale for v in tableau[leave]]
        for row in [*(r for i, r in enumerate(tableau) if i != leave), price]:
            if times := row[enter]:
                row[:] = [v - times * w for v, w in zip(row, tableau[leave], strict=True)]
        basis[leave] = enter
        if price[-1] > 0:
            return True
    return False
