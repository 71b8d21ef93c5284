"""TOML texts whose entries know where they stand, so that a message about one can name file and line.

`tomllib` reads the values; where each key and each member of a list stands is found only when somebody asks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from wphf_extract.errors import RuleError

__all__ = ["Spot", "TomlText", "require_keys", "string_list"]

Path = tuple[str | int, ...]

_STRING = r"\"{3}(?:\\.|[^\\])*?\"{3}|'{3}.*?'{3}|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'"
_TOKEN = re.compile(rf"{_STRING}|#[^\n]*|[^\S\n]+|[\[\]{{}},\n]|[^\s\[\]{{}},#\"']+", re.DOTALL)
_KEY = rf"(?:{_STRING}|[A-Za-z0-9_-]+)"
_KEYS = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEAD = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_KEYS})[ \t]*\]", re.DOTALL)
_ASSIGNMENT = re.compile(rf"[ \t]*({_KEYS})[ \t]*=", re.DOTALL)
_PART = re.compile(_KEY, re.DOTALL)


# What TOML takes for no quotation marks: word processors and phones set them by themselves.
_CURLY = re.compile("[\u2018\u2019\u201c-\u201e]")


def _hint(text: str, message: str) -> str:
    """Tells of curly quotation marks where `tomllib` stopped; empty if there are none."""
    found = re.search(r"at line (\d+)", message)
    line = text.split("\n")[int(found[1]) - 1] if found else ""
    return "; quotes must be straight, not curly" if _CURLY.search(line) else ""


class Spot(NamedTuple):
    """An entry of a TOML text; as a string `file:line: label`, ready to begin a message.

    Attributes:
        toml: the text.
        path: the keys and indices that lead to the entry; empty for the whole text.
        label: what messages call the entry.
    """

    toml: TomlText
    path: Path
    label: str = ""

    @property
    def source(self) -> str:
        """The name of the file."""
        return self.toml.source

    @property
    def line(self) -> int | None:
        """The line that the entry begins on, counted from 1; None for the whole text."""
        lines = self.toml.lines
        for size in range(len(self.path), 0, -1):
            for path in (self.path[:size], (*self.path[:size], 0)):  # of an array of tables, the first
                if path in lines:
                    return lines[path]
        return None

    def at(self, *path: str | int) -> Spot:
        """Returns the spot of something inside the entry, under the entry's label."""
        return self._replace(path=(*self.path, *path))

    def __str__(self) -> str:
        where = f"{self.source}:{self.line}" if self.line else self.source
        return f"{where}: {self.label}" if self.label else where


class TomlText:
    """A TOML text, read.

    Args:
        text: the text.
        source: its file's name, for messages.

    Attributes:
        data: its tables.

    Raises:
        RuleError: it is no TOML; the message names file, line and column.
    """

    def __init__(self, text: str, source: str) -> None:
        self.text = text
        self.source = source
        try:
            self.data: dict[str, Any] = tomllib.loads(text)
        except ValueError as error:  # `TOMLDecodeError`, or a number of more digits than Python reads
            raise RuleError(f"{source}: {error}{_hint(text, str(error))}") from error
        except RecursionError as error:
            raise RuleError(f"{source}: brackets within brackets, too deep to be read") from error

    def spot(self, *path: str | int, label: str = "") -> Spot:
        """Returns where an entry stands; without a path, the whole text."""
        return Spot(self, path, label)

    @cached_property
    def lines(self) -> Mapping[Path, int]:
        """The line of each table, key and member of a list, by its path."""
        return dict(_located(self.text))


def require_keys(entry: Mapping[str, Any], allowed: Sequence[str], required: Sequence[str], where: Spot) -> None:
    """Refuses an entry with a key too many or too few.

    Raises:
        RuleError: naming file and line, and the keys that are allowed.
    """
    for key in entry:
        if key not in allowed:
            raise RuleError(f"{where.at(key)}: unknown key {key!r}; allowed are {', '.join(allowed)}")
    for key in required:
        if key not in entry:
            raise RuleError(f"{where}: key {key!r} is missing; needed are {', '.join(required)}")


def string_list(entry: Mapping[str, Any], key: str, where: Spot) -> tuple[str, ...]:
    """Returns the list of strings under a key, empty if the key is absent.

    Raises:
        RuleError: the value is no list of strings.
    """
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RuleError(f"{where.at(key)}: {key} must be a list of strings, not {value!r}")
    return tuple(value)


# -- lines -------------------------------------------------------------------------------------------------


def _located(text: str) -> Iterator[tuple[Path, int]]:
    """The paths of a valid TOML text and their lines. One passage over the text: statement by statement."""
    counts: dict[Path, int] = {}  # of the tables of each array
    table: Path = ()
    at, line = 0, 1
    while at < len(text):
        if head := _HEAD.match(text, at):
            table = _opened(_parts(head.group(2)), head.group(1) == "[[", counts)
            yield table, line
        elif assignment := _ASSIGNMENT.match(text, at):
            path = (*table, *_parts(assignment.group(1)))
            yield path, line
            at, line = assignment.end(), line + assignment.group().count("\n")
            for item, item_line in _members(text, at, line):
                yield (*path, item), item_line
        end = _statement_end(text, at)
        line += text.count("\n", at, end)
        at = end


def _parts(keys: str) -> Path:
    return tuple(next(iter(tomllib.loads(f"{part} = 0"))) for part in _PART.findall(keys))


def _opened(parts: Path, is_array: bool, counts: dict[Path, int]) -> Path:
    """The path that a heading opens: in arrays of tables, their last table."""
    path: Path = ()
    for number, part in enumerate(parts, 1):
        path = (*path, part)
        if is_array and number == len(parts):
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, counts[path] - 1)
    return path


def _statement_end(text: str, at: int) -> int:
    """Where the statement that goes on at `at` ends: behind the line break outside brackets."""
    depth = 0
    for token in _TOKEN.finditer(text, at):
        sign = token.group()
        depth += (sign in "[{") - (sign in "]}")
        if sign == "\n" and depth <= 0:
            return token.end()
    return len(text)


def _members(text: str, at: int, line: int) -> Iterator[tuple[int, int]]:
    """The members of a list that stands at `at`: index and line of each; nothing where no list stands."""
    depth, index, expected = 0, 0, False
    for token in _TOKEN.finditer(text, at):
        sign = token.group()
        if sign == "\n" or sign[0] == "#" or sign.isspace():
            if sign == "\n" and not depth:
                return
        elif not depth and sign != "[":
            return
        else:
            if expected and sign not in ",]":
                yield index, line
                index, expected = index + 1, False
            depth += (sign in "[{") - (sign in "]}")
            if not depth:
                return
            expected = expected or (depth == 1 and sign in "[,")
        line += sign.count("\n")
