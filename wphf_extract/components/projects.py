"""`wphf_projects`: which stretches of a page are programme descriptions, under which heading, and what the
page says of itself (its country, and how many partners it counts).

How it decides. Each line is read for cues: a name followed by *on a project …*, a name followed by a verb, a name
alone. Lines with the same bullet that stand together are a list, and a list is taken or left as a whole: where
three in ten of its items carry a project clause, all are descriptions. Lines without a bullet must speak for
themselves, or stand where the page says that its partners come next. Lines that together are one description of
fields (see `labelled`, `tabular`, `headed`) are read as such before all else. Where nothing is found and the page
tells of one organisation's project, the whole page is one description.

Writes `doc._.wphf_projects` (a list of dicts: start, end, section, rule, country, fields), `doc._.wphf_page` (a dict:
country, declared_organizations, declared_projects) and `doc.spans["wphf_projects"]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import regex
from spacy.language import Language
from spacy.tokens import Doc

from wphf_extract.components.base import RuleComponent, SpanValues, text_of
from wphf_extract.components.countries import CountryFinder
from wphf_extract.components.fields import Labels
from wphf_extract.components.headed import merge_headed
from wphf_extract.components.labelled import merge_labelled
from wphf_extract.components.lines import CODES, Line, LineReader
from wphf_extract.components.tabular import read_tables
from wphf_extract.lexicon import words_of
from wphf_extract.numbers import number_reader
from wphf_extract.rules import RuleFile, read_rules
from wphf_extract.trace import Trace

__all__ = ["ProjectFinder"]

_LIST_SHARE = 0.3  # of a list's items that must carry a project clause for all to be descriptions
_NAMED_SHARE = 0.5  # of an announced list's items that must begin with a name
_NAMES_IN_A_ROW = 4  # lines of names alone that make a list
_SURE_SHARE = 0.6  # of these that must be organisations beyond doubt
_ITEM_WORDS = 6  # a list item without a name is a description from so many words on
_PARAGRAPH_WORDS = 12
_HEADING_WORDS = 12  # of a heading between items
_HEADLINE_WORDS = 4  # of the shortest sentence
_LONG_HEADLINE = 20
_COUNTED_WITHIN = 90  # characters between a number and the noun it counts
_NAMING = frozenset({"strong", "weak", "bare", "row"})
#: Codes of the cues by which lines are known that are no descriptions.
_TOLD_BY = {
    "heading": ("heading", "window", "partners"),
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
        countries = CountryFinder.shared().read(text, words, projects, doc._.wphf_source or {}, trace)
        for project, country in zip(projects, countries.of_projects, strict=True):
            project["country"] = country
        doc._.wphf_projects = projects
        doc._.wphf_page = {"country": countries.of_page, **page.declared()}
        return ((p["start"], p["end"], "project", p["rule"]) for p in projects)


class _PageChooser:
    """Chooses the descriptions among a page's lines."""

    def __init__(self, reader: LineReader, labels: Labels) -> None:
        self._reader = reader
        self._lines = merge_headed(reader, merge_labelled(reader, read_tables(reader, labels), labels))
        self._labelled = {n for n, line in enumerate(self._lines) if line.kind == "labelled"}

    def projects(self) -> list[dict[str, Any]]:
        """The descriptions of the page, in its order."""
        self._find_headings()
        listed = self._listed() | self._labelled
        taken = listed | self._unlisted(bool(listed))
        if not listed and len(taken) < 2 and not self._has_announced():
            return self._whole_page()
        section: str | None = None
        found = []
        for number, line in enumerate(self._lines):
            if number in taken:
                found.append(_project(line, (self._window(line) if line.fields else None) or section))
            elif line.kind == "heading":
                section = self._reader.text[line.block.start : line.block.end].rstrip(": ")
        return found

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

    def _find_headings(self) -> None:
        """A name without a marker between items of one list, and a number above items with another marker, are
        headings: *3. Leadership* above bullets."""
        before = ""
        for this, below in pairwise(self._lines):
            own, other = _marker_kind(this.block.marker), _marker_kind(below.block.marker)
            if other and own != other and own in ("", "1", "a") and self._could_head(this, below):
                named = self._reader.has_organization(*this.block[:2])
                if before == other or (own and not before and not named):
                    this.kind = "heading"
                    continue
            before = own or before

    def _could_head(self, line: Line, below: Line) -> bool:
        """A short line that is no sentence stands above an item that names somebody."""
        short = line.kind in ("bare", "text") and line.words <= _HEADING_WORDS
        return short and self._reader.text[line.block.end - 1] not in ".!?;," and below.kind in _NAMING

    def _listed(self) -> set[int]:
        """Items of the lists that are lists of descriptions."""
        taken: set[int] = set()
        for items, announced in self._lists():
            candidates = [n for n in items if self._lines[n].kind not in ("link", "intro")]
            kinds = [self._lines[n].kind for n in candidates]
            strong = kinds.count("strong") + kinds.count("row")
            named = strong + kinds.count("weak") + kinds.count("bare")
            if candidates and (
                strong >= _LIST_SHARE * len(candidates)
                or (announced and named >= _NAMED_SHARE * len(candidates))
                or self._are_organizations(candidates)
            ):
                taken |= {
                    n
                    for n in candidates
                    if self._lines[n].kind not in ("text", "fund") or self._lines[n].words >= _ITEM_WORDS
                }
        return taken

    def _lists(self) -> list[tuple[list[int], bool]]:
        """Runs of items with one kind of marker, and whether the page announced them; headings and links
        between items do not end a run."""
        runs: list[tuple[list[int], bool]] = []
        run: list[int] = []
        marker, announced = "", False
        for number, line in enumerate(self._lines):
            kind = "" if line.kind == "heading" else _marker_kind(line.block.marker)
            if kind and (not run or kind == marker):
                run.append(number)
                marker = kind
            elif kind or line.kind not in ("link", "heading"):
                runs.append((run, announced))
                run, marker = ([number], kind) if kind else ([], "")
            if not kind:
                announced = self._reader.announces_partners(line) or (announced and line.kind == "heading")
        runs.append((run, announced))
        return [(items, told) for items, told in runs if items]

    def _unlisted(self, has_lists: bool) -> set[int]:
        """Lines without a marker that are descriptions."""
        taken: set[int] = set()
        for region, announced in self._regions():
            if announced and not has_lists and self._is_narrative(region):
                taken |= self._narrative(region)
                continue
            taken |= self._names_alone(region)
            kinds = [self._lines[n].kind for n in region]
            for at, number in enumerate(region):
                around = {*kinds[max(at - 1, 0) : at], *kinds[at + 1 : at + 2]}
                if self._is_description(self._lines[number], announced, around, has_lists):
                    taken.add(number)
        return taken

    def _names_alone(self, region: Sequence[int]) -> set[int]:
        """Lines in a row that are names and nothing else are a list of partners, though nothing announces them, if
        most of them are organisations beyond doubt."""
        taken: set[int] = set()
        for kind, group in groupby(region, key=lambda n: self._lines[n].kind):
            run = list(group)
            if kind == "bare" and self._are_organizations(run):
                taken.update(run)
        return taken

    def _are_organizations(self, lines: Sequence[int]) -> bool:
        """So many lines are names of organisations beyond doubt that they are a list of partners."""
        named = [n for n in lines if self._lines[n].kind in ("bare", "weak")]
        sure = sum(self._reader.has_organization(*self._lines[n].block[:2]) for n in named)
        return len(lines) >= _NAMES_IN_A_ROW and sure >= _SURE_SHARE * len(lines)

    def _regions(self) -> Iterator[tuple[list[int], bool]]:
        """Lines without a marker, from one section of the page to the next, and whether the page said that its
        partners come there. The names of funding windows part no regions."""
        region: list[int] = []
        announced = False
        before: Line | None = None
        for number, line in enumerate(self._lines):
            if line.block.marker or line.kind in ("link", "labelled", "header"):
                continue
            if line.kind == "heading" and self._continues_names(line, before):
                line.kind, line.rule = "bare", "bare.name"
            announces = line.kind in ("heading", "intro") and self._reader.announces_partners(line)
            known = line.kind in ("heading", "intro") and self._reader.cue("heading", *line.block[:2])
            if announces or known:
                yield region, announced
                region, announced = [], announces
            else:
                region.append(number)
            before = line
        yield region, announced

    def _is_narrative(self, region: Sequence[int]) -> bool:
        """The paragraphs of an announced region tell, most of them, of an organisation and what it does."""
        lines = [self._lines[n] for n in region]
        telling = sum(map(self._tells, lines))
        names = sum(line.kind == "bare" for line in lines)
        return telling > names and telling >= _NAMED_SHARE * sum(map(self._is_paragraph, lines))

    def _narrative(self, region: Sequence[int]) -> set[int]:
        """Takes such a region as a whole, up to the last line that tells of an organisation, and the first
        paragraph under each of its headings; a name alone is a heading there."""
        last = max(n for n in region if self._tells(self._lines[n]))
        taken: set[int] = set()
        for before, number in zip((None, *region), region, strict=False):
            line = self._lines[number]
            headed = before is not None and self._lines[before].kind == "heading"
            if line.kind == "bare" and not self._reader.has_short_form(*line.block[:2]):
                line.kind = "heading"
            elif self._tells(line) or (
                self._is_paragraph(line) and (number < last or headed or self._reader.presents(*line.block[:2]))
            ):
                taken.add(number)
                if line.kind == "text":
                    line.kind, line.rule = "told", "told.paragraph"
        return taken

    @staticmethod
    def _tells(line: Line) -> bool:
        """The line names an organisation and what it does."""
        return line.kind in ("strong", "row", "told") or (line.kind == "weak" and line.has_organization)

    def _is_paragraph(self, line: Line) -> bool:
        return self._tells(line) or (line.kind in ("weak", "text") and line.words >= _PARAGRAPH_WORDS)

    def _continues_names(self, line: Line, before: Line | None) -> bool:
        """A line of capitalised words right below a name is a name too, and no heading."""
        known = any(self._reader.cue(code, *line.block[:2]) for code in ("heading", "window", "partners"))
        return before is not None and before.kind == "bare" and not line.block.gap and not known

    @staticmethod
    def _is_description(line: Line, announced: bool, around: set[str], has_lists: bool) -> bool:
        """Whether a line without a marker is one, by its kind, where it stands and what its neighbours are."""
        if line.kind == "strong":
            return True
        if line.kind == "row":
            return announced or "row" in around
        if line.kind == "weak":
            return announced and line.has_organization
        if line.kind == "bare":
            return announced and not has_lists and bool(around & {"bare", "weak", "strong"})
        return line.kind == "told" and announced and not has_lists

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
        if not (clause or story):
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
        for line in self._lines:
            start, end = line.block.start, line.block.end
            if line.block.marker or not self._reader.cue("declared", start, end):
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


def _project(line: Line, section: str | None) -> dict[str, Any]:
    return {
        "start": line.block.start,
        "end": line.block.end,
        "section": section,
        "rule": line.rule or "list.item",
        "cue": line.cue,
        "told": line.kind == "told",
        "fields": [list(part) for part in line.fields],
    }


def _marker_kind(marker: str) -> str:
    """Numbers and letters count as one kind each; other marks are their own."""
    if not marker:
        return ""
    core = marker.strip("().")
    return "1" if core.isdigit() else "a" if core.isalpha() else marker[0]


@Language.factory(
    "wphf_projects",
    default_config={"rules": None},
    assigns=["doc.spans", "doc._.wphf_projects", "doc._.wphf_page"],
)
def make_projects(nlp: Language, name: str, rules: str | None) -> ProjectFinder:
    """Makes the component; see `ProjectFinder`."""
    return ProjectFinder(name, rules)
