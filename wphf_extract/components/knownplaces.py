"""Says whether words among names of organisations are a place: those of the description's country come first."""

from __future__ import annotations

import regex

from wphf_extract.gazetteer import Gazetteer

__all__ = ["SMALL_TAIL", "KnownPlaces"]

#: a word without a capital at the end of a name
SMALL_TAIL = regex.compile(r"(?<!\s)\s+\p{Ll}[\p{Ll}-]+$")


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

    def has(self, name: str) -> bool:
        """The name is a place's, perhaps with a kind behind it: *Gao region*."""
        for form in (name, SMALL_TAIL.sub("", name)):
            if self._country and self._gazetteer.candidates(form, country=self._country):
                return True
            if self._gazetteer.named_country(form) is not None:
                return True
        return bool(self._gazetteer.lookup(name, country=self._country, fuzzy=False))
