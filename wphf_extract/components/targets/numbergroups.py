"""Puts numbers together that say one count: *fifty (50)*, *40 of the 90*, *30–40*, *from 9 to 30*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wphf_extract.components.targets.countednouns import POSSESSIVE
from wphf_extract.components.targets.targetwords import TargetWords, known_noun
from wphf_extract.language.folding import DASHES, HYPHENS
from wphf_extract.language.numbers import Number
from wphf_extract.language.patterns import any_of

__all__ = ["NumberGroups"]

_CODE = 4  # characters of the code of a currency and a space
_REACH = 30  # characters before a number, and between two, that are looked at
_GROWN = 1.5  # times as many at least
_WORDS_OF_SHARE = 2  # *of the*


class NumberGroups:
    """Knows which numbers belong together.

    Args:
        words: the lists of `targets.toml`.
    """

    def __init__(self, words: TargetWords) -> None:
        self._words = words
        range_words = any_of(words.phrase["range"] | words.phrase["joiners"])
        self._range = re.compile(rf"\s*(?:[{DASHES}]|\b({range_words})\b)\s*", re.IGNORECASE)

    def joined(self, text: str, numbers: Sequence[Number]) -> list[Number]:
        """Makes one number of *fifty (50)*, which says the same twice, and of *40 of the 90*, which counts 40."""
        joined: list[Number] = []
        for number in numbers:
            before = joined[-1] if joined else None
            between = text[before.end : number.start] if before else ""
            if before and before.value == number.value and between.strip() == "(" and text.startswith(")", number.end):
                joined[-1] = before._replace(end=number.end + 1)
            elif (
                before
                and 1 < before.value <= number.value
                and not text[before.start].isupper()  # *Two of the eight groups are led by …* tells of all eight
                and self._is_share(between)
            ):
                joined[-1] = before._replace(end=number.end)
            else:
                joined.append(number)
        return joined

    def _is_share(self, between: str) -> bool:
        """*of the*, *of the district’s*."""
        if len(between) > _REACH:
            return False
        words = between.casefold().split()
        lists = self._words.phrase
        if len(words) < _WORDS_OF_SHARE or words[0] not in lists["parts"] or words[1] not in lists["through"]:
            return False
        return all(word.endswith(POSSESSIVE) for word in words[_WORDS_OF_SHARE:])

    def range_end(self, text: str, number: Number, following: Number | None) -> Number | None:
        """The upper end of *30–40*, *five to eight*, *between 5 and 8*."""
        if following is None or following.value <= number.value:
            return None
        joint = self._range.fullmatch(text, number.end, following.start)
        if joint is None or (joint.group(1) and self._is_sum(text, number) and self._counts(text, following.end)):
            return None  # *vouchers of USD 150 to 640 vendors*
        if joint.group(1) is None or joint.group(1).casefold() in self._words.phrase["range"]:
            return following
        return following if _word_before(text, number) in self._words.phrase["between"] else None

    def goes_on(self, text: str, at: int, number: Number) -> bool:
        """Nothing but commas and joiners stands between `at` and a number, and nothing that it counts behind it."""
        between = text[at : number.start].replace(",", " ").casefold().split()
        parts = text[at : number.start].strip() != "" and all(word in self._words.phrase["joiners"] for word in between)
        return parts and not number.spelled and not self._counts(text, number.end)

    def _counts(self, text: str, at: int) -> bool:
        """A noun that is counted stands right behind `at`."""
        behind = text[at : at + _REACH].split()
        return bool(behind) and known_noun(behind[0], self._words.units) in self._words.units

    def _is_sum(self, text: str, number: Number) -> bool:
        """The code of a currency stands before the number, or a hyphen ties a word to it: *COVID-19*."""
        code = text[max(number.start - _CODE, 0) : number.start].strip()
        tied = code[-1:] in HYPHENS and code[-2:-1].isalpha()
        return tied or (code.isupper() and code.casefold() in self._words.traps["before"])

    def has_grown(self, text: str, number: Number, top: Number) -> bool:
        """*from 9 to 30 savings clubs*: it grew, and the end is what is meant; *from 30 to 40 women* is a range."""
        grown = top.value >= _GROWN * number.value and _word_before(text, number) in self._words.phrase["grown"]
        return grown and text[number.end : top.start].strip().isalpha()


def _word_before(text: str, number: Number) -> str:
    """The word before a number, without the bracket that it may open."""
    words = text[max(0, number.start - _REACH) : number.start].casefold().split()
    return words[-1].lstrip("([") if words else ""
