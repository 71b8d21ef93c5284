"""Where rules stand: file and line of phrase rules and of words, the docs for what the code knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from owncases import WORDS, texts, with_rules
from spacy.language import Language
from support import CORPUS, REPO

from wphf_extract import extract_page, read_page
from wphf_extract.explanations.rulerefs import RuleIndex, RuleRef


@pytest.fixture(scope="module")
def index(nlp: Language) -> RuleIndex:
    """The index of the shipped model."""
    return RuleIndex(nlp)


def line_of(ref: RuleRef | None) -> str:
    """The line of the file that a reference names."""
    assert ref is not None and ref.file is not None and ref.line is not None
    return Path(ref.file).read_text(encoding="utf-8").split("\n")[ref.line - 1]


@pytest.mark.parametrize("rule", ["project.on_a_project", "member.with", "media.words"])
@pytest.mark.parametrize("ending", ["", ".body"])
def test_phrase_rules(index: RuleIndex, rule: str, ending: str) -> None:
    ref = index.rule(rule + ending)
    assert ref.rule == rule + ending
    assert line_of(ref) == "[[rule]]"
    assert ref.says.startswith("words that say ")


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        ("count.people.widow", '"widow"'),
        ("count.groups.committee", '"committee"'),
        ("count.institutions.center", "center"),
    ],
)
def test_words_that_count(index: RuleIndex, rule: str, word: str) -> None:
    """Of a noun of several words the last one will do."""
    ref = index.rule(rule)
    assert word in line_of(ref)
    assert (ref.rule, Path(ref.file or "").name) == (rule, "targets.toml")
    assert ref.says == f"“{rule.rpartition('.')[2]}” counts {rule.split('.')[1]}"


def test_a_word_that_no_list_has(index: RuleIndex) -> None:
    ref = index.rule("count.people.kiteflyer")
    assert (ref.file, ref.line, str(ref)) == (None, None, "count.people.kiteflyer")


def test_a_word_that_leads_to_a_place(index: RuleIndex) -> None:
    ref = index.rule("place.strong", "near")
    assert line_of(ref).startswith('near = ["near"')
    assert ref.says == "“near” leads to the name"
    assert index.rule("place.strong", "moonwards") == index.rule("place.strong")


@pytest.mark.parametrize("rule", ["lead.head", "place.list", "list.item", "count.people.implied", "country.named"])
def test_what_the_code_knows_is_told_in_the_docs(index: RuleIndex, rule: str) -> None:
    ref = index.rule(rule)
    file, _, section = (ref.file or "").partition("#")
    assert ref.line is None
    assert f"\n## {section}\n" in (REPO / file).read_text(encoding="utf-8").casefold()
    assert str(ref) == f"{rule} ({ref.file})"


def test_a_rule_that_there_is_not(index: RuleIndex) -> None:
    assert index.rule("kites.fly") == RuleRef("kites.fly", "docs/decides.md", None, "kites.fly")


def test_words_are_sought_in_the_tables_that_are_asked_for(index: RuleIndex) -> None:
    assert index.word(("targets",), (("traps", "before"),), "Resolution") is not None
    assert index.word(("targets",), (("traps", "behind"),), "resolution") is None
    assert index.word(("locations",), (("traps", "before"),), "resolution") is None
    ref = index.word(("targets",), (("traps", "before"), ("traps", "behind")), "%")
    assert ref is not None and ref.rule == "targets.traps.behind" and '"%"' in line_of(ref)


def test_own_words_count_before_those_of_the_model(nlp: Language) -> None:
    later = WORDS.replace('["skipjack"]', '["widow", "skipjack"]')
    own = RuleIndex(with_rules(nlp, texts(WORDS, second=later)))
    assert [own.rule(f"count.people.{noun}").file for noun in ("widow", "skipjack")] == ["second.toml"] * 2
    assert str(own.rule("count.people.widow")) == "count.people.widow (second.toml:4)"
    assert RuleIndex(with_rules(nlp, texts(WORDS))).rule("count.people.skipjack").file == "my.toml"


def test_every_rule_that_pages_give_is_told_somewhere(nlp: Language, index: RuleIndex) -> None:
    rules: set[str] = set()
    for path in sorted((CORPUS / "train").glob("*.txt"))[::3]:
        for record in extract_page(read_page(path), nlp=nlp).records:
            fields = (record.organizations, record.locations, record.targets, record.activities)
            rules.update(value.rule for values in fields for value in values)
    assert len(rules) > 100
    assert [rule for rule in sorted(rules) if (index.rule(rule).file or "").endswith("decides.md")] == []
