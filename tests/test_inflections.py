"""Forms of English words."""

from __future__ import annotations

import pytest

from wphf_extract.language.inflections import forms_of, is_plural, plurals_of, singular

KNOWN = {"camp", "county", "class", "woman", "child", "midwife", "media"}


@pytest.mark.parametrize(
    ("form", "noun"),
    [
        ("camps", "camp"),
        ("counties", "county"),
        ("classes", "class"),
        ("women", "woman"),
        ("children", "child"),
        ("midwives", "midwife"),
        ("media", "media"),
        ("kites", "kites"),  # nobody knows it
        ("", ""),
    ],
)
def test_singulars_are_known_words(form: str, noun: str) -> None:
    assert singular(form, KNOWN) == noun


@pytest.mark.parametrize("noun", ["camp", "county", "class"])
def test_plurals_and_singulars_agree(noun: str) -> None:
    assert noun in {singular(plural, {noun}) for plural in plurals_of(noun)}
    assert all(singular(plural, {noun}) == noun for plural in plurals_of(noun))


def test_most_plurals_end_alike() -> None:
    assert is_plural("camps") and not is_plural("camp") and not is_plural("")


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("plan", {"plan", "plans", "planed", "planned", "planing", "planning", "planings"}),
        ("stay", {"stay", "stays", "stayed", "staying", "stayings"}),
        ("carry", {"carry", "carrys", "carries", "carryed", "carried", "carrying", "carryings"}),
        ("fix", {"fix", "fixs", "fixes", "fixed", "fixing", "fixings"}),
    ],
)
def test_all_regular_forms(word: str, forms: set[str]) -> None:
    assert forms_of(word) == forms
