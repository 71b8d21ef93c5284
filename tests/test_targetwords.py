"""The word lists of targets: singulars, what words mean, and what of a file is refused."""

from __future__ import annotations

import pytest
from parts import model_text, target_words

from wphf_extract.components.targets.targetwords import TargetWords, known_noun
from wphf_extract.errors import RuleError
from wphf_extract.language.folding import fold

TOML = model_text("wphf_targets/targets.toml")
KNOWN = dict.fromkeys(("widow", "family", "wife", "coach", "woman", "child", "bus", "policeman", "life"), "")


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("widow", "widow"),
        ("Widows", "widow"),
        ("WIDOWS", "widow"),
        ("families", "family"),
        ("wives", "wife"),
        ("coaches", "coach"),
        ("women", "woman"),
        ("policemen", "policeman"),
        ("children", "child"),
        ("widow’s", "widow"),
        ("widow's", "widow"),
        ("wi\u0301dows", "widow"),
        ("bus", "bus"),  # known as it stands: nothing is taken off
        ("buses", "bus"),
        ("kites", "kites"),  # unknown
        ("", ""),
        ("İ", "i"),
    ],
    ids=ascii,
)
def test_singulars(word: str, form: str) -> None:
    assert known_noun(word, KNOWN) == form


def test_only_what_is_known_is_a_singular() -> None:
    assert known_noun("widows", {}) == "widows"
    assert known_noun("women", {"women": "", "woman": ""}) == "women"


def test_what_words_mean() -> None:
    words = target_words()
    assert (words.units["widow"], words.units["household"], words.units["village"]) == ("people", "households", "areas")
    assert ("health", "institutions") in words.compounds["center"]
    assert words.sex["widow"] == "female" and words.age["orphan"] == "children"
    assert words.qualifiers_before["over"] == "at_least" and words.qualifiers_behind["or less"] == "at_most"
    assert "or less" not in words.qualifiers_before and "over" not in words.qualifiers_behind
    assert words.years == (1900, 2100)
    assert {"of", "in", "every", "each"} >= words.ratio_ends >= {"of", "in"}


def test_nouns_are_folded_and_one_word_each() -> None:
    words = target_words()
    for table in (words.units, words.sex, words.age, words.attributes):
        assert [word for word in table if word != fold(word)] == []
    assert [noun for noun in words.units if " " in noun] == []
    assert all(fold(first) == first for pairs in words.compounds.values() for first, _ in pairs)


def test_the_first_list_that_has_a_word_counts() -> None:
    changed = TOML.replace('households = ["household"', 'households = ["household", "zzuma"').replace(
        'groups = [\n  "association"', 'groups = [\n  "association", "zzuma"'
    )
    assert TargetWords.read(changed, "targets.toml").units["zzuma"] == "households"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[sex]", "[gender]", r"targets\.toml:\d+: unknown key 'gender'"),
        ("years = [1900, 2100]", "years = [1900]", r"targets\.toml:\d+: traps: years must be two whole numbers"),
        ("years = [1900, 2100]", 'years = ["1900", "2100"]', r"targets\.toml:\d+: traps: years must be two"),
        (
            'approximate_behind = ["or so"]',
            'perhaps = ["or so"]',
            r"targets\.toml:\d+: qualifiers: unknown key 'perhaps'",
        ),
        ('range = ["to"]', 'range = "to"', r"targets\.toml:\d+: phrase: .*range"),
        ('range = ["to"]\n', "", r"targets\.toml:\d+: phrase: .*range"),
    ],
)
def test_a_fault_is_named_by_file_line_and_table(old: str, new: str, said: str) -> None:
    assert old in TOML
    with pytest.raises(RuleError, match=f"^{said}"):
        TargetWords.read(TOML.replace(old, new, 1), "targets.toml")
