"""The tables of a file of own rules, read strictly; docs/rules.md says how they are written.

What depends on the rule files that they extend (does the list exist, is the code known) is not checked here: see
`wphf_extract.rules.ownrules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from wphf_extract.errors import RuleError
from wphf_extract.rules.tomltext import Spot, TomlText, require_keys, string_list

__all__ = ["BOOKS", "FILES", "KEYS", "TYPE_KEYS", "Entry", "OwnFile", "OwnPlace", "OwnWords", "read_file"]

#: Files of the model whose rules are phrases; and all files that own rules can change.
BOOKS = ("activities", "cues", "connectors")
FILES = (*BOOKS, "targets", "locations", "names")
_PLACE_KINDS = ("admin1", "admin2", "town", "area", "camp")
_EXAMPLES = ("finds", "misses")
_PHRASES = ("phrases", "unless")
#: Tables of own rules, and the keys they take.
KEYS = {
    "activity": ("code", "name", "description", "crs_purpose_code", "impact_area", *_PHRASES, *_EXAMPLES),
    "rule": ("file", "id", "code", *_PHRASES, *_EXAMPLES),
    "unless": ("rule", "phrases", *_EXAMPLES),
    "words": ("list", "add", "remove", "country", *_EXAMPLES),
    "place": ("name", "country", "latitude", "longitude", "kind", "admin1", "variants", *_EXAMPLES),
}
#: What an activity type must have: the fields of `ActivityType`.
TYPE_KEYS = KEYS["activity"][:5]
_NEEDED = {
    "activity": TYPE_KEYS,
    "rule": ("id", "code", "phrases"),
    "unless": ("rule", "phrases"),
    "words": ("list",),
    "place": KEYS["place"][:4],
}
#: Keys whose values are texts.
_TEXTS = (*TYPE_KEYS, "file", "id", "rule", "list", "country", "kind", "admin1")
_TABLES = (*KEYS, "sets", "impact_areas", "off")
_OFF = ("rules", "activities", "places")
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_CRS = re.compile(r"\d{5}")
_COUNTRY = re.compile(r"[A-Z]{3}")


class OwnWords(NamedTuple):
    """Words that a list of the model gets, or loses; `country` is that of its examples."""

    file: str
    path: tuple[str, ...]
    add: tuple[str, ...]
    remove: tuple[str, ...]
    country: str | None
    entry: Mapping[str, Any]
    spot: Spot


class OwnPlace(NamedTuple):
    """A place: its facts, and all names it is found by."""

    name: str
    country: str
    latitude: float
    longitude: float
    kind: str
    admin1: str | None
    names: tuple[str, ...]
    entry: Mapping[str, Any]
    spot: Spot


Entry = tuple[Mapping[str, Any], Spot]


@dataclass(frozen=True)
class OwnFile:
    """One file of own rules."""

    toml: TomlText
    sets: Mapping[str, tuple[str, ...]]
    areas: Mapping[str, str]
    activities: tuple[Entry, ...]
    rules: Mapping[str, tuple[Entry, ...]]  # by file of the model
    unless: tuple[Entry, ...]
    words: tuple[OwnWords, ...]
    places: tuple[OwnPlace, ...]
    off: Mapping[str, Mapping[str, Spot]]  # kind of thing: what is switched off
    off_places: Mapping[str, Mapping[str, Spot]]  # country: names


def read_file(toml: TomlText) -> OwnFile:
    """Reads a file of own rules.

    Raises:
        RuleError: the file breaks the format; the message names file, line, and what is allowed.
    """
    require_keys(toml.data, _TABLES, (), toml.spot())
    entries = {table: _entries(toml, table) for table in KEYS}
    sets = {name: _set(toml, name) for name in _table(toml, "sets")}
    activities = tuple([_activity(entry, spot) for entry, spot in entries["activity"]])
    rules: dict[str, list[Entry]] = {book: [] for book in BOOKS}
    rules["activities"].extend(_words_of_activity(entry, spot) for entry, spot in activities if "phrases" in entry)
    for entry, spot in entries["rule"]:
        book = entry.get("file", "activities")
        if book not in BOOKS:
            raise RuleError(f"{spot.at('file')}: file {book!r} has no rules; use one of {', '.join(BOOKS)}")
        rules[book].append(({key: entry[key] for key in entry if key != "file"}, spot._replace(label="")))
    areas = _table(toml, "impact_areas")
    off = _table(toml, "off")
    require_keys(off, _OFF, (), toml.spot("off", label="off"))
    return OwnFile(
        toml,
        sets,
        {key: _string(areas, key, toml.spot("impact_areas")) for key in areas},
        activities,
        {book: tuple(found) for book, found in rules.items()},
        tuple(entries["unless"]),
        tuple([_words(entry, spot) for entry, spot in entries["words"]]),
        tuple([_place(entry, spot) for entry, spot in entries["place"]]),
        {kind: _names(off, kind, toml.spot("off")) for kind in ("rules", "activities")},
        {code: _names(off["places"], code, toml.spot("off", "places")) for code in _off_places(off, toml)},
    )


def _entries(toml: TomlText, table: str) -> list[Entry]:
    """The entries of an array of tables, their keys and examples checked."""
    found = toml.data.get(table, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise RuleError(f"{toml.spot(table)}: write [[{table}]], in double brackets, once for each {table}")
    entries = []
    for number, entry in enumerate(found):
        spot = toml.spot(table, number, label=table)
        require_keys(entry, KEYS[table], _NEEDED[table], spot)
        for key in filter(entry.__contains__, _TEXTS):
            _string(entry, key, spot)
        for key in (*_PHRASES, *_EXAMPLES, "add", "remove", "variants"):
            string_list(entry, key, spot)
        for key in ("phrases", "finds", "misses", "add", "variants"):
            blank = [at for at, text in enumerate(entry.get(key, ())) if not text.strip()]
            if blank:
                raise RuleError(f"{spot.at(key, blank[0])}: {key} holds an empty text")
        entries.append((entry, spot))
    return entries


def _table(toml: TomlText, name: str) -> Mapping[str, Any]:
    table = toml.data.get(name, {})
    if not isinstance(table, dict):
        raise RuleError(f"{toml.spot(name)}: {name} is written as a table: [{name}] on a line of its own")
    return table


def _set(toml: TomlText, name: str) -> tuple[str, ...]:
    spot = toml.spot("sets", label="sets")
    words = string_list(toml.data["sets"], name, spot)
    _refuse_phrases(words, spot.at(name))
    return words


def _refuse_phrases(words: Iterable[str], spot: Spot) -> None:
    for at, word in enumerate(words):
        if not word.strip() or re.search(r"[\s{}\[\]]", word):
            raise RuleError(f"{spot.at(at)}: {word!r}: a set holds single words; write longer ones as phrases")


def _string(entry: Mapping[str, Any], key: str, spot: Spot) -> str:
    value = entry[key]
    if not isinstance(value, str) or not value.strip():
        raise RuleError(f"{spot.at(key)}: {key} must be a text in quotes, not {value!r}")
    return value


def _activity(entry: Mapping[str, Any], spot: Spot) -> Entry:
    if not _CODE.fullmatch(entry["code"]):
        raise RuleError(
            f"{spot.at('code')}: code {entry['code']!r}: use small letters a to z, digits and _, as in seed_bank"
        )
    if not _CRS.fullmatch(entry["crs_purpose_code"]):
        raise RuleError(
            f"{spot.at('crs_purpose_code')}: crs_purpose_code {entry['crs_purpose_code']!r}: give the five digits of "
            "a purpose code of the OECD DAC Creditor Reporting System, in quotes"
        )
    if "phrases" not in entry and any(key in entry for key in ("unless", *_EXAMPLES)):
        raise RuleError(f"{spot}: unless, finds and misses go with phrases, which are missing")
    return entry, spot._replace(label=f"activity {entry['code']!r}")


def _words_of_activity(entry: Mapping[str, Any], spot: Spot) -> Entry:
    """The rule that an activity type brings along."""
    rule = {key: entry[key] for key in ("code", *_PHRASES, *_EXAMPLES) if key in entry}
    return {"id": f"{entry['code']}.words", **rule}, spot._replace(label="")


def _words(entry: Mapping[str, Any], spot: Spot) -> OwnWords:
    file, *path = entry["list"].split(".")
    if file not in FILES or not path:
        raise RuleError(
            f"{spot.at('list')}: list {entry['list']!r}: give file, table and list, as in targets.nouns.people; "
            f"files are {', '.join(FILES)}; `wphf-extract rules list` lists them"
        )
    add, remove = tuple(entry.get("add", ())), tuple(entry.get("remove", ()))
    if not add and not remove:
        raise RuleError(f"{spot}: give words to add or to remove")
    if file in BOOKS:
        _refuse_phrases(add, spot.at("add"))
    elif file != "names":  # whose lists are folded as they are read; these are compared with small letters
        add, remove = tuple(map(str.casefold, add)), tuple(map(str.casefold, remove))
    country = entry.get("country")
    if country is not None and not _COUNTRY.fullmatch(country):
        raise RuleError(f"{spot.at('country')}: country {country!r}: use the code of ISO 3166-1 alpha-3, such as KEN")
    spot = spot._replace(label=f"words {entry['list']!r}")
    return OwnWords(file, tuple(path), add, remove, country, entry, spot)


def _place(entry: Mapping[str, Any], spot: Spot) -> OwnPlace:
    name, country, admin1 = entry["name"], entry["country"], entry.get("admin1")
    spot = spot._replace(label=f"place {name!r}")
    kind = entry.get("kind", "town")
    if kind not in _PLACE_KINDS:
        raise RuleError(f"{spot.at('kind')}: kind {kind!r} is unknown; use one of {', '.join(_PLACE_KINDS)}")
    latitude, longitude = _degrees(entry, "latitude", 90, spot), _degrees(entry, "longitude", 180, spot)
    names = (name, *entry.get("variants", ()))
    return OwnPlace(name, country, latitude, longitude, kind, admin1, names, entry, spot)


def _degrees(entry: Mapping[str, Any], key: str, most: int, spot: Spot) -> float:
    value = entry[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise RuleError(f"{spot.at(key)}: {key} must be degrees between -{most} and {most}, as in 4.25, not {value!r}")
    return float(value)


def _names(table: Mapping[str, Any], key: str, spot: Spot) -> dict[str, Spot]:
    """What a list of `[off]` names, and where."""
    return {name: spot.at(key, at) for at, name in enumerate(string_list(table, key, spot))}


def _off_places(off: Mapping[str, Any], toml: TomlText) -> Mapping[str, Any]:
    places = off.get("places", {})
    if not isinstance(places, dict):
        raise RuleError(f'{toml.spot("off", "places")}: write [off.places], and below it KEN = ["Hola"]')
    return places
