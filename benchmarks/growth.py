"""How the time of every pattern and of whole extraction grows with the text: linear, or the script says so.

    python benchmarks/growth.py            # the curves
    python benchmarks/growth.py --guard    # exit code 1 where something grows faster than linear

For each compiled pattern of the package, texts that make backtracking engines suffer (long runs of what the pattern
repeats, without what it waits for) in five sizes, 1 to 16 times; then pages that do the same to the pipeline. A curve
says how many times as long each size took as the first: 1, 2, 4, 8, 16 is linear.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module

import regex
from throughput import seconds

import wphf_extract
from wphf_extract.languages import detect_language

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
}


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


def curve(run: Callable[[str], object], piece: str, length: int) -> list[float]:
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
    steep = times[-1] > LEAST and times[-1] > STEEP * max(times[0], LEAST / STEEP)
    print(f"{name:70} {' '.join(f'{t / max(times[0], 1e-9):6.1f}' for t in times)}{'  TOO STEEP' if steep else ''}")
    return steep


def main() -> int:
    steep = 0
    for name, run in patterns():
        curves = {piece: curve(run, piece, LENGTH) for piece in PIECES}
        worst = max(curves, key=lambda piece: curves[piece][-1] / max(curves[piece][0], LEAST / STEEP))
        steep += report(f"{name} {worst!r}", curves[worst])
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
