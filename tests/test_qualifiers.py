"""How exact a number is, by the words before and behind it."""

from __future__ import annotations

import re

import pytest
from parts import target_words

from wphf_extract.components.targets.qualifiers import Qualifiers

QUALIFIERS = Qualifiers(target_words())


def before(text: str, start: int = 0) -> tuple[str, str]:
    """The qualifier before the first number, and the words that give it."""
    number = re.search(r"\d+", text)
    assert number
    qualifier, first = QUALIFIERS.before(text, start, number.start())
    return qualifier, text[first : number.start()]


@pytest.mark.parametrize(
    ("text", "qualifier", "words"),
    [
        ("over 40", "at_least", "over "),
        ("Over 40", "at_least", "Over "),
        ("trains over\u00a040", "at_least", "over\u00a0"),
        ("trains over\r\n40", "at_least", "over\r\n"),
        ("trains more than 40", "at_least", "more than "),
        ("trains well over 40", "at_least", "well over "),  # the longest counts
        ("trains no more than 40", "at_most", "no more than "),
        ("trains up to 40", "at_most", "up to "),
        ("trains about 40", "approximate", "about "),
        ("trains ~40", "approximate", "~"),
        ("trains ~ 40", "approximate", "~ "),
        ("trains >40", "at_least", ">"),
        ("trains ≥ 40", "at_least", "≥ "),
        ("trains <40", "at_most", "<"),
        ("trains ±40", "approximate", "±"),
        ("widows (over 40", "at_least", "over "),
        ("moreover 40", "exact", ""),
        ("trains 40", "exact", ""),
        ("40", "exact", ""),
        ("over40", "exact", ""),
        ("over the 40", "exact", ""),
        ("İ over 40", "exact", ""),  # folding would move the offsets: nothing is said
        (f"over {' ' * 40}40", "exact", ""),  # too far
    ],
    ids=ascii,
)
def test_before(text: str, qualifier: str, words: str) -> None:
    assert before(text) == (qualifier, words)


def test_nothing_before_the_description_is_read() -> None:
    assert before("over 40 widows", 5) == ("exact", "")
    assert before("more than 40", 5) == ("exact", "")


def behind(text: str, limit: int | None = None) -> tuple[str | None, str]:
    """The qualifier behind the number that a text begins with, and what of the text gives it."""
    at = len(text) - len(text.lstrip("0123456789"))
    end, qualifier = QUALIFIERS.behind(text, at, len(text) if limit is None else limit)
    return qualifier, text[at:end]


@pytest.mark.parametrize(
    ("text", "qualifier", "words"),
    [
        ("40+ widows", "at_least", "+"),
        ("40 or more widows", "at_least", " or more"),
        ("40\u00a0Or More widows", "at_least", "\u00a0Or More"),
        ("40 plus widows", "at_least", " plus"),
        ("40 or less", "at_most", " or less"),
        ("40 or so widows", "approximate", " or so"),
        ("40 widows or more", None, ""),
        ("40 over", None, ""),  # a word that counts before a number only
        ("40", None, ""),
    ],
)
def test_behind(text: str, qualifier: str | None, words: str) -> None:
    assert behind(text) == (qualifier, words)


def test_nothing_behind_the_limit_is_read() -> None:
    assert behind("40 or more", limit=5) == (None, "")


@pytest.mark.parametrize("text", ["40 plush toys", "40 or social workers"])
def test_a_word_that_only_begins_so_is_no_qualifier(text: str) -> None:
    assert behind(text) == (None, "")
