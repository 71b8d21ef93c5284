"""One name of an organisation with its short form: *Alpha Network (AN)*, *AN – Alpha Network*, *AN (Alpha Network)*."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import regex

from wphf_extract.language.folding import DASHES, fold
from wphf_extract.language.numbers import number_reader
from wphf_extract.language.words import is_word
from wphf_extract.names.beforenames import behind_what_it_is
from wphf_extract.names.namewords import NameWords, fits_initials, initials_used, is_acronym_like, words_in

__all__ = [
    "BRACKETED",
    "EDGES",
    "IN_BRACKETS",
    "QUOTES",
    "Name",
    "bare_short_form",
    "before_link",
    "is_translation",
    "opens_short_form",
    "read_name",
    "without_edges",
]

#: what stands in brackets at the end of a name, or a short form behind a dash there
BRACKETED = regex.compile(
    rf"(?<!\s)(?|\s*[\(\[]([^()\[\]]{{1,100}})[\)\]]?|\s+[{DASHES}]\s+(\p{{Lu}}[\p{{Lu}}\p{{N}}&/-]{{1,14}}|(?:\p{{Lu}}\.){{3,8}}))"
    rf"\s*+[.,;:{DASHES}]*+\s*+$"
)
#: what stands in brackets and may be a short form, wherever it is
IN_BRACKETS = regex.compile(r"\(([^()]{2,40})\)")
#: signs around a name that are no part of it
EDGES = f" \t\n\u00a0,;:{DASHES}.*•"
#: all quotes that may enclose a name, or a part of one
QUOTES = '“”"«»„‟'
_TOLD_SHORT_FORM = regex.compile(
    r"(?<before>\p{Ll}[\p{Ll} .]*?[ :]\s*)(?<short>\S+)|(?<short>\S+) (?<behind>\p{Ll}[\p{Ll} ]*)"
)
_DASH = regex.compile(rf"(?<!\s)\s+[{DASHES}:/]\s+|(?<!\s)\s+[{DASHES}](?=\p{{Lu}}{{2}})|:\s+|/")
_FIRST_BRACKET = regex.compile(r"([^()]{2,200}?)\s*\(([^()]{2,30})\)")
_LINK = regex.compile(r"\s*[<(\[]*https?://\S+\s*$")
_SLASH = regex.compile(r"(?<!\s)\s+/\s+")
_REMARK = regex.compile(r"([,;])")
_DOTTED = regex.compile(r"(?:\p{Lu}\.)+\p{Lu}")
_INNER_CAPITAL = regex.compile(r"\p{Lu}\p{Ll}+\p{Lu}[\p{L}\p{N}]*")  # *WaMaNet*
_LAST_IN_BRACKETS = regex.compile(r"[,;]\s*+([^\s,;]+)$")
_LAST_ABBREVIATION = regex.compile(r"(?:\.\p{L}|(?<!\w)(\w{2,}))\.$")  # of initials, or one word


_ENGLISH_SHARE, _FOREIGN_SHARE = 0.6, 0.25  # of the words of a translation, and of what it translates, that are English


class Name(NamedTuple):
    """A name `[start, end)` without its short form, and the short form."""

    start: int
    end: int
    acronym: str | None


def read_name(
    text: str, start: int, end: int, words: NameWords, is_place: Callable[[str], bool], *, placed: bool = False
) -> Name | None:
    """Reads `text[start:end]` as a name; None if it names nobody.

    Args:
        text, start, end, words, is_place, placed: as in `namelists.parse_names`.
    """
    start, end = without_edges(text, start, before_link(text, start, end), words)
    for slash in _SLASH.finditer(text, start, end):
        if is_translation(text[start : slash.start()], text[slash.end() : end], words):
            return _translated(text, start, slash, end, words, is_place)
    behind = behind_what_it_is(text, start, end, words)
    start = start if behind > start and opens_short_form(text[start:end], words) else behind
    acronym: str | None = None
    bracket = BRACKETED.search(text[start:end])
    if bracket and text[start : start + bracket.start()].rstrip().endswith(")"):
        end = start + bracket.start()  # *Alpha (AL) (Gao)*: a second bracket only remarks
        bracket = BRACKETED.search(text[start:end])
    if bracket and bracket.start():
        name_end = start + bracket.start()
        long = text[start:name_end]
        inner = _inner_form(bracket.group(1), long, words, is_place)
        if _is_long_form(inner, long, words):
            return Name(start + bracket.start(1), start + bracket.end(1), long.strip())
        if _is_short_form(inner, long, words) and (
            inner.isupper() or fits_initials(long, inner, words) or not is_place(inner)
        ):
            acronym = inner
            end = name_end
        elif placed or not is_place(inner):
            end = name_end  # a translation, or a remark
    start, end = without_edges(text, start, end, words)
    if acronym is None:
        dashed = _dashed(text, start, end, words)
        if dashed is not None:
            return dashed
    return Name(start, end, acronym) if _names_somebody(text[start:end], words) else None


def opens_short_form(text: str, words: NameWords) -> bool:
    """The short form in the first brackets takes letters of the whole text before them, the first letter too."""
    bracket = _FIRST_BRACKET.match(text)
    if bracket is None or not is_acronym_like(bracket[2]):
        return False
    behind = bracket[1].partition(" ")[2]
    whole = initials_used(bracket[1], bracket[2])
    return fits_initials(bracket[1], bracket[2], words) and whole > initials_used(behind, bracket[2])


def is_translation(left: str, right: str, words: NameWords) -> bool:
    """*Semillas de Paz / Seeds of Peace (SP)*: both sides are whole names with one short form at most, one of words of
    English, the other of hardly any."""
    brackets = [BRACKETED.search(side) for side in (left, right)]
    if all(brackets):
        return False
    sides = (
        side[: bracket.start()] if bracket else side for side, bracket in zip((left, right), brackets, strict=True)
    )
    plain = [[word for word in words_in(side) if len(word) > 1 and not words.is_particle(word)] for side in sides]
    if any(len(written) < 2 or any(map(is_acronym_like, written)) for written in plain):
        return False
    both = set.intersection(*(set(map(fold, written)) for written in plain))  # *Centre d’Écoute / Listening Centre*
    # not folded: *Café* and *Mère* are no words of English
    english = [[is_word(word.casefold()) for word in written if fold(word) not in both] for written in plain]
    if not all(english):
        return False
    less, more = sorted(sum(known) / len(known) for known in english)
    return less <= _FOREIGN_SHARE and more >= _ENGLISH_SHARE


def _translated(
    text: str, start: int, slash: regex.Match[str], end: int, words: NameWords, is_place: Callable[[str], bool]
) -> Name | None:
    """The name before the slash, with the short form of either side."""
    name = read_name(text, start, slash.start(), words, is_place)
    other = read_name(text, slash.end(), end, words, is_place)
    return name._replace(acronym=name.acronym or other.acronym) if name and other else name or other


def before_link(text: str, start: int, end: int) -> int:
    """Where a stretch ends without the address behind it: *Kaba Network <https://kaba.example>*."""
    if text.rfind("://", start, end) < 0:
        return end
    link = _LINK.search(text, start, end)
    return link.start() if link else end


def bare_short_form(written: str, words: NameWords) -> str:
    """A short form without what is said of it: *also known as KU*, *KU in short*; other words stay as they are."""
    told = _TOLD_SHORT_FORM.fullmatch(written)
    if told is None or fold(told["before"] or told["behind"]).strip(" :.") not in words.short_form_words:
        return written
    return str(told["short"]).strip(QUOTES)


def _inner_form(written: str, name: str, words: NameWords, is_place: Callable[[str], bool]) -> str:
    """What of the words in brackets behind a name may be its short form."""
    inner = bare_short_form(written.strip(EDGES + QUOTES), words)
    if _DOTTED.fullmatch(inner) and f"{inner}." in written:
        inner += "."  # *R.F.P.*
    short, sign, rest = (*_REMARK.split(inner, maxsplit=1), "", "")[:3]
    if sign and is_acronym_like(short) and (rest.islower() or is_place(rest.strip())):
        inner = short  # *(AL, Samoa)*, *(AL; lead)*
    last = _LAST_IN_BRACKETS.search(inner)
    if last and is_acronym_like(last[1]) and fits_initials(name, last[1], words):
        inner = last[1]  # *(Daughters of the River, BN)*
    return inner


def _dashed(text: str, start: int, end: int, words: NameWords) -> Name | None:
    """*AFD – Association des Femmes de Diffa*, or the other way round."""
    for dash in _DASH.finditer(text, start, end):
        left, right = text[start : dash.start()], text[dash.end() : end]
        if is_acronym_like(left) and " " not in left and fits_initials(right, left, words):
            return Name(dash.end(), end, left)
        if is_acronym_like(right) and " " not in right and fits_initials(left, right, words):
            return Name(start, dash.start(), right)
    return None


def _is_short_form(inner: str, name: str, words: NameWords) -> bool:
    if len(inner) > 40 or (inner[:1].isdigit() and not is_acronym_like(inner)):
        return False
    if is_acronym_like(inner) or _is_blend(inner, name):
        return True
    known = {fold(w) for w in words_in(name) if not words.is_particle(w)}
    if " " in inner or not inner[:1].isalpha():
        short = words_in(inner)  # *Markaz Hawwa … (Hawwa Center)*
        few = len(short) <= 3 and "," not in inner and all(w[0].isupper() for w in short)
        return few and not known.isdisjoint(map(fold, short))
    return fits_initials(name, inner, words) or any(fold(w) in known for w in words_in(inner))


def _is_blend(inner: str, name: str) -> bool:
    """*FerKyz* for Ferghana Kyzdary: capitals inside, and it begins as a word of the name does."""
    if not _INNER_CAPITAL.fullmatch(inner):
        return False
    begins = {fold(w)[:2] for w in words_in(name)} | {fold(name.strip())[:1]}
    return fold(inner).startswith(tuple(filter(None, begins)))


def _is_long_form(inner: str, name: str, words: NameWords) -> bool:
    """*AFD (Association des Femmes de Diffa)*, *KABA (Kaba Sisters)*: the name stands in the brackets."""
    short = name.strip()
    if " " in short or not is_acronym_like(short):
        return False
    first, _, rest = inner.partition(" ")
    return fits_initials(inner, short, words) or (bool(rest) and fold(first) == fold(short))


def without_edges(text: str, start: int, end: int, words: NameWords) -> tuple[int, int]:
    """Takes off outer white space, dashes and commas, and quotes that enclose the whole."""
    while start < end and _is_edge(text[start]):
        start += 1
    while end > start and (_is_edge(text[end - 1]) or _is_open_bracket(text, start, end)):
        if _is_abbreviation(text, start, end, words):
            break
        end -= 1
    if end - start > 2 and text[start] in QUOTES and text[end - 1] in QUOTES:
        inner = text[start + 1 : end - 1]
        if not any(quote in inner for quote in QUOTES):
            return without_edges(text, start + 1, end - 1, words)
    return start, end


def _is_edge(character: str) -> bool:
    return character in EDGES or character.isspace()


def _is_open_bracket(text: str, start: int, end: int) -> bool:
    """A bracket at the end whose other half lies elsewhere: *Alpha (AL) (*, cut off from *(with Beta)*."""
    last = text[end - 1]
    if last in "([":
        return True
    opening = {")": "(", "]": "["}.get(last)
    return opening is not None and text.count(last, start, end) > text.count(opening, start, end)


def _is_abbreviation(text: str, start: int, end: int, words: NameWords) -> bool:
    """A full stop that belongs to the name: *Inc.*, *e.V.*"""
    last = _LAST_ABBREVIATION.search(text, start, end) if text[end - 1] == "." else None
    return last is not None and (last[1] is None or fold(last[1]) in words.abbreviations)


def _names_somebody(name: str, words: NameWords) -> bool:
    """Not *local associations*: something in it is capitalised, or it is a word of its own."""
    written = words_in(name)
    if written and written[0] in words.place_openers:
        return False  # *as well as in Gao*
    if not words.unnamed.isdisjoint(map(fold, written)):
        return False  # *Name withheld for security reasons*
    if (
        len(written) > 1
        and number_reader().is_number(written[0])
        and (written[1][0].islower() or words.is_generic(written[1]))
    ):
        return False  # *3 grassroots groups from Gao*, *6 CBOs*
    if written and written[0][0].isupper() and not words.is_particle(written[0]):
        return True
    plain = [w for w in written if not words.is_particle(w)]
    if not plain:
        return False
    if written[0][0].isupper() or is_acronym_like(name):
        return True
    quoted = any(name[at : at + 1].isupper() for at in (name.find("“") + 1, name.find('"') + 1) if at)
    return any(w[0].isupper() for w in plain) and (quoted or not words.is_generic(plain[0]))
