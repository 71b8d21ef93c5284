"""Says whether words among names of organisations are a place: those of the description's country come first."""

from __future__ import annotations

from collections.abc import Container

import regex

from wphf_extract.gazetteer import Gazetteer

__all__ = ["SMALL_TAIL", "KnownPlaces", "without_small_words"]

#: a word without a capital at the end of a name
SMALL_TAIL = regex.compile(r"(?<!\s)\s+\p{Ll}[\p{Ll}-]+$")

_PARTING = regex.compile(
    r"(?<!\s)\s*(?P<comma>[,;/])\s*(?:(?P<word>\p{Ll}{1,3}|&)\s+(?=\p{Lu}))?|(?<!\s)\s+(?P<word>\p{Ll}{1,3}|&)\s+(?=\p{Lu})"
)
_ONE_NAME = regex.compile(r"\p{Lu}[\p{L}’'-]+")


def without_small_words(name: str) -> str:
    """Returns a name without the words behind it that have no capital: *Bandarban hill districts*."""
    while (small := SMALL_TAIL.search(name)) is not None:
        name = name[: small.start()]
    return name


class KnownPlaces:
    """Knows the places of the gazetteer.

    Args:
        gazetteer: the places there are.
        country: ISO 3166-1 alpha-3 of the description.
    """

    def __init__(self, gazetteer: Gazetteer, country: str | None) -> None:
        self._gazetteer = gazetteer
        self._country = country

    def is_people(self, name: str) -> bool:
        """The name is an adjective of a country: *South Sudanese*."""
        return name in self._gazetteer.demonyms()

    def is_list(self, text: str, joiners: Container[str]) -> bool:
        """*Gao, Ansongo and Bourem circles*: half the names between commas and joiners are places, and the others could
        be. The first is one, unless a kind follows (*Kaba and Bourem circles*): else it may be a name before places."""
        parts, at = [], 0
        for parting in _PARTING.finditer(text):
            if parting["word"] is None or parting["word"] in joiners:
                parts.append(text[at : parting.start()])
                at = parting.end()
            elif parting["comma"]:
                return False
        parts.append(text[at:])  # with the other small words that stand in it: *Northern Bahr el Ghazal*
        names = [without_small_words(part).strip() for part in parts]
        known = [bool(name) and self.has(name) for name in names]
        others = (name for name, has in zip(names, known, strict=True) if not has)
        first = known[0] or ("," not in text and names[-1] != parts[-1].strip())
        return first and sum(known) * 2 >= len(known) and all(map(_ONE_NAME.fullmatch, others))

    def has(self, name: str) -> bool:
        """The name is a place's, perhaps with a kind behind it: *Gao region*."""
        for form in (name, SMALL_TAIL.sub("", name)):
            if self._country and self._gazetteer.candidates(form, country=self._country):
                return True
            if self._gazetteer.named_country(form) is not None:
                return True
        return bool(self._gazetteer.lookup(name, country=self._country, fuzzy=False))
