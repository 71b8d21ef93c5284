"""Names in a run of capitalised words, and their kinds."""

from __future__ import annotations

import pytest
from parts import place_cues, place_judge

from wphf_extract.components.locations.placeruns import RunCutter
from wphf_extract.resources import shared_gazetteer


def cutter(text: str) -> RunCutter:
    return RunCutter(text, place_cues(), shared_gazetteer(), place_judge())


def names(text: str, country: str | None = "MLI") -> list[tuple[str, str | None]]:
    """The names of all runs in a text, and their kinds."""
    cut = cutter(text)
    found = (name for run in place_cues().run.finditer(text) for name in cut.names(*run.span(), country))
    return [(text[start:end], kind) for start, end, kind in found]


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("fly over Ségou here", "MLI", [("Ségou", None)]),
        ("In Ségou", "MLI", [("Ségou", None)]),
        ("The Ségou", "MLI", [("Ségou", None)]),
        ("the Ségou Region", "MLI", [("Ségou", "region")]),
        ("the Region of Ségou", "MLI", [("Ségou", "region")]),
        ("Mangu LGAs of Plateau State", "NGA", [("Mangu", "lga"), ("Plateau", "state")]),
        ("Ségou’s Niono", "MLI", [("Ségou", None), ("Niono", None)]),
        ("Zzuma’s Niono", "MLI", [("Zzuma’s Niono", None)]),  # an unknown name may have its possessive
        ("of Gracias a Dios here", "HND", [("Gracias a Dios", None), ("Dios", None)]),
        ("Ségou and Mopti", "MLI", [("Ségou", None), ("Mopti", None)]),
        ("in Ségou’s", "MLI", [("Ségou", None)]),
        ("in Ségou’", "MLI", [("Ségou", None)]),
        ("the Democratic Republic of the Congo", "COD", [("Democratic Republic of the Congo", None)]),
        ("in al-Hasakah", "SYR", [("al-Hasakah", None)]),
        ("in ’Eua", "TON", [("’Eua", None)]),
        ("in pre-Ségou", "MLI", [("Ségou", None)]),  # nothing that names have
        ("in Guatemala City", "GTM", [("Guatemala City", None)]),
        ("in Ségou City", "MLI", [("Ségou", "city")]),
        ("in the Orinoco Delta", "VEN", [("Orinoco Delta", None)]),
        ("in the Reef Islands", "SLB", [("Reef Islands", None)]),
        ("in Marawi City", "PHL", [("Marawi", "city")]),  # the same place without it
        ("in Puerto Barrios", "GTM", [("Puerto Barrios", None)]),  # there is no Puerto
        ("in Barangay Marawi", "PHL", [("Marawi", "barangay")]),
        ("in Barangay Zzuma", "PHL", [("Barangay Zzuma", None)]),
        ("the Zzuma Village camps", "NGA", [("Zzuma Village", None)]),
        ("in Kyaka II", "UGA", [("Kyaka II", None)]),
        ("in Ségou II", "MLI", [("Ségou II", None)]),
        ("WLOs of Ségou", "MLI", [("Ségou", None)]),
        ("in Ségou Women", "MLI", [("Ségou", None)]),
        ("10 LGAs", "NGA", []),  # a kind alone
        ("in Centre", "HTI", [("Centre", None)]),  # unless a place is called so
        ("the Old Quarter", "MLI", []),
        ("the Autonomous Region of Bougainville", "PNG", [("Bougainville", None)]),
        ("in Mt. Hagen", "PNG", [("Mt. Hagen", None)]),
        ("in Gao. Hagen", "PNG", [("Gao", None), ("Hagen", None)]),
        ("in Bogotá D.C and", "COL", [("Bogotá D.C", None)]),
        ("the Old City of", "MLI", [("Old City", None)]),
        ("in South department", "HTI", [("South", None)]),
        ("in South town", "MLI", []),
        ("Welfare Councils of Kyangwali", "UGA", [("Kyangwali", None)]),
        ("South of Libya", "LBY", [("Libya", None)]),
        ("University of Ségou", "MLI", [("University of Ségou", None)]),
        ("In", "MLI", []),
        ("As Suwayda", "YEM", [("As Suwayda", None)]),
        ("As Ségou", "MLI", [("Ségou", None)]),
    ],
)
def test_names_of_runs(text: str, country: str, found: list[tuple[str, str | None]]) -> None:
    assert names(text, country) == found


def test_without_a_country_names_are_cut_all_the_same() -> None:
    assert names("the Ségou Region and In Dori", None) == [("Ségou", "region"), ("Dori", None)]


@pytest.mark.parametrize(
    ("text", "name", "country", "found", "own"),
    [
        ("in port Loko", "Loko", "SLE", "port Loko", True),
        ("in northern Ségou", "Ségou", "MLI", "Ségou", True),
        ("in northern Shan", "Shan", "MMR", "northern Shan", True),
        ("in Ségou", "Ségou", "MLI", "Ségou", True),
        ("in Zzuma", "Zzuma", "MLI", "Zzuma", False),
        ("in Ségou", "Ségou", None, "Ségou", False),
    ],
)
def test_a_word_before_may_belong_to_the_name(text: str, name: str, country: str | None, found: str, own: bool) -> None:
    first = text.index(name)
    start, is_own = cutter(text).with_small_word(first, first + len(name), 0, country)
    assert (text[start : first + len(name)], is_own) == (found, own)


def test_no_word_before_the_field_belongs_to_it() -> None:
    text = "port Loko"
    assert cutter(text).with_small_word(5, 9, 5, "SLE") == (5, False)
