"""Records as plain values, such as JSON has, and back; and the schema of that JSON.

Plain values (out of JSON, Parquet or a database) become records only if they are of the types of the fields.

Files of records are edited by hand and by other programs. A text where a number belongs is told at once, by the name
of its field, and not by whatever stumbles over it later.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from types import NoneType
from typing import Any, Literal, NamedTuple, TypeVar, cast, get_args, get_origin, get_type_hints

from wphf_extract.records import (
    SCHEMA_VERSION,
    Activity,
    ExtractionWarning,
    Location,
    Organization,
    PageResult,
    ProjectRecord,
    Source,
    Span,
    Target,
)

__all__ = ["json_schema", "made", "page_from_dict", "page_to_dict", "record_from_dict", "record_to_dict"]

Made = TypeVar("Made")

_DEGREES = 180  # the only numbers in records that are not whole are degrees: none is larger
_CALLED = {str: "a text", int: "a whole number", float: "a number of degrees", bool: "true or false", NoneType: "null"}


class _Field(NamedTuple):
    """What a field takes: values of these types and, if there are choices, only these, if it is a list, items of
    these types, if it is a number of degrees, one of those there are."""

    name: str
    types: frozenset[type]
    choices: frozenset[str | None] = frozenset()
    items: frozenset[type] = frozenset()
    is_degrees: bool = False


def made(kind: type[Made], data: Mapping[str, Any]) -> Made:
    """Returns a dataclass of ours with the values given; those that are dataclasses in turn are made before.

    Args:
        kind: the dataclass.
        data: its fields by name.

    Raises:
        GroundingError: the values contradict the text they quote.
        TypeError: a field is missing, is one too many, or its value is not of its type.
    """
    if not isinstance(data, Mapping):
        raise TypeError(f"{kind.__name__} is {_shown(data)}, but must be an object")
    for field in _fields(cast(Hashable, kind)):
        name, types, choices, items, is_degrees = field
        value: Any = data.get(name)
        if type(value) in types:
            if choices:
                fits = value in choices
            elif items:
                fits = items.issuperset(map(type, value))
            else:
                fits = not is_degrees or value is None or -_DEGREES <= value <= _DEGREES
            if fits:
                continue
        if name in data:  # one that is missing is told by the dataclass
            raise TypeError(f"{kind.__name__}: {name} is {_shown(value)}, {_wanted(field, value)}")
    return kind(**data)


@lru_cache(maxsize=32)
def _fields(kind: Any) -> tuple[_Field, ...]:
    hints = get_type_hints(kind)
    return tuple([_field(field.name, hints[field.name]) for field in fields(kind)])


def _field(name: str, hint: Any) -> _Field:
    """What a type hint allows: a type, `X | None`, a `Literal`, or a tuple of one type of items."""
    if get_origin(hint) is tuple:
        return _Field(name, frozenset((tuple,)), items=frozenset(get_args(hint)[:1]))
    parts = [hint] if get_origin(hint) is Literal or not get_args(hint) else list(get_args(hint))
    types = {str if get_origin(part) is Literal else part for part in parts}
    words = {word for part in parts if get_origin(part) is Literal for word in get_args(part)}
    if words and NoneType in types:
        words.add(None)
    if float in types:
        return _Field(name, frozenset(types | {int}), is_degrees=True)
    return _Field(name, frozenset(types), frozenset(words))


def _wanted(field: _Field, value: Any) -> str:
    if tuple in field.types:
        return "but must be a list" if type(value) is not tuple else "which holds what must not be there"
    if field.choices:
        words = ", ".join(sorted(filter(None, field.choices)))
        return f"but must be one of {words}" + (" or null" if NoneType in field.types else "")
    types = field.types - {int} if field.is_degrees else field.types
    return "but must be " + (" or ".join(name for kind, name in _CALLED.items() if kind in types) or "an object")


def _shown(value: Any) -> str:
    """A value for a message, short."""
    shown = repr(value) if not is_dataclass(value) else type(value).__name__
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def _flat(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def record_to_dict(record: ProjectRecord) -> dict[str, Any]:
    """Returns what `record.to_dict()` returns, without `dataclasses-json`: for bulk use."""
    plain = _flat(record)
    plain["source"] = _flat(record.source)
    plain["span"] = _flat(record.span)
    plain["organizations"] = [_flat(value) for value in record.organizations]
    plain["locations"] = [_flat(value) for value in record.locations]
    plain["targets"] = [{**_flat(t), "attributes": list(t.attributes)} for t in record.targets]
    plain["activities"] = [_flat(value) for value in record.activities]
    return plain


def page_to_dict(page: PageResult) -> dict[str, Any]:
    """Returns what `page.to_dict()` returns, without `dataclasses-json`: for bulk use."""
    plain = _flat(page)
    plain["source"] = _flat(page.source)
    plain["records"] = [record_to_dict(record) for record in page.records]
    plain["warnings"] = [_flat(warning) for warning in page.warnings]
    return plain


def record_from_dict(data: Mapping[str, Any]) -> ProjectRecord:
    """Returns what `ProjectRecord.from_dict(data)` returns, without `dataclasses-json`: for bulk use.

    Raises:
        GroundingError: the values contradict the text they quote.
        KeyError: a field of records or targets is missing.
        TypeError: another field is missing, one is too many, or a value is not of its field's type.
    """
    return made(
        ProjectRecord,
        {
            **data,
            "source": made(Source, data["source"]),
            "span": made(Span, data["span"]),
            "organizations": tuple([made(Organization, value) for value in data["organizations"]]),
            "locations": tuple([made(Location, value) for value in data["locations"]]),
            "targets": tuple(
                [made(Target, {**value, "attributes": tuple(value["attributes"])}) for value in data["targets"]]
            ),
            "activities": tuple([made(Activity, value) for value in data["activities"]]),
        },
    )


def page_from_dict(data: Mapping[str, Any]) -> PageResult:
    """Returns the page that `page_to_dict` made `data` of; raises as `record_from_dict` does."""
    return made(
        PageResult,
        {
            **data,
            "source": made(Source, data["source"]),
            "records": tuple([record_from_dict(record) for record in data["records"]]),
            "warnings": tuple([made(ExtractionWarning, warning) for warning in data["warnings"]]),
        },
    )


def json_schema() -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) of one project record, as written to JSON Lines."""
    from pydantic import TypeAdapter  # comes with spaCy; imported here for its weight

    schema = TypeAdapter(ProjectRecord).json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"wphf-extract/project-record/{SCHEMA_VERSION}",
        **schema,
    }
