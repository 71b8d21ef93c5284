"""Reads the places of the descriptions of one page: those of each field, resolved together, each once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from wphf_extract.components.fields import Field
from wphf_extract.components.locations.fieldplaces import FieldPlaces, PlaceTools
from wphf_extract.components.locations.placejudge import PlaceJudge
from wphf_extract.components.locations.placelookup import PlaceLookup
from wphf_extract.components.locations.placeruns import RunCutter
from wphf_extract.components.locations.placewords import WRAP, PlaceCues
from wphf_extract.components.locations.uncapitalized import UncapitalizedPlaces
from wphf_extract.explanations.trace import Trace
from wphf_extract.language.folding import fold
from wphf_extract.rules.ownrules import OwnRules

__all__ = ["PlaceReader"]

_BREAK = re.compile(r"\n[ \t]*(?=\S)")
_WRAPPED = 40  # characters of a line that is long enough to have been broken


class PlaceReader:
    """Reads the places of one page's descriptions, one after the other.

    Args:
        text: the page's text.
        cues: the word lists.
        own: the user's own rules; they say which places there are, and what names are made of.
        trace: where to write down which names are no places, and why.
    """

    def __init__(self, text: str, cues: PlaceCues, own: OwnRules, trace: Trace | None = None) -> None:
        self._text = text
        gazetteer = own.gazetteer
        judge = PlaceJudge(cues, gazetteer, own.names)
        self._tools = PlaceTools(
            text=text,
            # to the pattern of runs an underscore is a letter: it is hidden from it, and all offsets stay
            run_text=_unwrapped(text.replace("_", "\0")),
            cues=cues,
            names=own.names,
            judge=judge,
            runs=RunCutter(text, cues, gazetteer, judge),
            trace=trace,
        )
        self._uncapitalized = UncapitalizedPlaces(text, cues, gazetteer)
        self._lookup = PlaceLookup(cues, gazetteer)

    def are_places(self, start: int, end: int, country: str | None) -> bool:
        """The stretch holds nothing but places of the country."""
        return self._tools.judge.are_places(self._text[start:end], country)

    def read(
        self, fields: Sequence[Field], names: Sequence[tuple[int, int]], country: str | None
    ) -> list[dict[str, Any]]:
        """Returns the locations of a description, each once.

        Args:
            fields: the fields of the description that may hold places; one that is no list of fields is one text.
            names: names of organisations, in which no place counts.
            country: ISO 3166-1 alpha-3 of the description.
        """
        found: list[dict[str, Any]] = []
        for field in fields:
            places = FieldPlaces(self._tools, field, names, country)
            places.find()
            if country:
                self._uncapitalized.add(places.found, field.start, field.end, country)
            places.share_kinds()
            found += places.found
        self._lookup.resolve(found, country)
        return _once(found)


def _unwrapped(text: str) -> str:
    """A text with `WRAP` where a line goes on in the next."""

    def wrap(found: re.Match[str]) -> str:
        start = found.start()
        long = start >= _WRAPPED and "\n" not in text[start - _WRAPPED : start]
        return WRAP * len(found.group()) if long else found.group()

    return _BREAK.sub(wrap, text.replace("\r\n", f"{WRAP}\n"))


def _once(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: set[str] = set()
    kept = []
    for place in found:
        key = fold(place["name"])
        if key not in seen:
            kept.append(place)
        seen.add(key)
    return kept
