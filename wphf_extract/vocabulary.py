"""Docs from a vocabulary that does not grow with the number of texts.

spaCy's vocabulary remembers every word it meets. Its memory zones forget the words of a text with it, but the hash
tables below (preshed) keep a place for each word that was ever forgotten, and double for ever. So texts are split by a
copy of the pipeline's tokenizer, over a vocabulary of its own, and both begin anew when that is full: that costs a
hundredth of a second. Words are known by the digest of their letters, which is the same in all vocabularies.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["KNOWN_WORDS", "make_doc", "memory_zone"]

KNOWN_WORDS = 100_000  # words that a vocabulary holds before it begins anew; they cost some 60 MB


def make_doc(nlp: Language, text: str) -> Doc:
    """Returns what `nlp.make_doc(text)` returns, but for its vocabulary, which is not the pipeline's.

    Args:
        nlp: a pipeline whose components take the vocabulary of the Doc they are given, as ours do. Its tokenizer is
            looked at once: to change it later has no effect here.
        text: what to split.
    """
    tokenizer = _of_pipelines.get(nlp)
    if tokenizer is None:
        tokenizer = _of_pipelines[nlp] = _Tokenizer(nlp)
    return tokenizer(text)


def memory_zone(nlp: Language) -> AbstractContextManager[Any]:
    """Returns the context in which a page is to be extracted, for the sake of components that are not ours.

    They fill the pipeline's own vocabulary. A zone of spaCy's forgets the words of a page with it, but learns them anew
    for each page: it begins where remembering would cost too much.
    """
    return nlp.memory_zone() if len(nlp.vocab.strings) > KNOWN_WORDS else nullcontext()


class _Tokenizer:
    """A pipeline's tokenizer over a vocabulary that begins anew when it is full."""

    def __init__(self, nlp: Language) -> None:
        self._config = {"nlp": {**nlp.config["nlp"], "pipeline": [], "disabled": []}}
        self._split = self._anew()
        if _rules(self._split) != _rules(nlp.tokenizer):  # not the one of the config: it was changed or exchanged
            self._split, self._config = nlp.tokenizer, {}

    def __call__(self, text: str) -> Doc:
        if self._config and len(self._split.vocab.strings) > KNOWN_WORDS:
            self._split = self._anew()
        doc: Doc = self._split(text)
        return doc

    def _anew(self) -> Any:
        from spacy.util import load_model_from_config

        tokenizer: Any = load_model_from_config(self._config, auto_fill=True).tokenizer
        # What spaCy tells of a new word (whether it is like a number, an address, a bracket) nobody here asks for.
        tokenizer.vocab.lex_attr_getters = {}
        return tokenizer


def _rules(tokenizer: Any) -> bytes:
    rules: bytes = tokenizer.to_bytes(exclude=["vocab"]) if hasattr(tokenizer, "to_bytes") else b""
    return rules


_of_pipelines: WeakKeyDictionary[Language, _Tokenizer] = WeakKeyDictionary()
