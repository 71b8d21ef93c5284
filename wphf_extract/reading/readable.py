"""What of a page's text reads otherwise for components than it is written, step by step (see `readingcopy`).

Web pages, and what was copied out of them, hold soft hyphens, zero-width spaces, marks of direction, spaces and hyphens
that keep words together, and characters written out (`&amp;`); text that a program made of a web page has links,
pictures and bold type as Markdown writes them; text out of books and PDF files has ligatures, lines that were broken
for their length, and words that a hyphen cuts; mails quote, and tables part their columns by spaces.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Set
from functools import lru_cache

import regex

from wphf_extract.language.folding import HYPHENS, fold
from wphf_extract.language.words import is_word
from wphf_extract.names.namewords import name_words
from wphf_extract.reading.blocks import BULLET_SIGNS, is_wrapped, line_blocks
from wphf_extract.reading.changes import Change
from wphf_extract.reading.exportkeys import export_keys
from wphf_extract.reading.markdownsigns import bold_type, italics, links, pictures

__all__ = ["STEPS", "visible"]

# Unicode 15.1, DerivedCoreProperties.txt: Default_Ignorable_Code_Point, without the fillers of Hangul, which take room,
# and the tags, which stand in flags only
_INVISIBLE = (
    "\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufff8"
)
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"  # of Unicode's Space_Separator (Zs), but for the plain one
_LINE_ENDS = "\v\f\x1c-\x1e\x85\u2028\u2029"  # what ends lines for Python, but for those of files
_ODD = re.compile(f"[{_INVISIBLE}]+|[{_SPACES}{_LINE_ENDS}\u2010\u2011\ufb00-\ufb06]")
# Letters and punctuation, none of them odd: twenty times as fast to look for
_PLAIN = re.compile(
    "[\x00-\n\r-\x1b\x1f-\x84\x86-\x9f\xa1-\xac\xae-\u034e\u0350-\u061b\u061d-\u115e\u1161-\u17b3\u17b6-\u180a"
    "\u1810-\u1fff\u2012-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff]*"
)
_UNSEEN = re.compile(f"[{_INVISIBLE}]+")
_ALIKE = {"\u2010": "-", **dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n")}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_QUOTED_CELL = regex.compile(
    r'(?<=\t)(?<open>")(?<words>(?:[^"\n]|"")*+(?:\n(?:[^"\n]|"")*+){1,30}+)(?<close>")(?=[\t\r\n]|\Z)'
)
# Five lines or more that begin with a mark of quotation; and those marks
_QUOTATION = re.compile(r"(?:^>[^\n]*(?:\n|\Z)){5,}", re.MULTILINE)
_QUOTE_MARKS = re.compile(r"^(?:> ?)+", re.MULTILINE)
_LEADERS = re.compile(r"(?<=\S)\s?(?:\.{4,}|…{2,}|(?:\. ){4,})\s?(?=\S)")
_SPACED = regex.compile(r"(?<![^\s])\p{Lu}(?: \p{Lu}){3,}(?!\S)")
_GLUE = re.compile("[a-z][A-Z\u00c0-\u00de]")
_GLUED = regex.compile(r"(?<![\w’'-])\p{Ll}{2,7}(?=\p{Lu}[\p{Ll}-])")
_TWO_SPACES = re.compile(r"  (?<=\S  )(?=\S)")
_COLUMN = re.compile(r"   (?<=\S   ) *+(?=\S)")
_ALIGNED, _ALIGNED_SHARE = 3, 0.4  # lines in which a column begins, and of those with wide spaces
_NARROWEST = 4  # characters of a column, with the space behind it
_LINE = re.compile(r"^(?P<indent> *)[^\r\n]*", re.MULTILINE)
_NEW_LINE = re.compile(r"\r?\n")
# A line that ends no sentence, one to three short lines between empty ones, and a line that goes on with a small letter
_PAGE_END = regex.compile(
    r"(?<=[^\s.!?:;”\"])(?<titles>\r?\n(?:[^\S\n]*\n[^\n\S]*\S[^\n]{0,80}\n){1,3}[^\S\n]*\n)(?=[^\S\n]*\p{Ll})"
)
_LONE_BULLET = re.compile(rf"\n[ \t]*[{BULLET_SIGNS}](?P<end>\r?\n)(?=[ \t]*\S)")
_NUMBER = re.compile(r"\d")
_CUT = regex.compile(rf"\w\p{{Ll}}[{HYPHENS}][^\S\n]*+\n\s*+\p{{Ll}}")
_CUT_ENDS = [hyphen + end for hyphen in HYPHENS for end in ("\n", "\r\n")]  # far faster to look for
_LINE_END = regex.compile(r"(?<![^\S\n])[^\S\n]*+\n\s*+")
_FIRST_HALF = regex.compile(rf"(?<!\w)(\w++)(?<=\p{{L}})[{HYPHENS}]$")
_SECOND_HALF = regex.compile(r"\p{L}+")
_LONGEST_HALF = 40  # letters of a word that is cut
_WORD = regex.compile(r"(?<![\w-])\w+(?![\w-])")


def visible(text: str) -> str:
    """Returns a text without the characters that no reader sees; the text itself if it holds none."""
    return text if _PLAIN.fullmatch(text) else _UNSEEN.sub("", text)


def _odd_characters(text: str) -> Iterator[Change]:
    """What nobody sees is left out; other spaces, line ends, hyphens and ligatures are those of a keyboard."""
    at = _plain_end(text, 0)
    while at < len(text):
        odd = _ODD.match(text, at)
        if odd:
            yield Change(odd.start(), odd.end(), _as_keyed(odd.group()))
        at = _plain_end(text, odd.end() if odd else at + 1)


@lru_cache(maxsize=1024)
def _as_keyed(odd: str) -> str:
    """What a keyboard has instead of odd characters."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", odd))
    return _ALIKE.get(plain, plain)


def _plain_end(text: str, start: int) -> int:
    """Where the first character stands, not before `start`, that may be odd."""
    plain = _PLAIN.match(text, start)
    return plain.end() if plain else start


def _entities(text: str) -> Iterator[Change]:
    """Characters written out are themselves: *Women &amp; Girls*."""
    if "&" in text:
        for entity in _ENTITY.finditer(text):
            character = html.unescape(entity.group())
            if character != entity.group():
                yield Change(entity.start(), entity.end(), character)


def _quoted_cells(text: str) -> Iterator[Change]:
    """A cell in quotes that goes over several lines, as spreadsheets write it, is one line without them."""
    if '\t"' in text:
        for cell in _QUOTED_CELL.finditer(text):
            yield Change(cell.start("open"), cell.end("open"), "")
            for end in _NEW_LINE.finditer(text, *cell.span("words")):
                yield Change(end.start(), end.end(), " ")
            yield Change(cell.start("close"), cell.end("close"), "")


def _quotations(text: str) -> Iterator[Change]:
    """Lines of a mail that quote another begin without the marks of quotation."""
    if "\n>" in text:
        for quotation in _QUOTATION.finditer(text):
            for marks in _QUOTE_MARKS.finditer(text, *quotation.span()):
                yield Change(marks.start(), marks.end(), "")


def _leaders(text: str) -> Iterator[Change]:
    """Dots that lead from one column to the next are a tab: *Kaba Network ........ EUR 5,000*."""
    if "...." in text or "……" in text or ". . . ." in text:
        for dots in _LEADERS.finditer(text):
            yield Change(dots.start(), dots.end(), "\t")


def _spaced_letters(text: str) -> Iterator[Change]:
    """Capitals that spaces part make one word: *N I G E R*."""
    for word in _SPACED.finditer(text):
        for at in range(word.start() + 1, word.end(), 2):
            yield Change(at, at + 1, "")


def _glued_words(text: str) -> Iterator[Change]:
    """A space stands between a small word and the name behind it: *withAl-Rafidain*."""
    if _GLUE.search(text):
        for word in _GLUED.finditer(text):
            if fold(word.group()) in name_words().particles:
                yield Change(word.start(), word.end(), f"{word.group()} ")


def _two_spaces(text: str) -> Iterator[Change]:
    """Two spaces between words are one."""
    for spaces in _TWO_SPACES.finditer(text):
        yield Change(spaces.start(), spaces.end() - 1, "")


def _columns(text: str) -> Iterator[Change]:
    """Columns that are parted by spaces are parted by tabs, and what stands in the last one below a line goes on in
    that line. Where spaces only fill a line, they are one."""
    if not _COLUMN.search(text):
        return
    aligned, words = _aligned(text), set(_WORD.findall(text))
    column, last_end = -1, 0  # where the last column of the line above begins; where that line ends
    goes_on = False  # so does the first column of the line above: *Alta Verapaz,*
    for line in _LINE.finditer(text):
        start, end = line.span()
        gaps = [spaces.span() for spaces in _COLUMN.finditer(text, start, end)]
        parted = [gap for gap in gaps if gap[1] - start in aligned]
        at = parted[-1][1] - start if parted else len(line["indent"])
        below = 0 < column == at and (goes_on or not parted)
        if below:
            yield _without_line_end(text, last_end, start + at, words)
        else:
            column = at if parted else -1
        for gap in gaps:
            if not below or gap[0] > start + at:
                yield Change(gap[0], gap[1], "\t" if gap in parted else " ")
        goes_on = bool(parted) and text[parted[0][0] - 1] == ","
        last_end = end


def _aligned(text: str) -> Set[int]:
    """How far from the beginning of its line the text behind spaces begins in most lines that have such."""
    counts: Counter[int] = Counter()
    spaced = 0
    for line in _LINE.finditer(text):
        begins = {
            len(line["indent"]),
            *(spaces.end() - line.start() for spaces in _COLUMN.finditer(text, *line.span())),
        }
        wide = {at for at in begins if at >= _NARROWEST}
        counts.update(wide)
        spaced += bool(wide)
    return {at for at, count in counts.items() if count >= max(_ALIGNED, _ALIGNED_SHARE * spaced)}


def _last_spaces(text: str) -> Iterator[Change]:
    """No spaces stand at the end of a line."""
    if any(end in text for end in (" \n", "\t\n", " \r\n", "\t\r\n")):
        for line_end in _NEW_LINE.finditer(text):
            start = end = line_end.start()
            while start and text[start - 1] in " \t":
                start -= 1
            if start < end:
                yield Change(start, end, "")


def _lone_bullets(text: str) -> Iterator[Change]:
    """A bullet alone in its line, as PDF files have them, stands before the words of the next."""
    for bullet in _LONE_BULLET.finditer(text):
        yield Change(bullet.start("end"), bullet.end("end"), " ")


def _running_titles(text: str) -> Iterator[Change]:
    """The numbers and titles of printed pages are left out in the midst of a sentence."""
    if "\n\n" not in text and "\n\r\n" not in text:
        return
    counts: Counter[str] | None = None
    for page_end in _PAGE_END.finditer(text):
        counts = counts or Counter(map(str.strip, text.splitlines()))
        lines = filter(None, map(str.strip, page_end["titles"].splitlines()))
        if all(_NUMBER.search(line) or counts[line] > 1 for line in lines):
            yield Change(page_end.start("titles"), page_end.end("titles"), "\n")


def _line_ends(text: str) -> Iterator[Change]:
    """Where lines were broken for their length, or a line end cuts words, the lines of each paragraph or list item are
    one, and the words are whole."""
    if not (is_wrapped(text) or (any(end in text for end in _CUT_ENDS) and _CUT.search(text))):
        return
    words = set(_WORD.findall(text))
    for block in line_blocks(text):
        for line_end in _LINE_END.finditer(text, block.start, block.end):
            yield _without_line_end(text, line_end.start(), line_end.end(), words)


def _without_line_end(text: str, start: int, end: int, words: Set[str]) -> Change:
    """The line end `[start, end)` is a space, or nothing where it cuts a word."""
    first = _FIRST_HALF.search(text[max(0, start - _LONGEST_HALF) : start])
    second = _SECOND_HALF.match(text, end)
    if first and second:
        return Change(start - 1 + _keeps_hyphen(first[1], second.group(), words), end, "")
    return Change(start, end, " ")


def _keeps_hyphen(first: str, rest: str, words: Set[str]) -> bool:
    """The hyphen between two halves is their own: beside capitals, and where both halves are words, but not the whole;
    `words` are those of the page."""
    if first[-1].isupper() or rest[0].isupper():
        return True
    return not is_word(fold(first + rest)) and (first in words or (is_word(fold(first)) and is_word(fold(rest))))


#: In this order: each gives the changes, from front to back, to what the ones before left of a text.
STEPS = (
    _entities,
    _odd_characters,
    export_keys,
    _quoted_cells,
    _quotations,
    pictures,
    links,
    bold_type,
    italics,
    _leaders,
    _spaced_letters,
    _glued_words,
    _two_spaces,
    _columns,
    _last_spaces,
    _lone_bullets,
    _running_titles,
    _line_ends,
)
