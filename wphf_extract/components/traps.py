"""Numbers that count nobody: years, ages, money, percentages, resolutions, list numerals, ratios, victims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import regex

from wphf_extract.components.targetwords import TargetWords, singular
from wphf_extract.numbers import Number, number_reader

__all__ = ["is_trap"]

_BEFORE, _BEHIND = 30, 40  # characters that are looked at on either side
_TOKEN = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*|\d[\d.,]*|[^\s\w]")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_CAPITAL_BEFORE = regex.compile(r"(?<=[^.!?:;—–-]\s)(\p{Lu}[\p{L}\p{M}’'-]+)\s$")
_NAME_BEFORE = regex.compile(r"\p{Lu}[\p{L}\p{M}]+, $")
# Of a text read backwards. A full stop behind the word ends an abbreviation (*No. 5*), or else a sentence.
_LAST_WORD = re.compile(r"[\s’'°:]*(?:\.[\s.’'°:]*([^\W\d_]{1,4})(?![^\W\d_])|([^\W\d_]+))")
_LARGEST_NUMERAL = 30  # of a list
_LARGEST_AGE = 110
_HARM_WORDS_BEFORE, _HARM_WORDS = 3, 5  # before and behind a number, within which the harm is named
_IDIOM_WORDS = 5  # behind *one*


class _Around(NamedTuple):
    """A number's neighbours, in lower case."""

    before: str  # the text before it, as it stands
    word: str  # the last word before it
    behind: Sequence[str]  # the tokens behind it
    glued: str  # the character that follows at once


def is_trap(text: str, number: Number, start: int, end: int, words: TargetWords) -> bool:
    """Says whether a number counts nobody, by its neighbours within `text[start:end]`."""
    before = text[max(start, number.start - _BEFORE) : number.start]
    last = _LAST_WORD.match(before[::-1])
    behind = _TOKEN.findall(text[number.end : min(number.end + _BEHIND, end)].casefold())
    around = _Around(
        before,
        (last.group(1) or last.group(2))[::-1].casefold() if last else "",
        behind,
        text[number.end : number.end + 1],
    )
    return (
        _is_code(number, around, words.phrase["joiners"])
        or around.word in words.traps["before"]
        or _is_harm(around, words)
        or _is_measure(around, words)
        or _is_numeral(number, around, words.phrase["joiners"])
        or _is_age(number, around)
        or _is_ratio(text, number, end, around, words)
        or _is_year(text, number, around, words)
        or _is_idiom(number, around, words)
    )


def _is_code(number: Number, around: _Around, joiners: frozenset[str]) -> bool:
    """*COVID-19*, *A/RES/70*, *#3*, *$5,000*, *Camp 4 and*: tied to what stands before."""
    before = around.before
    if before.endswith(("#", "$", "€", "£")):
        return True
    if number.spelled or not before:
        return False
    if before[-1] in "-–/" and before[-2:-1].isalpha():
        return True
    if number.value >= _LARGEST_NUMERAL or not before[-1].isspace():
        return False
    word = _CAPITAL_BEFORE.search(before)
    counts_on = around.behind and around.behind[0][0].isalpha() and around.behind[0] not in joiners
    return bool(word) and not counts_on


def _is_harm(around: _Around, words: TargetWords) -> bool:
    """*which killed over 2,200 people*, *50 women have been killed*: a verb of harm stands near."""
    if not words.traps["harm"].isdisjoint(_WORD.findall(around.before.casefold())[-_HARM_WORDS_BEFORE:]):
        return True
    if words.harm_ends.isdisjoint(around.behind):
        return False
    behind = " ".join(around.behind[:_HARM_WORDS])
    return any(phrase in behind for phrase in words.traps["harmed"])


def _is_measure(around: _Around, words: TargetWords) -> bool:
    """*three days*, *a three-day workshop*, *40 per cent*, *12 km*."""
    units = words.traps["behind"]
    behind = around.behind[1:] if around.glued in "-–" and around.glued else around.behind
    if not behind:
        return False
    nearest = behind[0].split("-")[0]
    return nearest in units or nearest.rstrip("s") in units or " ".join(behind[:2]) in units


def _is_numeral(number: Number, around: _Around, joiners: frozenset[str]) -> bool:
    """*1) this; and 2) that*."""
    before = around.before.rstrip()
    opens = not before or before[-1] in ":;,(" or around.word in joiners
    return around.glued == ")" and opens and number.value < _LARGEST_NUMERAL and not number.spelled


def _is_age(number: Number, around: _Around) -> bool:
    """*Solange, 46, a fish seller*."""
    apposed = around.glued == "," and _NAME_BEFORE.search(around.before)
    return bool(apposed) and number.value < _LARGEST_AGE


def _is_ratio(text: str, number: Number, end: int, around: _Around, words: TargetWords) -> bool:
    """*one woman in three*, *two out of five families*: a few words on, *in* and a number."""
    if number.value >= _LARGEST_NUMERAL or words.ratio_ends.isdisjoint(around.behind):
        return False
    other = next(number_reader().find(text, number.end, min(number.end + _BEHIND, end)), None)
    if other is None:
        return False
    between = _TOKEN.findall(text[number.end : other.start].casefold())
    if not 0 < len(between) <= 4 or not number.value < other.value < _LARGEST_NUMERAL:
        return False
    return between[-1] in words.traps["ratios"] or " ".join(between[-2:]) in words.traps["ratios"]


def _is_year(text: str, number: Number, around: _Around, words: TargetWords) -> bool:
    first, last = words.years
    if number.spelled or not first <= number.value <= last or not text[number.start : number.end].isdigit():
        return False
    if not around.behind or around.word in words.traps["year_words"]:
        return True
    return singular(around.behind[0], words.units) not in words.units


def _is_idiom(number: Number, around: _Around, words: TargetWords) -> bool:
    """*one of the*, *one another*, *one-stop centre*, *from one hamlet to the next*."""
    if number.value != 1:
        return False
    behind = [token for token in around.behind if token not in "-–"]
    if not behind:
        return False
    if around.word in words.traps["unites"]:
        return True
    near = f" {' '.join(behind[:_IDIOM_WORDS])} "
    return behind[0].split("-")[0] in words.traps["not_counts"] or any(f" {w} " in near for w in words.traps["idioms"])
