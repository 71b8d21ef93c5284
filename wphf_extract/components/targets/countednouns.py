"""What single words say in the noun phrase behind a number: whom they count, and whether they end it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from wphf_extract.components.targets.targetwords import TargetWords, known_noun
from wphf_extract.language.folding import fold
from wphf_extract.language.inflections import plurals_of
from wphf_extract.language.words import is_word

__all__ = ["POSSESSIVE", "CountedNouns", "plain_words"]

#: how words end that say whose something is
POSSESSIVE = ("’s", "'s", "s’", "s'")
_CACHE = 20_000  # words of which it is remembered what they say
_SHORTEST_NOUN = 3  # letters of one in the singular
_SHORTEST_SLIP = 7  # letters of a noun that may be misspelt
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:[’'´`]s\b|[’'´`](?!\w))?")


def plain_words(text: str) -> list[str]:
    """The words of a text, those with hyphens in parts."""
    found: list[str] = _PLAIN_WORD.findall(text)
    return found


class CountedNouns:
    """Knows the words of phrases.

    Args:
        words: the lists of `targets.toml`.
    """

    def __init__(self, words: TargetWords) -> None:
        self._words = words

    @lru_cache(maxsize=_CACHE)  # noqa: B019 - there is one reader a process, and the cache is bounded
    def role(self, word: str) -> str | None:
        """What a word does in a phrase: a joiner, a stop, a verb (a participle that goes on about something else:
        *… and linking*), or None."""
        form, lists = fold(word), self._words.phrase
        if word in ",/&" or form in lists["joiners"]:
            return "joiner"
        if form in lists["inner"]:
            return None
        return "stop" if form in lists["stops"] else "verb" if form.endswith("ing") else None

    def unit(self, word: str, seen: Sequence[str]) -> tuple[str, str | None, bool]:
        """A word's singular, the unit it stands for behind the words seen before it, and whether those decided."""
        noun = self._noun(word)
        for first, unit in self._words.compounds.get(noun, ()):
            if first in seen:
                return noun, unit, True
        return noun, self._words.units.get(noun), False

    def is_plural(self, word: str, noun: str) -> bool:
        """The word is a plural of the noun, or means several by itself."""
        listed = noun.endswith("s") and noun[:-1] in self._words.units  # the plural stands in the lists by itself
        return listed or fold(word) != noun or noun in self._words.phrase["collective"]

    def is_unknown_plural(self, word: str) -> bool:
        """A noun that `targets.toml` lacks: *two cisterns, and trains women* counts no women."""
        noun = word.removesuffix("s")
        if noun == word or len(noun) < _SHORTEST_NOUN or not word.islower() or word in self._words.phrase["inner"]:
            return False
        return is_word(noun) and self.unit(word, ())[1] is None

    @lru_cache(maxsize=_CACHE)  # noqa: B019 - there is one reader a process, and the cache is bounded
    def _noun(self, word: str) -> str:
        """The singular of a word, or of the part of it that says what is counted."""
        units = self._words.units
        noun = known_noun(word, units)
        if noun not in units and "-" in word:
            parts = (known_noun(part, units) for part in word.split("-"))
            part = next((part for part in parts if part in units), None)
            last = word.rpartition("-")[2]
            if last in self._words.phrase["inner"]:
                return noun  # *women-led* describes what is counted
            if part and units[part] == "people":
                noun = part
            elif known_noun(last, units) in units and known_noun(last, units) != fold(last):
                noun = known_noun(last, units)  # *pre-schools*, *micro-grants*
        return noun if noun in units else self._meant(noun)

    def _meant(self, word: str) -> str:
        """The noun that a misspelt word was meant to be, else the word."""
        if len(word) < _SHORTEST_SLIP or is_word(word) or is_word(word.removesuffix("s")):
            return word
        from rapidfuzz.distance import OSA

        for noun in self._words.units:
            for form in (noun, *plurals_of(noun)):
                if form[0] == word[0] and OSA.distance(word, form, score_cutoff=1) <= 1:
                    return noun
        return word
