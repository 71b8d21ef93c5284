"""Asks of stretches of a page whether organisations' names stand there."""

from __future__ import annotations

from collections.abc import Callable

import regex

from wphf_extract.language.folding import DASHES
from wphf_extract.names.namesintext import find_name, find_subject
from wphf_extract.names.namewords import NameWords, is_acronym_like, words_in
from wphf_extract.names.shortforms import IN_BRACKETS, Name, opens_short_form

__all__ = ["SENTENCE_END", "NameSpans"]

SENTENCE_END = regex.compile(r"[.!?](?<=[\p{Ll}\p{N})”\"].)\s+(?=[\p{Lu}“\"])")
_TOLD_BEHIND = regex.compile(r":\s+\p{Ll}+\s")  # what stands before is told of: *Seeds for 50 women: this is how …*
_SMALL_LINE = regex.compile(r"\n[^\S\n]*+(\p{Ll}+)\s+(?=[“\"«„]?\p{Lu})")
_COMMA = regex.compile(r",\s+")


class NameSpans:
    """The names in the stretches `[start, end)` of a page.

    Args:
        text: the page's text.
        names: what names are made of.
    """

    def __init__(self, text: str, names: NameWords) -> None:
        self.text = text
        self._names = names

    def first_name(self, start: int, end: int) -> Name | None:
        """The first organisation that the first sentence names beyond doubt."""
        sentence = SENTENCE_END.search(self.text, start, end)
        return self.named(start, sentence.start() if sentence else end)

    def named(self, start: int, end: int) -> Name | None:
        """The first organisation that any sentence names beyond doubt."""
        return find_name(self.text, start, end, self._names)

    def subject(self, start: int, last: int, end: int, counts: Callable[[int, int], bool] | None = None) -> Name | None:
        """The organisation that begins a sentence before its verb, or what stands behind a comma not behind `last`.

        Args:
            start, last, end: as the summary says; the sentence may go on to `end`.
            counts: which names without a short form are taken for organisations; None takes the distinct ones.
        """
        counts = counts or self.is_distinct
        for at in (start, *(comma.end() for comma in _COMMA.finditer(self.text, start, last))):
            name = find_subject(self.text, at, end, self._names, lambda _: False)
            if name is not None and (name.acronym or counts(name.start, name.end)):
                return name
        return None

    def plain_words(self, start: int, end: int) -> int:
        """How many words there are neither capitalised nor small words of names."""
        return sum(w[0].islower() and not self._names.is_particle(w) for w in words_in(self.text[start:end]))

    def has_short_form(self, start: int, end: int) -> bool:
        """An acronym stands there in brackets."""
        return any(map(is_acronym_like, IN_BRACKETS.findall(self.text, start, end)))

    def presents(self, start: int, end: int) -> bool:
        """An organisation is named there with its short form."""
        name = find_name(self.text, start, end, self._names)
        return bool(name and name.acronym and self._names.closes(self.text[name.start : name.end]))

    def has_organization(self, start: int, end: int) -> bool:
        """A word that heads organisations' names stands there, or an acronym in brackets."""
        return self._names.has_head(self.text[start:end]) or self.has_short_form(start, end)

    def is_distinct(self, start: int, end: int) -> bool:
        """An organisation with a name of its own stands there, and no theme: *Kaba Network*, not *Women’s Movement*."""
        if self.has_short_form(start, end):
            return True
        words = [w for w in words_in(self.text[start:end]) if w[0].isupper()]
        plain = [w for w in words if not self._names.is_theme(w)]
        own = [w for w in plain if not (self._names.is_head(w) or self._names.is_generic(w))]
        return bool(own) and any(map(self._names.is_head, plain))

    def is_foreign(self, start: int, end: int) -> bool:
        """A short form, or two words or more, none of them of English, nor of what organisations work for."""
        name = self.text[start:end]
        return self._names.is_closed(name) and (len(words_in(name)) > 1 or is_acronym_like(name))

    def is_distinct_or_foreign(self, start: int, end: int) -> bool:
        """An organisation beyond doubt stands there, or a name that holds no word of English."""
        return self.is_distinct(start, end) or self.is_foreign(start, end)

    def _is_opener(self, word: str, head: str) -> bool:
        """A first word that goes on about something else; *OF “Aiym”* is a short form instead, and in *Her Voice Matter
        (HVM)* the short form takes it in."""
        if not self._names.is_opener(word) or (word.isupper() and len(word) > 1 and not head.isupper()):
            return False
        if head.startswith(f"{word}-"):
            return False  # *All-Ukrainian NGO “Hope”*
        return not opens_short_form(head, self._names)

    def is_opener(self, word: str) -> bool:
        """A word that goes on about something else, and begins no name: *it*, *these*."""
        return self._names.is_opener(word)

    def behind_title(self, start: int, end: int) -> int | None:
        """Where the name begins in *Two Banks*, and in the next line *by Alpha*; None if it is not told so."""
        line = _SMALL_LINE.search(self.text, start, end)
        return line.end() if line and line[1] in self._names.authors else None

    def is_name_run(self, start: int, end: int) -> bool:
        """The stretch could be one or more names: capitalised, in one sentence, and not about something."""
        head = self.text[start:end].strip(f" \t{DASHES},:")
        words = words_in(head)
        if not words or SENTENCE_END.search(head) or _TOLD_BEHIND.search(head) or self._is_opener(words[0], head):
            return False
        capitals = sum(w[0].isupper() or w[0].isdigit() for w in words)
        if not capitals or (words[0].isdigit() and capitals == 1):
            return False
        if words[0][0].islower() and not is_acronym_like(head):
            return False
        small = [w for w in words if w[0].islower()]
        if len(small) <= max(2, capitals):
            return True
        plain = [w for w in small if not self._names.is_particle(w)]
        return len(plain) <= max(2, capitals) or self.has_organization(start, end)
