"""Chooses the lists of a page that are lists of descriptions.

How it decides. Lines with the same bullet that stand together are a list, and a list is taken or left as a whole: where
three in ten of its items carry a project clause, end with who carries the project, or begin with a label for who does,
all are descriptions; so they are where most are an organisation's name and what it does, or where they open with one
organisation after the other (see `openings`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from wphf_extract.components.projects.linekinds import CARRIED_BY, GRANTED, LABELLED_ITEM, Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.projects.openings import are_of_many, opening_names, tell_anew
from wphf_extract.names.shortforms import Name
from wphf_extract.reading.blocks import marker_kind

__all__ = ["are_organizations", "could_head", "find_headings", "is_read", "listed_items", "unread_items"]

_LIST_SHARE = 0.3  # of a list's items that must carry a project clause for all to be descriptions
_NAMED_SHARE = 0.5  # of an announced list's items that must begin with a name
_NAMES_IN_A_ROW = 4  # lines of names that make a list
_TOLD_IN_A_ROW = 3  # likewise, where all say what the organisations do
_SURE_SHARE = 0.6  # of these that must be organisations beyond doubt
_ITEM_WORDS = 6  # a list item without a name is a description from so many words on
_HEADING_WORDS = 12  # of a heading between items
_SURE_RULES = frozenset({CARRIED_BY, GRANTED, LABELLED_ITEM})
_NAMING = frozenset({"strong", "weak", "bare", "row"})


def find_headings(reader: LineReader, lines: Sequence[Line]) -> None:
    """A name without a marker between items of one list, and a number above items with another marker or between
    paragraphs, are headings: *3. Leadership* above bullets."""
    before = ""
    for this, below in pairwise(lines):
        own, other = marker_kind(this.block.marker), marker_kind(below.block.marker)
        heads = below.kind in _NAMING and could_head(reader, this)
        if other and own != other and own in ("", "1", "a") and heads:
            named = reader.has_organization(*this.block[:2])
            if before == other or (own and not before and not named):
                this.kind = "heading"
                continue
        if own == "1" and not other and _heads_paragraphs(reader, this, below):
            this.kind = "heading"
        before = own or before


def _heads_paragraphs(reader: LineReader, line: Line, below: Line) -> bool:
    """*1. Context*, alone between empty lines, above what is no item."""
    alone = line.block.gap and below.block.gap and could_head(reader, line)
    return alone and not reader.is_distinct_or_foreign(*line.block[:2])


def could_head(reader: LineReader, line: Line) -> bool:
    """A short line that is no sentence."""
    return line.kind in ("bare", "text") and reader.is_short(line, _HEADING_WORDS)


def _is_short(reader: LineReader, line: Line) -> bool:
    """A short line between empty lines, which names no organisation and ends in no sign, though it has a verb."""
    verb = line.kind == "weak" and not line.has_organization and line.block.gap
    return verb and reader.is_short(line, _HEADING_WORDS) and reader.text[line.block.end - 1] != ":"


def listed_items(reader: LineReader, lines: Sequence[Line]) -> set[int]:
    """Items of the lists that are lists of descriptions."""
    taken: set[int] = set()
    for items, announced in _lists(reader, lines):
        candidates = [n for n in items if lines[n].kind not in ("link", "intro")]
        strong = sum(lines[n].kind in ("strong", "row", "labelled") or lines[n].rule in _SURE_RULES for n in candidates)
        named = sum(lines[n].kind in _NAMING for n in candidates)
        if not candidates:
            continue
        described = (
            strong >= _LIST_SHARE * len(candidates)
            or (announced and named >= _NAMED_SHARE * len(candidates))
            or are_organizations(reader, [lines[n] for n in candidates])
        )
        openings = {} if described else _openings_of_many(reader, {n: lines[n] for n in candidates})
        for n in candidates if openings else ():
            tell_anew(reader, lines[n], openings.get(n))
        if described or openings:
            taken |= {n for n in candidates if lines[n].kind not in ("text", "fund") or lines[n].words >= _ITEM_WORDS}
    return taken


def is_read(line: Line) -> bool:
    """The line is read as a description already, or as an item of a list of them."""
    return line.kind in ("labelled", "row") or (bool(line.block.marker) and line.kind == "strong")


def unread_items(lines: Sequence[Line]) -> list[list[int]]:
    """The items that are not read as something else yet, those of one marker together."""
    by_marker: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.block.marker and line.kind not in ("labelled", "heading", "link", "intro"):
            by_marker[marker_kind(line.block.marker)].append(number)
    return list(by_marker.values())


def are_organizations(reader: LineReader, lines: Sequence[Line]) -> bool:
    """So many lines are names of organisations beyond doubt, alone or before what they do, that they are a list of
    partners."""
    if any(map(reader.is_among_others, lines)):
        return False
    told = sum(line.kind == "weak" for line in lines)
    sure = sum(_is_sure(reader, line) for line in lines)
    least = _TOLD_IN_A_ROW if told == len(lines) and reader.tells_of_grants() else _NAMES_IN_A_ROW
    return len(lines) >= least and sure >= _SURE_SHARE * len(lines)


def _is_sure(reader: LineReader, line: Line) -> bool:
    if line.kind == "bare":
        return reader.has_organization(*line.block[:2])
    return line.kind in ("strong", "row") or (line.kind == "weak" and line.has_organization)


def _openings_of_many(reader: LineReader, lines: Mapping[int, Line]) -> dict[int, Name]:
    """The organisations with which items open, by item, if they open with one after the other; else none."""
    if not reader.tells_of_grants() or any(map(reader.is_among_others, lines.values())):
        return {}
    names = opening_names(reader, lines)
    return names if are_of_many(reader, names.values()) else {}


def _lists(reader: LineReader, lines: Sequence[Line]) -> list[tuple[list[int], bool]]:
    """Runs of items with one kind of marker, and whether the page announced them; headings and links
    between items do not end a run."""
    runs: list[tuple[list[int], bool]] = []
    run: list[int] = []
    marker, announced, run_announced = "", False, False
    for number, line in enumerate(lines):
        kind = "" if line.kind == "heading" else marker_kind(line.block.marker)
        if kind and run and kind == marker:
            run.append(number)
        elif kind or not (line.kind in ("link", "heading") or _is_short(reader, line)):
            runs.append((run, run_announced))
            run, marker, run_announced = ([number], kind, announced) if kind else ([], "", False)
        if not kind:
            announced = reader.announces_partners(line) or (announced and line.kind == "heading")
    runs.append((run, run_announced))
    return [(items, told) for items, told in runs if items]
