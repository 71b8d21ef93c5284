"""Our pipeline beside what it could be compared with, in one process and one run, on the same corpus text.

    pip install ".[compare]"
    python benchmarks/compare.py

| who | what it does on the text |
| --- | --- |
| ours | full extraction: five fields, linked to places, as records |
| spaCy, blank | splits the text into tokens: the floor |
| spaCy, rules | `sentencizer` and an `entity_ruler` with the phrases of our activity types that have no gap |
| EDS-NLP | `eds.sentences`, `eds.normalizer` and `eds.matcher` with the same phrases |
| spaCy, small | the small English model, if a package that brings it is installed |
| quantulum3 | numbers with units, nothing else |

Each works through the same pages; what is slow takes every fifth or tenth of them. Only the ratios mean anything.
"""

from __future__ import annotations

import re
import statistics
import tomllib
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import entry_points
from itertools import islice, product
from pathlib import Path
from typing import Any

import spacy
from throughput import seconds

import wphf_extract

ROOT = Path(__file__).resolve().parents[1]
PHRASES = 5_000
ROUNDS = 5
BARS = {"spaCy, blank": 0.6, "EDS-NLP": 1.5, "spaCy, small": 20.0}


def pages() -> list[str]:
    """The pages of the corpus."""
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*/*.txt"))]


def phrases() -> list[tuple[str, str]]:
    """The phrases of our activity types without gaps, spelt out: code and words, the first so many of each rule."""
    rules = tomllib.loads((ROOT / "models/en_wphf/wphf_activities/activities.toml").read_text(encoding="utf-8"))
    each = 1 + PHRASES // len(rules["rule"])
    return [
        (rule["code"], " ".join(words))
        for rule in rules["rule"]
        for words in islice(_spelt_out(rule["phrases"], rules["sets"]), each)
    ]


def _spelt_out(rows: list[str], sets: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        if "..." not in row and "*" not in row and "," not in row:
            plain = re.sub(r"\[[^\]]*\]|=", "", row)
            choices = [
                [w for word in part.split("|") for w in sets.get(word.strip("{}"), [word])] for part in plain.split()
            ]
            yield from product(*choices)


def ours() -> Callable[[str], object]:
    nlp = wphf_extract.load()
    return lambda text: wphf_extract.extract(text, nlp=nlp)


def blank() -> Callable[[str], object]:
    return spacy.blank("en")


def entity_ruler() -> Callable[[str], object]:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler: Any = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": code, "pattern": words} for code, words in phrases()])
    return nlp


def eds_matcher() -> Callable[[str], object]:
    import_module("edsnlp")
    terms: dict[str, list[str]] = {}
    for code, words in phrases():
        terms.setdefault(code, []).append(words)
    nlp = spacy.blank("eds")
    nlp.add_pipe("eds.sentences")
    nlp.add_pipe("eds.normalizer")
    nlp.add_pipe("eds.matcher", config={"terms": terms, "attr": "LOWER"})
    return nlp


def small_model() -> Callable[[str], object]:
    names = [e.name for e in entry_points(group="spacy_models") if e.name.startswith("en_core_web_sm")]
    if not names:
        raise ImportError("no package with the small English model is installed")
    return spacy.load(names[0])


def quantulum() -> Callable[[str], object]:
    parse = import_module("quantulum3.parser").parse
    return lambda text: parse(text)


OTHERS: dict[str, tuple[Callable[[], Callable[[str], object]], int]] = {  # and of how many pages each takes one
    "spaCy, blank": (blank, 1),
    "spaCy, rules": (entity_ruler, 1),
    "EDS-NLP": (eds_matcher, 1),
    "spaCy, small": (small_model, 5),
    "quantulum3": (quantulum, 10),
}


def compare(name: str, texts: list[str], mine: Callable[[str], object]) -> None:
    """Ours and another in turn on the same texts, so that a drift of the machine hits both."""
    make, every = OTHERS[name]
    try:
        other = make()
    except ImportError as error:
        print(f"{name:14} left out: {error}")
        return
    some = texts[::every]
    ratios, rates = [], []
    for round_number in range(ROUNDS + 1):
        taken = [seconds(lambda run=run: [run(text) for text in some]) for run in (other, mine)]  # type: ignore[misc]
        if round_number:  # the first one warms up
            ratios.append(taken[0] / taken[1])
            rates.append(len(some) / taken[0])
    ratio, bar = statistics.median(ratios), BARS.get(name)
    verdict = "" if bar is None else f"  (at least {bar}: {'holds' if ratio >= bar else 'FALLS SHORT'})"
    print(f"{name:14} {statistics.median(rates):8.1f} pages/s; ours is {ratio:6.2f} times as fast{verdict}")


def main() -> None:
    texts = pages()
    print(f"{len(texts)} pages, {len(phrases())} phrases\n")
    mine = ours()
    for name in OTHERS:
        compare(name, texts, mine)


if __name__ == "__main__":
    main()
