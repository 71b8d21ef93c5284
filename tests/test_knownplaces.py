"""Whether words among names of organisations are a place."""

from __future__ import annotations

import pytest

from wphf_extract.components.organizations.knownplaces import SMALL_TAIL, KnownPlaces, without_small_words
from wphf_extract.resources import shared_gazetteer


@pytest.mark.parametrize(
    ("name", "country", "known"),
    [
        ("Ségou", "MLI", True),
        ("Ségou region", "MLI", True),  # a kind behind it
        ("Niono polder", "MLI", True),  # also one that the gazetteer does not know as such
        ("Segou", "MLI", True),
        ("Ségou", None, True),
        ("Niono", "MLI", True),
        ("Niono", "KEN", False),  # small, and elsewhere
        ("Mali", "KEN", True),
        ("Mali region", "KEN", True),
        ("Nairobi", "MLI", True),  # large
        ("Zzuma", "MLI", False),
        pytest.param("KW", "MLI", False),
        ("province", "MLI", False),
        pytest.param("region", "MLI", False),
        ("", "MLI", False),
        ("Sègoo", "MLI", False),  # no slips
    ],
)
def test_places(name: str, country: str | None, known: bool) -> None:
    assert KnownPlaces(shared_gazetteer(), country).has(name) is known


@pytest.mark.parametrize(
    ("name", "people"), [("Malian", True), ("South Sudanese", True), ("malian", False), ("Mali", False), ("", False)]
)
def test_adjectives_of_countries(name: str, people: bool) -> None:
    assert KnownPlaces(shared_gazetteer(), None).is_people(name) is people


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("Ségou region", "Ségou"),
        ("Ségou Region", "Ségou Region"),
        ("region", "region"),
        ("Ségou  sub-region", "Ségou"),
        ("", ""),
    ],
)
def test_a_small_word_at_the_end(name: str, rest: str) -> None:
    assert SMALL_TAIL.sub("", name) == rest


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("Gao", True),
        ("Gao region", True),
        ("Gao, Ansongo and Bourem circles", True),
        ("Gao & Xyzzyr", True),
        ("Xyzzyr and Bourem circles", True),
        ("Xyzzyr and Bourem", False),  # a name, and where it is
        ("Xyzzyr, Gao and Mopti", False),
        ("Gao, Xyzzyr and Plughor", False),
        ("Gao, Women United", False),
        ("Women of Gao", False),
        ("Gao without Mopti", False),
        ("Gao, Bobo-Dioulasso and Ouagadougou", True),
        ("Mopti, San Juan de Gao", False),
    ],
)
def test_lists_of_places(text: str, is_list: bool) -> None:
    assert KnownPlaces(shared_gazetteer(), "MLI").is_list(text, frozenset({"and", "&"})) is is_list


@pytest.mark.parametrize(
    ("name", "rest"),
    [("Bandarban hill districts", "Bandarban"), ("Gao", "Gao"), ("Kaba of Gao", "Kaba of Gao"), ("", "")],
)
def test_small_words_at_the_end(name: str, rest: str) -> None:
    assert without_small_words(name) == rest
