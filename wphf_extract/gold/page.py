"""What a gold record is: what a careful person reads on a page, with the offsets of the words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["GoldLocation", "GoldOrganization", "GoldPage", "GoldProject", "GoldTarget"]


@dataclass(frozen=True, slots=True)
class GoldOrganization:
    """An organisation of a description; `aliases` are other right readings of its name."""

    name: str
    acronym: str | None
    role: str
    start: int
    end: int
    aliases: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldLocation:
    """A place; a right answer lies within `km` kilometres of the point (degrees, WGS 84)."""

    name: str
    kind: str | None
    relation: str
    start: int
    end: int
    latitude: float | None = None
    longitude: float | None = None
    km: float = 50
    aliases: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldTarget:
    """A count of who or what a project reaches; `included_in` is the index of the target it is a part of."""

    value: int
    value_max: int | None
    qualifier: str
    unit: str
    quote: str
    start: int
    end: int
    optional: bool = False
    included_in: int | None = None


@dataclass(frozen=True, slots=True)
class GoldProject:
    """One description, `[start, end)` in code points of the page's text."""

    start: int
    end: int
    organizations: tuple[GoldOrganization, ...]
    locations: tuple[GoldLocation, ...]
    targets: tuple[GoldTarget, ...]
    activities: tuple[str, ...]
    activities_optional: tuple[str, ...]
    is_consortium: bool
    section: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page and the records a person made of it.

    Attributes:
        page: file name of the page; its stem pairs it with records.
        text: the page's text; all offsets refer to it.
        country: ISO 3166-1 alpha-3.
        layout: layout family (see `corpus/README.md`), or `"unknown"`.
        same_organizations: groups of project indices whose leads are one organisation.
    """

    page: str
    text: str
    country: str | None
    layout: str
    declared_organizations: int | None
    declared_projects: int | None
    projects: tuple[GoldProject, ...]
    same_organizations: tuple[tuple[int, ...], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Returns the page as plain values, in the shape of the JSON form."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]
