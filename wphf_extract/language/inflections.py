"""Forms of English words: the plurals and singulars of nouns, and the forms of verbs.

The endings are those of `inflections.toml`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache

from wphf_extract.resources import data_path, model_text
from wphf_extract.rules.tomltext import TomlText, require_keys, string_list

__all__ = ["forms_of", "is_plural", "plurals_of", "singular"]

_KEYS = ("plurals", "irregular_plurals", "verbs", "sibilants", "doubling", "vowels", "doubled")
_Endings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Inflections:
    """The endings, as the file has them."""

    plurals: _Endings
    irregular_plurals: _Endings
    verbs: _Endings
    sibilants: tuple[str, ...]
    doubling: tuple[str, ...]
    vowels: str
    doubled: str


@lru_cache(maxsize=1)
def _inflections() -> _Inflections:
    path = data_path("shared") / "inflections.toml"
    toml = TomlText(model_text(path), str(path))
    require_keys(toml.data, _KEYS, _KEYS, toml.spot())

    def pairs(key: str) -> _Endings:
        return tuple((str(one), str(other)) for one, other in toml.data[key])

    def words(key: str) -> tuple[str, ...]:
        return tuple(string_list(toml.data, key, toml.spot()))

    return _Inflections(
        plurals=pairs("plurals"),
        irregular_plurals=pairs("irregular_plurals"),
        verbs=pairs("verbs"),
        sibilants=words("sibilants"),
        doubling=words("doubling"),
        vowels=toml.data["vowels"],
        doubled=toml.data["doubled"],
    )


def plurals_of(noun: str) -> Iterator[str]:
    """Yields the regular plurals that a noun may have: *camp*, *camps*; *county*, *counties*."""
    for ending, plural in _inflections().plurals:
        if noun.endswith(ending):
            yield noun[: len(noun) - len(ending)] + plural


def is_plural(word: str) -> bool:
    """Says whether a word ends as most plurals do."""
    return word.endswith(_inflections().plurals[0][1])


def singular(form: str, known: Container[str]) -> str:
    """Returns the form of a noun that is known; the form itself if none is.

    Args:
        form: a folded word, singular or plural.
        known: the words that there are.
    """
    if form in known:
        return form
    endings = _inflections()
    for ending, plural in (*endings.plurals, *endings.irregular_plurals):
        if form.endswith(plural):
            noun = form[: len(form) - len(plural)] + ending
            if noun in known:
                return noun
    return form


def forms_of(word: str) -> set[str]:
    """Returns the regular forms of a word, be it a noun or a verb, and the word."""
    endings = _inflections()
    forms = {word, word + endings.plurals[0][1]}
    after_vowel = word[-2:-1] in tuple(endings.vowels)
    for ending, other in (*endings.verbs, *endings.plurals):
        if ending and word.endswith(ending) and not (ending == "y" and after_vowel):
            forms.add(word[: len(word) - len(ending)] + other)
        elif not ending and (other != "es" or word.endswith(endings.sibilants)):
            forms.add(word + other)
    if len(word) > 2 and word[-1] in endings.doubled and after_vowel and word[-3] not in endings.vowels:
        forms |= {word + word[-1] + other for other in endings.doubling}
    return forms
