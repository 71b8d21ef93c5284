"""Lists of names: where one ends and the next begins (the cases lie in `cases/namelists.json`)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support import cases

from wphf_extract.names.namelists import parse_names
from wphf_extract.names.namewords import name_words

Found = list[tuple[str, str | None]]


def parse(text: str, *, how: str | None = None, places: tuple[str, ...] = ()) -> Found:
    """Reads a whole text; `how` is "listed" or "consortium" where the page calls them so."""
    calls = {how: True} if how else {}
    names = parse_names(text, 0, len(text), name_words(), lambda name: name in places, **calls)
    return [(text[name.start : name.end], name.acronym) for name in names]


@pytest.mark.parametrize("case", cases("namelists.json"))
def test_names_and_short_forms(case: dict[str, Any]) -> None:
    expected = [tuple(name) for name in case["names"]]
    places = tuple(case.get("places", ()))
    assert parse(case["text"], how=case.get("how"), places=places) == expected


def test_offsets_are_those_of_the_page() -> None:
    text = "İ Partners: Amani Foundation (AF) and Kaba Network on a project"
    start, end = text.index("Amani"), text.index(" on a")
    names = parse_names(text, start, end, name_words(), lambda _: False)
    assert [text[n.start : n.end] for n in names] == ["Amani Foundation", "Kaba Network"]


WORDS = [
    "Amani",
    "Foundation",
    "Association",
    "des",
    "Femmes",
    "et",
    "and",
    "for",
    "Women",
    "l’",
    "ALS",
    "Inc.",
    "e.V.",
]
MARKS = ["&", ",", ";", "(AF)", "(", ")", "[", "“", "”", " – ", "/", ":", "-", "…", "\u00a0", "\n"]
ODDITIES = ["e.V.", "İ", "🕊️", "e\u0301", "123"]
PIECES = st.sampled_from(WORDS + MARKS + ODDITIES)


@given(st.lists(PIECES, max_size=14).map(" ".join), st.booleans())
@example("“ Amani “ ( Amani", False)
@example("Amani Network\x0c", False)
def test_any_list_gives_names_in_order_and_apart(text: str, listed: bool) -> None:
    names = parse_names(text, 0, len(text), name_words(), lambda _: False, listed=listed)
    last = 0
    for name in names:
        assert last <= name.start < name.end <= len(text)
        assert text[name.start : name.end].strip() == text[name.start : name.end]
        assert name.acronym is None or name.acronym in text
        last = name.end
