"""Builds `shared/words.txt`, the English words that a misspelling must not be taken for.

    pip install symspellpy && python models/build_words.py

Source: the frequency list shipped with symspellpy (MIT licence; made of Google Books Ngram and SCOWL data),
its 50,000 commonest entries of four letters and more, folded as the library folds tokens.
"""

from importlib.resources import files
from pathlib import Path

from wphf_extract.language.folding import fold

COUNT = 50_000


def main() -> None:
    source = files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    entries = [line.split() for line in source.read_text(encoding="utf-8-sig").splitlines()]
    entries.sort(key=lambda entry: -int(entry[1]))
    words = {fold(word) for word, _ in entries[:COUNT]}
    target = Path(__file__).parent / "shared" / "words.txt"
    target.write_text("\n".join(sorted(w for w in words if len(w) >= 4)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
