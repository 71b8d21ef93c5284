"""Numbers in running text: digits with separators, words, and both together (*1.2 million*)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from wphf_extract.errors import ModelError
from wphf_extract.language.patterns import any_of
from wphf_extract.resources import data_path, model_text

__all__ = ["Number", "NumberReader", "number_reader"]

# Thousands by comma, dot, space, no-break or thin space, apostrophe; or plain digits with decimals.
_DIGITS = r"\d{1,3}(?:([,.'’ \u00a0\u202f\u2009])\d{3})(?:\1\d{3})*(?![\d])|\d+(?:[.,]\d+)?"
_DIGIT_RUN = re.compile(_DIGITS)
_BETWEEN = re.compile(r"[\s-]+")
_LARGEST = 10**12


class Number(NamedTuple):
    """A number `[start, end)`; `spelled` says that it begins with a word, not a digit."""

    start: int
    end: int
    value: int
    spelled: bool


class NumberReader:
    """Finds numbers, by a table of number words.

    Args:
        text: TOML with the tables `ones`, `scales` and `words` (see `numbers.toml` of the model).
        source: its name, for messages.

    Raises:
        ModelError: the text is no TOML or lacks a table.
    """

    def __init__(self, text: str, source: str) -> None:
        try:
            data = tomllib.loads(text)
            self._ones, self._scales = _numbers(data["ones"]), _numbers(data["scales"])
            words = {key: _words(data["words"][key]) for key in ("articles", "joiners", "halves")}
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ModelError(f"{source}: {error}") from error
        self._halves, articles, joiners = frozenset(words["halves"]), words["articles"], words["joiners"]
        scale = any_of(self._scales)
        large = sorted((word for word, value in self._scales.items() if value >= 1000), key=self._scales.__getitem__)
        small = any_of(word for word, value in self._scales.items() if value < 1000)
        after = rf"(?:[\s-]+{scale}\b)?(?!\w)"
        tens = any_of(word for word, value in self._ones.items() if 20 <= value < 100)
        units = any_of(word for word, value in self._ones.items() if value < 10)
        below_100 = rf"(?:{tens}(?:[\s-]+{units})?|{any_of(self._ones)})\b"
        joint = rf"\s+(?:{any_of(joiners)}\s+)?"
        below_1000 = rf"(?:(?:{below_100}|{any_of(articles)})[\s-]+{small}\b(?:{joint}{below_100})?|{below_100})"
        # Each scale once, the largest first: *one thousand and two thousand* are two numbers.
        head = rf"(?:{below_1000}|{any_of(articles)}(?=[\s-]+{any_of(large)}\b))"
        scaled: list[str] = []  # what may follow a head, by scale
        for word in large:
            lower = rf"{head}(?:[\s-]+(?:{'|'.join(reversed(scaled))}))?" if scaled else below_1000
            scaled.append(rf"{word}\b(?:{joint}{lower})?")
        spelled = rf"{head}(?:[\s-]+(?:{'|'.join(reversed(scaled))}))?" if scaled else below_1000
        spelled += rf"(?!\w)(?![\s-]+{scale}\b)"
        half = rf"(?:{any_of(self._halves)}[\s-]+(?={any_of(articles)}[\s-]+{scale}\b))?" if self._halves else ""
        before = r"(?<![\w.,$€£])"
        self._number = re.compile(rf"{before}(?:(?:{_DIGITS}){after}|{half}(?:{spelled}))", re.IGNORECASE)
        self._first = _beginnings((*self._ones, *articles, *self._halves))

    def starts(self, text: str) -> tuple[int, ...]:
        """Returns where in a text a number could begin: at digits, and at words that open number words."""
        return tuple(match.start() for match in self._first.finditer(text))

    def is_number(self, text: str) -> bool:
        """The whole text is a number."""
        match = self._number.match(text) if self._first.match(text) else None
        if match is None or match.end() < len(text):
            return False
        value = self._value(text)
        return value is not None and value < _LARGEST

    def find(self, text: str, start: int, end: int, starts: Iterable[int] | None = None) -> Iterator[Number]:
        """Yields the numbers of `text[start:end]` in order; one too large for any count is left out.

        Args:
            text: any text.
            start, end: the stretch to read.
            starts: where in it numbers could begin, in order, if the caller knows (see `starts`).
        """
        last = start
        # The dear pattern is tried only where a number could begin.
        for at in (m.start() for m in self._first.finditer(text, start, end)) if starts is None else starts:
            if at < last:
                continue
            match = self._number.match(text, at, end)
            if match is None:
                continue
            last = match.end()
            value = self._value(match.group())
            if value is not None and value < _LARGEST:
                yield Number(at, last, value, not text[at].isdigit())

    def _value(self, words: str) -> int | None:
        if not words[0].isdigit():
            return self._spelled(words.casefold())
        match = _DIGIT_RUN.match(words)
        if match is None:
            return None
        number = match.group()
        separator = match.group(1)
        scale = self._scales.get(words[match.end() :].strip(" -\n\t").casefold(), 1)
        if separator:
            return int("".join(c for c in number if c.isdigit())) * scale
        if number.isdigit():
            return int(number[:15]) * scale
        scaled = float(number.replace(",", ".")) * scale
        return round(scaled) if scale > 1 and scaled < _LARGEST else None  # nobody counts 2.5 women

    def _spelled(self, words: str) -> int:
        total = group = 0
        for word in _BETWEEN.split(words):
            if word in self._halves:
                return self._spelled(words.partition(word)[2].strip(" -\n\t")) // 2
            if word in self._ones:
                group += self._ones[word]
            elif word in self._scales:
                scale = self._scales[word]
                group = max(group, 1) * scale
                if scale >= 1000:
                    total, group = total + group, 0
        return total + group


def _beginnings(words: Iterable[str]) -> re.Pattern[str]:
    """Digits, or one of the words, in capitals or not; fast, since it begins with one of few characters."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    letters = "".join(sorted({*by_letter, *(letter.upper() for letter in by_letter)}))
    spelled = "|".join(
        rf"(?<=[{letter}{letter.upper()}])(?i:{'|'.join(rest)})(?![^\W\d_])" for letter, rest in by_letter.items()
    )
    return re.compile(rf"[\d{letters}](?:(?<=\d)\d*|(?<![^\W\d_].)(?:{spelled}))")


def _numbers(table: Any) -> Mapping[str, int]:
    if not isinstance(table, dict) or not all(type(value) is int for value in table.values()):
        raise TypeError("ones and scales are tables of whole numbers")
    return {_word(word): value for word, value in table.items()}


def _words(words: Any) -> list[str]:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise TypeError("articles, joiners and halves are lists of words")
    return [_word(word) for word in words]


def _word(word: str) -> str:
    """A word, which patterns are made of."""
    if not word.isalpha():
        raise ValueError(f"{word[:20]!r} is no word: letters only, and one at least")
    return word


@lru_cache(maxsize=1)
def number_reader() -> NumberReader:
    """Returns the reader of the shipped model's number words, made once."""
    path = data_path("shared") / "numbers.toml"
    return NumberReader(model_text(path), str(path))
