"""Descriptions that no words announce: stanzas, names before a dash, paragraphs that each open with another."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from spacy.language import Language
from support import REPO

from wphf_extract import Page, PageResult, extract_page

LAYOUTS = tomllib.loads((REPO / "tests" / "cases" / "layouts.toml").read_text(encoding="utf-8"))


def _names(page: PageResult, role: str) -> list[str]:
    return [o.name for record in page.records for o in record.organizations if o.role == role]


@pytest.mark.parametrize("case", LAYOUTS["page"], ids=lambda case: case["name"])
def test_the_layout_says_which_lines_are_descriptions(nlp: Language, case: dict[str, Any]) -> None:
    page = extract_page(Page(case["text"]), nlp=nlp)
    assert (_names(page, "lead"), _names(page, "member")) == (case["leads"], case["members"])
    assert len(page.records) == len(case["leads"])


@pytest.mark.parametrize("case", LAYOUTS["nothing"], ids=lambda case: case["name"])
def test_pages_that_look_alike_give_nothing(nlp: Language, case: dict[str, Any]) -> None:
    assert extract_page(Page(case["text"]), nlp=nlp).records == ()
