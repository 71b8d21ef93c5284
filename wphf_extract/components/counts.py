"""Reads a number, its qualifier and the noun phrase behind it as a target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, zip_longest
from typing import Any, NamedTuple

from wphf_extract.components.targetwords import TargetWords, singular
from wphf_extract.components.traps import trap_of
from wphf_extract.folding import DASHES, fold
from wphf_extract.numbers import Number, number_reader
from wphf_extract.trace import Trace
from wphf_extract.words import is_word

__all__ = ["CountReader"]

_TOKEN = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*(?:[’'´`]s\b|[’'´`](?!\w))?|\d[\d.,]*|[^\s\w]")
_PART = re.compile(r"[^\W\d_]+(?:[’'´`]s\b|[’'´`](?!\w))?")  # of a word with hyphens
_CACHE = 20_000  # words of which it is remembered what they say
_WORDS_BEHIND_COMMA = 3  # that may show that the phrase goes on
_POSSESSIVE = ("’s", "'s", "s’", "s'")
_QUOTES = frozenset('“"«')
_APPOSING = frozenset("–—-(")
_QUOTED = re.compile(r"\s*[“\"«][^“”\"«»]+[”\"»]")
_ENDS = frozenset('.;:()—–!?“”"[]')
_REACH = 160  # characters behind a number within which its noun must stand
_QUALIFIER_REACH = 30  # characters around a number within which a qualifier must stand
_INCLUDED_REACH = 60  # characters between a whole and its part
_UNKNOWN_BEFORE_NOUN = 7  # words that may stand between a number and its noun
_UNKNOWN_BEHIND_COPULA = 1  # words that may stand between *are* and it
_UNKNOWN_AFTER_NOUN = 2  # words between two nouns of one compound
_WORDS_BEFORE_ONES = 2  # that may stand between a number and *ones*
_WORDS_OF_TOTALS = 3  # of the longest phrase that says that a number is a sum
_WORDS_OF_SHARE = 2  # *of the*
_ATTRIBUTE_WORDS = 4  # words behind *with* among which one must be an attribute
_SHORTEST_NOUN = 3  # letters of one in the singular
_SHORTEST_SLIP = 7  # letters of a noun that may be misspelt


class _Phrase(NamedTuple):
    """The noun phrase behind a number: its unit, where it begins and ends, and the noun that decided."""

    unit: str
    start: int
    end: int
    noun: str


class CountReader:
    """Reads the counts of one description at a time.

    Args:
        words: the lists of `targets.toml`.
    """

    def __init__(self, words: TargetWords) -> None:
        self.words = words
        range_words = "|".join(map(re.escape, sorted(words.phrase["range"] | words.phrase["joiners"])))
        # The leftmost match at the end is the longest.
        self._before = re.compile(rf"(?<![^\W_])(?:{_any_of(words.qualifiers_before)})$")
        self._behind = re.compile(_any_of(words.qualifiers_behind))
        self._range = re.compile(rf"\s*(?:[{DASHES}]|\b({range_words})\b)\s*", re.IGNORECASE)

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
        numbers = self._joined(text, list(number_reader().find(text, start, end, starts)))
        if masked and numbers:
            inside = {n for n in numbers if any(a <= n.start < b for a, b in masked)}
            numbers = [n for n in numbers if n not in inside]
            if trace is not None:
                for number in sorted(inside):
                    trace.add("targets", number.start, number.end, "in_name")
        skip = -1
        for number, following in zip_longest(numbers, numbers[1:]):
            if number.start < skip:
                continue
            top = self._range_end(text, number, following)
            if top is not None:
                skip, following = top.end, None
            trap = trap_of(text, number, start, end, self.words)
            if trap is None and top is not None:
                trap = trap_of(text, top, start, end, self.words)
            if trap is not None:
                if trace:
                    trace.add("targets", number.start, (top or number).end, trap.kind, trap.told_by)
                if trap.kind == "ratio" and following is not None:
                    skip = following.end
                continue
            if top is not None and self._has_grown(text, number, top):
                number, top = top, None
            limit = following.start if following and not self._is_idiom(text, following, start, end) else end
            target = self._target(text, number, top, start, limit, targets, unit)
            if target is not None:
                targets.append(target)
                continue
            if trace:
                trace.add("targets", number.start, (top or number).end, "no_noun")
            if not number.spelled:
                uncounted.append((number.start, (top or number).end))
        return targets, uncounted

    def _joined(self, text: str, numbers: Sequence[Number]) -> list[Number]:
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
        if len(between) > _QUALIFIER_REACH:
            return False
        words = between.casefold().split()
        lists = self.words.phrase
        if len(words) < _WORDS_OF_SHARE or words[0] not in lists["parts"] or words[1] not in lists["through"]:
            return False
        return all(word.endswith(_POSSESSIVE) for word in words[_WORDS_OF_SHARE:])

    def _is_idiom(self, text: str, number: Number, start: int, end: int) -> bool:
        """*two One Stop Centres*: the second number belongs to what the first counts."""
        if number.value != 1:
            return False
        trap = trap_of(text, number, start, end, self.words)
        return trap is not None and trap.kind == "idiom"

    def _range_end(self, text: str, number: Number, following: Number | None) -> Number | None:
        """The upper end of *30–40*, *five to eight*, *between 5 and 8*."""
        if following is None or following.value <= number.value:
            return None
        joint = self._range.fullmatch(text, number.end, following.start)
        if joint is None:
            return None
        if joint.group(1) is None or joint.group(1).casefold() in self.words.phrase["range"]:
            return following
        before = text[max(0, number.start - _QUALIFIER_REACH) : number.start].casefold().split()
        return following if before and before[-1] in self.words.phrase["between"] else None

    def _has_grown(self, text: str, number: Number, top: Number) -> bool:
        """*from 9 to 30 savings clubs*: it grew, and the end is what is meant."""
        before = text[max(0, number.start - _QUALIFIER_REACH) : number.start].casefold().split()
        return (
            bool(before) and before[-1] in self.words.phrase["grown"] and text[number.end : top.start].strip().isalpha()
        )

    # -- one target ----------------------------------------------------------------------------------

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
        last = top or number
        limit = min(end, last.end + _REACH)
        qualifier, first = self._qualifier_before(text, start, number.start)
        at, behind = self._qualifier_behind(text, last.end, limit)
        whole = self._whole(text, first, at, limit, number.value, targets)
        phrase = (
            self._apposed(text, start, first, at, limit, last.value)
            or self._phrase(text, at, limit)
            or self._implied(text, at, limit, first, whole, targets)
        )
        if phrase is None and unit is not None:
            phrase = _Phrase(unit, at, at, "implied")
        if phrase is None:
            return None
        if whole is not None and targets[whole]["unit"] != phrase.unit:
            whole = None
        population = text[phrase.start : phrase.end].strip()
        return {
            "value": number.value,
            "value_max": top.value if top else None,
            "qualifier": behind or qualifier,
            "unit": phrase.unit,
            "population": population,
            **self._who(population),
            "included_in": whole,
            "start": first,
            "end": phrase.end,
            "rule": f"count.{phrase.unit}.{phrase.noun}",
        }

    def _qualifier_before(self, text: str, start: int, at: int) -> tuple[str, int]:
        """The qualifier that the words before a number give, and where they begin."""
        before = text[max(start, at - _QUALIFIER_REACH) : at]
        stripped = before.rstrip()
        if stripped.endswith("~"):
            return "approximate", at - len(before) + len(stripped) - 1
        folded = stripped.casefold()
        if len(folded) != len(stripped) or (before and before == stripped and stripped[-1] != "("):
            return "exact", at
        found = self._before.search(folded)
        if found is None:
            return "exact", at
        return self.words.qualifiers_before[found.group()], at - len(before) + found.start()

    def _qualifier_behind(self, text: str, at: int, limit: int) -> tuple[int, str | None]:
        """The qualifier that the words behind a number give, and where they end."""
        if text[at : at + 1] == "+":
            return at + 1, "at_least"
        window = text[at : min(at + _QUALIFIER_REACH, limit)]
        stripped = window.lstrip()
        found = self._behind.match(stripped.casefold())
        if found is None:
            return at, None
        return at + len(window) - len(stripped) + found.end(), self.words.qualifiers_behind[found.group()]

    def _whole(
        self, text: str, first: int, at: int, limit: int, value: int, targets: Sequence[Mapping[str, Any]]
    ) -> int | None:
        """Which target before this one it is a part of: *500 people, including 300 women*, *(300 of them women)*."""
        if targets and targets[-1]["value"] >= value and self._of_them(text, at, limit):
            return len(targets) - 1
        for index in range(len(targets) - 1, -1, -1):
            whole = targets[index]
            between = text[whole["end"] : first].casefold()
            if "." in between:
                return None
            near = between if len(between) <= _INCLUDED_REACH else between[-_QUALIFIER_REACH:]
            if whole["value"] >= value and any(w in near for w in self.words.phrase["included"]):
                return index
        return None

    def _implied(
        self,
        text: str,
        at: int,
        limit: int,
        first: int,
        whole: int | None,
        targets: Sequence[Mapping[str, Any]],
    ) -> _Phrase | None:
        """A count without a noun of its own: *of whom 75 live …*, *30 of them*."""
        behind = whole is not None and text[max(0, first - _QUALIFIER_REACH) : first].casefold().rstrip().endswith(
            tuple(self.words.phrase["included"])
        )
        them = self._of_them(text, at, limit)
        if them is not None:
            said = self._nouns(text, them.end(), limit)
            if said is not None and said.unit == "people":
                return said  # *20 of them women*
            if not targets and them.group().casefold() in self.words.phrase["who"]:
                return _Phrase("people", at, at, "implied")
        index = whole if behind else len(targets) - 1 if targets and (them or self._ones(text, at, limit)) else None
        return _Phrase(targets[index]["unit"], at, at, "implied") if index is not None else None

    def _of_them(self, text: str, at: int, limit: int) -> re.Match[str] | None:
        """*them* of *30 of them*."""
        tokens = _tokens(text, at, limit, 2)
        return tokens[1] if len(tokens) == 2 and tokens[1].group().casefold() in self.words.phrase["back"] else None

    def _ones(self, text: str, at: int, limit: int) -> bool:
        """*80 indirect ones*, *30 others*."""
        for token in _tokens(text, at, limit, _WORDS_BEFORE_ONES + 1):
            word = token.group()
            if word.casefold() in self.words.phrase["pronouns"]:
                return True
            if not word[0].isalpha() or self._role(word) is not None:
                return False
        return False

    def _apposed(self, text: str, start: int, first: int, at: int, limit: int, value: int) -> _Phrase | None:
        """*officers and clerks – 90 in total*: between dashes or in brackets, a number sums up what stands before."""
        if value < 2:
            return None
        before = text[max(start, first - _QUALIFIER_REACH) : first].rstrip()
        behind = "".join(f"{token.group().casefold()} " for token in _tokens(text, at, limit, _WORDS_OF_TOTALS))
        sums_up = any(behind.startswith(f"{words} ") for words in self.words.phrase["totals"])
        if before[-1:] not in _APPOSING or not sums_up:
            return None
        words = _PART.findall(before)
        noun, unit, _ = self._unit(words[-1], ()) if words else ("", None, False)
        return None if unit is None else _Phrase(unit, at, at, noun)

    # -- the noun phrase -----------------------------------------------------------------------------

    def _phrase(self, text: str, at: int, limit: int) -> _Phrase | None:
        """Reads on to the last known noun of the phrase that begins at `at`, and what describes it behind."""
        best = self._nouns(text, at, limit) or self._behind_quotes(text, at, limit)
        if best is None or best.unit not in ("people", "households"):
            return best
        return best._replace(end=self._described_end(text, best.end, limit))

    def _behind_quotes(self, text: str, at: int, limit: int) -> _Phrase | None:
        """*14 “adashi” savings circles*: what is in quotes does not say what is counted, but what follows does."""
        quoted = _QUOTED.match(text, at, limit)
        return None if quoted is None else self._nouns(text, quoted.end(), limit)

    def _described_end(self, text: str, at: int, limit: int) -> int:
        """*60 women with disabilities*: where the attribute behind the noun ends."""
        tokens = _tokens(text, at, limit, _ATTRIBUTE_WORDS)
        if tokens and tokens[0].group().casefold() in self.words.phrase["with"]:
            for token in tokens[1:]:
                if singular(token.group(), self.words.attributes) in self.words.attributes:
                    return token.end()
        return at

    def _nouns(self, text: str, at: int, limit: int) -> _Phrase | None:
        """The run of nouns that begins at `at`; the last decides what is counted."""
        at, most_unknown = self._begin(text, at, limit)
        best: _Phrase | None = None
        unknown = 0
        joined = False  # behind *and*: what follows is counted with the first noun, and decides nothing
        seen: list[str] = []
        counted = doubtful = owned = False  # the first noun stands in the plural; a word behind it may be a verb
        for word, end in self._phrase_words(text, at, limit):
            role = self._role(word)
            if role == "joiner":
                joined = joined or best is not None
                unknown = 0
                continue
            noun, unit, compound = self._unit(word, seen)
            seen.append(noun)
            plural = self._is_plural(word, noun)
            if best is not None and counted and not (plural or owned) and unit in ("items", "areas"):
                doubtful = True  # rather a verb, or the first part of a compound: *40 women mill cassava*
                continue
            if (
                unit is not None
                and unknown <= most_unknown
                and self._goes_with(best, unit, unknown > 0 or doubtful, counted)
            ):
                new = _Phrase(unit, at, end, noun)
                best = _extend(best, new, joined and not compound and (counted or not plural))
                counted, doubtful, unknown = counted or plural, False, 0
                owned = word.endswith(_POSSESSIVE)  # no verb behind it: *21 women’s early warning committees*
            elif unit is not None or role == "stop":
                break
            else:
                unknown += 1
                if best is None:
                    continue
                if best.unit == "institutions" and not (counted or joined) and self._is_unknown_plural(word):
                    return None  # *24 radio chronicles* are no radio stations
                if unknown > _UNKNOWN_AFTER_NOUN or (role == "verb" and not owned):
                    break
        return best

    def _is_plural(self, word: str, noun: str) -> bool:
        return fold(word) != noun or noun in self.words.phrase["collective"]

    def _begin(self, text: str, at: int, limit: int) -> tuple[int, int]:
        """Where the phrase begins, and how many unknown words its noun may have before it: behind *of the*
        (*320 of the poorest households*), behind a verb (*38 are women with disabilities*)."""
        words = [(token.group().casefold(), token.end()) for token in _tokens(text, at, limit, 2)]
        lists = self.words.phrase
        if len(words) > 1 and words[0][0] in lists["parts"] and words[1][0] in lists["through"]:
            return words[1][1], _UNKNOWN_BEFORE_NOUN
        if words and words[0][0] in _QUOTES:
            return words[0][1], _UNKNOWN_BEFORE_NOUN
        if words and words[0][0] in self.words.phrase["copulas"]:
            return words[0][1], _UNKNOWN_BEHIND_COPULA
        return at, _UNKNOWN_BEFORE_NOUN

    def _goes_with(self, best: _Phrase | None, unit: str, unknown: bool, counted: bool) -> bool:
        """Another noun may belong to the phrase, unless an unknown word, which may be a verb, parts people from
        things, or groups from people: *24 counsellors recieve training*, *20 circles accompany families*."""
        if best is None or not unknown:
            return True
        if best.unit == "people":
            return unit not in ("items", "areas")
        return not (counted and unit in ("people", "households") and best.unit != unit)

    def _phrase_words(self, text: str, at: int, limit: int) -> Iterator[tuple[str, int]]:
        """The words of a phrase and where each ends, up to a sign or a digit that ends it."""
        last = ""
        for token in _TOKEN.finditer(text, at, limit):
            word = token.group()
            if word in _ENDS or word[0].isdigit():
                return
            if word == "," and (self._is_unknown_plural(last) or not self._goes_on(text, token.end(), limit)):
                return
            if word != "-":
                yield word, token.end()
            last = word

    def _is_unknown_plural(self, word: str) -> bool:
        """A noun that `targets.toml` lacks: *two cisterns, and trains women* counts no women."""
        noun = word.removesuffix("s")
        if noun == word or len(noun) < _SHORTEST_NOUN or not word.islower() or word in self.words.phrase["inner"]:
            return False
        return is_word(noun) and self._unit(word, ())[1] is None

    def _goes_on(self, text: str, at: int, limit: int) -> bool:
        """A comma inside the phrase: *women, girls and men*, *young, displaced women*."""
        plain = 0
        for token in _TOKEN.finditer(text, at, limit):
            word = token.group()
            plain += word[0].islower()  # names of peoples may be many: *Ethiopian, Kenyan and Sierra Leonean women*
            if plain > _WORDS_BEHIND_COMMA:
                break
            if self._unit(word, ())[1] is not None:
                return True
            role = self._role(word)
            if role in ("stop", "verb"):
                return False
        return False

    @lru_cache(maxsize=_CACHE)  # noqa: B019 - there is one reader a process, and the cache is bounded
    def _role(self, word: str) -> str | None:
        """What a word does in a phrase: a joiner, a stop, a verb (a participle that goes on about something else:
        *… and linking*), or None."""
        form, lists = fold(word), self.words.phrase
        if word in ",/&" or form in lists["joiners"]:
            return "joiner"
        if form in lists["inner"]:
            return None
        return "stop" if form in lists["stops"] else "verb" if form.endswith("ing") else None

    def _unit(self, word: str, seen: Sequence[str]) -> tuple[str, str | None, bool]:
        """A word's singular, the unit it stands for behind the words seen before it, and whether those decided."""
        noun = self._noun(word)
        for first, unit in self.words.compounds.get(noun, ()):
            if first in seen:
                return noun, unit, True
        return noun, self.words.units.get(noun), False

    @lru_cache(maxsize=_CACHE)  # noqa: B019 - there is one reader a process, and the cache is bounded
    def _noun(self, word: str) -> str:
        """The singular of a word, or of the part of it that says what is counted."""
        units = self.words.units
        noun = singular(word, units)
        if noun not in units and "-" in word:
            parts = (singular(part, units) for part in word.split("-"))
            part = next((part for part in parts if part in units), None)
            last = word.rpartition("-")[2]
            if part and units[part] == "people":
                noun = part
            elif singular(last, units) in units and singular(last, units) != fold(last):
                noun = singular(last, units)  # *pre-schools*, *micro-grants*
        return noun if noun in units else self._meant(noun)

    def _meant(self, word: str) -> str:
        """The noun that a misspelt word was meant to be, else the word."""
        if len(word) < _SHORTEST_SLIP or is_word(word) or is_word(word.removesuffix("s")):
            return word
        from rapidfuzz.distance import OSA

        for noun in self.words.units:
            for form in (noun, noun + "s", *([noun[:-1] + "ies"] if noun.endswith("y") else ())):
                if form[0] == word[0] and OSA.distance(word, form, score_cutoff=1) <= 1:
                    return noun
        return word

    # -- people --------------------------------------------------------------------------------------

    def _who(self, population: str) -> dict[str, Any]:
        """Sex, age and attributes that the words of a population give."""
        marks = [self._marks(word) for word in _PART.findall(population)]
        sexes, ages, attributes = ({mark[n] for mark in marks if mark[n] is not None} for n in range(3))
        return {
            "sex": "mixed" if len(sexes) > 1 else next(iter(sexes), None),
            "age": next(iter(ages)) if len(ages) == 1 else None,
            "attributes": sorted(attributes),
        }

    @lru_cache(maxsize=_CACHE)  # noqa: B019 - there is one reader a process, and the cache is bounded
    def _marks(self, word: str) -> tuple[str | None, str | None, str | None]:
        """The sex, age and attribute that a word gives."""
        lists = (self.words.sex, self.words.age, self.words.attributes)
        sex, age, attribute = (meanings.get(singular(word, meanings)) for meanings in lists)
        return sex, age, attribute


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _tokens(text: str, start: int, limit: int, most: int) -> list[re.Match[str]]:
    """The first words and signs near `start`."""
    return list(islice(_TOKEN.finditer(text, start, min(start + _QUALIFIER_REACH, limit)), most))


def _extend(best: _Phrase | None, new: _Phrase, joined: bool) -> _Phrase:
    """Of nouns in a row the last decides (*women leaders*, *women’s groups*); of nouns that are joined, the first
    does (*women and their families*)."""
    if best is None:
        return new
    if joined:
        return best._replace(end=new.end) if new.unit == best.unit else best
    return new
