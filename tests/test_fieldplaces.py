"""The places of one field: candidates, what leads to them, and why others are none."""

from __future__ import annotations

from typing import Any

import pytest
from parts import place_cues, place_judge

from wphf_extract import extract
from wphf_extract.components.fields import Field
from wphf_extract.components.locations.fieldplaces import FieldPlaces, PlaceTools
from wphf_extract.components.locations.placeruns import RunCutter
from wphf_extract.explanations.trace import Trace
from wphf_extract.names.namewords import name_words
from wphf_extract.resources import shared_gazetteer


def find(
    text: str, role: str = "text", label: str = "", country: str = "MLI", masked: str = ""
) -> tuple[list[dict[str, Any]], Trace]:
    """The places of a text that is one field; `masked` is the name of an organisation in it."""
    trace = Trace()
    runs = RunCutter(text, place_cues(), shared_gazetteer(), place_judge())
    tools = PlaceTools(text, text.replace("_", "\0"), place_cues(), name_words(), place_judge(), runs, trace)
    names = [(text.index(masked), text.index(masked) + len(masked))] if masked else []
    places = FieldPlaces(tools, Field(role, 0, len(text), label), names, country)
    places.find()
    places.share_kinds()
    return places.found, trace


def found(text: str, **how: Any) -> list[tuple[str, str | None, str]]:
    """Name, kind and rule of each place."""
    places, _ = find(text, **how)
    assert all(text[place["start"] : place["end"]] == place["name"] for place in places)
    return [(place["name"], place["kind"], place["rule"].removeprefix("place.")) for place in places]


def reasons(text: str, **how: Any) -> list[tuple[str, str]]:
    """The words of each name that is no place, and why."""
    return [(text[no.start : no.end], no.reason) for no in find(text, **how)[1].decisions]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", []),
        ("They fly kites.", []),
        ("They fly in Ségou.", [("Ségou", None, "strong")]),
        ("The kites of Ségou and others.", [("Ségou", None, "weak")]),
        ("They came from Ségou.", [("Ségou", None, "origin")]),
        ("Radio spots in Ségou.", [("Ségou", None, "spoken")]),
        ("Kites (Ségou).", [("Ségou", None, "bracket")]),
        ("Ségou has kites.", [("Ségou", None, "none")]),
        ("Ségou region has kites.", [("Ségou", "region", "kind")]),
        (
            "They fly in Ségou, Niono and Zzuma.",
            [("Ségou", None, "strong"), ("Niono", None, "list"), ("Zzuma", None, "list")],
        ),
        ("Ségou – they fly.", [("Ségou", None, "bracket")]),
        ("They, Ségou, fly.", [("Ségou", None, "bracket")]),
        ("They fly in the Zzuma hills.", [("Zzuma hills", "hills", "strong")]),
        ("They fly in\u00a0Ségou.", [("Ségou", None, "strong")]),
        ("They fly_Ségou_now.", [("Ségou", None, "none")]),
        ("They are back to Zzuma.", [("Zzuma", None, "strong")]),
        ("They fled Gao to Ségou and Niono.", [("Ségou", None, "strong"), ("Niono", None, "list")]),
        ("The return of Zzuma.", []),
        ("They fly in Zzuma and Ségou.", [("Zzuma", None, "strong"), ("Ségou", None, "list")]),
        ("Women displaced in Ségou fly.", [("Ségou", None, "strong")]),
        ("They fly in Se\u0301gou.", [("Se\u0301gou", None, "strong")]),
    ],
)
def test_what_leads_to_a_place(text: str, places: list[tuple[str, str | None, str]]) -> None:
    assert found(text) == places


def test_a_list_goes_on_with_the_relation_of_its_first_place() -> None:
    places, trace = find("They fly near Ségou and Niono.")
    assert [place["relation"] for place in places] == ["near", "near"]
    assert trace.led_by == {14: "near", 24: ""}


def test_a_plural_kind_behind_a_list_is_that_of_all_of_it() -> None:
    assert found("They fly in Ségou, Mopti and Gao regions.") == [
        ("Ségou", "region", "strong"),
        ("Mopti", "region", "list"),
        ("Gao", "region", "list"),
    ]
    assert [kind for _, kind, _ in found("They fly in Ségou, Mopti and Gao region.")] == [None, None, "region"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Their “Ségou of Widows” flies.", [("Ségou of Widows", "in_quotes")]),
        ('Their "Ségou Calls" flies.', [("Ségou Calls", "in_quotes")]),
        ("They fled Ségou and Niono.", [("Ségou", "fled"), ("Niono", "fled")]),  # and what is listed with it
        ("They fled Ségou to Niono.", [("Ségou", "fled")]),
        ("In the Malian sky.", [("Malian", "adjective")]),
        ("On Monday they fly.", [("Monday", "never")]),
        ("In the Ségou agreement.", [("Ségou", "document")]),
        pytest.param("In the Ségou Agreement.", [("Ségou Agreement", "document")]),
        ("The kites of the Ségou agreement.", [("Ségou", "longer_name")]),
    ],
)
def test_why_a_name_is_none(text: str, why: list[tuple[str, str]]) -> None:
    assert [reason for reason in reasons(text) if reason in why] == why


def test_a_plural_kind_before_a_list_is_that_of_all_of_it_too() -> None:
    assert found("They fly in the regions of Ségou, Mopti and Gao.") == [
        ("Ségou", "region", "strong"),
        ("Mopti", "region", "list"),
        ("Gao", "region", "list"),
    ]
    assert found("They fly in the regions of Ségou.") == [("Ségou", None, "strong")]  # it is that of parts of it
    assert found("They fly in the regions of Mali and Niger.")[0] == ("Mali", None, "strong")


def test_peoples_of_a_list_are_no_places() -> None:
    text = "They unite Ségou, Mopti and Zzala women."
    assert found(text) == []
    assert {name for name, why in reasons(text) if why == "people"} == {"Zzala", "Ségou", "Mopti"}
    led = text.replace("unite", "fly in")
    assert [name for name, _, _ in found(led)] == ["Ségou", "Mopti"]  # a word leads to the list as to places


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("women displaced from Gao, Niono and Ségou fly.", [("Gao", "fled"), ("Niono", "fled"), ("Ségou", "fled")]),
        (
            "songs in Bambara, Fulfulde and Dogon.",
            [("Bambara", "language"), ("Fulfulde", "language"), ("Dogon", "language")],
        ),
        ("books in Ségou Arabic.", [("Ségou", "language")]),
        ("books in Ségou and Hausa.", [("Ségou", "language"), ("Hausa", "language")]),
    ],
)
def test_what_is_listed_with_no_place_is_none(text: str, why: list[tuple[str, str]]) -> None:
    assert found(text) == []
    assert reasons(text) == why


def test_one_quoted_word_is_no_title() -> None:
    assert found("They fly in “Ségou”.") == [("Ségou", None, "none")]


def test_a_place_in_the_name_of_an_organisation() -> None:
    text = "Niono Kites trains widows in Ségou, and Niono’s kites fly."
    assert [name for name, _, _ in found(text, masked="Niono Kites")] == ["Ségou", "Niono"]  # a place of the country
    assert reasons(text, masked="Niono Kites")[0] == ("Niono Kites", "in_name")
    text = text.replace("Niono", "Zzuma")
    assert [name for name, _, _ in found(text, masked="Zzuma Kites")] == ["Ségou"]
    assert ("Zzuma", "in_name") in reasons(text, masked="Zzuma Kites")


def test_a_field_of_places_leads_to_all_its_names() -> None:
    assert found("Zzuma", role="location", label="Province") == [("Zzuma", "province", "list")]
    assert found("the hall of Zzuma; Ségou", role="location", label="Where") == [
        ("Zzuma", None, "list"),
        ("Ségou", None, "list"),
    ]
    assert found("in Zzuma", role="location", label="Province") == [("Zzuma", None, "strong")]  # words lead better
    assert found("Zzuma; Ségou") == [("Ségou", None, "none")]


def test_in_a_title_only_places_of_the_country_count() -> None:
    assert found("Kites over Ségou, Zzuma and Nairobi", role="title") == [("Ségou", None, "none")]


def test_beside_the_name_of_who_carries_it_a_known_place_is_one() -> None:
    assert found("Kaba Wolo (KW) Niono", role="organization", masked="Kaba Wolo (KW)") == [("Niono", None, "bracket")]


def test_common_words_are_places_where_one_goes_on_their_list() -> None:
    page = extract(
        "Syria\n\nOur Partners\n\n"
        "- Kaba Network (KN) on a project for a show touring Damascus, Aleppo and As-Suwayda.\n"
        "- Nala Union (NU) on a project for Reading and writing.\n"
    )
    assert [[place.name for place in r.locations] for r in page.records] == [["Damascus", "Aleppo", "As-Suwayda"], []]


def test_directions_are_places_on_a_list_of_such() -> None:
    page = extract(
        "Solomon Islands\n\nOur Partners\n\n"
        "- Kaba Network (KN) on a project in four provinces (Malaita, Western and Temotu).\n"
        "- Nala Union (NU) on a project in the Western.\n"
    )
    assert [[place.name for place in r.locations] for r in page.records] == [["Malaita", "Western", "Temotu"], []]


def test_a_list_of_regions_is_none_of_languages() -> None:
    page = extract(
        "Ethiopia\n\nOur Partners\n\n"
        "- Kaba Network (KN) on a project for women from Oromia, Amhara and Somali regions.\n"
        "- Nala Union (NU) on a project with radio plays in Amharic and Somali.\n"
    )
    assert [[(place.name, place.kind) for place in r.locations] for r in page.records] == [
        [("Oromia", "region"), ("Amhara", "region"), ("Somali", "region")],
        [],
    ]
