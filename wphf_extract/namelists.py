"""Lists of names: which commas and *and*s part two organisations, and which stand inside one name.

Three kinds of evidence are weighed, the strongest first: a bracketed short form behind a name (it ends the name,
and its letters show where the name began); a word that heads organisation names (*Association*, *Red*, *Network*);
words that are never a name by themselves (*Women*, *Paix*, *Desarrollo*).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import regex

from wphf_extract.folding import DASHES, fold
from wphf_extract.names import NameWords, fits_initials, initials_used, is_acronym_like, words_in
from wphf_extract.trace import Trace
from wphf_extract.words import is_word

__all__ = ["Name", "find_name", "find_subject", "parse_names"]

_BRACKET_END = regex.compile(rf"(?<!\s)\s*[\(\[]([^()\[\]]{{1,100}})[\)\]]?\s*+[.,;:{DASHES}]*+\s*+$")
_PIECE_EDGE = f" \t\n\u00a0,;:{DASHES}.*•"
_QUOTES = '“”"«»„‟'
_OUTSIDE = regex.compile(r"[(\[][^()\[\]]*[)\]]?|[“«][^“«”»]*[”»]|\"[^\"]*\"")
_DASH = regex.compile(rf"(?<!\s)\s+[{DASHES}:]\s+|:\s+")
_CAPITAL_RUN = regex.compile(
    r"\p{Lu}[\p{L}\p{M}\p{N}’'-]*"
    r"(?:[ \u00a0](?:\p{Ll}{1,6}[ \u00a0’'-]){0,3}[“\"«„]?\p{Lu}[\p{L}\p{M}\p{N}’'-]*[”\"»]?)*"
    r"(?:[ \u00a0]*\([^()]{2,100}\))?"
)
_LONGEST_WORD = 40  # characters, with what stands around it
_FIRST_LETTERS = 3  # that a short form shares with the name that it begins as
# *… Collective – Khulna (DWRCK)*: a branch of an organisation, and the short form of both
_BRANCH = regex.compile(rf"\s+[{DASHES}]\s+(\p{{Lu}}[\p{{L}}\p{{M}}’'-]*)\s+\(([^()]{{2,30}})\)")
_EXPLAINED = regex.compile(
    r"(?:\s*\([^()]{2,100}\))?(?:,|\s\p{Ll}{2,3})\s+(\p{Ll}+)\s+((?:\p{Ll}[\p{Ll}’'-]*\s+){0,2}\p{Ll}+)"
)
_INNER_CAPITAL = regex.compile(r"\p{Lu}\p{Ll}+\p{Lu}[\p{L}\p{N}]*")  # *WaMaNet*
_WORD_BEFORE = regex.compile(r"(?<=\s)(\p{Ll}+)\s+[“\"]?$")
_OPENER = regex.compile(r"(\p{Lu}[\p{L}’'-]*)\s+(?:\p{Ll}[\p{L}’'-]*\s+)*(?=\p{Lu})")
_SMALL_WORD = regex.compile(r"(?<=[ \u00a0])\p{Ll}+(?=[ \u00a0])")
_ARTICLE = regex.compile(r"(\p{L}+)\s+")
_TAIL = regex.compile(r",?[ \u00a0](\p{Lu}[\p{L}.]*)(?:[ \u00a0]*\([^()]{2,100}\))?")  # *…, Inc. (AL)*
_VERB = regex.compile(r"\s+\p{Ll}")
_LAST_IN_BRACKETS = regex.compile(r"[,;]\s*+([^\s,;]+)$")
_SMALL_WORDS = regex.compile(r"(\p{Ll}+)\s+(?:\p{Ll}[\p{L}’'-]*\s+){0,4}(?=\p{Lu})")


class Name(NamedTuple):
    """A name `[start, end)` without its short form, and the short form."""

    start: int
    end: int
    acronym: str | None


class _Reading(NamedTuple):
    """Whether a comma or joiner stands inside one name, or parts two; and why."""

    inside: bool
    why: str


class _Piece(NamedTuple):
    start: int
    end: int
    joiner: str  # what stands before it: "", "," or a word


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
    for piece_start, piece_end in _joined(text, _pieces(text, start, end, words), words, listed, consortium, trace):
        name = _name(text, piece_start, piece_end, words, is_place, placed=placed)
        if name is None:
            if trace:
                trace.add("organizations", *_strip(text, piece_start, piece_end), "nobody")
            continue
        short = text[name.start : name.end]
        if names and names[-1].acronym is None and _is_apposed(text, names[-1], short, words):
            names[-1] = names[-1]._replace(acronym=short)
        else:
            names.append(name)
    return names


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
        text, start, end, words, is_place: as in `parse_names`.
        skip: says of a stretch that it is not to be taken (the fund itself, a ministry).
    """
    for run in _CAPITAL_RUN.finditer(text, start, end):
        run_end = _behind_legal_tail(text, run.end(), end, words)
        for part_start, part_end in _parts(text, run.start(), run_end, words):
            name = _name(text, part_start, part_end, words, is_place)
            if name is None:
                continue
            if skip(part_start, part_end):
                break
            sure = _beyond_doubt(text, start, name, end, words, is_place)
            if sure is not None:
                return sure
    return None


def _behind_legal_tail(text: str, at: int, end: int, words: NameWords) -> int:
    """Where a run of capitalised words ends if a legal form follows, with the short form behind it."""
    tail = _TAIL.match(text, at, end)
    return tail.end() if tail and fold(tail.group(1)) in words.legal_tails else at


def find_subject(text: str, start: int, end: int, words: NameWords, is_place: Callable[[str], bool]) -> Name | None:
    """Finds who a clause is about: the name, also of a person, that begins it before a verb.

    Args:
        text, start, end, words, is_place: as in `parse_names`.
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
    return _name(text, start, small[0].start() if small else run.end(), words, is_place)


def _plain_words(text: str, start: int, end: int, words: NameWords) -> list[regex.Match[str]]:
    """The small words that names do not run on with."""
    return [word for word in _SMALL_WORD.finditer(text, start, end) if not words.is_particle(word.group())]


def _parts(text: str, start: int, end: int, words: NameWords) -> Iterator[tuple[int, int]]:
    """A run of capitalised words, and its parts between small words that names do not run on with: *Kaba Network
    trains women in Gao*."""
    start = _behind_openers(text, start, end, words)
    yield start, end
    small = _plain_words(text, start, end, words)
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
    if " " not in long:
        return None
    before = _WORD_BEFORE.search(text, max(start, name.start - _LONGEST_WORD), name.start)
    if before and (words.is_head(before.group(1)) or words.is_generic(before.group(1))):
        return name  # *the youth organization Voces Violeta*
    branch = _BRANCH.match(text, name.end, end) if name.acronym is None else None
    if branch and fits_initials(text[name.start : branch.end(1)], branch.group(2), words):
        return Name(name.start, branch.end(1), branch.group(2))
    quoted = any(quote in long for quote in _QUOTES)  # the title of a project
    if not quoted and _is_explained(text, name.end, end, words) and not is_place(long):
        return name
    if (name.acronym and fits_initials(long, name.acronym, words)) or words.closes(long):
        return name
    return None


def _is_explained(text: str, at: int, end: int, words: NameWords) -> bool:
    """*…, a collective of young women*, *… is a local organization*: a noun of a group says what the name is."""
    behind = _EXPLAINED.match(text, at, end)
    if behind is None or not words.is_particle(behind.group(1)):
        return False
    return any(words.is_head(word) and words.is_generic(word) for word in words_in(behind.group(2)))


def _behind_openers(text: str, start: int, end: int, words: NameWords) -> int:
    """*For years the Amani Foundation*, *The Amani Foundation*: where the name begins behind the first words of a
    sentence."""
    before = words.openers | words.articles
    while (opener := _OPENER.match(text, start, end)) and opener.group(1).casefold() in before:
        start = opener.end()
    return start


def _is_apposed(text: str, name: Name, short: str, words: NameWords) -> bool:
    """*Centro de Mujeres, CDM*: a short form behind a comma instead of in brackets."""
    if " " in short or not short.isupper() or len(short) < 3:
        return False
    long = text[name.start : name.end]
    return " " in long and initials_used(long, short) * 2 > len(short) and fits_initials(long, short, words)


def _pieces(text: str, start: int, end: int, words: NameWords) -> list[_Piece]:
    """Cuts at every comma, semicolon and joiner outside brackets and quotes."""
    separator = _separator(words)
    protected = [m.span() for m in _OUTSIDE.finditer(text, start, end)]
    pieces: list[_Piece] = []
    at, joiner, passed = start, "", 0
    for match in separator.finditer(text, start, end):
        while passed < len(protected) and protected[passed][1] <= match.start():
            passed += 1  # both run from left to right: one pass over each
        if passed < len(protected) and protected[passed][0] <= match.start():
            continue
        if text[at : match.start()].strip(_PIECE_EDGE):
            pieces.append(_Piece(at, match.start(), joiner))
            joiner = ""
        word = match.group().strip()
        word = "," if word[0] in ",;" else word
        joiner = word if not joiner or joiner == "," else joiner
        at = match.end()
    if text[at:end].strip(_PIECE_EDGE):
        pieces.append(_Piece(at, end, joiner))
    return pieces


_separators: dict[frozenset[str], regex.Pattern[str]] = {}


def _separator(words: NameWords) -> regex.Pattern[str]:
    if words.joiners not in _separators:
        joiners = "|".join(sorted(regex.escape(j) for j in words.joiners if j.isalpha()))
        _separators[words.joiners] = regex.compile(
            rf"[,;]\s*(?:(?:{joiners}|&)\s+)?|\s+(?:{joiners}|&|\+|/)\s+", regex.IGNORECASE
        )
    return _separators[words.joiners]


def _joined(
    text: str, pieces: list[_Piece], words: NameWords, listed: bool, consortium: bool, trace: Trace | None
) -> list[tuple[int, int]]:
    """Puts pieces that are parts of one name together again."""
    spans: list[tuple[int, int]] = []
    for number, piece in enumerate(pieces):
        enumerated = number > 1 and number == len(pieces) - 1 and pieces[number - 1].joiner == ","
        surely = consortium or enumerated
        if not spans:
            spans.append((piece.start, piece.end))
            continue
        reading = _reading(text, spans[-1], piece, pieces[number + 1 :], words, listed, surely)
        if trace:
            trace.add("organizations", spans[-1][1], piece.start, reading.why)
        if reading.inside:
            spans[-1] = (spans[-1][0], piece.end)
        else:
            spans.append((piece.start, piece.end))
    return spans


def _reading(
    text: str,
    left: tuple[int, int],
    piece: _Piece,
    later: list[_Piece],
    words: NameWords,
    listed: bool,
    surely: bool,
) -> _Reading:
    """Reads the separator before `piece`."""
    left_text = text[left[0] : left[1]].strip(_PIECE_EDGE)
    right_text = text[piece.start : piece.end].strip()
    if piece.joiner == "," and _is_legal_tail(right_text, words):
        return _Reading(True, "inside.legal_form")
    if piece.joiner == "," and _is_branch(right_text, words):
        return _Reading(True, "inside.branch")
    if left_text.endswith((")", "]")):
        return _Reading(False, "parts.short_form")
    if _is_generic(right_text, piece.joiner, words):
        return _Reading(False, "parts.group")
    if _takes_short_form(text, left_text, right_text, (piece, *later[:2])):
        return _Reading(True, "inside.short_form")
    bracket = _BRACKET_END.search(right_text)
    if bracket is None and later and not _is_complete(right_text, words):
        # The short form may stand behind a later piece: *Women, Youth and Children (WYC)*.
        right_text = text[piece.start : later[0].end].strip()
        bracket = _BRACKET_END.search(right_text)
    if bracket is not None:
        acronym = bracket.group(1)
        right_name = right_text[: bracket.start()]
        if _spans_both(left_text, piece.joiner, right_name, acronym):
            return _Reading(True, "inside.short_form")
        if fits_initials(right_name, acronym, words) and _is_complete(left_text, words):
            return _Reading(False, "parts.short_form")
        right_text = right_name
    return _read_names(left_text, right_text, piece.joiner, words, listed, surely)


def _is_generic(text: str, joiner: str, words: NameWords) -> bool:
    """*Alpha and local associations*: a group without a name stands behind the joiner."""
    plain = words_in(text)
    listed = joiner == "," or fold(joiner) in words.list_joiners
    return listed and bool(plain) and text == text.casefold() and words.is_generic(plain[-1])


def _spans_both(left: str, joiner: str, right: str, acronym: str) -> bool:
    """The short form, or its first word, takes letters from both sides of a separator."""
    for form in {acronym, words_in(acronym)[0] if words_in(acronym) else acronym}:
        both = initials_used(f"{left} {joiner} {right}", form)
        if both > initials_used(right, form) and both * 2 >= len(fold(form)):
            return True
    return False


def _takes_short_form(text: str, left: str, right: str, pieces: Sequence[_Piece]) -> bool:
    """The next short form begins with the first letters of the left side, and not of the right: *Fundación Mujer,
    Arte y Vida (FUNDARTE)*."""
    brackets = (_BRACKET_END.search(text[piece.start : piece.end]) for piece in pieces)
    form = fold(next((bracket.group(1) for bracket in brackets if bracket), ""))[:_FIRST_LETTERS]
    return len(form) == _FIRST_LETTERS and fold(left).startswith(form) and not fold(right).startswith(form[0])


def _read_names(left: str, right: str, joiner: str, words: NameWords, listed: bool, surely: bool) -> _Reading:
    """Reads a joiner by the names on its sides; `surely` where the text calls them a consortium, or where it is the
    last joiner of an enumeration (*A, B and C*)."""
    if not _is_complete(left, words) or not _is_complete(right, words):
        return _Reading(True, "inside.no_name")
    first = words_in(right)[0]
    if words_in(right[:1]) and right[0].islower():
        return _Reading(False, "parts.small_letter")  # *… and the provincial …*: what follows is no part of a name
    capitals = left.isupper() and right.isupper()  # a page that writes all names so
    starts_as_name = words.is_head(first) or (is_acronym_like(first) and not capitals)
    if joiner in ",;":
        return _Reading(False, "parts.comma") if first[0].isupper() else _Reading(True, "inside.comma")
    if joiner == "&":  # *Widows & Mothers Network* is one name
        plain = [w for w in words_in(right) if not words.is_particle(w)]
        if surely and len(plain) > 1 and not (words.is_theme(first) or words.is_theme(words_in(left)[-1])):
            return _Reading(False, "parts.enumeration")
        proper = len(plain) > 1 and not (words.is_theme(first) or is_word(fold(first)))
        if proper and words.has_head(left) and words.is_closed(left):
            return _Reading(False, "parts.whole_names")  # *Association of Widows & Temotu Girls Rise*
        two = words.closes(left) and words.closes(right) and not words.is_theme(words_in(left)[-1])
        return _Reading(False, "parts.head_word") if two else _Reading(True, "inside.ampersand")
    if fold(joiner) not in words.list_joiners:
        # *et, y, e, i …* stand inside names far more often than between them.
        if starts_as_name and first[0].isupper() and words.closes(left):
            return _Reading(False, "parts.head_word")
        plain = [w for w in words_in(right) if not words.is_particle(w)]
        if surely and len(plain) > 1 and not any(map(words.is_theme, plain)):
            return _Reading(False, "parts.enumeration")
        return _Reading(True, "inside.foreign")
    if starts_as_name:
        return _Reading(False, "parts.head_word")
    plain = [w for w in words_in(right) if not words.is_particle(w)]
    if all(words.is_theme(w) or words.is_head(w) for w in plain) and words.is_theme(words_in(left)[-1]):
        return _Reading(True, "inside.themes")  # *… for Peace and Development Organization*
    last = words_in(left)[-1]
    if listed and words.is_head(last) and not words.is_theme(last):
        return _Reading(False, "parts.partners")  # *with Foya Widows Association and Kissi Women’s Choir*
    if surely:
        return _Reading(False, "parts.enumeration")
    if listed and not words.closes(left) and not words.closes(right):
        return _Reading(False, "parts.partners")  # neither is the first half of *… Culture and Peace Association*
    plural = first.endswith("s") and is_word(fold(first))  # *Lalibela Guides and Weavers Cooperative*
    if listed and _stands_alone(left, last, words) and _stands_alone(right, first, words) and not plural:
        return _Reading(False, "parts.partners")  # *with Casa Luna and Burji Peace Club*
    if words.is_closed(left) and words.is_closed(right):
        return _Reading(False, "parts.whole_names")
    return _Reading(True, "inside.halves")


def _stands_alone(name: str, beside: str, words: NameWords) -> bool:
    """A name of two words or more is no half of one: the word beside the joiner is no theme, nor does it begin with
    what a joiner may go on (*Association of Konso and Burji Women*)."""
    written = words_in(name)
    begins_open = len(written) > 1 and words.is_head(written[0]) and words.is_particle(written[1])
    plain = [word for word in written if not words.is_particle(word)]
    return len(plain) > 1 and not words.is_theme(beside) and not begins_open


def _is_legal_tail(text: str, words: NameWords) -> bool:
    core = _BRACKET_END.sub("", text).strip(_PIECE_EDGE)
    return fold(core) in words.legal_tails


def _is_branch(text: str, words: NameWords) -> bool:
    """*Gao Branch* or *Antenne de Goma*, behind a name and a comma."""
    plain = words_in(_BRACKET_END.sub("", text))
    return len(plain) > 1 and not {fold(plain[0]), fold(plain[-1])}.isdisjoint(words.branches)


def _is_complete(text: str, words: NameWords) -> bool:
    """The stretch could be a name by itself: a head word, a short form, or a word that is no theme."""
    plain = [w for w in words_in(text) if not words.is_particle(w)]
    capital = [w for w in plain if w[0].isupper() or w[0].isdigit()]
    if not capital:
        return False
    if is_acronym_like(plain[0]) or any(words.is_head(w) for w in (plain[0], plain[-1])):
        return True
    return any(not words.is_theme(w) for w in capital)


def _name(
    text: str, start: int, end: int, words: NameWords, is_place: Callable[[str], bool], *, placed: bool = False
) -> Name | None:
    start, end = _strip(text, start, end)
    small = _SMALL_WORDS.match(text, start, end)
    if small and small.group(1) in words.articles:
        start = small.end()  # *the youth-led organization Alpha*
    acronym: str | None = None
    bracket = _BRACKET_END.search(text[start:end])
    if bracket and text[start : start + bracket.start()].rstrip().endswith(")"):
        end = start + bracket.start()  # *Alpha (AL) (Gao)*: a second bracket only remarks
        bracket = _BRACKET_END.search(text[start:end])
    if bracket and bracket.start():
        inner = bracket.group(1).strip(_PIECE_EDGE + _QUOTES)
        short, comma, rest = inner.partition(",")
        if comma and is_acronym_like(short) and is_place(rest.strip()):
            inner = short  # *(AL, Samoa)*
        last = _LAST_IN_BRACKETS.search(inner)
        if last and is_acronym_like(last[1]) and fits_initials(text[start : start + bracket.start()], last[1], words):
            inner = last[1]  # *(Daughters of the River, BN)*
        name_end = start + bracket.start()
        long = text[start:name_end]
        if _is_short_form(inner, long, words) and (
            inner.isupper() or fits_initials(long, inner, words) or not is_place(inner)
        ):
            acronym = inner
            end = name_end
        elif _is_long_form(inner, text[start:name_end], words):
            acronym, inner_start = text[start:name_end].strip(), start + bracket.start(1)
            return Name(inner_start, inner_start + len(bracket.group(1)), acronym)
        elif placed or not is_place(inner):
            end = name_end  # a translation, or a remark
    start, end = _strip(text, start, end)
    if acronym is None:
        dashed = _dashed(text, start, end, words)
        if dashed is not None:
            return dashed
    return Name(start, end, acronym) if _names_somebody(text[start:end], words) else None


def _dashed(text: str, start: int, end: int, words: NameWords) -> Name | None:
    """*AFD – Association des Femmes de Diffa*, or the other way round."""
    dash = _DASH.search(text, start, end)
    if dash is None:
        return None
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
        return len(short) <= 3 and all(w[0].isupper() for w in short) and not known.isdisjoint(map(fold, short))
    return fits_initials(name, inner, words) or any(fold(w) in known for w in words_in(inner))


def _is_blend(inner: str, name: str) -> bool:
    """*FerKyz* for Ferghana Kyzdary: capitals inside, and it begins as a word of the name does."""
    if not _INNER_CAPITAL.fullmatch(inner):
        return False
    begins = {fold(w)[:2] for w in words_in(name)} | {fold(name.strip())[:1]}
    return fold(inner).startswith(tuple(filter(None, begins)))


def _is_long_form(inner: str, name: str, words: NameWords) -> bool:
    """*AFD (Association des Femmes de Diffa)*: the name stands in the brackets."""
    short = name.strip()
    return " " not in short and is_acronym_like(short) and fits_initials(inner, short, words)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Takes off outer white space, dashes and commas, and quotes that enclose the whole."""
    while start < end and _is_edge(text[start]):
        start += 1
    while end > start and (_is_edge(text[end - 1]) or _is_open_bracket(text, start, end)):
        if _is_abbreviation(text, start, end):
            break
        end -= 1
    if end - start > 2 and text[start] in _QUOTES and text[end - 1] in _QUOTES:
        inner = text[start + 1 : end - 1]
        if not any(quote in inner for quote in _QUOTES):
            return _strip(text, start + 1, end - 1)
    return start, end


def _is_edge(character: str) -> bool:
    return character in _PIECE_EDGE or character.isspace()


def _is_open_bracket(text: str, start: int, end: int) -> bool:
    """A bracket at the end whose other half lies elsewhere: *Alpha (AL) (*, cut off from *(with Beta)*."""
    last = text[end - 1]
    if last in "([":
        return True
    opening = {")": "(", "]": "["}.get(last)
    return opening is not None and text.count(last, start, end) > text.count(opening, start, end)


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """A full stop that belongs to the name: *Inc.*, *e.V.*"""
    return text[end - 1] == "." and bool(regex.search(r"(?:\.\p{L}|\b(?:Inc|Ltd|Co))\.$", text[start:end]))


def _names_somebody(name: str, words: NameWords) -> bool:
    """Not *local associations*: something in it is capitalised, or it is a word of its own."""
    written = words_in(name)
    if written and written[0][0].isupper() and not words.is_particle(written[0]):
        return True
    plain = [w for w in written if not words.is_particle(w)]
    if not plain:
        return False
    if written[0][0].isupper() or is_acronym_like(name):
        return True
    quoted = any(name[at : at + 1].isupper() for at in (name.find("“") + 1, name.find('"') + 1) if at)
    return any(w[0].isupper() for w in plain) and (quoted or not words.is_generic(plain[0]))
