"""The tables of a gold file in TOML (see `corpus/README.md`): what they may hold, and the check against their page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from wphf_extract.errors import GoldError
from wphf_extract.gazetteer.placetable import no_country
from wphf_extract.gold.page import GoldLocation, GoldOrganization, GoldPage, GoldProject, GoldTarget
from wphf_extract.records import Qualifier, Relation, Role, Unit
from wphf_extract.resources import DEFAULT_MODEL, shared_gazetteer
from wphf_extract.rules.ownfiles import Rules

__all__ = ["LOCATION_KEYS", "ORGANIZATION_KEYS", "TARGET_KEYS", "gold_page"]

_PAGE_KEYS = {
    "country": str,
    "layout": str,
    "language": str,
    "declared_organizations": int,
    "declared_projects": int,
    "same_organizations": list,
    "project": list,
}
_PROJECT_KEYS = {
    "starts": str,
    "ends": str,
    "section": str,
    "country": str,
    "consortium": bool,
    "organizations": list,
    "locations": list,
    "targets": list,
    "activities": list,
    "activities_optional": list,
}
#: Keys of an organisation, a place and a target, in the order in which they are written; and their types.
ORGANIZATION_KEYS = {
    "name": str,
    "acronym": str,
    "role": str,
    "optional": bool,
    "aliases": list,
}
LOCATION_KEYS = {
    "name": str,
    "kind": str,
    "relation": str,
    "at": list,
    "km": (int, float),
    "optional": bool,
    "aliases": list,
}
TARGET_KEYS = {
    "quote": str,
    "value": int,
    "value_max": int,
    "qualifier": str,
    "unit": str,
    "population": str,
    "sex": str,
    "age": str,
    "attributes": list,
    "included_in": int,
    "optional": bool,
}


def gold_page(
    data: Mapping[str, Any], text: str, path: Path, *, model: str = DEFAULT_MODEL, rules: Rules | None = None
) -> GoldPage:
    """Makes a gold page of what its TOML file holds, as `read_gold` does.

    Args:
        data: the file's tables; see `corpus/README.md`.
        text: the page's text.
        path: the TOML file, for messages and the name of the page; it need not exist.
        model: name or folder of the model whose activity types the gold may name.
        rules: files of your own rules, whose activity types it may name too.

    Raises:
        ModelError: there is no such model.
        RuleError: the rules break their format.
        GoldError: the gold breaks its format or quotes what the text does not say; a line a fault.
    """
    from wphf_extract.taxonomy import taxonomy  # imported here: reading JSON gold needs none

    return _TomlGold(path, data, text, tuple(taxonomy(model, rules).activities)).page()


class _TomlGold:
    """Reads one corpus file and collects every fault before it complains."""

    def __init__(self, path: Path, data: Mapping[str, Any], text: str, codes: Sequence[str]) -> None:
        self.path = path
        self._known_codes = codes
        self.data = data
        self.text = text
        self.faults: list[str] = []

    def page(self) -> GoldPage:
        self._keys(self.data, _PAGE_KEYS, "page")
        self._check_country(self.data, "page")
        projects = tuple(self._projects())
        groups = tuple(tuple(g) for g in self.data.get("same_organizations", ()))
        for index in (i for group in groups for i in group):
            if not 0 <= index < len(projects):
                self._fault("page", f"same_organizations names project {index}: there is none")
        if self.faults:
            raise GoldError("\n".join(self.faults))
        return GoldPage(
            page=self.path.with_suffix(".txt").name,
            text=self.text,
            country=self.data.get("country"),
            layout=self.data.get("layout", "unknown"),
            declared_organizations=self.data.get("declared_organizations"),
            declared_projects=self.data.get("declared_projects"),
            projects=projects,
            same_organizations=groups,
        )

    def _projects(self) -> Iterator[GoldProject]:
        cursor = 0
        for number, entry in enumerate(self.data.get("project", ())):
            where = f"project {number}"
            self._keys(entry, _PROJECT_KEYS, where)
            self._check_country(entry, where)
            start = self._find(entry.get("starts", ""), cursor, len(self.text), where, "starts")
            last = self._find(entry.get("ends", ""), start, len(self.text), where, "ends")
            end = last + len(entry.get("ends", ""))
            cursor = max(cursor, end)
            yield self._project(entry, start, end, where)

    def _check_country(self, table: Mapping[str, Any], where: str) -> None:
        code = table.get("country")
        if isinstance(code, str) and code not in shared_gazetteer().countries():
            self._fault(where, no_country(code))

    def _project(self, entry: Mapping[str, Any], start: int, end: int, where: str) -> GoldProject:
        organizations = tuple(self._organization(o, start, end, where) for o in entry.get("organizations", ()))
        if sum(o.role == "lead" for o in organizations) > 1:
            self._fault(where, "has more than one lead")
        return GoldProject(
            start=start,
            end=end,
            organizations=organizations,
            locations=tuple(self._location(o, organizations, start, end, where) for o in entry.get("locations", ())),
            targets=self._targets(entry.get("targets", ()), start, end, where),
            activities=self._codes(entry.get("activities", ()), where),
            activities_optional=self._codes(entry.get("activities_optional", ()), where),
            is_consortium=entry.get("consortium", False),
            section=entry.get("section"),
            country=entry.get("country"),
        )

    def _organization(self, entry: Mapping[str, Any], start: int, end: int, where: str) -> GoldOrganization:
        self._keys(entry, ORGANIZATION_KEYS, where)
        self._one_of(entry.get("role"), get_args(Role), "role", where)
        name = entry.get("name", "")
        at = self._find(name, start, end, where, "organisation")
        acronym = entry.get("acronym")
        if acronym is not None:
            self._find(acronym, start, end, where, "acronym")
        return GoldOrganization(
            name=name,
            acronym=acronym,
            role=entry.get("role", ""),
            start=at,
            end=at + len(name),
            aliases=tuple(entry.get("aliases", ())),
            optional=entry.get("optional", False),
        )

    def _location(
        self,
        entry: Mapping[str, Any],
        organizations: Sequence[GoldOrganization],
        start: int,
        end: int,
        where: str,
    ) -> GoldLocation:
        self._keys(entry, LOCATION_KEYS, where)
        relation = entry.get("relation", "in")
        self._one_of(relation, get_args(Relation), "relation", where)
        name = entry.get("name", "")
        at = self._outside(name, organizations, start, end, where)
        point = entry.get("at") or (None, None)
        if len(point) != 2 or not all(isinstance(degrees, int | float | None) for degrees in point):
            self._fault(where, f"location {name!r}: at = [latitude, longitude]")
            point = (None, None)
        return GoldLocation(
            name=name,
            kind=entry.get("kind"),
            relation=relation,
            start=at,
            end=at + len(name),
            latitude=point[0],
            longitude=point[1],
            km=entry.get("km", 50),
            aliases=tuple(entry.get("aliases", ())),
            optional=entry.get("optional", False),
        )

    def _outside(
        self,
        name: str,
        organizations: Sequence[GoldOrganization],
        start: int,
        end: int,
        where: str,
    ) -> int:
        """A place inside an organisation's name is none: take the first one outside."""
        at = first = self._find(name, start, end, where, "location")
        while any(o.start <= at < o.end for o in organizations):
            at = self.text.find(name, at + 1, end)
            if at < 0:
                self._fault(where, f"location {name!r} stands only inside an organisation's name")
                return first
        return at

    def _targets(
        self, entries: Sequence[Mapping[str, Any]], start: int, end: int, where: str
    ) -> tuple[GoldTarget, ...]:
        for index, entry in enumerate(entries):
            whole = entry.get("included_in")
            if isinstance(whole, int) and (whole == index or not 0 <= whole < len(entries)):
                self._fault(where, f"target {index} is included_in {whole}: give the index of another target, from 0")
        return tuple(self._target(entry, start, end, where) for entry in entries)

    def _target(self, entry: Mapping[str, Any], start: int, end: int, where: str) -> GoldTarget:
        self._keys(entry, TARGET_KEYS, where)
        qualifier = entry.get("qualifier", "exact")
        self._one_of(qualifier, get_args(Qualifier), "qualifier", where)
        self._one_of(entry.get("unit"), get_args(Unit), "unit", where)
        if "value" not in entry:
            self._fault(where, "a target has no value")
        quote = entry.get("quote", "")
        at = self._find(quote, start, end, where, "target")
        return GoldTarget(
            value=entry.get("value", 0),
            value_max=entry.get("value_max"),
            qualifier=qualifier,
            unit=entry.get("unit", ""),
            quote=quote,
            start=at,
            end=at + len(quote),
            optional=entry.get("optional", False),
            included_in=entry.get("included_in"),
        )

    def _codes(self, codes: Sequence[str], where: str) -> tuple[str, ...]:
        for code in codes:
            self._one_of(code, self._known_codes, "activity", where)
        return tuple(codes)

    def _find(self, words: str, start: int, end: int, where: str, what: str) -> int:
        at = self.text.find(words, start, end) if words else -1
        if at >= 0:
            return at
        self._fault(where, f"{what} {words!r} is not in its text")
        return start

    def _one_of(self, value: object, allowed: Sequence[str], what: str, where: str) -> None:
        if value not in allowed:
            self._fault(where, f"{what} {value!r}: use one of {', '.join(allowed)}")

    def _keys(self, entry: Mapping[str, Any], allowed: Mapping[str, Any], where: str) -> None:
        for key, value in entry.items():
            if key not in allowed:
                self._fault(where, f"unknown key {key!r}: use one of {', '.join(allowed)}")
            elif not isinstance(value, allowed[key]):
                self._fault(where, f"{key} = {value!r} is of the wrong type")

    def _fault(self, where: str, what: str) -> None:
        self.faults.append(f"{self.path}: {where}: {what}")
