"""TOML texts that know on which line each entry stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import REPO

from wphf_extract.errors import RuleError
from wphf_extract.rules.tomltext import TomlText, require_keys, string_list

TEXT = '''# a remark
title = "x # no remark"

[sets]
learn = ["train",
  "coach", # [not a list
  """men
tor""", "te]ach"]
"odd key" = 3

[a.b]
c.d = [1, [2, 3], { e = 4 }]

[[rule]]
id = "first"
phrases = [
  'one',
]
[[rule]]
id = "second"
[[rule.more]]
x = 1
[[rule.more]]
x = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("sets",), 4),
        (("sets", "learn"), 5),
        (("sets", "learn", 0), 5),
        (("sets", "learn", 1), 6),
        (("sets", "learn", 2), 7),
        (("sets", "learn", 3), 8),
        (("sets", "odd key"), 9),
        (("a", "b", "c", "d"), 12),
        (("a", "b", "c", "d", 2), 12),
        (("rule", 0), 14),
        (("rule", 0, "phrases", 0), 17),
        (("rule", 1, "id"), 20),
        (("rule", 1, "more", 1, "x"), 24),
        (("rule", 1, "missing"), 19),
    ],
)
def test_lines(path: tuple[str | int, ...], line: int) -> None:
    assert TomlText(TEXT, "t.toml").spot(*path).line == line


def test_a_spot_begins_messages() -> None:
    toml = TomlText(TEXT, "t.toml")
    assert str(toml.spot()) == "t.toml"
    assert str(toml.spot("rule", 1, label="rule 'second'").at("id")) == "t.toml:20: rule 'second'"


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in items:
        yield (*path, key), member
        yield from _paths(member, (*path, key))


@pytest.mark.parametrize("file", sorted((REPO / "models").rglob("wphf_*/*.toml")), ids=lambda file: file.name)
def test_every_word_of_the_shipped_files_is_on_its_line(file: Any) -> None:
    toml = TomlText(file.read_text(encoding="utf-8"), file.name)
    rows = toml.text.split("\n")
    words = [(path, word) for path, word in _paths(toml.data) if isinstance(word, str)]
    assert words
    assert [path for path, word in words if word not in rows[toml.lines[path] - 1]] == []


STRINGS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


@given(st.lists(st.tuples(STRINGS, st.lists(STRINGS, max_size=3), st.booleans()), max_size=5))
def test_any_strings_in_any_layout(entries: list[tuple[str, list[str], bool]]) -> None:
    """However lists are broken over lines, each member is found where it was written."""
    rows: list[str] = []
    expected: dict[tuple[str | int, ...], int] = {}
    for number, (name, words, broken) in enumerate(entries):
        expected["e", number] = len(rows) + 1
        rows.append("[[e]]")
        expected["e", number, "name"] = len(rows) + 1
        rows.append(f"name = {_quoted(name)}")
        expected["e", number, "words"] = len(rows) + 1
        rows.append("words = [")
        for at, word in enumerate(words):
            if broken:
                rows.append("  # ] a remark")
                rows.append("  ")
            rows[-1] += f"{_quoted(word)}, "
            expected["e", number, "words", at] = len(rows)
        rows[-1] += "]"
    toml = TomlText("\n".join(rows), "t.toml")
    assert [list(entry.values()) for entry in toml.data.get("e", [])] == [[name, words] for name, words, _ in entries]
    assert toml.lines == expected


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def test_no_toml() -> None:
    with pytest.raises(RuleError, match=r"t\.toml: .*line 2"):
        TomlText("a = 1\nb = x\n", "t.toml")


def test_keys_and_lists_are_refused_by_line() -> None:
    toml = TomlText(TEXT, "t.toml")
    where = toml.spot("rule", 0, label="rule 1")
    with pytest.raises(RuleError, match=r"^t\.toml:16: rule 1: unknown key 'phrases'; allowed are id$"):
        require_keys(toml.data["rule"][0], ("id",), (), where)
    with pytest.raises(RuleError, match=r"^t\.toml:14: rule 1: key 'code' is missing; needed are code$"):
        require_keys(toml.data["rule"][0], ("id", "phrases"), ("code",), where)
    with pytest.raises(RuleError, match=r"^t\.toml:9: odd key must be a list of strings, not 3$"):
        string_list(toml.data["sets"], "odd key", toml.spot("sets"))


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ('a = "b"\nc = \u201cd\u201d', True),
        ("a = [\u2018b\u2019]", True),
        ("a = b", False),
        ('a = "\u201cb\u201d', False),
    ],
    ids=["double", "single", "none", "inside a text without end"],
)
def test_curly_quotes_are_told(text: str, is_told: bool) -> None:
    with pytest.raises(RuleError, match=r"^my\.toml: ") as told:
        TomlText(text, "my.toml")
    assert ("quotes must be straight" in str(told.value)) == is_told
