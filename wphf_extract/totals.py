"""What records sum up to: people targeted, projects by activity, who works where.

The report, its charts and the plotting scripts of `examples/` take their figures from here, so they agree. Four rules
keep the sums honest:

- A description that stands on several pages (same country, same words) is one project, counted once.
- A target that is a part of another (`included_in`) adds nothing to the sum; it only says whom the whole is made of.
- Units are never mixed: people are people; households, groups and institutions have sums of their own; `areas` and
  `items` are no beneficiaries and are left out.
- What is summed is what the texts state: the lower end of a range, *N* of *over N* and *up to N* alike. One person
  whom two projects reach counts twice, since no text says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from wphf_extract.reached import people, people_by_mark, people_by_sex, reached, summed
from wphf_extract.records import Location, ProjectRecord, Unit
from wphf_extract.resources import shared_gazetteer
from wphf_extract.taxonomy import Taxonomy, taxonomy

__all__ = [
    "BENEFICIARIES",
    "PlaceTotal",
    "Presence",
    "Totals",
    "distinct",
    "places",
    "ranked",
    "totals",
    "who_works_where",
]

#: Units of those that a project reaches; `areas` and `items` are not.
BENEFICIARIES: tuple[Unit, ...] = ("people", "households", "groups", "institutions")

Tally = Mapping[str | None, int]


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of some records. Mappings have the largest number first; None stands for what the text does not say.

    Attributes:
        projects: descriptions, each once.
        repeated: descriptions left out because they stand on another page too.
        organizations: distinct organisations that carry projects (see `wphf_extract.linking`).
        countries: distinct countries that projects work in.
        places: distinct places below the country.
        reached: by each unit of `BENEFICIARIES`, the number that the targets state.
        people_by_sex: people; the values add up to `reached["people"]`.
        people_by_mark: people by age (`children`, `youth` …) and further mark (`displaced` …). One person may bear
            several marks or none: the values do not add up.
        people_by_country: people by ISO 3166-1 alpha-3 of the record's country; they add up.
        projects_by_activity: projects by activity code; a project has several.
        projects_by_impact_area: projects by impact area of the taxonomy; None counts those with a code that the
            taxonomy lacks.
        projects_by_country: projects by ISO 3166-1 alpha-3 of the record's country; they add up.
    """

    projects: int
    repeated: int
    organizations: int
    countries: int
    places: int
    reached: Mapping[str, int]
    people_by_sex: Tally
    people_by_mark: Tally
    people_by_country: Tally
    projects_by_activity: Tally
    projects_by_impact_area: Tally
    projects_by_country: Tally


@dataclass(frozen=True, slots=True)
class Presence:
    """An organisation at work in an area.

    Attributes:
        organization_id: what the spellings of its name share.
        organization: its name, in the spelling that is met most.
        country_code: ISO 3166-1 alpha-3, or None.
        area: first-level division; None where the text names none that the gazetteer knows.
        projects: how many projects it carries there.
    """

    organization_id: str
    organization: str
    country_code: str | None
    area: str | None
    projects: int


@dataclass(frozen=True, slots=True)
class PlaceTotal:
    """A place that projects name.

    Attributes:
        name: as written where it is met first.
        country_code: of the place, else of the record that names it; ISO 3166-1 alpha-3.
        geonames_id: id in geonames.org; with the next three, None where the gazetteer lacks the place.
        latitude: degrees north, WGS 84.
        longitude: degrees east, WGS 84.
        admin1: first-level division it lies in.
        is_country: it is a country as a whole: its coordinates say nothing of where in it the work is done.
        projects: how many projects name it.
    """

    name: str
    country_code: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    admin1: str | None
    is_country: bool
    projects: int


def totals(records: Iterable[ProjectRecord], types: Taxonomy | None = None) -> Totals:
    """Sums records up.

    Args:
        records: of one page or of many.
        types: the activity types, for their impact areas; None takes those of the shipped model.
    """
    given = list(records)
    projects = distinct(given)
    types = types or taxonomy()
    found = places(projects)
    named = {place.country_code for place in found} | {record.source.country_code for record in projects}
    return Totals(
        projects=len(projects),
        repeated=len(given) - len(projects),
        organizations=len({presence.organization_id for presence in who_works_where(projects)}),
        countries=len(named - {None}),
        places=sum(not place.is_country for place in found),
        reached={unit: sum(reached(record, unit) or 0 for record in projects) for unit in BENEFICIARIES},
        people_by_sex=ranked(summed(people_by_sex(record) for record in projects)),
        people_by_mark=ranked(summed(people_by_mark(record) for record in projects)),
        people_by_country=ranked(summed({r.source.country_code: people(r) or 0} for r in projects)),
        projects_by_activity=ranked(Counter(code for r in projects for code in {a.code for a in r.activities})),
        projects_by_impact_area=ranked(Counter(area for r in projects for area in _impact_areas(r, types))),
        projects_by_country=ranked(Counter(r.source.country_code for r in projects)),
    )


def distinct(records: Iterable[ProjectRecord]) -> list[ProjectRecord]:
    """Returns the records without those that repeat, for the same country, the words of an earlier one."""
    found: dict[tuple[str | None, str], ProjectRecord] = {}
    for record in records:
        found.setdefault((record.source.country_code, record.record_id), record)
    return list(found.values())


def who_works_where(records: Iterable[ProjectRecord]) -> list[Presence]:
    """Returns which organisations carry projects in which first-level divisions, the busiest first.

    A project in several divisions counts in each; one that names no known division counts for its country alone.
    Organisations with the role `other` carry nothing and are left out.
    """
    from wphf_extract.linking import Mention, link_organizations  # brings the rules of names

    projects = distinct(records)
    linked = link_organizations(projects)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    found: Counter[tuple[str, str | None, str | None]] = Counter()
    for record in projects:
        here = set()
        for index, organization in enumerate(record.organizations):
            if organization.role != "other":
                identity = linked[Mention(record.record_id, index)]
                names[identity][organization.name] += 1
                here |= {(identity, *area) for area in _areas(record)}
        found.update(here)
    rows = [
        Presence(identity, _usual(names[identity]), country, area, count)
        for (identity, country, area), count in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.projects, row.organization, row.country_code or "", row.area or ""))


def places(records: Iterable[ProjectRecord]) -> list[PlaceTotal]:
    """Returns the places that projects name, the most named first; places without coordinates are among them."""
    met: dict[tuple[str | None, int | str], Location] = {}
    counts: Counter[tuple[str | None, int | str]] = Counter()
    for record in distinct(records):
        here = set()
        for place in record.locations:
            country = place.country_code or record.source.country_code
            key = (country, place.geonames_id or place.name.casefold())
            met.setdefault(key, place)
            here.add(key)
        counts.update(here)
    rows = [
        PlaceTotal(
            name=place.name,
            country_code=key[0],
            geonames_id=place.geonames_id,
            latitude=place.latitude,
            longitude=place.longitude,
            admin1=place.admin1,
            is_country=_is_country(key[0], place.geonames_id),
            projects=counts[key],
        )
        for key, place in met.items()
    ]
    return sorted(rows, key=lambda row: (-row.projects, row.name, row.country_code or ""))


# -- one record --------------------------------------------------------------------------------------


def _impact_areas(record: ProjectRecord, types: Taxonomy) -> set[str | None]:
    kinds = [types.activities.get(activity.code) for activity in record.activities]
    return {kind.impact_area if kind else None for kind in kinds}


def _areas(record: ProjectRecord) -> Collection[tuple[str | None, str | None]]:
    known = {(p.country_code, p.admin1) for p in record.locations if p.admin1}
    return known or {(record.source.country_code, None)}


# -- counting ----------------------------------------------------------------------------------------


def _is_country(code: str | None, geonames_id: int | None) -> bool:
    country = shared_gazetteer().countries().get(code or "")
    return country is not None and geonames_id is not None and geonames_id == country.geonames_id


def _usual(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))


def ranked(counts: Mapping[str | None, int]) -> Tally:
    """Returns counts with the largest first and None last, those of nothing left out."""
    kept = sorted((key for key in counts if counts[key]), key=lambda key: (key is None, -counts[key], key or ""))
    return {key: counts[key] for key in kept}
