"""Finds places that a slip left without their capital: *near meiganga*, *in Saravena and arauquita*."""

from __future__ import annotations

import re
from typing import Any
from weakref import WeakKeyDictionary, ref

import regex

from wphf_extract.components.locations.placecontext import is_list_between
from wphf_extract.components.locations.placewords import PlaceCues
from wphf_extract.gazetteer import Gazetteer
from wphf_extract.language.folding import fold
from wphf_extract.language.words import is_word

__all__ = ["UncapitalizedPlaces"]

_CACHE = 20_000
_REACH = 40  # characters behind a place that may hold another
_SMALL_WORD_ALONE = regex.compile(r"\p{Ll}[\p{Ll}\p{M}’'-]{3,}")
_SMALL_WORD = regex.compile(rf"(?<=[ (]){_SMALL_WORD_ALONE.pattern}")
_LED_WORD = re.compile(r"[^\W\d_][\w’'-]{4,}")


class UncapitalizedPlaces:
    """Finds those of one page.

    Args:
        text: the page's text.
        cues: the word lists.
        gazetteer: the places there are.
    """

    def __init__(self, text: str, cues: PlaceCues, gazetteer: Gazetteer) -> None:
        self._text = text
        self._cues = cues
        self._gazetteer = gazetteer
        self._known = _known.setdefault(gazetteer, {})

    def add(self, found: list[dict[str, Any]], start: int, end: int, country: str) -> None:
        """Adds the country's places of `[start, end)` to those found there."""
        known = self._known.get(country)
        if known is None:
            known = self._known[country] = _Known(self._gazetteer, country)
        if not any(map(known.__getitem__, self._text[start:end].split())):
            return
        self._add_led(found, start, end, country)
        found.sort(key=lambda place: place["start"])
        self._add_listed(found, end, country)

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
                known = any(place["start"] == word.start() for place in found)
                if not known and self._gazetteer.candidates(name, country=country):
                    found.insert(found.index(before) + 1, _place(name, before["relation"], word.start()))


def _place(name: str, relation: str, start: int) -> dict[str, Any]:
    span = {"start": start, "end": start + len(name), "rule": "place.uncapitalized"}
    return {"name": name, "kind": None, "relation": relation, **span}


class _Known(dict[str, bool]):
    """Of each token between spaces, whether a place of a country without its capital may begin it."""

    def __init__(self, gazetteer: Gazetteer, country: str) -> None:
        super().__init__()
        self._gazetteer = ref(gazetteer)  # which keeps this, and not this it
        self._country = country

    def __missing__(self, token: str) -> bool:
        if len(self) >= _CACHE:
            self.clear()
        gazetteer = self._gazetteer()
        names = (name for part in token.split("(") for name in _small_names(part))
        known = gazetteer is not None and any(gazetteer.candidates(name, country=self._country) for name in names)
        self[token] = known
        return known


_known: WeakKeyDictionary[Gazetteer, dict[str, _Known]] = WeakKeyDictionary()


def _small_names(token: str) -> list[str]:
    """What of a token may be a place without its capital: neither capitalised nor English."""
    matches = (pattern.match(token) for pattern in (_LED_WORD, _SMALL_WORD_ALONE))
    names = dict.fromkeys(match.group() for match in matches if match)
    return [name for name in names if name[0].islower() and not is_word(fold(name))]
