"""Where a rule stands: the file and line behind each rule id that records carry, and behind words that decide.

Phrase rules, and words of lists, stand in rule files; the user's own count before those of the model. What the code
itself knows (how a head is read, how a list of places goes on) has no line: it is told in docs/decides.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.language import Language

from wphf_extract.components.base import rule_components
from wphf_extract.language.folding import fold
from wphf_extract.rules.ownrules import lists_of
from wphf_extract.rules.rulefiles import RuleFile
from wphf_extract.rules.tomltext import Spot, TomlText

__all__ = ["RuleIndex", "RuleRef"]

Path = tuple[str, ...]

_DOCS = "docs/decides.md"
#: What the code knows, by rule id: the section of the docs, and what the rule says.
_STRUCTURAL = {
    "list.item": ("projects", "an item of a list that is a list of descriptions"),
    "row.cells": ("projects", "cells between dashes, the first a name"),
    "bare.name": ("projects", "a name alone, among the partners"),
    "dash.name": ("projects", "a name, a dash and what it does"),
    "labelled.block": ("projects", "labelled lines, of which one names an organisation"),
    "labelled.headed": ("projects", "an item of a list that begins with a name and a full stop"),
    "labelled.item": ("projects", "an item of a list that begins with a label for who carries the project"),
    "labelled.row": ("projects", "a row of a table whose header says what its cells are"),
    "labelled.nested": ("projects", "an item that is an organisation, and what stands below it"),
    "labelled.bracketed": ("projects", "an item or paragraph that ends with a name, in brackets or behind a dash"),
    "labelled.shared": ("projects", "sentences of a paragraph that several organisations share"),
    "labelled.stanza": ("projects", "a name in a line of its own, and the paragraph below"),
    "labelled.titled": ("projects", "titles, and the paragraph below, which names an organisation somewhere"),
    "line.recurring": ("projects", "a line that comes again and again, and parts descriptions"),
    "told.granted": ("projects", "the sum of a grant, and who gets it"),
    "told.carried_by": ("projects", "a project, told before the name of who carries it"),
    "told.name": ("projects", "a sentence that comes to a name"),
    "told.paragraph": ("projects", "a paragraph among those that tell of partners"),
    "page.whole": ("projects", "the page tells of one project"),
    "lead.head": ("organisations", "the name that begins the description"),
    "lead.subject": ("organisations", "whom the first sentence is about, where nobody is named beyond doubt"),
    "lead.behind_title": ("organisations", "the name behind the title, in quotes, that begins the description"),
    "lead.told": ("organisations", "the first organisation that the text names beyond doubt"),
    "member.head": ("organisations", "the name that a field of partners begins with"),
    "member.in_brackets": ("organisations", "a name in the brackets behind the consortium's"),
    "member.listed": ("organisations", "a further name of the same list"),
    "country.named": ("countries", "the country that most speaks for"),
    "place.strong": ("locations", "a word leads to the name"),
    "place.weak": ("locations", "a small word leads to the name, which is a known place"),
    "place.origin": ("locations", "*from* leads to the name"),
    "place.spoken": ("locations", "a place of the country, though a language could be meant"),
    "place.list": ("locations", "the name goes on a list of places"),
    "place.bracket": ("locations", "a known place in brackets, or between dashes or commas"),
    "place.kind": ("locations", "the name is called a region, district, camp …"),
    "place.none": ("locations", "a known place, which nothing leads to"),
    "place.uncapitalized": ("locations", "a place of the country, written without a capital"),
    "implied": ("targets", "a part of the number before it, or of those it speaks of"),
}


@dataclass(frozen=True, slots=True)
class RuleRef:
    """A rule, and where it stands.

    Attributes:
        rule: its id, as in records; for words of a list, the list.
        file: the rule file as the pipeline read it, or the section of the docs that tells of the rule.
        line: counted from 1; None where there is no line.
        says: what the rule says.
    """

    rule: str
    file: str | None
    line: int | None
    says: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{self.rule} ({where})" if where else self.rule


class RuleIndex:
    """Finds where the rules of a pipeline stand.

    Args:
        nlp: the pipeline.
    """

    def __init__(self, nlp: Language) -> None:
        self._components = rule_components(nlp)
        self._tomls = {pipe.folder: pipe.tomls() for pipe in self._components}
        self._books = [pipe.rules for pipe in self._components if isinstance(pipe.rules, RuleFile)]
        self.rule = cache(self._rule)
        self.word = cache(self._word)

    def _rule(self, rule: str, led_by: str = "") -> RuleRef:
        """Returns a rule by its id; `led_by`, of a place, is the word that leads to it."""
        if rule.startswith("count."):
            return self._count(rule)
        if led_by and (ref := self.word(("locations",), (("cues",), ("kinds",)), led_by)):
            return RuleRef(rule, ref.file, ref.line, f"“{led_by}” leads to the name")
        base = rule.removesuffix(".body")
        for book in self._books:
            if base in book.rules:
                return _ref(rule, book.spots[base], f"words that say {book.rules[base].code}")
        return _structural(rule, rule)

    def _count(self, rule: str) -> RuleRef:
        _, unit, noun = rule.split(".", 2)
        if noun == "implied":
            return _structural(rule, noun)
        found = self.word(("targets",), (("nouns", unit),), noun)
        says = f"“{noun}” counts {unit}"
        return RuleRef(rule, found.file, found.line, says) if found else RuleRef(rule, None, None, says)

    def _word(self, files: Path, tables: tuple[Path, ...], word: str) -> RuleRef | None:
        """Returns the list that holds a word.

        Args:
            files: names of the files to look through.
            tables: tables or lists of them to look through.
            word: the word; of a noun of several words its last one will do.
        """
        for whole in (True, False):
            for list_name, spot in self._members(files, tables, fold(word) or word, whole):
                return _ref(list_name, spot, f"“{word}” is in the list")
        return None

    def _members(self, files: Path, tables: Sequence[Path], form: str, whole: bool) -> Iterator[tuple[str, Spot]]:
        def fits(member: str) -> bool:
            member = member if whole else member.rpartition(" ")[2]
            return (fold(member) or member) == form

        for component in self._components:
            for own in (words for file in reversed(component.own.files) for words in file.words):
                if own.file in files and _below(own.path, tables):
                    name = ".".join((own.file, *own.path))
                    yield from ((name, own.spot.at("add", at)) for at, word in enumerate(own.add) if fits(word))
            for file, toml in self._tomls[component.folder].items():
                for path in lists_of(toml.data) if file in files else ():
                    if _below(path, tables):
                        name, words = ".".join((file, *path)), _inside(toml, path)
                        yield from ((name, toml.spot(*path, at)) for at, word in enumerate(words) if fits(word))


def _ref(rule: str, spot: Spot, says: str) -> RuleRef:
    return RuleRef(rule, spot.source, spot.line, says)


def _structural(rule: str, key: str) -> RuleRef:
    section, says = _STRUCTURAL.get(key, ("", key))
    return RuleRef(rule, f"{_DOCS}#{section}" if section else _DOCS, None, says)


def _below(path: Path, tables: Sequence[Path]) -> bool:
    return any(path[: len(table)] == table for table in tables)


def _inside(toml: TomlText, path: Path) -> Sequence[str]:
    value: Any = toml.data
    for key in path:
        value = value[key]
    return value  # type: ignore[no-any-return]
