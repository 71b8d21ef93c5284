"""The word lists of `locations.toml`, read and ready to be asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wphf_extract.language.folding import HYPHENS, fold
from wphf_extract.language.inflections import plurals_of
from wphf_extract.language.patterns import any_of
from wphf_extract.rules.ownrules import OwnRules
from wphf_extract.rules.tomltext import TomlText, require_keys, string_list

__all__ = ["WRAP", "PlaceCues"]

_TABLES = {
    "cues": (
        "in",
        "near",
        "weak",
        "untied",
        "origin",
        "fled",
        "left",
        "spoken",
        "back",
        "toward",
        "tongues",
        "behind",
        "people",
        "list",
        "within",
        "articles",
        "opening",
        "skipped",
        "directions",
        "inside",
        "tied",
        "known_inside",
        "shortened",
    ),
    "kinds": ("words", "in_names", "in_single_names", "features"),
    "never": ("words", "faiths", "languages"),
    "documents": ("words",),
}
#: stands for each character of a line break inside a paragraph
WRAP = "\1"
# What a word before a name tells, by the list it is on; the first list that has it counts.
_ROLES = ("fled", "near", "origin", "in", "opening", "kind", "weak", "skipped")
# Accents that are characters of their own, of the scripts that have capitals.
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"


@dataclass(frozen=True, slots=True)
class PlaceCues:
    """The word lists of `locations.toml`; the comments there say what each is for."""

    words: Mapping[str, frozenset[str]]  # the lists of the table `cues`
    roles: Mapping[str, str]  # words that may stand before a name: one of `_ROLES`
    kinds: Mapping[str, str]  # singular and plural forms: the kind
    kind_ends: frozenset[str]  # the last words of these forms
    in_names: frozenset[str]
    in_single_names: frozenset[str]
    features: frozenset[str]
    never: frozenset[str]
    languages: frozenset[str]
    documents: frozenset[str]
    titles: frozenset[str]  # the documents with a capital
    leading: frozenset[str]  # cues that a run of capitalised words may begin with (*In Gao*)
    joiners: frozenset[str]  # what parts the places of a list
    in_lists: frozenset[str]  # all that may stand between them
    run: re.Pattern[str]  # capitalised words in a row
    led: re.Pattern[str]  # a cue, and a word without a capital

    @classmethod
    def read(cls, text: str, source: str, own: OwnRules | None = None) -> PlaceCues:
        """Reads `locations.toml`, changed as a user's own rules say.

        Raises:
            RuleError: the file breaks its format; the message names file, line, table and key.
        """
        toml = TomlText(text, source)
        data = own.with_words("locations", toml) if own else toml.data
        require_keys(data, tuple(_TABLES), tuple(_TABLES), toml.spot())
        lists: dict[str, dict[str, frozenset[str]]] = {}
        for table, keys in _TABLES.items():
            where = toml.spot(table, label=table)
            require_keys(data[table], keys, keys, where)
            lists[table] = {k: frozenset(string_list(data[table], k, where)) for k in keys}
        kinds: dict[str, str] = {}
        for kind in string_list(data["kinds"], "words", toml.spot("kinds")):
            for form in (kind, *plurals_of(kind)):
                kinds.setdefault(form, kind)  # *islands* are listed too, behind *island*
        cues = lists["cues"]
        joiners = cues["list"] | {"("}
        return cls(
            words=cues,
            roles=_roles(cues, kinds),
            kinds=kinds,
            kind_ends=frozenset(form.rpartition(" ")[2] for form in kinds),
            in_names=lists["kinds"]["in_names"],
            in_single_names=lists["kinds"]["in_single_names"],
            features=lists["kinds"]["features"],
            never=frozenset(fold(w) for w in lists["never"]["words"] | lists["never"]["faiths"]),
            languages=frozenset(fold(w) for w in lists["never"]["languages"]),
            documents=lists["documents"]["words"],
            titles=frozenset(word.capitalize() for word in lists["documents"]["words"]),
            leading=frozenset().union(*(cues[k] for k in ("in", "near", "weak", "origin", "list", "articles"))),
            joiners=joiners,
            in_lists=joiners.union(*(cues[k] for k in ("in", "near", "skipped", "within")), kinds, ")"),
            run=_run_pattern(
                cues["inside"],
                cues["tied"],
                {word for word in (*cues["list"], *cues["within"], *kinds) if word.isalpha()},
                cues["shortened"],
            ),
            led=re.compile(rf"({any_of(cues['in'] | cues['near'])}) ([^\W\d_][\w’'-]{{4,}})"),
        )


def _roles(cues: Mapping[str, frozenset[str]], kinds: Iterable[str]) -> dict[str, str]:
    skipped = cues["skipped"] | cues["directions"]
    lists = {**cues, "skipped": skipped, "kind": frozenset(kinds) - skipped}
    roles: dict[str, str] = {}
    for role in _ROLES:
        for word in lists[role]:
            roles.setdefault(word, role)
    return roles


def _run_pattern(
    inside: Iterable[str], tied: Iterable[str], joiners: Iterable[str], shortened: Iterable[str]
) -> re.Pattern[str]:
    """Capitalised words in a row, with the particles that place names have between them; a number may end them
    (*Domiz 1 and …*). An underscore must not stand in the text: it would count as a letter; and where a line was broken
    for its length, `WRAP` must stand."""
    particle = any_of(inside)
    before_hyphen = any_of((*inside, *tied))
    joiner = any_of(joiners)
    letters = rf"[\w{_MARKS}’'ʼ`]*"
    bound = rf"(?:[{HYPHENS}–/](?:[^\W\d]|[{_MARKS}]){letters})*"
    capital = f"[{_capitals()}]"
    initials = rf"(?:{capital}\.)+{capital}(?![\w{_MARKS}])\.?"  # *Bogotá D.C.*
    word = rf"(?:{initials}|(?:(?:{before_hyphen})[-’'])?{capital}{letters}{bound})"
    # the look behind stands behind the capital, as `re` finds a pattern fastest by its first character
    first = rf"{capital}(?<![^\W_].){letters}{bound}"
    cut_short = "|".join(rf"(?<=\b{re.escape(word.capitalize())}\.)" for word in shortened) or "(?!)"
    stop = rf"(?:\.(?:{cut_short}))?"  # *Mt. Hagen*
    number = rf"(?:[ ]\d{{1,2}}(?=[,.;)]|\s+(?:{joiner})\b))?"
    return re.compile(rf"{first}(?:{stop}(?:[ \u00a0]|{WRAP}+)(?:(?:{particle})[ ’'])?{word})*{number}")


def _capitals() -> str:
    """All capital letters, ready to stand in a character class; `re` has no name for them."""
    letters = filter(str.isupper, map(chr, range(0x10000)))
    return "".join(c for c in letters if unicodedata.category(c) == "Lu")
