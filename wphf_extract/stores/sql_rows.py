"""Records as rows of the tables, and back; and text as databases can hold it.

No database takes half surrogates, PostgreSQL takes no NUL, and other programs cut texts at one: such characters are
written as U+E000 (a character for private use) and four hexadecimal digits, and U+E000 itself likewise. Reading undoes
it, so that records come back equal. Offsets always count the characters of the page, not of its escaped form.
"""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from wphf_extract.plain import made
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

__all__ = ["PageRows", "Spelling", "made_of", "page_rows", "record_of", "storable"]

_ESCAPE = "\ue000"
_HOSTILE = re.compile("[\0\ud800-\udfff\ue000]")
_ESCAPED = re.compile(f"{_ESCAPE}([0-9a-f]{{4}})")
_BETWEEN = "|"  # the attributes of a target; within one it is escaped

_LARGEST = 2**63 - 1  # of the columns `value` and `value_max`
_MARSHAL = 2  # the newest version of marshal's format in which equal values are equal bytes

Row = tuple[Any, ...]
Made = TypeVar("Made")
#: The spelling of an organisation's name: the name, and its acronym or nothing.
Spelling = tuple[str, str]

_carrier: Callable[[Organization], Row] = attrgetter("role", "start", "end", "rule")
_location: Callable[[Location], Row] = attrgetter(
    *("name", "kind", "relation", "start", "end"),
    *("country_code", "geonames_id", "latitude", "longitude", "admin1", "rule"),
)
_counted: Callable[[Target], Row] = attrgetter("value", "value_max", "qualifier", "unit", "population", "sex", "age")
_found: Callable[[Target], Row] = attrgetter("included_in", "start", "end", "rule")
_ATTRIBUTES = slice(9, None, 14)  # where the attributes stand among the cells of `targets`
_activity: Callable[[Activity], Row] = attrgetter("code", "start", "end", "rule")


def storable(text: str) -> str:
    """Returns a text as every database can hold it; see the module."""
    return _HOSTILE.sub(lambda found: f"{_ESCAPE}{ord(found.group()):04x}", text)


def _restored(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)


class PageRows:
    """The rows of a page, whole but for the numbers that the database gives them.

    Attributes:
        key: what tells the page from others.
        page: its columns from `path` to `warnings`.
        count: how many projects it has.
        cells: those of its rows of `projects`, `project_organizations`, `locations`, `targets` and `activities`, a list
            a table, one row after the other. For a project's number stands its place on the page, from 0; for a page's
            and an organisation's number stands 0.
        spellings: the organisations of those of `project_organizations`.
        digest: of all this.
    """

    __slots__ = ("cells", "count", "digest", "key", "page", "spellings")

    def __init__(self, key: str, page: Row, count: int, cells: list[list[Any]], spellings: list[Spelling]):
        self.key, self.page, self.count, self.cells, self.spellings = key, page, count, cells, spellings
        self.digest = hashlib.sha256(marshal.dumps((page, cells, spellings), _MARSHAL)).hexdigest()


def page_rows(page: PageResult) -> PageRows:
    """Returns the rows of a page.

    Raises:
        OverflowError: a number is larger than databases hold.
    """
    s = page.source
    counts = (page.declared_organizations, page.declared_projects, len(page.warnings))
    row = (s.path, s.url, s.title, s.country, s.country_code, s.language, s.sha256, *counts)
    cells: list[list[Any]] = [[], [], [], [], []]
    spellings: list[Spelling] = []
    for position, record in enumerate(page.records):
        _add_project(position, record, cells, spellings)
    if _is_hostile(page.records):
        cells, spellings = _safe_cells(cells), [(storable(name), storable(acronym)) for name, acronym in spellings]
    return PageRows(storable(page_key(s)), tuple(_safe(row)), len(page.records), cells, spellings)


def _add_project(position: int, r: ProjectRecord, cells: list[list[Any]], spellings: list[Spelling]) -> None:
    projects, carriers, locations, targets, activities = cells
    projects += (position, 0, position, r.record_id, r.schema_version, r.source.country, r.source.country_code)
    projects += (r.section, r.span.start, r.span.end, r.text, r.is_consortium)
    for n, organization in enumerate(r.organizations):
        spellings.append((organization.name, organization.acronym or ""))
        carriers += (position, n, 0)
        carriers += _carrier(organization)
    for n, location in enumerate(r.locations):
        locations += (position, n)
        locations += _location(location)
    for n, target in enumerate(r.targets):
        if target.value > _LARGEST or (target.value_max or 0) > _LARGEST:
            raise OverflowError(f"{page_key(r.source)} cannot be written: a number is larger than {_LARGEST:,}")
        targets += (position, n)
        targets += _counted(target)
        targets.append(_listed(target.attributes) if target.attributes else "")
        targets += _found(target)
    for n, activity in enumerate(r.activities):
        activities += (position, n)
        activities += _activity(activity)


def _safe_cells(cells: list[list[Any]]) -> list[list[Any]]:
    projects, carriers, locations, targets, activities = cells
    safe = _safe(targets)
    safe[_ATTRIBUTES] = targets[_ATTRIBUTES]  # these are safe already
    return [_safe(projects), _safe(carriers), _safe(locations), safe, _safe(activities)]


def _listed(attributes: Iterable[str]) -> str:
    return _BETWEEN.join(storable(word).replace(_BETWEEN, f"{_ESCAPE}{ord(_BETWEEN):04x}") for word in attributes)


def _is_hostile(records: Iterable[ProjectRecord]) -> bool:
    """Some record holds a character that must be escaped. Names are words of the text, or they could not be made."""
    words = []
    for r in records:
        words += [r.text, r.section or "", r.source.country or ""]
        words += [o.acronym for o in r.organizations if o.acronym]
        words += [f"{p.kind}\n{p.admin1}" for p in r.locations]
    try:
        found = "\n".join(words).encode()
    except UnicodeEncodeError:
        return True
    return b"\0" in found or _ESCAPE.encode() in found


def _safe(cells: Iterable[Any]) -> list[Any]:
    return [storable(cell) if isinstance(cell, str) else cell for cell in cells]


def record_of(project: Mapping[str, Any], page: Mapping[str, Any], children: Sequence[Iterable[Row]]) -> ProjectRecord:
    """Returns the record of a project's rows.

    Args:
        project, page: the rows by column.
        children: rows of its organisations (name, acronym and the columns from `role` on), locations, targets and
            activities, from the column behind `position` on, in order.

    Raises:
        GroundingError: the values contradict the text they quote.
        TypeError: one is not of its field's type, as SQLite, which types no column, lets anybody write.
    """
    p, g = _plain(project), _plain(page)
    organizations, locations, targets, activities = (list(rows) for rows in children)
    source = (g["path"], g["url"], g["title"], p["country"], p["country_code"], g["language"], page["sha256"])
    return made(
        ProjectRecord,
        {
            "record_id": p["record_id"],
            "schema_version": p["schema_version"],
            "source": made_of(Source, source),
            "section": p["section"],
            "span": made_of(Span, (p["start"], p["end"])),
            "text": p["text"],
            "is_consortium": bool(p["is_consortium"]),
            "organizations": tuple([made_of(Organization, _cells(row)) for row in organizations]),
            "locations": tuple([made_of(Location, _cells(row)) for row in locations]),
            "targets": tuple([_target(row) for row in targets]),
            "activities": tuple([made_of(Activity, _cells(row)) for row in activities]),
        },
    )


def made_of(kind: type[Made], cells: Sequence[Any]) -> Made:
    """Returns a dataclass made of the values of its fields, in their order."""
    return made(kind, dict(zip(kind.__dataclass_fields__, cells, strict=True)))  # type: ignore[attr-defined]


def _target(row: Row) -> Target:
    cells = _cells(row)
    cells[7] = _attributes(row[7])
    return made_of(Target, cells)


def _attributes(cell: Any) -> Any:
    """The attributes in a cell; what is no text stays, to be refused as such."""
    if not isinstance(cell, str):
        return cell
    return tuple(_restored(word) for word in cell.split(_BETWEEN)) if cell else ()


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _restored(cell) if isinstance(cell, str) else cell for name, cell in row.items()}


def _cells(row: Iterable[Any]) -> list[Any]:
    return [_restored(cell) if isinstance(cell, str) else cell for cell in row]
