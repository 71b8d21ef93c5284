"""Records as plain values and back: the same as `to_dict` gives, and strict in what becomes a record."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Literal

import pytest
from storepages import simple, two_places
from support import record, source

from wphf_extract import GroundingError
from wphf_extract.plain import made, page_from_dict, page_to_dict, record_from_dict, record_to_dict
from wphf_extract.records import Source, Span

PAGE = two_places()


@dataclass(frozen=True)
class Kite:
    """Each sort of field that records have."""

    name: str
    tails: int
    is_red: bool
    height: float | None
    shape: Literal["diamond", "delta"] | None
    flyers: tuple[str, ...] = ()


GOOD: dict[str, Any] = {"name": "K", "tails": 2, "is_red": True, "height": 1.5, "shape": "delta", "flyers": ("A", "B")}


def test_values_of_their_types_are_taken() -> None:
    assert made(Kite, GOOD) == Kite(**GOOD)
    assert made(Kite, {**GOOD, "height": None, "shape": None, "flyers": ()}).height is None
    assert made(Kite, {**GOOD, "height": -180}).height == -180
    assert made(Kite, {key: value for key, value in GOOD.items() if key != "flyers"}).flyers == ()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", 1, "name is 1, but must be a text"),
        ("name", None, "name is None, but must be a text"),
        ("tails", "2", "tails is '2', but must be a whole number"),
        ("tails", 2.0, "tails is 2.0, but must be a whole number"),
        ("tails", True, "tails is True, but must be a whole number"),
        ("is_red", 1, "is_red is 1, but must be true or false"),
        ("height", "1.5", "height is '1.5', but must be a number of degrees or null"),
        ("height", True, "height is True, but must be a number of degrees or null"),
        ("height", 180.5, "height is 180.5, but must be a number of degrees or null"),
        ("height", float("inf"), "height is inf, but must be a number of degrees or null"),
        ("shape", "round", "shape is 'round', but must be one of delta, diamond or null"),
        ("shape", 3, "shape is 3, but must be one of delta, diamond or null"),
        ("flyers", "AB", "flyers is 'AB', but must be a list"),
        ("flyers", ["A"], r"flyers is \['A'\], but must be a list"),
        ("flyers", ("A", None), r"flyers is \('A', None\), which holds what must not be there"),
        ("name", "x" * 900, None),
        ("tails", "x" * 900, "tails is 'x{56}\\.\\.\\., but must be a whole number"),
    ],
)
def test_other_values_are_told_by_field(field: str, value: Any, said: str | None) -> None:
    if said is None:
        assert getattr(made(Kite, {**GOOD, field: value}), field) == value
        return
    with pytest.raises(TypeError, match=f"^Kite: {said}$"):
        made(Kite, {**GOOD, field: value})


@pytest.mark.parametrize("data", [None, "text", [], 3])
def test_what_is_no_object_is_told(data: Any) -> None:
    with pytest.raises(TypeError, match=r"^Kite is .*, but must be an object$"):
        made(Kite, data)


def test_fields_too_few_or_too_many_are_told() -> None:
    with pytest.raises(TypeError, match="tails"):
        made(Kite, {key: value for key, value in GOOD.items() if key != "tails"})
    with pytest.raises(TypeError, match="string"):
        made(Kite, {**GOOD, "string": 1})


def test_records_check_themselves_once_more() -> None:
    with pytest.raises(GroundingError):
        made(Span, {"start": 4, "end": 4})


def test_plain_values_are_those_of_to_dict() -> None:
    assert page_to_dict(PAGE) == PAGE.to_dict()
    (here,) = PAGE.records
    assert record_to_dict(here) == here.to_dict()
    assert list(record_to_dict(here)) == list(here.to_dict())  # in the order of the fields, as files have them


def test_there_and_back_through_json() -> None:
    for page in (PAGE, simple("kites.txt", "Amani Wetu Network", 3), replace(PAGE, records=())):
        assert page_from_dict(json.loads(json.dumps(page_to_dict(page)))) == page


@pytest.mark.parametrize("text", ["İ e\u0301 ß", "one\r\ntwo\u00a0three\u2028four", "👩🏿‍🌾", "zero\0byte"], ids=ascii)
def test_any_text_comes_back(text: str) -> None:
    here = record(text, source=source(None), section=text)
    assert record_from_dict(json.loads(json.dumps(record_to_dict(here)))) == here


@pytest.mark.parametrize("field", ["source", "span", "organizations", "locations", "targets", "activities"])
def test_a_missing_part_is_named(field: str) -> None:
    plain = record_to_dict(PAGE.records[0])
    del plain[field]
    with pytest.raises(KeyError, match=field):
        record_from_dict(plain)


def test_plain_values_are_not_changed() -> None:
    plain = page_to_dict(PAGE)
    before = json.dumps(plain)
    page_from_dict(plain)
    assert json.dumps(plain) == before


def test_a_source_is_made_as_well() -> None:
    assert made(Source, PAGE.source.to_dict()) == PAGE.source
