"""A user's own rules: TOML files that add to the shipped knowledge, and switch parts of it off.

`wphf_extract.rules.owntables` reads the files. What depends on the rule files that they extend (does the list exist, is
the code known) is checked here, when a component reads its own.

Several files count in the order they are given: a later one may switch off what an earlier one added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from wphf_extract.errors import RuleError
from wphf_extract.language.folding import fold
from wphf_extract.rules.ownfiles import RuleText, read_text
from wphf_extract.rules.owntables import BOOKS, FILES, TYPE_KEYS, Entry, OwnFile, OwnWords, read_file
from wphf_extract.rules.tomltext import Spot, TomlText, string_list

if TYPE_CHECKING:
    from wphf_extract.gazetteer import Gazetteer
    from wphf_extract.names.namewords import NameWords
    from wphf_extract.taxonomy import Taxonomy

__all__ = ["OwnRules", "lists_of", "model_lines", "read_own"]

#: Tables in which a word has one meaning: where a user puts it, and nowhere else.
_EXCLUSIVE = {("targets", table) for table in ("nouns", "sex", "age", "attributes", "qualifiers")}
#: Tables whose keys are free.
_OPEN = {("targets", "attributes")}


@dataclass(frozen=True)
class OwnRules:
    """Files of own rules, in the order they count; see the module."""

    files: tuple[OwnFile, ...] = ()

    def __getstate__(self) -> dict[str, object]:
        return {"files": self.files}  # what was made of them is made again

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
        from wphf_extract.names.namewords import name_words, read_name_words

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
        from wphf_extract.gazetteer.owngazetteer import OwnGazetteer
        from wphf_extract.gazetteer.placetable import no_country

        for code, spot in self._countries():
            if code not in shared.countries():
                raise RuleError(f"{spot}: {no_country(code)}")
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
                activities[entry["code"]] = ActivityType(**{key: entry[key] for key in TYPE_KEYS})
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
    from wphf_extract.resources import data_path, model_path

    folder, shared = model_path(model), data_path("shared")
    shipped = {name: next(folder.rglob(f"{name}.toml"), shared / f"{name}.toml") for name in (*FILES, "taxonomy")}
    texts = {name: TomlText(read_text(path).text, str(path)) for name, path in shipped.items()}
    types = texts.pop("taxonomy").data
    for code, entry in types["activity"].items():
        yield f"activity {code}: {entry['name']} (CRS {entry['crs_purpose_code']}, {entry['impact_area']})"
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
    *outer, key = words.path
    table: Any = data
    for part in outer:
        table = table.get(part) if isinstance(table, dict) else None
    is_open = (words.file, *outer) in _OPEN
    if not isinstance(table, dict) or not (is_open or _is_list(table.get(key))):
        lists = [".".join((words.file, *path)) for path in lists_of(data)]
        asked = ".".join((words.file, *words.path))
        within = [path for path in lists if path.startswith(f"{asked}.")]  # a table of lists was named
        advice = "" if within else _meant(asked, lists)
        advice = advice or f"; lists of {asked if within else words.file} are {', '.join(within or lists)}"
        raise RuleError(f"{words.spot.at('list')}: no list {asked!r}{advice}")
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


@lru_cache(maxsize=64)
def read_own(texts: tuple[RuleText, ...]) -> OwnRules:
    """Reads files of own rules.

    Raises:
        RuleError: a file breaks the format; the message names file, line, and what is allowed.
    """
    return OwnRules(tuple([read_file(TomlText(text, source)) for source, text in texts]))
