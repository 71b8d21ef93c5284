"""Pages as tidy tables: one row a thing, one column a fact; for CSV, Excel and data frames.

Rows belong together by `page` (see `page_key`) and `record_id`; `position` counts from 0 within a record. Columns
bear the names of the records' fields. `overview` has one row a record, with what a reader looks for first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from wphf_extract.failures import PageFailure
from wphf_extract.reached import people
from wphf_extract.records import (
    Activity,
    ExtractionWarning,
    Location,
    Organization,
    PageResult,
    ProjectRecord,
    Source,
    Target,
    page_key,
)
from wphf_extract.stores.cells import listed
from wphf_extract.taxonomy import Taxonomy

__all__ = ["TABLES", "Cell", "Row", "failure_row", "quotes", "table_rows"]

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


def _cell_type(hint: Any) -> type:
    """The type of a field's cells: a literal's, a tuple's or an optional's values are what they are made of."""
    if isinstance(hint, UnionType):
        return next(_cell_type(part) for part in get_args(hint) if part is not NoneType)
    if get_origin(hint) in (Literal, tuple):
        return str
    return hint if hint in (str, int, float, bool) else _cell_type(get_args(hint)[0])


def _columns(kind: type, *left_out: str) -> dict[str, type]:
    hints = get_type_hints(kind)
    return {field.name: _cell_type(hints[field.name]) for field in fields(kind) if field.name not in left_out}


_KEY: dict[str, type] = {"page": str, "record_id": str, "position": int}
#: The tables, each with its columns and the type of their cells; every cell but those of keys may be empty.
TABLES: dict[str, dict[str, type]] = {
    "overview": {
        **{"page": str, "record_id": str, "country": str, "country_code": str, "section": str},
        **{"lead": str, "lead_acronym": str, "members": str, "locations": str, "admin1": str},
        **{"people": int, "targets": str, "activities": str, "text": str},
    },
    "pages": {
        "page": str,
        **_columns(Source),
        **{"declared_organizations": int, "declared_projects": int, "projects": int, "warnings": int},
    },
    "projects": {
        **_KEY,
        **{"schema_version": str, "country": str, "country_code": str, "section": str},
        **{"start": int, "end": int, "text": str, "is_consortium": bool},
    },
    "organizations": _KEY | _columns(Organization),
    "locations": _KEY | _columns(Location),
    "targets": _KEY | _columns(Target),
    "activities": {
        **_KEY,
        **_columns(Activity),
        **{"name": str, "crs_purpose_code": str, "impact_area": str},
    },
    "warnings": {"page": str, **_columns(ExtractionWarning)},
    "errors": _columns(PageFailure),
}


def table_rows(page: PageResult, types: Taxonomy) -> dict[str, list[Row]]:
    """Returns the rows of a page by table, their cells in the order of `TABLES`.

    Args:
        page: the page.
        types: the activity types, for names and codes.
    """
    key = page_key(page.source)
    found: dict[str, list[Row]] = {table: [] for table in TABLES}
    counts = (page.declared_organizations, page.declared_projects, len(page.records), len(page.warnings))
    found["pages"].append((key, *_cells(page.source), *counts))
    found["warnings"].extend((key, *_cells(warning)) for warning in page.warnings)
    for position, record in enumerate(page.records):
        found["overview"].append(_overview(key, record))
        found["projects"].append(_project(key, position, record))
        for table in ("organizations", "locations", "targets"):
            values = getattr(record, table)
            found[table].extend((key, record.record_id, at, *_cells(value)) for at, value in enumerate(values))
        found["activities"].extend(_activities(key, record, types))
    return found


def failure_row(failure: PageFailure) -> Row:
    """Returns the row of the table `errors` for a failure."""
    return tuple(_cells(failure))


def quotes(record: ProjectRecord) -> Iterator[str]:
    """Yields the words of each target, in one line: *over 1,500 widows*."""
    return (" ".join(record.quote(target).split()) for target in record.targets)


def _cells(value: Any) -> Iterator[Cell]:
    for name in value.__dataclass_fields__:
        cell = getattr(value, name)
        yield listed(cell) if isinstance(cell, tuple) else cell


def _project(key: str, position: int, record: ProjectRecord) -> Row:
    source, span = record.source, record.span
    where = (source.country, source.country_code, record.section, span.start, span.end)
    return (key, record.record_id, position, record.schema_version, *where, record.text, record.is_consortium)


def _activities(key: str, record: ProjectRecord, types: Taxonomy) -> Iterator[Row]:
    for at, value in enumerate(record.activities):
        kind = types.activities.get(value.code)
        named = (kind.name, kind.crs_purpose_code, types.impact_areas[kind.impact_area]) if kind else (None,) * 3
        yield (key, record.record_id, at, *_cells(value), *named)


def _overview(key: str, record: ProjectRecord) -> Row:
    lead = record.lead
    return (
        key,
        record.record_id,
        record.source.country,
        record.source.country_code,
        record.section,
        lead.name if lead else None,
        lead.acronym if lead else None,
        listed(o.name for o in record.organizations if o.role == "member"),
        listed(place.name for place in record.locations),
        listed(place.admin1 for place in record.locations if place.admin1),
        people(record),
        listed(quotes(record)),
        listed(activity.code for activity in record.activities),
        record.text,
    )
