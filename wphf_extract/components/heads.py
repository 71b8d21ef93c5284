"""Reads the organisations out of one description: its head, and the connectors further on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import regex

from wphf_extract.components.connectors import Connectors, Mark
from wphf_extract.components.fields import fields_of
from wphf_extract.components.headspan import HeadSpan
from wphf_extract.components.knownplaces import SMALL_TAIL, KnownPlaces
from wphf_extract.components.lines import CARRIED_BY
from wphf_extract.components.nameextent import CLAUSE_END, name_extent, remark_behind
from wphf_extract.folding import DASHES, fold
from wphf_extract.namelists import parse_names
from wphf_extract.names import is_acronym_like, words_in
from wphf_extract.namesintext import find_name, find_subject
from wphf_extract.ownrules import OwnRules
from wphf_extract.phrases import Match
from wphf_extract.rules import RuleFile
from wphf_extract.shortforms import QUOTES, Name
from wphf_extract.trace import Trace
from wphf_extract.words import is_word

__all__ = ["HeadReader"]

_COMMA = regex.compile(r",\s+")
_CARRIERS = ("carrier", "directed")  # connectors that lead from a project to who carries it
_HEAD_ONLY = ("joined", "composed")  # connectors that lead to members only before the project clause
_STRANGE_WORDS = 3  # of a name that has no head word
_BODY_REACH = 400  # characters behind a connector within which the names must stand


class HeadReader:
    """Reads one description.

    Args:
        text: the page's text.
        rules: the connectors.
        matches: what the connectors' phrases found in the description.
        own: the user's own rules; they say what names are made of, and which places there are.
        country: ISO 3166-1 alpha-3 of the description.
        trace: where to write down what is decided against.
    """

    def __init__(
        self,
        text: str,
        rules: RuleFile,
        matches: Sequence[Match],
        own: OwnRules,
        country: str | None = None,
        trace: Trace | None = None,
    ) -> None:
        self._text = text
        self._names = own.names
        self._connectors = Connectors(text, rules, matches, self._names)
        self._places = KnownPlaces(own.gazetteer, country)
        self._span = HeadSpan(text, self._names, self._places)
        self._placed = False  # the names stand in a bare list, or before a dash: their brackets hold places
        self._trace = trace

    def read(self, start: int, end: int, project: Mapping[str, Any]) -> tuple[list[dict[str, Any]], bool]:
        """Returns the organisations of the description `[start, end)`, and whether they are a consortium."""
        marks = self._connectors.marks(start, end)
        self._placed = project.get("cue") is None
        if project.get("fields"):
            return self._read_fields(project)
        found: list[dict[str, Any]] = []
        told = project.get("told", not project)
        consortium = self._read_named_first(start, end, ("named", "led") if told else ("named",), found)
        head_end = start
        if project.get("rule") == CARRIED_BY and not found:
            head_end, consortium = self._read_carriers(start, end, marks, found)
        if not told and not found:
            cue = project.get("cue")
            head_start = self._span.start(start, end if cue is None else cue)
            head_end = self._span.end(head_start, cue, end, marks)
            self._placed = cue is None or head_end < cue
            consortium = self._read_head(head_start, head_end, marks, found)
        if not found:
            self._read_told(start, end, found)
        for code, mark in marks:
            if mark.start >= head_end and code in ("member", "other", "carrier"):
                self._read_after(mark, "member" if code == "carrier" else code, min(end, mark.end + _BODY_REACH), found)
        return _distinct(found), consortium

    def _read_carriers(
        self, start: int, end: int, marks: Sequence[Mark], found: list[dict[str, Any]]
    ) -> tuple[int, bool]:
        """*Seeds for widows – implemented by Alpha (AL) in Gao*: reads the names behind the first such words; returns
        where they end, and whether they are a consortium."""
        # *a school led by women, run by Alpha*: surer words come first
        led_to = (mark for code in _CARRIERS for _, mark in marks if self._connectors.code(mark) == code)
        carrier = next(led_to, None)
        if carrier is None or not self._carries(start, carrier, end):
            return start, False
        clause = CLAUSE_END.search(self._text, carrier.end, end)
        head_end = self._span.end(carrier.end, None, clause.start() if clause else end, marks)
        return head_end, self._read_head(carrier.end, head_end, marks, found, rule=carrier.key)

    def _read_fields(self, project: Mapping[str, Any]) -> tuple[list[dict[str, Any]], bool]:
        """Reads a description of fields: who leads stands in the first that names an organisation."""
        found: list[dict[str, Any]] = []
        consortium = False
        for part in [*fields_of(project, ("organization",)), *fields_of(project, ("partner",))]:
            marks = self._connectors.marks(part.start, part.end)
            end = self._span.end(part.start, None, part.end, marks)
            role = "member" if part.role == "partner" and found else "lead"
            consortium = self._read_head(part.start, end, marks, found, role) or consortium
        self._take_short_form(project, found)
        for part in fields_of(project, ("text",)):
            if not found:
                self._read_told(part.start, part.end, found)
            for code, mark in self._connectors.marks(part.start, part.end):
                if code in ("member", "other"):
                    self._read_after(mark, code, min(part.end, mark.end + _BODY_REACH), found)
        return _distinct(found), consortium

    def _take_short_form(self, project: Mapping[str, Any], found: Sequence[dict[str, Any]]) -> None:
        """A field of its own holds the short form of who leads."""
        for part in fields_of(project, ("acronym",)):
            written = self._text[part.start : part.end]
            if found and found[0]["acronym"] is None and is_acronym_like(written):
                found[0]["acronym"] = written

    def _read_told(self, start: int, end: int, found: list[dict[str, Any]]) -> None:
        """The lead of running text: whom its opening leads to, or the first organisation that it names beyond doubt."""
        name = find_name(self._text, start, end, self._names, self._places.has, self._is_public_body_here)
        rule = "lead.told"
        opening = next(iter(self._connectors.beginning(start, end, ("opening",))), None)
        subject = self._subject_behind(opening.end, end) if opening else None
        if opening and subject and self._is_no_person(subject) and (name is None or name.start < subject.start):
            name, rule = subject, opening.key  # a name among the words that open the sentence is another's
        if name is None:
            name, rule = self._strange_subject(start, end), "lead.subject"
        if name is not None:
            self._add(name, "lead", rule, found)
            for other in self._names_behind(name, end):
                self._add(other, "member", "member.listed", found)

    def _names_behind(self, name: Name, limit: int) -> list[Name]:
        """*Alpha Network & Beta Union have taught women*: who stands with the name that a sentence is about."""
        connectors = (mark.start for mark in self._connectors.within(name.end, limit))
        end = name_extent(self._text, name.start, min(connectors, default=limit), self._names)
        names = parse_names(self._text, name.start, end, self._names, self._places.has, trace=self._trace)
        return [other for other in names[1:] if self._names.closes(self._text[other.start : other.end])]

    def _read_named_first(self, start: int, end: int, codes: Sequence[str], found: list[dict[str, Any]]) -> bool:
        """*The project of Alpha trains widows*, *A consortium of Alpha and Beta trains widows*: reads who is named
        right behind the words that open the sentence; says whether they are a consortium."""
        hits = self._connectors.beginning(start, end, codes)
        opening = max(hits, key=lambda hit: hit.end, default=None)
        if opening is None:
            return False
        limit = name_extent(self._text, opening.end, min(end, opening.end + _BODY_REACH), self._names)
        consortium = self._connectors.code(opening) == "led"
        self._read_part(opening.end, limit, "lead", opening.key, found, consortium)
        return consortium

    def _subject_behind(self, start: int, end: int) -> Name | None:
        """*With its funding, Alpha keeps an office*: who the sentence is about, behind the words that open it."""
        clause = CLAUSE_END.search(self._text, start, end)
        for comma in _COMMA.finditer(self._text, start, clause.start() if clause else end):
            name = find_subject(self._text, comma.end(), end, self._names, self._places.has)
            if name is not None and not self._is_public_body_here(name.start, name.end):
                return name
        return None

    def _strange_subject(self, start: int, end: int) -> Name | None:
        """*In Medani, Zenab for Women trains widows*: where nobody is named beyond doubt, who the first sentence is
        about, if that is three words or more and has a head word, or begins with none of English and no place."""
        name = find_subject(self._text, start, end, self._names, self._places.has) or self._subject_behind(start, end)
        long = self._text[name.start : name.end] if name else ""
        words = words_in(long)
        if len(words) < _STRANGE_WORDS:
            return None
        if self._names.has_head(long):
            return name
        if is_word(fold(words[0])) or self._places.has(words[0]):
            return None
        inside = any(word.islower() and self._names.is_particle(word) for word in words)  # persons have no such words
        return name if inside or any(map(self._names.is_theme, words)) else None

    def _carries(self, start: int, mark: Match, end: int) -> bool:
        """*“Seeds for Gao”, led by Alpha Network*: behind such words only a title in quotes has an organisation that
        carries it, and no person."""
        if self._connectors.code(mark) != "directed":
            return True
        if self._text[start] not in QUOTES:
            return False
        names = parse_names(
            self._text, mark.end, name_extent(self._text, mark.end, end, self._names), self._names, self._places.has
        )
        return bool(names) and self._is_no_person(names[0])

    def _is_no_person(self, name: Name) -> bool:
        """It has a short form, three words or more, or one that heads names of organisations; nor is it a place."""
        words = self._text[name.start : name.end]
        sure = name.acronym or is_acronym_like(words) or words.count(" ") > 1 or self._names.closes(words)
        return bool(sure) and not self._places.has(words)

    def _is_public_body_here(self, start: int, end: int) -> bool:
        found = self._connectors.is_public_body(start, end)
        if found and self._trace:
            self._trace.add("organizations", start, end, "public_body")
        return found

    def _read_head(
        self,
        start: int,
        end: int,
        marks: Sequence[Mark],
        found: list[dict[str, Any]],
        role: str = "lead",
        rule: str = "",
    ) -> bool:
        """Reads the parts of the head between its connectors; says whether they are a consortium. `rule`: why the
        first of them carries the project; empty where it begins the description."""
        cuts = [(c, m) for c, m in marks if start <= m.start < end and c != "place"]
        words = [m for c, m in cuts if c in ("consortium", "led")]
        rule, at = rule or f"{role}.head", start
        for code, mark in cuts:
            if code == "led":
                at = mark.end
            elif code == "consortium":
                if not self._text[mark.end : end].strip(f" {DASHES},"):
                    end = min(end, self._without_small_words(at, mark.start))
            else:
                self._read_part(at, mark.start, role, rule, found, bool(words))
                role, rule, at = "member" if code in _HEAD_ONLY else code, mark.key, mark.end
        self._read_part(at, end, role, rule, found, bool(words))
        return bool(words)

    def _without_small_words(self, start: int, end: int) -> int:
        """*Alpha associations consortium* is Alpha."""
        part = self._text[start:end].rstrip()
        while (small := SMALL_TAIL.search(part)) is not None:
            part = part[: small.start()]
        return start + len(part)

    def _read_part(
        self, start: int, end: int, role: str, rule: str, found: list[dict[str, Any]], consortium: bool
    ) -> None:
        if role == "descriptor":
            if self._trace:
                self._trace.add("organizations", start, end, "descriptor", rule=rule)
            return
        remark = remark_behind(self._text, start, end, self._names)
        if remark is not None:
            if self._trace:
                self._trace.add("organizations", remark[0], end, "remark", remark[1])
            end = remark[0]
        listed = role == "member"
        for name in parse_names(
            self._text,
            start,
            end,
            self._names,
            self._places.has,
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
        words = self._text[name.start : name.end]
        return (" " not in words or not self._names.has_head(words)) and self._places.has(words)

    def _read_after(self, mark: Match, code: str, limit: int, found: list[dict[str, Any]]) -> None:
        """Reads the names behind a connector in the body of a description."""
        end = name_extent(self._text, mark.end, limit, self._names)
        if self._text[mark.start].isupper():  # *With the support of Beta, Alpha trains widows*
            subject = self._subject_behind(mark.end, limit)
            end = min(end, subject.start) if subject else end
        for name in parse_names(
            self._text, mark.end, end, self._names, self._places.has, listed=True, trace=self._trace
        ):
            if not (self._is_only_place(name) or self._places.is_people(self._text[name.start : name.end])):
                self._add(name, code, f"{mark.key}.body", found)

    def _add(self, name: Name, role: str, rule: str, found: list[dict[str, Any]]) -> None:
        if role == "lead" and any(o["role"] == "lead" for o in found):
            role, rule = "member", "member.listed"
        words = self._text[name.start : name.end]
        if role == "member" and self._connectors.is_public_body(name.start, name.end):
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
