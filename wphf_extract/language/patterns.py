"""Regular expressions out of word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["any_of"]


def any_of(words: Iterable[str]) -> str:
    """Returns a group that matches any of the words, the longest first, letter for letter; of none, nothing."""
    longest_first = sorted(map(re.escape, words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(longest_first)})" if longest_first else "(?!)"
