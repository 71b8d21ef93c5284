"""Reads the organisations out of one description: its head, and the connectors further on.

The head is the stretch before the project clause. In lists without such a clause it ends at a colon, at a dash
between cells, or where a place follows (*… in North Kivu*).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import regex
from spacy.tokens import Doc

from wphf_extract.components.base import text_of
from wphf_extract.gazetteer import Gazetteer
from wphf_extract.namelists import Name, find_name, parse_names
from wphf_extract.names import NameWords, fits_initials, is_acronym_like, name_words, words_in
from wphf_extract.phrases import Match, Words
from wphf_extract.resources import shared_gazetteer
from wphf_extract.rules import RuleFile

__all__ = ["HeadReader"]

_CELL = regex.compile(r"\s+[-–—|]\s+|\t|:\s")
_PLACE_TAIL = regex.compile(r"[\s,]+(?:in|at|near|from)\s+(?:the\s+)?(?:\p{Ll}+\s+){0,4}?(?=\p{Lu})")
_COMMA_TAIL = regex.compile(r",\s+(?=an?\s|the\s+\p{Ll}|\p{Ll})")
_CLAUSE_END = regex.compile(r"[.;:](?=\s|$)|\s[—–]\s")
_SENTENCE_START = regex.compile(r"(?:^|(?<=[\p{Ll}\p{N})”\"][.!?])\s+|\n)\s*(?=[\p{Lu}“\"])")
_CAPITAL_RUN = regex.compile(r"[“\"«]?\p{Lu}")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}’'.-]+|[()\[\],;&/“”\"«»–—]")


class HeadReader:
    """Reads the descriptions of one document, one after the other.

    Args:
        doc: the document.
        words: its tokens.
        rules: the connectors.
    """

    def __init__(self, doc: Doc, words: Words, rules: RuleFile) -> None:
        self.text = text_of(doc)
        self.names: NameWords = name_words()
        self._doc = doc
        self._words = words
        self._rules = rules
        self._country = (doc._.wphf_page or {}).get("country")
        self._gazetteer: Gazetteer = shared_gazetteer()

    def read(self, start: int, end: int, project: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
        """Returns the organisations of the description `[start, end)`, and whether they are a consortium."""
        marks = self._marks(start, end)
        found: list[dict[str, Any]] = []
        consortium = False
        head_end = start
        if not project.get("told"):
            cue = project.get("cue")
            head_end = self._head_end(start, cue, end, marks)
            consortium = self._read_head(start, head_end, marks, found)
        if not found:
            self._read_told(start, end, found)
        for code, mark in marks:
            if mark.start >= head_end and code in ("member", "other"):
                self._read_after(mark, code, min(end, mark.end + 400), found)
        return _distinct(found), consortium

    def _read_told(self, start: int, end: int, found: list[dict[str, Any]]) -> None:
        """The lead of running text: the first organisation that it names beyond doubt."""
        name = find_name(
            self.text, start, end, self.names, self._is_place, lambda a, b: self._is_public_body(a, b)
        )
        if name is not None:
            self._add(name, "lead", "lead.told", found)

    # -- where the head is -------------------------------------------------------------------------

    def _marks(self, start: int, end: int) -> list[tuple[str, Match]]:
        """The connectors of a description; of those that overlap the longest."""
        kept: list[Match] = []
        hits = [h for h in self._find(start, end) if self._code(h) != "public_body"]
        for hit in sorted(hits, key=lambda h: h.start - h.end):
            if all(hit.end <= other.start or other.end <= hit.start for other in kept):
                kept.append(hit)
        return [(self._code(hit), hit) for hit in sorted(kept, key=lambda h: h.start)]

    def _find(self, start: int, end: int) -> list[Match]:
        first = bisect_left(self._words.starts, start)
        last = bisect_left(self._words.starts, end)
        return self._rules.book.find(self._words, first, last, self._doc.vocab.strings.__getitem__)

    def _code(self, match: Match) -> str:
        return self._rules.rules[match.key].code

    def _head_end(self, start: int, cue: int | None, end: int, marks: list[tuple[str, Match]]) -> int:
        """The first of: project clause, a colon, a dash that closes the name, a place after *in*."""
        limit = end if cue is None else cue
        for cell in _CELL.finditer(self.text, start, limit):
            if self._closes_name(start, cell, limit, marks, cue is not None):
                limit = cell.start()
                break
        if cue is None or limit < cue:
            for tail in _PLACE_TAIL.finditer(self.text, start, limit):
                if self._is_place_list(self.text[tail.end() : limit]):
                    return tail.start()
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
        if any(after <= m.start <= after + 4 for _, m in marks):
            return False
        left = self.text[start : cell.start()].strip()
        right = self.text[after:limit].strip(" —–-,")
        if not right:
            return True
        if has_cue and _CELL.search(right) is None and not words_in(right)[0][0].islower():
            # All that stands before the project clause is the name (*Alpha – Kenya on a project*), unless a dash
            # stands before the clause too (*Alpha – Gao – trains widows*).
            closed = self.text[after:limit].rstrip()[-1:] in "-–—"
            return closed or self.text[cell.start() : after].strip() == ":"
        nearest = regex.split(r"\s+[-–—]\s+|[(,:]", right, maxsplit=1)[0].strip()
        if is_acronym_like(left) and " " not in left and fits_initials(nearest, left, self.names):
            return False
        return not (is_acronym_like(nearest) and fits_initials(left, nearest, self.names))

    def _is_place_list(self, tail: str) -> bool:
        """The words are places and what joins them: *North Kivu and Ituri*."""
        plain = regex.split(r"[,;(&/]|\band\b|\bet\b", tail.rstrip(" ."))[0].strip()
        return self._is_place(plain)

    def _is_place(self, name: str) -> bool:
        for form in (name, regex.sub(r"\s+\p{Ll}[\p{Ll}-]+$", "", name)):
            if self._country and self._gazetteer.candidates(form, country=self._country):
                return True
            if self._gazetteer.country(form) is not None:
                return True
        return bool(self._gazetteer.lookup(name, country=self._country, fuzzy=False))

    # -- reading -------------------------------------------------------------------------------------

    def _read_head(
        self, start: int, end: int, marks: list[tuple[str, Match]], found: list[dict[str, Any]]
    ) -> bool:
        """Reads the parts of the head between its connectors; says whether they are a consortium."""
        cuts = [(c, m) for c, m in marks if start <= m.start < end]
        consortium = any(c == "consortium" for c, _ in cuts)
        role, rule, at = "lead", "lead.head", start
        for code, mark in cuts:
            if code == "consortium":
                continue
            self._read_part(at, mark.start, role, rule, found, consortium)
            role = {"descriptor": "none"}.get(code, code)
            rule, at = mark.key, mark.end
        self._read_part(at, end, role, rule, found, consortium)
        return consortium

    def _read_part(
        self,
        start: int,
        end: int,
        role: str,
        rule: str,
        found: list[dict[str, Any]],
        consortium: bool,
    ) -> None:
        if role == "none":
            return
        start, end = self._without_consortium(start, end)
        end = self._before_description(start, end)
        several = consortium or role == "member"
        for name in parse_names(self.text, start, end, self.names, self._is_place, several=several):
            self._add(name, role, rule, found)

    def _without_consortium(self, start: int, end: int) -> tuple[int, int]:
        """*Alpha associations consortium* is Alpha; *a consortium of Alpha and Beta* begins with Alpha."""
        part = self.text[start:end]
        tail = regex.search(r"(?:\s+\p{Ll}[\p{Ll}-]*)*\s+(?i:consorti(?:um|a))[\s—–,-]*$", part)
        if tail:
            end = start + tail.start()
        lead_in = regex.match(r"[Aa]?\s*(?:\p{Ll}+\s+)*[Cc]onsortium\s+(?:of|led\s+by|between)\s+", part)
        return (start + lead_in.end(), end) if lead_in else (start, end)

    def _before_description(self, start: int, end: int) -> int:
        """Cuts off what describes a name: *Alpha (AL), a local network of widows*."""
        tail = _COMMA_TAIL.search(self.text, start, end)
        while tail:
            rest = words_in(self.text[tail.end() : end])
            if rest and not self.names.is_particle(rest[0]) or self.text[tail.end() :][:2] in ("a ", "an"):
                return tail.start()
            tail = _COMMA_TAIL.search(self.text, tail.end(), end)
        return end

    def _read_after(self, mark: Match, code: str, limit: int, found: list[dict[str, Any]]) -> None:
        """Reads the names behind a connector in the body of a description."""
        end = self._name_extent(mark.end, limit)
        for name in parse_names(self.text, mark.end, end, self.names, self._is_place, several=True):
            self._add(name, code, f"{mark.key}.body", found)

    def _name_extent(self, start: int, limit: int) -> int:
        """How far a run of names goes on: capitalised words, and small words between them."""
        end = at = start
        clause = _CLAUSE_END.search(self.text, start, limit)
        limit = clause.start() if clause else limit
        for word in _WORD.finditer(self.text, start, limit):
            token = word.group()
            if token[0].isupper() or token in ')]”"»':
                end = word.end()
            elif token in "([":
                closing = self.text.find(")", word.end(), limit)
                end = closing + 1 if closing > 0 else end
            elif word.start() >= end and not (
                token in ',;&/“"«'
                or self.names.is_particle(token)
                or token.casefold() in ("its", "their")
                or (token.isdigit())
            ):
                break
            at = word.end()
        return max(end, start) if at else start

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
