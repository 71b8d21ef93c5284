"""The bars that the first pages of the fund must keep (issue 2)."""

from __future__ import annotations

import pytest
from spacy.language import Language
from support import SHARED, needs_shared

from wphf_extract import extract_pages
from wphf_extract.evaluate import evaluate
from wphf_extract.gold import read_gold
from wphf_extract.scores import Evaluation

pytestmark = needs_shared

BARS = {
    "projects": 1.0,
    "page_country": 1.0,
    "grounding": 1.0,
    "lead": 0.99,
    "member": 0.99,
    "acronym": 0.99,
    "locations": 0.98,
    "targets": 0.98,
    "areas": 0.98,
    "qualifier": 0.98,
    "activities": 0.93,
}


@pytest.fixture(scope="module")
def evaluation(nlp: Language) -> Evaluation:
    """The three shared pages against their gold."""
    pages = sorted((SHARED / "pages").glob("*.txt"))
    records = [record for page in extract_pages(pages, nlp=nlp) for record in page.records]
    return evaluate(read_gold(SHARED / "gold"), records)


@pytest.mark.parametrize(("field", "bar"), BARS.items(), ids=BARS)
def test_bar(evaluation: Evaluation, field: str, bar: float) -> None:
    errors = [line for line in evaluation.errors if f" {field} " in line]
    assert field in evaluation.counts
    assert evaluation.counts[field].f1 >= bar, "\n".join(errors)
    assert evaluation.counts[field].hits > 0
