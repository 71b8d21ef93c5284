"""The shipped gazetteer with a user's own places, and without the names that the user switched off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from wphf_extract.errors import RuleError
from wphf_extract.gazetteer import Gazetteer, Place
from wphf_extract.rules.ownrules import OwnRules
from wphf_extract.rules.tomltext import Spot

__all__ = ["OwnGazetteer"]


class OwnGazetteer(Gazetteer):
    """See the module. An own place replaces those of its name, country and kind.

    Args:
        own: the user's rules.

    Raises:
        RuleError: a name is switched off that no place of its country bears.
    """

    def __init__(self, own: OwnRules) -> None:
        super().__init__()
        self._own = own
        self._own_by_key: dict[str, list[Place]] = defaultdict(list)
        self._own_keys: dict[str, list[str]] = defaultdict(list)
        self._off: dict[str, set[str]] = defaultdict(set)
        self._table.open()
        for file in own.files:
            for country, names in file.off_places.items():
                for name, spot in names.items():
                    self._take_off(country, name, spot)
            for given in file.places:
                admin1 = given.name if given.kind == "admin1" else given.admin1
                facts = (given.latitude, given.longitude, admin1, given.kind)
                place = Place(given.name, given.country, None, *facts, population=0, written=True)
                for key in dict.fromkeys(key for name in given.names for key in self._table.words.forms(name)[:2]):
                    self._own_by_key[key].append(place)
                    self._own_keys[given.country].append(key)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Any]]:
        return OwnGazetteer, (self._own,)

    def _take_off(self, country: str, name: str, spot: Spot) -> None:
        keys = self._table.words.forms(name)[:2]
        there = any(place.kind != "country" for key in keys for place in self._find(key, country))
        if not there and self._off[country].isdisjoint(keys):
            near = self.lookup(name, country=country)
            own = near is not None and near.country_code == country and near.kind != "country"
            meant = f"; did you mean {near.name!r}?" if near and own else ""
            raise RuleError(f"{spot}: no place of {country} is called {name!r}{meant}")
        for key in keys:
            self._off[country].add(key)
            self._own_by_key[key] = [p for p in self._own_by_key[key] if p.country_code != country]

    def _find(self, key: str, country: str | None = None) -> list[Place]:
        found = super()._find(key, country)
        own = [place for place in self._own_by_key.get(key, ()) if country in (None, place.country_code)]
        replaced = {(place.country_code, place.kind) for place in own}
        return own + [
            place
            for place in found
            if (place.country_code, place.kind) not in replaced
            and not (place.kind != "country" and key in self._off.get(place.country_code or "", ()))
        ]

    def _keys(self, country: str) -> Sequence[str]:
        own = self._own_keys.get(country)
        return sorted([*super()._keys(country), *own]) if own else super()._keys(country)
