"""spaCy's DocBin: pages as `Doc`s whose marks are the spans of one group, `sc`, spaCy's usual key.

Its tokens end wherever a mark does, so that spans keep their characters. What labels cannot say is kept in the
attributes of the group. The format is compressed msgpack, in which no object of Python's can stand, so a file cannot
make its reader run code. What it can do (grow without bounds when it is unpacked, name tokens and strings that are not
there) is checked here; of its `Doc`s only words, spaces and spans are rebuilt, no user data.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from wphf_extract.corrections.memory import flat_marks, memory
from wphf_extract.corrections.reading import MAX_BYTES, each_page
from wphf_extract.corrections.tasks import Mark, Markup, Task
from wphf_extract.errors import GoldError

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["GROUP", "markups", "tasks_bytes"]

#: Name of the span group.
GROUP = "sc"


def tasks_bytes(tasks: Sequence[Task]) -> bytes:
    """Returns tasks as a DocBin, without user data."""
    from spacy.tokens import Doc, DocBin, Span, SpanGroup

    nlp = _english()
    packed = DocBin(attrs=[], store_user_data=False)
    for task in tasks:
        cuts = {0, len(task.text)}
        for token in nlp.tokenizer(task.text):
            cuts.update((token.idx, token.idx + len(token)))
        for mark in task.marks:
            cuts.update((mark.start, mark.end))
        words, spaces = _tokens(task.text, sorted(cuts))
        doc = Doc(nlp.vocab, words=words, spaces=spaces)
        spans = [
            # every mark ends where a token does, so each has its span
            cast(Span, doc.char_span(mark.start, mark.end, label=label))
            for mark, label in flat_marks(task)
        ]
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, attrs={"page": task.name, "wphf": memory(task)}, spans=spans)
        packed.add(doc)
    return packed.to_bytes()


@lru_cache(maxsize=1)
def _english() -> Language:
    import spacy

    return spacy.blank("en")


def _tokens(text: str, cuts: Sequence[int]) -> tuple[list[str], list[bool]]:
    """Words between cuts; a single space is a mark on the word before it, as spaCy has it."""
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(cuts):
        if text[start:end] == " " and words and not spaces[-1]:
            spaces[-1] = True
        else:
            words.append(text[start:end])
            spaces.append(False)
    return words, spaces


def markups(path: Path) -> Iterator[Markup | GoldError]:
    """Reads a DocBin.

    Args:
        path: the file.

    Returns:
        A page each, or what is wrong with it.

    Raises:
        GoldError: the file is no DocBin, or too large.
    """
    from spacy.tokens import DocBin

    unpacker = zlib.decompressobj()
    try:
        if len(unpacker.decompress(path.read_bytes(), MAX_BYTES + 1)) > MAX_BYTES:
            raise GoldError(f"{path}: more than {MAX_BYTES:,} bytes unpacked: split it")
        packed = DocBin().from_bytes(path.read_bytes())
    except (zlib.error, ValueError, KeyError, TypeError, AssertionError, ZeroDivisionError, OverflowError) as error:
        raise GoldError(f"{path}: not a DocBin of spaCy ({error!r})") from error
    numbers = ((f"{path}: doc {number}", number) for number in range(len(packed)))
    return each_page(numbers, partial(_markup, packed), "its tokens or spans cannot be read")


def _markup(packed: Any, number: int, where: str) -> Markup:
    from spacy.attrs import ORTH  # type: ignore[import-not-found]
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    vocab = Vocab(strings=sorted(packed.strings))
    orths = packed.tokens[number][:, packed.attrs.index(ORTH)]
    words = [vocab.strings[int(orth)] for orth in orths]
    spaces = [bool(space) for space in packed.spaces[number][:, 0]]
    doc = Doc(vocab, words=words, spaces=spaces)
    doc.spans.from_bytes(packed.span_groups[number])
    group = doc.spans[GROUP]
    # spaCy refuses spans beyond the tokens; the characters that a span claims are taken as they are and checked later.
    marks = [Mark(f"s{n}", span.label_, span.start_char, span.end_char) for n, span in enumerate(group)]
    name = str(group.attrs["page"])
    task = Task(name, doc.text, {}, tuple(marks), ())
    return Markup(f"{where} ({name})", task, group.attrs.get("wphf"), complete=False, linked=False)
