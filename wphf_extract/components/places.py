"""Reads the places of one description: candidates, the words that lead to them, their kind, their resolution."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise, takewhile
from typing import Any, NamedTuple

import regex

from wphf_extract.components.fields import Field
from wphf_extract.components.placewords import PlaceCues
from wphf_extract.folding import fold
from wphf_extract.gazetteer import Country, Gazetteer, Place, normalize
from wphf_extract.ownrules import OwnRules
from wphf_extract.trace import Trace
from wphf_extract.words import is_language, is_word

__all__ = ["PlaceReader", "is_odd"]

_WINDOW = 90  # characters before a name that are read for cues
_CACHE = 20_000
_SPACED = re.compile(r"\S+")
_HELD_BEFORE = re.compile(r"[^\s(]+\Z")
_LETTERS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*[’']?")
_SMALL_WORD_ALONE = regex.compile(r"\p{Ll}[\p{Ll}\p{M}’'-]{3,}")
_SMALL_WORD = regex.compile(rf"(?<=[ (]){_SMALL_WORD_ALONE.pattern}")
_QUOTED = regex.compile(r"“[^“”\s]*[^\S\n][^“”\n]*”|\"\p{Lu}[^\"\s]*[^\S\n][^\"\n]*\"")
_TOKEN = re.compile(r"\w+(?:[-’']\w+)*[’']?|[^\s\w]")
_LED_WORD = re.compile(r"[^\W\d_][\w’'-]{4,}")
_SMALL_BEFORE = re.compile(r"(?<=\s)(?:[^\W\d_]|[’'-])+\s$")
_BEHIND = 40  # characters behind it
_KNOWN_ALONE = 5  # letters that a name needs to be a place without any cue
_SHORTEST = 4  # letters of a place that a slip left without its capital
_SHORTEST_PART = 3  # letters of a word of such a name
_LIST_TOKENS = 6  # tokens between two places of a list
_TIES = "-’‘'ʻ"
_TIED = re.compile(r"(?<!\w)(?:([^\W\d_]+)[-’']|[’‘'ʻ])$")
_CAPITAL_INSIDE = regex.compile(r"\p{Ll}{2}\p{Lu}")  # *QuickBooks*
_KIND_WORDS = 3  # of the longest kind
_LONGEST = 5  # words of a name that the gazetteer lacks


class _Cue(NamedTuple):
    """How a name is led to."""

    strength: str  # strong, weak, list, bracket, origin, fled, none
    relation: str
    kind: str | None
    word: str  # that leads to it; empty for none


class PlaceReader:
    """Reads the places of one page's descriptions, one after the other.

    Args:
        text: the page's text.
        cues: the word lists.
        own: the user's own rules; they say which places there are, and what names are made of.
        odd_words: where words without a capital stand that are not English (see `is_odd`).
        trace: where to write down which names are no places, and why.
    """

    def __init__(
        self, text: str, cues: PlaceCues, own: OwnRules, odd_words: Sequence[int], trace: Trace | None = None
    ) -> None:
        self._text = text
        # to the pattern of runs an underscore is a letter: it is hidden from it, and all offsets stay
        self._run_text = text.replace("_", "\0")
        self._cues = cues
        self._gazetteer: Gazetteer = own.gazetteer
        self._odd_words = odd_words
        self._names = own.names
        self._trace = trace
        self._fled_end = -1  # of the last name of a place that people left
        self._led: _Cue | None = None  # how a field leads to all names in it that nothing else leads to
        self._short: set[str] = set()  # first words of the names of organisations
        self._carrier = False  # in a field of names, what is no name says where they are
        self._titled = False  # all words of a title have capitals: only places of the country count there

    def read(
        self, parts: Sequence[Field], names: Sequence[tuple[int, int]], country: str | None
    ) -> list[dict[str, Any]]:
        """Returns the locations of a description, each once.

        Args:
            parts: the fields of the description that may hold places; one that is no list of fields is one text.
            names: names of organisations, in which no place counts.
            country: ISO 3166-1 alpha-3 of the description.
        """
        self._short = {self._text[start:end].split(" ", 1)[0] for start, end in names}
        found = [place for part in parts for place in self._read_part(part, names, country)]
        self._resolve(found, country)
        return _once(found)

    def _read_part(self, part: Field, names: Sequence[tuple[int, int]], country: str | None) -> list[dict[str, Any]]:
        """The places of one field, not yet resolved."""
        start, end = part.start, part.end
        masked = [*names, *self._quoted(start, end)]
        found: list[dict[str, Any]] = []
        self._fled_end = -1
        self._led = (
            _Cue("list", "in", self._cues.kinds.get(part.label.casefold()), part.label)
            if part.role == "location"
            else None
        )
        self._titled = part.role == "title"
        self._carrier = part.role in ("organization", "partner")
        for run in self._cues.run.finditer(self._run_text, start, end):
            run_start, run_end = run.span()
            if _overlaps(run_start, run_end, masked):
                if self._trace:
                    in_name = _overlaps(run_start, run_end, names)
                    self._trace.add("locations", run_start, run_end, "in_name" if in_name else "in_quotes")
                continue
            for first, last, kind in self._parts(self._with_article(run_start), run_end, country):
                place = self._place(first, last, kind, start, end, country, found)
                if place is not None:
                    found.append(place)
        if country and self._has_uncapitalized(start, end, country):
            self._add_uncapitalized(found, start, end, country)
        self._share_kinds(found, end)
        return found

    def _quoted(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Titles in quotes: nothing in them is a place of the project."""
        if self._text.find("“", start, end) >= 0 or self._text.find('"', start, end) >= 0:
            yield from (m.span() for m in _QUOTED.finditer(self._text, start, end))

    # -- one run of capitalised words ----------------------------------------------------------------

    def _with_article(self, start: int) -> int:
        """*al-Hasakah*, *’Eua*: what is tied to the front of a name belongs to it."""
        if self._text[start - 1 : start] not in _TIES:
            return start
        before = _TIED.search(self._text, max(start - 6, 0), start)
        if before is None or (before.group(1) and before.group(1) not in self._cues.words["inside"]):
            return start
        return int(before.start())

    def _parts(self, start: int, end: int, country: str | None) -> Iterator[tuple[int, int, str | None]]:
        """Cuts a run at possessives and at kinds (*Mangu LGAs of Plateau State* holds two names), and gives each
        name with its kind."""
        text = self._text
        words = [m.span() for m in _SPACED.finditer(text, start, end)]
        if len(words) == 1:
            yield from self._bare(words, country)
            return
        if self._is_country(text[start:end]):
            yield start, end, None  # *Democratic Republic of the Congo*
            return
        words = self._behind_of(words, country)
        part: list[tuple[int, int]] = []
        for (a, b), following in pairwise(words):
            word = text[a:b]
            if word.endswith(("’s", "'s")) and self._is_known(text[a : b - 2], country):
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

    def _behind_of(self, words: list[tuple[int, int]], country: str | None) -> list[tuple[int, int]]:
        """*Welfare Councils of Kyangwali* is no place, but Kyangwali is; *University of Jos* is one name."""
        text, within = self._text, self._cues.words["within"]
        at = max((n for n, (a, b) in enumerate(words) if text[a:b] in within), default=0)
        if not at or not country or self._kind(*words[at - 1]) or text[words[at - 1][1] - 1] != "s":
            return words
        rest = words[at + 1 :]
        first, last = words[0][0], words[-1][1]
        known = self._gazetteer.candidates(text[rest[0][0] : last], country=country)
        return rest if known and not self._is_known(text[first:last], country) else words

    def _kind(self, start: int, end: int) -> str | None:
        return self._cues.kinds.get(self._text[start:end].casefold())

    def _bare(self, words: list[tuple[int, int]], country: str | None) -> Iterator[tuple[int, int, str | None]]:
        """Takes cue words off the front (a sentence begins *In Gao*), and a kind off either end."""
        text, cues = self._text, self._cues
        while words and text[slice(*words[0])].casefold() in cues.leading:
            words = words[1:]
        while len(words) > 1 and fold(text[slice(*words[-1])]) in cues.never:
            if self._has_name(words[0][0], words[-1][1], country):
                break  # *Kyaka II*
            words = words[:-1]
        if not words:
            return
        kind: str | None = None
        whole_end = words[-1][1]
        behind, size = self._kind_at_end(words)
        if behind:
            if not self._is_in_name(words, size, behind, country):
                kind, words = behind, words[:-size]
        elif len(words) > 2 and self._kind(*words[0]) and text[slice(*words[1])].islower():
            kind, words = self._kind(*words[0]), words[2:]
        start, end = words[0][0], words[-1][1]
        if cues.words["skipped"].issuperset([text[a:b].casefold() for a, b in words]):
            following = kind or self._kind_behind(_tokens(text, end, end + _BEHIND))
            if not (following and country and self._gazetteer.candidates(text[start:end], country=country)):
                return  # *the Old City of …*, but not *the South department* of Haiti
            if kind:
                end = whole_end  # *South West State*: a direction alone is no name
        if text.endswith(("’s", "'s"), start, end):
            end -= 2
        elif text[end - 1] in "’'`":
            end -= 1
        yield start, end, kind

    def _kind_at_end(self, words: Sequence[tuple[int, int]]) -> tuple[str | None, int]:
        """The kind that a name ends with, and its number of words: *… District*, *… Local Government Area*."""
        if len(words) < 2 or self._text[slice(*words[-1])].casefold() not in self._cues.kind_ends:
            return None, 0
        for size in range(min(_KIND_WORDS, len(words) - 1), 0, -1):
            kind = self._kind(words[-size][0], words[-1][1])
            if kind:
                return kind, size
        return None, 0

    def _is_in_name(self, words: Sequence[tuple[int, int]], size: int, kind: str, country: str | None) -> bool:
        """The kind belongs to the name: *Orinoco Delta*; *Guatemala City*, where the gazetteer has it so; *Reef
        Islands*, where it has not the name alone."""
        if kind in self._cues.features:
            return True
        start, end = words[0][0], words[-1][1]
        if kind in self._cues.in_names:
            return self._has_name(start, end, country, abroad=True)
        if kind not in self._cues.in_single_names or not self._has_name(start, end, country):
            return False
        return not self._has_name(start, words[-size - 1][1], country)

    def _has_name(self, start: int, end: int, country: str | None, *, abroad: bool = False) -> bool:
        """A place of the country, or, if it has none, of another, bears the name with its kind as its own."""
        name = self._text[start:end]
        found = self._gazetteer.candidates(name, country=country) if country else ()
        if not found and abroad:
            found = self._gazetteer.candidates(name)
        return any(normalize(place.name) == normalize(name) for place in found)

    def _place(
        self,
        first: int,
        last: int,
        kind: str | None,
        start: int,
        end: int,
        country: str | None,
        found: Sequence[dict[str, Any]],
    ) -> dict[str, Any] | None:
        """The name `[first, last)` as a place, or None."""
        first, own = self._with_small_word(first, last, start, country)
        name = self._text[first:last]
        why = self._never(name)
        if why:
            self._reject(first, last, why)
            return None
        before = _tokens(self._text, max(start, first - _WINDOW), first)
        cue = self._cue(first, before, found)
        if cue.strength == "fled":  # where people come from, and what is listed with it
            self._fled_end = last
            self._reject(first, last, "fled", cue.word)
            return None
        if not own and (self._titled or name in self._short):  # *Isha’s clinic* belongs to the Isha Association
            self._reject(first, last, "unknown" if self._titled else "in_name")
            return None
        behind = _tokens(self._text, last, min(last + _BEHIND, end))
        opens = first == start and behind[:1] and behind[0] in self._cues.words["opening"]
        apposed = before[-1:] == behind[:1] == [","]
        if self._led is not None and cue.strength in ("none", "weak", "bracket"):
            cue = self._led
        elif cue.strength == "none" and (opens or apposed or self._carrier):
            cue = _Cue("bracket", "in", None, "")  # *Samoa – Alpha …*, *Alpha (AL), Samoa, on a project …*
        kind = kind or self._kind_behind(behind) or cue.kind
        why = self._against(name, cue, kind, country, own, behind)
        if not why and self._is_document(before, behind):
            why = "document"
        if why:
            self._reject(first, last, why, cue.word)
            return None
        if self._trace:
            self._trace.led_by[first] = cue.word
        strength = cue.strength if cue.strength != "none" or not kind else "kind"
        return {
            "name": name,
            "kind": kind,
            "relation": cue.relation,
            "start": first,
            "end": last,
            "rule": f"place.{strength}",
        }

    def _reject(self, first: int, last: int, why: str, word: str = "") -> None:
        """Decides against a name."""
        if self._trace:
            self._trace.add("locations", first, last, why, word)

    def _with_small_word(self, first: int, last: int, start: int, country: str | None) -> tuple[int, bool]:
        """*port Loko*: the word before belongs to the name, though a slip left it without its capital. Returns
        where the name begins, and whether it is a place of the country."""
        if not country:
            return first, False
        if self._gazetteer.candidates(self._text[first:last], country=country):
            return self._with_direction(first, last, start, country), True
        if first - 1 > start and self._text[first - 1].isspace():
            before = _SMALL_BEFORE.search(self._text[max(start, first - 20) : first])
            if before is not None and before.group()[0].islower():
                at = first - len(before.group())
                if self._gazetteer.candidates(self._text[at:last], country=country):
                    return at, True
        return first, False

    def _with_direction(self, first: int, last: int, start: int, country: str) -> int:
        """*northern Shan*: where the name begins, if a place is called so with the direction."""
        if not self._text[max(start, first - 2)].islower():
            return first
        before = _SMALL_BEFORE.search(self._text[max(start, first - 20) : first])
        if before is None or before.group().strip() not in self._cues.words["directions"]:
            return first
        at = first - len(before.group())
        return at if self._has_name(at, last, country) else first

    # -- what leads to a name, and what follows it ----------------------------------------------------

    def _cue(self, at: int, tokens: Sequence[str], found: Sequence[dict[str, Any]]) -> _Cue:
        """Reads backwards from a name, over the tokens before it, to the word that leads to it."""
        if self._fled_end >= 0 and self._only_list(self._fled_end, at):
            return _Cue("fled", "in", None, "")
        if found and self._only_list(found[-1]["end"], at):
            return _Cue("list", found[-1]["relation"], None, "")
        lists, roles = self._cues.words, self._cues.roles
        kind: str | None = None
        weak = ""
        for back, written in enumerate(reversed(tokens)):
            token = written.casefold()
            role = roles.get(token)
            if role is None or (role == "opening" and back):
                if token.isdigit():
                    continue
                break
            if role == "fled":
                return _Cue("fled", "in", kind, token)
            if role == "near":
                return _Cue("strong", "near", kind, token)
            if role == "opening":
                return _Cue("bracket", "in", kind, token)
            before = tokens[-back - 2].casefold() if back + 2 <= len(tokens) else ""
            if role in ("in", "origin"):
                if before in lists["fled"]:
                    return _Cue("fled", "in", kind, before)
                if role == "origin":
                    return _Cue("origin", "in", kind, token)
                if before in lists["spoken"]:
                    return _Cue("spoken", "in", kind, before)
                return _Cue("strong", "in", kind, token)
            if role == "kind":
                kind = kind or self._cues.kinds[token]
            elif role == "weak":
                if before in lists["near"]:
                    return _Cue("strong", "near", kind, before)
                if not (before in self._cues.kinds or before in lists["skipped"]):
                    return _Cue("strong" if kind else "weak", "in", kind, token)
                weak = token
        return _Cue("strong" if kind else "weak" if weak else "none", "in", kind, kind or weak)

    def _only_list(self, start: int, end: int) -> bool:
        """Nothing stands between two names but what parts the places of a list."""
        if end - start > _WINDOW:
            return False
        written = _tokens(self._text, start, end)
        if len(written) > _LIST_TOKENS:
            return False
        tokens = [token.casefold() for token in written]
        return self._cues.in_lists.issuperset(tokens) and not self._cues.joiners.isdisjoint(tokens)

    def _kind_behind(self, behind: Sequence[str]) -> str | None:
        if not behind:
            return None
        word = behind[0].casefold()
        kinds = self._cues.kinds
        return (kinds.get(f"{word} {behind[1].casefold()}") if len(behind) > 1 else None) or kinds.get(word)

    def _is_document(self, before: Sequence[str], behind: Sequence[str]) -> bool:
        """The name is a part of the title of an agreement, a law or a resolution."""
        documents = self._cues.documents
        if behind[1:2] == ["s"]:  # *Yemen’s National Action Plan*
            title = list(takewhile(lambda token: token[0].isupper(), behind[2:]))
            return any(token.casefold() in documents for token in title)
        if behind and behind[0].casefold() in documents:
            return True
        attributive = len(behind) > 1 and behind[0].isalpha() and behind[0].casefold() not in self._cues.words["behind"]
        if attributive and behind[1].casefold() in documents:
            return True
        for token in reversed(before):
            if token in self._cues.titles:
                return True
            if not (token[0].isupper() or self._names.is_particle(token)):
                return False
        return False

    def _never(self, name: str) -> str:
        """Why a name is no place, whatever stands around it; empty if it may be one."""
        if name in self._gazetteer.demonyms() and not self._is_country(name):
            return "adjective"  # *the Chinese border*
        words = _folded(name)
        never = self._cues.never
        return "never" if not words or words[0] in never or never.issuperset(words) else ""

    # -- whether a name is a place ---------------------------------------------------------------------

    def _against(
        self, name: str, cue: _Cue, kind: str | None, country: str | None, own: bool, behind: Sequence[str]
    ) -> str:
        """Why a name is no place; empty if it is one. Cheap tests come first; `own`: the country has a place of that
        name."""
        if cue.strength == "origin" and self._is_abroad(name, country):
            return "abroad"
        if not kind and self._cues.languages.issuperset(_folded(name)):
            return "language"
        if not kind and is_language(fold(name)) and self._is_language_here(cue, behind):
            return "language"
        if (cue.strength == "spoken" and not own) or (behind and behind[0] in self._cues.words["tongues"]):
            return "language"
        if cue.strength in ("strong", "list", "origin", "spoken") or kind:
            return self._against_led(name, cue, kind, country, own, behind)
        if cue.strength == "bracket":
            return "" if own or self._is_known(name, country) else "unknown"
        if not self._stands_free(behind, people=own):
            return "longer_name"
        if cue.strength == "weak":
            return "" if own or (len(name) >= _KNOWN_ALONE and self._is_known(name, country)) else "unknown"
        if len(name) < _KNOWN_ALONE:
            return "short"
        if self._is_common(name):
            return "common"
        return "" if own or self._is_known(name, country) else "unknown"

    def _against_led(
        self, name: str, cue: _Cue, kind: str | None, country: str | None, own: bool, behind: Sequence[str]
    ) -> str:
        """The same of a name that is led to, or has a kind: it need not be known."""
        if own:
            return ""
        if self._is_known(name, country):
            free = kind is not None or self._is_country(name) or self._stands_free(behind, people=True)
            return "" if free else "longer_name"
        if behind and behind[0].casefold() in self._cues.words["people"]:
            return "people"
        strict = kind is None and cue.strength != "list"
        return "" if self._could_be_name(name, country, bool(kind), strict=strict) else "no_name"

    def _is_language_here(self, cue: _Cue, behind: Sequence[str]) -> bool:
        """*papers in Mon and Burmese*, *Kachin women*: a name of a place and a language stands for the language or
        its speakers; *Ambon, Seram and Buru, and women …* does not go on."""
        if cue.strength == "spoken":
            return True
        if behind[:1] == [","] and behind[1:2] and behind[1].casefold() in self._cues.words["list"]:
            return False
        for token in behind:
            if token.casefold() in self._cues.words["people"]:
                return cue.strength in ("none", "weak", "list")
            if fold(token) in self._cues.languages:
                return True
            if not (token[0].isupper() or token in self._cues.joiners):
                return False
        return False

    def _is_abroad(self, name: str, country: str | None) -> bool:
        foreign = self._country(name)
        return foreign is not None and country is not None and foreign.alpha3 != country

    def _country(self, name: str) -> Country | None:
        """The country of a name; a bare code (*IT*) is none."""
        country = self._gazetteer.country(name)
        if country is not None and name in (country.alpha2, country.alpha3) and name not in country.aliases:
            return None
        return country

    def _is_country(self, name: str) -> bool:
        return self._country(name) is not None

    def _is_known(self, name: str, country: str | None) -> bool:
        """The gazetteer has the name, here or, if it is large enough, abroad; or the name without a direction."""
        if self._is_country(name):
            return True
        if name.isupper() and len(name) < _SHORTEST:
            return False
        if self._gazetteer.lookup(name, country=country, fuzzy=False) is not None:
            return True
        direction, _, rest = name.partition(" ")
        return bool(rest) and direction.casefold() in self._cues.words["directions"] and self._is_known(rest, country)

    def _stands_free(self, behind: Sequence[str], *, people: bool) -> bool:
        """What follows does not make the name a part of a longer one."""
        if not behind or not behind[0][0].isalnum():
            return True
        lists = self._cues.words
        return behind[0].casefold() in lists["behind"] or (people and behind[0].casefold() in lists["people"])

    def _is_common(self, name: str) -> bool:
        return all(is_word(fold(w)) or len(w) < _SHORTEST for w in name.split())

    def _could_be_name(self, name: str, country: str | None, has_kind: bool, *, strict: bool) -> bool:
        """A name that the gazetteer lacks: no short form, no theme, and not English words only."""
        words = _LETTERS.findall(name)
        if len(words) > _LONGEST or (name.isupper() and not has_kind):
            return False
        directed = any(w.casefold() in self._cues.words["directions"] for w in words)
        if strict and not directed and (is_language(fold(name)) or is_language(fold(words[0]))):
            return False
        if any(self._names.is_theme(w) or self._names.is_head(w) or _CAPITAL_INSIDE.search(w) for w in words):
            return False
        if not strict or any(not is_word(fold(w)) and len(w) > 2 for w in words):
            return True
        return len(words) > 1 and any(self._is_known(w, country) for w in words if len(w) >= _SHORTEST)

    # -- names without a capital -----------------------------------------------------------------------

    def _has_uncapitalized(self, start: int, end: int, country: str) -> bool:
        """A place of the country is among the words without a capital."""
        text, odd = self._text, self._odd_words
        for at in odd[bisect_left(odd, start) : bisect_left(odd, end)]:
            before = _HELD_BEFORE.search(text, max(start, at - _BEHIND), at)
            behind = _SPACED.match(text, at, end)
            word = text[before.start() if before else at : behind.end() if behind else at]
            if any(self._gazetteer.candidates(name, country=country) for name in _small_names(word)):
                return True
        return False

    def _add_uncapitalized(self, found: list[dict[str, Any]], start: int, end: int, country: str) -> None:
        """*near meiganga*, *in Saravena and arauquita*: a slip may leave out the capital."""
        for cue in self._cues.led.finditer(self._text, start, end):
            name = cue.group(2)
            if not name[0].islower() or is_word(fold(name)) or self._text[cue.start() - 1 : cue.start()].isalnum():
                continue
            if self._gazetteer.candidates(name, country=country):
                relation = "near" if cue.group(1).casefold() in self._cues.words["near"] else "in"
                span = {"start": cue.start(2), "end": cue.end(2), "rule": "place.uncapitalized"}
                found.append({"name": name, "kind": None, "relation": relation, **span})
        found.sort(key=lambda place: place["start"])
        for before in tuple(found):
            for word in _SMALL_WORD.finditer(self._text, before["end"], min(before["end"] + _BEHIND, end)):
                name = word.group()
                if is_word(fold(name)) or not self._only_list(before["end"], word.start()):
                    continue
                if self._gazetteer.candidates(name, country=country):
                    place = {"name": name, "kind": None, "relation": before["relation"]}
                    span = {"start": word.start(), "end": word.end(), "rule": "place.uncapitalized"}
                    found.insert(found.index(before) + 1, {**place, **span})

    # -- all together --------------------------------------------------------------------------------

    def _share_kinds(self, found: Sequence[dict[str, Any]], end: int) -> None:
        """*Gao, Kidal and Ségou regions*: a plural kind behind a list is the kind of all of it."""
        shared = False
        for this, before in zip(reversed(found), list(reversed(found))[1:], strict=False):
            if this["rule"] != "place.list" or not this["kind"] or before["kind"]:
                shared = False
                continue
            behind = _tokens(self._text, this["end"], min(this["end"] + _BEHIND, end))[:1]
            shared = shared or (bool(behind) and behind[0].casefold() not in (this["kind"], ""))
            if shared:
                before["kind"] = this["kind"]

    def _resolve(self, found: Sequence[dict[str, Any]], country: str | None) -> None:
        """Asks the gazetteer; a second time, knowing where the others lie, for names of several places."""
        sure: list[tuple[float, float]] = []
        ambiguous: list[dict[str, Any]] = []
        for place in found:
            hit = self._look_up(place["name"], country, (), place["kind"])
            _write(hit, place)
            if self._gazetteer.is_ambiguous(place["name"], country=country):
                ambiguous.append(place)
            elif hit is not None and hit.kind != "country" and hit.latitude is not None and hit.longitude is not None:
                sure.append((hit.latitude, hit.longitude))
        for place in ambiguous if sure else ():
            _write(self._look_up(place["name"], country, sure, place["kind"]), place)

    def _look_up(
        self, name: str, country: str | None, near: Sequence[tuple[float, float]], kind: str | None
    ) -> Place | None:
        """The place of a name, or of the name without the number behind it (*Domiz 1*), or without a direction behind
        it (*Bor South*), if that is no large area."""
        place = self._gazetteer.lookup(name, country=country, near=near, kind=kind) if name else None
        bare = name.rstrip("0123456789 ")
        if place is None and bare and bare != name:
            place = self._gazetteer.lookup(bare, country=country, near=near, kind=kind)
        whole, _, last = name.rpartition(" ")
        if place is None and whole and last.casefold() in self._cues.words["directions"]:
            near_by = self._gazetteer.lookup(whole, country=country, near=near, fuzzy=False)
            place = near_by if near_by and near_by.kind not in ("country", "admin1") else None
        return place


def is_odd(word: str) -> bool:
    """Says whether a word without a capital is not English: it could be a place, or a part of one."""
    return word[:1].islower() and len(word) >= _SHORTEST_PART and not is_word(fold(word))


def _write(hit: Place | None, place: dict[str, Any]) -> None:
    """Writes what the gazetteer knows of a place."""
    place["country_code"] = hit.country_code if hit else None
    place["geonames_id"] = hit.geonames_id if hit else None
    place["latitude"] = hit.latitude if hit else None
    place["longitude"] = hit.longitude if hit else None
    place["admin1"] = hit.admin1 if hit else None


def _once(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: set[str] = set()
    kept = []
    for place in found:
        key = fold(place["name"])
        if key not in seen:
            kept.append(place)
        seen.add(key)
    return kept


def _tokens(text: str, start: int, end: int) -> list[str]:
    """The words and signs of a stretch of text; a tab, which parts the cells of a table, is an upright stroke."""
    return list(chain.from_iterable(map(_tokens_of, text[start:end].replace("\t", " | ").split())))


@lru_cache(maxsize=_CACHE)
def _tokens_of(word: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(word))


def _overlaps(start: int, end: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in stretches)


@lru_cache(maxsize=_CACHE)
def _folded(name: str) -> tuple[str, ...]:
    """The words of a name, folded."""
    return tuple(fold(word) for word in _LETTERS.findall(name))


@lru_cache(maxsize=_CACHE)
def _small_names(token: str) -> tuple[str, ...]:
    """What of a token between spaces may be a place without its capital: neither capitalised nor English."""
    matches = (pattern.match(token) for pattern in (_LED_WORD, _SMALL_WORD_ALONE))
    names = dict.fromkeys(match.group() for match in matches if match)
    return tuple(name for name in names if name[0].islower() and not is_word(fold(name)))
