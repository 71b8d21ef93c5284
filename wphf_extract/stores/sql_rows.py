"""Records as rows of the tables, and back; and text as databases can hold it.

No database takes half surrogates, PostgreSQL takes no NUL, and other programs cut texts at one: such characters are
written as U+E000 (a character for private use) and four hexadecimal digits, and U+E000 itself likewise. Reading undoes
it, so that records come back equal. Offsets always count the characters of the page, not of its escaped form.
"""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wphf_extract.records import (
    Activity,
    Location,
    Organization,
    PageResult,
    ProjectRecord,
    Source,
    Span,
    Target,
    page_key,
)

__all__ = ["PageRows", "page_rows", "record_of", "storable"]

_ESCAPE = "\ue000"
_HOSTILE = re.compile("[\0\ud800-\udfff\ue000]")
_ESCAPED = re.compile(f"{_ESCAPE}([0-9a-f]{{4}})")
_BETWEEN = "|"  # the attributes of a target; within one it is escaped

_PLAIN = 0  # the version of marshal's format that writes equal values as equal bytes

Row = tuple[Any, ...]


def storable(text: str) -> str:
    """Returns a text as every database can hold it; see the module."""
    return _HOSTILE.sub(lambda found: f"{_ESCAPE}{ord(found.group()):04x}", text)


def _restored(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)


class PageRows:
    """The rows of a page without their keys.

    Attributes:
        key: what tells the page from others.
        page: its columns from `path` to `warnings`.
        projects: the columns of each project from `position` on, and the rows of its organisations (name, acronym and
            the columns from `role` on), locations, targets and activities, from `position` on.
        digest: of all this.
    """

    __slots__ = ("digest", "key", "page", "projects")

    def __init__(self, key: str, page: Row, projects: list[tuple[Row, list[Row], list[Row], list[Row], list[Row]]]):
        self.key, self.page, self.projects = key, page, projects
        self.digest = hashlib.sha256(marshal.dumps((page, projects), _PLAIN)).hexdigest()


def page_rows(page: PageResult) -> PageRows:
    """Returns the rows of a page."""
    s = page.source
    counts = (page.declared_organizations, page.declared_projects, len(page.warnings))
    row = (s.path, s.url, s.title, s.country, s.country_code, s.language, s.sha256, *counts)
    projects = [_project(position, record) for position, record in enumerate(page.records)]
    return PageRows(storable(page_key(s)), _safe(row), projects)


def _project(position: int, r: ProjectRecord) -> tuple[Row, list[Row], list[Row], list[Row], list[Row]]:
    s = r.source
    place = (s.country, s.country_code, r.section, r.span.start, r.span.end)
    row: Row = (position, r.record_id, r.schema_version, *place, r.text, r.is_consortium)
    organizations: list[Row] = [(o.name, o.acronym, o.role, o.start, o.end, o.rule) for o in r.organizations]
    locations: list[Row] = [
        (n, p.name, p.kind, p.relation, p.start, p.end, *_resolved(p), p.rule) for n, p in enumerate(r.locations)
    ]
    targets: list[Row] = [
        (n, t.value, t.value_max, *_who(t), _listed(t.attributes), t.included_in, t.start, t.end, t.rule)
        for n, t in enumerate(r.targets)
    ]
    activities: list[Row] = [(n, a.code, a.start, a.end, a.rule) for n, a in enumerate(r.activities)]
    whole = (row, organizations, locations, targets, activities)
    if _is_hostile(r):
        row, *lists = whole
        safe = [[_safe(value) for value in values] for values in lists]
        safe[2] = [(*value[:8], listed[8], *value[9:]) for value, listed in zip(safe[2], targets, strict=True)]
        return (_safe(row), safe[0], safe[1], safe[2], safe[3])
    return whole


def _resolved(p: Location) -> Row:
    return (p.country_code, p.geonames_id, p.latitude, p.longitude, p.admin1)


def _who(t: Target) -> Row:
    return (t.qualifier, t.unit, t.population, t.sex, t.age)


def _listed(attributes: Iterable[str]) -> str:
    return _BETWEEN.join(storable(word).replace(_BETWEEN, f"{_ESCAPE}{ord(_BETWEEN):04x}") for word in attributes)


def _is_hostile(r: ProjectRecord) -> bool:
    """The record holds a character that must be escaped. Names are words of the text, or they could not be made."""
    words = [r.text, r.section or ""]
    words += [o.acronym or "" for o in r.organizations]
    words += [p.kind or "" for p in r.locations]
    words += [p.admin1 or "" for p in r.locations]
    return _HOSTILE.search("\n".join(words)) is not None


def _safe(row: Row) -> Row:
    return tuple([storable(cell) if isinstance(cell, str) else cell for cell in row])


def record_of(project: Mapping[str, Any], page: Mapping[str, Any], children: Sequence[Iterable[Row]]) -> ProjectRecord:
    """Returns the record of a project's rows.

    Args:
        project, page: the rows by column.
        children: rows of its organisations (name, acronym and the columns from `role` on), locations, targets and
            activities, from the column behind `position` on, in order.

    Raises:
        GroundingError: the values contradict the text they quote.
    """
    p, g = _plain(project), _plain(page)
    organizations, locations, targets, activities = (list(rows) for rows in children)
    return ProjectRecord(
        record_id=p["record_id"],
        schema_version=p["schema_version"],
        source=Source(g["path"], g["url"], g["title"], p["country"], p["country_code"], g["language"], page["sha256"]),
        section=p["section"],
        span=Span(p["start"], p["end"]),
        text=p["text"],
        is_consortium=bool(p["is_consortium"]),
        organizations=tuple(Organization(_restored(name), *_cells(rest)) for name, *rest in organizations),
        locations=tuple(Location(*_cells(row)) for row in locations),
        targets=tuple(_target(row) for row in targets),
        activities=tuple(Activity(*_cells(row)) for row in activities),
    )


def _target(row: Row) -> Target:
    cells = _cells(row)
    cells[7] = _attributes(row[7])
    return Target(*cells)


def _attributes(cell: str) -> tuple[str, ...]:
    return tuple(_restored(word) for word in cell.split(_BETWEEN)) if cell else ()


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _restored(cell) if isinstance(cell, str) else cell for name, cell in row.items()}


def _cells(row: Iterable[Any]) -> list[Any]:
    return [_restored(cell) if isinstance(cell, str) else cell for cell in row]
