"""`wphf_activities`: what each project does, as activity types.

How it decides. The phrases of `activities.toml` are looked for in each description outside the names of its
organisations; the first hit of a code is its evidence.

Writes `doc._.wphf_activities` (a list per description of dicts: code, start, end, rule) and
`doc.spans["wphf_activities"]`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from wphf_extract.components.base import RuleComponent, project_stretches, write_spans
from wphf_extract.phrases import words_of
from wphf_extract.rules import RuleFile, read_rules
from wphf_extract.taxonomy import read_taxonomy

__all__ = ["ActivityFinder"]


class ActivityFinder(RuleComponent):
    """Finds the activity types of each description; see the module.

    Args:
        name: name in the pipeline.
        rules: folder with `activities.toml` and `taxonomy.toml`; None takes the shipped model's.
    """

    folder = "wphf_activities"
    files = ("activities.toml", "taxonomy.toml")

    def compile(self, texts: Mapping[str, str], where: str) -> RuleFile:
        """Reads the rules; their codes must stand in the taxonomy."""
        codes = read_taxonomy(texts["taxonomy.toml"], f"{where}/taxonomy.toml").activities
        return read_rules(texts["activities.toml"], f"{where}/activities.toml", tuple(codes))

    def __call__(self, doc: Doc) -> Doc:
        """Annotates one document."""
        rules: RuleFile = self.rules
        words = words_of(doc)
        strings = doc.vocab.strings
        organizations = doc._.wphf_organizations
        found: list[list[dict[str, Any]]] = []
        for number, (start, end) in enumerate(project_stretches(doc)):
            masked = sorted((o["start"], o["end"]) for o in organizations[number]) if organizations else []
            first = bisect_left(words.starts, start)
            last = bisect_left(words.starts, end)
            activities: dict[str, dict[str, Any]] = {}
            for match in rules.book.find(words, first, last, strings.__getitem__, masked):
                code = rules.rules[match.key].code
                if code not in activities:
                    activities[code] = {"code": code, "start": match.start, "end": match.end, "rule": match.key}
            found.append(list(activities.values()))
        doc._.wphf_activities = found
        write_spans(
            doc,
            "wphf_activities",
            ((a["start"], a["end"], a["code"], a["rule"]) for acts in found for a in acts),
        )
        return doc


@Language.factory(
    "wphf_activities",
    default_config={"rules": None},
    assigns=["doc.spans", "doc._.wphf_activities"],
)
def make_activities(nlp: Language, name: str, rules: str | None) -> ActivityFinder:
    """Makes the component; see `ActivityFinder`."""
    return ActivityFinder(name, rules)
