"""Rule files: TOML with named word sets and phrase rules, read strictly.

```toml
[sets]
learn = ["train", "coach", "mentor"]

[[rule]]
id = "training.courses"              # what a hit reports; unique in the file
code = "training"                    # what it says
phrases = ["{learn} ...3 women"]     # see wphf_extract.phrases
unless = ["training centre"]         # optional
finds = ["They train widows."]       # texts it must find, and must not; tests read them from here
misses = ["It was raining."]
```
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wphf_extract.errors import RuleError
from wphf_extract.phrases import PhraseBook, PhraseRule

__all__ = ["Rule", "RuleFile", "read_rules", "read_toml", "require_keys", "string_list"]

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
    """A rule file, ready to use: its rules by id, and the book that finds their phrases."""

    rules: Mapping[str, Rule]
    book: PhraseBook


def read_toml(text: str, source: str) -> dict[str, Any]:
    """Returns the tables of a TOML text.

    Raises:
        RuleError: it is no TOML; the message names file, line and column.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{source}: {error}") from error


def require_keys(entry: Mapping[str, Any], allowed: Sequence[str], required: Sequence[str], where: str) -> None:
    """Refuses an entry with a key too many or too few.

    Raises:
        RuleError: naming the place and the keys that are allowed.
    """
    for key in entry:
        if key not in allowed:
            raise RuleError(f"{where}: unknown key {key!r}; allowed are {', '.join(allowed)}")
    for key in required:
        if key not in entry:
            raise RuleError(f"{where}: key {key!r} is missing")


def string_list(entry: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """Returns the list of strings under a key, empty if the key is absent.

    Raises:
        RuleError: the value is no list of strings.
    """
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RuleError(f"{where}: {key} must be a list of strings, not {value!r}")
    return tuple(value)


def read_rules(text: str, source: str, codes: Collection[str]) -> RuleFile:
    """Reads a rule file.

    Args:
        text: the file's text.
        source: its name, for messages.
        codes: the codes that its rules may give.

    Raises:
        RuleError: the file breaks the format; the message names file and entry.
    """
    data = read_toml(text, source)
    require_keys(data, ("sets", "rule"), ("rule",), source)
    if not isinstance(data.get("sets", {}), dict):
        raise RuleError(f"{source}: sets must be a table of lists of words, not {data['sets']!r}")
    if not isinstance(data["rule"], list) or not all(isinstance(entry, dict) for entry in data["rule"]):
        raise RuleError(f"{source}: rules are written as [[rule]] tables")
    sets = {name: string_list(data["sets"], name, f"{source}: sets") for name in data.get("sets", {})}
    rules: dict[str, Rule] = {}
    for number, entry in enumerate(data["rule"], 1):
        rule = _rule(entry, f"{source}: rule {entry.get('id', number)!r}", codes)
        if rule.id in rules:
            raise RuleError(f"{source}: two rules have the id {rule.id!r}")
        rules[rule.id] = rule
    phrases = [PhraseRule(rule.id, rule.phrases, rule.unless) for rule in rules.values()]
    return RuleFile(rules, PhraseBook(phrases, sets, source))


def _rule(entry: Mapping[str, Any], where: str, codes: Collection[str]) -> Rule:
    require_keys(entry, _KEYS, ("id", "code", "phrases"), where)
    if not isinstance(entry["id"], str):
        raise RuleError(f"{where}: id must be a string, not {entry['id']!r}")
    if entry["code"] not in codes:
        raise RuleError(f"{where}: code {entry['code']!r} is unknown; codes are {', '.join(sorted(codes))}")
    lists = {key: string_list(entry, key, where) for key in _KEYS[2:]}
    return Rule(id=entry["id"], code=entry["code"], **lists)
