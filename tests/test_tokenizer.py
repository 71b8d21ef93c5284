"""The tokenizer: spaCy's, which looks for suffixes at the end of a word only."""

from __future__ import annotations

import pickle

import pytest
import spacy
from spacy.util import compile_suffix_regex

from wphf_extract import load
from wphf_extract.components.tokenizer import SuffixSearch

SUFFIXES = compile_suffix_regex(spacy.blank("en").Defaults.suffixes)


@pytest.mark.parametrize("word", ["women", "women.", "(AL)", "US$", "9km", "Gao’s", "20%", "…", "x" * 500 + "’s", ""])
def test_the_same_suffixes_are_found(word: str) -> None:
    whole, end = SUFFIXES.search(word), SuffixSearch(SUFFIXES).search(word)
    assert (whole and whole.span()) == (end and end.span())


def test_it_goes_with_a_pipeline() -> None:
    search = pickle.loads(pickle.dumps(SuffixSearch(SUFFIXES)))
    assert search.pattern == SUFFIXES.pattern and search.search("women.").group() == "."
    nlp = load()
    again = spacy.blank("en").tokenizer.from_bytes(nlp.tokenizer.to_bytes())
    text = "Kaba Network’s 40 women (in Gao)."
    assert [token.text for token in again(text)] == [token.text for token in nlp.tokenizer(text)]
