"""How the time of every pattern and of whole extraction grows with the text: linear, or the script says so.

    python benchmarks/growth.py            # the curves
    python benchmarks/growth.py --guard    # exit code 1 where something grows faster than linear

For each compiled pattern of the package, texts that make backtracking engines suffer (long runs of what the pattern
repeats, without what it waits for) in five sizes, 1 to 16 times; then pages that do the same to the pipeline. A curve
says how many times as long each size took as the first: 1, 2, 4, 8, 16 is linear. Between the two stand the functions
that read numbers, names, phrases, Markdown and web archives, on what has been slow in such readers.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import regex
import spacy
from throughput import seconds

import wphf_extract
from wphf_extract import PageError
from wphf_extract.language.numbers import number_reader
from wphf_extract.languages import detect_language
from wphf_extract.names.namelists import parse_names
from wphf_extract.names.namesintext import find_name
from wphf_extract.names.namewords import name_words
from wphf_extract.pages import read_pages
from wphf_extract.pages.markdown import page_from_markdown
from wphf_extract.phrases.lexicon import words_of
from wphf_extract.phrases.phrasebook import PhraseBook, PhraseRule
from wphf_extract.reading.readingcopy import ReadingCopy

SIZES = (1, 2, 4, 8, 16)
LENGTH = 1_000  # characters of the smallest text for a pattern
STEEP = 80.0  # times as long for 16 times the text: more than noise, less than the 256 of a quadratic one
LEAST = 0.002  # seconds of the largest text below which a curve is noise
PIECES = (
    " ",
    "a",
    "A",
    "A ",
    "a ",
    "1",
    "1 ",
    "1,",
    "(",
    "(a",
    "-",
    "a-",
    "’",
    "a’",
    ".",
    "A.",
    "Aa",
    "Aa ",
    "\n",
    "“",
    "- A",
)
LONG = 0.5  # seconds of a run that is not repeated
BEGIN = "Our Partners\n- Alpha (AL) on a project to "
PAGES = {
    "one word without end": "a",
    "one word of brackets": "(",
    "one word of suffixes": "’s",
    "an export": "- partner: Kaba Network\n  place: Gao\n  body: Widows learn\n    to sew.\n",
    "cards": "Kaba Network (KN)\nGao\nWidows learn to mend boats and nets in the harbour.\nRead more\nShare\n\n",
    "titles": "The old well\nIt ran dry in spring, and Kaba Network (KN) has dug it anew with the women of Gao.\n\n",
    "labels of columns": "Organization\n",
    "letters": "(a) Kaba Network (KN), for two wells; ",
    "sums": "EUR 5,000 for Kaba Network, for two wells in Gao.\n\n",
    "capitals": "Alpha ",
    "brackets": "Alpha (",
    "numbers": "1,000 ",
    "number words": "one hundred and ",
    "list of names": "Alpha Network, Beta Union and ",
    "places": "in Gao and ",
    "quotes": "“Alpha ",
    "dashes": "Alpha – ",
    "bullets": "- Alpha (AL) on a project to train 40 women in Gao.\n",
    "glued": "women.Alpha on a project ",
    "combining accents": "e\u0301",
    "training, not of centres": "train centre ",
    "stanzas": "Kaba Network (KN)\nWidows learn to mend boats and nets in the old harbour.\nGao\n24 months\n\n",
    "shared paragraphs": "Kaba Women’s Network (KWN) trains 40 women in Gao. ",
}
NUMBERS = ("1,", "1 ", "10 000 ", "9", "one ", "hundred ", "and ", "one hundred and ")
NAMES = ("Amani and ", "Amani, ", "(", "Amani (", "Amani (AF), ", "– ")
MARKDOWN = ("[", "![", "*a **b ", "> ", "`", "<", "&", "[a](", "- ", "|", "\\", "_a__", "1. ")
READING = (
    *("a-\n", "aa-\n\n", " ", " \n", "a   ", "a    b\n      c\n", '\t"a\n', "> a\n", "*a", "**a ", "[a", "[a](b)"),
    *("\u00a0a", "&amp;", "a\n\n5\n\nb", "\n\u2022\n"),
)
PHRASES = {
    "train ": PhraseRule("gaps", ("train ... train ... train ... women",)),
    "train the women ": PhraseRule("optional", ("train [=the] ... women", "train women")),
    "train train ": PhraseRule("merged", ("train ... train",)),
    "train women. train centre. ": PhraseRule("unless", ("train",), ("train centre",)),
}
ARCHIVED = (  # a record that claims more bytes than the whole file has
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org\r\nContent-Length: 100000000\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + "x" * 300 + "\r\n\r\n"
)


def patterns() -> Iterator[tuple[str, Callable[[str], object]]]:
    """All compiled patterns at the top of the package's modules: name, and how the module uses them on a text."""
    seen = set()
    for found in pkgutil.walk_packages(wphf_extract.__path__, "wphf_extract."):
        try:
            module = import_module(found.name)
        except ImportError:  # of an extra that is not installed
            continue
        for name, value in vars(module).items():
            is_pattern = isinstance(value, re.Pattern | regex.Pattern) and isinstance(value.pattern, str)
            if is_pattern and id(value) not in seen:
                seen.add(id(value))
                searched = re.search(rf"\b{name}\.(?:search|find|sub|split)", inspect.getsource(module))
                yield f"{found.name}.{name}", value.findall if searched else value.match


def functions() -> Iterator[tuple[str, Callable[[str], object], str, int]]:
    """What each function is, how it is called with a text, the piece its texts repeat, and the smallest length."""
    words, reader, blank = name_words(), number_reader(), spacy.blank("en")
    blank.max_length = 10**9

    def names(text: str) -> None:
        parse_names(text, 0, len(text), words, lambda _: False)
        find_name(text, 0, len(text), words)

    def markdown(text: str) -> None:
        with suppress(PageError):
            page_from_markdown(text.encode(), "a.md")

    def archive(text: str) -> None:
        with tempfile.NamedTemporaryFile(suffix=".warc") as file:
            file.write(text.encode())
            file.flush()
            list(read_pages(Path(file.name)))

    yield from (("numbers", lambda text: list(reader.find(text, 0, len(text))), piece, LENGTH) for piece in NUMBERS)
    yield from (("names", names, piece, LENGTH) for piece in NAMES)
    yield from (("reading copy", lambda text: ReadingCopy(text), piece, LENGTH) for piece in READING)
    yield from (("Markdown", markdown, piece, LENGTH) for piece in MARKDOWN)
    yield "web archive", archive, ARCHIVED, 100 * len(ARCHIVED)
    for piece, rule in PHRASES.items():
        book = PhraseBook([rule], {}, "growth.py")
        yield f"phrases: {rule.key}", lambda text, book=book: book.find(words_of(blank.make_doc(text))), piece, LENGTH  # type: ignore[misc]


def is_steep(times: list[float]) -> bool:
    """Whether a curve is steeper than noise makes a linear one."""
    return times[-1] > LEAST and times[-1] > STEEP * max(times[0], LEAST / STEEP)


def curve(run: Callable[[str], object], piece: str, length: int) -> list[float]:
    """Seconds for each size; a steep curve is measured again, for the machine may have been busy."""
    times = measured(run, piece, length)
    return measured(run, piece, length) if is_steep(times) else times


def measured(run: Callable[[str], object], piece: str, length: int) -> list[float]:
    """Seconds for each size: the best of three, or of one where that takes long."""
    times = []
    for size in SIZES:
        text = piece * (length * size // len(piece))
        first = seconds(lambda text=text: run(text))  # type: ignore[misc]
        again = 2 if first < LONG else 0
        times.append(min([first, *(seconds(lambda text=text: run(text)) for _ in range(again))]))  # type: ignore[misc]
    return times


def report(name: str, times: list[float]) -> bool:
    """Prints a curve; says whether it is too steep."""
    steep = is_steep(times)
    print(f"{name:70} {' '.join(f'{t / max(times[0], 1e-9):6.1f}' for t in times)}{'  TOO STEEP' if steep else ''}")
    return steep


def main() -> int:
    steep = 0
    for name, run in patterns():
        curves = {piece: curve(run, piece, LENGTH) for piece in PIECES}
        worst = max(curves, key=lambda piece: curves[piece][-1] / max(curves[piece][0], LEAST / STEEP))
        steep += report(f"{name} {worst!r}", curves[worst])
    for name, run, piece, length in functions():
        steep += report(f"{name} {piece[:30]!r}", curve(run, piece, length))
    nlp = wphf_extract.load()
    curves = {piece: curve(lambda text: detect_language(text), piece, 10 * LENGTH) for piece in PIECES}
    steep += report("detection of the language", max(curves.values(), key=lambda times: times[-1]))
    for name, piece in PAGES.items():
        times = curve(lambda text: wphf_extract.extract(BEGIN + text, language="en", nlp=nlp), piece, 10 * LENGTH)
        steep += report(f"page: {name}", times)
    print(f"\n{steep} curves are too steep")
    return int(bool(steep) and "--guard" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
