"""HTML that nests without end: what lies too deep is flattened before it is parsed, as browsers do.

An HTML parser looks through its open elements at each tag, so that its time grows with the square of the depth: a
hundred thousand open `div`s, half a megabyte, take it half a minute.
"""

from __future__ import annotations

import re
from collections import Counter

from wphf_extract.errors import PageError

__all__ = ["MAX_DEPTH", "MAX_NODES", "flatten"]

#: Open elements that a page may have; browsers draw the line there too.
MAX_DEPTH = 512
#: Elements that a page may have, those counted that the parser repeats because they were never closed.
MAX_NODES = 500_000

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?(?:</(?P=raw)|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*)",
    re.IGNORECASE | re.DOTALL,
)
_UNNESTED = {
    # hold nothing
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"),
    # close each other
    *("html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"),
    *("caption", "option", "optgroup"),
}
# Elements that the parser opens again in each block until it meets their end
_FORMATTING = {
    *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"),
}


def flatten(html: str, name: str) -> str:
    """Returns HTML without the tags that lie deeper than `MAX_DEPTH`; nearly always, the text as it is.

    Raises:
        PageError: the page has more than `MAX_NODES` elements.
    """
    if html.count("<") <= MAX_DEPTH:
        return html
    depth = _Depth()
    cuts = []
    for match in _TAG.finditer(html):
        tag = match["name"]
        if tag is not None and not depth.takes(tag.lower(), closes=bool(match["close"])):
            cuts.append(match.start())
        if depth.nodes > MAX_NODES:
            raise PageError(f"{name}: more than {MAX_NODES:,} elements: no page that a person could read")
    if not cuts:
        return html
    parts, last = [], 0
    for cut in cuts:
        parts.append(html[last:cut])
        last = html.find(">", cut) + 1 or len(html)
    # a line break keeps apart what two blocks held
    return "<br>".join([*parts, html[last:]])


class _Depth:
    """Keeps count of open elements much as a parser does."""

    def __init__(self) -> None:
        self.nodes = 0
        self._stack: list[str] = []
        self._open: Counter[str] = Counter()
        self._formatting = 0

    def takes(self, tag: str, *, closes: bool) -> bool:
        """Notes a tag; says whether it may stay."""
        if tag in _UNNESTED or (closes and tag not in _FORMATTING):
            self.nodes += self._formatting  # what a block leaves open goes on behind it
        self.nodes += not closes
        if tag in _UNNESTED:
            return True
        if closes:
            self._close(tag)
            return True
        if len(self._stack) + self._formatting >= MAX_DEPTH:
            return False
        self._open[tag] += 1
        if tag in _FORMATTING:
            self._formatting += 1
        else:
            self._stack.append(tag)
        return True

    def _close(self, tag: str) -> None:
        if not self._open[tag]:
            return
        if tag in _FORMATTING:
            self._open[tag] -= 1
            self._formatting -= 1
            return
        while (last := self._stack.pop()) != tag:
            self._open[last] -= 1
        self._open[tag] -= 1
