"""Offsets in UTF-16 units, as browsers count, and in code points, as Python does.

They differ behind characters beyond U+FFFF, such as emoji: two units, one code point.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

__all__ = ["Utf16"]


class Utf16:
    """Turns offsets of a text from code points to UTF-16 units, and back."""

    def __init__(self, text: str) -> None:
        self._before = [0, *accumulate(1 + (character > "\uffff") for character in text)]

    def units(self, offset: int) -> int:
        """Returns an offset in code points as one in units."""
        return self._before[offset]

    def code_points(self, offset: int) -> int | None:
        """Returns an offset in units as one in code points; None inside a character or behind the text."""
        at = bisect_left(self._before, offset)
        return at if at < len(self._before) and self._before[at] == offset else None
