"""What stands around a name of a place: the words that lead to it, and those that say what it is."""

from __future__ import annotations

import pytest
from parts import place_cues

from wphf_extract.components.locations.placecontext import (
    Cue,
    cue_before,
    is_document,
    is_list_between,
    kind_behind,
    kind_is_plural,
    means_language,
    stands_free,
    words_before,
    words_behind,
)
from wphf_extract.names.namewords import name_words

CUES = place_cues()


def behind(text: str) -> list[str]:
    return words_behind(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("widows’ plots (near)", ["widows’", "plots", "(", "near", ")"]),
        ("women-led\tDori", ["women-led", "|", "Dori"]),  # a tab parts cells
        ("one\r\ntwo\u00a0three", ["one", "two", "three"]),
        ("it’s İ e\u0301", ["it’s", "İ", "e\u0301"[:1], "\u0301"]),
    ],
)
def test_words_and_signs(text: str, words: list[str]) -> None:
    assert words_before(text, len(text), 0) == words
    assert behind(text) == words


def test_words_stop_at_the_ends_of_the_field_and_of_the_reach() -> None:
    assert words_before("one two three", 13, 4) == ["two", "three"]
    assert words_behind("one two three", 0, 7) == ["one", "two"]
    assert len(words_before("a " * 100, 200, 0)) == 45
    assert len(words_behind("a " * 100, 0, 200)) == 20


@pytest.mark.parametrize(
    ("before", "cue"),
    [
        ("women fly in", ("strong", "in", None, "in")),
        ("women fly IN", ("strong", "in", None, "in")),
        ("women fly in the northern", ("strong", "in", None, "in")),  # what may stand between is passed over
        ("fly in 12", ("strong", "in", None, "in")),
        ("fly near", ("strong", "near", None, "near")),
        ("on the outskirts of", ("strong", "near", None, "outskirts")),
        ("from", ("origin", "in", None, "from")),
        ("who fled from", ("fled", "in", None, "fled")),
        ("who fled", ("fled", "in", None, "fled")),
        ("radio spots in", ("spoken", "in", None, "spots")),
        ("in the province of", ("strong", "in", "province", "in")),
        ("the province of", ("strong", "in", "province", "province")),
        ("the cities of", ("strong", "in", "city", "city")),
        ("the kites of", ("weak", "in", None, "of")),
        ("(", ("bracket", "in", None, "(")),
        ("Alpha –", ("bracket", "in", None, "–")),
        ("( the", ("none", "in", None, "")),  # an opening only right before the name
        ("women of Kaba fly", ("none", "in", None, "")),
        ("", ("none", "in", None, "")),
    ],
)
def test_how_a_name_is_led_to(before: str, cue: tuple[str, str, str | None, str]) -> None:
    assert cue_before(words_before(before, len(before), 0), CUES) == Cue(*cue)


@pytest.mark.parametrize(
    ("between", "is_list"),
    [
        (", ", True),
        (" and ", True),
        (" (", True),
        (" and in the province of ", True),
        (" (80) and ", True),  # a count in brackets
        (" as well as ", True),
        ("\u00a0and\r\n", True),
        (" ", False),  # nothing that parts
        (" in ", False),
        (" and women of ", False),
        (" and, in, the, near ", False),  # too many
        (f" {' ' * 90} and ", False),
    ],
)
def test_what_parts_the_places_of_a_list(between: str, is_list: bool) -> None:
    assert is_list_between(f"Dori{between}Djibo", 4, 4 + len(between), CUES) is is_list


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (" region", "region"),
        (" Regions of", "region"),
        (" local government areas", None),
        (" refugee camp", "refugee camp"),
        (" refugee women", None),
        (" women", None),
        ("", None),
    ],
)
def test_the_kind_behind_a_name(text: str, kind: str | None) -> None:
    assert kind_behind(behind(text), CUES) == kind


@pytest.mark.parametrize(
    ("before", "plural"),
    [
        ("six wards of", True),
        ("the Districts", True),
        ("the districts of the rural", True),
        ("the ward of", False),
        ("the kites of", False),
        ("wards and", False),
        ("of", False),
        ("", False),
    ],
)
def test_kinds_in_the_plural(before: str, plural: bool) -> None:
    assert kind_is_plural(words_before(before, len(before), 0), CUES) is plural


@pytest.mark.parametrize(
    ("text", "people", "free"),
    [
        ("", False, True),
        (", and", False, True),
        (" and kites", False, True),
        ("’s kites", False, True),
        (" dam", False, False),
        (" women", False, False),
        (" women", True, True),
        (" dam", True, False),
    ],
)
def test_names_that_stand_free(text: str, people: bool, free: bool) -> None:
    assert stands_free(behind(text), CUES, people=people) is free


@pytest.mark.parametrize(
    ("before", "text", "document"),
    [
        ("", " Agreement", True),
        ("", " peace agreement", True),
        ("", " and agreement", False),
        ("", " and Djibo peace talks", True),  # behind a list of names
        ("", "’s 2020 National Plan", True),
        ("the Protocol of", "", True),
        ("the Protocol of the", "", True),
        ("the protocol of", "", False),  # no title
        ("the Protocol on the", " fields", True),
        ("the Protocol that women keep in", "", False),
        ("Dori", "’s National Action Plan", True),
        ("", "’s national action plan", False),
        ("", "", False),
    ],
)
def test_titles_of_documents(before: str, text: str, document: bool) -> None:
    words = words_before(before, len(before), 0)
    words_after = ["’", "s", *behind(text[2:])] if text.startswith("’s") else behind(text)
    assert is_document(words, words_after, CUES, name_words()) is document


@pytest.mark.parametrize(
    ("strength", "text", "language"),
    [
        ("spoken", "", True),
        ("none", " women", True),
        ("weak", " women", True),
        ("strong", " women", False),  # *in Kachin women …*
        ("strong", " and Hausa", True),  # a language goes on
        ("none", ", and women", False),
        ("none", " and Dori", False),
        ("none", " market", False),
        ("none", "", False),
    ],
)
def test_names_that_are_also_languages(strength: str, text: str, language: bool) -> None:
    assert means_language(Cue(strength, "in", None, ""), behind(text), CUES) is language
