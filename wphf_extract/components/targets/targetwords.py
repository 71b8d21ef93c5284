"""The word lists of `targets.toml`, read and ready to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wphf_extract.errors import RuleError
from wphf_extract.language.folding import fold
from wphf_extract.language.inflections import singular
from wphf_extract.rules.ownrules import OwnRules
from wphf_extract.rules.tomltext import Spot, TomlText, require_keys, string_list

__all__ = ["TargetWords", "singular"]

_UNITS = ("people", "households", "groups", "institutions", "areas", "items")
_BEHIND = "_behind"
_QUALIFIERS = tuple(q + where for where in ("", _BEHIND) for q in ("at_least", "at_most", "approximate"))
_PHRASE = (
    "stops",
    "inner",
    "leading",
    "joiners",
    "range",
    "grown",
    "collective",
    "between",
    "through",
    "parts",
    "pronouns",
    "adverbs",
    "totals",
    "with",
    "copulas",
    "taught",
    "taught_through",
    "taught_behind",
    "going_on",
    "placed",
    "built",
    "builds",
    "further",
    "who",
    "sharing",
    "back",
    "included",
)
_TRAPS = (
    "behind",
    "before",
    "years",
    "year_words",
    "turns",
    "ages",
    "own",
    "the",
    "not_counts",
    "unites",
    "idioms",
    "harm",
    "elsewhere",
    "harmed",
    "ratios",
)
_TABLES = ("nouns", "sex", "age", "attributes", "qualifiers", "phrase", "traps")


@dataclass(frozen=True, slots=True)
class TargetWords:
    """The word lists of `targets.toml`, folded (see `folding.fold`); the comments there say what each is for."""

    units: Mapping[str, str]
    compounds: Mapping[str, Sequence[tuple[str, str]]]  # noun: words before it, and the unit then
    sex: Mapping[str, str]
    age: Mapping[str, str]
    attributes: Mapping[str, str]
    qualifiers_before: Mapping[str, str]  # words: the qualifier they give
    qualifiers_behind: Mapping[str, str]
    phrase: Mapping[str, frozenset[str]]
    traps: Mapping[str, frozenset[str]]
    ratio_ends: frozenset[str]  # last words of the phrases that make a ratio
    harm_ends: frozenset[str]  # likewise of those that tell of harm
    years: tuple[int, int]

    @classmethod
    def read(cls, text: str, source: str, own: OwnRules | None = None) -> TargetWords:
        """Reads `targets.toml`, changed as a user's own rules say.

        Raises:
            RuleError: the file breaks its format; the message names file, line, table and key.
        """
        toml = TomlText(text, source)
        data = own.with_words("targets", toml) if own else toml.data
        require_keys(data, _TABLES, _TABLES, toml.spot())
        spots = {table: toml.spot(table, label=table) for table in _TABLES}
        for table, keys in (
            ("nouns", _UNITS),
            ("qualifiers", _QUALIFIERS),
            ("phrase", _PHRASE),
            ("traps", _TRAPS),
        ):
            require_keys(data[table], keys, keys, spots[table])
        units = _by_word(data["nouns"], spots["nouns"])
        qualifiers = _by_word(data["qualifiers"], spots["qualifiers"]).items()
        lists = [key for key in _TRAPS if key != "years"]
        return cls(
            units={fold(noun): unit for noun, unit in units.items() if " " not in noun},
            compounds=_compounds(units),
            sex=_folded(_by_word(data["sex"], spots["sex"])),
            age=_folded(_by_word(data["age"], spots["age"])),
            attributes=_folded(_by_word(data["attributes"], spots["attributes"])),
            qualifiers_before={w: q for w, q in qualifiers if not q.endswith(_BEHIND)},
            qualifiers_behind={w: q.removesuffix(_BEHIND) for w, q in qualifiers if q.endswith(_BEHIND)},
            phrase={k: frozenset(string_list(data["phrase"], k, spots["phrase"])) for k in _PHRASE},
            traps={k: frozenset(string_list(data["traps"], k, spots["traps"])) for k in lists},
            ratio_ends=_last_words(data["traps"], "ratios", spots["traps"]),
            harm_ends=_last_words(data["traps"], "harmed", spots["traps"]),
            years=_years(data["traps"]["years"], spots["traps"].at("years")),
        )


def known_noun(word: str, known: Mapping[str, Any]) -> str:
    """Returns the form of a word under which `known` has it, else the folded word."""
    return singular(fold(word.removesuffix("’s").removesuffix("'s")), known)


def _years(value: object, where: Spot) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2 and all(isinstance(year, int) for year in value):
        return (value[0], value[1])
    raise RuleError(f"{where}: years must be two whole numbers, the first year and the last")


def _last_words(traps: Mapping[str, Any], key: str, where: Spot) -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in string_list(traps, key, where))


def _by_word(table: Mapping[str, Any], where: Spot) -> dict[str, str]:
    """Turns lists of words by meaning into meanings by word; the first list that has a word wins."""
    meanings: dict[str, str] = {}
    for meaning in table:
        for word in string_list(table, meaning, where):
            meanings.setdefault(word, meaning)
    return meanings


def _folded(meanings: Mapping[str, str]) -> dict[str, str]:
    return {fold(word): meaning for word, meaning in meanings.items()}


def _compounds(units: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Nouns of two words (*health center*), by the second."""
    compounds: dict[str, list[tuple[str, str]]] = {}
    single = {fold(noun): unit for noun, unit in units.items() if " " not in noun}
    for noun, unit in units.items():
        first, _, last = noun.rpartition(" ")
        if first:  # the words of a phrase are compared in the singular: *women’s centers*
            compounds.setdefault(fold(last), []).append((known_noun(first, single), unit))
    return compounds
