"""Which country a page is about, and each of its descriptions, from their own words.

Names and adjectives of countries are counted over the page. A name in a line that introduces the partners, in the
title or in the file's name weighs more; an adjective weighs less, and a name behind *Embassy of* nothing. Of countries
that are named nearly as often, one counts more for each of the descriptions' names that is a place of it. Where the
title names several, or three descriptions in ten (six, where the title names one) name another country than the page
does, in their words or their heading, the page is about several, and each belongs to its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import Any, NamedTuple

import regex

from wphf_extract.explanations.trace import Trace
from wphf_extract.gazetteer import Gazetteer
from wphf_extract.language.folding import fold
from wphf_extract.names.namewords import NameWords, name_words, words_in
from wphf_extract.phrases.lexicon import Words
from wphf_extract.phrases.phrasebook import PhraseBook, PhraseRule
from wphf_extract.resources import shared_gazetteer

__all__ = ["Countries", "CountryFinder"]

_NAME, _ADJECTIVE, _FIRST_LINE, _HINT = 1.0, 0.3, 2.0, 6.0
_NEAR = 0.4  # of the weight of the country named most, from which on another is its rival
_AT_HOME = 0.5  # for each name in the descriptions that is a place of a rival
_BEFORE = 30  # characters
_TITLE_LIMIT = 110  # characters of a first line that is a title, and then a hint
_NAME_RUN = regex.compile(r"\p{Lu}[\p{L}\p{M}’'ʻ-]+(?: \p{Lu}[\p{L}\p{M}’'ʻ-]+)*")
_SHORTEST_NAME = 4  # letters of a name that tells in which country it lies
_SEVERAL = 0.3  # of a page's descriptions that must name another country for it to be about several
_SEVERAL_DESPITE_TITLE = 0.6  # the same, where the page's first line names one country


class Countries(NamedTuple):
    """ISO 3166-1 alpha-3 of the page, and of each of its descriptions in order."""

    of_page: str | None
    of_projects: list[str | None]


class CountryFinder:
    """Finds countries by name and adjective.

    Args:
        names: what leads to the name of who gives, and articles.
        gazetteer: the places there are.
    """

    def __init__(self, names: NameWords, gazetteer: Gazetteer) -> None:
        self._names = names
        self._gazetteer = gazetteer
        self._book, self._weights = _country_phrases()

    def read(
        self,
        text: str,
        words: Words,
        projects: Sequence[Mapping[str, Any]],
        source: Mapping[str, Any],
        trace: Trace | None = None,
    ) -> Countries:
        """Finds the country of a page and of its descriptions.

        Args:
            text: the page's text.
            words: its tokens.
            projects: its descriptions.
            source: where it comes from (`path`, `url`, `title`), as far as known.
            trace: where to write down how much speaks for each country.
        """
        mentions = self._mentions(text, words)
        scores: defaultdict[str, float] = defaultdict(float)
        first_line_end = text.find("\n", len(text) - len(text.lstrip()))
        first_line = text[: max(first_line_end, 0)].strip()
        is_title = len(first_line) <= _TITLE_LIMIT and not first_line.endswith(".")
        of_first_line = _HINT if is_title else _FIRST_LINE
        for start, _, code, weight in mentions:
            scores[code] += weight * (of_first_line if start < first_line_end else 1)
        for code in sorted(self._hints(source)):
            scores[code] += _HINT
        for code, votes in self._at_home(text, projects, scores).items():
            scores[code] += _AT_HOME * votes
        page = max(scores, key=lambda code: scores[code]) if scores else None
        if trace is not None:
            for start, end, code, _ in mentions:
                trace.countries.setdefault(code, (scores[code], start, end))
        headings = {section: self._headed(section) for section in {project["section"] for project in projects}}
        own = [headings[project["section"]] or _most_named(project, mentions) for project in projects]
        elsewhere = [code for code in own if code not in (None, page)]
        of_title = {code for start, _, code, weight in mentions if start < first_line_end and weight >= _NAME}
        share = _SEVERAL_DESPITE_TITLE if is_title and len(of_title) == 1 else _SEVERAL
        headed = {code for code in headings.values() if code}
        several = len(elsewhere) >= max(share * len(own), 2) or (is_title and len(of_title) > 1) or len(headed) > 1
        if not several or not own:
            return Countries(page, [page] * len(projects))
        named = [code for code in scores if scores[code] >= _NAME]
        for number, (of_own, project) in enumerate(zip(own, projects, strict=True)):
            if of_own is None:  # a heading, or a name in the description before, goes for it too
                before = own[number - 1] if number else page
                own[number] = self._most_at_home(text[project["start"] : project["end"]], named, before)
        return Countries(own[0], own)

    def _mentions(self, text: str, words: Words) -> list[tuple[int, int, str, float]]:
        """Names and adjectives, with a capital; of those that overlap the longest."""
        hits = self._book.find(words)
        found: list[tuple[int, int, str, float]] = []
        for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
            if text[hit.start].isupper() and (not found or hit.start >= found[-1][1]):
                found.append((hit.start, hit.end, *self._weights[hit.key]))
        return [mention for mention in found if not self._is_mission(text, mention[0])]

    def _hints(self, source: Mapping[str, Any]) -> set[str]:
        """Countries named by the title, the file's name or the last part of the address."""
        found = set()
        for key in ("title", "path", "url"):
            value = source.get(key) or ""
            name = value if key == "title" else value.rstrip("/").replace("\\", "/").rsplit("/", 1)[-1]
            parts = [w for w in words_in(name.replace("_", " ")) if not w.isdigit()]
            for size in range(min(len(parts), 6), 0, -1):
                for at in range(len(parts) - size + 1):
                    words = " ".join(parts[at : at + size])
                    country = self._gazetteer.country(words) if len(words) > 3 or size == len(parts) else None
                    if country is not None:
                        found.add(country.alpha3)
                if found:
                    break
        return found

    def _is_mission(self, text: str, at: int) -> bool:
        """*Embassy of Norway*: the name is that of who gives."""
        return fold(text[max(at - _BEFORE, 0) : at]).endswith(tuple(self._names.missions))

    def _at_home(
        self, text: str, projects: Sequence[Mapping[str, Any]], scores: Mapping[str, float]
    ) -> Mapping[str, int]:
        """How many of the descriptions' names are places of each country that is named nearly as often as any."""
        most = max(scores.values(), default=0.0)
        rivals = [code for code, score in scores.items() if score >= max(_NEAR * most, _NAME)]
        if len(rivals) < 2:
            return {}
        names = {name for project in projects for name in _long_names(text[project["start"] : project["end"]])}
        return self._votes(names, rivals)

    def _votes(self, names: Set[str], countries: Sequence[str]) -> dict[str, int]:
        """How many names are places of each country."""
        lookup = self._gazetteer.candidates
        return {code: sum(bool(lookup(name, country=code)) for name in names) for code in countries}

    def _headed(self, section: str | None) -> str | None:
        """The country that a heading is."""
        country = self._gazetteer.country(section or "")
        return country.alpha3 if country else None

    def _most_at_home(self, text: str, countries: Sequence[str], before: str | None) -> str | None:
        """Of the countries that a page names, the one that has most of a description's names as places; of equals, the
        country of the description before."""
        votes = self._votes(_long_names(text), countries)
        best = max(votes, key=lambda code: (votes[code], code == before), default=None)
        return best if best is not None and votes[best] else before


def _long_names(text: str) -> set[str]:
    return {name for name in _NAME_RUN.findall(text) if len(name) >= _SHORTEST_NAME}


def _most_named(project: Mapping[str, Any], mentions: Sequence[tuple[int, int, str, float]]) -> str | None:
    """The country that a description names most."""
    scores: defaultdict[str, float] = defaultdict(float)
    first = bisect_left(mentions, (project["start"],))
    for _, _, code, weight in mentions[first : bisect_left(mentions, (project["end"],))]:
        if weight >= _NAME:
            scores[code] += weight
    return max(scores, key=lambda code: scores[code]) if scores else None


@lru_cache(maxsize=1)
def _country_phrases() -> tuple[PhraseBook, Mapping[str, tuple[str, float]]]:
    """The names and adjectives of all countries as phrases, and what each weighs for which country."""
    rules = []
    weights: dict[str, tuple[str, float]] = {}
    for code, country in shared_gazetteer().countries().items():
        for kind, weight, names in (
            ("name", _NAME, (country.name, *country.aliases)),
            ("adjective", _ADJECTIVE, country.demonyms),
        ):
            phrases = tuple(p for p in map(_phrase, names) if p)
            if phrases:
                rules.append(PhraseRule(f"{code}.{kind}", phrases))
                weights[f"{code}.{kind}"] = (code, weight)
    return PhraseBook(rules, {}, "countries.tsv"), weights


def _phrase(name: str) -> str:
    """A country's name as a phrase of exact words."""
    words = [w for w in name.replace("-", " ").split() if fold(w)]
    if len(words) > 1 and fold(words[0]) in name_words().articles:
        words = words[1:]  # it may be written small: *in the Gambia*
    return " ".join("=" + w for w in words) if len("".join(words)) > 2 else ""
