"""The corpus: its gold is sound, its splits share no country, and each split scores what it must."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from spacy.language import Language
from support import CORPUS

from wphf_extract import Page, extract_pages
from wphf_extract.evaluate import evaluate
from wphf_extract.gold import GoldPage, check_gold, read_gold

SPLITS = ("train", "dev", "test")

#: Least mean F1 of the five fields (lead, member, locations, targets, activities), in each split.
MEAN_FLOOR = 0.85


@cache
def gold(split: str) -> list[GoldPage]:
    """The gold of a split; no fixture, because pytest prints those, and the test split is not to be read."""
    return read_gold(CORPUS / split)


def test_gold_is_sound() -> None:
    assert check_gold(CORPUS) == []


def test_every_page_has_gold_and_every_gold_a_page() -> None:
    pages = {path.with_suffix("") for path in CORPUS.rglob("*.txt")}
    assert pages == {path.with_suffix("") for path in CORPUS.rglob("*.toml")}
    assert {path.parent.name for path in pages} == set(SPLITS)


def _countries(pages: list[GoldPage], *, of_projects: bool) -> set[str]:
    codes = [page.country for page in pages]
    codes += [project.country for page in pages for project in page.projects if of_projects]
    return {code for code in codes if code}


@pytest.mark.parametrize(("one", "other"), list(combinations(SPLITS, 2)))
def test_no_country_stands_in_two_splits(one: str, other: str) -> None:
    # pages about several countries, one in train and one in dev, share some of these
    of_projects = "test" in (one, other)
    assert _countries(gold(one), of_projects=of_projects) & _countries(gold(other), of_projects=of_projects) == set()
    assert {page.page for page in gold(one)} & {page.page for page in gold(other)} == set()


@pytest.mark.parametrize("split", SPLITS)
def test_each_page_says_something(split: str) -> None:
    assert gold(split)
    assert [page.page for page in gold(split) if not page.country or not page.projects] == []


def test_pages_of_the_fund_are_not_copied_here() -> None:
    shared = CORPUS.parents[1] / "shared" / "pages"
    lines = Counter(
        line.strip() for path in shared.glob("*.txt") for line in Path(path).read_text(encoding="utf-8").splitlines()
    )
    if not lines:
        pytest.skip("the house's shared pages lie beside the checkout, not in it")
    long = {line for line in lines if len(line) > 120}  # shorter ones are links and other furniture
    copied = [path.name for path in CORPUS.rglob("*.txt") if long & set(path.read_text(encoding="utf-8").splitlines())]
    assert copied == []


@pytest.mark.parametrize("split", SPLITS)
def test_floor(nlp: Language, split: str) -> None:
    pages = (Page(page.text, page.page) for page in gold(split))
    records = [record for page in extract_pages(pages, nlp=nlp) for record in page.records]
    mean = evaluate(gold(split), records).mean
    assert mean >= MEAN_FLOOR
