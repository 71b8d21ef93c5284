"""What changed between two runs: projects added, removed and changed, field by field.

Country pages are edited by hand: a description is moved up, a number corrected, a partner added. Which project was
which is told by `wphf_extract.pairing`. Where a project stands on its page, and which rule found a value, is no part of
what it says: neither is compared.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import Any, Literal

from wphf_extract.language.folding import fold
from wphf_extract.linking import name_key
from wphf_extract.pairing import pair_projects
from wphf_extract.plain import record_to_dict
from wphf_extract.records import Location, Organization, ProjectRecord, Target, page_key

__all__ = ["ChangedProject", "Difference", "FieldChange", "compare"]

Kind = Literal["added", "removed", "changed"]
#: A value as it is compared: plain, without offsets and rules.
Value = str | bool | None | dict[str, Any]

_UNCOMPARED = ("start", "end", "rule")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value that differs.

    Attributes:
        field: name of the record's field; `country` and `country_code` are those of its source.
        kind: a value was added to or removed from the field, or is another one now.
        old: as it was; None if it was added.
        new: as it is; None if it was removed.
    """

    field: str
    kind: Kind
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class ChangedProject:
    """A project that both runs have, and what differs in it; `changes` has one entry or more."""

    old: ProjectRecord
    new: ProjectRecord
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two runs.

    Attributes:
        added: projects of the new run only, in its order.
        removed: projects of the old run only, in its order.
        changed: projects of both that differ, in the order of the new run.
        unchanged: number of projects that do not.
    """

    added: tuple[ProjectRecord, ...]
    removed: tuple[ProjectRecord, ...]
    changed: tuple[ChangedProject, ...]
    unchanged: int

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def to_dict(self) -> dict[str, Any]:
        """Returns the difference as plain dicts, lists, strings and numbers."""
        return {
            "added": [record_to_dict(record) for record in self.added],
            "removed": [record_to_dict(record) for record in self.removed],
            "changed": [
                {
                    "old": record_to_dict(project.old),
                    "new": record_to_dict(project.new),
                    "changes": [
                        {"field": c.field, "kind": c.kind, "old": c.old, "new": c.new} for c in project.changes
                    ],
                }
                for project in self.changed
            ],
            "unchanged": self.unchanged,
        }


def compare(old: Iterable[ProjectRecord], new: Iterable[ProjectRecord]) -> Difference:
    """Compares two runs.

    Args:
        old: records of the earlier run. They are gone through twice, so that only what differs is held in memory, and
            a digest of each other record; an iterator, which can be gone through but once, is kept whole.
        new: records of the later run.
    """
    old = list(old) if isinstance(old, Iterator) else old
    stands = Counter(map(_digest, old))
    unchanged = 0
    fresh: list[ProjectRecord] = []
    for record in new:
        digest = _digest(record)
        if stands[digest]:
            stands[digest] -= 1
            unchanged += 1
        else:
            fresh.append(record)
    gone: list[ProjectRecord] = []
    for record in old:
        digest = _digest(record)
        if stands[digest]:
            stands[digest] -= 1
            gone.append(record)
    pairs = pair_projects(gone, fresh)
    changed = []
    for at, record in enumerate(fresh):
        if at in pairs:
            changes = tuple(_changes(gone[pairs[at]], record))
            unchanged += not changes
            changed += [ChangedProject(gone[pairs[at]], record, changes)] if changes else []
    left = set(pairs.values())
    return Difference(
        added=tuple(record for at, record in enumerate(fresh) if at not in pairs),
        removed=tuple(record for at, record in enumerate(gone) if at not in left),
        changed=tuple(changed),
        unchanged=unchanged,
    )


def _digest(record: ProjectRecord) -> bytes:
    """Of a page's name and all that is compared."""
    said = json.dumps([page_key(record.source), *_plain_fields(record), _lists(record)], sort_keys=True)
    return blake2b(said.encode(), digest_size=16).digest()


# -- field by field ----------------------------------------------------------------------------------


def _plain_fields(record: ProjectRecord) -> tuple[tuple[str, str | bool | None], ...]:
    return (
        ("country", record.source.country),
        ("country_code", record.source.country_code),
        ("section", record.section),
        ("text", record.text),
        ("is_consortium", record.is_consortium),
    )


def _lists(record: ProjectRecord) -> dict[str, list[dict[str, Any]]]:
    """The fields with many values, as they are compared."""
    codes = dict.fromkeys(activity.code for activity in record.activities)
    return {
        "organizations": [_compared(value) for value in record.organizations],
        "locations": [_compared(value) for value in record.locations],
        "targets": [_compared_target(value, record) for value in record.targets],
        "activities": [{"code": code} for code in sorted(codes)],
    }


def _compared(value: Organization | Location | Target) -> dict[str, Any]:
    return {f.name: getattr(value, f.name) for f in fields(value) if f.name not in _UNCOMPARED}


def _compared_target(target: Target, record: ProjectRecord) -> dict[str, Any]:
    """A target; what it is a part of is told by its words, since its number changes with the order."""
    whole = None if target.included_in is None else record.quote(record.targets[target.included_in])
    return {**_compared(target), "attributes": list(target.attributes), "included_in": whole}


def _name(value: dict[str, Any]) -> Hashable:
    return name_key(value["name"])


def _short_form(value: dict[str, Any]) -> str | None:
    short: str | None = value["acronym"]
    return short


def _place(value: dict[str, Any]) -> int | None:
    number: int | None = value["geonames_id"]
    return number


def _counted(value: dict[str, Any]) -> Hashable:
    return fold(value["population"]), value["unit"]


def _number(value: dict[str, Any]) -> Hashable:
    return value["value"], value["value_max"], value["unit"]


#: By what a value of a field is found again when it differs, the surest first.
_SAME: dict[str, tuple[Callable[[dict[str, Any]], Hashable], ...]] = {
    "organizations": (_name, _short_form),
    "locations": (_name, _place),
    "targets": (_counted, _number),
    "activities": (),
}


def _changes(old: ProjectRecord, new: ProjectRecord) -> Iterator[FieldChange]:
    for (field, before), (_, now) in zip(_plain_fields(old), _plain_fields(new), strict=True):
        if before != now:
            yield FieldChange(field, "changed", before, now)
    olds, news = _lists(old), _lists(new)
    for field, same in _SAME.items():
        yield from _list_changes(field, olds[field], news[field], same)


def _list_changes(
    field: str,
    old: list[dict[str, Any]],
    new: list[dict[str, Any]],
    same: tuple[Callable[[dict[str, Any]], Hashable], ...],
) -> Iterator[FieldChange]:
    """Values that are equal are left out, in whatever order; the others are paired as well as can be."""
    old = list(old)
    left = []
    for value in new:
        if value in old:
            old.remove(value)
        else:
            left.append(value)
    for key_of in same:
        for value in list(left):
            key = key_of(value)
            before = next((o for o in old if key and key_of(o) == key), None)
            if before is not None:
                old.remove(before)
                left.remove(value)
                yield FieldChange(field, "changed", before, value)
    yield from (FieldChange(field, "removed", value, None) for value in old)
    yield from (FieldChange(field, "added", None, value) for value in left)
