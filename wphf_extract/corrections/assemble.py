"""A task as the tables of a gold file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wphf_extract.corrections.labels import PAGE_FACTS, activity_of
from wphf_extract.corrections.tasks import Mark, Task
from wphf_extract.errors import GoldError
from wphf_extract.gold.tables import LOCATION_KEYS, ORGANIZATION_KEYS, TARGET_KEYS
from wphf_extract.reading.readingcopy import ReadingCopy

__all__ = ["gold_data"]

_WORD = re.compile(r"\S+")
_WORDS = 3  # that `starts` and `ends` of a description have at least, where it has so many


def gold_data(task: Task) -> dict[str, Any]:
    """Returns the tables of a task's gold file; see `corpus/README.md`.

    Args:
        task: a page as marks.

    Raises:
        GoldError: a mark lies outside every description, descriptions overlap, or a count has no value; a line a fault.
    """
    return _Assembler(task).data()


class _Assembler:
    """Assembles one page; collects every fault before it complains."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._text = task.text
        self._read = ReadingCopy(task.text)  # records tell sections as they read
        self._faults: list[str] = []
        marks = sorted(task.marks, key=lambda mark: (mark.start, mark.end))
        self._projects = [mark for mark in marks if mark.family == "project"]
        self._sections = [mark for mark in marks if mark.family == "section"]
        self._within = self._sorted(marks)
        self._linked: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for link in task.links:
            self._linked[link.type][link.source].append(link.target)

    def data(self) -> dict[str, Any]:
        """The tables."""
        last = 0
        projects = []
        for project, marks in zip(self._projects, self._within, strict=True):
            if project.start < last:
                self._fault(project, "this description begins inside the one before it")
                continue
            if not _WORD.search(self._words(project)):
                self._fault(project, "this description has no word")
                continue
            projects.append(self._project(project, marks, last))
            last = project.end
        if self._faults:
            raise GoldError("\n".join(self._faults))
        page = {name: self._task.facts[name] for name in PAGE_FACTS if name in self._task.facts}
        groups = self._same_organizations()
        return {**page, **({"same_organizations": groups} if groups else {}), "project": projects}

    def _fault(self, mark: Mark, what: str) -> None:
        self._faults.append(f"{self._words(mark)[:60]!r} at {mark.start}: {what}")

    def _words(self, mark: Mark) -> str:
        return self._text[mark.start : mark.end]

    def _sorted(self, marks: Sequence[Mark]) -> list[list[Mark]]:
        """The marks of each description."""
        within: list[list[Mark]] = [[] for _ in self._projects]
        for mark in marks:
            if mark.family in ("project", "section"):
                continue
            for number, project in enumerate(self._projects):
                if _lies_in(mark, project):
                    within[number].append(mark)
                    break
            else:
                self._fault(mark, f"{mark.label!r} lies in no mark `project`; did the tool keep overlapping marks?")
        return within

    def _project(self, project: Mark, marks: Sequence[Mark], last: int) -> dict[str, Any]:
        of = {
            family: [mark for mark in marks if mark.family == family]
            for family in ("organization", "acronym", "location", "target", "activity")
        }
        data: dict[str, Any] = {
            "starts": self._starts(project, last),
            "ends": self._ends(project),
            "section": self._section(project),
            "country": project.facts.get("country"),
            "consortium": project.facts.get("consortium"),
            "activities": _codes(of["activity"], optional=False),
            "activities_optional": _codes(of["activity"], optional=True),
            "organizations": self._organizations(of["organization"], of["acronym"]),
            "locations": self._locations(of["location"]),
            "targets": self._targets(of["target"]),
        }
        return {name: value for name, value in data.items() if value not in (None, [], False)}

    def _starts(self, project: Mark, last: int) -> str:
        """The first words, as many as tell the place from all since the last description.

        Where all of a short description stands there before (as a heading, say), the words behind it tell.
        """
        ends = [project.start + end for end in _word_ends(self._text[project.start :])]
        for end in ends[min(_WORDS, len(_word_ends(self._words(project)))) - 1 :]:
            if self._text.find(words := self._text[project.start : end], last) == project.start:
                return words
        # a text that repeats itself to its end
        self._fault(project, "no words at its beginning tell it from what stands before: mark it from further up")
        return ""

    def _ends(self, project: Mark) -> str:
        """The last words, as many as stand nowhere before in the description."""
        text = self._words(project)
        starts = [match.start() for match in _WORD.finditer(text)]
        return next(text[start:] for start in starts[-_WORDS::-1] or starts[:1] if text.find(text[start:]) == start)

    def _section(self, project: Mark) -> str | None:
        """What heads the project; a field of its own may name it, which then heads no other."""
        within = [mark for mark in self._sections if _lies_in(mark, project)]
        above = [
            mark
            for mark in self._sections
            if mark.start < project.start and not any(_lies_in(mark, other) for other in self._projects)
        ]
        headings = within or above
        return self._read.words(headings[-1].start, headings[-1].end) if headings else None

    def _organizations(self, organizations: Sequence[Mark], acronyms: Sequence[Mark]) -> list[dict[str, Any]]:
        short: dict[str, str] = {}
        for acronym in acronyms:
            for key in self._owners(acronym, organizations):
                if short.setdefault(key, self._words(acronym)) != self._words(acronym):
                    self._fault(acronym, f"a second acronym beside {short[key]!r}: link it to its own organisation")
        return [
            _table(ORGANIZATION_KEYS, o.facts, name=self._words(o), acronym=short.get(o.key), role=o.label)
            for o in organizations
        ]

    def _owners(self, acronym: Mark, organizations: Sequence[Mark]) -> list[str]:
        """The organisations that an acronym is linked to; without a link, the nearest before it, else behind it."""
        if linked := self._ends_of("acronym_of", acronym, organizations):
            return linked
        before = [o for o in organizations if o.start <= acronym.start]
        nearest = max(before, key=lambda o: o.end, default=organizations[0] if organizations else None)
        if nearest is None:
            self._fault(acronym, "an acronym in a description without an organisation")
            return []
        return [nearest.key]

    def _ends_of(self, type_: str, mark: Mark, here: Sequence[Mark]) -> list[str]:
        """The marks of the same description that a mark is linked to."""
        ends = self._linked[type_].get(mark.key, [])
        within = {other.key for other in here}
        if any(end not in within for end in ends):
            self._fault(mark, f"a link {type_} to another description")
        return [end for end in ends if end in within]

    def _locations(self, locations: Sequence[Mark]) -> list[dict[str, Any]]:
        """The places; one that is marked wherever it is named counts once."""
        first = {self._words(location): location for location in reversed(locations)}
        return [
            _table(LOCATION_KEYS, location.facts, name=self._words(location))
            for location in locations
            if first[self._words(location)] is location
        ]

    def _targets(self, targets: Sequence[Mark]) -> list[dict[str, Any]]:
        index = {target.key: number for number, target in enumerate(targets)}
        tables = []
        for target in targets:
            if "value" not in target.facts:
                self._fault(target, "no number can be read here: say it (the number itself, or a label value:40)")
            wholes = self._ends_of("part_of", target, targets)
            if len(wholes) > 1:
                self._fault(target, "a part of two counts; leave one of the links")
            whole = index[wholes[0]] if wholes else None
            values = {"quote": self._words(target), "unit": target.label, "included_in": whole}
            tables.append(_table(TARGET_KEYS, target.facts, **values))
        return tables

    def _same_organizations(self) -> list[list[int]]:
        """Groups of descriptions whose leads are linked, directly or through others."""
        lead_of = {
            mark.key: number for number, marks in enumerate(self._within) for mark in marks if mark.label == "lead"
        }
        groups = {number: {number} for number in lead_of.values()}
        for source, targets in self._linked["same_organization"].items():
            for target in targets:
                if source in lead_of and target in lead_of:
                    joint = groups[lead_of[source]] | groups[lead_of[target]]
                    groups.update(dict.fromkeys(joint, joint))
        found = {tuple(sorted(group)) for group in groups.values() if len(group) > 1}
        return [list(group) for group in sorted(found)]


def _word_ends(text: str) -> list[int]:
    return [match.end() for match in _WORD.finditer(text)]


def _codes(activities: Sequence[Mark], *, optional: bool) -> list[str]:
    return list(dict.fromkeys(activity_of(a.label) for a in activities if a.facts.get("optional", False) == optional))


def _lies_in(mark: Mark, project: Mark) -> bool:
    return project.start <= mark.start and mark.end <= project.end


def _table(keys: Iterable[str], facts: Mapping[str, Any], **values: Any) -> dict[str, Any]:
    """A table of a gold file: its keys in their order, without those that have nothing to say."""
    said = {**values, **facts}
    return {key: said[key] for key in keys if said.get(key) is not None}
