"""Single words behind a number: whom they count, and whether they end the phrase."""

from __future__ import annotations

import pytest
from parts import counted_nouns

from wphf_extract.components.targets.countednouns import POSSESSIVE, plain_words

NOUNS = counted_nouns()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("12 – (…)", []),
        ("women-led groups", ["women", "led", "groups"]),
        ("widow’s, widows’ and widow's plots", ["widow’s", "widows’", "and", "widow's", "plots"]),
        ("co‑op\u00a0shops\r\nhere", ["co", "op", "shops", "here"]),
        ("İstanbul élan", ["İstanbul", "élan"]),
    ],
)
def test_plain_words(text: str, words: list[str]) -> None:
    assert plain_words(text) == words


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("joiner", ["and", "or", "AND", ",", "/", "&"]),
        ("stop", ["of", "the", "The", "who", "is", "receive"]),
        ("verb", ["linking", "Sorting"]),
        (None, ["widow", "led", "working", "displaced", "savings", "12"]),
    ],
    ids=str,
)
def test_roles(role: str | None, words: list[str]) -> None:
    assert {word: NOUNS.role(word) for word in words} == dict.fromkeys(words, role)


@pytest.mark.parametrize(
    ("word", "seen", "noun", "unit", "compound"),
    [
        ("widows", (), "widow", "people", False),
        ("Families", (), "family", "households", False),
        ("villages", (), "village", "areas", False),
        ("centers", (), "center", "items", False),
        ("centers", ("health",), "center", "institutions", True),
        ("centres", ("health", "local"), "center", "institutions", True),
        ("forums", ("dialogue",), "forum", "items", True),
        ("ex-combatants", (), "excombatant", "people", False),
        ("women-farmers", (), "woman", "people", False),  # the part that is people
        ("women-led", (), "womenled", None, False),  # it describes what is counted
        ("micro-grants", (), "grant", "items", False),
        ("mini-schools", (), "school", "institutions", False),
        ("zeppelins", (), "zeppelins", None, False),
        ("widow’s", (), "widow", "people", False),
    ],
)
def test_units(word: str, seen: tuple[str, ...], noun: str, unit: str | None, compound: bool) -> None:
    assert NOUNS.unit(word, seen) == (noun, unit, compound)


@pytest.mark.parametrize(
    ("word", "noun"),
    [("counsellers", "counsellor"), ("beneficiares", "beneficiary"), ("asociations", "association")],
)
def test_a_slip_in_a_long_noun(word: str, noun: str) -> None:
    assert NOUNS.unit(word, ())[0] == noun


@pytest.mark.parametrize("word", ["widwos", "hamlts", "trailers", "counterers", "ssociations"])
def test_short_words_other_words_and_first_letters_do_not_slip(word: str) -> None:
    assert NOUNS.unit(word, ())[1] is None


@pytest.mark.parametrize(
    ("word", "noun", "plural"),
    [
        ("widows", "widow", True),
        ("widow", "widow", False),
        ("Widow", "widow", False),
        ("youth", "youth", True),
        ("women", "women", True),
    ],
)
def test_plurals(word: str, noun: str, plural: bool) -> None:
    assert NOUNS.is_plural(word, noun) is plural


@pytest.mark.parametrize(
    ("word", "unknown"),
    [
        ("clouds", True),
        ("windows", False),  # counts items
        ("widows", False),
        ("cloud", False),
        ("Clouds", False),  # a name
        ("zzumas", False),  # no word
        ("as", False),
        ("savings", False),  # may stand inside the phrase
        ("", False),
    ],
)
def test_plurals_that_the_lists_lack(word: str, unknown: bool) -> None:
    assert NOUNS.is_unknown_plural(word) is unknown


@pytest.mark.parametrize("word", ["widow’s", "widow's", "widows’", "widows'"])
def test_whose_something_is(word: str) -> None:
    assert word.endswith(POSSESSIVE)
