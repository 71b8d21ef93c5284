"""The taxonomy of activity types: how it is read, and what of a file is refused."""

from __future__ import annotations

import re

import pytest

from wphf_extract.errors import ModelError, RuleError
from wphf_extract.resources import model_path
from wphf_extract.rules.ownfiles import RuleText
from wphf_extract.rules.ownrules import read_own
from wphf_extract.taxonomy import ActivityType, read_taxonomy, taxonomy

TOML = """\
[impact_areas]
sky = "Up there"

[activity.kite_flying]
name = "Kite flying"
description = "Kites are flown."
crs_purpose_code = "16066"
impact_area = "sky"
"""


def test_a_good_file() -> None:
    types = read_taxonomy(TOML, "types.toml")
    assert types.impact_areas == {"sky": "Up there"}
    assert types.activities == {
        "kite_flying": ActivityType("kite_flying", "Kite flying", "Kites are flown.", "16066", "sky")
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('impact_area = "sky"', 'impact_area = "sea"', "types.toml:8: activity.kite_flying: impact_area 'sea'"),
        ('name = "Kite flying"\n', "", "types.toml:4: activity.kite_flying: .*name"),
        (
            'name = "Kite flying"',
            'name = "Kites"\nnick = "K"',
            "types.toml:6: activity.kite_flying: unknown key 'nick'",
        ),
        ("[impact_areas]", "[areas]", "types.toml:1: unknown key 'areas'"),
        ("[impact_areas]", "[impact_areas", "types.toml: "),
    ],
)
def test_a_fault_is_named_by_file_and_line(old: str, new: str, said: str) -> None:
    assert old in TOML
    with pytest.raises(RuleError, match=f"^{said}"):
        read_taxonomy(TOML.replace(old, new), "types.toml")


def test_an_empty_file_has_no_types() -> None:
    assert read_taxonomy("", "types.toml").activities == {}


OWN = """
[off]
activities = ["kite_flying"]
[[activity]]
code = "stargazing"
name = "Stargazing"
description = "Stars are watched."
crs_purpose_code = "16061"
impact_area = "sky"
phrases = ["watch ...2 stars"]
"""


def test_own_rules_add_types_and_switch_some_off() -> None:
    types = read_taxonomy(TOML, "types.toml", read_own((RuleText("my.toml", OWN),)))
    assert list(types.activities) == ["stargazing"]
    assert types.activities["stargazing"].crs_purpose_code == "16061"


def test_the_shipped_taxonomy_is_whole() -> None:
    types = taxonomy()
    assert types is taxonomy()  # read once
    assert {found.impact_area for found in types.activities.values()} == set(types.impact_areas)
    for code, found in types.activities.items():
        assert found.code == code and re.fullmatch(r"[a-z][a-z0-9_]*", code)
        assert re.fullmatch(r"\d{5}", found.crs_purpose_code)
        assert found.name and found.description.strip() == found.description
    assert len({found.name for found in types.activities.values()}) == len(types.activities)


def test_a_model_may_be_given_by_its_folder() -> None:
    assert taxonomy(str(model_path())) == taxonomy()


def test_a_model_that_there_is_not() -> None:
    with pytest.raises(ModelError, match="no model 'nowhere'"):
        taxonomy("nowhere")
