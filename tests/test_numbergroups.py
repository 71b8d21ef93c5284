"""Numbers that together say one count."""

from __future__ import annotations

import pytest
from parts import target_words

from wphf_extract.components.targets.numbergroups import NumberGroups
from wphf_extract.language.numbers import Number, number_reader

GROUPS = NumberGroups(target_words())


def numbers(text: str) -> list[Number]:
    return list(number_reader().find(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("fifty (50) widows", [("fifty (50)", 50)]),
        ("fifty ( 50) widows", [("fifty ( 50)", 50)]),
        ("50 (fifty) widows", [("50 (fifty)", 50)]),
        ("fifty (50 of them) widows", [("fifty", 50), ("50", 50)]),  # the bracket says more
        ("fifty (60) widows", [("fifty", 50), ("60", 60)]),
        ("40 of the 90 widows", [("40 of the 90", 40)]),
        ("forty out their 90", [("forty out their 90", 40)]),
        ("40 of the district’s 90 widows", [("40 of the district’s 90", 40)]),
        ("40 of the tallest 90 widows", [("40", 40), ("90", 90)]),
        ("40 of 90 widows", [("40", 40), ("90", 90)]),
        ("Two of the eight groups", [("Two", 2), ("eight", 8)]),  # tells of all eight
        ("one of the 90 widows", [("one", 1), ("90", 90)]),
        ("90 of the 40 widows", [("90", 90), ("40", 40)]),
        (f"40 of the {'very-long-' * 4}district’s 90", [("40", 40), ("90", 90)]),
        ("40", [("40", 40)]),
        ("", []),
    ],
)
def test_joined(text: str, joined: list[tuple[str, int]]) -> None:
    found = GROUPS.joined(text, numbers(text))
    assert [(text[number.start : number.end], number.value) for number in found] == joined


def top(text: str) -> int | None:
    first, *others = numbers(text)
    end = GROUPS.range_end(text, first, others[0] if others else None)
    return end and end.value


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("30–40 widows", 40),
        ("30 — 40 widows", 40),
        ("30-40 widows", 40),
        ("30\u00a0–\u00a040 widows", 40),
        ("30 to 40 widows", 40),
        ("five TO eight widows", 8),
        ("between 30 and 40 widows", 40),
        ("Between 30 and 40 widows", 40),
        ("widows (between 30 and 40)", 40),
        ("30 and 40 widows", None),
        ("40–30 widows", None),
        ("40–40 widows", None),
        ("30 widows to 40 men", None),
        ("30, 40 widows", None),
        ("grants of USD 30 to 40 widows", None),  # the first is a sum of money
        ("grants of USD 30 to 40 each", 40),
        ("30 widows", None),
    ],
)
def test_the_upper_end_of_a_range(text: str, end: int | None) -> None:
    assert top(text) == end


@pytest.mark.parametrize(
    ("text", "grown"),
    [
        ("from 9 to 30 clubs", True),
        ("grew From 9 to 30 clubs", True),
        ("from 9–30 clubs", False),
        ("9 to 30 clubs", False),
        ("between 9 and 30 clubs", False),
    ],
)
def test_what_has_grown(text: str, grown: bool) -> None:
    first, last = numbers(text)
    assert GROUPS.has_grown(text, first, last) is grown
