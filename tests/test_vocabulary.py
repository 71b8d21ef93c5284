"""A vocabulary that begins anew when it is full: nothing else may change by it."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from support import PAGE

import wphf_extract
import wphf_extract.vocabulary
from wphf_extract.vocabulary import make_doc

TEXTS = [
    f"{PAGE}\nWords like w{number}x and y{number}z are in no other text; can't they be? (No.)" for number in range(30)
]


def split(doc: Doc) -> list[tuple[str, int, str]]:
    return [(token.text, token.idx, token.whitespace_) for token in doc]


def test_texts_are_split_as_the_pipeline_splits_them() -> None:
    nlp = wphf_extract.load()
    for text in (*TEXTS[:3], "", " ", "a\n\n\tb", "a" * 1000):
        assert split(make_doc(nlp, text)) == split(nlp.make_doc(text))


def test_it_begins_anew_and_results_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = wphf_extract.load()
    expected = [wphf_extract.extract(text, nlp=nlp) for text in TEXTS]
    monkeypatch.setattr(wphf_extract.vocabulary, "KNOWN_WORDS", 140)
    sizes, vocabularies = [], set()
    for text, result in zip(TEXTS, expected, strict=True):
        assert wphf_extract.extract(text, nlp=nlp) == result
        vocab = make_doc(nlp, "a").vocab
        sizes.append(len(vocab.strings))
        vocabularies.add(id(vocab.strings))
    assert max(sizes) < 140 + 100  # a text's own words more
    assert len(vocabularies) > 1 or sizes != sorted(sizes)
    assert len(nlp.vocab.strings) < 50  # the pipeline's own learns nothing


def test_a_tokenizer_that_was_exchanged_is_kept() -> None:
    nlp = wphf_extract.load()
    nlp.tokenizer = Tokenizer(nlp.vocab)  # splits at spaces only
    assert [token.text for token in make_doc(nlp, "Gao, Mopti (Mali)")] == ["Gao,", "Mopti", "(Mali)"]


def test_components_of_others_get_the_vocabulary_of_their_pipeline() -> None:
    seen = []

    @Language.component("test_looks_at_the_vocabulary")
    def look(doc: Doc) -> Doc:
        seen.append(doc.vocab)
        return doc

    nlp = wphf_extract.load()
    expected = wphf_extract.extract(PAGE, nlp=nlp)
    nlp.add_pipe("test_looks_at_the_vocabulary")
    assert wphf_extract.extract(PAGE, nlp=nlp) == expected
    (result,) = wphf_extract.extract_pages([PAGE], nlp=nlp)
    assert [record.text for record in result.records] == [record.text for record in expected.records]
    assert seen == [nlp.vocab, nlp.vocab]
