"""Pages as the program of a website writes them out, in YAML or JSON: keys and values read as labelled lines.

    - id: 12                                        Id: 12
      partner: Kaba Network                         Partner: Kaba Network
      co_partners:                      reads as    Co partners: Nala Union
      - Nala Union
      body: Widows learn to sew                     Body: Widows learn to sew and to sell.
        and to sell.

It is such a page if keys, words in small letters before a colon, begin most of its lines, and several keys come again
and again. No file is parsed: a page may hold pieces of one, and every value keeps its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator

from wphf_extract.reading.changes import Change

__all__ = ["export_keys"]

_KEY = re.compile(
    r"^[ \t]*(?P<item>- +)?(?P<quote>\"?)(?P<key>[a-z][A-Za-z\d_-]{0,40})(?P=quote):(?P<value>[ \t][^\n]*|\r?)$",
    re.MULTILINE,
)
_LINE = re.compile(r"^(?P<indent>[ \t]*)(?P<item>- +|(?=\"[^\"\n]*\",?[ \t\r]*$))?[^\n]*", re.MULTILINE)
_BRACKETS = re.compile(r"[ \t]*[\[\]{}]+,?[ \t\r]*")
_OPEN = re.compile(r"[ \t]*(?:[|>][+-]?|[\[{])?[ \t\r]*")  # the value is what stands below
_NOTHING = re.compile(r"[ \t]*(?:null|~|\[\]|\{\}|''|\"\"),?[ \t\r]*")
_BEFORE = re.compile(r"[ \t]*\[?[ \t]*[\"']?")
_BEHIND = re.compile(r"(?:[\"'][ \t]*\]?,?|\],?)?[ \t\r]*$")
_PARTED = re.compile(r"[\"'],[ \t]*[\"']")
_OFTEN, _KEYS, _SHARE = 3, 3, 0.4  # times that so many keys come, and of all lines those that begin with one


def export_keys(text: str) -> Iterator[Change]:
    """Keys read as labels, values without the signs of YAML and JSON, and each item of a list as a block."""
    if ":" not in text or not _is_export(text):
        return
    keys = {key.start(): key for key in _KEY.finditer(text)}
    last: re.Match[str] | None = None  # the key that the lines below go on
    filled = False  # it has a value already
    for line in _LINE.finditer(text):
        key = keys.get(line.start())
        if key is not None:
            last, filled = key, _OPEN.fullmatch(key["value"]) is None
            yield from _as_label(key, has_value=filled or _stands_below(text, key, keys))
        elif not line.group().strip():
            last = None
        elif _BRACKETS.fullmatch(line.group()):
            yield Change(*line.span(), "")
        elif last is not None:
            yield from _as_value(line, "; " if filled and line["item"] is not None else " ")
            filled = True


def _stands_below(text: str, key: re.Match[str], keys: Container[int]) -> bool:
    """The next line has no key, and is more than brackets."""
    line = _LINE.match(text, key.end() + 1)
    return bool(line and line.start() not in keys and line.group().strip() and not _BRACKETS.fullmatch(line.group()))


def _is_export(text: str) -> bool:
    counts = Counter(key["key"] for key in _KEY.finditer(text))
    lines = text.count("\n") + 1 - text.count("\n\n")
    return sum(count >= _OFTEN for count in counts.values()) >= _KEYS and counts.total() >= _SHARE * lines


def _as_label(key: re.Match[str], *, has_value: bool) -> Iterator[Change]:
    """*Co partners: Nala Union* instead of *co_partners: "Nala Union",*; a key without a value is the heading of a part
    of the page; one whose value says that there is none is left out. An item of a list begins behind an empty line."""
    if _NOTHING.fullmatch(key["value"]):
        yield Change(key.start(), min(key.end() + 1, len(key.string)), "")  # with its line end
        return
    start, end = key.span("key")
    yield Change(key.start(), start, "\n" if key["item"] else "")
    yield Change(start, start + 1, key["key"][0].upper())
    for sign in re.finditer("[_-]", key["key"]):
        yield Change(start + sign.start(), start + sign.end(), " ")
    if _OPEN.fullmatch(key["value"]):
        yield Change(end, key.end(), ":" if has_value else "")
        return
    if key["quote"]:
        yield Change(end, end + 1, "")
    first, last = key.span("value")
    comma = bool(key["quote"]) and key["value"].endswith(",")
    yield from _without_signs(key.string, first, last - comma, first, " ")
    if comma:
        yield Change(last - 1, last, "")


def _as_value(line: re.Match[str], between: str) -> Iterator[Change]:
    """A line below a key goes on with its value, or is the next of its values."""
    begins = line.end("item") if line["item"] is not None else line.end("indent")
    yield from _without_signs(line.string, line.start() - 1, line.end(), begins, between)


def _without_signs(text: str, start: int, end: int, value: int, instead: str) -> Iterator[Change]:
    """`instead` for what stands before the value that begins at `value`, and no signs around and inside it."""
    before, behind = _BEFORE.match(text, value, end), _BEHIND.search(text, value, end)
    first = before.end() if before else value
    last = max(first, behind.start() if behind else end)
    yield Change(start, first, instead)
    for sign in _PARTED.finditer(text, first, last):
        yield Change(*sign.span(), "; ")
    if last < end:
        yield Change(last, end, "")
