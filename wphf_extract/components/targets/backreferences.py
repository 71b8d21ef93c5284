"""Reads counts that lean on other counts: parts of a whole, sums, and numbers without a noun of their own, which
stands with the count before them, or with the one behind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from wphf_extract.components.targets.countednouns import CountedNouns, plain_words
from wphf_extract.components.targets.nounphrases import Phrase, PhraseReader, first_tokens
from wphf_extract.components.targets.targetwords import TargetWords
from wphf_extract.language.folding import DASHES
from wphf_extract.language.numbers import Number

__all__ = ["BackReferences"]

_REACH = 30  # characters before a number that are looked at
_THEM_REACH = 9  # characters behind a count within which *of them* stands
_SENTENCE = 1_000  # characters between a whole and its part: no sentence is longer
_INCLUDED_REACH = 60  # characters between a whole and its part
_WORDS_BEFORE_ONES = 2  # that may stand between a number and *ones*
_WORDS_OF_TOTALS = 3  # of the longest phrase that says that a number is a sum
_WORDS_OF_TAUGHT = 4  # behind a number, within which those stand who are taught
_SHARING = re.compile(r"\s+([^\W\d_]+)\s+([^\W\d_]+|&)\s+")  # between two counts of one noun
_APPOSING = frozenset(DASHES + "(")


class BackReferences:
    """Reads what counts refer to: nearly always back.

    Args:
        words: the lists of `targets.toml`.
        nouns: what the words of phrases say.
        phrases: reads the phrases behind numbers.
    """

    def __init__(self, words: TargetWords, nouns: CountedNouns, phrases: PhraseReader) -> None:
        self._words = words
        self._nouns = nouns
        self._phrases = phrases

    def whole(
        self, text: str, first: int, at: int, limit: int, value: int, targets: Sequence[Mapping[str, Any]]
    ) -> int | None:
        """Which target before this one it is a part of: *500 people, including 300 women*, *(300 of them women)*."""
        if self._of_them(text, at, limit) and (index := self._last_as_large(text, first, targets, value)) is not None:
            return index
        if targets and self._goes_on_elsewhere(text, at, limit, first, targets[-1]):
            part_of: int | None = targets[-1]["included_in"]
            return part_of if part_of is not None and targets[part_of]["value"] >= value else None
        for index in range(len(targets) - 1, -1, -1):
            whole = targets[index]
            if first - whole["end"] > _SENTENCE:
                return None
            between = text[whole["end"] : first].casefold()
            if "." in between:
                return None
            near = between if len(between) <= _INCLUDED_REACH else between[-_REACH:]
            parts = self._opens_bracket(between) or (between.strip() == ":" and self._place_word(text, at, limit))
            if whole["value"] >= value and (parts or any(w in near for w in self._words.phrase["included"])):
                return index
        return None

    def _last_as_large(self, text: str, first: int, targets: Sequence[Mapping[str, Any]], value: int) -> int | None:
        """The last target of which so many can be a part: the last of all or, where that was counted back too (*20 of
        them are widows, and 80 of them …*), what it is a part of; or one in the same sentence."""
        if targets and (part_of := targets[-1]["included_in"]) is not None and targets[part_of]["value"] >= value:
            near = plain_words(text[targets[-1]["start"] : targets[-1]["end"] + _THEM_REACH].casefold())
            if not self._words.phrase["back"].isdisjoint(near):
                return int(part_of)
        for index in range(len(targets) - 1, -1, -1):
            whole = targets[index]
            if index < len(targets) - 1 and ("." in text[whole["end"] : first] or first - whole["end"] > _SENTENCE):
                return None
            if whole["value"] >= value:
                return index
        return None

    def _opens_bracket(self, between: str) -> bool:
        """*1,250 people (800 women; 450 men)*: what stands in brackets behind a count says of whom it consists."""
        inner = between.lstrip()
        if inner[:1] != "(" or ")" in inner:
            return False
        words = plain_words(inner)
        return not (words and words[0] in self._words.phrase["joiners"])  # *310 women (and 40 of their daughters)*

    def implied(
        self,
        text: str,
        at: int,
        limit: int,
        first: int,
        value: int,
        whole: int | None,
        targets: Sequence[Mapping[str, Any]],
    ) -> Phrase | None:
        """A count without a noun of its own: *of whom 75 live …*, *30 of them*."""
        behind = whole is not None and text[max(0, first - _REACH) : first].casefold().rstrip().endswith(
            tuple(self._words.phrase["included"])
        )
        them = self._of_them(text, at, limit)
        if them is not None:
            said = self._phrases.nouns(text, them.end(), limit)
            if said is not None and said.unit == "people":
                return said  # *20 of them women*
            if not targets and them.group().casefold() in self._words.phrase["who"]:
                return Phrase("people", at, at, "implied")
        again = targets and (
            them
            or self._said_before(text, first)
            or self._ones(text, at, limit)
            or self._goes_on(text, at, limit, first, targets[-1])
            or (value > 1 and self._goes_on_elsewhere(text, at, limit, first, targets[-1]))
        )
        parts = whole is not None and text[targets[whole]["end"] : first].strip() == ":"  # *280 women: 160 in Gao*
        index = whole if behind or parts or (them and whole is not None) else len(targets) - 1 if again else None
        return Phrase(targets[index]["unit"], at, at, "implied") if index is not None else None

    def apposed(self, text: str, start: int, first: int, at: int, limit: int, value: int) -> Phrase | None:
        """*officers and clerks – 90 in total*: between dashes or in brackets, a number sums up what stands before."""
        before = text[max(start, first - _REACH) : first].rstrip()
        if value < 2 or before[-1:] not in _APPOSING:
            return None
        behind = "".join(f"{token.group().casefold()} " for token in first_tokens(text, at, limit, _WORDS_OF_TOTALS))
        if not any(behind.startswith(f"{words} ") for words in self._words.phrase["totals"]):
            return None
        words = plain_words(before)
        noun, unit, _ = self._nouns.unit(words[-1], ()) if words else ("", None, False)
        return None if unit is None else Phrase(unit, at, at, noun)

    def taught(self, text: str, start: int, first: int, at: int, limit: int) -> Phrase | None:
        """*train 35 young narrators*, *35 narrators trained*: a noun that `targets.toml` lacks counts people where they
        are taught."""
        before = text[max(start, first - _REACH) : first].rstrip()
        words = [word.casefold() for word in plain_words(before)[-2:]] if before[-1:].isalpha() else []
        lists = self._words.phrase
        if words and words[-1] in lists["taught_through"]:
            words.pop()
        led = bool(words) and words[-1] in lists["taught"]
        tokens = first_tokens(text, at, limit, _WORDS_OF_TAUGHT)
        for token, following in zip_longest(tokens, tokens[1:]):
            word = token.group()
            if self._nouns.is_unknown_plural(word):
                taught = led or (following is not None and following.group() in lists["taught_behind"])
                return Phrase("people", at, token.end(), word) if taught else None
            if not word[0].isalpha() or self._nouns.role(word) is not None:
                break
        return None

    def shared_unit(self, text: str, at: int, following: Number | None, end: int) -> str | None:
        """*300 direct and 1,500 indirect beneficiaries*: the unit of a noun that stands behind the next count only."""
        between = _SHARING.fullmatch(text, at, following.start) if following else None
        sharing, joiners = self._words.phrase["sharing"], self._words.phrase["joiners"]
        if following is None or between is None or between[1] not in sharing or between[2] not in joiners | {"&"}:
            return None
        limit = min(end, following.end + _REACH)
        words = [token.group().casefold() for token in first_tokens(text, following.end, limit, 1)]
        said = self._phrases.nouns(text, following.end, limit) if words and words[0] in sharing else None
        return said.unit if said is not None and said.unit in ("people", "households") else None

    def _of_them(self, text: str, at: int, limit: int) -> re.Match[str] | None:
        """*them* of *30 of them*."""
        tokens = first_tokens(text, at, limit, 2)
        return tokens[1] if len(tokens) == 2 and tokens[1].group().casefold() in self._words.phrase["back"] else None

    def _said_before(self, text: str, first: int) -> bool:
        """*80 women and indirectly 600*."""
        words = plain_words(text[max(0, first - _REACH) : first].rstrip())
        return bool(words) and words[-1].casefold() in self._words.phrase["adverbs"]

    def _goes_on(self, text: str, at: int, limit: int, first: int, last: Mapping[str, Any]) -> bool:
        """*60 women get kits, 35 will attend*: in the same sentence people are counted on."""
        between = text[last["end"] : first].rstrip()
        further = next((words for words in self._words.phrase["further"] if between.endswith(f" {words}")), "")
        between = between.removesuffix(further).rstrip()
        opens = between[-1:] in (",", ";") or between.rpartition(" ")[2] in self._words.phrase["joiners"]
        if last["unit"] != "people" or "." in between or not opens:
            return False
        tokens = first_tokens(text, at, limit, 1)
        return bool(tokens) and tokens[0].group().casefold() in self._words.phrase["going_on"]

    def _goes_on_elsewhere(self, text: str, at: int, limit: int, first: int, last: Mapping[str, Any]) -> bool:
        """*160 women in Gao and 120 in Kidal*: the same is counted at another place."""
        between = text[last["end"] : first].rstrip()
        if "." in between or not (
            between[-1:] in (",", ";") or between.rpartition(" ")[2] in self._words.phrase["joiners"]
        ):
            return False
        word = self._place_word(text, at, limit)
        return bool(word) and word == self._place_word(text, last["end"], first)

    def _place_word(self, text: str, at: int, limit: int) -> str:
        """The word that leads to a place right behind a count; empty for none."""
        tokens = first_tokens(text, at, limit, 1)
        word = tokens[0].group() if tokens else ""
        return word if word in self._words.phrase["placed"] else ""

    def _ones(self, text: str, at: int, limit: int) -> bool:
        """*80 indirect ones*, *30 others*."""
        for token in first_tokens(text, at, limit, _WORDS_BEFORE_ONES + 1):
            word = token.group()
            if word.casefold() in self._words.phrase["pronouns"]:
                return True
            if not word[0].isalpha() or self._nouns.role(word) is not None:
                return False
        return False
