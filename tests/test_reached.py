"""Whom the targets of one record reach: parts count once, units stay apart."""

from __future__ import annotations

from typing import Any

import pytest
from storepages import target
from support import record

from wphf_extract import ProjectRecord
from wphf_extract.reached import people, people_by_mark, people_by_sex, reached, summed

TEXT = "whole part other small"


def counted(*targets: tuple[int, dict[str, Any]]) -> ProjectRecord:
    """A record of up to four targets."""
    words = TEXT.split()
    return record(TEXT, targets=tuple(target(TEXT, words[n], v, words[n], **f) for n, (v, f) in enumerate(targets)))


def part(of: int = 0, **fields: Any) -> dict[str, Any]:
    return {"included_in": of, **fields}


def test_nothing_is_none_and_no_zero() -> None:
    assert people(counted()) is None
    assert reached(counted((5, {"unit": "groups"})), "people") is None
    assert people(counted((0, {}))) == 0
    assert people_by_sex(counted()) == {} == people_by_mark(counted())


def test_wholes_add_up_by_unit_and_parts_are_left_out() -> None:
    found = counted((100, {}), (40, part()), (7, {"unit": "groups"}), (20, {}))
    assert people(found) == reached(found, "people") == 120
    assert reached(found, "groups") == 7
    assert reached(found, "households") is None


@pytest.mark.parametrize(
    ("targets", "by_sex"),
    [
        ([(100, {"sex": "female"})], {"female": 100}),
        ([(100, {})], {None: 100}),
        ([(100, {}), (60, part(sex="female")), (30, part(sex="male"))], {"female": 60, "male": 30, None: 10}),
        ([(100, {"sex": "mixed"}), (60, part(sex="female"))], {"female": 60, "mixed": 40}),
        ([(100, {"sex": "female"}), (60, part(sex="male"))], {"female": 100}),  # the whole has its word
        ([(100, {}), (80, part(sex="female")), (50, part(sex="male"))], {"female": 80, "male": 20}),  # they overlap
        ([(100, {}), (60, part()), (20, part(1, sex="female"))], {"female": 20, None: 80}),  # a part of a part
        ([(100, {}), (9, part(unit="groups", sex="female"))], {None: 100}),  # of another unit
        ([(100, {}), (50, {"sex": "male"})], {None: 100, "male": 50}),
    ],
)
def test_people_by_sex_add_up(targets: list[tuple[int, dict[str, Any]]], by_sex: dict[str | None, int]) -> None:
    found = counted(*targets)
    assert {sex: count for sex, count in people_by_sex(found).items() if count} == by_sex
    assert sum(people_by_sex(found).values()) == people(found)


@pytest.mark.parametrize(
    ("targets", "by_mark"),
    [
        ([(100, {})], {}),
        ([(100, {"age": "youth", "attributes": ("widow", "rural")})], {"youth": 100, "widow": 100, "rural": 100}),
        ([(100, {}), (60, part(attributes=("widow",)))], {"widow": 60}),
        ([(100, {"attributes": ("rural",)}), (60, part(attributes=("rural", "widow")))], {"rural": 100, "widow": 60}),
        ([(100, {}), (80, part(age="youth")), (50, part(age="youth"))], {"youth": 100}),  # never more than the whole
        ([(100, {}), (60, part()), (20, part(1, attributes=("widow",)))], {"widow": 20}),
        ([(30, {"attributes": ("widow",)}), (20, {"attributes": ("widow",)})], {"widow": 50}),
        ([(9, {"unit": "groups", "attributes": ("widow",)})], {"widow": 0}),
    ],
)
def test_people_by_mark(targets: list[tuple[int, dict[str, Any]]], by_mark: dict[str | None, int]) -> None:
    assert people_by_mark(counted(*targets)) == by_mark


def test_sums_by_key() -> None:
    assert summed([{"female": 2}, {None: 1, "female": 3}, {}]) == {"female": 5, None: 1}
    assert summed([]) == {}
