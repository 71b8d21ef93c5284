"""Says whether a name can be a place: by its words, by what the gazetteer knows, and by how it is led to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import regex

from wphf_extract.components.locations.placecontext import Cue, means_language, stands_free
from wphf_extract.components.locations.placewords import PlaceCues
from wphf_extract.gazetteer import Gazetteer, normalize
from wphf_extract.gazetteer.placenames import without_number
from wphf_extract.language.folding import fold
from wphf_extract.language.numbers import number_reader
from wphf_extract.language.words import is_language, is_word
from wphf_extract.names.namewords import NameWords

__all__ = ["PlaceJudge"]

_CACHE = 20_000
_CAPITALS = regex.compile(r"\p{Lu}[^\s,;()]*(?:[ \u00a0]\p{Lu}[^\s,;()]*)*")
_LETTERS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*[’']?")
_TIED = re.compile("[-–/]")
_CAPITAL_INSIDE = regex.compile(r"\p{Ll}{2}\p{Lu}")  # *QuickBooks*
_KNOWN_ALONE = 5  # letters that a name needs to be a place without any cue
_SHORT = 4  # letters from which on a word is no short form and no small word
_SHORT_FORM = 5  # letters up to which a name in capitals is a short form: *16 PDET municipalities*
_LONGEST = 5  # words of a name that the gazetteer lacks


class PlaceJudge:
    """Judges names, wherever they stand.

    Args:
        cues: the word lists.
        gazetteer: the places there are.
        names: what names of organisations are made of.
    """

    def __init__(self, cues: PlaceCues, gazetteer: Gazetteer, names: NameWords) -> None:
        self._cues = cues
        self._gazetteer = gazetteer
        self._names = names

    # -- what the gazetteer knows --------------------------------------------------------------------

    def is_country(self, name: str) -> bool:
        """The name is a country's; a bare code (*IT*) is none."""
        return self._gazetteer.named_country(name) is not None

    def is_known(self, name: str, country: str | None) -> bool:
        """The gazetteer has the name, here or, if it is large enough, abroad; or without a number or direction."""
        if self.is_country(name):
            return True
        if name.isupper() and len(name) < _SHORT:
            return False
        if self._gazetteer.lookup(name, country=country, fuzzy=False) is not None:
            return True
        bare = without_number(name)
        if bare != name:
            return self.is_known(bare, country)
        directions = self._cues.words["directions"]
        first, _, rest = name.partition(" ")
        if rest and first.casefold() in directions:
            return self.is_known(rest, country)
        whole, _, last = name.rpartition(" ")  # *Mitrovica North*
        return bool(whole) and last.casefold() in directions and self.is_known(whole, country)

    def is_own(self, name: str, country: str | None) -> bool:
        """A place of the country bears the name, with its kind or without."""
        return bool(country and self._gazetteer.candidates(name, country=country))

    def are_places(self, text: str, country: str | None) -> bool:
        """*Kaga-Bandoro and Bria (Nana-Gribizi)*: all names are places of the country, and nothing else is said. Or
        their kind stands behind them, and they could be names (*Dhanusha district*)."""
        small = _CAPITALS.sub(" ", text).replace(",", " ").split()
        names = _CAPITALS.findall(text)
        if not names or any(word not in self._cues.in_lists for word in small):
            return False
        if all(self.is_own(name, country) for name in names):
            return True
        called = bool(small) and small[-1] in self._cues.kinds and text.endswith(small[-1])
        return called and not any(_is_common(name) or self._names.has_head(name) for name in names)

    def is_whole_name(self, name: str, country: str | None, *, abroad: bool = False) -> bool:
        """A place of the country, or, if it has none, of another, bears the name with its kind as its own."""
        found = self._gazetteer.candidates(name, country=country) if country else ()
        if not found and abroad:
            found = self._gazetteer.candidates(name)
        return any(normalize(place.name) == normalize(name) for place in found)

    # -- why a name is no place ------------------------------------------------------------------------

    def never(self, name: str) -> str:
        """Why a name is no place, whatever stands around it; empty if it may be one."""
        direction, _, rest = name.partition(" ")
        bare = rest if rest and direction.casefold() in self._cues.words["directions"] else name
        if self._is_adjective(bare) and not self.is_country(name):
            return "adjective"  # *the Chinese border*, *the East African market*
        words = _folded(bare)
        never = self._cues.never
        if not words or words[0] in never or never.issuperset(words):
            return "never"
        return "never" if number_reader().is_number(name) else ""  # *Eighteen community radios*

    def _is_adjective(self, name: str) -> bool:
        """*Chinese*; *Thai-Myanmar*, of a border."""
        parts, demonyms = _TIED.split(name), self._gazetteer.demonyms()
        return all(part in demonyms or (len(parts) > 1 and self.is_country(part)) for part in parts)

    def against(
        self, name: str, cue: Cue, kind: str | None, country: str | None, own: bool, behind: Sequence[str]
    ) -> str:
        """Why a name is no place where it stands; empty if it is one. Cheap tests come first.

        Args:
            name: the name, without its kind.
            cue: how it is led to.
            kind: what kind of place it is called.
            country: ISO 3166-1 alpha-3 of the description.
            own: the country has a place of that name.
            behind: the words behind it.
        """
        if cue.strength == "origin" and self._is_abroad(name, country):
            return "abroad"
        if cue.strength in ("strong", "list") and self._is_numbered(name):
            return ""
        if self._is_language(name, cue, kind, own, behind):
            return "language"
        if cue.strength in ("strong", "list", "origin", "spoken") or kind:
            return self._against_led(name, cue, kind, country, own, behind)
        if cue.strength == "bracket":
            return "" if own or self.is_known(name, country) else "unknown"
        if not stands_free(behind, self._cues, people=own):
            return "longer_name"
        if cue.strength == "weak":
            return "" if own or (len(name) >= _KNOWN_ALONE and self.is_known(name, country)) else "unknown"
        if len(name) < _KNOWN_ALONE:
            return "short"
        if _is_common(name):
            return "common"
        return "" if own or self.is_known(name, country) else "unknown"

    def _is_language(self, name: str, cue: Cue, kind: str | None, own: bool, behind: Sequence[str]) -> bool:
        if not kind and self._cues.languages.issuperset(_folded(name)):
            return True
        # *Shan communities* are people, *Shan community* may be a kind of place
        people = not kind or (bool(behind) and behind[0].casefold() in self._cues.words["people"])
        if people and is_language(fold(name)) and means_language(cue, behind, self._cues):
            return True
        if not kind and len(behind) > 1 and behind[0] in self._cues.joiners and fold(behind[1]) in self._cues.languages:
            return behind[2:3] == [] or behind[2].casefold() not in self._cues.words["people"]  # *in Kaba and Hausa*
        return (cue.strength == "spoken" and not own) or bool(
            behind and behind[0].casefold() in self._cues.words["tongues"]
        )

    def _against_led(
        self, name: str, cue: Cue, kind: str | None, country: str | None, own: bool, behind: Sequence[str]
    ) -> str:
        """The same of a name that is led to, or has a kind: it need not be known."""
        if own:
            return ""
        if self.is_known(name, country):
            free = kind is not None or self.is_country(name) or stands_free(behind, self._cues, people=True)
            return "" if free else "longer_name"
        if behind and behind[0].casefold() in self._cues.words["people"]:
            return "people"
        if cue.strength == "none" and _is_common(name):
            return "common"  # *Listening circles*
        strict = kind is None and cue.strength != "list" and not self._leads_list(behind, country)
        return "" if self._could_be_name(name, country, bool(kind), strict=strict) else "no_name"

    def _leads_list(self, behind: Sequence[str], country: str | None) -> bool:
        """*in Kaba and Gao*: a place of the country goes on the list that the name begins."""
        goes_on = len(behind) > 1 and behind[0] in self._cues.joiners and not is_language(fold(behind[1]))
        return goes_on and self.is_own(behind[1], country)

    def _is_numbered(self, name: str) -> bool:
        """*Camp 4*, *Ward 12*: a kind and a number are a name, where something leads to it."""
        kind, _, number = name.partition(" ")
        return number.isdigit() and kind.casefold() in self._cues.kinds

    def _is_abroad(self, name: str, country: str | None) -> bool:
        foreign = self._gazetteer.named_country(name)
        return foreign is not None and country is not None and foreign.alpha3 != country

    def _could_be_name(self, name: str, country: str | None, has_kind: bool, *, strict: bool) -> bool:
        """A name that the gazetteer lacks: no short form, no theme, and not English words only."""
        words = _LETTERS.findall(name)
        if len(words) > _LONGEST or (name.isupper() and (not has_kind or len(name) <= _SHORT_FORM)):
            return False
        directed = any(w.casefold() in self._cues.words["directions"] for w in words)
        if strict and not directed and (is_language(fold(name)) or is_language(fold(words[0]))):
            return False
        if not directed and len(words) > 1 and self.is_country(words[-1]):
            return False  # *from Avocats Libres Mali*: a name that ends with its country's is an organisation's
        if any(self._names.is_theme(w) or self._names.is_head(w) or _CAPITAL_INSIDE.search(w) for w in words):
            return False
        if not strict or any(not is_word(fold(w)) and len(w) > 2 for w in words):
            return True
        return len(words) > 1 and any(self.is_known(w, country) for w in words if len(w) >= _SHORT)


def _is_common(name: str) -> bool:
    """All its words are words of English, or too short to tell."""
    return all(is_word(fold(w)) or len(w) < _SHORT for w in name.split())


@lru_cache(maxsize=_CACHE)
def _folded(name: str) -> tuple[str, ...]:
    """The words of a name, folded."""
    return tuple(fold(word) for word in _LETTERS.findall(name))
