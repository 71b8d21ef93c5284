"""Finds the places of one field: candidates, the words that lead to them, and their kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import regex

from wphf_extract.components.fields import CARRIERS, Field
from wphf_extract.components.locations.placecontext import (
    Cue,
    Strength,
    cue_before,
    is_document,
    is_list_between,
    kind_behind,
    kind_is_plural,
    words_before,
    words_behind,
)
from wphf_extract.components.locations.placejudge import PlaceJudge
from wphf_extract.components.locations.placeruns import RunCutter
from wphf_extract.components.locations.placewords import PlaceCues
from wphf_extract.components.targets.countednouns import POSSESSIVE
from wphf_extract.explanations.trace import Trace
from wphf_extract.names.namewords import NameWords

__all__ = ["FieldPlaces", "PlaceTools"]

_QUOTED = regex.compile(r"“[^“”\s]*[^\S\n][^“”\n]*”|\"\p{Lu}[^\"\s]*[^\S\n][^\"\n]*\"")
_MONEY = regex.compile(r"\p{Sc}")  # *US$*
_SMALL_BEHIND = regex.compile(r"[ \u00a0](\p{Ll}+)\b")
_LISTED = "place.list"  # the rule of places that go on a list
_APPOSED = Cue("bracket", "in", None, "")
_NO_PLACES = frozenset({"fled", "language"})  # why names are none, and what is listed with them


class PlaceTools(NamedTuple):
    """What places are found with; the same for all fields of a page.

    Attributes:
        text: the page's text.
        run_text: the same, as runs of capitalised words are sought in it.
        cues: the word lists.
        names: what names of organisations are made of.
        judge: says what can be a place.
        runs: cuts runs of capitalised words into names.
        trace: where to write down which names are no places, and why.
    """

    text: str
    run_text: str
    cues: PlaceCues
    names: NameWords
    judge: PlaceJudge
    runs: RunCutter
    trace: Trace | None


class FieldPlaces:
    """The places of one field, not yet resolved.

    Args:
        tools: of the page.
        field: where to look.
        names: names of organisations, in which no place counts.
        country: ISO 3166-1 alpha-3 of the description.

    Attributes:
        found: the places.
    """

    def __init__(self, tools: PlaceTools, field: Field, names: Sequence[tuple[int, int]], country: str | None) -> None:
        self.found: list[dict[str, Any]] = []
        self._tools = tools
        self._text = tools.text
        self._start, self._end = field.start, field.end
        self._names = names
        self._country = country
        self._short = {tools.text[start:end].split(" ", 1)[0] for start, end in names}  # first words of the names
        self._shared: set[int] = set()  # where names stand to which a kind in the plural leads
        #: where the last name ends that people left, or that means a language, and why it is no place
        self._unlisted: tuple[int, Strength] | None = None
        self._common: list[tuple[int, int]] = []  # names of the country's places that are common words
        #: how a field of places leads to all names in it that nothing else leads to
        self._led: Cue | None = None
        # *Kaga-Bandoro and Bria*: a title of nothing but places says where the project works
        listed = field.role == "title" and tools.judge.are_places(tools.text[field.start : field.end], country)
        if field.role == "location" or listed:
            self._led = Cue("list", "in", tools.cues.kinds.get(field.label.casefold()), field.label)
        # all words of a title have capitals: only places of the country count there
        self._titled = field.role == "title" and not listed
        self._carrier = field.role in CARRIERS  # what is no name there says where they are

    def find(self) -> None:
        """Finds what is written with a capital."""
        tools = self._tools
        masked = [*self._names, *self._quoted()]
        done = self._start
        for run in tools.cues.run.finditer(tools.run_text, self._start, self._end):
            start, end = run.span()
            if start < done:
                continue  # a part of the name before
            if _overlaps(start, end, masked):
                self._reject(start, end, "in_name" if _overlaps(start, end, self._names) else "in_quotes")
                continue
            for first, last, kind in tools.runs.names(start, end, self._country):
                done = max(done, last)
                place = self._place(first, last, kind)
                if place is not None:
                    self.found += [*self._listed_before(place), place]

    def _listed_before(self, place: Mapping[str, Any]) -> list[dict[str, Any]]:
        """*Damascus, Aleppo and As-Suwayda*: words of English that are places of the country are such where one goes on
        the list that they begin."""
        listed: list[dict[str, Any]] = []
        at = place["start"]
        while self._common and is_list_between(self._text, self._common[-1][1], at, self._tools.cues):
            at, end = self._common.pop()
            listed.append({**place, "name": self._text[at:end], "kind": None, "start": at, "end": end, "rule": _LISTED})
        self._common.clear()
        return listed[::-1]

    def share_kinds(self) -> None:
        """*Gao, Kidal and Ségou regions*, *the regions of Gao and Kidal*: a kind in the plural is that of a list."""
        for before, this in pairwise(self.found):
            if before["start"] in self._shared and not this["kind"] and self._is_listed(before, this):
                this["kind"] = before["kind"]
                self._shared.add(this["start"])
        shared = False
        for this, before in pairwise(reversed(self.found)):
            if (
                this["rule"] != "place.list"
                or not this["kind"]
                or (before["kind"] and before["start"] not in self._shared)
            ):
                shared = False
                continue
            shared = shared or self._has_plural_behind(this)
            if shared:
                before["kind"] = this["kind"]

    def _is_listed(self, before: Mapping[str, Any], this: Mapping[str, Any]) -> bool:
        """Nothing but commas and joiners stands between two places."""
        between = words_behind(self._text, before["end"], this["start"])
        return all(word in self._tools.cues.words["list"] for word in between)

    def _has_plural_behind(self, place: Mapping[str, Any]) -> bool:
        """The plural of its kind stands behind a place."""
        words = " ".join(words_behind(self._text, place["end"], self._end)[:2]).casefold()
        forms = (form for form in (words, words.partition(" ")[0]) if form in self._tools.cues.kinds)
        form = next(forms, "")
        return bool(form) and form != place["kind"] == self._tools.cues.kinds[form]

    def _quoted(self) -> Iterator[tuple[int, int]]:
        """Titles in quotes: nothing in them is a place of the project."""
        text, start, end = self._text, self._start, self._end
        if text.find("“", start, end) >= 0 or text.find('"', start, end) >= 0:
            yield from (m.span() for m in _QUOTED.finditer(text, start, end))

    def _place(self, first: int, last: int, kind: str | None) -> dict[str, Any] | None:
        """The name `[first, last)` as a place, or None."""
        cues, judge = self._tools.cues, self._tools.judge
        feature = _SMALL_BEHIND.match(self._text, last, self._end)
        if feature and feature.group(1) in cues.features:  # *the Chin hills*
            last, kind = feature.end(), kind or feature.group(1)
        if _MONEY.match(self._text, last):
            return self._reject(first, last, "currency")
        first, own = self._tools.runs.with_small_word(first, last, self._start, self._country)
        name = self._text[first:last]
        why = judge.never(name)
        if why and not (own and (" " in name or self._tools.runs.kind_behind_list(last))):
            return self._reject(first, last, why)  # but not *Islam Qala*, nor *the Somali region*
        before = words_before(self._text, first, self._start)
        cue = self._cue(first, before)
        if cue.strength in _NO_PLACES:  # and so is what is listed with it
            self._unlisted = last, cue.strength
            return self._reject(first, last, cue.strength, cue.word)
        if not own and ((self._titled and not cue.kind) or self._is_of_organization(name, last, cue)):
            return self._reject(first, last, "unknown" if self._titled else "in_name")
        behind = words_behind(self._text, last, self._end)
        cue = self._cue_of_place(cue, before, behind, opens=first == self._start)
        kind = kind or kind_behind(behind, cues) or self._kind_before(first, name, cue, before, behind)
        why = judge.against(name, cue, kind, self._country, own, behind)
        if why == "language" and own and not kind:
            of_list = self._tools.runs.kind_behind_list(last)  # *Amhara and Somali regions*, but no *communities*
            if of_list not in {cues.kinds.get(word) for word in cues.words["people"]}:
                kind = of_list
                self._shared.add(first)
                why = judge.against(name, cue, kind, self._country, own, behind)
        itself = not own and name.rpartition(" ")[2].casefold() in cues.documents  # *the Ségou Agreement*
        # *the Law on Shelters in Gao* is no law of Gao; *the Accord for Peace in Mali* is one of Mali
        listed = cue.strength == "list" or (before[-1:] and before[-1] in cues.words["in"])
        town = own and listed and not judge.is_country(name)
        if not why and (itself or is_document(() if town else before, behind, cues, self._tools.names)):
            why = "document"
        if why:
            if why == "people" or (why == "language" and behind and behind[0] in cues.words["people"]):
                self._drop_peoples(first)
            elif why == "language":
                self._unlisted = last, "language"
            elif why == "common" and own:
                self._common.append((first, last))
            return self._reject(first, last, why, cue.word)
        if self._tools.trace:
            self._tools.trace.led_by[first] = cue.word
        strength = cue.strength if cue.strength != "none" or not kind else "kind"
        rule = f"place.{strength}"
        return {"name": name, "kind": kind, "relation": cue.relation, "start": first, "end": last, "rule": rule}

    def _drop_peoples(self, at: int) -> None:
        """*the Bafuliiru, Banyamulenge and Barundi communities*: all that is listed before a people is one too, unless
        something leads to the list as to places."""
        kept = len(self.found)
        while kept and is_list_between(self._text, self.found[kept - 1]["end"], at, self._tools.cues):
            kept -= 1
            at = self.found[kept]["start"]
        if kept < len(self.found) and self.found[kept]["rule"] != "place.strong":
            for place in self.found[kept:]:
                self._reject(place["start"], place["end"], "people")
            del self.found[kept:]

    def _kind_before(self, first: int, name: str, cue: Cue, before: Sequence[str], behind: Sequence[str]) -> str | None:
        """The kind that a name is led to by. In the plural it is that of all places of a list, and where none follows
        that of the place's parts, as it always is before countries (*regions of Mali and Niger*)."""
        if not cue.kind or not kind_is_plural(before, self._tools.cues):
            return cue.kind
        if self._tools.judge.is_country(name):
            return None
        if not behind or behind[0].casefold() not in self._tools.cues.words["list"]:
            return None
        self._shared.add(first)
        return cue.kind

    def _is_of_organization(self, name: str, last: int, cue: Cue) -> bool:
        """*Isha’s clinic*, *Isha trains*: it is the Isha Union that is meant; but *in Isha* is a place."""
        led = cue.strength in ("strong", "list") and not self._text.startswith(POSSESSIVE, last)
        return name in self._short and not led

    def _reject(self, first: int, last: int, why: str, word: str = "") -> dict[str, Any] | None:
        """Decides against a name: writes down why it is no place, and returns none."""
        if self._tools.trace:
            self._tools.trace.add("locations", first, last, why, word)
        return None

    def _cue(self, at: int, before: Sequence[str]) -> Cue:
        """How a name is led to: it goes on a list, or by the words before it."""
        cues, found = self._tools.cues, self.found
        if self._unlisted is not None and is_list_between(self._text, self._unlisted[0], at, cues):
            if self._unlisted[1] == "fled" and before[-1] in cues.words["toward"]:
                return Cue("strong", "in", None, before[-1])  # *who fled Gao to Mopti*
            return Cue(self._unlisted[1], "in", None, "")
        if found and is_list_between(self._text, found[-1]["end"], at, cues):
            return Cue("list", found[-1]["relation"], cue_before(before, cues).kind, "")
        return cue_before(before, cues)

    def _cue_of_place(self, cue: Cue, before: Sequence[str], behind: Sequence[str], *, opens: bool) -> Cue:
        """The same, where the field, or where the name stands in it, may lead to it better than words do; `opens`:
        the name begins the field."""
        if self._led is not None and cue.strength in ("none", "weak", "bracket"):
            return self._led
        if cue.strength != "none":
            return cue
        opening, listing = (self._tools.cues.words[key] for key in ("opening", "list"))
        # *Samoa and Tonga – Alpha*
        after = next((word for word in behind if not (word in listing or word[0].isupper())), "") if opens else ""
        before_dash = after in opening
        apposed = before[-1:] == [","] and (not behind or behind[0] == "," or behind[0] in opening)
        # *Samoa – Alpha …*, *Alpha (AL), Samoa, on a project …*
        return _APPOSED if before_dash or apposed or self._carrier else cue


def _overlaps(start: int, end: int, stretches: Sequence[tuple[int, int]]) -> bool:
    for first, last in stretches:  # noqa: SIM110 - `any` takes twice as long, and this is asked of every capital
        if first < end and start < last:
            return True
    return False
