"""Places of the world, offline: a name becomes coordinates, a country and a division.

All knowledge is in the model's folder `gazetteer`, compiled into one table, `places.sqlite`. A name is sought by its
folded spelling (`normalize`); then by its *variant key*, with directions in one language and in front, and without
articles and words such as *region*; then, within the page's country, by spellings a slip away; then next door and in
the world, if the place is large.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from math import log10
from pathlib import Path
from typing import Any

from wphf_extract.errors import UsageError
from wphf_extract.gazetteer.distances import Points, kilometres
from wphf_extract.gazetteer.placenames import KINDS, Forms, PlaceWords, fits_by_words, key_of, normalize, slips
from wphf_extract.gazetteer.placetable import Country, Memo, Place, PlaceTable, no_country
from wphf_extract.language.folding import DASHES

__all__ = ["KINDS", "Country", "Gazetteer", "Place", "PlaceWords", "lookup", "normalize"]

# How many people make a place outside the page's country known: as a capital, anywhere, next door, by an alias.
_LARGE_CAPITAL = 200_000
_LARGE, _LARGE_NEXT_DOOR, _LARGE_ALIAS = 500_000, 30_000, 2_000_000
_CLOSE_KM = 300
_AMBIGUOUS_KM = 30
_LAST = "\U0010ffff"  # behind whatever letters a key goes on with
_SHORTEST_FUZZY = 5
_WEIGHTS = {"country": 5.0, "admin1": 6.0, "admin2": 5.0, "area": 5.5, "camp": 5.0}
_DIVISIONS = ("admin1", "admin2")
# How likely a place is meant is told in powers of ten of its people. What counts besides, weighed on the train split:
_LEAST_PEOPLE, _LEAST_WRITTEN = 300, 30_000  # of a town whose people nobody counted; who writes one down means it
_OWN_NAME, _NO_POINT = 1.5, -1.5  # the name is its own, and no alias; nobody knows where it lies
_THE_COUNTRY, _HERE, _NEXT_DOOR = 4.0, 0.5, 2.0  # the page's country itself, a place in it, and in one that adjoins it
_CALLED_SO, _A_DIVISION = 10.0, 8.0  # the text calls it what it is, or some division
_KM_A_POINT, _MOST_FOR_DISTANCE = 100, 5.0  # kilometres from the record's other places


class Gazetteer:
    """Looks places up. Cheap to make and to pickle (by its path); threads may share it.

    Args:
        path: the folder; None for the shipped one.

    Raises:
        ModelError: from every method: the table is missing or broken.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        if path is None:
            from wphf_extract.resources import data_path

            path = data_path("shared") / "gazetteer"
        self._path = Path(path)
        self._table = PlaceTable(self._path)
        self._candidates, self._lookups = Memo(), Memo()

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Any]]:
        return Gazetteer, (self._path,)

    def countries(self) -> Mapping[str, Country]:
        """Returns all countries by ISO 3166-1 alpha-3."""
        self._table.open()
        return self._table.countries

    def demonyms(self) -> Set[str]:
        """Returns the adjectives of all countries (*Malian*), with a capital."""
        self._table.open()
        return self._table.demonyms

    def country(self, name_or_code: str) -> Country | None:
        """Returns a country by any of its names, or by a code or abbreviation in capitals."""
        self._table.open()
        names = self._table.country_names
        code = names.get(name_or_code.strip().replace(".", "")) or names.get(key_of(name_or_code))
        return self._table.countries[code] if code else None

    def named_country(self, name: str) -> Country | None:
        """Returns a country by any of its names, and by no code that is none of them (*IT*)."""
        country = self.country(name)
        if country is not None and name in (country.alpha2, country.alpha3) and name not in country.aliases:
            return None
        return country

    def candidates(self, name: str, *, country: str | None = None) -> tuple[Place, ...]:
        """Returns the places that bear a name, the likeliest first; failing that, a variant of it.

        Args:
            name: any spelling; a misspelling matches nothing.
            country: ISO 3166-1 alpha-3; None for the world.

        Raises:
            UsageError: no country has the code.
        """
        self._open(country)
        known = self._candidates.get((name, country))
        if known is None:
            known = self._candidates[name, country] = self._candidates_of(name, country)
        return known

    def _candidates_of(self, name: str, country: str | None) -> tuple[Place, ...]:
        forms = self._table.words.forms(name)
        for key in dict.fromkeys(forms[:2]):
            found = [p for p in self._find(key, country) if country in (None, p.country_code)]
            if found:
                found.sort(key=lambda p: -self._score(p, key, country, (), forms.kind))
                return tuple(found)
        return ()

    def is_ambiguous(self, name: str, *, country: str | None = None) -> bool:
        """Says whether places so far apart bear a name that it matters which is meant."""
        asked = (name, country, "ambiguous")
        known: bool | None = self._lookups.get(asked)
        if known is None:
            places = [p for p in self.candidates(name, country=country) if p.latitude is not None]
            points = [
                (p.latitude, p.longitude) for p in places[:1] if p.latitude is not None and p.longitude is not None
            ]
            known = any(kilometres(p, points) > _AMBIGUOUS_KM for p in places[1:])
            self._lookups[asked] = known
        return known

    def lookup(
        self,
        name: str,
        *,
        country: str | None = None,
        near: Points = (),
        kind: str | None = None,
        fuzzy: bool = True,
    ) -> Place | None:
        """Returns the place that a name most likely stands for; None where nothing fits.

        Args:
            name: as written, with or without a kind word (*Gao Region*, *Province of Ituri*).
            country: ISO 3166-1 alpha-3 of the page: sought there first; elsewhere only if large.
            near: latitude and longitude, in degrees, of places of the same record.
            kind: what the text calls it (*region*, *district*, *camp* …), or one of `KINDS`.
            fuzzy: whether misspellings and parts (*Mopti-Sévaré*) may match, within `country`.

        Raises:
            UsageError: no country has the code.
        """
        self._open(country)
        if near:
            return self._look_up(name, country, near, kind, fuzzy)
        asked = (name, country, kind, fuzzy)
        if asked not in self._lookups:
            self._lookups[asked] = self._look_up(name, country, near, kind, fuzzy)
        hit: Place | None = self._lookups[asked]
        return hit

    def _look_up(self, name: str, country: str | None, near: Points, kind: str | None, fuzzy: bool) -> Place | None:
        forms = self._table.words.forms(name)
        if self._table.words.is_kind(name):
            return None
        wanted = (self._table.words.kind(kind) if kind else None) or forms.kind
        keys = tuple(dict.fromkeys(forms[:2])) if forms.plain else ()

        def best(found: Iterable[tuple[Place, str]]) -> Place | None:
            if len(forms.plain) <= 3 and not name.isupper():  # CAR is a country, Car is not
                found = [f for f in found if f[0].kind != "country"]
            ranked = max(found, key=lambda f: self._score(f[0], f[1], country, near, wanted), default=None)
            return ranked and ranked[0]

        if self._table.has(country):
            for key in keys:
                if place := best((p, key) for p in self._find(key, country)):
                    return place
            if place := best((p, key) for key in keys for p in self._find(key) if self._is_capital(p, key)):
                return place  # *Amman* on a page about Yemen is not *Amran*
        if fuzzy and country and self._table.has(country):
            outer = re.split(r"[(,;/\[]", name)[0].strip()
            if outer != name.strip():
                return self.lookup(outer, country=country, near=near, kind=wanted)
            if place := best(self._similar(forms, country)):
                return place
            parts = [] if forms.lead else [key_of(part) for part in re.split(f"[{DASHES}]", name)]
            for key in parts[1:] and parts:
                if len(key) > 3 and (place := best((p, key) for p in self._find(key, country))):
                    return place
        for key in () if country and forms.lead == forms.variant else keys:
            found = self._find(key)
            known = [(p, key) for p in found if self._known(p, key, country, near)]
            if not known and not country and len({p.country_code for p in found}) == 1:
                known = [(p, key) for p in found if self._is_own(p, key)]
            if place := best(known):
                return place
        return None

    def _open(self, country: str | None) -> None:
        self._table.open()
        if country is not None and country not in self._table.countries:
            raise UsageError(no_country(country))

    # -- choosing ---------------------------------------------------------------------------------

    def _known(self, place: Place, key: str, country: str | None, near: Points) -> bool:
        """Whether a place outside the page's country is large or close enough to be meant."""
        if place.kind == "country" or len(key) <= 3:
            return place.kind == "country"
        own = self._is_own(place, key) > 0
        if place.country_code is None or (place.kind == "admin1" and (own or not country)):
            return True
        if not country and (place.written or kilometres(place, near) < _CLOSE_KM):
            return True
        adjoins = self._adjoins(place, country)
        if place.kind in ("area", "camp"):
            return len(key) >= _SHORTEST_FUZZY and (adjoins or not country)
        if self._is_capital(place, key):
            return True
        least = _LARGE_NEXT_DOOR if adjoins else _LARGE
        return place.population >= (least if own else _LARGE_ALIAS)

    def _is_capital(self, place: Place, key: str) -> bool:
        """The place is the large capital of its country, and named so."""
        if place.population < _LARGE_CAPITAL or place.country_code is None:
            return False
        capital = self.countries()[place.country_code].capital
        return capital is not None and key_of(capital) == key

    def _is_own(self, place: Place, key: str) -> float:
        """How far a key is of a place's own name: 1, or less for *Oromia* and *Oromia Zone*; else 0."""
        if place.kind == "country" or key_of(place.name) == key:
            return 1.0
        if place.kind in _DIVISIONS and self._table.words.forms(place.name).variant == key:
            return 1.0 if place.kind == "admin1" else 0.5
        return 0.0

    def _adjoins(self, place: Place, country: str | None) -> bool:
        page = self._table.countries.get(country or "")
        return bool(page and place.country_code in page.neighbours)

    def _score(self, place: Place, key: str, country: str | None, near: Points, wanted: str | None) -> float:
        """How likely a place is meant: a power of ten of its people, and what speaks for it."""
        least = _LEAST_WRITTEN if place.written else _LEAST_PEOPLE
        score = _WEIGHTS.get(place.kind) or log10(max(place.population, least))
        is_country = place.kind == "country"
        score += _OWN_NAME * self._is_own(place, key) + _NO_POINT * (place.latitude is None)
        if country and place.country_code == country:
            score += _THE_COUNTRY if is_country else _HERE
        elif not is_country and self._adjoins(place, country):
            score += _NEXT_DOOR
        if wanted and place.kind == wanted:
            score += _CALLED_SO
        elif wanted in _DIVISIONS and place.kind in _DIVISIONS:
            score += _A_DIVISION
        far = kilometres(place, near) / _KM_A_POINT if near and not is_country else 0.0
        return score - min(far, _MOST_FOR_DISTANCE)

    def _similar(self, forms: Forms, country: str) -> list[tuple[Place, str]]:
        """Places of a country whose name is a slip or two away, those of the nearest spelling."""
        key, start = forms.variant, len(forms.lead)
        letters = len(key) - start
        if letters < _SHORTEST_FUZZY or not key.isalpha():
            return []
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        limit = slips(letters)
        beginning = forms.lead + (key[start] if letters <= 8 else "")  # only in a long word the first letter may slip
        keys = self._keys(country)
        keys = keys[bisect_left(keys, beginning) : bisect_left(keys, beginning + _LAST)]
        found = extract(key, keys, scorer=OSA.distance, score_cutoff=limit, limit=None)
        near = {other: int(slips) for other, slips, _ in found if fits_by_words(forms.words, other[start:])}
        least = min(near.values(), default=0)
        nearest = [other for other, slips in near.items() if slips == least]
        return [(place, other) for other in nearest for place in self._find(other, country)]

    def _find(self, key: str, country: str | None = None) -> list[Place]:
        return self._table.find(key, country)

    def _keys(self, country: str) -> Sequence[str]:
        return self._table.keys(country)


def lookup(
    name: str,
    *,
    country: str | None = None,
    near: Points = (),
    kind: str | None = None,
    fuzzy: bool = True,
) -> Place | None:
    """Looks a place up in the shipped gazetteer; see `Gazetteer.lookup`."""
    from wphf_extract.resources import shared_gazetteer

    return shared_gazetteer().lookup(name, country=country, near=near, kind=kind, fuzzy=fuzzy)
