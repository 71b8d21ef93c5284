"""What a person marked, what was exported, and what the marked words say become one task again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wphf_extract.corrections.labels import FACTS, LINKS, fact_of
from wphf_extract.corrections.memory import Memory, hidden
from wphf_extract.corrections.tasks import Link, Mark, Markup, Task
from wphf_extract.errors import GoldError
from wphf_extract.records import text_sha256
from wphf_extract.resources import DEFAULT_MODEL, shared_gazetteer
from wphf_extract.rules.ownfiles import Rules, rule_texts
from wphf_extract.rules.ownrules import read_own

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Reader", "merge"]

_USUAL: Mapping[str, Any] = {"qualifier": "exact", "relation": "in", "optional": False, "consortium": False}


class Reader:
    """Reads the words of marks that a person set or moved.

    Args:
        model: name or folder of a model; it is opened when a count is to be read.
        rules: files of your own rules.

    Raises:
        RuleError: a file of rules cannot be read.
    """

    def __init__(self, model: str = DEFAULT_MODEL, rules: Rules | None = None) -> None:
        self._model = model
        self._rules = rule_texts(rules)

    @cached_property
    def _nlp(self) -> Language:
        from wphf_extract.pipeline import load

        return load(self._model, rules=self._rules)

    def facts(self, mark: Mark, words: str, country: str | None) -> dict[str, Any]:
        """Returns what the words of a mark say.

        Args:
            mark: the mark.
            words: its words.
            country: ISO 3166-1 alpha-3 of the page, for places.
        """
        if mark.family == "target":
            return self._count(words)
        if mark.family == "location":
            place = read_own(self._rules).gazetteer.lookup(words, country=country)
            if place is not None and place.latitude is not None and place.longitude is not None:
                return {"at": [place.latitude, place.longitude]}
        return {}

    def _count(self, words: str) -> dict[str, Any]:
        if "wphf_targets" not in self._nlp.pipe_names:
            return {}
        doc = self._nlp.get_pipe("wphf_targets")(self._nlp.make_doc(words))
        targets = [target for found in doc._.wphf_targets for target in found]
        if not targets:
            return {}
        told = {name: targets[0][name] for name in FACTS["target"] if name in targets[0]}
        told["attributes"] = list(told["attributes"])
        return {name: value for name, value in told.items() if value}


def merge(markup: Markup, reader: Reader) -> Task:
    """Makes a task of what came back from an annotation tool.

    Args:
        markup: what the file says.
        reader: reads the words of new marks.

    Returns:
        The task, every mark with all its facts.

    Raises:
        GoldError: a label is unknown or says more of a mark that is not there; a line a fault.
    """
    return _Merger(markup, reader).task()


class _Merger:
    """Merges one page; collects every fault before it complains."""

    def __init__(self, markup: Markup, reader: Reader) -> None:
        self._markup, self._reader = markup, reader
        self._text = markup.task.text
        self._faults: list[str] = []
        self._said: dict[tuple[int, int], dict[str, Any]] = defaultdict(dict)
        try:
            self._memory = Memory(markup.exported)
        except ValueError as error:
            raise GoldError(f"{markup.where}: {error}") from error

    def task(self) -> Task:
        """The page as one task."""
        markup, memory = self._markup, self._memory
        if memory.sha256 not in (None, text_sha256(self._text)):
            self._faults.append("its text is not the one that was exported: do not edit texts in the tool")
        named = [mark for mark in map(self._trimmed, markup.task.marks) if mark and self._names(mark)]
        facts = markup.task.facts if markup.complete else {**memory.page, **markup.task.facts}
        country = facts.get("country")
        if not (country is None or (isinstance(country, str) and country in shared_gazetteer().countries())):
            self._faults.append(f"the country of the page is {country!r}: write its code of three letters")
            country = None
        self._check_plain(facts, "of the page, ")
        marks = tuple([self._with_facts(mark, country) for mark in named])
        self._check_said(marks)
        links = [self._turned(link, marks) for link in markup.task.links] if markup.linked else memory.links(marks)
        if self._faults:
            raise GoldError("\n".join(f"{markup.where}: {fault}" for fault in self._faults))
        return Task(markup.task.name, self._text, facts, marks, tuple(links))

    def _trimmed(self, mark: Mark) -> Mark | None:
        """The mark without spaces at its ends."""
        words = self._text[mark.start : mark.end]
        if not 0 <= mark.start < mark.end <= len(self._text) or words.isspace():
            self._faults.append(f"label {mark.label!r} at {mark.start}–{mark.end} stands on no words")
            return None
        return replace(mark, start=mark.end - len(words.lstrip()), end=mark.start + len(words.rstrip()))

    def _names(self, mark: Mark) -> bool:
        """Says whether the label names a mark; one that says more of a mark is kept for it."""
        try:
            fact = fact_of(mark.label)
        except ValueError as error:
            self._faults.append(f"{self._quote(mark.start, mark.end)}: {error}")
            return False
        if fact is not None:
            name, value = fact
            if self._said[mark.start, mark.end].setdefault(name, value) != value:
                self._faults.append(f"{self._quote(mark.start, mark.end)}: two labels say what {name} is")
        return fact is None

    def _with_facts(self, mark: Mark, country: str | None) -> Mark:
        known = self._memory.facts(mark)
        facts: dict[str, Any] = {}
        if known is None:
            facts = self._reader.facts(mark, self._text[mark.start : mark.end], country)
        elif not self._markup.complete:
            facts = hidden(known)
        here = self._said.get((mark.start, mark.end), {})
        facts |= {**mark.facts, **{name: here[name] for name in FACTS[mark.family] if name in here}}
        self._check_plain(facts, f"{self._quote(mark.start, mark.end)}: ")
        return replace(mark, facts={n: v for n, v in facts.items() if v is not None and _USUAL.get(n) != v})

    def _check_plain(self, facts: Mapping[str, Any], where: str) -> None:
        """A fact is a text, a number or a truth value, or a list of such."""
        for name, value in facts.items():
            values = value if isinstance(value, list) else [value]
            if not all(isinstance(part, str | float | int | None) for part in values):
                self._faults.append(f"{where}{name} is {value!r}: a fact is a text or number, or a list of such")

    def _check_said(self, marks: Sequence[Mark]) -> None:
        can_be_said: dict[tuple[int, int], set[str]] = defaultdict(set)
        for mark in marks:
            can_be_said[mark.start, mark.end].update(FACTS[mark.family])
        for place, facts in self._said.items():
            self._faults.extend(
                f"{self._quote(*place)}: the label that says {name} = {value!r} needs, on the same words, a mark of "
                "which that can be said"
                for name, value in facts.items()
                if name not in can_be_said[place]
            )

    def _turned(self, link: Link, marks: Sequence[Mark]) -> Link:
        """A link the right way round, and with its type if the person gave none."""
        families = {mark.key: mark.family for mark in marks}
        ends = (families.get(link.source, "nothing"), families.get(link.target, "nothing"))
        for type_ in [link.type] if link.type in LINKS else LINKS:
            if ends == LINKS[type_]:
                return replace(link, type=type_)
            if ends[::-1] == LINKS[type_]:
                return Link(type_, link.target, link.source)
        self._faults.append(f"a link {link.type!r} from {ends[0]} to {ends[1]}: the links are {', '.join(LINKS)}")
        return link

    def _quote(self, start: int, end: int) -> str:
        return repr(self._text[start:end])
