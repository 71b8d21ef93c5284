"""Rule files: TOML with named word sets and phrase rules, read strictly.

```toml
[sets]
learn = ["train", "coach", "mentor"]

[[rule]]
id = "training.courses"              # what a hit reports; unique in the file
code = "training"                    # what it says
phrases = ["{learn} ...3 women"]     # see wphf_extract.phrases.phrasebook
unless = ["training centre"]         # optional
finds = ["They train widows."]       # texts it must find, and must not; tests read them from here
misses = ["It was raining."]
```
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wphf_extract.errors import RuleError
from wphf_extract.phrases.phrasebook import PhraseBook, PhraseRule
from wphf_extract.rules.tomltext import Spot, TomlText, require_keys, string_list

if TYPE_CHECKING:
    from wphf_extract.rules.ownrules import OwnRules

__all__ = ["Rule", "RuleFile", "read_rules"]

_KEYS = ("id", "code", "phrases", "unless", "finds", "misses")


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a rule file; see the module."""

    id: str
    code: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...]
    finds: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule file, ready to use: its rules by id, where each stands, and the book that finds their phrases."""

    rules: Mapping[str, Rule]
    spots: Mapping[str, Spot]
    book: PhraseBook


def read_rules(text: str, source: str, codes: Collection[str], own: OwnRules | None = None, book: str = "") -> RuleFile:
    """Reads a rule file.

    Args:
        text: the file's text.
        source: its name, for messages.
        codes: the codes that its rules may give.
        own: a user's own rules, which add to it and take from it.
        book: what these call the file.

    Raises:
        RuleError: the file breaks the format; the message names file, line and entry.
    """
    toml = TomlText(text, source)
    data = own.with_words(book, toml) if own else toml.data
    require_keys(data, ("sets", "rule"), ("rule",), toml.spot())
    if not isinstance(data.get("sets", {}), dict):
        raise RuleError(f"{toml.spot('sets')}: sets must be a table of lists of words, not {data['sets']!r}")
    if not isinstance(data["rule"], list) or not all(isinstance(entry, dict) for entry in data["rule"]):
        raise RuleError(f"{toml.spot('rule', 0)}: rules are written as [[rule]] tables")
    sets: dict[str, Sequence[str]]
    sets = {name: string_list(data["sets"], name, toml.spot("sets", label="sets")) for name in data.get("sets", {})}
    entries: Iterable[tuple[Mapping[str, Any], Spot]]
    entries = ((entry, toml.spot("rule", at)) for at, entry in enumerate(data["rule"]))
    if own:
        entries = own.with_rules(book, entries)
        sets = own.with_sets(sets)
    rules: dict[str, Rule] = {}
    spots: dict[str, Spot] = {}
    for number, (entry, spot) in enumerate(entries, 1):
        spot = spot._replace(label=f"rule {entry.get('id', number)!r}" + (f" {spot.label}" if spot.label else ""))
        rule = _rule(entry, spot, codes)
        if rule.id in rules:
            raise RuleError(f"{spot}: two rules have the id {rule.id!r}; the other stands at {spots[rule.id]}")
        rules[rule.id], spots[rule.id] = rule, spot
    phrases = [PhraseRule(rule.id, rule.phrases, rule.unless, spots[rule.id]) for rule in rules.values()]
    return RuleFile(rules, spots, PhraseBook(phrases, sets, source))


def _rule(entry: Mapping[str, Any], where: Spot, codes: Collection[str]) -> Rule:
    require_keys(entry, _KEYS, ("id", "code", "phrases"), where)
    if not isinstance(entry["id"], str):
        raise RuleError(f"{where.at('id')}: id must be a string, not {entry['id']!r}")
    if entry["code"] not in codes:
        raise RuleError(f"{where.at('code')}: code {entry['code']!r} is unknown; codes are {', '.join(sorted(codes))}")
    lists = {key: string_list(entry, key, where) for key in _KEYS[2:]}
    return Rule(id=entry["id"], code=entry["code"], **lists)
