"""The word lists of `locations.toml`, read and ready to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import regex

from wphf_extract.phrases import fold
from wphf_extract.rules import read_toml, require_keys, string_list

__all__ = ["PlaceCues"]

_TABLES = {
    "cues": (
        "in",
        "near",
        "weak",
        "origin",
        "fled",
        "behind",
        "people",
        "list",
        "within",
        "articles",
        "opening",
        "skipped",
        "directions",
        "inside",
    ),
    "kinds": ("words", "in_names"),
    "never": ("words", "languages"),
    "documents": ("words",),
}


@dataclass(frozen=True, slots=True)
class PlaceCues:
    """The word lists of `locations.toml`; the comments there say what each is for."""

    words: Mapping[str, frozenset[str]]  # the lists of the table `cues`
    kinds: Mapping[str, str]  # singular and plural forms: the kind
    in_names: frozenset[str]
    never: frozenset[str]
    languages: frozenset[str]
    documents: frozenset[str]
    titles: frozenset[str]  # the documents with a capital
    leading: frozenset[str]  # cues that a run of capitalised words may begin with (*In Gao*)
    joiners: frozenset[str]  # what parts the places of a list
    in_lists: frozenset[str]  # all that may stand between them
    run: regex.Pattern[str]  # capitalised words in a row
    led: re.Pattern[str]  # a cue, and a word without a capital

    @classmethod
    def read(cls, text: str, source: str) -> PlaceCues:
        """Reads `locations.toml`.

        Raises:
            RuleError: the file breaks its format; the message names file, table and key.
        """
        data = read_toml(text, source)
        require_keys(data, tuple(_TABLES), tuple(_TABLES), source)
        lists: dict[str, dict[str, frozenset[str]]] = {}
        for table, keys in _TABLES.items():
            require_keys(data[table], keys, keys, f"{source}: {table}")
            lists[table] = {k: frozenset(string_list(data[table], k, f"{source}: {table}")) for k in keys}
        kinds: dict[str, str] = {}
        for kind in string_list(data["kinds"], "words", f"{source}: kinds"):
            for form in _plurals(kind):
                kinds.setdefault(form, kind)  # *islands* are listed too, behind *island*
        cues = lists["cues"]
        joiners = cues["list"] | {"("}
        return cls(
            words=cues,
            kinds=kinds,
            in_names=lists["kinds"]["in_names"],
            never=frozenset(fold(w) for w in lists["never"]["words"]),
            languages=frozenset(fold(w) for w in lists["never"]["languages"]),
            documents=lists["documents"]["words"],
            titles=frozenset(word.capitalize() for word in lists["documents"]["words"]),
            leading=frozenset().union(*(cues[k] for k in ("in", "near", "weak", "origin", "list", "articles"))),
            joiners=joiners,
            in_lists=joiners.union(*(cues[k] for k in ("in", "near", "skipped", "within")), kinds, ")"),
            run=_run_pattern(cues["inside"], {word for word in (*cues["list"], *kinds) if word.isalpha()}),
            led=re.compile(rf"({'|'.join(sorted(map(re.escape, cues['in'] | cues['near'])))}) ([^\W\d_][\w’'-]{{4,}})"),
        )


def _plurals(kind: str) -> tuple[str, ...]:
    return (kind, kind + "s", kind[:-1] + "ies" if kind.endswith("y") else kind + "es")


def _run_pattern(inside: Iterable[str], joiners: Iterable[str]) -> regex.Pattern[str]:
    """Capitalised words in a row, with the particles that place names have between them; a number may end them
    (*Domiz 1 and …*)."""
    particle = "|".join(sorted(map(regex.escape, inside), key=len, reverse=True))
    joiner = "|".join(sorted(map(regex.escape, joiners)))
    letters = r"[\p{L}\p{M}\p{N}’'ʼ`]*"
    word = rf"(?:(?:{particle})[-’'])?\p{{Lu}}{letters}(?:[-‐‑–/][\p{{L}}\p{{M}}]{letters})*"
    first = rf"\p{{Lu}}{letters}(?:[-‐‑–/][\p{{L}}\p{{M}}]{letters})*"
    number = rf"(?:[ ]\d{{1,2}}(?=[,.;)]|\s+(?:{joiner})\b))?"
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){first}(?:[ \u00a0](?:(?:{particle})[ ’'])?{word})*{number}")
