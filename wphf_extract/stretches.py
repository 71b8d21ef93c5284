"""Stretches of a row or a text, kept in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

__all__ = ["Stretches"]


class Stretches:
    """Stretches `[begin, end)` that do not overlap.

    Args:
        stretches: the first ones, in any order; those that overlap become one.
    """

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._begins: list[int] = []
        self._ends: list[int] = []
        for begin, end in sorted(stretches):
            if self._ends and begin < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._begins.append(begin)
                self._ends.append(end)

    def touching(self, begin: int, end: int) -> tuple[int, int] | None:
        """Returns the last one that overlaps `[begin, end)`."""
        at = bisect_left(self._begins, end) - 1
        return (self._begins[at], self._ends[at]) if at >= 0 and self._ends[at] > begin else None

    def add_free(self, begin: int, end: int) -> bool:
        """Adds a stretch unless it overlaps one; says whether it was added."""
        if self.touching(begin, end):
            return False
        at = bisect_left(self._begins, begin)
        self._begins.insert(at, begin)
        self._ends.insert(at, end)
        return True
