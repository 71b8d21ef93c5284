"""Reasons as sentences, and the lists of words that give some."""

from __future__ import annotations

import tomllib

import pytest

from wphf_extract.explanations.reasons import LISTS, REASONS, sentence
from wphf_extract.resources import model_path


def test_the_words_that_say_so_stand_in_the_sentence() -> None:
    assert sentence("fled", "flee") == "people came or fled from there (“flee”)"
    assert sentence("harm", "killed") == "“killed” tells of harm, which is no aim of a project"


def test_without_words_their_bracket_is_gone() -> None:
    assert sentence("fled", "") == "people came or fled from there"
    assert sentence("line.link", "") == "an invitation to go elsewhere, or a line of the page's frame"


def test_braces_in_the_words_of_a_page_are_only_words() -> None:
    assert "“{0.__class__}”" in sentence("measure", "{0.__class__}")


@pytest.mark.parametrize("reason", REASONS)
def test_every_sentence_can_be_made(reason: str) -> None:
    said = sentence(reason, "these words")
    assert ("these words" in said) is ("{}" in REASONS[reason])
    assert "{}" not in said
    assert said == said.strip() and not said.endswith(".")


def test_a_reason_that_there_is_not() -> None:
    with pytest.raises(KeyError):
        sentence("moonlight", "")


@pytest.mark.parametrize(("field", "reason"), LISTS)
def test_lists_that_give_reasons_are_in_the_model(field: str, reason: str) -> None:
    file, paths = LISTS[field, reason]
    assert reason in REASONS
    data = tomllib.loads(next(model_path().glob(f"*/{file}.toml")).read_text(encoding="utf-8"))
    for path in paths:
        words = data
        for key in path:
            words = words[key]
        assert words and all(isinstance(word, str) for word in words)
