"""Reports as their readers see them, and texts that readers must not see as they are."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser
from storepages import HOSTILE

#: Texts that would be markup, or would steer a reader, if a report did not keep them from it.
HOSTILE_MARKUP = {
    **{name: words for name, words in HOSTILE.items() if name != "long"},
    "script end": "</script><script>alert(1)</script>",
    "style end": "</style><script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "attribute": "\"' onmouseover=alert(1) x='",
    "comment": "--><!-- ]]> <![CDATA[",
    "template": "{{ 7 * 7 }} {% raw %}",
    "entity": "&lt;b&gt; &amp;quot;",
    "half surrogate": "one\ud800two",
    "override": "safe\u202egnp.exe",
}


def tree(html: str) -> LexborHTMLParser:
    """A report, parsed."""
    return LexborHTMLParser(html)


def words(node: object) -> str:
    """The text of a node, as a reader sees it."""
    return " ".join(node.text(deep=True, separator="").split())  # type: ignore[attr-defined]


def chart(html: str, caption: str) -> dict[str, int]:
    """The figures of a chart as a reader sees them."""
    found = {}
    for table in tree(html).css(".chart table"):
        if words(table.css_first("caption")) in (caption, f"{caption}, the others"):
            for row in table.css("tr"):
                found[words(row.css_first("th"))] = int(words(row.css_first(".count")).replace(",", ""))
    return found
