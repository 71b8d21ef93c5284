"""The copy of a page's text that components read, and the way back from it.

A word with a soft hyphen in it, or with a line end, is not the word that rules and gazetteer know, and half a name may
look like a name. So components read a copy in which words are whole, and nothing stands in or around them that is meant
for programs (see `readable`). What they find is then put back where it stands on the page: offsets and quotes are the
page's own, letter for letter.

Whoever calls the pipeline as spaCy does, `nlp(text)`, gets a Doc of that very text, and may give it
`ReadingCopy(text).text` instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wphf_extract.reading.changes import Change
from wphf_extract.reading.readable import STEPS

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from wphf_extract.explanations.trace import Trace

__all__ = ["ReadingCopy"]


class ReadingCopy:
    """A text as components read it, and the way back.

    Attributes:
        text: the copy; the text itself if nothing in it reads otherwise.
    """

    __slots__ = ("_ends", "_starts", "_whole", "text")

    def __init__(self, whole: str) -> None:
        self.text = self._whole = whole
        # for each character of the copy, where it begins and ends in the whole: arrays of integers
        self._starts: Any = None
        self._ends: Any = None
        for step in STEPS:
            changes = list(step(self.text))
            if changes:
                self._change(changes)

    def _change(self, changes: Sequence[Change]) -> None:
        """Makes the copy read otherwise, from front to back."""
        import numpy as np

        if self._starts is None:
            self._starts = np.arange(len(self._whole) + 1)
            self._ends = self._starts + 1
        texts: list[str] = []
        starts: list[Any] = []
        ends: list[Any] = []
        at = done = 0
        for start, end, instead in changes:
            texts += self.text[at:start], instead
            at = end
            if len(instead) == end - start:
                continue  # each character has its place
            starts.append(self._starts[done:start])
            ends.append(self._ends[done:start])
            if instead:
                starts.append(np.full(len(instead), self._starts[start]))
                ends.append(np.full(len(instead), self._ends[end - 1]))
            done = end
        self.text = "".join((*texts, self.text[at:]))
        self._starts = np.concatenate((*starts, self._starts[done:]))
        self._ends = np.concatenate((*ends, self._ends[done:]))

    def restore(self, doc: Doc, trace: Trace | None) -> None:
        """Puts what components found in the copy back where it stands in the whole text."""
        if self._starts is None:
            return
        for project in doc._.wphf_projects or ():
            self._put_back(project)
            project["uncounted"] = [self._span(*span) for span in project.get("uncounted", ())]
        for field in ("organizations", "locations", "targets", "activities"):
            for value in (value for values in doc._.get(f"wphf_{field}") or () for value in values):
                self._put_back(value)
        if trace is not None:
            self._put_back_trace(trace)

    def last_place(self, words: str, start: int, end: int) -> tuple[int, int] | None:
        """Where words that were read stand in the whole text, the last time within `[start, end)`; None if nowhere."""
        at = self.text.rfind(words, *self._in_copy(start, end))
        return None if at < 0 else self._span(at, at + len(words))

    def words(self, start: int, end: int) -> str:
        """How a span of the whole text reads."""
        first, last = self._in_copy(start, end)
        return self.text[first:last]

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

    def _in_copy(self, start: int, end: int) -> tuple[int, int]:
        if self._starts is None:
            return start, end
        first, last = self._starts.searchsorted((start, end))
        return int(first), int(last)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        if self._starts is None:
            return start, end
        first = int(self._starts[start])
        return first, int(self._ends[end - 1]) if end > start else first
