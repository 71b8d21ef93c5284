"""Finds the names in a run of capitalised words: where each begins and ends, and the kind of place it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wphf_extract.components.locations.placecontext import kind_behind, words_before, words_behind
from wphf_extract.components.locations.placejudge import PlaceJudge
from wphf_extract.components.locations.placewords import PlaceCues
from wphf_extract.gazetteer import Gazetteer, normalize
from wphf_extract.language.folding import fold
from wphf_extract.language.inflections import is_plural

__all__ = ["RunCutter"]

_WORD = re.compile(r"\S+")
_SHORT_PLURAL = re.compile(r"[A-Z]{2,}s")
_ROMAN = re.compile(r"[IVX]+")
_TAIL = re.compile(r" ([^\W\d_]{1,5}) [A-Z]\w+")
_TIES = "-’‘'ʻ"
_TIED = re.compile(r"(?<!\w)(?:([^\W\d_]{2,})[-’']|[’‘'ʻ])$")
_LONGEST_TIED = 6  # characters of what is tied to the front of a name
_SMALL_BEFORE = re.compile(r"(?<=\s)(?:[^\W\d_]|[’'-])+\s$")
_SMALL_REACH = 20  # characters before a name within which such a word stands
_KIND_WORDS = 3  # of the longest kind

Spans = list[tuple[int, int]]  # of words


class RunCutter:
    """Cuts the runs of one page.

    Args:
        text: the page's text.
        cues: the word lists.
        gazetteer: the places there are.
        judge: says which names are known.
    """

    def __init__(self, text: str, cues: PlaceCues, gazetteer: Gazetteer, judge: PlaceJudge) -> None:
        self._text = text
        self._cues = cues
        self._gazetteer = gazetteer
        self._judge = judge

    def names(self, start: int, end: int, country: str | None) -> Iterator[tuple[int, int, str | None]]:
        """Cuts a run at possessives and at kinds (*Mangu LGAs of Plateau State* holds two names), and gives each
        name with its kind."""
        text = self._text
        if text[start:end].casefold() in self._cues.leading:
            return  # *In*, *The*: most capitals begin sentences
        start = self._with_article(start)
        end = self._with_known_tail(start, end, country)
        words = [m.span() for m in _WORD.finditer(text, start, end)]
        if len(words) == 1:
            yield from self._bare(words, country)
            return
        if self._judge.is_country(text[start:end]):
            yield start, end, None  # *Democratic Republic of the Congo*
            return
        words = self._behind_of(words, country)
        part: Spans = []
        for (a, b), following in pairwise(words):
            word = text[a:b]
            if word.endswith(("’s", "'s")) and self._judge.is_known(text[a : b - 2], country):
                yield from self._bare([*part, (a, b - 2)], country)
                part = []
            elif part and self._kind(a, b) and text[slice(*following)].islower():
                yield from self._bare([*part, (a, b)], country)
                part = []
            elif part or not word.islower():
                part.append((a, b))
        a, b = words[-1]
        if part or not text[a:b].islower():
            part.append((a, b))
        yield from self._bare(part, country)

    def with_small_word(self, first: int, last: int, start: int, country: str | None) -> tuple[int, bool]:
        """*port Loko*: the word before belongs to the name, though a slip left it without its capital. Returns
        where the name begins, not before `start`, and whether it is a place of the country."""
        if not country:
            return first, False
        if self._gazetteer.candidates(self._text[first:last], country=country):
            return self._with_direction(first, last, start, country), True
        if first - 1 > start and self._text[first - 1].isspace():
            before = self._word_before(first, start)
            at = first - len(before)
            if before[:1].islower() and self._gazetteer.candidates(self._text[at:last], country=country):
                return at, True
        return first, False

    def _with_direction(self, first: int, last: int, start: int, country: str) -> int:
        """*northern Shan*: where the name begins, if a place is called so with the direction."""
        if not self._text[max(start, first - 2)].islower():
            return first
        before = self._word_before(first, start)
        if before.strip() not in self._cues.words["directions"]:
            return first
        at = first - len(before)
        bare, whole = (self._gazetteer.candidates(self._text[n:last], country=country) for n in (first, at))
        return at if set(whole) - set(bare) or self._judge.is_country(self._text[first:last]) else first

    def _word_before(self, first: int, start: int) -> str:
        """The word before a name, with the space between them; empty if there is none."""
        before = _SMALL_BEFORE.search(self._text[max(start, first - _SMALL_REACH) : first])
        return before.group() if before else ""

    def _with_known_tail(self, start: int, end: int, country: str | None) -> int:
        """*Gracias a Dios*: where a name ends that goes on behind a small word, if the country has such a place."""
        tail = _TAIL.match(self._text, end)
        if tail is None or not country or tail[1] not in self._cues.words["known_inside"]:
            return end
        whole = self._text[start : tail.end()]
        places = self._gazetteer.candidates(whole, country=country)
        # *Gracias a Dios Department*, but no place whose variant only it is
        known = any(f"{normalize(place.name)} ".startswith(f"{normalize(whole)} ") for place in places)
        return int(tail.end()) if known else end

    def _with_article(self, start: int) -> int:
        """*al-Hasakah*, *’Eua*: what is tied to the front of a name belongs to it."""
        if self._text[start - 1 : start] not in _TIES:
            return start
        before = _TIED.search(self._text, max(start - _LONGEST_TIED, 0), start)
        if before is None or (
            before.group(1) and before.group(1) not in self._cues.words["inside"] | self._cues.words["tied"]
        ):
            return start
        return int(before.start())

    def _behind_of(self, words: Spans, country: str | None) -> Spans:
        """*Welfare Councils of Kyangwali* is no place, but Kyangwali is; *University of Jos* is one name."""
        text, within = self._text, self._cues.words["within"]
        at = max((n for n, (a, b) in enumerate(words) if text[a:b] in within), default=0)
        if at and _SHORT_PLURAL.fullmatch(text, *words[0]):
            return words[at + 1 :]  # *QIZs of Al-Hassan*
        if at and self._cues.words["directions"].issuperset(text[a:b].casefold() for a, b in words[:at]):
            return words[at + 1 :]  # *South of Libya*
        if not at or not country or self._kind(*words[at - 1]) or not is_plural(text[slice(*words[at - 1])]):
            return words
        rest = words[at + 1 :]
        first, last = words[0][0], words[-1][1]
        known = self._gazetteer.candidates(text[rest[0][0] : last], country=country)
        return rest if known and not self._judge.is_known(text[first:last], country) else words

    def _kind(self, start: int, end: int) -> str | None:
        return self._cues.kinds.get(self._text[start:end].casefold())

    def _bare(self, words: Spans, country: str | None) -> Iterator[tuple[int, int, str | None]]:
        """Takes cue words off the front (a sentence begins *In Gao*), and a kind off either end."""
        text, cues = self._text, self._cues
        words = self._without_cues(words, country)
        if not words:
            return
        kind: str | None = None
        whole_end = words[-1][1]
        behind, size = self._kind_at_end(words)
        if size == 1 and kind_behind(words_behind(text, whole_end, len(text)), cues):
            behind = None  # *Kaba Village camps*
        if behind:
            if not self._is_in_name(words, size, behind, country):
                kind, words = behind, words[:-size]
        elif len(words) > 2 and self._kind(*words[0]) and text[slice(*words[1])].islower():
            kind, words = self._kind(*words[0]), words[2:]
        elif self._is_kind_before(words, country):
            kind, words = self._kind(*words[0]), words[1:]
        start, end = words[0][0], words[-1][1]
        if len(words) == 1 and self._is_kind_alone(start, end, country):
            return  # *in 10 LGAs*
        if cues.words["skipped"].issuperset([text[a:b].casefold() for a, b in words]):
            if not (country and self._gazetteer.candidates(text[start:end], country=country)):
                return  # *the Old Quarter*
            if not (kind or self.kind_behind_list(end) or self._is_listed(start, end, country)):
                return  # but not *the South department* of Haiti; *Old City* is a name of places
            if kind:
                end = whole_end  # *South West State*: a direction alone is no name
        if text.endswith(("’s", "'s"), start, end):
            end -= 2
        elif text[end - 1] in "’'`":
            end -= 1
        yield start, end, kind

    def _is_kind_before(self, words: Spans, country: str | None) -> bool:
        """*Barangay Bagong Silang*: the first word is no part of a name that the country has without it alone."""
        if len(words) < 2 or not country or not self._kind(*words[0]):
            return False
        whole, rest = (self._text[words[n][0] : words[-1][1]] for n in (0, 1))
        return self._judge.is_own(rest, country) and not self._judge.is_whole_name(whole, country)

    def _without_cues(self, words: Spans, country: str | None) -> Spans:
        """Takes off what leads to a name, and behind it what is no place."""
        text, cues = self._text, self._cues
        while words and text[slice(*words[0])].casefold() in cues.leading:
            if len(words) > 1 and self._judge.is_whole_name(text[words[0][0] : words[-1][1]], country):
                break  # *As Suwayda*
            words = words[1:]
        while len(words) > 1 and fold(text[slice(*words[-1])]) in cues.never:
            numbered = _ROMAN.fullmatch(text, *words[-1])  # *Kyaka II*
            if numbered or self._judge.is_whole_name(text[words[0][0] : words[-1][1]], country):
                break
            words = words[:-1]
        return words

    def _is_kind_alone(self, start: int, end: int, country: str | None) -> bool:
        """A kind and no name, unless a place is called so: *Centre* is a department of Haiti."""
        known = country and self._gazetteer.candidates(self._text[start:end], country=country)
        return self._kind(start, end) is not None and not known

    def _is_listed(self, start: int, end: int, country: str) -> bool:
        """*Malaita, Western and Temotu*: a joiner and a place of the country stand beside the name."""
        joiners, articles = self._cues.joiners, self._cues.words["articles"]
        before = [word for word in words_before(self._text, start, 0) if word not in articles][:-3:-1]
        behind = [word for word in words_behind(self._text, end, len(self._text)) if word not in articles][:2]
        sides = (side for side in (before, behind) if len(side) > 1 and side[0] in joiners and side[1][0].isupper())
        return any(self._judge.is_own(name, country) for _, name in sides)

    def kind_behind_list(self, end: int) -> str | None:
        """The kind that follows at once, or in the plural behind a list: *the North West and Littoral regions*."""
        behind = words_behind(self._text, end, len(self._text))
        for at, word in enumerate(behind):
            kind = kind_behind(behind[at:], self._cues)
            if kind:
                return kind if not at or is_plural(word) else None
            if not (word[0].isupper() or word in self._cues.joiners):
                return None
        return None

    def _kind_at_end(self, words: Sequence[tuple[int, int]]) -> tuple[str | None, int]:
        """The kind that a name ends with, and its number of words: *… District*, *… Local Government Area*."""
        if len(words) < 2 or self._text[slice(*words[-1])].casefold() not in self._cues.kind_ends:
            return None, 0
        for size in range(min(_KIND_WORDS, len(words) - 1), 0, -1):
            kind = self._kind(words[-size][0], words[-1][1])
            if kind:
                return kind, size
        return None, 0

    def _is_same(self, alone: str, whole: str, country: str | None) -> bool:
        """*Marawi* is Marawi City, but *Guatemala* is not Guatemala City."""
        if self._judge.is_country(alone):
            return False
        place, other = (self._gazetteer.lookup(name, country=country, fuzzy=False) for name in (alone, whole))
        if place is None or other is None or place.geonames_id is None:
            return False
        return place.geonames_id == other.geonames_id

    def _is_in_name(self, words: Sequence[tuple[int, int]], size: int, kind: str, country: str | None) -> bool:
        """The kind belongs to the name: *Orinoco Delta*; *Guatemala City*, where the gazetteer has it so; *Reef
        Islands*, where it has not the name alone."""
        if kind in self._cues.features:
            return True
        start, end = words[0][0], words[-1][1]
        whole = self._text[start:end]
        alone = self._text[start : words[-size - 1][1]]
        if country and not self._judge.is_own(alone, country) and self._judge.is_whole_name(whole, country):
            return True  # *Puerto Barrios*
        if kind in self._cues.in_names:
            return self._judge.is_whole_name(whole, country, abroad=True) and not self._is_same(alone, whole, country)
        if kind not in self._cues.in_single_names or not self._judge.is_whole_name(whole, country):
            return False
        return not self._judge.is_whole_name(alone, country)
