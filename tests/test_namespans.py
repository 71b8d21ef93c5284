"""Whether names of organisations stand in stretches of a page."""

from __future__ import annotations

import pytest

from wphf_extract.components.projects.namespans import SENTENCE_END, NameSpans
from wphf_extract.names.namewords import name_words


def spans(text: str) -> NameSpans:
    return NameSpans(text, name_words())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", None),
        ("Here the Kaba Network sings.", "Kaba Network"),
        ("They sing. The Kaba Network flies.", None),  # another sentence
        ("They sing. the Kaba Network flies.", "Kaba Network"),  # none ended
        ("They met Aminata Dori.", None),
    ],
)
def test_the_first_sentence_names_an_organisation(text: str, name: str | None) -> None:
    found = spans(text).first_name(0, len(text))
    assert (found and text[found.start : found.end]) == name


@pytest.mark.parametrize(
    ("text", "last", "name"),
    [
        ("Kaba Network sings.", 0, "Kaba Network"),
        ("At dusk, Kaba Network sings.", 20, "Kaba Network"),
        ("At dusk, Kaba Network sings.", 4, None),  # the comma stands too late
        ("At dusk, Kaba Wolo (KW) sings.", 20, "Kaba Wolo"),
        ("Aminata Dori sings.", 0, None),  # a person
        ("the widows sing.", 0, None),
        ("", 0, None),
    ],
)
def test_who_a_sentence_is_about(text: str, last: int, name: str | None) -> None:
    found = spans(text).subject(0, last, len(text))
    assert (found and text[found.start : found.end]) == name


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("Kaba Network", 0), ("Kaba of the Hills", 0), ("Kaba trains many widows", 3)]
)
def test_plain_words(text: str, words: int) -> None:
    assert spans(text).plain_words(0, len(text)) == words


@pytest.mark.parametrize(
    ("text", "short", "organization", "distinct"),
    [
        ("Kaba Network", False, True, True),
        ("Kaba Wolo (KW)", True, True, True),
        ("Kaba Wolo (Dori)", False, False, False),
        ("Kaba Wolo", False, False, False),
        ("Women’s Movement", False, True, False),  # a theme
        ("kaba network", False, False, False),
        ("the Network", False, True, False),
        ("", False, False, False),
        ("()", False, False, False),
    ],
)
def test_organisations(text: str, short: bool, organization: bool, distinct: bool) -> None:
    made, end = spans(text), len(text)
    assert made.has_short_form(0, end) is short
    assert made.has_organization(0, end) is organization
    assert made.is_distinct(0, end) is distinct


@pytest.mark.parametrize(
    ("text", "presents"),
    [
        ("Here the Kaba Wolo Network (KWN) sings", True),
        ("Here the Kaba Network sings", False),
        ("Here Kaba Wolo (KW) sings", False),  # no head word at an end
        ("", False),
    ],
)
def test_named_with_a_short_form(text: str, presents: bool) -> None:
    assert spans(text).presents(0, len(text)) is presents


@pytest.mark.parametrize(
    ("text", "foreign"),
    [("Tiéssiri Badenya", True), ("KWN", True), ("Badenya", False), ("Happy Harvest", False), ("", False)],
)
def test_foreign_names(text: str, foreign: bool) -> None:
    assert spans(text).is_foreign(0, len(text)) is foreign


@pytest.mark.parametrize(
    ("text", "could"),
    [
        ("Kaba Wolo", True),
        ("– Kaba Wolo,", True),
        ("Kaba Wolo and Radio Dori", True),
        ("Kaba Wolo. Radio Dori", False),  # two sentences
        ("Kaba Inc. and Radio Dori", True),  # a full stop, and no end of a sentence
        ("This Kaba", False),  # it goes on about something
        ("OF “Aiym”", True),  # a short form, though *of* opens such lines
        ("kaba wolo", False),
        ("eCAP Wolo", True),
        ("12 kites", False),
        ("12 kites of Dori", True),
        ("12", False),
        ("", False),
        (" – ", False),
        ("Seeds: they fly", False),
        ("Kaba climbs every hill with many tall ladders", False),  # prose
        ("Kaba Network climbs every hill with many tall ladders", True),  # but an organisation's
        ("Réseau des Femmes de la Paix et de la Vie", True),
        ("İzmir Kadın Ağı", True),
        ("Re\u0301seau\u00a0Kaba", True),
        ("All-Ukrainian NGO “Kaba Wolo”", True),
        ("All the widows of Kaba", False),
    ],
)
def test_runs_of_names(text: str, could: bool) -> None:
    assert spans(text).is_name_run(0, len(text)) is could


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("They sing. Kaba", True),
        ("They sing! “Kaba", True),
        ("They sing.\r\nKaba", True),
        ("in 2024. Kaba", True),
        ("(KW). Kaba", True),
        ("Kaba S. Wolo", False),  # an initial
        ("They sing. kaba", False),
        ("They sing.Kaba", False),
        ("They sing.", False),
    ],
)
def test_ends_of_sentences(text: str, ends: bool) -> None:
    assert bool(SENTENCE_END.search(text)) is ends
