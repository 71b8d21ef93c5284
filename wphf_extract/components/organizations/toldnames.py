"""Who leads the project of running text: the organisations that its sentences are about."""

from __future__ import annotations

import regex

from wphf_extract.components.organizations.connectors import Connectors
from wphf_extract.components.organizations.knownplaces import KnownPlaces
from wphf_extract.components.organizations.nameextent import CLAUSE_END, name_extent
from wphf_extract.explanations.trace import Trace
from wphf_extract.language.folding import fold
from wphf_extract.language.words import is_word
from wphf_extract.names.namelists import parse_names
from wphf_extract.names.namesintext import find_name, find_subject, without_place
from wphf_extract.names.namewords import NameWords, is_acronym_like, words_in
from wphf_extract.names.shortforms import Name

__all__ = ["ToldNames"]

_LEADS_TO = ("agent", "carrier", "directed")
_RUN_BEFORE = regex.compile(r"(?<![\p{L}’'-])(\p{Lu}[\p{L}’'-]*(?:\s+\p{Lu}[\p{L}’'-]*)+)[,\s]*$")
_COMMA = regex.compile(r",\s+")
_AGENT_REACH = 200  # characters of the names behind *by*
_LEAD_IN_WORDS = 8  # before a paragraph's first sentence
_KIND_WORDS = 5  # that say what a partner is
_STRANGE_WORDS = 3  # of a name that has no head word


class ToldNames:
    """Finds them in one description.

    Args:
        text: the page's text.
        names: what names are made of.
        connectors: what leads to names.
        places: which names are places.
        trace: where to write down what is decided against.
    """

    def __init__(
        self, text: str, names: NameWords, connectors: Connectors, places: KnownPlaces, trace: Trace | None
    ) -> None:
        self._text = text
        self._names = names
        self._connectors = connectors
        self._places = places
        self._trace = trace

    def lead(self, start: int, end: int) -> tuple[Name, str] | None:
        """The lead of running text, and by which rule: whom its opening leads to, or the first organisation that it
        names beyond doubt."""
        name = find_name(self._text, start, end, self._names, self._places.has, self._is_public_body_here)
        rule = "lead.told"
        led = self._connectors.beginning(name.start, name.end, _LEADS_TO) if name else []
        if name and led:  # *Led by Alpha, the project …*
            carrier = max(led, key=lambda hit: hit.end)
            behind = parse_names(self._text, carrier.end, name.end, self._names, self._places.has)
            name, rule = name._replace(start=behind[0].start) if behind else None, carrier.key
        opening = next(iter(self._connectors.beginning(start, end, ("opening",))), None)
        subject = self.subject_behind(opening.end, end) if opening else None
        if opening and subject and self.is_no_person(subject) and not self._comes_first(name, subject):
            name, rule = subject, opening.key
        if name and (partnered := self._before_partner(start, name)) is not None:
            return partnered, "lead.subject"
        apposed = self._apposed(start, name.start if name else end)
        if apposed is not None:
            return apposed, "lead.subject"
        agent = self._agent(start, name.start if name else end)
        if agent is not None:
            name, rule = agent
        if name is None:
            name, rule = self._strange_subject(start, end), "lead.subject"
        if name is None:
            return None
        return without_place(self._text, self._first_of(name), self._names, self._places.has), rule

    def _comes_first(self, name: Name | None, subject: Name) -> bool:
        """The sentence is about the name and not about the subject: it is none of those among the words that open the
        sentence, which are another's, nor a partner's (*With its grant, Alpha, in partnership with Beta, …*)."""
        if name is None or name.start < subject.start:
            return False
        return not any(code == "member" for code, _ in self._connectors.marks(subject.end, name.start))

    def _before_partner(self, start: int, name: Name) -> Name | None:
        """*Kaba Wolo, with the women’s group Nala, sings*: whom the words that lead to a partner stand behind, where
        none of its words is of English."""
        for code, mark in self._connectors.marks(start, name.start):
            between = self._text[mark.end : name.start]
            if code != "member" or between != between.casefold() or len(between.split()) > _KIND_WORDS:
                continue
            run = _RUN_BEFORE.search(self._text, max(start, mark.start - _AGENT_REACH), mark.start)
            if run is None:
                continue
            words, at = words_in(run[1]), run.start(1)
            before = self._text[start:at].rstrip()
            if (before and before[-1] not in ".:") or words[0].casefold() in self._names.place_openers:
                continue  # no sentence begins there: *Founded by Aïssata Touré in partnership with …*
            if self._names.is_opener(words[0]):  # *For Kaba Wolo and its partner Nala*
                at = self._text.index(words[1], at + len(words.pop(0)))
            strange = len(words) > 1 and not any(is_word(fold(word)) for word in words)
            if strange and not self._places.has(self._text[at : run.end(1)]):
                return Name(at, run.end(1), None)
        return None

    def _first_of(self, name: Name) -> Name:
        """*Kaba Network and Nala Union have …*: the first, where what was read as one name is two."""
        names = parse_names(self._text, name.start, name.end, self._names, self._places.has)
        two = len(names) > 1 and all(self._names.closes(self._text[n.start : n.end]) for n in names)
        return names[0] if two else name

    def names_behind(self, name: Name, limit: int) -> list[Name]:
        """*Alpha Network & Beta Union have taught women*: who stands with the name that a sentence is about."""
        connectors = (mark.start for mark in self._connectors.within(name.end, limit))
        end = name_extent(self._text, name.start, min(connectors, default=limit), self._names)
        names = parse_names(self._text, name.start, end, self._names, self._places.has, trace=self._trace)
        return [other for other in names[1:] if self._names.closes(self._text[other.start : other.end])]

    def subject_behind(self, start: int, end: int) -> Name | None:
        """*With its funding, Alpha keeps an office*: who the sentence is about, behind the words that open it."""
        clause = CLAUSE_END.search(self._text, start, end)
        for comma in _COMMA.finditer(self._text, start, clause.start() if clause else end):
            name = find_subject(self._text, comma.end(), end, self._names, self._places.has)
            name = name or self._with_partners(comma.end(), end)
            if name is not None and not self._is_public_body_here(name.start, name.end):
                return name
        return None

    def _with_partners(self, start: int, end: int) -> Name | None:
        """*…, Alpha, in partnership with Beta, keeps an office*: a name that words lead on from to partners."""
        extent = name_extent(self._text, start, min(end, start + _AGENT_REACH), self._names)
        marks = self._connectors.marks(start, end)
        partners = next((mark.start for code, mark in marks if code == "member" and mark.start >= extent), end)
        if not self._text[start].isupper() or self._text[extent:partners].strip(" ,"):
            return None
        names = parse_names(self._text, start, extent, self._names, self._places.has)
        return names[0] if len(names) == 1 else None

    def _strange_subject(self, start: int, end: int) -> Name | None:
        """*In Medani, Zenab for Women trains widows*: where nobody is named beyond doubt, who the first sentence is
        about, perhaps behind a few words of what it is about, if the name could be an organisation's."""
        name = find_subject(self._text, start, end, self._names, self._places.has) or self.subject_behind(start, end)
        clause = CLAUSE_END.search(self._text, start, end)
        if name is None and clause and self._text.count(" ", start, clause.start()) < _LEAD_IN_WORDS:
            name = self.subject_behind(clause.end(), end)  # *Healing. In Medani, …*
        return name if name is not None and (self._could_be_one(name) or self._comes_behind(start, name)) else None

    def _comes_behind(self, start: int, name: Name) -> bool:
        """*In Medani, Zenab Wolo Nala trains widows*: three words or more (fewer may be a person's), none of them of
        English, behind where it works."""
        opener, _, places = self._text[start : name.start].rstrip(" ,").rpartition(". ")[2].partition(" ")
        words = words_in(self._text[name.start : name.end])
        if opener.casefold() not in self._names.place_openers or len(words) < _STRANGE_WORDS:
            return False
        joiners = self._names.joiners.union(self._names.place_openers)
        return self._places.is_list(places, joiners) and not any(is_word(fold(word)) for word in words)

    def _apposed(self, start: int, end: int) -> Name | None:
        """*Kaba Movement Wolo, with Nala Union, plants trees*: a name with a head word that begins the text, up to its
        comma."""
        comma = _COMMA.search(self._text, start, end)
        words = words_in(self._text[start : comma.start()]) if comma else []
        if comma is None or not words or self._names.is_opener(words[0]):
            return None
        if not self._names.has_head(self._text[start : comma.start()]):
            return None
        extent = name_extent(self._text, start, comma.start(), self._names)
        names = parse_names(self._text, start, extent, self._names, self._places.has)
        if extent < comma.start() or len(names) != 1 or names[0].start != start:
            return None
        return None if self._is_public_body_here(*names[0][:2]) else names[0]

    def _agent(self, start: int, end: int) -> tuple[Name, str] | None:
        """*60 women are taught by Zenab for Women*: who does what is told, and by which rule."""
        hits = self._connectors.within(start, end)
        for hit in hits:
            longer = any(other.end == hit.end and other.start < hit.start for other in hits)  # *supported by*
            if self._connectors.code(hit) not in _LEADS_TO or longer:
                continue
            limit = min((other.start for other in hits if other.start >= hit.end), default=end)
            extent = name_extent(self._text, hit.end, min(limit, hit.end + _AGENT_REACH), self._names)
            names = parse_names(self._text, hit.end, extent, self._names, self._places.has)
            directed = self._connectors.code(hit) == "directed"  # a person may lead a project
            if directed and not (names and self.is_no_person(names[0])):
                continue
            if names and self._could_be_one(names[0]) and not self._is_public_body_here(*names[0][:2]):
                return names[0], hit.key
        return None

    def _could_be_one(self, name: Name) -> bool:
        """A name is an organisation's, though nothing else tells: three words or more, with a head word, or the first
        none of English and no place."""
        long = self._text[name.start : name.end]
        words = words_in(long)
        if len(words) < _STRANGE_WORDS:
            return False
        if self._names.has_head(long):
            return True
        if is_word(fold(words[0])) or self._places.has(words[0]):
            return False
        inside = any(word.islower() and self._names.is_particle(word) for word in words)  # persons have no such words
        return inside or any(map(self._names.is_theme, words))

    def is_no_person(self, name: Name) -> bool:
        """It has a short form, three words or more, or one that heads names of organisations; nor is it a place."""
        words = self._text[name.start : name.end]
        sure = name.acronym or is_acronym_like(words) or words.count(" ") > 1 or self._names.closes(words)
        return bool(sure) and not (self._places.has(words) or self._places.is_list(words, self._names.joiners))

    def _is_public_body_here(self, start: int, end: int) -> bool:
        found = self._connectors.is_public_body(start, end)
        if found and self._trace:
            self._trace.add("organizations", start, end, "public_body")
        return found
