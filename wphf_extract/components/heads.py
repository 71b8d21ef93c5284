"""Reads the organisations out of one description: its head, and the connectors further on.

The head is the stretch before the project clause. In lists without such a clause it ends at a colon, at a dash
between cells, or where a place follows (*… in North Kivu*).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import regex
from spacy.tokens import Doc

from wphf_extract.components.base import text_of
from wphf_extract.components.fields import fields_of
from wphf_extract.folding import DASHES, fold
from wphf_extract.gazetteer import Gazetteer
from wphf_extract.namelists import Name, find_name, find_subject, parse_names
from wphf_extract.names import NameWords, fits_initials, is_acronym_like, words_in
from wphf_extract.ownrules import OwnRules
from wphf_extract.phrases import Match, matches_within
from wphf_extract.rules import RuleFile
from wphf_extract.stretches import Stretches
from wphf_extract.trace import Trace
from wphf_extract.words import is_word

__all__ = ["HeadReader"]

_CELL = regex.compile(rf"(?<!\s)\s+[{DASHES}|]\s+|\t|:\s")
_SPACED_DASH = regex.compile(rf"(?<!\s)\s+[{DASHES}]\s+|[(,:]")
_PLACE_FIRST = regex.compile(
    r"(?:(?:In|For|From|Across|At)\s+(?P<place>\p{Lu}[^,–—:()]{1,60}),\s+|(?P<place>\p{Lu}[^,–—:()]{1,50}?)(?:\s+[–—-]\s+|:\s+))"
    r"(?=[\p{Lu}‘’'“])"
)
_SMALL_WORDS = regex.compile(r"\s*(?:\p{Ll}[\p{L}’'-]*\s+){0,5}(?=\p{Lu})")
_SMALL_TAIL = regex.compile(r"(?<!\s)\s+\p{Ll}[\p{Ll}-]+$")
# Behind a comma two words without a capital, or one that is no particle, describe a name and are no part of it.
_REMARK = regex.compile(r",\s+(\p{Ll}+)\s+(?=(\p{Ll})?)")
_COMMA = regex.compile(r",\s+")
_CLAUSE_END = regex.compile(r"[.;:](?=\s|$)|\s[—–]\s")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}’'.-]+|[()\[\],;&/“”\"«»–—]")
_NO_CONNECTORS = ("public_body", "opening", "named")  # codes of what parts no names
_HEAD_ONLY = ("joined", "composed")  # connectors that lead to members only before the project clause
_NAME_END = regex.compile(r"[,.;:(]|\s(?:\p{Ll}+\s+){4}")
_NAME_REACH = 200  # characters of a name
_BODY_REACH = 400  # characters behind a connector within which the names must stand
_PLACE_PIECE = regex.compile(r"[,;(&/]|(?<!\s)\s+\p{Ll}{1,3}\s+")


class HeadReader:
    """Reads the descriptions of one document, one after the other.

    Args:
        doc: the document.
        rules: the connectors.
        found: what the connectors' phrases found in it.
        own: the user's own rules; they say what names are made of, and which places there are.
        trace: where to write down what is decided against.
    """

    def __init__(
        self, doc: Doc, rules: RuleFile, found: Sequence[Match], own: OwnRules, trace: Trace | None = None
    ) -> None:
        self.text = text_of(doc)
        self.names: NameWords = own.names
        self._rules = rules
        self._found = found
        self._trace = trace
        self._matches: list[Match] = []  # of the description that is read
        self._country: str | None = None
        self._placed = False  # the names stand in a bare list, or before a dash: their brackets hold places
        self._gazetteer: Gazetteer = own.gazetteer

    def read(self, start: int, end: int, project: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
        """Returns the organisations of the description `[start, end)`, and whether they are a consortium."""
        self._country = project.get("country")
        self._matches = matches_within(self._found, start, end)
        marks = self._marks(start, end)
        self._placed = project.get("cue") is None
        if project.get("fields"):
            return self._read_fields(project)
        found: list[dict[str, Any]] = []
        told = project.get("told", not project)
        consortium = self._read_named_first(start, end, ("named", "led") if told else ("named",), found)
        head_end = start
        if not told and not found:
            cue = project.get("cue")
            head_start = self._head_start(start, end if cue is None else cue)
            head_end = self._head_end(head_start, cue, end, marks)
            self._placed = cue is None or head_end < cue
            consortium = self._read_head(head_start, head_end, marks, found)
        if not found:
            self._read_told(start, end, found)
        for code, mark in marks:
            if mark.start >= head_end and code in ("member", "other"):
                self._read_after(mark, code, min(end, mark.end + _BODY_REACH), found)
        return _distinct(found), consortium

    def _read_fields(self, project: Mapping[str, Any]) -> tuple[list[dict[str, Any]], bool]:
        """Reads a description of fields: who leads stands in the first that names an organisation."""
        found: list[dict[str, Any]] = []
        consortium = False
        for part in [*fields_of(project, ("organization",)), *fields_of(project, ("partner",))]:
            marks = self._marks(part.start, part.end)
            end = self._head_end(part.start, None, part.end, marks)
            role = "member" if part.role == "partner" and found else "lead"
            consortium = self._read_head(part.start, end, marks, found, role) or consortium
        for part in fields_of(project, ("text",)):
            if not found:
                self._read_told(part.start, part.end, found)
            for code, mark in self._marks(part.start, part.end):
                if code in ("member", "other"):
                    self._read_after(mark, code, min(part.end, mark.end + _BODY_REACH), found)
        return _distinct(found), consortium

    def _read_told(self, start: int, end: int, found: list[dict[str, Any]]) -> None:
        """The lead of running text: whom its opening leads to, or the first organisation that it names beyond doubt."""
        name = find_name(self.text, start, end, self.names, self._is_place, self._is_public_body_here)
        rule = "lead.told"
        opening = next((m for m in self._find(start, end) if self._code(m) == "opening" and m.start == start), None)
        subject = self._subject_behind(opening.end, end) if opening else None
        if opening and subject and self._is_no_person(subject) and (name is None or name.start < subject.start):
            name, rule = subject, opening.key  # a name among the words that open the sentence is another's
        if name is not None:
            self._add(name, "lead", rule, found)
            for other in self._names_behind(name, end):
                self._add(other, "member", "member.listed", found)

    def _names_behind(self, name: Name, limit: int) -> list[Name]:
        """*Alpha Network & Beta Union have taught women*: who stands with the name that a sentence is about."""
        connectors = (mark.start for mark in self._find(name.end, limit))
        end = self._name_extent(name.start, min(connectors, default=limit))
        names = parse_names(self.text, name.start, end, self.names, self._is_place, trace=self._trace)
        return [other for other in names[1:] if self.names.closes(self.text[other.start : other.end])]

    def _read_named_first(self, start: int, end: int, codes: Sequence[str], found: list[dict[str, Any]]) -> bool:
        """*The project of Alpha trains widows*, *A consortium of Alpha and Beta trains widows*: reads who is named
        right behind the words that open the sentence; says whether they are a consortium."""
        hits = (hit for hit in self._find(start, end) if hit.start == start and self._code(hit) in codes)
        opening = max(hits, key=lambda hit: hit.end, default=None)
        if opening is None:
            return False
        limit = self._name_extent(opening.end, min(end, opening.end + _BODY_REACH))
        consortium = self._code(opening) == "led"
        self._read_part(opening.end, limit, "lead", opening.key, found, consortium)
        return consortium

    def _subject_behind(self, start: int, end: int) -> Name | None:
        """*With its funding, Alpha keeps an office*: who the sentence is about, behind the words that open it."""
        clause = _CLAUSE_END.search(self.text, start, end)
        for comma in _COMMA.finditer(self.text, start, clause.start() if clause else end):
            name = find_subject(self.text, comma.end(), end, self.names, self._is_place)
            if name is not None and not self._is_public_body_here(name.start, name.end):
                return name
        return None

    def _is_no_person(self, name: Name) -> bool:
        """It has a short form, three words or more, or one that heads names of organisations; nor is it a place."""
        words = self.text[name.start : name.end]
        sure = name.acronym or is_acronym_like(words) or words.count(" ") > 1 or self.names.closes(words)
        return bool(sure) and not self._is_place(words)

    def _is_public_body_here(self, start: int, end: int) -> bool:
        found = self._is_public_body(start, end)
        if found and self._trace:
            self._trace.add("organizations", start, end, "public_body")
        return found

    # -- where the head is -------------------------------------------------------------------------

    def _marks(self, start: int, end: int) -> list[tuple[str, Match]]:
        """The connectors of a description; of those that overlap the longest."""
        hits = [hit for hit in self._find(start, end) if self._code(hit) not in _NO_CONNECTORS]
        if len(hits) > 1:
            taken = Stretches()
            hits = [hit for hit in sorted(hits, key=lambda h: h.start - h.end) if taken.add_free(hit.start, hit.end)]
            hits.sort(key=lambda h: h.start)
        marks = [(self._code(hit), hit) for hit in hits]
        return [(code, hit) for code, hit in marks if code != "joined" or self._joins(start, hit, end)]

    def _joins(self, start: int, mark: Match, end: int) -> bool:
        """*Alpha Network with Beta Association*: names of organisations stand on both sides of *with*."""
        if mark.start - start > _NAME_REACH:
            return False
        left = self.text[start : mark.start].rstrip()
        right = _NAME_END.split(self.text[mark.end : min(end, mark.end + _NAME_REACH)].lstrip(), maxsplit=1)[0]
        words = words_in(right)
        if not words or not words[0][0].isupper() or self.names.is_theme(words[0]) or not self.names.has_head(right):
            return False
        short = left.rpartition("(")[2]  # a short form whose bracket was not closed counts too
        if left.endswith(")") or is_acronym_like(short):
            return True
        return any(map(self.names.is_closed, _SPACED_DASH.split(left)))

    def _find(self, start: int, end: int) -> list[Match]:
        """What the connectors found within `[start, end)`."""
        return [hit for hit in self._matches if start <= hit.start and hit.end <= end]

    def _code(self, match: Match) -> str:
        return self._rules.rules[match.key].code

    def _head_start(self, start: int, limit: int) -> int:
        """Where the name begins behind the place that it works in: *In Tonga, Alpha (AL)*, *Samoa – Alpha*."""
        lead = _PLACE_FIRST.match(self.text, start, limit)
        if lead is None or self.names.has_head(lead.group("place")) or not self._is_place(lead.group("place")):
            return start
        return int(lead.end())

    def _head_end(self, start: int, cue: int | None, end: int, marks: list[tuple[str, Match]]) -> int:
        """The first of: project clause, a colon, a dash that closes the name, a place after *in*."""
        limit = end if cue is None else cue
        for cell in _CELL.finditer(self.text, start, limit):
            if self._closes_name(start, cell, limit, marks, cue is not None):
                limit = cell.start()
                break
        for code, mark in marks:
            if code != "place" or not start < mark.start < limit or not self._is_place_list(mark.end, limit):
                continue
            # Before a project clause *Women in Gao* may be all name; behind a short form it is not.
            if cue is None or limit < cue or self.text[: mark.start].rstrip().endswith(")"):
                return mark.start
        return limit

    def _closes_name(
        self,
        start: int,
        cell: regex.Match[str],
        limit: int,
        marks: list[tuple[str, Match]],
        has_cue: bool,
    ) -> bool:
        """A dash or colon closes the name unless a connector, or the name's other form, stands behind it."""
        after = cell.end()
        if any(code != "place" and after <= m.start <= after + 4 for code, m in marks):
            return False
        left = self.text[start : cell.start()].strip()
        right = self.text[after:limit].strip(" —–-,")
        words = words_in(right)
        if not words:
            return True
        nearest = _SPACED_DASH.split(right, maxsplit=1)[0].strip()
        if is_acronym_like(left) and " " not in left and fits_initials(nearest, left, self.names):
            return False
        if is_acronym_like(nearest) and fits_initials(left, nearest, self.names):
            return False
        if has_cue and not words[0][0].islower() and _CELL.search(right) is None:
            # All that stands before the project clause is the name (*Alpha – Kenya on a project*), unless a dash
            # stands before the clause too (*Alpha – Gao – trains widows*).
            closed = self.text[after:limit].rstrip()[-1:] in DASHES
            parted = closed or self.text[cell.start() : after].strip() in ("", ":", "|")
            return parted or self._begins_sentence(left, right)
        return True

    def _begins_sentence(self, left: str, right: str) -> bool:
        """A description begins behind a dash, and no second name: *Alpha – This project*, *Alpha (AL) – Widows*."""
        words = words_in(right)
        if fold(words[0]) in self.names.articles and words[1:] and words[1][0].islower():
            return True
        ends = [word for word in (words[0], words[-1]) if word[0].isupper()]
        if right.endswith(")") or any(self.names.is_head(word) and not self.names.is_theme(word) for word in ends):
            return False
        small = (fold(word) for word in right.split() if word[0].islower() and not self.names.is_particle(word))
        return any(map(is_word, small)) or left.endswith(")") or words[0].casefold() in self.names.openers

    def _is_place_list(self, start: int, end: int) -> bool:
        """A place follows, perhaps behind small words: *North Kivu and Ituri*, *the camps near Adré*."""
        small = _SMALL_WORDS.match(self.text, start, end)
        if small is None:
            return False
        return self._is_place(_PLACE_PIECE.split(self.text[small.end() : end].strip(" ."), maxsplit=1)[0])

    def _is_place(self, name: str) -> bool:
        for form in (name, _SMALL_TAIL.sub("", name)):
            if self._country and self._gazetteer.candidates(form, country=self._country):
                return True
            if self._gazetteer.country(form) is not None:
                return True
        return bool(self._gazetteer.lookup(name, country=self._country, fuzzy=False))

    # -- reading -------------------------------------------------------------------------------------

    def _read_head(
        self, start: int, end: int, marks: list[tuple[str, Match]], found: list[dict[str, Any]], role: str = "lead"
    ) -> bool:
        """Reads the parts of the head between its connectors; says whether they are a consortium."""
        cuts = [(c, m) for c, m in marks if start <= m.start < end and c != "place"]
        words = [m for c, m in cuts if c in ("consortium", "led")]
        rule, at = f"{role}.head", start
        for code, mark in cuts:
            if code == "led":
                at = mark.end
            elif code == "consortium":
                if mark.end >= len(self.text[:end].rstrip(" —–-,")):
                    end = min(end, self._without_small_words(at, mark.start))
            else:
                self._read_part(at, mark.start, role, rule, found, bool(words))
                role, rule, at = "member" if code in _HEAD_ONLY else code, mark.key, mark.end
        self._read_part(at, end, role, rule, found, bool(words))
        return bool(words)

    def _without_small_words(self, start: int, end: int) -> int:
        """*Alpha associations consortium* is Alpha."""
        part = self.text[start:end].rstrip()
        while (small := _SMALL_TAIL.search(part)) is not None:
            part = part[: small.start()]
        return start + len(part)

    def _read_part(
        self, start: int, end: int, role: str, rule: str, found: list[dict[str, Any]], consortium: bool
    ) -> None:
        if role == "descriptor":
            if self._trace:
                self._trace.add("organizations", start, end, "descriptor", rule=rule)
            return
        end = self._before_remark(start, end)
        listed = role == "member"
        for name in parse_names(
            self.text,
            start,
            end,
            self.names,
            self._is_place,
            listed=listed,
            consortium=consortium,
            placed=self._placed,
            trace=self._trace,
        ):
            if found and name.acronym is None and self._is_only_place(name):
                if self._trace:
                    self._trace.add("organizations", name.start, name.end, "place")
                continue
            self._add(name, role, rule, found)

    def _is_only_place(self, name: Name) -> bool:
        """*Alpha (AL), Naryn and At-Bashy*: what follows the name says where it works."""
        words = self.text[name.start : name.end]
        return not self.names.has_head(words) and self._is_place(words)

    def _before_remark(self, start: int, end: int) -> int:
        """Cuts off what describes a name: *Alpha (AL), the local network of widows*."""
        for remark in _REMARK.finditer(self.text, start, end):
            first = remark.group(1)
            if remark.group(2) or not self.names.is_particle(first) or first in self.names.place_openers:
                if self._trace:
                    self._trace.add("organizations", remark.start(), end, "remark", first)
                return int(remark.start())
        return end

    def _read_after(self, mark: Match, code: str, limit: int, found: list[dict[str, Any]]) -> None:
        """Reads the names behind a connector in the body of a description."""
        end = self._name_extent(mark.end, limit)
        if self.text[mark.start].isupper():  # *With the support of Beta, Alpha trains widows*
            subject = self._subject_behind(mark.end, limit)
            end = min(end, subject.start) if subject else end
        for name in parse_names(self.text, mark.end, end, self.names, self._is_place, listed=True, trace=self._trace):
            if not self._is_only_place(name):
                self._add(name, code, f"{mark.key}.body", found)

    def _name_extent(self, start: int, limit: int) -> int:
        """How far a run of names goes on: capitalised words, and small words between them."""
        end = start
        clause = _CLAUSE_END.search(self.text, start, limit)
        limit = clause.start() if clause else limit
        article_end = -1
        for word in _WORD.finditer(self.text, start, limit):
            token = word.group()
            if token.casefold() in self.names.articles:
                article_end = self._described_end(word.end(), limit)
            if any(part[:1].isupper() for part in token.split("-")) or token in ')]”"»':
                end = word.end()
            elif token in "([":
                closing = self.text.find(")", word.end(), limit)
                end = closing + 1 if closing > 0 else end
            elif word.start() >= max(end, article_end) and not self._goes_on(token):
                break
        return end

    def _described_end(self, start: int, limit: int) -> int:
        """Where a name begins behind an article and what it is: *the youth collective Alpha*."""
        described = _SMALL_WORDS.match(self.text, start, limit)
        if described is None or any(map(self.names.is_particle, words_in(described.group()))):
            return -1
        return int(described.end())

    def _goes_on(self, token: str) -> bool:
        """A run of names goes on behind it."""
        names = self.names
        return token in ',;&/“"«' or token.isdigit() or names.is_particle(token) or token.casefold() in names.articles

    def _add(self, name: Name, role: str, rule: str, found: list[dict[str, Any]]) -> None:
        if role == "lead" and any(o["role"] == "lead" for o in found):
            role, rule = "member", "member.listed"
        words = self.text[name.start : name.end]
        if role == "member" and self._is_public_body(name.start, name.end):
            role = "other"
        found.append(
            {
                "name": words,
                "acronym": name.acronym,
                "role": role,
                "start": name.start,
                "end": name.end,
                "rule": rule,
            }
        )

    def _is_public_body(self, start: int, end: int) -> bool:
        """A ministry, a university, an agency of the United Nations: named by one of the first words."""
        return any(
            self._code(hit) == "public_body" and not words_in(self.text[start : hit.start])[2:]
            for hit in self._find(start, end)
        )


def _distinct(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each organisation once, the first mention kept."""
    seen: set[str] = set()
    kept = []
    for organization in found:
        key = organization["name"].casefold()
        short = (organization["acronym"] or "").casefold()
        if key not in seen and not (short and short in seen):
            kept.append(organization)
        seen |= {key, short} - {""}
    return kept
