"""Pages as marks and links: what goes to an annotation tool, and what comes back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from wphf_extract.corrections.labels import family_of
from wphf_extract.errors import GroundingError
from wphf_extract.linking import Mention, link_organizations
from wphf_extract.reading.readingcopy import ReadingCopy
from wphf_extract.records import Location, PageResult, ProjectRecord, Target, text_sha256

__all__ = ["Link", "Mark", "Markup", "Task", "task_of"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A label on the stretch `[start, end)` of a page's text, in code points.

    Attributes:
        key: tells the mark from the others of its page.
        label: one of `wphf_extract.corrections.labels.labels()`.
        facts: what is said of it; a fact that has its usual value (`exact`, `in`, nothing) is left out.
    """

    key: str
    label: str
    start: int
    end: int
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def family(self) -> str:
        """The family of the label."""
        return family_of(self.label) or ""

    @property
    def stretch(self) -> tuple[str, int, int]:
        """What a mark is known by when its tool gave it a new key: family and place."""
        return self.family, self.start, self.end


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a type in `wphf_extract.corrections.labels.LINKS`, from one mark to another, by their keys."""

    type: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Task:
    """A page as marks.

    Attributes:
        name: of the page, without folder.
        text: the page's text.
        facts: what is said of the page; see `wphf_extract.corrections.labels.PAGE_FACTS`.
        marks: in any order.
        links: between them.
    """

    name: str
    text: str
    facts: Mapping[str, Any]
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Markup:
    """What a file of an annotation tool says of a page.

    Attributes:
        where: file and task, for messages.
        task: the page; labels that say more of a mark are still among its marks, and may be of any wording.
        exported: what `memory` of the exported task was, as the file kept it; None where it kept nothing.
        complete: the file's format has room for every fact, so that an absent one was taken away by a person.
        linked: the format has room for links, likewise.
    """

    where: str
    task: Task
    exported: Mapping[str, Any] | None
    complete: bool
    linked: bool


def task_of(page: PageResult, text: str) -> Task:
    """Returns a page as marks.

    Args:
        page: its records.
        text: its text.

    Raises:
        GroundingError: the records are not of this text.
    """
    if text_sha256(text) != page.source.sha256:
        raise GroundingError(f"{page.source.path}: the records were made of another text")
    marks = _Marks(page, text)
    facts = {
        "country": page.source.country_code,
        "declared_organizations": page.declared_organizations,
        "declared_projects": page.declared_projects,
    }
    return Task(
        name=PurePath(page.source.path or page.source.url or "page").name or "page",
        text=text,
        facts={name: value for name, value in facts.items() if value is not None},
        marks=tuple(marks.marks),
        links=tuple(marks.links),
    )


_MARKER = 8  # characters of the longest bullet or number before a heading


class _Marks:
    """Turns the records of a page into marks and links."""

    def __init__(self, page: PageResult, text: str) -> None:
        self._text = text
        self._read = ReadingCopy(text)  # sections and short forms are told as they read
        self.marks: list[Mark] = []
        self.links: list[Link] = []
        self._leads: list[tuple[Mention, str]] = []
        country = page.source.country_code
        self._countries = any(record.source.country_code != country for record in page.records)
        heading, last = None, 0
        self._top = page.records[0].span.start if page.records else 0
        for record in page.records:
            if record.section is not None and record.section != heading:
                heading = self._add_section(record.section, heading, last, record)
            last = record.span.end
            self._record(record)
        self._link_leads(page.records)

    def _add(self, label: str, start: int, end: int, **facts: Any) -> str:
        key = f"m{len(self.marks)}"
        said = {name: value for name, value in facts.items() if value is not None and value is not False}
        self.marks.append(Mark(key, label, start, end, said))
        return key

    def _add_section(self, section: str, heading: str | None, last: int, record: ProjectRecord) -> str | None:
        """Marks a section, which stands above its record, or which a field of the record names, or else above all of
        them, whose fields have named others since; returns which heading the records below have."""
        start, end = record.span.start, record.span.end
        above = self._read.last_place(section, last, start)
        within = self._read.last_place(section, start, end)
        if above and within and not self._is_line(*above):
            above = None  # *Filter by: Protection | Recovery* is a menu
        if above is None and within is None:
            above = self._read.last_place(section, 0, self._top)
        self._add("section", *(above or self._place(section, start, end, record)))
        return section if above else heading

    def _is_line(self, start: int, end: int) -> bool:
        """All of a line stands there, but for a bullet or a number before it, and a colon behind."""
        before = self._text[max(start - _MARKER - 1, 0) : start]
        return ("\n" in before or start <= _MARKER) and not self._text[end : end + 2].strip(": \r\n#*_")

    def _place(self, words: str, start: int, end: int, record: ProjectRecord) -> tuple[int, int]:
        place = self._read.last_place(words, start, end)
        if place is None:
            raise GroundingError(f"record {record.record_id}: {words!r} does not stand on the page where it should")
        return place

    def _record(self, record: ProjectRecord) -> None:
        span = record.span
        country = record.source.country_code if self._countries else None
        self._add("project", span.start, span.end, consortium=record.is_consortium, country=country)
        acronyms: dict[tuple[int, int], str] = {}
        for index, organization in enumerate(record.organizations):
            key = self._add(organization.role, organization.start, organization.end)
            if organization.role == "lead":
                self._leads.append((Mention(record.record_id, index), key))
            if organization.acronym:
                place = self._acronym(organization.acronym, organization.end, record)
                if place not in acronyms:
                    acronyms[place] = self._add("acronym", *place)
                self.links.append(Link("acronym_of", acronyms[place], key))
        for location in record.locations:
            self._add("location", location.start, location.end, **_location_facts(location))
        self._targets(record.targets)
        for activity in record.activities:
            self._add(f"activity:{activity.code}", activity.start, activity.end)

    def _acronym(self, acronym: str, behind: int, record: ProjectRecord) -> tuple[int, int]:
        """An acronym stands behind its name; failing that, it stands before it."""
        at = self._text.find(acronym, behind, record.span.end)
        if at >= 0:
            return at, at + len(acronym)
        before = self._text.rfind(acronym, record.span.start, behind)
        if before >= 0:
            return before, before + len(acronym)
        return self._place(acronym, record.span.start, record.span.end, record)

    def _targets(self, targets: Sequence[Target]) -> None:
        keys = [self._add(t.unit, t.start, t.end, **_target_facts(t)) for t in targets]
        for target, key in zip(targets, keys, strict=True):
            if target.included_in is not None:
                self.links.append(Link("part_of", key, keys[target.included_in]))

    def _link_leads(self, records: Sequence[ProjectRecord]) -> None:
        ids = link_organizations(records)
        groups: dict[str, list[str]] = defaultdict(list)
        for mention, key in self._leads:
            groups[ids[mention]].append(key)
        for keys in groups.values():
            self.links.extend(Link("same_organization", one, other) for one, other in pairwise(keys))


def _location_facts(location: Location) -> dict[str, Any]:
    known = location.latitude is not None and location.longitude is not None
    return {
        "relation": location.relation if location.relation != "in" else None,
        "kind": location.kind,
        "at": [location.latitude, location.longitude] if known else None,
    }


def _target_facts(target: Target) -> dict[str, Any]:
    return {
        "value": target.value,
        "value_max": target.value_max,
        "qualifier": target.qualifier if target.qualifier != "exact" else None,
        "population": target.population or None,
        "sex": target.sex,
        "age": target.age,
        "attributes": list(target.attributes) or None,
    }
