"""Builds `shared/languages.txt`, the names of the world's living languages, folded as the library folds tokens.

    pip install python-iso639 && python models/build_languages.py

Source: ISO 639-3 as published by SIL International, through the package python-iso639 (Apache 2.0). A name that no
gazetteer knows and that stands here is a language or its speakers, and no place (*radio spots in Limbum*).
"""

from pathlib import Path

import iso639

from wphf_extract.language.folding import fold


def main() -> None:
    names = {language.name.split("(")[0] for language in iso639.ALL_LANGUAGES if language.type == "L"}
    target = Path(__file__).parent / "shared" / "languages.txt"
    target.write_text("\n".join(sorted({fold(name) for name in names} - {""})) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
