"""The gazetteer with a user's own places, and without names switched off."""

from __future__ import annotations

import pickle

import pytest

from wphf_extract.errors import RuleError
from wphf_extract.gazetteer import Gazetteer
from wphf_extract.gazetteer.owngazetteer import OwnGazetteer
from wphf_extract.resources import shared_gazetteer
from wphf_extract.rules.ownfiles import RuleText
from wphf_extract.rules.ownrules import read_own

PLACES = """
[[place]]
name = "Zzuma Mpya"
country = "KEN"
latitude = -3.5
longitude = 39
admin1 = "Kilifi"
variants = ["New Zzuma"]

[[place]]
name = "Zzanga"
country = "KEN"
latitude = 1
longitude = 38
kind = "admin1"

[[place]]
name = "Garissa"
country = "KEN"
latitude = 10
longitude = 10
kind = "town"

[off.places]
KEN = ["Lodwar"]
"""


def gazetteer(*texts: str) -> Gazetteer:
    return read_own(tuple(RuleText(f"{n}.toml", text) for n, text in enumerate(texts))).gazetteer


OWN = gazetteer(PLACES)


@pytest.mark.parametrize("name", ["Zzuma Mpya", "zzuma-mpya", "ZZUMA MPYÀ", "New Zzuma", "Zzuma Mpia"])
def test_a_place_is_found_by_its_names_their_spellings_and_a_slip(name: str) -> None:
    place = OWN.lookup(name, country="KEN")
    assert place is not None
    assert (place.name, place.country_code, place.kind) == ("Zzuma Mpya", "KEN", "town")
    assert (place.latitude, place.longitude, place.admin1) == (-3.5, 39, "Kilifi")
    assert (place.geonames_id, place.population, place.written) == (None, 0, True)


def test_a_place_counts_in_its_country() -> None:
    assert OWN.candidates("Zzuma Mpya", country="TZA") == ()
    assert [place.name for place in OWN.candidates("Zzuma Mpya")] == ["Zzuma Mpya"]


def test_a_first_level_division_is_its_own() -> None:
    (place,) = OWN.candidates("Zzanga", country="KEN")
    assert (place.kind, place.admin1) == ("admin1", "Zzanga")


def test_a_place_replaces_those_of_its_name_country_and_kind() -> None:
    kinds = {place.kind for place in shared_gazetteer().candidates("Garissa", country="KEN")}
    assert {"town", "admin1"} <= kinds  # or there is nothing to replace, and nothing to keep
    found = OWN.candidates("Garissa", country="KEN")
    assert [place.latitude for place in found if place.kind == "town"] == [10]
    assert {place.kind for place in found} == kinds


def test_a_name_switched_off_is_gone_in_its_country_only() -> None:
    shipped = shared_gazetteer()
    assert shipped.candidates("Lodwar", country="KEN")
    assert OWN.candidates("Lodwar", country="KEN") == ()
    own = gazetteer('[off.places]\nUGA = ["Busia"]')
    assert (own.candidates("Busia", country="UGA"), bool(own.candidates("Busia", country="KEN"))) == ((), True)


def test_a_name_may_be_switched_off_twice() -> None:
    off = '[off.places]\nKEN = ["Lodwar", "lodwar"]'
    assert gazetteer(off, off).candidates("Lodwar", country="KEN") == ()


@pytest.mark.parametrize(
    ("name", "said"), [("Lodwaar", "did you mean 'Lodwar'"), ("Qqqq", "'Qqqq'$"), ("Kenya", "'Kenya'$")]
)
def test_what_no_place_is_called_cannot_be_switched_off(name: str, said: str) -> None:
    with pytest.raises(RuleError, match=rf"^0\.toml:2: .*no place of KEN is called .*{said}"):
        gazetteer(f'[off.places]\nKEN = ["{name}"]')


def test_a_later_file_switches_off_what_an_earlier_one_added_and_the_other_way_round() -> None:
    off = '[off.places]\nKEN = ["Zzuma Mpya"]'
    assert gazetteer(PLACES, off).candidates("Zzuma Mpya", country="KEN") == ()
    (place,) = gazetteer('[off.places]\nKEN = ["Garissa"]', PLACES).candidates("Garissa", country="KEN")
    assert place.latitude == 10


def test_the_shipped_gazetteer_stays_as_it_is_and_serves_who_has_no_places() -> None:
    assert shared_gazetteer().candidates("Zzuma Mpya", country="KEN") == ()
    assert gazetteer() is shared_gazetteer()
    assert gazetteer('[[words]]\nlist = "names.heads"\nadd = ["zzama"]') is shared_gazetteer()


@pytest.mark.parametrize(
    "made",
    [
        OwnGazetteer(read_own((RuleText("0.toml", PLACES),))),
        pytest.param(OWN),
    ],
    ids=["made", "of the rules"],
)
def test_it_is_pickled_by_its_rules(made: Gazetteer) -> None:
    again = pickle.loads(pickle.dumps(made))
    assert made.lookup("New Zzuma", country="KEN") is not None
    assert again.lookup("New Zzuma", country="KEN") == made.lookup("New Zzuma", country="KEN")
    assert again.candidates("Lodwar", country="KEN") == ()


@pytest.mark.parametrize("toml", ['[off.places]\nXXX = ["Garissa"]', PLACES.replace("KEN", "XXX")])
def test_no_country(toml: str) -> None:
    with pytest.raises(RuleError, match=r"^0\.toml:\d+: .*'XXX' is no country"):
        gazetteer(toml)
