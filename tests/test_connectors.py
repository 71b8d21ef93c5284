"""Connectors of a description: what parts names, and what is a public body."""

from __future__ import annotations

import pytest
from parts import connector_rules, matches

from wphf_extract.components.organizations.connectors import PART_END, Connectors
from wphf_extract.names.namewords import name_words


def connectors(text: str) -> Connectors:
    return Connectors(text, connector_rules(), matches(connector_rules(), text), name_words())


def marks(text: str) -> list[tuple[str, str]]:
    """Code and words of what parts names."""
    return [(code, text[mark.start : mark.end]) for code, mark in connectors(text).marks(0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Kaba Wolo", []),
        ("Kaba Wolo, in partnership with Radio Dori", [("member", "in partnership with")]),
        ("Kaba Wolo, in\u00a0partnership with Radio Dori", [("member", "in\u00a0partnership with")]),
        pytest.param("Kaba Wolo, in partnership\nwith Radio Dori", [("member", "in partnership\nwith")]),
        ("Kaba funded by Nala", [("other", "funded by")]),
        ("Kaba consortium", [("consortium", "consortium")]),
        ("a consortium of Kaba and Nala", [("led", "a consortium of")]),  # the longest of those that overlap
        ("Kaba Wolo (KW) with Dori Association", [("member", ") with")]),
        ("Kaba, with the support of Nala", [("other", "with the support of")]),  # likewise, though it begins later
        ("Kaba in Dori", [("place", "in")]),
        ("the Ministry of Kites", []),  # parts no names
        ("With its funding, Kaba sings", []),
    ],
)
def test_marks(text: str, found: list[tuple[str, str]]) -> None:
    assert marks(text) == found


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        ("Kaba Network with the Dori Association", True),
        ("Kaba Wolo (KW with Dori Association", True),  # the bracket was not closed
        ("Kaba Water Wolo with Nala Tree Planters (NTP)", True),  # the short form is of the second alone
        ("Nala Water Wolo with Tree Planters (NWTP)", False),
        ("Kaba Water Wolo with Nala Tree Planters", False),
        ("Kaba Network with widows", False),
        ("Kaba Network with Women’s Association", False),  # a theme
        ("Kaba Water Wolo with Youth Planters Nala (YPN)", True),  # though the first word is one
        ("Kaba Network with Aminata", False),  # no organisation
        ("Kaba Network with Aminata. Dori Association", False),
        ("Happy Harvest with Dori Association", False),
        ("with Dori Association", False),
        (f"Kaba Network {'of Kites ' * 30}with Dori Association", False),  # too long for a name
    ],
)
def test_with_joins_names_of_organisations(text: str, joins: bool) -> None:
    assert ("joined" in [code for code, _ in marks(text)]) is joins


def test_only_what_lies_within_is_asked_for() -> None:
    text = "Kaba in Dori, funded by Nala"
    made = connectors(text)
    assert [text[hit.start : hit.end] for hit in made.within(5, len(text))] == ["in", "funded by", "by"]
    assert [text[hit.start : hit.end] for hit in made.within(6, len(text))] == ["funded by", "by"]
    assert made.within(5, 6) == []
    assert [code for code, _ in made.marks(0, 13)] == ["place"]


def test_what_begins_a_stretch() -> None:
    text = "With its funding, Kaba sings with its funding"
    made = connectors(text)
    (hit,) = made.beginning(0, len(text), ("opening",))
    assert (made.code(hit), hit.start) == ("opening", 0)
    assert made.beginning(1, len(text), ("opening",)) == []
    assert made.beginning(0, len(text), ("named",)) == []


@pytest.mark.parametrize(
    ("name", "public"),
    [
        ("Ministry of Kites", True),
        ("the Ministry of Kites", True),
        ("Dori Town University", True),
        ("Union of Friends of the University", False),  # not one of the first words
        ("Kaba Network", False),
        ("", False),
    ],
)
def test_public_bodies(name: str, public: bool) -> None:
    text = f"With {name} they sing"
    assert connectors(text).is_public_body(5, 5 + len(name)) is public


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Kaba – Dori", "Kaba"),
        ("Kaba (KW)", "Kaba "),
        ("Kaba-Dori", "Kaba-Dori"),
        ("Kaba: Dori", "Kaba"),
        ("Kaba, Dori", "Kaba"),
    ],
)
def test_where_a_part_of_a_head_ends(text: str, part: str) -> None:
    assert PART_END.split(text, maxsplit=1)[0] == part
