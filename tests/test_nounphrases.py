"""The noun phrase behind a number: what is counted, and where the phrase ends."""

from __future__ import annotations

import pytest
from parts import phrase_reader

from wphf_extract.components.targets.nounphrases import first_tokens


def read(text: str) -> tuple[str, str, str] | None:
    """Unit, words and deciding noun of the phrase behind the number that a text begins with."""
    at = len(text) - len(text.lstrip("0123456789"))
    phrase = phrase_reader().read(text, at, len(text))
    return phrase and (phrase.unit, text[phrase.start : phrase.end].strip(), phrase.noun)


@pytest.mark.parametrize(
    ("text", "unit", "words", "noun"),
    [
        ("12 widows fly kites", "people", "widows", "widow"),
        ("12 young displaced mothers", "people", "young displaced mothers", "mother"),
        ("12\u00a0widows", "people", "widows", "widow"),
        ("12\r\nwidows", "people", "widows", "widow"),
        ("12 women leaders from Dori", "people", "women leaders", "leader"),
        ("12 women’s groups", "groups", "women’s groups", "group"),  # the last noun decides
        ("12 women’s early warning committees", "groups", "women’s early warning committees", "committee"),
        ("12 women and their families", "people", "women", "woman"),  # of joined nouns the first
        ("12 women and men", "people", "women and men", "woman"),
        ("12 women, girls and boys of Dori", "people", "women, girls and boys", "woman"),
        ("12 young, displaced mothers", "people", "young, displaced mothers", "mother"),
        ("12 self help groups", "groups", "self help groups", "group"),
        ("12 health centres", "institutions", "health centres", "center"),
        ("12 “adashi” savings circles", "groups", "savings circles", "circle"),
        ("12 of the poorest households", "households", "poorest households", "household"),
        ("12 are widows", "people", "widows", "widow"),
        ("12 widows with disabilities in Dori", "people", "widows with disabilities", "widow"),
        ("12 widows with kites", "people", "widows", "widow"),
        ("12 households living with disability", "households", "households living with disability", "household"),
        ("12 women mill cassava", "people", "women", "woman"),  # rather a verb
        ("12 women farm kits", "people", "women", "woman"),
        ("12 widows quickly climbed quiet leaders", "people", "widows", "widow"),  # too many unknown words
        ("12 lead farmers", "people", "lead farmers", "farmer"),  # behind a number no verb
        ("12 widows, legal clinics", "people", "widows", "widow"),
        ("12 widows linking leaders", "people", "widows", "widow"),  # a verb
        ("12 circles accompany families", "groups", "circles", "circle"),
        ("12 counsellors gather harvest kits", "people", "counsellors", "counsellor"),
        ("12 cisterns, and train widows", "items", "cisterns", "cistern"),
        ("12 widows 30 orphans", "people", "widows", "widow"),  # a digit ends it
        ("12 widows: orphans", "people", "widows", "widow"),
        ("12 widows – orphans", "people", "widows", "widow"),
    ],
)
def test_phrases(text: str, unit: str, words: str, noun: str) -> None:
    assert read(text) == (unit, words, noun)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "12 ",
        "12.",
        *(pytest.param(text) for text in ("12 of widows", "12 for widows")),
        "12 of kites",
        "12 (widows)",
        "12 clouds over villages",
        "12 radio chronicles",  # no radio stations
        "12 very tall and quite old but rather cheerful and friendly little blue kites widows",
    ],
)
def test_what_counts_nobody(text: str) -> None:
    assert read(text) is None


def test_a_comma_behind_an_unknown_plural_ends_the_phrase() -> None:
    assert read("12 zzumas, widows") == ("people", "zzumas, widows", "widow")  # no word: no noun either
    assert read("12 clouds, widows") is None


def test_behind_several_a_noun_in_the_singular_is_rather_a_verb() -> None:
    text = "45 now chair a committee"
    read = phrase_reader().read
    assert read(text, 2, len(text), several=True) is None
    one = read(text, 2, len(text))
    assert one is not None and one.noun == "chair"


def test_no_word_behind_the_limit_is_read() -> None:
    text = "12 young widows"
    assert phrase_reader().read(text, 2, len("12 young")) is None


def test_the_nouns_alone_leave_out_what_describes_them() -> None:
    text = "12 widows with disabilities"
    phrase = phrase_reader().nouns(text, 2, len(text))
    assert phrase is not None and text[: phrase.end] == "12 widows"


@pytest.mark.parametrize(
    ("text", "most", "words"),
    [
        ("", 3, []),
        ("a women-led group", 2, ["a", "women-led"]),
        ("1,500 widows’ plots", 3, ["1,500", "widows’", "plots"]),
        ("  e.g. this", 3, ["e", ".", "g"]),
        (" " * 40 + "far", 1, []),  # not near
    ],
)
def test_first_tokens(text: str, most: int, words: list[str]) -> None:
    assert [token.group() for token in first_tokens(text, 0, len(text), most)] == words


def test_first_tokens_stop_at_the_limit() -> None:
    assert [token.group() for token in first_tokens("one two three", 4, 7, 5)] == ["two"]
