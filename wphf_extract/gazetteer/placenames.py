"""Names of places: the forms that they are sought by, and how far apart two spellings of one may be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

__all__ = ["KINDS", "Forms", "PlaceWords", "fits_by_words", "key_of", "normalize", "slips", "without_number"]

_SHORT_WORD = 7  # letters of a word that may have one slip; a longer one may have two
_NUMBER_BEHIND = re.compile(r"(?<!\s)\s+(?:\d+|[IVX]+)$")
KINDS = ("country", "admin1", "admin2", "town", "area", "camp")
_FOLDED = str.maketrans("ıøłđðŋɓɗƙɔɛəħŧƴɩʋ", "iolddnbdkoeahtyiu", "ʿʾʼʻʹʺ’‘'`´′‛ʽ") | str.maketrans(
    {"æ": "ae", "œ": "oe", "þ": "th"}
)


@lru_cache(maxsize=8192)
def normalize(name: str) -> str:
    """Returns a name without case, accents and punctuation, its words parted by one space."""
    folded = name.casefold().translate(_FOLDED)
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def key_of(name: str) -> str:
    """Returns a name as `normalize` does, without the spaces."""
    return normalize(name).replace(" ", "")


def slips(letters: int) -> int:
    """Returns how many slips a word, or a name, of so many letters may have."""
    return 1 if letters <= _SHORT_WORD else 2


def fits_by_words(words: Sequence[str], key: str) -> bool:
    """Says that no word of a name has more slips in a key than it may: *Deir el Qamar* is not *Deïr el Ahmar*."""
    from rapidfuzz.distance import OSA

    if not words:
        return not key
    word, rest, most = words[0], words[1:], slips(len(words[0]))
    sizes = range(len(word) - most, len(word) + most + 1) if rest else (len(key),)
    return any(
        OSA.distance(word, key[:size], score_cutoff=most) <= most and fits_by_words(rest, key[size:]) for size in sizes
    )


def without_number(name: str) -> str:
    """Returns a name without the number behind it: *Domiz 1*, *Dalori II*."""
    return _NUMBER_BEHIND.sub("", name)


class Forms(NamedTuple):
    """What a name is sought by: plain key, variant key, the directions in front of that, kind; and the words that the
    variant is made of behind the directions."""

    plain: str
    variant: str
    lead: str
    kind: str | None
    words: tuple[str, ...]


class PlaceWords:
    """The words inside place names that name nothing themselves; table `words` of `places.toml`."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        def flat(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
            return {normalize(word): key for key, group in table.items() for word in group}

        self._directions, self._kinds = flat(words["directions"]), flat(words["kinds"])
        self._same = flat(words["same"])
        self._particles = frozenset(map(normalize, words["particles"]))
        self._articles = frozenset(map(normalize, words["articles"]))
        self._elision = re.compile(rf"\b(?:{'|'.join(words['elisions'])})['’](?=\w)", re.IGNORECASE)

    def kind(self, word: str) -> str | None:
        """Returns the kind of place that a word stands for (*province*: `admin1`)."""
        tokens = reversed(normalize(word).split())
        return word if word in KINDS else next(filter(None, map(self._kinds.get, tokens)), None)

    def is_kind(self, name: str) -> bool:
        """The name is nothing but the word for a kind of place: *region*."""
        return normalize(name) in self._kinds

    def forms(self, name: str, *, kinds: bool = True) -> Forms:
        """Returns the keys of a name; without `kinds`, *region* and such stay in the variant."""
        tokens, kind = normalize(self._elision.sub("", name)).split(), None
        while kinds and len(tokens) > 1:
            end = 0 if tokens[0] in self._kinds else -1
            if tokens[end] not in self._kinds:
                break
            word = self._kinds[tokens.pop(end)]
            kind = kind or word
            while len(tokens) > 1 and tokens[end] in self._particles:
                tokens.pop(end)
        lead: set[str] = set()
        rest: list[str] = []
        for left, token in enumerate(tokens, 1 - len(tokens)):
            if token in self._directions:
                lead.update(self._directions[token].split())
            elif token not in self._particles and (not left or token not in self._articles):
                rest.append(self._same.get(token, token))
        plain, front = key_of(name), "".join(sorted(lead))
        return Forms(plain, front + "".join(rest) or plain, front, kind, tuple(rest))
