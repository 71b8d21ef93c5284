"""Words with the values that stand on them: how evidence that overlaps becomes marks that are nested."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["Evidence", "Mark", "Piece", "pieces"]

# Marks inside marks, at the most. Honest records have two or three; a file may claim a thousand.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a text that a value stands on.

    Attributes:
        start: first character, from 0.
        end: character behind the last.
        kind: what the value is: `organization`, `location`, `target`, `activity` or `warning`.
        anchor: id of the value in the report.
    """

    start: int
    end: int
    kind: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that values of a kind stand on; `inside` it is plain text, and other marks."""

    kind: str
    anchors: tuple[str, ...]
    inside: list[Piece] = field(default_factory=list)


Piece = str | Mark


def pieces(text: str, evidence: Iterable[Evidence]) -> list[Piece]:
    """Cuts a text into plain stretches and marks.

    Of two stretches that overlap, the one that begins first (the longer, if both do) is outside; what of the other
    reaches beyond it is a mark of its own. Evidence more than eight marks deep gets none.

    Returns:
        The pieces; their plain texts joined are the text.
    """
    together: dict[tuple[int, int, str], list[str]] = {}
    for item in evidence:
        if 0 <= item.start < item.end <= len(text):
            together.setdefault((item.start, item.end, item.kind), []).append(item.anchor)
    stretches = [_Stretch(start, end, kind, tuple(a)) for (start, end, kind), a in together.items()]
    return _cut(text, 0, len(text), stretches, _DEEPEST)


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    kind: str
    anchors: tuple[str, ...]


def _cut(text: str, start: int, end: int, stretches: list[_Stretch], depth: int) -> list[Piece]:
    found: list[Piece] = []
    waiting = sorted(stretches, key=lambda s: (-s.start, s.end)) if depth else []
    while waiting:
        outer = waiting.pop()
        if outer.start > start:
            found.append(text[start : outer.start])
        inner, beyond = [], []
        while waiting and waiting[-1].start < outer.end:
            other = waiting.pop()
            inner.append(_Stretch(other.start, min(other.end, outer.end), other.kind, other.anchors))
            if other.end > outer.end:
                beyond.append(_Stretch(outer.end, other.end, other.kind, other.anchors))
        found.append(Mark(outer.kind, outer.anchors, _cut(text, outer.start, outer.end, inner, depth - 1)))
        start = outer.end
        if beyond:
            waiting = sorted(waiting + beyond, key=lambda s: (-s.start, s.end))
    if start < end:
        found.append(text[start:end])
    return found
