"""The model's word lists: which folded forms are words of English, and which are languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from wphf_extract.errors import ModelError
from wphf_extract.language import words
from wphf_extract.language.folding import fold
from wphf_extract.language.words import is_language, is_word


@pytest.mark.parametrize("word", ["widow", "widows", "Harvest", "organised", "neighbour"])
def test_words(word: str) -> None:
    assert is_word(fold(word))


@pytest.mark.parametrize("word", ["", "widwo", "Tiéssiri", "Ansongo", "two words"])
def test_no_words(word: str) -> None:
    assert not is_word(fold(word))


def test_forms_are_asked_folded() -> None:
    assert not is_word("Widow")
    assert not is_language("Hausa")


@pytest.mark.parametrize("name", ["Hausa", "Ixil", "Kanuri"])
def test_languages(name: str) -> None:
    assert is_language(fold(name))


@pytest.mark.parametrize("name", ["", "widows", "Bamako"])
def test_no_languages(name: str) -> None:
    assert not is_language(fold(name))


def test_a_missing_list_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "data_path", lambda name: tmp_path)
    words._forms.cache_clear()
    try:
        with pytest.raises(ModelError, match=r"languages\.txt: .*install wphf-extract again"):
            is_language("hausa")
    finally:
        words._forms.cache_clear()
