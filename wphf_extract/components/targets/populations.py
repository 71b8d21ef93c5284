"""Says who the people are that a target counts: their sex, age and attributes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from wphf_extract.components.targets.countednouns import plain_words
from wphf_extract.components.targets.targetwords import TargetWords, known_noun

__all__ = ["Populations"]

_CACHE = 20_000  # words of which it is remembered what they say


class Populations:
    """Reads the words of populations.

    Args:
        words: the lists of `targets.toml`.
    """

    def __init__(self, words: TargetWords) -> None:
        self._words = words

    def who(self, population: str) -> dict[str, Any]:
        """Sex, age and attributes that the words of a population give."""
        marks = [self._marks(word) for word in plain_words(population)]
        sexes, ages, attributes = ({mark[n] for mark in marks if mark[n] is not None} for n in range(3))
        return {
            "sex": "mixed" if len(sexes) > 1 else next(iter(sexes), None),
            "age": next(iter(ages)) if len(ages) == 1 else None,
            "attributes": sorted(attributes),
        }

    @lru_cache(maxsize=_CACHE)  # noqa: B019 - there is one reader a process, and the cache is bounded
    def _marks(self, word: str) -> tuple[str | None, str | None, str | None]:
        """The sex, age and attribute that a word gives."""
        lists = (self._words.sex, self._words.age, self._words.attributes)
        sex, age, attribute = (meanings.get(known_noun(word, meanings)) for meanings in lists)
        return sex, age, attribute
