"""Rule files: read strictly; and each shipped rule finds and misses what it says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import spacy

from wphf_extract.components.activities import ActivityFinder
from wphf_extract.components.base import RuleComponent
from wphf_extract.components.locations.component import LocationFinder
from wphf_extract.components.locations.placewords import PlaceCues
from wphf_extract.components.organizations.component import OrganizationFinder
from wphf_extract.components.projects.component import ProjectFinder
from wphf_extract.components.projects.countries import CountryFinder
from wphf_extract.components.targets.component import TargetFinder
from wphf_extract.components.targets.targetwords import TargetWords
from wphf_extract.errors import ModelError, RuleError, WphfExtractError
from wphf_extract.names.namewords import name_words
from wphf_extract.phrases.lexicon import words_of
from wphf_extract.resources import model_path, shared_gazetteer
from wphf_extract.rules.rulefiles import Rule, read_rules
from wphf_extract.taxonomy import taxonomy

GOOD = """
[sets]
learn = ["train", "coach"]

[[rule]]
id = "training.courses"
code = "training"
phrases = ["{learn} ...3 women"]
unless = ["training centre"]
finds = ["They train widowed women."]
misses = ["It rained."]
"""
CODES = ("training", "media")


def test_a_good_file() -> None:
    read = read_rules(GOOD, "rules.toml", CODES)
    assert read.rules == {
        "training.courses": Rule(
            id="training.courses",
            code="training",
            phrases=("{learn} ...3 women",),
            unless=("training centre",),
            finds=("They train widowed women.",),
            misses=("It rained.",),
        )
    }


def test_what_may_be_left_out() -> None:
    read = read_rules('[[rule]]\nid = "a"\ncode = "media"\nphrases = ["radio"]', "rules.toml", CODES)
    assert read.rules["a"] == Rule("a", "media", ("radio",), (), (), ())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("unless", "except", ["training.courses", "except", "phrases"]),
        ("[sets]", "[lists]", ["lists", "sets"]),
        ('code = "training"', "", ["training.courses", "code", "missing"]),
        ('phrases = ["{learn} ...3 women"]', "", ["training.courses", "phrases", "missing"]),
        ('id = "training.courses"', "", ["rule 1", "id", "missing"]),
        ('["{learn} ...3 women"]', '"{learn} ...3 women"', ["training.courses", "phrases", "list of strings"]),
        ('["{learn} ...3 women"]', '["women", 3]', ["training.courses", "phrases", "list of strings"]),
        ('["train", "coach"]', '"train"', ["learn", "list of strings"]),
        ('["It rained."]', "[1]", ["misses", "list of strings"]),
        ('code = "training"', 'code = "trianing"', ["training.courses", "trianing", "media"]),
        ('code = "training"', "code = 3", ["training.courses", "3", "media"]),
        ("{learn}", "{lern}", ["training.courses", "lern", "learn"]),
        ("...3 women", "...3", ["training.courses", "begin and end"]),
        ("[[rule]]", "[[rules]]", ["rule"]),
        ("[[rule]]", "[rule]", ["rule"]),
        ("[sets]\nlearn =", "sets =", ["sets"]),
        ('id = "training.courses"', "id = 7", ["7", "id"]),
        ('code = "training"', "code = training", ["line 7"]),
        ("It rained.", "\\q", ["line 11"]),
        ("[[rule]]", "[[rule", ["line 5"]),
    ],
)
def test_a_fault_is_named(old: str, new: str, said: list[str]) -> None:
    assert old in GOOD
    with pytest.raises(RuleError) as caught:
        read_rules(GOOD.replace(old, new, 1), "folder/rules.toml", CODES)
    message = str(caught.value)
    assert message.startswith("folder/rules.toml")
    assert [words for words in said if words not in message] == []


def test_ids_are_unique() -> None:
    twice = GOOD + GOOD[GOOD.index("[[rule]]") :]
    with pytest.raises(RuleError, match=r"two rules .*training\.courses"):
        read_rules(twice, "rules.toml", CODES)


@pytest.mark.parametrize("text", ["", "[sets]\na = ['b']"], ids=["empty", "sets only"])
def test_a_file_needs_rules(text: str) -> None:
    with pytest.raises(RuleError, match="rule"):
        read_rules(text, "rules.toml", CODES)


# -- the lists that hold no rules ------------------------------------------------------------------------


def _shipped(folder: str, file: str) -> str:
    return (model_path() / folder / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("folder", "file", "read"),
    [
        ("wphf_targets", "targets.toml", TargetWords.read),
        ("wphf_locations", "locations.toml", PlaceCues.read),
    ],
    ids=["targets", "locations"],
)
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text + "\n[more]\n", "more"),
        (lambda text: text.replace("\n[", "\n[x_", 1), "x_"),
        (lambda text: text + "\n]", "line"),
        (lambda text: _first_list_to_number(text), "list of strings"),
    ],
    ids=["unknown table", "renamed table", "no TOML", "no list"],
)
def test_word_lists_are_read_strictly(
    folder: str, file: str, read: Callable[[str, str], Any], change: Callable[[str], str], said: str
) -> None:
    text = _shipped(folder, file)
    read(text, file)
    with pytest.raises(RuleError, match=file) as caught:
        read(change(text), file)
    assert said in str(caught.value)


def _first_list_to_number(text: str) -> str:
    """Puts a number where the first list of a file stands."""
    start = text.index(" = [") + 3
    return text[:start] + "7" + text[text.index("]", start) + 1 :]


# -- components and their folders ------------------------------------------------------------------------


FINDERS: list[type[RuleComponent]] = [
    ProjectFinder,
    OrganizationFinder,
    LocationFinder,
    TargetFinder,
    ActivityFinder,
]


@pytest.mark.parametrize("finder", FINDERS, ids=lambda f: f.__name__)
def test_a_missing_rule_file_is_named(finder: type[RuleComponent], tmp_path: Any) -> None:
    with pytest.raises(ModelError) as caught:
        _ = finder("x", str(tmp_path)).rules
    assert str(tmp_path / finder.files[0]) in str(caught.value)


def test_a_missing_taxonomy_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").touch()
    with pytest.raises(ModelError, match=r"taxonomy\.toml: No such file"):
        taxonomy(str(tmp_path))


@pytest.mark.parametrize("finder", FINDERS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("data", [b"[broken", b"\xff\xfe\x00", b"unknown = 1\n"], ids=["syntax", "bytes", "key"])
def test_a_broken_rule_file_is_named(finder: type[RuleComponent], data: bytes, tmp_path: Any) -> None:
    component = finder("x")
    component.to_disk(tmp_path)
    (tmp_path / finder.files[0]).write_bytes(data)
    with pytest.raises(WphfExtractError, match=finder.files[0]):
        component.from_disk(tmp_path)


def test_an_unknown_code_in_a_model_is_refused(tmp_path: Any) -> None:
    ActivityFinder("x").to_disk(tmp_path)
    file = tmp_path / "activities.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('code = "media"', 'code = "medium"'), encoding="utf-8")
    with pytest.raises(RuleError, match="medium"):
        _ = ActivityFinder("x", str(tmp_path)).rules


# -- what the shipped rules say of themselves ------------------------------------------------------------

BOOKS = (ProjectFinder, OrganizationFinder, ActivityFinder)
BLANK = spacy.blank("en")


@lru_cache(maxsize=3)
def _rules(finder: type[RuleComponent]) -> Any:
    return finder("x").rules


def _keys(finder: type[RuleComponent], text: str) -> set[str]:
    """The ids of the rules that find something in a text."""
    return {m.key for m in _rules(finder).book.find(words_of(BLANK.make_doc(text)))}


SHIPPED = [(finder, rule) for finder in BOOKS for rule in _rules(finder).rules.values()]
each_rule = pytest.mark.parametrize(("finder", "rule"), SHIPPED, ids=[f"{f.folder}-{r.id}" for f, r in SHIPPED])


@each_rule
def test_rule_finds_its_examples(finder: type[RuleComponent], rule: Rule) -> None:
    assert rule.finds, "each rule brings a text that it must find"
    assert [text for text in rule.finds if rule.id not in _keys(finder, text)] == []


@each_rule
def test_rule_misses_its_counterexamples(finder: type[RuleComponent], rule: Rule) -> None:
    assert rule.misses, "each rule brings a text that it must not find"
    assert [text for text in rule.misses if rule.id in _keys(finder, text)] == []


@each_rule
def test_rule_id_begins_with_what_it_says(finder: type[RuleComponent], rule: Rule) -> None:
    if finder is ActivityFinder:
        assert rule.id.partition(".")[0] == rule.code
    assert all(text.strip() for text in (*rule.finds, *rule.misses))


def test_every_activity_type_has_a_rule() -> None:
    codes = Counter(rule.code for finder, rule in SHIPPED if finder is ActivityFinder)
    assert set(codes) == set(taxonomy().activities)


def test_countries_make_a_book() -> None:
    nlp = BLANK
    text = "Women of Mali met Malian leaders; a mali farmer did not."
    doc = nlp.make_doc(text)
    found = CountryFinder(name_words(), shared_gazetteer()).read(text, words_of(doc), [], {})
    assert found == ("MLI", [])
