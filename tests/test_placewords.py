"""The word lists of places: roles, kinds and plurals, runs of capitalised words, and what of a file is refused."""

from __future__ import annotations

import pytest
from parts import model_text, place_cues

from wphf_extract.components.locations.placewords import PlaceCues
from wphf_extract.errors import RuleError

TOML = model_text("wphf_locations/locations.toml")
CUES = place_cues()


@pytest.mark.parametrize(
    ("word", "role"),
    [("in", "in"), ("near", "near"), ("of", "weak"), ("from", "origin"), ("fled", "fled"), ("(", "opening")],
)
def test_roles_of_words_before_a_name(word: str, role: str) -> None:
    assert CUES.roles[word] == role


def test_kinds_are_words_before_a_name_unless_they_are_passed_over() -> None:
    assert CUES.roles["province"] == CUES.roles["provinces"] == "kind"
    assert CUES.roles["communities"] == "skipped"
    assert "widows" not in CUES.roles


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("province", "province"),
        ("provinces", "province"),
        ("cities", "city"),
        ("marshes", None),
        ("islands", "island"),  # though the plural is on the list too
        ("refugee camps", "refugee camp"),
        ("parishes", "parish"),
        ("Province", None),
    ],
)
def test_kinds_by_their_forms(form: str, kind: str | None) -> None:
    assert CUES.kinds.get(form) == kind


def test_the_last_words_of_kinds() -> None:
    assert {"area", "areas", "camp"} <= CUES.kind_ends
    assert "refugee" not in CUES.kind_ends


def test_what_is_made_of_the_lists() -> None:
    assert "(" in CUES.joiners and "," in CUES.joiners and ")" in CUES.in_lists
    assert {"in", "and", "from", "the"} <= CUES.leading
    assert "fled" not in CUES.leading
    assert "womens" in CUES.never and "women's" not in CUES.never  # folded
    assert "Agreement" in CUES.titles and "agreement" in CUES.documents


def runs(text: str) -> list[str]:
    return [run.group() for run in CUES.run.finditer(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("women in town", []),
        ("in Dori, Djibo and Gorom", ["Dori", "Djibo", "Gorom"]),
        ("the Upper Nile State", ["Upper Nile State"]),
        ("in Port\u00a0Loko", ["Port\u00a0Loko"]),
        ("in Port\nLoko", ["Port", "Loko"]),
        ("in Bor-Sud/Nord", ["Bor-Sud/Nord"]),
        ("Villa de los Santos today", ["Villa de los Santos"]),
        ("in Cox’s Bazar", ["Cox’s Bazar"]),
        ("in Domiz 1 and Domiz 2.", ["Domiz 1", "Domiz 2"]),
        ("in Domiz 12 widows", ["Domiz"]),
        ("Se\u0301gou", ["Se\u0301gou"]),
        ("in İzmir and Łódź", ["İzmir", "Łódź"]),
        ("McDori and aDori", ["McDori"]),  # no capital inside a word begins one
        ("in Dar es Salaam", ["Dar es Salaam"]),
        ("of l’Abéché", ["Abéché"]),
        ("Foa d’Abéché", ["Foa d’Abéché"]),
    ],
    ids=ascii,
)
def test_runs_of_capitalised_words(text: str, found: list[str]) -> None:
    assert runs(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in meiganga", ("in", "meiganga")),
        ("near bocaranga", ("near", "bocaranga")),
        ("in dori", None),
        ("in Dori", None),
    ],
)
def test_words_that_a_cue_leads_to(text: str, found: tuple[str, str] | None) -> None:
    match = CUES.led.search(text)
    written = match and match.groups()
    assert (written if written and written[1].islower() else None) == found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[kinds]", "[sorts]", r"locations\.toml:\d+: unknown key 'sorts'"),
        ('origin = ["from"]', 'source = ["from"]', r"locations\.toml:\d+: cues: unknown key 'source'"),
        ('origin = ["from"]\n', "", r"locations\.toml:\d+: cues: .*origin"),
        ('origin = ["from"]', "origin = [1]", r"locations\.toml:\d+: cues: .*origin"),
    ],
)
def test_a_fault_is_named_by_file_line_and_table(old: str, new: str, said: str) -> None:
    assert old in TOML
    with pytest.raises(RuleError, match=f"^{said}"):
        PlaceCues.read(TOML.replace(old, new, 1), "locations.toml")
