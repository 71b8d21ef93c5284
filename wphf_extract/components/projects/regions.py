"""Chooses the descriptions among a page's lines without a bullet.

How it decides. They must speak for themselves, or stand where the page says that its partners come next, or be
paragraphs that open with one organisation after the other (see `openings`). Where there are none of all these, and no
lists, sections are read whose paragraphs name one organisation after the other anywhere (*In Gao, 60 women are taught
by Kaba Network*). Where partners are announced and most paragraphs come to their names late, those behind the last that
is sure are read too, up to the next heading, if they name somebody anywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from wphf_extract.components.projects.linekinds import CARRIED_BY, GRANTED, Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.projects.lists import are_organizations, could_head
from wphf_extract.components.projects.openings import are_of_many, opening_names, tell_anew
from wphf_extract.components.projects.recurring import RECURRING
from wphf_extract.names.shortforms import QUOTES, Name

__all__ = ["naming_paragraphs", "unlisted_lines"]

_NAMED_SHARE = 0.5  # of an announced region's paragraphs that must tell of an organisation
_FURTHER_SHARE = 0.5  # of paragraphs that must open with an organisation behind a section where nearly all do
_NAMING_SHARE = 0.6  # of a section's paragraphs that must name one, if nothing else tells of partners
_LATE_SHARE = 0.3  # of such a region's lines that come to their names late
_PARAGRAPH_WORDS = 12
_CARDS = 3  # paragraphs below pictures that make cards
_PARAGRAPHS = frozenset({"text", "told", "weak", "strong", "row"})


def unlisted_lines(reader: LineReader, lines: Sequence[Line], *, has_lists: bool) -> set[int]:
    """Lines without a marker that are descriptions.

    Args:
        reader: read the lines.
        lines: of the page.
        has_lists: the page has descriptions in lists.
    """
    cards = _below_pictures(reader, lines)
    if cards:
        return cards
    taken: set[int] = set()
    among: set[int] = set()  # partners, as the page announces
    for region, announced in _regions(reader, lines):
        among.update(region if announced else ())
        if announced and not has_lists and _is_narrative([lines[n] for n in region]):
            taken |= _narrative(reader, lines, region)
            continue
        taken |= _names_alone(reader, lines, region)
        kinds = [lines[n].kind for n in region]
        bare = [n for n in region if lines[n].kind == "bare"] if announced and not has_lists else []
        sure = {n for n in bare if reader.has_organization(*lines[n].block[:2])}
        for at, number in enumerate(region):
            around = {*kinds[max(at - 1, 0) : at], *kinds[at + 1 : at + 2]}
            beside = kinds if number in sure and len(sure) > 1 else around  # headings may part sure names
            if _is_description(lines[number], announced, beside, has_lists):
                taken.add(number)
    found = has_lists or taken
    taken |= _telling_sections(reader, lines, taken, among if found and among else None)
    for number, line in enumerate(lines):
        if number - 1 in taken and _goes_on(reader, line):
            taken.add(number)
    return taken


def _below_pictures(reader: LineReader, lines: Sequence[Line]) -> set[int]:
    """Paragraphs, each right below the name of a picture, half of which name an organisation: *logo-kaba.png*."""
    cards = [
        n
        for n, line in enumerate(lines)
        if n and lines[n - 1].rule == RECURRING and not line.block.gap and line.words >= _PARAGRAPH_WORDS
    ]
    named = sum(reader.named(*lines[n].block[:2]) is not None for n in cards)
    if len(cards) < _CARDS or named < _NAMED_SHARE * len(cards):
        return set()
    for n in cards:
        if lines[n].kind == "text":
            lines[n].kind, lines[n].rule = "told", "told.paragraph"
    return set(cards)


def _names_alone(reader: LineReader, lines: Sequence[Line], region: Sequence[int]) -> set[int]:
    """Lines in a row that are names and nothing else are a list of partners, though nothing announces them, if
    most of them are organisations beyond doubt."""
    taken: set[int] = set()
    for kind, group in groupby(region, key=lambda n: lines[n].kind):
        run = list(group)
        if kind == "bare" and are_organizations(reader, [lines[n] for n in run]):
            taken.update(run)
    return taken


def _regions(reader: LineReader, lines: Sequence[Line]) -> Iterator[tuple[list[int], bool]]:
    """Lines without a marker, from one section of the page to the next, and whether the page said that its
    partners come there. The names of funding windows part no regions."""
    region: list[int] = []
    announced = False
    before: Line | None = None
    for number, line in enumerate(lines):
        if line.block.marker or line.kind in ("link", "labelled", "header"):
            continue
        if line.kind == "heading" and _continues_names(reader, line, before):
            line.kind, line.rule = "bare", "bare.name"
        announces = line.kind in ("heading", "intro") and reader.announces_partners(line)
        known = line.kind in ("heading", "intro") and reader.cue("heading", *line.block[:2])
        if announces or known:
            yield region, announced
            region, announced = [], announces
        else:
            region.append(number)
        before = line
    yield region, announced


def _is_narrative(lines: Sequence[Line]) -> bool:
    """The paragraphs of an announced region tell, most of them, of an organisation and what it does."""
    telling = sum(map(_tells, lines))
    names = sum(line.kind == "bare" for line in lines)
    return telling > names and telling >= _NAMED_SHARE * sum(map(_is_paragraph, lines))


def _narrative(reader: LineReader, lines: Sequence[Line], region: Sequence[int]) -> set[int]:
    """Takes such a region as a whole, up to the last line that tells of an organisation, and the first
    paragraph under each of its headings; a name alone is a heading there."""
    last = max(n for n in region if _tells(lines[n]))
    # where most come to their names late, so may those behind the last that is sure, up to the next heading
    late = sum(lines[n].kind == "told" for n in region) > len(region) * _LATE_SHARE
    heading = next((n for n in range(last, len(lines)) if lines[n].kind == "heading"), len(lines))
    taken: set[int] = set()
    for before, number in zip((None, *region), region, strict=False):
        line = lines[number]
        headed = before is not None and lines[before].kind == "heading"
        if line.kind == "bare" and not reader.has_short_form(*line.block[:2]):
            line.kind = "heading"
        elif _tells(line) or (
            _is_paragraph(line)
            and (number < last or headed or _is_presented(reader, line, anywhere=late and number < heading))
            and not (number > last and reader.is_among_others(line))
        ):
            taken.add(number)
            if line.kind == "text":
                line.kind, line.rule = "told", "told.paragraph"
    return taken


def _is_presented(reader: LineReader, line: Line, *, anywhere: bool) -> bool:
    """The paragraph names an organisation with its short form, begins with one, or names one `anywhere`."""
    start, end = line.block.start, line.block.end
    if anywhere and reader.named(start, end) is not None:
        return True
    return reader.presents(start, end) or reader.subject(start, start, end) is not None


def _tells(line: Line) -> bool:
    """The line names an organisation and what it does."""
    return line.kind in ("strong", "row", "told") or (line.kind == "weak" and line.has_organization)


def _is_paragraph(line: Line) -> bool:
    return _tells(line) or (line.kind in ("weak", "text") and line.words >= _PARAGRAPH_WORDS)


def _continues_names(reader: LineReader, line: Line, before: Line | None) -> bool:
    """A line of capitalised words right below a name is a name too, and no heading."""
    known = reader.is_known_heading(line)
    return before is not None and before.kind == "bare" and not line.block.gap and not known


def _is_description(line: Line, announced: bool, around: Collection[str], has_lists: bool) -> bool:
    """Whether a line without a marker is one, by its kind, where it stands and what its neighbours are."""
    if line.kind == "strong" or line.rule == GRANTED:
        return True
    if line.kind == "row":
        return announced or "row" in around
    if line.kind == "weak":
        return announced and line.has_organization
    if line.kind == "bare":
        return announced and not has_lists and not {"bare", "weak", "strong"}.isdisjoint(around)
    return line.kind == "told" and announced and not has_lists


def _goes_on(reader: LineReader, line: Line) -> bool:
    """Right below a description, a line that opens with another organisation, and is as long as a paragraph, is one
    too, whatever its clause."""
    tells = line.kind in ("bare", "weak", "told") and line.words >= _PARAGRAPH_WORDS
    plain = tells and not (line.block.marker or line.block.gap)
    return plain and reader.opening_name(*line.block[:2]) is not None


def _telling_sections(reader: LineReader, lines: Sequence[Line], taken: set[int], among: set[int] | None) -> set[int]:
    """Sections in which paragraph after paragraph tells of another organisation, though nothing announces them; where
    the page's partners are known to stand `among` some of its lines, only there."""
    free = [
        section
        for section in _sections(reader, lines)
        if taken.isdisjoint(section) and (among is None or among.issuperset(section))
    ]
    found = [_telling(reader, lines, section) for section in (free if reader.tells_of_grants() else ())]
    if not are_of_many(reader, [name for names in found for name in names.values() if name]):
        return set()
    first = next(at for at, names in enumerate(found) if names)
    for at in range(first + 1, len(found)):  # behind such a section others need not be as sure
        carried: dict[int, Name | None] = {n: None for n in free[at] if lines[n].rule == CARRIED_BY}
        found[at] = found[at] or _telling(reader, lines, free[at], _FURTHER_SHARE) or carried
    telling = {number: name for names in found for number, name in names.items()}
    for number, name in telling.items():
        tell_anew(reader, lines[number], name)
    return set(telling)


def _telling(
    reader: LineReader, lines: Sequence[Line], section: Sequence[int], *share: float
) -> dict[int, Name | None]:
    """The paragraphs of a section that tell of organisations, and with whom each opens. The first may only lead to the
    others."""
    for paragraphs in (section, section[1:]):
        names = opening_names(reader, {n: lines[n] for n in paragraphs}, *share)
        if names:
            first = paragraphs[0]
            leads = first not in names and reader.named(*lines[first].block[:2]) is None
            return {n: names.get(n) for n in paragraphs if n != first or not leads}
    return {}


def naming_paragraphs(reader: LineReader, lines: Sequence[Line]) -> set[int]:
    """The paragraphs of sections in which nearly all name an organisation beyond doubt, each another, wherever in the
    paragraph; they become told ones."""
    found: set[int] = set()
    named: list[Name] = []
    for section in _sections(reader, lines) if reader.tells_of_grants() else ():
        names = [reader.named(*lines[n].block[:2]) for n in section]
        sure = [name for name in names if name is not None]
        # behind such a section others need not be as sure
        if len(sure) >= (_FURTHER_SHARE if found else _NAMING_SHARE) * len(section):
            found.update(section)
            named += sure
    if not are_of_many(reader, named) or _comes_back(reader, named[0], [lines[n] for n in found]):
        return set()
    openings = opening_names(reader, {n: lines[n] for n in found})
    for number in found:
        if number in openings:
            tell_anew(reader, lines[number], openings[number])
        else:
            lines[number].kind, lines[number].rule, lines[number].cue = "told", "told.paragraph", None
    return found


def _comes_back(reader: LineReader, name: Name, lines: Sequence[Line]) -> bool:
    """Another paragraph names it too: the page tells of one organisation and of others that it works with."""
    word = name.acronym or reader.text[name.start : name.end]
    others = (line.block for line in lines if not line.block.start <= name.start < line.block.end)
    return any(word in reader.text[block.start : block.end] for block in others)


def _sections(reader: LineReader, lines: Sequence[Line]) -> Iterator[list[int]]:
    """The paragraphs without a marker, from one line that could be a heading to the next."""
    section: list[int] = []
    for number, line in enumerate(lines):
        plain = not line.block.marker and line.kind in _PARAGRAPHS and line.words >= _PARAGRAPH_WORDS
        plain = plain and not could_head(reader, line)
        if plain and reader.text[line.block.start] in QUOTES:
            continue  # somebody is quoted, who need not be of an organisation
        if plain and not reader.is_among_others(line):
            section.append(number)
        elif section:
            yield section
            section = []
    if section:
        yield section
