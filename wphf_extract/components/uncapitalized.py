"""Finds places that a slip left without their capital: *near meiganga*, *in Saravena and arauquita*."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import regex

from wphf_extract.components.placecontext import is_list_between
from wphf_extract.components.placewords import PlaceCues
from wphf_extract.folding import fold
from wphf_extract.gazetteer import Gazetteer
from wphf_extract.words import is_word

__all__ = ["UncapitalizedPlaces", "is_odd"]

_CACHE = 20_000
_REACH = 40  # characters around an odd word that may be parts of the name, and behind a place that may hold another
_SHORTEST_PART = 3  # letters of a word of such a name
_SPACED = re.compile(r"\S+")
_HELD_BEFORE = re.compile(r"[^\s(]+\Z")
_SMALL_WORD_ALONE = regex.compile(r"\p{Ll}[\p{Ll}\p{M}’'-]{3,}")
_SMALL_WORD = regex.compile(rf"(?<=[ (]){_SMALL_WORD_ALONE.pattern}")
_LED_WORD = re.compile(r"[^\W\d_][\w’'-]{4,}")


def is_odd(word: str) -> bool:
    """Says whether a word without a capital is not English: it could be a place, or a part of one."""
    return word[:1].islower() and len(word) >= _SHORTEST_PART and not is_word(fold(word))


class UncapitalizedPlaces:
    """Finds those of one page.

    Args:
        text: the page's text.
        cues: the word lists.
        gazetteer: the places there are.
        odd_words: where words stand that `is_odd` says yes to.
    """

    def __init__(self, text: str, cues: PlaceCues, gazetteer: Gazetteer, odd_words: Sequence[int]) -> None:
        self._text = text
        self._cues = cues
        self._gazetteer = gazetteer
        self._odd_words = odd_words

    def add(self, found: list[dict[str, Any]], start: int, end: int, country: str) -> None:
        """Adds the country's places of `[start, end)` to those found there."""
        if not self._are_there(start, end, country):
            return
        self._add_led(found, start, end, country)
        found.sort(key=lambda place: place["start"])
        self._add_listed(found, end, country)

    def _are_there(self, start: int, end: int, country: str) -> bool:
        """A place of the country is among the words without a capital."""
        text, odd = self._text, self._odd_words
        for at in odd[bisect_left(odd, start) : bisect_left(odd, end)]:
            before = _HELD_BEFORE.search(text, max(start, at - _REACH), at)
            behind = _SPACED.match(text, at, end)
            word = text[before.start() if before else at : behind.end() if behind else at]
            if any(self._gazetteer.candidates(name, country=country) for name in _small_names(word)):
                return True
        return False

    def _add_led(self, found: list[dict[str, Any]], start: int, end: int, country: str) -> None:
        """*near meiganga*: a word leads to the name."""
        for cue in self._cues.led.finditer(self._text, start, end):
            name = cue.group(2)
            if not name[0].islower() or is_word(fold(name)) or self._text[cue.start() - 1 : cue.start()].isalnum():
                continue
            if self._gazetteer.candidates(name, country=country):
                relation = "near" if cue.group(1).casefold() in self._cues.words["near"] else "in"
                found.append(_place(name, relation, cue.start(2)))

    def _add_listed(self, found: list[dict[str, Any]], end: int, country: str) -> None:
        """*in Saravena and arauquita*: the name goes on a list of places."""
        for before in tuple(found):
            for word in _SMALL_WORD.finditer(self._text, before["end"], min(before["end"] + _REACH, end)):
                name = word.group()
                if is_word(fold(name)) or not is_list_between(self._text, before["end"], word.start(), self._cues):
                    continue
                if self._gazetteer.candidates(name, country=country):
                    found.insert(found.index(before) + 1, _place(name, before["relation"], word.start()))


def _place(name: str, relation: str, start: int) -> dict[str, Any]:
    span = {"start": start, "end": start + len(name), "rule": "place.uncapitalized"}
    return {"name": name, "kind": None, "relation": relation, **span}


@lru_cache(maxsize=_CACHE)
def _small_names(token: str) -> tuple[str, ...]:
    """What of a token between spaces may be a place without its capital: neither capitalised nor English."""
    matches = (pattern.match(token) for pattern in (_LED_WORD, _SMALL_WORD_ALONE))
    names = dict.fromkeys(match.group() for match in matches if match)
    return tuple(name for name in names if name[0].islower() and not is_word(fold(name)))
