"""The lines of an HTML tree: what a reader sees of it, and where its elements stand in that text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from wphf_extract.pages.elements import Elements

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["HEADINGS", "SPACE", "read_lines"]

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Empty lines stand around these.
_APART = HEADINGS | {*("p", "ul", "ol", "dl", "table", "blockquote", "section", "article", "pre", "summary")}
#: These begin a line wherever they stand.
_LISTS = frozenset(("ul", "ol", "dl", "li", "dt", "table", "tr", "blockquote", "pre", "hr"))
_BLOCKS = (
    _APART
    | _LISTS
    | {
        *("div", "main", "figure", "figcaption", "address", "body", "caption", "details", "center", "fieldset"),
        *("legend", "header", "footer", "aside", "nav", "form", "hgroup", "search", "dd"),
    }
)
_CELLS = frozenset(("td", "th"))
_ITEMS = _CELLS | {"li", "dt", "dd"}
_JOINED_BREAKS = 2  # line breaks that an item or a cell may hold and still be one line; more make it a list
_DASH = " – "
#: What HTML takes for white space: no-break spaces are none.
SPACE = re.compile(r"[ \t\n\r\f]+")


class _Open(NamedTuple):
    """A node to be read: its tag, and its number among siblings of the same tag, as in `Elements`.

    For a line break, it is the count of those.
    """

    node: LexborNode
    tag: str
    number: int


class _Close(NamedTuple):
    """An element all of which has been read: its tag, and the line ends that part it from what follows."""

    tag: str
    ends: int


def read_lines(
    root: LexborNode, left_out: Callable[[LexborNode, str, Callable[[str], bool]], bool]
) -> tuple[str, Elements]:
    """Returns the lines of an element and all in it, and where its elements stand in them.

    A list item becomes a line that begins with `- `, a numbered one with its number; the cells of a row, and a term
    and what defines it, one line with dashes between them; headings and paragraphs stand between empty lines.

    Args:
        root: the element.
        left_out: says of a node, its tag and a test for open elements above it whether it is left out.
    """
    lines = _Lines()
    for node in reversed(list(_ancestors(root))):
        lines.open(node.tag or "", _number(node))
    # no recursion, since saved pages nest without end
    stack: list[_Open | _Close] = [_Open(root, root.tag or "", _number(root))]
    while stack:
        item = stack.pop()
        if isinstance(item, _Close):
            lines.close(item.tag, item.ends)
        elif item.tag == "-text":
            lines.write(item.node.text_content or "")
        elif item.tag == "br":
            lines.break_line(item.number)
        elif not item.node.is_element_node:
            continue
        elif left_out(item.node, item.tag, lines.inside):
            lines.skip(item.tag)
        else:
            ends = lines.begin(item)
            stack.append(_Close(item.tag, ends))
            stack.extend(_children(item.node))
    return lines.finish()


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None and above.is_element_node:
        yield above
        above = above.parent


def _number(node: LexborNode) -> int:
    """The position among the siblings of the same tag; 0, there is one only."""
    if node.parent is None:
        return 0
    same = [sibling for sibling in node.parent.iter() if sibling.tag == node.tag]
    return 0 if len(same) < 2 else 1 + next(n for n, sibling in enumerate(same) if sibling.mem_id == node.mem_id)


def _children(node: LexborNode) -> Iterator[_Open]:
    """What an element holds, the last first, so that a stack gives the first first."""
    children = [(child, child.tag or "") for child in node.iter(include_text=True)]
    left = Counter(tag for _, tag in children)
    several = {tag for tag, count in left.items() if count > 1}
    for child, tag in reversed(children):
        yield _Open(child, tag, left[tag] if tag in several else 0)
        left[tag] -= tag != "br"


class _Lines:
    """Writes lines; white space, line ends and markers wait until a word follows them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._ends = 0  # line ends before the next word
        self._space = False  # a space before the next word
        self._mark = ""  # marker or dash before the next word
        self._fresh = False  # an item or cell has begun, and has no words yet
        self._elements = Elements()
        self._path: list[int] = []  # indices of open elements that have words
        self._waiting: list[tuple[str, int]] = []  # open elements that have none yet, the innermost last
        self._above: Counter[str] = Counter()  # open elements by tag
        self._lists: list[int] = []  # numbers of the next items of open lists; 0, they have none
        self._cells: list[bool] = []  # whether open rows have had a cell

    def inside(self, tag: str) -> bool:
        """Says whether such an element is open."""
        return self._above[tag] > 0

    def open(self, tag: str, number: int) -> None:
        """Notes an element without an effect on the lines."""
        self._above[tag] += 1
        self._waiting.append((tag, number))

    def begin(self, item: _Open) -> int:
        """Begins an element; returns how many line ends part it from what is around it: 0, 1 or 2."""
        tag = item.tag
        ends = self._ends_around(tag)
        self._end_line(ends)
        self.open(tag, item.number)
        if tag in ("ul", "ol"):
            self._lists.append(_whole(item.node, "start", 1) if tag == "ol" else 0)
        elif tag in ("tr", "dl"):
            self._cells.append(False)
        elif tag == "li":
            self._begin_item(self._marker(item.node))
        elif tag in _CELLS:
            self._begin_item(_DASH if self._cells and self._cells[-1] and not self._ends else "")
        elif tag == "dd" and self._cells and self._cells[-1]:
            self._ends = 0  # what defines a term stands in its line
            self._begin_item(_DASH)
        if tag in _CELLS or tag in ("dt", "dd"):
            self._fresh = True
            if self._cells:
                self._cells[-1] = tag != "dd"
        return ends

    def skip(self, tag: str) -> None:
        """Leaves an element out; what stood on either side of a block stays apart."""
        self._end_line(min(self._ends_around(tag), 1))

    def _ends_around(self, tag: str) -> int:
        # a paragraph that opens an item or a cell begins no line: the marker stands before its words
        if tag not in _BLOCKS or (self._fresh and tag not in _LISTS):
            return 0
        if tag not in _APART or (tag in ("ul", "ol") and self.inside("li")):
            return 1
        return 2

    def _begin_item(self, mark: str) -> None:
        self._mark, self._fresh = mark, True

    def close(self, tag: str, ends: int) -> None:
        """Ends the innermost element."""
        self._above[tag] -= 1
        if tag in ("ul", "ol"):
            self._lists.pop()
        elif tag in ("tr", "dl"):
            self._cells.pop()
        elif tag in _ITEMS:
            self._mark, self._fresh = "", False  # an empty item leaves no marker behind
        if self._waiting:
            self._waiting.pop()
        else:
            self._elements.end(self._path.pop(), self._length)
        self._end_line(ends)

    def write(self, text: str) -> None:
        """Writes the text of a node."""
        if self._above["pre"]:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._ends = min(self._ends + 1, 2)
                self._write(line)
        else:
            self._write(text)

    def break_line(self, siblings: int) -> None:
        """Ends a line, but not in an item or a cell that has few such breaks: it is one line."""
        if siblings <= _JOINED_BREAKS and any(self._above[tag] for tag in _ITEMS):
            self._space = True
        else:
            self._ends = min(self._ends + 1, 2)

    def finish(self) -> tuple[str, Elements]:
        """Returns the text, which ends with a line end, and where the elements stand in it."""
        while self._path:
            self._elements.end(self._path.pop(), self._length)
        return "".join([*self._parts, "\n"]), self._elements

    def _write(self, text: str) -> None:
        words = text.strip()
        if not words:
            self._space = self._space or bool(text)
            return
        if self._ends or not self._parts:
            before = "\n" * (self._ends if self._parts else 0) + self._mark
        elif self._mark:
            before = self._mark
        else:
            before = " " if self._space or text[0].isspace() else ""
        words = SPACE.sub(" ", words)
        self._begin_waiting(self._length + len(before))
        self._parts += (before, words)
        self._length += len(before) + len(words)
        self._ends, self._mark, self._fresh, self._space = 0, "", False, text[-1].isspace()

    def _begin_waiting(self, start: int) -> None:
        for tag, number in self._waiting:
            parent = self._path[-1] if self._path else -1
            self._path.append(self._elements.begin(tag, number, parent, start))
        self._waiting.clear()

    def _end_line(self, ends: int) -> None:
        if ends:
            self._ends = max(self._ends, ends)
            self._mark, self._fresh, self._space = "", False, False

    def _marker(self, item: LexborNode) -> str:
        if not self._lists or not self._lists[-1]:
            return "- "
        number = _whole(item, "value", self._lists[-1])
        self._lists[-1] = number + 1
        return f"{number}. "


def _whole(node: LexborNode, attribute: str, default: int) -> int:
    """The whole number that an attribute gives, if it is one that lists begin with."""
    word = (node.attributes.get(attribute) or "").strip()
    return int(word) if re.fullmatch(r"[0-9]{1,6}", word) and int(word) > 0 else default
