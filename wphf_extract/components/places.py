"""Reads the places of one description: candidates, the words that lead to them, their kind, their resolution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import regex

from wphf_extract.components.fields import Field
from wphf_extract.components.placecontext import (
    Cue,
    cue_before,
    is_document,
    is_list_between,
    kind_behind,
    words_before,
    words_behind,
)
from wphf_extract.components.placejudge import PlaceJudge
from wphf_extract.components.placelookup import PlaceLookup
from wphf_extract.components.placeruns import RunCutter
from wphf_extract.components.placewords import PlaceCues
from wphf_extract.components.uncapitalized import UncapitalizedPlaces
from wphf_extract.folding import fold
from wphf_extract.ownrules import OwnRules
from wphf_extract.trace import Trace

__all__ = ["PlaceReader"]

_QUOTED = regex.compile(r"“[^“”\s]*[^\S\n][^“”\n]*”|\"\p{Lu}[^\"\s]*[^\S\n][^\"\n]*\"")
_SMALL_BEHIND = regex.compile(r"[ \u00a0](\p{Ll}+)\b")
_APPOSED = Cue("bracket", "in", None, "")
_FLED = Cue("fled", "in", None, "")


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
        # to the pattern of runs an underscore is a letter: it is hidden from it, and all offsets stay
        self._run_text = text.replace("_", "\0")
        self._cues = cues
        self._names = own.names
        gazetteer = own.gazetteer
        self._judge = PlaceJudge(cues, gazetteer, self._names)
        self._runs = RunCutter(text, cues, gazetteer, self._judge)
        self._uncapitalized = UncapitalizedPlaces(text, cues, gazetteer)
        self._lookup = PlaceLookup(cues, gazetteer)
        self._trace = trace
        self._fled_end = -1  # of the last name of a place that people left
        self._led: Cue | None = None  # how a field leads to all names in it that nothing else leads to
        self._short: set[str] = set()  # first words of the names of organisations
        self._carrier = False  # in a field of names, what is no name says where they are
        self._titled = False  # all words of a title have capitals: only places of the country count there

    def read(
        self, parts: Sequence[Field], names: Sequence[tuple[int, int]], country: str | None
    ) -> list[dict[str, Any]]:
        """Returns the locations of a description, each once.

        Args:
            parts: the fields of the description that may hold places; one that is no list of fields is one text.
            names: names of organisations, in which no place counts.
            country: ISO 3166-1 alpha-3 of the description.
        """
        self._short = {self._text[start:end].split(" ", 1)[0] for start, end in names}
        found = [place for part in parts for place in self._read_part(part, names, country)]
        self._lookup.resolve(found, country)
        return _once(found)

    def _read_part(self, part: Field, names: Sequence[tuple[int, int]], country: str | None) -> list[dict[str, Any]]:
        """The places of one field, not yet resolved."""
        start, end = part.start, part.end
        masked = [*names, *self._quoted(start, end)]
        found: list[dict[str, Any]] = []
        self._fled_end = -1
        located = part.role == "location"
        self._led = Cue("list", "in", self._cues.kinds.get(part.label.casefold()), part.label) if located else None
        self._titled = part.role == "title"
        self._carrier = part.role in ("organization", "partner")
        for run in self._cues.run.finditer(self._run_text, start, end):
            run_start, run_end = run.span()
            if _overlaps(run_start, run_end, masked):
                if self._trace:
                    in_name = _overlaps(run_start, run_end, names)
                    self._trace.add("locations", run_start, run_end, "in_name" if in_name else "in_quotes")
                continue
            for first, last, kind in self._runs.names(run_start, run_end, country):
                place = self._place(first, last, kind, start, end, country, found)
                if place is not None:
                    found.append(place)
        if country:
            self._uncapitalized.add(found, start, end, country)
        self._share_kinds(found, end)
        return found

    def _quoted(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Titles in quotes: nothing in them is a place of the project."""
        if self._text.find("“", start, end) >= 0 or self._text.find('"', start, end) >= 0:
            yield from (m.span() for m in _QUOTED.finditer(self._text, start, end))

    def _place(
        self,
        first: int,
        last: int,
        kind: str | None,
        start: int,
        end: int,
        country: str | None,
        found: Sequence[dict[str, Any]],
    ) -> dict[str, Any] | None:
        """The name `[first, last)` as a place, or None."""
        feature = _SMALL_BEHIND.match(self._text, last, end)
        if feature and feature.group(1) in self._cues.features:  # *the Chin hills*
            last, kind = feature.end(), kind or feature.group(1)
        first, own = self._runs.with_small_word(first, last, start, country)
        name = self._text[first:last]
        why = self._judge.never(name)
        if why:
            self._reject(first, last, why)
            return None
        before = words_before(self._text, first, start)
        cue = self._cue(first, before, found)
        if cue.strength == "fled":  # where people come from, and what is listed with it
            self._fled_end = last
            self._reject(first, last, "fled", cue.word)
            return None
        if not own and (self._titled or name in self._short):  # *Isha’s clinic* belongs to the Isha Association
            self._reject(first, last, "unknown" if self._titled else "in_name")
            return None
        behind = words_behind(self._text, last, end)
        cue = self._cue_of_place(cue, before, behind, opens=first == start)
        kind = kind or kind_behind(behind, self._cues) or cue.kind
        why = self._judge.against(name, cue, kind, country, own, behind)
        if not why and is_document(before, behind, self._cues, self._names):
            why = "document"
        if why:
            self._reject(first, last, why, cue.word)
            return None
        if self._trace:
            self._trace.led_by[first] = cue.word
        strength = cue.strength if cue.strength != "none" or not kind else "kind"
        return {
            "name": name,
            "kind": kind,
            "relation": cue.relation,
            "start": first,
            "end": last,
            "rule": f"place.{strength}",
        }

    def _reject(self, first: int, last: int, why: str, word: str = "") -> None:
        """Decides against a name."""
        if self._trace:
            self._trace.add("locations", first, last, why, word)

    def _cue(self, at: int, before: Sequence[str], found: Sequence[dict[str, Any]]) -> Cue:
        """How a name is led to: it goes on a list, or by the words before it."""
        if self._fled_end >= 0 and is_list_between(self._text, self._fled_end, at, self._cues):
            return _FLED
        if found and is_list_between(self._text, found[-1]["end"], at, self._cues):
            return Cue("list", found[-1]["relation"], None, "")
        return cue_before(before, self._cues)

    def _cue_of_place(self, cue: Cue, before: Sequence[str], behind: Sequence[str], *, opens: bool) -> Cue:
        """The same, where the field, or where the name stands in it, may lead to it better than words do; `opens`:
        the name begins the field."""
        if self._led is not None and cue.strength in ("none", "weak", "bracket"):
            return self._led
        if cue.strength != "none":
            return cue
        before_dash = opens and behind[:1] and behind[0] in self._cues.words["opening"]
        apposed = before[-1:] == behind[:1] == [","]
        # *Samoa – Alpha …*, *Alpha (AL), Samoa, on a project …*
        return _APPOSED if before_dash or apposed or self._carrier else cue

    def _share_kinds(self, found: Sequence[dict[str, Any]], end: int) -> None:
        """*Gao, Kidal and Ségou regions*: a plural kind behind a list is the kind of all of it."""
        shared = False
        for this, before in pairwise(reversed(found)):
            if this["rule"] != "place.list" or not this["kind"] or before["kind"]:
                shared = False
                continue
            behind = words_behind(self._text, this["end"], end)
            shared = shared or (bool(behind) and behind[0].casefold() != this["kind"])
            if shared:
                before["kind"] = this["kind"]


def _once(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: set[str] = set()
    kept = []
    for place in found:
        key = fold(place["name"])
        if key not in seen:
            kept.append(place)
        seen.add(key)
    return kept


def _overlaps(start: int, end: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in stretches)
