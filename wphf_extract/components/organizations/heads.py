"""Reads the organisations out of one description: its head, and the connectors further on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import regex

from wphf_extract.components.fields import fields_of
from wphf_extract.components.organizations.connectors import Connectors, Mark
from wphf_extract.components.organizations.distinct import distinct
from wphf_extract.components.organizations.headspan import HeadSpan
from wphf_extract.components.organizations.knownplaces import KnownPlaces, without_small_words
from wphf_extract.components.organizations.nameextent import CLAUSE_END, name_extent, remark_behind
from wphf_extract.components.organizations.toldnames import ToldNames
from wphf_extract.components.projects.linekinds import CARRIED_BY
from wphf_extract.components.projects.prefixes import behind_prefix
from wphf_extract.explanations.trace import Trace
from wphf_extract.language.folding import DASHES
from wphf_extract.names.namelists import parse_names
from wphf_extract.names.namewords import is_acronym_like
from wphf_extract.names.shortforms import QUOTES, Name
from wphf_extract.phrases.phrasebook import Match
from wphf_extract.rules.ownrules import OwnRules
from wphf_extract.rules.rulefiles import RuleFile

__all__ = ["HeadReader"]

_MEMBERS = regex.compile(r"\s*\(([^()]+(?:[,;&]|\s\p{Ll}{1,3}\s)[^()]+)\)")  # several names in brackets
_GROUP_BEHIND = regex.compile(r"(?:(?:,|,?\s(?:\p{Ll}{1,4}|&))\s+\p{Lu}[\p{L}’'-]+){0,4}\s+(\p{Ll}+)")
_LISTED = regex.compile(r":\s+[“\"«]?\p{Lu}")
_TITLE = regex.compile(r"\s*[“\"«][^“”\"«»]*[”\"»]\s*,?\s*")
_MONEY = regex.compile(r"\p{Lu}{2,3}\s?\d")  # *with EUR 300 grants*
_CARRIERS = ("carrier", "directed")  # connectors that lead from a project to who carries it
_HEAD_ONLY = ("joined", "composed")  # connectors that lead to members only before the project clause
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
        self._told = ToldNames(text, self._names, self._connectors, self._places, trace)
        self._placed = False  # the names stand in a bare list, or before a dash: their brackets hold places
        self._trace = trace

    def begins_with_title(self, start: int, end: int, project: Mapping[str, Any]) -> bool:
        """The description `[start, end)` surely begins with its title in quotes, and the name stands behind it."""
        return self._span.behind_title(start, project.get("cue"), end) > start

    def read(
        self, start: int, end: int, project: Mapping[str, Any], *, titled: bool = False
    ) -> tuple[list[dict[str, Any]], bool]:
        """Returns the organisations of the description `[start, end)`, and whether they are a consortium; `titled`: the
        page's descriptions rather begin with their titles."""
        start, _ = behind_prefix(self._text, start, end, self._names)
        marks = self._connectors.marks(start, end)
        self._placed = project.get("cue") is None
        if project.get("fields"):
            return self._read_fields(project)
        found: list[dict[str, Any]] = []
        told = project.get("told", not project)
        consortium = self._read_named_first(start, end, ("named", "led") if told else ("named",), found)
        head_end = start
        behind_title = self._span.behind_title(start, project.get("cue"), end, titled=titled)
        if behind_title > start and not found:
            head_end = self._span.end_behind_title(behind_title, project.get("cue"), end, marks)
            consortium = self._read_head(behind_title, head_end, marks, found, rule="lead.behind_title")
        if project.get("rule") == CARRIED_BY and not found:
            head_end, consortium = self._read_carriers(start, end, marks, found)
        if not told and not found:
            cue = project.get("cue")
            head_start = self._span.start(start, end if cue is None else cue)
            head_end = self._span.end(head_start, cue, end, marks)
            self._placed = cue is None or head_end < cue
            if head_start == start or not self._span.opens_clause(head_start, head_end):
                consortium = self._read_head(head_start, head_end, marks, found)
        if not found:
            self._read_told(start, end, found)
        for code, mark in marks:
            if mark.start >= head_end and code in ("member", "other", "carrier"):
                self._read_after(mark, "member" if code == "carrier" else code, min(end, mark.end + _BODY_REACH), found)
        return distinct(found), consortium

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
        return distinct(found), consortium

    def _take_short_form(self, project: Mapping[str, Any], found: Sequence[dict[str, Any]]) -> None:
        """A field of its own holds the short form of who leads."""
        for part in fields_of(project, ("acronym",)):
            written = self._text[part.start : part.end]
            if found and found[0]["acronym"] is None and is_acronym_like(written):
                found[0]["acronym"] = written

    def _read_told(self, start: int, end: int, found: list[dict[str, Any]]) -> None:
        """The lead of running text, and who stands with it."""
        lead = self._told.lead(start, end)
        if lead is not None:
            name, rule = lead
            self._add(name, "lead", rule, found)
            for other in self._told.names_behind(name, end):
                self._add(other, "member", "member.listed", found)

    def _read_named_first(self, start: int, end: int, codes: Sequence[str], found: list[dict[str, Any]]) -> bool:
        """*The project of Alpha trains widows*, *A consortium of Alpha and Beta trains widows*: reads who is named
        right behind the words that open the sentence; says whether they are a consortium."""
        hits = self._connectors.beginning(start, end, codes)
        opening = max(hits, key=lambda hit: hit.end, default=None)
        if opening is None:
            return False
        limit = name_extent(self._text, opening.end, min(end, opening.end + _BODY_REACH), self._names)
        marks = self._connectors.marks(opening.end, limit)
        limit = self._span.end(opening.end, None, limit, marks)
        if self._connectors.code(opening) != "led":
            return self._read_head(opening.end, limit, marks, found, rule=opening.key)
        self._read_part(opening.end, limit, "lead", opening.key, found, True)
        return True

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
        return bool(names) and self._told.is_no_person(names[0])

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
            if code == "led" and self._text[mark.end : end].islower():
                end = mark.start  # *Alpha and Beta, a consortium of two associations*
            elif code == "led":
                at = mark.end
            elif code == "consortium":
                members = _MEMBERS.match(self._text, mark.end, end)
                rest = self._text[mark.end : end]
                if at < mark.start and _LISTED.match(rest):  # *Alpha consortium: Alpha, Beta and Gamma*
                    self._read_part(at, mark.start, role, rule, found, True)
                    role, rule, at = "member", mark.key, mark.end
                elif members or not rest.strip(f" {DASHES},") or rest.startswith(","):
                    # *Alpha associations consortium* is Alpha
                    end = min(end, at + len(without_small_words(self._text[at : mark.start].rstrip())))
                if members:  # *Alpha consortium (Alpha, Beta and Gamma)*
                    self._read_part(at, end, role, rule, found, True)
                    role, rule, (at, end) = "member", "member.in_brackets", members.span(1)
            else:
                if code != "carrier" or not _TITLE.fullmatch(self._text, at, mark.start):
                    self._read_part(at, mark.start, role, rule, found, bool(words))
                role = "member" if code in _HEAD_ONLY else code
                if code == "carrier":  # *“Warm Hands”, implemented by Alpha*
                    role = "member" if found else "lead"
                rule, at = mark.key, mark.end
        self._read_part(at, end, role, rule, found, bool(words))
        return bool(words)

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
        for name in parse_names(
            self._text,
            start,
            end,
            self._names,
            self._places.has,
            listed=role == "member",
            consortium=consortium,
            placed=self._placed,
            trace=self._trace,
        ):
            # what stands before it names nobody, or leads: *Two councils in Gao and Bourem have …*
            behind = found or self._text[start : name.start].strip(f" {QUOTES}")
            if behind and name.acronym is None and self._is_only_place(name):
                if self._trace:
                    self._trace.add("organizations", name.start, name.end, "place")
                continue
            self._add(name, role, rule, found)

    def _is_only_place(self, name: Name) -> bool:
        """*Alpha (AL), Naryn and At-Bashy*: what follows the name says where it works."""
        words = self._text[name.start : name.end]
        if " " in words and self._names.has_head(words):
            return False
        return self._places.has(words) or self._places.is_list(words, self._names.joiners)

    def _read_after(self, mark: Match, code: str, limit: int, found: list[dict[str, Any]]) -> None:
        """Reads the names behind a connector in the body of a description."""
        end = name_extent(self._text, mark.end, limit, self._names)
        placed = (m for c, m in self._connectors.marks(mark.end, end) if c == "place")
        places = (m.start for m in placed if self._span.is_place_list(m.end, end))
        end = min(places, default=end)  # *implemented by Alpha in Gao*
        if self._text[mark.start].isupper():  # *With the support of Beta, Alpha trains widows*
            subject = self._told.subject_behind(mark.end, limit)
            end = min(end, subject.start) if subject else end
        for name in parse_names(
            self._text, mark.end, end, self._names, self._places.has, listed=True, trace=self._trace
        ):
            if self._names_people(name) or _MONEY.match(self._text, name.start):
                continue
            people = self._text[name.start : name.end].lstrip("0123456789., \u00a0")  # *plus 80 Malian girls*
            if not (self._is_only_place(name) or self._places.is_people(people)):
                self._add(name, code, f"{mark.key}.body", found)

    def _names_people(self, name: Name) -> bool:
        """*run by Dogon and Fulani women*: what follows a list of names says that they are peoples."""
        behind = _GROUP_BEHIND.match(self._text, name.end)
        nobody = name.acronym is None and not self._names.closes(self._text[name.start : name.end])
        return bool(nobody and behind and self._names.is_generic(behind[1]))

    def _add(self, name: Name, role: str, rule: str, found: list[dict[str, Any]]) -> None:
        if role == "lead" and any(o["role"] == "lead" for o in found):
            role, rule = "member", "member.listed"
        words = self._text[name.start : name.end]
        if role == "member" and self._connectors.is_public_body(name.start, name.end):
            role = "other"
        place = {"start": name.start, "end": name.end, "rule": rule}
        found.append({"name": words, "acronym": name.acronym, "role": role, **place})
