"""Word lists that all models share: which tokens are English words (a slip of the pen is not one, a rare verb is), and
which names are languages."""

from __future__ import annotations

from functools import lru_cache

from wphf_extract.resources import data_path, model_text

__all__ = ["is_language", "is_word"]


@lru_cache
def _forms(file: str) -> frozenset[str]:
    return frozenset(model_text(data_path("shared") / file).split())


def is_word(form: str) -> bool:
    """Says whether a folded form (see `folding.fold`) is a word of the model's word list."""
    return form in _forms("words.txt")


def is_language(form: str) -> bool:
    """Says whether a folded form is the name of a language of ISO 639-3."""
    return form in _forms("languages.txt")
