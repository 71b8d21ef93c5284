"""The records: what is known of a page and of each programme description on it.

All offsets are 0-based, end-exclusive, in Unicode code points of the page's text. A record checks itself:
a value that does not read as its own words at its own offsets raises `GroundingError`.

`to_dict`, `from_dict`, `to_json` and `from_json` are those of `recordjson.py`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from wphf_extract.errors import GroundingError
from wphf_extract.recordjson import RecordJson

__all__ = [
    "SCHEMA_VERSION",
    "Activity",
    "ExtractionWarning",
    "Location",
    "Organization",
    "PageResult",
    "ProjectRecord",
    "Source",
    "Span",
    "Target",
    "page_key",
    "text_sha256",
]

SCHEMA_VERSION = "1.0"

Role = Literal["lead", "member", "other"]
Relation = Literal["in", "near"]
Qualifier = Literal["exact", "at_least", "at_most", "approximate"]
Unit = Literal["people", "households", "groups", "institutions", "areas", "items"]
Sex = Literal["female", "male", "mixed"]
Age = Literal["children", "youth", "adults", "older"]
WarningCode = Literal[
    "organization_count", "project_count", "no_organization", "uncounted_number", "no_project", "reading"
]


@dataclass(frozen=True, slots=True)
class Source(RecordJson):
    """Where a record comes from.

    Attributes:
        path: file the page was read from, or the name the caller gave.
        url: address of the page, where known.
        title: title of the page, where it has one.
        country: English name of the country the record is about.
        country_code: ISO 3166-1 alpha-3.
        language: ISO 639-1.
        sha256: of the page's text in UTF-8, hexadecimal.
    """

    path: str | None
    url: str | None
    title: str | None
    country: str | None
    country_code: str | None
    language: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Span(RecordJson):
    """A stretch of the page's text, `[start, end)`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise _no_stretch(self, "span")


@dataclass(frozen=True, slots=True)
class Organization(RecordJson):
    """An organisation named in a description; `acronym` is its bracketed short form."""

    name: str
    acronym: str | None
    role: Role
    start: int
    end: int
    rule: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.name):
            _refuse_name(self)


@dataclass(frozen=True, slots=True)
class Location(RecordJson):
    """A place where the project works.

    Attributes:
        name: as written, without its kind.
        kind: what the text calls it (region, district, camp …), or None.
        relation: `in` or `near`.
        country_code: ISO 3166-1 alpha-3; with the next four, None where the gazetteer lacks the place.
        geonames_id: id in geonames.org.
        latitude: degrees north, WGS 84.
        longitude: degrees east, WGS 84.
        admin1: first-level division it lies in.
    """

    name: str
    kind: str | None
    relation: Relation
    start: int
    end: int
    country_code: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    admin1: str | None
    rule: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.name):
            _refuse_name(self)


@dataclass(frozen=True, slots=True)
class Target(RecordJson):
    """A count of who or what a project reaches.

    Attributes:
        value: the number; the lower end of a range.
        value_max: the upper end of a range, else None.
        qualifier: `exact`, `at_least`, `at_most` or `approximate`.
        unit: what is counted.
        population: the words that say who.
        sex: of the people counted, where the words say.
        age: likewise.
        attributes: further marks of the people counted (displaced, survivor, widow …).
        included_in: index of the target of this record that this one is a part of, else None.
    """

    value: int
    value_max: int | None
    qualifier: Qualifier
    unit: Unit
    population: str
    sex: Sex | None
    age: Age | None
    attributes: tuple[str, ...]
    included_in: int | None
    start: int
    end: int
    rule: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise _no_stretch(self, f"target {self.value}")


@dataclass(frozen=True, slots=True)
class Activity(RecordJson):
    """An activity type that a description names; the codes are the model's taxonomy."""

    code: str
    start: int
    end: int
    rule: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise _no_stretch(self, f"activity {self.code}")


@dataclass(frozen=True, slots=True)
class ProjectRecord(RecordJson):
    """One programme description.

    Attributes:
        record_id: 16 hexadecimal digits made of the description's text; stable across machines and edits
            of the rest of the page.
        schema_version: version of this shape.
        source: where the page comes from, and the country the record is about.
        section: nearest heading above the description, or None.
        span: where the description stands on the page.
        text: the page's text in `span`.
        is_consortium: the text calls the organisations a consortium.

    Raises:
        GroundingError: a value does not read as its own words at its own offsets.
    """

    record_id: str
    schema_version: str
    source: Source
    section: str | None
    span: Span
    text: str
    is_consortium: bool
    organizations: tuple[Organization, ...]
    locations: tuple[Location, ...]
    targets: tuple[Target, ...]
    activities: tuple[Activity, ...]

    def __post_init__(self) -> None:
        start, end, text = self.span.start, self.span.end, self.text
        if len(text) != end - start:
            raise GroundingError(f"record {self.record_id}: span and text differ in length")
        # `quote` is asked only where something is wrong: its call costs more than the test
        values: tuple[Organization | Location, ...] = (*self.organizations, *self.locations)
        for named in values:
            inside = start <= named.start and named.end <= end
            if not inside or text[named.start - start : named.end - start] != named.name:
                raise GroundingError(
                    f"record {self.record_id}: {named.name!r} is not what stands at "
                    f"{named.start}–{named.end}: {self.quote(named)!r}"
                )
        for target in self.targets:
            inside = start <= target.start and target.end <= end
            if not inside or target.population not in text[target.start - start : target.end - start]:
                raise GroundingError(f"record {self.record_id}: {target.population!r} is not in {self.quote(target)!r}")
            if target.included_in is not None:
                self._check_whole(target, target.included_in)
        for activity in self.activities:
            if activity.start < start or activity.end > end:
                self.quote(activity)

    @property
    def lead(self) -> Organization | None:
        """Who leads the project; None where nobody is named."""
        return next((o for o in self.organizations if o.role == "lead"), None)

    def _check_whole(self, target: Target, index: int) -> None:
        if not 0 <= index < len(self.targets) or self.targets[index] is target:
            raise GroundingError(
                f"record {self.record_id}: {target.population!r} is included in target {index}: there is no other such"
            )

    def quote(self, value: Organization | Location | Target | Activity) -> str:
        """Returns the words that a value of this record stands on.

        Raises:
            GroundingError: the value lies outside the description.
        """
        if value.start < self.span.start or value.end > self.span.end:
            raise GroundingError(f"record {self.record_id}: {value.start}–{value.end} lies outside the description")
        return self.text[value.start - self.span.start : value.end - self.span.start]


@dataclass(frozen=True, slots=True)
class ExtractionWarning(RecordJson):
    """Something on a page that a person should look at; `[start, end)` says where."""

    code: WarningCode
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageResult(RecordJson):
    """What is known of a page.

    Attributes:
        source: where the page comes from, and its country.
        declared_organizations: the count of organisations the page states of itself, or None.
        declared_projects: likewise of projects.
        records: one a programme description, in the order of the page.
        warnings: what a person should look at.
    """

    source: Source
    declared_organizations: int | None
    declared_projects: int | None
    records: tuple[ProjectRecord, ...]
    warnings: tuple[ExtractionWarning, ...]


def page_key(source: Source) -> str:
    """Returns what tells a page from all others of a run: its path, else its address, else its text's digest."""
    return source.path or source.url or source.sha256


def text_sha256(text: str) -> str:
    """Returns the digest of a page's text that its `Source` carries."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# The checks themselves stand in `__post_init__`: a page has a hundred values, and a call costs more than they do.
def _no_stretch(value: Any, what: str) -> GroundingError:
    return GroundingError(f"{what}: {value.start}–{value.end} is no stretch of text")


def _refuse_name(value: Organization | Location) -> None:
    if not 0 <= value.start < value.end:
        raise _no_stretch(value, value.name)
    raise GroundingError(f"{value.name!r} is not as long as {value.start}–{value.end}")
