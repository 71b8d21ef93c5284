"""What the gazetteer knows is written into the places of a description, ambiguous names last."""

from __future__ import annotations

from typing import Any

import pytest
from parts import place_cues

from wphf_extract.components.locations.placelookup import PlaceLookup
from wphf_extract.resources import shared_gazetteer

LOOKUP = PlaceLookup(place_cues(), shared_gazetteer())
FACTS = ("country_code", "geonames_id", "latitude", "longitude", "admin1")


def resolve(country: str | None, *names: str, kind: str | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"name": name, "kind": kind} for name in names]
    LOOKUP.resolve(found, country)
    return found


def test_a_known_place() -> None:
    (place,) = resolve("MLI", "Ségou")
    assert (place["country_code"], place["admin1"]) == ("MLI", "Ségou")
    assert place["geonames_id"] and place["latitude"] == pytest.approx(13.43, abs=0.1)


@pytest.mark.parametrize("name", ["Zzuma", "", "12", " ", "Zzuma 12", "Zzuma South", "South"])
def test_what_is_unknown_keeps_its_name_and_nothing_else(name: str) -> None:
    (place,) = resolve("MLI", name)
    assert place == {"name": name, "kind": None, **dict.fromkeys(FACTS)}


@pytest.mark.parametrize("name", ["Ségou 1", "Ségou 12"])
def test_a_number_behind_a_name_may_be_left_out(name: str) -> None:
    (plain, numbered) = resolve("MLI", "Ségou", name)
    assert {key: numbered[key] for key in FACTS} == {key: plain[key] for key in FACTS}


def test_so_may_a_direction_behind_a_town_but_not_behind_a_large_area() -> None:
    (town, beside) = resolve("SSD", "Bor", "Bor South")
    assert beside["latitude"] is not None
    assert (beside["latitude"], beside["longitude"]) == (town["latitude"], town["longitude"])
    (place,) = resolve("MLI", "Mali South")
    assert place["latitude"] is None


@pytest.mark.parametrize(
    ("names", "latitude"),
    [
        (("San Juan",), 9.95),
        (("Villavicencio", "San Juan"), 3.37),
        (("San Juan", "Villavicencio"), 3.37),  # in any order
        (("Cartagena", "San Juan"), 9.95),
        (("Colombia", "San Juan"), 9.95),  # a country is near nothing
        (("Zzuma", "San Juan"), 9.95),
    ],
)
def test_of_namesakes_the_one_near_the_others_is_meant(names: tuple[str, ...], latitude: float) -> None:
    places = {place["name"]: place for place in resolve("COL", *names)}
    assert places["San Juan"]["latitude"] == pytest.approx(latitude, abs=0.05)


def test_no_places() -> None:
    assert resolve("MLI") == []
    assert resolve(None, "Zzuma")[0]["latitude"] is None
