"""`wphf_projects`: which stretches of a page are programme descriptions, under which heading, and what the
page says of itself (its country, and how many partners it counts).

How it decides. Each line is read for cues: a name followed by *on a project …*, a name followed by a verb, a name alone
(see `lines`). Lines that together are one description of fields (see `labelled`, `tabular`, `nested`, `headed`,
`bracketed`, `stanzas`), or parts of one paragraph (see `sharedparagraphs`), are read as such before all else, then come
lists (see `lists`) and lines without a bullet (see `regions`). Where nothing is found and the page tells of one
organisation's project, the whole page is one description.

Writes `doc._.wphf_projects` (a list of dicts: start, end, section, rule, country, fields; cue, where the project clause
begins; told, that who carries it stands further on; later components add consortium and uncounted),
`doc._.wphf_page` (a dict: country, declared_organizations, declared_projects) and `doc.spans["wphf_projects"]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex
from spacy.language import Language
from spacy.tokens import Doc

from wphf_extract.components.base import RuleComponent, SpanValues, text_of
from wphf_extract.components.fields import Labels
from wphf_extract.components.projects.bracketed import merge_bracketed
from wphf_extract.components.projects.carriersbelow import merge_carriers_below
from wphf_extract.components.projects.celllines import merge_cell_lines
from wphf_extract.components.projects.countries import CountryFinder
from wphf_extract.components.projects.headed import merge_headed
from wphf_extract.components.projects.labelled import merge_labelled
from wphf_extract.components.projects.linecues import CODES, HEADINGS
from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.projects.lists import could_head, find_headings, listed_items
from wphf_extract.components.projects.nested import merge_nested
from wphf_extract.components.projects.openings import are_of_many
from wphf_extract.components.projects.recurring import read_recurring
from wphf_extract.components.projects.regions import naming_paragraphs, unlisted_lines
from wphf_extract.components.projects.sharedparagraphs import split_shared
from wphf_extract.components.projects.stanzas import merge_stanzas
from wphf_extract.components.projects.tabular import read_tables
from wphf_extract.components.projects.themed import read_themed
from wphf_extract.components.projects.titledparagraphs import merge_titled
from wphf_extract.explanations.trace import Trace
from wphf_extract.language.numbers import number_reader
from wphf_extract.phrases.lexicon import words_of
from wphf_extract.rules.rulefiles import RuleFile, read_rules

__all__ = ["ProjectFinder", "make_projects"]

_TITLED_MORE = 0.8  # of the paragraphs with titles that must be found without these for them to be left alone
_HEADLINE_WORDS = 4  # of the shortest sentence
_LONG_HEADLINE = 20
_COUNTED_WITHIN = 90  # characters between a number and the noun it counts
#: Codes of the cues by which lines are known that are no descriptions.
_TOLD_BY = {
    "heading": HEADINGS,
    "intro": ("partners", "declared"),
    "link": ("link",),
    "fund": ("fund",),
}
_CLAUSE = regex.compile(r"[.;:,()]|\d")


@dataclass(frozen=True, slots=True)
class PageCues(RuleFile):
    """The rules of `cues.toml`, and the labels of fields."""

    labels: Labels


class ProjectFinder(RuleComponent):
    """Finds the programme descriptions of a page; see the module.

    Args:
        name: name in the pipeline.
        rules: folder with `cues.toml` and `labels.toml`; None takes the shipped model's.
    """

    folder = "wphf_projects"
    files = ("cues.toml", "labels.toml")

    def compile(self, texts: Mapping[str, str], where: str) -> PageCues:
        """Reads `cues.toml` and `labels.toml`."""
        rules = read_rules(texts["cues.toml"], f"{where}/cues.toml", CODES, self.own, "cues")
        labels = Labels.read(texts["labels.toml"], f"{where}/labels.toml")
        return PageCues(rules.rules, rules.spots, rules.book, labels)

    def annotate(self, doc: Doc) -> Iterator[SpanValues]:
        """Annotates one page, all but `doc.spans`; see `RuleComponent.annotate`."""
        words = words_of(doc)
        text = text_of(doc)
        rules: PageCues = self.rules
        page = _PageChooser(LineReader(text, rules, rules.book.find(words), self.own.names), rules.labels)
        projects = page.projects()
        trace: Trace | None = doc._.wphf_trace
        if trace is not None:
            page.write_down(trace, projects)
        finder = CountryFinder(self.own.names, self.own.gazetteer)
        countries = finder.read(text, words, projects, doc._.wphf_source or {}, trace)
        for project, country in zip(projects, countries.of_projects, strict=True):
            project["country"] = country
        doc._.wphf_projects = projects
        doc._.wphf_page = {"country": countries.of_page, **page.declared()}
        return ((p["start"], p["end"], "project", p["rule"]) for p in projects)


class _PageChooser:
    """Chooses the descriptions among a page's lines."""

    def __init__(self, reader: LineReader, labels: Labels) -> None:
        self._reader = reader
        read_recurring(reader, reader.lines)
        lines = merge_labelled(reader, merge_cell_lines(reader, read_tables(reader, labels), labels), labels)
        lines = merge_carriers_below(reader, lines)
        read_themed(reader, lines)
        lines = merge_nested(reader, lines)
        lines = merge_stanzas(reader, merge_bracketed(reader, merge_headed(reader, lines)))
        self._titled = merge_titled(reader, lines)
        self._lines = split_shared(reader, lines)
        self._taken: set[int] = set()  # lines that are descriptions
        self._labelled = _labelled(self._lines)

    def projects(self) -> list[dict[str, Any]]:
        """The descriptions of the page, in its order."""
        find_headings(self._reader, self._lines)
        listed = listed_items(self._reader, self._lines) | self._labelled
        taken = listed | unlisted_lines(self._reader, self._lines, has_lists=bool(listed))
        if not listed and len(taken) < _TITLED_MORE * len(titled := _labelled(self._titled)):
            self._lines, taken = self._titled, titled
        if not listed and len(taken) < 2:
            taken = naming_paragraphs(self._reader, self._lines) or taken
        if not listed and len(taken) < 2 and not self._has_announced():
            return self._whole_page()
        self._taken = taken
        section: str | None = None
        found = []
        for number, line in enumerate(self._lines):
            if number in taken:
                found.append(_project(line, (self._window(line) if line.fields else None) or section))
            elif line.kind == "heading" or self._heads(number):
                line.kind = "heading"
                section = self._reader.text[line.block.start : line.block.end].rstrip(": ")
        return found

    def _heads(self, number: int) -> bool:
        """A short line between empty lines, or above a description of fields, which names no organisation."""
        line, below = self._lines[number], self._lines[number + 1 : number + 2]
        if line.block.marker or not line.block.gap or not could_head(self._reader, line):
            return False
        alone = any(other.block.gap or other.kind == "labelled" for other in below)
        return alone and not self._reader.is_distinct(*line.block[:2])

    def write_down(self, trace: Trace, projects: Sequence[Mapping[str, Any]]) -> None:
        """Writes down which lines are no descriptions, and what they were taken for."""
        ends = {project["start"]: project["end"] for project in projects}
        last = 0
        for line in self._lines:
            start, end = line.block.start, line.block.end
            last = max(last, ends.get(start, 0))
            if start < last:
                continue
            hits = (self._reader.cue(code, start, end) for code in _TOLD_BY.get(line.kind, ()))
            hit = next(filter(None, hits), None)
            words = self._reader.text[hit.start : hit.end] if hit else ""
            trace.add("projects", start, end, f"line.{line.kind}", words, hit.rule if hit else line.rule)

    def _window(self, line: Line) -> str | None:
        """The funding window that a field of the description names."""
        return next((self._reader.text[part.start : part.end] for part in line.fields if part.role == "window"), None)

    def _has_announced(self) -> bool:
        """The page announces partners, and more than links follows."""
        at = next((n for n, line in enumerate(self._lines) if self._reader.announces_partners(line)), None)
        return at is not None and any(line.kind != "link" for line in self._lines[at + 1 :])

    def _whole_page(self) -> list[dict[str, Any]]:
        """A page that tells of one project is one description: from its first sentence to where the links begin."""
        lines = [n for n, line in enumerate(self._lines) if self._is_sentence(line)]
        links = [n for n, line in enumerate(self._lines) if line.kind == "link" and n > len(self._lines) / 2]
        lines = [n for n in lines if self._lines[n].kind != "link" and n < min(links, default=n + 1)]
        while lines and self._lines[lines[-1]].kind in ("intro", "fund"):
            lines.pop()  # what the fund says of itself below each of its news
        if not lines:
            return []
        start, end = self._lines[lines[0]].block.start, self._lines[lines[-1]].block.end
        kinds = {self._lines[n].kind for n in lines}
        clause = self._reader.cue("project", start, end) and kinds & {"told", "strong", "weak"}
        story = self._reader.cue("story", start, end) and kinds & {"told", "strong"}
        openings = filter(None, (self._reader.opening_name(*self._lines[n].block[:2]) for n in lines))
        if not (clause or story) or are_of_many(self._reader, list(openings)):
            return []
        block = self._lines[lines[0]].block._replace(end=end, marker="")
        return [_project(Line(block, "told", "page.whole"), None)]

    def _is_sentence(self, line: Line) -> bool:
        """No headline: it is long, or ends as sentences do."""
        return line.words >= _HEADLINE_WORDS and (
            line.words >= _LONG_HEADLINE or self._reader.text[line.block.end - 1] in '.!?”"'
        )

    # -- what the page counts --------------------------------------------------------------------

    def declared(self) -> dict[str, int | None]:
        """The page's own counts: the numbers before *projects* and *organizations* where it introduces them."""
        counts: dict[str, int | None] = {"declared_organizations": None, "declared_projects": None}
        for number_of_line, line in enumerate(self._lines):
            start, end = line.block.start, line.block.end
            described = line.block.marker or number_of_line in self._taken
            if described or not self._reader.cue("declared", start, end):
                continue
            for number in number_reader().find(self._reader.text, start, end):
                key = self._counted(number.end, min(number.end + _COUNTED_WITHIN, end))
                if key and counts[key] is None:
                    counts[key] = number.value
        return counts

    def _counted(self, start: int, end: int) -> str | None:
        """What a number counts, by the first noun of the clause behind it."""
        clause = _CLAUSE.search(self._reader.text, start, end)
        limit = clause.start() if clause else end
        projects = self._reader.cue("counted_projects", start, limit)
        organizations = self._reader.cue("counted_organizations", start, limit)
        if projects and (organizations is None or projects.start < organizations.start):
            return "declared_projects"
        return "declared_organizations" if organizations else None


def _labelled(lines: Sequence[Line]) -> set[int]:
    """The lines that are read as descriptions of fields."""
    return {n for n, line in enumerate(lines) if line.kind == "labelled"}


def _project(line: Line, section: str | None) -> dict[str, Any]:
    return {
        "start": line.block.start,
        "end": line.block.end,
        "section": section,
        "rule": line.rule or "list.item",
        "cue": line.cue,
        "told": line.kind in ("told", "text"),
        "fields": [list(part) for part in line.fields],
    }


@Language.factory(
    "wphf_projects",
    default_config={"rules": None},
    assigns=["doc.spans", "doc._.wphf_projects", "doc._.wphf_page"],
)
def make_projects(nlp: Language, name: str, rules: str | None) -> ProjectFinder:
    """Makes the component; see `ProjectFinder`."""
    return ProjectFinder(name, rules)
