"""The table of places that the gazetteer looks into: `places.sqlite` of the model, opened once in each process."""

from __future__ import annotations

import os
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any

from wphf_extract.errors import ModelError
from wphf_extract.gazetteer.placenames import KINDS, PlaceWords, key_of

__all__ = ["UNIT", "Country", "Memo", "Place", "PlaceTable", "no_country"]

UNIT = 100_000  # places.sqlite has coordinates in 1/100,000 degree
_MEMO_SIZE = 20_000
_forks = 0  # how often the processes that led to this one were forked off
_MANY = ("aliases", "demonyms", "neighbours")
_QUERY = """
SELECT p.id, p.name, p.geonames_id, p.latitude, p.longitude, a.name, p.kind, p.population
FROM names n JOIN places p ON p.id = n.place LEFT JOIN places a ON a.id = p.admin1
WHERE n.key = ?"""
_WITHIN = " AND n.place BETWEEN ? AND ?"


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


class Memo(dict[Any, Any]):
    """Answers already given; forgets them all when they become too many."""

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= _MEMO_SIZE:
            self.clear()
        super().__setitem__(key, value)


class PlaceTable:
    """Reads the table, once it is open (see `open`, which costs nothing the second time). Threads may share it.

    Args:
        path: the folder that it lies in.

    Attributes:
        words: the words inside place names that name nothing themselves.
        countries: all countries by ISO 3166-1 alpha-3.
        country_names: their codes by the keys of their names, and by codes and abbreviations in capitals.
        demonyms: their adjectives, with a capital.

    Raises:
        ModelError: from `open`, `find` and `keys`: the table is missing or broken.
    """

    words: PlaceWords
    countries: dict[str, Country]
    country_names: dict[str, str]
    demonyms: frozenset[str]

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock, self._opened = RLock(), -1

    def has(self, country: str | None) -> bool:
        """Says whether the table has places of a country."""
        return country in self._groups

    def open(self) -> None:
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
                self.words = PlaceWords(meta["words"])
                self.country_names = meta["country_names"]
                self.countries = {}
                for row in meta["countries"]:
                    row.update((key, tuple(row[key])) for key in _MANY)
                    self.countries[row["alpha3"]] = Country(**row)
            except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
                raise self._broken(error) from error
            self.demonyms = frozenset(word for c in self.countries.values() for word in c.demonyms)
            self._groups: dict[str | None, tuple[int, int]]
            self._groups = {code or None: (first, last) for code, first, last in rows}
            self._codes, self._firsts = list(self._groups), [first for _, first, _ in rows]
            self._shared = self._groups.pop(None)  # countries, and what lies in several of them
            self._keys_of: dict[str, list[str]] = {}
            self._found = Memo()
            self._opened = _forks

    def find(self, key: str, country: str | None = None) -> list[Place]:
        """Returns the places with a key: of a country, and countries and areas across borders; or all."""
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
            code = self.country_names[key_of(name)]
        if latitude is not None:
            latitude, longitude = latitude / UNIT, longitude / UNIT
        written = kind != 0 and geonames_id is None and population == 0  # -1: known from an airfield alone
        return Place(name, code, geonames_id, latitude, longitude, admin1, KINDS[kind], max(population, 0), written)

    def keys(self, country: str) -> list[str]:
        """Returns all keys of a country, sorted, for the search for misspellings."""
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


def no_country(code: str) -> str:
    """Returns, for messages, that no country has a code."""
    return f"{code!r} is no country; use its code of ISO 3166-1 alpha-3, such as KEN"


def _forked() -> None:
    """Makes all gazetteers of this new process open their tables anew."""
    global _forks
    _forks += 1


if hasattr(os, "register_at_fork"):  # where there is no fork, there is nothing to do
    os.register_at_fork(after_in_child=_forked)
