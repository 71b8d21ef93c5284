"""`wphf_activities`: what each project does, as activity types.

How it decides. The phrases of `activities.toml` are looked for in each description outside the names of its
organisations and places; the first hit of a code is its evidence.

Writes `doc._.wphf_activities` (a list per description of dicts: code, start, end, rule) and
`doc.spans["wphf_activities"]`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from wphf_extract.components.base import RuleComponent, SpanValues, project_stretches, text_of
from wphf_extract.components.fields import fields_of
from wphf_extract.explanations.trace import Trace
from wphf_extract.phrases.lexicon import words_of
from wphf_extract.phrases.phrasebook import Match, Undone, matches_within
from wphf_extract.rules.rulefiles import RuleFile, read_rules
from wphf_extract.taxonomy import read_taxonomy

__all__ = ["ActivityFinder"]


_ASIDE = ("aside", "page")  # fields that say of no activity
_BRACKET = re.compile(r"\s?\([^()]{2,100}\)")


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
        codes = read_taxonomy(texts["taxonomy.toml"], f"{where}/taxonomy.toml", self.own).activities
        return read_rules(texts["activities.toml"], f"{where}/activities.toml", tuple(codes), self.own, "activities")

    def annotate(self, doc: Doc) -> Iterator[SpanValues]:
        """Annotates one document, all but `doc.spans`; see `RuleComponent.annotate`."""
        rules: RuleFile = self.rules
        names = sorted((*_names(doc), *_asides(doc)))
        stretches = project_stretches(doc)
        trace: Trace | None = doc._.wphf_trace
        undone: list[Undone] | None = None if trace is None else []
        matches = rules.book.find(words_of(doc), stretches, names, undone)
        if trace is not None:
            _write_down(trace, text_of(doc), undone or (), rules.book.find(words_of(doc), stretches), names)
        found: list[list[dict[str, Any]]] = []
        for start, end in stretches:
            activities: dict[str, dict[str, Any]] = {}
            for match in matches_within(matches, start, end):
                code = rules.rules[match.key].code
                if code not in activities:
                    activities[code] = {"code": code, "start": match.start, "end": match.end, "rule": match.key}
            found.append(list(activities.values()))
        doc._.wphf_activities = found
        return ((a["start"], a["end"], a["code"], a["rule"]) for acts in found for a in acts)


def _names(doc: Doc) -> Iterator[tuple[int, int]]:
    """Where names stand, which say of no activity: those of organisations, with what the brackets behind them hold, and
    those of places."""
    text = text_of(doc)
    for found in doc._.wphf_organizations or ():
        for organization in found:
            bracket = _BRACKET.match(text, organization["end"])
            yield organization["start"], bracket.end() if bracket else organization["end"]
    for found in doc._.wphf_locations or ():
        yield from ((place["start"], place["end"]) for place in found)


def _asides(doc: Doc) -> Iterator[tuple[int, int]]:
    """What tells of money and time, or of who wrote the page: *Grant: core support, 2 years*."""
    for project in doc._.wphf_projects or ():
        yield from ((field.start, field.end) for field in fields_of(project, _ASIDE) if field.label)


def _write_down(
    trace: Trace, text: str, undone: Sequence[Undone], unmasked: Sequence[Match], names: Sequence[tuple[int, int]]
) -> None:
    """Writes down what was undone, and what stands in names of organisations."""
    for match, start, end in undone:
        trace.add("activities", match.start, match.end, "unless", text[start:end], match.key)
    for match in unmasked:
        at = bisect_left(names, (match.end,)) - 1  # the last name that begins before the match ends
        if at >= 0 and names[at][1] > match.start:
            trace.add("activities", match.start, match.end, "in_name", rule=match.key)


@Language.factory(
    "wphf_activities",
    default_config={"rules": None},
    assigns=["doc.spans", "doc._.wphf_activities"],
)
def make_activities(nlp: Language, name: str, rules: str | None) -> ActivityFinder:
    """Makes the component; see `ActivityFinder`."""
    return ActivityFinder(name, rules)
