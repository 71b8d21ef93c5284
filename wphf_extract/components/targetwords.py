"""The word lists of `targets.toml`, read and ready to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wphf_extract.errors import RuleError
from wphf_extract.lexicon import fold
from wphf_extract.rules import read_toml, require_keys, string_list

__all__ = ["TargetWords", "singular"]

_UNITS = ("people", "households", "groups", "institutions", "areas", "items")
_BEHIND = "_behind"
_QUALIFIERS = tuple(q + where for where in ("", _BEHIND) for q in ("at_least", "at_most", "approximate"))
_PHRASE = (
    "stops",
    "inner",
    "joiners",
    "range",
    "grown",
    "collective",
    "between",
    "through",
    "with",
    "copulas",
    "who",
    "back",
    "included",
)
_TRAPS = ("behind", "before", "years", "year_words", "not_counts", "unites", "idioms", "harm", "harmed", "ratios")
_TABLES = ("nouns", "sex", "age", "attributes", "qualifiers", "phrase", "traps")
_ENDINGS = (("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ves", "fe"), ("men", "man"), ("dren", "d"))


@dataclass(frozen=True, slots=True)
class TargetWords:
    """The word lists of `targets.toml`, folded (see `phrases.fold`); the comments there say what each is for."""

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
    def read(cls, text: str, source: str) -> TargetWords:
        """Reads `targets.toml`.

        Raises:
            RuleError: the file breaks its format; the message names file, table and key.
        """
        data = read_toml(text, source)
        require_keys(data, _TABLES, _TABLES, source)
        for table, keys in (
            ("nouns", _UNITS),
            ("qualifiers", _QUALIFIERS),
            ("phrase", _PHRASE),
            ("traps", _TRAPS),
        ):
            require_keys(data[table], keys, keys, f"{source}: {table}")
        units = _by_word(data["nouns"], f"{source}: nouns")
        qualifiers = _by_word(data["qualifiers"], f"{source}: qualifiers").items()
        lists = [key for key in _TRAPS if key != "years"]
        return cls(
            units={fold(noun): unit for noun, unit in units.items() if " " not in noun},
            compounds=_compounds(units),
            sex=_folded(_by_word(data["sex"], f"{source}: sex")),
            age=_folded(_by_word(data["age"], f"{source}: age")),
            attributes=_folded(_by_word(data["attributes"], f"{source}: attributes")),
            qualifiers_before={w: q for w, q in qualifiers if not q.endswith(_BEHIND)},
            qualifiers_behind={w: q.removesuffix(_BEHIND) for w, q in qualifiers if q.endswith(_BEHIND)},
            phrase={k: frozenset(string_list(data["phrase"], k, f"{source}: phrase")) for k in _PHRASE},
            traps={k: frozenset(string_list(data["traps"], k, f"{source}: traps")) for k in lists},
            ratio_ends=_last_words(data["traps"], "ratios", source),
            harm_ends=_last_words(data["traps"], "harmed", source),
            years=_years(data["traps"]["years"], source),
        )


def singular(word: str, known: Mapping[str, Any]) -> str:
    """Returns the form of a word under which `known` has it, else the folded word."""
    form = fold(word.removesuffix("’s").removesuffix("'s"))
    for ending, replacement in _ENDINGS:
        if form.endswith(ending):
            candidate = form[: len(form) - len(ending)] + replacement if ending else form
            if candidate in known:
                return candidate
    return form


def _years(value: object, source: str) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2 and all(isinstance(year, int) for year in value):
        return (value[0], value[1])
    raise RuleError(f"{source}: traps: years must be two whole numbers, the first year and the last")


def _last_words(traps: Mapping[str, Any], key: str, source: str) -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in string_list(traps, key, f"{source}: traps"))


def _by_word(table: Mapping[str, Any], where: str) -> dict[str, str]:
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
    for noun, unit in units.items():
        first, _, last = noun.rpartition(" ")
        if first:
            compounds.setdefault(fold(last), []).append((fold(first), unit))
    return compounds
