"""Places that a slip left without their capital."""

from __future__ import annotations

from typing import Any

import pytest
from parts import place_cues

from wphf_extract.components.locations.uncapitalized import UncapitalizedPlaces
from wphf_extract.resources import shared_gazetteer


def add(text: str, *known: str, start: int = 0, country: str = "CMR") -> list[tuple[str, str, str]]:
    """Name, relation and rule of the places of a text, in their order; `known` were found before."""
    found: list[dict[str, Any]] = []
    for name in known:
        at = text.index(name)
        found.append({"name": name, "relation": "near", "start": at, "end": at + len(name), "rule": "before"})
    UncapitalizedPlaces(text, place_cues(), shared_gazetteer()).add(found, start, len(text), country)
    assert all(text[place["start"] : place["end"]] == place["name"] for place in found)
    assert [place["start"] for place in found] == sorted(place["start"] for place in found)
    return [(place["name"], place["relation"], place["rule"]) for place in found]


NEW = "place.uncapitalized"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", []),
        ("They fly near meiganga.", [("meiganga", "near", NEW)]),
        ("They fly in meiganga.", [("meiganga", "in", NEW)]),
        pytest.param("They fly in meiganga and near garoua.", [("meiganga", "in", NEW), ("garoua", "near", NEW)]),
        ("They fly in harvest.", []),  # a word
        ("They fly in zzuma.", []),  # unknown
        ("They sing of meiganga.", []),  # nothing that leads to it
        ("They begin meiganga.", []),  # *in* at the end of a word
        ("They fly in Meiganga.", []),  # that is found elsewhere
    ],
)
def test_led_to(text: str, places: list[tuple[str, str, str]]) -> None:
    assert add(text) == places


def test_places_of_the_country_only() -> None:
    assert add("They fly near meiganga.", country="FJI") == []


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("near Garoua and meiganga", ["meiganga"]),
        ("near Garoua (meiganga)", ["meiganga"]),
        ("near Garoua, harvest", []),
        ("near Garoua fly meiganga", []),
        (f"near Garoua and the {' ' * 40}meiganga", []),  # too far
    ],
)
def test_listed(text: str, added: list[str]) -> None:
    assert add(text, "Garoua") == [("Garoua", "near", "before"), *((name, "near", NEW) for name in added)]


def test_nothing_before_the_field_is_read() -> None:
    text = "near meiganga they fly near garoua"
    assert [name for name, _, _ in add(text, start=text.index("they"))] == ["garoua"]
