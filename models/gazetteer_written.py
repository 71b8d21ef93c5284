"""What people wrote for the gazetteer: `countries.tsv` and `places.toml`; see `build_gazetteer.py`."""

from __future__ import annotations

import csv
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from gazetteer_entries import SAME_KM, Entry, kilometres

from wphf_extract.gazetteer.placenames import PlaceWords, key_of

__all__ = ["FOLDER", "add_written", "fingerprint", "read_countries"]

FOLDER = Path(__file__).resolve().parent / "shared" / "gazetteer"

#: Places by country, and by plain key and variant key.
_Index = dict[str, dict[str, list[Entry]]]


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
    index: _Index = {row["alpha3"]: defaultdict(list) for row in countries}
    towns: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in dict.fromkeys(words.forms(entry.name, kinds=entry.kind != "town")[:2]):
            index[entry.country][key].append(entry)
        if entry.kind == "town":
            towns[entry.country].append(entry)
    add_names(index, toml["names"])
    add_divisions(index, toml["divisions"], words)
    added = [country_entry(row) for row in countries]
    added += add_places("town", toml["towns"], index, towns, words)
    place_divisions(index, [*entries, *added], toml["seats"])
    for kind in ("area", "camp"):  # behind the seats: an area that lies where its division's seat does is the division
        added += add_places(kind, toml[f"{kind}s"], index, towns, words)
    return [*entries, *added]


def country_entry(row: dict[str, Any]) -> Entry:
    """A country as a place."""
    at = None if row["latitude"] is None else (row["latitude"], row["longitude"])
    names = [row["name"], *row["aliases"]]
    return Entry(row["name"], "", "country", names, row["geonames_id"], at, None, row["population"])


def add_names(index: _Index, written: dict[str, Any]) -> None:
    """Gives places that GeoNames knows the names of table `names` of `places.toml`."""
    for code, others in written.items():
        for name, names in others.items():
            same = [e for e in index[code][key_of(name)] if e.name == name]
            if not same:
                raise SystemExit(f"places.toml: [names.{code}]: GeoNames has no {name}")
            same[0].names.extend(names)


def add_divisions(index: _Index, divisions: dict[str, Any], words: PlaceWords) -> None:
    """Gives second-level divisions the coordinates and names of table `divisions` of `places.toml`."""
    unknown = []
    for code, groups in divisions.items():
        for around, places in groups.items():
            outer = set(words.forms(around)[:2])
            for line, at in places.items():
                names = [name.strip() for name in line.split("|")]
                found: list[Entry] = []
                for key in words.forms(names[0])[:2]:  # as GeoNames spells it, else without *district* and such
                    inside = (e for e in index[code][key] if e.kind == "admin2" and e.admin1)
                    found = found or [e for e in inside if e.admin1 and outer & set(words.forms(e.admin1.name)[:2])]
                if not found or abs(at[0]) > 90 or abs(at[1]) > 180:
                    unknown.append(f"[divisions.{code}.{around}] {line}")
                for entry in found:
                    entry.names.extend(names)
                    entry.at = (at[0], at[1])
    if unknown:
        raise SystemExit("places.toml: wrong coordinates, or GeoNames has no\n" + "\n".join(unknown))


def add_places(
    kind: str, written: dict[str, Any], index: _Index, towns: dict[str, list[Entry]], words: PlaceWords
) -> list[Entry]:
    """Completes the places that GeoNames knows, and returns those that it does not know.

    Args:
        kind: area, camp or town.
        written: the table of `places.toml`: by country, names and coordinates.
        index: the places that GeoNames knows.
        towns: its towns by country; a place lies in the division of the nearest.
        words: the words inside place names.
    """
    added = []
    for code, places in written.items():
        for line, at in places.items():
            names = [name.strip() for name in line.split("|")]
            possible = abs(at[0]) <= 90 and abs(at[1]) <= 180
            if not possible or (code not in index and code != "world"):
                raise SystemExit(f"places.toml: [{kind}s.{code}] {line}: wrong country or coordinates")
            if code == "world":
                added.append(Entry(names[0], "", kind, names, None, (at[0], at[1])))
                continue
            same = [
                e for key in dict.fromkeys(words.forms(names[0])[:2]) for e in index[code][key] if not e.is_airfield
            ]
            known = [e for e in same if e.at is None or kilometres(e.at, at) < SAME_KM]
            for entry in known if kind != "camp" else ():
                entry.names.extend(names)
                entry.at = entry.at or (at[0], at[1])
            if not known or kind == "camp":
                nearest = min(towns[code], key=lambda t: kilometres(t.at, at), default=None)
                around = nearest.admin1 if nearest else None
                added.append(Entry(names[0], code, kind, names, None, (at[0], at[1]), around))
    return added


def place_divisions(index: _Index, entries: list[Entry], written: dict[str, Any]) -> None:
    """Gives divisions the coordinates of the seats that table `seats` of `places.toml` names."""
    towns = defaultdict(list)
    for entry in entries:
        if entry.kind == "town":
            for key in entry.keys | {key_of(name) for name in entry.names}:
                towns[entry.country, key].append(entry)
    for code, seats in written.items():
        for name, seat in seats.items():
            division = next((e for e in index[code][key_of(name)] if e.name == name), None)
            found = towns[code, key_of(seat)]
            if division is None or not found:
                raise SystemExit(f"places.toml: [seats.{code}] {name} or {seat}: not known")
            found.sort(key=lambda t: (t.admin1 is not division, key_of(t.name) != key_of(seat), -t.population))
            division.at = found[0].at


def fingerprint() -> str:
    """A hash of the written files; a test compares it with the one in the table."""
    return sha256(b"\0".join((FOLDER / f).read_bytes() for f in ("countries.tsv", "places.toml"))).hexdigest()
