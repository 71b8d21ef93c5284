"""Names of organisations in running text: the first that is beyond doubt, and who a clause is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex

from wphf_extract.language.folding import DASHES, fold
from wphf_extract.language.words import is_word
from wphf_extract.names.namewords import NameWords, fits_initials, words_in
from wphf_extract.names.shortforms import QUOTES, Name, opens_short_form, read_name

__all__ = ["find_name", "find_subject", "without_place"]

_CAPITAL_RUN = regex.compile(
    r"\p{Lu}[\p{L}\p{M}\p{N}’'-]*"
    r"(?:[ \u00a0](?:\p{Ll}{1,6}[ \u00a0’'-]){0,3}[“\"«„]?\p{Lu}[\p{L}\p{M}\p{N}’'-]*[”\"»]?)*"
    r"(?:[ \u00a0]\d{1,4}(?=[ \u00a0]*\())?"
    r"(?:[ \u00a0]*\([^()]{2,100}\))?"
)
_SHORT = 4  # letters of a word that may be anything
_LONGEST_WORD = 40  # characters, with what stands around it
# *… Collective – Khulna (DWRCK)*: a branch of an organisation, and the short form of both
_BRANCH = regex.compile(rf"\s+[{DASHES}]\s+(\p{{Lu}}[\p{{L}}\p{{M}}’'-]*)\s+\(([^()]{{2,30}})\)")
_EXPLAINED = regex.compile(
    rf"(?:\s*\([^()]{{2,100}}\))?(?:,|\s[{DASHES}]|\s\p{{Ll}}{{2,3}})"
    r"\s+(\p{Ll}+)\s+((?:\p{Ll}[\p{Ll}’'-]*\s+){0,2}\p{Ll}+)"
)
_WORD_BEFORE = regex.compile(r"(?<=\s)(\p{Ll}+)\s+[“\"]?$")
_OPENER = regex.compile(r"(\p{Lu}[\p{L}’'-]*)\s+(?:\p{Ll}[\p{L}’'-]*\s+)*(?=\p{Lu})")
_SMALL_WORD = regex.compile(r"(?<=[ \u00a0])\p{Ll}+(?=[ \u00a0])")
_ARTICLE = regex.compile(r"(\p{L}+)\s+")
_TAIL = regex.compile(r",?[ \u00a0](\p{Lu}[\p{L}.]*)(?:[ \u00a0]*\([^()]{2,100}\))?")  # *…, Inc. (AL)*
_VERB = regex.compile(r"\s+\p{Ll}")


def find_name(
    text: str,
    start: int,
    end: int,
    words: NameWords,
    is_place: Callable[[str], bool] = lambda _: False,
    skip: Callable[[int, int], bool] = lambda _start, _end: False,
) -> Name | None:
    """Finds the first organisation that running text names beyond doubt.

    A run of two capitalised words or more is one if a short form that fits its initials stands behind it, if it begins
    or ends with a word that heads organisations' names, if such a word stands right before it, or if the text says
    right behind it what it is (*Amani Wetu, a network of widows*). A run that is none is read in the parts between the
    small words that names do not run on with.

    Args:
        text, start, end, words, is_place: as in `namelists.parse_names`.
        skip: says of a stretch that it is not to be taken (the fund itself, a ministry).
    """
    for run in _CAPITAL_RUN.finditer(text, start, end):
        run_end = _behind_legal_tail(text, run.end(), end, words)
        for part_start, part_end in _parts(text, run.start(), run_end, words):
            name = read_name(text, part_start, part_end, words, is_place)
            if name is None:
                continue
            if skip(part_start, part_end):
                break
            sure = _beyond_doubt(text, start, name, end, words, is_place)
            if sure is not None:
                return sure
    return None


def find_subject(text: str, start: int, end: int, words: NameWords, is_place: Callable[[str], bool]) -> Name | None:
    """Finds who a clause is about: the name, also of a person, that begins it before a verb.

    Args:
        text, start, end, words, is_place: as in `namelists.parse_names`.
    """
    article = _ARTICLE.match(text, start, end)
    if article and article.group(1).casefold() in words.articles:
        start = article.end()
    run = _CAPITAL_RUN.match(text, start, end)
    if run is None:
        return None
    small = _plain_words(text, start, run.end(), words)
    if not small and not _VERB.match(text, run.end(), end):
        return None
    return read_name(text, start, small[0].start() if small else run.end(), words, is_place)


def _behind_legal_tail(text: str, at: int, end: int, words: NameWords) -> int:
    """Where a run of capitalised words ends if a legal form follows, with the short form behind it."""
    tail = _TAIL.match(text, at, end)
    return tail.end() if tail and fold(tail.group(1)) in words.legal_tails else at


def _plain_words(text: str, start: int, end: int, words: NameWords) -> list[regex.Match[str]]:
    """The small words that names do not run on with."""
    return [word for word in _SMALL_WORD.finditer(text, start, end) if not words.is_particle(word.group())]


def _parts(text: str, start: int, end: int, words: NameWords) -> Iterator[tuple[int, int]]:
    """A run of capitalised words, and its parts between small words that names do not run on with: *Kaba Network
    trains women in Gao*."""
    start = _behind_openers(text, start, end, words)
    small = _plain_words(text, start, end, words)
    if not any(is_word(fold(word.group())) for word in small):  # *Gao and Kidal were chosen by Kaba Network*
        yield start, end
    edges = zip([start, *(word.end() for word in small)], [*(word.start() for word in small), end], strict=True)
    for part_start, part_end in edges if small else ():
        capital = _CAPITAL_RUN.search(text, part_start, part_end)
        if capital is not None:
            yield capital.start(), part_end


def _beyond_doubt(
    text: str, start: int, name: Name, end: int, words: NameWords, is_place: Callable[[str], bool]
) -> Name | None:
    """The name, with the branch behind it, if it is an organisation's; see `find_name`."""
    long = text[name.start : name.end]
    before = _WORD_BEFORE.search(text, max(start, name.start - _LONGEST_WORD), name.start)
    led = before is not None and (words.is_head(before.group(1)) or words.is_generic(before.group(1)))
    if " " not in long:
        # *the organization Synergia*, *Synergia, an organization of women*
        known = len(long) < _SHORT or is_word(fold(long)) or is_place(long)
        return name if not known and (led or _is_explained(text, name.end, end, words)) else None
    if led or _has_legal_form(long, words):
        return name  # *the youth organization Voces Violeta*, *NGO Voces Violeta*
    branch = _BRANCH.match(text, name.end, end) if name.acronym is None else None
    if branch and fits_initials(text[name.start : branch.end(1)], branch.group(2), words):
        return Name(name.start, branch.end(1), branch.group(2))
    quoted = any(quote in long for quote in QUOTES)  # the title of a project
    if not quoted and _is_explained(text, name.end, end, words) and not is_place(long):
        return name
    if (name.acronym and fits_initials(long, name.acronym, words)) or words.closes(long):
        return name
    short = without_place(text, name, words, is_place)
    return short if short.end < name.end else None


def _has_legal_form(name: str, words: NameWords) -> bool:
    """*NGO Voces Violeta*: a legal form in capitals, and a name behind it."""
    first, *others = words_in(name)
    return first.isupper() and fold(first) in words.legal_forms and any(word[0].isupper() for word in others)


def without_place(text: str, name: Name, words: NameWords, is_place: Callable[[str], bool]) -> Name:
    """Returns a whole name without the place that it goes on with: *Kaba Committee in Gao (Gao Region)*."""
    long = text[name.start : name.end]
    for small in _SMALL_WORD.finditer(long):
        if small.group() not in words.place_openers:
            continue
        before = long[: small.start()].rstrip()
        whole = words.closes(before) and words_in(before)[-1][0].isupper()
        if whole and is_place(long[small.end() :].partition("(")[0].strip()):
            return name._replace(end=name.start + len(before))
    return name


def _is_explained(text: str, at: int, end: int, words: NameWords) -> bool:
    """*…, a collective of young women*, *… is a local organization*: a noun of a group says what the name is."""
    behind = _EXPLAINED.match(text, at, end)
    if behind is None or not words.is_particle(behind.group(1)):
        return False
    return any(words.is_head(word) and words.is_generic(word) for word in words_in(behind.group(2)))


def _behind_openers(text: str, start: int, end: int, words: NameWords) -> int:
    """*For years the Amani Foundation*, *The Amani Foundation*: where the name begins behind the first words of a
    sentence."""
    while opener := _OPENER.match(text, start, end):
        word = opener.group(1)
        if not (words.is_opener(word) or word.casefold() in words.articles) or opens_short_form(text[start:end], words):
            break
        start = opener.end()
    return start
