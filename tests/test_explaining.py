"""Explanations: each value with its words and the rule's file and line; each reason, as the code goes by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from spacy.language import Language
from support import PAGE, REPO, cases

import wphf_extract
from wphf_extract import PageResult, RuleError
from wphf_extract.explanations.explaining import PageExplanation, Rejection
from wphf_extract.explanations.reasons import REASONS
from wphf_extract.rules.ownfiles import RuleText

DECISIONS = cases("decisions.json")
HEAD = "Our Partners in Kenya\n\n- "


def explained(text: str, nlp: Language) -> PageExplanation:
    """A text as a description on a page about Kenya, or as a page of its own if it has several lines."""
    return wphf_extract.explain(text if "\n" in text else f"{HEAD}{text}\n", source="page.txt", nlp=nlp)


def rejections(page: PageExplanation) -> list[Rejection]:
    return [*page.rejected, *(no for project in page.projects for no in project.rejected)]


@pytest.mark.parametrize("case", DECISIONS)
def test_what_is_decided(nlp: Language, case: dict[str, str]) -> None:
    """A text, and what is decided in it: field, first words, reason, and the words that say so."""
    found = [no for no in rejections(explained(case["text"], nlp)) if no.field == case["field"]]
    decided = [(no.reason, no.told_by) for no in found if no.quote.startswith(case["quote"])]
    assert (case["reason"], case["told_by"]) in decided


def test_every_reason_is_one_that_is_given() -> None:
    assert {case["reason"] for (case,) in (param.values for param in DECISIONS)} == set(REASONS)


def test_each_value_has_its_words_and_a_rule(nlp: Language, page: PageResult) -> None:
    explanation = wphf_extract.explain(PAGE, source="mali.txt", nlp=nlp)
    assert [p.record_id for p in explanation.projects] == [r.record_id for r in page.records]
    for project, record in zip(explanation.projects, page.records, strict=True):
        fields = ("organizations", "locations", "targets", "activities")
        assert [(v.field, v.index, v.start, v.end) for v in project.values[1:]] == [
            (field, at, value.start, value.end) for field in fields for at, value in enumerate(getattr(record, field))
        ]
        assert [PAGE[v.start : v.end] for v in project.values] == [v.quote for v in project.values]
    (country,) = explanation.values
    assert (country.value, country.quote, country.rule.rule) == ("Mali", "Mali", "country.named")


def test_rules_stand_where_they_are_said_to(nlp: Language) -> None:
    """The line that is named holds the id of the phrase rule, or the word of the list."""
    seen = set()
    for project in wphf_extract.explain(PAGE, nlp=nlp).projects:
        for value in project.values:
            rule = value.rule
            assert rule.file, value
            if rule.line is None:
                section = Path(rule.file.partition("#")[0])
                anchor = rule.file.partition("#")[2]
                assert f"## {anchor}" in (REPO / section).read_text(encoding="utf-8").casefold()
                continue
            lines = Path(rule.file).read_text(encoding="utf-8").split("\n")[rule.line - 1 :]
            if rule.rule.startswith("count."):
                assert rule.rule.rpartition(".")[2] in lines[0]
            elif rule.rule.startswith("place."):
                assert f'"{rule.says.split("”")[0][1:]}"' in lines[0]
            else:
                assert lines[:2] == ["[[rule]]", f'id = "{rule.rule.removesuffix(".body")}"']
            seen.add(Path(rule.file).stem)
    assert seen == {"cues", "connectors", "locations", "targets", "activities"}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (
            "Name: Alpha Network\nPartner: Beta Union\nProject: It trains 40 widows.\n",
            {"labelled.block", "lead.head", "member.head"},
        ),
        ("Organisation | Description\nAlpha Network | It trains 40 widows.\n", {"labelled.row", "lead.head"}),
    ],
)
def test_what_the_code_knows_is_told_in_the_docs(nlp: Language, text: str, known: set[str]) -> None:
    (project,) = wphf_extract.explain(f"Our Partners in Kenya\n\n{text}", nlp=nlp).projects
    rules = {value.rule.rule: value.rule for value in project.values if value.rule.line is None}
    assert known <= set(rules)
    assert all("#" in (rules[rule].file or "") and rules[rule].says != rule for rule in known)


def test_own_rules_are_named(nlp: Language) -> None:
    folder = REPO / "examples" / "own_rules"
    own = wphf_extract.load(rules=folder / "tidewater.toml")
    text = (folder / "page.txt").read_text(encoding="utf-8")
    lines = (folder / "tidewater.toml").read_text(encoding="utf-8").split("\n")
    first = wphf_extract.explain(text, nlp=own).projects[0]
    rules = {value.value: value.rule for value in first.values}
    money = next(no for no in first.rejected if no.quote == "450,000")
    places = [rules["sea_farming"], rules["120 people"], money.rule]
    assert [Path(rule.file or "").name for rule in places if rule] == ["tidewater.toml"] * 3
    said = [lines[(rule.line or 0) - 1] for rule in places if rule]
    assert said == ["[[activity]]", 'add = ["mamalishe", "netmender", "diver", "warden"]', 'add = ["KES"]']
    assert money.message == "“kes” stands before it: such a number counts nobody"


def test_an_explanation_is_data(nlp: Language) -> None:
    page = explained("Amani Group on a project to train 40 widows in Garissa for 2 days.", nlp)
    plain = json.loads(json.dumps(page.to_dict()))
    assert plain == page.to_dict()
    assert plain["projects"][0]["rejected"][-1]["reason"] == "measure"
    assert plain["projects"][0]["values"][1]["rule"]["rule"] == "lead.head"
    assert str(page.projects[0].values[1].rule) == "lead.head (docs/decides.md#organisations)"


def test_nothing_is_written_down_unless_asked(nlp: Language) -> None:
    doc = nlp(PAGE)
    assert doc._.wphf_trace is None
    assert wphf_extract.extract(PAGE, nlp=nlp) == wphf_extract.extract_page(wphf_extract.Page(PAGE), nlp=nlp)


def test_pages_without_descriptions_and_without_countries(nlp: Language) -> None:
    page = wphf_extract.explain("There is nothing to see in this place today.\n", nlp=nlp)
    assert (page.values, page.projects) == ((), ())
    assert [no.reason for no in page.rejected] == ["line.text"]
    assert wphf_extract.explain("", nlp=nlp).rejected == ()


def test_components_alone_are_explained() -> None:
    """A pipeline of some of the components only."""
    import spacy

    alone = spacy.blank("en")
    alone.add_pipe("wphf_targets")
    assert wphf_extract.explain("They train 40 widows.\n", nlp=alone).projects == ()


def test_own_rules_that_break_are_told() -> None:
    with pytest.raises(RuleError, match=r"my\.toml:1"):
        wphf_extract.load(rules=RuleText("my.toml", "[x]"))
