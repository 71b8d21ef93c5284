"""Distinct words and their numbers: marks, columns, and the words of documents and of plain tokens."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from wphf_extract.phrases import lexicon
from wphf_extract.phrases.lexicon import COMMA, SKIP, STOP, Column, Lexicon, Words, mark_of, words_of, words_of_texts

BLANK = spacy.blank("en")


def texts(words: Words) -> list[str]:
    return [words.lexicon.texts[number] for number in words.numbers]


@pytest.mark.parametrize(
    ("mark", "tokens"),
    [
        (SKIP, ["-", "‐", "‑", "'", "’", "'s", "’s", " ", "\t", "\u00a0", "\u202f"]),
        (COMMA, [",", "/", "&", "(", ")", "—", "–", "“", "»", "*", "🕊️", "€"]),
        (STOP, [".", "!", "?", ";", ":", "…", "\n", "\r\n", " \n\n "]),
        (None, ["women", "W4W", "12", "é", "e\u0301", "İ", "4-H", "half\nway"[:4]]),
    ],
    ids=["skipped", "comma", "stop", "word"],
)
def test_marks(mark: int | None, tokens: list[str]) -> None:
    assert {token: mark_of(token) for token in tokens} == dict.fromkeys(tokens, mark)


def test_a_line_end_inside_a_token_ends_the_sentence() -> None:
    assert mark_of("half\nway") == STOP


def test_each_word_has_one_number() -> None:
    known = Lexicon()
    assert [known.number(word) for word in ("kites", "fly", "kites", "Kites")] == [0, 1, 0, 2]
    assert known.texts == ["kites", "fly", "Kites"]


def test_orthographic_ids_of_several_vocabularies_share_numbers() -> None:
    known, asked = Lexicon(), []

    def text_of(orth: int) -> str:
        asked.append(orth)
        return {7: "kites", 8: "fly", 107: "kites"}[orth]

    assert known.numbers([7, 8, 7], text_of) == [0, 1, 0]
    assert known.numbers([8, 7], text_of) == [1, 0]
    assert asked == [7, 8]  # what is known is not asked again
    assert known.numbers([107, 8], text_of) == [0, 1]
    assert known.numbers([], text_of) == []


def test_a_column_finds_out_each_word_once() -> None:
    known, asked = Lexicon(), []

    def letters(word: str) -> int:
        asked.append(word)
        return len(word)

    column = Column()
    assert column.of(known, letters).tolist() == []
    known.number("kites")
    assert column.of(known, letters).tolist() == [5]
    known.number("fly")
    assert column.of(known, letters).tolist() == [5, 3]
    assert column.of(known, letters).tolist() == [5, 3]
    assert asked == ["kites", "fly"]


def test_a_column_begins_anew_with_another_lexicon() -> None:
    column, one, other = Column(), Lexicon(), Lexicon()
    one.number("kites")
    other.number("fly")
    assert column.of(one, len).tolist() == [5]
    assert column.of(other, len).tolist() == [3]
    assert column.of(one, len).tolist() == [5]


def test_a_pickled_column_knows_nothing() -> None:
    known, column = Lexicon(), Column()
    known.number("kites")
    column.of(known, len)
    again = pickle.loads(pickle.dumps(column))
    assert again.of(Lexicon(), len).tolist() == []


def test_words_of_a_document_stand_where_they_stand() -> None:
    text = "İ – Women’s co-operative, (e\u0301lan)\r\nin\u00a0Gao."
    words = words_of(BLANK.make_doc(text))
    assert texts(words) == [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]
    assert {"İ", "Women", "e\u0301lan", ",", "Gao", "."} <= set(texts(words))
    assert {"’s", "-", "\u00a0"}.isdisjoint(texts(words))


@pytest.mark.parametrize("text", ["", " ", "\u00a0"])
def test_nothing_to_read(text: str) -> None:
    words = words_of(BLANK.make_doc(text))
    assert (list(words.numbers), list(words.starts), list(words.ends)) == ([], [], [])


def test_words_are_kept_with_their_document() -> None:
    doc = BLANK.make_doc("Kites fly.")
    assert words_of(doc) is words_of(doc)
    assert words_of(BLANK.make_doc("Kites fly.")) is not words_of(doc)


def test_words_are_read_again_when_the_document_was_split_anew() -> None:
    doc = Doc(BLANK.vocab, ["Kites", "flyhigh"], [True, False])
    assert texts(words_of(doc)) == ["Kites", "flyhigh"]
    with doc.retokenize() as retokenizer:
        retokenizer.split(doc[1], ["fly", "high"], heads=[(doc[1], 0), (doc[1], 1)])
    assert texts(words_of(doc)) == ["Kites", "fly", "high"]


def test_words_of_plain_tokens_share_numbers_with_documents() -> None:
    (first, *_) = words_of(BLANK.make_doc("Kites fly.")).numbers
    words = words_of_texts([("Kites", 4, 9), ("soar", 9, 13)])
    assert texts(words) == ["Kites", "soar"]
    assert words.numbers[0] == first
    assert (words.starts, words.ends) == ([4, 9], [9, 13])
    assert words_of_texts([]).numbers.dtype == np.int32


def test_a_lexicon_that_grew_too_large_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "_shared", Lexicon())
    monkeypatch.setattr(lexicon, "_CACHE", 2)
    first = words_of_texts([("one", 0, 3), ("two", 4, 7), ("three", 8, 13)])
    second = words_of_texts([("four", 0, 4)])
    assert second.lexicon is not first.lexicon
    assert texts(first) == ["one", "two", "three"]  # who holds the old one can still read it
    assert texts(second) == ["four"]
