"""What a page shows, made at once and never changed."""

from typing import Self


class Shown:
    """Is handed on instead of copied.

    Reflex copies what a variable of a state begins with, deeply and for every open tab, because it
    might be changed. What derives from this is frozen, and its lists are only ever replaced with
    it: such beginnings were a fifth of what a tab holds in Python.
    """

    __slots__ = ()

    def __copy__(self) -> Self:
        """Return itself."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return itself."""
        return self
