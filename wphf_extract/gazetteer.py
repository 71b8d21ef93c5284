"""Places of the world, offline: a name becomes coordinates, a country and a division.

All knowledge is in the model's folder `gazetteer`, compiled into one table, `places.sqlite`. A name
is sought by its folded spelling (`normalize`); then by its *variant key*, in which directions have
one language and stand in front, and articles and words such as *region* are gone; then, within the
page's country, by spellings a slip away; then next door and in the world, if the place is large.
"""

from __future__ import annotations

import os
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, log10, radians, sin, sqrt
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from wphf_extract.errors import ModelError

__all__ = ["KINDS", "Country", "Gazetteer", "Place", "PlaceWords", "lookup", "normalize"]

KINDS = ("country", "admin1", "admin2", "town", "area", "camp")
_MEMO_SIZE = 20_000
_forks = 0  # how often the processes that led to this one were forked off
UNIT = 100_000  # places.sqlite has coordinates in 1/100,000 degree
# How many people make a place outside the page's country known: as a capital, anywhere, next door, by an alias.
_LARGE_CAPITAL = 200_000
_LARGE, _LARGE_NEXT_DOOR, _LARGE_ALIAS = 500_000, 30_000, 2_000_000
_CLOSE_KM = 300
_AMBIGUOUS_KM = 30
_MANY = ("aliases", "demonyms", "neighbours")
_LAST = "\U0010ffff"  # behind whatever letters a key goes on with
_SHORTEST_FUZZY = 5
_WEIGHTS = {"country": 5.0, "admin1": 6.0, "admin2": 5.0, "area": 5.5, "camp": 5.0}
_DIVISIONS = ("admin1", "admin2")
_FOLDED = str.maketrans("ıøłđðŋɓɗƙɔɛəħŧƴɩʋ", "iolddnbdkoeahtyiu", "ʿʾʼʻʹʺ’‘'`´′‛ʽ") | str.maketrans(
    {"æ": "ae", "œ": "oe", "þ": "th"}
)
_QUERY = """
SELECT p.id, p.name, p.geonames_id, p.latitude, p.longitude, a.name, p.kind, p.population
FROM names n JOIN places p ON p.id = n.place LEFT JOIN places a ON a.id = p.admin1
WHERE n.key = ?"""
_WITHIN = " AND n.place BETWEEN ? AND ?"
_Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Place:
    """A place.

    Attributes:
        name: as in GeoNames, or in `places.toml`.
        country_code: ISO 3166-1 alpha-3; None for what lies in several countries.
        geonames_id: None where GeoNames was not the source.
        latitude: degrees, WGS 84; of a division, its seat or largest town. None where unknown.
        longitude: degrees, WGS 84.
        admin1: the first-level division it lies in; a first-level division's own name.
        kind: one of `KINDS`.
        population: people; of a first-level division, of its towns; 0 where unknown.
        written: whether people wrote it into `places.toml`, which speaks for it.
    """

    name: str
    country_code: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    admin1: str | None
    kind: str
    population: int
    written: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1: names, adjectives, neighbours (alpha-3), centre in degrees, seat."""

    alpha3: str
    alpha2: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    neighbours: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    geonames_id: int | None = None
    capital: str | None = None


@lru_cache(maxsize=8192)
def normalize(name: str) -> str:
    """Returns a name without case, accents and punctuation, its words parted by one space."""
    folded = name.casefold().translate(_FOLDED)
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


class Forms(NamedTuple):
    """What a name is sought by: plain key, variant key, the directions in front of that, kind."""

    plain: str
    variant: str
    lead: str
    kind: str | None


class PlaceWords:
    """The words inside place names that name nothing themselves; table `words` of `places.toml`."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        def flat(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
            return {normalize(word): key for key, group in table.items() for word in group}

        self._directions, self._kinds = flat(words["directions"]), flat(words["kinds"])
        self._same = flat(words["same"])
        self._particles = frozenset(map(normalize, words["particles"]))
        self._articles = frozenset(map(normalize, words["articles"]))
        self._elision = re.compile(rf"\b(?:{'|'.join(words['elisions'])})['’](?=\w)", re.IGNORECASE)

    def kind(self, word: str) -> str | None:
        """Returns the kind of place that a word stands for (*province*: `admin1`)."""
        tokens = reversed(normalize(word).split())
        return word if word in KINDS else next(filter(None, map(self._kinds.get, tokens)), None)

    def forms(self, name: str, *, kinds: bool = True) -> Forms:
        """Returns the keys of a name; without `kinds`, *region* and such stay in the variant."""
        tokens, kind = normalize(self._elision.sub("", name)).split(), None
        while kinds and len(tokens) > 1:
            end = 0 if tokens[0] in self._kinds else -1
            if tokens[end] not in self._kinds:
                break
            word = self._kinds[tokens.pop(end)]
            kind = kind or word
            while len(tokens) > 1 and tokens[end] in self._particles:
                tokens.pop(end)
        lead: set[str] = set()
        rest: list[str] = []
        for left, token in enumerate(tokens, 1 - len(tokens)):
            if token in self._directions:
                lead.update(self._directions[token].split())
            elif token not in self._particles and (not left or token not in self._articles):
                rest.append(self._same.get(token, token))
        plain, front = _key(name), "".join(sorted(lead))
        return Forms(plain, front + "".join(rest) or plain, front, kind)


class _Memo(dict[Any, Any]):
    """Answers already given; forgets them all when they become too many."""

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= _MEMO_SIZE:
            self.clear()
        super().__setitem__(key, value)


class Gazetteer:
    """Looks places up. Cheap to make and to pickle (by its path); threads may share it.

    Args:
        path: the folder; None for the shipped one.

    Raises:
        ModelError: from every method: the table is missing or broken.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        if path is None:
            from wphf_extract.resources import model_path

            path = model_path() / "gazetteer"
        self._path = Path(path)
        self._lock, self._opened = RLock(), -1

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Any]]:
        return Gazetteer, (self._path,)

    def countries(self) -> Mapping[str, Country]:
        """Returns all countries by ISO 3166-1 alpha-3."""
        self._open()
        return self._countries

    def demonyms(self) -> Set[str]:
        """Returns the adjectives of all countries (*Malian*), with a capital."""
        self._open()
        return self._demonyms

    def country(self, name_or_code: str) -> Country | None:
        """Returns a country by any of its names, or by a code or abbreviation in capitals."""
        self._open()
        names = self._country_names
        code = names.get(name_or_code.strip().replace(".", "")) or names.get(_key(name_or_code))
        return self._countries[code] if code else None

    def candidates(self, name: str, *, country: str | None = None) -> tuple[Place, ...]:
        """Returns the places that bear a name, the likeliest first; failing that, a variant of it.

        Args:
            name: any spelling; a misspelling matches nothing.
            country: ISO 3166-1 alpha-3; None for the world.
        """
        self._open()
        known = self._candidates.get((name, country))
        if known is None:
            known = self._candidates[name, country] = self._candidates_of(name, country)
        return known

    def _candidates_of(self, name: str, country: str | None) -> tuple[Place, ...]:
        forms = self._words.forms(name)
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
            known = any(_distance(p, points) > _AMBIGUOUS_KM for p in places[1:])
            self._lookups[asked] = known
        return known

    def lookup(
        self,
        name: str,
        *,
        country: str | None = None,
        near: _Points = (),
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
        """
        self._open()
        if near:
            return self._look_up(name, country, near, kind, fuzzy)
        asked = (name, country, kind, fuzzy)
        if asked not in self._lookups:
            self._lookups[asked] = self._look_up(name, country, near, kind, fuzzy)
        hit: Place | None = self._lookups[asked]
        return hit

    def _look_up(self, name: str, country: str | None, near: _Points, kind: str | None, fuzzy: bool) -> Place | None:
        forms = self._words.forms(name)
        wanted = (self._words.kind(kind) if kind else None) or forms.kind
        keys = tuple(dict.fromkeys(forms[:2])) if forms.plain else ()

        def best(found: Iterable[tuple[Place, str]]) -> Place | None:
            if len(forms.plain) <= 3 and not name.isupper():  # CAR is a country, Car is not
                found = [f for f in found if f[0].kind != "country"]
            ranked = max(found, key=lambda f: self._score(f[0], f[1], country, near, wanted), default=None)
            return ranked and ranked[0]

        if country in self._groups:
            for key in keys:
                if place := best((p, key) for p in self._find(key, country)):
                    return place
        if fuzzy and country and country in self._groups:
            outer = re.split(r"[(,;/\[]", name)[0].strip()
            if outer != name.strip():
                return self.lookup(outer, country=country, near=near, kind=wanted)
            if place := best(self._similar(forms, country)):
                return place
            parts = [] if forms.lead else [_key(part) for part in re.split("[-–—]", name)]
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

    # -- choosing ---------------------------------------------------------------------------------

    def _known(self, place: Place, key: str, country: str | None, near: _Points) -> bool:
        """Whether a place outside the page's country is large or close enough to be meant."""
        if place.kind == "country" or len(key) <= 3:
            return place.kind == "country"
        own = self._is_own(place, key) > 0
        if place.country_code is None or (place.kind == "admin1" and (own or not country)):
            return True
        if not country and (place.written or _distance(place, near) < _CLOSE_KM):
            return True
        adjoins = self._adjoins(place, country)
        if place.kind in ("area", "camp"):
            return len(key) >= _SHORTEST_FUZZY and (adjoins or not country)
        capital = self.countries()[place.country_code].capital
        if place.population >= _LARGE_CAPITAL and capital and _key(capital) == key:
            return True
        least = _LARGE_NEXT_DOOR if adjoins else _LARGE
        return place.population >= (least if own else _LARGE_ALIAS)

    def _is_own(self, place: Place, key: str) -> float:
        """How far a key is of a place's own name: 1, or less for *Oromia* and *Oromia Zone*; else 0."""
        if place.kind == "country" or _key(place.name) == key:
            return 1.0
        if place.kind in _DIVISIONS and self._words.forms(place.name).variant == key:
            return 1.0 if place.kind == "admin1" else 0.5
        return 0.0

    def _adjoins(self, place: Place, country: str | None) -> bool:
        page = self._countries.get(country or "")
        return bool(page and place.country_code in page.neighbours)

    def _score(self, place: Place, key: str, country: str | None, near: _Points, wanted: str | None) -> float:
        """How likely a place is meant: a power of ten of its people, and what speaks for it."""
        least = 30_000 if place.written else 300  # who writes a town down by hand means it
        score = _WEIGHTS.get(place.kind) or log10(max(place.population, least))
        is_country = place.kind == "country"
        score += 1.5 * self._is_own(place, key) - 1.5 * (place.latitude is None)
        if country and place.country_code == country:
            score += 4 if is_country else 0.5
        elif not is_country and self._adjoins(place, country):
            score += 2
        if wanted and place.kind == wanted:
            score += 10
        elif wanted in _DIVISIONS and place.kind in _DIVISIONS:
            score += 8
        return score - min(_distance(place, near) / 100, 5) if near and not is_country else score

    def _similar(self, forms: Forms, country: str) -> list[tuple[Place, str]]:
        """Places of a country whose name is a slip or two away, those of the nearest spelling."""
        key, start = forms.variant, len(forms.lead)
        letters = len(key) - start
        if letters < _SHORTEST_FUZZY or not key.isalpha():
            return []
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        limit = 1 if letters <= 7 else 2
        beginning = forms.lead + (key[start] if letters <= 8 else "")  # only in a long word the first letter may slip
        keys = self._keys(country)
        keys = keys[bisect_left(keys, beginning) : bisect_left(keys, beginning + _LAST)]
        found = extract(key, keys, scorer=OSA.distance, score_cutoff=limit, limit=None)
        near = {other: int(slips) for other, slips, _ in found}
        least = min(near.values(), default=0)
        nearest = [other for other, slips in near.items() if slips == least]
        return [(place, other) for other in nearest for place in self._find(other, country)]

    # -- reading ----------------------------------------------------------------------------------

    def _open(self) -> None:
        """Opens the table, once in each process: a connection must not cross a fork."""
        if self._opened == _forks:
            return
        with self._lock:
            if self._opened == _forks:
                return
            import json
            import sqlite3

            try:
                uri = f"{self._path.resolve().as_uri()}/places.sqlite?mode=ro&immutable=1"
                self._table = sqlite3.connect(uri, uri=True, check_same_thread=False)
                rows = self._run("SELECT key, value FROM meta")
                meta: dict[str, Any] = {key: json.loads(text) for key, text in rows}
                rows = self._run("SELECT code, first, last FROM groups ORDER BY first")
                self._words = PlaceWords(meta["words"])
                self._country_names: dict[str, str] = meta["country_names"]
                self._countries: dict[str, Country] = {}
                for row in meta["countries"]:
                    row.update((key, tuple(row[key])) for key in _MANY)
                    self._countries[row["alpha3"]] = Country(**row)
            except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
                raise self._broken(error) from error
            self._demonyms = frozenset(word for c in self._countries.values() for word in c.demonyms)
            self._groups: dict[str | None, tuple[int, int]]
            self._groups = {code or None: (first, last) for code, first, last in rows}
            self._codes, self._firsts = list(self._groups), [first for _, first, _ in rows]
            self._shared = self._groups.pop(None)  # countries, and what lies in several of them
            self._keys_of: dict[str, list[str]] = {}
            self._candidates, self._lookups, self._found = _Memo(), _Memo(), _Memo()
            self._opened = _forks

    def _find(self, key: str, country: str | None = None) -> list[Place]:
        """Places with a key: of a country, and countries and areas across borders; or all."""
        known: list[Place] | None = self._found.get((key, country))
        if known is None:
            if not country:
                rows = self._run(_QUERY, key)
            else:
                rows = self._run(_QUERY + _WITHIN, key, *self._shared)
                if country in self._groups:
                    rows += self._run(_QUERY + _WITHIN, key, *self._groups[country])
            known = self._found[key, country] = [self._place(row) for row in rows]
        return known

    def _place(self, row: tuple[Any, ...]) -> Place:
        number, name, geonames_id, latitude, longitude, admin1, kind, population = row
        code = self._codes[bisect_right(self._firsts, number) - 1]
        if kind == 0:
            code = self._country_names[_key(name)]
        if latitude is not None:
            latitude, longitude = latitude / UNIT, longitude / UNIT
        written = kind != 0 and geonames_id is None and population == 0  # -1: known from an airfield alone
        return Place(name, code, geonames_id, latitude, longitude, admin1, KINDS[kind], max(population, 0), written)

    def _keys(self, country: str) -> list[str]:
        """All keys of a country, for the search for misspellings."""
        if country not in self._keys_of:
            import zlib

            (blob,) = self._run("SELECT keys FROM groups WHERE code = ?", country)[0]
            self._keys_of[country] = sorted(zlib.decompress(blob).decode().split("\n"))
        return self._keys_of[country]

    def _run(self, query: str, *values: object) -> list[Any]:
        import sqlite3

        try:
            with self._lock:
                return self._table.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> ModelError:
        return ModelError(
            f"cannot read {self._path / 'places.sqlite'}: {error}. "
            "Reinstall wphf-extract; in a checkout run python models/build_gazetteer.py."
        )


def _forked() -> None:
    """Makes all gazetteers of this new process open their tables anew."""
    global _forks
    _forks += 1


if hasattr(os, "register_at_fork"):  # where there is no fork, there is nothing to do
    os.register_at_fork(after_in_child=_forked)


def lookup(
    name: str,
    *,
    country: str | None = None,
    near: _Points = (),
    kind: str | None = None,
    fuzzy: bool = True,
) -> Place | None:
    """Looks a place up in the shipped gazetteer; see `Gazetteer.lookup`."""
    from wphf_extract.resources import shared_gazetteer

    return shared_gazetteer().lookup(name, country=country, near=near, kind=kind, fuzzy=fuzzy)


def _key(name: str) -> str:
    return normalize(name).replace(" ", "")


def _distance(place: Place, near: _Points) -> float:
    """Kilometres from a place to the nearest point; infinite without points or coordinates."""
    least = float("inf")
    if place.latitude is not None and place.longitude is not None:
        here, east = radians(place.latitude), radians(place.longitude)
        for latitude, longitude in near:
            there, step = radians(latitude), radians(longitude) - east
            root = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(step / 2) ** 2
            least = min(least, 12_742 * asin(sqrt(min(1.0, root))))
    return least
