"""Where the elements of an HTML page stand in its text: a light map from offsets to paths of elements."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

__all__ = ["INLINE", "Elements"]

#: Elements that stand inside a line; a stretch of text is better told by the block around them.
INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font"),
    *("i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
    *("time", "tt", "u", "var", "wbr"),
}
_ITEMS = frozenset(("li", "tr", "dt", "dd"))
_PLAIN = re.compile(r"[a-z][a-z0-9-]*")
_SPECIAL = re.compile(r"[^\w-]", re.ASCII)


class Elements:
    """The elements of a page that hold text, in the order of the page; numbers only, paths are made when asked for."""

    __slots__ = ("_ends", "_numbers", "_parents", "_starts", "_tags")

    def __init__(self) -> None:
        self._tags: list[str] = []
        self._numbers = array("q")  # position among the siblings of the same tag; 0, there is one only
        self._parents = array("q")
        self._starts = array("q")
        self._ends = array("q")

    def __len__(self) -> int:
        return len(self._tags)

    def begin(self, tag: str, number: int, parent: int, start: int) -> int:
        """Notes an element whose text begins at `start`; returns its index. Call in the order of the page."""
        self._tags.append(tag)
        self._numbers.append(number)
        self._parents.append(parent)
        self._starts.append(start)
        self._ends.append(-1)
        return len(self._tags) - 1

    def end(self, index: int, end: int) -> None:
        """Notes where an element's text ends."""
        self._ends[index] = end

    def path(self, start: int, end: int) -> str | None:
        """Returns the selector of the element that holds `[start, end)`; see `Page.element_path`."""
        index = bisect_right(self._starts, start) - 1
        while index >= 0 and self._ends[index] < end:
            index = self._parents[index]
        return self._selector(self._item(index)) if index >= 0 and end > start >= 0 else None

    def _item(self, index: int) -> int:
        """The list item, or the like, that holds the same text and no more; else the block."""
        at = index
        while at >= 0 and self._ends[at] == self._ends[index] and self._starts[at] == self._starts[index]:
            if self._tags[at] in _ITEMS:
                return at
            at = self._parents[at]
        while self._tags[index] in INLINE and self._parents[index] >= 0:
            index = self._parents[index]
        return index

    def _selector(self, index: int) -> str:
        steps = []
        while index >= 0:
            tag, number = self._tags[index], self._numbers[index]
            # names of elements may hold any character, as `o:p` of word processors
            name = tag if _PLAIN.fullmatch(tag) else _escaped(tag)
            steps.append(f"{name}:nth-of-type({number})" if number else name)
            index = self._parents[index]
        return " > ".join(reversed(steps))


def _escaped(name: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{ord(match.group()):x} ", name)
