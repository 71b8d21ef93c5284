"""Gold records: what a careful person reads on a page, and the check that it stands there.

Two forms are read: TOML beside a text, with quotes (the corpus; see `corpus/README.md`), and JSON that
carries text and offsets in itself. Both become `GoldPage`.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wphf_extract.errors import GoldError
from wphf_extract.ownfiles import Rules, RuleText, rule_texts

__all__ = [
    "GoldLocation",
    "GoldOrganization",
    "GoldPage",
    "GoldProject",
    "GoldTarget",
    "check_gold",
    "gold_page",
    "read_gold",
]

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
_ORGANIZATION_KEYS = {
    "name": str,
    "acronym": str,
    "role": str,
    "optional": bool,
    "aliases": list,
}
_LOCATION_KEYS = {
    "name": str,
    "kind": str,
    "relation": str,
    "at": list,
    "km": (int, float),
    "optional": bool,
    "aliases": list,
}
_TARGET_KEYS = {
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
_ROLES = ("lead", "member", "other")
_RELATIONS = ("in", "near")
_QUALIFIERS = ("exact", "at_least", "at_most", "approximate")
_UNITS = ("people", "households", "groups", "institutions", "areas", "items")


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


def read_gold(path: Path | str, *, rules: Rules | None = None) -> list[GoldPage]:
    """Reads one gold file, or every one in a folder and its sub-folders, sorted by path.

    Args:
        path: a `.toml` or `.json` gold file, or a folder of them.
        rules: files of your own rules, whose activity types gold may name too.

    Raises:
        GoldError: a file is missing, breaks its format, or quotes what its page does not say.
    """
    own = rule_texts(rules)
    return [_read_file(file, own) for file in _gold_files(Path(path))]


def check_gold(path: Path | str) -> list[str]:
    """Returns what is wrong with the gold below a path, one sentence a fault; empty if nothing is.

    Every file is looked at, whatever is wrong with the others.
    """
    faults = []
    for file in _gold_files(Path(path)):
        try:
            _read_file(file)
        except GoldError as error:
            faults.extend(str(error).splitlines())
    return faults


def gold_page(data: Mapping[str, Any], text: str, path: Path, own: tuple[RuleText, ...] = ()) -> GoldPage:
    """Makes a gold page of what its TOML file holds, as `read_gold` does.

    Args:
        data: the file's tables; see `corpus/README.md`.
        text: the page's text.
        path: the TOML file, for messages and the name of the page; it need not exist.
        own: rules of the user's own, whose activity types the gold may name.

    Raises:
        GoldError: the gold breaks its format or quotes what the text does not say; a line a fault.
    """
    return _TomlGold(path, data, text, own).page()


def _gold_files(path: Path) -> list[Path]:
    if path.is_dir():
        files = [f for f in path.rglob("*") if f.suffix in (".toml", ".json") and f.is_file()]
        if files:
            return sorted(files)
        raise GoldError(f"{path}: no gold file (.toml or .json) in this folder")
    if not path.is_file():
        raise GoldError(f"{path}: no such gold file or folder")
    return [path]


def _read_file(path: Path, own: tuple[RuleText, ...] = ()) -> GoldPage:
    try:
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            return _from_json(json.loads(content))
        return gold_page(tomllib.loads(content), _page_text(path), path, own)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: {error}") from error
    except (KeyError, TypeError) as error:
        raise GoldError(f"{path}: missing or ill-typed entry: {error}") from error


def _page_text(path: Path) -> str:
    page = path.with_suffix(".txt")
    if not page.is_file():
        raise GoldError(f"{path}: its page {page.name} is missing")
    with page.open(encoding="utf-8", newline="") as file:
        return file.read()


def _from_json(data: Mapping[str, Any]) -> GoldPage:
    return GoldPage(
        page=data["page"],
        text=data["text"],
        country=data["country"],
        layout=data.get("layout", "unknown"),
        declared_organizations=data.get("declared_organizations"),
        declared_projects=data.get("declared_projects"),
        projects=tuple(_project_from_json(p) for p in data["projects"]),
        same_organizations=tuple(tuple(g) for g in data.get("same_organizations", ())),
    )


def _project_from_json(data: Mapping[str, Any]) -> GoldProject:
    return GoldProject(
        start=data["start"],
        end=data["end"],
        organizations=tuple(_tuples(GoldOrganization, o) for o in data["organizations"]),
        locations=tuple(_tuples(GoldLocation, o) for o in data["locations"]),
        targets=tuple(_tuples(GoldTarget, o) for o in data["targets"]),
        activities=tuple(data["activities"]),
        activities_optional=tuple(data.get("activities_optional", ())),
        is_consortium=data["is_consortium"],
        section=data.get("section"),
        country=data.get("country"),
    )


def _tuples(kind: type, values: Mapping[str, Any]) -> Any:
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})


class _TomlGold:
    """Reads one corpus file and collects every fault before it complains."""

    def __init__(self, path: Path, data: Mapping[str, Any], text: str, own: tuple[RuleText, ...]) -> None:
        self.path = path
        self._own = own
        self.data = data
        self.text = text
        self.faults: list[str] = []

    def page(self) -> GoldPage:
        self._keys(self.data, _PAGE_KEYS, "page")
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
            start = self._find(entry.get("starts", ""), cursor, len(self.text), where, "starts")
            last = self._find(entry.get("ends", ""), start, len(self.text), where, "ends")
            end = last + len(entry.get("ends", ""))
            cursor = max(cursor, end)
            yield self._project(entry, start, end, where)

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
        self._keys(entry, _ORGANIZATION_KEYS, where)
        self._one_of(entry.get("role"), _ROLES, "role", where)
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
        self._keys(entry, _LOCATION_KEYS, where)
        relation = entry.get("relation", "in")
        self._one_of(relation, _RELATIONS, "relation", where)
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
        self._keys(entry, _TARGET_KEYS, where)
        qualifier = entry.get("qualifier", "exact")
        self._one_of(qualifier, _QUALIFIERS, "qualifier", where)
        self._one_of(entry.get("unit"), _UNITS, "unit", where)
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
        # Imported here: the taxonomy belongs to the model, and reading JSON gold needs none.
        from wphf_extract.taxonomy import taxonomy

        for code in codes:
            self._one_of(code, tuple(taxonomy(None, self._own).activities), "activity", where)
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


def _main(arguments: Sequence[str]) -> int:
    if len(arguments) < 2 or arguments[0] != "check":
        sys.stderr.write("use: python -m wphf_extract.gold check PATH…\n")
        return 2
    faults = [fault for path in arguments[1:] for fault in check_gold(path)]
    sys.stdout.write("".join(f"{fault}\n" for fault in faults) or "nothing to mend\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
