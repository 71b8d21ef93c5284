"""Words without what makes no difference: case, accents, hyphens, apostrophes, British spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["DASHES", "HYPHENS", "LONG_DASHES", "fold"]

#: Signs that tie the parts of a word.
HYPHENS = "-‐‑"
#: Dashes, and the sign for minus, that writers take for one; for a class of a pattern.
LONG_DASHES = "‒–—―−"
#: All of these; hyphens come first.
DASHES = HYPHENS + LONG_DASHES

_CACHE = 50_000
_SPELLING = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})our"), "or"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"^programme"), "program"),
    (re.compile(r"(?<=[a-z]{3})yz(?=e)"), "ys"),
)
# Letters of which one of these changes some
_BRITISH = re.compile(r"is[eai]|our|tre|yze|programme")


@lru_cache(maxsize=_CACHE)
def fold(word: str) -> str:
    """Returns a word without case, accents, hyphens, apostrophes and British spelling."""
    plain = word.casefold()
    if not (plain.isascii() and plain.isalnum()):
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if c.isalnum())
    if _BRITISH.search(plain):  # hardly any word is
        for pattern, replacement in _SPELLING:
            plain = pattern.sub(replacement, plain)
    return plain
