"""Builds `en_wphf/config.cfg` and `en_wphf/tokenizer`: a blank English pipeline with the five components.

python models/build_pipeline.py
"""

from pathlib import Path

import spacy

import wphf_extract.components.tokenizer  # noqa: F401  (registers the tokenizer)

COMPONENTS = ("projects", "organizations", "locations", "targets", "activities")
#: Real pages leave out spaces around brackets and dashes. Places to split at: a closing bracket or quote, or a long
#: dash, that a word follows at once (*(AWJJ)—on*, *(CBOs)to*), and an opening one behind a word.
INFIXES = [r"[)\]”](?=[—–\w])", r"(?<=\w)[—](?=\w)", r"(?<=[)\]”])[—–-](?=\w)", r"(?<=[a-z])[(\[“](?=\w)"]


def main() -> None:
    model = Path(__file__).parent / "en_wphf"
    tokenizer = {"@tokenizers": "wphf_extract.Tokenizer.v1", "infixes": INFIXES}
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": tokenizer}})
    for component in COMPONENTS:
        nlp.add_pipe(f"wphf_{component}")
    nlp.config.to_disk(model / "config.cfg")
    nlp.tokenizer.to_disk(model / "tokenizer", exclude=["vocab"])


if __name__ == "__main__":
    main()
