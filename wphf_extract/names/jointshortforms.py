"""The pieces of a list of names, and whether a short form takes its letters from several of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from wphf_extract.language.folding import DASHES, fold
from wphf_extract.names.namewords import NameWords, fits_initials, initials_used, spells, words_in
from wphf_extract.names.shortforms import BRACKETED

__all__ = ["Piece", "is_spelt_before", "is_spelt_by_later", "spans_both", "takes_short_form"]

_SHORT_FORM_FIRST = regex.compile(rf"(\p{{Lu}}[\p{{Lu}}\p{{N}}-]+)(?:\s+[{DASHES}]|\s*:)\s+")
_FIRST_LETTERS = 3  # that a short form shares with the name that it begins as


class Piece(NamedTuple):
    """A stretch `[start, end)` between two separators."""

    start: int
    end: int
    joiner: str  # what stands before it: "", "," or a word


def spans_both(left: str, joiner: str, right: str, acronym: str) -> bool:
    """The short form, or its first word, takes letters from both sides of a separator."""
    for form in {acronym, words_in(acronym)[0] if words_in(acronym) else acronym}:
        both = initials_used(f"{left} {joiner} {right}", form)
        if both < len(fold(form)) and spells(right, form):
            continue  # *Kaba Wolo and Colectivo de Abogadas Chaqueñas (COACHA)*
        if both > initials_used(right, form) and both * 2 >= len(fold(form)):
            return True
    return False


def takes_short_form(text: str, left: str, right: str, pieces: Sequence[Piece]) -> bool:
    """The next short form begins with the first letters of the left side, and not of the right: *Fundación Mujer,
    Arte y Vida (FUNDARTE)*."""
    brackets = (BRACKETED.search(text[piece.start : piece.end]) for piece in pieces)
    form = fold(next((bracket.group(1) for bracket in brackets if bracket), ""))[:_FIRST_LETTERS]
    return len(form) == _FIRST_LETTERS and fold(left).startswith(form) and not fold(right).startswith(form[0])


def is_spelt_before(left: str, joiner: str, right: str, words: NameWords) -> bool:
    """The short form before the name takes letters from both sides: *ADES – Action pour le Développement et
    l’Entraide Sociale*."""
    form = _SHORT_FORM_FIRST.match(left)
    if form is None or _SHORT_FORM_FIRST.match(right):
        return False
    rest = left[form.end() :]
    whole = f"{rest} {joiner} {right}"
    return fits_initials(whole, form[1], words) and initials_used(whole, form[1]) > initials_used(rest, form[1])


def is_spelt_by_later(text: str, left: str, pieces: Sequence[Piece], words: NameWords) -> bool:
    """The short form behind a later piece takes its letters from all of them, and from the left side: *Corporación
    Mujer, Denuncia y Grita (CMDG)*."""
    for number, piece in enumerate(pieces):
        bracket = BRACKETED.search(text[piece.start : piece.end])
        if bracket is not None:
            right = text[pieces[0].start : piece.start + bracket.start()]
            form = fold(bracket.group(1))
            if not number or len(form) < _FIRST_LETTERS or initials_used(right, form) == len(form):
                return False
            return initials_used(f"{left} {right}", form) == len(form) and fits_initials(f"{left} {right}", form, words)
    return False
