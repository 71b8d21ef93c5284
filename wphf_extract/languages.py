"""Which language a page is in, by the words that sentences are made of.

Names of organisations are in every language of the world, and a page of partners can consist of little else: detectors
that weigh all letters alike take an English page of French names for French (docs/libraries.md has the figures). Here
only words count that running text cannot do without and that names hardly ever hold; they lie in
`models/languages/languages.toml`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

import regex

from wphf_extract.reading.readable import visible
from wphf_extract.resources import data_path, model_text
from wphf_extract.rules.tomltext import TomlText, require_keys, string_list

__all__ = ["UNKNOWN", "detect_language", "language_name"]

#: ISO 639-2 code of a language that is none of those known here.
UNKNOWN = "und"

_SAMPLE = 100_000  # characters that are looked at
# All but the blocks of Latin letters and punctuation, which is far faster than to ask each letter for its script
_OTHER_LETTERS = re.compile(r"[^\x00-\u036f\u1e00-\u1eff\u2000-\u2bff]+")
_OTHER_SHARE = 0.4  # of a page's characters that make it one in another script than Latin
_OTHER_MIN = 20  # letters in another script that a page has at least to be one in it
_SENTENCE_WORDS = 3  # fewer say nothing
_WORDS = 40  # words in lower case that a page has if it is to be in an unknown language
_SENTENCE_SHARE = 0.12  # of words in lower case that are sentence words, in any language that is known
_KNOWN_SHARE = 0.3  # likewise, those that stand in names counted too


class _Language(NamedTuple):
    """What is known of a language; see the file."""

    name: str
    script: str
    sentence: frozenset[str]
    words: frozenset[str]


def detect_language(text: str, declared: str | None = None) -> str | None:
    """Returns the language that a text is in.

    Args:
        text: of a page.
        declared: a language tag (BCP 47) that the page gives itself; it decides where the text is too short to tell,
            and only there, since tags come with the site's theme as often as from an author.

    Returns:
        The code in ISO 639-1; `UNKNOWN` for a language that is none of those known; None if there is no telling.
    """
    sample = visible(text[:_SAMPLE])
    # a word with a comma on its heels is lost, which costs less than to look at each letter
    counts = Counter(sample.split())
    others = _other_letters(sample)
    found = _by_script(others, counts) if others else _by_words(counts)
    return found or (declared or "").replace("_", "-").partition("-")[0].lower() or None


def language_name(code: str) -> str:
    """Returns the English name of a language; for one that is not known, its code."""
    language = _languages().get(code)
    return language.name if language else code


def _other_letters(text: str) -> str:
    """The letters that are not Latin, if most are."""
    if text.isascii():
        return ""
    others = "".join(filter(str.isalpha, "".join(_OTHER_LETTERS.findall(text))))
    if len(others) < _OTHER_MIN:
        return ""
    return others if len(others) >= _OTHER_SHARE * sum(map(len, text.split())) else ""


def _by_script(letters: str, counts: dict[str, int]) -> str:
    scripts = {language.script for language in _languages().values()} - {"Latin"}
    shares = {script: len(_script(script).findall(letters)) for script in scripts}
    script = max(sorted(shares), key=shares.__getitem__)
    if not shares[script]:
        return UNKNOWN
    scores = {c: _score(la.sentence, counts) for c, la in _languages().items() if la.script == script}
    return max(scores, key=scores.__getitem__)


def _by_words(counts: dict[str, int]) -> str | None:
    scores = {code: 0 for code, language in _languages().items() if language.script == "Latin"}
    languages_of = _latin_words()
    for word in counts.keys() & languages_of.keys():
        for code in languages_of[word]:
            scores[code] += counts[word]
    best = max(scores, key=scores.__getitem__)
    if scores[best] < _SENTENCE_SHARE * sum(counts.values()) and _is_unknown(counts, scores[best]):
        return UNKNOWN
    return best if scores[best] >= _SENTENCE_WORDS else None


def _is_unknown(all_counts: dict[str, int], score: int) -> bool:
    """Too few of the words without a capital (names have one) are sentence words, or stand in names, of any language
    that is known."""
    counts = {word: count for word, count in all_counts.items() if word.islower()}
    total = sum(counts.values())
    if total < _WORDS or score >= _SENTENCE_SHARE * total:
        return False
    known = max(_score(la.words, counts) for la in _languages().values() if la.script == "Latin")
    return known < _KNOWN_SHARE * total


def _score(words: frozenset[str], counts: dict[str, int]) -> int:
    return sum(counts[word] for word in words & counts.keys())


@lru_cache(maxsize=1)
def _latin_words() -> dict[str, list[str]]:
    """The languages in Latin script of each sentence word."""
    languages_of: dict[str, list[str]] = {}
    for code, language in _languages().items():
        for word in language.sentence if language.script == "Latin" else ():
            languages_of.setdefault(word, []).append(code)
    return languages_of


@lru_cache
def _script(name: str) -> regex.Pattern[str]:
    return regex.compile(rf"\p{{Script={name}}}")


@lru_cache(maxsize=1)
def _languages() -> dict[str, _Language]:
    path = data_path("languages") / "languages.toml"
    toml = TomlText(model_text(path), str(path))
    names: dict[str, frozenset[str]] = {}
    for code, table in toml.data.items():
        where = toml.spot(code)
        require_keys(table, ("name", "script", "sentence", "names"), ("name", "script"), where)
        names[code] = frozenset(string_list(table, "names", where))
    languages = {}
    for code, table in toml.data.items():
        words = frozenset(string_list(table, "sentence", toml.spot(code)))
        in_names = frozenset().union(*(names[other] for other in names if other != code))
        languages[code] = _Language(table["name"], table["script"], words - in_names, words | names[code])
    return languages
