"""What the report shows of records, put together for its template: pages, projects, values, bars."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wphf_extract.failures import PageFailure
from wphf_extract.reached import people
from wphf_extract.records import ExtractionWarning, PageResult, ProjectRecord, page_key, text_sha256
from wphf_extract.report.maps import PlaceMap, place_map
from wphf_extract.report.marks import Evidence, Piece, pieces
from wphf_extract.resources import shared_gazetteer
from wphf_extract.taxonomy import Taxonomy
from wphf_extract.totals import PlaceTotal, Presence, Tally, Totals, places, ranked, totals, who_works_where

__all__ = ["Bar", "Chart", "PageView", "ProjectView", "ReportView", "ValueView", "report_view"]

_FIELDS = {"organizations": "organization", "locations": "location", "targets": "target", "activities": "activity"}
_MOST_BARS = 12  # of countries or regions; the others are folded away
_EMPTY_LINE = re.compile(r"\n\s*\n")
_WORD, _NO_WORD = re.compile(r"\w"), re.compile(r"\W")


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a record, or a warning about it: `item` is that value, `quote` the words it stands on."""

    anchor: str
    kind: str
    item: Any
    quote: str


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A record: its values in the order of the text, and the text in pieces."""

    anchor: str
    record: ProjectRecord
    values: list[ValueView]
    pieces: list[Piece]
    people: int | None

    @property
    def codes(self) -> list[str]:
        """The activity codes, each once, in the order of the text."""
        return list(dict.fromkeys(activity.code for activity in self.record.activities))

    @property
    def population_keys(self) -> list[str]:
        """What is known of the people and others counted: sexes, ages, marks; each once."""
        found = (key for t in self.record.targets for key in (t.sex, t.age, *t.attributes) if key)
        return list(dict.fromkeys(found))

    def of(self, kind: str, *roles: str) -> list[ValueView]:
        """The values of a kind; of organisations, those with a role."""
        return [v for v in self.values if v.kind == kind and (not roles or v.item.role in roles)]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page: what is known of it, and its projects, with the paragraphs around them where its text is at hand."""

    anchor: str
    name: str
    page: PageResult
    totals: Totals
    map: PlaceMap | None
    flow: list[ProjectView | list[str]]
    projects: list[ProjectView]
    warnings: list[tuple[ExtractionWarning, str | None]]

    @property
    def warning_count(self) -> int:
        """How many warnings there are."""
        return len(self.warnings)


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart: a code (None for what no text says), its count, and the count's share of the largest."""

    key: str | None
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of a chart, and those of many that are folded away."""

    bars: list[Bar]
    folded: list[Bar]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report: figures of all pages, and the names of the codes that it shows."""

    pages: list[PageView]
    projects: list[ProjectView]
    failures: list[PageFailure]
    totals: Totals
    map: PlaceMap | None
    charts: dict[str, Chart]
    places: list[PlaceTotal]
    activity_codes: list[str]
    population_keys: list[str]
    names: Mapping[str, str]
    countries: Mapping[str, str]
    impact_areas: Mapping[str, str]


def report_view(
    pages: Sequence[PageResult],
    failures: Iterable[PageFailure],
    texts: Iterable[str],
    types: Taxonomy,
) -> ReportView:
    """Puts a report together.

    Args:
        pages: what to show, in this order.
        failures: pages that gave nothing.
        texts: texts of pages, as far as they are at hand.
        types: the activity types, for names; codes that it lacks are shown as they are.
    """
    records = [record for page in pages for record in page.records]
    seen: Counter[str] = Counter()
    known = {text_sha256(text): text for text in texts}
    shown = [_page(number, page, known.get(page.source.sha256), types, seen) for number, page in enumerate(pages)]
    projects = [project for page in shown for project in page.projects]
    sums, found = totals(records, types), places(records)
    return ReportView(
        pages=shown,
        projects=projects,
        failures=list(failures),
        totals=sums,
        map=place_map(found),
        charts=_charts(sums, records),
        places=found,
        activity_codes=sorted({code for project in projects for code in project.codes}),
        population_keys=_in_order(key for project in projects for key in project.population_keys),
        names={code: kind.name for code, kind in types.activities.items()},
        countries={code: country.name for code, country in shared_gazetteer().countries().items()},
        impact_areas=types.impact_areas,
    )


# -- pages -------------------------------------------------------------------------------------------


def _page(number: int, page: PageResult, text: str | None, types: Taxonomy, seen: Counter[str]) -> PageView:
    projects = []
    for record in page.records:
        own = [w for w in page.warnings if _is_about(w, record)]
        seen[record.record_id] += 1
        projects.append(_project(record, own, seen[record.record_id]))
    return PageView(
        anchor=f"page-{number + 1}",
        name=page.source.title or page_key(page.source),
        page=page,
        totals=totals(page.records, types),
        map=place_map(places(page.records), {page.source.country_code}),
        flow=list(_flow(projects, text)),
        projects=projects,
        warnings=[(warning, _anchor_of(warning, projects)) for warning in page.warnings],
    )


def _is_about(warning: ExtractionWarning, record: ProjectRecord) -> bool:
    return record.span.start <= warning.start and warning.end <= record.span.end


def _anchor_of(warning: ExtractionWarning, projects: Iterable[ProjectView]) -> str | None:
    return next((project.anchor for project in projects if _is_about(warning, project.record)), None)


def _flow(projects: Sequence[ProjectView], text: str | None) -> Iterator[ProjectView | list[str]]:
    """The projects in the order of the page, and between them the paragraphs that belong to none."""
    at = 0
    for project in sorted(projects, key=lambda project: project.record.span.start):
        span = project.record.span
        if text is not None and (between := _paragraphs(text[at : span.start], project.record.section)):
            yield between
        yield project
        at = max(at, span.end)
    if text is not None and (behind := _paragraphs(text[at:], None)):
        yield behind


def _paragraphs(text: str, section: str | None) -> list[str]:
    """Paragraphs with a word in them; the heading that the next project shows anyway is left out."""
    found = [part.strip() for part in _EMPTY_LINE.split(text)]
    return [part for part in found if _WORD.search(part) and part != section]


# -- projects ----------------------------------------------------------------------------------------


def _project(record: ProjectRecord, warnings: Iterable[ExtractionWarning], occurrence: int) -> ProjectView:
    anchor = f"r-{_NO_WORD.sub('', record.record_id)}" + (f"-{occurrence}" if occurrence > 1 else "")
    values = [
        ValueView(f"{anchor}-{kind[0]}{number}", kind, item, record.quote(item))
        for name, kind in _FIELDS.items()
        for number, item in enumerate(getattr(record, name))
    ]
    base = record.span.start
    for number, warning in enumerate(warnings):
        words = record.text[warning.start - base : warning.end - base]
        values.append(ValueView(f"{anchor}-w{number}", "warning", warning, words))
    marked = [
        Evidence(v.item.start - base, v.item.end - base, v.kind, v.anchor)
        for v in values
        if v.item.end - v.item.start < len(record.text)  # a warning about the whole is no mark in it
    ]
    return ProjectView(anchor, record, values, pieces(record.text, marked), people(record))


def _in_order(keys: Iterable[str]) -> list[str]:
    """Keys, each once, those that are met most first."""
    return [key for key in ranked(Counter(keys)) if key]


# -- charts ------------------------------------------------------------------------------------------


def _charts(sums: Totals, records: Sequence[ProjectRecord]) -> dict[str, Chart]:
    """The bars of each chart by its name; a chart that compares countries needs two of them."""
    presences = who_works_where(records)
    charts = {
        "people_by_sex": sums.people_by_sex,
        "people_by_mark": sums.people_by_mark,
        "projects_by_activity": sums.projects_by_activity,
        "projects_by_impact_area": sums.projects_by_impact_area,
        "people_by_country": sums.people_by_country,
        "organizations_by_country": _organizations(presences, by_area=False),
        "organizations_by_area": _organizations(presences, by_area=True),
    }
    several = len(sums.projects_by_country) > 1
    hidden = {"organizations_by_area"} if several else {"people_by_country", "organizations_by_country"}
    return {name: _chart(tally, name) for name, tally in charts.items() if tally and name not in hidden}


def _organizations(presences: Iterable[Presence], *, by_area: bool) -> Tally:
    """How many organisations work in each country, or in each first-level division."""
    found = {(row.organization_id, row.area if by_area else row.country_code) for row in presences}
    return ranked(Counter(key for _, key in found))


def _chart(tally: Tally, name: str) -> Chart:
    largest = max(tally.values())
    bars = [Bar(key, count, count / largest) for key, count in tally.items()]
    shown = _MOST_BARS if name.endswith(("_country", "_area")) else len(bars)
    return Chart(bars[:shown], bars[shown:])
