"""Own rules are tried by their own examples; how faults are told is tested with the command (`test_cli_rules`)."""

from __future__ import annotations

from pathlib import Path

import pytest
from owncases import ACTIVITY, with_rules
from spacy.language import Language

from wphf_extract.errors import ModelError, RuleError
from wphf_extract.rules import rulecheck
from wphf_extract.rules.ownfiles import RuleText
from wphf_extract.rules.rulecheck import check_rules

#: Each kind of entry, with examples that hold.
GOOD = (
    ACTIVITY
    + """
[[rule]]
id = "kites.paper"
code = "kite_flying"
phrases = ["paper kite"]
finds = ["A paper kite rose."]
misses = ["A kite rose."]

[[rule]]
file = "cues"
id = "own.announcement"
code = "partners"
phrases = ["=those =who =fly"]
finds = ["Those who fly:"]
misses = ["Our Partners"]

[[unless]]
rule = "kites.paper"
phrases = ["paper kite shop"]
finds = ["Paper kites rose."]
misses = ["A paper kite shop closed."]

[[words]]
list = "targets.nouns.groups"
add = ["skyhouse"]
finds = ["They found 12 skyhouses."]
misses = ["They train 12 widows."]

[[words]]
list = "targets.attributes.flyer"
add = ["kiter"]
finds = ["They train 12 kiter women."]
misses = ["They train 12 widows."]

[[words]]
list = "targets.qualifiers.at_least_behind"
add = ["or thereabove"]
finds = ["They train 12 or thereabove widows."]
misses = ["They train 12 widows."]

[[words]]
list = "locations.cues.near"
add = ["leeward"]
country = "KEN"
finds = ["They fly leeward Garissa."]
misses = ["They fly on Garissa Flyer."]

[[words]]
list = "names.heads"
add = ["skyhouse"]
finds = ["Zzama Skyhouse trains widows."]
misses = ["Zzama Moonhouse trains widows."]

[[place]]
name = "Zzuma Mpya"
country = "KEN"
latitude = -3.5
longitude = 39
finds = ["They fly in Zzuma Mpya."]
misses = ["They fly in Garissa."]
"""
)


@pytest.fixture
def loaded(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spares another load of the model."""
    monkeypatch.setattr(rulecheck, "load", lambda _model, rules: with_rules(nlp, list(rules)))


@pytest.mark.usefixtures("loaded")
def test_examples_that_hold() -> None:
    assert check_rules(RuleText("good.toml", GOOD)) == ([], 20)


@pytest.mark.usefixtures("loaded")
def test_examples_that_fail_and_places_without() -> None:
    toml = """
[[words]]
list = "targets.nouns.groups"
add = ["skyhouse"]
finds = ["They train 12 widows."]
misses = ["They found 12 skyhouses."]

[[place]]
name = "Zzuma Mpya"
country = "KEN"
latitude = -3.5
longitude = 39
"""
    faults, count = check_rules(RuleText("bad.toml", toml))
    assert count == 2
    assert [fault.partition(": ")[0] for fault in faults] == ["bad.toml:2", "bad.toml:2", "bad.toml:8"]
    assert "finds nothing in 'They train 12 widows.' (line 5)" in faults[0]
    assert faults[1].endswith("must miss 'They found 12 skyhouses.' (line 6), but finds '12 skyhouses'")
    assert faults[2].endswith("no example: give a text under finds")


@pytest.mark.usefixtures("loaded")
def test_what_a_later_file_switches_off_is_not_tried() -> None:
    off = RuleText("off.toml", '[off]\nrules = ["kites.paper"]\n')
    rule = '[[rule]]\nid = "kites.paper"\ncode = "media"\nphrases = ["kite"]\nfinds = ["x"]\nmisses = ["kite"]\n'
    assert check_rules([RuleText("rule.toml", rule), off]) == ([], 0)


@pytest.mark.usefixtures("loaded")
def test_a_file_without_rules() -> None:
    assert check_rules(RuleText("empty.toml", "")) == ([], 0)


@pytest.mark.usefixtures("loaded")
def test_rules_that_break_their_format() -> None:
    with pytest.raises(RuleError, match=r"^bad\.toml:1: "):
        check_rules(RuleText("bad.toml", "[kites]"))


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"absent\.toml"):
        check_rules(tmp_path / "absent.toml")
    with pytest.raises(ModelError, match="no model 'nowhere'"):
        check_rules(RuleText("good.toml", GOOD), model="nowhere")
