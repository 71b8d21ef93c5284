"""Builds `en_wphf/config.cfg` and `en_wphf/tokenizer`: a blank English pipeline with the five components.

    python models/build_pipeline.py

The tokenizer is spaCy's own, with more places to split at: real pages leave out spaces around brackets and dashes.
"""

from pathlib import Path

import spacy
from spacy.util import compile_infix_regex

COMPONENTS = ("projects", "organizations", "locations", "targets", "activities")
#: A closing bracket or quote, or a long dash, that a word follows at once: *(AWJJ)—on*, *(CBOs)to*.
INFIXES = (r"[)\]”](?=[—–\w])", r"(?<=\w)[—](?=\w)", r"(?<=[)\]”])[—–-](?=\w)", r"(?<=[a-z])[(\[“](?=\w)")


def main() -> None:
    model = Path(__file__).parent / "en_wphf"
    nlp = spacy.blank("en")
    infixes = [*(nlp.Defaults.infixes or ()), *INFIXES]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    for component in COMPONENTS:
        nlp.add_pipe(f"wphf_{component}")
    nlp.config.to_disk(model / "config.cfg")
    nlp.tokenizer.to_disk(model / "tokenizer", exclude=["vocab"])


if __name__ == "__main__":
    main()
