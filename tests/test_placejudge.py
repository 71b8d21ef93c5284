"""Whether a name can be a place: by its words, by the gazetteer, and by how it is led to."""

from __future__ import annotations

import pytest
from parts import place_cues, place_judge

from wphf_extract.components.locations.placecontext import Cue, cue_before, words_before, words_behind
from wphf_extract.explanations.reasons import REASONS
from wphf_extract.resources import shared_gazetteer

JUDGE = place_judge()


def against(text: str, name: str, country: str | None = "MLI", kind: str | None = None) -> str:
    """Why a name is no place where it stands in a text."""
    at = text.index(name)
    cue = cue_before(words_before(text, at, 0), place_cues())
    own = bool(country and shared_gazetteer().candidates(name, country=country))
    return JUDGE.against(name, cue, kind or cue.kind, country, own, words_behind(text, at + len(name), len(text)))


@pytest.mark.parametrize(
    ("name", "country"), [("Mali", True), ("DRC", True), ("IT", False), ("MLI", False), ("Ségou", False)]
)
def test_countries(name: str, country: bool) -> None:
    assert JUDGE.is_country(name) is country


@pytest.mark.parametrize(
    ("name", "country", "known"),
    [
        ("Ségou", "MLI", True),
        ("SEGOU", "MLI", True),
        ("northern Ségou", "MLI", True),  # with a direction
        ("Nairobi", "MLI", True),  # large enough abroad
        ("Niger", "MLI", True),
        ("Zzuma", "MLI", False),
        ("Ségou North", "MLI", True),
        ("Ségou 2", "MLI", True),  # with a number
        ("GAO", "MLI", False),  # a short form
        ("Segu", "MLI", True),  # a variant
        ("Northern", "MLI", False),
    ],
)
def test_known_names(name: str, country: str, known: bool) -> None:
    assert JUDGE.is_known(name, country) is known


@pytest.mark.parametrize(
    ("name", "country", "abroad", "whole"),
    [
        ("Guatemala City", "GTM", False, True),
        ("Guatemala City", "MLI", False, False),
        ("Guatemala City", "MLI", True, True),
        ("Guatemala City", None, False, False),
        ("Ségou Town", "MLI", True, False),
    ],
)
def test_names_with_their_kind(name: str, country: str | None, abroad: bool, whole: bool) -> None:
    assert JUDGE.is_whole_name(name, country, abroad=abroad) is whole


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Malian", "adjective"),
        ("Ségou", ""),
        ("Monday", "never"),
        ("Women Peace", "never"),
        ("Women Ségou", "never"),  # its first word
        ("Ségou Women", ""),
        ("12", "never"),
        ("", "never"),
        ("Congolese", "adjective"),
        ("West Malian", "adjective"),
        ("Tajik-Kyrgyz", "adjective"),
        ("Thai–Myanmar", "adjective"),
        ("Mopti-Sévaré", ""),
        ("West", ""),
        ("East African", "never"),
    ],
)
def test_what_is_never_a_place(name: str, why: str) -> None:
    assert JUDGE.never(name) == why


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("They fly in Ségou.", "Ségou", ""),
        ("They fly in Zzuma.", "Zzuma", ""),  # led to: it need not be known
        ("They fly in Zzuma women.", "Zzuma", "people"),
        ("They fly in Happy Harvest.", "Happy Harvest", "no_name"),
        ("They fly in ZZUMA.", "ZZUMA", "no_name"),
        ("They fly in the province of ZZUMAKABA.", "ZZUMAKABA", ""),  # its kind is said
        ("They fly in the province of ZZUMA.", "ZZUMA", "no_name"),  # but that is a short form
        ("They fly in QuickZzuma.", "QuickZzuma", "no_name"),
        ("They fly in Zzuma Foundation.", "Zzuma Foundation", "no_name"),
        ("They fly in Zzuma Kaba Dori Wolo Nala Temo.", "Zzuma Kaba Dori Wolo Nala Temo", "no_name"),
        ("They fly in Camp 4.", "Camp 4", ""),
        ("They fly in Kite 4.", "Kite 4", "no_name"),
        ("They fly in Nairobi Zzuma.", "Nairobi", "longer_name"),
        ("They fly in Nairobi and sing.", "Nairobi", ""),
        ("They came from Niger.", "Niger", "abroad"),
        ("They came from Ségou.", "Ségou", ""),
        ("They fly in Zzuma Mali.", "Zzuma Mali", "no_name"),  # as an organisation calls itself
        ("They fly in North Mali.", "North Mali", ""),
        ("Spots in Hausa.", "Hausa", "language"),
        ("Spots in Zzuma.", "Zzuma", "language"),
        ("Radio spots in Ségou.", "Ségou", ""),
        ("They print in Ixil language.", "Ixil", "language"),
        ("The kites of Ségou and others.", "Ségou", ""),
        ("The kites of Zzuma fly.", "Zzuma", "longer_name"),
        ("The kites of Zzuma and others.", "Zzuma", "unknown"),
        ("The kites of Ségou dam.", "Ségou", "longer_name"),
        ("Kites (Ségou).", "Ségou", ""),
        ("Kites (Zzuma).", "Zzuma", "unknown"),
        ("Ségou has kites.", "Ségou", ""),
        ("Zzuma has kites.", "Zzuma", "unknown"),
        ("Gao has kites.", "Gao", "short"),
        ("Harvest has kites.", "Harvest", "common"),
        ("Ségou women fly.", "Ségou", ""),
        ("Ségou dam.", "Ségou", "longer_name"),
    ],
)
def test_why_a_name_is_no_place(text: str, name: str, why: str) -> None:
    assert against(text, name) == why
    assert not why or why in REASONS


def test_a_name_on_a_list_need_not_be_strict() -> None:
    listed, led = Cue("list", "in", None, ""), Cue("strong", "in", None, "in")
    assert JUDGE.against("Happy Harvest", listed, None, "MLI", False, ()) == ""
    assert JUDGE.against("Happy Harvest", led, None, "MLI", False, ()) == "no_name"


def test_an_unknown_name_is_no_place_without_a_country_either() -> None:
    assert against("Zzuma has kites.", "Zzuma", None) == "unknown"
    assert against("They fly in Zzuma.", "Zzuma", None) == ""


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("They met. Listening circles were held", "Listening", "common"),
        ("in Listening circle of Gao", "Listening", ""),
        ("with Zzuma circles of elders", "Zzuma", ""),
    ],
)
def test_a_kind_makes_no_place_of_a_common_word(text: str, name: str, why: str) -> None:
    assert against(text, name, kind="circle") == why


def test_what_is_for_people_is_no_kind_of_place() -> None:
    cue = cue_before(["camps", "for"], place_cues())
    assert (cue.strength, cue.kind) == ("weak", None)
    assert cue_before(["camps", "of"], place_cues()).kind == "camp"


@pytest.mark.parametrize(
    ("text", "are"),
    [
        ("Ségou and Mopti", True),
        ("Ségou, Zzuma", False),
        ("Zzuma district", True),  # its kind tells
        ("Zzuma and Kakka districts", True),
        ("Zzuma District", False),
        ("Listening circle", False),
        ("Solidarity village", False),
        ("Zzuma Network camp", False),
        ("", False),
    ],
)
def test_lines_of_nothing_but_places(text: str, are: bool) -> None:
    assert place_judge().are_places(text, "MLI") is are
