"""The correction loop: an unchanged round trip gives the records as gold."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from annotators import ODD, SUFFIXES, export
from spacy.language import Language
from support import CORPUS, PAGE, REPO

import wphf_extract
from wphf_extract import Page, PageResult
from wphf_extract.corrections import labels, task_of
from wphf_extract.corrections.labels import SAYS
from wphf_extract.errors import GroundingError
from wphf_extract.evaluate import evaluate, evaluate_linking
from wphf_extract.gold import GoldPage, check_gold, read_gold

pytestmark = pytest.mark.usefixtures("one_model")


def of_gold(page: GoldPage) -> list[dict[str, Any]]:
    """A gold page as values to compare."""
    return [
        {
            "text": page.text[p.start : p.end],
            "section": p.section,
            "country": p.country or page.country,
            "consortium": p.is_consortium,
            "organizations": sorted((o.name, o.acronym or "", o.role) for o in p.organizations),
            "locations": sorted((x.name, x.kind or "", x.relation, x.latitude, x.longitude) for x in p.locations),
            "targets": sorted(
                (
                    t.quote,
                    *(t.value, t.value_max or 0, t.qualifier, t.unit),
                    "" if t.included_in is None else p.targets[t.included_in].quote,
                )
                for t in p.targets
            ),
            "activities": sorted(p.activities),
        }
        for p in page.projects
    ]


def of_records(page: PageResult) -> list[dict[str, Any]]:
    """A page's records likewise."""
    return [
        {
            "text": r.text,
            "section": r.section,
            "country": r.source.country_code,
            "consortium": r.is_consortium,
            "organizations": sorted((o.name, o.acronym or "", o.role) for o in r.organizations),
            "locations": sorted(
                {x.name: (x.name, x.kind or "", x.relation, x.latitude, x.longitude) for x in r.locations}.values()
            ),
            "targets": sorted(
                (
                    r.quote(t),
                    *(t.value, t.value_max or 0, t.qualifier, t.unit),
                    "" if t.included_in is None else r.quote(r.targets[t.included_in]),
                )
                for t in r.targets
            ),
            "activities": sorted(a.code for a in r.activities),
        }
        for r in page.records
    ]


@pytest.fixture(scope="module")
def pages(nlp: Language) -> list[tuple[PageResult, str]]:
    """Pages of many layouts with their records."""
    texts = {"mali.txt": PAGE, "odd page.txt": ODD}
    texts["country_page.txt"] = (REPO / "examples" / "country_page.txt").read_text(encoding="utf-8")
    for path in sorted((CORPUS / "train").glob("*.txt")):
        texts[path.name] = path.read_bytes().decode()
    results = wphf_extract.extract_pages((Page(text, name) for name, text in texts.items()), nlp=nlp)
    return list(zip(results, texts.values(), strict=True))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_unchanged_round_trip_gives_the_records_as_gold(
    pages: list[tuple[PageResult, str]], suffix: str, tmp_path: Path, into: Any
) -> None:
    code, said, folder = into(export(pages, tmp_path, suffix))
    assert (code, said.splitlines()[-1]) == (0, f"{len(pages)} pages written into {folder}, 0 left out")
    assert check_gold(folder) == []
    gold = {page.page: page for page in read_gold(folder)}
    for result, text in pages:
        page = gold[Path(result.source.path or "").name]
        assert page.text == text
        assert of_gold(page) == of_records(result)
        assert (page.declared_organizations, page.declared_projects) == (
            result.declared_organizations,
            result.declared_projects,
        )
    records = [record for result, _ in pages for record in result.records]
    for evaluation in (evaluate(gold.values(), records), evaluate_linking(gold.values(), records)):
        assert evaluation.errors == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_facts_outside_the_scores_survive(nlp: Language, suffix: str, tmp_path: Path, into: Any) -> None:
    page = wphf_extract.extract(ODD, source="odd.txt", nlp=nlp)
    _, _, folder = into(export([(page, ODD)], tmp_path, suffix))
    data = tomllib.loads((folder / "odd.toml").read_text(encoding="utf-8"))
    targets = [target for project in data["project"] for target in project["targets"]]
    found = [target for record in page.records for target in record.targets]
    for name in ("population", "sex", "age"):
        assert [target.get(name) for target in targets] == [getattr(target, name) or None for target in found]
    assert [target.get("attributes", []) for target in targets] == [list(target.attributes) for target in found]
    assert data["same_organizations"] == [[0, 1]]


def test_records_of_another_text_are_no_task(page: PageResult) -> None:
    with pytest.raises(GroundingError, match="another text"):
        task_of(page, PAGE + " ")


def test_every_label_names_a_mark_or_says_more_of_one() -> None:
    assert len(set(labels())) == len(labels())
    assert not set(labels()) & set(SAYS)


def test_sections_and_short_forms_are_marked_as_they_stand_on_the_page() -> None:
    text = PAGE.replace("Peacebuilding", "Peace\u00adbuilding").replace("(ALS)", "(A\u200bLS)")
    marks = task_of(wphf_extract.extract(text), text).marks
    words = {mark.label: text[mark.start : mark.end] for mark in reversed(marks)}
    assert words["section"] == "Peace\u00adbuilding"
    assert words["acronym"] == "A\u200bLS"
