"""Reads descriptions that are items of a list with lines of their own below: *• Kaba Network (KN)*, and under it, item
by item or in lines without a marker, what it does.

How it decides. Items of one marker right above those of another, or of none, are a list of two levels; a paragraph
behind an empty line counts as below an item where nearly all items of that marker have one. On a page without such
lists, so do lists below lines that are names (*## Kaba Network (KN)*). The upper items are descriptions together with
what stands below them where most of them are organisations beyond doubt, and the lower items are no descriptions by
themselves: hardly any of them has a project clause. Where it is the other way round, the upper items are headings. An
item with a project clause goes on in the items right below it. Where an item tells of its project, and short names
stand below it, these are its partners.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from wphf_extract.components.fields import Field
from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.reading.blocks import marker_kind, trim

__all__ = ["merge_nested"]

_LEAST = 2  # upper items of such a list
_NAMED_SHARE = 0.6  # of them that must be organisations beyond doubt
_CLAUSES = 0.3  # of the lower items: where so many have a project clause, they are the descriptions
_GO_ON = 0.2  # of the items: where so many go on in paragraphs below, they are none by themselves
_HEADING_WORDS = 12  # of an upper item that only says where the lower ones work
_NAME_WORDS = 40  # an upper item is shorter
_NAMES = frozenset({"bare", "weak", "text"})
_TOLD_WORDS, _PARTNER_WORDS = 12, 10  # of an item that tells of its project, and of a partner below it
_TELLING_WORDS = 3  # of an item that says what somebody does
_PARAGRAPH = "¶"  # the level of a paragraph that an empty line parts from the item above
_PARAGRAPH_WORDS = 8
_PARAGRAPH_SHARE = 0.8  # of the items of a marker that have one

#: The index of an upper item, and of those below it.
_Group = tuple[int, list[int]]


def merge_nested(reader: LineReader, lines: Sequence[Line]) -> list[Line]:
    """Returns the lines of a page; an upper item and those below it are one line of the kind `labelled`, which carries
    its fields."""
    by_level: dict[tuple[str, str], list[_Group]] = defaultdict(list)
    taken: list[_Group] = []
    joined: set[int] = set()  # the upper items below which partners stand
    for group in _groups(lines):
        if _lists_partners(reader, lines, group):
            joined.add(group[0])
            taken.append(group)
        else:
            by_level[_levels(lines, group)].append(group)
    for (higher, lower), all_groups in by_level.items():
        groups = all_groups if higher else _between_names(reader, lines, all_groups)
        if groups and _are_descriptions(reader, lines, groups):
            taken += groups
            continue
        taken += [group for group in groups if _goes_on_below(reader, lines, group)]
        if higher and lower != _PARAGRAPH and _are_headings(reader, lines, groups):
            for upper, _ in groups:
                lines[upper].kind = "heading"
    taken = taken or _lists_below_names(reader, lines)
    merged: list[Line] = []
    at = 0
    for upper, below in sorted(taken):
        merge = _with_partners if upper in joined else _merged
        merged += [*lines[at:upper], merge(reader, lines, upper, below)]
        at = below[-1] + 1
    return [*merged, *lines[at:]]


def _groups(lines: Sequence[Line]) -> Iterator[_Group]:
    """Each item that lines with another marker follow, or with none, and these."""
    at = 0
    while at < len(lines):
        upper = at
        at += 1
        if lines[upper].kind == "labelled" or at == len(lines):
            continue
        lower = _level(lines[at])
        if lower == marker_kind(lines[upper].block.marker):
            continue
        if not lines[upper].block.marker and (lower == _PARAGRAPH or lines[at].block.gap):
            continue
        if lower == _PARAGRAPH:
            yield upper, [at]
            at += 1
            continue
        while at < len(lines) and _is_below(lines[at], lower):
            at += 1
        if at > upper + 1:
            yield upper, list(range(upper + 1, at))


def _lists_below_names(reader: LineReader, lines: Sequence[Line]) -> list[_Group]:
    """*## Kaba Network (KN)*, an empty line, and what it does in a list; where nothing else tells of a project."""
    groups: list[_Group] = []
    for upper, (line, first) in enumerate(pairwise(lines)):
        lower = marker_kind(first.block.marker)
        if line.block.marker or line.kind == "labelled" or not (lower and first.block.gap):
            continue
        at = upper + 1
        while at < len(lines) and _is_below(lines[at], lower):
            at += 1
        below = list(range(upper + 1, at))
        tells = any(lines[n].words >= _TELLING_WORDS for n in below)
        if tells and not reader.is_about_fund(line.block.start, line.block.end):
            groups.append((upper, below))
    named = _between_names(reader, lines, groups)
    told = {n for _, below in named for n in below}
    # from the first of them on nothing else tells of a project
    if not named or any(lines[n].kind in ("strong", "row") for n in range(named[0][0], len(lines)) if n not in told):
        return []
    lowers = [lines[n] for n in sorted(told)]
    sure = sum(_is_organization(reader, line) and reader.is_distinct(*line.block[:2]) for line in lowers)
    partners = sure * 2 >= len(lowers)  # and the names above unite them
    return list(named) if not partners and _are_descriptions(reader, lines, named) else []


def _level(line: Line) -> str:
    """What tells the lines below an item: their marker, or that they are paragraphs."""
    paragraph = line.block.gap and not line.block.marker and line.words >= _PARAGRAPH_WORDS
    return _PARAGRAPH if paragraph and line.kind in ("text", "told", "weak") else marker_kind(line.block.marker)


def _is_below(line: Line, lower: str) -> bool:
    """The line has the marker of the lower items; where they have none, it stands right below the line before it."""
    return (
        line.kind not in ("labelled", "link", "intro")
        and marker_kind(line.block.marker) == lower
        and bool(lower or not line.block.gap)
    )


def _levels(lines: Sequence[Line], group: _Group) -> tuple[str, str]:
    """The markers of the two levels."""
    return marker_kind(lines[group[0]].block.marker), _level(lines[group[1][0]])


def _are_descriptions(reader: LineReader, lines: Sequence[Line], groups: Sequence[_Group]) -> bool:
    """The upper items are organisations, and the lower ones what they do."""
    lowers = [lines[number] for _, below in groups for number in below]
    clauses = sum(line.kind in ("strong", "row") for line in lowers)
    if _level(lowers[0]) == _PARAGRAPH and not _nearly_all(lines, groups):
        return False
    if sum(_go_on(reader, lines, below[-1] + 1) for _, below in groups[:-1]) > _GO_ON * len(groups):
        return False
    plain = [lines[below[0]] for _, below in groups if not lines[below[0]].block.marker]
    names = [line for line in plain if reader.text[line.block.end - 1] not in ".!?"]
    if sum(_is_organization(reader, line) for line in names) >= _NAMED_SHARE * len(groups):
        return False  # names, and the upper lines are titles
    return _named_share(reader, lines, groups) >= _NAMED_SHARE and clauses < _CLAUSES * len(lowers)


def _goes_on_below(reader: LineReader, lines: Sequence[Line], group: _Group) -> bool:
    """An item with a project clause goes on in items right below it, which name no organisations."""
    upper, below = lines[group[0]], [lines[number] for number in group[1]]
    told = upper.kind == "strong" and bool(below[0].block.marker) and not any(line.block.gap for line in below)
    if not told or any(line.kind in ("strong", "row") for line in below):
        return False
    return not all(_is_organization(reader, line) for line in below)


def _lists_partners(reader: LineReader, lines: Sequence[Line], group: _Group) -> bool:
    """*• Kaba Network (KN) trains widows. It is joined by:*, and below it *◦ Nala Union*: an item with a clause, and
    short items without one, half of which are organisations beyond doubt."""
    upper, below = lines[group[0]], [lines[number] for number in group[1]]
    if upper.words < _TOLD_WORDS or not all(line.block.marker for line in (upper, *below)):
        return False
    if upper.cue is None and _behind_opening_name(reader, upper) is None:
        return False
    if any(line.kind != "bare" or line.words > _PARTNER_WORDS for line in below):
        return False
    return sum(_is_organization(reader, line) for line in below) * 2 >= len(below)


def _nearly_all(lines: Sequence[Line], groups: Sequence[_Group]) -> bool:
    """Nearly all items of that marker have a paragraph, from the first that has one to the last."""
    marker = marker_kind(lines[groups[0][0]].block.marker)
    within = lines[groups[0][0] : groups[-1][0] + 1]
    return len(groups) >= _PARAGRAPH_SHARE * sum(marker_kind(line.block.marker) == marker for line in within)


def _go_on(reader: LineReader, lines: Sequence[Line], at: int) -> bool:
    """Paragraphs follow that are not part of the item above, as an empty line parts them, nor a heading."""
    if at == len(lines) or lines[at].block.marker or lines[at].kind not in ("text", "told", "weak", "bare"):
        return False
    short = reader.is_short(lines[at], _HEADING_WORDS)
    return not (short and at + 1 < len(lines) and lines[at + 1].block.marker)


def _are_headings(reader: LineReader, lines: Sequence[Line], groups: Sequence[_Group]) -> bool:
    """The lower items are organisations and what they do, and the upper ones say where."""
    lowers = [lines[number] for _, below in groups for number in below]
    told = sum(line.kind in ("strong", "row") or reader.has_organization(*line.block[:2]) for line in lowers)
    short = all(lines[upper].words <= _HEADING_WORDS for upper, _ in groups)
    return short and told >= _NAMED_SHARE * len(lowers) and _named_share(reader, lines, groups) < _CLAUSES


def _between_names(reader: LineReader, lines: Sequence[Line], groups: Sequence[_Group]) -> Sequence[_Group]:
    """The groups from the first that has a name above to the last; before and behind them the page has other lists."""
    named = [n for n, (upper, _) in enumerate(groups) if _is_organization(reader, lines[upper])]
    return groups[named[0] : named[-1] + 1] if named else ()


def _named_share(reader: LineReader, lines: Sequence[Line], groups: Sequence[_Group]) -> float:
    """The share of upper items that are organisations beyond doubt; 0 where there are not enough of them."""
    named = sum(_is_organization(reader, lines[upper]) for upper, _ in groups)
    return named / len(groups) if len(groups) >= _LEAST else 0.0


def _is_organization(reader: LineReader, line: Line) -> bool:
    start, end = line.block.start, line.block.end
    kinds = _NAMES if line.block.marker else _NAMES | {"heading"}
    if line.words > _NAME_WORDS or line.kind not in kinds or reader.is_among_others(line):
        return False
    if not line.block.marker:  # it could be a heading
        return reader.is_distinct(start, end)
    return reader.is_distinct_or_foreign(start, end)


def _with_partners(reader: LineReader, lines: Sequence[Line], upper: int, below: Sequence[int]) -> Line:
    """The item as fields; it stays an item of its list."""
    line = lines[upper]
    start, end = line.block.start, line.block.end
    told = line.cue or _behind_opening_name(reader, line) or end
    fields = [Field("organization", *trim(reader.text, start, told)), Field("text", told, end)]
    fields += [Field("partner", *lines[number].block[:2]) for number in below]
    return Line(line.block._replace(end=fields[-1].end), "labelled", "labelled.nested", fields=tuple(fields))


def _behind_opening_name(reader: LineReader, line: Line) -> int | None:
    """Where the name ends that a line begins with, with its short form."""
    name = reader.opening_name(*line.block[:2])
    if name is None or name.start != line.block.start:
        return None
    closing = reader.text.find(")", name.end, line.block.end) if name.acronym else -1
    return max(closing + 1, name.end)


def _merged(reader: LineReader, lines: Sequence[Line], upper: int, below: Sequence[int]) -> Line:
    start, end, _, _ = lines[upper].block
    if lines[upper].kind == "strong":
        return replace(lines[upper], block=lines[upper].block._replace(end=lines[below[-1]].block.end))
    told = lines[upper].dash or end  # the colon of *Kaba Network, Gao: help for widows*
    name = reader.behind_title(start, told)  # *Two Banks*, and in the next line *by Kaba Network*
    fields = [Field("organization", name or start, told)]
    fields[:0] = [Field("title", *trim(reader.text, start, reader.text.rindex("\n", start, name)))] if name else []
    fields += [Field("text", told + 1, end)] if told < end else []
    fields += [Field("text", *lines[number].block[:2]) for number in below]
    block = lines[upper].block._replace(end=fields[-1].end, marker="")
    return Line(block, "labelled", "labelled.nested", fields=tuple(fields))
