"""One organisation, many spellings."""

from __future__ import annotations

from collections.abc import Iterable

from wphf_extract.names import name_words, words_in
from wphf_extract.phrases import fold
from wphf_extract.records import Organization

__all__ = ["count_distinct", "name_key"]


def name_key(name: str) -> str:
    """Returns a name without case, accents, punctuation and legal forms at either end."""
    words = [fold(word) for word in words_in(name)]
    legal = name_words().legal_forms
    while len(words) > 1 and words[0] in legal:
        words.pop(0)
    while len(words) > 1 and words[-1] in legal:
        words.pop()
    return "".join(words)


def count_distinct(organizations: Iterable[Organization]) -> int:
    """Counts organisations, two that share a name or a short form being one."""
    seen: list[set[str]] = []
    for organization in organizations:
        keys = {name_key(organization.name)}
        if organization.acronym:
            keys.add(name_key(organization.acronym))
        merged = [group for group in seen if group & keys]
        for group in merged:
            keys |= group
            seen.remove(group)
        seen.append(keys)
    return len(seen)
