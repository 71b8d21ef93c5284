"""Whether a comma or joiner stands inside one name of an organisation, or parts two."""

from __future__ import annotations

from typing import NamedTuple

from wphf_extract.language.folding import fold
from wphf_extract.language.inflections import is_plural
from wphf_extract.language.words import is_word
from wphf_extract.names.jointshortforms import Piece, is_spelt_before, is_spelt_by_later, spans_both, takes_short_form
from wphf_extract.names.namewords import NameWords, fits_initials, is_acronym_like, words_in
from wphf_extract.names.shortforms import BRACKETED, EDGES, QUOTES, is_translation

__all__ = ["Reading", "read_joiner"]

_SIGNS = ("/", "+")  # joiners that hardly ever stand inside a name
_LONG = 3  # words of a name that is whole, if it begins with one that is none of English


class Reading(NamedTuple):
    """Whether a comma or joiner stands inside one name, or parts two; and why."""

    inside: bool
    why: str


def read_joiner(
    text: str,
    left: tuple[int, int],
    piece: Piece,
    later: list[Piece],
    words: NameWords,
    listed: bool,
    surely: bool,
) -> Reading:
    """Reads the separator before `piece`.

    Args:
        text: the page's text.
        left: what stands before it, as far as it is one name.
        piece, later: what stands behind it, and the pieces behind that.
        words: what names are made of.
        listed: the text calls them partners.
        surely: it calls them a consortium, or this is the last joiner of an enumeration.
    """
    left_text = text[left[0] : left[1]].strip(EDGES)
    right_text = text[piece.start : piece.end].strip()
    if piece.joiner == ";" and _is_complete(left_text, words) and _is_complete(right_text, words):
        return Reading(False, "parts.semicolon")
    if piece.joiner == "," and _is_legal_tail(right_text, words):
        return Reading(True, "inside.legal_form")
    if piece.joiner == "," and _is_branch(right_text, words):
        return Reading(True, "inside.branch")
    if right_text.startswith("("):
        return Reading(True, "inside.short_form")  # *Kaba Action Plus (KAP)*
    if piece.joiner == "/" and is_translation(left_text, right_text, words):
        return Reading(True, "inside.translation")
    if left_text.endswith((")", "]")):
        return Reading(False, "parts.short_form")
    if _is_generic(right_text, piece.joiner, words):
        return Reading(False, "parts.group")
    near = (piece, *later[:2])
    if (
        is_spelt_before(left_text, piece.joiner, right_text, words)
        or takes_short_form(text, left_text, right_text, near)
        or is_spelt_by_later(text, left_text, near, words)
    ):
        return Reading(True, "inside.short_form")
    bracket = BRACKETED.search(right_text)
    if bracket is None and later and not _is_complete(right_text, words):
        # The short form may stand behind a later piece: *Women, Youth and Children (WYC)*.
        with_later = text[piece.start : later[0].end].strip()
        bracket = BRACKETED.search(with_later)
        right_text = with_later if bracket else right_text
    if bracket is not None:
        acronym = bracket.group(1)
        right_name = right_text[: bracket.start()]
        if spans_both(left_text, piece.joiner, right_name, acronym):
            return Reading(True, "inside.short_form")
        if fits_initials(right_name, acronym, words) and _is_complete(left_text, words):
            return Reading(False, "parts.short_form")
        right_text = right_name
    return _read_names(left_text, right_text, piece.joiner, words, listed, surely)


def _is_generic(text: str, joiner: str, words: NameWords) -> bool:
    """*Alpha and local associations*: a group without a name stands behind the joiner."""
    plain = words_in(text)
    listed = joiner == "," or fold(joiner) in words.list_joiners
    return listed and bool(plain) and text == text.casefold() and words.is_generic(plain[-1])


def _read_names(left: str, right: str, joiner: str, words: NameWords, listed: bool, surely: bool) -> Reading:
    """Reads a joiner by the names on its sides; see `read_joiner`."""
    if not _is_complete(left, words) or not _is_complete(right, words):
        return Reading(True, "inside.no_name")
    first, behind = (*words_in(right), "", "")[:2]
    if first[0].isupper() and first.casefold() in words.small_articles and words.is_head(behind):
        first = behind  # *Kaba Wolo and La Voix de Nala*
    if joiner == "," and _goes_on_alike(left, first, words):
        return Reading(True, "inside.particle")  # *Plateforme des Femmes de Kaba, de Sana et de Yiri*
    if (
        fold(joiner) not in words.list_joiners
        and words.is_particle(first)
        and first.islower()
        and first not in words.articles
        and not (first in words.small_articles and words.is_head(behind))  # *… et la Fondation Kaba*
    ):
        return Reading(True, "inside.particle")  # *Centre d’Études et de Formation*
    if words_in(right[:1]) and right[0].islower():
        return Reading(False, "parts.small_letter")  # *… and the provincial …*: what follows is no part of a name
    if joiner in ",;":
        return Reading(False, "parts.comma") if first[0].isupper() else Reading(True, "inside.comma")
    capitals = left.isupper() and right.isupper()  # a page that writes all names so
    starts_as_name = words.is_head(first) or (is_acronym_like(first) and not capitals)
    if joiner == "&":
        return _read_ampersand(left, right, words, surely, starts_as_name)
    if joiner in _SIGNS and words.is_closed(left) and words.is_closed(right):
        return Reading(False, "parts.whole_names")
    if fold(joiner) not in words.list_joiners and _is_plural_group(words_in(left)[-1], words) and starts_as_name:
        return Reading(True, "inside.foreign")  # *Coordination des Associations et ONG de Kaba*
    if fold(joiner) not in words.list_joiners:
        # *et, y, e, i …* stand inside names far more often than between them.
        ends = words.is_closed(left) if joiner in _SIGNS else words.closes(left)
        if starts_as_name and first[0].isupper() and ends:
            return Reading(False, "parts.head_word")
        plain = _plain(right, words)
        if surely and len(plain) > 1 and not any(map(words.is_theme, plain)):
            return Reading(False, "parts.enumeration")
        return Reading(True, "inside.foreign")
    return Reading(False, "parts.head_word") if starts_as_name else _read_and(left, right, words, listed, surely)


def _read_ampersand(left: str, right: str, words: NameWords, surely: bool, starts_as_name: bool) -> Reading:
    """Reads *&*: *Widows & Mothers Network* is one name."""
    plain, first, last = _plain(right, words), words_in(right)[0], words_in(left)[-1]
    if surely and len(plain) > 1 and not (words.is_theme(first) or words.is_theme(last)):
        return Reading(False, "parts.enumeration")
    strange = not any(words.is_theme(word) or words.is_head(word) for word in plain)
    if len(plain) > 1 and strange and words.is_head(last) and not words.is_theme(last):
        return Reading(False, "parts.whole_names")  # *Mothers’ Circle & Delta Rose*
    proper = len(plain) > 1 and not (words.is_theme(first) or is_word(fold(first)))
    if proper and words.has_head(left) and words.is_closed(left):
        return Reading(False, "parts.whole_names")  # *Association of Widows & Temotu Girls Rise*
    whole = starts_as_name and words.has_head(left) and not words.is_theme(plain[-1])  # *Group Kaba & Cooperative Nala*
    proper = not any(words.is_theme(word) for word in plain[1:])
    whole = whole or (starts_as_name and proper and len(plain) > 1 and words.closes(left))
    # *Women’s Movement of Kaba & Association Nala for Culture*
    strange_second = len(plain) > 1 and _is_strange(plain[1], words)
    whole = whole or (starts_as_name and words.has_head(left) and strange_second)
    if whole and proper and not words.is_head(last):
        return Reading(False, "parts.head_word")  # *ONG Espoir & Association Nawe Nuze*
    both = words.closes(left) and (words.closes(right) or _is_quoted(right, words))
    if (whole or both) and not words.is_theme(last):
        return Reading(False, "parts.head_word")
    return Reading(True, "inside.ampersand")


def _is_quoted(name: str, words: NameWords) -> bool:
    """*Youth NGO “Start”*"""
    return words.has_head(name) and name.rstrip()[-1:] in QUOTES


def _read_and(left: str, right: str, words: NameWords, listed: bool, surely: bool) -> Reading:
    """Reads *and* before what does not begin as a name does."""
    first, last = words_in(right)[0], words_in(left)[-1]
    if all(words.is_theme(w) or words.is_head(w) for w in _plain(right, words)) and words.is_theme(last):
        return Reading(True, "inside.themes")  # *… for Peace and Development Organization*
    if listed and words.is_head(last) and not words.is_theme(last):
        return Reading(False, "parts.partners")  # *with Foya Widows Association and Kissi Women’s Choir*
    if surely:
        return Reading(False, "parts.enumeration")
    if listed and not words.closes(left) and not words.closes(right):
        return Reading(False, "parts.partners")  # neither is the first half of *… Culture and Peace Association*
    plural = is_plural(first) and is_word(fold(first))  # *Lalibela Guides and Weavers Cooperative*
    if listed and _stands_alone(left, last, words) and _stands_alone(right, first, words) and not plural:
        return Reading(False, "parts.partners")  # *with Casa Luna and Burji Peace Club*
    if words.is_closed(left) and words.is_closed(right):
        return Reading(False, "parts.whole_names")
    strange = _is_strange(first, words)
    if len(_plain(right, words)) > 1 and words.is_head(last) and not words.is_theme(last):
        # *Kaba Women’s Group and Nala Youth for the River*, *Kaba Women’s Group and Dialogue Nala*
        named = len(_plain(left, words)) > 2 and any(
            len(word) > 2 and _is_strange(word, words) for word in _plain(right, words)
        )
        if strange or (named and not words.closes(right)):
            return Reading(False, "parts.whole_names")
    stranger = strange and (listed or _is_strange(words_in(left)[0], words))
    shorter = _plain(left, words) if listed else min(_plain(left, words), _plain(right, words), key=len)
    if stranger and words.closes(right) and len(shorter) >= _LONG:
        return Reading(False, "parts.whole_names")  # *Kaba River Women Tailors and Nala Mothers Club*
    return Reading(True, "inside.halves")


def _is_strange(word: str, words: NameWords) -> bool:
    """Neither a word of English, nor one that stands for a group or a theme in names."""
    return not (words.is_theme(word) or words.is_head(word) or is_word(fold(word)))


def _is_plural_group(word: str, words: NameWords) -> bool:
    """*Associations*, *Organisations*: such a word names nobody, but those of whom an umbrella is made."""
    return is_plural(word) and words.is_generic(word)


def _goes_on_alike(left: str, first: str, words: NameWords) -> bool:
    """A small word of names comes again: what it led to on the left goes on."""
    return (
        first.islower()
        and words.is_particle(first)
        and fold(first) not in words.place_openers
        and first in words_in(left)
    )


def _plain(name: str, words: NameWords) -> list[str]:
    """The words of a name without the small ones that names run on with."""
    return [word for word in words_in(name) if not words.is_particle(word)]


def _stands_alone(name: str, beside: str, words: NameWords) -> bool:
    """A name of two words or more is no half of one: the word beside the joiner is no theme, nor does it begin with
    what a joiner may go on (*Association of Konso and Burji Women*)."""
    written = words_in(name)
    begins_open = len(written) > 1 and words.is_head(written[0]) and words.is_particle(written[1])
    return len(_plain(name, words)) > 1 and not words.is_theme(beside) and not begins_open


def _is_legal_tail(text: str, words: NameWords) -> bool:
    core = BRACKETED.sub("", text).strip(EDGES)
    return fold(core) in words.legal_tails


def _is_branch(text: str, words: NameWords) -> bool:
    """*Gao Branch* or *Antenne de Goma*, behind a name and a comma."""
    plain = words_in(BRACKETED.sub("", text))
    return len(plain) > 1 and not {fold(plain[0]), fold(plain[-1])}.isdisjoint(words.branches)


def _is_complete(text: str, words: NameWords) -> bool:
    """The stretch could be a name by itself: a head word, a short form, or a word that is no theme."""
    plain = _plain(text, words)
    capital = [w for w in plain if w[0].isupper() or w[0].isdigit() or is_acronym_like(w)]
    if not capital:
        return False
    if len(plain) == 1 and words.is_theme(plain[0]) and not is_acronym_like(plain[0]):
        return False  # *… for Gender Education and Media*
    if is_acronym_like(plain[0]) or any(words.is_head(w) for w in (plain[0], plain[-1])):
        return True
    return any(not words.is_theme(w) for w in capital)
