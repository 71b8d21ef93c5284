"""Checks a user's own rules by their own examples: what each must find, and what it must miss.

A phrase rule finds a text where one of its phrases does. A list of words finds a text where the field that it serves
is found there: a target of the list's unit (`targets.nouns`), with its mark (`sex`, `age`, `attributes`,
`qualifiers`), any target (other lists of `targets`), a location, an organisation; a set finds it where a rule of the
set's file does. A place finds a text that names it, and is found there under its own coordinates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc

from wphf_extract.components.base import rule_components
from wphf_extract.phrases.lexicon import words_of
from wphf_extract.pipeline import load
from wphf_extract.resources import DEFAULT_MODEL
from wphf_extract.rules.ownfiles import Rules, rule_texts
from wphf_extract.rules.ownrules import read_own
from wphf_extract.rules.owntables import BOOKS, OwnPlace, OwnWords
from wphf_extract.rules.rulefiles import RuleFile
from wphf_extract.rules.tomltext import Spot

__all__ = ["check_rules"]

#: The component that reads each file of the model.
_COMPONENTS = {
    "cues": "wphf_projects",
    "connectors": "wphf_organizations",
    "names": "wphf_organizations",
    "locations": "wphf_locations",
    "targets": "wphf_targets",
    "activities": "wphf_activities",
}
_MARKS = ("nouns", "sex", "age", "attributes", "qualifiers")

#: Gives the words that a rule finds in a text.
Finder = Callable[[str], list[str]]


def check_rules(rules: Rules, *, model: str | Path = DEFAULT_MODEL) -> tuple[list[str], int]:
    """Tries the examples of own rules.

    Args:
        rules: one file or several; see `wphf_extract.load`.
        model: name or folder of the model that they extend.

    Returns:
        A sentence for each example that fails and each rule that lacks one, and how many examples were tried.

    Raises:
        RuleError: the rules break their format.
        ModelError: there is no such model, or it is broken.
    """
    texts = rule_texts(rules)
    checker = _Checker(load(model, rules=texts))
    faults: list[str] = []
    count = 0
    for file in read_own(texts).files:
        for book in BOOKS:
            for entry, spot in file.rules[book]:
                spot = spot._replace(label=f"rule {entry['id']!r}")
                if checker.has_rule(book, entry["id"]):
                    count += _try(entry, spot, checker.phrases(book, entry["id"]), faults)
        for entry, spot in file.unless:
            spot = spot._replace(label=f"unless of rule {entry['rule']!r}")
            for book in filter(lambda name: checker.has_rule(name, entry["rule"]), BOOKS):  # in one, or switched off
                count += _try(entry, spot, checker.phrases(book, entry["rule"]), faults)
        for words in file.words:
            count += _try(words.entry, words.spot, checker.words(words), faults)
        for place in file.places:
            count += _try(place.entry, place.spot, checker.place(place), faults, needed=("finds",))
    return faults, count


def _try(
    entry: Mapping[str, Any],
    spot: Spot,
    find: Finder,
    faults: list[str],
    needed: Sequence[str] = ("finds", "misses"),
) -> int:
    """Tries the examples of one entry; returns how many there are."""
    lacking = [key for key in needed if not entry.get(key)]
    faults.extend(f"{spot}: no example: give a text under {key}" for key in lacking)
    for key in ("finds", "misses"):
        for at, text in enumerate(entry.get(key, ())):
            line = spot.at(key, at).line
            found = find(text)
            if key == "finds" and not found:
                faults.append(f"{spot}: finds nothing in {text!r} (line {line})")
            elif key == "misses" and found:
                faults.append(f"{spot}: must miss {text!r} (line {line}), but finds {', '.join(map(repr, found))}")
    return len(entry.get("finds", ())) + len(entry.get("misses", ()))


class _Checker:
    """Runs one component at a time, on a text that is one description."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._components = {component.folder: component for component in rule_components(nlp)}

    def has_rule(self, book: str, rule: str) -> bool:
        """The rule counts; a later file may have switched it off."""
        return rule in self._book(book).rules

    def phrases(self, book: str, rule: str | None) -> Finder:
        """Finds what a rule finds, or with None, what any rule of its file does."""

        def find(text: str) -> list[str]:
            doc = self._nlp.make_doc(text)
            hits = self._book(book).book.find(words_of(doc))
            return [text[hit.start : hit.end] for hit in hits if rule in (None, hit.key)]

        return find

    def words(self, words: OwnWords) -> Finder:
        """Finds what a list of words serves to find."""
        if words.file in BOOKS:
            return self.phrases(words.file, None)
        name = {"targets": "targets", "locations": "locations", "names": "organizations"}[words.file]

        def find(text: str) -> list[str]:
            values = self._values(_COMPONENTS[words.file], name, text, words.country)
            if words.path[0] in _MARKS:
                values = (value for value in values if _has_mark(value, *words.path))
            return [text[value["start"] : value["end"]] for value in values]

        return find

    def place(self, place: OwnPlace) -> Finder:
        """Finds a place by any of its names."""

        def find(text: str) -> list[str]:
            values = self._values("wphf_locations", "locations", text, place.country)
            own = (place.latitude, place.longitude)
            return [value["name"] for value in values if (value["latitude"], value["longitude"]) == own]

        return find

    def _book(self, book: str) -> RuleFile:
        return cast(RuleFile, self._components[_COMPONENTS[book]].rules)

    def _values(self, component: str, field: str, text: str, country: str | None) -> Iterator[dict[str, Any]]:
        """What a component finds in a text that is one description in a country."""
        doc = self._nlp.make_doc(text)
        doc._.wphf_page = {"country": country}
        found: Doc = cast(Callable[[Doc], Doc], self._components[component])(doc)
        for values in found._.get(f"wphf_{field}"):
            yield from values


def _has_mark(target: Mapping[str, Any], table: str, key: str) -> bool:
    """A target has what a list of words gives."""
    if table == "nouns":
        return bool(target["unit"] == key)
    if table == "attributes":
        return key in target["attributes"]
    if table == "qualifiers":
        return bool(target["qualifier"] == key.removesuffix("_behind"))
    return target[table] in (key, "mixed")
