"""The copy of a page's text that components read: its words, whole, without what stands around them for programs.

Web pages, and what was copied out of them, hold soft hyphens, zero-width spaces and marks of direction, in the midst of
words as well; text that a program made of a web page has links, pictures and bold type as Markdown writes them; text
out of books and PDF files has words that a hyphen cuts at the end of a line. Such a word is not the word that rules and
gazetteer know, and half a name may look like a name. So components read a copy of whole words and nothing else, and
what they find is put back where it stands on the page: offsets and quotes are the page's own, letter for letter.

Whoever calls the pipeline as spaCy does, `nlp(text)`, gets a Doc of that very text, and may call `readable` before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from wphf_extract.blocks import line_blocks
from wphf_extract.folding import HYPHENS

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from wphf_extract.trace import Trace

__all__ = ["ReadingCopy", "readable", "visible"]

# Unicode 15.1, DerivedCoreProperties.txt: Default_Ignorable_Code_Point, without the fillers of Hangul, which take room,
# and the tags, which stand in flags only
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufff8]+"
)
# Letters and punctuation that most pages do with, none of them invisible: twenty times as fast to look for
_PLAIN = re.compile("[\x00-\xac\xae-\u034e\u2010-\u2029\u2030-\u205f]*")
_LINKS = "]("  # in every link of Markdown
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\([^()\s]*(?: \"[^\"\n]*\")?\)")
# The signs before and behind the words of a link, and of bold type and italics
_LINK = re.compile(r"(?P<before>\[)[^\[\]\n]*(?P<behind>\]\([^()\s]*(?: \"[^\"\n]*\")?\))")
_BOLD = re.compile(r"(?P<before>\*\*|__)(?=[^\s*_])[^*_\n]*(?<=[^\s*_])(?P<behind>(?P=before))")
_ITALIC = re.compile(r"(?<![\w*])(?P<before>\*)(?=[^\s*])[^*\n]*(?<=[^\s*])(?P<behind>\*)(?![\w*])")
_CUT = regex.compile(rf"\w\p{{Ll}}[{HYPHENS}]\s*\n\s*\p{{Ll}}")
_CUT_ENDS = [hyphen + end for hyphen in HYPHENS for end in ("\n", "\r\n")]  # far faster to look for
_LINE_END = regex.compile(rf"(?:(?<first>\w+\p{{Ll}})[{HYPHENS}](?=\s*\n\s*\p{{Ll}}))?\s*\n\s*")
_WORD = regex.compile(r"(?<![\w-])\w+(?![\w-])")


class _Change(NamedTuple):
    """Something that shall read otherwise: `[start, end)`, and what stands there instead."""

    start: int
    end: int
    instead: str


def visible(text: str) -> str:
    """Returns a text without the characters that no reader sees; the text itself if it holds none."""
    return text if _PLAIN.fullmatch(text) or not _INVISIBLE.search(text) else _INVISIBLE.sub("", text)


def readable(text: str) -> str:
    """Returns a text as components read it, without what no reader sees, and with cut words whole; see above."""
    return ReadingCopy(text).text


class ReadingCopy:
    """A text as components read it, and the way back.

    Attributes:
        text: the copy.
    """

    __slots__ = ("_stands", "_whole", "text")

    def __init__(self, whole: str) -> None:
        self.text = self._whole = whole
        self._stands: Any = None  # for each character of the copy, where it stands in the whole: an array of integers
        if not _PLAIN.fullmatch(whole):
            self._change([_Change(match.start(), match.end(), "") for match in _INVISIBLE.finditer(whole)])
        if _LINKS in whole or "**" in whole:
            self._change([_Change(match.start(), match.end(), "") for match in _PICTURE.finditer(self.text)])
            for pattern in (_LINK, _BOLD, _ITALIC):
                self._change(list(_without_signs(self.text, pattern)))
        if any(end in self.text for end in _CUT_ENDS) and _CUT.search(self.text):
            self._change(list(_unwrapped(self.text)))

    def _change(self, changes: list[_Change]) -> None:
        """Makes the copy read otherwise, from front to back."""
        if not changes:
            return
        import numpy as np

        before = np.arange(len(self._whole) + 1) if self._stands is None else self._stands
        texts: list[str] = []
        stands: list[Any] = []
        at = 0
        for start, end, instead in changes:
            texts += self.text[at:start], instead
            stands += before[at:start], np.full(len(instead), before[start])
            at = end
        self.text = "".join((*texts, self.text[at:]))
        self._stands = np.concatenate((*stands, before[at:]))

    def restore(self, doc: Doc, trace: Trace | None) -> None:
        """Puts what components found in the copy back where it stands in the whole text."""
        if self._stands is None:
            return
        for project in doc._.wphf_projects or ():
            self._put_back(project)
            project["uncounted"] = [self._span(*span) for span in project.get("uncounted", ())]
        for field in ("organizations", "locations", "targets", "activities"):
            for value in (value for values in doc._.get(f"wphf_{field}") or () for value in values):
                self._put_back(value)
        if trace is not None:
            self._put_back_trace(trace)

    def _put_back(self, value: dict[str, Any]) -> None:
        """Gives a value the offsets, and the words that it must quote, of the whole text."""
        start, end = value["start"], value["end"]
        value["start"], value["end"] = self._span(start, end)
        if "name" in value:
            value["name"] = self._whole[value["start"] : value["end"]]
        elif "population" in value:
            at = start + self.text[start:end].find(value["population"])
            first, last = self._span(at, at + len(value["population"]))
            value["population"] = self._whole[first:last]

    def _put_back_trace(self, trace: Trace) -> None:
        trace.decisions = [
            decision._replace(start=start, end=end)
            for decision in trace.decisions
            for start, end in (self._span(decision.start, decision.end),)
        ]
        trace.countries = {
            code: (weight, *self._span(start, end)) for code, (weight, start, end) in trace.countries.items()
        }
        trace.led_by = {self._span(start, start)[0]: word for start, word in trace.led_by.items()}

    def _span(self, start: int, end: int) -> tuple[int, int]:
        first = int(self._stands[start])
        return first, int(self._stands[end - 1]) + 1 if end > start else first


def _without_signs(text: str, pattern: re.Pattern[str]) -> Iterator[_Change]:
    """How the words of links, or of bold type and italics, lose the signs around them. Words before a colon keep them,
    for they may be a title (`**Protection:** Alpha runs …`)."""
    for match in pattern.finditer(text):
        if pattern is _LINK or not (text.endswith(":", 0, match.start("behind")) or text.startswith(":", match.end())):
            yield _Change(match.start("before"), match.end("before"), "")
            yield _Change(match.start("behind"), match.end("behind"), "")


def _unwrapped(text: str) -> Iterator[_Change]:
    """How the lines of each paragraph or list item become one, and words that a line end cuts whole.

    A hyphen stays where what stands before it is a word of the page by itself (*women-led*).
    """
    words = set(_WORD.findall(text))
    for block in line_blocks(text):
        for line_end in _LINE_END.finditer(text, block.start, block.end):
            first = line_end["first"]
            if first is None:
                yield _Change(line_end.start(), line_end.end(), " ")
            else:
                yield _Change(line_end.end("first") + (first in words), line_end.end(), "")
