"""`wphf_targets`: how many of whom each project reaches.

How it decides. Every number in a description is read with the noun phrase behind it, up to a preposition, a verb or a
full stop; the last noun of the phrase that stands in `targets.toml` says what is counted. Numbers that count nobody
(years, money, ages, percentages, resolutions) are known by their neighbours. Words before and behind a number say how
exact it is, and *including* ties a part to its whole.

Writes `doc._.wphf_targets` (a list per description of dicts with the fields of `Target`), and
`doc.spans["wphf_targets"]`. Numbers that no rule understood are kept in each project as `uncounted`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from wphf_extract.components.base import RuleComponent, SpanValues, project_stretches, text_of
from wphf_extract.components.fields import fields_of
from wphf_extract.components.targets.counts import CountReader
from wphf_extract.components.targets.targetwords import TargetWords
from wphf_extract.explanations.trace import Trace
from wphf_extract.language.numbers import number_reader
from wphf_extract.phrases.lexicon import Column, words_of

__all__ = ["TargetFinder", "make_targets"]

_SAME = ("value", "value_max", "qualifier", "unit")  # values of targets that say the same
_COUNTED = ("title", "location", "text", "beneficiaries")  # fields whose numbers count somebody


class TargetFinder(RuleComponent):
    """Finds the targets of each description; see the module.

    Args:
        name: name in the pipeline.
        rules: folder with `targets.toml`; None takes the shipped model's.
    """

    folder = "wphf_targets"
    files = ("targets.toml",)

    def compile(self, texts: Mapping[str, str], where: str) -> CountReader:
        """Reads `targets.toml`."""
        return CountReader(TargetWords.read(texts["targets.toml"], f"{where}/targets.toml", self.own))

    def annotate(self, doc: Doc) -> Iterator[SpanValues]:
        """Annotates one document, all but `doc.spans`; see `RuleComponent.annotate`."""
        text = text_of(doc)
        starts = _number_starts(doc)
        reader: CountReader = self.rules
        trace: Trace | None = doc._.wphf_trace
        organizations = doc._.wphf_organizations
        projects = doc._.wphf_projects
        found: list[list[dict[str, Any]]] = []
        for number, (start, end) in enumerate(project_stretches(doc)):
            masked = [(o["start"], o["end"]) for o in organizations[number]] if organizations else []
            project: dict[str, Any] = projects[number] if projects else {"start": start, "end": end}
            targets: list[dict[str, Any]] = []
            project["uncounted"] = []
            for part in fields_of(project, _COUNTED):
                here = starts[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
                unit = "people" if part.role == "beneficiaries" else None
                more, uncounted = reader.read(text, part.start, part.end, masked, here, unit, trace)
                _add(targets, more)
                project["uncounted"] += uncounted
            found.append(targets)
        doc._.wphf_targets = found
        return ((t["start"], t["end"], t["unit"], t["rule"]) for targets in found for t in targets)


def _add(targets: list[dict[str, Any]], more: list[dict[str, Any]]) -> None:
    """Adds the targets of a further field; what another field said is not said twice."""
    known = {(*map(t.get, _SAME), t["population"].casefold()): at for at, t in enumerate(targets)}
    places: list[int] = []  # of each target of the field among all
    for target in more:
        whole = target["included_in"]
        target["included_in"] = None if whole is None else places[whole]
        at = known.get((*map(target.get, _SAME), target["population"].casefold()), len(targets))
        places.append(at)
        if at == len(targets):
            targets.append(target)


_has_start = Column()  # whether a number could begin in a word


def _number_starts(doc: Doc) -> list[int]:
    """The characters at which a number could begin."""
    words = words_of(doc)
    starts_in = number_reader().starts
    could = _has_start.of(words.lexicon, lambda text: bool(starts_in(text)))[words.numbers]
    texts = words.lexicon.texts
    return [
        words.starts[word] + at
        for word in np.flatnonzero(could).tolist()
        for at in starts_in(texts[words.numbers[word]])
    ]


@Language.factory(
    "wphf_targets",
    default_config={"rules": None},
    assigns=["doc.spans", "doc._.wphf_targets"],
)
def make_targets(nlp: Language, name: str, rules: str | None) -> TargetFinder:
    """Makes the component; see `TargetFinder`."""
    return TargetFinder(name, rules)
