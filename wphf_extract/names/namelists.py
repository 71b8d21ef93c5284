"""Lists of names: which commas and *and*s part two organisations, and which stand inside one name.

Three kinds of evidence are weighed, the strongest first: a bracketed short form behind a name (it ends the name,
and its letters show where the name began); a word that heads organisation names (*Association*, *Red*, *Network*);
words that are never a name by themselves (*Women*, *Paix*, *Desarrollo*).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice

import regex

from wphf_extract.explanations.trace import Trace
from wphf_extract.language.patterns import any_of
from wphf_extract.names.jointshortforms import Piece
from wphf_extract.names.namejoiners import Reading, read_joiner
from wphf_extract.names.namewords import NameWords, fits_initials, initials_used
from wphf_extract.names.shortforms import EDGES, Name, bare_short_form, read_name, without_edges

__all__ = ["parse_names"]

#: Readings that the last joiner of a consortium's list outweighs: *Alpha, Beta Gamma & Women Delta consortium*.
_RATHER_INSIDE = frozenset({"inside.ampersand", "inside.halves", "inside.foreign", "inside.themes"})
_PLACE_WORDS = 4  # of the longest place that a name begins with
_SPACE = regex.compile(r"\s+")
_OF_PLACES = Reading(True, "inside.places")
_CACHE = 16  # lists of joiners, as pipelines may have their own
_OUTSIDE = regex.compile(r"[(\[][^()\[\]]*[)\]]?|[“«][^“«”»]*[”»]|\"[^\"]*\"")


def parse_names(
    text: str,
    start: int,
    end: int,
    words: NameWords,
    is_place: Callable[[str], bool],
    *,
    listed: bool = False,
    consortium: bool = False,
    placed: bool = False,
    trace: Trace | None = None,
) -> list[Name]:
    """Reads `text[start:end]` as a list of organisations' names.

    Args:
        text: the page's text.
        start, end: the stretch that holds nothing but names, short forms and what joins them.
        words: what names are made of.
        is_place: says whether bracketed words are a place, which is no short form.
        listed: the text calls them partners, so that *and* rather parts two names.
        consortium: it calls them a consortium, so that it does so more surely still.
        placed: they stand in a bare list, where a place in brackets says where they work and is no part of the name.
        trace: where to write down how each comma and joiner is read, and which stretches name nobody.

    Returns:
        The names in order; stretches that name nobody (*local associations*) are left out.
    """
    names: list[Name] = []
    pieces = _pieces(text, start, end, words)
    for piece_start, piece_end in _joined(text, pieces, words, is_place, listed, consortium, trace):
        name = read_name(text, piece_start, piece_end, words, is_place, placed=placed)
        if name is None:
            if trace:
                trace.add("organizations", *without_edges(text, piece_start, piece_end, words), "nobody")
            continue
        short = bare_short_form(text[name.start : name.end], words)
        if names and names[-1].acronym is None and _is_apposed(text, names[-1], short, words):
            names[-1] = names[-1]._replace(acronym=short)
        else:
            names.append(name)
    return names


def _is_apposed(text: str, name: Name, short: str, words: NameWords) -> bool:
    """*Centro de Mujeres, CDM*: a short form behind a comma instead of in brackets."""
    long = text[name.start : name.end]
    if " " in short or not short.isupper() or (len(short) < 3 and initials_used(long, short) < len(short)):
        return False
    return " " in long and fits_initials(long, short, words)


def _pieces(text: str, start: int, end: int, words: NameWords) -> list[Piece]:
    """Cuts at every comma, semicolon and joiner outside brackets and quotes."""
    separator = _separator(words.joiners)
    protected = [m.span() for m in _OUTSIDE.finditer(text, start, end)]
    pieces: list[Piece] = []
    at, joiner, passed = start, "", 0
    for match in separator.finditer(text, start, end):
        while passed < len(protected) and protected[passed][1] <= match.start():
            passed += 1  # both run from left to right: one pass over each
        if passed < len(protected) and protected[passed][0] <= match.start():
            continue
        if text[at : match.start()].strip(EDGES):
            pieces.append(Piece(at, match.start(), joiner))
            joiner = ""
        word = match.group().strip()
        word = word[0] if word[0] in ",;" else word
        joiner = word if not joiner or joiner in ",;" else joiner
        at = match.end()
    if text[at:end].strip(EDGES):
        pieces.append(Piece(at, end, joiner))
    return pieces


@lru_cache(maxsize=_CACHE)
def _separator(joiners: frozenset[str]) -> regex.Pattern[str]:
    words = any_of(joiner for joiner in joiners if joiner.isalpha())
    return regex.compile(rf"[,;]\s*(?:(?:{words}|&)\s+)?|\s+(?:{words}|&|\+|/)\s+|(?<=[)\]])/", regex.IGNORECASE)


def _joined(
    text: str,
    pieces: list[Piece],
    words: NameWords,
    is_place: Callable[[str], bool],
    listed: bool,
    consortium: bool,
    trace: Trace | None,
) -> list[tuple[int, int]]:
    """Puts pieces that are parts of one name together again."""
    spans: list[tuple[int, int]] = []
    of_places = _pieces_of_places(text, pieces, is_place) if len(pieces) > 1 else 1
    for number, piece in enumerate(pieces):
        enumerated = number > 1 and number == len(pieces) - 1 and pieces[number - 1].joiner == ","
        surely = consortium or enumerated
        if not spans:
            spans.append((piece.start, piece.end))
            continue
        reading = (
            _OF_PLACES
            if number < of_places
            else read_joiner(text, spans[-1], piece, pieces[number + 1 :], words, listed, surely)
        )
        if trace:
            trace.add("organizations", spans[-1][1], piece.start, reading.why)
        whole = (
            consortium and enumerated and reading.why in _RATHER_INSIDE and " " in text[piece.start : piece.end].strip()
        )
        if reading.inside and not whole:
            spans[-1] = (spans[-1][0], piece.end)
        else:
            spans.append((piece.start, piece.end))
    return spans


def _pieces_of_places(text: str, pieces: Sequence[Piece], is_place: Callable[[str], bool]) -> int:
    """*Gao, Bourem and Kidal Women’s Council*: how many of the first pieces are one name that begins with places; the
    last follows a joiner, and goes on behind its place. 1 where the pieces do not begin so."""
    for number, piece in enumerate(pieces):
        written = text[piece.start : piece.end].strip()
        if not is_place(written):
            beginnings = (written[: space.start()] for space in islice(_SPACE.finditer(written), _PLACE_WORDS))
            joined = number > 0 and piece.joiner.isalpha()
            return number + 1 if joined and any(map(is_place, beginnings)) else 1
    return 1
