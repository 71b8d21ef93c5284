"""Reads a number, its qualifier and the noun phrase behind it as a target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from wphf_extract.components.targets.backreferences import BackReferences
from wphf_extract.components.targets.countednouns import CountedNouns, plain_words
from wphf_extract.components.targets.nounphrases import Phrase, PhraseReader
from wphf_extract.components.targets.numbergroups import NumberGroups
from wphf_extract.components.targets.populations import Populations
from wphf_extract.components.targets.qualifiers import Qualifiers
from wphf_extract.components.targets.targetwords import TargetWords
from wphf_extract.components.targets.traps import Trap, trap_of
from wphf_extract.explanations.trace import Trace
from wphf_extract.language.numbers import Number, number_reader

__all__ = ["CountReader"]

_REACH = 160  # characters behind a number within which its noun must stand
_VERB_REACH = 40  # characters before it within which a verb stands


class CountReader:
    """Reads the counts of one description at a time.

    Args:
        words: the lists of `targets.toml`.
    """

    def __init__(self, words: TargetWords) -> None:
        self._words = words
        nouns = CountedNouns(words)
        self._phrases = PhraseReader(words, nouns)
        self._references = BackReferences(words, nouns, self._phrases)
        self._groups = NumberGroups(words)
        self._qualifiers = Qualifiers(words)
        self._populations = Populations(words)

    def read(
        self,
        text: str,
        start: int,
        end: int,
        masked: Sequence[tuple[int, int]],
        starts: Sequence[int] | None = None,
        unit: str | None = None,
        trace: Trace | None = None,
    ) -> tuple[list[dict[str, Any]], list[tuple[int, int]]]:
        """Returns the targets of `text[start:end]`, and the numbers that no rule understood.

        Args:
            text: the page's text.
            start, end: the description.
            masked: names of organisations, whose numbers count nobody.
            starts: where numbers could begin, if the caller knows (see `NumberReader.starts`).
            unit: what a number without a noun counts (*Beneficiaries: 1,200*); None if it counts nothing then.
            trace: where to write down what counts nobody, and why.
        """
        targets: list[dict[str, Any]] = []
        uncounted: list[tuple[int, int]] = []
        numbers = self._groups.joined(text, list(number_reader().find(text, start, end, starts)))
        numbers = _outside(numbers, masked, trace)
        ratio_end: Number | None = None  # *one in three women*
        code: tuple[int, Trap] | None = None  # the last, and where its number ends: *Camps 4, 15 and 17*
        for number, top, following in self._ranges(text, numbers):
            if number is ratio_end:
                continue
            last = top or number
            trap = self._trap(text, number, top, start, end)
            if trap is None and code is not None and self._groups.goes_on(text, code[0], number):
                trap = code[1]
            code = (last.end, trap) if trap is not None and trap.kind == "code" else None
            if trap is not None:
                if trace:
                    trace.add("targets", number.start, last.end, trap.kind, trap.told_by)
                ratio_end = following if trap.kind == "ratio" else None
                continue
            if top is not None and self._groups.has_grown(text, number, top):
                number, top = top, None
            limit = following.start if following and not self._is_idiom(text, following, start, end) else end
            shared = self._references.shared_unit(text, last.end, following, end)
            target = self._target(text, number, top, start, limit, targets, shared or unit)
            if target is not None:
                targets.append(target)
                continue
            if trace:
                trace.add("targets", number.start, last.end, "no_noun")
            if not number.spelled:
                uncounted.append((number.start, last.end))
        return targets, uncounted

    def _ranges(self, text: str, numbers: Sequence[Number]) -> Iterator[tuple[Number, Number | None, Number | None]]:
        """Each number, the upper end of the range that it begins, and the number that follows if it begins none."""
        skip = -1
        for number, following in zip_longest(numbers, numbers[1:]):
            if number.start < skip:
                continue
            top = self._groups.range_end(text, number, following)
            skip = top.end if top is not None else -1
            yield number, top, None if top is not None else following

    def _trap(self, text: str, number: Number, top: Number | None, start: int, end: int) -> Trap | None:
        """Why a number, or the upper end of its range, counts nobody."""
        trap = trap_of(text, number, start, end, self._words)
        return trap_of(text, top, start, end, self._words) if trap is None and top is not None else trap

    def _is_idiom(self, text: str, number: Number, start: int, end: int) -> bool:
        """*two One Stop Centres*: the second number belongs to what the first counts."""
        if number.value != 1:
            return False
        trap = trap_of(text, number, start, end, self._words)
        return trap is not None and trap.kind == "idiom"

    def _target(
        self,
        text: str,
        number: Number,
        top: Number | None,
        start: int,
        end: int,
        targets: Sequence[Mapping[str, Any]],
        unit: str | None,
    ) -> dict[str, Any] | None:
        """What a number counts, and how exactly; `top` is the upper end of a range."""
        last = top or number
        limit = min(end, last.end + _REACH)
        qualifier, first = self._qualifiers.before(text, start, number.start)
        at, behind = self._qualifiers.behind(text, last.end, limit)
        whole = self._references.whole(text, first, at, limit, number.value, targets)
        phrase = (
            self._references.apposed(text, start, first, at, limit, last.value)
            or self._phrases.read(text, at, limit, several=last.value > 1)
            or self._references.taught(text, start, first, at, limit)
            or self._references.implied(text, at, limit, first, last.value, whole, targets)
        )
        if phrase is None and unit is not None:
            phrase = Phrase(unit, at, at, "implied")
        if phrase is None:
            return None
        if self._is_built(text, start, first, phrase):
            phrase = phrase._replace(unit="items")
        if whole is not None and targets[whole]["unit"] != phrase.unit:
            whole = None
        population = text[phrase.start : phrase.end].strip()
        return {
            "value": number.value,
            "value_max": top.value if top else None,
            "qualifier": behind or qualifier,
            "unit": phrase.unit,
            "population": population,
            **self._populations.who(population),
            "included_in": whole,
            "start": first,
            "end": phrase.end,
            "rule": f"count.{phrase.unit}.{phrase.noun}",
        }

    def _is_built(self, text: str, start: int, first: int, phrase: Phrase) -> bool:
        """*opens two community centers*: what is built is a thing."""
        if phrase.unit != "institutions" or phrase.noun.rpartition(" ")[2] not in self._words.phrase["built"]:
            return False
        before = [word.casefold() for word in plain_words(text[max(start, first - _VERB_REACH) : first])[-2:]]
        return not self._words.phrase["builds"].isdisjoint((" ".join(before), before[-1] if before else ""))


def _outside(numbers: list[Number], masked: Sequence[tuple[int, int]], trace: Trace | None) -> list[Number]:
    """The numbers that stand in no name."""
    if not masked or not numbers:
        return numbers
    inside = {n for n in numbers if any(a <= n.start < b for a, b in masked)}
    if trace is not None:
        for number in sorted(inside):
            trace.add("targets", number.start, number.end, "in_name")
    return [n for n in numbers if n not in inside]
