"""Where the head of a description begins and ends: the stretch that holds the names of who carries the project.

It is the stretch before the project clause. In lists without such a clause it ends at a colon, at a dash between cells,
or where a place follows (*… in North Kivu*).
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from wphf_extract.components.organizations.connectors import PART_END, Mark
from wphf_extract.components.organizations.knownplaces import KnownPlaces
from wphf_extract.components.organizations.nameextent import CLAUSE_END, SMALL_WORDS, name_extent
from wphf_extract.language.folding import DASHES, LONG_DASHES, fold
from wphf_extract.language.words import is_word
from wphf_extract.names.beforenames import behind_group
from wphf_extract.names.namewords import NameWords, fits_initials, initials_used, is_acronym_like, spells, words_in
from wphf_extract.names.shortforms import IN_BRACKETS

__all__ = ["HeadSpan"]

_CELL = regex.compile(rf"(?<!\s)\s+[{DASHES}|]\s+|\t|:\s")
_IN_PLACE = regex.compile(
    rf"(?P<opener>\p{{Lu}}\p{{Ll}}*)\s+(?P<places>\p{{Lu}}[^,{LONG_DASHES}:()]{{1,60}}),\s+(?=[\p{{Lu}}‘’'“])"
)
_PLACE_FIRST = regex.compile(
    rf"(?P<places>\p{{Lu}}[^.{LONG_DASHES}:()\d]{{1,90}}?)(?:\s*\((?P<parts>[^()]{{1,90}})\))?"
    rf"(?:\s+[{DASHES}]\s+|:\s+|\t)(?=[\p{{Lu}}‘’'“])"
)
# *“From Camp to Field” (a pilot) – Alpha*, *“Kuishi Pamoja”. Alpha*
_TITLE_FIRST = regex.compile(
    r"[“\"«](?P<title>[^“”\"«»\n]*?(?P<words>(?:\s[^\s“”\"«»]+){0,24}))[”\"»](?P<meaning>\s*\([^()\n]*\))?"
    rf"(?:\s*(?P<dash>[{DASHES}])(?:\s+|(?=\p{{Lu}}))|:\s+|(?:\s*/|[.,;])\s+(?=\p{{Lu}})|\s+(?P<bracket>\()(?=\p{{Lu}}[^()\n]*\)))"
)
_NAME_BEHIND = regex.compile(
    rf"(?:\p{{Ll}}+\s+){{0,4}}(?P<name>\p{{Lu}}[^.,;:()\n]*?)"
    rf"(?:\s*\((?P<short>[^()]{{2,40}})\)|\s+[{DASHES}]\s+(?P<short>\p{{Lu}}+)\b|,\s+(?P<short>\p{{Lu}}{{2,}})\b|[.,;:()\n]|\s[{DASHES}]\s|\s*$)"
)
_BEHIND_SHORT_FORM = regex.compile(r"\(([^()]{2,40})\)\s+(\p{Ll}+)(?:\s+(\p{Ll}+))?")
_LISTED = regex.compile(r"(?<=[,;])\s+|(?<=\s)(\p{Ll}+|&)\s+")
_SIGN = regex.compile(r"[.;:]\s")
_SPACES = 2  # characters between a short form and a connector, with the comma
_SHORT_WORD = regex.compile(rf"([\p{{L}}\p{{N}}&/-]+)(?:\s*$|\s*[,;.(]|\s+[{DASHES}](?=\s|$)|\s+(\p{{Ll}}+|&)\s)")
_WORD = regex.compile(r"\p{L}+")
_PLACE_PIECE = regex.compile(r"[,;(&/]|(?<!\s)\s+\p{Ll}{1,3}\s+")


class HeadSpan:
    """Finds the ends of heads.

    Args:
        text: the page's text.
        names: what names are made of.
        places: which names are places.
    """

    def __init__(self, text: str, names: NameWords, places: KnownPlaces) -> None:
        self._text = text
        self._names = names
        self._places = places

    def start(self, start: int, limit: int) -> int:
        """Where the name begins behind the places it works in: *In Tonga, Alpha (AL)*, *Samoa and Tonga – Alpha*."""
        lead = _IN_PLACE.match(self._text, start, limit)
        if lead is None or fold(lead["opener"]) not in self._names.place_openers:
            lead = _PLACE_FIRST.match(self._text, start, limit)
        if lead is None:
            return start
        places = lead["places"].rstrip(", ")
        if fold(places) in self._names.everywhere:
            return int(lead.end())
        parts = lead.groupdict().get("parts") or ""
        joiners = self._names.joiners.union(self._names.place_openers)  # *Torit in Eastern Equatoria*
        named = is_acronym_like(parts) or self._names.has_head(parts)
        if named and not self._places.is_list(parts, joiners):
            return start  # *Gao (RFO) – …*
        known = not self._names.has_head(places) and self._places.is_list(places, joiners)
        return int(lead.end()) if known else start

    def opens_clause(self, start: int, end: int) -> bool:
        """*Gao: With its grant, Alpha …*: no name begins behind the place."""
        word = _WORD.match(self._text, start, end)
        return word is not None and self._names.is_opener(word.group())

    def behind_title(self, start: int, cue: int | None, end: int, *, titled: bool = False) -> int:
        """Where a name begins behind a title in quotes, and a sign, that open the description; `start` if none do. A
        title has three words or more, or is explained, or what is behind it, up to the project clause at `cue`, is
        surely a name; or most descriptions of the page that open with a quote are `titled`."""
        title = _TITLE_FIRST.match(self._text, start, end)
        limit = cue if title and cue and cue > title.end() else end
        behind = title and _NAME_BEHIND.match(self._text, title.end(), limit)
        if not title or not behind:
            return start
        name, short = behind["name"], behind["short"]
        has_short_form = bool(
            short and is_acronym_like(short) and fits_initials(name, short.split("/")[0], self._names)
        )  # *(JFEP/Equateur)*
        if has_short_form:
            return int(title.end())
        sure = not title["dash"] and self._names.closes(name)
        long = title["words"].count(" ") > 1 or title["meaning"]
        if title["bracket"] or not (title["words"] or titled) or not (sure or long or titled):
            return start
        if titled and not self._names.is_opener(words_in(name)[0]):
            return int(title.end())
        if self._names.is_opener(words_in(title["title"])[0]):
            return int(title.end())  # *“From …”* is no name
        known = sure or self._names.has_head(name) or self._names.is_closed(name)
        return int(title.end()) if known and not self._names.closes(title["title"]) else start

    def end_behind_title(self, start: int, cue: int | None, end: int, marks: Sequence[Mark]) -> int:
        """Where the names end that begin behind a title (*“From Camp to Field” – Alpha (AL). The project …*); the
        arguments are those of `end`."""
        if cue is None or cue < start or _SIGN.search(self._text, start, cue):
            clause, cue = CLAUSE_END.search(self._text, start, end), None
            end = clause.start() if clause else end
        if self._text[start - 1] == "(":
            end = self._text.find(")", start, end)  # *“Seeds for Gao” (Alpha, AL, with Beta)*
        head_end = self.end(start, cue if cue is None or cue < end else None, end, marks)
        if cue is not None:
            return head_end
        last = max((m.end for c, m in marks if start <= m.start < head_end and c != "place"), default=start)
        extent = name_extent(self._text, last, head_end, self._names)
        return head_end if self._text.find("(", extent, head_end) >= 0 else extent

    def end(self, start: int, cue: int | None, end: int, marks: Sequence[Mark]) -> int:
        """The first of: the project clause, a colon, a dash that closes the name, a place after *in*.

        Args:
            start, end: the head's beginning, and the end of the description.
            cue: where the project clause begins, if there is one.
            marks: the connectors.
        """
        limit = end if cue is None else cue
        for cell in _CELL.finditer(self._text, start, limit):
            if self._closes_name(start, cell, limit, marks, cue is not None):
                limit = cell.start()
                break
        limit = self._behind_short_form(start, limit, marks)
        for code, mark in marks:
            if code != "place" or not start < mark.start < limit or not self.is_place_list(mark.end, limit):
                continue
            # Before a project clause *Women in Gao* may be all name; behind a short form it is not.
            if cue is None or limit < cue or self._text[start : mark.start].rstrip().endswith(")"):
                return limit if self._short_form_takes_in(start, mark.start, limit) else mark.start
        return limit

    def _short_form_takes_in(self, start: int, at: int, limit: int) -> bool:
        """*Forum for Women in Karonga (FOWOKA)*: the short form takes letters from behind `at` too."""
        bracket = IN_BRACKETS.search(self._text, at, limit)
        if bracket is None or not is_acronym_like(bracket[1]):
            return False
        whole = self._text[start : bracket.start()]
        alone = self._text[start:at]
        if not fits_initials(whole, bracket[1], self._names):
            return False
        more = initials_used(whole, bracket[1]) > initials_used(alone, bracket[1])
        return more or (spells(whole, bracket[1]) and not spells(alone, bracket[1]))

    def _behind_short_form(self, start: int, limit: int, marks: Sequence[Mark]) -> int:
        """*Alpha (AL) broadcast plays*, *Alpha (AL) for peace talks*: behind a short form, words that names do not run
        on with end the head."""
        for behind in _BEHIND_SHORT_FORM.finditer(self._text, start, limit):
            at = behind.start(2)
            small = behind[2].casefold() in self._names.joiners or (
                self._names.is_particle(behind[2]) and (behind[3] is None or self._names.is_particle(behind[3]))
            )
            if is_acronym_like(behind[1]) and not small and not any(m.start <= at < m.end for _, m in marks):
                return int(behind.start(2))
        return limit

    def _closes_name(
        self, start: int, cell: regex.Match[str], limit: int, marks: Sequence[Mark], has_cue: bool
    ) -> bool:
        """A dash or colon closes the name unless a connector, or the name's other form, stands behind it."""
        after = cell.end()
        # *Alpha consortium: dialogue in Gao*; but not *Alpha consortium: Beta and Gamma*
        told = self._text[after : after + 1].islower()
        ends = (mark.end for code, mark in marks if mark.end <= cell.start() and not (told and code == "consortium"))
        group = max(ends, default=start)
        if behind_group(self._text, group, limit, self._names) == after or group == cell.start():
            return False  # *three local NGOs: Alpha*, *in consortium with: Alpha*
        # *Alpha — partnering with Beta*: such words take the dash in
        linked = ((after if code == "descriptor" else cell.start(), m.start) for code, m in marks if code != "place")
        if any(first <= at <= after + 4 for first, at in linked):
            return False
        short = _SHORT_WORD.match(self._text, after, limit)
        if short and is_acronym_like(short[1]) and any(0 <= m.start - short.end(1) <= _SPACES for _, m in marks):
            return False  # *Alpha League – AL in partnership with Beta*
        # *Femmes en Action*: what leads to a place may stand inside a name
        parted = max((mark.end for code, mark in marks if code != "place" and mark.end <= cell.start()), default=start)
        left = self._text[parted : cell.start()].strip(f" {DASHES},")
        right = self._text[after:limit].strip(f" {DASHES},")
        words = words_in(right)
        if not words:
            return True
        listed = words[0] in self._names.joiners and words[1:] and words[1][0].isupper()  # *– AL – and Beta*
        if listed or self._is_short_form(left, right):
            return False
        if has_cue and not words[0][0].islower() and _CELL.search(right) is None:
            # All that stands before the project clause is the name (*Alpha – Kenya on a project*), unless a dash
            # stands before the clause too (*Alpha – Gao – trains widows*).
            closed = self._text[after:limit].rstrip()[-1:] in DASHES
            parted = closed or self._text[cell.start() : after].strip() in ("", ":", "|")
            return parted or self._begins_sentence(left, right)
        return True

    def _is_short_form(self, left: str, right: str) -> bool:
        """A dash parts a name from its short form: *AL – Alpha League*, *Beta – BE; Alpha League – AL and Gamma*."""
        nearest = PART_END.split(right, maxsplit=1)[0].strip()
        before, _, first = left.rpartition(" ")  # *AL – Alpha League and BE – Beta*
        listed = not before or before.endswith(",") or before.rpartition(" ")[2] in self._names.joiners
        if listed and is_acronym_like(first) and fits_initials(nearest, first, self._names):
            return True
        short = _SHORT_WORD.match(right)
        if short is None or not is_acronym_like(short[1]) or (short[2] and short[2] not in self._names.joiners):
            return False
        last = max((part.end() for part in _LISTED.finditer(left) if self._parts(part[1])), default=0)
        return any(fits_initials(left[at:], short[1], self._names) for at in (0, last))

    def _parts(self, word: str | None) -> bool:
        """What stands between two names of a list: a comma, or a joiner."""
        return word is None or word in self._names.joiners

    def _begins_sentence(self, left: str, right: str) -> bool:
        """A description begins behind a dash, and no second name: *Alpha – This project*, *Alpha (AL) – Widows*."""
        words = words_in(right)
        if fold(words[0]) in self._names.articles and words[1:] and words[1][0].islower():
            return True
        ends = [word for word in (words[0], words[-1]) if word[0].isupper()]
        if right.endswith(")") or any(self._names.is_head(word) and not self._names.is_theme(word) for word in ends):
            return False
        small = (fold(word) for word in right.split() if word[0].islower() and not self._names.is_particle(word))
        return any(map(is_word, small)) or left.endswith(")") or self._names.is_opener(words[0])

    def is_place_list(self, start: int, end: int) -> bool:
        """A place follows, perhaps behind small words: *North Kivu and Ituri*, *the camps near Adré*."""
        small = SMALL_WORDS.match(self._text, start, end)
        if small is None:
            return False
        return self._places.has(_PLACE_PIECE.split(self._text[small.end() : end].strip(" ."), maxsplit=1)[0])
