"""Reads how exact a number is by the words around it: *over 40*, *around 40*, *40 or more*."""

from __future__ import annotations

import re

from wphf_extract.components.targets.targetwords import TargetWords
from wphf_extract.language.patterns import any_of

__all__ = ["Qualifiers"]

_REACH = 30  # characters around a number within which a qualifier must stand


class Qualifiers:
    """Reads qualifiers.

    Args:
        words: the lists of `targets.toml`.
    """

    def __init__(self, words: TargetWords) -> None:
        self._words = words
        # The leftmost match at the end is the longest.
        self._before = re.compile(rf"(?<![^\W_]){any_of(words.qualifiers_before)}$")
        self._behind = re.compile(rf"{any_of(words.qualifiers_behind)}(?![^\W_])")

    def before(self, text: str, start: int, at: int) -> tuple[str, int]:
        """The qualifier that the words before a number give, and where they begin."""
        before = text[max(start, at - _REACH) : at]
        stripped = before.rstrip()
        sign = self._words.qualifiers_before.get(stripped[-1:])
        if sign is not None:  # it needs no space: *~40*, *>90*
            return sign, at - len(before) + len(stripped) - 1
        folded = stripped.casefold()
        if len(folded) != len(stripped) or (before and before == stripped and stripped[-1] != "("):
            return "exact", at
        found = self._before.search(folded)
        if found is None:
            return "exact", at
        return self._words.qualifiers_before[found.group()], at - len(before) + found.start()

    def behind(self, text: str, at: int, limit: int) -> tuple[int, str | None]:
        """The qualifier that the words behind a number give, and where they end."""
        if text[at : at + 1] == "+":
            return at + 1, "at_least"
        window = text[at : min(at + _REACH, limit)]
        stripped = window.lstrip()
        found = self._behind.match(stripped.casefold())
        if found is None:
            return at, None
        return at + len(window) - len(stripped) + found.end(), self._words.qualifiers_behind[found.group()]
