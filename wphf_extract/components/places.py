"""Reads the places of one description: candidates, the words that lead to them, their kind, their resolution."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

import regex

from wphf_extract.components.placewords import PlaceCues
from wphf_extract.gazetteer import Country, Gazetteer, Place, normalize
from wphf_extract.names import name_words
from wphf_extract.phrases import fold
from wphf_extract.words import is_language, is_word

__all__ = ["PlaceReader"]

_WINDOW = 90  # characters before a name that are read for cues
_SPACED = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*[’']?")
_SMALL_WORD = regex.compile(r"(?<=[ (])\p{Ll}[\p{Ll}\p{M}’'-]{3,}")
_QUOTED = regex.compile(r"“[^”\n]*\s[^”\n]*”|\"\p{Lu}[^\"\n]*\s[^\"\n]*\"")
_TOKEN = re.compile(r"\w+(?:[-’']\w+)*[’']?|[^\s\w]")
_SMALL_BEFORE = regex.compile(r"(?<=\s)\p{Ll}[\p{L}’'-]*\s$")
_BEHIND = 40  # characters behind it
_KNOWN_ALONE = 5  # letters that a name needs to be a place without any cue
_SHORTEST = 4  # letters of a place that a slip left without its capital
_LIST_TOKENS = 6  # tokens between two places of a list
_TIES = "-’'ʻ"
_TIED = re.compile(r"(?<!\w)(?:([^\W\d_]+)[-’']|[’'ʻ])$")
_LONGEST = 5  # words of a name that the gazetteer lacks


class _Cue(NamedTuple):
    """How a name is led to."""

    strength: str  # strong, weak, list, bracket, origin, fled, none
    relation: str
    kind: str | None


class PlaceReader:
    """Reads the places of one page's descriptions, one after the other.

    Args:
        text: the page's text.
        cues: the word lists.
        gazetteer: the table of places.
    """

    def __init__(self, text: str, cues: PlaceCues, gazetteer: Gazetteer) -> None:
        self._text = text
        self._cues = cues
        self._gazetteer = gazetteer
        self._names = name_words()
        self._fled_end = -1  # of the last name of a place that people left

    def read(
        self, start: int, end: int, masked: Sequence[tuple[int, int]], country: str | None
    ) -> list[dict[str, Any]]:
        """Returns the locations of the description `[start, end)`, each once.

        Args:
            start, end: the description.
            masked: names of organisations, in which no place counts.
            country: ISO 3166-1 alpha-3 of the description.
        """
        masked = [*masked, *(m.span() for m in _QUOTED.finditer(self._text, start, end))]
        found: list[dict[str, Any]] = []
        self._fled_end = -1
        for run in self._cues.run.finditer(self._text, start, end):
            run_start, run_end = run.span()
            if any(a < run_end and run_start < b for a, b in masked):
                continue
            for first, last, kind in self._parts(self._with_article(run_start), run_end, country):
                place = self._place(first, last, kind, start, end, country, found)
                if place is not None:
                    found.append(place)
        self._add_uncapitalized(found, start, end, country)
        self._share_kinds(found, end)
        self._resolve(found, country)
        return _once(found)

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
        words = [m.span() for m in _SPACED.finditer(self._text, start, end)]
        if len(words) > 1 and self._is_country(self._text[start:end]):
            yield start, end, None  # *Democratic Republic of the Congo*
            return
        part: list[tuple[int, int]] = []
        for number, (a, b) in enumerate(words):
            word = self._text[a:b]
            if (
                word.endswith(("’s", "'s"))
                and number < len(words) - 1
                and self._is_known(self._text[a : b - 2], country)
            ):
                yield from self._bare([*part, (a, b - 2)], country)
                part = []
            elif (
                part
                and self._kind(a, b)
                and number < len(words) - 1
                and self._text[slice(*words[number + 1])].islower()
            ):
                yield from self._bare([*part, (a, b)], country)
                part = []
            elif part or not word.islower():
                part.append((a, b))
        yield from self._bare(part, country)

    def _kind(self, start: int, end: int) -> str | None:
        return self._cues.kinds.get(self._text[start:end].casefold())

    def _bare(self, words: list[tuple[int, int]], country: str | None) -> Iterator[tuple[int, int, str | None]]:
        """Takes cue words off the front (a sentence begins *In Gao*), and a kind off either end."""
        while words and self._text[slice(*words[0])].casefold() in self._cues.leading:
            words = words[1:]
        while len(words) > 1 and fold(self._text[slice(*words[-1])]) in self._cues.never:
            words = words[:-1]
        if not words:
            return
        kind: str | None = None
        if len(words) > 1 and self._kind(*words[-1]):
            behind = self._kind(*words[-1])
            if not (behind in self._cues.in_names and self._has_name(words[0][0], words[-1][1], country)):
                kind, words = behind, words[:-1]
        elif len(words) > 2 and self._kind(*words[0]) and self._text[slice(*words[1])].islower():
            kind, words = self._kind(*words[0]), words[2:]
        if all(self._text[a:b].casefold() in self._cues.words["skipped"] for a, b in words):
            return  # *the Old City of …*
        start, end = words[0][0], words[-1][1]
        if self._text[start:end].endswith(("’s", "'s")):
            end -= 2
        elif self._text[end - 1] in "’'`":
            end -= 1
        yield start, end, kind

    def _has_name(self, start: int, end: int, country: str | None) -> bool:
        """A place bears the name with its kind as its own."""
        name = self._text[start:end]
        found = self._gazetteer.candidates(name, country=country) or self._gazetteer.candidates(name)
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
        first = self._with_small_word(first, last, start, country)
        name = self._text[first:last]
        if not name or self._is_never(name):
            return None
        before = _tokens(self._text[max(start, first - _WINDOW) : first])
        behind = _tokens(self._text[last : min(last + _BEHIND, end)])
        cue = self._cue(first, before, found)
        if cue.strength == "fled":  # where people come from, and what is listed with it
            self._fled_end = last
            return None
        kind = kind or self._kind_behind(behind) or cue.kind
        if self._is_document(before, behind):
            return None
        if not self._is_place(name, cue, kind, country, behind):
            return None
        strength = cue.strength if cue.strength != "none" or not kind else "kind"
        return {
            "name": name,
            "kind": kind,
            "relation": cue.relation,
            "start": first,
            "end": last,
            "rule": f"place.{strength}",
        }

    def _with_small_word(self, first: int, last: int, start: int, country: str | None) -> int:
        """*port Loko*: the word before belongs to the name, though a slip left it without its capital."""
        if not country or self._gazetteer.candidates(self._text[first:last], country=country):
            return first
        before = _SMALL_BEFORE.search(self._text[max(start, first - 20) : first])
        if before is None:
            return first
        at = first - len(before.group())
        return at if self._gazetteer.candidates(self._text[at:last], country=country) else first

    # -- what leads to a name, and what follows it ----------------------------------------------------

    def _cue(self, at: int, tokens: Sequence[str], found: Sequence[dict[str, Any]]) -> _Cue:
        """Reads backwards from a name, over the tokens before it, to the word that leads to it."""
        lists = self._cues.words
        if self._fled_end >= 0 and self._only_list(self._fled_end, at):
            return _Cue("fled", "in", None)
        if found and self._only_list(found[-1]["end"], at):
            return _Cue("list", found[-1]["relation"], None)
        kind: str | None = None
        for back, token in enumerate(map(str.casefold, reversed(tokens))):
            before = tokens[-back - 2].casefold() if back + 2 <= len(tokens) else ""
            if token in lists["fled"] or (
                before in lists["fled"] and (token in lists["in"] or token in lists["origin"])
            ):
                return _Cue("fled", "in", kind)
            if token in lists["near"]:
                return _Cue("strong", "near", kind)
            if token in lists["origin"]:
                return _Cue("origin", "in", kind)
            if token in lists["in"]:
                return _Cue("strong", "in", kind)
            if token in lists["opening"] and back == 0:
                return _Cue("bracket", "in", kind)
            if kind is None and token in self._cues.kinds and token not in lists["skipped"]:
                kind = self._cues.kinds[token]
            elif token in lists["weak"]:
                if before in lists["near"]:
                    return _Cue("strong", "near", kind)
                if not (before in self._cues.kinds or before in lists["skipped"]):
                    return _Cue("strong" if kind else "weak", "in", kind)
            elif token not in lists["skipped"] and token not in self._cues.kinds and not token.isdigit():
                break
        return _Cue("strong" if kind else "none", "in", kind)

    def _only_list(self, start: int, end: int) -> bool:
        """Nothing stands between two names but what parts the places of a list."""
        if end - start > _WINDOW:
            return False
        tokens = [t.casefold() for t in _tokens(self._text[start:end])]
        short = len(tokens) <= _LIST_TOKENS
        return short and self._cues.in_lists.issuperset(tokens) and not self._cues.joiners.isdisjoint(tokens)

    def _kind_behind(self, behind: Sequence[str]) -> str | None:
        for size in (2, 1):
            kind = self._cues.kinds.get(" ".join(behind[:size]).casefold())
            if kind:
                return kind
        return None

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

    def _is_never(self, name: str) -> bool:
        words = [fold(w) for w in _LETTERS.findall(name)]
        never = self._cues.never
        return not words or words[0] in never or all(w in never for w in words)

    # -- whether a name is a place ---------------------------------------------------------------------

    def _is_place(self, name: str, cue: _Cue, kind: str | None, country: str | None, behind: Sequence[str]) -> bool:
        if cue.strength == "origin" and self._is_abroad(name, country):
            return False
        if all(fold(w) in self._cues.languages for w in _LETTERS.findall(name)) and not kind:
            return False
        own = bool(country) and bool(self._gazetteer.candidates(name, country=country))
        known = own or self._is_known(name, country)
        if cue.strength in ("strong", "list", "origin") or kind:
            if known:
                return own or kind is not None or self._is_country(name) or self._stands_free(behind, people=True)
            follows_people = bool(behind) and behind[0].casefold() in self._cues.words["people"]
            strict = kind is None and cue.strength != "list"
            return not follows_people and self._could_be_name(name, country, bool(kind), strict=strict)
        if cue.strength == "bracket":
            return known
        if not known or not self._stands_free(behind, people=own):
            return False
        if cue.strength == "weak":
            return own or len(name) >= _KNOWN_ALONE
        return len(name) >= _KNOWN_ALONE and not self._is_common(name)

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
        if any(self._names.is_theme(w) or self._names.is_head(w) for w in words):
            return False
        if not strict or any(not is_word(fold(w)) and len(w) > 2 for w in words):
            return True
        return len(words) > 1 and any(self._is_known(w, country) for w in words if len(w) >= _SHORTEST)

    # -- names without a capital -----------------------------------------------------------------------

    def _add_uncapitalized(self, found: list[dict[str, Any]], start: int, end: int, country: str | None) -> None:
        """*near meiganga*, *in Saravena and arauquita*: a slip may leave out the capital."""
        if not country:
            return
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
        for this, before in zip(reversed(found), list(reversed(found))[1:], strict=False):
            behind = _tokens(self._text[this["end"] : min(this["end"] + _BEHIND, end)])[:1]
            plural = bool(behind) and behind[0].casefold() not in (this["kind"], "")
            if this["rule"] == "place.list" and this["kind"] and not before["kind"] and (plural or "shared" in this):
                before["kind"] = this["kind"]
                before["shared"] = True
        for place in found:
            place.pop("shared", None)

    def _resolve(self, found: Sequence[dict[str, Any]], country: str | None) -> None:
        """Asks the gazetteer; a second time for all, knowing where the others lie."""
        points: list[tuple[float, float]] = []
        for near in (False, True):
            for place in found:
                if near and not self._gazetteer.is_ambiguous(place["name"], country=country):
                    continue
                hit = self._look_up(place["name"], country, points if near else (), place["kind"])
                place.update(_resolved(hit))
                if hit is not None and not near and hit.latitude is not None and hit.longitude is not None:
                    points.append((hit.latitude, hit.longitude))
            if len(points) < 2:
                return

    def _look_up(
        self, name: str, country: str | None, near: Sequence[tuple[float, float]], kind: str | None
    ) -> Place | None:
        """The place of a name, or of the name without the number behind it (*Domiz 1*)."""
        bare = name.rstrip("0123456789 ")
        for form in dict.fromkeys((name, bare)):
            place = self._gazetteer.lookup(form, country=country, near=near, kind=kind) if form else None
            if place is not None:
                return place
        return None


def _resolved(place: Place | None) -> dict[str, Any]:
    return {
        "country_code": place.country_code if place else None,
        "geonames_id": place.geonames_id if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "admin1": place.admin1 if place else None,
    }


def _once(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: set[str] = set()
    kept = []
    for place in found:
        key = fold(place["name"])
        if key not in seen:
            kept.append(place)
        seen.add(key)
    return kept


def _tokens(text: str) -> list[str]:
    found: list[str] = _TOKEN.findall(text)
    return found
