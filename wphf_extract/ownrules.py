"""A user's own rules: TOML files that add to the shipped knowledge, and switch parts of it off.

docs/rules.md says how such files are written; this module reads them strictly. What depends on the rule files that
they extend (does the list exist, is the code known) is checked where those are read, by the components.

Several files count in the order they are given: a later one may switch off what an earlier one added.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any, NamedTuple

from wphf_extract.errors import RuleError
from wphf_extract.tomltext import Spot, TomlText, require_keys, string_list

if TYPE_CHECKING:
    from wphf_extract.gazetteer import Gazetteer
    from wphf_extract.names import NameWords
    from wphf_extract.taxonomy import Taxonomy

__all__ = [
    "BOOKS",
    "OwnPlace",
    "OwnRules",
    "OwnWords",
    "RuleText",
    "Rules",
    "model_lines",
    "read_own",
    "rule_texts",
    "save_texts",
    "saved_texts",
]

#: Files of the model whose rules are phrases, and what these say.
BOOKS = ("activities", "cues", "connectors")
_FILES = (*BOOKS, "targets", "locations", "names")
_PLACE_KINDS = ("admin1", "admin2", "town", "area", "camp")
_EXAMPLES = ("finds", "misses")
_PHRASES = ("phrases", "unless")
_KEYS = {
    "activity": ("code", "name", "description", "crs_purpose_code", "impact_area", *_PHRASES, *_EXAMPLES),
    "rule": ("file", "id", "code", *_PHRASES, *_EXAMPLES),
    "unless": ("rule", "phrases", *_EXAMPLES),
    "words": ("list", "add", "remove", "country", *_EXAMPLES),
    "place": ("name", "country", "latitude", "longitude", "kind", "admin1", "variants", *_EXAMPLES),
}
_NEEDED = {
    "activity": _KEYS["activity"][:5],
    "rule": ("id", "code", "phrases"),
    "unless": ("rule", "phrases"),
    "words": ("list",),
    "place": _KEYS["place"][:4],
}
_TABLES = (*_KEYS, "sets", "impact_areas", "off")
_OFF = ("rules", "activities", "places")
_SAVED = "own"  # the folder, in a component's, that keeps them
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_CRS = re.compile(r"\d{5}")
_COUNTRY = re.compile(r"[A-Z]{3}")
#: Tables in which a word has one meaning: where a user puts it, and nowhere else.
_EXCLUSIVE = {("targets", table) for table in ("nouns", "sex", "age", "attributes", "qualifiers")}
#: Tables whose keys are free.
_OPEN = {("targets", "attributes")}


class RuleText(NamedTuple):
    """A file of own rules: its name, for messages, and its text."""

    source: str
    text: str


#: What a caller may give: a path, a text at hand, or several.
Rules = str | Path | RuleText | Iterable[str | Path | RuleText]


def rule_texts(rules: Rules | None) -> tuple[RuleText, ...]:
    """Reads files of own rules.

    Args:
        rules: a path, a `RuleText`, or several; None for none.

    Raises:
        RuleError: a file cannot be read.
    """
    if rules is None:
        return ()
    given = [rules] if isinstance(rules, str | Path | RuleText) else rules
    return tuple([item if isinstance(item, RuleText) else _text(item) for item in given])


def _text(path: str | Path) -> RuleText:
    try:
        return RuleText(str(path), Path(path).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: not a text in UTF-8 ({error}); save it as UTF-8") from error
    except OSError as error:
        raise RuleError(f"{path}: {error.strerror}; give the path of a TOML file with rules") from error


def saved_texts(folder: Path) -> tuple[RuleText, ...]:
    """Reads the own rules that a component saved beside its rule files (see `save_texts`)."""
    files = sorted((folder / _SAVED).glob("*.toml"), key=lambda file: int(file.name.partition("-")[0]))
    return rule_texts(files)


def save_texts(texts: Sequence[RuleText], folder: Path) -> None:
    """Saves own rules beside a component's rule files, in an order that their names keep."""
    stale = folder / _SAVED
    if stale.is_dir():
        rmtree(stale)
    for number, (source, text) in enumerate(texts, 1):
        (folder / _SAVED).mkdir(exist_ok=True)
        name = re.sub(r"^\d+-", "", Path(source).name)
        (folder / _SAVED / f"{number}-{name.removesuffix('.toml')}.toml").write_text(text, encoding="utf-8")


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


@dataclass(frozen=True)
class OwnRules:
    """Files of own rules, in the order they count; see the module."""

    files: tuple[OwnFile, ...] = ()

    def touches(self, name: str) -> bool:
        """The rules may change what a file of the model says; `name` is its name without ending."""
        for file in self.files:
            if any(words.file == name for words in file.words):
                return True
            if name in BOOKS and (file.rules[name] or file.unless or file.sets or file.off["rules"]):
                return True
            if name == "taxonomy" and (file.activities or file.areas or file.off["activities"]):
                return True
        return False

    # -- phrase rules ------------------------------------------------------------------------------

    def with_rules(self, book: str, entries: Iterable[Entry]) -> list[Entry]:
        """Returns the entries of a rule file without those switched off, and with the user's own."""
        kept = list(entries)
        for file in self.files:
            rules, codes = file.off["rules"], file.off["activities"] if book == "activities" else {}
            kept = [(e, spot) for e, spot in kept if e.get("id") not in rules and e.get("code") not in codes]
            kept.extend(file.rules[book])
            for more, where in file.unless:
                kept = [
                    _with_unless(e, spot, more, where) if e.get("id") == more["rule"] else (e, spot) for e, spot in kept
                ]
        return kept

    def with_sets(self, sets: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
        """Returns the sets of a rule file, and the user's own.

        Raises:
            RuleError: a set has a name that is taken.
        """
        known = dict(sets)
        for file in self.files:
            for name, words in file.sets.items():
                if name in known:
                    raise RuleError(
                        f"{file.toml.spot('sets', name)}: there is a set {name!r} already; choose another name, "
                        "or add words to that set with [[words]]"
                    )
                known[name] = words
        return known

    # -- word lists --------------------------------------------------------------------------------

    def with_words(self, name: str, toml: TomlText) -> dict[str, Any]:
        """Returns the tables of a file of the model, its lists changed as the user says.

        Args:
            name: what own rules call the file.
            toml: the file.

        Raises:
            RuleError: a list does not exist, or lacks a word that shall go.
        """
        changes = [words for file in self.files for words in file.words if words.file == name]
        if not changes:
            return toml.data
        data = deepcopy(toml.data)
        for words in changes:
            _change(data, words)
        return data

    @cached_property
    def names(self) -> NameWords:
        """What names of organisations are made of."""
        from wphf_extract.names import name_words, read_name_words

        if any(words.file == "names" for file in self.files for words in file.words):
            return read_name_words(self)
        return name_words()

    # -- places ------------------------------------------------------------------------------------

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The shipped gazetteer, with the user's own places and without those switched off."""
        from wphf_extract.resources import shared_gazetteer

        shared = shared_gazetteer()
        if not any(file.places or file.off_places for file in self.files):
            return shared
        from wphf_extract.owngazetteer import OwnGazetteer

        for code, spot in self._countries():
            if code not in shared.countries():
                raise RuleError(f"{spot}: {code!r} is no country; use its code of ISO 3166-1 alpha-3, such as KEN")
        return OwnGazetteer(self)

    def _countries(self) -> Iterator[tuple[str, Spot]]:
        for file in self.files:
            yield from ((place.country, place.spot.at("country")) for place in file.places)
            yield from ((code, file.toml.spot("off", "places", code)) for code in file.off_places)

    # -- activity types ----------------------------------------------------------------------------

    def with_types(self, types: Taxonomy) -> Taxonomy:
        """Returns a taxonomy without the types switched off, and with the user's own.

        Raises:
            RuleError: a code is taken, or unknown where it is switched off; an impact area is unknown.
        """
        from wphf_extract.taxonomy import ActivityType, Taxonomy

        areas, activities = dict(types.impact_areas), dict(types.activities)
        for file in self.files:
            areas.update(file.areas)
            for code, spot in file.off["activities"].items():
                if activities.pop(code, None) is None:
                    raise RuleError(f"{spot}: no activity type {code!r}; there are {', '.join(activities)}")
            for entry, spot in file.activities:
                if entry["code"] in activities:
                    raise RuleError(
                        f"{spot.at('code')}: there is an activity type {entry['code']!r} already; choose another code, "
                        "or give it more words with [[rule]]"
                    )
                if entry["impact_area"] not in areas:
                    raise RuleError(
                        f"{spot.at('impact_area')}: impact_area {entry['impact_area']!r} is unknown; "
                        f"there are {', '.join(areas)}; add others under [impact_areas]"
                    )
                activities[entry["code"]] = ActivityType(**{key: entry[key] for key in _NEEDED["activity"]})
        return Taxonomy(activities, areas)

    # -- all together ------------------------------------------------------------------------------

    def check_ids(self, known: Collection[str]) -> None:
        """Refuses what names rules that do not exist.

        Args:
            known: the ids of all shipped rules.

        Raises:
            RuleError: naming file and line.
        """
        ids = set(known)
        for file in self.files:
            _refuse_unknown(file.off["rules"].items(), ids)
            ids.update(entry["id"] for entry, _ in chain(*file.rules.values()))
            _refuse_unknown(((entry["rule"], spot.at("rule")) for entry, spot in file.unless), ids)


def _refuse_unknown(named: Iterable[tuple[object, Spot]], ids: Collection[str]) -> None:
    for rule, spot in named:
        if rule not in ids:
            raise RuleError(
                f"{spot}: no rule {rule!r}; `wphf-extract rules list` lists them" + _meant(str(rule), sorted(ids))
            )


def _with_unless(rule: Mapping[str, Any], spot: Spot, more: Mapping[str, Any], where: Spot) -> Entry:
    """A rule with more phrases that undo its finds."""
    phrases = [*string_list(rule, "unless", spot), *more["phrases"]]
    return {**rule, "unless": phrases}, spot._replace(label=f"with the unless of {where.source}:{where.line}")


def model_lines(model: str) -> Iterator[str]:
    """Yields what own rules can refer to in a model, a line a thing: activity types, rules, lists and their words.

    Raises:
        ModelError: there is no such model, or a file of it is missing or broken.
    """
    from wphf_extract.resources import model_path

    folder = model_path(model)
    shipped = {
        name: next(folder.rglob(f"{name}.toml"), model_path() / f"{name}.toml") for name in (*_FILES, "taxonomy")
    }
    texts = {name: TomlText(_text(path).text, str(path)) for name, path in shipped.items()}
    types = texts.pop("taxonomy").data
    yield from (f"activity {code}: {entry['name']}" for code, entry in types["activity"].items())
    yield from (f"impact_area {key}: {name}" for key, name in types["impact_areas"].items())
    for name, toml in texts.items():
        yield from (f"rule {rule['id']}: {name}, {rule['code']}" for rule in toml.data.get("rule", ()))
        for path in lists_of(toml.data):
            words: Any = toml.data
            for key in path:
                words = words[key]
            yield f"list {'.'.join((name, *path))}: {', '.join(words)}"


def _change(data: dict[str, Any], words: OwnWords) -> None:
    """Changes one list of a file's tables."""
    from wphf_extract.lexicon import fold  # imported here: it brings numpy

    *outer, key = words.path
    table: Any = data
    for part in outer:
        table = table.get(part) if isinstance(table, dict) else None
    is_open = (words.file, *outer) in _OPEN
    if not isinstance(table, dict) or not (is_open or _is_list(table.get(key))):
        lists = [".".join((words.file, *path)) for path in lists_of(data)]
        asked = ".".join((words.file, *words.path))
        raise RuleError(
            f"{words.spot.at('list')}: no list {asked!r}; lists of that file are {', '.join(lists)}"
            + _meant(asked, lists)
        )
    folded = {fold(word) or word for word in words.add}
    for name, members in table.items() if (words.file, *outer) in _EXCLUSIVE else ():
        if name != key:
            table[name] = [word for word in members if (fold(word) or word) not in folded]
    members = table.get(key, [])
    for number, word in enumerate(words.remove):
        if word not in members:
            raise RuleError(f"{words.spot.at('remove', number)}: {'.'.join(words.path)} does not hold {word!r}")
    table[key] = [*(word for word in members if word not in words.remove), *words.add]


def lists_of(data: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yields the paths of all lists of words in a file's tables."""
    for key, value in data.items():
        if isinstance(value, dict):
            yield from lists_of(value, (*path, key))
        elif _is_list(value):
            yield (*path, key)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _meant(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


# -- reading -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=16)
def read_own(texts: tuple[RuleText, ...]) -> OwnRules:
    """Reads files of own rules.

    Raises:
        RuleError: a file breaks the format; the message names file, line, and what is allowed.
    """
    return OwnRules(tuple([_file(TomlText(text, source)) for source, text in texts]))


def _file(toml: TomlText) -> OwnFile:
    data = toml.data
    require_keys(data, _TABLES, (), toml.spot())
    entries = {table: _entries(toml, table) for table in _KEYS}
    sets = {name: _set(toml, name) for name in _table(toml, "sets")}
    activities = tuple([_activity(entry, spot) for entry, spot in entries["activity"]])
    rules: dict[str, list[Entry]] = {book: [] for book in BOOKS}
    rules["activities"].extend(_words_of_activity(entry, spot) for entry, spot in activities if "phrases" in entry)
    for entry, spot in entries["rule"]:
        book = entry.get("file", "activities")
        if book not in BOOKS:
            raise RuleError(f"{spot.at('file')}: file {book!r} has no rules; use one of {', '.join(BOOKS)}")
        rules[book].append(({key: entry[key] for key in entry if key != "file"}, spot._replace(label="")))
    off = _table(toml, "off")
    require_keys(off, _OFF, (), toml.spot("off", label="off"))
    return OwnFile(
        toml,
        sets,
        {
            key: _string(_table(toml, "impact_areas"), key, toml.spot("impact_areas"))
            for key in data.get("impact_areas", ())
        },
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
        require_keys(entry, _KEYS[table], _NEEDED[table], spot)
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
    for key in _NEEDED["activity"]:
        _string(entry, key, spot)
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
    file, *path = _string(entry, "list", spot).split(".")
    if file not in _FILES or not path:
        raise RuleError(
            f"{spot.at('list')}: list {entry['list']!r}: give file, table and list, as in targets.nouns.people; "
            f"files are {', '.join(_FILES)}; `wphf-extract rules list` lists them"
        )
    add, remove = tuple(entry.get("add", ())), tuple(entry.get("remove", ()))
    if not add and not remove:
        raise RuleError(f"{spot}: give words to add or to remove")
    if file in BOOKS:
        _refuse_phrases(add, spot.at("add"))
    elif file != "names":  # whose lists are folded as they are read; these are compared with small letters
        add, remove = tuple(map(str.casefold, add)), tuple(map(str.casefold, remove))
    country = entry.get("country")
    if country is not None and not _COUNTRY.fullmatch(_string(entry, "country", spot)):
        raise RuleError(f"{spot.at('country')}: country {country!r}: use the code of ISO 3166-1 alpha-3, such as KEN")
    spot = spot._replace(label=f"words {entry['list']!r}")
    return OwnWords(file, tuple(path), add, remove, country, entry, spot)


def _place(entry: Mapping[str, Any], spot: Spot) -> OwnPlace:
    name, country = _string(entry, "name", spot), _string(entry, "country", spot)
    spot = spot._replace(label=f"place {name!r}")
    kind = entry.get("kind", "town")
    if kind not in _PLACE_KINDS:
        raise RuleError(f"{spot.at('kind')}: kind {kind!r} is unknown; use one of {', '.join(_PLACE_KINDS)}")
    admin1 = _string(entry, "admin1", spot) if "admin1" in entry else None
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
        raise RuleError(f'{toml.spot("off", "places")}: write [off.places], and below it KEN = ["Hope"]')
    return places
