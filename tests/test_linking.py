"""One organisation, many spellings: what is one, what is not, and the same groups as people made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import CORPUS, SHARED, needs_shared, record, source

from wphf_extract import Organization, Page, ProjectRecord, extract_pages
from wphf_extract.evaluate import evaluate_linking
from wphf_extract.gold import GoldPage, read_gold
from wphf_extract.linking import Mention, count_distinct, link_organizations


def carried_by(name: str, acronym: str | None = None) -> ProjectRecord:
    """A record that an organisation carries."""
    return record(name, source=source(), organizations=(Organization(name, acronym, "lead", 0, len(name), "test"),))


def are_one(*names: tuple[str, str | None]) -> bool:
    """Whether all the names get one id."""
    records = [replace(carried_by(*name), record_id=f"{number:016x}") for number, name in enumerate(names)]
    ids = link_organizations(records, is_place=lambda words, _country: words in ("SEGOU", "Gao"))
    return len({ids[Mention(r.record_id, 0)] for r in records}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Réseau Amani", "RAM"), ("RAM", None)),
        (("Réseau Amani", "RAM"), ("RESEAU AMANI", None)),
        (("ONG Kaba", None), ("Kaba", None)),
        (("Kaba Mothers and Daughters Union", None), ("Kaba Mothers & Daughters Union", None)),
        (("Women-Led Initiative Network", None), ("Women Led Initiative Network", None)),
        (("RFOE", None), ("RFOE SEGOU", None)),
        (("Women Mediators for Lasting Peace", None), ("Women Meditaors for Lasting Peace", None)),
    ],
)
def test_one_organization(one: tuple[str, str | None], other: tuple[str, str | None]) -> None:
    assert are_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Réseau Amani", "RAM"), ("Réseau des Artisanes du Mali", "RAM")),
        (("Women 2000 Association", None), ("Women 2001 Association", None)),
        (("Kaba Network", "KN"), ("Kira Network", "KN")),
        (("Amani", None), ("Amina", None)),
    ],
)
def test_two_organizations(one: tuple[str, str | None], other: tuple[str, str | None]) -> None:
    assert not are_one(one, other)


def test_distinct_ones_are_counted() -> None:
    named = [("Réseau Amani", "RAM"), ("RAM", None), ("Kaba Network", None)]
    assert count_distinct(Organization(name, short, "lead", 0, len(name), "test") for name, short in named) == 2


def _score(pages: list[GoldPage]) -> tuple[float, float]:
    records = [r for page in extract_pages(Page(p.text, p.page) for p in pages) for r in page.records]
    counts = evaluate_linking(pages, records).counts["linking"]
    assert counts.hits, "there is something to link"
    return counts.precision, counts.recall


@needs_shared
def test_real_pages_are_linked_as_people_do() -> None:
    assert _score(list(read_gold(SHARED / "gold"))) == (1.0, 1.0)


@pytest.mark.parametrize("split", ["train", "dev", "test"])
def test_the_corpus_is_linked_as_people_do(split: str) -> None:
    precision, recall = _score(list(read_gold(CORPUS / split)))
    assert precision >= 0.98
    assert recall >= 0.85
