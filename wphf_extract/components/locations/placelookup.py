"""Asks the gazetteer where the places of a description lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wphf_extract.components.locations.placewords import PlaceCues
from wphf_extract.gazetteer import Gazetteer, Place
from wphf_extract.gazetteer.placenames import without_number

__all__ = ["PlaceLookup"]


class PlaceLookup:
    """Looks places up.

    Args:
        cues: the word lists.
        gazetteer: the places there are.
    """

    def __init__(self, cues: PlaceCues, gazetteer: Gazetteer) -> None:
        self._directions = cues.words["directions"]
        self._gazetteer = gazetteer

    def resolve(self, found: Sequence[dict[str, Any]], country: str | None) -> None:
        """Writes into each place what the gazetteer knows of it; for names of several places it is asked a second
        time, knowing where the others lie."""
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
        bare = without_number(name)
        if place is None and bare and bare != name:
            place = self._gazetteer.lookup(bare, country=country, near=near, kind=kind)
        whole, _, last = name.rpartition(" ")
        if place is None and whole and last.casefold() in self._directions:
            near_by = self._gazetteer.lookup(whole, country=country, near=near, fuzzy=False)
            place = near_by if near_by and near_by.kind not in ("country", "admin1") else None
        return place


def _write(hit: Place | None, place: dict[str, Any]) -> None:
    """Writes what the gazetteer knows of a place."""
    place["country_code"] = hit.country_code if hit else None
    place["geonames_id"] = hit.geonames_id if hit else None
    place["latitude"] = hit.latitude if hit else None
    place["longitude"] = hit.longitude if hit else None
    place["admin1"] = hit.admin1 if hit else None
