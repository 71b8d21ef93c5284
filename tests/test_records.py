"""Records: what they refuse, their plain and JSON forms, and the schema of those."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from support import named, record, source

from wphf_extract import GroundingError, PageResult
from wphf_extract.plain import json_schema, page_to_dict, record_from_dict, record_to_dict
from wphf_extract.records import (
    SCHEMA_VERSION,
    Activity,
    ExtractionWarning,
    Location,
    ProjectRecord,
    Span,
    Target,
)

TEXT = "Réseau Amani (RA) trains over 40 displaced women, among them 10 widows, near Gao."
ORGANIZATION = named(TEXT, "Réseau Amani", acronym="RA")


def _at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "rule": "test"}


TARGET = Target(
    value=40,
    value_max=None,
    qualifier="at_least",
    unit="people",
    population="displaced women",
    sex="female",
    age=None,
    attributes=("displaced",),
    included_in=None,
    **_at("over 40 displaced women"),
)
PART = replace(TARGET, value=10, value_max=12, population="widows", attributes=(), included_in=0, **_at("10 widows"))
PLACE = Location(
    name="Gao",
    kind=None,
    relation="near",
    country_code="MLI",
    geonames_id=2457161,
    latitude=16.27,
    longitude=-0.04,
    admin1="Gao",
    **_at("Gao"),
)
UNRESOLVED = replace(PLACE, country_code=None, geonames_id=None, latitude=None, longitude=None, admin1=None)
ACTIVITY = Activity("training", **_at("trains"))
RECORD = record(
    TEXT,
    section="Peace — “Paix”",
    organizations=(ORGANIZATION,),
    locations=(PLACE,),
    targets=(TARGET, PART),
    activities=(ACTIVITY,),
)
RESULT = PageResult(
    source=source(None),
    declared_organizations=26,
    declared_projects=None,
    records=(RECORD, replace(RECORD, locations=(UNRESOLVED,))),
    warnings=(ExtractionWarning("organization_count", "26 stated, 1 found", 0, len(TEXT)),),
)
VALUES = [source(), Span(0, 1), ORGANIZATION, PLACE, UNRESOLVED, TARGET, PART, ACTIVITY, RECORD, RESULT]
each_value = pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)


@each_value
def test_dict_round_trip(value: Any) -> None:
    assert type(value).from_dict(value.to_dict()) == value


@each_value
def test_json_round_trip_keeps_accents_on_one_line(value: Any) -> None:
    line = value.to_json()
    assert "\n" not in line and "\\u" not in line
    assert type(value).from_json(line) == value
    assert json.loads(line) == value.to_dict()


def test_direct_mapping_says_the_same() -> None:
    assert record_to_dict(RECORD) == RECORD.to_dict()
    assert page_to_dict(RESULT) == RESULT.to_dict()


def test_direct_mapping_of_an_extracted_page(page: PageResult) -> None:
    assert len(page.records) == 3
    assert page_to_dict(page) == page.to_dict()
    assert PageResult.from_json(page.to_json()) == page


def test_shape_of_a_record() -> None:
    plain = record_to_dict(RECORD)
    shape = {
        "organizations": "name acronym role start end rule",
        "locations": "name kind relation start end country_code geonames_id latitude longitude admin1 rule",
        "targets": "value value_max qualifier unit population sex age attributes included_in start end rule",
        "activities": "code start end rule",
    }
    facts = ["record_id", "schema_version", "source", "section", "span", "text", "is_consortium"]
    assert list(plain) == [*facts, *shape]
    assert list(plain["source"]) == ["path", "url", "title", "country", "country_code", "language", "sha256"]
    assert list(plain["span"]) == ["start", "end"]
    for field, keys in shape.items():
        assert list(plain[field][0]) == keys.split()


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (ORGANIZATION, {"name": "Réseau"}),
        (ORGANIZATION, {"end": ORGANIZATION.end + 1}),
        (PLACE, {"name": "Gaoo"}),
        (PLACE, {"start": PLACE.end}),
        (TARGET, {"start": 5, "end": 5}),
        (TARGET, {"start": -1}),
        (ACTIVITY, {"start": 9, "end": 8}),
        (Span(1, 2), {"start": 2}),
        (Span(1, 2), {"start": -3}),
    ],
    ids=str,
)
def test_offsets_that_are_no_such_stretch(kind: Any, changes: dict[str, Any]) -> None:
    with pytest.raises(GroundingError, match=r"–"):
        replace(kind, **changes)


def _moved(value: Any, by: int) -> Any:
    return replace(value, start=value.start + by, end=value.end + by)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("organizations", _moved(ORGANIZATION, 1), "Réseau Amani"),
        ("locations", _moved(PLACE, -1), "Gao"),
        ("targets", replace(TARGET, population="displaced Women"), "displaced Women"),
        ("targets", _moved(TARGET, 9), "displaced women"),
        ("organizations", _moved(ORGANIZATION, 500), "outside"),
        ("locations", _moved(PLACE, 2), "outside"),
        ("targets", _moved(TARGET, len(TEXT)), "outside"),
        ("activities", _moved(ACTIVITY, len(TEXT)), "outside"),
        ("text", TEXT[:-1], "length"),
        ("span", Span(1, len(TEXT)), "length"),
    ],
    ids=lambda v: v if isinstance(v, str) else type(v).__name__,
)
def test_record_refuses_what_it_does_not_quote(field: str, value: Any, said: str) -> None:
    changed = {field: value if isinstance(value, str | Span) else (value,)}
    with pytest.raises(GroundingError, match=said) as caught:
        replace(RECORD, **changed)
    assert RECORD.record_id in str(caught.value)


def test_offsets_count_from_the_page_not_the_description() -> None:
    shifted = record(TEXT, start=100, organizations=(_moved(ORGANIZATION, 100),))
    assert shifted.quote(shifted.organizations[0]) == "Réseau Amani"
    with pytest.raises(GroundingError):
        record(TEXT, start=100, organizations=(ORGANIZATION,))


def test_from_dict_refuses_ungrounded_values() -> None:
    plain = record_to_dict(RECORD)
    plain["organizations"][0]["name"] = "Réseau Amina"
    with pytest.raises(GroundingError, match="Amina"):
        ProjectRecord.from_dict(plain)


@pytest.mark.parametrize("field", ["record_id", "span", "targets"])
def test_from_dict_names_a_missing_field(field: str) -> None:
    plain = record_to_dict(RECORD)
    del plain[field]
    with pytest.raises(KeyError, match=field):
        ProjectRecord.from_dict(plain)


@each_value
def test_frozen_and_slotted(value: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, next(iter(value.__dataclass_fields__)), None)
    assert not hasattr(value, "__dict__")


def test_records_are_hashable_and_equal_by_value() -> None:
    again = ProjectRecord.from_dict(RECORD.to_dict())
    assert {RECORD, again} == {RECORD}


# -- the schema ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_schema_says_what_it_is() -> None:
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA_VERSION in schema["$id"]
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("value", RESULT.records, ids=["resolved", "unresolved"])
def test_schema_takes_a_record(validator: Draft202012Validator, value: ProjectRecord) -> None:
    validator.validate(json.loads(value.to_json()))


def test_schema_takes_extracted_records(validator: Draft202012Validator, page: PageResult) -> None:
    assert page.records
    for value in page.records:
        validator.validate(json.loads(value.to_json()))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("span", "start"), "0"),
        (("record_id",), None),
        (("is_consortium",), "no"),
        (("organizations", 0, "role"), "boss"),
        (("locations", 0, "relation"), "under"),
        (("locations", 0, "latitude"), "north"),
        (("targets", 0, "unit"), "persons"),
        (("targets", 0, "qualifier"), None),
        (("targets", 0, "value"), 1.5),
        (("targets", 0, "sex"), "women"),
        (("targets", 0, "attributes"), [1]),
        (("activities", 0, "start"), None),
        (("organizations",), {}),
    ],
    ids=lambda v: ".".join(map(str, v)) if isinstance(v, tuple) else repr(v),
)
def test_schema_refuses_wrong_values(validator: Draft202012Validator, path: tuple[Any, ...], value: Any) -> None:
    plain = json.loads(RECORD.to_json())
    inner = plain
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(ValidationError):
        validator.validate(plain)


@pytest.mark.parametrize("field", list(record_to_dict(RECORD)))
def test_schema_wants_every_field(validator: Draft202012Validator, field: str) -> None:
    plain = json.loads(RECORD.to_json())
    del plain[field]
    with pytest.raises(ValidationError, match=field):
        validator.validate(plain)


# -- types ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("span", "start"), "0", "Span: start is '0', but must be a whole number"),
        (("is_consortium",), "no", "ProjectRecord: is_consortium is 'no', but must be true or false"),
        (("section",), 5, "ProjectRecord: section is 5, but must be a text or null"),
        (("source", "path"), ["a"], r"Source: path is \['a'\], but must be a text or null"),
        (("organizations", 0, "role"), "boss", "Organization: role is 'boss', but must be one of lead, member, other"),
        (("organizations", 0), "RA", "Organization is 'RA', but must be an object"),
        (
            ("locations", 0, "latitude"),
            "north",
            "Location: latitude is 'north', but must be a number of degrees",
        ),
        (("locations", 0, "latitude"), float("nan"), "Location: latitude is nan, but"),
        (("locations", 0, "longitude"), 10**400, "Location: longitude is 1000"),
        (("targets", 0, "value"), "forty", "Target: value is 'forty', but must be a whole number"),
        (("targets", 0, "value"), True, "Target: value is True, but must be a whole number"),
        (("targets", 0, "value"), 1.5, "Target: value is 1.5, but must be a whole number"),
        (("targets", 0, "sex"), "women", "Target: sex is 'women', but must be one of female, male, mixed or null"),
        (("targets", 0, "attributes"), [1], r"Target: attributes is \(1,\), which holds"),
        (("activities", 0, "start"), None, "Activity: start is None, but must be a whole number"),
    ],
    ids=lambda v: ".".join(map(str, v)) if isinstance(v, tuple) else None,
)
def test_a_value_of_another_type_is_named(path: tuple[Any, ...], value: Any, said: str) -> None:
    plain = json.loads(RECORD.to_json())
    inner = plain
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(TypeError, match=f"^{said}"):
        record_from_dict(plain)


def test_whole_degrees_are_degrees() -> None:
    plain = record_to_dict(RECORD)
    plain["locations"][0] |= {"latitude": 16, "longitude": 0}
    assert record_from_dict(plain).locations[0].latitude == 16


@pytest.mark.parametrize("index", [-1, 0, 2], ids=["below", "itself", "beyond"])
def test_a_target_is_a_part_of_another_one(index: int) -> None:
    first = replace(TARGET, included_in=index)
    with pytest.raises(GroundingError, match=f"included in target {index}"):
        replace(RECORD, targets=(first, replace(PART, included_in=None)))
