"""Reads the noun phrase behind a number: what is counted, and the words that describe it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from wphf_extract.components.targets.countednouns import POSSESSIVE, CountedNouns
from wphf_extract.components.targets.targetwords import TargetWords, known_noun
from wphf_extract.language.folding import HYPHENS, LONG_DASHES, fold

__all__ = ["Phrase", "PhraseReader", "first_tokens"]

_TOKEN = re.compile(rf"[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+)*(?:[’'´`]s\b|[’'´`](?!\w))?|\d[\d.,]*|[^\s\w]")
_NEAR = 30  # characters within which the first words of a text must stand
_WORDS_BEHIND_COMMA = 3  # that may show that the phrase goes on
# Units of nouns that in the singular may be verbs behind a plural: *40 women mill cassava*, *12 unions monitor …*
_VERBS_TOO = frozenset({"items", "areas", "people", "institutions"})
_QUOTES = frozenset('“"«')
_QUOTED = re.compile(r"\s*[“\"«][^“”\"«»]+[”\"»]")
_ENDS = frozenset('.;:()!?“”"[]' + LONG_DASHES)
_UNKNOWN_BEFORE_NOUN = 7  # words that may stand between a number and its noun
_UNKNOWN_BEHIND_COPULA = 1  # words that may stand between *are* and it
_UNKNOWN_AFTER_NOUN = 2  # words between two nouns of one compound
_ATTRIBUTE_WORDS = 4  # words behind *with* among which one must be an attribute


class Phrase(NamedTuple):
    """The noun phrase behind a number: its unit, where it begins and ends, and the noun that decided."""

    unit: str
    start: int
    end: int
    noun: str


def first_tokens(text: str, start: int, limit: int, most: int) -> list[re.Match[str]]:
    """The first words and signs near `start`."""
    return list(islice(_TOKEN.finditer(text, start, min(start + _NEAR, limit)), most))


@dataclass(slots=True)
class _Run:
    """The nouns of a phrase as far as they are read.

    Attributes:
        most_unknown: how many unknown words may stand before its first noun.
        several: more than one is counted.
        best: the phrase up to its last noun.
        seen: the nouns, known or not.
        unknown: words behind the last noun that are none.
        joined: behind *and*: what follows is counted with the first noun, and decides nothing.
        counted: the first noun stands in the plural.
        doubtful: a word behind the last noun may be a verb.
        owned: the last noun stands in the possessive.
    """

    most_unknown: int
    several: bool
    best: Phrase | None = None
    seen: list[str] = field(default_factory=list)
    unknown: int = 0
    joined: bool = False
    counted: bool = False
    doubtful: bool = False
    owned: bool = False

    def join(self) -> None:
        """*and* stands here."""
        self.joined = self.joined or self.best is not None
        self.unknown = 0

    def skips_verb(self, unit: str | None, *, plural: bool, compound: bool) -> bool:
        """Goes over a word that could be a noun, and is rather a verb here; says whether it does."""
        if self.best is None and self.several and self.unknown and unit == "items" and not (plural or compound):
            self.unknown += 1  # *of whom 45 now chair a committee*
            return True
        if self.best is not None and self.counted and not (plural or self.owned) and unit in _VERBS_TOO:
            self.doubtful = True  # or the first part of a compound: *40 women mill cassava*
            return True
        return False

    def takes_noun(self, unit: str, *, compound: bool) -> bool:
        """A noun belongs to the phrase, unless an unknown word, which may be a verb, parts people from things, or
        groups from people: *24 counsellors recieve training*, *20 circles accompany families*."""
        if self.unknown > self.most_unknown:
            return False
        if compound and self.unknown <= 1 and not self.doubtful:
            return True
        if self.best is None or not (self.unknown or self.doubtful):
            return True
        if self.best.unit in ("people", "households"):
            return unit not in ("items", "areas")
        if self.counted and self.best.unit in ("areas", "institutions") and unit == "items":
            return False  # *35 communities sign by-laws*
        return not (self.counted and unit in ("people", "households") and self.best.unit != unit)

    def extend(self, new: Phrase, *, plural: bool, compound: bool) -> None:
        """The phrase goes on to a further noun."""
        decided = self.joined and not compound and (self.counted or not plural)
        self.best = _extend(self.best, new, decided)
        self.counted, self.doubtful, self.unknown = self.counted or plural, False, 0

    def counts_places(self) -> bool:
        """The noun is a place or an institution, not in the plural, and nothing joins it."""
        alone = not (self.counted or self.joined)
        return alone and self.best is not None and self.best.unit in ("institutions", "areas")

    def ends_behind(self, role: str | None) -> bool:
        """Behind so many unknown words, or a verb, no noun of the phrase follows; but behind a noun in the singular no
        verb comes (*6 district early warning committees*)."""
        verb = role == "verb" and self.counted and not self.owned
        return self.best is not None and (self.unknown > _UNKNOWN_AFTER_NOUN or verb)


class PhraseReader:
    """Reads phrases.

    Args:
        words: the lists of `targets.toml`.
        nouns: what the words say.
    """

    def __init__(self, words: TargetWords, nouns: CountedNouns) -> None:
        self._words = words
        self._nouns = nouns

    def read(self, text: str, at: int, limit: int, *, several: bool = False) -> Phrase | None:
        """Reads on to the last known noun of the phrase that begins at `at`, and what describes it behind; `several`:
        more than one is counted."""
        best = self.nouns(text, at, limit, several=several) or self._behind_quotes(text, at, limit)
        if best is None or best.unit not in ("people", "households"):
            return best
        return best._replace(end=self._described_end(text, best.end, limit))

    def _behind_quotes(self, text: str, at: int, limit: int) -> Phrase | None:
        """*14 “adashi” savings circles*: what is in quotes does not say what is counted, but what follows does."""
        quoted = _QUOTED.match(text, at, limit)
        return None if quoted is None else self.nouns(text, quoted.end(), limit)

    def _described_end(self, text: str, at: int, limit: int) -> int:
        """*60 women with disabilities*: where the attribute behind the noun ends."""
        tokens = first_tokens(text, at, limit, _ATTRIBUTE_WORDS)
        if tokens and tokens[0].group().casefold() in self._words.phrase["with"]:
            for token in tokens[1:]:
                if known_noun(token.group(), self._words.attributes) in self._words.attributes:
                    return token.end()
        return at

    def nouns(self, text: str, at: int, limit: int, *, several: bool = False) -> Phrase | None:
        """The run of nouns that begins at `at`; the last decides what is counted. `several`: as in `read`."""
        at, most_unknown = self._begin(text, at, limit)
        run = _Run(most_unknown, several)
        for word, end in self._phrase_words(text, at, limit):
            role = self._role(text, word, end, limit, opens=not run.seen)
            if role == "joiner":
                run.join()
                continue
            noun, unit, compound = self._nouns.unit(word, run.seen)
            run.seen.append(noun)
            plural = self._nouns.is_plural(word, noun)
            if run.skips_verb(unit, plural=plural, compound=compound):
                continue
            if unit is not None and run.takes_noun(unit, compound=compound):
                run.extend(Phrase(unit, at, end, noun), plural=plural, compound=compound)
                run.owned = word.endswith(POSSESSIVE)  # no verb behind it: *21 women’s early warning committees*
            elif unit is not None or role == "stop":
                break
            else:
                run.unknown += 1
                if run.counts_places() and self._nouns.is_unknown_plural(word):
                    return None  # *24 radio chronicles* are no radio stations, *150 community relays* no communities
                if run.ends_behind(role):
                    break
        return run.best

    def _role(self, text: str, word: str, end: int, limit: int, *, opens: bool) -> str | None:
        """What a word does where it stands; `opens`: it is the first of the phrase."""
        role = self._nouns.role(word)
        if role != "stop" or self._opens_compound(text, word, end, limit):
            return None if role == "stop" else role
        return None if opens and self._leads_people(text, word, end, limit) else role

    def _leads_people(self, text: str, word: str, end: int, limit: int) -> bool:
        """*36 lead farmers*: behind a number, a word that else is a verb describes the people that it stands before."""
        following = [token.group() for token in first_tokens(text, end, limit, 1)]
        if (
            fold(word) not in self._words.phrase["leading"]
            or not following
            or self._nouns.unit(following[0], ())[1] != "people"
        ):
            return False
        return self._nouns.is_plural(following[0], self._nouns.unit(following[0], ())[0])

    def _opens_compound(self, text: str, word: str, end: int, limit: int) -> bool:
        """*14 self help groups*: a noun that the word before decides stands right behind it."""
        following = first_tokens(text, end, limit, 1)
        return bool(following) and self._nouns.unit(following[0].group(), (fold(word),))[2]

    def _begin(self, text: str, at: int, limit: int) -> tuple[int, int]:
        """Where the phrase begins, and how many unknown words its noun may have before it: behind *of the*
        (*320 of the poorest households*), behind a verb (*38 are women with disabilities*)."""
        words = [(token.group().casefold(), token.end()) for token in first_tokens(text, at, limit, 2)]
        lists = self._words.phrase
        if len(words) > 1 and words[0][0] in lists["parts"] and words[1][0] in lists["through"]:
            return words[1][1], _UNKNOWN_BEFORE_NOUN
        if words and words[0][0] in _QUOTES:
            return words[0][1], _UNKNOWN_BEFORE_NOUN
        if words and words[0][0] in lists["copulas"]:
            return words[0][1], _UNKNOWN_BEHIND_COPULA
        return at, _UNKNOWN_BEFORE_NOUN

    def _phrase_words(self, text: str, at: int, limit: int) -> Iterator[tuple[str, int]]:
        """The words of a phrase and where each ends, up to a sign or a digit that ends it."""
        last = ""
        for token in _TOKEN.finditer(text, at, limit):
            word = token.group()
            if word in _ENDS or word[0].isdigit():
                return
            if word == "," and not self._goes_on(text, token.end(), limit, last):
                return
            if word != "-":
                yield word, token.end()
            last = word

    def _goes_on(self, text: str, at: int, limit: int, last: str) -> bool:
        """A comma inside the phrase, behind the word `last`: *women, girls and men*, *young, displaced women*; but not
        *5 towns, legal clinics*."""
        if self._nouns.is_unknown_plural(last):
            return False
        plain, before = 0, self._nouns.unit(last, ())[1]
        for token in _TOKEN.finditer(text, at, limit):
            word = token.group()
            plain += word[0].islower()  # names of peoples may be many: *Ethiopian, Kenyan and Sierra Leonean women*
            if plain > _WORDS_BEHIND_COMMA:
                break
            unit = self._nouns.unit(word, ())[1]
            if unit is not None:
                return before in (None, unit) or {before, unit} == {"people", "households"}
            role = self._nouns.role(word)
            if role in ("stop", "verb"):
                return False
        return False


def _extend(best: Phrase | None, new: Phrase, joined: bool) -> Phrase:
    """Of nouns in a row the last decides (*women leaders*, *women’s groups*); of nouns that are joined, the first
    does (*women and their families*)."""
    if best is None:
        return new
    if joined:
        return best._replace(end=new.end) if new.unit == best.unit else best
    return new
