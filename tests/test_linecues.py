"""The cues of a page by what they say of a line."""

from __future__ import annotations

import pytest
from parts import matches, page_cues

from wphf_extract.components.projects.linecues import CODES, LineCues
from wphf_extract.names.namewords import name_words


def cues(text: str) -> LineCues:
    return LineCues(text, page_cues(), matches(page_cues(), text), name_words())


def first(text: str, code: str, start: int = 0, end: int | None = None) -> str | None:
    found = cues(text).first(code, start, len(text) if end is None else end)
    return found and text[found.start : found.end]


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("project", "Kaba on a new project to fly kites", "on a new project"),
        ("carries_out", "Kaba trains widows", "trains"),
        ("carries_out", "Kaba to restore kites", "to restore"),
        ("partners", "Our Partners", "Our Partners"),
        ("link", "Read more", "Read more"),
        ("others", "Our donors", "donors"),
        ("window", "A Funding Window", "Funding Window"),
        ("reports", "Kaba said that", "said"),
        ("fund", "Kites fly", None),
        ("project", "", None),
    ],
)
def test_cues_by_their_codes(code: str, text: str, words: str | None) -> None:
    assert first(text, code) == words
    assert cues(text).has(code) is (words is not None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Women Advocates Platform", None),  # a verb with a capital behind a word is a part of a name
        ("Kaba (KW) Trains Widows", None),
        ("to Train widows", None),
        ("Kaba trains Widows", "trains"),
        ("Trains widows", "Trains"),  # nothing before it
        ("Kaba. Trains widows", "Trains"),
        ("Kaba (a club that trains widows) sings", None),  # a remark
        ("Kaba (KW trains widows", "trains"),  # a slip
        ("Kaba (KW trains widows (of Dori)", "trains"),
    ],
)
def test_verbs_inside_names(text: str, words: str | None) -> None:
    assert first(text, "carries_out") == words


def test_the_first_that_begins_in_a_stretch() -> None:
    text = "Kaba trains widows and supports orphans"
    assert first(text, "carries_out", 5) == "trains"
    assert first(text, "carries_out", 6) == "supports"
    assert first(text, "carries_out", 6, text.index("supports")) is None
    assert first(text, "carries_out", 6, text.index("supports") + 1) == "supports"


def test_all_that_begin_in_a_stretch() -> None:
    text = "Kaba trains widows and supports orphans"
    hits = cues(text).all("carries_out", 0, len(text))
    assert [text[hit.start : hit.end] for hit in hits] == ["trains", "supports"]
    assert len(cues(text).all("carries_out", 6, len(text))) == 1
    assert cues(text).all("carries_out", 5, 5) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kaba Youth Initiative to train widows", "to"),  # its first word ends the name
        ("Kaba Youth Project to train widows", "Project to"),  # no name ends so
        ("an initiative to train widows", "an initiative to"),
    ],
)
def test_where_a_project_clause_begins_behind_a_name(text: str, words: str) -> None:
    assert first(text, "project") == words


def test_every_code_may_be_asked_for() -> None:
    made = cues("")
    assert not any(made.has(code) or made.first(code, 0, 9) for code in CODES)
    assert {rule.code for rule in page_cues().rules.values()} == set(CODES)
