"""What stands around a name: the words before it that lead to it, and the words behind it that say what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, takewhile, zip_longest
from typing import Literal, NamedTuple

from wphf_extract.components.locations.placewords import PlaceCues
from wphf_extract.language.folding import fold
from wphf_extract.names.namewords import NameWords

__all__ = [
    "Cue",
    "Strength",
    "cue_before",
    "is_document",
    "is_list_between",
    "kind_behind",
    "kind_is_plural",
    "means_language",
    "stands_free",
    "words_before",
    "words_behind",
]

_BEFORE = 90  # characters before a name that are read
_BEHIND = 40  # characters behind it
_CACHE = 20_000
_LIST_WORDS = 6  # words and signs between two places of a list
_WORD = re.compile(r"\w+(?:[-’']\w+)*[’']?|[^\s\w]")


#: How surely something leads to a place; of `fled` and `language`, that it does not.
Strength = Literal["strong", "weak", "list", "bracket", "origin", "spoken", "fled", "language", "none"]


class Cue(NamedTuple):
    """How a name is led to."""

    strength: Strength
    relation: str
    kind: str | None
    word: str  # that leads to it; empty for none


def words_before(text: str, at: int, start: int) -> list[str]:
    """The words and signs before a name that begins at `at`, none of them before `start`."""
    return _words(text, max(start, at - _BEFORE), at)


def words_behind(text: str, at: int, end: int) -> list[str]:
    """The words and signs behind a name that ends at `at`, none of them behind `end`."""
    return _words(text, at, min(at + _BEHIND, end))


def _words(text: str, start: int, end: int) -> list[str]:
    """The words and signs of a stretch of text; a tab, which parts the cells of a table, is an upright stroke."""
    return list(chain.from_iterable(map(_words_of, text[start:end].replace("\t", " | ").split())))


@lru_cache(maxsize=_CACHE)
def _words_of(token: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(token))


def cue_before(before: Sequence[str], cues: PlaceCues) -> Cue:
    """Reads backwards from a name, over the words before it, to the one that leads to it."""
    lists, roles = cues.words, cues.roles
    kind: str | None = None
    weak = ""
    for back, written in enumerate(reversed(before)):
        word = written.casefold()
        role = roles.get(word)
        if role is None or (role == "opening" and back):
            if word.isdigit():
                continue
            break
        if role == "fled":
            return Cue("fled", "in", kind, word)
        if role == "near":
            return Cue("strong", "near", kind, word)
        if role == "opening":
            return Cue("bracket", "in", kind, word)
        further = before[-back - 2].casefold() if back + 2 <= len(before) else ""
        if role in ("in", "origin"):
            if further in lists["fled"] or (role == "origin" and further in lists["left"]):
                return Cue("fled", "in", kind, further)
            if role == "origin":
                return Cue("origin", "in", kind, word)
            if further in lists["spoken"]:
                return Cue("spoken", "in", kind, further)
            return Cue("strong", "in", kind, word)
        if role == "kind":
            kind = kind or cues.kinds[word]
        elif role == "weak":
            if further in lists["near"]:
                return Cue("strong", "near", kind, further)
            if further in lists["back"] and word in lists["toward"]:
                return Cue("strong", "in", kind, further)
            tied = further in cues.kinds and word not in lists["untied"]
            if not (tied or further in lists["skipped"]):
                return Cue("strong" if kind else "weak", "in", kind, word)
            weak = word
    return Cue("strong" if kind else "weak" if weak else "none", "in", kind, kind or weak)


def kind_is_plural(before: Sequence[str], cues: PlaceCues) -> bool:
    """A kind in the plural leads to a name: *six wards of Jos South*, *the districts Gao and Mopti*."""
    words = [word.casefold() for word in before]
    while words and words[-1] in cues.words["skipped"]:
        words.pop()
    if words and words[-1] in cues.words["within"]:
        words.pop()
    return bool(words) and cues.kinds.get(words[-1], words[-1]) != words[-1]


def is_list_between(text: str, start: int, end: int, cues: PlaceCues) -> bool:
    """Nothing stands between two names but what parts the places of a list."""
    if end - start > _BEFORE:
        return False
    written = _words(text, start, end)
    if len(written) > _LIST_WORDS:
        return False
    # in brackets there may be a count: *in Bambari (80) and Ippy (45)*
    words = [word.casefold() for word in written if not word.isdigit()]
    return cues.in_lists.issuperset(words) and not cues.joiners.isdisjoint(words)


def kind_behind(behind: Sequence[str], cues: PlaceCues) -> str | None:
    """The kind of place that follows a name: *Gao region*, *Mangu local government*."""
    if not behind:
        return None
    word = behind[0].casefold()
    return (cues.kinds.get(f"{word} {behind[1].casefold()}") if len(behind) > 1 else None) or cues.kinds.get(word)


def stands_free(behind: Sequence[str], cues: PlaceCues, *, people: bool) -> bool:
    """What follows does not make the name a part of a longer one; `people` (*Gao women*) do not."""
    if not behind or not behind[0][0].isalnum():
        return True
    lists = cues.words
    return behind[0].casefold() in lists["behind"] or (people and behind[0].casefold() in lists["people"])


def is_document(before: Sequence[str], behind: Sequence[str], cues: PlaceCues, names: NameWords) -> bool:
    """The name is a part of the title of an agreement, a law or a resolution."""
    documents = cues.documents
    if behind[1:2] == ["s"]:  # *Yemen’s National Action Plan*
        title = list(takewhile(lambda word: word[0].isupper() or word.isdigit(), behind[2:]))
        return any(word.casefold() in documents for word in title)
    behind = _behind_list(behind, cues)
    if behind and behind[0].casefold() in documents:
        return True
    attributive = len(behind) > 1 and behind[0].isalpha() and behind[0].casefold() not in cues.words["behind"]
    if attributive and behind[1].casefold() in documents:
        return True
    for word in reversed(before):
        if word in cues.titles:
            return True
        if not (word[0].isupper() or names.is_particle(word)):
            return False
    return False


def _behind_list(behind: Sequence[str], cues: PlaceCues) -> Sequence[str]:
    """What stands behind a list of names: *the Gao and Kidal peace talks*."""
    at = 0
    while at + 1 < len(behind) and behind[at] in cues.joiners and behind[at + 1][0].isupper():
        at += 2
    rest = behind[at:]
    # A verb may follow a list (*in Gao and Kidal process rice*); two words that no list runs on with are a title.
    return rest if at and len(rest) > 1 and rest[0].casefold() not in cues.words["behind"] else behind


def means_language(cue: Cue, behind: Sequence[str], cues: PlaceCues) -> bool:
    """*papers in Mon and Burmese*, *Kachin women*: a name of a place and a language stands for the language or its
    speakers; *Ambon, Seram and Buru, and women …* does not go on."""
    if cue.strength == "spoken":
        return True
    if behind[:1] == [","] and behind[1:2] and behind[1].casefold() in cues.words["list"]:
        return False
    for word, following in zip_longest(behind, behind[1:], fillvalue=""):
        if word.casefold() in cues.words["people"]:
            return cue.strength in ("none", "weak", "list", "origin")
        if fold(word) in cues.languages or following in cues.words["tongues"]:
            return True  # *in Mon, Karen and sign language*
        if not (word[0].isupper() or word in cues.joiners):
            return False
    return False
